//! Operations and fields that the attributes of a component state.

use super::labels;
use super::name::{bare_name, is_method};
use crate::dialect::Dialect;
use crate::dialect::facts::field::FieldLocation;
use crate::markdown::{Tag, Text};
use crate::sample::http::{RequestLine, request_line};
use crate::source::Span;

/// The operation of `<Route method="POST" path="/things">`, or of `<Route method="POST">/things</Route>`, whose words are
/// given.
pub(in super::super) fn operation(tag: &Tag, words: Option<&str>) -> Option<RequestLine> {
    let attribute = |names: &[&str]| {
        let found =
            tag.attributes.iter().find(|(name, _)| names.contains(&name.to_ascii_lowercase().as_str()));
        found.map(|(_, value)| value.as_str())
    };
    let method = attribute(&["method", "verb"])?.to_ascii_uppercase();
    let path = attribute(&["path", "url", "endpoint", "route", "uri"]).or(words)?;
    let path = path.replace('\\', "");
    let host = attribute(&["baseurl", "host"]).filter(|host| host.contains("://") && path.starts_with('/'));
    let path = format!("{}{}", host.unwrap_or_default().trim_end_matches('/'), path.trim());
    let line = request_line(&format!("{method} {path}")).filter(|_| is_method(&method))?;
    Some(RequestLine { span: tag.span.clone(), ..line })
}

/// The method that an element states whose words are the path: `<div class="endpoint get">`, `<Route method="GET">`.
pub(in super::super) fn method(tag: &Tag) -> Option<String> {
    let attribute =
        |wanted: &str| tag.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
    let stated = attribute("method").or_else(|| attribute("verb")).map(|method| method.to_ascii_uppercase());
    let of_class = || {
        let classes = attribute("class").or_else(|| attribute("className"))?;
        let mut methods = classes.split_whitespace().map(str::to_ascii_uppercase).filter(|it| is_method(it));
        methods.next().filter(|_| methods.next().is_none())
    };
    stated.or_else(of_class).filter(|method| is_method(method))
}

/// The words by which a tag names the role of what is in it: its title, the status that it is of, or its own name
/// (`{% api-method-query-parameters %}`).
pub(in super::super) fn label(tag: &Tag, dialect: &Dialect) -> Option<String> {
    const STATUSES: [&str; 4] = ["status", "code", "statuscode", "httpcode"];
    let stated = tag.attributes.iter().find(|(name, value)| match name.to_ascii_lowercase().as_str() {
        "title" | "label" => true,
        name => STATUSES.contains(&name) && labels::title(value, dialect).status.is_some(),
    });
    let stated = stated.map(|(_, title)| title.clone());
    let of_name = || {
        let (rest, last) = tag.name.rsplit_once('-').filter(|_| tag.attributes.is_empty())?;
        let words = format!("{} {last}", rest.rsplit('-').next()?);
        let names = [words, last.to_owned()];
        let mut labels = names.into_iter().map(|words| (labels::title(&words, dialect), words));
        labels
            .find(|(label, _)| label.place.is_some() || label.is_answered().is_some())
            .map(|(_, words)| words)
    };
    stated.or_else(of_name)
}

/// What the words of a text are between a tag of it and the one that closes it.
pub(in super::super) fn words_within<'t>(text: &'t Text, tag: &Tag) -> Option<&'t str> {
    /// Tags behind one, among which is the one that closes it: of very many that close nothing not all are looked at for each.
    const NEAR: usize = 100;
    let behind = text.tags.partition_point(|it| it.span.start <= tag.span.start);
    let mut behind = text.tags.iter().skip(behind).take(NEAR);
    let close = behind.find(|it| it.closes && it.name == tag.name);
    text.text.get(tag.at..close.map_or(text.text.len(), |it| it.at))
}

/// What a component's attributes say of a field.
pub(in super::super) struct ComponentField {
    pub name: String,
    pub location: Option<FieldLocation>,
    /// Whether it is of a response.
    pub is_answered: bool,
    pub type_words: Option<String>,
    pub required: Option<bool>,
    pub default: Option<String>,
    pub span: Span,
}

/// The field of `<ParamField path="id" type="string" required>`.
pub(in super::super) fn field(tag: &Tag) -> Option<ComponentField> {
    const KINDS: &[&str] = &["param", "field", "property", "attribute", "argument", "header"];
    let is_field = KINDS.iter().any(|kind| tag.name.contains(kind));
    if tag.closes || !is_field {
        return None;
    }
    let value = |wanted: &str| {
        tag.attributes
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.as_str())
    };
    let places = [
        ("path", FieldLocation::Path),
        ("query", FieldLocation::Query),
        ("header", FieldLocation::Header),
        ("cookie", FieldLocation::Cookie),
        ("body", FieldLocation::Body),
        ("form", FieldLocation::Form),
    ];
    let named_by_place = places.iter().find_map(|(name, place)| Some((value(name)?, *place)));
    let (name, location) = match (value("name").or(value("id")), named_by_place) {
        (Some(name), placed) => {
            let stated = value("in").or(value("location"));
            let of_word = stated.and_then(|word| places.iter().find(|(name, _)| *name == word));
            (name, of_word.map(|(_, place)| *place).or(placed.map(|(_, place)| place)))
        }
        (None, Some((name, place))) => (name, Some(place)),
        (None, None) => return None,
    };
    let is_true = |value: &str| !matches!(value, "false" | "no");
    let (name, mark) = bare_name(name)?;
    Some(ComponentField {
        name: name.to_owned(),
        location,
        is_answered: tag.name.contains("response") || tag.name.contains("return"),
        type_words: value("type").or(value("paramtype")).map(str::to_owned),
        required: value("required").map(is_true).or(value("optional").map(|it| !is_true(it))).or(mark),
        default: value("default").map(str::to_owned),
        span: tag.span.clone(),
    })
}
