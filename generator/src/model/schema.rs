//! The shape of a body: types, properties, variants, and what is fixed, disputed or made of parts.

use serde::{Deserialize, Serialize};

use super::{Evidence, Notice};

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "type")]
pub enum Schema {
    /// Text.
    String,
    /// Text that must never be shown.
    Secret,
    /// An identifier that the service gives out: a newtype of this name.
    Id {
        /// The newtype's name.
        name: String,
    },
    /// True or false.
    Boolean {
        /// How it is sent.
        encoding: Encoding,
    },
    /// A whole number.
    Integer {
        /// How it is sent.
        encoding: Encoding,
    },
    /// A number.
    Number {
        /// How it is sent.
        encoding: Encoding,
    },
    /// Samples differ, or show only null: any JSON.
    Any,
    /// A list.
    Array {
        /// What it holds.
        items: Box<Schema>,
    },
    /// Named properties.
    Object(Object),
    /// One of several shapes, told apart by a tag beside the content.
    OneOf(OneOf),
}

/// How a value is written in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// As JSON's own type.
    Native,
    /// As a string: `"true"`, `"1521"`.
    Text,
}

/// A JSON object.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Object {
    /// The type's name in Rust.
    pub name: String,
    /// In the order of the first sample.
    pub properties: Vec<Property>,
    /// The samples that show it.
    pub evidence: Vec<Evidence>,
}

/// An object of two members: a tag, and a content whose shape the tag tells.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct OneOf {
    /// The enum's name in Rust.
    pub name: String,
    /// The member that tells the variant.
    pub tag: String,
    /// The member that holds it.
    pub content: String,
    /// Whether the samples have the content before the tag.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub content_first: bool,
    /// In the order they are met.
    pub variants: Vec<Variant>,
}

/// One shape of a [`OneOf`].
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Variant {
    /// What the tag says.
    pub value: String,
    /// The variant's name in Rust; the content's type is named alike.
    pub name: String,
    /// Its content.
    pub content: Object,
    /// Admonitions of the part of the page that documents it.
    pub notices: Vec<Notice>,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Property {
    /// As it is sent.
    pub name: String,
    /// Its name in Rust, never a keyword.
    pub ident: String,
    /// From the body's root, with dots.
    pub path: String,
    /// Its type.
    pub schema: Schema,
    /// Whether it must be there.
    pub required: bool,
    /// Why it is, or is not, required.
    pub why: Why,
    /// The docs' words, the nearest first; no two alike.
    pub descriptions: Vec<String>,
    /// The one value that the docs give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<Box<Constant>>,
    /// Places of the docs that disagree about it, while nothing settles it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<Dispute>,
    /// What settled a dispute about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<Box<Settled>>,
    /// What a connection string is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<Box<Template>>,
    /// What the docs say is taken where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The values that the docs list for it, where they list some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The bounds that the docs set it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// The samples and rows that show it, in page order.
    pub evidence: Vec<Evidence>,
}

/// A bound that the docs set a value, its length or its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// At least so much.
    AtLeast(i64),
    /// At most so much.
    AtMost(i64),
}

/// Why a property is, or is not, required.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Documented, and in every sample.
    EverySample,
    /// The docs say so in words.
    Said,
    /// A sample does without it.
    SomeSamples,
    /// Sampled, but no row tells.
    Untold,
    /// It holds something that is required.
    Inner,
    /// Nothing in it has to be given: the docs fix it all.
    Fixed,
    /// The configuration says so, with this reason.
    Configured(String),
}

/// A value that the docs fix.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Constant {
    /// The constant's name in Rust.
    pub name: String,
    /// Its value: a string, a number or a boolean.
    pub value: serde_json::Value,
}

/// Values between which the docs do not choose.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Dispute {
    /// Each value as the docs have it, and where.
    pub claims: Vec<Claim>,
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// As the docs have it.
    pub value: String,
    /// Where they have it.
    pub evidence: Vec<Evidence>,
}

/// A dispute that the configuration settled.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Settled {
    /// What the docs say.
    pub claims: Vec<Claim>,
    /// The value that holds.
    pub holds: String,
    /// Why it does.
    pub reason: String,
}

/// The documented pattern of a connection string.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Template {
    /// `Host={HOST};Port={PORT}`.
    pub pattern: String,
    /// The name of the struct of its parts.
    pub name: String,
    /// In the pattern's order.
    pub parts: Vec<Part>,
}

/// One part of a connection string.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Part {
    /// The placeholder's name.
    pub placeholder: String,
    /// Its name in Rust.
    pub ident: String,
    /// Whether it must never be shown.
    pub secret: bool,
}

impl Schema {
    /// What lists of it hold, however deep; itself where it is no list.
    pub fn innermost(&self) -> &Self {
        let mut held = self;
        while let Self::Array { items } = held {
            held = items;
        }
        held
    }

    /// Calls `each` with every property, outer ones first.
    pub fn properties<'a>(&'a self, each: &mut impl FnMut(&'a Property)) {
        let objects: Vec<&Object> = match self {
            Self::Object(object) => vec![object],
            Self::OneOf(one_of) => one_of.variants.iter().map(|variant| &variant.content).collect(),
            Self::Array { items } => return items.properties(each),
            _ => return,
        };
        for property in objects.into_iter().flat_map(|object| &object.properties) {
            each(property);
            property.schema.properties(each);
        }
    }
}
