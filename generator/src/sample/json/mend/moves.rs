//! What an atom does to a state: where it fits, it is taken; where it does not, every mend that would make it fit is
//! tried, and leaving it out.

use super::super::decode;
use super::super::token::{Bracket, Kind};
use super::atom::{self, Atom};
use super::state::{Expect, Faults, Frame, Last, Mode, State, Style, Text};
use super::{Search, cost};
use crate::sample::{Edit, RepairKind, Side};
use crate::source::Span;

/// A token that a state may take.
#[derive(Debug, Clone)]
pub(super) struct Tok {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Whether a `:` follows, so that it can only be a key.
    pub(super) is_key: bool,
}

/// How many mends may come before one token, closers that the layout asks for apart.
const MENDS: u32 = 3;

impl Search<'_> {
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
        let begin = |state: &State, style, inner| State {
            mode: Mode::Text(Text { style, start: span.start, inner, faults: Faults::default() }),
            ..*state
        };
        let missing_quote = self.lines.odd
            && (state.wants_item() || state.expect == Expect::Value)
            && !matches!(atom, Atom::Comma | Atom::Colon | Atom::Close(_) | Atom::Quote | Atom::LineEnd)
            && !matches!(atom, Atom::Blank | Atom::Tab | Atom::OddBlank);
        if missing_quote {
            let mut quoted = begin(&state, Style::Double, span.start);
            let fix = insert(span.start, "\"");
            self.log.repair(&mut quoted, span.start, RepairKind::MissingQuote(Side::Opening), fix);
            self.in_string(
                quoted,
                Text {
                    style: Style::Double,
                    start: span.start,
                    inner: span.start,
                    faults: Faults::default(),
                },
                atom,
                span.clone(),
            );
        }
        match atom {
            Atom::Blank | Atom::Tab | Atom::LineEnd => self.next.push(state),
            Atom::OddBlank => {
                let fix = Some(Edit { span: span.clone(), replacement: " ".to_string() });
                self.log.repair(&mut state, span.start, RepairKind::OddBlank, fix);
                self.next.push(state);
            }
            Atom::Quote => self.next.push(begin(&state, Style::Double, span.end)),
            Atom::Single => self.next.push(begin(&state, Style::Single, span.end)),
            Atom::Curly => self.next.push(begin(&state, Style::Curly, span.end)),
            Atom::LineComment | Atom::BlockComment if self.is_comment(&span) => {
                self.comment(state, atom, span)
            }
            Atom::Open(bracket) => self.plain(state, span, Kind::Open(bracket)),
            Atom::Close(bracket) => self.plain(state, span, Kind::Close(bracket)),
            Atom::Comma => self.plain(state, span, Kind::Comma),
            Atom::Colon => self.plain(state, span, Kind::Colon),
            Atom::Dots => self.ellipsis(state, span),
            Atom::Placeholder
            | Atom::Word
            | Atom::Escape(_)
            | Atom::Control
            | Atom::LineComment
            | Atom::BlockComment => self.bare(state, span.start),
        }
    }

    fn plain(&mut self, state: State, span: Span, kind: Kind) {
        self.take(state, &Tok { span, kind, is_key: false }, MENDS);
    }

    /// A key, literal or text without quotes. It is read as a whole: where it ends depends on what it is.
    fn bare(&mut self, mut state: State, start: usize) {
        let key = state.in_object() && !matches!(state.expect, Expect::Colon | Expect::Value);
        let end = atom::bare_end(self.text, start, key);
        let is_key = key && atom::follows(self.text, end) == ':';
        state.mode = Mode::Skip(end);
        self.take(state, &Tok { span: start..end, kind: Kind::Bare, is_key }, MENDS);
    }

    /// A `#` within a word is none.
    fn is_comment(&self, span: &Span) -> bool {
        let before = self.text.get(..span.start).and_then(|before| before.chars().next_back());
        self.text.get(span.clone()) != Some("#") || before.is_none_or(char::is_whitespace)
    }

    fn comment(&mut self, mut state: State, atom: Atom, span: Span) {
        let rest = self.text.get(span.start..).unwrap_or_default();
        let end = if atom == Atom::BlockComment { rest.find("*/").map(|at| at + 2) } else { rest.find('\n') };
        let end = span.start + end.unwrap_or(rest.len());
        let fix = Some(Edit { span: span.start..end, replacement: String::new() });
        self.log.repair(&mut state, span.start, RepairKind::Comment, fix);
        state.mode = Mode::Skip(end);
        self.next.push(state);
    }

    /// Stands for any number of members or elements, with or without the commas around it, and words after it say
    /// what they are.
    fn ellipsis(&mut self, mut state: State, span: Span) {
        if state.expect == Expect::Colon {
            return self.bare(state, span.start);
        }
        let end = atom::bare_end(self.text, span.start, false).max(span.end);
        self.log.repair(&mut state, span.start, RepairKind::Ellipsis, None);
        if state.expect == Expect::Value {
            state.note_value(&span);
            self.log.token(&mut state, span.start..end, Kind::Nothing);
        }
        state.end = end;
        state.expect = Expect::Next;
        state.last = Last::Ellipsis;
        state.fresh = false;
        state.mode = Mode::Skip(end);
        self.next.push(state);
    }

    /// Tries all that `token` may mean to `state`, after at most `mends` mends.
    pub(super) fn take(&mut self, state: State, token: &Tok, mends: u32) {
        self.effort += usize::from(mends < MENDS);
        let mends = if self.hopeless() { mends.min(1) } else { mends };
        let cause = self.cause(&state, token);
        let taken = self.accept(state, token);
        let taken_at_all = taken.is_some();
        let fits = taken_at_all && !cause.misplaced;
        self.next.extend(taken);
        if fits && !cause.any() {
            return;
        }
        if mends > 0 {
            self.prepare(state, token, &cause, fits, mends - 1);
        }
        if !taken_at_all || (cause.misplaced && token.kind == Kind::Bare) {
            self.leave_out(state, token);
        }
    }

    /// The state after `token`, if it fits as it stands.
    fn accept(&mut self, mut state: State, token: &Tok) -> Option<State> {
        let layout = state.sloppiness(token);
        let span = token.span.clone();
        match token.kind {
            Kind::Open(_) | Kind::Quoted(_) | Kind::Bare | Kind::Nothing
                if state.at_root() && state.expect == Expect::Next =>
            {
                self.several(&mut state, span.start);
                state.expect = Expect::Item;
                return self.accept(state, token);
            }
            Kind::Open(bracket) if state.wants_value() => {
                state.settle_child(state.expect != Expect::Value);
                state.note_value(&span);
                let indent = state.indent;
                self.log.token(&mut state, span, token.kind.clone());
                self.log.open(&mut state, Frame::new(Some(bracket), Some(indent)));
                state.expect = Expect::First;
            }
            Kind::Close(bracket) if state.frame.bracket == Some(bracket) => {
                match state.expect {
                    Expect::First | Expect::Next => {}
                    Expect::Item if state.last == Last::Ellipsis => {}
                    Expect::Item => {
                        let fix =
                            Some(Edit { span: state.comma..state.comma + 1, replacement: String::new() });
                        let at = state.comma;
                        self.log.repair(&mut state, at, RepairKind::TrailingComma, fix);
                    }
                    Expect::Colon | Expect::Value => return None,
                }
                self.log.token(&mut state, span, token.kind.clone());
                self.log.close(&mut state);
                state.expect = Expect::Next;
            }
            Kind::Comma if state.expect == Expect::Next => {
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
                self.log.token(&mut state, span, Kind::Comma);
                state.expect = Expect::Item;
            }
            Kind::Colon if state.expect == Expect::Colon => {
                self.log.token(&mut state, span, Kind::Colon);
                state.expect = Expect::Value;
            }
            Kind::Quoted(_) | Kind::Bare if state.wants_key() => {
                if token.kind == Kind::Bare {
                    let fix = self.in_quotes(&span);
                    self.log.repair(&mut state, span.start, RepairKind::UnquotedKey, fix);
                }
                state.settle_child(true);
                self.log.token(&mut state, span, token.kind.clone());
                state.expect = Expect::Colon;
            }
            Kind::Bare if state.at_root() && self.is_prose(&span) => return None,
            Kind::Quoted(_) | Kind::Bare if state.wants_value() => {
                self.literal(&mut state, token);
                state.settle_child(state.expect != Expect::Value);
                state.note_value(&span);
                self.log.token(&mut state, span, token.kind.clone());
                state.expect = Expect::Next;
            }
            _ => return None,
        }
        state.cost += layout;
        state.last = Last::Token;
        state.fresh = false;
        Some(state)
    }

    /// Several words around the values are no value.
    fn is_prose(&self, span: &Span) -> bool {
        self.text.get(span.clone()).is_some_and(|text| text.contains(' ') && !text.starts_with('{'))
    }

    /// Values in a row are one fault however many they are.
    fn several(&mut self, state: &mut State, at: usize) {
        if std::mem::replace(&mut state.frame.several, true) {
            state.cost += cost::of(RepairKind::MissingComma);
        } else {
            self.log.repair(state, at, RepairKind::SeveralValues, None);
        }
    }

    fn literal(&mut self, state: &mut State, token: &Tok) {
        let word = self.text.get(token.span.clone()).unwrap_or_default();
        if token.kind != Kind::Bare || decode::literal(word).is_some() {
            return;
        }
        let (kind, fix) = match decode::foreign_literal(word) {
            Some(value) => {
                let value = super::super::Node { span: token.span.clone(), value }.to_json();
                let fix = Edit { span: token.span.clone(), replacement: value.to_string() };
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

    fn in_quotes(&self, span: &Span) -> Option<Edit> {
        let text = self.text.get(span.clone()).unwrap_or_default();
        Some(Edit { span: span.clone(), replacement: serde_json::Value::from(text).to_string() })
    }

    /// Reads on as if `token` were not there.
    fn leave_out(&mut self, mut state: State, token: &Tok) {
        let at = token.span.start;
        match token.kind {
            Kind::Comma => self.log.repair(&mut state, at, RepairKind::StrayComma, remove(&token.span)),
            Kind::Close(bracket) => {
                let kind = RepairKind::StrayCloser(bracket.closer());
                self.log.repair(&mut state, at, kind, remove(&token.span));
            }
            // A line of other text is one fault.
            _ if state.last == Last::Stray => {
                let prose = state.at_root() && !matches!(token.kind, Kind::Quoted(_));
                state.cost += if prose { cost::UNASKED } else { cost::of(RepairKind::StrayText) };
            }
            _ => self.log.repair(&mut state, at, RepairKind::StrayText, remove(&token.span)),
        }
        if !matches!(token.kind, Kind::Comma | Kind::Close(_)) {
            state.last = Last::Stray;
        }
        // Of an array an element may be missing.
        if state.frame.bracket == Some(Bracket::Array) && matches!(token.kind, Kind::Comma) {
            self.log.doubt(&mut state, 1);
        }
        state.fresh = false;
        self.next.push(state);
    }
}

pub(super) fn insert(at: usize, text: &str) -> Option<Edit> {
    Some(Edit { span: at..at, replacement: text.to_string() })
}

fn remove(span: &Span) -> Option<Edit> {
    Some(Edit { span: span.clone(), replacement: String::new() })
}
