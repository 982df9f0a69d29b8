//! The operations of a source in two revisions: which one each was, and what it sends and answers.

use std::collections::{BTreeMap, BTreeSet};

use super::class::*;
use super::samples::{self, ModelPlaces, SamplePart, ShownValues};
use super::{ChangeLog, ChangePlace, Sides, call, likeness, place, shape, title};
use crate::model::{Evidence, Operation, Origin, Pagination, PathTemplate, Schema, Source};

/// Compares the operations of two revisions of a source.
pub(super) fn all(log: &mut ChangeLog, sides: Sides<'_>) {
    let (old, new) = (sides.old, sides.new);
    let (was, kept) = likeness::sides(&pairs(&old.operations, &new.operations));
    for (at, is) in new.operations.iter().enumerate() {
        match was.get(&at).and_then(|from| old.operations.get(*from)) {
            Some(was) => compare(log, sides, was, is),
            None => added(log, new, is),
        }
    }
    for (_, was) in old.operations.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
        removed(log, new, was);
    }
}

/// Which operation was which: by method and path, of several of these by the kind of body, then by likeness, with the method or
/// the path alone another.
fn pairs(olds: &[Operation], news: &[Operation]) -> Vec<(usize, usize)> {
    let key = |operation: &'_ Operation| (operation.method.clone(), operation.path.nameless());
    let with_body = |operation: &'_ Operation| {
        let body = operation.request_body.as_ref();
        let kind =
            body.map(|body| (body.media_type.name().to_owned(), matches!(body.schema, Schema::Array { .. })));
        (key(operation), kind)
    };
    let mut pairs = likeness::equal(olds.iter().map(with_body), news.iter().map(with_body));
    let (was, kept) = likeness::sides(&pairs);
    let olds_left: Vec<usize> = (0..olds.len()).filter(|at| !kept.contains(at)).collect();
    let news_left: Vec<usize> = (0..news.len()).filter(|at| !was.contains_key(at)).collect();
    let keys = |all: &[Operation], left: &[usize]| -> Vec<_> {
        left.iter().filter_map(|at| all.get(*at).map(key)).collect()
    };
    let equal = likeness::equal(keys(olds, &olds_left).into_iter(), keys(news, &news_left).into_iter());
    pairs.extend(
        equal.into_iter().filter_map(|(one, other)| Some((*olds_left.get(one)?, *news_left.get(other)?))),
    );
    let (was, kept) = likeness::sides(&pairs);
    let marked = |(at, it)| (at, OperationTraits::of(it));
    let from: Vec<(usize, OperationTraits<'_>)> =
        olds.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(marked).collect();
    let to: Vec<(usize, OperationTraits<'_>)> =
        news.iter().enumerate().filter(|(at, _)| !was.contains_key(at)).map(marked).collect();
    let alike = likeness::pairs(&from, &to, likeness::ALIKE, |(_, one), (_, other)| one.likeness(other));
    pairs.extend(alike.into_iter().filter_map(|(one, other)| Some((from.get(one)?.0, to.get(other)?.0))));
    pairs
}

/// What an operation is known by when its method or its path is another.
struct OperationTraits<'a> {
    operation: &'a Operation,
    path: String,
    fields: BTreeSet<String>,
}

impl<'a> OperationTraits<'a> {
    fn of(operation: &'a Operation) -> Self {
        Self { operation, path: operation.path.nameless(), fields: fields(operation).collect() }
    }

    /// How alike two operations are of which the method or the path is another.
    fn likeness(&self, other: &Self) -> f64 {
        let (old, new) = (self.operation, other.operation);
        if self.path != other.path && old.method != new.method {
            return 0.0;
        }
        let called_alike =
            || if old.name == new.name { 1.0 } else { likeness::text(&old.summary, &new.summary) };
        match self.fields.is_empty() && other.fields.is_empty() {
            // nothing is sent and nothing answered: only what they are called, and where they are, is known
            true => called_alike() * likeness::text(&old.path.to_string(), &new.path.to_string()),
            false => match likeness::common(&self.fields, &other.fields) {
                common if common + 1.0 < 2.0 * likeness::ALIKE => 0.0,
                common => (common + called_alike()) / 2.0,
            },
        }
    }
}

