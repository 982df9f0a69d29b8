//! Schemas of the model to those of a document.

use std::cell::RefCell;
use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::super::{Version, validate};
use super::constraint::{bound, is_of, value};
use crate::model::{
    Constant, Dispute, Encoding, Evidence, Format, Limit, Object, OneOf, Property, Schema, Settled,
    StringPattern, Why,
};

/// What a value is, and what is said of it.
#[derive(Default)]
pub(super) struct DescribedSchema<'a> {
    pub description: Option<String>,
    pub format: Option<Format>,
    pub nullable: bool,
    pub constant: Option<&'a Constant>,
    pub dispute: Option<&'a Dispute>,
    pub settled: Option<&'a Settled>,
    pub template: Option<&'a StringPattern>,
    pub default: Option<&'a str>,
    pub values: &'a [String],
    pub limits: &'a [Limit],
    /// What the documentation does not say of whether it is required.
    pub unstated: Option<&'static str>,
    pub source: Option<String>,
}

/// What writing schemas needs to know, and those that have names.
pub(super) struct SchemaWriter<'a> {
    version: Version,
    /// From the names of objects to the keys of their schemas.
    keys: &'a HashMap<String, String>,
    /// Schemas by their keys.
    pub components: RefCell<Map<String, Value>>,
}

/// Whether a schema is of what is sent: secrets in it are never answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyDirection {
    Request,
    Response,
    Both,
}

impl<'a> SchemaWriter<'a> {
    pub fn new(version: Version, keys: &'a HashMap<String, String>) -> Self {
        Self { version, keys, components: RefCell::default() }
    }

    /// A schema of which nothing else is said.
    pub fn bare(&self, schema: &Schema, side: BodyDirection) -> Value {
        self.said(schema, &DescribedSchema::default(), side)
    }

    /// A schema with what is said of it.
    pub fn said(&self, schema: &Schema, said: &DescribedSchema<'_>, side: BodyDirection) -> Value {
        let mut made = self.base(schema, said, side);
        self.fix(schema, said, &mut made);
        if said.nullable {
            self.nullable(&mut made);
        }
        let mut put = |key: &str, value: Value| {
            made.insert(key.to_owned(), value);
        };
        if let Some(text) = said.description.as_ref().filter(|text| !text.is_empty()) {
            put("description", text.as_str().into());
        }
        if let Some(template) = said.template {
            put("x-docwright-pattern", template.pattern.as_str().into());
        }
        if let Some(dispute) = said.dispute {
            put("x-docwright-dispute", claims(&dispute.claims));
        }
        if let Some(settled) = said.settled {
            put(
                "x-docwright-settled",
                json!({ "claims": claims(&settled.claims), "holds": settled.holds, "reason": settled.reason }),
            );
        }
        if let Some(unstated) = said.unstated {
            put("x-docwright-required", unstated.into());
        }
        if let Some(source) = &said.source {
            put("x-docwright-source", source.as_str().into());
        }
        self.wrap(&mut made);
        Value::Object(made)
    }

