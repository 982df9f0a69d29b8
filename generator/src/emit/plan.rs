//! What is to be written for an API: its model with every name unique, and the types of each source, each once.
//!
//! Objects of one name and one shape are one type and share their docs; of one name and different shapes, one is
//! renamed. Writes no Rust.

use super::call::options_type;
use super::docs::Docs;
use super::names::Names;
use super::text::code;
use super::value::is_text;
use crate::model::{
    Api, Constant, Dispute, Object, OneOf, Operation, Property, Schema, Source, Variant, Why,
};

/// Names that mean something else in every module.
const TYPES: &[&str] = &[
    "Calls",
    "BlockingCalls",
    "Display",
    "Secret",
    "Extra",
    "Serialize",
    "Deserialize",
    "String",
    "Vec",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Into",
    "From",
    "Self",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "IntoIterator",
    "Iterator",
    "Send",
    "Sync",
    "Box",
    "ToString",
];
/// Names that an identifier's newtype cannot have besides: those of the root.
const ROOT: &[&str] = &["Client", "BlockingClient", "Settings"];
/// Names that a module cannot have: those of crates that lib.rs uses, and of features.
const MODULES: &[&str] =
    &["runtime", "samples", "std", "core", "alloc", "serde", "serde_json", "default", "reqwest", "blocking"];
/// Names that a request type's properties cannot have.
const MEMBERS: &[&str] = &["new", "extra", "from_parts"];

/// Who makes values of a type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The caller.
    Request,
    /// The service.
    Response,
}

/// A type to be written.
pub(super) struct Type {
    pub(super) shape: Shape,
    pub(super) role: Role,
    /// What it is.
    pub(super) docs: Docs,
}

/// What kind of type.
pub(super) enum Shape {
    Object(Object),
    OneOf(OneOf),
}

/// A source and its types.
pub(super) struct Module {
    pub(super) source: Source,
    pub(super) types: Vec<Type>,
}

/// An API and its modules.
pub(super) struct Plan {
    pub(super) api: Api,
    pub(super) modules: Vec<Module>,
    /// The names of the newtypes of ids, and the properties that hold one.
    pub(super) ids: Vec<(String, Vec<Property>)>,
}

impl Plan {
    /// The plan for `api`.
    pub(super) fn new(api: &Api) -> Self {
        let mut api = api.clone();
        let mut headers = Names::reserving(&["new"]);
        for header in &mut api.headers {
            header.ident = headers.take(&header.ident, "_");
        }
        let mut ids = Vec::new();
        bodies(&mut api.sources, |schema, _| {
            free_ids(schema);
            find_ids(schema, &mut ids);
        });
        let mut modules = Names::reserving(MODULES);
        for source in &mut api.sources {
            source.module = modules.take(&source.module, "_source");
            rename(source, &ids);
        }
        let modules = api.sources.iter().map(|source| module(source.clone())).collect();
        Self { api, modules, ids }
    }
}

fn bodies(sources: &mut [Source], mut visit: impl FnMut(&mut Schema, Role)) {
    for operation in sources.iter_mut().flat_map(|source| &mut source.operations) {
        let response = operation.response.iter_mut().map(|response| (&mut response.body, Role::Response));
        let request = operation.request_body.iter_mut().map(|body| (body, Role::Request));
        request.chain(response).for_each(|(schema, role)| visit(schema, role));
    }
}

/// Gives another name to ids that have one of the root's or of Rust's.
fn free_ids(schema: &mut Schema) {
    match schema {
        Schema::Id { name } if ROOT.contains(&name.as_str()) || TYPES.contains(&name.as_str()) => {
            name.push_str("Id")
        }
        Schema::Array { items } => free_ids(items),
        Schema::Object(object) => {
            object.properties.iter_mut().for_each(|property| free_ids(&mut property.schema))
        }
        Schema::OneOf(one_of) => {
            let properties = one_of.variants.iter_mut().flat_map(|variant| &mut variant.content.properties);
            properties.for_each(|property| free_ids(&mut property.schema));
        }
        _ => {}
    }
}

