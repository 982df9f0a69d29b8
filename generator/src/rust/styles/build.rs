//! A call that was recognised, made an endpoint.

use syn::Attribute;
use syn::spanned::Spanned;

use super::{AnswerType, CallsFound};
use crate::model::{
    Deprecation, Location, MediaType, Object, Operation, Parameter, PathTemplate, RequestBody, Response,
    Schema, Why,
};
use crate::rust::doc::Doc;
use crate::rust::endpoint::{Endpoint, RequestType};
use crate::rust::pairs::SentPairs;
use crate::rust::route::{CallRoute, route};
use crate::rust::texts::Chunks;
use crate::rust::wire::WireType;

/// A call as a recogniser finds it.
pub(super) struct FoundCall<'a> {
    pub(super) module: usize,
    /// The path of the item, without the crate.
    pub(super) item: String,
    pub(super) attributes: &'a [Attribute],
    pub(super) methods: Vec<String>,
    pub(super) texts: Vec<Chunks>,
    pub(super) query: SentPairs,
    pub(super) body: Option<(MediaType, SentPairs)>,
    pub(super) response: Option<AnswerType>,
    pub(super) request_type: Option<RequestType>,
}

impl FoundCall<'_> {
    /// Adds an endpoint for each path that it may have; false where its path could not be read.
    pub(super) fn add(self, found: &mut CallsFound<'_>, at: &impl Spanned) -> bool {
        let mut routes: Vec<(CallRoute, usize)> = Vec::new();
        for it in self.texts.iter().filter_map(route) {
            match routes.iter_mut().find(|(known, _)| known.template == it.template) {
                Some((known, times)) => {
                    known.query.extend(it.query);
                    known.is_open |= it.is_open;
                    *times += 1;
                }
                None => routes.push((it, 1)),
            }
        }
        let doc = Doc::of(self.attributes);
        let mut methods = self.methods;
        // what is computed may be said in words
        if let ([], [(method, path)]) = (routes.as_slice(), doc.routes.as_slice()) {
            let template = PathTemplate::parse(path);
            routes.push((CallRoute { template, query: Vec::new(), is_open: true }, 1));
            methods = vec![method.clone()];
        }
        if routes.is_empty() {
            return false;
        }
        let evidence = vec![found.tree.evidence(self.module, at)];
        let deprecated = self.attributes.iter().any(|it| it.path().is_ident("deprecated"));
        for (route, times) in &routes {
            for method in &methods {
                let mut parameters: Vec<Parameter> = route
                    .template
                    .parameters()
                    .map(|name| {
                        parameter(name, Location::Path, WireType::of(Schema::String), true, &evidence)
                    })
                    .collect();
                for name in &route.query {
                    let is_new = !parameters.iter().any(|it| it.name == *name);
                    if is_new && !self.query.properties.iter().any(|it| it.name == *name) {
                        parameters.push(parameter(
                            name,
                            Location::Query,
                            WireType::any(),
                            *times == 1,
                            &evidence,
                        ));
                    }
                }
                for it in &self.query.properties {
                    let typed = WireType { schema: it.schema.clone(), format: it.format, optional: false };
                    let mut parameter =
                        parameter(&it.name, Location::Query, typed, it.required, &it.evidence);
                    parameter.nullable = it.nullable;
                    parameter.why = it.why.clone();
                    parameters.push(parameter);
                }
                let operation = Operation {
                    name: self.item.rsplit("::").next().unwrap_or_default().to_owned(),
                    summary: doc.summary.clone(),
                    description: None,
                    method: method.clone(),
                    path: route.template.clone(),
                    other_paths: Vec::new(),
                    server: None,
                    headers: Vec::new(),
                    parameters,
                    request_body: self.body.as_ref().and_then(|(media_type, pairs)| body(media_type, pairs)),
                    responses: self.response.iter().map(|it| response(&it.typed, &evidence)).collect(),
                    deprecated: deprecated
                        .then(|| Deprecation { text: String::new(), evidence: evidence.clone() }),
                    elsewhere: Vec::new(),
                    next_link: Vec::new(),
                    examples: Vec::new(),
                    evidence: evidence.clone(),
                };
                found.endpoints.push(Endpoint {
                    item: self.item.clone(),
                    response_type: self.response.as_ref().and_then(|it| it.public.clone()),
                    request_type: self.request_type.clone(),
                    operation,
                    links: doc.links.clone(),
                    routes: doc.routes.clone(),
                    body_is_whole: self.body.as_ref().is_none_or(|(_, pairs)| !pairs.is_open),
                    query_is_whole: !self.query.is_open && !route.is_open,
                });
            }
        }
        true
    }
}

fn body(media_type: &MediaType, pairs: &SentPairs) -> Option<RequestBody> {
    let schema = match &pairs.other {
        Some(other) => other.clone(),
        None if pairs.properties.is_empty() => return None,
        None => Schema::Object(Object {
            name: String::new(),
            properties: pairs.properties.clone(),
            evidence: Vec::new(),
        }),
    };
    Some(RequestBody { media_type: media_type.clone(), schema, required: true })
}

fn response(typed: &WireType, evidence: &[crate::model::Evidence]) -> Response {
    Response {
        status: None,
        error: false,
        media_type: MediaType::Json,
        body: Some(typed.schema.clone()),
        description: None,
        evidence: evidence.to_vec(),
    }
}

fn parameter(
    name: &str,
    location: Location,
    typed: WireType,
    required: bool,
    evidence: &[crate::model::Evidence],
) -> Parameter {
    Parameter {
        name: name.to_owned(),
        ident: name.to_owned(),
        location,
        schema: typed.schema,
        format: typed.format,
        required,
        why: Why::Stated,
        evidence: evidence.to_vec(),
        ..Parameter::default()
    }
}
