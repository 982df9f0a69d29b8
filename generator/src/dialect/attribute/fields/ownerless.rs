//! What fields are of that no operation has: an object that the page defines, credentials, or nothing of an API.

use super::Placing;
use crate::dialect::Dialect;
use crate::dialect::attribute::location::alike;
use crate::dialect::facts::field::{Field, FieldLocation, FieldShape};
use crate::dialect::facts::{ObjectFact, Stated, Unread, sections_around};
use crate::dialect::outline::SectionRole;
use crate::dialect::recognise::labels;
use crate::dialect::recognise::name::without_article;
use crate::dialect::words::fold;
use crate::markdown::Table;
use crate::sample::http::request_line;
use crate::source::Span;

impl Placing<'_, '_> {
    /// Rows of a table that is of no operation.
    pub(super) fn ownerless_rows(
        &mut self,
        table: &Table,
        rows: Vec<Field>,
        role: &SectionRole,
        section: Option<usize>,
    ) {
        let has_types = rows.iter().any(|row| !row.kinds.is_empty());
        // what is needed for all calls comes before them
        let is_behind = rows
            .first()
            .zip(self.operations.first())
            .is_some_and(|(row, first)| first.span.end <= row.span.start);
        let of_headers = role.place == Some(FieldLocation::Header) || heads_headers(table, self.dialect);
        if self.is_of_program(&rows, role, section) {
            self.unread_rows(rows.into_iter().map(|row| row.span), "it is in a section of no operation");
        } else if of_headers && self.operations.is_empty() {
            self.unread_rows(rows.into_iter().map(|row| row.span), "it is of headers that no operation has");
        } else if role.objects
            || role.answered == Some(true)
            || has_types
            || heads_fields(table, self.dialect) && is_behind
        {
            self.object(rows, role, section);
        } else {
            self.facts.credentials.extend(rows);
        }
    }

    /// A field that is of no operation.
    pub(super) fn ownerless_field(&mut self, field: Field, role: &SectionRole, section: Option<usize>) {
        let is_of_thing = role.objects && role.subject.is_some();
        let below = self.below(&field, section);
        if !below.is_empty() && role.answered != Some(true) && !is_of_thing {
            return below.into_iter().for_each(|at| self.add_row(at, field.clone()));
        }
        let is_of_program = self.is_of_program(std::slice::from_ref(&field), role, section);
        let is_object = role.objects
            || !field.kinds.is_empty()
            || (field.shape == FieldShape::List && self.typed_lists.contains(&field.table))
            || role.answered == Some(true)
            || (self.operations.is_empty() && role.announces)
            || self.lists_fields(section);
        if is_object && !is_of_program {
            return self.object(vec![field], role, section);
        }
        self.facts.unread.push(of_no_operation(field));
    }

    /// Whether a section's heading says nothing but that it lists the fields of what the one above is about.
    fn lists_fields(&self, section: Option<usize>) -> bool {
        let title = section.and_then(|at| self.sections.get(at)).map(|it| it.title.as_str());
        title.is_some_and(|title| labels::title(title, self.dialect).is_of_fields_only())
    }

    /// The operations of the sections below one whose path or query has a parameter that is documented there.
    fn below(&self, field: &Field, section: Option<usize>) -> Vec<usize> {
        let name = alike(&field.name.value);
        let Some(home) = self.homes.of(section) else { return Vec::new() };
        let is_below = |at: &usize| {
            let of = self.operations.get(*at).and_then(|it| it.section);
            let mut above = sections_around(self.sections, of);
            above.any(|at| at == home)
        };
        let has = |at: &usize| self.names.get(*at).is_some_and(|names| names.contains(&name));
        let asks = |at: &usize| {
            let pairs = self.operations.get(*at).map(|it| it.query_pairs()).unwrap_or_default();
            pairs.iter().any(|pair| alike(&pair.name) == name)
        };
        (0..self.operations.len()).filter(|at| is_below(at) && (has(at) || asks(at))).collect()
    }

    fn add_row(&mut self, at: usize, field: Field) {
        self.operations.get_mut(at).into_iter().for_each(|operation| operation.rows.push(field.clone()));
    }

    /// Lists rows as unread.
    pub(super) fn unread_rows(&mut self, rows: impl Iterator<Item = Span>, why: &str) {
        let unread = rows.map(|span| Unread { what: "table row", why: why.to_owned(), span });
        self.facts.unread.extend(unread);
    }

