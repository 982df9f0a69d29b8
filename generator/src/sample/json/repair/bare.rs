//! What is in no quotes: literals, placeholders, words, comments, ellipses.

use super::super::token::TokenKind;
use super::super::{Node, decode};
use super::RepairSearch;
use super::atom::{self, Atom};
use super::moves::{Candidate, REPAIRS};
use super::state::{Expect, LastToken, Mode, State};
use crate::sample::{RepairKind, TextEdit};
use crate::source::Span;

impl RepairSearch<'_> {
    /// A key, literal or text without quotes. It is read as a whole: where it ends depends on what it is.
    pub(super) fn bare(&mut self, mut state: State, start: usize) {
        let key = state.in_object() && !matches!(state.expect, Expect::Colon | Expect::Value);
        let end = atom::bare_end(self.text, start, key);
        let is_key = key && atom::follows(self.text, end) == ':';
        state.mode = Mode::Skip(end);
        self.take(state, &Candidate { span: start..end, kind: TokenKind::Bare, is_key }, REPAIRS);
    }

    /// A `#` within a word is none.
    pub(super) fn is_comment(&self, span: &Span) -> bool {
        let before = self.text.get(..span.start).and_then(|before| before.chars().next_back());
        self.text.get(span.clone()) != Some("#") || before.is_none_or(char::is_whitespace)
    }

    pub(super) fn comment(&mut self, mut state: State, atom: Atom, span: Span) {
        let rest = self.text.get(span.start..).unwrap_or_default();
        let end = if atom == Atom::BlockComment {
            rest.get(2..).and_then(|rest| rest.find("*/")).map(|at| at + 4)
        } else {
            rest.find('\n')
        };
        let end = span.start + end.unwrap_or(rest.len());
        let words = self.text.get(span.start..end).unwrap_or_default();
        let is_behind = state.last == LastToken::Ellipsis && !self.is_parted(state.end..span.start);
        if words.contains("...") || words.contains('…') || is_behind {
            // what is left out is often said in a comment, or in one behind it
            self.log.repair(&mut state, span.start, RepairKind::Ellipsis, None);
            if state.expect == Expect::Item {
                state.last = LastToken::Ellipsis;
            }
        } else {
            let fix = Some(TextEdit { span: span.start..end, replacement: String::new() });
            self.log.repair(&mut state, span.start, RepairKind::Comment, fix);
        }
        state.mode = Mode::Skip(end);
        self.next.push(state);
    }

    /// Stands for any number of members or elements, with or without the commas around it, and words after it say
    /// what they are.
    pub(super) fn ellipsis(&mut self, mut state: State, span: Span) {
        if state.expect == Expect::Colon {
            return self.bare(state, span.start);
        }
        let end = atom::bare_end(self.text, span.start, false).max(span.end);
        self.log.repair(&mut state, span.start, RepairKind::Ellipsis, None);
        if state.expect == Expect::Value {
            state.note_value(&span);
            self.log.token(&mut state, span.start..end, TokenKind::Nothing);
        }
        state.end = end;
        state.expect = Expect::Next;
        state.last = LastToken::Ellipsis;
        state.fresh = false;
        state.mode = Mode::Skip(end);
        self.next.push(state);
    }

    /// Whether a line ends in a span.
    fn is_parted(&self, span: Span) -> bool {
        self.text.get(span).is_none_or(|between| between.contains('\n'))
    }

    /// Several words around the values are no value.
    pub(super) fn is_prose(&self, span: &Span) -> bool {
        self.text.get(span.clone()).is_some_and(|text| text.contains(' ') && !text.starts_with('{'))
    }

    pub(super) fn literal(&mut self, state: &mut State, token: &Candidate) {
        let word = self.text.get(token.span.clone()).unwrap_or_default();
        if token.kind != TokenKind::Bare || decode::literal(word).is_some() {
            return;
        }
        let (kind, fix) = match decode::foreign_literal(word) {
            Some(value) => {
                let value = Node { span: token.span.clone(), value }.to_json();
                let fix = TextEdit { span: token.span.clone(), replacement: value.to_string() };
                (RepairKind::ForeignLiteral, Some(fix))
            }
            None => (RepairKind::UnquotedValue, self.in_quotes(&token.span)),
        };
        self.log.repair(state, token.span.start, kind, fix);
        // `3false`: perhaps two.
        let literal = ["true", "false", "null"].iter().any(|start| word.starts_with(start));
        if literal || word.starts_with(|c: char| c.is_ascii_digit()) {
            self.log.doubt(state, 1);
        }
    }

    pub(super) fn in_quotes(&self, span: &Span) -> Option<TextEdit> {
        let text = self.text.get(span.clone()).unwrap_or_default();
        Some(TextEdit { span: span.clone(), replacement: serde_json::Value::from(text).to_string() })
    }
}
