//! One field in two revisions: whether it must be there, what is fixed, disputed or composed, and what rows say of it.

use std::collections::HashSet;

use super::class::*;
use super::evidence::{described_at, has_row, shown};
use super::{ChangeLog, ChangePlace};
use crate::model::{Claim, Limit, Property, Schema, StringPattern, Why};

/// Reports what changed about a field that is in both and is `answered`, or sent; `schemas` compares their schemas.
pub(super) fn compare(
    log: &mut ChangeLog,
    answered: bool,
    old: &Property,
    new: &Property,
    schemas: impl FnOnce(&mut ChangeLog),
) {
    let dispute_changed = old.dispute.is_some() != new.dispute.is_some();
    if dispute_changed {
        dispute(log, old, new);
    } else {
        constant(log, old, new);
        template(log, old, new);
    }
    let before = log.changes.len();
    schemas(log);
    nullable(log, answered, old, new);
    let inner = log.changes.iter().skip(before).any(|change| change.bump == Bump::Major);
    let fixed_or_freed = old.constant.is_some() != new.constant.is_some();
    let told_already = dispute_changed || fixed_or_freed || (inner && follows(old) && follows(new));
    if old.required != new.required && !told_already {
        required(log, answered, old, new);
    }
    bounds(log, answered, old, new);
    words(log, old, new);
}

/// Reports what changed about the values that are taken, of a field or of a parameter.
pub(super) fn bounds(log: &mut ChangeLog, answered: bool, old: &Property, new: &Property) {
    default(log, old, new);
    values(log, answered, old, new);
    limits(log, old, new);
}

/// Whether it can be `null`.
fn nullable(log: &mut ChangeLog, answered: bool, old: &Property, new: &Property) {
    if old.nullable == new.nullable || [&old.schema, &new.schema].contains(&&Schema::Any) {
        return;
    }
    let path = &new.path;
    let (class, message): (RatedClass, _) = match (new.nullable, answered) {
        (true, true) => (TYPE_WIDENED.on_the_wire(Wire::Breaks), format!("`{path}` can be null now")),
        (true, false) => ((&TYPE_WIDENED).into(), format!("`{path}` can be null now")),
        (false, true) => {
            (TYPE_NARROWED.on_the_wire(Wire::Compatible), format!("`{path}` is not null any more"))
        }
        (false, false) => ((&TYPE_NARROWED).into(), format!("`{path}` cannot be null any more")),
    };
    log.report(class, path, shown(old, &old.name), shown(new, &new.name), message);
}

/// Whether it is only required, or not, for what it holds.
fn follows(property: &Property) -> bool {
    matches!(property.schema, Schema::Object(_) | Schema::OneOf(_))
        && matches!(property.why, Why::Inner | Why::Fixed | Why::Unstated)
}

/// A dispute that nothing settles has come, or is gone: the client asks its caller, or does so no more.
fn dispute(log: &mut ChangeLog, old: &Property, new: &Property) {
    let claims = |property: &Property| -> Option<ChangePlace> {
        let claims: &[Claim] = match (&property.dispute, &property.settled) {
            (Some(dispute), _) => &dispute.claims,
            (None, Some(settled)) => &settled.claims,
            (None, None) => return shown(property, &value(property)),
        };
        let text = claims.iter().map(|claim| claim.value.as_str()).collect::<Vec<_>>().join(" or ");
        let odd = claims.last().and_then(|claim| claim.evidence.first())?;
        Some(ChangePlace { page: odd.page.to_string(), line: odd.line, text })
    };
    let path = &new.path;
    let (class, message) = match new.dispute {
        Some(_) => (
            &CONTRADICTION_ADDED,
            format!("the docs dispute `{path}` now, and nothing settles it: the client asks its caller"),
        ),
        None => (
            &CONTRADICTION_REMOVED,
            format!("nothing is in dispute about `{path}` any more: the client does not ask its caller"),
        ),
    };
    log.report(class.asks(Bump::Major), path, claims(old), claims(new), message);
}

fn value(property: &Property) -> String {
    match &property.constant {
        Some(constant) => constant.value.as_str().map_or_else(|| constant.value.to_string(), str::to_owned),
        None => property.name.clone(),
    }
}

