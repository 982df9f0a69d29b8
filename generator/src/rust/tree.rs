//! The modules of a crate, parsed: a tree of items without what only tests see.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use syn::spanned::Spanned;
use syn::{Attribute, Item, ItemUse, UseTree, Visibility};

use super::folder::Sources;
use super::{literal, nesting};
use crate::model::{Evidence, Origin};

/// More nesting than any crate has.
const DEEPEST: usize = 64;

/// A crate's modules; the first is the root.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) modules: Vec<CrateModule>,
    by_path: HashMap<String, usize>,
    /// Files that no parser accepts: name and message.
    pub(super) broken: Vec<(Arc<str>, usize, String)>,
}

/// One module.
pub(super) struct CrateModule {
    /// Its path without the crate, `::` between names; of the root, nothing.
    pub(super) path: String,
    /// The file that it is in.
    pub(super) file: Arc<str>,
    /// What it defines, but for modules.
    pub(super) items: Vec<Item>,
    /// Where each name is among the items.
    pub(super) names: HashMap<String, usize>,
    /// Names that `use` brings in: each with the path that it stands for.
    pub(super) uses: HashMap<String, Vec<String>>,
    /// The paths of `use path::*`.
    pub(super) globs: Vec<Vec<String>>,
    /// Whether users of the crate can name it.
    pub(super) is_public: bool,
    /// The names that `pub use` brings in.
    pub(super) exported: Vec<String>,
    /// The paths of `pub use path::*`.
    pub(super) exported_globs: Vec<Vec<String>>,
}

/// An item, by its module and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ItemId {
    pub(super) module: usize,
    pub(super) item: usize,
}

impl Tree {
    /// Parses the root of a crate and every module that it names.
    pub(super) fn of(sources: &Sources) -> Self {
        let mut tree = Self::default();
        if let Some((index, path, text)) = sources.load(std::slice::from_ref(&sources.root)) {
            let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
            let place = FilePlace { name: sources.name(index), path, folder };
            let at = ModulePlace { path: String::new(), is_public: true, depth: 0 };
            tree.add_text(sources, at, &place, &text);
        }
        tree
    }

    fn add_text(&mut self, sources: &Sources, at: ModulePlace, place: &FilePlace, text: &str) {
        if nesting::is_too_deep(text) {
            return self.broken.push((place.name.clone(), 1, "it is nested too deep to be read".to_owned()));
        }
        match syn::parse_file(text) {
            Ok(file) => self.add(sources, at, place, file.items),
            Err(error) => {
                let line = error.span().start().line;
                self.broken.push((place.name.clone(), line, error.to_string()));
            }
        }
    }

    fn add(&mut self, sources: &Sources, at: ModulePlace, place: &FilePlace, items: Vec<Item>) {
        let ModulePlace { path, is_public, depth } = at;
        if depth > DEEPEST || self.by_path.contains_key(&path) {
            return;
        }
        let index = self.modules.len();
        self.by_path.insert(path.clone(), index);
        let mut module = CrateModule {
            path: path.clone(),
            file: place.name.clone(),
            items: Vec::new(),
            names: HashMap::new(),
            uses: HashMap::new(),
            globs: Vec::new(),
            is_public,
            exported: Vec::new(),
            exported_globs: Vec::new(),
        };
        let mut inner = Vec::new();
        for item in items.into_iter().filter(|item| !literal::is_for_tests(attributes(item))) {
            match item {
                Item::Mod(item) => inner.push(item),
                Item::Use(item) => module.add_use(&item),
                item => {
                    if let Some(name) = name(&item) {
                        module.names.insert(name, module.items.len());
                    }
                    module.items.push(item);
                }
            }
        }
        self.modules.push(module);
        for item in inner {
            let name = item.ident.to_string();
            let name = name.trim_start_matches("r#");
            let below = ModulePlace {
                path: if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") },
                is_public: is_public && matches!(item.vis, Visibility::Public(_)),
                depth: depth + 1,
            };
            match item.content {
                Some((_, items)) => {
                    let place = FilePlace { folder: place.folder.join(name), ..place.clone() };
                    self.add(sources, below, &place, items);
                }
                None => {
                    let Some((index, path, text)) = sources.load(&place.candidates(name, &item.attrs)) else {
                        continue;
                    };
                    let parent = path.parent().map(Path::to_path_buf).unwrap_or_default();
                    let is_folder = path.file_name().is_some_and(|file| file == "mod.rs");
                    let folder = match (is_folder, path.file_stem()) {
                        (false, Some(stem)) => parent.join(stem),
                        _ => parent,
                    };
                    let place = FilePlace { name: sources.name(index), path, folder };
                    self.add_text(sources, below, &place, &text);
                }
            }
        }
    }

