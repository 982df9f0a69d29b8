//! Where pages contradict themselves and each other: one file per family, one small function per rule.
//!
//! A rule goes from what was read of pages to findings. It would rather be silent than cry wolf.

mod across;
mod answers;
mod conventions;
mod encoding;
mod locales;
mod markup;
mod objects;
mod output;
mod request_lines;
mod rows;
mod samples;
mod tables;
mod undocumented;

pub use locales::Translated;

use rayon::prelude::*;

use crate::dialect::{Date, Dialect, SampleIndex};
use crate::finding::{Finding, Place};
use crate::lower::PageRead;
use crate::markdown::Block;
use crate::model::{Api, Source};
use crate::source::{File, Span};

/// A rule that looks at one page.
type PageRule = fn(&PageRead, &Dialect) -> Vec<Finding>;

const PAGE_RULES: &[PageRule] = &[
    encoding::mojibake,
    encoding::not_utf8,
    encoding::page_name,
    markup::literal_punctuation,
    tables::credential_not_in_sample,
    tables::constant_mismatch,
    tables::template_mismatch,
    rows::of_raw_body,
    answers::compare,
    rows::duplicate_row,
    rows::default_invalid,
    samples::broken,
    samples::too_deep,
    request_lines::verb_mismatch,
    request_lines::path_mismatch,
    samples::duplicate_key,
    samples::placeholder_reuse,
    samples::content_type_mismatch,
    samples::insecure_url,
];

/// A rule that looks at what the samples of one page send.
type SentRule = fn(&PageRead, &SampleIndex<'_>, &Dialect) -> Vec<Finding>;

const SENT_RULES: &[SentRule] =
    &[tables::path_typo, tables::type_mismatch, rows::required_contradiction, rows::enum_violation];

/// A rule that looks at the blocks of one page.
type BlockRule = fn(&PageRead, &[Block], &Dialect) -> Vec<Finding>;

const BLOCK_RULES: &[BlockRule] = &[
    markup::no_operation,
    encoding::odd_space,
    markup::empty_table,
    markup::ragged_row,
    markup::stray_markup,
    markup::unclosed_container,
];

/// What is wrong in one page, which has these blocks, by itself; in page order.
pub fn check_page(page: &PageRead, blocks: &[Block], dialect: &Dialect) -> Vec<Finding> {
    let mut findings: Vec<Finding> = PAGE_RULES.iter().flat_map(|rule| rule(page, dialect)).collect();
    let sent = SampleIndex::of(&page.facts);
    findings.extend(SENT_RULES.iter().flat_map(|rule| rule(page, &sent, dialect)));
    findings.extend(BLOCK_RULES.iter().flat_map(|rule| rule(page, blocks, dialect)));
    crate::finding::sort(&mut findings);
    findings
}

/// What is wrong between pages that are read together, whatever they are to each other.
pub fn check_pages(pages: &[&PageRead], dialect: &Dialect) -> Vec<Finding> {
    let rules =
        [across::foreign_constant, across::placeholder_alias, across::server_drift, across::scheme_drift];
    let mut findings: Vec<Finding> = rules.par_iter().flat_map_iter(|rule| rule(pages)).collect();
    findings.extend(conventions::exceptions(pages, dialect));
    findings.extend(objects::against_answers(pages));
    findings
}

/// What is wrong between the pages of different sources. Revisions and translations of one page are none.
pub fn check_sources(pages: &[&PageRead]) -> Vec<Finding> {
    let rules = [across::id_collision, across::page_id_duplicate];
    rules.par_iter().flat_map_iter(|rule| rule(pages)).collect()
}

/// Which announced ends in a page lie behind a day.
pub fn check_sunsets(page: &PageRead, today: Date, dialect: &Dialect) -> Vec<Finding> {
    across::sunset_passed(page, today, dialect)
}

/// What a translation says otherwise than its source page.
pub fn check_translation(pair: Translated<'_>, dialect: &Dialect) -> Vec<Finding> {
    let mut findings = locales::sample_differs(pair, dialect);
    findings.extend(locales::rows_differ(pair));
    findings.extend(locales::constant_differs(pair));
    findings.extend(locales::lifecycle_differs(pair));
    findings
}

/// A page that a locale has not.
pub fn untranslated(source: &PageRead, locale: &str) -> Finding {
    locales::untranslated(source, locale)
}

/// A page of another locale that translates none.
pub fn without_source(page: &PageRead) -> Finding {
    locales::without_source(page)
}

/// What of a source's model does not fit into Rust as the docs have it. `files` are the pages that it was read from;
/// `translations` are the names of those that [`check_translation`] holds against their source pages.
pub fn check_source(source: &Source, files: &[&File], translations: &[&str]) -> Vec<Finding> {
    let files = files.iter().map(|file| (&*file.name, *file)).collect();
    let mut findings = output::names_in_source(source, &files);
    findings.extend(output::roundtrip_fails(source, &files, translations));
    findings
}

/// Which names that sources share do not fit into Rust. `files` are the pages that they were read from.
pub fn check_names(api: &Api, files: &[&File]) -> Vec<Finding> {
    let files = files.iter().map(|file| (&*file.name, *file)).collect();
    output::names_between(api, &files)
}

impl PageRead {
    /// A place on this page.
    fn place(&self, span: &Span) -> Place {
        Place { page: self.file.name.clone(), span: span.clone() }
    }
}

#[cfg(test)]
mod tests;
