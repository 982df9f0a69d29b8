//! Which operation, response or object every documented field is of.

use std::collections::BTreeMap;

use super::attribute::bodies;
use super::facts::{ObjectFact, OperationFact, PageFacts, Section, Stated, Unread};
use super::field::{Field, FieldLocation, FieldShape, JsonKind, Requirement};
use super::field_match::SampledFields;
use super::homes::{Groups, Homes};
use super::location::{alike, is_asking, placeholders};
use super::outline::Role;
use super::words::fold;
use super::{Dialect, table};
use crate::markdown::Table;
use crate::source::Span;

/// A table or a field, before it is known what it is of.
pub(super) struct Documented<'a> {
    by: By<'a>,
    role: Role,
    section: Option<usize>,
    span: Span,
}

enum By<'a> {
    Table(&'a Table),
    Field(Box<Field>),
}

impl<'a> Documented<'a> {
    pub fn table(table: &'a Table, role: Role, section: Option<usize>, span: Span) -> Self {
        Self { by: By::Table(table), role, section, span }
    }

    pub fn field(field: Field, role: Role, section: Option<usize>, span: Span) -> Self {
        Self { by: By::Field(Box::new(field)), role, section, span }
    }
}

/// Gives tables and fields to what they are of.
pub(super) fn place(
    documented: Vec<Documented<'_>>,
    operations: &mut [OperationFact],
    groups: &Groups,
    homes: &Homes<'_>,
    sections: &[Section],
    facts: &mut PageFacts,
    dialect: &Dialect,
) {
    let own: Vec<SampledFields> = operations.iter().map(|it| SampledFields::of(bodies(it))).collect();
    let several = match own.len() {
        1 => SampledFields::default(),
        _ => SampledFields::of(operations.iter().flat_map(bodies)),
    };
    let mut placing = Placing {
        answered: own.iter().map(|_| Answered::default()).collect(),
        names: operations.iter().map(|it| placeholders(&it.path).into_iter().map(alike).collect()).collect(),
        own,
        several,
        operations,
        groups,
        homes,
        sections,
        objects: BTreeMap::new(),
        facts,
        dialect,
    };
    for it in documented {
        match it.by {
            By::Table(table) => placing.table(table, it.role, it.section, &it.span),
            By::Field(field) => placing.field(*field, it.role, it.section, &it.span),
        }
    }
    let objects = placing.objects;
    facts.objects = objects.into_values().collect();
}

struct Placing<'p, 'o> {
    /// The fields that each operation's samples send.
    own: Vec<SampledFields>,
    /// The fields that those of several operations send.
    several: SampledFields,
    answered: Vec<Answered>,
    /// The parameters that each operation's path names.
    names: Vec<Vec<String>>,
    operations: &'p mut [OperationFact],
    groups: &'p Groups,
    homes: &'p Homes<'o>,
    sections: &'p [Section],
    /// By where their sections begin.
    objects: BTreeMap<usize, ObjectFact>,
    facts: &'p mut PageFacts,
    dialect: &'p Dialect,
}

