//! The schemas of the objects that the documentation defines by a name of their own: from what it says of them, and from all
//! samples that show one.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::disputes::Disputes;
use super::fields::{FieldsByPath, Rows, stated};
use super::notices::Notices;
use super::objects::{DefinedObject, NamedSample, Objects, alike};
use super::schema::{BodyPart, Shaper};
use super::seen::BodySample;
use super::{Context, Decisions, Documented as Page};
use crate::dialect::{Dialect, Field};
use crate::model::{NamedSchema, Object, Origin, Schema, Source, Why, sent_schemas};
use crate::naming::{Names, pascal};
use crate::sample::json::Node;

/// Names that a client has anyway.
const TYPES: &[&str] = &["Client", "BlockingClient", "Settings", "Extra", "Secret"];

/// The schemas of objects, of which samples show `shown`.
pub(super) fn schemas<'a>(
    objects: &Objects<'a>,
    shown: Vec<NamedSample<'a>>,
    decisions: Decisions<'_>,
    dialect: &Dialect,
) -> Vec<NamedSchema> {
    let mut idents = Names::but(TYPES);
    let mut making: Vec<Making<'a>> = objects.all.iter().map(|_| Making::default()).collect();
    for (object, making) in objects.all.iter().zip(&mut making) {
        making.ident = idents.take(pascal(object.name));
    }
    let mut known: HashSet<*const Node> = HashSet::new();
    let mut open = shown;
    // a sample of one object may show others
    loop {
        for sample in open.drain(..) {
            if let Some(making) = making.get_mut(sample.object).filter(|_| known.insert(sample.value)) {
                making.samples.push(sample);
                making.schema = None;
            }
        }
        for (object, making) in
            objects.all.iter().zip(&mut making).filter(|(_, making)| making.schema.is_none())
        {
            making.schema = Some(schema(object, making, objects, &mut open, decisions, dialect));
        }
        if open.is_empty() {
            break;
        }
    }
    let named = objects.all.iter().zip(making).filter_map(|(object, making)| {
        let evidence = vec![object.page.evidence(&object.fact.name.span, Origin::Prose)];
        Some(NamedSchema {
            name: object.name.to_owned(),
            ident: making.ident,
            schema: making.schema?,
            evidence,
        })
    });
    let mut schemas: Vec<NamedSchema> = named.collect();
    let names = names(&schemas);
    schemas.iter_mut().for_each(|named| resolve_in(&mut named.schema, &names));
    schemas
}

/// An object whose schema is being made.
#[derive(Default)]
struct Making<'a> {
    ident: String,
    samples: Vec<NamedSample<'a>>,
    schema: Option<Object>,
}

fn schema<'a>(
    object: &DefinedObject<'a>,
    making: &Making<'a>,
    objects: &Objects<'a>,
    shown: &mut Vec<NamedSample<'a>>,
    decisions: Decisions<'_>,
    dialect: &Dialect,
) -> Object {
    let documented = Page { module: String::new(), page: object.page, others: Vec::new() };
    let disputes = Disputes::default();
    let context = Context { documented: &documented, decisions, disputes, objects, dialect };
    let sample = |sample: &NamedSample<'a>| BodySample {
        page: sample.page,
        body: sample.value,
        operation: 0,
        section: None,
    };
    let samples: Vec<BodySample<'a>> = making.samples.iter().map(sample).collect();
    let rows = Rows { answered: FieldsByPath::alone(&object.fact.fields), ..Rows::default() };
    let mut names = Names::default();
    let mut shaper = Shaper {
        context: &context,
        operation: "",
        samples: &samples,
        rows: &rows,
        notices: &Notices::default(),
        names: &mut names,
        root: making.ident.clone(),
        part: BodyPart::Answer,
        resource: object.name.to_owned(),
        whole: None,
        shown,
        depth: 0,
    };
    shaper.root_object()
}

/// Makes objects that callers make ask for what the documentation states to be required, and for nothing that only samples of
/// answers show.
pub(super) fn ease_sent(schemas: &mut [NamedSchema], sources: &[Source], objects: &Objects<'_>) {
    let sent: BTreeSet<String> = sent_schemas(schemas, sources).into_iter().map(str::to_owned).collect();
    let defined: BTreeMap<&str, &DefinedObject<'_>> = objects.all.iter().map(|it| (it.name, it)).collect();
    for named in schemas.iter_mut().filter(|named| sent.contains(&named.name)) {
        let fields = defined.get(named.name.as_str()).map_or(&[][..], |object| &object.fact.fields);
        ease(&mut named.schema, &FieldsByPath::alone(fields));
    }
}

fn ease(object: &mut Object, fields: &FieldsByPath<'_>) {
    let is_shown = object.evidence.iter().any(|line| line.from == Origin::Sample);
    for property in &mut object.properties {
        let documented: Vec<&Field> = fields.at(&property.path, &None).collect();
        let is_omitted = is_shown && !property.required;
        (property.required, property.why) = match stated(&documented) {
            (true, _) if is_omitted => (false, Why::SomeSamples),
            stated => stated,
        };
        match &mut property.schema {
            schema @ Schema::Id { .. } => *schema = Schema::String,
            schema => ease_within(schema, fields),
        }
    }
}

fn ease_within(schema: &mut Schema, fields: &FieldsByPath<'_>) {
    match schema {
        Schema::Array { items } | Schema::Map { values: items } => ease_within(items, fields),
        Schema::Object(object) => ease(object, fields),
        Schema::OneOf(one_of) => {
            one_of.variants.iter_mut().for_each(|variant| ease(&mut variant.content, fields));
        }
        _ => {}
    }
}

/// Makes references to named objects sure: what no schema is called is an object of unknown members.
pub(super) fn resolve(source: &mut Source, schemas: &[NamedSchema]) {
    let names = names(schemas);
    for operation in &mut source.operations {
        let request = operation.request_body.iter_mut().map(|body| &mut body.schema);
        let responses = operation.responses.iter_mut().filter_map(|response| response.body.as_mut());
        request.chain(responses).for_each(|schema| resolved(schema, &names));
    }
}

/// The names of schemas, by what they differ in.
fn names(schemas: &[NamedSchema]) -> BTreeMap<String, String> {
    schemas.iter().map(|named| (alike(&named.name), named.name.clone())).collect()
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
