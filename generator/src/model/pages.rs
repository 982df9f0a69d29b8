//! Lists that are given page by page, as far as the documentation shows how the next page is asked for. Nothing is said of
//! others: a loop that asks for the wrong page never ends, or leaves items out.

use super::definitions::Definitions;
use super::operation::{Message, Operation};
use super::parameter::{Location, Parameter};
use super::schema::{Object, Property, Schema};
use super::{Evidence, Limit};

/// What the names of a parameter for the number of a page come to.
const NUMBERS: &[&str] = &["page", "pagenumber"];
/// Those of a parameter for how many items a page has.
const SIZES: &[&str] = &["perpage", "pagesize", "limit", "size"];
/// Those of properties that hold the URL of the next page.
const URLS: &[&str] = &["nextlink", "nexturl", "nextpageurl", "odatanextlink"];

/// An operation that is answered with one page of a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pagination<'a> {
    /// The property of the answer that holds the items; none where the answer is the list.
    pub list: Option<&'a Property>,
    /// The type of an item.
    pub item: &'a Schema,
    /// How the next page is asked for.
    pub next: PageStep<'a>,
}

/// How the next page of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PageStep<'a> {
    /// By the URL in the header `Link` of the answer, with `rel="next"`; these lines show it.
    Link(&'a [Evidence]),
    /// By the URL in this property of the answer.
    Url(PageMark<'a>),
    /// By a number in this parameter: what the first page has.
    Number(&'a Parameter, u64),
    /// By what a property of the answer holds, in this parameter.
    Cursor(PageMark<'a>, &'a Parameter),
}

/// A property of the answer that says where the next page is: of the answer itself, or of an object in it (`meta.next_cursor`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageMark<'a> {
    /// The property that holds the object which it is of.
    pub within: Option<&'a Property>,
    /// The property itself.
    pub property: &'a Property,
}

impl<'a> PageMark<'a> {
    /// The properties that lead to it.
    pub fn properties(&self) -> impl Iterator<Item = &'a Property> + use<'a> {
        self.within.into_iter().chain([self.property])
    }

    /// Its name, with a dot behind the object's.
    pub fn name(&self) -> String {
        self.properties().map(|property| property.name.as_str()).collect::<Vec<_>>().join(".")
    }
}

impl<'a> Pagination<'a> {
    /// What the documentation shows of `operation`; `named` gives the objects that its answer has by a name.
    pub fn of(operation: &'a Operation, named: &Definitions<'a>) -> Option<Self> {
        if operation.method != "GET" {
            return None;
        }
        let answer = operation.answer()?;
        if let Schema::Array { items } = answer {
            let next = link(operation).or_else(|| number(operation))?;
            return Some(Self { list: None, item: items, next });
        }
        let object = object(answer, named)?;
        let mut lists = object.properties.iter().filter_map(|property| match &property.schema {
            Schema::Array { items } if self::object(items, named).is_some() => Some((property, &**items)),
            _ => None,
        });
        let (list, item) = lists.next().filter(|_| lists.next().is_none())?;
        let marks = marks(object, named);
        let next = link(operation)
            .or_else(|| cursor(operation, &marks))
            .or_else(|| url(operation, &marks))
            .or_else(|| number(operation))?;
        Some(Self { list: Some(list), item, next })
    }

    /// The property of the answer that says where the next page is. The last page has none, or nothing in it.
    pub fn continued_by(&self) -> Option<PageMark<'a>> {
        match self.next {
            PageStep::Url(mark) | PageStep::Cursor(mark, _) => Some(mark),
            PageStep::Link(_) | PageStep::Number(..) => None,
        }
    }

    /// The lines that show it.
    pub fn evidence(&self) -> Vec<Evidence> {
        match self.next {
            PageStep::Link(lines) => lines.to_vec(),
            PageStep::Url(mark) => mark.property.evidence.clone(),
            PageStep::Number(parameter, _) => parameter.evidence.clone(),
            PageStep::Cursor(PageMark { property, .. }, parameter) => {
                property.evidence.iter().chain(&parameter.evidence).cloned().collect()
            }
        }
    }
}