/// The paths of all that an operation sends and answers.
pub(super) fn fields(operation: &Operation) -> impl Iterator<Item = String> {
    let mut fields = Vec::new();
    let response = operation.answer();
    for body in operation.body().into_iter().chain(response) {
        body.properties(&mut |property| fields.push(property.path.clone()));
    }
    fields.into_iter()
}

/// What the docs fix of what an operation sends, if it is long enough to be no one else's.
pub(super) fn constants(operation: &Operation) -> impl Iterator<Item = String> {
    const LONG: usize = 16;
    let mut constants = Vec::new();
    if let Some(body) = operation.body() {
        body.properties(&mut |property| {
            constants.extend(property.constant.iter().map(|constant| constant.value.to_string()));
        });
    }
    constants.into_iter().filter(|constant| constant.len() >= LONG)
}

fn at(operation: &Operation) -> Option<ChangePlace> {
    place(&operation.evidence, Origin::ApiFormat, &title(operation))
}

/// Reports an operation that is new.
pub(super) fn added(log: &mut ChangeLog, source: &Source, operation: &Operation) {
    log.begin(&source.module, Some(operation));
    let message = format!("`{}` is new: `{}`", title(operation), operation.name);
    log.report(&OPERATION_ADDED, "", None, at(operation), message);
}

/// Reports an operation that is gone.
pub(super) fn removed(log: &mut ChangeLog, source: &Source, operation: &Operation) {
    log.begin(&source.module, Some(operation));
    let message = format!("`{}` is not documented any more", title(operation));
    log.report(&OPERATION_REMOVED, "", at(operation), None, message);
}

fn compare(log: &mut ChangeLog, sides: Sides<'_>, old: &Operation, new: &Operation) {
    log.begin(&sides.new.module, Some(new));
    called(log, old, new);
    deprecated(log, old, new);
    let (was, is) = (ShownValues::of(sides.old, old), ShownValues::of(sides.new, new));
    call::compare(log, sides, (old, &was), (new, &is));
    let before = log.changes.len();
    shape::request(log, (old, &was), (new, &is));
    shape::response(log, (old, &was), (new, &is));
    shape::errors(log, old, new);
    statuses(log, old, new);
    pages(log, sides, old, new);
    let touched: BTreeSet<String> = log
        .changes
        .iter()
        .skip(before)
        .filter(|it| !it.is_docs_only())
        .filter_map(|it| it.path.clone())
        .collect();
    let decided = decided(old).chain(decided(new)).collect::<BTreeSet<_>>();
    let skip = |part, path: &str| match part {
        SamplePart::Request | SamplePart::Response => touched.contains(path) || decided.contains(path),
        SamplePart::Header => call::is_of_form(path),
        SamplePart::Url => false,
    };
    let places = (ModelPlaces::of(sides.headers.0, old), ModelPlaces::of(sides.headers.1, new));
    samples::compare(log, (&places.0, &was), (&places.1, &is), skip);
}

/// The fields of which more than samples states the value.
fn decided(operation: &Operation) -> impl Iterator<Item = String> {
    let mut decided = Vec::new();
    if let Some(body) = operation.body() {
        body.properties(&mut |property| {
            if property.constant.is_some() || property.template.is_some() || property.dispute.is_some() {
                decided.push(property.path.clone());
            }
        });
    }
    decided.into_iter()
}

