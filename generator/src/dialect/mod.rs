//! Conventions of one family of docs, as data, and the recognisers that turn blocks into facts with it.
//!
//! Structure comes first (what stands where, what names a field of what); a dialect's words only help.
//! Adding a language is adding words to a YAML file. Knows nothing of Rust and nothing of products.

mod bounds;
pub mod claims;
mod dates;
mod facts;
mod lifecycle;
mod operation;
mod page;
mod route;
mod rows;
pub(crate) mod said;
mod table;
mod words;

pub use bounds::{Bounds, bounds};
pub use dates::{Date, announced_end};
pub use facts::{
    Frontmatter, NoticeFact, OperationFact, PageFacts, Quoted, RequestFact, ResponseFact, RowFact, Section,
    Stated, Unread,
};
pub use page::read;
pub(crate) use page::split_url;
pub(crate) use route::nameless;
pub use rows::field_of;
pub use words::{contains_words, singular, words_of};

use serde::Deserialize;

use crate::config::yaml;

/// The words and marks of one family of docs. See the YAML files beside this module for what each means.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dialect {
    /// What a configuration calls it.
    pub name: String,
    pub(crate) columns: Columns,
    pub(crate) lifecycle: LifecycleWords,
    pub(crate) types: TypeWords,
    pub(crate) bounds: BoundWords,
    pub(crate) optional: Vec<String>,
    pub(crate) requirement: RequirementWords,
    pub(crate) examples: Vec<String>,
    pub(crate) listed: ListWords,
    pub(crate) defaults: DefaultWords,
    pub(crate) free_text: Vec<String>,
    pub(crate) dates: DateWords,
    pub(crate) yes: Vec<String>,
    pub(crate) no: Vec<String>,
    pub(crate) secrets: Vec<String>,
    pub(crate) variants: Vec<String>,
    pub(crate) fixed_with: Vec<String>,
    pub(crate) operations: OperationWords,
    pub(crate) front_matter: FrontMatterKeys,
}

/// What columns are headed.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Columns {
    pub name: Vec<String>,
    pub description: Vec<String>,
    #[serde(rename = "type")]
    pub kind: Vec<String>,
    pub required: Vec<String>,
    pub example: Vec<String>,
    pub default: Vec<String>,
}

/// Words that say how mature something is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LifecycleWords {
    pub beta: Vec<String>,
    pub deprecated: Vec<String>,
    pub ends: Vec<String>,
    pub since: Vec<String>,
}

/// Words that name a type.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TypeWords {
    pub boolean: Vec<String>,
    pub integer: Vec<String>,
    pub array: Vec<String>,
    pub meaning_integer: Vec<String>,
    pub column_number: Vec<String>,
    pub column_string: Vec<String>,
    pub column_object: Vec<String>,
}

/// Words before the bounds that a value has.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct BoundWords {
    pub at_least: Vec<String>,
    pub at_most: Vec<String>,
    pub between: Vec<String>,
}

/// Words that mark a field as required or optional, where they stand by themselves.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RequirementWords {
    pub required: Vec<String>,
    pub optional: Vec<String>,
}

/// Words before a list of all values that a field can have.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ListWords {
    pub before: Vec<String>,
    pub before_one: Vec<String>,
    pub between: Vec<String>,
    pub not_all: Vec<String>,
}

/// Words before a default, and words in its place.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DefaultWords {
    pub before: Vec<String>,
    pub none: Vec<String>,
}

/// How dates are written.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DateWords {
    pub months: Vec<Vec<String>>,
    pub between_numbers: Vec<char>,
}

/// How headings name operations.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct OperationWords {
    pub verbs: Vec<String>,
    pub drop: Vec<String>,
    pub stop: Vec<String>,
    pub product_markers: Vec<String>,
}

/// Keys of the front matter.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct FrontMatterKeys {
    pub page_id: Vec<String>,
    pub description: Vec<String>,
}

/// The dialects that come with the program; the first is the default.
const BUILT_IN: &[(&str, &str)] = &[("experience-league", include_str!("experience-league.yaml"))];

impl Dialect {
    /// The names of the built-in dialects, the default first.
    pub fn names() -> Vec<&'static str> {
        BUILT_IN.iter().map(|(name, _)| *name).collect()
    }

    /// A built-in dialect.
    ///
    /// # Errors
    /// When there is none of that name, or its file is not a dialect; in words for people.
    pub fn named(name: &str) -> Result<Self, String> {
        let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name).ok_or_else(|| {
            format!("no dialect is called `{name}`; there is: {}", Self::names().join(", "))
        })?;
        yaml(text).map_err(|error| format!("dialect {name}: {error}"))
    }

    /// The dialect that is used where none is named.
    ///
    /// # Errors
    /// When its file is not a dialect.
    pub fn default_dialect() -> Result<Self, String> {
        Self::named(BUILT_IN.first().map_or("", |(name, _)| name))
    }
}

/// Whether a name's words say that its value must not be shown.
pub fn is_secret(name: &str, dialect: &Dialect) -> bool {
    let words = words_of(name).join(" ");
    dialect.secrets.iter().any(|secret| contains_words(&words, secret))
}

#[cfg(test)]
mod tests;