fn constant(log: &mut ChangeLog, old: &Property, new: &Property) {
    let path = &new.path;
    let places = (shown(old, &value(old)), shown(new, &value(new)));
    let (class, message) = match (&old.constant, &new.constant) {
        (Some(was), Some(is)) if was.value != is.value => {
            (&CONSTANT_CHANGED, format!("`{path}` is fixed as `{}` now; it was `{}`", value(new), value(old)))
        }
        (None, Some(_)) => (&TYPE_NARROWED, format!("the docs fix `{path}` now, as `{}`", value(new))),
        (Some(_), None) => {
            (&TYPE_WIDENED, format!("the docs do not fix `{path}` any more; it was `{}`", value(old)))
        }
        _ => return,
    };
    log.report(class, path, places.0, places.1, message);
}

fn template(log: &mut ChangeLog, old: &Property, new: &Property) {
    let path = &new.path;
    let at = |property: &Property, template: &StringPattern| described_at(property, &template.pattern);
    match (&old.template, &new.template) {
        (Some(was), Some(is)) if was.pattern != is.pattern => {
            let idents = |template: &StringPattern| {
                let mut idents: Vec<_> =
                    template.parts.iter().map(|part| (part.ident.clone(), part.secret)).collect();
                idents.sort();
                idents
            };
            let same_parts = idents(was) == idents(is);
            let (class, message): (RatedClass, _) = match () {
                () if same_parts && literals(&was.pattern) == literals(&is.pattern) => {
                    ((&PLACEHOLDER_RENAMED).into(), format!("placeholders of `{path}` are called otherwise"))
                }
                () if same_parts => {
                    ((&TEMPLATE_CHANGED).into(), format!("`{path}` is put together otherwise"))
                }
                () => (
                    TEMPLATE_CHANGED.asks(Bump::Major),
                    format!("`{path}` is put together of other parts now"),
                ),
            };
            log.report(class, path, at(old, was), at(new, is), message);
        }
        (None, Some(is)) => {
            let class = RatedClass { wire: Wire::Compatible, ..TEMPLATE_CHANGED.asks(Bump::Minor) };
            log.report(
                class,
                path,
                None,
                at(new, is),
                format!("the documentation says what `{path}` is made of"),
            );
        }
        (Some(was), None) => {
            let message = format!("the documentation no longer says what `{path}` is made of");
            log.report(TEMPLATE_CHANGED.asks(Bump::Major), path, at(old, was), None, message);
        }
        _ => {}
    }
}

/// What is between the placeholders of a pattern.
fn literals(pattern: &str) -> Vec<&str> {
    pattern.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, literal)| literal)).collect()
}

fn required(log: &mut ChangeLog, answered: bool, old: &Property, new: &Property) {
    let path = &new.path;
    let places = (shown(old, &old.name), shown(new, &new.name));
    let (class, message): (RatedClass, _) = match (answered, new.required) {
        (false, true) => {
            ((&OPTIONAL_TO_REQUIRED).into(), format!("`{path}` must be given now; it could be left out"))
        }
        (false, false) if has_row(&old.evidence) && new.why == Why::Unstated => (
            (&REQUIRED_TO_OPTIONAL).into(),
            format!(
                "no row documents `{path}` any more, so nothing says that it must be given; silence is no removal: \
                 `required:` in docwright.yaml keeps it as it was"
            ),
        ),
        (false, false) => {
            ((&REQUIRED_TO_OPTIONAL).into(), format!("`{path}` can be left out now; it had to be given"))
        }
        (true, true) => (
            TYPE_NARROWED.on_the_wire(Wire::Compatible),
            format!("every response has `{path}` now; it could be absent"),
        ),
        (true, false) => {
            ((&RESPONSE_REQUIRED_TO_OPTIONAL).into(), format!("some responses do without `{path}` now"))
        }
    };
    log.report(class, path, places.0, places.1, message);
}

fn default(log: &mut ChangeLog, old: &Property, new: &Property) {
    if let (Some(was), Some(is)) = (&old.default, &new.default)
        && was != is
    {
        let message = format!("where `{}` is left out, `{is}` is taken now; it was `{was}`", new.path);
        log.report(&DEFAULT_CHANGED, &new.path, described_at(old, was), described_at(new, is), message);
    }
}

