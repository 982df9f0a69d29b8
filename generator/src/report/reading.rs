//! What was read out of pages, counted: a screen for a folder of any size.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::text::{counted, visible};
use crate::lower::PageRead;

/// How many reasons are named.
const REASONS: usize = 3;

/// How much was read out of pages, and how much not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadCounts {
    /// Pages.
    pub pages: usize,
    /// Pages that document an operation.
    pub documenting: usize,
    /// Operations.
    pub operations: usize,
    /// Fields that are documented for operations, credentials among them.
    pub parameters: usize,
    /// Samples of requests.
    pub requests: usize,
    /// Samples of responses.
    pub responses: usize,
    /// Objects that are defined by name.
    pub objects: usize,
    /// Identifiers of pages, and names of products in titles.
    pub marks: usize,
    /// What was not read: each reason, and how often it is one, the most frequent first.
    pub unread: Vec<(String, usize)>,
}

impl ReadCounts {
    /// What was read out of some pages.
    pub fn of<'a>(pages: impl IntoIterator<Item = &'a PageRead>) -> Self {
        let mut reading = Self::default();
        let mut unread: HashMap<String, usize> = HashMap::new();
        for page in pages {
            let facts = &page.facts;
            reading.pages += 1;
            reading.documenting += usize::from(!facts.operations.is_empty());
            reading.operations += facts.operations.len();
            reading.objects += facts.objects.len();
            reading.parameters += facts.credentials.len();
            reading.marks += facts.products.len() + usize::from(facts.front_matter.page_id.is_some());
            for operation in &facts.operations {
                reading.parameters += operation.rows.len();
                reading.requests += operation.requests.len();
                reading.responses += operation.responses.len();
            }
            for entry in &facts.unread {
                *unread.entry(format!("{}: {}", entry.what, kind(&entry.why))).or_default() += 1;
            }
        }
        reading.unread = unread.into_iter().collect();
        reading.unread.sort_by(|(one, often), (other, more)| more.cmp(often).then_with(|| one.cmp(other)));
        reading
    }

    /// How many facts there are: what tells dialects apart that read the same pages.
    pub fn facts(&self) -> usize {
        self.operations + self.parameters + self.requests + self.responses + self.objects + self.marks
    }

    /// The same for people, in a few lines.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        // writing to a string cannot fail
        let _ = self.write(&mut text);
        visible(&text)
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "read:   {}, {}, {} of requests, {} of responses",
            counted(self.operations, "operation"),
            counted(self.parameters, "parameter"),
            counted(self.requests, "sample"),
            self.responses,
        )?;
        writeln!(out, "        in {} of {}", self.documenting, counted(self.pages, "page"))?;
        let all: usize = self.unread.iter().map(|(_, count)| count).sum();
        if all == 0 {
            return writeln!(out, "unread: nothing");
        }
        writeln!(out, "unread: {}", counted(all, "place"))?;
        for (reason, count) in self.unread.iter().take(REASONS) {
            writeln!(out, "  {count:>5}  {reason}")?;
        }
        let rest: usize = self.unread.iter().skip(REASONS).map(|(_, count)| count).sum();
        if rest > 0 {
            writeln!(out, "  {rest:>5}  for other reasons")?;
        }
        Ok(())
    }
}

/// A reason without what it names: `the file … that holds it is not shown`, `… cells where the header has …`.
fn kind(why: &str) -> String {
    let why = why.split_once(": ").map_or(why, |(kind, _)| kind);
    let mut kind = String::with_capacity(why.len());
    for (at, part) in why.split('`').enumerate() {
        kind.push_str(if at % 2 == 1 { "…" } else { part });
    }
    let of_digits = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let words = kind.split(' ').map(|word| if of_digits(word) { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
