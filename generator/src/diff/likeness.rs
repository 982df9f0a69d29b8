//! What is the same thing under another name: pairs of things that are alike enough, the most alike first.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::Hash;

/// From where on two sources, or two operations, are one.
pub(super) const ALIKE: f64 = 0.6;

/// About how many pairs are compared with each other at most. Where there are more things, each is compared with those
/// that are about where it was.
const MOST: usize = 40_000;
/// Against how many a thing is held at least.
const NEAR: usize = 16;
/// Characters by which texts are compared: what comes behind them says little more.
const LONGEST: usize = 300;

/// Pairs of indexes into `olds` and `news` of what is equal, the first with the first; each index once.
pub(super) fn equal<K: Eq + Hash>(
    olds: impl Iterator<Item = K>,
    news: impl Iterator<Item = K>,
) -> Vec<(usize, usize)> {
    let mut known: HashMap<K, VecDeque<usize>> = HashMap::new();
    for (to, new) in news.enumerate() {
        known.entry(new).or_default().push_back(to);
    }
    let pair = |(from, old)| Some((from, known.get_mut(&old)?.pop_front()?));
    olds.enumerate().filter_map(pair).collect()
}

/// Pairs of indexes into `olds` and `news` that `score` puts at `least` or above; each index once.
pub(super) fn pairs<A, B>(
    olds: &[A],
    news: &[B],
    least: f64,
    score: impl Fn(&A, &B) -> f64,
) -> Vec<(usize, usize)> {
    let near = NEAR.max(MOST / olds.len().max(1));
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (from, old) in olds.iter().enumerate() {
        let was = from * news.len() / olds.len();
        let first = was.saturating_sub(near / 2).min(news.len().saturating_sub(near));
        for (to, new) in news.iter().enumerate().skip(first).take(near) {
            let score = score(old, new);
            if score >= least {
                scored.push((score, from, to));
            }
        }
    }
    // of pairs that are as alike, the first ones
    scored.sort_by(|(one, from, to), (other, since, until)| {
        other.total_cmp(one).then_with(|| (from, to).cmp(&(since, until)))
    });
    let (mut froms, mut tos) = (HashSet::new(), HashSet::new());
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, from, to) in scored {
        if !froms.contains(&from) && !tos.contains(&to) {
            froms.insert(from);
            tos.insert(to);
            pairs.push((from, to));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Those of `pairs` from the new to the old, and which of the old have one.
pub(super) fn sides(pairs: &[(usize, usize)]) -> (HashMap<usize, usize>, HashSet<usize>) {
    let was = pairs.iter().map(|(from, to)| (*to, *from)).collect();
    (was, pairs.iter().map(|(from, _)| *from).collect())
}

/// How alike two texts are, from 0 to 1; case does not matter.
pub(super) fn text(one: &str, other: &str) -> f64 {
    let start = |text: &str| {
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        text.get(..end).unwrap_or(text).to_lowercase()
    };
    strsim::normalized_levenshtein(&start(one), &start(other))
}

/// How much of two sets is in both, from 0 to 1; two empty ones have nothing in common.
pub(super) fn common<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> f64 {
    let all = one.union(other).count();
    if all == 0 { 0.0 } else { ratio(one.intersection(other).count(), all) }
}

#[expect(clippy::cast_precision_loss, reason = "no page has so many fields")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
