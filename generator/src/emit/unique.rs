//! Every name of the model made one that Rust takes, and that nothing else has.
//!
//! Changes names, and drops constants that are not of their property's type. Writes no Rust.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::enums;
use super::names::{Namespace, ident};
use super::objects::required_name;
use super::operation::{own_body, type_name};
use super::ready;
use super::reserved::{FUNCTIONS, MEMBERS, MODULES, OPERATION, ROOT, SETTERS, TYPES, VARIANTS};
use super::types::Role;
use super::value::{is_text, null_name};
use crate::model::{
    Api, Constant, Dispute, EnumValue, Header, MediaType, NamedSchema, Object, Operation, Property, Schema,
    Source, Variant, Why,
};

/// `api` with names that can be written as they are.
pub(super) fn named(api: &Api) -> Api {
    let ids: BTreeSet<String> = api.sources.iter().flat_map(ids).chain(ids_of_schemas(api)).collect();
    let schemas = NamedSchemas::of(api, &ids);
    let modules = modules(api.sources.iter().map(|source| source.module.as_str()));
    let sources = api.sources.par_iter().cloned().zip(modules);
    let sources = sources.map(|(one, module)| source(one, module, &ids, &schemas).0).collect();
    Api {
        version: api.version,
        name: api.name.clone(),
        server: api.server.clone(),
        headers: headers(api),
        schemas: schemas.all.to_vec(),
        sources,
    }
}

/// The names that the newtypes of a source's ids have.
pub(super) fn ids(source: &Source) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut add = |schema: &Schema| {
        if let Schema::Id { name } = schema.innermost() {
            ids.insert(free_id(name));
        }
    };
    for body in source.operations.iter().flat_map(ready::bodies) {
        add(body);
        body.properties(&mut |property| add(&property.schema));
    }
    ids
}

/// The names that the newtypes of the ids of named objects have.
pub(super) fn ids_of_schemas(api: &Api) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for named in &api.schemas {
        for property in &named.schema.properties {
            let mut add = |schema: &Schema| {
                if let Schema::Id { name } = schema.innermost() {
                    ids.insert(free_id(name));
                }
            };
            add(&property.schema);
            property.schema.properties(&mut |held| add(&held.schema));
        }
    }
    ids
}

/// The objects that the docs define by a name, by the names that they have in Rust.
pub(super) struct NamedSchemas {
    pub(super) all: Arc<[NamedSchema]>,
    /// The names in Rust by those of the docs.
    idents: HashMap<String, String>,
}

impl NamedSchemas {
    /// Those of an API; `ids` are the names of newtypes.
    pub(super) fn of(api: &Api, ids: &BTreeSet<String>) -> Self {
        let mut types = TypeNames { names: Namespace::reserving(TYPES), ..TypeNames::default() };
        ROOT.iter().for_each(|name| drop(types.names.take(name, "")));
        ids.iter().for_each(|name| drop(types.names.take(name, "")));
        let mut schemas = api.schemas.clone();
        let mut idents = HashMap::new();
        for named in &mut schemas {
            let name = free(&mut types.names, &named.ident, "Object");
            idents.entry(std::mem::replace(&mut named.name, name.clone())).or_insert(name);
        }
        for named in &mut schemas {
            let mut schema = Schema::Object(named.schema.clone());
            refer(&mut schema, &idents);
            free_ids(&mut schema);
            types.members(&mut schema);
            if let Schema::Object(object) = schema {
                named.schema = Object { name: named.name.clone(), ..object };
            }
        }
        Self { all: schemas.into(), idents }
    }
}

/// Refers to named objects by their names in Rust. What is named and not defined is of any kind.
fn refer(schema: &mut Schema, idents: &HashMap<String, String>) {
    match schema {
        Schema::Named { name } => match idents.get(name) {
            Some(ident) => ident.clone_into(name),
            None => *schema = Schema::Any,
        },
        Schema::Array { items } | Schema::Map { values: items } => refer(items, idents),
        Schema::Object(object) => {
            object.properties.iter_mut().for_each(|held| refer(&mut held.schema, idents));
        }
        Schema::OneOf(one_of) => {
            let held = one_of.variants.iter_mut().flat_map(|variant| &mut variant.content.properties);
            held.for_each(|held| refer(&mut held.schema, idents));
        }
        _ => {}
    }
}

