//! TB: what samples send and no row documents.

use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use crate::dialect::{Field, FieldLocation, JsonKind, OperationFact, PageFacts};
use crate::finding::{FIELD_UNDOCUMENTED, Finding};
use crate::lower::PageRead;
use crate::sample::json::Node;

/// A leaf of a request body that no row documents: none of the page, nor one of the page that documents the operation for
/// others. A body of which no row documents anything is of [`body_undocumented`].
pub(super) fn field_undocumented<'a>(page: &'a PageRead, others: &DocumentedFields<'a>) -> Vec<Finding> {
    let facts = &page.facts;
    let rows = RowIndex::of(facts);
    let mut findings = Vec::new();
    for operation in &facts.operations {
        // a file that is brought in may document any
        if !operation.elsewhere.is_empty() {
            continue;
        }
        let linked = LazyCell::new(|| others.linked(page, operation.key()));
        for (path, node) in rows.documented(page, operation) {
            let last = path.rsplit('.').next().unwrap_or(&path);
            if rows.know(&path) || linked.contains(last) {
                continue;
            }
            let message = format!("no row of the page documents `{path}`");
            let help = "add a row for it to the table below the sample";
            findings
                .push(Finding::new(&FIELD_UNDOCUMENTED, page.place(&node.span), message, help).field(path));
        }
    }
    findings
}

/// How many leaves the request bodies of a page have that rows document in part; those of one operation count once.
pub(super) fn sent_fields(page: &PageRead) -> usize {
    let rows = RowIndex::of(&page.facts);
    page.facts.operations.iter().map(|operation| rows.documented(page, operation).len()).sum()
}

/// An operation that sends fields of which no row documents one.
pub(super) fn body_undocumented(page: &PageRead) -> Vec<Finding> {
    let rows = RowIndex::of(&page.facts);
    let mut findings = Vec::new();
    for operation in page.facts.operations.iter().filter(sends_named) {
        let leaves: Vec<(String, &Node)> = bodies(operation).flat_map(leaves).collect();
        let Some((first, node)) = leaves.first() else { continue };
        if !operation.elsewhere.is_empty()
            || takes_any(page, operation)
            || leaves.iter().any(|(path, _)| rows.know(path))
        {
            continue;
        }
        let message =
            format!("no row of the page documents what {} {} sends", operation.method, operation.path);
        let help = "document its fields below the sample";
        let finding = Finding::new(&FIELD_UNDOCUMENTED, page.place(&node.span), message, help);
        findings.push(finding.field(first));
    }
    findings
}

/// How many operations of a page send fields.
pub(super) fn sent_bodies(page: &PageRead) -> usize {
    page.facts.operations.iter().filter(sends_named).count()
}

/// Whether an operation that a line names sends fields. What is shown beside one that only asks is seldom sent.
fn sends_named(operation: &&OperationFact) -> bool {
    let asks = matches!(operation.method.as_str(), "GET" | "HEAD" | "DELETE");
    operation.is_named && !asks && bodies(operation).any(|body| !leaves(body).is_empty())
}

/// Whether a row says of an operation that its body has keys of any name: `:key`, `{name}`.
fn takes_any(page: &PageRead, operation: &OperationFact) -> bool {
    let is_any = |row: &Field| {
        let name = page.file.slice(&row.name.span).trim_start_matches('`');
        row.location != Some(FieldLocation::Path) && name.starts_with([':', '{', '<', '*'])
    };
    operation.rows.iter().any(is_any)
}

/// The names of the fields that pages document, by the page and the key of the operation.
#[derive(Default)]
pub(super) struct DocumentedFields<'a>(HashMap<(String, &'a str), HashSet<&'a str>>);