    /// The module of a path.
    pub(super) fn module(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// An item.
    pub(super) fn item(&self, id: ItemId) -> Option<&Item> {
        self.modules.get(id.module)?.items.get(id.item)
    }

    /// All items.
    pub(super) fn items(&self) -> impl Iterator<Item = (ItemId, &CrateModule, &Item)> {
        self.modules.iter().enumerate().flat_map(|(module, it)| {
            it.items.iter().enumerate().map(move |(item, found)| (ItemId { module, item }, it, found))
        })
    }

    /// The path of an item of a module, without the crate.
    pub(super) fn path_of(&self, module: usize, name: &str) -> String {
        match self.modules.get(module).map(|module| module.path.as_str()) {
            None | Some("") => name.to_owned(),
            Some(path) => format!("{path}::{name}"),
        }
    }

    /// Where something of a module is.
    pub(super) fn evidence(&self, module: usize, at: &impl Spanned) -> Evidence {
        let page = self.modules.get(module).map_or_else(|| "".into(), |module| module.file.clone());
        Evidence { page, line: at.span().start().line.max(1), from: Origin::Code }
    }
}

/// Where a module is in the tree.
struct ModulePlace {
    path: String,
    is_public: bool,
    depth: usize,
}

/// Where a module's text is, and where the files of the modules in it are.
#[derive(Clone)]
struct FilePlace {
    name: Arc<str>,
    path: PathBuf,
    folder: PathBuf,
}

impl FilePlace {
    /// Where the file of a module may be.
    fn candidates(&self, name: &str, attributes: &[Attribute]) -> Vec<PathBuf> {
        let given = attributes.iter().find(|it| it.path().is_ident("path")).and_then(literal::name_value);
        if let Some(given) = given {
            let parent = self.path.parent().map(Path::to_path_buf).unwrap_or_default();
            return vec![parent.join(given)];
        }
        vec![self.folder.join(format!("{name}.rs")), self.folder.join(name).join("mod.rs")]
    }
}

impl CrateModule {
    fn add_use(&mut self, item: &ItemUse) {
        let (known, globs) = (self.uses.clone(), self.globs.len());
        self.add_tree(&item.tree);
        if matches!(item.vis, Visibility::Public(_)) {
            self.exported.extend(self.uses.keys().filter(|name| !known.contains_key(*name)).cloned());
            self.exported_globs.extend(self.globs.get(globs..).unwrap_or_default().iter().cloned());
        }
    }

    fn add_tree(&mut self, tree: &UseTree) {
        let mut open: Vec<(Vec<String>, &UseTree)> = vec![(Vec::new(), tree)];
        while let Some((mut path, tree)) = open.pop() {
            match tree {
                UseTree::Path(it) => {
                    path.push(it.ident.to_string());
                    open.push((path, &it.tree));
                }
                UseTree::Name(it) if it.ident == "self" => {
                    if let Some(name) = path.last().cloned() {
                        self.uses.insert(name, path);
                    }
                }
                UseTree::Name(it) => {
                    path.push(it.ident.to_string());
                    self.uses.insert(it.ident.to_string(), path);
                }
                UseTree::Rename(it) => {
                    if it.ident != "self" {
                        path.push(it.ident.to_string());
                    }
                    self.uses.insert(it.rename.to_string(), path);
                }
                UseTree::Glob(_) => self.globs.push(path),
                UseTree::Group(it) => open.extend(it.items.iter().map(|tree| (path.clone(), tree))),
            }
        }
    }
}

/// The name that an item defines.
fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Struct(it) => &it.ident,
        Item::Enum(it) => &it.ident,
        Item::Type(it) => &it.ident,
        Item::Const(it) => &it.ident,
        Item::Static(it) => &it.ident,
        Item::Trait(it) => &it.ident,
        Item::Fn(it) => &it.sig.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// The attributes of an item.
pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}