/// The object that a schema is, by itself or by its name.
fn object<'a>(schema: &'a Schema, named: &Definitions<'a>) -> Option<&'a Object> {
    match schema {
        Schema::Object(object) => Some(object),
        Schema::Named { name } => named.get(name),
        _ => None,
    }
}

fn link(operation: &Operation) -> Option<PageStep<'_>> {
    (!operation.next_link.is_empty()).then_some(PageStep::Link(&operation.next_link))
}

/// The pair of a page's number and its size, where the documentation says which number the first page has.
fn number(operation: &Operation) -> Option<PageStep<'_>> {
    queried(operation).find(|it| SIZES.contains(&plain(&it.name).as_str()))?;
    let number = queried(operation).find(|it| NUMBERS.contains(&plain(&it.name).as_str()))?;
    let least = number.limits.iter().find_map(|limit| match limit {
        Limit::AtLeast(least) => u64::try_from(*least).ok(),
        Limit::AtMost(_) => None,
    });
    let default = number.default.as_ref().and_then(|text| text.parse().ok());
    let first = default.or(least).filter(|first| *first <= 1)?;
    Some(PageStep::Number(number, first))
}

/// The texts of an answer: its own, then those of objects in it.
fn marks<'a>(answer: &'a Object, named: &Definitions<'a>) -> Vec<PageMark<'a>> {
    let own = answer.properties.iter().map(|property| PageMark { within: None, property });
    let inner = answer.properties.iter().filter(|outer| !outer.nullable).flat_map(|outer| {
        let held = object(&outer.schema, named).into_iter().flat_map(|object| &object.properties);
        held.map(move |property| PageMark { within: Some(outer), property })
    });
    let is_text = |mark: &PageMark<'_>| matches!(mark.property.schema, Schema::String | Schema::Id { .. });
    own.chain(inner).filter(is_text).collect()
}

/// A property that is called `next…`, and a parameter that is called so, or so without `next`. Where only one name is shared, the
/// answer may as well repeat what was sent.
fn cursor<'a>(operation: &'a Operation, marks: &[PageMark<'a>]) -> Option<PageStep<'a>> {
    marks.iter().find_map(|mark| {
        let name = plain(&mark.property.name);
        let bare = name.strip_prefix("next")?;
        let is_next = bare.is_empty();
        if is_next && is_shown_as_url(operation, mark) {
            return None;
        }
        let takes = |parameter: &&Parameter| {
            let parameter = plain(&parameter.name);
            parameter == name || !is_next && parameter == bare
        };
        queried(operation).find(takes).map(|parameter| PageStep::Cursor(*mark, parameter))
    })
}

/// A property whose name says that it holds the URL of the next page, or that is called `next` and holds one in samples.
fn url<'a>(operation: &Operation, marks: &[PageMark<'a>]) -> Option<PageStep<'a>> {
    let is_url = |mark: &&PageMark<'_>| {
        let name = plain(&mark.property.name);
        mark.property.schema == Schema::String
            && (URLS.contains(&name.as_str()) || name == "next" && is_shown_as_url(operation, mark))
    };
    marks.iter().find(is_url).copied().map(PageStep::Url)
}

/// Whether samples have a URL, or a path from the root, in a property of the answer, and nothing else but `null`.
fn is_shown_as_url(operation: &Operation, mark: &PageMark<'_>) -> bool {
    let mut shown = operation.examples.iter().filter_map(|example| {
        let Message::Response { body, .. } = &example.message else { return None };
        mark.properties().try_fold(body, |held, property| held.get(&property.name))?.as_str()
    });
    let is_url = |text: &str| ["https://", "http://", "/", "?"].iter().any(|start| text.starts_with(start));
    shown.next().is_some_and(is_url) && shown.all(is_url)
}

fn queried(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|it| it.location == Location::Query && !it.flag)
}

/// A name whatever its case, and whatever parts its words.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
