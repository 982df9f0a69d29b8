//! Strings: what is content, what ends them, and where they should have ended.

use super::super::token::TokenKind;
use super::RepairSearch;
use super::atom::{self, Atom};
use super::cost;
use super::moves::{Candidate, REPAIRS, insert};
use super::state::{Faults, LastToken, Mode, OpenString, State, Style};
use crate::sample::{RepairKind, Side};
use crate::source::Span;

impl RepairSearch<'_> {
    /// Takes an atom that is in a string.
    pub(super) fn in_string(&mut self, mut state: State, mut text: OpenString, atom: Atom, span: Span) {
        let at = Some(span.start);
        match (atom, text.style) {
            (Atom::Quote, Style::Double)
            | (Atom::Single, Style::Single)
            | (Atom::Curly | Atom::Quote, Style::Curly) => {
                return self.at_quote(state, text, span);
            }
            (Atom::Curly, Style::Double) if self.lines.odd && self.may_end(span.end) => {
                self.close_string(state, OpenString { style: Style::Curly, ..text }, span.clone(), false)
                    .into_iter()
                    .for_each(|s| self.next.push(s));
            }
            (Atom::Comma | Atom::Colon | Atom::Close(_), Style::Double) if self.lines.odd => {
                let key = atom != Atom::Colon || state.wants_item();
                if key && span.start > text.start {
                    let end = self.trimmed(text.start, span.start);
                    for closed in self.close_string(state, text, end..end, true) {
                        self.outside(closed, atom, span.clone());
                    }
                }
            }
            (Atom::LineEnd, _) => {
                let end = self.trimmed(text.start, span.start);
                if end > text.start {
                    for closed in self.close_string(state, text, end..end, true) {
                        self.next.push(State { fresh: true, indent: self.lines.indent, ..closed });
                    }
                }
                text.faults.line_end = text.faults.line_end.or(at);
                state.cost += cost::of(RepairKind::LineEndInString);
            }
            (Atom::Escape(false), _) => text.faults.escape = text.faults.escape.or(at),
            (Atom::Tab | Atom::Control, _) => text.faults.control = text.faults.control.or(at),
            _ => {}
        }
        state.mode = Mode::Text(text);
        self.next.push(state);
    }

    /// At a mark that ends a string of the kind, unless what follows shows that it is content.
    fn at_quote(&mut self, state: State, mut text: OpenString, span: Span) {
        let closed = self.close_string(state, text, span.clone(), false);
        self.next.extend(closed);
        if text.faults.quote.is_some() || !self.may_end(span.end) {
            let first = text.faults.quote.is_none();
            text.faults.quote = text.faults.quote.or(Some(span.start));
            let cost =
                state.cost + if first { cost::of(RepairKind::UnescapedQuote) } else { cost::QUOTE_AGAIN };
            self.next.push(State { cost, mode: Mode::Text(text), ..state });
        }
    }

    /// The end of `start..end` without the blanks it ends in.
    fn trimmed(&self, start: usize, end: usize) -> usize {
        start + self.text.get(start..end).unwrap_or_default().trim_end().len()
    }

    /// Whether what is at `at` may follow a string.
    fn may_end(&self, at: usize) -> bool {
        matches!(atom::follows(self.text, at), ',' | ':' | '}' | ']' | '\n' | '/' | '#')
    }

    /// Ends a string at the mark `close`, which is empty where it is `missing`; what may come of it.
    pub(super) fn close_string(
        &mut self,
        mut state: State,
        text: OpenString,
        close: Span,
        missing: bool,
    ) -> Vec<State> {
        let inner = text.inner..close.start;
        let span = text.start..close.end;
        state.mode = Mode::Outside;
        let Faults { line_end, quote, escape, control } = text.faults;
        let faults = [
            ((text.style == Style::Single).then_some(text.start), RepairKind::SingleQuotes),
            ((text.style == Style::Curly).then_some(text.start), RepairKind::CurlyQuotes),
            (line_end, RepairKind::LineEndInString),
            (quote, RepairKind::UnescapedQuote),
            (escape, RepairKind::BadEscape),
            (control, RepairKind::ControlInString),
            (missing.then_some(close.start), RepairKind::MissingQuote(Side::Closing)),
        ];
        // One edit repairs all that is wrong with the string, unless its first quote is put in anyway.
        let mut rewritten = text.inner == text.start;
        for (at, kind) in faults {
            let Some(at) = at else { continue };
            let alone = missing && text.style == Style::Double && text.faults == Faults::default();
            self.log.repair(&mut state, at, kind, if alone { insert(at, "\"") } else { None });
            if !alone && !std::mem::replace(&mut rewritten, true) {
                self.log.rewrite(&mut state, span.clone(), inner.clone());
            }
            // These were paid for mark by mark.
            let paid = matches!(kind, RepairKind::LineEndInString | RepairKind::UnescapedQuote);
            state.cost -= if paid { cost::of(kind) } else { 0 };
        }
        let is_key = atom::follows(self.text, close.end) == ':';
        let token = Candidate { span, kind: TokenKind::Quoted(inner), is_key };
        let before = std::mem::take(&mut self.next);
        self.take(state, &token, REPAIRS);
        let mut closed = std::mem::replace(&mut self.next, before);
        if missing {
            closed
                .iter_mut()
                .filter(|s| s.last == LastToken::Token)
                .for_each(|s| s.last = LastToken::PutQuote);
        }
        closed
    }
}
