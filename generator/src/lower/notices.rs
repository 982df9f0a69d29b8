//! The notices of a page by where they are.

use std::collections::BTreeMap;

use super::PageRead;
use crate::dialect::NoticeFact;

/// The notices of a page by the sections that they are in.
#[derive(Default)]
pub(super) struct Notices<'a>(BTreeMap<usize, Vec<&'a NoticeFact>>);

impl<'a> Notices<'a> {
    /// Those of a page, but for those of the whole page.
    pub fn of(page: &'a PageRead) -> Self {
        let mut notices = Self::default();
        for notice in &page.facts.notices {
            if let Some(section) = notice.section.filter(|section| *section > 0) {
                notices.0.entry(section).or_default().push(notice);
            }
        }
        notices
    }

    /// The notices of a section and of those that hold it, in page order.
    pub fn above(&self, page: &PageRead, section: Option<usize>) -> impl Iterator<Item = &'a NoticeFact> {
        let above = |at: &usize| page.facts.sections.get(*at).and_then(|section| section.parent);
        let mut sections: Vec<usize> = std::iter::successors(section, above).collect();
        sections.reverse();
        sections.into_iter().filter_map(|at| self.0.get(&at)).flatten().copied()
    }
}
