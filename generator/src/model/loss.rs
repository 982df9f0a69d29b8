//! What of a JSON text a schema's type would not carry: it reads the text, and writes it again unchanged, or else.

use serde_json::Value;

use super::definitions::Definitions;
use super::schema::{Encoding, Object, OneOf, Schema};

/// The first thing that does not come back, with its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loss {
    /// The type cannot read it.
    Unreadable(String),
    /// The type asks for it, and it is not there.
    Missing(String),
    /// The type reads it, and writes it no more.
    Dropped(String),
}

impl Definitions<'_> {
    /// What of `json` is lost in the type of `schema`; none where all of it comes back. `open` types keep members that
    /// the docs do not describe: those of requests do.
    pub fn loss(&self, schema: &Schema, json: &Value, open: bool) -> Option<Loss> {
        schema.loss_in(json, open, self)
    }

    /// The same for the type of an object.
    pub fn object_loss(&self, object: &Object, json: &Value, open: bool) -> Option<Loss> {
        object.loss_in(json, open, self)
    }

    /// The same for the type of one of several shapes.
    pub fn one_of_loss(&self, one_of: &OneOf, json: &Value, open: bool) -> Option<Loss> {
        one_of.loss_in(json, open, self)
    }
}

impl Schema {
    fn loss_in(&self, json: &Value, open: bool, definitions: &Definitions<'_>) -> Option<Loss> {
        let in_text = |fits: fn(&Value) -> bool| {
            let text = json.as_str()?;
            let read: Value = serde_json::from_str(text).ok()?;
            let again = read.to_string();
            (fits(&read) && again == text).then_some(())
        };
        let fits = |encoding: &Encoding, fits: fn(&Value) -> bool| match encoding {
            Encoding::Native => fits(json),
            Encoding::Text => in_text(fits).is_some(),
        };
        let is_read = match self {
            Self::Any => true,
            Self::String | Self::Secret | Self::Id { .. } | Self::Enum(_) | Self::Binary => json.is_string(),
            Self::BigInteger | Self::SecretInteger => json.is_i64() || json.is_u64(),
            Self::BigNumber => json.is_number(),
            Self::Boolean { encoding } => fits(encoding, Value::is_boolean),
            Self::Integer { encoding } => fits(encoding, Value::is_i64),
            Self::Number { encoding } => fits(encoding, Value::is_number),
            Self::Array { items } => {
                let Some(values) = json.as_array() else { return Some(Loss::Unreadable(String::new())) };
                // within a list, what is sent as text stays text
                let items = if items.is_text() { &Self::String } else { &**items };
                let loss = values.iter().find_map(|value| items.loss_in(value, open, definitions));
                return loss.map(|loss| loss.within("[]"));
            }
            Self::Map { values } => {
                let Some(members) = json.as_object() else { return Some(Loss::Unreadable(String::new())) };
                let mut lost = members.iter().filter_map(|(key, value)| {
                    let loss = values.loss_in(value, open, definitions)?;
                    Some(loss.within(key))
                });
                return lost.next();
            }
            Self::Named { name } => match definitions.get(name) {
                Some(object) => return object.loss_in(json, open, definitions),
                None => true,
            },
            Self::Object(object) => return object.loss_in(json, open, definitions),
            Self::OneOf(one_of) => return one_of.loss_in(json, open, definitions),
        };
        (!is_read).then(|| Loss::Unreadable(String::new()))
    }

    /// Whether it is a number or boolean that is sent as text.
    pub fn is_text(&self) -> bool {
        matches!(
            self,
            Self::Boolean { encoding: Encoding::Text }
                | Self::Integer { encoding: Encoding::Text }
                | Self::Number { encoding: Encoding::Text }
        )
    }
}

impl Object {
    fn loss_in(&self, json: &Value, open: bool, definitions: &Definitions<'_>) -> Option<Loss> {
        let Some(members) = json.as_object() else { return Some(Loss::Unreadable(String::new())) };
        let find = self.finder(members.len());
        let unknown = members.keys().find(|key| !open && find(key).is_none());
        let unknown = unknown.map(|key| Loss::Dropped(key.clone()));
        // what is neither there nor required is not lost
        let known = self.held(json).find_map(|(property, value)| {
            let name = &property.name;
            match value {
                None => property.required.then(|| Loss::Missing(name.clone())),
                Some(Value::Null) if property.nullable => None,
                // it is read as absent, and what is absent is not written
                Some(Value::Null) if !property.required && property.schema != Schema::Any => {
                    Some(Loss::Dropped(name.clone()))
                }
                Some(value) => {
                    property.schema.loss_in(value, open, definitions).map(|loss| loss.within(name))
                }
            }
        });
        known.or(unknown)
    }
}

impl OneOf {
    /// Whatever no variant reads is kept as it is.
    fn loss_in(&self, json: &Value, open: bool, definitions: &Definitions<'_>) -> Option<Loss> {
        let Some(members) = json.as_object() else { return Some(Loss::Unreadable(String::new())) };
        let variant = self.variant(json)?;
        let content = members.get(&self.content)?;
        match variant.content.loss_in(content, open, definitions) {
            Some(Loss::Unreadable(_) | Loss::Missing(_)) => None,
            Some(dropped) => Some(dropped.within(&self.content)),
            None => {
                let extra = members.keys().find(|key| **key != self.tag && **key != self.content);
                extra.map(|key| Loss::Dropped(key.clone()))
            }
        }
    }
}

impl Loss {
    /// The same, reported by what holds the value: a member's name, or `[]` for a list.
    fn within(self, holder: &str) -> Self {
        let below = |path: String| match path.as_str() {
            "" => holder.to_owned(),
            path if path.starts_with("[]") => format!("{holder}{path}"),
            path => format!("{holder}.{path}"),
        };
        match self {
            Self::Unreadable(path) => Self::Unreadable(below(path)),
            Self::Missing(path) => Self::Missing(below(path)),
            Self::Dropped(path) => Self::Dropped(below(path)),
        }
    }
}
