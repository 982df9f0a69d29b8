//! How much of an API a crate calls, and how much of what it calls is documented.

use std::collections::BTreeMap;

use crate::diff::contract::{Contract, DifferenceKind};
use crate::model::Api;

/// How many operations there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documented.
    pub documented: usize,
    /// Documented, and called.
    pub implemented: usize,
    /// Called, and not documented.
    pub unknown: usize,
    /// What could not be read or paired.
    pub unresolved: usize,
}

/// The counts of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCoverage {
    /// The page; of what belongs to none, nothing.
    pub page: String,
    /// Its counts.
    pub counts: Counts,
}

pub(super) fn counts(api: &Api, contract: &Contract, unresolved: usize) -> Counts {
    let documented: usize = api.sources.iter().map(|source| source.operations.len()).sum();
    let unknown =
        contract.differences.iter().filter(|it| it.kind == DifferenceKind::OperationUnknown).count();
    Counts {
        documented,
        implemented: documented - contract.missing.len().min(documented),
        unknown,
        unresolved,
    }
}

pub(super) fn by_page(api: &Api, contract: &Contract) -> Vec<PageCoverage> {
    let mut pages: BTreeMap<String, Counts> = BTreeMap::new();
    for source in &api.sources {
        for operation in &source.operations {
            let page = operation.evidence.first().map_or(&source.page, |it| &it.page);
            let counts = pages.entry(page.to_string()).or_default();
            counts.documented += 1;
            counts.implemented += 1;
        }
    }
    for (source, at) in &contract.missing {
        let Some(source) = api.sources.get(*source) else { continue };
        let page =
            source.operations.get(*at).and_then(|it| it.evidence.first()).map_or(&source.page, |it| &it.page);
        if let Some(counts) = pages.get_mut(&**page) {
            counts.implemented = counts.implemented.saturating_sub(1);
        }
    }
    for it in contract.differences.iter().filter(|it| it.kind == DifferenceKind::OperationUnknown) {
        // that of the nearest documented one
        let page = it.documented.as_ref().map_or_else(String::new, |it| it.page.to_string());
        pages.entry(page).or_default().unknown += 1;
    }
    for (_, several) in &contract.ambiguous {
        let is_one = |title: &String| several.first() == Some(title);
        let page = api
            .sources
            .iter()
            .find(|source| source.operations.iter().any(|it| is_one(&format!("{} {}", it.method, it.path))));
        pages.entry(page.map_or_else(String::new, |it| it.page.to_string())).or_default().unresolved += 1;
    }
    pages.into_iter().map(|(page, counts)| PageCoverage { page, counts }).collect()
}
