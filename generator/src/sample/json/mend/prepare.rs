//! The mends that put something in so that the next token fits: a comma, a colon, a value, an opener, closers.

use super::super::token::{Bracket, Kind};
use super::moves::{Tok, insert};
use super::state::{Expect, Frame, Last, State};
use super::{Search, cost};
use crate::sample::{Edit, RepairKind};

/// How many closers may be missing in one place: where the layout asks for them, and where it does not.
const CLOSERS: (usize, usize) = (32, 4);

/// What about a token gives cause to doubt that it belongs where it would go.
#[derive(Debug, Default)]
pub(super) struct Cause {
    /// It begins a line no deeper than what is open.
    pub(super) dedented: bool,
    /// It begins a line deeper than what stands beside it.
    pub(super) indented: bool,
    /// It is a key where a value belongs, or the other way round.
    pub(super) misplaced: bool,
}

impl Cause {
    pub(super) fn any(&self) -> bool {
        self.dedented || self.indented || self.misplaced
    }
}

impl State {
    /// What it costs that `token` stands where it stands.
    pub(super) fn sloppiness(&self, token: &Tok) -> u32 {
        let Some(line) = self.line().filter(|_| !self.at_root()) else { return 0 };
        let fine = match (&token.kind, self.frame.indent, self.frame.child) {
            (Kind::Close(_), indent, _) => indent.is_none_or(|indent| line == indent),
            _ if self.expect == Expect::Value => true,
            (Kind::Comma, indent, child) => child == Some(line) || indent.is_none_or(|indent| line > indent),
            (_, _, Some(child)) => line == child,
            (_, indent, None) => indent.is_none_or(|indent| line > indent),
        };
        if fine { 0 } else { cost::SLOPPY }
    }

    /// The first line of a frame shows how deep its lines are.
    pub(super) fn settle_child(&mut self, item: bool) {
        if item && self.frame.child.is_none() {
            self.frame.child = self.line();
        }
    }
}

