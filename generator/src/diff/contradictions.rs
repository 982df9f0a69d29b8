//! Contradictions of a source's page in two revisions: those that came, and those that went.

use std::collections::{HashMap, HashSet};

use super::class::*;
use super::likeness;
use super::{Change, ChangeLog, ChangePlace};
use crate::finding::{CATALOGUE, PATH_TYPO};
use crate::model::Source;
use crate::revision::Contradiction;

/// The contradictions of each page.
type ByPage<'a> = HashMap<&'a str, Vec<&'a Contradiction>>;

fn of_page<'a, 'b>(all: &'b ByPage<'a>, source: &Source) -> &'b [&'a Contradiction] {
    all.get(&*source.page).map_or(&[], Vec::as_slice)
}

/// Reports contradictions that came and went, unless it was reported already that the client has to ask, or to ask no more.
pub(super) fn compare(
    log: &mut ChangeLog,
    (old, olds): (&Source, &ByPage<'_>),
    (new, news): (&Source, &ByPage<'_>),
) {
    log.begin(&new.module, None);
    let at = |it: &Contradiction| {
        Some(ChangePlace { page: it.page.to_string(), line: it.line, text: it.text.clone() })
    };
    // of such a field it is reported already, between what it was and what it is
    let contradicts = |it: &&Change| [&CONTRADICTION_ADDED, &CONTRADICTION_REMOVED].contains(&it.class);
    let own = log.changes.iter().filter(contradicts).filter(|it| !it.is_docs_only());
    let asked: HashSet<String> = own.filter_map(|it| it.path.clone()).collect();
    let is_asked = |field: Option<&str>| field.is_some_and(|field| asked.contains(field));
    let settled = settled(new);
    let (added, removed) = only(of_page(olds, old), of_page(news, new));
    for it in added {
        let field = it.field.as_deref();
        if !is_asked(field) {
            let is_settled = field.is_some_and(|field| settled.contains(field));
            let settled = if is_settled { "; docwright.yaml settles it" } else { "" };
            let message = format!("{}{settled}", about(it));
            log.report(&CONTRADICTION_ADDED, field.unwrap_or_default(), None, at(it), message);
        }
    }
    for it in removed {
        let field = it.field.as_deref();
        if it.rule == PATH_TYPO.name {
            log.report(&TYPO_MENDED, "", at(it), None, format!("`{}` is not written so any more", it.text));
        } else if !is_asked(field) {
            let message = format!("gone: {}", about(it));
            log.report(&CONTRADICTION_REMOVED, field.unwrap_or_default(), at(it), None, message);
        }
    }
}

/// The contradictions that only the newer docs have, and those that only the older ones have.
fn only<'a>(
    olds: &[&'a Contradiction],
    news: &[&'a Contradiction],
) -> (Vec<&'a Contradiction>, Vec<&'a Contradiction>) {
    let pairs = likeness::equal(
        olds.iter().map(|it| (it.rule.as_str(), it.text.as_str())),
        news.iter().map(|it| (it.rule.as_str(), it.text.as_str())),
    );
    let (was, kept) = likeness::sides(&pairs);
    let added = news.iter().enumerate().filter(|(at, _)| !was.contains_key(at)).map(|(_, it)| *it);
    let removed = olds.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, it)| *it);
    (added.collect(), removed.collect())
}

/// What contradicts what, in the words of the rule that found it.
fn about(it: &Contradiction) -> String {
    let summary = CATALOGUE.iter().find(|rule| rule.name == it.rule).map_or("", |rule| rule.summary);
    format!("{}: {summary}", it.rule)
}

/// The fields about which the configuration settles what is disputed.
fn settled(source: &Source) -> HashSet<&str> {
    let mut settled = HashSet::new();
    for body in source.operations.iter().filter_map(|operation| operation.body()) {
        body.properties(&mut |property| {
            if property.settled.is_some() {
                settled.insert(property.path.as_str());
            }
        });
    }
    settled
}
