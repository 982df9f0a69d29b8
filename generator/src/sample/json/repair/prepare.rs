//! The repairs that put something in so that the next token fits: a comma, a colon, a value, an opener, closers.

use super::super::token::{Bracket, TokenKind};
use super::layout::Cause;
use super::moves::{Candidate, insert};
use super::state::{Expect, LastToken, State};
use super::{RepairSearch, cost};
use crate::sample::RepairKind;

impl RepairSearch<'_> {
    /// Every repair before `token`, and what may come after it.
    pub(super) fn prepare(
        &mut self,
        state: State,
        token: &Candidate,
        cause: &Cause,
        fits: bool,
        repairs: u32,
    ) {
        if cause.dedented || !fits {
            self.prepare_closers(state, token, repairs);
        }
        if cause.indented {
            let bracket = if token.is_key { Bracket::Object } else { Bracket::Array };
            let at = token.span.start;
            self.after(state, token, repairs, |search, state| search.put_opener(state, bracket, at, at));
        }
        if fits {
            return;
        }
        match state.expect {
            Expect::Next if token.is_item() && !state.at_root() => {
                self.after(state, token, repairs, Self::insert_comma);
            }
            Expect::Colon => self.after(state, token, repairs, Self::insert_colon),
            Expect::Value if !token.is_item() || token.is_key => {
                self.after(state, token, repairs, Self::insert_value);
            }
            _ if token.kind == TokenKind::Colon && state.wants_key() => {
                self.after(state, token, repairs, |search, state| search.insert_key(state, token.span.start));
            }
            _ => {}
        }
        self.prepare_openers(state, token, repairs);
        self.replace_closer(state, token);
    }

    /// Takes `token` after a repair.
    pub(super) fn after(
        &mut self,
        mut state: State,
        token: &Candidate,
        repairs: u32,
        repair: impl FnOnce(&mut Self, &mut State),
    ) {
        repair(self, &mut state);
        self.take(state, token, repairs);
    }

    fn insert_key(&mut self, state: &mut State, at: usize) {
        self.log.repair(state, at, RepairKind::MissingKey, None);
        self.log.put(state, at, TokenKind::Nothing);
        state.expect = Expect::Colon;
    }

    pub(super) fn insert_comma(&mut self, state: &mut State) {
        match state.last {
            LastToken::Ellipsis => {}
            LastToken::PutCloser | LastToken::PutQuote => {
                self.log.more(state, ',');
                state.cost += match state.last {
                    LastToken::PutCloser => cost::COMMA_AFTER_CLOSER,
                    _ => cost::COMMA_AFTER_QUOTE,
                };
            }
            _ => self.log.repair(state, state.end, RepairKind::MissingComma, insert(state.end, ",")),
        }
        self.log.put(state, state.end, TokenKind::Comma);
        state.comma = state.end;
        state.expect = Expect::Item;
    }

    pub(super) fn insert_colon(&mut self, state: &mut State) {
        self.log.repair(state, state.end, RepairKind::MissingColon, insert(state.end, ":"));
        self.log.put(state, state.end, TokenKind::Colon);
        state.expect = Expect::Value;
    }

    pub(super) fn insert_value(&mut self, state: &mut State) {
        self.log.repair(state, state.end, RepairKind::MissingValue, None);
        self.log.put(state, state.end, TokenKind::Nothing);
        state.expect = Expect::Next;
    }
}
