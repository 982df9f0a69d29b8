//! Operations whose bodies refer to nothing: objects that have names are where they are referred to.

use crate::model::{Api, Object, Operation, Property, Schema};

/// Names within names that are followed; what is deeper counts as not stated.
const DEEPEST: usize = 6;

/// An API whose operations are such.
pub fn api(api: &Api) -> Api {
    let mut own = api.clone();
    for (own, source) in own.sources.iter_mut().zip(&api.sources) {
        own.operations = source.operations.iter().map(|it| operation(api, it)).collect();
    }
    own
}

/// An operation by itself.
pub(super) fn operation(api: &Api, operation: &Operation) -> Operation {
    // documents say in many ways where an API is
    let mut own = Operation { server: None, ..operation.clone() };
    let flat = Flat { api };
    if let Some(body) = &mut own.request_body {
        body.schema = flat.schema(&body.schema, "", &mut Vec::new());
    }
    for response in &mut own.responses {
        response.body = response.body.as_ref().map(|body| flat.schema(body, "", &mut Vec::new()));
    }
    own
}

struct Flat<'a> {
    api: &'a Api,
}

impl<'a> Flat<'a> {
    fn schema(&self, schema: &'a Schema, path: &str, names: &mut Vec<&'a str>) -> Schema {
        match schema {
            Schema::Named { name } => {
                let object = self.api.schemas.iter().find(|it| it.name == *name);
                let is_deep = names.len() >= DEEPEST || names.contains(&name.as_str());
                let Some(object) = object.filter(|_| !is_deep) else { return Schema::Any };
                names.push(name);
                let object = self.object(&object.schema, path, names);
                names.pop();
                Schema::Object(object)
            }
            Schema::Array { items } => Schema::Array { items: Box::new(self.schema(items, path, names)) },
            Schema::Map { values } => Schema::Map { values: Box::new(self.schema(values, path, names)) },
            Schema::Object(object) => Schema::Object(self.object(object, path, names)),
            Schema::OneOf(one_of) => {
                let mut own = one_of.clone();
                let path = below(path, &one_of.content);
                for (own, variant) in own.variants.iter_mut().zip(&one_of.variants) {
                    own.content = self.object(&variant.content, &path, names);
                }
                Schema::OneOf(own)
            }
            other => other.clone(),
        }
    }

    fn object(&self, object: &'a Object, path: &str, names: &mut Vec<&'a str>) -> Object {
        let properties = object.properties.iter().map(|property| {
            let path = below(path, &property.name);
            Property { schema: self.schema(&property.schema, &path, names), path, ..property.clone() }
        });
        Object { properties: properties.collect(), ..object.clone() }
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
