//! What a request sends: in which forms, which samples show each, and what is known of it beside them.

use super::PageRead;
use super::fields::is_of_body;
use super::seen::BodySample;
use crate::dialect::{Field, FieldLocation, OperationFact, Payload, RawContent, RequestFact, ValueFormat};
use crate::model::{Encoding, MediaType, Object, PathTemplate, RequestBody, Schema};
use crate::sample::json::Value;
use crate::sample::request::{PartContent, is_stand_in};

/// A body of operations that are one, before its type is made.
pub(super) struct Bodies<'a> {
    pub kind: BodyKind,
    /// The samples that send it so.
    pub samples: Vec<BodySample<'a>>,
    /// The requests of these samples, and of the first body those that send none.
    pub requests: Vec<&'a RequestFact>,
    /// Whether every sample sends one; none where there are no samples.
    always: Option<bool>,
    /// Whether words say that an object is sent.
    is_announced: bool,
    /// The parts that are files.
    files: Vec<&'a str>,
    /// Where no sample shows what is in it: its type.
    opaque: Option<Schema>,
}

/// What sets the bodies apart that one operation may be sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct BodyKind {
    pub media_type: MediaType,
    /// Whether it is a list; none where no sample shows what is in it.
    pub is_list: Option<bool>,
}

impl BodyKind {
    /// Whether a body of this kind may be one of the other.
    fn may_be(&self, other: &Self) -> bool {
        let shape = self.is_list.is_none() || other.is_list.is_none() || self.is_list == other.is_list;
        self.media_type == other.media_type && shape
    }

    /// What an operation that sends it is called, where another one of its method and path sends another: `form`.
    pub fn name(&self) -> &str {
        match &self.media_type {
            MediaType::Json if self.is_list == Some(true) => "list",
            MediaType::Json => "json",
            MediaType::Form => "form",
            MediaType::Multipart => "multipart",
            MediaType::Other(name) => match name.rsplit(['/', '+']).next().unwrap_or(name) {
                "plain" => "text",
                "octet-stream" => "file",
                other => other,
            },
        }
    }
}

/// The fields that are documented of a body that has none, and its media type. What is documented as bytes is that body.
pub(crate) fn fields_of_raw<'a>(
    page: &'a PageRead,
    operation: &'a OperationFact,
) -> Option<(String, impl Iterator<Item = &'a Field>)> {
    let path = PathTemplate::canonical(operation.route());
    let MediaType::Other(media_type) =
        Bodies::of(page, &[operation], &path).into_iter().next()?.kind.media_type
    else {
        return None;
    };
    let is_lost = |field: &&Field| is_of_body(field) && field.format != Some(ValueFormat::Binary);
    Some((media_type, operation.rows.iter().filter(is_lost)))
}