impl<'a> DocumentedFields<'a> {
    /// What `pages` document.
    pub(super) fn by(pages: &[&'a PageRead]) -> Self {
        let mut documented = Self::default();
        for page in pages {
            for operation in &page.facts.operations {
                let sent = operation.rows.iter().filter(|row| row.location != Some(FieldLocation::Path));
                let names = sent.map(|row| row.name.value.rsplit('.').next().unwrap_or_default());
                let key = (bare_page(&page.file.name).to_owned(), operation.key());
                documented.0.entry(key).or_default().extend(names);
            }
        }
        documented
    }

    /// What the pages that a page leads to document of an operation.
    fn linked(&self, page: &PageRead, key: &'a str) -> HashSet<&'a str> {
        let folder = page.file.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut names = HashSet::new();
        for link in &page.facts.links {
            let target = link.split(['#', '?']).next().unwrap_or_default();
            let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for part in target.split('/') {
                match part {
                    "." | "" => {}
                    ".." => drop(parts.pop()),
                    part => parts.push(part),
                }
            }
            names.extend(self.0.get(&(bare_page(&parts.join("/")).to_owned(), key)).into_iter().flatten());
        }
        names
    }
}

/// A page's name as links may have it: without an ending, and without the name that stands for its folder.
fn bare_page(name: &str) -> &str {
    let bare = [".md", ".mdx", ".markdown"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    bare.strip_suffix("/index").unwrap_or(bare)
}

/// What the rows of a page say of the fields that its samples send.
struct RowIndex<'a> {
    paths: BTreeSet<&'a str>,
    names: BTreeSet<&'a str>,
    /// Those of which a row says that they are objects.
    objects: BTreeSet<&'a str>,
    /// What has members that have rows.
    parents: BTreeSet<&'a str>,
    /// The keys of a map are data.
    maps: BTreeSet<&'a str>,
    /// Of an object that a row names, its own page documents the members.
    refer: BTreeSet<&'a str>,
    /// The fields that rows of no operation's own mean.
    general: BTreeSet<&'a str>,
}

impl<'a> RowIndex<'a> {
    fn of(facts: &'a PageFacts) -> Self {
        let own = facts.operations.iter().flat_map(|operation| &operation.rows);
        let rows: Vec<&Field> = facts.credentials.iter().chain(own).collect();
        let refer = rows.iter().filter(|row| row.refers_to.is_some());
        Self {
            paths: rows.iter().filter_map(|row| row.path.as_deref()).collect(),
            names: rows.iter().map(|row| row.name.value.as_str()).collect(),
            objects: rows
                .iter()
                .filter(|row| row.kinds.contains(&JsonKind::Object))
                .filter_map(|row| row.path.as_deref())
                .collect(),
            parents: rows.iter().filter_map(|row| Some(row.path.as_deref()?.rsplit_once('.')?.0)).collect(),
            maps: rows.iter().filter(|row| row.is_map()).filter_map(|row| row.path.as_deref()).collect(),
            refer: refer.map(|row| row.name.value.as_str()).collect(),
            general: facts.credentials.iter().filter_map(|row| row.path.as_deref()).collect(),
        }
    }

    /// Whether a row is of a field, or of an object whose members need none.
    fn know(&self, path: &str) -> bool {
        let (parent, last) = path.rsplit_once('.').unwrap_or(("", path));
        let is_of_object = above(path).any(|above| self.refer.contains(above.trim_end_matches("[]")));
        // of what a row says is an object, and whose members have no rows, these are data, or documented where it is defined
        let is_of_data =
            above(path).any(|above| self.objects.contains(above) && !self.parents.contains(above));
        self.paths.contains(path)
            || self.names.contains(last)
            || self.maps.contains(parent)
            || is_of_object
            || is_of_data
    }

    /// The leaves of those bodies of an operation that rows document, its own or such as are of none: at least a third of
    /// what one sends.
    fn documented<'o>(&self, page: &PageRead, operation: &'o OperationFact) -> Vec<(String, &'o Node)> {
        const PART: usize = 3;
        let own = operation.rows.iter().any(|row| row.path.is_some());
        let is_general = |(path, _): &(String, &Node)| self.general.contains(path.as_str());
        let mut known = BTreeSet::new();
        let mut documented = Vec::new();
        for leaves in bodies(operation).filter(|_| !takes_any(page, operation)).map(leaves) {
            let is_below_row = |path: &str| above(path).any(|above| self.paths.contains(above));
            let count = leaves.iter().filter(|(path, _)| self.know(path) || is_below_row(path)).count();
            if count * PART >= leaves.len() && (own || leaves.iter().any(is_general)) {
                documented.extend(leaves.into_iter().filter(|(path, _)| known.insert(path.clone())));
            }
        }
        documented
    }
}

/// The paths of the objects that hold a field.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('.').filter_map(|(at, _)| path.get(..at))
}

fn bodies(operation: &OperationFact) -> impl Iterator<Item = &Node> {
    operation.requests.iter().filter_map(|request| request.body.as_ref())
}

/// The leaves of a body, each once.
fn leaves(body: &Node) -> Vec<(String, &Node)> {
    let mut known = BTreeSet::new();
    let mut leaves = Vec::new();
    body.fields(&mut |path: &str, node| {
        if !path.is_empty() && known.insert(path.to_owned()) {
            leaves.push((path.to_owned(), node));
        }
    });
    leaves
}
