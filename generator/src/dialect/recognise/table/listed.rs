//! A list in a row's cell: what the row's field holds, or the values that it can have.

use super::cell::codes;
use crate::dialect::Dialect;
use crate::dialect::facts::Stated;
use crate::dialect::facts::field::{Field, FieldShape, JsonKind, Requirement};
use crate::dialect::recognise::cell_list::CellList;
use crate::dialect::recognise::draft::FieldDraft;
use crate::dialect::recognise::field_match::SampledFields;
use crate::dialect::recognise::name;
use crate::dialect::recognise::said::{self, SaidOfValues};
use crate::dialect::recognise::words::{self, FieldWords};
use crate::dialect::words::lexicon::List;
use crate::markdown::Text;

/// Takes the list of a row's cell: its items are what the row's field holds, or all the values that it can have.
pub(super) fn take(row: &mut Field, list: CellList, fields: &SampledFields, dialect: &Dialect) -> Vec<Field> {
    let named = |(depth, item): (usize, Text)| {
        let name = name::leading(&item, false, dialect)?;
        let words = words::read(item.text.get(name.end..).unwrap_or_default(), dialect);
        Some((depth, item, name, words))
    };
    let Some(items) = list.items.into_iter().map(named).collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let parent = row.path.clone().unwrap_or_else(|| row.name.value.clone());
    let before =
        said::read(&list.before.text, row.default.as_ref().map(|it| it.value.as_str()), None, dialect);
    let is_shown = |name: &str| {
        let path = format!("{parent}.{name}");
        fields.meant_by(&path).is_some_and(|meant| !meant.typo && meant.path == path)
    };
    let is_scalar = !row.kinds.is_empty()
        && !row.kinds.iter().any(|kind| matches!(kind, JsonKind::Object | JsonKind::Array));
    let holds = row.kinds.contains(&JsonKind::Object)
        || row.items.contains(&JsonKind::Object)
        || before.mentions.has(List::ColumnObject)
        || items.iter().any(|(_, _, name, words)| words.type_words.is_some() || is_shown(&name.value));
    if is_scalar || !holds {
        if before.mentions.has(List::Listed) && row.bounds.values.is_empty() {
            row.bounds.values = items.into_iter().map(|(_, _, name, _)| name.value).collect();
        }
        return Vec::new();
    }
    let is_list =
        row.kinds.contains(&JsonKind::Array) || row.kinds.is_empty() && before.mentions.has(List::Array);
    let mut above = vec![format!("{}{}", row.name.value, if is_list { "[]" } else { "" })];
    let mut children = Vec::new();
    for (depth, item, name, words) in items {
        above.truncate(depth + 1);
        let own = format!("{}.{}", above.last().map(String::as_str).unwrap_or_default(), name.value);
        let requirement = words.requirement.or(Requirement::of_mark(name.required));
        let draft = FieldDraft {
            name: Stated { value: own.clone(), span: name.span },
            words: FieldWords { requirement, ..words },
            codes: item.codes.iter().skip(1).cloned().collect(),
            links: item.links.iter().map(|link| link.target.clone()).collect(),
            location: row.location,
            section: row.section,
            list: row.table,
            span: row.span.clone(),
            shape: FieldShape::ListInCell,
        };
        let child = draft.finish(dialect);
        let meant = fields.meant_by(&own).filter(|meant| !meant.typo);
        above.push(format!("{own}{}", if child.kinds.contains(&JsonKind::Array) { "[]" } else { "" }));
        children.push(Field { path: meant.map(|meant| meant.path), ..child });
    }
    let SaidOfValues { mentions, bounds, examples, marks } = before;
    row.codes = codes(&list.before);
    row.description = list.before.text;
    (row.mentions, row.bounds, row.examples, row.marks) = (mentions, bounds, examples, marks);
    children
}