impl Placing<'_, '_> {
    fn table(&mut self, table: &Table, role: Role, section: Option<usize>, span: &Span) {
        let at = self.owner(table, span, section);
        let home = at.and_then(|at| self.operations.get(at)).map(|it| self.homes.of(it.section));
        let is_own = home.is_none_or(|home| home == self.homes.of(section));
        if role.errors && role.answered == Some(true) && role.status.is_none_or(|status| status >= 400) {
            let unread = table.rows.iter().map(|row| Unread {
                what: "table row",
                why: "its table is of errors".to_owned(),
                span: row.span.clone(),
            });
            return self.facts.unread.extend(unread);
        }
        let Self { own, several, answered, operations, .. } = self;
        let all = if let [only] = own.as_slice() { only } else { &*several };
        let fields = at.and_then(|at| own.get(at)).unwrap_or(all);
        let mut answers = false;
        if let Some((operation, answered)) = at.and_then(|at| operations.get(at).zip(answered.get_mut(at))) {
            let names_more = answered.names_more(table, span.start, operation, fields, self.dialect);
            answers = role.answered.unwrap_or(names_more);
        }
        let about = table::About {
            is_announced: role.announces || role.objects,
            is_own,
            section,
            stars_require: !role.other_stars,
            is_sent: at.is_some() && !answers,
        };
        let (rows, unread) = match at.filter(|_| answers).and_then(|at| answered.get(at)) {
            Some(answered) => table::read(table, &answered.fields, about, self.dialect),
            None => table::read(table, fields, about, self.dialect),
        };
        self.facts.unread.extend(unread);
        let rows: Vec<Field> = rows.into_iter().map(|row| labelled(row, &role)).collect();
        match at {
            Some(at) => match headed_parent(table) {
                Some(parent) => self.give_below(at, rows, answers, &role, Some(parent)),
                None => self.give(at, rows, answers, &role, section),
            },
            None => {
                let has_types = rows.iter().any(|row| !row.kinds.is_empty());
                if self.is_of_program(&rows, &role, section) {
                    let why = "it is in a section of no operation".to_owned();
                    let unread = rows.into_iter().map(|row| Unread {
                        what: "table row",
                        why: why.clone(),
                        span: row.span,
                    });
                    return self.facts.unread.extend(unread);
                }
                let of_headers =
                    role.place == Some(FieldLocation::Header) || heads_headers(table, self.dialect);
                let is_of_headers = of_headers && self.operations.is_empty();
                let is_object = role.objects || role.answered == Some(true) || has_types;
                if is_of_headers {
                    let why = "it is of headers that no operation has";
                    let unread = rows.into_iter().map(|row| Unread {
                        what: "table row",
                        why: why.to_owned(),
                        span: row.span,
                    });
                    return self.facts.unread.extend(unread);
                }
                match is_object {
                    true => self.object(rows, &role, section),
                    false => self.facts.credentials.extend(rows),
                }
            }
        }
    }

    fn field(&mut self, field: Field, role: Role, section: Option<usize>, span: &Span) {
        let mut field = labelled(field, &role);
        let Some(at) = self.homes.nearest(section, span.start) else {
            let is_of_program = self.is_of_program(std::slice::from_ref(&field), &role, section);
            let is_object = role.objects
                || !field.kinds.is_empty()
                || role.answered == Some(true)
                || (self.operations.is_empty() && role.announces);
            if is_object && !is_of_program {
                return self.object(vec![field], &role, section);
            }
            let what = match field.shape {
                FieldShape::Definition => "definition",
                FieldShape::Component => "component",
                _ => "bullet",
            };
            let why = "it is in a section of no operation".to_owned();
            return self.facts.unread.push(Unread { what, why, span: field.span });
        };
        let answers = role.answered == Some(true);
        let meant = match answers {
            true => {
                let (Some(operation), Some(answered)) = (self.operations.get(at), self.answered.get_mut(at))
                else {
                    return;
                };
                answered.read(span.start, operation);
                answered.fields.meant_by(&field.name.value)
            }
            false => self.own.get(at).and_then(|own| own.meant_by(&field.name.value)),
        };
        // only what is spelled the same: a list is of more than what a sample shows
        if let Some(meant) = meant.filter(|meant| !meant.typo) {
            field.path = Some(meant.path);
        }
        self.give(at, vec![field], answers, &role, section);
    }

    /// Gives fields to an operation and to those that were named with it; of the parameters of paths only to those whose
    /// path has them.
    fn give(&mut self, at: usize, fields: Vec<Field>, answers: bool, role: &Role, section: Option<usize>) {
        let parent = self.parent(at, answers, role, section);
        self.give_below(at, fields, answers, role, parent);
    }

