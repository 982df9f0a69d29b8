//! What an atom does to a state: where it fits, it is taken; where it does not, every repair that would make it fit is
//! tried, and leaving it out.

use super::super::token::{Bracket, TokenKind};
use super::atom::Atom;
use super::state::{Expect, Frame, LastToken, Mode, OpenString, State, Style};
use super::{RepairSearch, cost};
use crate::sample::{RepairKind, Side, TextEdit};
use crate::source::Span;

/// A token that a state may take.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// Whether a `:` follows, so that it can only be a key.
    pub(super) is_key: bool,
}

impl Candidate {
    /// Whether it can be a key, a value, or the beginning of one.
    pub(super) fn is_item(&self) -> bool {
        matches!(self.kind, TokenKind::Open(_) | TokenKind::Quoted(_) | TokenKind::Bare)
    }
}

/// How many repairs may come before one token, closers that the layout asks for apart.
pub(super) const REPAIRS: u32 = 3;

impl RepairSearch<'_> {
    /// Takes an atom into a state; what may come of it goes into `next`.
    pub(super) fn step(&mut self, mut state: State, atom: Atom, span: Span) {
        if atom == Atom::LineEnd && !matches!(state.mode, Mode::Text(_)) {
            (state.indent, state.fresh) = (self.lines.indent, true);
        }
        match state.mode {
            Mode::Skip(end) if span.start < end => self.next.push(state),
            Mode::Text(text) => self.in_string(state, text, atom, span),
            Mode::Skip(_) | Mode::Outside => {
                state.mode = Mode::Outside;
                self.outside(state, atom, span);
            }
        }
    }

    pub(super) fn outside(&mut self, mut state: State, atom: Atom, span: Span) {
        if self.lines.odd && begins_string(&state, atom) {
            let mut quoted = state;
            let fix = insert(span.start, "\"");
            self.log.repair(&mut quoted, span.start, RepairKind::MissingQuote(Side::Opening), fix);
            self.in_string(
                quoted,
                OpenString::new(Style::Double, span.start, span.start),
                atom,
                span.clone(),
            );
        }
        if matches!(atom, Atom::Single | Atom::Curly) || (atom == Atom::Quote && self.lines.odd) {
            self.leave_out(state, &Candidate { span: span.clone(), kind: TokenKind::Nothing, is_key: false });
        }
        let string =
            |style| State { mode: Mode::Text(OpenString::new(style, span.start, span.end)), ..state };
        match atom {
            Atom::Blank | Atom::Tab | Atom::LineEnd => self.next.push(state),
            Atom::OddBlank => {
                let fix = Some(TextEdit { span: span.clone(), replacement: " ".to_string() });
                self.log.repair(&mut state, span.start, RepairKind::OddBlank, fix);
                self.next.push(state);
            }
            Atom::Quote => self.next.push(string(Style::Double)),
            Atom::Single => self.next.push(string(Style::Single)),
            Atom::Curly => self.next.push(string(Style::Curly)),
            Atom::LineComment | Atom::BlockComment if self.is_comment(&span) => {
                self.comment(state, atom, span)
            }
            Atom::Open(bracket) => self.plain(state, span, TokenKind::Open(bracket)),
            Atom::Close(bracket) => self.plain(state, span, TokenKind::Close(bracket)),
            Atom::Comma => self.plain(state, span, TokenKind::Comma),
            Atom::Colon => self.plain(state, span, TokenKind::Colon),
            Atom::Dots => self.ellipsis(state, span),
            Atom::Placeholder
            | Atom::Word
            | Atom::Escape(_)
            | Atom::Control
            | Atom::LineComment
            | Atom::BlockComment => self.bare(state, span.start),
        }
    }

    fn plain(&mut self, state: State, span: Span, kind: TokenKind) {
        self.take(state, &Candidate { span, kind, is_key: false }, REPAIRS);
    }

    /// Tries all that `token` may mean to `state`, after at most `repairs` repairs.
    pub(super) fn take(&mut self, state: State, token: &Candidate, repairs: u32) {
        self.effort += usize::from(repairs < REPAIRS);
        let repairs = if self.hopeless() { repairs.min(1) } else { repairs };
        let cause = state.cause(token);
        let taken = self.accept(state, token);
        let taken_at_all = taken.is_some();
        let fits = taken_at_all && !cause.misplaced;
        self.next.extend(taken);
        if fits && !cause.any() {
            return;
        }
        if repairs > 0 {
            self.prepare(state, token, &cause, fits, repairs - 1);
        }
        if !taken_at_all || (cause.misplaced && token.kind == TokenKind::Bare) {
            self.leave_out(state, token);
        }
    }

    /// The state after `token`, if it fits as it is.
    fn accept(&mut self, mut state: State, token: &Candidate) -> Option<State> {
        let layout = state.sloppiness(token);
        let span = token.span.clone();
        match token.kind {
            TokenKind::Open(_) | TokenKind::Quoted(_) | TokenKind::Bare | TokenKind::Nothing
                if state.at_root() && state.expect == Expect::Next =>
            {
                self.several(&mut state, span.start);
                state.expect = Expect::Item;
                return self.accept(state, token);
            }
            TokenKind::Open(bracket) if state.wants_value() => {
                state.settle_child(state.expect != Expect::Value);
                state.note_value(&span);
                let indent = state.indent;
                self.log.token(&mut state, span, token.kind.clone());
                self.log.open(&mut state, Frame::new(Some(bracket), Some(indent)));
                state.expect = Expect::First;
            }
            TokenKind::Close(bracket) if state.frame.bracket == Some(bracket) => {
                match state.expect {
                    Expect::First | Expect::Next => {}
                    Expect::Item if state.last == LastToken::Ellipsis => {}
                    Expect::Item => {
                        let fix =
                            Some(TextEdit { span: state.comma..state.comma + 1, replacement: String::new() });
                        let at = state.comma;
                        self.log.repair(&mut state, at, RepairKind::TrailingComma, fix);
                        // In a list, what the comma was for may be lost.
                        if bracket == Bracket::Array {
                            self.log.doubt(&mut state, 1);
                        }
                    }
                    Expect::Colon | Expect::Value => return None,
                }
                self.log.token(&mut state, span, token.kind.clone());
                self.log.close(&mut state);
                state.expect = Expect::Next;
            }
            TokenKind::Comma if state.expect == Expect::Next => {
                if state.at_root() {
                    let rest = self.text.get(span.end..).unwrap_or_default();
                    match rest.trim_start().is_empty() {
                        true => {
                            self.log.repair(&mut state, span.start, RepairKind::StrayComma, remove(&span))
                        }
                        false => self.several(&mut state, span.start),
                    }
                }
                state.comma = span.start;
                self.log.token(&mut state, span, TokenKind::Comma);
                state.expect = Expect::Item;
            }
            TokenKind::Colon if state.expect == Expect::Colon => {
                self.log.token(&mut state, span, TokenKind::Colon);
                state.expect = Expect::Value;
            }
            TokenKind::Quoted(_) | TokenKind::Bare if state.wants_key() => {
                if token.kind == TokenKind::Bare {
                    let fix = self.in_quotes(&span);
                    self.log.repair(&mut state, span.start, RepairKind::UnquotedKey, fix);
                }
                state.settle_child(true);
                self.log.token(&mut state, span, token.kind.clone());
                state.expect = Expect::Colon;
            }
            TokenKind::Bare if state.at_root() && self.is_prose(&span) => return None,
            TokenKind::Quoted(_) | TokenKind::Bare if state.wants_value() => {
                self.literal(&mut state, token);
                state.settle_child(state.expect != Expect::Value);
                state.note_value(&span);
                self.log.token(&mut state, span, token.kind.clone());
                state.expect = Expect::Next;
            }
            _ => return None,
        }
        state.cost += layout;
        state.last = LastToken::Token;
        state.fresh = false;
        Some(state)
    }

    /// Values in a row are one fault however many they are.
    fn several(&mut self, state: &mut State, at: usize) {
        if std::mem::replace(&mut state.frame.several, true) {
            state.cost += cost::of(RepairKind::MissingComma);
        } else {
            self.log.repair(state, at, RepairKind::SeveralValues, None);
        }
    }

    /// Reads on as if `token` were not there.
    fn leave_out(&mut self, mut state: State, token: &Candidate) {
        let at = token.span.start;
        match token.kind {
            TokenKind::Comma => self.log.repair(&mut state, at, RepairKind::StrayComma, remove(&token.span)),
            TokenKind::Close(bracket) => {
                let kind = RepairKind::StrayCloser(bracket.closer());
                self.log.repair(&mut state, at, kind, remove(&token.span));
            }
            // A line of other text is one fault.
            _ if state.last == LastToken::Stray => {
                self.log.up_to(&mut state, token.span.end);
                let prose = state.at_root() && !matches!(token.kind, TokenKind::Quoted(_));
                state.cost += if prose { cost::UNASKED } else { cost::of(RepairKind::StrayText) };
            }
            _ => self.log.repair(&mut state, at, RepairKind::StrayText, remove(&token.span)),
        }
        if !matches!(token.kind, TokenKind::Comma | TokenKind::Close(_)) {
            state.last = LastToken::Stray;
        }
        // Of an array an element may be missing.
        if state.frame.bracket == Some(Bracket::Array) && matches!(token.kind, TokenKind::Comma) {
            self.log.doubt(&mut state, 1);
        }
        state.fresh = false;
        self.next.push(state);
    }
}

/// Whether a string that lost its quote may begin with `atom`.
fn begins_string(state: &State, atom: Atom) -> bool {
    let begins = !matches!(
        atom,
        Atom::Comma
            | Atom::Colon
            | Atom::Close(_)
            | Atom::Quote
            | Atom::LineEnd
            | Atom::Blank
            | Atom::Tab
            | Atom::OddBlank
    );
    begins && (state.wants_item() || state.expect == Expect::Value)
}

pub(super) fn insert(at: usize, text: &str) -> Option<TextEdit> {
    Some(TextEdit { span: at..at, replacement: text.to_string() })
}

fn remove(span: &Span) -> Option<TextEdit> {
    Some(TextEdit { span: span.clone(), replacement: String::new() })
}
