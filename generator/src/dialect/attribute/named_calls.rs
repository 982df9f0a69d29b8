//! Calls that name a method in their bodies (JSON-RPC): one endpoint takes all of them, so that what is documented of one method is a
//! parameter in the body's `params`, and none of them must be given in every call.

use crate::dialect::facts::field::{Field, FieldLocation, Requirement};
use crate::dialect::facts::{OperationFact, Unread};
use crate::sample::json::{Node, Value};

const PARAMETERS: &str = "params";
const RESULT: &str = "result";

/// Whether a body calls a method by its name, or is the answer of such a call.
pub(super) fn is_named_call(body: &Node) -> bool {
    let has = |key: &str| member(body, key).is_some();
    has("jsonrpc") && (has("method") || has(RESULT) || has("error"))
}

/// Puts the fields of an operation that takes calls by name where these have them; gives those that have no name there.
pub(in crate::dialect) fn settle(operation: &mut OperationFact) -> Vec<Unread> {
    let sent: Vec<&Node> = operation.requests.iter().filter_map(|request| request.body.as_ref()).collect();
    if sent.is_empty() || !sent.iter().all(|body| is_named_call(body)) {
        return Vec::new();
    }
    let answered: Vec<&Node> = operation.responses.iter().filter_map(|it| it.body.as_ref()).collect();
    let (of_call, of_answer) = (SharedMembers::of(&sent, PARAMETERS), SharedMembers::of(&answered, RESULT));
    let mut unread = Vec::new();
    operation.rows.retain_mut(|field| {
        let is_elsewhere = !matches!(field.location, None | Some(FieldLocation::Body | FieldLocation::Form));
        let is_placed = is_elsewhere || of_call.place(field, PARAMETERS);
        if !is_elsewhere && field.required == Requirement::Required {
            // in the calls of its own method
            field.required = Requirement::Conditional;
        }
        if !is_placed {
            unread.push(of_method(field));
        }
        is_placed
    });
    operation.answered.retain_mut(|field| {
        let is_placed = of_answer.place(field, RESULT);
        if !is_placed {
            unread.push(of_method(field));
        }
        is_placed
    });
    unread
}

/// What bodies have at their first level, and whether one of it is an object.
struct SharedMembers<'n> {
    names: Vec<&'n str>,
    holds: bool,
}

impl<'n> SharedMembers<'n> {
    fn of(bodies: &[&'n Node], holder: &str) -> Self {
        let objects = bodies.iter().filter_map(|body| match &body.value {
            Value::Object(members) => Some(members),
            _ => None,
        });
        let mut names: Vec<&str> = objects.flatten().map(|member| member.key.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let is_object = |body: &&Node| matches!(member(body, holder), Some(Value::Object(_)));
        Self { names, holds: bodies.iter().any(is_object) }
    }

    /// Puts a field that no sample has below the object that holds what is of a method; false where there is none.
    fn place(&self, field: &mut Field, holder: &str) -> bool {
        let name = &field.name.value;
        let root = name.split(['.', '[']).next().unwrap_or_default();
        if field.path.is_some() || self.names.binary_search(&root).is_ok() {
            return true;
        }
        if self.holds {
            field.name.value = format!("{holder}.{name}");
        }
        self.holds
    }
}

fn member<'n>(body: &'n Node, key: &str) -> Option<&'n Value> {
    let Value::Object(members) = &body.value else { return None };
    members.iter().find(|member| member.key == key).map(|member| &member.value.value)
}

fn of_method(field: &Field) -> Unread {
    let why =
        "it is of a method that the body names, whose parameters or results have no names in the samples";
    Unread { what: "field", why: why.to_owned(), span: field.span.clone() }
}
