//! What a call takes besides its body: parameters of the path, the query string, the headers and the cookies.

use serde::{Deserialize, Serialize};

use super::Evidence;
use super::constraint::{Limit, Why};
use super::schema::{Format, Property, Schema};

/// A parameter of the path, the query string, the headers or the cookies.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// As it is sent, or as the path's template names it.
    pub name: String,
    /// Its name in Rust.
    pub ident: String,
    /// Where it goes.
    pub location: Location,
    /// Its type: a scalar, a list of scalars, or any text.
    #[serde(default = "text")]
    pub schema: Schema,
    /// How its text is written, where the documentation says so; of a list, each item's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// Whether a call must give it. Parameters of the path are always given.
    pub required: bool,
    /// Why it is, or is not, required.
    #[serde(default)]
    pub why: Why,
    /// Whether it may be given as nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
    /// How a list of values is sent.
    #[serde(default, skip_serializing_if = "Repetition::is_repeated")]
    pub repetition: Repetition,
    /// Whether it is sent without a value, by its name alone: `?pretty`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flag: bool,
    /// What the documentation says is taken where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The values that the documentation lists for it, where it lists some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The limits that the documentation sets it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// The documentation's words.
    pub description: Option<String>,
    /// Where it is documented or shown.
    pub evidence: Vec<Evidence>,
}

impl Parameter {
    /// Whether a call has to have it.
    pub fn is_argument(&self) -> bool {
        self.required || self.location == Location::Path
    }

    /// The property that takes the same values, to compare these.
    pub fn as_property(&self) -> Property {
        Property {
            name: self.name.clone(),
            ident: self.ident.clone(),
            path: self.name.clone(),
            schema: self.schema.clone(),
            format: self.format,
            nullable: self.nullable,
            required: self.required,
            why: self.why.clone(),
            default: self.default.clone(),
            values: self.values.clone(),
            limits: self.limits.clone(),
            evidence: self.evidence.clone(),
            ..Property::default()
        }
    }
}

fn text() -> Schema {
    Schema::String
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Location {
    /// A part of the path.
    Path,
    /// A pair of the query string.
    #[default]
    Query,
    /// A header that is another for each call.
    Header,
    /// A cookie.
    Cookie,
}

/// How a list of values is sent in a query string.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repetition {
    /// A pair for each value: `a=1&a=2`. The name is sent as it is, `a[]` too.
    #[default]
    Repeated,
    /// One pair, with a comma between values: `a=1,2`.
    Commas,
}

impl Repetition {
    fn is_repeated(&self) -> bool {
        *self == Self::Repeated
    }
}