/// A source with names that can be written as they are, and the names of types that are another one's too; `ids` are those
/// of all sources.
pub(super) fn source(
    mut source: Source,
    module: String,
    ids: &BTreeSet<String>,
    schemas: &NamedSchemas,
) -> (Source, BTreeMap<String, String>) {
    source.module = module;
    operations(&mut source);
    let mut types = TypeNames { names: Namespace::reserving(TYPES), ..TypeNames::default() };
    let operations = source.operations.iter().map(type_name).flat_map(|name| [required_name(&name), name]);
    let named = schemas.all.iter().flat_map(|named| [required_name(&named.name), named.name.clone()]);
    for name in ids.iter().cloned().chain(named).chain(operations) {
        types.names.take(&name, "");
    }
    bodies(&mut source, |schema| {
        refer(schema, &schemas.idents);
        free_ids(schema);
    });
    for operation in &mut source.operations {
        let Some(name) = own_body(operation).map(|_| type_name(operation)) else { continue };
        let taken = operation.parameters.iter().map(|parameter| parameter.ident.clone()).collect();
        if let Some(Schema::Object(object)) = operation.request_body.as_mut().map(|body| &mut body.schema) {
            types.own(object, name, taken);
        }
    }
    for operation in &mut source.operations {
        operation.parameters.iter_mut().for_each(|it| types.schema(&mut it.schema, Role::Request));
        let held = own_body(operation).is_none();
        let body = operation.request_body.as_mut().filter(|_| held);
        body.into_iter().for_each(|body| types.schema(&mut body.schema, Role::Request));
        let responses = operation.responses.iter_mut().filter_map(|response| response.body.as_mut());
        responses.for_each(|body| types.schema(body, Role::Response));
    }
    (source, types.aliases)
}

/// The headers that a client is given once.
pub(super) fn headers(api: &Api) -> Vec<Header> {
    let (mut headers, mut names) = (api.headers.clone(), Namespace::reserving(SETTERS));
    for header in &mut headers {
        header.ident = names.take(&header.ident, "_");
    }
    headers
}

/// The names that modules of these names have.
pub(super) fn modules<'a>(modules: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names = Namespace::reserving(MODULES);
    modules.into_iter().map(|module| names.take(module, "_source")).collect()
}

/// Visits the schemas of a source, in which files are texts where they cannot be files.
fn bodies(source: &mut Source, mut visit: impl FnMut(&mut Schema)) {
    for operation in &mut source.operations {
        if let Some(body) = operation.request_body.as_mut().filter(|it| it.media_type != MediaType::Multipart)
        {
            without_files(&mut body.schema);
        }
        operation.parameters.iter_mut().for_each(|it| visit(&mut it.schema));
        operation.request_body.iter_mut().for_each(|body| visit(&mut body.schema));
        operation.responses.iter_mut().filter_map(|response| response.body.as_mut()).for_each(&mut visit);
    }
}

fn operations(source: &mut Source) {
    let mut names = Namespace::reserving(FUNCTIONS);
    let mut types = Namespace::reserving(TYPES);
    for operation in &mut source.operations {
        operation.name = loop {
            let name = names.take(&operation.name, "_again");
            let ty = type_name(&Operation { name: name.clone(), ..operation.clone() });
            let required = required_name(&ty);
            if !types.has(&ty) && !types.has(&required) {
                types.reserve(ty);
                types.reserve(required);
                break name;
            }
        };
        let mut idents = Namespace::reserving(&[SETTERS, OPERATION].concat());
        for parameter in &mut operation.parameters {
            parameter.ident = idents.take(&parameter.ident, "_");
        }
    }
}

