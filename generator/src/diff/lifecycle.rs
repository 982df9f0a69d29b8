//! Maturity in two revisions: beta, deprecated, and when that ends.

use super::class::*;
use super::{ChangeLog, ChangePlace};
use crate::model::{Lifecycle, Notice};

/// Reports what notices say of maturity now that they did not: of a whole source, or of one shape of a body, which goes
/// by a path and by words.
pub(super) fn compare(
    log: &mut ChangeLog,
    (path, subject): (&str, &str),
    old: (Lifecycle, &[Notice]),
    new: (Lifecycle, &[Notice]),
    else_at: (ChangePlace, ChangePlace),
) {
    let of = |(lifecycle, notices): (Lifecycle, &[Notice])| {
        notices.iter().find(|notice| notice.lifecycle == Some(lifecycle)).cloned()
    };
    let end = |side: (Lifecycle, &[Notice])| of(side).filter(|_| side.0 == Lifecycle::Deprecated)?.ends;
    let stated = |side: (Lifecycle, &[Notice])| {
        let Notice { text, evidence, .. } = of(side)?;
        Some(ChangePlace { page: evidence.page.to_string(), line: evidence.line, text })
    };
    let (was, is) = (stated(old), stated(new));
    let sunset = end(new).filter(|day| end(old).as_ref() != Some(day));
    let places = |text: fn(Lifecycle) -> &'static str| {
        let or_top = |place: Option<ChangePlace>, top: ChangePlace, lifecycle| {
            place.unwrap_or(ChangePlace { text: format!("{} ({})", top.text, text(lifecycle)), ..top })
        };
        (
            Some(or_top(was.clone(), else_at.0.clone(), old.0)),
            Some(or_top(is.clone(), else_at.1.clone(), new.0)),
        )
    };
    let (class, message) = match (sunset, old.0, new.0) {
        (Some(day), ..) => (&SUNSET_ANNOUNCED, format!("the docs say that {subject} ends on {day}")),
        (None, old, new) if old == new => return,
        (None, _, Lifecycle::Deprecated) => (&DEPRECATED, format!("the docs call {subject} deprecated")),
        (None, old, new) => {
            (&LIFECYCLE_CHANGED, format!("{subject} is {} now; it was {}", name(new), name(old)))
        }
    };
    let (old, new) = places(name);
    log.report(class, path, old, new, message);
}

fn name(lifecycle: Lifecycle) -> &'static str {
    match lifecycle {
        Lifecycle::Ga => "generally available",
        Lifecycle::Beta => "in beta",
        Lifecycle::Deprecated => "deprecated",
    }
}
