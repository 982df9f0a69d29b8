//! Which operation, response or object every documented field is of.

mod answered;
mod give;
mod ownerless;
mod value_lists;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::homes::{Groups, Homes};
use super::location::{alike, placeholders};
use crate::dialect::Dialect;
use crate::dialect::facts::field::{Field, FieldShape, Requirement};
use crate::dialect::facts::{
    ObjectFact, OperationFact, PageFacts, Section, StatedStatus, Unread, sections_around,
};
use crate::dialect::outline::SectionRole;
use crate::dialect::recognise::field_match::SampledFields;
use crate::dialect::recognise::{labels, table};
use crate::markdown::Table;
use crate::sample::json::Node;
use crate::source::Span;
use answered::Answered;

/// A table or a field, before it is known what it is of.
pub(in crate::dialect) struct FieldGroup<'a> {
    by: By<'a>,
    role: SectionRole,
    section: Option<usize>,
    span: Span,
}

enum By<'a> {
    Table(&'a Table),
    Field(Box<Field>),
}

impl<'a> FieldGroup<'a> {
    pub fn table(table: &'a Table, role: SectionRole, section: Option<usize>, span: Span) -> Self {
        Self { by: By::Table(table), role, section, span }
    }

    pub fn field(field: Field, role: SectionRole, section: Option<usize>, span: Span) -> Self {
        Self { by: By::Field(Box::new(field)), role, section, span }
    }
}

