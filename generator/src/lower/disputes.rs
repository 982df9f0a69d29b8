//! What the docs fix, what they dispute, and which disputes the configuration settles.

use std::collections::{BTreeSet, HashMap};

use super::{Documented, PageRead, Use};
use crate::config::Resolution;
use crate::dialect::{self, Claims};
use crate::model::{Claim, Dispute, Settled};

/// A field that words and samples both speak of: one value, or several, or the one that was chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// All places agree.
    Agreed(String),
    /// They do not.
    Open(Dispute),
    /// They do not, and the configuration says what holds.
    Settled(Settled),
}

/// The verdicts on one source's fields.
#[derive(Debug, Default)]
pub(super) struct Disputes<'a> {
    pub constants: Verdicts<'a>,
    pub templates: Verdicts<'a>,
}

/// Verdicts by operation and path.
#[derive(Debug, Default)]
pub(super) struct Verdicts<'a>(HashMap<&'a str, HashMap<&'a str, Verdict>>);

impl Verdicts<'_> {
    /// The one on a field of an operation's bodies.
    pub fn get(&self, operation: &str, path: &str) -> Option<&Verdict> {
        self.0.get(operation)?.get(path)
    }
}

impl<'a> Disputes<'a> {
    /// Checks what a source's page claims. `uses` says of each resolution what became of it.
    pub fn of(documented: &Documented<'a>, resolutions: &[Resolution], uses: &mut [Use]) -> Self {
        let page = documented.page;
        let mut verdicts_of = |all: &'a [Claims], same: fn(&str) -> String| {
            let mut verdicts = Verdicts::default();
            for claims in all {
                let verdict = verdict(claims, page, &documented.module, same, resolutions, uses);
                verdicts.0.entry(&claims.operation).or_default().insert(&claims.path, verdict);
            }
            verdicts
        };
        Self {
            constants: verdicts_of(&page.facts.constants, str::to_owned),
            templates: verdicts_of(&page.facts.templates, dialect::pattern),
        }
    }
}

fn verdict(
    claims: &Claims,
    page: &PageRead,
    module: &str,
    same: fn(&str) -> String,
    resolutions: &[Resolution],
    uses: &mut [Use],
) -> Verdict {
    let grouped = grouped(claims, page, same);
    let first = grouped.first().map(|claim| claim.value.clone()).unwrap_or_default();
    if grouped.len() < 2 {
        return Verdict::Agreed(first);
    }
    for (resolution, used) in resolutions.iter().zip(uses) {
        if resolution.source != module || resolution.field != claims.path {
            continue;
        }
        let values: Vec<&str> = grouped.iter().map(|claim| claim.value.as_str()).collect();
        let disputed: BTreeSet<String> = resolution.disputed.iter().map(|value| same(value)).collect();
        if values.iter().map(|value| same(value)).collect::<BTreeSet<_>>() == disputed {
            *used = Use::Settled;
            let holds = resolution.holds.clone();
            return Verdict::Settled(Settled { claims: grouped, holds, reason: resolution.reason.clone() });
        }
        if *used == Use::Unused {
            *used = Use::Expired(values.into_iter().map(str::to_owned).collect());
        }
    }
    Verdict::Open(Dispute { claims: grouped })
}

/// The claims with one entry a value.
fn grouped(claims: &Claims, page: &PageRead, same: fn(&str) -> String) -> Vec<Claim> {
    let mut grouped: Vec<Claim> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for claim in &claims.claims {
        let evidence = page.evidence(&claim.span, claim.from);
        let at = *known.entry(same(&claim.value)).or_insert(grouped.len());
        match grouped.get_mut(at) {
            Some(known) => known.evidence.push(evidence),
            None => grouped.push(Claim { value: claim.value.clone(), evidence: vec![evidence] }),
        }
    }
    grouped
}
