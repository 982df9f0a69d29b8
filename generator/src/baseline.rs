//! Findings that are accepted: a file of them, keyed by what they are about and not by where they are or how they are
//! worded, so that it outlives edits of the pages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::{FindingKey, Findings, OUTPUT_EDITED, OUTPUT_STALE};

/// How many findings of each kind are accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<FindingKey, usize>);

/// What a baseline did to findings.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// How many it hid.
    pub hidden: usize,
    /// What it accepts and nothing finds any more.
    pub gone: Vec<FindingKey>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    version: u32,
    findings: Vec<BaselineEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineEntry {
    page: String,
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    count: usize,
}

const VERSION: u32 = 1;

impl Baseline {
    /// The baseline that accepts these findings. What is wrong with the output is never accepted: generating repairs it.
    pub fn of(findings: &Findings) -> Self {
        let mut counts = BTreeMap::new();
        for finding in findings.iter().filter(|it| ![&OUTPUT_STALE, &OUTPUT_EDITED].contains(&it.rule)) {
            *counts.entry(finding.key()).or_default() += 1;
        }
        Self(counts)
    }

    /// The baseline that accepts what has these keys.
    pub fn of_keys(keys: impl IntoIterator<Item = FindingKey>) -> Self {
        let mut counts = BTreeMap::new();
        keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
        Self(counts)
    }

    /// Reads one from its text.
    ///
    /// # Errors
    /// When it is not one; with the line, in words for people.
    pub fn read(text: &str) -> Result<Self, String> {
        let document: BaselineFile = serde_json::from_str(text).map_err(|error| {
            let (at, words) = (error.line(), error.to_string());
            let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
            format!("{at}: no baseline: {words}")
        })?;
        if document.version != VERSION {
            return Err(format!("1: a baseline of version {}; expected {VERSION}", document.version));
        }
        let mut counts = BTreeMap::new();
        for BaselineEntry { page, rule, operation, field, count } in document.findings {
            *counts.entry(FindingKey { page, rule, operation, field }).or_default() += count;
        }
        Ok(Self(counts))
    }

    /// Its text: one line an entry, sorted, so that it shows well what changed.
    pub fn to_text(&self) -> String {
        let line = |(key, count): (&FindingKey, &usize)| {
            let FindingKey { page, rule, operation, field } = key.clone();
            // an entry is strings and a number: it has a text
            serde_json::to_string(&BaselineEntry { page, rule, operation, field, count: *count })
                .unwrap_or_default()
        };
        let lines: Vec<String> = self.0.iter().map(line).collect();
        let inner = lines.iter().map(|line| format!("\n    {line}")).collect::<Vec<_>>().join(",");
        let end = if lines.is_empty() { "" } else { "\n  " };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{inner}{end}]\n}}\n")
    }

    /// How many findings it accepts.
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// Takes the findings away that it accepts, the first ones of each kind first.
    pub fn cover(&self, findings: &mut Findings) -> Covered {
        self.covered(|is_accepted| {
            let before = findings.len();
            findings.retain_mut(|finding| !is_accepted(finding.key()));
            before - findings.len()
        })
    }

    /// The same of whatever has keys.
    pub fn cover_all<T>(&self, all: &mut Vec<T>, key: impl Fn(&T) -> FindingKey) -> Covered {
        self.covered(|is_accepted| {
            let before = all.len();
            all.retain(|one| !is_accepted(key(one)));
            before - all.len()
        })
    }

    /// What `hide` does with the keys that are accepted, each as often as it is.
    fn covered(&self, hide: impl FnOnce(&mut dyn FnMut(FindingKey) -> bool) -> usize) -> Covered {
        if self.0.is_empty() {
            return Covered::default();
        }
        let mut left = self.0.clone();
        let hidden = hide(&mut |key| match left.get_mut(&key).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                true
            }
            None => false,
        });
        let gone = left.into_iter().filter(|(_, count)| *count > 0).map(|(key, _)| key).collect();
        Covered { hidden, gone }
    }
}
