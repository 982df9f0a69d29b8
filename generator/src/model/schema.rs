//! The types of values: scalars, lists, objects, maps, and what is one of several shapes.

use serde::{Deserialize, Serialize};

use super::constraint::{Constant, Dispute, Limit, Settled, StringPattern, Why};
use super::{Evidence, Notice};

/// The type of a value.
#[derive(Debug, Clone, Default, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "type")]
pub enum Schema {
    /// Text.
    String,
    /// Text that must never be shown.
    Secret,
    /// A whole number that must never be shown, such as a one-time code.
    SecretInteger,
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
    /// A whole number of any size, kept digit by digit: some that are sent do not fit 64 bits.
    BigInteger,
    /// A number of any size and precision, kept digit by digit.
    BigNumber,
    /// Text of which the documentation lists values; others are kept as they are.
    Enum(Enum),
    /// The content of a file: bytes.
    Binary,
    /// Samples differ, or show only null: any JSON.
    #[default]
    Any,
    /// A list.
    Array {
        /// What it holds.
        items: Box<Schema>,
    },
    /// An object whose keys are data: any key, values of one type.
    Map {
        /// What each key holds.
        values: Box<Schema>,
    },
    /// Named properties.
    Object(Object),
    /// One of the [`Api::schemas`](super::Api::schemas), by its name.
    Named {
        /// The name that the documentation has for it.
        name: String,
    },
    /// One of several shapes, told apart by a tag beside the content.
    OneOf(OneOf),
}

/// A text of which the documentation lists values.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Enum {
    /// The type's name in Rust.
    pub name: String,
    /// In the documentation's order.
    pub values: Vec<EnumValue>,
}

/// One value of an [`Enum`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EnumValue {
    /// As it is sent.
    pub value: String,
    /// Its variant's name in Rust.
    pub name: String,
}

/// How the text of a value, or a number, is written, beyond what its type says. The names are OpenAPI's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// `2025-06-30`.
    Date,
    /// `2025-06-30T12:00:00Z`.
    DateTime,
    /// `12:00:00`.
    Time,
    /// A span of time.
    Duration,
    /// A UUID.
    Uuid,
    /// A URI or URL.
    Uri,
    /// An address of email.
    Email,
    /// Bytes in Base64.
    Byte,
    /// Bytes.
    Binary,
    /// A signed number of 32 bits.
    Int32,
    /// A signed number of 64 bits.
    Int64,
    /// A number of single precision.
    Float,
    /// A number of double precision.
    Double,
}

/// An object that the documentation defines by a name of its own.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct NamedSchema {
    /// The documentation's name.
    pub name: String,
    /// The type's name in Rust.
    pub ident: String,
    /// What it is.
    pub schema: Object,
    /// Where it is defined.
    pub evidence: Vec<Evidence>,
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

/// An object of two members: a tag, and a content whose shape follows from the tag.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct OneOf {
    /// The enum's name in Rust.
    pub name: String,
    /// The member that names the variant.
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

/// A property of an object.
#[derive(Debug, Clone, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct Property {
    /// As it is sent.
    pub name: String,
    /// Its name in Rust, never a keyword.
    pub ident: String,
    /// From the body's root, with dots.
    pub path: String,
    /// Its type.
    pub schema: Schema,
    /// The type that its documentation states, where samples show another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Box<Schema>>,
    /// How its text is written, where the documentation says so; of a list or a map, each item's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// Whether it may be `null`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
    /// Whether it must be there.
    pub required: bool,
    /// Why it is, or is not, required.
    pub why: Why,
    /// The documentation's words, the nearest first; no two alike.
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
    pub template: Option<Box<StringPattern>>,
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

impl Schema {
    /// Whether values of both are of one type in JSON, whatever lists and objects hold. A number may be a whole one.
    pub fn is_like(&self, other: &Self) -> bool {
        let kind = |schema: &Self| match schema {
            Self::String | Self::Secret | Self::Id { .. } | Self::Enum(_) | Self::Binary => 0,
            Self::Boolean { encoding: Encoding::Text }
            | Self::Integer { encoding: Encoding::Text }
            | Self::Number { encoding: Encoding::Text } => 0,
            Self::Boolean { .. } => 1,
            Self::Integer { .. } | Self::Number { .. } => 2,
            Self::BigInteger | Self::BigNumber | Self::SecretInteger => 2,
            Self::Array { .. } => 3,
            Self::Map { .. } | Self::Object(_) | Self::Named { .. } | Self::OneOf(_) => 4,
            Self::Any => 5,
        };
        kind(self) == kind(other)
    }

    /// What lists and maps of it hold, however deep; itself where it is neither.
    pub fn innermost(&self) -> &Self {
        let mut held = self;
        while let Self::Array { items } | Self::Map { values: items } = held {
            held = items;
        }
        held
    }

    /// Calls `each` with every property, outer ones first. Named schemas are not followed.
    pub fn properties<'a>(&'a self, each: &mut impl FnMut(&'a Property)) {
        let objects: Vec<&Object> = match self {
            Self::Object(object) => vec![object],
            Self::OneOf(one_of) => one_of.variants.iter().map(|variant| &variant.content).collect(),
            Self::Array { items } | Self::Map { values: items } => return items.properties(each),
            _ => return,
        };
        for property in objects.into_iter().flat_map(|object| &object.properties) {
            each(property);
            property.schema.properties(each);
        }
    }
}
