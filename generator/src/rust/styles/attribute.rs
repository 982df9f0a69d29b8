//! `#[endpoint(path = "…", method = "…", response = "…")]` on a struct: its fields are the call, each where an attribute of
//! the same name says; without one, in the body.

use syn::{Field, Fields, Item, ItemStruct, Meta};

use super::CallsFound;
use super::build::FoundCall;
use crate::model::{MediaType, Schema};
use crate::rust::literal;
use crate::rust::nesting;
use crate::rust::pairs::SentPairs;
use crate::rust::request_type;
use crate::rust::serde_attributes::Direction;
use crate::rust::serde_attributes::SerdeAttributes;
use crate::rust::syntax::last_name;
use crate::rust::texts::{Chunk, chunks};
use crate::rust::tree::ItemId;
use crate::rust::wire::Generics;

/// Where fields go, by what the attribute says of each.
#[derive(Default)]
struct Sorted<'t> {
    body: Vec<&'t Field>,
    tagged: Vec<&'t Field>,
    query: Vec<&'t Field>,
    is_raw: bool,
}

pub(super) fn recognise(found: &mut CallsFound<'_>, id: ItemId, item: &Item) {
    let Item::Struct(it) = item else { return };
    for attribute in &it.attrs {
        let entries = literal::entries(attribute);
        let Some(path) = value(&entries, "path") else { continue };
        let Some(name) = attribute.path().get_ident().map(ToString::to_string) else { continue };
        if name == "cfg_attr" || name == "serde" {
            continue;
        }
        add(found, id, it, &name, &entries, &path);
    }
}

fn add(
    found: &mut CallsFound<'_>,
    id: ItemId,
    it: &ItemStruct,
    attribute: &str,
    entries: &[Meta],
    path: &str,
) {
    let item = found.tree.path_of(id.module, &it.ident.to_string());
    let sorted = sorted(it, attribute);
    let mut object = |fields: &[&Field]| {
        let container = SerdeAttributes::of(&it.attrs, Direction::Sent);
        let schema = found.sent.object(id.module, "", fields, &container, &Generics::new());
        let Schema::Object(mut object) = schema else { return SentPairs::default() };
        // the derive of such an attribute leaves out what is `None`
        for property in object.properties.iter_mut().filter(|it| it.nullable) {
            (property.nullable, property.required) = (false, false);
        }
        SentPairs { properties: object.properties, ..SentPairs::default() }
    };
    let query = object(&sorted.query);
    let mut body = object(if sorted.tagged.is_empty() { &sorted.body } else { &sorted.tagged });
    body.is_open = sorted.is_raw;
    if sorted.is_raw {
        found.unresolved(id.module, &it.ident, &item, "raw body");
        body.properties.clear();
    }
    let response = value(entries, "response").and_then(|name| nesting::parsed(&name));
    let response = response.and_then(|ty| found.answer(id.module, &ty));
    let is_tagged = !sorted.tagged.is_empty();
    let bodies = if is_tagged { &sorted.tagged } else { &sorted.body };
    let request_type = (!sorted.is_raw && !bodies.is_empty())
        .then(|| {
            let is_sent = |field: &Field| bodies.iter().any(|it| std::ptr::eq(*it, field));
            request_type::of_struct(found.tree, found.name, id, it, is_sent)
        })
        .flatten();
    let method = value(entries, "method").unwrap_or_else(|| "GET".to_owned()).to_uppercase();
    let call = FoundCall {
        module: id.module,
        item: item.clone(),
        attributes: &it.attrs,
        methods: vec![method],
        texts: vec![chunks(path).into_iter().map(named).collect()],
        query,
        body: Some((MediaType::Json, body)),
        response,
        request_type,
    };
    if !call.add(found, &it.ident) {
        found.unresolved(id.module, &it.ident, &item, "computed path");
    }
}

/// A hole by the last name in it: `{self.role.name()}` is `name`.
fn named(chunk: Chunk) -> Chunk {
    match chunk {
        Chunk::Hole(inner) => {
            let name = nesting::parsed(&inner).and_then(|expr| last_name(&expr));
            Chunk::Hole(name.unwrap_or(inner))
        }
        literal => literal,
    }
}

fn sorted<'t>(it: &'t ItemStruct, attribute: &str) -> Sorted<'t> {
    let mut sorted = Sorted::default();
    let Fields::Named(fields) = &it.fields else { return sorted };
    for field in &fields.named {
        let own = field.attrs.iter().filter(|it| it.path().is_ident(attribute)).flat_map(literal::entries);
        let words: Vec<String> =
            own.filter_map(|it| it.path().get_ident().map(ToString::to_string)).collect();
        let has = |word: &str| words.iter().any(|it| it == word);
        if has("raw") || has("data") {
            sorted.is_raw = true;
        } else if has("query") {
            sorted.query.push(field);
        } else if has("body") {
            sorted.tagged.push(field);
        } else if words.is_empty() {
            sorted.body.push(field);
        }
    }
    sorted
}

/// The text of an entry.
fn value(entries: &[Meta], name: &str) -> Option<String> {
    entries.iter().find_map(|meta| match meta {
        Meta::NameValue(it) if it.path.is_ident(name) => match literal::text(&it.value) {
            Some(text) => Some(text),
            None => last_name(&it.value),
        },
        _ => None,
    })
}