    /// Adds fields to the object that a section defines.
    pub(super) fn object(&mut self, fields: Vec<Field>, role: &SectionRole, section: Option<usize>) {
        let Some(first) = fields.first().map(|field| field.span.clone()) else { return };
        let called = |subject| (self.called(subject, section), section);
        let named = role.subject.as_deref().map(called).or_else(|| {
            let above = sections_around(self.sections, section);
            let mut own = above.filter(|at| self.homes.of(Some(*at)) == Some(*at));
            let at = own.next()?;
            Some((self.sections.get(at)?.title.clone(), Some(at)))
        });
        // a first heading that is a label's is no title
        let title = || match (&self.facts.front_matter.title, &self.facts.title) {
            (Some(title), _) if self.homes.of(Some(0)) != Some(0) => title.clone(),
            (_, title) => title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        };
        let (name, section) = named.unwrap_or_else(|| (title(), section));
        let name = self.without_kind(&name).to_owned();
        // what is called like an operation is none
        if request_line(&name).is_some() {
            return self.facts.unread.extend(fields.into_iter().map(of_no_operation));
        }
        let span = section.and_then(|at| self.sections.get(at)).map_or(first, |it| it.span.clone());
        let object = self
            .objects
            .entry(span.start)
            .or_insert_with(|| ObjectFact { name: Stated { value: name, span }, fields: Vec::new() });
        object.fields.extend(fields);
    }

    /// The name of the object that a label is about, without an article, and in the letters of the heading that has it.
    fn called(&self, subject: &str, section: Option<usize>) -> String {
        let subject = without_article(subject, self.dialect);
        let titles = sections_around(self.sections, section);
        let written = titles.filter_map(|at| self.sections.get(at)).find_map(|section| {
            let folded = fold(&section.title);
            let at = folded.find(subject).filter(|_| folded.len() == section.title.len())?;
            section.title.get(at..at + subject.len())
        });
        written.unwrap_or(subject).to_owned()
    }

    /// A name without the words behind it that say that it is an object's: `Kite resource type`.
    fn without_kind<'n>(&self, name: &'n str) -> &'n str {
        let (objects, types) = (&self.dialect.labels.objects, &self.dialect.columns.kind);
        let mut kept = name.trim();
        while let Some((before, last)) = kept.rsplit_once(' ')
            && (objects.has(&fold(last)) || types.has(&fold(last)))
        {
            kept = before.trim_end();
        }
        // a type by itself is a thing's: `Unit type`
        let is_object = name.get(kept.len()..).is_some_and(|dropped| objects.is_in(dropped));
        if is_object { kept } else { name }
    }

    /// Whether fields that are of no operation are what a program takes, and not what an API sends: settings, variables of the
    /// environment, arguments of a function.
    fn is_of_program(&self, fields: &[Field], role: &SectionRole, section: Option<usize>) -> bool {
        let above = sections_around(self.sections, section);
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
        // `server.http.retry.limit`, which no sample sends
        let is_setting = |field: &Field| {
            let name = &field.name.value;
            let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
            field.path.is_none() && name.matches('.').count() > 1 && name.chars().all(is_key)
        };
        let are_settings = !fields.is_empty() && fields.iter().all(is_setting);
        if self.homes.is_of_program(section) || (!role.objects && role.answered.is_none() && are_settings) {
            return true;
        }
        !role.objects
            && self.operations.is_empty()
            && (titles.iter().any(is_elsewhere)
                || titles.iter().any(is_function)
                || (!fields.is_empty() && fields.iter().all(is_variable)))
    }
}

/// The entry for a field that is of nothing.
fn of_no_operation(field: Field) -> Unread {
    let what = match field.shape {
        FieldShape::Table => "table row",
        FieldShape::Definition => "definition",
        FieldShape::Component => "component",
        _ => "bullet",
    };
    Unread { what, why: "it is in a section of no operation".to_owned(), span: field.span }
}

/// Whether a table says that its names are of fields: `Field`, `Attribute`.
fn heads_fields(table: &Table, dialect: &Dialect) -> bool {
    table.header.first().is_some_and(|head| dialect.labels.fields.has(&fold(&head.plain())))
}

/// Whether the names that a table has are of headers.
fn heads_headers(table: &Table, dialect: &Dialect) -> bool {
    table.header.first().is_some_and(|head| dialect.labels.header.has(&fold(&head.plain())))
}
