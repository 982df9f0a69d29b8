//! What the states have read and repaired: lists that share their beginnings.

use super::super::decode;
use super::super::token::{Bracket, Token, TokenKind};
use super::state::{Frame, NONE, State};
use super::{RepairedTokens, cost};
use crate::sample::{Repair, RepairKind, TextEdit};
use crate::source::Span;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How far back two readings are compared.
const MEMORY: usize = 64;
/// How much the lists may grow before what is settled is taken out of them.
const SLACK: usize = 1 << 16;

pub(super) struct Log<'t> {
    text: &'t str,
    entries: Vec<LogEntry>,
    frames: Vec<(u32, Frame, u64)>,
    frames_allowed: usize,
    /// What no state disputes any more.
    settled: RepairedTokens,
}

struct LogEntry {
    before: u32,
    /// The last repair before this entry.
    repairs: u32,
    item: LogItem,
}

enum LogItem {
    Token(Token),
    Repair(Repair),
    /// What repairs the last fault: the string of this span, written anew from what its inside means. Kept as spans, as
    /// most readings of a long string come to nothing.
    Rewrite(Span, Span),
    /// More text for the last repair to put in.
    More(char),
    /// The last repair takes out all up to here.
    UpTo(usize),
    /// So many of the last repairs are ambiguous.
    Doubt(usize),
}

