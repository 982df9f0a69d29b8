//! Whether JSON that no label speaks of is sent or answered, by what else the page shows of its operation; and JSON that
//! stands for the parameters of a URL.

use std::collections::{HashMap, HashSet};

use super::fields::FieldGroup;
use super::location::{alike, is_asking, placeholders};
use super::{PageParts, parameters_as_json};
use crate::dialect::Dialect;
use crate::dialect::facts::field::{FieldLocation, FieldShape, JsonKind};
use crate::dialect::facts::{Payload, RequestFact, ResponseFact, Stated};
use crate::dialect::outline::{OutlineEntry, SectionRole, Shows};
use crate::dialect::recognise::draft::FieldDraft;
use crate::dialect::recognise::payload::stand_in;
use crate::dialect::recognise::table;
use crate::dialect::recognise::words::FieldWords;
use crate::dialect::words::fold;
use crate::sample::json::{Member, Node, Value};
use crate::source::Span;

/// What a page shows of each group of operations.
#[derive(Default)]
pub(super) struct SamplesOfGroups {
    /// The entries that a label makes answers, with the operation that each is of.
    answers: Vec<(usize, usize)>,
    of_groups: HashMap<usize, OfGroup>,
}

#[derive(Default)]
struct OfGroup {
    /// How many requests and bodies.
    samples: usize,
    /// The names of what is sent.
    documented: HashSet<String>,
}

impl SamplesOfGroups {
    /// What the entries of a page show, whose operations are known.
    pub fn of(page: &PageParts<'_>, entries: &[OutlineEntry<'_>], dialect: &Dialect) -> Self {
        let mut shown = Self { answers: page.answers(entries), of_groups: HashMap::new() };
        for entry in entries {
            let Some(at) = page.homes.nearest(entry.section, entry.span.start) else { continue };
            let Some(group) = page.groups.0.get(at) else { continue };
            let of_group = shown.of_groups.entry(*group).or_default();
            let is_sent = entry.role.answered != Some(true);
            match &entry.shows {
                Shows::Requests { .. } | Shows::Json { .. } => of_group.samples += 1,
                Shows::Field(field) if is_sent => {
                    of_group.documented.insert(alike(&field.name.value));
                }
                Shows::Table(table) if is_sent => {
                    of_group.documented.extend(table::names(table, dialect).map(alike));
                }
                _ => {}
            }
        }
        shown
    }
}

