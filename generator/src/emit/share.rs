//! Which types several sources have in common.
//!
//! Types are common where they are called the same and have the same members, whatever each page says of these and
//! whatever it fixes them to. What holds a type that is a source's own is a source's own too. Users name a type by
//! its source's module wherever it is written: a page that changes gives its source a type of its own again, and
//! breaks nobody. Writes no Rust.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::docs::Pointed;
use super::objects::{Filling, filling, is_fixed};
use super::plan::{Module, Role, Shape, Type};
use super::unique::bare;
use crate::model::{Constant, Evidence, Object, Property, Reading, Schema};

/// What must be equal for one type to do: who makes it, its name, and its members.
#[derive(PartialEq, Hash)]
pub(super) struct Key(Role, String, Schema);

/// Where a type is: in which module, and the how manieth there.
type Place = (usize, usize);

/// The types of modules, gathered one module after another.
#[derive(Default)]
pub(super) struct Gathered {
    /// Those that more than one module has.
    several: Vec<Common>,
    /// By hash: there may be many that one module alone has, and of these nothing else is kept. The hash is another one in
    /// each run, so that no page can be made to have another's.
    known: foldhash::HashMap<u64, Known>,
    hashes: RandomState,
}

enum Known {
    Once(Place),
    /// Which of those that several have.
    Several(usize),
}

/// A type that several modules have, and where it is.
struct Common {
    key: Key,
    places: Vec<Place>,
}

impl Gathered {
    /// Adds the types of a module, of which the [`keys`] are given.
    pub(super) fn add(&mut self, number: usize, keys: Vec<Option<Key>>) {
        for (at, key) in keys.into_iter().enumerate().filter_map(|(at, key)| Some((at, key?))) {
            let place = (number, at);
            let next = self.several.len();
            match self.known.entry(self.hashes.hash_one(&key)) {
                Entry::Vacant(free) => drop(free.insert(Known::Once(place))),
                Entry::Occupied(mut known) => match known.get_mut() {
                    Known::Once(first) => {
                        self.several.push(Common { key, places: vec![*first, place] });
                        known.insert(Known::Several(next));
                    }
                    Known::Several(at) => {
                        self.several.get_mut(*at).into_iter().for_each(|common| common.places.push(place));
                    }
                },
            }
        }
    }

    /// The types that several modules have in common.
    pub(super) fn shared(self) -> Shared {
        let mut common = most_common(self.several);
        loop {
            let members: HashMap<&str, &Schema> =
                common.iter().map(|one| (one.key.1.as_str(), &one.key.2)).collect();
            let fits: Vec<bool> = common.iter().map(|one| holds_common(&one.key.2, &members)).collect();
            if fits.iter().all(|fits| *fits) {
                break;
            }
            let mut fits = fits.into_iter();
            common.retain(|_| fits.next().unwrap_or_default());
        }
        let mut places: foldhash::HashMap<usize, Vec<(usize, usize)>> = foldhash::HashMap::default();
        for (which, one) in common.iter().enumerate() {
            for (number, at) in &one.places {
                places.entry(*number).or_default().push((*at, which));
            }
        }
        Shared { count: common.len(), places }
    }
}

/// Of types that are called the same, the one that more modules have; in the order in which they are met.
fn most_common(mut all: Vec<Common>) -> Vec<Common> {
    all.sort_by_key(|one| one.places.first().copied());
    let mut common: Vec<Common> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for one in all {
        let at = *places.entry(one.key.1.clone()).or_insert(common.len());
        match common.get_mut(at) {
            Some(known) if known.places.len() < one.places.len() => *known = one,
            Some(_) => {}
            None => common.push(one),
        }
    }
    common
}

/// Which types several modules have in common.
#[derive(Default)]
pub(super) struct Shared {
    count: usize,
    /// Of each module that has some: the how manieth of its types is which of them.
    places: foldhash::HashMap<usize, Vec<(usize, usize)>>,
}

