//! A caller's operations against the documented ones: what a caller sends must be documented, and what it reads must not be
//! stricter than documented.
//!
//! Operations are paired by method and path. Only what both sides state is compared: what is unknown on either side is no
//! difference. Sees models, never pages and never source.

mod fields;
mod kinds;
mod pairing;
mod request;
mod response;

use std::collections::{HashMap, HashSet};

use crate::model::{Api, Definitions, Evidence, Location, Object, Operation, Origin, Schema};

pub use pairing::CallerPairing;

/// One operation as a caller calls it.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    /// The item that calls it: `api::ssh::SetRoleRequest`.
    pub item: &'a str,
    /// What it calls. What is required in a request is always sent; what is required in a response must be there.
    pub operation: &'a Operation,
    /// Addresses of documentation that it names.
    pub links: &'a [String],
    /// Methods and paths that its words name.
    pub routes: &'a [(String, String)],
    /// Whether all is known that its request body may have.
    pub body_is_whole: bool,
    /// Whether all is known that its query string may have.
    pub query_is_whole: bool,
}

/// What kind of difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// An operation that is not documented.
    OperationUnknown,
    /// A documented operation that nothing calls.
    OperationMissing,
    /// A field that is not documented.
    FieldUnknown,
    /// A documented field that the caller does not know.
    FieldMissing,
    /// A field that is documented as required may be left out, or is never sent.
    RequiredOmittable,
    /// A field that is documented as optional is always sent.
    OptionalForced,
    /// A field of another type than documented.
    TypeMismatch,
    /// A field of a response that may be null or absent must be there for the caller.
    NullableNotOptional,
    /// A documented value that the caller cannot read or send.
    EnumValueMissing,
    /// A field is sent elsewhere than documented.
    LocationMismatch,
    /// The documentation calls an operation deprecated, and the caller does not.
    DeprecatedInDocs,
    /// The caller calls an operation deprecated, and the documentation does not.
    DeprecatedOnlyInCrate,
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What kind.
    pub kind: DifferenceKind,
    /// The index of the caller; none where nothing calls a documented operation.
    pub caller: Option<usize>,
    /// The documented operation, as `POST /path`.
    pub operation: Option<String>,
    /// The field, with dots.
    pub field: Option<String>,
    /// Where the caller says so.
    pub used: Option<Evidence>,
    /// Where the documentation says otherwise.
    pub documented: Option<Evidence>,
    /// What differs, in words.
    pub message: String,
    /// What may be meant instead.
    pub nearest: Option<String>,
    /// Whether it is worth knowing only.
    pub is_minor: bool,
}

/// All that was compared.
#[derive(Debug, Default)]
pub struct Contract {
    /// The differences, by caller and field.
    pub differences: Vec<Difference>,
    /// For each caller the documented operation that it calls, as indices of a source and an operation in it.
    pub pairs: Vec<Option<(usize, usize)>>,
    /// Callers of which it is not clear what they call: several documented operations fit alike.
    pub ambiguous: Vec<(usize, Vec<String>)>,
    /// Callers of another API: parts of the caller of which next to nothing is documented.
    pub foreign: Vec<usize>,
    /// The documented operations that nothing calls, as indices of a source and an operation in it.
    pub missing: Vec<(usize, usize)>,
}

/// The documented API, looked up.
pub(super) struct DocumentedApi<'a> {
    schemas: Definitions<'a>,
    /// The lines that document parameters of paths.
    paths: HashSet<&'a Evidence>,
}

impl<'a> DocumentedApi<'a> {
    fn of(api: &'a Api) -> Self {
        let operations = api.sources.iter().flat_map(|source| &source.operations);
        let parameters = operations.flat_map(|it| &it.parameters).filter(|it| it.location == Location::Path);
        // lines of a document are each of one operation
        let lines = parameters.flat_map(|it| &it.evidence).filter(|it| it.from != Origin::Spec);
        Self { schemas: Definitions::of(&api.schemas), paths: lines.collect() }
    }

    /// Whether a line documents the parameter of a path: operations that share a list share it with others' paths.
    fn is_of_path(&self, evidence: Option<&Evidence>) -> bool {
        evidence.is_some_and(|it| self.paths.contains(it))
    }