impl<'a> Bodies<'a> {
    /// The bodies that samples send, one for each kind: first the one that most of them have. Where they send none, the one that is
    /// documented.
    pub fn of(page: &'a PageRead, group: &[&'a OperationFact], path: &PathTemplate) -> Vec<Self> {
        let requests = requests(group);
        let kinds: Vec<Option<BodyKind>> =
            requests.iter().map(|(_, request)| kind(request, group, path)).collect();
        let all = kinds_of(&kinds);
        let is_announced = group.iter().any(|operation| operation.takes.is_some());
        let has_samples = !requests.is_empty();
        let bodies = all.iter().enumerate().map(|(at, body)| {
            // what may be of several is of the first
            let is_own = |kind: &Option<BodyKind>| match kind {
                Some(kind) => all.iter().position(|other| kind.may_be(other)) == Some(at),
                None => false,
            };
            let own =
                || requests.iter().zip(&kinds).filter(|(_, kind)| is_own(kind)).map(|(request, _)| *request);
            let samples = own().filter_map(|(operation, request)| {
                let body = request.body.as_ref().or(request.form.as_ref())?;
                Some(BodySample { page, body, operation, section: request.section })
            });
            let samples: Vec<BodySample<'a>> = samples.collect();
            let is_others = |kind: &Option<BodyKind>| kind.as_ref().is_some_and(|_| !is_own(kind));
            let shown = requests.iter().zip(&kinds);
            let shown = shown.filter(|(_, kind)| is_own(kind) || (at == 0 && !is_others(kind)));
            let always = has_samples.then(|| at > 0 || kinds.iter().all(Option::is_some));
            Self {
                files: own().flat_map(|(_, request)| files(request)).collect(),
                opaque: samples.is_empty().then(|| opaque(&body.media_type)),
                requests: shown.map(|((_, request), _)| *request).collect(),
                kind: body.clone(),
                samples,
                always,
                is_announced,
            }
        });
        let bodies: Vec<Self> = bodies.collect();
        if !bodies.is_empty() {
            return bodies;
        }
        let raw = raw_type(group);
        let media_type = raw.or_else(|| documented_form(group)).unwrap_or_default();
        vec![Self {
            opaque: is_unknown(group).then(|| opaque(&media_type)),
            kind: BodyKind { media_type, is_list: None },
            samples: Vec::new(),
            requests: requests.into_iter().map(|(_, request)| request).collect(),
            always: has_samples.then_some(false),
            is_announced,
            files: Vec::new(),
        }]
    }

    /// Whether a request sends this body, and none of those `before` it: what may be of several is of the first.
    pub fn is_sent_by(
        &self,
        request: &RequestFact,
        group: &[&OperationFact],
        path: &PathTemplate,
        before: &[BodyKind],
    ) -> bool {
        match kind(request, group, path) {
            Some(kind) => kind.may_be(&self.kind) && !before.iter().any(|other| kind.may_be(other)),
            None => before.is_empty(),
        }
    }

    /// Whether it has neither members nor fields.
    pub fn is_raw(&self) -> bool {
        matches!(self.kind.media_type, MediaType::Other(_))
    }

    /// The body, with the type that samples and documentation give it, if they do.
    pub fn body(self, schema: Option<Schema>) -> Option<RequestBody> {
        let is_form = matches!(self.kind.media_type, MediaType::Form | MediaType::Multipart);
        let schema = match schema {
            Some(Schema::Object(object)) if is_form => Some(Schema::Object(self.as_form(object))),
            Some(schema) => Some(schema),
            None => self.opaque,
        }?;
        let asks =
            matches!(&schema, Schema::Object(object) if object.properties.iter().any(|it| it.required));
        let required = self.always.unwrap_or(self.is_announced) || asks;
        Some(RequestBody { media_type: self.kind.media_type, schema, required })
    }

    /// Whether a sample sends a field of a form more than once.
    fn is_repeated(&self, name: &str) -> bool {
        let members = self.samples.iter().filter_map(|sample| sample.body.member(name));
        members.into_iter().any(|member| matches!(member.value.value, Value::Array(_)))
    }

    /// An object as the fields of a form, all of which are texts or files.
    fn as_form(&self, mut object: Object) -> Object {
        for property in &mut object.properties {
            if self.files.contains(&property.name.as_str()) {
                property.schema = match property.schema {
                    Schema::Array { .. } => Schema::Array { items: Box::new(Schema::Binary) },
                    _ => Schema::Binary,
                };
            }
            match &mut property.schema {
                Schema::Boolean { encoding } | Schema::Integer { encoding } | Schema::Number { encoding } => {
                    *encoding = Encoding::Native;
                }
                // sent once here and several times there
                schema @ Schema::Any if self.is_repeated(&property.name) => {
                    *schema = Schema::Array { items: Box::new(Schema::String) };
                }
                schema @ Schema::Any => *schema = Schema::String,
                _ => {}
            }
        }
        object
    }
}

/// The requests that samples of an operation show, each with which of its lines it is of.
fn requests<'a>(group: &[&'a OperationFact]) -> Vec<(usize, &'a RequestFact)> {
    let numbered = group.iter().enumerate();
    numbered.flat_map(|(at, operation)| operation.requests.iter().map(move |request| (at, request))).collect()
}

/// The kinds of bodies that requests send, the most frequent first. What may be of one that shows more is no kind of its own.
fn kinds_of(kinds: &[Option<BodyKind>]) -> Vec<BodyKind> {
    let mut all: Vec<(usize, BodyKind)> = Vec::new();
    let sent = || kinds.iter().flatten();
    let is_open = |kind: &&BodyKind| kind.media_type.is_json() && kind.is_list.is_none();
    for kind in sent().filter(|kind| !is_open(kind)).chain(sent().filter(is_open)) {
        match all.iter_mut().find(|(_, known)| known.may_be(kind)) {
            Some((count, _)) => *count += 1,
            None => all.push((1, kind.clone())),
        }
    }
    all.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    all.into_iter().map(|(_, kind)| kind).collect()
}

/// Which kind of body a request of some operations sends, if it sends one.
fn kind(request: &RequestFact, group: &[&OperationFact], path: &PathTemplate) -> Option<BodyKind> {
    // a form that goes elsewhere is of something else; JSON is held to be the operation's, and its URL to be wrong
    let url = request.url.value.split(['?', '#']).next().unwrap_or_default();
    if request.form.is_some() && path.values_at_end(url).is_none() {
        return None;
    }
    let media_type = match is_hidden(request) {
        true => hidden_form(request, group).or_else(|| form(request)),
        false => form(request),
    }?;
    let is_list = request.body.as_ref().filter(|_| media_type.is_json());
    let is_list = is_list.map(|body| matches!(body.value, Value::Array(_)));
    Some(BodyKind { media_type, is_list })
}