fn find_ids(schema: &Schema, ids: &mut Vec<(String, Vec<Property>)>) {
    for property in properties(schema) {
        let mut held = &property.schema;
        while let Schema::Array { items } = held {
            held = items;
        }
        if let Schema::Id { name } = held {
            match ids.iter_mut().find(|(known, _)| known == name) {
                Some((_, held)) => held.push(property.clone()),
                None => ids.push((name.clone(), vec![property.clone()])),
            }
        }
        find_ids(&property.schema, ids);
    }
}

/// The properties of the objects that `schema` is made of, not those within them.
fn properties(schema: &Schema) -> Vec<&Property> {
    match schema {
        Schema::Array { items } => properties(items),
        Schema::Object(object) => object.properties.iter().collect(),
        Schema::OneOf(one_of) => {
            one_of.variants.iter().flat_map(|variant| &variant.content.properties).collect()
        }
        _ => Vec::new(),
    }
}

/// Makes the names within a source unique.
fn rename(source: &mut Source, ids: &[(String, Vec<Property>)]) {
    let mut types = Types { names: Names::reserving(TYPES), ..Types::default() };
    for (id, _) in ids {
        types.names.take(id, "");
    }
    let mut operations = Names::reserving(&["new", "present"]);
    for Operation { name, parameters, .. } in &mut source.operations {
        *name = operations.take(name, "_again");
        let mut idents = Names::reserving(&["self", "body", "options", "new"]);
        for parameter in parameters {
            parameter.ident = idents.take(&parameter.ident, "_");
        }
    }
    for operation in &source.operations {
        types.names.take(&options_type(operation).to_string(), "");
    }
    bodies(std::slice::from_mut(source), |schema, role| types.schema(schema, role));
}

#[derive(Default)]
struct Types {
    names: Names,
    constant_names: Names,
    /// What has a name: the name in the model, who makes it, its shape, and the name it has now.
    shapes: Vec<(String, Role, Schema, String)>,
    /// The same of constants.
    constants: Vec<(String, serde_json::Value, String)>,
}

