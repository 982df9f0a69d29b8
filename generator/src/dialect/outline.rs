//! A page's blocks as what they show, in order: operations, requests, JSON, tables and fields, each with the labels that it
//! is under.

use super::Dialect;
use super::facts::{ObjectRef, PageFacts, Payload, RequestFact, ResponseFact, Stated, Unread};
use crate::dialect::facts::field::{Field, FieldLocation, FieldShape, Requirement};
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::recognise::label::Label;
use crate::markdown::Table;
use crate::sample::http::RequestLine;
use crate::source::Span;

/// Something that a page shows.
pub(super) struct OutlineEntry<'a> {
    pub shows: Shows<'a>,
    pub role: SectionRole,
    pub section: Option<usize>,
    pub span: Span,
}

/// What it is.
pub(super) enum Shows<'a> {
    /// Lines that name operations, all that one fence or one table has.
    Lines {
        lines: Vec<RequestLine>,
        label: Option<Stated<String>>,
        shape: LineShape,
    },
    /// Requests, whole.
    Requests {
        requests: Vec<RequestFact>,
        written_out: bool,
        /// Each with the number of its request.
        responses: Vec<(usize, ResponseFact)>,
    },
    /// A body, or a response with its status line.
    Json {
        fact: ResponseFact,
        has_status: bool,
    },
    /// A body of XML.
    Markup {
        payload: Payload,
        status: Option<u16>,
        /// Why no more of it is read where it is answered.
        why: &'static str,
    },
    /// The status of an answer, by itself.
    Status {
        status: u16,
        /// Whether it can be of nothing but what follows.
        is_above: bool,
    },
    /// The status that a label of answers names: of one that has no body, if none is shown.
    Answer(u16),
    Table(&'a Table),
    Field(Box<Field>),
    /// An object that is answered, or sent, as a whole.
    Object {
        answered: bool,
        object: ObjectRef,
    },
    /// A directive that brings in a file, which was not read.
    Elsewhere,
    /// A header `Link` with the URL of the next page.
    NextLink,
    /// The signature of a function that calls the operation of the section.
    Function,
    /// What is sent, as the header that names it.
    ContentType(String),
}

/// What the labels of a place say together, the nearest first.
#[derive(Debug, Clone, Default)]
pub(super) struct SectionRole {
    /// Whether what is here is answered, or sent; none where no label says.
    pub answered: Option<bool>,
    pub errors: bool,
    /// Whether a label names what is sent as a whole.
    pub sends: bool,
    pub place: Option<FieldLocation>,
    /// Whether it names the URL, of which the path and the query are parts.
    pub in_url: bool,
    pub requirement: Requirement,
    pub status: Option<u16>,
    /// Whether a label announces fields.
    pub announces: bool,
    /// Whether it announces what a thing has.
    pub held: bool,
    pub objects: bool,
    pub examples: bool,
    pub lines: bool,
    /// The method that a label names.
    pub method: Option<String>,
    pub subject: Option<String>,
    /// Whether JSON here stands for parameters, wherever these are.
    pub stands_for_parameters: bool,
    /// Whether words above say what is answered,
    pub says_answer: bool,
    /// and whether words right below say that something else is.
    pub is_before_answer: bool,
    /// The sample, by where it begins, that has what is documented here, where no label says what that is of.
    pub of_sample: Option<usize>,
    /// Whether a footnote says of names with a star something else than that they are required.
    pub other_stars: bool,
}

/// A page in order.
pub(super) struct PageOutline<'a> {
    pub entries: Vec<OutlineEntry<'a>>,
    /// Title, sections, notices, quoted words, and what was not understood.
    pub facts: PageFacts,
    /// What each section's heading says.
    pub labels: Vec<Label>,
}

impl PageOutline<'_> {
    /// Makes what has a shape that the dialect does not read unread.
    pub fn leave_out(&mut self, dialect: &Dialect) {
        let not_read = &dialect.not_read;
        let unread = &mut self.facts.unread;
        self.entries.retain(|entry| {
            let what = match &entry.shows {
                Shows::Lines { shape, .. } if not_read.operations.contains(shape) => "operation",
                Shows::Field(field) if not_read.fields.contains(&field.shape) => "field",
                Shows::Table(_) if not_read.fields.contains(&FieldShape::Table) => "table",
                _ => return true,
            };
            let why = "the dialect does not read this shape".to_owned();
            unread.push(Unread { what, why, span: entry.span.clone() });
            false
        });
    }
}

impl SectionRole {
    /// Whether what is here are the headers of an answer.
    pub fn is_of_answers_headers(&self) -> bool {
        self.answered == Some(true) && self.place == Some(FieldLocation::Header)
    }

    /// Adds what a label says that is further away than those before.
    pub fn add(&mut self, label: &Label) {
        if self.answered.is_none() {
            self.answered = label.is_answered();
            self.errors = label.errors || label.status.is_some_and(|status| status >= 400);
            self.sends = label.sends;
        }
        self.in_url |= label.in_url && self.place.is_none();
        self.place = self.place.or(label.place.filter(|_| !self.in_url));
        if self.requirement == Requirement::Unstated {
            self.requirement = label.requirement;
        }
        self.status = self.status.or(label.status);
        self.announces |= label.announces_fields();
        self.held |= label.held;
        self.objects |= label.objects;
        self.examples |= label.examples;
        self.lines |= label.lines;
        self.method = self.method.take().or_else(|| label.method.clone());
        if self.subject.is_none() {
            self.subject = label.subject.clone();
        }
    }
}
