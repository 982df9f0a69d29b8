//! What of the model Rust can hold, whatever names it has, and which of it is one type.

use crate::model::{Constant, Dispute, Enum, MediaType, Object, Operation, Property, Schema, Why};

/// Makes the schemas of an operation ones that Rust can hold.
pub fn represent_operation(operation: &mut Operation) {
    each_schema(operation, &mut represent);
}

/// Visits the schemas of an operation, each with whether files can be in it: elsewhere a file is its text.
pub(super) fn each_schema(operation: &mut Operation, visit: &mut impl FnMut(&mut Schema, bool)) {
    operation.parameters.iter_mut().for_each(|it| visit(&mut it.schema, true));
    if let Some(body) = &mut operation.request_body {
        visit(&mut body.schema, body.media_type == MediaType::Multipart);
    }
    let responses = operation.responses.iter_mut().filter_map(|response| response.body.as_mut());
    responses.for_each(|body| visit(body, true));
}

/// Makes a schema one that Rust can hold: values that cannot be listed are any text, and a constant that is not of its
/// property's type is none.
pub fn represent(schema: &mut Schema, takes_files: bool) {
    match schema {
        Schema::Binary if !takes_files => *schema = Schema::String,
        Schema::Enum(one_of) if !is_listed(one_of) => *schema = Schema::String,
        Schema::Array { items } | Schema::Map { values: items } => represent(items, takes_files),
        Schema::Object(object) => represent_object(object, takes_files),
        Schema::OneOf(one_of) => {
            one_of.variants.iter_mut().for_each(|it| represent_object(&mut it.content, takes_files));
        }
        _ => {}
    }
}

/// The same of an object.
pub fn represent_object(object: &mut Object, takes_files: bool) {
    for property in &mut object.properties {
        represent(&mut property.schema, takes_files);
        property.constant = property.constant.take().and_then(|it| sound(it, &property.schema));
        if property.nullable {
            property.constant = None;
            // these have a way of their own to read `null`
            property.nullable = property.schema != Schema::Any && !property.schema.is_text();
        }
    }
}

/// Whether a type can be made of listed values: each can be written in a comment, and there are some.
pub fn is_listed(one_of: &Enum) -> bool {
    let is_plain = |value: &str| !value.is_empty() && !value.contains(|c: char| c == '`' || c.is_control());
    !one_of.values.is_empty() && one_of.values.iter().all(|listed| is_plain(&listed.value))
}

/// What the documentation fixes for a property, as a value of its type; none where the client asks for it.
pub(super) fn fixed(property: &Property, takes_files: bool) -> Option<Box<Constant>> {
    let constant = property.constant.clone().filter(|_| !property.nullable)?;
    let mut schema = property.schema.clone();
    represent(&mut schema, takes_files);
    sound(constant, &schema)
}

/// `constant` as a value of `schema`'s type; none where it is of another, and so has to be asked for.
fn sound(mut constant: Box<Constant>, schema: &Schema) -> Option<Box<Constant>> {
    if let Some(text) = constant.value.as_str().filter(|_| schema.is_text()) {
        constant.value = serde_json::from_str(text).ok()?;
    }
    let value = &constant.value;
    let is_sound = match schema {
        Schema::String | Schema::Secret | Schema::Id { .. } | Schema::Enum(_) => value.is_string(),
        Schema::Boolean { .. } => value.is_boolean(),
        Schema::Integer { .. } | Schema::Number { .. } | Schema::BigInteger | Schema::BigNumber => {
            value.is_i64()
        }
        Schema::Any => value.is_string() || value.is_boolean() || value.is_i64(),
        _ => false,
    };
    is_sound.then_some(constant)
}

/// `schema` without what is only said of it, and without its own name: what must be equal for one type to do.
pub fn bare(mut schema: Schema) -> Schema {
    strip(&mut schema);
    match &mut schema {
        Schema::Object(object) => object.name.clear(),
        Schema::OneOf(one_of) => one_of.name.clear(),
        Schema::Enum(one_of) => one_of.name.clear(),
        _ => {}
    }
    schema
}

fn strip(schema: &mut Schema) {
    match schema {
        Schema::Array { items } | Schema::Map { values: items } => strip(items),
        Schema::Object(object) => strip_object(object),
        Schema::OneOf(one_of) => {
            for variant in &mut one_of.variants {
                variant.notices.clear();
                strip_object(&mut variant.content);
            }
        }
        _ => {}
    }
}

fn strip_object(object: &mut Object) {
    object.evidence.clear();
    for property in &mut object.properties {
        strip(&mut property.schema);
        property.path.clear();
        property.why = Why::Unstated;
        property.descriptions.clear();
        property.default = None;
        property.values.clear();
        property.limits.clear();
        property.settled = None;
        property.format = None;
        property.evidence.clear();
        if property.dispute.is_some() {
            property.dispute = Some(Dispute { claims: Vec::new() });
        }
    }
}

/// Whether what the documentation says of a property is of that one object alone.
pub fn is_own(property: &Property) -> bool {
    property.constant.is_some() || property.dispute.is_some() || property.template.is_some()
}
