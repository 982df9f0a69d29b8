//! The objects that the documentation defines by a name of their own, and what refers to them.

use std::collections::BTreeMap;

use super::disputes::Disputes;
use super::fields::{FieldsByPath, Rows};
use super::schema::{BodyPart, Shaper};
use super::variants::Notices;
use super::{Context, Decisions, Documented as Page, PageRead};
use crate::dialect::Dialect;
use crate::model::{NamedSchema, Object, Origin, Schema, Source};
use crate::naming::{Names, pascal};

/// Names that a client has anyway.
const TYPES: &[&str] = &["Client", "BlockingClient", "Settings", "Extra", "Secret"];

/// The named objects of pages, each name once.
pub(super) fn schemas(pages: &[&PageRead], decisions: Decisions<'_>, dialect: &Dialect) -> Vec<NamedSchema> {
    let mut idents = Names::but(TYPES);
    let mut schemas: Vec<NamedSchema> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let documented = Page { module: String::new(), page, others: Vec::new() };
        let context = Context { documented: &documented, decisions, disputes: Disputes::default(), dialect };
        for fact in &page.facts.objects {
            let name = fact.name.value.trim();
            let is_name = !name.is_empty() && !name.contains(['/', '{']) && !fact.fields.is_empty();
            if !is_name || known.contains_key(&alike(name)) {
                continue;
            }
            let rows = Rows { answered: FieldsByPath::alone(&fact.fields), ..Rows::default() };
            let ident = idents.take(pascal(name));
            let mut names = Names::default();
            let mut shaper = Shaper {
                context: &context,
                operation: "",
                samples: &[],
                rows: &rows,
                notices: &Notices::default(),
                names: &mut names,
                root: ident.clone(),
                part: BodyPart::Answer,
                resource: String::new(),
                depth: 0,
            };
            let Some(Schema::Object(schema)) = shaper.body() else { continue };
            known.insert(alike(name), schemas.len());
            let evidence = vec![page.evidence(&fact.name.span, Origin::Prose)];
            schemas.push(NamedSchema { name: name.to_owned(), ident, schema, evidence });
        }
    }
    let names: BTreeMap<String, String> =
        schemas.iter().map(|named| (alike(&named.name), named.name.clone())).collect();
    for named in &mut schemas {
        resolve_in(&mut named.schema, &names);
    }
    schemas
}

/// Makes references to named objects sure: what no schema is called is an object of unknown members.
pub(super) fn resolve(source: &mut Source, schemas: &[NamedSchema]) {
    let names: BTreeMap<String, String> =
        schemas.iter().map(|named| (alike(&named.name), named.name.clone())).collect();
    for operation in &mut source.operations {
        let request = operation.request_body.iter_mut().map(|body| &mut body.schema);
        let responses = operation.responses.iter_mut().filter_map(|response| response.body.as_mut());
        request.chain(responses).for_each(|schema| resolved(schema, &names));
    }
}

fn resolve_in(object: &mut Object, names: &BTreeMap<String, String>) {
    object.properties.iter_mut().for_each(|property| resolved(&mut property.schema, names));
}

fn resolved(schema: &mut Schema, names: &BTreeMap<String, String>) {
    match schema {
        Schema::Array { items } | Schema::Map { values: items } => resolved(items, names),
        Schema::Object(object) => resolve_in(object, names),
        Schema::OneOf(one_of) => {
            one_of.variants.iter_mut().for_each(|variant| resolve_in(&mut variant.content, names));
        }
        Schema::Named { name } => match names.get(&alike(name)) {
            Some(known) => name.clone_from(known),
            None => *schema = Schema::Map { values: Box::new(Schema::Any) },
        },
        _ => {}
    }
}

/// A name without what spellings of it differ in.
fn alike(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
