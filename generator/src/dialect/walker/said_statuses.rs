//! Statuses that a paragraph says of what is answered.

use super::Walker;
use crate::dialect::outline::Shows;
use crate::dialect::recognise::labels;
use crate::dialect::words::fold;
use crate::markdown::Text;
use crate::source::Span;

impl Walker<'_> {
    /// The status that a few words with a word for one are of: ``Expected status `201 Created` ``.
    pub(super) fn bare_status(&self, text: &str) -> Option<u16> {
        const MOST: usize = 6;
        let is_short = text.split_whitespace().count() <= MOST && !text.ends_with(['.', ':', '：']);
        let plain = fold(text);
        let is_one = is_short && self.dialect.labels.status_words.is_in(&plain);
        labels::status_within(&plain).filter(|_| is_one && self.role_here().answered == Some(true))
    }

    /// The status of success that a text has in code before it says what is answered: `` `200 (OK)`: All things``.
    pub(super) fn status_in_code(&self, text: &Text) -> Option<u16> {
        let code = text.codes.first().filter(|_| text.text.starts_with('`'))?;
        let (status, words) = code.text.split_at_checked(3)?;
        let behind = text.text.get(code.text.len() + 2..)?;
        let is_one = words.is_empty() || words.trim_start().starts_with('(');
        let status = status.parse().ok().filter(|status| (200..300).contains(status) && is_one)?;
        let role = self.role_here();
        (behind.starts_with(':') && role.answered == Some(true) && !role.errors).then_some(status)
    }

    /// Takes the status without a body that a sentence says is answered: `Returns 204 with empty content.`
    pub(super) fn answers_nothing(&mut self, text: &str, span: &Span) {
        if !(text.contains("204") || text.contains("205")) {
            return;
        }
        let labels = text.split(". ").map(|sentence| labels::sentence(sentence, self.dialect));
        let mut said = labels.filter(|label| label.answers && !label.sends).filter_map(|label| label.status);
        if let Some(status) = said.find(|status| matches!(status, 204 | 205)) {
            self.entry(Shows::Answer(status), span.clone());
        }
    }
}
