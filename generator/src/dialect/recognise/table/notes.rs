//! A column of remarks beside that of descriptions: `[optional] [default to 20]`.

use crate::dialect::Dialect;
use crate::dialect::facts::Stated;
use crate::dialect::facts::field::Requirement;
use crate::dialect::words::fold;
use crate::markdown::Text;

/// What the remarks of a row say.
#[derive(Debug, Default)]
pub(super) struct Noted {
    pub requirement: Requirement,
    pub default: Option<Stated<String>>,
}

/// Reads the remarks of a cell, each in brackets or by itself.
pub(super) fn read(cell: &Text, dialect: &Dialect) -> Noted {
    let plain = cell.plain();
    let mut noted = Noted::default();
    for remark in plain.split(['[', ']', '(', ')']).map(str::trim).filter(|remark| !remark.is_empty()) {
        let folded = fold(remark);
        if dialect.requirement.optional.has(&folded) {
            noted.requirement = noted.requirement.or(Requirement::Optional);
        } else if dialect.requirement.required.has(&folded) {
            noted.requirement = noted.requirement.or(Requirement::Required);
        } else if let Some(value) = default(remark, &folded, dialect) {
            noted.default = Some(Stated { value: value.to_owned(), span: cell.span.clone() });
        }
    }
    noted
}

/// Whether the remarks of some rows say that they are optional, and those of none that they are required.
pub(super) fn are_of_optional<'t>(cells: impl Iterator<Item = &'t Text>, dialect: &Dialect) -> bool {
    let stated: Vec<Requirement> = cells.map(|cell| read(cell, dialect).requirement).collect();
    stated.contains(&Requirement::Optional) && !stated.contains(&Requirement::Required)
}

/// The value that a remark says is taken; none where that is a program's word for none.
fn default<'t>(remark: &'t str, folded: &str, dialect: &Dialect) -> Option<&'t str> {
    let words = &dialect.defaults;
    let before =
        words.before.iter().filter(|phrase| folded.starts_with(phrase.as_str())).max_by_key(|it| it.len())?;
    let value = remark.get(before.len()..)?.trim().trim_matches(['`', '\'', '"']);
    let is_none = value == "null" || words.none.has(&fold(value));
    (!value.is_empty() && !value.contains(' ') && !is_none).then_some(value)
}
