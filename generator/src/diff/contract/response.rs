//! What a caller reads against what a response holds.

use super::fields::{listed, lists, nearest, place};
use super::kinds::{kinds, words};
use super::{Caller, DifferenceKind, DifferenceReport, DocumentedApi};
use crate::model::{Evidence, Object, Operation, Property, Schema, Why};

/// Names that stand for any others in a caller's object.
const OPEN: &str = "*";
/// More objects in objects than are compared.
const DEEPEST: usize = 6;

pub(super) fn compare<'a>(
    report: &mut DifferenceReport<'_>,
    documented: &DocumentedApi<'a>,
    caller: &Caller<'_>,
    operation: &'a Operation,
    envelopes: &[String],
) {
    let (Some(own), Some(docs)) = (caller.operation.answer(), operation.answer()) else { return };
    let docs = unwrapped(documented, own, docs, envelopes);
    let used = caller.operation.evidence.first();
    let whole = operation.successes().find(|it| it.body.is_some()).and_then(|it| it.evidence.first());
    Comparison { report, documented, used, whole }.schemas("", own, docs, DEEPEST);
}

/// What is compared: the documented answer, or what is in it under the name of an envelope, whichever has more of the names
/// that the caller reads.
fn unwrapped<'a>(
    documented: &DocumentedApi<'a>,
    own: &Schema,
    docs: &'a Schema,
    envelopes: &[String],
) -> &'a Schema {
    let Some(outer) = documented.object(docs) else { return docs };
    let inner = outer.properties.iter().filter(|it| envelopes.contains(&it.name)).map(|it| &it.schema);
    let shared = |docs: &'a Schema| match (own, documented.object(docs)) {
        (Schema::Object(own), Some(docs)) => {
            let has = |it: &&Property| docs.properties.iter().any(|docs| docs.name == it.name);
            own.properties.iter().filter(has).count() + 1
        }
        (own, _) => usize::from(!kinds(own).is_disjoint(&kinds(docs))),
    };
    // the whole first, if it is as good
    let candidates: Vec<&'a Schema> = inner.chain([docs]).collect();
    candidates.into_iter().max_by_key(|it| shared(it)).unwrap_or(docs)
}

struct Comparison<'r, 'f, 'd, 'a> {
    report: &'r mut DifferenceReport<'f>,
    documented: &'d DocumentedApi<'a>,
    used: Option<&'r Evidence>,
    whole: Option<&'a Evidence>,
}

impl<'a> Comparison<'_, '_, '_, 'a> {
    fn schemas(&mut self, path: &str, own: &Schema, docs: &'a Schema, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        if let (Schema::Object(own), Some(docs)) = (own, self.documented.object(docs)) {
            return self.objects(path, own, docs, depth);
        }
        match (own, docs) {
            (Schema::Array { items: own }, Schema::Array { items: docs }) => {
                self.schemas(&format!("{path}[]"), own, docs, depth);
            }
            (Schema::Map { values: own }, Schema::Map { values: docs }) => {
                self.schemas(&below(path, "*"), own, docs, depth);
            }
            _ => {
                let (mine, its) = (kinds(own), kinds(docs));
                if path.is_empty() && !mine.is_empty() && !its.is_empty() && mine.is_disjoint(&its) {
                    let message = format!(
                        "the answer is read as {}, and is documented as {}",
                        words(&mine),
                        words(&its)
                    );
                    self.report.add(DifferenceKind::TypeMismatch, None, self.used, self.whole, message);
                }
            }
        }
    }

    fn objects(&mut self, path: &str, own: &Object, docs: &'a Object, depth: usize) {
        let is_known = |it: &&Property| docs.properties.iter().any(|docs| answers_to(it, &docs.name));
        // of two objects that share nothing, one is not the other
        if own.properties.iter().filter(is_known).count() == 0 {
            return;
        }
        for it in own.properties.iter().filter(|it| it.name != OPEN) {
            match docs.properties.iter().find(|docs| answers_to(it, &docs.name)) {
                Some(docs) => self.property(&below(path, &docs.name), it, docs, depth),
                None if it.required => self.unknown(&below(path, &it.name), it, own, docs),
                None => {}
            }
        }
        if own.properties.iter().any(|it| it.name == OPEN) {
            return;
        }
        for docs in &docs.properties {
            if !own.properties.iter().any(|it| answers_to(it, &docs.name)) {
                let field = below(path, &docs.name);
                let message = format!("`{field}` is documented, and is not read");
                let used = own.evidence.first().or(self.used);
                self.report.add(
                    DifferenceKind::FieldMissing,
                    Some(&field),
                    used,
                    place(&docs.evidence),
                    message,
                );
                self.report.minor();
            }
        }
    }

    fn unknown(&mut self, path: &str, it: &Property, own: &Object, docs: &'a Object) {
        let message = format!("`{path}` must be in the response, and is not documented");
        let documented = place(&docs.evidence).or(self.whole);
        self.report.add(DifferenceKind::FieldUnknown, Some(path), it.evidence.first(), documented, message);
        let near = nearest(&it.name, docs.properties.iter().map(|it| it.name.as_str()));
        let near = near.filter(|near| !own.properties.iter().any(|it| it.name == *near));
        // samples are abridged: what they do not show may come all the same
        let is_listed = docs.properties.iter().flat_map(|it| &it.evidence).any(lists);
        if near.is_none() && !is_listed {
            self.report.minor();
        }
        self.report.nearest(near);
    }

    fn property(&mut self, path: &str, it: &Property, docs: &'a Property, depth: usize) {
        let (used, documented) = (it.evidence.first(), place(&docs.evidence));
        let field = Some(path);
        if docs.nullable && !it.nullable && it.schema != Schema::Any {
            let message = format!("`{path}` may be null, and is read as a value that is always there");
            self.report.add(DifferenceKind::NullableNotOptional, field, used, documented, message);
        } else if it.required && !docs.required && matches!(docs.why, Why::SomeSamples | Why::Stated) {
            let message = format!("`{path}` may be absent, and must be there to be read");
            self.report.add(DifferenceKind::NullableNotOptional, field, used, documented, message);
            if docs.why == Why::SomeSamples {
                self.report.minor();
            }
        }
        let (own, its) = (kinds(&it.schema), kinds(&docs.schema));
        if !own.is_empty() && !its.is_empty() && own.is_disjoint(&its) {
            let message =
                format!("`{path}` is read as {}, and is documented as {}", words(&own), words(&its));
            self.report.add(DifferenceKind::TypeMismatch, field, used, documented, message);
            return;
        }
        if let Schema::Enum(own) = &it.schema {
            let has = |value: &&str| own.values.iter().any(|it| it.value == **value);
            let missing: Vec<&str> =
                listed(&docs.schema, &docs.values).into_iter().filter(|it| !has(it)).collect();
            if !missing.is_empty() {
                let values = super::request::quoted(&missing);
                let message = format!("`{path}` may be {values}, which cannot be read");
                self.report.add(DifferenceKind::EnumValueMissing, field, used, documented, message);
            }
        }
        self.schemas(path, &it.schema, &docs.schema, depth);
    }
}

/// Whether a caller reads a name as this property: by its name, or by another that it takes as well.
fn answers_to(it: &Property, name: &str) -> bool {
    it.name == name || it.descriptions.iter().any(|alias| alias == name)
}

/// A path below another.
fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
