//! Schemes of authentication: which one a client is given its credentials for once, and the operations that take another.
//!
//! An operation whose samples send another scheme takes the whole header as an argument, so that no call goes out with
//! credentials of one scheme under the name of another.

use std::collections::{BTreeMap, BTreeSet};

use super::PageRead;
use crate::model::{
    Evidence, HeaderKind, Location, Message, Operation, Origin, Parameter, Schema, Source, Why,
};

/// The header that credentials go by.
pub const AUTHORIZATION: &str = "authorization";

/// The scheme of an `Authorization` header's value, in lower case; empty where there is but one word.
pub fn scheme(value: &str) -> String {
    match value.trim().split_once(char::is_whitespace) {
        Some((scheme, _)) if !scheme.contains(['{', '<', '$', '=']) => scheme.to_ascii_lowercase(),
        _ => String::new(),
    }
}

/// The scheme that most values have; of several as frequent, the first.
pub fn usual<'a>(values: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, value) in values.enumerate() {
        counts.entry(scheme(value)).or_insert((0, at)).0 += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)));
    most.map(|(scheme, _)| scheme)
}

/// How a client is given the credentials of a scheme.
pub(super) fn kind(scheme: &str) -> HeaderKind {
    match scheme {
        "bearer" => HeaderKind::Bearer,
        "basic" => HeaderKind::Basic,
        _ => HeaderKind::Secret,
    }
}

/// Where pages say in words that calls are authenticated by a name and a password.
pub(super) fn basic_in_words(pages: &[&PageRead]) -> Vec<Evidence> {
    let said = pages.iter().filter_map(|page| Some((*page, page.facts.basic.as_ref()?)));
    said.map(|(page, span)| page.evidence(span, Origin::Prose)).collect()
}

/// Has the operations send such credentials: those of the pages that say so, and all where a page says so that has none.
pub(super) fn give(sources: &mut [Source], pages: &[&PageRead]) {
    let saying = || pages.iter().filter(|page| page.facts.basic.is_some());
    let of_all = saying().any(|page| page.facts.operations.is_empty());
    let own: BTreeSet<&str> = saying().map(|page| &*page.file.name).collect();
    for source in sources.iter_mut().filter(|source| of_all || own.contains(&*source.page)) {
        source.operations.iter_mut().for_each(|operation| operation.headers.push("Authorization".to_owned()));
    }
}

/// Has the operations of a source whose samples send another scheme than `usual` take the header themselves.
pub(super) fn part(source: &mut Source, usual: &str) {
    for operation in &mut source.operations {
        let sent = sent(operation);
        if sent.iter().any(|(_, value, _)| scheme(value) != usual) {
            let requests =
                operation.examples.iter().filter(|it| matches!(it.message, Message::Request { .. }));
            let required = sent.len() >= requests.count();
            let name = sent.first().map(|(name, ..)| name.clone()).unwrap_or_default();
            let evidence: BTreeSet<Evidence> = sent.into_iter().map(|(.., evidence)| evidence).collect();
            operation.headers.retain(|header| !header.eq_ignore_ascii_case(AUTHORIZATION));
            operation.parameters.push(Parameter {
                ident: AUTHORIZATION.to_owned(),
                name,
                location: Location::Header,
                schema: Schema::Secret,
                required,
                why: if required { Why::EverySample } else { Why::SomeSamples },
                evidence: evidence.into_iter().collect(),
                ..Parameter::default()
            });
        }
    }
}

/// The `Authorization` headers of an operation's samples: name, value and place of each.
fn sent(operation: &Operation) -> Vec<(String, String, Evidence)> {
    let of_example = |example: &crate::model::Example| match &example.message {
        Message::Request { headers, .. } => {
            let (name, value) = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(AUTHORIZATION))?;
            let evidence = Evidence { page: example.page.clone(), line: example.line, from: Origin::Sample };
            Some((name.clone(), value.clone(), evidence))
        }
        Message::Response { .. } => None,
    };
    operation.examples.iter().filter_map(of_example).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_in_any_case() {
        let schemes = [
            "Bearer {T}",
            "bearer abc",
            "BASIC  x",
            "{T}",
            "abc",
            "Digest username=\"x\", realm=y",
            "",
            "<a b>",
        ];
        assert_eq!(schemes.map(scheme), ["bearer", "bearer", "basic", "", "", "digest", "", ""]);
    }

    #[test]
    fn the_most_frequent_is_usual_and_else_the_first() {
        assert_eq!(usual(["Basic a", "Bearer b", "bearer c"].into_iter()).as_deref(), Some("bearer"));
        assert_eq!(usual(["Basic a", "Bearer b"].into_iter()).as_deref(), Some("basic"));
        assert_eq!(usual([].into_iter()), None);
    }
}
