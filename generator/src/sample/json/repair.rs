//! Faulty JSON text to the tokens its author meant: the cheapest set of repairs that makes sense of brackets, quotes and
//! layout.
//!
//! A beam search. The text is read atom by atom, and each [`State`] is one way to have understood it so far, with
//! what that [cost]. A state branches only where the text gives cause: a token that does not fit, a line with an odd
//! number of quotes, an indentation that contradicts the brackets. States that agree on what is open are merged; where
//! the loser was as good as the winner, the repairs they differ in are ambiguous.

use super::token::Token;
use crate::sample::{Repair, RepairKind};

mod atom;
mod bare;
mod brackets;
mod cost;
mod layout;
mod lines;
mod log;
mod moves;
mod prepare;
mod state;
mod strings;

use atom::Atom;
use lines::LineState;
use log::Log;
use state::{Expect, Mode, State};

/// Tokens in the right order, and what it took to get them.
#[derive(Default)]
pub(super) struct RepairedTokens {
    pub(super) tokens: Vec<Token>,
    pub(super) repairs: Vec<Repair>,
}

/// How many states are kept.
const WIDTH: usize = 32;
/// How many branches are looked at before the text is taken for hopeless, and only the nearest way is followed.
const EFFORT: usize = 300_000;
/// Text with more open brackets, or repairs that cost more, is not read to its end.
const TOO_MANY: usize = 1 << 21;
const TOO_MUCH: u32 = 50_000_000;
/// What a state may cost above the cheapest before it is given up.
const GIVE_UP: u32 = 500;
/// Below this difference two readings are equally good.
const RIVAL: u32 = 4;

/// Reads `text`, which a strict reader rejects.
pub(super) fn repair(text: &str) -> RepairedTokens {
    RepairSearch::new(text).run()
}

/// The search: what all states share.
struct RepairSearch<'t> {
    text: &'t str,
    lines: LineState<'t>,
    log: Log<'t>,
    /// The states that the present atom leads to.
    next: Vec<State>,
    /// How many branches were looked at.
    effort: usize,
}

impl<'t> RepairSearch<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, lines: LineState::new(text), log: Log::new(text), next: Vec::new(), effort: 0 }
    }

    fn run(mut self) -> RepairedTokens {
        let mut states = vec![State::new(&self.lines)];
        let mut at = 0;
        while let Some((atom, end)) = atom::next(self.text, at) {
            if atom == Atom::LineEnd {
                self.lines.enter(end);
            }
            self.effort += states.len().saturating_sub(1);
            for state in states.drain(..) {
                self.step(state, atom, at..end);
            }
            self.select(&mut states);
            if let [state] = states.as_mut_slice() {
                self.log.settle(state);
            }
            at = end;
            if self.beyond_all(&states) {
                let rest = |state: &mut State| self.log.repair(state, end, RepairKind::StrayText, None);
                states.iter_mut().for_each(rest);
                break;
            }
        }
        for state in states.drain(..) {
            self.finish(state);
        }
        self.next.sort_by_key(|state| state.cost);
        let mut ended = std::mem::take(&mut self.next).into_iter();
        let Some(mut best) = ended.next() else { return RepairedTokens::default() };
        let cost = best.cost;
        for rival in ended.take_while(|state| state.cost - cost <= RIVAL) {
            self.log.rival(&mut best, &rival);
        }
        self.log.into_repaired(best)
    }

    /// Whether what was read is no sample: to go on would only cost memory. What is left is reported as one stray text.
    fn beyond_all(&self, states: &[State]) -> bool {
        self.log.frames() > TOO_MANY || states.first().is_some_and(|best| best.cost > TOO_MUCH)
    }

    fn hopeless(&self) -> bool {
        self.effort > EFFORT
    }

    /// Merges the states of `next` that agree on what is open, and keeps the best.
    fn select(&mut self, states: &mut Vec<State>) {
        let width = if self.hopeless() { 1 } else { WIDTH };
        if self.next.len() > 1 {
            // Stable: of two that cost the same the one that was tried first is the more natural.
            self.next.sort_by_key(|state| state.cost);
        }
        let best = self.next.first().map_or(0, |state| state.cost);
        for state in self.next.drain(..).take_while(|state| state.cost - best <= GIVE_UP) {
            let room = states.len() < width;
            match states.iter_mut().find(|kept| kept.agrees(&state)) {
                Some(kept) if state.cost - kept.cost <= RIVAL => self.log.rival(kept, &state),
                Some(_) => {}
                None if room => states.push(state),
                None => {}
            }
        }
    }

    /// Ends a state at the end of the text.
    fn finish(&mut self, mut state: State) {
        let end = self.text.trim_end().len();
        if let Mode::Text(string) = state.mode {
            state.mode = Mode::Outside;
            return self.close_string(state, string, end..end, true).into_iter().for_each(|s| self.finish(s));
        }
        if state.expect == Expect::Colon {
            self.insert_colon(&mut state);
        }
        if state.expect == Expect::Value {
            self.insert_value(&mut state);
        }
        while state.frame.bracket.is_some() {
            self.close_at_end(&mut state);
        }
        self.next.push(state);
    }
}

#[cfg(test)]
mod tests;
