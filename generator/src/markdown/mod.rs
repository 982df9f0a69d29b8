//! A page as a flat run of blocks: headings, paragraphs, items, definitions, tables, fences, components, notices, folds and
//! tabs, each with its span.
//!
//! The only user of pulldown-cmark. Knows what Markdown looks like, and the extensions that doc sites share
//! (front matter, `>[!NOTE]`, `>[!TAB x]`, `+++fold`, `[!DNL x]`); knows nothing of APIs, requests or parameters.

mod directives;
mod html;
mod indented;
mod inline;
mod lines;
mod loose;
mod own_links;
mod raised;
mod read;
mod site_blocks;
mod site_tags;
mod unclosed;

pub use inline::{Code, Link, Marked, Tag, Text};
pub use raised::{notes_at_start, without_notes};
pub use read::read;

use crate::source::{Excerpt, Span};

/// A page, cut into blocks in the order they are.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The YAML between the `---` lines at the top, without them.
    pub front_matter: Option<Span>,
    /// Everything after it.
    pub blocks: Vec<Block>,
    /// HTML comments, wherever they are but in code.
    pub comments: Vec<Comment>,
}

/// `<!-- text -->`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Between the marks, trimmed.
    pub text: String,
    /// All of it.
    pub span: Span,
}

/// One block, and where it is.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All of its source.
    pub span: Span,
    /// How many items of lists hold it; an item holds itself.
    pub depth: usize,
    /// Whether it is in a quote that is no notice.
    pub quoted: bool,
}

/// The kinds of block. Containers (folds, tabs) are known by their marker lines, as the source has them.
#[derive(Debug, Clone)]
pub enum BlockKind {
    /// `## Title`.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Without `{#anchor}`.
        text: Text,
    },
    /// Running text.
    Paragraph(Text),
    /// The first text of an item of a list.
    Item(Text),
    /// A term and what defines it.
    Definition {
        /// The term.
        term: Text,
        /// All that defines it, paragraphs joined by blank lines.
        words: Box<Text>,
    },
    /// A tag of HTML or of a component, between blocks.
    Tag(Tag),
    /// A code block.
    Fence(Fence),
    /// A table.
    Table(Table),
    /// `>[!NOTE]` and what is in the quote.
    Notice {
        /// `NOTE`.
        kind: String,
        /// Its words, paragraphs joined by blank lines.
        text: Text,
    },
    /// A line that opens, closes or names a container.
    Marker(Marker),
}

/// A container's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// `+++title` opens a fold.
    FoldOpen(String),
    /// `+++` closes it.
    FoldClose,
    /// `>[!BEGINTABS]`.
    TabsBegin,
    /// `>[!TAB title]`.
    Tab(String),
    /// `>[!ENDTABS]`.
    TabsEnd,
    /// A marker's line without its `]`, in a quote: the marker's name.
    Broken(String),
}

/// A code block.
#[derive(Debug, Clone)]
pub struct Fence {
    /// The words after the opening fence, and where they are.
    pub info: String,
    /// Where the info words are; empty, at the end of the opening line, where there are none.
    pub info_span: Span,
    /// What is in it.
    pub body: Excerpt,
    /// Whether it has a closing fence.
    pub closed: bool,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its header cells.
    pub header: Vec<Text>,
    /// The rows below it.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The cells as they are written: there may be more or fewer than the header has.
    pub cells: Vec<Text>,
    /// The whole row.
    pub span: Span,
}

#[cfg(test)]
mod tests;
