//! Tokens to the tree, on a stack of its own: deep text must not overflow the thread's.

use super::token::{Bracket, Kind, Token};
use super::{Document, Member, Node, Value, decode};
use crate::sample::{Repair, RepairKind};
use crate::source::Span;

/// How deep a tree may be, so that whoever walks it may recurse. serde_json draws the same line.
pub(super) const MAX_DEPTH: usize = 128;

/// A tree, and what was seen while it grew.
#[derive(Default)]
pub(super) struct Built {
    pub(super) roots: Vec<Node>,
    too_deep: Vec<usize>,
}

impl Built {
    pub(super) fn into_document(self, mut repairs: Vec<Repair>) -> Document {
        let kind = RepairKind::TooDeep;
        repairs.extend(self.too_deep.into_iter().map(|at| Repair { at, kind, fix: None, ambiguous: false }));
        repairs.sort_by_key(|repair| repair.at);
        Document { roots: self.roots, repairs }
    }
}

/// An object or array that has begun.
struct Open {
    bracket: Bracket,
    start: usize,
    elements: Vec<Node>,
    members: Vec<Member>,
    key: Option<(String, Span)>,
}

#[derive(PartialEq)]
enum Expect {
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
pub(super) fn build(text: &str, tokens: impl Iterator<Item = Option<Token>>) -> Option<Built> {
    let mut built = Built::default();
    let mut stack: Vec<Open> = Vec::new();
    let mut expect = Expect::First;
    // Below the deepest level only the brackets are counted: the text from `start` on is one value.
    let mut below: Vec<Bracket> = Vec::new();
    let mut below_start = 0;

    for token in tokens {
        let Token { span, kind } = token?;
        if !below.is_empty() {
            match kind {
                Kind::Open(bracket) => below.push(bracket),
                Kind::Close(bracket) if below.pop() != Some(bracket) => return None,
                Kind::Close(_) if below.is_empty() => {
                    let span = below_start..span.end;
                    let value = Value::String(text.get(span.clone())?.to_string());
                    built.too_deep.push(below_start);
                    expect = Expect::Next;
                    place(Node { span, value }, &mut stack, &mut built.roots);
                }
                _ => {}
            }
            continue;
        }
        let in_object = stack.last().is_some_and(|open| open.bracket == Bracket::Object);
        let item =
            matches!(expect, Expect::First | Expect::Item) || (stack.is_empty() && expect == Expect::Next);
        let value = expect == Expect::Value || (item && !in_object);
        match kind {
            Kind::Open(bracket) if value && stack.len() < MAX_DEPTH => {
                let (elements, members) = Default::default();
                stack.push(Open { bracket, start: span.start, elements, members, key: None });
                expect = Expect::First;
            }
            Kind::Open(bracket) if value => {
                below.push(bracket);
                below_start = span.start;
            }
            Kind::Close(bracket) if matches!(expect, Expect::First | Expect::Next) => {
                let open = stack.pop().filter(|open| open.bracket == bracket)?;
                let value = match bracket {
                    Bracket::Object => Value::Object(open.members),
                    Bracket::Array => Value::Array(open.elements),
                };
                place(Node { span: open.start..span.end, value }, &mut stack, &mut built.roots);
                expect = Expect::Next;
            }
            Kind::Comma if expect == Expect::Next && !stack.is_empty() => expect = Expect::Item,
            Kind::Colon if expect == Expect::Colon => expect = Expect::Value,
            Kind::Quoted(_) | Kind::Bare | Kind::Nothing if value => {
                let value = scalar(text, &span, &kind);
                place(Node { span, value }, &mut stack, &mut built.roots);
                expect = Expect::Next;
            }
            Kind::Quoted(_) | Kind::Bare | Kind::Nothing if item => {
                let open = stack.last_mut()?;
                open.key = Some((key(text, &span, &kind), span));
                expect = Expect::Colon;
            }
            _ => return None,
        }
    }
    (stack.is_empty() && below.is_empty()).then_some(built)
}

/// Hands a finished value to whatever holds it.
fn place(node: Node, stack: &mut [Open], roots: &mut Vec<Node>) {
    match stack.last_mut() {
        None => roots.push(node),
        Some(open) => match open.key.take() {
            Some((key, key_span)) => open.members.push(Member { key, key_span, value: node }),
            None => open.elements.push(node),
        },
    }
}

fn scalar(text: &str, span: &Span, kind: &Kind) -> Value {
    let word = text.get(span.clone()).unwrap_or_default();
    match kind {
        Kind::Quoted(inner) => Value::String(decode::unescape(text.get(inner.clone()).unwrap_or_default())),
        Kind::Bare => decode::literal(word)
            .or_else(|| decode::foreign_literal(word))
            .unwrap_or_else(|| Value::String(word.to_string())),
        _ => Value::Null,
    }
}

/// A key is text whatever it looks like.
fn key(text: &str, span: &Span, kind: &Kind) -> String {
    match kind {
        Kind::Quoted(inner) => decode::unescape(text.get(inner.clone()).unwrap_or_default()),
        _ => text.get(span.clone()).unwrap_or_default().to_string(),
    }
}