/// The form of a body that a request does not show: the one that is documented, else of a file whose name says nothing the one that
/// other samples show.
fn hidden_form(request: &RequestFact, group: &[&OperationFact]) -> Option<MediaType> {
    let documented = documented_form(group).filter(|form| matches!(form, MediaType::Json | MediaType::Form));
    let says_nothing = match &request.payload {
        Payload::Raw { content: RawContent::File(file), .. } => {
            !file.value.trim_start_matches(['.', '/']).contains('.')
        }
        _ => true,
    };
    let others = || group.iter().flat_map(|operation| &operation.requests).filter(|other| !is_hidden(other));
    documented.or_else(|| others().find_map(form).filter(|_| says_nothing))
}

/// In which form a request sends its body, if it sends one.
fn form(request: &RequestFact) -> Option<MediaType> {
    match &request.payload {
        Payload::None => request.body.is_some().then_some(MediaType::Json),
        Payload::Json => Some(MediaType::Json),
        Payload::Form(_) => Some(MediaType::Form),
        Payload::Multipart(_) => Some(MediaType::Multipart),
        Payload::Raw { media_type, content } => Some(match (media_type, content) {
            // what is no pair of a form is sent as it is, whatever it is called
            (Some(name), RawContent::Text(text))
                if MediaType::of(name) == MediaType::Form && !is_stand_in(&text.value) =>
            {
                MediaType::Other(name.clone())
            }
            (Some(name), _) => MediaType::of(name),
            (None, RawContent::File(file)) if file.value.to_ascii_lowercase().ends_with(".json") => {
                MediaType::Json
            }
            (None, RawContent::File(_)) => MediaType::Other("application/octet-stream".to_owned()),
            // `{...}`
            (None, RawContent::Text(text))
                if is_stand_in(&text.value) && text.value.trim_start().starts_with('{') =>
            {
                MediaType::Json
            }
            (None, RawContent::Text(_)) => MediaType::Other("text/plain".to_owned()),
        }),
    }
}

/// The names of the parts of a request that are files.
fn files(request: &RequestFact) -> impl Iterator<Item = &str> {
    let parts = match &request.payload {
        Payload::Multipart(parts) => parts.as_slice(),
        _ => &[],
    };
    let is_file = |content: &PartContent| matches!(content, PartContent::File(_));
    parts.iter().filter(move |part| is_file(&part.content)).map(|part| part.name.as_str())
}

/// The type of a body of which nothing is shown.
fn opaque(media_type: &MediaType) -> Schema {
    match media_type {
        MediaType::Json => Schema::Any,
        MediaType::Form | MediaType::Multipart => Schema::Map { values: Box::new(Schema::String) },
        MediaType::Other(name) if name.starts_with("text/") || MediaType::of(name) == MediaType::Form => {
            Schema::String
        }
        MediaType::Other(_) => Schema::Binary,
    }
}

/// The text of a body that has neither members nor fields.
pub(super) fn shown_text(request: &RequestFact) -> Option<&str> {
    match &request.payload {
        Payload::Raw { content: RawContent::Text(text), .. }
            if matches!(form(request), Some(MediaType::Other(_))) && !is_stand_in(&text.value) =>
        {
            Some(&text.value)
        }
        _ => None,
    }
}

/// The media type that the documentation names of what is sent, where that is neither JSON nor a form.
fn raw_type(group: &[&OperationFact]) -> Option<MediaType> {
    let named = group.iter().filter(|it| is_unknown(&[it])).find_map(|it| it.media_type.as_deref())?;
    let media_type = MediaType::of(named.split([',', ';']).next()?.trim());
    matches!(media_type, MediaType::Other(_)).then_some(media_type)
}

/// Whether the documentation says that there is a body, and not what is in it.
fn is_unknown(group: &[&OperationFact]) -> bool {
    group.iter().any(|it| it.takes.as_ref().is_some_and(|takes| takes.names.is_empty()))
}

/// Whether a request sends a body and neither shows it nor says what it is.
fn is_hidden(request: &RequestFact) -> bool {
    match &request.payload {
        Payload::Raw { media_type: None, content: RawContent::File(_) } => true,
        Payload::Raw { media_type: None, content: RawContent::Text(text) } => is_stand_in(&text.value),
        _ => false,
    }
}

/// The form of the body that fields document, if they do.
fn documented_form(group: &[&OperationFact]) -> Option<MediaType> {
    let fields: Vec<&Field> = group.iter().flat_map(|operation| &operation.rows).collect();
    let is_body = |field: &&&Field| matches!(field.location, Some(FieldLocation::Form | FieldLocation::Body));
    let has_file = fields.iter().filter(is_body).any(|field| field.is_file());
    let is_form = fields.iter().any(|field| field.location == Some(FieldLocation::Form));
    match (has_file, is_form) {
        (true, _) => Some(MediaType::Multipart),
        (false, true) => Some(MediaType::Form),
        (false, false) => fields.iter().any(|field| is_of_body(field)).then_some(MediaType::Json),
    }
}
