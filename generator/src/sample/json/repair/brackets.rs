//! Brackets that are missing, or in each other's place.

use super::super::token::{Bracket, TokenKind};
use super::moves::{Candidate, insert};
use super::state::{Expect, Frame, LastToken, State};
use super::{RepairSearch, cost};
use crate::sample::{RepairKind, TextEdit};

/// How many closers may be missing in one place: where the layout asks for them, and where it does not.
const CLOSERS: (usize, usize) = (32, 4);

impl RepairSearch<'_> {
    /// Closers before `token`: as many as the layout asks for, or as make it fit.
    pub(super) fn prepare_closers(&mut self, mut state: State, token: &Candidate, repairs: u32) {
        let mut unasked = 0;
        for _ in 0..CLOSERS.0 {
            if state.at_root() || unasked > CLOSERS.1 || matches!(state.expect, Expect::Colon | Expect::Value)
            {
                return;
            }
            let asked = state.cause(token).dedented;
            unasked += usize::from(!asked);
            self.put_closer(&mut state, token, asked);
            if let Some(state) = self.ready(state, token) {
                self.take(state, token, repairs.min(1));
            }
        }
    }

    /// `state` with the comma that a closer put in asks for, if `token` then fits.
    fn ready(&mut self, mut state: State, token: &Candidate) -> Option<State> {
        if token.is_item() && state.expect == Expect::Next && !state.at_root() {
            self.insert_comma(&mut state);
        }
        let fits = match token.kind {
            TokenKind::Close(bracket) => state.frame.bracket == Some(bracket),
            TokenKind::Comma => !state.at_root(),
            TokenKind::Colon => false,
            _ if state.at_root() => false,
            TokenKind::Open(_) => state.wants_value(),
            _ => state.in_object() == token.is_key,
        };
        fits.then_some(state)
    }

    /// Closes what is innermost before `token`.
    fn put_closer(&mut self, state: &mut State, token: &Candidate, asked: bool) {
        let Some(bracket) = state.frame.bracket else { return };
        let after_comma = state.expect == Expect::Item;
        let place = if after_comma { state.comma } else { state.end };
        let mark = bracket.closer();
        // What goes over several lines ends on one of its own, before the line that shows the end.
        let (at, closer) = match state.fresh && state.frame.child.is_some() {
            true => {
                let at = self.empty_line(state.end, token.span.start).unwrap_or(token.span.start);
                (at, state.frame.closing_line(mark))
            }
            false => (place, mark.to_string()),
        };
        self.log.repair(state, at, RepairKind::MissingCloser(mark), insert(place, &closer));
        if !asked {
            self.log.doubt(state, 1);
            state.cost += cost::UNASKED;
        }
        self.log.put(state, place, TokenKind::Close(bracket));
        self.log.close(state);
        state.expect = if after_comma { Expect::Item } else { Expect::Next };
        state.last = LastToken::PutCloser;
    }

    /// Closes what is innermost at the end of the text: before the blanks of a last line that holds nothing else.
    pub(super) fn close_at_end(&mut self, state: &mut State) {
        let Some(bracket) = state.frame.bracket else { return };
        let end = self.text.trim_end().len();
        let mark = bracket.closer();
        let (at, closer) = match state.frame.child.is_some() {
            true => (self.empty_line(end, self.text.len()).unwrap_or(end), state.frame.closing_line(mark)),
            false => (end, mark.to_string()),
        };
        let place = state.end.max(state.comma);
        let fix = if state.expect == Expect::Item {
            TextEdit { span: state.comma..state.comma + 1, replacement: closer }
        } else {
            TextEdit { span: end..end, replacement: closer }
        };
        self.log.repair(state, at, RepairKind::MissingCloser(mark), Some(fix));
        // On one line, any of several may be the one that is not closed.
        let nested = state.frame.held || self.log.outer(state).is_some_and(|outer| outer.bracket.is_some());
        if state.frame.child.is_none() && nested {
            self.log.doubt(state, 1);
        }
        self.log.put(state, place.max(end), TokenKind::Close(bracket));
        self.log.close(state);
        state.expect = Expect::Next;
    }

    /// Where the first line ends that holds nothing but blanks between two places: what is missing left it behind. The
    /// last line of a text is one if it has any; the first line has nothing before it to end.
    fn empty_line(&self, from: usize, to: usize) -> Option<usize> {
        let gap = self.text.get(from..to).filter(|gap| gap.trim().is_empty())?;
        let end = gap.find('\n')?;
        if from == 0 {
            return Some(end);
        }
        let first = from + end + 1;
        let rest = self.text.get(first..to)?;
        let line =
            rest.find('\n').or_else(|| (to == self.text.len() && !rest.is_empty()).then_some(rest.len()))?;
        Some(first + line)
    }

    /// Openers before `token`, or before the value that came before it.
    pub(super) fn prepare_openers(&mut self, state: State, token: &Candidate, repairs: u32) {
        if token.is_key && state.wants_value() {
            // `"params":` and then its members; at the root or in an array they begin where the first key does.
            let first = token.span.start;
            let at = match state.expect {
                Expect::Value => state.end,
                _ => self.empty_line(state.end, first).unwrap_or(first),
            };
            return self.after(state, token, repairs, |search, state| {
                search.put_opener(state, Bracket::Object, at, at);
            });
        }
        let next = state.expect == Expect::Next;
        match token.kind {
            TokenKind::Close(bracket) if state.expect == Expect::Value => {
                let at = token.span.start;
                self.after(state, token, repairs, |search, state| {
                    search.put_opener(state, bracket, at, at);
                    state.frame.indent = None;
                });
            }
            // `"scopes": "a", "b"]`: what was taken for the value is the first of several.
            TokenKind::Close(Bracket::Array) if next && state.frame.bracket != Some(Bracket::Array) => {
                self.after(state, token, repairs, Self::open_before_value);
            }
            TokenKind::Comma if next && state.at_root() => {
                self.after(state, token, repairs, Self::open_before_value)
            }
            _ if token.is_item() && !token.is_key && state.in_object() && state.expect == Expect::Item => {
                self.after(state, token, repairs, Self::open_before_value);
            }
            _ => {}
        }
    }

    pub(super) fn put_opener(&mut self, state: &mut State, bracket: Bracket, at: usize, place: usize) {
        let mark = bracket.opener();
        let text = if state.expect == Expect::Value { format!(" {mark}") } else { mark.to_string() };
        self.log.repair(state, at, RepairKind::MissingOpener(mark), insert(place, &text));
        self.log.put(state, place, TokenKind::Open(bracket));
        let indent = if state.at_root() { Some(self.lines.base) } else { state.frame.child };
        state.note_value(&(place..place));
        self.log.open(state, Frame::new(Some(bracket), indent));
        state.expect = Expect::First;
    }

    /// Puts a `[` before the last value, which becomes the first element.
    fn open_before_value(&mut self, state: &mut State) {
        let Frame { value, gap, value_indent, child, .. } = state.frame;
        let at = if value_indent.is_some() && !state.at_root() { gap } else { value };
        self.log.repair(state, at, RepairKind::MissingOpener('['), insert(at, "["));
        if self.text.get(value..).is_some_and(|value| value.starts_with('[')) {
            // `[1, 2], 3, 4]`: one of its elements may be the first as well.
            self.log.doubt(state, 1);
        }
        self.log.put(state, at, TokenKind::Open(Bracket::Array));
        let indent = if state.at_root() { Some(self.lines.base) } else { child };
        let mut frame = Frame::new(Some(Bracket::Array), indent);
        frame.child = value_indent;
        (frame.value, frame.gap) = (value, gap);
        self.log.open(state, frame);
    }

    /// Takes a closer for the other one. Where that other one follows at once, the two are swapped.
    pub(super) fn replace_closer(&mut self, mut state: State, token: &Candidate) {
        let (TokenKind::Close(found), Some(expected)) = (&token.kind, state.frame.bracket) else { return };
        if *found == expected || matches!(state.expect, Expect::Colon | Expect::Value) {
            return;
        }
        let (at, mark) = (token.span.start, expected.closer());
        state.cost += state.sloppiness(token);
        match state.last {
            LastToken::Wrong(other, first) if other == *found => {
                let between = self.text.get(first + 1..at).unwrap_or_default();
                let replacement = format!("{}{between}{mark}", found.closer());
                let fix = TextEdit { span: first..token.span.end, replacement };
                self.log.repair(&mut state, first, RepairKind::SwappedClosers, Some(fix));
                state.last = LastToken::Token;
            }
            _ => {
                let kind = RepairKind::WrongCloser { found: found.closer(), expected: mark };
                let fix = TextEdit { span: token.span.clone(), replacement: mark.to_string() };
                self.log.repair(&mut state, at, kind, Some(fix));
                state.last = LastToken::Wrong(expected, at);
            }
        }
        self.log.token(&mut state, token.span.clone(), TokenKind::Close(expected));
        self.log.close(&mut state);
        state.expect = Expect::Next;
        state.fresh = false;
        self.next.push(state);
    }
}
