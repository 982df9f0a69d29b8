//! Where a page contradicts itself: one file per family, one small function per rule.
//!
//! A rule goes from what was read of a page to findings. It would rather be silent than cry wolf.

mod encoding;
mod markup;
mod samples;
mod tables;

use crate::dialect::Dialect;
use crate::finding::{Finding, Place};
use crate::lower::PageRead;
use crate::source::Span;

/// A rule that looks at one page.
type PageRule = fn(&PageRead, &Dialect) -> Vec<Finding>;

const PAGE_RULES: &[PageRule] = &[
    encoding::mojibake,
    markup::empty_table,
    markup::fence_language,
    markup::literal_punctuation,
    markup::ragged_row,
    markup::stray_markup,
    markup::unclosed_container,
    tables::path_typo,
    tables::row_not_in_sample,
    tables::credential_not_in_sample,
    tables::field_undocumented,
    tables::constant_mismatch,
    tables::template_mismatch,
    tables::type_mismatch,
    samples::broken,
    samples::no_operation,
    samples::verb_mismatch,
    samples::path_mismatch,
    samples::placeholder_reuse,
    samples::response_missing,
];

/// What is wrong in one page by itself, in page order.
pub fn check_page(page: &PageRead, dialect: &Dialect) -> Vec<Finding> {
    let mut findings: Vec<Finding> = PAGE_RULES.iter().flat_map(|rule| rule(page, dialect)).collect();
    crate::finding::sort(&mut findings);
    findings
}

impl PageRead {
    /// A place on this page.
    fn place(&self, span: &Span) -> Place {
        Place { page: self.file.name.clone(), span: span.clone() }
    }
}

#[cfg(test)]
mod tests;
