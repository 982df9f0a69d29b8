//! TB: objects that pages define by name, against the answers that are documented to be one.

use std::collections::BTreeSet;

use super::answers::is_plain_type;
use super::conventions::is_habit;
use super::tables::{is_placeholder, kind, wrong_type};
use crate::finding::{FIELD_UNDOCUMENTED, Finding, TYPE_MISMATCH};
use crate::lower::{DefinedObject, Objects, PageRead};
use crate::sample::json::{Node, Value};

/// Of ten properties that samples show, how many the definitions of objects may lack while it is still a habit to define all.
const TOLERATED: usize = 3;

/// What answers show of a named object that its definition lacks, and what they show in another type than it has there. Of each
/// property that is reported once.
pub(super) fn against_answers(pages: &[&PageRead]) -> Vec<Finding> {
    let objects = Objects::of(pages);
    let mut compared = ComparedAnswers {
        objects: &objects,
        known: BTreeSet::new(),
        differing: BTreeSet::new(),
        lacking: Vec::new(),
        wrong: Vec::new(),
    };
    for page in pages {
        for operation in &page.facts.operations {
            let Some(object) = operation.returns.as_ref().and_then(|it| objects.referred(it)) else {
                continue;
            };
            let answers = operation.responses.iter().filter(|response| !response.is_error());
            answers
                .filter_map(|answer| answer.body.as_ref())
                .for_each(|body| compared.value(page, object, body));
        }
    }
    let mut found = compared.wrong;
    if is_habit(compared.known.len(), compared.lacking.len(), TOLERATED) {
        found.extend(compared.lacking);
    }
    found
}

struct ComparedAnswers<'a> {
    objects: &'a Objects<'a>,
    /// The properties that samples have shown, by their objects.
    known: BTreeSet<(*const DefinedObject<'a>, String)>,
    /// Those of them that are of another type than documented.
    differing: BTreeSet<(*const DefinedObject<'a>, String)>,
    lacking: Vec<Finding>,
    wrong: Vec<Finding>,
}

impl<'a> ComparedAnswers<'a> {
    /// A value that is an object, or a list of it.
    fn value(&mut self, page: &PageRead, object: &'a DefinedObject<'a>, value: &Node) {
        let values = match &value.value {
            Value::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        if object.resembles(values.iter()) {
            values.iter().for_each(|value| self.members(page, object, "", value));
        }
    }

    fn members(&mut self, page: &PageRead, object: &'a DefinedObject<'a>, parent: &str, value: &Node) {
        let Value::Object(members) = &value.value else { return };
        for member in members {
            let path =
                if parent.is_empty() { member.key.clone() } else { format!("{parent}.{}", member.key) };
            let property = (std::ptr::from_ref(object), path.clone());
            let is_new = self.known.insert(property.clone());
            let mut names = object.fact.fields.iter().map(|field| field.name.value.replace("[]", ""));
            let field = names.clone().zip(&object.fact.fields).find(|(name, _)| *name == path);
            let below = format!("{path}.");
            let has_members = names.any(|name| name.starts_with(&below));
            let Some((_, field)) = field else {
                if has_members {
                    self.held(page, object, &path, &member.value);
                } else if is_new {
                    let message = format!(
                        "this answer is documented as `{}`, which has no property `{path}`",
                        object.name
                    );
                    let help = "document it where the object is defined";
                    let finding =
                        Finding::new(&FIELD_UNDOCUMENTED, page.place(&member.key_span), message, help);
                    let defined = object.page.place(&object.fact.name.span);
                    self.lacking.push(finding.field(&path).related(defined, "the object's definition"));
                }
                continue;
            };
            let held = &member.value;
            let refers_to = field.refers_to.as_deref().and_then(|name| self.objects.find([name]));
            if let Some(other) = refers_to {
                self.value(page, other, held);
                continue;
            }
            if held.value != Value::Null
                && !is_placeholder(&held.value)
                && is_plain_type(field)
                && let Some(name) = wrong_type(field, &held.value)
                && self.differing.insert(property)
            {
                let message = format!(
                    "`{path}` of `{}` is said to be of type {name}; this answer has {}",
                    object.name,
                    kind(&held.value)
                );
                let finding = Finding::new(
                    &TYPE_MISMATCH,
                    page.place(&held.span),
                    message,
                    "correct the type or the sample",
                );
                let row = object.page.place(&field.name.span);
                self.wrong.push(finding.field(&path).related(row, "what documents it"));
            }
            if has_members {
                self.held(page, object, &path, held);
            }
        }
    }

    /// The members of what a property holds, or of each where that is a list.
    fn held(&mut self, page: &PageRead, object: &'a DefinedObject<'a>, path: &str, held: &Node) {
        match &held.value {
            Value::Array(items) => items.iter().for_each(|item| self.members(page, object, path, item)),
            _ => self.members(page, object, path, held),
        }
    }
}