    fn base(&self, schema: &Schema, said: &DescribedSchema<'_>, side: BodyDirection) -> Map<String, Value> {
        let made = match schema {
            Schema::String => json!({ "type": "string" }),
            Schema::Secret if side == BodyDirection::Request => {
                json!({ "type": "string", "format": "password", "writeOnly": true })
            }
            Schema::Secret => json!({ "type": "string", "format": "password" }),
            Schema::Id { name } => json!({ "type": "string", "x-docwright-id": name }),
            Schema::Boolean { encoding } => scalar("boolean", *encoding),
            Schema::Integer { encoding } => scalar("integer", *encoding),
            Schema::Number { encoding } => scalar("number", *encoding),
            Schema::BigInteger | Schema::SecretInteger => json!({ "type": "integer" }),
            Schema::BigNumber => json!({ "type": "number" }),
            Schema::Enum(listed) => {
                let mut values: Vec<&str> = Vec::new();
                for it in &listed.values {
                    if !values.contains(&it.value.as_str()) {
                        values.push(&it.value);
                    }
                }
                json!({ "type": "string", "enum": values })
            }
            Schema::Binary => json!({ "type": "string", "format": "binary" }),
            Schema::Any => json!({}),
            Schema::Array { items } => {
                let inner = DescribedSchema {
                    format: said.format,
                    values: said.values,
                    ..DescribedSchema::default()
                };
                json!({ "type": "array", "items": self.said(items, &inner, side) })
            }
            Schema::Map { values } => {
                json!({ "type": "object", "additionalProperties": self.bare(values, side) })
            }
            Schema::Object(object) => self.object(object, side),
            Schema::Named { name } => match self.keys.get(name) {
                Some(key) => json!({ "$ref": format!("#/components/schemas/{key}") }),
                None => json!({}),
            },
            Schema::OneOf(one_of) => self.one_of(one_of, side),
        };
        match made {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    /// An object with its properties.
    pub fn object(&self, object: &Object, side: BodyDirection) -> Value {
        let properties: Map<String, Value> =
            object.properties.iter().map(|it| (it.name.clone(), self.property(it, side))).collect();
        let mut required: Vec<&str> = Vec::new();
        for property in object.properties.iter().filter(|it| it.required) {
            if !required.contains(&property.name.as_str()) {
                required.push(&property.name);
            }
        }
        match required.is_empty() {
            true => json!({ "type": "object", "properties": properties }),
            false => json!({ "type": "object", "required": required, "properties": properties }),
        }
    }

    fn property(&self, property: &Property, side: BodyDirection) -> Value {
        let said = DescribedSchema {
            description: Some(property.descriptions.join("\n\n")),
            format: property.format,
            nullable: property.nullable,
            constant: property.constant.as_deref().filter(|_| property.dispute.is_none()),
            dispute: property.dispute.as_ref(),
            settled: property.settled.as_deref(),
            template: property.template.as_deref(),
            default: property.default.as_deref(),
            values: &property.values,
            limits: &property.limits,
            unstated: unstated(&property.why),
            source: source(&property.evidence),
        };
        self.said(&property.schema, &said, side)
    }

    /// One of several objects of a tag and a content; each has a schema of its own, which the tag's value is mapped to.
    fn one_of(&self, one_of: &OneOf, side: BodyDirection) -> Value {
        let mut references = Vec::new();
        let mut mapping = Map::new();
        for variant in &one_of.variants {
            let mut tag = Map::from_iter([("type".to_owned(), "string".into())]);
            self.fixed(&mut tag, variant.value.as_str().into());
            let tag = (one_of.tag.clone(), Value::Object(tag));
            let content = (one_of.content.clone(), self.object(&variant.content, side));
            let properties = if one_of.content_first { [content, tag] } else { [tag, content] };
            let properties: Map<String, Value> = properties.into_iter().collect();
            let shape = json!({
                "type": "object",
                "required": [one_of.tag, one_of.content],
                "properties": properties,
                "x-docwright-source": source(&variant.content.evidence),
            });
            let key = self.add(&format!("{}{}", one_of.name, variant.name), shape);
            let reference = format!("#/components/schemas/{key}");
            references.push(json!({ "$ref": reference }));
            mapping.insert(variant.value.clone(), reference.into());
        }
        json!({ "oneOf": references, "discriminator": { "propertyName": one_of.tag, "mapping": mapping } })
    }

    /// Keeps a schema under a name, and gives the key under which it is: an equal one is kept once.
    pub fn add(&self, name: &str, schema: Value) -> String {
        let name = key(name);
        let mut components = self.components.borrow_mut();
        let is_taken = |key: &str| {
            components.get(key).is_some_and(|known| *known != schema)
                || self.keys.values().any(|it| it == key)
        };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|key| !is_taken(key)).unwrap_or(name);
        components.insert(free.clone(), schema);
        free
    }

    /// What is fixed, listed and bounded.
    fn fix(&self, schema: &Schema, said: &DescribedSchema<'_>, made: &mut Map<String, Value>) {
        let is_list = matches!(schema, Schema::Array { .. });
        let is_of_itself = is_list || matches!(schema, Schema::Secret | Schema::Binary);
        if let Some(format) = said.format
            && !is_of_itself
            && made.get("type").is_some_and(|kind| is_of(format, kind))
        {
            made.insert("format".to_owned(), serde_json::to_value(format).unwrap_or_default());
        }
        if let Some(constant) = said.constant {
            let fits = validate::fits(&Value::Object(made.clone()), &constant.value, &Value::Null);
            match fits && made.get("type").is_some() {
                true => self.fixed(made, constant.value.clone()),
                false => {
                    made.insert("x-docwright-constant".to_owned(), constant.value.clone());
                }
            }
        } else if !is_list && !said.values.is_empty() && !matches!(schema, Schema::Enum(_)) {
            let listed: Option<Vec<Value>> = said.values.iter().map(|text| value(schema, text)).collect();
            let fits = |value: &Value| validate::fits(&Value::Object(made.clone()), value, &Value::Null);
            let listed = listed.filter(|values| values.iter().all(fits) && made.contains_key("type"));
            match listed {
                Some(mut values) => {
                    let mut known = Vec::new();
                    values.retain(|value| {
                        let is_new = !known.contains(value);
                        known.push(value.clone());
                        is_new
                    });
                    made.insert("enum".to_owned(), values.into());
                }
                None => {
                    made.insert("x-docwright-values".to_owned(), said.values.into());
                }
            }
        }
        bound(schema, said.limits, made);
        if let Some(text) = said.default {
            let default = value(schema, text);
            let fits = |it: &Value| validate::fits(&Value::Object(made.clone()), it, &Value::Null);
            match default.filter(|it| fits(it) && made.get("type").is_some()) {
                Some(default) => made.insert("default".to_owned(), default),
                None => made.insert("x-docwright-default".to_owned(), text.into()),
            };
        }
    }

    /// One value and no other.
    fn fixed(&self, made: &mut Map<String, Value>, value: Value) {
        match self.version {
            Version::V31 => made.insert("const".to_owned(), value),
            Version::V30 => made.insert("enum".to_owned(), vec![value].into()),
        };
    }

    fn nullable(&self, made: &mut Map<String, Value>) {
        let Some(kind) = made.get("type").cloned() else {
            let inner = constraints(made);
            if inner.is_empty() {
                return;
            }
            // in version 3.0 `nullable` beside a reference does not let null through it
            let nothing = match self.version {
                Version::V31 => json!({ "type": "null" }),
                Version::V30 => json!({ "type": "object", "nullable": true, "enum": [null] }),
            };
            made.insert("anyOf".to_owned(), json!([inner, nothing]));
            return;
        };
        match self.version {
            Version::V31 => made.insert("type".to_owned(), json!([kind, "null"])),
            Version::V30 => made.insert("nullable".to_owned(), true.into()),
        };
        if let Some(values) = made.get_mut("enum").and_then(Value::as_array_mut) {
            values.push(Value::Null);
        }
    }

    /// Beside a reference nothing counts in version 3.0: one that has something beside it is a part of its own.
    fn wrap(&self, made: &mut Map<String, Value>) {
        if self.version == Version::V30
            && made.len() > 1
            && let Some(reference) = made.shift_remove("$ref")
        {
            made.shift_insert(0, "allOf".to_owned(), json!([{ "$ref": reference }]));
        }
    }
}

/// Takes out what a value must be, and leaves the extensions.
fn constraints(made: &mut Map<String, Value>) -> Map<String, Value> {
    let (extensions, constraints) =
        std::mem::take(made).into_iter().partition(|(key, _)| key.starts_with("x-"));
    *made = extensions;
    constraints
}

fn scalar(kind: &str, encoding: Encoding) -> Value {
    match encoding {
        Encoding::Native => json!({ "type": kind }),
        Encoding::Text => json!({ "type": "string", "x-docwright-meaning": kind }),
    }
}

/// What of whether it is required the documentation leaves open.
pub(super) fn unstated(why: &Why) -> Option<&'static str> {
    match why {
        Why::Unstated | Why::Unmarked => Some("unstated"),
        Why::Conditional => Some("conditional"),
        Why::EverySample | Why::SomeSamples | Why::Inner | Why::Fixed => Some("sampled"),
        Why::Stated | Why::Configured(_) => None,
    }
}

/// `page:line` of what says so first.
pub(super) fn source(evidence: &[Evidence]) -> Option<String> {
    evidence.first().map(|it| format!("{}:{}", it.page, it.line))
}

fn claims(claims: &[crate::model::Claim]) -> Value {
    let one =
        |claim: &crate::model::Claim| json!({ "value": claim.value, "source": source(&claim.evidence) });
    claims.iter().map(one).collect()
}

/// A name that a component can have.
pub(super) fn key(name: &str) -> String {
    let key: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')).collect();
    if key.is_empty() { "Schema".to_owned() } else { key }
}