    /// The object that a schema is, named ones looked up.
    fn object(&self, schema: &'a Schema) -> Option<&'a Object> {
        match schema {
            Schema::Object(object) => Some(object),
            Schema::Named { name } => self.schemas.get(name),
            _ => None,
        }
    }
}

/// Compares what callers do with what is documented. `envelopes` are the properties that wrap answers of the callers.
pub fn compare(api: &Api, callers: &[Caller<'_>], envelopes: &[String]) -> Contract {
    let pairing = CallerPairing::of(api, callers);
    let documented = DocumentedApi::of(api);
    let mut contract = Contract { foreign: pairing.foreign, ..Contract::default() };
    for (index, (caller, pair)) in callers.iter().zip(&pairing.pairs).enumerate() {
        let mut report = DifferenceReport { caller: index, title: None, found: &mut contract.differences };
        let Some(operation) = pair.and_then(|(source, at)| api.sources.get(source)?.operations.get(at))
        else {
            if let Some((_, several)) = pairing.ambiguous.iter().find(|(at, _)| *at == index) {
                contract.ambiguous.push((index, several.clone()));
            } else if !contract.foreign.contains(&index) {
                unknown(&mut report, caller, &pairing.nearest, index);
            }
            continue;
        };
        report.title = Some(title(operation));
        deprecation(&mut report, caller, operation);
        let places = pair.and_then(|at| pairing.alike.get(&at)).into_iter().flatten();
        let others = places.filter(|at| Some(**at) != *pair);
        let others = others.filter_map(|(source, at)| api.sources.get(*source)?.operations.get(*at));
        request::compare(&mut report, &documented, caller, operation, others);
        response::compare(&mut report, &documented, caller, operation, envelopes);
    }
    contract.missing = pairing.missing;
    for (source, at) in &contract.missing {
        let Some(operation) = api.sources.get(*source).and_then(|it| it.operations.get(*at)) else {
            continue;
        };
        contract.differences.push(Difference {
            kind: DifferenceKind::OperationMissing,
            caller: None,
            operation: Some(title(operation)),
            field: None,
            used: None,
            documented: operation.evidence.first().cloned(),
            message: format!("`{}` is documented, and nothing calls it", title(operation)),
            nearest: None,
            is_minor: true,
        });
    }
    contract.pairs = pairing.pairs;
    contract
}

/// Where differences of one caller go.
pub(super) struct DifferenceReport<'a> {
    caller: usize,
    title: Option<String>,
    found: &'a mut Vec<Difference>,
}

impl DifferenceReport<'_> {
    /// Adds a difference.
    pub(super) fn add(
        &mut self,
        kind: DifferenceKind,
        field: Option<&str>,
        used: Option<&Evidence>,
        documented: Option<&Evidence>,
        message: String,
    ) {
        self.found.push(Difference {
            kind,
            caller: Some(self.caller),
            operation: self.title.clone(),
            field: field.map(str::to_owned),
            used: used.cloned(),
            documented: documented.cloned(),
            message,
            nearest: None,
            is_minor: false,
        });
    }

    /// Says of the last difference what may be meant.
    pub(super) fn nearest(&mut self, nearest: Option<String>) {
        if let (Some(last), Some(nearest)) = (self.found.last_mut(), nearest) {
            last.message.push_str(&format!("; the nearest that is documented is `{nearest}`"));
            last.nearest = Some(nearest);
        }
    }

    /// Says of the last difference that it is worth knowing only.
    pub(super) fn minor(&mut self) {
        if let Some(last) = self.found.last_mut() {
            last.is_minor = true;
        }
    }
}

fn unknown(
    report: &mut DifferenceReport<'_>,
    caller: &Caller<'_>,
    nearest: &HashMap<usize, (String, Option<Evidence>)>,
    index: usize,
) {
    let own = title(caller.operation);
    let near = nearest.get(&index);
    let message = format!("`{own}` is not documented");
    let evidence = caller.operation.evidence.first();
    report.title = Some(own);
    report.add(
        DifferenceKind::OperationUnknown,
        None,
        evidence,
        near.and_then(|(_, it)| it.as_ref()),
        message,
    );
    report.nearest(near.map(|(title, _)| title.clone()));
}

fn deprecation(report: &mut DifferenceReport<'_>, caller: &Caller<'_>, operation: &Operation) {
    let used = caller.operation.evidence.first();
    match (&caller.operation.deprecated, &operation.deprecated) {
        (None, Some(docs)) => {
            let documented = docs.evidence.first().or(operation.evidence.first());
            let message = format!("`{}` is deprecated in the documentation", title(operation));
            report.add(DifferenceKind::DeprecatedInDocs, None, used, documented, message);
        }
        (Some(_), None) => {
            let message = format!("`{}` is deprecated here, and not in the documentation", title(operation));
            report.add(
                DifferenceKind::DeprecatedOnlyInCrate,
                None,
                used,
                operation.evidence.first(),
                message,
            );
            report.minor();
        }
        _ => {}
    }
}

/// `POST /connections`.
pub(super) fn title(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}