impl PageParts<'_> {
    /// Whether JSON right below the heading of an operation that is named further down, and calls nothing, is what that answers:
    /// it sends no body, or documents what it sends and has none of these names.
    pub(super) fn is_answer_ahead(
        &self,
        fact: &ResponseFact,
        role: &SectionRole,
        shown: &SamplesOfGroups,
        (section, span): (Option<usize>, &Span),
    ) -> bool {
        const GAP: usize = 4;
        let heading = section.and_then(|at| self.homes.heading(at)).map_or(usize::MAX, |it| it.end);
        let is_right_below = heading <= span.start && span.start - heading <= GAP;
        let [(_, at)] = self.homes.around(section) else { return false };
        let Some(operation) = self.operations.get(*at).filter(|_| is_right_below) else { return false };
        let is_own = section.is_some() && self.homes.of(operation.section) == section;
        let is_first = operation.requests.is_empty() && operation.responses.is_empty();
        if role.answered.is_some() || !is_own || !is_first || operation.span.start < span.start {
            return false;
        }
        let documented =
            self.groups.0.get(*at).and_then(|group| shown.of_groups.get(group)).map(|it| &it.documented);
        let is_documented = |key: &str| documented.is_some_and(|names| names.contains(&alike(&fold(key))));
        is_asking(&operation.method)
            || documented.is_some_and(|names| !names.is_empty())
                && keys(fact).is_some_and(|keys| !keys.into_iter().any(is_documented))
    }

    /// Whether JSON that no label says is answered is sent: its operation sends a body, shows none yet, and either all its names are
    /// documented as parameters, or words or a label below say what is answered instead, or nothing but it is shown and it has
    /// no name that a service gives.
    pub(super) fn is_sent(
        &self,
        number: usize,
        (fact, role): (&ResponseFact, &SectionRole),
        shown: &SamplesOfGroups,
        (section, span): (Option<usize>, &Span),
        dialect: &Dialect,
    ) -> bool {
        let nearest = self.homes.nearest(section, span.start).filter(|_| role.answered != Some(true));
        let Some((at, operation)) = nearest.and_then(|at| Some((at, self.operations.get(at)?))) else {
            return false;
        };
        let sends = matches!(operation.method.as_str(), "POST" | "PUT" | "PATCH");
        if !sends || operation.requests.iter().any(|request| request.payload != Payload::None) {
            return false;
        }
        let is_below = operation.span.start < span.start;
        let is_first = is_below && operation.requests.is_empty() && operation.responses.is_empty();
        let is_answered_below = || {
            let mut below = shown.answers.iter().filter(|(other, owner)| *other > number && *owner == at);
            below.next().is_some() || role.is_before_answer
        };
        if role.answered.is_none() && is_first && is_answered_below() {
            return true;
        }
        let (Some(keys), Some(of_group)) =
            (keys(fact), self.groups.0.get(at).and_then(|group| shown.of_groups.get(group)))
        else {
            return false;
        };
        let in_path: Vec<String> = placeholders(&operation.path).into_iter().map(alike).collect();
        let keys: Vec<String> = keys.into_iter().map(|key| alike(&fold(key))).collect();
        // what the path has is not sent a second time
        if keys.iter().any(|key| in_path.contains(key)) {
            return false;
        }
        let is_parameter = |key: &String| of_group.documented.contains(key);
        if keys.iter().all(is_parameter) {
            return true;
        }
        let has_others = of_group.documented.iter().any(|name| !in_path.contains(name));
        role.answered.is_none()
            && is_first
            && of_group.samples == 1
            && !role.says_answer
            && (!has_others || keys.iter().any(is_parameter))
            && !keys.iter().any(|key| dialect.answered.has(key))
    }

    /// Whether JSON is answered though a label calls it a request: a request of its operation is above it, which has its
    /// body, in the same section, or sends none, and nothing that is documented as sent is called like a name of it.
    pub(super) fn is_below_whole_request(
        &self,
        fact: &ResponseFact,
        shown: &SamplesOfGroups,
        (section, span): (Option<usize>, &Span),
    ) -> bool {
        let Some(at) = self.owner(section, span.start) else { return false };
        let Some((operation, of_group)) =
            self.operations.get(at).zip(self.groups.0.get(at).and_then(|group| shown.of_groups.get(group)))
        else {
            return false;
        };
        let above = operation.requests.iter().rev().find(|it| it.fence.start < span.start);
        let is_whole = above.is_some_and(|request| match is_asking(&operation.method) {
            true => request.payload == Payload::None,
            false => request.section == section && request.body.is_some() && !of_group.documented.is_empty(),
        });
        let is_sent = |key: &str| of_group.documented.contains(&alike(&fold(key)));
        is_whole && keys(fact).is_some_and(|keys| !keys.into_iter().any(is_sent))
    }

    /// The parameters that JSON below a label of parameters has, where its operation takes no body: fields of the query string.
    pub(super) fn parameters_of_json<'e>(
        &mut self,
        fact: &ResponseFact,
        role: &SectionRole,
        (section, span): (Option<usize>, &Span),
        dialect: &Dialect,
    ) -> Vec<FieldGroup<'e>> {
        let members = match fact.body.as_ref().map(|body| &body.value) {
            Some(Value::Object(members)) if members.iter().all(|member| !is_nested(&member.value)) => members,
            _ => {
                self.unread.push(parameters_as_json(span));
                return Vec::new();
            }
        };
        let field = |member: &Member| {
            let draft = FieldDraft {
                name: Stated { value: member.key.clone(), span: member.key_span.clone() },
                words: FieldWords::default(),
                codes: Vec::new(),
                links: Vec::new(),
                location: role.place.or(Some(FieldLocation::Query)),
                section,
                list: span.start,
                span: member.key_span.start..member.value.span.end,
                shape: FieldShape::List,
            };
            let mut field = draft.finish(dialect);
            field.kinds.extend(kind(&member.value.value));
            FieldGroup::field(field, role.clone(), section, member.key_span.clone())
        };
        members.iter().map(field).collect()
    }

    /// The operation whose last request has something that stands for the body which JSON is that no label speaks of, or, behind
    /// that body, a part of it.
    pub(super) fn stood_for(
        &self,
        fact: &ResponseFact,
        role: &SectionRole,
        (section, span): (Option<usize>, &Span),
        dialect: &Dialect,
    ) -> Option<usize> {
        let at = self.owner(section, span.start)?;
        let operation = self.operations.get(at)?;
        let was_filled =
            |request: &RequestFact| self.filled.iter().any(|it| request.fence.contains(&it.start));
        let mut above = operation.requests.iter().rev().filter(|it| it.fence.start < span.start);
        let request = above.find(|it| stand_in(it).is_some() || was_filled(it))?;
        let shown = keys(fact)?;
        let whole = request.body.as_ref().and_then(names).unwrap_or_default();
        let is_part = shown.len() < whole.len() && shown.iter().all(|key| whole.contains(key));
        if stand_in(request).is_none() && !is_part {
            return None;
        }
        let is_answered = operation.responses.iter().any(|it| it.fence.start > request.fence.start);
        let is_given = shown.into_iter().any(|key| dialect.answered.has(&alike(&fold(key))));
        (role.answered.is_none() && !role.says_answer && !is_answered && !is_given).then_some(at)
    }

    /// The labels of fields at a place, where an operation without a body makes what a thing has the answer's.
    pub(super) fn of_thing(&self, role: SectionRole, section: Option<usize>, span: &Span) -> SectionRole {
        let is_answer = role.held && role.answered.is_none() && self.asks(section, span);
        SectionRole { answered: role.answered.or(is_answer.then_some(true)), ..role }
    }

    /// Whether the operation of a place has no body.
    pub(super) fn asks(&self, section: Option<usize>, span: &Span) -> bool {
        let nearest = self.homes.nearest(section, span.start).and_then(|at| self.operations.get(at));
        nearest.is_some_and(|it| is_asking(&it.method) && it.method != "DELETE")
    }
}

/// The names of the object that a body is; none where it is no object, or has none.
fn keys(fact: &ResponseFact) -> Option<Vec<&str>> {
    names(fact.body.as_ref()?)
}

/// The names of an object; none where it is none, or has none.
fn names(body: &Node) -> Option<Vec<&str>> {
    match &body.value {
        Value::Object(members) if !members.is_empty() => {
            Some(members.iter().map(|member| member.key.as_str()).collect())
        }
        _ => None,
    }
}

fn is_nested(node: &Node) -> bool {
    matches!(node.value, Value::Object(_))
}

fn kind(value: &Value) -> Option<JsonKind> {
    Some(match value {
        Value::Bool(_) => JsonKind::Boolean,
        Value::Number(number) if number.is_integer() => JsonKind::Integer,
        Value::Number(_) => JsonKind::Number,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::Array,
        Value::Object(_) | Value::Null => return None,
    })
}
