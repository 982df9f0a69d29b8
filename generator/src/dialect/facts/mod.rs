//! What was read out of one page: plain data, each with its span in the page's file.

pub(super) mod bounds;
pub(super) mod field;
pub(super) mod route;
pub(super) mod sent;
pub(super) mod shapes;

use crate::model::{Lifecycle, Origin};
use crate::sample::Repair;
use crate::sample::json::Node;
use crate::sample::request::{Credentials, FormPart};
use crate::source::Span;
use field::Field;

/// Everything one page says.
#[derive(Debug, Clone, Default)]
pub struct PageFacts {
    /// The first heading.
    pub title: Option<Stated<String>>,
    /// The names in it that are marked as a product's.
    pub products: Vec<String>,
    /// What the front matter states.
    pub front_matter: Frontmatter,
    /// What the page says of its own maturity.
    pub lifecycle: Lifecycle,
    /// The headings, in order.
    pub sections: Vec<Section>,
    /// Admonitions.
    pub notices: Vec<NoticeFact>,
    /// In page order.
    pub operations: Vec<OperationFact>,
    /// Rows of tables that are before any request of their part of the page.
    pub credentials: Vec<Field>,
    /// Where words say that calls are authenticated by a name and a password.
    pub basic: Option<Span>,
    /// Objects that the page defines by name.
    pub objects: Vec<ObjectFact>,
    /// Where its sentences lead, other than to addresses.
    pub links: Vec<String>,
    /// Code spans that are in sentences, not in tables.
    pub quoted: Vec<CodeSpan>,
    /// Fields that samples give an identifier and that words give one too.
    pub constants: Vec<Claims>,
    /// Fields whose value is a pattern with placeholders, in rows or in samples.
    pub templates: Vec<Claims>,
    /// What is said of what is around it, that it is deprecated.
    pub(in crate::dialect) deprecations: Vec<DeprecationFact>,
    /// Rows and fences that nothing above uses, and why.
    pub unread: Vec<Unread>,
}

impl PageFacts {
    /// Whether the page has several headings that none is above: then the first need not be what the page is called.
    pub fn has_many_titles(&self) -> bool {
        self.sections.iter().filter(|section| section.parent.is_none()).nth(1).is_some()
    }
}

/// A value, and where it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// What the front matter states.
#[derive(Debug, Clone, Default)]
pub struct Frontmatter {
    /// Where it is; empty where there is none.
    pub span: Span,
    /// The page's id, which outlives its renames.
    pub page_id: Option<String>,
    /// One sentence about the page.
    pub description: Option<String>,
    /// What the page is called.
    pub title: Option<String>,
}

/// A heading, and how far its section goes.
#[derive(Debug, Clone)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// Its words without the names of products.
    pub plain_title: String,
    /// The section above it.
    pub parent: Option<usize>,
    /// The first paragraph below the heading that is nothing but words, before any field.
    pub lead: Option<String>,
    /// The heading.
    pub span: Span,
}

/// A section and those around it, from the inside.
pub(in crate::dialect) fn sections_around(
    sections: &[Section],
    section: Option<usize>,
) -> impl Iterator<Item = usize> + use<'_> {
    std::iter::successors(section, |at| sections.get(*at).and_then(|section| section.parent))
}

/// An admonition.
#[derive(Debug, Clone)]
pub struct NoticeFact {
    /// `NOTE`.
    pub kind: String,
    /// Its words.
    pub text: String,
    /// What it says of maturity.
    pub lifecycle: Option<Lifecycle>,
    /// The section it is in.
    pub section: Option<usize>,
    /// Where it is.
    pub span: Span,
}

/// That something is deprecated, where it is said.
#[derive(Debug, Clone)]
pub(in crate::dialect) struct DeprecationFact {
    /// The words; empty where only a mark says so.
    pub text: String,
    /// What it is said of.
    pub of: Deprecated,
    /// The section that it is in.
    pub section: Option<usize>,
    /// Where.
    pub span: Span,
}

/// What is deprecated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dialect) enum Deprecated {
    /// All that the section is about: its heading is marked.
    Section,
    /// What the place is about.
    Place,
    /// The operation, which it names.
    Operation,
}

/// One operation as the page shows it: one `METHOD /path` line, or a curl without one.
#[derive(Debug, Clone)]
pub struct OperationFact {
    /// `POST`.
    pub method: String,
    /// Without its query string.
    pub path: String,
    /// The query string as written.
    pub query: Option<String>,
    /// The `METHOD /path` line, else the opening of the curl's fence.
    pub span: Span,
    /// The info words of the `METHOD /path` line's fence and where they are.
    pub label: Option<Stated<String>>,
    /// The section it is in.
    pub section: Option<usize>,
    /// Whether a line of its own names it; else a request does.
    pub is_named: bool,
    /// Whether that is a row of a table.
    pub is_row: bool,
    /// What says of it that it is deprecated: words, or nothing but a mark.
    pub deprecated: Option<Stated<String>>,
    /// Its request samples.
    pub requests: Vec<RequestFact>,
    /// The fields that are documented for it.
    pub rows: Vec<Field>,
    /// Its response samples.
    pub responses: Vec<ResponseFact>,
    /// Statuses of answers of which none is shown.
    pub statuses: Vec<StatedStatus>,
    /// The fields that are documented for its response.
    pub answered: Vec<Field>,
    /// The object that words say is answered.
    pub returns: Option<ObjectRef>,
    /// The object that words say is sent as the body.
    pub takes: Option<ObjectRef>,
    /// Whether the section shows a function that calls it, whose arguments its fields are.
    pub(in crate::dialect) is_function: bool,
    /// What the section says is sent, as the header that names it.
    pub media_type: Option<String>,
    /// Lines that bring in a file with more of its documentation.
    pub elsewhere: Vec<Span>,
    /// Lines that show the header `Link` of its answer, with the next page of a list.
    pub next_link: Vec<Span>,
    /// Where lists of its fields begin that no label speaks of.
    pub(in crate::dialect) unlabelled: Vec<usize>,
    /// See [`OperationFact::route`].
    pub(in crate::dialect) route: String,
    /// See [`OperationFact::key`].
    pub(in crate::dialect) key: String,
}