impl Types {
    fn schema(&mut self, schema: &mut Schema, role: Role) {
        match schema {
            Schema::Array { items } => self.schema(items, role),
            Schema::Object(object) => self.object(object, role),
            Schema::OneOf(one_of) => {
                one_of.variants.iter_mut().for_each(|variant| self.object(&mut variant.content, role));
                let mut variants = Names::reserving(&["Other"]);
                for Variant { name, .. } in &mut one_of.variants {
                    *name = variants.take(name, "Variant");
                }
                let shape = bare(&Schema::OneOf(one_of.clone()));
                one_of.name = self.name(&one_of.name, role, shape);
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &mut Object, role: Role) {
        let mut members = Names::reserving(MEMBERS);
        for property in &mut object.properties {
            property.ident = members.take(&property.ident, "_");
            self.schema(&mut property.schema, role);
            property.constant =
                property.constant.take().and_then(|constant| sound(constant, &property.schema));
            if let Some(constant) = &mut property.constant {
                constant.name = self.constant(&constant.name, &constant.value);
            }
        }
        let shape = bare(&Schema::Object(object.clone()));
        object.name = self.name(&object.name, role, shape);
        for template in object.properties.iter_mut().filter_map(|property| property.template.as_mut()) {
            template.name = self.name(&template.name, role, Schema::Id { name: template.pattern.clone() });
            let mut parts = Names::default();
            for part in &mut template.parts {
                part.ident = parts.take(&part.ident, "_");
            }
        }
    }

    fn name(&mut self, name: &str, role: Role, shape: Schema) -> String {
        let known = self.shapes.iter().find(|known| known.0 == name && known.1 == role && known.2 == shape);
        if let Some((.., known)) = known {
            return known.clone();
        }
        let suffix = if role == Role::Response { "Response" } else { "Object" };
        let free = self.names.take(name, suffix);
        self.shapes.push((name.to_owned(), role, shape, free.clone()));
        free
    }

    fn constant(&mut self, name: &str, value: &serde_json::Value) -> String {
        if let Some((.., known)) = self.constants.iter().find(|known| known.0 == name && known.1 == *value) {
            return known.clone();
        }
        let free = self.constant_names.take(name, "_ALSO");
        self.constants.push((name.to_owned(), value.clone(), free.clone()));
        free
    }
}

/// `schema` without what is only told of it, and without its own name: what must be equal for one type to do.
fn bare(schema: &Schema) -> Schema {
    let mut bare = schema.clone();
    strip(&mut bare);
    match &mut bare {
        Schema::Object(object) => object.name.clear(),
        Schema::OneOf(one_of) => one_of.name.clear(),
        _ => {}
    }
    bare
}

fn strip(schema: &mut Schema) {
    match schema {
        Schema::Array { items } => strip(items),
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
        property.why = Why::Untold;
        property.descriptions.clear();
        property.settled = None;
        property.evidence.clear();
        if property.dispute.is_some() {
            property.dispute = Some(Dispute { claims: Vec::new() });
        }
    }
}

/// `constant` as a value of `schema`'s type; none where it is of another, and so has to be asked for.
fn sound(mut constant: Constant, schema: &Schema) -> Option<Constant> {
    if let Some(text) = constant.value.as_str().filter(|_| is_text(schema)) {
        constant.value = serde_json::from_str(text).ok()?;
    }
    let value = &constant.value;
    let is_sound = match schema {
        Schema::String | Schema::Secret | Schema::Id { .. } => value.is_string(),
        Schema::Boolean { .. } => value.is_boolean(),
        Schema::Integer { .. } | Schema::Number { .. } => value.is_i64(),
        Schema::Any => value.is_string() || value.is_boolean() || value.is_i64(),
        Schema::Array { .. } | Schema::Object(_) | Schema::OneOf(_) => false,
    };
    is_sound.then_some(constant)
}

/// The types of a source, a type before those that it holds, requests before answers.
fn module(source: Source) -> Module {
    let mut types = Vec::new();
    let call = |operation: &Operation| code(&format!("{} {}", operation.method, operation.path));
    for operation in &source.operations {
        let docs = Docs::new().say(&format!("What {} sends.", call(operation)));
        operation.request_body.iter().for_each(|schema| collect(schema, Role::Request, &docs, &mut types));
    }
    for operation in &source.operations {
        if let Some(response) = &operation.response {
            let status = response.status.map(|status| format!(" with {status}")).unwrap_or_default();
            let docs = Docs::new().say(&format!("What {} answers{status}.", call(operation)));
            collect(&response.body, Role::Response, &docs, &mut types);
        }
    }
    Module { source, types }
}

fn collect(schema: &Schema, role: Role, docs: &Docs, types: &mut Vec<Type>) {
    match schema {
        Schema::Array { items } => collect(items, role, docs, types),
        Schema::Object(object) => collect_object(object, role, docs, types),
        Schema::OneOf(one_of) => {
            if !types
                .iter()
                .any(|known| matches!(&known.shape, Shape::OneOf(known) if known.name == one_of.name))
            {
                types.push(Type { shape: Shape::OneOf(one_of.clone()), role, docs: docs.clone() });
            }
            for Variant { value, content, notices, .. } in &one_of.variants {
                let docs = Docs::new()
                    .say(&format!("{} of {}.", code(&one_of.content), code(value)))
                    .notices(notices);
                collect_object(content, role, &docs, types);
            }
        }
        _ => {}
    }
}

fn collect_object(object: &Object, role: Role, docs: &Docs, types: &mut Vec<Type>) {
    let known = types.iter_mut().find_map(|known| match &mut known.shape {
        Shape::Object(known) if known.name == object.name => Some(known),
        _ => None,
    });
    match known {
        Some(known) => merge(known, object),
        None => types.push(Type { shape: Shape::Object(object.clone()), role, docs: docs.clone() }),
    }
    for property in &object.properties {
        let docs = Docs::new().say(&format!("Member {}.", code(&property.path)));
        let docs = property.descriptions.iter().fold(docs, |docs, words| docs.words(words));
        collect(&property.schema, role, &docs, types);
    }
}

/// Adds to `known` what is told of an object of the same shape.
fn merge(known: &mut Object, other: &Object) {
    add(&mut known.evidence, &other.evidence);
    for (known, other) in known.properties.iter_mut().zip(&other.properties) {
        add(&mut known.descriptions, &other.descriptions);
        add(&mut known.evidence, &other.evidence);
        known.settled = known.settled.take().or_else(|| other.settled.clone());
        if let (Some(known), Some(other)) = (&mut known.dispute, &other.dispute) {
            add(&mut known.claims, &other.claims);
        }
    }
}

fn add<T: Clone + PartialEq>(known: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !known.contains(item) {
            known.push(item.clone());
        }
    }
}
