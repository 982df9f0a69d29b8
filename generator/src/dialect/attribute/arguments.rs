//! What an operation is sent whose fields are documented as the arguments of a function that calls it: beside the parts of its
//! path one may be the body as a whole, and nothing but the media type and the types of all of them tells which.

use super::location::{alike, is_asking, placeholders};
use crate::dialect::facts::field::{Field, FieldLocation, JsonKind};
use crate::dialect::facts::{ObjectRef, OperationFact, Unread};
use crate::source::Span;

/// What the arguments are of that no path has.
enum SentArguments {
    /// The query string, as nothing is sent after the headers.
    Query,
    /// A form's fields.
    Form,
    /// One of them is the body, and the others are of the query string.
    Body(usize),
    /// One of them may be the body, and what is said does not tell which; or what is sent has no fields.
    Unknown(&'static str),
}

/// Whether the arguments of a page are called otherwise than what is sent: a part of a path is, `kite_id` of `/kites/{kiteId}`.
pub(in crate::dialect) fn are_respelled(operations: &[OperationFact]) -> bool {
    let differs = |operation: &OperationFact| {
        placeholders(&operation.path).into_iter().any(|name| {
            let is_it = |field: &Field| field.name.value != name && alike(&field.name.value) == alike(name);
            operation.rows.iter().any(is_it)
        })
    };
    operations.iter().filter(|operation| operation.is_function).any(differs)
}

/// Whether a name has several words, which each language joins in its own way.
fn has_words(name: &str) -> bool {
    // what has a hyphen is no name in a program, and spelled as it is sent
    !name.contains('-') && (name.contains('_') || name.chars().skip(1).any(char::is_uppercase))
}

/// Gives each argument a place, and takes the one that is the body as a whole for that. Gives back what is not known.
pub(in crate::dialect) fn settle(operation: &mut OperationFact, are_respelled: bool) -> Vec<Unread> {
    if !operation.is_function {
        return Vec::new();
    }
    if are_respelled && let Some(returns) = &mut operation.returns {
        *returns = anything(&returns.span);
    }
    let in_path: Vec<String> = placeholders(&operation.path).into_iter().map(alike).collect();
    let is_part = |field: &Field| in_path.contains(&alike(&field.name.value));
    let mut unread = Vec::new();
    let mut miss = |field: &Field, why: &str| {
        unread.push(Unread { what: "table row", why: why.to_owned(), span: field.span.clone() });
    };
    operation.rows.retain(|field| {
        let is_own = is_part(field) || field.location != Some(FieldLocation::Path);
        if !is_own {
            miss(field, "it is an argument that no part of the path is called like");
        }
        is_own
    });
    let is_open = |field: &Field| field.location.is_none() && !is_part(field);
    let open: Vec<usize> =
        operation.rows.iter().enumerate().filter(|(_, field)| is_open(field)).map(|(at, _)| at).collect();
    match rest(operation, &open) {
        SentArguments::Query => place(operation, &open, query_or_header),
        SentArguments::Form => place(operation, &open, |_| FieldLocation::Form),
        SentArguments::Body(at) => {
            place(operation, &open, query_or_header);
            let body = operation.rows.remove(at);
            miss(&body, "it is of the body as a whole");
            operation.takes.get_or_insert_with(|| match are_respelled {
                true => anything(&body.span),
                false => whole(&body),
            });
        }
        SentArguments::Unknown(why) => {
            let span = operation.span.clone();
            operation.takes.get_or_insert_with(|| anything(&span));
            for at in open.into_iter().rev() {
                miss(&operation.rows.remove(at), why);
            }
        }
    }
    operation.rows.retain(|field| {
        let is_own = !are_respelled || is_part(field) || !has_words(&field.name.value);
        if !is_own {
            miss(field, "its name is spelled as in a client, and not as it is sent");
        }
        is_own
    });
    unread
}

fn rest(operation: &OperationFact, open: &[usize]) -> SentArguments {
    let media_type = operation.media_type.as_deref().map(str::to_ascii_lowercase);
    let is_named = |part: &str| media_type.as_deref().is_some_and(|name| name.contains(part));
    // `Not defined`; and of what only asks the media type is that of all operations
    let sends_nothing = media_type.as_deref().is_some_and(|name| !name.contains('/'));
    if sends_nothing || is_asking(&operation.method) {
        return SentArguments::Query;
    }
    if is_named("form") {
        return SentArguments::Form;
    }
    if media_type.is_some() && !is_named("json") {
        return SentArguments::Unknown("what is sent is neither JSON nor a form");
    }
    let holds = |kind: &JsonKind| matches!(kind, JsonKind::Object | JsonKind::Array);
    let are = |test: &dyn Fn(&Field) -> bool| -> Vec<usize> {
        open.iter().copied().filter(|at| operation.rows.get(*at).is_some_and(test)).collect()
    };
    let of_objects = are(&|field| field.refers_to.is_some());
    let of_values = are(&|field| field.kinds.iter().any(holds));
    let called_so = are(&|field| field.name.value.eq_ignore_ascii_case("body"));
    match (called_so.as_slice(), of_objects.as_slice(), of_values.as_slice()) {
        ([only], ..) | ([], [only], _) | ([], [], [only]) => SentArguments::Body(*only),
        // nothing that has one value is a body by itself
        ([], [], []) => SentArguments::Query,
        _ => SentArguments::Unknown("no word says which of the arguments is the body"),
    }
}

fn place(operation: &mut OperationFact, open: &[usize], of: impl Fn(&str) -> FieldLocation) {
    for at in open {
        if let Some(field) = operation.rows.get_mut(*at) {
            field.location = Some(of(&field.name.value));
        }
    }
}

/// An argument that is neither in the path nor in the body is in the query string, unless it is spelled as only headers are:
/// `If-Match`.
fn query_or_header(name: &str) -> FieldLocation {
    let is_capital = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    let is_header = name.contains('-') && name.split('-').all(is_capital);
    if is_header { FieldLocation::Header } else { FieldLocation::Query }
}

/// What is sent, or answered, of which nothing is known: the objects of a client have its spelling too.
fn anything(span: &Span) -> ObjectRef {
    ObjectRef { names: Vec::new(), is_list: false, span: span.clone() }
}

/// The object that the body is, by its name and by where that leads.
fn whole(body: &Field) -> ObjectRef {
    let leads = body.links.first().map(|target| target.rsplit(['/', '#']).next().unwrap_or_default());
    let leads = leads.map(|page| page.split('.').next().unwrap_or_default().to_owned());
    ObjectRef {
        names: body.refers_to.iter().cloned().chain(leads).filter(|name| !name.is_empty()).collect(),
        is_list: body.kinds.contains(&JsonKind::Array),
        span: body.span.clone(),
    }
}
