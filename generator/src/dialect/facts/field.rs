//! A documented field: one fact for whatever shape it was read from.

use serde::Deserialize;

use crate::dialect::facts::Stated;
use crate::dialect::facts::bounds::Bounds;
use crate::dialect::words::contains_words;
use crate::dialect::words::lexicon::{List, Mentions};
use crate::source::Span;

/// What a row, a bullet, a definition or a heading documents.
#[derive(Debug, Clone)]
pub struct Field {
    /// As documented, without the marks around it; a child's carries its parents': `config.ttl`.
    pub name: Stated<String>,
    /// The field of a sample that it means.
    pub path: Option<String>,
    /// Whether it names that field otherwise than the sample does.
    pub typo: bool,
    /// Where it is sent.
    pub location: Option<FieldLocation>,
    /// The JSON kinds that the docs state, sorted; empty where they state none.
    pub kinds: Vec<JsonKind>,
    /// What its values are more closely, where the type's word says so.
    pub format: Option<ValueFormat>,
    /// The JSON kinds of the items of an array, or of the values of a map, where they are stated.
    pub items: Vec<JsonKind>,
    /// Whether its type is written as a map's: `Record<string, integer>`, `{string: integer}`.
    pub map: bool,
    /// The documented object that its type names or links to.
    pub refers_to: Option<String>,
    /// Where the links in it lead.
    pub links: Vec<String>,
    /// Whether it has to be given.
    pub required: Requirement,
    /// Whether another field of its operation may be given in its place.
    pub is_alternative: bool,
    /// Whether it can be `null`.
    pub nullable: bool,
    /// What a column says its value is where none is given.
    pub default: Option<Stated<String>>,
    /// What column and words say of the values that it takes.
    pub bounds: Bounds,
    /// Its words.
    pub description: String,
    /// Code spans of the description.
    pub codes: Vec<Stated<String>>,
    /// Those of them that the words call examples, by their place in `codes`.
    pub examples: Vec<usize>,
    /// The words that state its type, where they have a place of their own.
    pub type_words: Option<String>,
    /// Which lists of words its description has words of,
    pub mentions: Mentions,
    /// and which the words that state its type.
    pub kind_mentions: Mentions,
    /// Which marks its words have.
    pub marks: Marks,
    /// The section it is in.
    pub section: Option<usize>,
    /// Where the table or the list begins that it is in.
    pub table: usize,
    /// All of it: the row, the first line of a bullet or a definition.
    pub span: Span,
    /// What documents it.
    pub shape: FieldShape,
}

impl Field {
    /// Whether its description, or what states its type, has words of a list.
    pub fn says(&self, list: List) -> bool {
        self.mentions.has(list) || self.kind_mentions.has(list)
    }

    /// Whether it is the content of a file: its type says so, or its words that it is a part of a form of several.
    pub fn is_file(&self) -> bool {
        let may_be = matches!(self.kinds.as_slice(), [] | [JsonKind::Object | JsonKind::String]);
        self.format == Some(ValueFormat::Binary) || may_be && contains_words(&self.description, "multipart")
    }

    /// Whether it is called a map, whose keys are data: `map[string]string` as its type, or words in its description.
    pub fn is_map(&self) -> bool {
        self.map
            || self.says(List::Map)
            || self.type_words.as_ref().is_some_and(|text| contains_words(text, "map"))
    }
}

/// Where a field is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldLocation {
    /// A part of the path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The body.
    Body,
    /// A form in the body.
    Form,
}

impl FieldLocation {
    /// Its name in the interface.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
            Self::Form => "form",
        }
    }
}

/// A kind of JSON value, in the order of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonKind {
    /// `[…]`.
    Array,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `{…}`.
    Object,
    /// A text.
    String,
}

impl JsonKind {
    /// Its name in JSON Schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Object => "object",
            Self::String => "string",
        }
    }
}

/// What values of a kind are more closely, as OpenAPI names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueFormat {
    /// `date`.
    Date,
    /// `date-time`.
    DateTime,
    /// `uuid`.
    Uuid,
    /// `uri`.
    Uri,
    /// `email`.
    Email,
    /// `binary`: a file.
    Binary,
    /// `int32`.
    Int32,
    /// `int64`.
    Int64,
}

/// Whether a field has to be given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Requirement {
    /// Always.
    Required,
    /// Never.
    Optional,
    /// In some cases, which the words name.
    Conditional,
    /// The docs do not say.
    #[default]
    Unstated,
}

impl Requirement {
    /// What a mark at a name says.
    pub fn of_mark(required: Option<bool>) -> Self {
        match required {
            Some(true) => Self::Required,
            Some(false) => Self::Optional,
            None => Self::Unstated,
        }
    }

    /// This, or what something else says where this says nothing.
    pub fn or(self, other: Self) -> Self {
        if self == Self::Unstated { other } else { self }
    }

    /// Whether it is stated for all cases, and then which.
    pub fn certain(self) -> Option<bool> {
        match self {
            Self::Required => Some(true),
            Self::Optional => Some(false),
            Self::Conditional | Self::Unstated => None,
        }
    }
}

/// What documents a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldShape {
    /// A row of a table.
    Table,
    /// A bullet.
    List,
    /// A term of a definition list.
    Definition,
    /// A heading.
    Heading,
    /// An item of a list in a table's cell.
    #[serde(skip)]
    ListInCell,
    /// A component's attributes.
    Component,
    /// A line of a type that a program declares.
    Declaration,
}

/// Marks in the words of a field, as `(Required)`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// That it is required.
    pub required: bool,
    /// That it is optional.
    pub optional: bool,
}

impl Marks {
    /// What they say, if they say one thing.
    pub fn requirement(self) -> Requirement {
        match (self.required, self.optional) {
            (true, false) => Requirement::Required,
            (false, true) => Requirement::Optional,
            _ => Requirement::Unstated,
        }
    }
}
