//! The objects that the docs define by a name of their own, each once in the client: their types, and who makes values
//! of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use proc_macro2::Ident;

use super::types::{Role, Shape, Type, TypeSite, Types};
use crate::emit::docs::comment::DocComment;
use crate::emit::docs::text::code;
use crate::emit::syntax::names::{TokenNames, ident};
use crate::model::{NamedSchema, Schema, Source, sent_schemas};
use crate::naming::required_name;

/// The objects of an API, and what they hold.
pub(in crate::emit) struct NamedObjects {
    /// Each by its name in Rust.
    pub(in crate::emit) schemas: Arc<[NamedSchema]>,
    /// The types of these, and of what they hold. Those that a caller makes are of [`Role::Request`].
    pub(in crate::emit) types: Vec<Type>,
}

impl NamedObjects {
    /// The objects that `schemas` are, where `sources` refer to them.
    pub(in crate::emit) fn of<'a>(
        schemas: &'a Arc<[NamedSchema]>,
        documented: &[String],
        sources: impl IntoIterator<Item = &'a Source>,
    ) -> Self {
        let sent = sent_schemas(schemas, sources);
        let mut types = Types::default();
        for (named, documented) in schemas.iter().zip(documented) {
            let role = if sent.contains(named.name.as_str()) { Role::Request } else { Role::Response };
            let docs = DocComment::new().say(&format!("{}, as the docs define it.", code(documented)));
            types.object(&named.schema, &TypeSite { role, is_body: false, docs, linked: None, words: &[] });
        }
        Self { schemas: Arc::clone(schemas), types: types.all }
    }

    /// Whether a schema holds an object that callers make, however deep: that keeps properties which are not known.
    pub(in crate::emit) fn keeps_unknown(&self, schema: &Schema) -> bool {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = Vec::new();
        schema.named(&mut |name| open.push(name));
        while let Some(name) = open.pop() {
            let Some(named) = self.schemas.iter().find(|it| it.name == name).filter(|_| seen.insert(name))
            else {
                continue;
            };
            let is_sent = |it: &Type| it.name() == named.schema.name && it.role == Role::Request;
            if self.types.iter().any(is_sent) {
                return true;
            }
            named.schema.properties.iter().for_each(|held| held.schema.named(&mut |name| open.push(name)));
        }
        false
    }

    /// Whether an object of one name would hold itself without end, in that it holds one of another directly.
    pub(in crate::emit) fn is_endless(&self, holder: &str, held: &str) -> bool {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![held];
        while let Some(name) = open.pop() {
            if name == holder {
                return true;
            }
            let named = self.types.iter().find(|it| it.name() == name).filter(|_| seen.insert(name));
            let Some(Type { shape: Shape::Object(object), .. }) = named else { continue };
            open.extend(object.properties.iter().filter_map(|property| match &property.schema {
                Schema::Named { name } => Some(name.as_str()),
                Schema::Object(object) => Some(object.name.as_str()),
                _ => None,
            }));
        }
        false
    }

    /// Those that are named, in their order.
    pub(in crate::emit) fn named(&self, by: &TokenNames) -> Vec<Ident> {
        of_schemas(&self.schemas, by)
    }
}

/// The types of the module of named objects that are named.
pub(in crate::emit) fn of_schemas(schemas: &[NamedSchema], by: &TokenNames) -> Vec<Ident> {
    let names = schemas.iter().flat_map(|named| [named.name.clone(), required_name(&named.name)]);
    names.map(|name| ident(&name)).filter(|name| by.has(&name.to_string())).collect()
}
