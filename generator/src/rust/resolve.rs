//! Names to items: modules, `use`, renames and globs inside the crate. What is of another crate is nothing here.

use std::collections::HashSet;

use syn::Path;

use super::tree::{ItemId, Tree};

/// More re-exports of re-exports than any crate has.
const DEEPEST: usize = 24;

/// What a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Module(usize),
    Item(ItemId),
}

impl Tree {
    /// The item of this crate that a path means in a module.
    pub(super) fn resolve(&self, module: usize, path: &Path) -> Option<ItemId> {
        let segments: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
        self.resolve_names(module, &segments)
    }

    /// The same for a path that is given by its names.
    pub(super) fn resolve_names(&self, module: usize, names: &[String]) -> Option<ItemId> {
        let mut search = NameSearch { tree: self, asked: HashSet::new(), depth: 0 };
        match search.target(module, names)? {
            Target::Item(item) => Some(item),
            Target::Module(_) => None,
        }
    }

    fn parent(&self, module: usize) -> Option<usize> {
        let path = &self.modules.get(module)?.path;
        if path.is_empty() {
            return None;
        }
        self.module(path.rsplit_once("::").map_or("", |(parent, _)| parent))
    }
}

/// One search: what it has asked for already leads nowhere new.
struct NameSearch<'t> {
    tree: &'t Tree,
    asked: HashSet<(usize, String)>,
    depth: usize,
}

impl NameSearch<'_> {
    fn target(&mut self, module: usize, names: &[String]) -> Option<Target> {
        let (first, rest) = names.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(module),
            "super" => Target::Module(self.tree.parent(module)?),
            name => self.name(module, name, !rest.is_empty())?,
        };
        for (index, name) in rest.iter().enumerate() {
            at = match at {
                Target::Module(module) if name == "super" => Target::Module(self.tree.parent(module)?),
                Target::Module(module) => self.name(module, name, index + 1 < rest.len())?,
                // a variant, or an associated item
                Target::Item(_) => return None,
            };
        }
        Some(at)
    }

    /// What a name means in a module; as the first of several names, modules come first.
    fn name(&mut self, module: usize, name: &str, is_module: bool) -> Option<Target> {
        let tree = self.tree;
        let it = tree.modules.get(module)?;
        let item = it.names.get(name).map(|item| Target::Item(ItemId { module, item: *item }));
        let below = tree.module(&tree.path_of(module, name)).map(Target::Module);
        let own = if is_module { below.or(item) } else { item.or(below) };
        if own.is_some() {
            return own;
        }
        if self.depth >= DEEPEST || !self.asked.insert((module, name.to_owned())) {
            return None;
        }
        self.depth += 1;
        let found = self.imported(module, name, is_module);
        self.depth -= 1;
        found
    }

    fn imported(&mut self, module: usize, name: &str, is_module: bool) -> Option<Target> {
        let it = self.tree.modules.get(module)?;
        if let Some(found) = it.uses.get(name).and_then(|path| self.target(module, path)) {
            return Some(found);
        }
        it.globs.iter().find_map(|path| match self.target(module, path)? {
            Target::Module(from) if from != module => self.name(from, name, is_module),
            _ => None,
        })
    }
}