/// Gives tables and fields to what they are of.
pub(in crate::dialect) fn place(
    documented: Vec<FieldGroup<'_>>,
    operations: &mut [OperationFact],
    groups: &Groups,
    homes: &Homes<'_>,
    sections: &[Section],
    facts: &mut PageFacts,
    dialect: &Dialect,
) {
    let own = sampled_of_groups(operations, groups);
    let several = match own.len() {
        1 => Rc::default(),
        _ => Rc::new(SampledFields::of(operations.iter().flat_map(OperationFact::bodies))),
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
        typed_lists: typed_lists(&documented),
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

/// For each operation the fields that its samples send and those of the operations of its group, which share their fields.
fn sampled_of_groups(operations: &[OperationFact], groups: &Groups) -> Vec<Rc<SampledFields>> {
    let mut bodies: HashMap<usize, Vec<&Node>> = HashMap::new();
    for (operation, group) in operations.iter().zip(&groups.0) {
        bodies.entry(*group).or_default().extend(operation.bodies());
    }
    let fields = |(group, bodies): (usize, Vec<&Node>)| (group, Rc::new(SampledFields::of(bodies)));
    let fields: HashMap<usize, Rc<SampledFields>> = bodies.into_iter().map(fields).collect();
    groups.0.iter().map(|group| fields.get(group).cloned().unwrap_or_default()).collect()
}

struct Placing<'p, 'o> {
    /// The fields that the samples of each operation send, and of those that were named with it.
    own: Vec<Rc<SampledFields>>,
    /// The fields that those of several operations send.
    several: Rc<SampledFields>,
    answered: Vec<Answered>,
    /// The parameters that each operation's path names.
    names: Vec<Vec<String>>,
    operations: &'p mut [OperationFact],
    groups: &'p Groups,
    homes: &'p Homes<'o>,
    sections: &'p [Section],
    /// By where their sections begin.
    objects: BTreeMap<usize, ObjectFact>,
    /// Where the lists begin that state the type of some field.
    typed_lists: HashSet<usize>,
    facts: &'p mut PageFacts,
    dialect: &'p Dialect,
}

/// Where the lists of bullets begin that state the type of some field.
fn typed_lists(documented: &[FieldGroup<'_>]) -> HashSet<usize> {
    let listed = documented.iter().filter_map(|it| match &it.by {
        By::Field(field) if field.shape == FieldShape::List && !field.kinds.is_empty() => Some(field.table),
        _ => None,
    });
    listed.collect()
}

impl Placing<'_, '_> {
    fn table(&mut self, table: &Table, role: SectionRole, section: Option<usize>, span: &Span) {
        let at = self.owner(table, span, section, &role);
        let home = at.and_then(|at| self.operations.get(at)).map(|it| self.homes.of(it.section));
        let is_own = home.is_none_or(|home| home == self.homes.of(section));
        if let Some(statuses) = table::statuses(table, role.answered == Some(true), self.dialect)
            .filter(|_| is_own && !role.is_of_answers_headers())
            && let Some(at) = at
        {
            return self.statuses(statuses, at);
        }
        if role.errors && role.answered == Some(true) && role.status.is_none_or(|status| status >= 400) {
            // an object that describes a failure is one that others refer to
            if role.objects && role.subject.is_some() && (at.is_none() || !is_own) {
                let about = table::TableContext {
                    is_announced: true,
                    is_own: true,
                    section,
                    stars_require: true,
                    others_required: false,
                };
                let (rows, unread) = table::read(table, &SampledFields::default(), about, self.dialect);
                self.facts.unread.extend(unread);
                return self.object(rows, &role, section);
            }
            let spans = table.rows.iter().map(|row| row.span.clone());
            return self.unread_rows(spans, "its table is of errors");
        }
        if at.is_some_and(|at| self.takes_values(table, at)) {
            return;
        }
        if let Some(name) = at.and_then(|at| self.valued(table, at)) {
            let spans = table.rows.iter().map(|row| row.span.clone());
            return self.unread_rows(spans, &format!("its table is of values of `{name}`"));
        }
        if at.is_some() && role.is_of_answers_headers() {
            let spans = table.rows.iter().map(|row| row.span.clone());
            return self.unread_rows(spans, "its table is of headers that are answered");
        }
        let by_name = self.answered_by_name(section);
        let Self { own, several, answered, operations, .. } = self;
        let all = if let [only] = own.as_slice() { only } else { several };
        let fields: &SampledFields = at.and_then(|at| own.get(at)).unwrap_or(all);
        let mut answers = false;
        if let Some((operation, answered)) = at.and_then(|at| operations.get(at).zip(answered.get_mut(at))) {
            let names_more = answered.names_more(table, span.start, operation, fields, self.dialect);
            // what is answered need not be given
            let asks = operation.rows.is_empty() && table::states_requirement(table, self.dialect);
            answers = role.answered.or(by_name).unwrap_or(names_more && !asks);
            // what is answered may be shown below the table
            if role.answered == Some(true) && table::resolved(table, &answered.fields, self.dialect) == 0 {
                answered.read(usize::MAX, operation);
            }
        }
        if at.filter(|_| !answers).is_some_and(|at| self.repeats(table, at)) {
            let spans = table.rows.iter().map(|row| row.span.clone());
            return self.unread_rows(
                spans,
                "it says of fields that another table documents what no column's head explains",
            );
        }
        let Self { own, several, answered, .. } = self;
        let all = if let [only] = own.as_slice() { only } else { several };
        let fields: &SampledFields = at.and_then(|at| own.get(at)).unwrap_or(all);
        let about = table::TableContext {
            is_announced: role.announces || role.objects,
            is_own,
            section,
            stars_require: !role.other_stars,
            others_required: at.is_some() && !answers && role.requirement == Requirement::Unstated,
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
                let mut rows = rows;
                put_below(&mut rows, headed_parent(table));
                self.ownerless_rows(table, rows, &role, section)
            }
        }
    }

    /// Gives the statuses that the rows of a table list to the operations that answer with them.
    fn statuses(&mut self, statuses: Vec<StatedStatus>, at: usize) {
        for other in self.groups.with(at) {
            let Some(operation) = self.operations.get_mut(other) else { continue };
            statuses.iter().for_each(|status| operation.state(status));
        }
    }

    /// Whether a table has nothing but marks for fields that the operation has from another one.
    fn repeats(&self, table: &Table, at: usize) -> bool {
        let known = |name: &str| {
            let rows = self.operations.get(at).map(|it| it.rows.as_slice()).unwrap_or_default();
            rows.iter().any(|field| field.name.value == name)
        };
        table::names_under_marks(table, self.dialect).is_some_and(|names| names.into_iter().all(known))
    }

    fn field(&mut self, field: Field, role: SectionRole, section: Option<usize>, span: &Span) {
        let mut field = labelled(field, &role);
        let Some(at) = self.homes.nearest(section, span.start) else {
            return self.ownerless_field(field, &role, section);
        };
        if role.is_of_answers_headers() {
            let why = "it is of a header that is answered".to_owned();
            return self.facts.unread.push(Unread { what: "field", why, span: field.span });
        }
        let is_answer = |start: usize| {
            self.operations.get(at).is_some_and(|it| it.responses.iter().any(|it| it.fence.start == start))
        };
        let answers = role.answered == Some(true) || role.of_sample.is_some_and(is_answer);
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

    /// The operation that a table documents: the nearest of its section; without one, the one above whose samples have the
    /// fields that it names.
    fn owner(&self, table: &Table, span: &Span, section: Option<usize>, role: &SectionRole) -> Option<usize> {
        let nearest = self.homes.nearest(section, span.start);
        if let Some(nearest) = nearest {
            return Some(nearest);
        }
        if self.homes.is_of_objects(section) {
            return None;
        }
        // the heading around a label of objects is called like one
        if role.objects && self.homes.of(section) != section && self.homes.of(section) != Some(0) {
            return None;
        }
        let of = |operation: &OperationFact| operation.section;
        let operations = self.operations.iter().enumerate();
        let (above, below): (Vec<_>, Vec<_>) = operations.partition(|(_, it)| it.span.start < span.start);
        let (last, above) = above.into_iter().max_by_key(|(_, operation)| operation.span.start)?;
        let below = below.into_iter().min_by_key(|(_, operation)| operation.span.start);
        let is_of_next =
            below.is_some_and(|(_, below)| self.shared(section, of(below)) > self.shared(section, of(above)));
        let fields = self.own.get(last).filter(|_| !is_of_next)?;
        let resolved = table::resolved(table, fields, self.dialect);
        // what is in a section of its own beside the operation's is something else's, but for a name or two
        let home = self.homes.of(section);
        let is_beside = home.is_some() && !self.above(of(above)).any(|at| Some(at) == home);
        let is_its = if is_beside { resolved * 2 > table.rows.len() } else { resolved > 0 };
        is_its.then_some(last)
    }

    /// What the name of a type says that a section is called by: `LaunchRequest`, `LaunchResult`.
    fn answered_by_name(&self, section: Option<usize>) -> Option<bool> {
        let title = section.and_then(|at| self.sections.get(at))?.title.trim();
        let is_word = title.chars().all(char::is_alphanumeric);
        let last = title.rfind(char::is_uppercase).filter(|at| is_word && *at > 0)?;
        labels::title(title.get(last..)?, self.dialect).is_answered()
    }

    /// A section and those around it, from the inside.
    fn above(&self, section: Option<usize>) -> impl Iterator<Item = usize> {
        sections_around(self.sections, section)
    }

    /// How many sections hold both.
    fn shared(&self, one: Option<usize>, other: Option<usize>) -> usize {
        let others: Vec<usize> = self.above(other).collect();
        self.above(one).filter(|at| others.contains(at)).count()
    }
}

/// The field whose children a table documents, as the header of its names has it in code: `` `items[]` attribute ``.
fn headed_parent(table: &Table) -> Option<String> {
    let code = table.header.first()?.codes.first()?;
    let is_name = code.text.ends_with("[]") || code.text.ends_with('.');
    is_name.then(|| code.text.trim_end_matches('.').to_owned())
}

/// Names fields as children of the one that holds them, where there is one.
fn put_below(fields: &mut [Field], parent: Option<String>) {
    let Some(parent) = parent else { return };
    for field in fields.iter_mut().filter(|field| !field.name.value.contains('.')) {
        field.name.value = format!("{parent}.{}", field.name.value);
    }
}

/// A field with what its labels say of it, where it says nothing itself.
fn labelled(mut field: Field, role: &SectionRole) -> Field {
    if role.answered != Some(true) {
        field.location = field.location.or(role.place);
    }
    if field.required == Requirement::Unstated {
        field.required = role.requirement;
    }
    field
}
