//! A source in two revisions: which one it was, and what its page says of itself.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::class::*;
use super::lifecycle;
use super::likeness;
use super::operation;
use super::{ChangeLog, ChangePlace, Sides, place};
use crate::model::{Api, FieldTable, Origin, Source};

/// Which source of `old` is which of `new`: by page id, by page, by module, by what it fixes, and last by likeness.
pub(super) fn pairs(old: &Api, new: &Api) -> Vec<(usize, usize)> {
    let was = &old.sources;
    // one page against one page: the caller says that they are the same
    if let ([_], [_]) = (was.as_slice(), new.sources.as_slice()) {
        return vec![(0, 0)];
    }
    let mut pairs = Vec::new();
    let mut olds: Vec<(usize, &Source)> = was.iter().enumerate().collect();
    let mut news: Vec<(usize, &Source)> = new.sources.iter().enumerate().collect();
    let keys: [fn(&Source) -> Option<&str>; 3] =
        [|it| it.page_id.as_deref(), |it| Some(&it.page), |it| Some(&it.module)];
    for key in keys {
        pair(&mut pairs, &mut olds, &mut news, |source| key(source));
    }
    if olds.is_empty() || news.is_empty() {
        return pairs;
    }
    let marks = |all: Vec<(usize, &Source)>| -> Vec<(usize, SourceTraits)> {
        all.into_par_iter().map(|(at, source)| (at, SourceTraits::of(source))).collect()
    };
    let (mut olds, mut news) = (marks(olds), marks(news));
    pair(&mut pairs, &mut olds, &mut news, |marks| Some(&marks.constants).filter(|all| !all.is_empty()));
    let alike = likeness::pairs(&olds, &news, likeness::ALIKE, |(_, one), (_, other)| one.likeness(other));
    pairs.extend(alike.into_iter().filter_map(|(from, to)| Some((olds.get(from)?.0, news.get(to)?.0))));
    pairs
}

/// Takes those of `olds` and `news` out into `pairs` that have the same key: of several, the first with the first.
fn pair<T, K: Ord + ?Sized>(
    pairs: &mut Vec<(usize, usize)>,
    olds: &mut Vec<(usize, T)>,
    news: &mut Vec<(usize, T)>,
    key: impl Fn(&T) -> Option<&K>,
) {
    let mut known: BTreeMap<&K, usize> = BTreeMap::new();
    for (at, old) in olds.iter().rev() {
        known.extend(key(old).map(|key| (key, *at)));
    }
    let before = pairs.len();
    pairs.extend(news.iter().filter_map(|(at, new)| Some((known.remove(key(new)?)?, *at))));
    let (from, to): (HashSet<usize>, HashSet<usize>) = pairs.iter().skip(before).copied().unzip();
    olds.retain(|(at, _)| !from.contains(at));
    news.retain(|(at, _)| !to.contains(at));
}

/// What a source is known by under another name.
struct SourceTraits {
    title: String,
    /// What its pages fix, which is its alone.
    constants: BTreeSet<String>,
    fields: BTreeSet<String>,
}

impl SourceTraits {
    fn of(source: &Source) -> Self {
        Self {
            title: source.title.clone(),
            constants: source.operations.iter().flat_map(operation::constants).collect(),
            fields: source.operations.iter().flat_map(operation::fields).collect(),
        }
    }

    fn likeness(&self, other: &Self) -> f64 {
        match self.constants.is_empty() && other.constants.is_empty() {
            true => match likeness::common(&self.fields, &other.fields) {
                common if common < likeness::ALIKE => 0.0,
                common => common * likeness::text(&self.title, &other.title),
            },
            false => likeness::common(&self.constants, &other.constants),
        }
    }
}

/// Reports what changed between two revisions of a source, of which nothing was reported yet.
pub(super) fn compare(log: &mut ChangeLog, sides: Sides<'_>) {
    let (old, new) = (sides.old, sides.new);
    log.begin(&new.module, None);
    page(log, old, new);
    lifecycle::compare(
        log,
        ("", "it"),
        (old.lifecycle, &old.notices),
        (new.lifecycle, &new.notices),
        (at_top(old), at_top(new)),
    );
    operation::all(log, sides);
    log.begin(&new.module, None);
    tables(log, old, new);
}

