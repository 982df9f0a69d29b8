//! What the documentation says of a value beyond its type: limits, what is required and why, and what is fixed, disputed or
//! made of parts.

use serde::{Deserialize, Serialize};

use super::Evidence;

/// A bound that the docs set a value, its length or its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// At least so much.
    AtLeast(i64),
    /// At most so much.
    AtMost(i64),
}

/// Why a property or parameter is, or is not, required.
#[derive(Debug, Clone, Default, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Documented, and in every sample.
    EverySample,
    /// The documentation says so in words.
    Stated,
    /// The documentation says that it depends on something else.
    Conditional,
    /// The documentation marks others as required beside it, and not this one.
    Unmarked,
    /// A sample does without it.
    SomeSamples,
    /// The documentation does not say.
    #[default]
    Unstated,
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
pub struct StringPattern {
    /// `Host={HOST};Port={PORT}`.
    pub pattern: String,
    /// The name of the struct of its parts.
    pub name: String,
    /// In the pattern's order.
    pub parts: Vec<PatternPart>,
}

/// One part of a connection string.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct PatternPart {
    /// The placeholder's name.
    pub placeholder: String,
    /// Its name in Rust.
    pub ident: String,
    /// Whether it must never be shown.
    pub secret: bool,
}
