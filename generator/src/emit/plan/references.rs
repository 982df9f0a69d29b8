//! The model as Rust can hold it, in which what refers to an object of a name has the object's name in Rust.

use std::collections::HashMap;

use crate::model::{Api, NamedSchema, Object, Schema, Source};
use crate::naming::{represent_object, represent_operation};

/// The names in Rust of the objects that the docs define by a name, by that name.
pub(in crate::emit) struct References<'a>(HashMap<&'a str, &'a str>);

impl<'a> References<'a> {
    /// Those of an API.
    pub(in crate::emit) fn of(api: &'a Api) -> Self {
        let idents = api.schemas.iter().rev().map(|named| (named.name.as_str(), named.ident.as_str()));
        Self(idents.collect())
    }

    /// A source as Rust can hold it.
    pub(in crate::emit) fn source(&self, source: &Source) -> Source {
        let mut source = source.clone();
        for operation in &mut source.operations {
            represent_operation(operation);
            operation.parameters.iter_mut().for_each(|it| self.refer(&mut it.schema));
            operation.request_body.iter_mut().for_each(|body| self.refer(&mut body.schema));
            let answers = operation.responses.iter_mut().filter_map(|response| response.body.as_mut());
            answers.for_each(|body| self.refer(body));
        }
        source
    }

    /// An object of a name as Rust can hold it, by its name there.
    pub(in crate::emit) fn schema(&self, named: &NamedSchema) -> NamedSchema {
        let mut named = NamedSchema { name: named.ident.clone(), ..named.clone() };
        represent_object(&mut named.schema, true);
        self.refer_in(&mut named.schema);
        named
    }

    /// Refers to named objects by their names in Rust. What is named and not defined is of any kind.
    fn refer(&self, schema: &mut Schema) {
        match schema {
            Schema::Named { name } => match self.0.get(name.as_str()) {
                Some(ident) => (*ident).clone_into(name),
                None => *schema = Schema::Any,
            },
            Schema::Array { items } | Schema::Map { values: items } => self.refer(items),
            Schema::Object(object) => self.refer_in(object),
            Schema::OneOf(one_of) => {
                one_of.variants.iter_mut().for_each(|variant| self.refer_in(&mut variant.content));
            }
            _ => {}
        }
    }

    fn refer_in(&self, object: &mut Object) {
        object.properties.iter_mut().for_each(|held| self.refer(&mut held.schema));
    }
}
