//! The document at hand: its evidence, its references, and what of it was not understood.

use std::cell::RefCell;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::super::problem::Problem;
use super::super::tree::{MapEntry, SpecNode};
use crate::model::{Evidence, Origin};

/// References of references beyond which none is followed.
const LONGEST: usize = 32;

/// A document that is being read.
pub(super) struct ReadContext<'a> {
    pub root: &'a SpecNode,
    /// The file, as evidence calls it.
    pub page: Arc<str>,
    problems: RefCell<Vec<Problem>>,
}

impl<'a> ReadContext<'a> {
    pub fn new(root: &'a SpecNode, page: Arc<str>, problems: Vec<Problem>) -> Self {
        Self { root, page, problems: RefCell::new(problems) }
    }

    pub fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    /// Notes what was not understood.
    pub fn problem(&self, line: usize, message: impl Into<String>) {
        self.problems.borrow_mut().push(Problem::at(line, message));
    }

    /// A line of the document as evidence.
    pub fn evidence(&self, line: usize) -> Vec<Evidence> {
        vec![Evidence { page: Arc::clone(&self.page), line, from: Origin::Spec }]
    }

    /// Whether it is a document of version 2.
    pub fn is_swagger(&self) -> bool {
        self.root.get("swagger").is_some()
    }

    /// The schemas that have names.
    pub fn definitions(&self) -> impl Iterator<Item = &'a MapEntry> {
        let components = |key| self.root.get("components").and_then(|it| it.get(key));
        let all = [self.root.get("definitions"), components("schemas"), components("x-docwright-schemas")];
        all.into_iter().flatten().flat_map(SpecNode::entries)
    }

    /// The ways to prove who one is.
    pub fn security_schemes(&self) -> &'a [MapEntry] {
        let components = || self.root.get("components").and_then(|it| it.get("securitySchemes"));
        self.root.get("securityDefinitions").or_else(components).map_or(&[], SpecNode::entries)
    }

    /// What a value is once references are followed: itself where it is none.
    pub fn follow(&self, node: &'a SpecNode) -> Option<&'a SpecNode> {
        let mut node = node;
        for _ in 0..LONGEST {
            let Some(reference) = node.text("$ref") else { return Some(node) };
            let Some(target) = self.target(reference) else {
                let message = match reference.starts_with('#') {
                    true => format!("`{reference}` refers to nothing: left out"),
                    false => format!("`{reference}` is in another file: left out"),
                };
                self.problem(node.line, message);
                return None;
            };
            node = target;
        }
        self.problem(node.line, "a reference that refers to itself: left out");
        None
    }

    /// What a reference within the document refers to.
    pub fn target(&self, reference: &str) -> Option<&'a SpecNode> {
        let pointer = reference.strip_prefix('#')?;
        let mut node = self.root;
        for part in pointer.split('/').skip(1) {
            let part = unescaped(part);
            node = match node.get(&part) {
                Some(member) => member,
                None => node.items().get(part.parse::<usize>().ok()?)?,
            };
        }
        Some(node)
    }
}

/// A part of a JSON pointer in a URI: percent signs first, then the pointer's own escapes.
fn unescaped(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().replace("~1", "/").replace("~0", "~")
}

/// The name of the schema that a reference is to, where it is to one that has a name; `target` is what it refers to.
pub(super) fn schema_name(reference: &str, target: &SpecNode) -> Option<String> {
    const PLACES: [&str; 3] =
        ["#/components/schemas/", "#/definitions/", "#/components/x-docwright-schemas/"];
    let key = PLACES.iter().find_map(|it| reference.strip_prefix(it))?;
    (!key.contains('/')).then(|| name_of(&unescaped(key), target))
}

/// What a schema is called: by its key, unless it says otherwise.
pub(super) fn name_of(key: &str, schema: &SpecNode) -> String {
    schema.text("x-docwright-name").unwrap_or(key).to_owned()
}
