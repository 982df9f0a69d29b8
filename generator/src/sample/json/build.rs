//! Tokens to the tree, on a stack of its own: deep text must not overflow the thread's.

use super::token::{Bracket, Token, TokenKind};
use super::{JsonDocument, Member, Node, Value, decode};
use crate::sample::{Repair, RepairKind};
use crate::source::Span;

/// How deep a tree may be, so that whoever walks it may recurse. serde_json draws the same line.
pub(super) const MAX_DEPTH: usize = 128;

/// A tree, and what was seen while it grew.
#[derive(Default)]
pub(super) struct ParsedTree {
    pub(super) roots: Vec<Node>,
    too_deep: Vec<usize>,
}

impl ParsedTree {
    pub(super) fn into_document(self, mut repairs: Vec<Repair>) -> JsonDocument {
        let kind = RepairKind::TooDeep;
        repairs.extend(self.too_deep.into_iter().map(|at| Repair { at, kind, fix: None, ambiguous: false }));
        repairs.sort_by_key(|repair| repair.at);
        JsonDocument { roots: self.roots, repairs }
    }
}

/// An object or array that has begun.
struct OpenContainer {
    bracket: Bracket,
    start: usize,
    elements: Vec<Node>,
    members: Vec<Member>,
    key: Option<(String, Span)>,
}

#[derive(PartialEq)]
enum ExpectedPart {
    /// A key or value, or the end.
    First,
    /// A key or value.
    Item,
    Colon,
    Value,
    /// A comma or the end.
    Next,
}

/// The values that `tokens` spell; `None` where they, or the grammar, break off.
pub(super) fn build(text: &str, tokens: impl Iterator<Item = Option<Token>>) -> Option<ParsedTree> {
    let mut built = ParsedTree::default();
    let mut stack: Vec<OpenContainer> = Vec::new();
    let mut expect = ExpectedPart::First;
    // Below the deepest level only the brackets are counted: the text from `start` on is one value.
    let mut below: Vec<Bracket> = Vec::new();
    let mut below_start = 0;

    for token in tokens {
        let Token { span, kind } = token?;
        if !below.is_empty() {
            match kind {
                TokenKind::Open(bracket) => below.push(bracket),
                TokenKind::Close(bracket) if below.pop() != Some(bracket) => return None,
                TokenKind::Close(_) if below.is_empty() => {
                    let span = below_start..span.end;
                    let value = Value::String(text.get(span.clone())?.to_string());
                    built.too_deep.push(below_start);
                    expect = ExpectedPart::Next;
                    place(Node { span, value }, &mut stack, &mut built.roots);
                }
                _ => {}
            }
            continue;
        }
        let in_object = stack.last().is_some_and(|open| open.bracket == Bracket::Object);
        let item = matches!(expect, ExpectedPart::First | ExpectedPart::Item)
            || (stack.is_empty() && expect == ExpectedPart::Next);
        let value = expect == ExpectedPart::Value || (item && !in_object);
        match kind {
            TokenKind::Open(bracket) if value && stack.len() < MAX_DEPTH => {
                let (elements, members) = Default::default();
                stack.push(OpenContainer { bracket, start: span.start, elements, members, key: None });
                expect = ExpectedPart::First;
            }
            TokenKind::Open(bracket) if value => {
                below.push(bracket);
                below_start = span.start;
            }
            TokenKind::Close(bracket) if matches!(expect, ExpectedPart::First | ExpectedPart::Next) => {
                let open = stack.pop().filter(|open| open.bracket == bracket)?;
                let value = match bracket {
                    Bracket::Object => Value::Object(open.members),
                    Bracket::Array => Value::Array(open.elements),
                };
                place(Node { span: open.start..span.end, value }, &mut stack, &mut built.roots);
                expect = ExpectedPart::Next;
            }
            TokenKind::Comma if expect == ExpectedPart::Next && !stack.is_empty() => {
                expect = ExpectedPart::Item
            }
            TokenKind::Colon if expect == ExpectedPart::Colon => expect = ExpectedPart::Value,
            TokenKind::Quoted(_) | TokenKind::Bare | TokenKind::Nothing if value => {
                let value = scalar(text, &span, &kind);
                place(Node { span, value }, &mut stack, &mut built.roots);
                expect = ExpectedPart::Next;
            }
            TokenKind::Quoted(_) | TokenKind::Bare | TokenKind::Nothing if item => {
                let open = stack.last_mut()?;
                open.key = Some((key(text, &span, &kind), span));
                expect = ExpectedPart::Colon;
            }
            _ => return None,
        }
    }
    (stack.is_empty() && below.is_empty()).then_some(built)
}

/// Hands a finished value to whatever holds it.
fn place(node: Node, stack: &mut [OpenContainer], roots: &mut Vec<Node>) {
    match stack.last_mut() {
        None => roots.push(node),
        Some(open) => match open.key.take() {
            Some((key, key_span)) => open.members.push(Member { key, key_span, value: node }),
            None => open.elements.push(node),
        },
    }
}

fn scalar(text: &str, span: &Span, kind: &TokenKind) -> Value {
    let word = text.get(span.clone()).unwrap_or_default();
    match kind {
        TokenKind::Quoted(inner) => {
            Value::String(decode::unescape(text.get(inner.clone()).unwrap_or_default()))
        }
        TokenKind::Bare => decode::literal(word)
            .or_else(|| decode::foreign_literal(word))
            .unwrap_or_else(|| Value::String(word.to_string())),
        _ => Value::Null,
    }
}

/// A key is text whatever it looks like.
fn key(text: &str, span: &Span, kind: &TokenKind) -> String {
    match kind {
        TokenKind::Quoted(inner) => decode::unescape(text.get(inner.clone()).unwrap_or_default()),
        _ => text.get(span.clone()).unwrap_or_default().to_string(),
    }
}