fn at_top(source: &Source) -> ChangePlace {
    ChangePlace { page: source.page.to_string(), line: source.title_line.max(1), text: source.title.clone() }
}

fn page(log: &mut ChangeLog, old: &Source, new: &Source) {
    let named = |source: &Source, text: &str| Some(ChangePlace { text: text.to_owned(), ..at_top(source) });
    if old.module != new.module {
        let message = format!(
            "the module is called `{}` after its page now; it was `{}`: `renames: sources:` in docwright.yaml keeps it",
            new.module, old.module
        );
        log.report(&NAME_CHANGED, "", named(old, &old.module), named(new, &new.module), message);
    }
    if old.page != new.page {
        let message = format!("the page is {} now; it was {}", new.page, old.page);
        log.report(&PAGE_MOVED, "", named(old, &old.page), named(new, &new.page), message);
    }
    let (olds, news): (HashSet<_>, HashSet<_>) =
        (old.products.iter().collect(), new.products.iter().collect());
    let gone = old.products.iter().find(|name| !news.contains(name));
    let come = new.products.iter().find(|name| !olds.contains(name));
    if let (Some(gone), Some(come)) = (gone, come) {
        let message = format!("the title says `{come}` now; it said `{gone}`");
        log.report(&PRODUCT_RENAMED, "", named(old, gone), named(new, come), message);
    }
}

/// Reports tables that are on the other side of the first request, on another page, or on none, and whose fields
/// are known still.
fn tables(log: &mut ChangeLog, old: &Source, new: &Source) {
    let known: BTreeSet<String> = new.operations.iter().flat_map(operation::fields).collect();
    let pairs: HashMap<usize, usize> = table_pairs(&old.tables, &new.tables).into_iter().collect();
    for (from, was) in old.tables.iter().enumerate() {
        let is = pairs.get(&from).and_then(|to| new.tables.get(*to));
        let text = was.fields.join(", ");
        let at = |table: &FieldTable| {
            place(std::slice::from_ref(&table.evidence), Origin::Table, &table.fields.join(", "))
        };
        let message = match is {
            Some(is) if is.prerequisites == was.prerequisites => continue,
            Some(is) => match is.prerequisites {
                true => format!("the table of {text} is before the requests now"),
                false => format!("the table of {text} is below a request now"),
            },
            None if was.fields.iter().filter(|field| known.contains(*field)).count() * 2
                > was.fields.len() =>
            {
                format!("the table of {text} is not on this page any more; its fields are")
            }
            None => continue,
        };
        log.report(&TABLE_MOVED, "", at(was), is.and_then(at), message);
    }
}

/// A table by its place: whether it is before the requests, and its fields.
type TableFields<'a> = (usize, bool, BTreeSet<&'a str>);

fn fields(tables: &[FieldTable]) -> Vec<TableFields<'_>> {
    let fields = tables.iter().map(|table| table.fields.iter().map(String::as_str).collect());
    let known = tables.iter().enumerate().zip(fields);
    known.map(|((at, table), fields)| (at, table.prerequisites, fields)).collect()
}

/// Which table was which: those of the same fields on the same side of the requests, then the most alike.
fn table_pairs(olds: &[FieldTable], news: &[FieldTable]) -> Vec<(usize, usize)> {
    let (mut olds, mut news) = (fields(olds), fields(news));
    let mut pairs = likeness::equal(
        olds.iter().map(|(_, is_before, fields)| (*is_before, fields)),
        news.iter().map(|(_, is_before, fields)| (*is_before, fields)),
    );
    let (was, kept) = likeness::sides(&pairs);
    olds.retain(|(at, ..)| !kept.contains(at));
    news.retain(|(at, ..)| !was.contains_key(at));
    let like = |(_, is_before, one): &TableFields<'_>, (_, was_before, other): &TableFields<'_>| {
        let common = likeness::common(one, other);
        // on its own side of the requests, a table may well have come to describe other fields
        if is_before == was_before && common > 0.0 { common + 0.5 } else { common }
    };
    let alike = likeness::pairs(&olds, &news, 0.5, like);
    pairs.extend(alike.into_iter().filter_map(|(from, to)| Some((olds.get(from)?.0, news.get(to)?.0))));
    pairs
}