    fn give_below(
        &mut self,
        at: usize,
        mut fields: Vec<Field>,
        answers: bool,
        role: &Role,
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
    fn parent(&self, at: usize, answers: bool, role: &Role, section: Option<usize>) -> Option<String> {
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

    /// Adds fields to the object that a section defines.
    fn object(&mut self, fields: Vec<Field>, role: &Role, section: Option<usize>) {
        let Some(first) = fields.first().map(|field| field.span.clone()) else { return };
        let named = role.subject.clone().map(|subject| (subject, section)).or_else(|| {
            let above = std::iter::successors(section, |at| self.sections.get(*at).and_then(|it| it.parent));
            let mut own = above.filter(|at| self.homes.of(Some(*at)) == Some(*at));
            let at = own.next()?;
            Some((self.sections.get(at)?.title.clone(), Some(at)))
        });
        let title = || self.facts.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
        let (name, section) = named.unwrap_or_else(|| (title(), section));
        let span = section.and_then(|at| self.sections.get(at)).map_or(first, |it| it.span.clone());
        let object = self.objects.entry(span.start).or_insert_with(|| ObjectFact {
            name: Stated { value: name, span },
            fields: Vec::new(),
            section,
        });
        object.fields.extend(fields);
    }

    /// Whether fields that are of no operation are what a program takes, and not what an API sends: settings, variables of the
    /// environment, arguments of a function.
    fn is_of_program(&self, fields: &[Field], role: &Role, section: Option<usize>) -> bool {
        let above = std::iter::successors(section, |at| self.sections.get(*at).and_then(|it| it.parent));
        let titles: Vec<&str> =
            above.filter_map(|at| self.sections.get(at)).map(|section| section.title.as_str()).collect();
        let labels = &self.dialect.labels;
        let is_elsewhere = |title: &&str| {
            !title.starts_with('`') && (labels.programs.is_in(title) || labels.history.is_in(title))
        };
        // `` `client.get(path)` ``
        let is_function = |title: &&str| {
            title
                .split_once('(')
                .is_some_and(|(before, _)| before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        let is_variable = |field: &Field| {
            let name = &field.name.value;
            name.contains('_')
                && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        };
        !role.objects
            && self.operations.is_empty()
            && (titles.iter().any(is_elsewhere)
                || titles.iter().any(is_function)
                || (!fields.is_empty() && fields.iter().all(is_variable)))
    }

    /// The operation that a table documents: the nearest of its section; without one, the one above whose samples have the
    /// fields that it names.
    fn owner(&self, table: &Table, span: &Span, section: Option<usize>) -> Option<usize> {
        let nearest = self.homes.nearest(section, span.start);
        if let Some(nearest) = nearest {
            return Some(nearest);
        }
        let of = |operation: &OperationFact| operation.section;
        let operations = self.operations.iter().enumerate();
        let (above, below): (Vec<_>, Vec<_>) = operations.partition(|(_, it)| it.span.start < span.start);
        let (last, above) = above.into_iter().max_by_key(|(_, operation)| operation.span.start)?;
        let below = below.into_iter().min_by_key(|(_, operation)| operation.span.start);
        let is_of_next =
            below.is_some_and(|(_, below)| self.shared(section, of(below)) > self.shared(section, of(above)));
        let fields = self.own.get(last).filter(|_| !is_of_next)?;
        (table::resolved(table, fields, self.dialect) > 0).then_some(last)
    }

    /// How many sections hold both.
    fn shared(&self, one: Option<usize>, other: Option<usize>) -> usize {
        let above =
            |from| std::iter::successors(from, |at: &usize| self.sections.get(*at).and_then(|it| it.parent));
        let others: Vec<usize> = above(other).collect();
        above(one).filter(|at| others.contains(at)).count()
    }
}

/// The field whose children a table documents, as the header of its names has it in code: `` `items[]` attribute ``.
fn headed_parent(table: &Table) -> Option<String> {
    let code = table.header.first()?.codes.first()?;
    let is_name = code.text.ends_with("[]") || code.text.ends_with('.');
    is_name.then(|| code.text.trim_end_matches('.').to_owned())
}

/// Whether the names that a table has are of headers.
fn heads_headers(table: &Table, dialect: &Dialect) -> bool {
    table.header.first().is_some_and(|head| dialect.labels.header.has(&fold(&head.plain())))
}

/// What a link to a heading of the same page ends with.
fn slug(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// A field with what its labels say of it, where it says nothing itself.
fn labelled(mut field: Field, role: &Role) -> Field {
    if role.answered != Some(true) {
        field.location = field.location.or(role.place);
    }
    if field.required == Requirement::Unstated {
        field.required = role.requirement;
    }
    field
}

/// The fields of an operation's responses above a place; places are looked at from the page's top.
#[derive(Default)]
struct Answered {
    fields: SampledFields,
    /// How many responses these are of.
    read: usize,
}

impl Answered {
    /// Adds the fields of the responses above an offset.
    fn read(&mut self, at: usize, operation: &OperationFact) {
        let new = operation.responses.iter().skip(self.read);
        for response in new.take_while(|response| response.fence.start < at) {
            self.read += 1;
            response.body.iter().for_each(|body| self.fields.extend(body));
        }
    }

    /// Whether a table at an offset names more fields of the responses above it than of those that are `asked`.
    fn names_more(
        &mut self,
        table: &Table,
        at: usize,
        operation: &OperationFact,
        asked: &SampledFields,
        dialect: &Dialect,
    ) -> bool {
        self.read(at, operation);
        let named = table::resolved(table, &self.fields, dialect);
        named > 0 && named > table::resolved(table, asked, dialect)
    }
}
