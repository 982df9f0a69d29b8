//! What an operation is answered, by status: successes, whose bodies are one type, and errors.

use super::PageRead;
use super::fields::origin;
use super::seen::BodySample;
use crate::dialect::{OperationFact, ResponseFact, StatedStatus};
use crate::model::{MediaType, Origin, Response, Schema};

/// The responses of operations that are one: successes first, then errors. `shape` makes the type of some bodies: those of all
/// successes where no status is given, else those of one status of errors.
pub(super) fn lower<'a>(
    page: &'a PageRead,
    group: &[&'a OperationFact],
    mut shape: impl FnMut(&[BodySample<'a>], Option<Option<u16>>) -> Option<Schema>,
) -> Vec<Response> {
    let all = || {
        let numbered = group.iter().enumerate();
        numbered.flat_map(|(at, operation)| operation.responses.iter().map(move |response| (at, response)))
    };
    let samples = |wanted: &dyn Fn(&ResponseFact) -> bool| -> Vec<BodySample<'a>> {
        let some = all().filter(|(_, response)| wanted(response));
        let bodies = some.filter_map(|(operation, response)| Some((operation, response.body.as_ref()?)));
        bodies.map(|(operation, body)| BodySample { page, body, operation, section: None }).collect()
    };
    let (mut successes, mut errors): (Vec<Response>, Vec<Response>) = (Vec::new(), Vec::new());
    for (_, response) in all() {
        let kind = if is_answer(response) { &mut successes } else { &mut errors };
        let evidence = page.evidence(&response.fence, Origin::Sample);
        // there are not many statuses
        match kind.iter_mut().find(|known| known.status == response.status) {
            Some(known) => known.evidence.push(evidence),
            None => kind.push(Response {
                status: response.status,
                error: response.is_error(),
                media_type: MediaType::Json,
                body: None,
                description: None,
                evidence: vec![evidence],
            }),
        }
    }
    merge_unnamed(&mut successes);
    let answer = shape(&samples(&is_answer), None);
    let is_documented = answer.is_some() && !all().any(|(_, it)| is_answer(it) && it.body.is_some());
    if is_documented && successes.is_empty() {
        let fields = group.iter().flat_map(|operation| &operation.answered);
        let fields = fields.take(1).map(|field| page.evidence(&field.name.span, origin(field)));
        let returns = group.iter().filter_map(|operation| operation.returns.as_ref()).take(1);
        let returns = returns.map(|object| page.evidence(&object.span, Origin::Prose));
        let evidence = fields.chain(returns).take(1).collect();
        let mut stated = group.iter().flat_map(|operation| &operation.statuses).filter(|it| it.status < 300);
        let only = stated.next().map(|it| it.status).filter(|only| stated.all(|it| it.status == *only));
        successes.push(Response {
            status: only,
            error: false,
            media_type: MediaType::Json,
            body: None,
            description: None,
            evidence,
        });
    }
    let shows = |status: Option<u16>| {
        let of = |it: &ResponseFact| it.status == status || it.status.is_none();
        all().any(|(_, it)| is_answer(it) && it.body.is_some() && of(it))
    };
    for response in &mut successes {
        let may_have = !matches!(response.status, Some(204 | 205 | 304));
        response.body = answer.clone().filter(|_| is_documented && may_have || shows(response.status));
    }
    for error in &mut errors {
        let status = error.status;
        error.body = shape(&samples(&|it| !is_answer(it) && it.status == status), Some(status));
    }
    let mut all: Vec<Response> = successes.into_iter().chain(errors).collect();
    for stated in group.iter().flat_map(|operation| &operation.statuses) {
        let is_known = all.iter().any(|known| known.status == Some(stated.status));
        let has_answer = all.iter().any(|known| !known.error);
        // of another success than one without a body more should be known than its status
        let is_whole = stated.status >= 400 || (matches!(stated.status, 204 | 205) && !has_answer);
        if is_whole && !is_known {
            all.push(of_status(page, stated));
        }
    }
    all
}

/// A response of which only the status is documented.
fn of_status(page: &PageRead, stated: &StatedStatus) -> Response {
    let origin = if stated.is_row { Origin::Table } else { Origin::Prose };
    Response {
        status: Some(stated.status),
        error: stated.status >= 400,
        media_type: MediaType::Json,
        body: None,
        description: None,
        evidence: vec![page.evidence(&stated.span, origin)],
    }
}

/// A success that names no status is the one that is named, where that is one alone.
fn merge_unnamed(successes: &mut Vec<Response>) {
    let unnamed = successes.iter().position(|it| it.status.is_none());
    if let (2, Some(unnamed)) = (successes.len(), unnamed) {
        let Response { evidence, .. } = successes.remove(unnamed);
        for named in successes {
            named.evidence.extend(evidence.iter().cloned());
            named.evidence.sort();
        }
    }
}

/// Whether a sample shows a success. A failure is an error of the client, whatever it looks like.
pub(super) fn is_answer(response: &ResponseFact) -> bool {
    !response.is_error()
}
