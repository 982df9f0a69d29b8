//! Conventions of one family of docs, as data, and the recognisers that turn blocks into facts with it.
//!
//! Structure comes first (what stands where, what names a field of what); a dialect's words only help.
//! Adding a language is adding words to a YAML file. Knows nothing of Rust and nothing of products.

mod attribute;
mod bounds;
pub mod claims;
mod dates;
mod facts;
mod field;
mod field_match;
mod fields;
mod homes;
mod labels;
mod languages;
mod lexicon;
mod lifecycle;
mod location;
mod near;
mod operation;
mod outline;
mod page;
mod payload;
mod plural;
mod recognise;
mod route;

mod said;
mod secrets;
mod sent;
mod table;
mod types;
mod words;

pub use bounds::Bounds;
pub use dates::{Date, announced_end};
pub use facts::{
    Frontmatter, NoticeFact, ObjectFact, OperationFact, PageFacts, Payload, Quoted, RawContent, RequestFact,
    ResponseFact, Section, Stated, Unread,
};
pub use field::{Field, FieldLocation, FieldShape, JsonKind, Marks, Requirement, ValueFormat};
pub use lexicon::{List, Mentions};
pub use page::read;
pub(crate) use page::split_url;
pub use plural::{is_plural, singular};
pub(crate) use route::nameless;
pub use secrets::Carrier;
pub use sent::Sent;
pub use words::{Phrases, contains_words, words_of};

use labels::LabelWords;
use lexicon::Lexicon;
use secrets::Secrets;
use serde::Deserialize;

use crate::config::yaml;

/// The words and marks of one family of docs. See the YAML files beside this module for what each means.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dialect {
    /// What a configuration calls it.
    pub name: String,
    pub(crate) columns: Columns,
    pub(crate) labels: LabelWords,
    pub(crate) lifecycle: LifecycleWords,
    pub(crate) types: TypeWords,
    pub(crate) bounds: BoundWords,
    pub(crate) optional: Phrases,
    pub(crate) requirement: RequirementWords,
    pub(crate) examples: Phrases,
    pub(crate) listed: ListWords,
    pub(crate) defaults: DefaultWords,
    pub(crate) free_text: Vec<String>,
    pub(crate) dates: DateWords,
    pub(crate) yes: Phrases,
    pub(crate) no: Phrases,
    pub(crate) variants: Vec<String>,
    pub(crate) fixed_with: Vec<String>,
    pub(crate) operations: OperationWords,
    pub(crate) front_matter: FrontMatterKeys,
    /// What rows are searched for; made of the lists above.
    #[serde(skip)]
    of_rows: Lexicon,
    /// What titles and notices are searched for; made of the lists above.
    #[serde(skip)]
    of_maturity: Lexicon,
    /// Which names are of what must not be shown, in every dialect.
    #[serde(skip)]
    secrets: Secrets,
}

/// What columns are headed.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Columns {
    pub name: Phrases,
    pub description: Phrases,
    #[serde(rename = "type")]
    pub kind: Phrases,
    pub required: Phrases,
    pub example: Phrases,
    pub default: Phrases,
    pub names: Phrases,
    pub location: Phrases,
    pub method: Phrases,
    pub path: Phrases,
}

/// Words that say how mature something is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LifecycleWords {
    pub beta: Phrases,
    pub deprecated: Phrases,
    /// Words of what a sentence about retirement is about, where it is not the thing itself.
    #[serde(default)]
    pub others: Phrases,
    pub ends: Phrases,
    pub since: Phrases,
}

/// Words that name a type.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TypeWords {
    pub boolean: Phrases,
    pub integer: Phrases,
    pub array: Phrases,
    pub meaning_integer: Phrases,
    pub column_number: Phrases,
    pub column_string: Phrases,
    pub column_object: Phrases,
    /// Where a type is stated: words for each kind of value,
    pub strings: Phrases,
    pub integers: Phrases,
    pub numbers: Phrases,
    pub booleans: Phrases,
    pub objects: Phrases,
    pub maps: Phrases,
    pub lists: Phrases,
    /// for `null`, and between a list and its items.
    pub null: Phrases,
    /// in a description for what may be `null`,
    pub nullable: Phrases,
    pub of: Phrases,
    /// Words that may stand beside these.
    pub beside: Phrases,
    pub formats: FormatWords,
}

/// Words that name a format, where a type is stated.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct FormatWords {
    pub date: Phrases,
    pub date_time: Phrases,
    pub uuid: Phrases,
    pub uri: Phrases,
    pub email: Phrases,
    pub binary: Phrases,
    pub int32: Phrases,
    pub int64: Phrases,
}

/// Words that mark a field as required or optional, where they stand by themselves.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RequirementWords {
    pub required: Phrases,
    pub optional: Phrases,
    pub conditional: Phrases,
    pub cases: Phrases,
    pub needs: Phrases,
}

impl RequirementWords {
    /// Whether a description says that its field is required in some cases.
    fn is_conditional(&self, text: &str) -> bool {
        self.conditional.is_in(text)
            || text.split(". ").any(|sentence| self.needs.is_in(sentence) && self.cases.is_in(sentence))
    }
}

/// Words before a list of all values that a field can have.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ListWords {
    pub before: Phrases,
    pub before_one: Phrases,
    pub between: Phrases,
    pub not_all: Phrases,
}

/// Words before a default, and words in its place.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DefaultWords {
    pub before: Phrases,
    pub none: Phrases,
}

/// How dates are written.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DateWords {
    #[serde(deserialize_with = "words::folded")]
    pub months: Vec<Vec<String>>,
    pub between_numbers: Vec<char>,
}

/// Words before the least and the most that a value may be.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct BoundWords {
    pub at_least: Phrases,
    pub at_most: Phrases,
    pub between: Phrases,
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
        let mut dialect: Self = yaml(text).map_err(|error| format!("dialect {name}: {error}"))?;
        dialect.of_rows = Lexicon::of_rows(&dialect);
        dialect.secrets = Secrets::built_in()?;
        let words = &dialect.lifecycle;
        let maturity = [(List::Beta, &words.beta), (List::Deprecated, &words.deprecated)];
        dialect.of_maturity = Lexicon::new(&maturity);
        Ok(dialect)
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
pub fn is_secret(name: &str, carrier: Carrier, dialect: &Dialect) -> bool {
    dialect.secrets.has(name, carrier)
}

/// Whether a text is one placeholder of a secret, such as `{API_KEY}`.
pub fn is_secret_placeholder(text: &str, dialect: &Dialect) -> bool {
    let inner = text.trim().trim_start_matches(['{', '<', '$', '[']).trim_end_matches(['}', '>', ']']);
    let is_one = inner.len() < text.len() && !inner.contains(['{', '}', '<', '>', '[', ']', ' ']);
    is_one && dialect.secrets.has(inner, Carrier::Data)
}

/// Whether a name says that its value must not be shown in an object that is named for a secret: `value` of
/// `{"secret": {"value": …}}`.
pub fn is_secret_within(name: &str, parent: &str, dialect: &Dialect) -> bool {
    dialect.secrets.is_value(name) && dialect.secrets.has(parent, Carrier::Data)
}

#[cfg(test)]
mod tests;