/// An object that a page defines by name: an entity, a resource, a structure.
#[derive(Debug, Clone)]
pub struct ObjectFact {
    /// As the page calls it.
    pub name: Stated<String>,
    /// Its fields, those of objects in it behind their parents.
    pub fields: Vec<Field>,
}

/// An object that something refers to by its name, wherever that is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectRef {
    /// What it may be called, the likeliest first: as written, and as the link leads to it. Nothing where all that is known is that
    /// there is one.
    pub names: Vec<String>,
    /// Whether a list of it is meant.
    pub is_list: bool,
    /// Where it is referred to.
    pub span: Span,
}

/// A request sample. All spans are of the page.
#[derive(Debug, Clone)]
pub struct RequestFact {
    /// The opening fence.
    pub fence: Span,
    /// The section it is in.
    pub section: Option<usize>,
    /// `POST`.
    pub method: Stated<String>,
    /// As written.
    pub url: Stated<String>,
    /// As written, and the one that credentials are sent in.
    pub headers: Vec<(String, Stated<String>)>,
    /// The body as its author meant it, where it is JSON.
    pub body: Option<Node>,
    /// The fields of a form, each as text: what its rows are compared with.
    pub form: Option<Node>,
    /// What is sent after the headers, in whatever form.
    pub payload: Payload,
    /// The fence that shows the body, where that is not the request's own.
    pub payload_fence: Option<Span>,
    /// The user and the password of basic authentication.
    pub credentials: Option<Credentials>,
    /// What had to be repaired to read it.
    pub repairs: Vec<Repair>,
}

/// What a request sends after its headers.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Payload {
    /// Nothing.
    #[default]
    None,
    /// JSON, which is the body of the [request](RequestFact::body).
    Json,
    /// `application/x-www-form-urlencoded`: names and values, decoded, in the order written.
    Form(Vec<(String, Stated<String>)>),
    /// `multipart/form-data`: its parts, in the order written.
    Multipart(Vec<FormPart>),
    /// Anything else.
    Raw {
        /// What the request says it is, else what the sample shows that it is.
        media_type: Option<String>,
        /// What is sent.
        content: RawContent,
    },
}

/// A body that is neither JSON nor a form.
#[derive(Debug, Clone, PartialEq)]
pub enum RawContent {
    /// Text.
    Text(Stated<String>),
    /// What the file of this name holds.
    File(Stated<String>),
}

/// A response sample.
#[derive(Debug, Clone)]
pub struct ResponseFact {
    /// The opening fence.
    pub fence: Span,
    /// Where the docs state it.
    pub status: Option<u16>,
    /// Whether a label says, where no status does, that it reports an error.
    pub is_failure: bool,
    /// The body as its author meant it; none where only a status is shown.
    pub body: Option<Node>,
    /// What had to be repaired to read it.
    pub repairs: Vec<Repair>,
}

/// A status that is stated by itself: of what is answered with it nothing is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedStatus {
    /// The code.
    pub status: u16,
    /// Whether a row of a table states it, and no words.
    pub is_row: bool,
    /// Where.
    pub span: Span,
}

impl OperationFact {
    /// The bodies that its samples send, forms among them.
    pub(in crate::dialect) fn bodies(&self) -> impl Iterator<Item = &Node> {
        self.requests.iter().filter_map(|request| request.body.as_ref().or(request.form.as_ref()))
    }

    /// Takes a status that is stated by itself, unless an answer that is shown has it, or may have it.
    pub(in crate::dialect) fn state(&mut self, stated: &StatedStatus) {
        let is_error = stated.status >= 400;
        let may_be = |shown: &ResponseFact| {
            shown.status.map_or(shown.is_error() == is_error, |it| it == stated.status)
        };
        let is_known = self.statuses.iter().any(|known| known.status == stated.status);
        if !is_known && !self.responses.iter().any(may_be) {
            self.statuses.push(stated.clone());
        }
    }
}

impl ResponseFact {
    /// Whether it reports an error: its status says so, or its label.
    pub fn is_error(&self) -> bool {
        self.status.map_or(self.is_failure, |status| status >= 400)
    }
}

/// A code span in a sentence.
#[derive(Debug, Clone)]
pub struct CodeSpan {
    /// Between the backticks.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A row or a fence that was read but not understood.
#[derive(Debug, Clone)]
pub struct Unread {
    /// `table row` or `fence`.
    pub what: &'static str,
    /// Why it is here.
    pub why: String,
    /// Where it is.
    pub span: Span,
}

/// One place's word about a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The value, without punctuation that is no part of it.
    pub value: String,
    /// What kind of text says so.
    pub from: Origin,
    /// Where.
    pub span: Span,
}

/// All that a page says of one field of one operation, in page order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The operation's [key](OperationFact::key).
    pub operation: String,
    /// The field's path in the body.
    pub path: String,
    /// At least one from a table or a sentence, and one from a sample.
    pub claims: Vec<Statement>,
}
