//! Which field of a sample a row means.

use std::borrow::Cow;
use std::cell::RefCell;

use std::collections::HashMap;

use super::spelling::{FieldPaths, Spelled, in_lower_case};
use crate::dialect::singular;
use crate::sample::json::{Node, Value};

/// The field that a name means, and whether it is spelled otherwise than the sample spells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::dialect) struct Meant {
    pub path: String,
    pub typo: bool,
}

/// The fields of some samples, by dotted path: leaves and the objects that hold them, in sample order.
#[derive(Debug, Default)]
pub(in crate::dialect) struct SampledFields {
    paths: FieldPaths,
    /// Lists of objects, by what one of each may be called: `rule` for `rules`, `rule.step` for `rules.steps`.
    lists: HashMap<String, String>,
    /// What most names need not ask: made when one does, of the fields that there are by then.
    ends: RefCell<Ends>,
    ends_in_lower_case: RefCell<Ends>,
    spelled: RefCell<Spelled>,
}

impl SampledFields {
    /// The fields of some bodies.
    pub fn of<'a>(bodies: impl IntoIterator<Item = &'a Node>) -> Self {
        let mut fields = Self::default();
        bodies.into_iter().for_each(|body| fields.extend(body));
        fields
    }

    /// Adds the fields of one more body.
    pub fn extend(&mut self, body: &Node) {
        let mut last = String::new();
        body.fields(&mut |leaf: &str, _: &Node| {
            // what holds the last one too is known
            let known = leaf.bytes().zip(last.bytes()).take_while(|(one, other)| one == other).count();
            let stops = leaf.bytes().enumerate().skip(known).filter(|(_, byte)| *byte == b'.');
            let ends = stops.map(|(at, _)| at).chain([leaf.len()]);
            ends.filter_map(|end| leaf.get(..end)).for_each(|path| self.add(path));
            leaf.clone_into(&mut last);
        });
        self.add_lists(body, "", "");
    }

    /// Adds the lists of objects in a value at a path; `one` is what a name may call that path. Recursive, as the depth of a body is
    /// bounded.
    fn add_lists(&mut self, node: &Node, path: &str, one: &str) {
        match &node.value {
            Value::Array(items) => items.iter().for_each(|item| self.add_lists(item, path, one)),
            Value::Object(members) => {
                let below = |above: &str, name: &str| match above {
                    "" => name.to_owned(),
                    _ => format!("{above}.{name}"),
                };
                let holding =
                    members.iter().filter(|it| matches!(it.value.value, Value::Array(_) | Value::Object(_)));
                for member in holding {
                    let own = below(path, &member.key);
                    if !is_of_objects(&member.value) {
                        self.add_lists(&member.value, &own, &below(one, &member.key));
                        continue;
                    }
                    let called = singular(&member.key);
                    let ways = [below(path, &called), below(one, &called)];
                    ways.iter().for_each(|way| drop(self.lists.insert(way.clone(), own.clone())));
                    self.add_lists(&member.value, &own, &below(one, &called));
                }
            }
            _ => {}
        }
    }

    /// The field of the objects of a list that a name means which has the list in the singular: `rule.name` of `rules`.
    fn in_list(&self, name: &str) -> Option<Meant> {
        let dots = name.rmatch_indices('.').map(|(at, _)| name.split_at(at));
        let paths = dots.filter_map(|(one, rest)| Some(format!("{}{rest}", self.lists.get(one)?)));
        paths.filter(|path| self.paths.contains(path)).map(|path| Meant { path, typo: false }).next()
    }

    fn add(&mut self, path: &str) {
        if !path.is_empty() && !self.paths.contains(path) {
            self.paths.insert(path.to_owned());
        }
    }

    /// The field that `name` means: the same path, that of a list in the singular, a bare last name, the end of a path, another case, or the
    /// one nearest spelling. The first rule that gives anything decides.
    pub fn meant_by(&self, name: &str) -> Option<Meant> {
        let plain: Cow<'_, str> = match name.as_bytes().contains(&b'[') {
            true => name.replace("[]", "").replace("[0]", "").into(),
            false => name.into(),
        };
        let name = plain.trim_matches(['.', '{', '}', '"', '\'']);
        if name.is_empty() {
            return None;
        }
        let bare = !name.as_bytes().contains(&b'.');
        if self.paths.contains(name) {
            return Some(Meant { path: name.to_owned(), typo: false });
        }
        if let Some(meant) = self.in_list(name) {
            return Some(meant);
        }
        let found = |at: usize, typo| self.paths.get_index(at).map(|path| Meant { path: path.clone(), typo });
        if let Some(at) = self.ending(name, &self.ends, |path| path.into()) {
            return found(at, !bare);
        }
        let lower = in_lower_case(name);
        if let Some(at) = self.ending(&lower, &self.ends_in_lower_case, in_lower_case) {
            return found(at, true);
        }
        let nearest = self.spelled.borrow_mut().of(&self.paths).nearest(&self.paths, &lower, bare)?;
        found(nearest, true)
    }

    /// The first of the shallowest paths that end with `name`, spelled as `spell` says. Of few paths each is looked at, as
    /// that costs less than to make a tree of them.
    fn ending(&self, name: &str, ends: &RefCell<Ends>, spell: fn(&str) -> Cow<'_, str>) -> Option<usize> {
        const FEW: usize = 50;
        if self.paths.len() > FEW {
            return ends.borrow_mut().of(&self.paths, spell).shallowest(name);
        }
        let ends_so = |path: &str| {
            let before = path.strip_suffix(name);
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        let ending = self.paths.iter().enumerate().filter(|(_, path)| ends_so(&spell(path)));
        ending.map(|(at, path)| (depth(path), at)).min().map(|(_, at)| at)
    }
}

