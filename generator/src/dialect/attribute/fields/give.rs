//! Gives fields to operations, below the fields whose children they are.

use super::Placing;
use crate::dialect::attribute::location::{alike, is_asking};
use crate::dialect::facts::OperationFact;
use crate::dialect::facts::field::{Field, FieldLocation, JsonKind};
use crate::dialect::outline::SectionRole;

impl Placing<'_, '_> {
    /// Gives fields to an operation and to those that were named with it; of the parameters of paths only to those whose
    /// path has them.
    pub(super) fn give(
        &mut self,
        at: usize,
        fields: Vec<Field>,
        answers: bool,
        role: &SectionRole,
        section: Option<usize>,
    ) {
        let parent = self.parent(at, answers, role, section);
        self.give_below(at, fields, answers, role, parent);
    }

    pub(super) fn give_below(
        &mut self,
        at: usize,
        mut fields: Vec<Field>,
        answers: bool,
        role: &SectionRole,
        parent: Option<String>,
    ) {
        if let Some(parent) = parent {
            for field in fields.iter_mut().filter(|field| !field.name.value.contains('.')) {
                field.name.value = format!("{parent}.{}", field.name.value);
            }
        }
        let all = self.groups.with(at);
        let is_table = all.len() > 1 && self.operations.get(at).is_some_and(|it| it.is_row);
        let some_write =
            all.iter().any(|at| self.operations.get(*at).is_some_and(|it| !is_asking(&it.method)));
        for field in fields {
            let name = alike(&field.name.value);
            let has = |at: &usize| self.names.get(*at).is_some_and(|names| names.contains(&name));
            let some_have = !answers && all.iter().any(has);
            let is_sent = |at: &usize| {
                let own = |of: &OperationFact| (is_asking(&of.method), of.label.is_some());
                let (asks, of_fence) = self.operations.get(*at).map_or((false, false), own);
                // of what one table names, what is not in the path is sent with a body where any has one
                match some_have {
                    true => has(at) || (some_write && !asks && !of_fence && role.place.is_none() && is_table),
                    false => answers || !(is_table && some_write && asks),
                }
            };
            let targets: Vec<usize> = all.iter().copied().filter(is_sent).collect();
            for other in &targets {
                let in_path = has(other);
                let Some(operation) = self.operations.get_mut(*other) else { continue };
                let mut field = field.clone();
                // what the body of another operation of the group has is no field of one without a body
                if !answers && operation.bodies().next().is_none() {
                    (field.path, field.typo) = (None, false);
                }
                if role.in_url && !answers {
                    let place = if in_path { FieldLocation::Path } else { FieldLocation::Query };
                    field.location.get_or_insert(place);
                }
                match answers {
                    true => operation.answered.push(field),
                    false => operation.rows.push(field),
                }
            }
        }
    }

    /// The field, documented above, whose children a section documents: its heading or its label names that, or its object.
    fn parent(&self, at: usize, answers: bool, role: &SectionRole, section: Option<usize>) -> Option<String> {
        let subject = alike(role.subject.as_deref().unwrap_or_default());
        let title =
            section.and_then(|at| self.sections.get(at)).map(|it| slug(&it.title)).unwrap_or_default();
        let operation = self.operations.get(at)?;
        let above = if answers { &operation.answered } else { &operation.rows };
        let mut fields = above.iter().rev().filter(|field| field.section != section);
        let named = |field: &&Field| {
            let last = field.name.value.rsplit('.').next().unwrap_or_default();
            let refers = field.refers_to.as_deref().is_some_and(|name| alike(name) == subject);
            let leads = field.links.iter().any(|target| target.strip_prefix('#') == Some(title.as_str()));
            (!subject.is_empty() && (alike(last) == subject || refers)) || leads
        };
        let parent = fields.find(named)?;
        let list = if parent.kinds.contains(&JsonKind::Array) { "[]" } else { "" };
        Some(format!("{}{list}", parent.name.value))
    }
}

/// What a link to a heading of the same page ends with.
fn slug(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}
