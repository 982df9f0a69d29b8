//! Sound JSON text to tokens; the first thing that is not JSON ends it.

use super::decode;
use super::token::{Bracket, Token, TokenKind};

/// The tokens of `text`; the last item is `None` where something is no token of JSON.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Option<Token>> {
    let mut at = 0;
    let mut broken = false;
    std::iter::from_fn(move || {
        if broken {
            return None;
        }
        at = skip(text, at, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        let first = *text.as_bytes().get(at)?;
        let token = token(text, at, first);
        match &token {
            Some(token) => at = token.span.end,
            None => broken = true,
        }
        Some(token)
    })
}

fn token(text: &str, start: usize, first: u8) -> Option<Token> {
    let one = |kind| Some(Token { span: start..start + 1, kind });
    match first {
        b'{' => one(TokenKind::Open(Bracket::Object)),
        b'}' => one(TokenKind::Close(Bracket::Object)),
        b'[' => one(TokenKind::Open(Bracket::Array)),
        b']' => one(TokenKind::Close(Bracket::Array)),
        b',' => one(TokenKind::Comma),
        b':' => one(TokenKind::Colon),
        b'"' => {
            let end = string_end(text, start + 1)?;
            Some(Token { span: start..end + 1, kind: TokenKind::Quoted(start + 1..end) })
        }
        _ => {
            let end = skip(text, start, |b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
            decode::literal(text.get(start..end)?)?;
            Some(Token { span: start..end, kind: TokenKind::Bare })
        }
    }
}

/// Where the closing quote of a string is whose content begins at `at`.
fn string_end(text: &str, mut at: usize) -> Option<usize> {
    loop {
        at = skip(text, at, |byte| byte >= b' ' && byte != b'"' && byte != b'\\');
        match text.as_bytes().get(at)? {
            b'"' => return Some(at),
            b'\\' => at += decode::escape(text.get(at..)?)?.1,
            _ => return None,
        }
    }
}

fn skip(text: &str, from: usize, belongs: impl Fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    from + rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len())
}
