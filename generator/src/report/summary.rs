//! Findings of many pages, counted by rule: what a person can look over where one by one they are hundreds.

use std::fmt::Write as _;

use super::Report;
use super::text::visible;
use crate::finding::Finding;

/// More findings than this, of more pages than that, are summed up.
const FINDINGS: usize = 20;
const PAGES: usize = 10;

/// Whether a folder has so many pages that they are counted rather than printed one by one.
pub fn is_of_many(pages: usize) -> bool {
    pages > PAGES
}

/// Whether findings are summed up.
pub fn is_needed(findings: usize, pages: usize) -> bool {
    findings > FINDINGS && is_of_many(pages)
}

/// A line for each rule: how many findings, and the first of them. The gravest rules come first, of those the most frequent.
pub fn print(report: &Report<'_>) -> String {
    let mut rules: Vec<(&Finding, usize)> = Vec::new();
    for finding in report.findings {
        match rules
            .iter_mut()
            .find(|(first, _)| first.rule == finding.rule && first.severity == finding.severity)
        {
            Some((_, count)) => *count += 1,
            None => rules.push((finding, 1)),
        }
    }
    rules.sort_by_key(|(first, count)| (std::cmp::Reverse((first.severity, *count)), first.rule.name));
    let width = rules.iter().map(|(first, _)| first.rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (first, count) in rules {
        let at = report.files.position(&first.place);
        let (severity, rule) = (first.severity.name(), first.rule.name);
        let place = format!("{}:{}:{}", report.files.path(&first.place.page), at.line, at.column);
        // writing to a string cannot fail
        let _ = writeln!(text, "{count:>6} {severity:<7} {rule:<width$}  the first: {}", visible(&place));
    }
    text + "-v shows each with an excerpt (--select RULE: of one rule), --format concise a line for each\n"
}
