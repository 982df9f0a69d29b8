//! A page's blocks, read in order, as facts.

use foldhash::{HashMap, HashMapExt};

use super::facts::{
    Frontmatter, NoticeFact, OperationFact, PageFacts, Quoted, RequestFact, ResponseFact, Section, Stated,
    Unread,
};
use super::field_match::SampledFields;
use super::operation::{self, Shown, shown};
use super::{Dialect, Sent, claims, lifecycle, location, payload, table};
use crate::config::yaml_scalar;
use crate::markdown::{Block, Code, Kind, Marked, Table, Text};
use crate::sample::http::RequestLine;
use crate::sample::json::Node;
use crate::sample::url;
use crate::source::{File, Span};

/// Reads a page's facts. Any page has some, if only an `unread` ledger.
///
/// `front_matter` is where its front matter stands, `blocks` what follows.
pub fn read(file: &File, front_matter: Option<Span>, blocks: &[Block], dialect: &Dialect) -> PageFacts {
    let mut reader =
        Reader { facts: PageFacts::default(), other_languages: None, tables: Vec::new(), dialect };
    reader.facts.front_matter = front_matter.map(|span| told(file, span, dialect)).unwrap_or_default();
    for block in blocks {
        reader.block(block);
    }
    reader.place_tables();
    reader.settle_lifecycle();
    let mut facts = reader.facts;
    let requests = facts.operations.iter().flat_map(|operation| &operation.requests);
    facts.unread.extend(requests.filter_map(payload::unseen_file));
    facts.unread.sort_by_key(|unread| unread.span.start);
    for operation in &mut facts.operations {
        operation.settle();
        location::settle(operation);
    }
    let sent = Sent::of(&facts);
    let (constants, templates) = (claims::constants(&facts, &sent), claims::templates(&facts, &sent));
    (facts.constants, facts.templates) = (constants, templates);
    facts
}

struct Reader<'a> {
    facts: PageFacts,
    /// Where in the ledger the entry is for samples in other languages that follow each other.
    other_languages: Option<usize>,
    /// Tables wait until it is known what stands after them.
    tables: Vec<(&'a Table, Span, Option<usize>)>,
    dialect: &'a Dialect,
}

impl<'a> Reader<'a> {
    fn block(&mut self, block: &'a Block) {
        let section = self.facts.sections.len().checked_sub(1);
        if matches!(block.kind, Kind::Heading { .. } | Kind::Table(_) | Kind::Notice { .. }) {
            self.other_languages = None;
        }
        match &block.kind {
            Kind::Heading { level, text } => self.heading(*level, text, &block.span),
            Kind::Paragraph(codes) => self.quoted(codes),
            Kind::Notice { kind, text } => {
                self.quoted(&text.codes);
                self.facts.notices.push(NoticeFact {
                    kind: kind.clone(),
                    text: text.text.clone(),
                    lifecycle: lifecycle::of(&text.text, self.dialect),
                    section,
                    span: block.span.clone(),
                });
            }
            Kind::Fence(fence) => match shown(fence, &block.span, section) {
                Shown::Operations(lines) => {
                    let label = Stated { value: fence.info.clone(), span: fence.info_span.clone() };
                    let mut known: HashMap<(String, String), usize> = HashMap::new();
                    for line in lines {
                        let span = fence.body.origin_span(&line.span);
                        let operations = &mut self.facts.operations;
                        let key = (line.method.clone(), line.path.clone());
                        let at = *known.entry(key).or_insert(operations.len());
                        match operations.get_mut(at) {
                            // a second line that differs in its query only shows the same operation
                            Some(known) => known.query = joined(known.query.take(), line.query),
                            None => operations.push(operation(line, span, Some(label.clone()), section)),
                        }
                    }
                }
                Shown::Requests { requests, written_out, responses, unread } => {
                    self.requests(requests, written_out);
                    responses.into_iter().for_each(|response| self.response(response));
                    self.facts.unread.extend(unread);
                }
                Shown::Responses(responses) => {
                    responses.into_iter().for_each(|response| self.response(response));
                }
                Shown::OtherLanguage(language) => self.other_language(language, &block.span),
                Shown::Nothing(why) => self.unread("fence", why, &block.span),
            },
            Kind::Table(table) => self.tables.push((table, block.span.clone(), section)),
            Kind::Marker(_) => {}
        }
    }

