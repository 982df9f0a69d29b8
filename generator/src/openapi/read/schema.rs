//! Schemas of a document to those of the model.
//!
//! `allOf` is merged; of `oneOf` and `anyOf` what the model can say is kept, and is any JSON where it cannot.

use heck::{ToPascalCase, ToSnakeCase};

use super::super::tree::{SpecNode, SpecValue};
use super::context::{ReadContext, schema_name};
use super::keyword::{
    constant, has_properties, implied, is_null, is_schema, kinds, kinds_of, limits, string, values, why,
};
use crate::model::{Constant, Encoding, Format, Limit, Object, OneOf, Property, Schema, Variant};

/// Schemas within schemas beyond which none is read: those that refer to themselves have no end.
const DEEPEST: usize = 64;

/// A schema, with what the model keeps beside it.
#[derive(Debug, Clone)]
pub(super) struct TypedSchema {
    pub schema: Schema,
    pub format: Option<Format>,
    pub nullable: bool,
    pub values: Vec<String>,
    pub limits: Vec<Limit>,
    pub default: Option<String>,
    pub constant: Option<serde_json::Value>,
    pub description: Option<String>,
}

impl TypedSchema {
    fn of(schema: Schema) -> Self {
        Self {
            schema,
            format: None,
            nullable: false,
            values: Vec::new(),
            limits: Vec::new(),
            default: None,
            constant: None,
            description: None,
        }
    }
}

/// The name in Rust of what a document calls `name`.
pub(super) fn ident(name: &str) -> String {
    let snake = name.to_snake_case();
    match snake.starts_with(|c: char| c.is_alphabetic()) {
        true => snake,
        false => format!("field_{snake}"),
    }
}

/// The object that has a name; none where it is no object.
pub(super) fn named(context: &ReadContext<'_>, name: &str, node: &SpecNode) -> Option<Object> {
    // a name for another name is that
    let reader = SchemaReader { context, depth: 0 };
    match reader.read(node, &name.to_pascal_case(), "").schema {
        Schema::Object(object) => Some(object),
        _ => None,
    }
}

/// Reads a schema: `name` is its type's, `path` where it is in a body.
pub(super) fn read(context: &ReadContext<'_>, node: &SpecNode, name: &str, path: &str) -> TypedSchema {
    SchemaReader { context, depth: 0 }.read(node, name, path)
}

#[derive(Clone, Copy)]
struct SchemaReader<'c, 'a> {
    context: &'c ReadContext<'a>,
    depth: usize,
}