/// The method, the path, and what the client calls it.
fn called(log: &mut ChangeLog, old: &Operation, new: &Operation) {
    if old.method != new.method {
        let message = format!("it is called with {} now; it was {}", new.method, old.method);
        log.report(&METHOD_CHANGED, "", at(old), at(new), message);
    }
    // what may hold several segments is sent with its slashes
    let of_segments = |path: &PathTemplate| -> Vec<bool> {
        path.parameters().map(|name| path.holds_segments(name)).collect()
    };
    let is_moved = old.path.nameless() != new.path.nameless();
    if is_moved || of_segments(&old.path) != of_segments(&new.path) {
        let arguments = |operation: &Operation| operation.path.parameters().count();
        let class = match arguments(old) == arguments(new) {
            true => (&PATH_CHANGED).into(),
            false => PATH_CHANGED.asks(Bump::Major),
        };
        log.report(
            class,
            "",
            at(old),
            at(new),
            format!("it is at `{}` now; it was at `{}`", new.path, old.path),
        );
    } else if old.path != new.path {
        let message = format!("the path is written `{}` now; it was `{}`", new.path, old.path);
        log.report(&PLACEHOLDER_RENAMED, "", at(old), at(new), message);
    }
    if old.name != new.name {
        let message = format!(
            "the client calls it `{}` after its heading now; it was `{}`: `renames: operations:` in docwright.yaml keeps it",
            new.name, old.name
        );
        let named = |operation: &Operation| {
            at(operation).map(|it| ChangePlace { text: operation.name.clone(), ..it })
        };
        log.report(&NAME_CHANGED, "", named(old), named(new), message);
    }
}

/// That the docs call it deprecated, or do so no more.
fn deprecated(log: &mut ChangeLog, old: &Operation, new: &Operation) {
    let said = |operation: &Operation| {
        let deprecation = operation.deprecated.as_ref()?;
        let text = if deprecation.text.is_empty() { title(operation) } else { deprecation.text.clone() };
        place(&deprecation.evidence, Origin::Prose, &text)
    };
    match (&old.deprecated, &new.deprecated) {
        (None, Some(_)) => {
            log.report(&DEPRECATED, "", at(old), said(new), "the documentation calls it deprecated")
        }
        (Some(_), None) => {
            let message = "the documentation does not call it deprecated any more";
            log.report(&LIFECYCLE_CHANGED, "", said(old), at(new), message);
        }
        _ => {}
    }
}

/// Whether the client can go through the pages of a list.
fn pages(log: &mut ChangeLog, sides: Sides<'_>, old: &Operation, new: &Operation) {
    let of = |operation, named| Pagination::of(operation, named).map(|it| it.evidence());
    let at = |evidence: &[Evidence], operation| place(evidence, Origin::Sample, &title(operation));
    match (of(old, sides.named.0), of(new, sides.named.1)) {
        (None, Some(is)) => {
            let message = "the docs show how the next page is asked for";
            log.report(&PAGINATION_ADDED, "", None, at(&is, new), message);
        }
        (Some(was), None) => {
            let message = "the docs do not show any more how the next page is asked for";
            log.report(&PAGINATION_REMOVED, "", at(&was, old), None, message);
        }
        _ => {}
    }
}

fn statuses(log: &mut ChangeLog, old: &Operation, new: &Operation) {
    let of = |operation: &Operation| -> BTreeMap<u16, Option<ChangePlace>> {
        let responses = operation.responses.iter().filter_map(|it| Some((it.status?, it)));
        let at = |status: u16, evidence: &[Evidence]| place(evidence, Origin::Sample, &status.to_string());
        responses.map(|(status, it)| (status, at(status, &it.evidence))).collect()
    };
    let (olds, news) = (of(old), of(new));
    let mut gone = olds.iter().filter(|(code, _)| !news.contains_key(code)).collect::<Vec<_>>();
    for (code, at) in news.iter().filter(|(code, _)| !olds.contains_key(code)) {
        // a success does not become a failure
        let was = gone.iter().position(|(was, _)| (**was < 400) == (*code < 400));
        match was.map(|number| gone.remove(number)) {
            Some((was, was_at)) => {
                let message = format!("it answers with {code} now; it was {was}");
                log.report(&STATUS_CHANGED, "", was_at.clone(), at.clone(), message);
            }
            // statuses that were stated nowhere are no other ones now
            None if olds.is_empty() && *code < 400 => {}
            None => log.report(&STATUS_ADDED, "", None, at.clone(), format!("it can answer with {code}")),
        }
    }
}
