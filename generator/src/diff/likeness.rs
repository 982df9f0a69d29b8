//! What is the same thing under another name: pairs of things that are alike enough, the most alike first.

use std::collections::BTreeSet;

/// Pairs of indexes into `olds` and `news` that `score` puts at `least` or above; each index once.
pub(super) fn pairs<A, B>(
    olds: &[A],
    news: &[B],
    least: f64,
    score: impl Fn(&A, &B) -> f64,
) -> Vec<(usize, usize)> {
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (from, old) in olds.iter().enumerate() {
        for (to, new) in news.iter().enumerate() {
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
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, from, to) in scored {
        if !pairs.iter().any(|(known, other)| *known == from || *other == to) {
            pairs.push((from, to));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// How alike two texts are, from 0 to 1; case does not matter.
pub(super) fn text(one: &str, other: &str) -> f64 {
    strsim::normalized_levenshtein(&one.to_lowercase(), &other.to_lowercase())
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