impl SchemaReader<'_, '_> {
    fn read(self, node: &SpecNode, name: &str, path: &str) -> TypedSchema {
        let inner = Self { depth: self.depth + 1, ..self };
        if self.depth > DEEPEST {
            self.context.problem(node.line, format!("nested more than {DEEPEST} deep: read as any"));
            return TypedSchema::of(Schema::Any);
        }
        let mut typed = match node.text("$ref") {
            Some(reference) => inner.reference(node, reference, name, path),
            None => match (node.get("allOf"), node.get("oneOf").or_else(|| node.get("anyOf"))) {
                (Some(parts), _) => inner.all_of(node, parts, name, path),
                (None, Some(parts)) => inner.one_of(node, parts, name, path),
                (None, None) => inner.plain(node, name, path),
            },
        };
        if let Some(text) = node.text("description").or_else(|| node.text("title")) {
            typed.description = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        typed.nullable |= node.is_set("nullable") || node.is_set("x-nullable");
        let default = node.get("default").or_else(|| node.get("x-docwright-default"));
        if let Some(default) = default.and_then(SpecNode::scalar) {
            typed.default = Some(default);
        }
        typed
    }

    fn reference(self, node: &SpecNode, reference: &str, name: &str, path: &str) -> TypedSchema {
        let Some(target) = self.context.target(reference) else {
            // says what is wrong
            self.context.follow(node);
            return TypedSchema::of(Schema::Any);
        };
        match schema_name(reference, target) {
            Some(name) if self.is_object(target) => TypedSchema::of(Schema::Named { name }),
            _ => self.read(target, name, path),
        }
    }

    /// Whether a schema is one of an object with properties, without reading these.
    fn is_object(self, node: &SpecNode) -> bool {
        let inner = Self { depth: self.depth + 1, ..self };
        if self.depth > DEEPEST || node.get("oneOf").is_some() || node.get("anyOf").is_some() {
            return false;
        }
        let of_part = |part: &SpecNode| match part.text("$ref") {
            Some(reference) => self.context.target(reference).is_some_and(|it| inner.is_object(it)),
            None => inner.is_object(part),
        };
        match node.get("allOf") {
            Some(parts) => has_properties(node) || parts.items().iter().any(of_part),
            None => {
                let kinds = kinds(node);
                has_properties(node) && (kinds.is_empty() || kinds == ["object"])
                    || kinds == ["object"]
                        && node.get("additionalProperties").is_none_or(|it| !is_schema(it))
                        && node.get("properties").is_some()
            }
        }
    }

    /// One object of all parts, or what the one part is that is no object.
    fn all_of(self, node: &SpecNode, parts: &SpecNode, name: &str, path: &str) -> TypedSchema {
        if let ([only], false) = (parts.items(), has_properties(node)) {
            return self.read(only, name, path);
        }
        let mut object = Object {
            name: name.to_owned(),
            properties: Vec::new(),
            evidence: self.context.evidence(node.line),
        };
        let mut other = None;
        self.merge(node, name, path, &mut object, &mut other);
        match other {
            Some(other) if object.properties.is_empty() => other,
            _ => TypedSchema::of(Schema::Object(object)),
        }
    }

    /// Adds the properties of a schema to an object, and those of its parts before.
    fn merge(
        self,
        node: &SpecNode,
        name: &str,
        path: &str,
        object: &mut Object,
        other: &mut Option<TypedSchema>,
    ) {
        let inner = Self { depth: self.depth + 1, ..self };
        if self.depth > DEEPEST {
            return;
        }
        for part in node.get("allOf").map_or(&[][..], SpecNode::items) {
            if let Some(part) = self.context.follow(part) {
                inner.merge(part, name, path, object, other);
            }
        }
        let known = |object: &Object, name: &str| object.properties.iter().position(|it| it.name == name);
        for property in inner.properties(node, path) {
            match known(object, &property.name).and_then(|at| object.properties.get_mut(at)) {
                Some(known) => *known = property,
                None => object.properties.push(property),
            }
        }
        for required in
            node.get("required").map_or(&[][..], SpecNode::items).iter().filter_map(SpecNode::as_str)
        {
            if let Some(property) = known(object, required).and_then(|at| object.properties.get_mut(at)) {
                property.required = true;
            }
        }
        if node.get("allOf").is_none()
            && !has_properties(node)
            && (node.get("type").is_some() || node.get("oneOf").is_some())
        {
            let read = inner.read(node, name, path);
            if other.is_none() && read.schema != Schema::Any && !is_empty_map(&read.schema) {
                *other = Some(read);
            }
        }
    }

    fn one_of(self, node: &SpecNode, parts: &SpecNode, name: &str, path: &str) -> TypedSchema {
        let nullable = parts.items().iter().any(is_null);
        let rest: Vec<&SpecNode> = parts.items().iter().filter(|part| !is_null(part)).collect();
        let mut typed = match rest.as_slice() {
            [only] => self.read(only, name, path),
            parts => self
                .tagged(node, parts, name, path)
                .or_else(|| self.alike(parts, name, path))
                .unwrap_or_else(|| TypedSchema::of(Schema::Any)),
        };
        typed.nullable |= nullable;
        typed
    }

    /// Parts of one scalar type are that type: with the values that all list, if they do.
    fn alike(self, parts: &[&SpecNode], name: &str, path: &str) -> Option<TypedSchema> {
        let read: Vec<TypedSchema> = parts.iter().map(|part| self.read(part, name, path)).collect();
        let (first, others) = read.split_first()?;
        let is_scalar = matches!(
            first.schema,
            Schema::String | Schema::Boolean { .. } | Schema::Integer { .. } | Schema::Number { .. }
        );
        (is_scalar && others.iter().all(|other| other.schema == first.schema)).then(|| {
            let values = match read.iter().all(|it| !it.values.is_empty()) {
                true => read.iter().flat_map(|it| it.values.iter().cloned()).collect(),
                false => Vec::new(),
            };
            TypedSchema { values, ..TypedSchema::of(first.schema.clone()) }
        })
    }

    /// Objects of a tag and a content, where the parts are these.
    fn tagged(self, node: &SpecNode, parts: &[&SpecNode], name: &str, path: &str) -> Option<TypedSchema> {
        let tag = node.get("discriminator")?.text("propertyName")?;
        let mut one_of = OneOf {
            name: name.to_owned(),
            tag: tag.to_owned(),
            content: String::new(),
            content_first: false,
            variants: Vec::new(),
        };
        for part in parts {
            let part = self.context.follow(part)?;
            let [first, second] = part.get("properties")?.entries() else { return None };
            let (of_tag, content) = if first.key == tag { (first, second) } else { (second, first) };
            let value = constant(&of_tag.value)?.as_str()?.to_owned();
            let is_one = one_of.content.is_empty() || one_of.content == content.key;
            let name = format!("{name}{}", value.to_pascal_case());
            let content_path = below(path, &content.key);
            let Schema::Object(object) = self.read(&content.value, &name, &content_path).schema else {
                return None;
            };
            if of_tag.key != tag || !is_one {
                return None;
            }
            one_of.content_first = first.key != tag;
            one_of.content.clone_from(&content.key);
            one_of.variants.push(Variant {
                name: value.to_pascal_case(),
                value,
                content: object,
                notices: Vec::new(),
            });
        }
        (!one_of.variants.is_empty()).then(|| TypedSchema::of(Schema::OneOf(one_of)))
    }

    /// A schema without parts.
    fn plain(self, node: &SpecNode, name: &str, path: &str) -> TypedSchema {
        let kinds = kinds(node);
        let nullable = kinds_of(node).contains(&"null");
        let own = match kinds.as_slice() {
            [] => implied(node),
            [one] => Some(*one),
            _ => None,
        };
        let schema = match own {
            Some("object") => self.object(node, name, path),
            Some("array") => {
                let items = node.get("items").filter(|items| matches!(items.value, SpecValue::Map(_)));
                let items = items.map(|items| self.read(items, name, path));
                let mut typed = TypedSchema::of(Schema::Any);
                if let Some(items) = items {
                    typed.values = items.values;
                    typed.format = items.format;
                    typed.schema = items.schema;
                }
                let schema = Schema::Array { items: Box::new(typed.schema.clone()) };
                let limits = limits(node, ["minItems", "maxItems"]);
                return TypedSchema { schema, limits, nullable, ..typed };
            }
            Some("string") => string(node),
            Some("file") => Schema::Binary,
            Some("integer") => Schema::Integer { encoding: Encoding::Native },
            Some("number") => Schema::Number { encoding: Encoding::Native },
            Some("boolean") => Schema::Boolean { encoding: Encoding::Native },
            Some("null") | None => Schema::Any,
            Some(other) => {
                self.context.problem(node.line, format!("`{other}` is no type of JSON: read as any"));
                Schema::Any
            }
        };
        let keys = match schema {
            Schema::Integer { .. } | Schema::Number { .. } => ["minimum", "maximum"],
            _ => ["minLength", "maxLength"],
        };
        let named = node.text("format").map(|name| serde_json::Value::String(name.to_owned()));
        TypedSchema {
            format: named.and_then(|name| serde_json::from_value(name).ok()),
            nullable,
            values: values(node),
            limits: limits(node, keys),
            constant: constant(node),
            ..TypedSchema::of(schema)
        }
    }

    fn object(self, node: &SpecNode, name: &str, path: &str) -> Schema {
        let properties = self.properties(node, path);
        if properties.is_empty() {
            let values = node.get("additionalProperties").filter(|it| is_schema(it));
            let values =
                values.map_or(Schema::Any, |values| self.read(values, &format!("{name}Value"), path).schema);
            let is_empty = node.get("properties").is_some();
            if !is_empty || values != Schema::Any {
                return Schema::Map { values: Box::new(values) };
            }
        }
        Schema::Object(Object {
            name: name.to_owned(),
            properties,
            evidence: self.context.evidence(node.line),
        })
    }

    fn properties(self, node: &SpecNode, path: &str) -> Vec<Property> {
        let required: Vec<&str> = node
            .get("required")
            .map_or(&[][..], SpecNode::items)
            .iter()
            .filter_map(SpecNode::as_str)
            .collect();
        let mut properties: Vec<Property> = Vec::new();
        for entry in node.get("properties").map_or(&[][..], SpecNode::entries) {
            let path = below(path, &entry.key);
            let typed = self.read(&entry.value, &entry.key.to_pascal_case(), &path);
            properties.push(Property {
                name: entry.key.clone(),
                ident: ident(&entry.key),
                schema: typed.schema,
                format: typed.format,
                nullable: typed.nullable,
                required: required.contains(&entry.key.as_str()),
                why: why(&entry.value),
                descriptions: typed.description.into_iter().collect(),
                constant: typed
                    .constant
                    .map(|value| Box::new(Constant { name: entry.key.to_uppercase(), value })),
                default: typed.default,
                values: typed.values,
                limits: typed.limits,
                evidence: self.context.evidence(entry.line),
                path,
                ..Property::default()
            });
        }
        properties
    }
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn is_empty_map(schema: &Schema) -> bool {
    matches!(schema, Schema::Map { values } if **values == Schema::Any)
}
