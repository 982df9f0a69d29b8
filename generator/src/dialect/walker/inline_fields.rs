//! Fields that words list in code behind a label, and those of rows that name operations.

use super::super::facts::Stated;
use super::super::outline::{OutlineEntry, SectionRole, Shows};
use super::super::recognise::draft::FieldDraft;
use super::super::recognise::{labels, line, name, words};
use super::{Walker, with_mark};
use crate::dialect::facts::field::{FieldLocation, FieldShape};
use crate::markdown::{Block, Code, Table, Text};
use crate::sample::http;

impl Walker<'_> {
    /// The fields that a paragraph lists behind a label: `**Required parameters**: `a` as its name, and `b`.`
    pub(super) fn inline_fields(&mut self, text: &Text, block: &Block) -> bool {
        let Some((head, rest)) = text.text.split_once(':') else { return false };
        let rest = rest.trim_start_matches(['*', '_', ' ']);
        let label = labels::title(head.trim_matches(['*', '_', ' ']), self.dialect);
        // `` Body: `name` (string) ``
        let is_typed = || {
            let behind = rest.split('`').nth(2).unwrap_or_default();
            behind.trim_start().starts_with('(') && words::read(behind, self.dialect).type_words.is_some()
        };
        // `` Required headers: `A`, `B` ``
        let is_list = || {
            let of_headers = label.place == Some(FieldLocation::Header);
            let is_name = |code: &str| {
                let is_one = !code.contains('/') && name::bare_name(code).is_some();
                is_one || (of_headers && http::header(code, 0).is_some())
            };
            rest.split('`').enumerate().all(|(at, part)| match at % 2 {
                0 => part.trim().is_empty() || line::is_joint(part.trim(), self.dialect),
                _ => is_name(part),
            })
        };
        let is_sent = label.is_answered() != Some(true);
        let is_of_fields =
            label.parameters || (label.place.is_some() && (is_typed() || (is_sent && is_list())));
        if !is_of_fields || !rest.starts_with('`') {
            return false;
        }
        let before = text.text.len() - rest.len();
        let skipped = text.text.get(..before).unwrap_or_default().matches('`').count() / 2;
        let role = SectionRole { announces: true, ..self.role(self.section(), &[&label]) };
        let pieces: Vec<&str> = rest.split('`').collect();
        let (mut found, mut follows) = (false, true);
        for (at, code) in text.codes.iter().skip(skipped).enumerate() {
            let lead = pieces.get(2 * at).copied().unwrap_or_default().trim();
            let last = lead.split_whitespace().next_back().unwrap_or_default();
            // a name is first, or is joined to another: a value does neither
            follows &= lead.is_empty() || lead.ends_with(',') || self.dialect.listed.between.has(last);
            let behind = pieces.get(2 * at + 2).copied().unwrap_or_default();
            found |= follows && self.code_field(code, behind, &role, block.span.start);
        }
        found
    }

    /// Lists the cells of a table of operations that have parameters: whose these are their rows say.
    pub(super) fn fields_of_rows(&mut self, table: &Table) {
        for (at, head) in table.header.iter().enumerate() {
            let label = labels::title(&head.plain(), self.dialect);
            if !label.parameters || label.is_answered() == Some(true) {
                continue;
            }
            for cell in
                table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.codes.is_empty())
            {
                self.unread("cell", "it lists parameters in a row of an operation", &cell.span);
            }
        }
    }

    /// A field that code names, with what is said of it behind that; whether it is one.
    fn code_field(&mut self, code: &Code, behind: &str, role: &SectionRole, list: usize) -> bool {
        let of_headers = role.place == Some(FieldLocation::Header);
        let header = http::header(&code.text, 0).filter(|_| of_headers);
        let named = header.as_ref().map(|header| (header.name.as_str(), None));
        let Some((name, required)) = named.or_else(|| name::bare_name(&code.text)) else { return false };
        let mut words = words::read(self.without_joint(behind), self.dialect);
        if header.is_some() && words.description.is_empty() {
            words.description = format!("`{}`", code.text);
        }
        let draft = FieldDraft {
            name: Stated { value: name.to_owned(), span: code.span.clone() },
            words: with_mark(words, required),
            codes: Vec::new(),
            links: Vec::new(),
            location: None,
            section: self.section(),
            list,
            span: code.span.clone(),
            shape: FieldShape::List,
        };
        let shows = Shows::Field(Box::new(draft.finish(self.dialect)));
        let (role, section, span) = (role.clone(), self.section(), code.span.clone());
        self.outline.entries.push(OutlineEntry { shows, role, section, span });
        true
    }

    /// What is said of one of several names, without what joins it to the next: `as its name, and`.
    fn without_joint<'t>(&self, text: &'t str) -> &'t str {
        let text = text.trim_end();
        let last = text.split_whitespace().next_back().unwrap_or_default();
        let text = match self.dialect.listed.between.has(last) {
            true => text.strip_suffix(last).unwrap_or(text).trim_end(),
            false => text,
        };
        text.trim_end_matches([',', ';'])
    }
}