/// Lists of values. A list that is new, or gone, says nothing of what was taken before.
fn values(log: &mut ChangeLog, answered: bool, old: &Property, new: &Property) {
    if old.values.is_empty() || new.values.is_empty() {
        return;
    }
    let path = &new.path;
    let (was, is) = (described_at(old, &listed(&old.values)), described_at(new, &listed(&new.values)));
    let (olds, news): (HashSet<_>, HashSet<_>) = (old.values.iter().collect(), new.values.iter().collect());
    for value in new.values.iter().filter(|value| !olds.contains(value)) {
        let class = if answered { &RESPONSE_ENUM_VALUE_ADDED } else { &REQUEST_ENUM_VALUE_ADDED };
        log.report(class, path, was.clone(), is.clone(), format!("`{path}` can be `{value}` now"));
    }
    for value in old.values.iter().filter(|value| !news.contains(value) && !answered) {
        let message = format!("`{path}` cannot be `{value}` any more");
        log.report(&REQUEST_ENUM_VALUE_REMOVED, path, was.clone(), is.clone(), message);
    }
}

/// A list of values, in short.
fn listed(values: &[String]) -> String {
    const MANY: usize = 100;
    match values.split_at_checked(MANY) {
        Some((first, rest)) if !rest.is_empty() => format!("{} and {} more", first.join(", "), rest.len()),
        _ => values.join(", "),
    }
}

/// Bounds. One that is stated for the first time is one more; one that is not stated any more may well be there still.
fn limits(log: &mut ChangeLog, old: &Property, new: &Property) {
    let path = &new.path;
    for is in &new.limits {
        let was = old.limits.iter().find(|was| std::mem::discriminant(*was) == std::mem::discriminant(is));
        let class = match (was, is) {
            (Some(Limit::AtLeast(was)), Limit::AtLeast(is)) if was == is => continue,
            (Some(Limit::AtMost(was)), Limit::AtMost(is)) if was == is => continue,
            (Some(Limit::AtLeast(was)), Limit::AtLeast(is)) if is < was => &CONSTRAINT_LOOSENED,
            (Some(Limit::AtMost(was)), Limit::AtMost(is)) if is > was => &CONSTRAINT_LOOSENED,
            _ => &CONSTRAINT_TIGHTENED,
        };
        let before =
            was.map_or_else(|| "no bound was documented".to_owned(), |was| format!("it was {}", bound(was)));
        let message = format!("`{path}` is {} now; {before}", bound(is));
        log.report(
            class,
            path,
            was.and_then(|was| described_at(old, &bound(was))),
            described_at(new, &bound(is)),
            message,
        );
    }
}

fn bound(limit: &Limit) -> String {
    match limit {
        Limit::AtLeast(number) => format!("at least {number}"),
        Limit::AtMost(number) => format!("at most {number}"),
    }
}

/// Where the row is that has a description.
fn row_at(property: &Property, description: &str) -> Option<ChangePlace> {
    let rows: Vec<_> = property.evidence.iter().filter(|it| it.from.is_field()).collect();
    let number = property.descriptions.iter().position(|it| it == description)?;
    match rows.get(number) {
        // no two rows alike: as many places as descriptions, in one order
        Some(row) if rows.len() == property.descriptions.len() => {
            Some(ChangePlace { page: row.page.to_string(), line: row.line, text: description.to_owned() })
        }
        _ => described_at(property, description),
    }
}

fn words(log: &mut ChangeLog, old: &Property, new: &Property) {
    if old.descriptions == new.descriptions {
        return;
    }
    let path = &new.path;
    let only = |some: &Property, other: &Property| {
        let others: HashSet<&String> = other.descriptions.iter().collect();
        some.descriptions.iter().find(|text| !others.contains(text)).cloned()
    };
    let (was, is) = (only(old, new), only(new, old));
    let place =
        |property: &Property, text: &Option<String>| text.as_ref().and_then(|text| row_at(property, text));
    let message = match (&was, &is) {
        (Some(_), None) if new.descriptions.is_empty() => {
            format!("no row describes `{path}` any more; samples have it still: silence is no removal")
        }
        (Some(_), None) => format!("a row that described `{path}` is gone; another does"),
        (None, Some(_)) if old.descriptions.is_empty() => format!("a row describes `{path}` now"),
        (None, Some(_)) => format!("one more row describes `{path}`"),
        (Some(_), Some(_)) => format!("`{path}` is described otherwise"),
        // the same words in another order
        (None, None) => return,
    };
    log.report(&ROW_REWORDED, path, place(old, &was), place(new, &is), message);
}