/// Files stand in bodies of parts alone: elsewhere a file is its text.
fn without_files(schema: &mut Schema) {
    match schema {
        Schema::Binary => *schema = Schema::String,
        Schema::Array { items } | Schema::Map { values: items } => without_files(items),
        Schema::Object(object) => {
            object.properties.iter_mut().for_each(|held| without_files(&mut held.schema));
        }
        _ => {}
    }
}

/// Gives another name to identifiers that have one of the root's or of Rust's.
fn free_ids(schema: &mut Schema) {
    match schema {
        Schema::Id { name } => *name = free_id(name),
        Schema::Array { items } | Schema::Map { values: items } => free_ids(items),
        Schema::Object(object) => object.properties.iter_mut().for_each(|held| free_ids(&mut held.schema)),
        Schema::OneOf(one_of) => {
            let held = one_of.variants.iter_mut().flat_map(|variant| &mut variant.content.properties);
            held.for_each(|held| free_ids(&mut held.schema));
        }
        _ => {}
    }
}

fn free_id(name: &str) -> String {
    let is_taken = ROOT.contains(&name) || TYPES.contains(&name);
    let free = if is_taken { ident(&format!("{name}Id")) } else { ident(name) };
    free.to_string().trim_start_matches("r#").to_owned()
}

#[derive(Default)]
struct TypeNames {
    names: Namespace,
    constant_names: Namespace,
    /// What has a name: by the name in the model and who makes it, its shape and the name it has now.
    shapes: HashMap<(String, Role), Vec<(Schema, String)>>,
    /// The same of constants, with their values as JSON.
    constants: HashMap<(String, String), String>,
    /// The objects of each shape, by who makes them: one type does for all.
    equal: HashMap<Equal, String>,
    /// Names of types that are another one's too.
    aliases: BTreeMap<String, String>,
}

/// The shape of an object, and who makes it.
#[derive(PartialEq, Hash)]
struct Equal(Role, Schema);

// JSON has no number that is not equal to itself
impl Eq for Equal {}

impl TypeNames {
    fn schema(&mut self, schema: &mut Schema, role: Role) {
        match schema {
            Schema::Array { items } | Schema::Map { values: items } => self.schema(items, role),
            Schema::Object(object) => self.object(object, role),
            Schema::Enum(one_of) if !enums::is_sound(one_of) => *schema = Schema::String,
            Schema::Enum(one_of) => {
                let mut variants = Namespace::reserving(VARIANTS);
                for EnumValue { name, .. } in &mut one_of.values {
                    *name = variants.take(name, "Value");
                }
                // one that is sent and answered is one type
                let shape = bare(Schema::Enum(one_of.clone()));
                one_of.name = self.name(&one_of.name, Role::Request, shape);
            }
            Schema::OneOf(one_of) => {
                one_of.variants.iter_mut().for_each(|variant| self.object(&mut variant.content, role));
                let mut variants = Namespace::reserving(VARIANTS);
                for Variant { name, .. } in &mut one_of.variants {
                    *name = variants.take(name, "Variant");
                }
                let shape = bare(Schema::OneOf(one_of.clone()));
                one_of.name = self.name(&one_of.name, role, shape);
            }
            _ => {}
        }
    }

    /// The members of an object that has its name already.
    fn members(&mut self, schema: &mut Schema) {
        if let Schema::Object(object) = schema {
            self.members_of(object, Role::Response);
        }
    }

    fn object(&mut self, object: &mut Object, role: Role) {
        self.members_of(object, role);
        let mut shape = bare(Schema::Object(object.clone()));
        object.name = self.name(&object.name, role, shape.clone());
        if object.properties.is_empty() || object.properties.iter().any(is_own) {
            return;
        }
        self.first_names(&mut shape);
        let first = self.equal.entry(Equal(role, shape)).or_insert_with(|| object.name.clone());
        if *first != object.name {
            self.aliases.insert(object.name.clone(), first.clone());
        }
    }