impl Search<'_> {
    pub(super) fn cause(&self, state: &State, token: &Tok) -> Cause {
        let scalar = matches!(token.kind, Kind::Quoted(_) | Kind::Bare);
        let at_end = state.at_root() && state.expect == Expect::Next;
        let misplaced = (scalar && token.is_key != state.wants_key() && state.expect != Expect::Colon)
            || (token.kind == Kind::Comma && at_end);
        let Some(line) = state.line().filter(|_| !state.at_root()) else {
            return Cause { misplaced, ..Cause::default() };
        };
        let Frame { bracket, indent, child, .. } = state.frame;
        let limit = indent.or(child);
        let dedented = match token.kind {
            Kind::Close(_) => limit.is_some_and(|limit| line < limit),
            _ if state.expect == Expect::Value => false,
            _ => limit.is_some_and(|limit| line <= limit) && child != Some(line),
        };
        let item = matches!(token.kind, Kind::Open(_) | Kind::Quoted(_) | Kind::Bare);
        let indented = item
            && bracket == Some(Bracket::Array)
            && state.wants_item()
            && child.is_some_and(|child| line > child);
        Cause { dedented, indented, misplaced }
    }

    /// Every mend before `token`, and what may come after it.
    pub(super) fn prepare(&mut self, state: State, token: &Tok, cause: &Cause, fits: bool, mends: u32) {
        let item = matches!(token.kind, Kind::Open(_) | Kind::Quoted(_) | Kind::Bare);
        if cause.dedented || !fits {
            self.prepare_closers(state, token, mends);
        }
        if cause.indented {
            let mut state = state;
            let bracket = if token.is_key { Bracket::Object } else { Bracket::Array };
            self.put_opener(&mut state, bracket, token.span.start, token.span.start);
            self.take(state, token, mends);
        }
        if fits {
            return;
        }
        match state.expect {
            Expect::Next if item && !state.at_root() => {
                let mut state = state;
                self.insert_comma(&mut state);
                self.take(state, token, mends);
            }
            Expect::Colon => {
                let mut state = state;
                self.insert_colon(&mut state);
                self.take(state, token, mends);
            }
            Expect::Value if !item || token.is_key => {
                let mut state = state;
                self.insert_value(&mut state);
                self.take(state, token, mends);
            }
            _ => {}
        }
        if token.kind == Kind::Colon && state.wants_key() {
            let mut state = state;
            self.log.repair(&mut state, token.span.start, RepairKind::MissingKey, None);
            self.log.put(&mut state, token.span.start, Kind::Nothing);
            state.expect = Expect::Colon;
            self.take(state, token, mends);
        }
        self.prepare_openers(state, token, mends);
        self.replace_closer(state, token);
    }

    /// Closers before `token`: as many as the layout asks for, or as make it fit.
    fn prepare_closers(&mut self, mut state: State, token: &Tok, mends: u32) {
        let mut unasked = 0;
        for _ in 0..CLOSERS.0 {
            if state.at_root() || unasked > CLOSERS.1 || matches!(state.expect, Expect::Colon | Expect::Value)
            {
                return;
            }
            let asked = self.cause(&state, token).dedented;
            unasked += usize::from(!asked);
            self.put_closer(&mut state, token, asked);
            if let Some(state) = self.ready(state, token) {
                self.take(state, token, mends.min(1));
            }
        }
    }

    /// `state` with the comma that a closer put in asks for, if `token` then fits.
    fn ready(&mut self, mut state: State, token: &Tok) -> Option<State> {
        let item = matches!(token.kind, Kind::Open(_) | Kind::Quoted(_) | Kind::Bare);
        if item && state.expect == Expect::Next && !state.at_root() {
            self.insert_comma(&mut state);
        }
        let fits = match token.kind {
            Kind::Close(bracket) => state.frame.bracket == Some(bracket),
            Kind::Comma => !state.at_root(),
            Kind::Colon => false,
            _ if state.at_root() => false,
            Kind::Open(_) => state.wants_value(),
            _ => state.in_object() == token.is_key,
        };
        fits.then_some(state)
    }

    /// Closes what is innermost before `token`.
    fn put_closer(&mut self, state: &mut State, token: &Tok, asked: bool) {
        let Some(bracket) = state.frame.bracket else { return };
        let after_comma = state.expect == Expect::Item;
        let place = if after_comma { state.comma } else { state.end };
        let begins_line = state.fresh;
        let at = if begins_line { token.span.start } else { place };
        let mark = bracket.closer();
        let line = |indent: Option<usize>| format!("\n{}{mark}", " ".repeat(indent.unwrap_or_default()));
        let closer = if begins_line && state.frame.child.is_some() {
            line(state.frame.indent)
        } else {
            mark.to_string()
        };
        self.log.repair(state, at, RepairKind::MissingCloser(mark), insert(place, &closer));
        if !asked {
            self.log.doubt(state, 1);
            state.cost += cost::UNASKED;
        }
        self.log.put(state, place, Kind::Close(bracket));
        self.log.close(state);
        state.expect = if after_comma { Expect::Item } else { Expect::Next };
        state.last = Last::PutCloser;
    }

    /// Closes what is innermost at the end of the text: before the blanks of a last line that holds nothing else.
    pub(super) fn close_at_end(&mut self, state: &mut State) {
        let Some(bracket) = state.frame.bracket else { return };
        let text = self.text.trim_end_matches(['\n', '\r']);
        let end = text.trim_end().len();
        let at = if text.get(end..).is_some_and(|tail| tail.contains('\n')) { text.len() } else { end };
        let mark = bracket.closer();
        let indent = " ".repeat(state.frame.indent.unwrap_or_default());
        let closer = if state.frame.child.is_some() { format!("\n{indent}{mark}") } else { mark.to_string() };
        let place = state.end.max(state.comma);
        let fix = if state.expect == Expect::Item {
            Edit { span: state.comma..state.comma + 1, replacement: closer }
        } else {
            Edit { span: end..end, replacement: closer }
        };
        self.log.repair(state, at, RepairKind::MissingCloser(mark), Some(fix));
        // On one line, any of several may be the one that is not closed.
        let nested = state.frame.held || self.log.outer(state).is_some_and(|outer| outer.bracket.is_some());
        if state.frame.child.is_none() && nested {
            self.log.doubt(state, 1);
        }
        self.log.put(state, place.max(end), Kind::Close(bracket));
        self.log.close(state);
        state.expect = Expect::Next;
    }

    fn insert_comma(&mut self, state: &mut State) {
        match state.last {
            Last::Ellipsis => {}
            Last::PutCloser | Last::PutQuote => {
                self.log.more(state, ',');
                state.cost += match state.last {
                    Last::PutCloser => cost::COMMA_AFTER_CLOSER,
                    _ => cost::COMMA_AFTER_QUOTE,
                };
            }
            _ => self.log.repair(state, state.end, RepairKind::MissingComma, insert(state.end, ",")),
        }
        self.log.put(state, state.end, Kind::Comma);
        state.comma = state.end;
        state.expect = Expect::Item;
    }

    pub(super) fn insert_colon(&mut self, state: &mut State) {
        self.log.repair(state, state.end, RepairKind::MissingColon, insert(state.end, ":"));
        self.log.put(state, state.end, Kind::Colon);
        state.expect = Expect::Value;
    }

    pub(super) fn insert_value(&mut self, state: &mut State) {
        self.log.repair(state, state.end, RepairKind::MissingValue, None);
        self.log.put(state, state.end, Kind::Nothing);
        state.expect = Expect::Next;
    }

    /// Openers before `token`, or before the value that came before it.
    fn prepare_openers(&mut self, state: State, token: &Tok, mends: u32) {
        let item = matches!(token.kind, Kind::Open(_) | Kind::Quoted(_) | Kind::Bare);
        let mut put = state;
        if token.is_key && state.wants_value() {
            // `"params":` and then its members; at the root or in an array they begin where the first key does.
            let at = if state.expect == Expect::Value { state.end } else { token.span.start };
            self.put_opener(&mut put, Bracket::Object, at, at);
            return self.take(put, token, mends);
        }
        match token.kind {
            Kind::Close(bracket) if state.expect == Expect::Value => {
                self.put_opener(&mut put, bracket, token.span.start, token.span.start);
                put.frame.indent = None;
                self.take(put, token, mends);
            }
            // `"scopes": "a", "b"]`: what was taken for the value is the first of several.
            Kind::Close(Bracket::Array)
                if state.expect == Expect::Next && state.frame.bracket != Some(Bracket::Array) =>
            {
                let nested = self.text.get(put.frame.value..).is_some_and(|value| value.starts_with('['));
                self.open_before_value(&mut put);
                if nested {
                    self.log.doubt(&mut put, 1);
                }
                self.take(put, token, mends);
            }
            Kind::Comma if state.at_root() && state.expect == Expect::Next => {
                self.open_before_value(&mut put);
                self.take(put, token, mends);
            }
            _ if item && state.in_object() && state.expect == Expect::Item && !token.is_key => {
                self.open_before_value(&mut put);
                put.expect = Expect::Item;
                self.take(put, token, mends);
            }
            _ => {}
        }
    }

    fn put_opener(&mut self, state: &mut State, bracket: Bracket, at: usize, place: usize) {
        let mark = bracket.opener();
        let text = if state.expect == Expect::Value { format!(" {mark}") } else { mark.to_string() };
        self.log.repair(state, at, RepairKind::MissingOpener(mark), insert(place, &text));
        self.log.put(state, place, Kind::Open(bracket));
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
        self.log.put(state, at, Kind::Open(Bracket::Array));
        let indent = if state.at_root() { Some(self.lines.base) } else { child };
        let mut frame = Frame::new(Some(Bracket::Array), indent);
        frame.child = value_indent;
        (frame.value, frame.gap) = (value, gap);
        self.log.open(state, frame);
    }

    /// Takes a closer for the other one. Where that other one follows at once, the two are swapped.
    fn replace_closer(&mut self, mut state: State, token: &Tok) {
        let (Kind::Close(found), Some(expected)) = (&token.kind, state.frame.bracket) else { return };
        if *found == expected || matches!(state.expect, Expect::Colon | Expect::Value) {
            return;
        }
        let (at, mark) = (token.span.start, expected.closer());
        state.cost += state.sloppiness(token);
        match state.last {
            Last::Wrong(other, first) if other == *found => {
                let between = self.text.get(first + 1..at).unwrap_or_default();
                let replacement = format!("{}{between}{mark}", found.closer());
                let fix = Edit { span: first..token.span.end, replacement };
                self.log.repair(&mut state, first, RepairKind::SwappedClosers, Some(fix));
                state.last = Last::Token;
            }
            _ => {
                let kind = RepairKind::WrongCloser { found: found.closer(), expected: mark };
                let fix = Edit { span: token.span.clone(), replacement: mark.to_string() };
                self.log.repair(&mut state, at, kind, Some(fix));
                state.last = Last::Wrong(expected, at);
            }
        }
        self.log.token(&mut state, token.span.clone(), Kind::Close(expected));
        self.log.close(&mut state);
        state.expect = Expect::Next;
        state.fresh = false;
        self.next.push(state);
    }
}
