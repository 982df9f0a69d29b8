//! Whole numbers under the name of a secret, such as one-time codes.

use crate::dialect::{Dialect, is_secret_integer, is_secret_integer_within};
use crate::model::{Encoding, NamedSchema, Object, Schema, Source};

/// Hides those of an API, wherever they are.
pub(super) fn hide(sources: &mut [Source], schemas: &mut [NamedSchema], dialect: &Dialect) {
    schemas.iter_mut().for_each(|schema| in_object(&mut schema.schema, dialect));
    for operation in sources.iter_mut().flat_map(|source| &mut source.operations) {
        for parameter in &mut operation.parameters {
            of_name(&mut parameter.schema, &parameter.name, dialect);
        }
        let sent = operation.request_body.iter_mut().map(|body| &mut body.schema);
        let answered = operation.responses.iter_mut().filter_map(|response| response.body.as_mut());
        sent.chain(answered).for_each(|body| below(body, dialect));
    }
}

fn in_object(object: &mut Object, dialect: &Dialect) {
    for property in &mut object.properties {
        of_name(&mut property.schema, &property.name, dialect);
    }
}

/// Hides what a name holds.
fn of_name(schema: &mut Schema, name: &str, dialect: &Dialect) {
    match is_secret_integer(name, dialect) {
        true => numbers(schema, name, dialect),
        false => below(schema, dialect),
    }
}

/// Hides a whole number under the name of a secret, or those of a list or a map; in an object those that are not about it.
fn numbers(schema: &mut Schema, name: &str, dialect: &Dialect) {
    let within = |object: &mut Object| {
        for property in &mut object.properties {
            match is_secret_integer_within(&property.name, name, dialect) {
                true => numbers(&mut property.schema, name, dialect),
                false => of_name(&mut property.schema, &property.name, dialect),
            }
        }
    };
    match schema {
        Schema::Integer { encoding: Encoding::Native } | Schema::BigInteger => {
            *schema = Schema::SecretInteger;
        }
        Schema::Array { items } | Schema::Map { values: items } => numbers(items, name, dialect),
        Schema::Object(object) => within(object),
        Schema::OneOf(one_of) => {
            one_of.variants.iter_mut().for_each(|variant| within(&mut variant.content));
        }
        _ => {}
    }
}

fn below(schema: &mut Schema, dialect: &Dialect) {
    match schema {
        Schema::Array { items } | Schema::Map { values: items } => below(items, dialect),
        Schema::Object(object) => in_object(object, dialect),
        Schema::OneOf(one_of) => {
            one_of.variants.iter_mut().for_each(|variant| in_object(&mut variant.content, dialect));
        }
        _ => {}
    }
}