    /// Names what a schema holds as the first of each shape.
    fn first_names(&self, schema: &mut Schema) {
        match schema {
            Schema::Array { items } | Schema::Map { values: items } => self.first_names(items),
            Schema::Object(object) => {
                if let Some(first) = self.aliases.get(&object.name) {
                    object.name.clone_from(first);
                }
                object.properties.iter_mut().for_each(|held| self.first_names(&mut held.schema));
            }
            _ => {}
        }
    }

    /// The members of the body that is an operation's own, beside what the operation has already.
    fn own(&mut self, object: &mut Object, name: String, taken: Vec<String>) {
        let mut members = Namespace::reserving(&[SETTERS, MEMBERS, OPERATION].concat());
        taken.into_iter().for_each(|ident| members.reserve(ident));
        self.properties(object, Role::Request, members);
        object.name = name;
    }

    fn members_of(&mut self, object: &mut Object, role: Role) {
        self.properties(object, role, Namespace::reserving(&[SETTERS, MEMBERS].concat()));
    }

    fn properties(&mut self, object: &mut Object, role: Role, mut members: Namespace) {
        let nulls = object.properties.iter().filter(|it| it.nullable).map(|it| null_name(&it.ident));
        nulls.collect::<Vec<String>>().into_iter().for_each(|null| members.reserve(null));
        for property in &mut object.properties {
            property.ident = members.take(&property.ident, "_");
            self.schema(&mut property.schema, role);
            property.constant =
                property.constant.take().and_then(|constant| sound(constant, &property.schema));
            if property.nullable {
                property.constant = None;
                // these have a way of their own to read `null`
                property.nullable = property.schema != Schema::Any && !is_text(&property.schema);
            }
            if let Some(constant) = &mut property.constant {
                constant.name = self.constant(&constant.name, &constant.value);
            }
            if let Some(template) = &mut property.template {
                let shape = Schema::Id { name: template.pattern.clone() };
                template.name = self.name(&template.name, role, shape);
                let mut parts = Namespace::default();
                for part in &mut template.parts {
                    part.ident = parts.take(&part.ident, "_");
                }
            }
        }
    }

    fn name(&mut self, name: &str, role: Role, shape: Schema) -> String {
        let known = self.shapes.entry((name.to_owned(), role)).or_default();
        if let Some((_, name)) = known.iter().find(|(known, _)| *known == shape) {
            return name.clone();
        }
        let suffix = if role == Role::Response { "Response" } else { "Body" };
        let free = free(&mut self.names, name, suffix);
        known.push((shape, free.clone()));
        free
    }

    fn constant(&mut self, name: &str, value: &serde_json::Value) -> String {
        let key = (name.to_owned(), value.to_string());
        let known = self.constants.entry(key);
        known.or_insert_with(|| self.constant_names.take(name, "_ALSO")).clone()
    }
}

/// A free name for a type, after which the struct of what it requires is called.
fn free(names: &mut Namespace, name: &str, suffix: &str) -> String {
    loop {
        let free = names.take(name, suffix);
        let required = required_name(&free);
        if !names.has(&required) {
            names.reserve(required);
            return free;
        }
    }
}

/// Whether what the documentation says of a property is of that one object alone.
fn is_own(property: &Property) -> bool {
    property.constant.is_some() || property.dispute.is_some() || property.template.is_some()
}

/// `schema` without what is only told of it, and without its own name: what must be equal for one type to do.
pub(super) fn bare(mut schema: Schema) -> Schema {
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

/// `constant` as a value of `schema`'s type; none where it is of another, and so has to be asked for.
fn sound(mut constant: Box<Constant>, schema: &Schema) -> Option<Box<Constant>> {
    if let Some(text) = constant.value.as_str().filter(|_| is_text(schema)) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::reserved::MODULES;

    #[test]
    fn no_module_is_called_as_what_a_crate_has_anyway() {
        let named = modules(MODULES.iter().copied().chain(["lib_source", "orders"]));
        assert!(named.iter().all(|name| !MODULES.contains(&name.as_str())), "{named:?}");
        let apart: BTreeSet<&String> = named.iter().collect();
        assert_eq!((apart.len(), named.last().map(String::as_str)), (named.len(), Some("orders")));
    }
}
