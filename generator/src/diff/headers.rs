//! The headers of an API, which every call is compared with: looked up by their names, and their places by lines.

use std::collections::HashMap;

use crate::model::{Api, Evidence, Header};

/// The headers of one revision, whatever the case of their names.
pub(super) struct HeadersByName<'a>(HashMap<String, (&'a Header, EvidenceLines<'a>)>);

impl<'a> HeadersByName<'a> {
    /// Those of an API.
    pub fn of(api: &'a Api) -> Self {
        let mut headers: HashMap<String, (&Header, Vec<&Evidence>)> = HashMap::new();
        for header in &api.headers {
            let known = headers.entry(header.name.to_ascii_lowercase());
            known.or_insert_with(|| (header, Vec::new())).1.extend(&header.evidence);
        }
        let ordered = |(name, (header, evidence))| (name, (header, EvidenceLines::of(evidence)));
        Self(headers.into_iter().map(ordered).collect())
    }

    /// None.
    pub fn of_none() -> Self {
        Self(HashMap::new())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The header that is called so.
    pub fn get(&self, name: &str) -> Option<&'a Header> {
        self.0.get(&name.to_ascii_lowercase()).map(|(header, _)| *header)
    }

    /// Where samples have it.
    pub fn lines(&self, name: &str) -> Option<&EvidenceLines<'a>> {
        self.0.get(&name.to_ascii_lowercase()).map(|(_, lines)| lines)
    }
}

/// The lines of pages at which something is, in order.
pub(super) struct EvidenceLines<'a>(Vec<&'a Evidence>);

impl<'a> EvidenceLines<'a> {
    /// Those of some evidence.
    pub fn of(mut evidence: Vec<&'a Evidence>) -> Self {
        evidence.sort_by_key(|it| place(it));
        Self(evidence)
    }

    /// The first line of a page that is one of `from..to`.
    pub fn within(&self, page: &str, from: usize, to: usize) -> Option<usize> {
        let next = self.0.partition_point(|it| place(it) < (page, from));
        let next = self.0.get(next).map(|it| place(it));
        next.filter(|(known, line)| *known == page && *line < to).map(|(_, line)| line)
    }
}

fn place(evidence: &Evidence) -> (&str, usize) {
    (&evidence.page, evidence.line)
}