    fn heading(&mut self, level: u8, text: &Text, span: &Span) {
        if self.facts.title.is_none() {
            self.facts.title = Some(Stated { value: text.text.clone(), span: span.clone() });
            let products = marked_products(text, self.dialect);
            self.facts.products =
                products.filter_map(|it| text.text.get(it.range.clone())).map(str::to_owned).collect();
        }
        let mut parent = self.facts.sections.len().checked_sub(1);
        while let Some(above) = parent.and_then(|at| self.facts.sections.get(at)) {
            if above.level < level {
                break;
            }
            parent = above.parent;
        }
        self.facts.sections.push(Section {
            level,
            title: text.text.clone(),
            plain_title: without_products(text, self.dialect),
            parent,
            span: span.clone(),
        });
    }

    fn quoted(&mut self, codes: &[Code]) {
        let codes = codes.iter().map(|code| Quoted { text: code.text.clone(), span: code.span.clone() });
        self.facts.quoted.extend(codes);
    }

    /// Requests belong to the operation whose line stands above them; without one, each is its own.
    fn requests(&mut self, requests: Vec<RequestFact>, written_out: bool) {
        for request in requests {
            let named = self.facts.operations.last().is_some_and(|last| last.label.is_some());
            if !named {
                let (path, query) = split_url(&request.url.value);
                let line = RequestLine {
                    method: request.method.value.clone(),
                    path: path.to_owned(),
                    query: query.map(str::to_owned),
                    span: request.fence.clone(),
                };
                let start = match written_out {
                    true => request.method.span.clone(),
                    false => request.fence.start..request.fence.start,
                };
                let operation = operation(line, start, None, request.section);
                self.facts.operations.push(operation);
            }
            if let Some(operation) = self.facts.operations.last_mut() {
                operation.requests.push(request);
            }
        }
    }

    fn response(&mut self, response: ResponseFact) {
        let span = response.fence.clone();
        match self.facts.operations.last_mut() {
            Some(operation) => operation.responses.push(response),
            None => self.unread("fence", "JSON before any operation", &span),
        }
    }

    /// Samples of one request in several languages are one entry.
    fn other_language(&mut self, language: &str, span: &Span) {
        let entry = self.other_languages.and_then(|at| self.facts.unread.get_mut(at));
        if let Some(entry) = entry {
            if !entry.why.split([' ', ',']).any(|known| known == language) {
                entry.why.push_str(", ");
                entry.why.push_str(language);
            }
        } else {
            self.other_languages = Some(self.facts.unread.len());
            self.unread("fence", &format!("{}: {language}", operation::IN_ANOTHER_LANGUAGE), span);
        }
    }

    fn unread(&mut self, what: &'static str, why: &str, span: &Span) {
        self.facts.unread.push(Unread { what, why: why.to_owned(), span: span.clone() });
    }

    /// A table documents the request above it, unless it stands nearer, by its sections, to the one below.
    fn place_tables(&mut self) {
        let tables = std::mem::take(&mut self.tables);
        if tables.is_empty() {
            return;
        }
        let own: Vec<SampledFields> =
            self.facts.operations.iter().map(|it| SampledFields::of(bodies(it))).collect();
        let several = match own.len() {
            1 => SampledFields::default(),
            _ => SampledFields::of(self.facts.operations.iter().flat_map(bodies)),
        };
        let all = if let [only] = own.as_slice() { only } else { &several };
        let mut answered: Vec<Answered> = own.iter().map(|_| Answered::default()).collect();
        for (table, span, section) in tables {
            let owner = self.owner(table, &span, section, &own);
            let fields = owner.and_then(|at| own.get(at)).unwrap_or(all);
            if let Some(at) = owner
                && let Some(operation) = self.facts.operations.get_mut(at)
                && let Some(answered) = answered.get_mut(at)
                && answered.is_documented(table, span.start, operation, fields, self.dialect)
            {
                let (rows, unread) = table::read(table, &answered.fields, section, self.dialect);
                operation.answered.extend(rows);
                self.facts.unread.extend(unread);
                continue;
            }
            let (rows, unread) = table::read(table, fields, section, self.dialect);
            self.facts.unread.extend(unread);
            match owner.and_then(|at| self.facts.operations.get_mut(at)) {
                Some(operation) => operation.rows.extend(rows),
                None => self.facts.credentials.extend(rows),
            }
        }
    }

    /// The operation that a table documents; `own` are the fields that each sends.
    fn owner(
        &self,
        table: &Table,
        span: &Span,
        section: Option<usize>,
        own: &[SampledFields],
    ) -> Option<usize> {
        let resolved = |at: usize| own.get(at).map_or(0, |own| table::resolved(table, own, self.dialect));
        // operations stand in page order
        let operations = &self.facts.operations;
        let above = operations.partition_point(|operation| operation.span.start < span.start);
        let below = operations.partition_point(|operation| operation.span.start <= span.start);
        let before = above.checked_sub(1).map(|at| (self.depth_above(span, section, operations.get(at)), at));
        let after = operations.get(below).map(|next| (self.shared(section, next.section), below));
        match (before, after) {
            (Some((above, at)), Some((below, next))) => match above.cmp(&below) {
                std::cmp::Ordering::Greater => Some(at),
                std::cmp::Ordering::Less => None,
                std::cmp::Ordering::Equal => (resolved(at) >= resolved(next)).then_some(at),
            },
            (before, _) => before.map(|(_, at)| at),
        }
    }

