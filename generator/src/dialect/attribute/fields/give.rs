//! Gives fields to operations, below the fields whose children they are.

use super::{Placing, put_below};
use crate::dialect::Dialect;
use crate::dialect::attribute::location::{alike, goes_beyond, is_asking};
use crate::dialect::facts::field::{Field, FieldLocation, JsonKind, Requirement};
use crate::dialect::outline::SectionRole;
use crate::dialect::recognise::{line, name};
use crate::dialect::words::{fold, letters};

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
        put_below(&mut fields, parent);
        let all = self.groups.with(at);
        let writes = |at: &usize| self.operations.get(*at).is_some_and(|it| !is_asking(&it.method));
        let is_table = all.len() > 1 && self.operations.get(at).is_some_and(|it| it.is_row);
        let writes = is_table && all.iter().any(writes);
        for field in fields {
            let own = self.of_methods(at, &only_methods(&field.description, self.dialect));
            let all = if own.is_empty() { &all } else { &own };
            let named = self.naming(all, &field);
            let is_place = |at: &usize| answers || self.sends(*at, writes, &named, &field, role);
            let targets: Vec<usize> = all.iter().copied().filter(is_place).collect();
            for other in targets {
                let Some(operation) = self.operations.get_mut(other) else { continue };
                let mut field = field.clone();
                if answers {
                    operation.answered.push(field);
                    continue;
                }
                // what the body of another operation of the group has is no field of one without a body
                if operation.bodies().next().is_none() {
                    (field.path, field.typo) = (None, false);
                }
                if role.in_url {
                    let in_path = named.contains(&other);
                    let place = if in_path { FieldLocation::Path } else { FieldLocation::Query };
                    field.location.get_or_insert(place);
                }
                if !role.announces && operation.unlabelled.last() != Some(&field.table) {
                    operation.unlabelled.push(field.table);
                }
                operation.rows.push(field);
            }
        }
    }

    /// The operations of these methods in the section of one, if it has no others of them.
    fn of_methods(&self, at: usize, methods: &[&str]) -> Vec<usize> {
        let section = self.operations.get(at).filter(|_| !methods.is_empty()).map(|it| it.section);
        let around = section.map(|section| self.homes.around(section)).unwrap_or_default();
        let is_of = |at: &usize| {
            self.operations.get(*at).is_some_and(|it| methods.iter().any(|method| *method == it.method))
        };
        let own: Vec<usize> = around.iter().map(|(_, other)| *other).filter(is_of).collect();
        if own.len() > methods.len() { Vec::new() } else { own }
    }

    /// The operations whose path has a parameter that is called like a field.
    fn naming(&self, all: &[usize], field: &Field) -> Vec<usize> {
        let name = alike(&field.name.value);
        let has = |at: &usize| self.names.get(*at).is_some_and(|names| names.contains(&name));
        all.iter().copied().filter(has).collect()
    }

    /// Whether an operation sends a field that is documented for several, of which those that are `named` have it in their
    /// paths. `writes` is whether one table names them and some have a body.
    fn sends(&self, at: usize, writes: bool, named: &[usize], field: &Field, role: &SectionRole) -> bool {
        let Some(own) = self.operations.get(at) else { return false };
        let asks = is_asking(&own.method);
        if named.is_empty() {
            return !(writes && asks);
        }
        if named.contains(&at) {
            return true;
        }
        // of what one table names, what only another's path has is sent with a body, unless that could not be called then:
        // where it must be given, a sample sends it, or the path of that other goes on with it
        let may_send = writes && !asks && own.label.is_none() && role.place.is_none();
        let goes_on =
            || named.iter().filter_map(|at| self.operations.get(*at)).any(|it| goes_beyond(it, own));
        may_send && (field.required != Requirement::Required || field.path.is_some() || goes_on())
    }

    /// The field, documented above, whose children a section documents: its heading or its label names that, or its object.
    fn parent(&self, at: usize, answers: bool, role: &SectionRole, section: Option<usize>) -> Option<String> {
        let subject = alike(role.subject.as_deref().unwrap_or_default());
        let whole =
            section.and_then(|at| self.sections.get(at)).map(|it| it.title.trim()).unwrap_or_default();
        let title = letters(whole);
        let operation = self.operations.get(at)?;
        let above = if answers { &operation.answered } else { &operation.rows };
        let mut fields = above.iter().rev().filter(|field| field.section != section);
        let named = |field: &&Field| {
            let last = field.name.value.rsplit('.').next().unwrap_or_default();
            let refers = field.refers_to.as_deref().is_some_and(|name| alike(name) == subject);
            // what is no object only says where to read more
            let may_hold = field.kinds.is_empty()
                || field.kinds.iter().any(|kind| matches!(kind, JsonKind::Object | JsonKind::Array));
            let leads = may_hold
                && !title.is_empty()
                && field.links.iter().any(|target| target.starts_with('#') && letters(target) == title);
            let is_type =
                !title.is_empty() && field.refers_to.as_deref().is_some_and(|name| name == whole) && may_hold;
            (!subject.is_empty() && (alike(last) == subject || refers)) || leads || is_type
        };
        let parent = fields.find(named)?;
        let list = if parent.kinds.contains(&JsonKind::Array) { "[]" } else { "" };
        Some(format!("{}{list}", parent.name.value))
    }
}

/// The methods that words say a field is of alone: `(POST only)`, ``Only for `GET` and `HEAD` ``.
fn only_methods<'t>(words: &'t str, dialect: &Dialect) -> Vec<&'t str> {
    let clauses = words.split(['.', ';', '(', ')', ':']);
    clauses.map(|clause| only_in(clause, dialect)).find(|methods| !methods.is_empty()).unwrap_or_default()
}

fn only_in<'t>(clause: &'t str, dialect: &Dialect) -> Vec<&'t str> {
    // words between the two, as in `only used with POST`
    const BETWEEN: usize = 3;
    let parts: Vec<&str> =
        clause.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let is_joint = |part: &str| line::is_joint(part, dialect) || dialect.requests.nouns.has(&fold(part));
    let run = |parts: &mut dyn Iterator<Item = &'t str>| -> Vec<&'t str> {
        let all = parts.take_while(|part| name::is_method(part) || is_joint(part));
        all.filter(|part| name::is_method(part)).collect()
    };
    let Some(at) = parts.iter().position(|part| dialect.listed.only.has(&fold(part))) else {
        return Vec::new();
    };
    let before = run(&mut parts.iter().take(at).rev().copied());
    let behind = parts.get(at + 1..).unwrap_or_default();
    match behind.iter().take(BETWEEN).position(|part| name::is_method(part)) {
        Some(skipped) if before.is_empty() => run(&mut behind.iter().skip(skipped).copied()),
        _ => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_of_which_methods_alone_a_field_is() {
        let dialect = Dialect::default_dialect().unwrap();
        for (words, expected) in [
            ("How big (POST only)", "POST"),
            ("GET and HEAD requests only.", "HEAD GET"),
            ("Only used with `PUT` or `PATCH`. How", "PUT PATCH"),
            ("The only page. A GET is enough", ""),
            ("Which page of GET", ""),
        ] {
            assert_eq!(only_methods(words, &dialect).join(" "), expected, "{words}");
        }
    }
}
