//! Lists that are given page by page, as far as the documentation shows how the next page is asked for. Nothing is said of
//! others: a loop that asks for the wrong page never ends, or leaves items out.

use super::definitions::Definitions;
use super::operation::Operation;
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
    Url(&'a Property),
    /// By a number in this parameter: what the first page has.
    Number(&'a Parameter, u64),
    /// By what a property of the answer holds, in this parameter.
    Cursor(&'a Property, &'a Parameter),
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
        let next = link(operation)
            .or_else(|| cursor(operation, object))
            .or_else(|| url(object))
            .or_else(|| number(operation))?;
        Some(Self { list: Some(list), item, next })
    }

    /// The property of the answer that says where the next page is. The last page has none, or nothing in it.
    pub fn continued_by(&self) -> Option<&'a Property> {
        match self.next {
            PageStep::Url(property) | PageStep::Cursor(property, _) => Some(property),
            PageStep::Link(_) | PageStep::Number(..) => None,
        }
    }

    /// The lines that show it.
    pub fn evidence(&self) -> Vec<Evidence> {
        match self.next {
            PageStep::Link(lines) => lines.to_vec(),
            PageStep::Url(property) => property.evidence.clone(),
            PageStep::Number(parameter, _) => parameter.evidence.clone(),
            PageStep::Cursor(property, parameter) => {
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

/// A property that is called `next…`, and a parameter that is called so, or so without `next`. Where only one name is shared, the
/// answer may as well repeat what was sent.
fn cursor<'a>(operation: &'a Operation, answer: &'a Object) -> Option<PageStep<'a>> {
    let mut texts =
        answer.properties.iter().filter(|it| matches!(it.schema, Schema::String | Schema::Id { .. }));
    texts.find_map(|property| {
        let name = plain(&property.name);
        let bare = name.strip_prefix("next").filter(|bare| !bare.is_empty())?;
        let takes = |parameter: &&Parameter| [bare, &name].contains(&plain(&parameter.name).as_str());
        queried(operation).find(takes).map(|parameter| PageStep::Cursor(property, parameter))
    })
}

fn url(answer: &Object) -> Option<PageStep<'_>> {
    let is_url = |it: &&Property| it.schema == Schema::String && URLS.contains(&plain(&it.name).as_str());
    answer.properties.iter().find(is_url).map(PageStep::Url)
}

fn queried(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|it| it.location == Location::Query && !it.flag)
}

/// A name whatever its case, and whatever parts its words.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