    /// How deep the section is that a table shares with what stands above it of an operation. The sample that is nearest
    /// shares the most, and more than the operation's line above it.
    fn depth_above(&self, table: &Span, section: Option<usize>, operation: Option<&OperationFact>) -> usize {
        let Some(operation) = operation else { return 0 };
        let above = operation.requests.partition_point(|request| request.fence.start < table.start);
        let nearest = above.checked_sub(1).and_then(|at| operation.requests.get(at));
        self.shared(section, nearest.map_or(operation.section, |request| request.section))
    }

    /// How many sections hold both.
    fn shared(&self, one: Option<usize>, other: Option<usize>) -> usize {
        let others: Vec<usize> = self.above(other).collect();
        self.above(one).filter(|at| others.contains(at)).count()
    }

    /// A section and those that hold it.
    fn above(&self, section: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(section, |at| self.facts.sections.get(*at).and_then(|it| it.parent))
    }

    /// The title, and the notices that stand before the second heading, speak of the whole page.
    fn settle_lifecycle(&mut self) {
        let title = self.facts.title.as_ref().and_then(|title| lifecycle::of(&title.value, self.dialect));
        let notices = self.facts.notices.iter().filter(|notice| matches!(notice.section, None | Some(0)));
        self.facts.lifecycle =
            notices.filter_map(|notice| notice.lifecycle).chain(title).max().unwrap_or_default();
    }
}

/// The fields of an operation's responses above a table; tables are looked at from the page's top.
#[derive(Default)]
struct Answered {
    fields: SampledFields,
    /// How many responses these are of.
    read: usize,
}

impl Answered {
    /// Whether a table at `at` stands below responses and names more of their fields than of those that are `asked`.
    fn is_documented(
        &mut self,
        table: &Table,
        at: usize,
        operation: &OperationFact,
        asked: &SampledFields,
        dialect: &Dialect,
    ) -> bool {
        let new = operation.responses.iter().skip(self.read);
        for response in new.take_while(|response| response.fence.start < at) {
            self.read += 1;
            response.body.iter().for_each(|body| self.fields.extend(body));
        }
        let named = table::resolved(table, &self.fields, dialect);
        named > 0 && named > table::resolved(table, asked, dialect)
    }
}

/// The bodies that an operation's samples send, forms among them.
fn bodies(operation: &OperationFact) -> impl Iterator<Item = &Node> {
    operation.requests.iter().filter_map(|request| request.body.as_ref().or(request.form.as_ref()))
}

fn operation(
    line: RequestLine,
    span: Span,
    label: Option<Stated<String>>,
    section: Option<usize>,
) -> OperationFact {
    OperationFact {
        method: line.method,
        path: line.path,
        query: line.query,
        span,
        label,
        section,
        deprecated: false,
        requests: Vec::new(),
        rows: Vec::new(),
        responses: Vec::new(),
        answered: Vec::new(),
        route: String::new(),
        key: String::new(),
    }
}

/// Two query strings as one.
fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + "&" + &other),
        (one, other) => one.or(other),
    }
}

/// The path and the query string of a URL.
pub(crate) fn split_url(url: &str) -> (&str, Option<&str>) {
    let parts = url::split(url);
    (parts.path, parts.query)
}

/// What the front matter at `span` tells.
fn told(file: &File, span: Span, dialect: &Dialect) -> Frontmatter {
    let find = |keys: &[String]| keys.iter().find_map(|key| yaml_scalar(file.slice(&span), key));
    Frontmatter {
        page_id: find(&dialect.front_matter.page_id),
        description: find(&dialect.front_matter.description),
        span,
    }
}

/// A heading's words less the ones that a product's marker holds.
fn without_products(text: &Text, dialect: &Dialect) -> String {
    let mut words = text.text.clone();
    for marked in marked_products(text, dialect).rev() {
        if words.get(marked.range.clone()).is_some() {
            words.replace_range(marked.range.clone(), "");
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of a text that a marker makes a product's name.
fn marked_products<'a>(text: &'a Text, dialect: &'a Dialect) -> impl DoubleEndedIterator<Item = &'a Marked> {
    text.marked.iter().filter(|marked| dialect.operations.product_markers.contains(&marked.marker))
}
