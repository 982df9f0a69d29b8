//! The documented fields of a request, wherever they go, looked up by name.

use std::collections::BTreeMap;

use super::DocumentedApi;
use crate::model::{Evidence, Location, Object, Operation, Origin, Property, Schema, Why};

/// Where a field goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FieldPlace {
    Path,
    Query,
    Header,
    Body,
}

impl FieldPlace {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query string",
            Self::Header => "headers",
            Self::Body => "body",
        }
    }
}

/// A documented field.
pub(super) struct DocumentedField<'a> {
    pub(super) part: FieldPlace,
    pub(super) schema: &'a Schema,
    pub(super) required: bool,
    pub(super) why: &'a Why,
    pub(super) values: &'a [String],
    pub(super) evidence: Option<&'a Evidence>,
}

/// All documented fields of a request.
pub(super) struct RequestFields<'a> {
    by_name: BTreeMap<String, DocumentedField<'a>>,
    /// Names of fields of objects in it, each with the field that holds it.
    inner: BTreeMap<&'a str, &'a str>,
    /// Whether more of any name may be sent in the body.
    pub(super) is_open: bool,
}

impl<'a> RequestFields<'a> {
    pub(super) fn of(documented: &DocumentedApi<'a>, operation: &'a Operation) -> Self {
        let mut all = Self {
            by_name: BTreeMap::new(),
            inner: BTreeMap::new(),
            is_open: !operation.elsewhere.is_empty(),
        };
        for it in &operation.parameters {
            let part = match it.location {
                Location::Path => FieldPlace::Path,
                Location::Query => FieldPlace::Query,
                Location::Header | Location::Cookie => FieldPlace::Header,
            };
            all.by_name.entry(plain(&it.name)).or_insert(DocumentedField {
                part,
                schema: &it.schema,
                required: it.required,
                why: &it.why,
                values: &it.values,
                evidence: place(&it.evidence),
            });
        }
        if let Some(body) = operation.body() {
            match documented.object(body) {
                Some(object) => all.add(object),
                None => all.is_open = true,
            }
        }
        all
    }

    fn add(&mut self, object: &'a Object) {
        for it in &object.properties {
            let field = of_property(it);
            // a field of both is of the body: what a sample sends wins
            self.by_name.insert(plain(&it.name), field);
            it.schema.properties(&mut |inner| {
                self.inner.entry(inner.name.as_str()).or_insert(it.name.as_str());
            });
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&DocumentedField<'a>> {
        self.by_name.get(&plain(name)).or_else(|| {
            // `filter[a]` is a field of `filter`
            let (outer, _) = name.split_once(['[', '.'])?;
            self.by_name.get(outer)
        })
    }

    /// Whether parts of an object of this name are documented one by one: `poll[options]` of `poll`.
    pub(super) fn has_within(&self, outer: &str) -> bool {
        self.by_name.keys().any(|name| within(name, outer))
    }

    /// The field that holds an object with a field of this name.
    pub(super) fn holder_of(&self, name: &str) -> Option<&'a str> {
        self.inner.get(name).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &DocumentedField<'a>)> {
        self.by_name.iter()
    }

    /// Whether any field but those of the path is documented by more than a sample: a sample need not have all.
    pub(super) fn is_described(&self) -> bool {
        let is_listed = |it: &DocumentedField<'_>| it.evidence.is_some_and(lists);
        self.by_name
            .values()
            .any(|it| matches!(it.part, FieldPlace::Query | FieldPlace::Body) && is_listed(it))
    }

    /// The documented name that one is most like, if it is like one.
    pub(super) fn nearest(&self, name: &str) -> Option<String> {
        nearest(name, self.by_name.keys().map(String::as_str))
    }
}

fn of_property(it: &Property) -> DocumentedField<'_> {
    DocumentedField {
        part: FieldPlace::Body,
        schema: &it.schema,
        required: it.required,
        why: &it.why,
        values: &it.values,
        evidence: place(&it.evidence),
    }
}

/// Whether a line is of a list of fields: neither a sample nor the line that names the operation.
pub(super) fn lists(evidence: &Evidence) -> bool {
    !matches!(evidence.from, Origin::Sample | Origin::ApiFormat)
}

/// The place that states a field: a row or a line of a document rather than a sample.
pub(super) fn place(evidence: &[Evidence]) -> Option<&Evidence> {
    evidence.iter().find(|it| lists(it)).or(evidence.first())
}

/// Whether a name is a part of another: `a[b]` and `a.b` of `a`.
pub(super) fn within(name: &str, outer: &str) -> bool {
    name.strip_prefix(outer).is_some_and(|rest| rest.starts_with(['[', '.']))
}

/// A name without the mark of a list: `id[]` is `id`.
pub(super) fn plain(name: &str) -> String {
    name.trim_end_matches("[]").to_owned()
}

/// The name among some that one is most like: a misspelling of it.
pub(super) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let most = match name.chars().count() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let scored = names.filter(|it| *it != name).map(|it| (strsim::osa_distance(name, it), it));
    scored.filter(|(distance, _)| *distance <= most).min().map(|(_, it)| it.to_owned())
}

/// The values that are listed for a field.
pub(super) fn listed<'a>(schema: &'a Schema, values: &'a [String]) -> Vec<&'a str> {
    match schema {
        Schema::Enum(it) => it.values.iter().map(|it| it.value.as_str()).collect(),
        _ => values.iter().map(String::as_str).collect(),
    }
}
