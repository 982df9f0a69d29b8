//! The types of a client, each once: what calls send and are answered, and what these hold.
//!
//! Objects of one name are one type, and share what is documented of them. Writes no Rust.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use crate::emit::docs::comment::DocComment;
use crate::emit::docs::text::code;
use crate::model::{Claim, Enum, Evidence, Object, OneOf, Schema, Variant};

pub(in crate::emit) use crate::naming::Role;

/// A type to be written.
#[derive(Clone)]
pub(in crate::emit) struct Type {
    pub(in crate::emit) shape: Shape,
    pub(in crate::emit) role: Role,
    /// Whether it is all that a call sends or is answered.
    pub(super) is_body: bool,
    /// Whether it is in the module of what sources have in common.
    pub(in crate::emit) is_shared: bool,
    /// What it is.
    pub(in crate::emit) docs: DocComment,
    /// The same with a link to its operation, which only the operation's own module can have: others may be off.
    pub(super) linked: Option<DocComment>,
    /// The docs' words for it.
    pub(in crate::emit) words: Vec<String>,
}

impl Type {
    /// Its name in Rust.
    pub(in crate::emit) fn name(&self) -> &str {
        match &self.shape {
            Shape::Object(object) => &object.name,
            Shape::OneOf(one_of) => &one_of.name,
            Shape::Enum(one_of) => &one_of.name,
        }
    }

    /// All that is documented of it.
    pub(in crate::emit) fn documentation(&self) -> DocComment {
        let linked = self.linked.as_ref().filter(|_| !self.is_shared);
        self.words.iter().fold(linked.unwrap_or(&self.docs).clone(), |docs, words| docs.words(words))
    }
}

/// What kind of type.
#[derive(Clone)]
pub(in crate::emit) enum Shape {
    Object(Object),
    OneOf(OneOf),
    Enum(Enum),
}

/// Where a type is met, and what is documented of it there.
pub(in crate::emit) struct TypeSite<'a> {
    pub(in crate::emit) role: Role,
    pub(super) is_body: bool,
    pub(in crate::emit) docs: DocComment,
    pub(super) linked: Option<DocComment>,
    pub(in crate::emit) words: &'a [String],
}

impl TypeSite<'_> {
    fn found(&self, shape: Shape) -> Type {
        let TypeSite { role, is_body, docs, linked, words } = self;
        let (docs, linked, words) = (docs.clone(), linked.clone(), words.to_vec());
        Type { shape, role: *role, is_body: *is_body, is_shared: false, docs, linked, words }
    }
}

/// Types, each once.
#[derive(Default)]
pub(in crate::emit) struct Types {
    pub(in crate::emit) all: Vec<Type>,
    /// Where those of each name are, and what is documented of those that were met again.
    objects: HashMap<String, (usize, AddedWords)>,
    enums: HashSet<String>,
    /// Names of types that are another one's too, and that one's.
    pub(in crate::emit) aliases: BTreeMap<String, String>,
}

impl Types {
    /// Adds those of a schema.
    pub(in crate::emit) fn collect(&mut self, schema: &Schema, at: &TypeSite<'_>) {
        match schema {
            Schema::Array { items } | Schema::Map { values: items } => self.collect(items, at),
            Schema::Object(object) => self.object(object, at),
            Schema::Enum(one_of) if self.enums.insert(one_of.name.clone()) => {
                self.all.push(at.found(Shape::Enum(one_of.clone())));
            }
            Schema::OneOf(one_of) => {
                if self.enums.insert(one_of.name.clone()) {
                    self.all.push(at.found(Shape::OneOf(one_of.clone())));
                }
                for Variant { value, content, notices, .. } in &one_of.variants {
                    let docs = DocComment::new()
                        .say(&format!("{} of {}.", code(&one_of.content), code(value)))
                        .notices(notices);
                    self.object(
                        content,
                        &TypeSite { role: at.role, is_body: false, docs, linked: None, words: &[] },
                    );
                }
            }
            _ => {}
        }
    }

    /// Adds that of an object, and those that it holds.
    pub(in crate::emit) fn object(&mut self, object: &Object, at: &TypeSite<'_>) {
        let next = || (self.all.len(), AddedWords::default());
        let name = self.aliases.get(&object.name).unwrap_or(&object.name);
        let (place, seen) = self.objects.entry(name.clone()).or_insert_with(next);
        match self.all.get_mut(*place) {
            Some(Type { shape: Shape::Object(known), is_body, .. }) => {
                seen.merge(known, object);
                *is_body |= at.is_body;
            }
            _ => {
                let object = Object { name: name.clone(), ..object.clone() };
                self.all.push(at.found(Shape::Object(object)));
            }
        }
        self.held(object, at.role);
    }

    /// Adds those that an object holds.
    pub(in crate::emit) fn held(&mut self, object: &Object, role: Role) {
        for property in &object.properties {
            let docs = DocComment::new().say(&format!("Property {}.", code(&property.path)));
            let words = &property.descriptions;
            self.collect(&property.schema, &TypeSite { role, is_body: false, docs, linked: None, words });
        }
    }
}

/// What is documented of an object already, for others to add to.
#[derive(Default)]
struct AddedWords {
    evidence: HashSet<Evidence>,
    properties: Vec<Words>,
}

/// What is documented of a property already.
#[derive(Default)]
struct Words {
    descriptions: HashSet<String>,
    evidence: HashSet<Evidence>,
    claims: HashSet<Claim>,
}

impl AddedWords {
    /// Adds to `known`, always the same, what is documented of an object of the same shape.
    fn merge(&mut self, known: &mut Object, other: &Object) {
        self.properties.resize_with(known.properties.len(), Words::default);
        add(&mut self.evidence, &mut known.evidence, &other.evidence);
        let properties = known.properties.iter_mut().zip(&other.properties);
        for (words, (known, other)) in self.properties.iter_mut().zip(properties) {
            add(&mut words.descriptions, &mut known.descriptions, &other.descriptions);
            add(&mut words.evidence, &mut known.evidence, &other.evidence);
            known.settled = known.settled.take().or_else(|| other.settled.clone());
            if let (Some(known), Some(other)) = (&mut known.dispute, &other.dispute) {
                add(&mut words.claims, &mut known.claims, &other.claims);
            }
        }
    }
}

/// Adds those of `more` that are not `known`; `seen` is what was known the last time.
fn add<T: Clone + Eq + Hash>(seen: &mut HashSet<T>, known: &mut Vec<T>, more: &[T]) {
    if seen.is_empty() {
        seen.extend(known.iter().cloned());
    }
    known.extend(more.iter().filter(|item| seen.insert((*item).clone())).cloned());
}
