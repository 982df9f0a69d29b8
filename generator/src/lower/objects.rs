//! The objects that the documentation defines by a name of their own, and what samples show of them.

use std::collections::BTreeMap;

use super::PageRead;
use super::fields::FieldsByPath;
use super::keys::keys_of;
use crate::dialect::{ObjectFact, ObjectRef, singular};
use crate::sample::json::Node;

/// The named objects of pages, each name once, in page order.
pub struct Objects<'a> {
    pub(super) all: Vec<DefinedObject<'a>>,
    /// By what names differ in from each other.
    places: BTreeMap<String, usize>,
}

/// A named object.
pub struct DefinedObject<'a> {
    /// Its place among all.
    pub(super) place: usize,
    /// As the documentation calls it.
    pub name: &'a str,
    /// The page that defines it.
    pub page: &'a PageRead,
    /// What that says.
    pub fact: &'a ObjectFact,
}

/// A value that a sample shows of a named object.
pub struct NamedSample<'a> {
    /// The object's place among all.
    pub(super) object: usize,
    pub(super) page: &'a PageRead,
    pub(super) value: &'a Node,
}

impl<'a> Objects<'a> {
    /// Those that pages define.
    pub fn of(pages: &[&'a PageRead]) -> Self {
        let mut objects = Self { all: Vec::new(), places: BTreeMap::new() };
        for page in pages {
            for fact in &page.facts.objects {
                let name = fact.name.value.trim();
                let is_name = !name.is_empty() && !name.contains(['/', '{']);
                let is_new = !objects.places.contains_key(&alike(name));
                if is_name && is_new && FieldsByPath::alone(&fact.fields).has_unshown() {
                    objects.places.insert(alike(name), objects.all.len());
                    objects.all.push(DefinedObject { place: objects.all.len(), name, page, fact });
                }
            }
        }
        // a link may lead to a page, rather than to a name
        for object in &objects.all {
            let file = object.page.file.name.rsplit('/').next().unwrap_or_default();
            let stem = alike(file.split('.').next().unwrap_or_default());
            objects.places.entry(stem).or_insert(object.place);
        }
        objects
    }

    /// The object that one of several names is of, the likeliest first.
    pub fn find<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Option<&DefinedObject<'a>> {
        let mut names = names.into_iter();
        let place = names.find_map(|name| {
            let of = |name: &str| self.places.get(&alike(name)).copied();
            of(name).or_else(|| of(&singular(name)))
        });
        self.all.get(place?)
    }

    /// The object that a text refers to.
    pub fn referred(&self, object: &ObjectRef) -> Option<&DefinedObject<'a>> {
        self.find(object.names.iter().map(String::as_str))
    }
}

impl DefinedObject<'_> {
    /// Whether objects have mostly members that this one is documented to have: what is only said to be it may hold it.
    pub fn resembles<'n>(&self, nodes: impl Iterator<Item = &'n Node>) -> bool {
        let keys = keys_of(nodes);
        let documented = |key: &&String| {
            self.fact.fields.iter().any(|field| field.name.value.split(['.', '[']).next() == Some(key))
        };
        let known = keys.iter().filter(documented).count();
        known > 0 && known * 2 >= keys.len()
    }
}

/// A name without what spellings of it differ in.
pub(super) fn alike(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
