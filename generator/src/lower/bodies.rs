//! What a request sends: in which form, which samples show it, and what is known of it beside them.

use super::fields::is_of_body;
use super::schema::BodySample;
use crate::dialect::{Field, FieldLocation, OperationFact, Payload, RawContent, RequestFact, ValueFormat};
use crate::model::{Encoding, MediaType, Object, PathTemplate, RequestBody, Schema};
use crate::sample::json::Value;
use crate::sample::request::{PartContent, is_stand_in};

/// The body of operations that are one, before its type is made.
pub(super) struct Bodies<'a> {
    pub media_type: MediaType,
    /// The samples that send it so.
    pub samples: Vec<BodySample<'a>>,
    /// Whether every sample sends one; none where there are no samples.
    always: Option<bool>,
    /// The parts that are files.
    files: Vec<&'a str>,
    /// Where no sample shows what is in it: its type.
    opaque: Option<Schema>,
}

/// The fields that are documented of a body that has none, and its media type. What is documented as bytes is that body.
pub(crate) fn fields_of_raw(operation: &OperationFact) -> Option<(String, impl Iterator<Item = &Field>)> {
    let path = PathTemplate::canonical(operation.route());
    let MediaType::Other(media_type) = Bodies::of(&[operation], &path).media_type else { return None };
    let is_lost = |field: &&Field| is_of_body(field) && field.format != Some(ValueFormat::Binary);
    Some((media_type, operation.rows.iter().filter(is_lost)))
}

impl<'a> Bodies<'a> {
    /// The bodies that samples send, in the form that most of them have, else in the one that is documented.
    pub fn of(group: &[&'a OperationFact], path: &PathTemplate) -> Self {
        let numbered = group.iter().enumerate();
        let all =
            numbered.flat_map(|(at, operation)| operation.requests.iter().map(move |request| (at, request)));
        // a form that goes elsewhere is of something else; JSON is held to be the operation's, and its URL to be wrong
        let is_own = |(_, request): &(usize, &RequestFact)| {
            let url = request.url.value.split(['?', '#']).next().unwrap_or_default();
            request.form.is_none() || path.values_at_end(url).is_some()
        };
        let requests: Vec<(usize, &RequestFact)> = all.filter(is_own).collect();
        let documented = documented_form(group);
        let form = |request: &RequestFact| match &documented {
            Some(documented @ (MediaType::Json | MediaType::Form)) if is_hidden(request) => {
                Some(documented.clone())
            }
            _ => form(request),
        };
        let forms: Vec<Option<MediaType>> = requests.iter().map(|(_, request)| form(request)).collect();
        let sent = || forms.iter().flatten();
        let count = |wanted: &MediaType| sent().filter(|form| *form == wanted).count();
        let most = sent().map(&count).max();
        let media_type = sent().find(|form| Some(count(form)) == most).cloned();
        let is_shown = media_type.is_some();
        let media_type = media_type.or_else(|| documented.clone()).unwrap_or_default();
        let own = || {
            let own = requests.iter().zip(&forms).filter(|(_, form)| form.as_ref() == Some(&media_type));
            own.map(|(request, _)| *request)
        };
        let samples = own().filter_map(|(operation, request)| {
            let body = request.body.as_ref().or(request.form.as_ref())?;
            Some(BodySample { body, operation, section: request.section })
        });
        let samples: Vec<BodySample<'a>> = samples.collect();
        let files = own().flat_map(|(_, request)| files(request)).collect();
        let opaque = (is_shown && samples.is_empty()).then(|| opaque(&media_type));
        let always = (!requests.is_empty()).then(|| forms.iter().all(Option::is_some));
        Self { media_type, samples, always, files, opaque }
    }

    /// Whether it has neither members nor fields.
    pub fn is_raw(&self) -> bool {
        matches!(self.media_type, MediaType::Other(_))
    }

    /// The body, with the type that samples and documentation give it, if they do.
    pub fn body(self, schema: Option<Schema>) -> Option<RequestBody> {
        let is_form = matches!(self.media_type, MediaType::Form | MediaType::Multipart);
        let schema = match schema {
            Some(Schema::Object(object)) if is_form => Some(Schema::Object(self.as_form(object))),
            Some(schema) => Some(schema),
            None => self.opaque,
        }?;
        let asks =
            matches!(&schema, Schema::Object(object) if object.properties.iter().any(|it| it.required));
        let required = self.always.unwrap_or_default() || asks;
        Some(RequestBody { media_type: self.media_type, schema, required })
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

/// In which form a request sends its body, if it sends one.
fn form(request: &RequestFact) -> Option<MediaType> {
    match &request.payload {
        Payload::None => request.body.is_some().then_some(MediaType::Json),
        Payload::Json => Some(MediaType::Json),
        Payload::Form(_) => Some(MediaType::Form),
        Payload::Multipart(_) => Some(MediaType::Multipart),
        Payload::Raw { media_type, content } => Some(match (media_type, content) {
            (Some(name), _) => MediaType::of(name),
            (None, RawContent::File(file)) if file.value.to_ascii_lowercase().ends_with(".json") => {
                MediaType::Json
            }
            (None, RawContent::File(_)) => MediaType::Other("application/octet-stream".to_owned()),
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
        MediaType::Other(name) if name.starts_with("text/") => Schema::String,
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
    let has_file = fields.iter().filter(is_body).any(|field| field.format == Some(ValueFormat::Binary));
    let is_form = fields.iter().any(|field| field.location == Some(FieldLocation::Form));
    match (has_file, is_form) {
        (true, _) => Some(MediaType::Multipart),
        (false, true) => Some(MediaType::Form),
        (false, false) => fields.iter().any(|field| is_of_body(field)).then_some(MediaType::Json),
    }
}