impl Shared {
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Marks those of a module.
    pub(super) fn mark(&self, number: usize, module: &mut Module) {
        for (at, _) in self.of(number) {
            module.types.get_mut(*at).into_iter().for_each(|held| held.is_shared = true);
        }
    }

    fn of(&self, number: usize) -> &[(usize, usize)] {
        self.places.get(&number).map_or(&[], Vec::as_slice)
    }

    /// Gives each once, with the evidence of all: `types` has those of the modules before this one.
    pub(super) fn add(&self, number: usize, module: &Module, types: &mut Vec<Option<Type>>) {
        types.resize_with(self.count, || None);
        for (at, which) in self.of(number) {
            let (Some(held), Some(shared)) = (module.types.get(*at), types.get_mut(*which)) else { continue };
            match shared {
                Some(shared) => agree(shared, held),
                None => *shared = Some(held.clone()),
            }
        }
    }
}

/// The keys of the types of a module.
pub(super) fn keys(module: &Module) -> Vec<Option<Key>> {
    module.types.iter().map(key).collect()
}

/// None for what is a source's own matter: enums, disputes, connection strings, and what names a constant.
fn key(held: &Type) -> Option<Key> {
    let Shape::Object(object) = &held.shape else { return None };
    // Its `new` takes what is fixed, and so names no constant.
    let reading = &Reading::default();
    let is_free = held.role == Role::Response || is_fixed(object, reading) && !held.is_body;
    let names_constant = |property: &Property| match filling(property, reading) {
        Filling::Constant(_) => !is_free,
        Filling::Default => {
            !is_free && matches!(&property.schema, Schema::Object(held) if is_fixed(held, reading))
        }
        // The docs of its setter name it.
        Filling::Asked | Filling::Absent => property.constant.is_some() && held.role == Role::Request,
    };
    let is_own = |property: &Property| {
        names_constant(property) || property.dispute.is_some() || property.template.is_some()
    };
    (!object.properties.iter().any(is_own)).then(|| {
        let mut schema = bare(Schema::Object(object.clone()));
        blank(&mut schema);
        Key(held.role, object.name.clone(), schema)
    })
}

/// Takes the values of constants away.
fn blank(schema: &mut Schema) {
    match schema {
        Schema::Array { items } => blank(items),
        Schema::Object(object) => {
            for property in &mut object.properties {
                if let Some(constant) = &mut property.constant {
                    **constant = Constant { name: String::new(), value: serde_json::Value::Null };
                }
                blank(&mut property.schema);
            }
        }
        _ => {}
    }
}

/// Whether all types that a type holds are common.
fn holds_common(schema: &Schema, common: &HashMap<&str, &Schema>) -> bool {
    let Schema::Object(object) = schema else { return false };
    object.properties.iter().all(|property| match property.schema.innermost() {
        Schema::Object(object) => {
            common.get(object.name.as_str()).is_some_and(|one| has_members(one, object))
        }
        Schema::OneOf(_) => false,
        _ => true,
    })
}

/// Whether `schema` is `object`, whose name it does not have.
fn has_members(schema: &Schema, object: &Object) -> bool {
    matches!(schema, Schema::Object(known) if known.properties == object.properties)
}

/// Adds the evidence of `other`, and keeps the words that both have.
fn agree(shared: &mut Type, other: &Type) {
    shared.words.retain(|words| other.words.contains(words));
    shared.is_body |= other.is_body;
    let (Shape::Object(shared), Shape::Object(other)) = (&mut shared.shape, &other.shape) else { return };
    add(&mut shared.evidence, &other.evidence);
    for (property, other) in shared.properties.iter_mut().zip(&other.properties) {
        add(&mut property.evidence, &other.evidence);
        let words: HashSet<&String> = other.descriptions.iter().collect();
        property.descriptions.retain(|own| words.contains(own));
        property.settled = None;
    }
}

fn add(known: &mut Vec<Evidence>, more: &[Evidence]) {
    let mut pointed = Pointed::from(std::mem::take(known));
    pointed.add(more);
    *known = pointed.evidence;
}

#[cfg(test)]
mod tests;
