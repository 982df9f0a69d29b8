//! What the indentation of a line says of the brackets.

use super::super::token::{Bracket, TokenKind};
use super::cost;
use super::moves::Candidate;
use super::state::{Expect, Frame, State};

/// What about a token gives cause to doubt that it belongs where it would go.
#[derive(Debug, Default)]
pub(super) struct Cause {
    /// It begins a line no deeper than what is open.
    pub(super) dedented: bool,
    /// It begins a line deeper than what is beside it.
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
    /// What it costs that `token` is where it is.
    pub(super) fn sloppiness(&self, token: &Candidate) -> u32 {
        let Some(line) = self.line().filter(|_| !self.at_root()) else { return 0 };
        let is_laid_out = match (&token.kind, self.frame.indent, self.frame.child) {
            (TokenKind::Close(_), indent, _) => indent.is_none_or(|indent| line == indent),
            _ if self.expect == Expect::Value => true,
            (TokenKind::Comma, indent, child) => {
                child == Some(line) || indent.is_none_or(|indent| line > indent)
            }
            (_, _, Some(child)) => line == child,
            (_, indent, None) => indent.is_none_or(|indent| line > indent),
        };
        if is_laid_out { 0 } else { cost::SLOPPY }
    }

    /// The first line of a frame shows how deep its lines are.
    pub(super) fn settle_child(&mut self, item: bool) {
        if item && self.frame.child.is_none() {
            self.frame.child = self.line();
        }
    }

    /// What about `token` is odd here.
    pub(super) fn cause(&self, token: &Candidate) -> Cause {
        let scalar = matches!(token.kind, TokenKind::Quoted(_) | TokenKind::Bare);
        let at_end = self.at_root() && self.expect == Expect::Next;
        let misplaced = (scalar && token.is_key != self.wants_key() && self.expect != Expect::Colon)
            || (token.kind == TokenKind::Comma && at_end);
        let Some(line) = self.line().filter(|_| !self.at_root()) else {
            return Cause { misplaced, ..Cause::default() };
        };
        let Frame { bracket, indent, child, .. } = self.frame;
        let limit = indent.or(child);
        let dedented = match token.kind {
            TokenKind::Close(_) => limit.is_some_and(|limit| line < limit),
            _ if self.expect == Expect::Value => false,
            _ => limit.is_some_and(|limit| line <= limit) && child != Some(line),
        };
        let indented = token.is_item()
            && bracket == Some(Bracket::Array)
            && self.wants_item()
            && child.is_some_and(|child| line > child);
        Cause { dedented, indented, misplaced }
    }
}
