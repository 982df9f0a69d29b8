//! Commands within words: ``Call `curl -X POST https://… -d '{…}'` ``, and those that Markdown takes for a paragraph, as a block of
//! code below an item that is not indented far enough.

use super::super::outline::Shows;
use super::super::recognise::name::is_method;
use super::super::recognise::operation::{FenceContent, shown};
use super::Walker;
use crate::markdown::{Block, Code, Fence, Text};
use crate::source::{Excerpt, Span};

impl Walker<'_> {
    /// Reads the commands that a text has in code, or is; whether it is one.
    pub(super) fn inline_calls(&mut self, text: &Text, block: &Block) -> bool {
        if self.is_history() {
            return false;
        }
        for Code { text, span } in text.codes.iter().filter(|code| is_command(&code.text)) {
            self.inline_call(text, span);
        }
        let whole = text.text.trim();
        let is_whole =
            is_command(whole) && (whole.starts_with('$') || whole.contains("://") && whole.contains(" -"));
        if is_whole {
            let marks = text.codes.len() + text.strong.len() + text.emphasis.len() + text.links.len();
            match marks + text.tags.len() {
                0 => self.inline_call(whole, &text.span),
                _ => self.unread("command", "parts of it are read as marks of Markdown", &block.span),
            }
        }
        is_whole
    }

    fn inline_call(&mut self, command: &str, span: &Span) {
        let start = span.start;
        let body = Excerpt::whole(command, start);
        let fence = Fence { info: String::new(), info_span: start..start, body, closed: true };
        let is_named = self.section().is_some_and(|at| self.named.contains(&at));
        match shown(&fence, span, self.section(), self.dialect, false) {
            // what only fetches something may be of any address, and `URL` is none
            FenceContent::Requests { requests, written_out, responses, unread }
                if requests.iter().all(|request| request.url.value.contains('/'))
                    && (is_named || command.contains(" -") || !command.contains("curl ")) =>
            {
                self.outline.facts.unread.extend(unread);
                self.entry(Shows::Requests { requests, written_out, responses }, span.clone());
            }
            FenceContent::Requests { .. } => {
                self.unread(
                    "command",
                    "it is within words, and neither it nor a line beside it names an operation",
                    span,
                );
            }
            _ => {}
        }
    }
}

/// Whether a text is a command that sends a request, behind a prompt or not.
fn is_command(text: &str) -> bool {
    let bare = text.trim_start_matches(['$', ' ']);
    let is_method = |rest: &str| rest.split(' ').next().is_some_and(is_method);
    bare.starts_with("curl ") || bare.strip_prefix("http ").is_some_and(is_method)
}