impl<'t> Log<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            entries: Vec::new(),
            frames: Vec::new(),
            frames_allowed: 0,
            settled: RepairedTokens::default(),
        }
    }

    fn push(&mut self, state: &mut State, item: LogItem) {
        let at = u32::try_from(self.entries.len()).unwrap_or(NONE);
        let is_repair = matches!(item, LogItem::Repair(_));
        self.entries.push(LogEntry { before: state.log, repairs: state.repairs, item });
        state.log = at;
        if is_repair {
            state.repairs = at;
        }
    }

    /// A token of the text.
    pub(super) fn token(&mut self, state: &mut State, span: Span, kind: TokenKind) {
        state.end = span.end;
        self.push(state, LogItem::Token(Token { span, kind }));
    }

    /// A token that is put in.
    pub(super) fn put(&mut self, state: &mut State, at: usize, kind: TokenKind) {
        self.push(state, LogItem::Token(Token { span: at..at, kind }));
    }

    /// A repair, and what it costs.
    pub(super) fn repair(&mut self, state: &mut State, at: usize, kind: RepairKind, fix: Option<TextEdit>) {
        let ambiguous = matches!(kind, RepairKind::MissingKey | RepairKind::MissingValue);
        state.cost += cost::of(kind);
        self.push(state, LogItem::Repair(Repair { at, kind, fix, ambiguous }));
    }

    /// Makes the last repair write the string `span`, whose content is `inner`, anew.
    pub(super) fn rewrite(&mut self, state: &mut State, span: Span, inner: Span) {
        self.push(state, LogItem::Rewrite(span, inner));
    }

    /// Makes the last repair put in one character more.
    pub(super) fn more(&mut self, state: &mut State, more: char) {
        self.push(state, LogItem::More(more));
    }

    /// Makes the last repair take out all up to `end`.
    pub(super) fn up_to(&mut self, state: &mut State, end: usize) {
        self.push(state, LogItem::UpTo(end));
    }

    /// Marks the last `count` repairs of `state` as some of several that would do.
    pub(super) fn doubt(&mut self, state: &mut State, count: usize) {
        self.push(state, LogItem::Doubt(count));
    }

    pub(super) fn open(&mut self, state: &mut State, frame: Frame) {
        let mut hasher = DefaultHasher::new();
        let outer = &state.frame;
        (state.around, outer.bracket.map(Bracket::opener), outer.indent, outer.child).hash(&mut hasher);
        let at = u32::try_from(self.frames.len()).unwrap_or(NONE);
        self.frames.push((state.outer, state.frame, state.around));
        state.outer = at;
        state.around = hasher.finish();
        state.frame = frame;
    }

    pub(super) fn close(&mut self, state: &mut State) {
        if let Some((outer, frame, around)) = self.frames.get(state.outer as usize).copied() {
            (state.outer, state.frame, state.around) = (outer, Frame { held: true, ..frame }, around);
        }
    }

    /// How many frames are kept.
    pub(super) fn frames(&self) -> usize {
        self.frames.len()
    }

    /// The frame around the innermost one.
    pub(super) fn outer(&self, state: &State) -> Option<&Frame> {
        self.frames.get(state.outer as usize).map(|(_, frame, _)| frame)
    }

    /// `loser` does as well as `winner`: the repairs that only the winner has are ambiguous, unless both say the same.
    pub(super) fn rival(&mut self, winner: &mut State, loser: &State) {
        let (mut ours, mut theirs) = (winner.repairs, loser.repairs);
        let (mut own, mut others) = (Vec::new(), Vec::new());
        // What was logged later cannot lie below what was logged before.
        let age = |at: u32| at.wrapping_add(1);
        while ours != theirs && own.len() + others.len() < MEMORY {
            let (list, said) =
                if age(ours) > age(theirs) { (&mut ours, &mut own) } else { (&mut theirs, &mut others) };
            let Some(LogEntry { item: LogItem::Repair(repair), repairs, .. }) =
                self.entries.get(*list as usize)
            else {
                break;
            };
            said.push((repair.at, repair.kind));
            *list = *repairs;
        }
        if own != others {
            self.doubt(winner, own.len());
        }
    }

    /// `state` is the only one left: what it follows from is certain.
    pub(super) fn settle(&mut self, state: &mut State) {
        if self.entries.len() > SLACK {
            self.take_out(state);
        }
        if self.frames.len() > self.frames_allowed.max(SLACK) {
            let mut chain = Vec::new();
            let mut at = state.outer;
            while let Some(frame) = self.frames.get(at as usize).copied() {
                at = frame.0;
                chain.push(frame);
            }
            chain.reverse();
            for (at, frame) in chain.iter_mut().enumerate() {
                frame.0 = at.checked_sub(1).and_then(|at| u32::try_from(at).ok()).unwrap_or(NONE);
            }
            state.outer = chain.len().checked_sub(1).and_then(|at| u32::try_from(at).ok()).unwrap_or(NONE);
            self.frames_allowed = 2 * chain.len();
            self.frames = chain;
        }
    }

    fn take_out(&mut self, state: &mut State) {
        let mut path = Vec::new();
        let mut at = state.log;
        while let Some(entry) = self.entries.get(at as usize) {
            path.push(at);
            at = entry.before;
        }
        let mut entries: Vec<Option<LogItem>> =
            std::mem::take(&mut self.entries).into_iter().map(|entry| Some(entry.item)).collect();
        for at in path.into_iter().rev() {
            match entries.get_mut(at as usize).and_then(Option::take) {
                Some(LogItem::Token(token)) => self.settled.tokens.push(token),
                Some(LogItem::Repair(repair)) => {
                    if repair.kind == RepairKind::SwappedClosers {
                        // The wrong closer was the first half of it.
                        self.settled.repairs.pop();
                    }
                    self.settled.repairs.push(repair);
                }
                Some(LogItem::Rewrite(span, inner)) => {
                    let meant = decode::unescape(self.text.get(inner).unwrap_or_default());
                    let replacement = serde_json::Value::from(meant).to_string();
                    if let Some(last) = self.settled.repairs.last_mut() {
                        last.fix = Some(TextEdit { span, replacement });
                    }
                }
                Some(LogItem::More(more)) => {
                    if let Some(fix) = self.settled.repairs.last_mut().and_then(|last| last.fix.as_mut()) {
                        fix.replacement.push(more);
                    }
                }
                Some(LogItem::UpTo(end)) => {
                    if let Some(fix) = self.settled.repairs.last_mut().and_then(|last| last.fix.as_mut()) {
                        fix.span.end = end;
                    }
                }
                Some(LogItem::Doubt(count)) => {
                    let doubted = self.settled.repairs.iter_mut().rev().take(count);
                    doubted.for_each(|repair| repair.ambiguous = true);
                }
                None => {}
            }
        }
        (state.log, state.repairs) = (NONE, NONE);
    }

    /// What `state` read, in the order of the text, without the commas that part nothing.
    pub(super) fn into_repaired(mut self, mut state: State) -> RepairedTokens {
        self.take_out(&mut state);
        let RepairedTokens { mut tokens, repairs } = self.settled;
        // What is put in is before what begins at the same place.
        tokens.sort_by_key(|token| (token.span.start, !token.span.is_empty()));
        let mut depth = 0_usize;
        let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
        for token in tokens {
            match token.kind {
                TokenKind::Open(_) => depth += 1,
                TokenKind::Close(_) => {
                    depth = depth.saturating_sub(1);
                    kept.pop_if(|last| last.kind == TokenKind::Comma);
                }
                TokenKind::Comma => {
                    let parts = |last: &Token| !matches!(last.kind, TokenKind::Open(_) | TokenKind::Comma);
                    if depth == 0 || !kept.last().is_some_and(parts) {
                        continue;
                    }
                }
                _ => {}
            }
            kept.push(token);
        }
        RepairedTokens { tokens: kept, repairs: apart(repairs) }
    }
}

/// The repairs in the order of the text, without the edits that another one covers already.
fn apart(mut repairs: Vec<Repair>) -> Vec<Repair> {
    let place = |repair: &Repair| {
        repair.fix.as_ref().map_or((repair.at, repair.at), |fix| (fix.span.start, fix.span.end))
    };
    repairs.sort_by_key(place);
    let mut end = 0;
    for repair in &mut repairs {
        match &repair.fix {
            Some(fix) if fix.span.start < end => repair.fix = None,
            Some(fix) => end = fix.span.end,
            None => {}
        }
    }
    repairs
}