/// Whether a value is a list of objects.
fn is_of_objects(node: &Node) -> bool {
    match &node.value {
        Value::Array(items) => {
            matches!(items.first().map(|item| &item.value), Some(Value::Object(_)))
        }
        _ => false,
    }
}

/// How many objects hold what a path leads to.
fn depth(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'.').count()
}

/// Paths by their ends, from the last name on: a tree of names, with the shallowest path that ends so.
#[derive(Debug, Default)]
struct Ends {
    names: HashMap<String, usize>,
    /// From a place in the tree, 0 its root, and a name to the next place.
    below: HashMap<(usize, usize), usize>,
    /// Of each place but the root: how deep the shallowest path is, and which it is.
    shallowest: Vec<(usize, usize)>,
    /// How many paths are in it.
    read: usize,
}

impl Ends {
    /// The ends of all `paths`, of which the first may be in it already, spelled as `spell` says.
    fn of(&mut self, paths: &FieldPaths, spell: fn(&str) -> Cow<'_, str>) -> &Self {
        for (at, path) in paths.iter().enumerate().skip(self.read) {
            self.add(&spell(path), at);
        }
        self.read = paths.len();
        self
    }

    fn add(&mut self, path: &str, at: usize) {
        let this = (depth(path), at);
        let mut place = 0;
        for name in path.rsplit('.') {
            let count = self.names.len();
            let name = match self.names.get(name) {
                Some(known) => *known,
                None => *self.names.entry(name.to_owned()).or_insert(count),
            };
            place = *self.below.entry((place, name)).or_insert_with(|| {
                self.shallowest.push(this);
                self.shallowest.len()
            });
            if let Some(best) = self.shallowest.get_mut(place - 1) {
                *best = this.min(*best);
            }
        }
    }

    /// The first of the shallowest paths that end with `name`.
    fn shallowest(&self, name: &str) -> Option<usize> {
        let mut place = 0;
        for name in name.rsplit('.') {
            place = *self.below.get(&(place, *self.names.get(name)?))?;
        }
        self.shallowest.get(place.checked_sub(1)?).map(|(_, at)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SampledFields of few paths, and of so many more that they are kept as a tree.
    fn fields(paths: &[&str], more: usize) -> SampledFields {
        let mut fields = SampledFields::default();
        let filler = (0..more).map(|number| format!("more.{number}"));
        paths.iter().map(|path| path.to_string()).chain(filler).for_each(|path| fields.add(&path));
        fields
    }

    #[test]
    fn few_paths_and_many_give_the_same() {
        let paths = ["a.b.c", "b.c", "c", "x.Name", "y.z.name", "e.Host", "bc", "é.Ünit"];
        let names =
            ["c", "b.c", "a.b.c", "bc", "name", "NAME", "z.name", "q.name", "host", "ünit", ".c.", "d", ""];
        let all = |fields: &SampledFields| names.map(|name| fields.meant_by(name));
        assert_eq!(all(&fields(&paths, 0)), all(&fields(&paths, 100)));
        let meant = |name, path: &str, typo| {
            assert_eq!(
                fields(&paths, 0).meant_by(name),
                Some(Meant { path: path.to_owned(), typo }),
                "{name}"
            );
        };
        meant("c", "c", false);
        meant("b.c", "b.c", false);
        meant("name", "y.z.name", false);
        meant("NAME", "x.Name", true);
    }
}
