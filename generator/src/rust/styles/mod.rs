//! How crates declare the operations that they call: a recogniser per style. Each item is read by the first that knows it.

mod attribute;
mod build;
mod call;
mod methods;
mod route_attribute;

use std::collections::BTreeSet;

use super::endpoint::{Endpoint, Unresolved};
use super::function::Functions;
use super::public::public_type;
use super::serde_attributes::Direction;
use super::tree::{ItemId, Tree, attributes};
use super::wire::{Generics, WireType, WireTypes};

/// What recognisers find.
pub(super) struct CallsFound<'t> {
    pub(super) tree: &'t Tree,
    /// The crate's name.
    name: &'t str,
    pub(super) functions: &'t Functions<'t>,
    pub(super) sent: WireTypes<'t>,
    pub(super) received: WireTypes<'t>,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) unresolved: Vec<Unresolved>,
}

/// The type that an answer is read into.
pub(super) struct AnswerType {
    pub(super) typed: WireType,
    /// As a user of the crate writes it.
    pub(super) public: Option<String>,
}

/// What a crate calls.
pub(super) struct Recognised {
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) unresolved: Vec<Unresolved>,
}

/// Finds all operations that a crate calls.
pub(super) fn recognise(tree: &Tree, name: &str) -> Recognised {
    let functions = Functions::of(tree);
    let mut found = CallsFound {
        tree,
        name,
        functions: &functions,
        sent: WireTypes::new(tree, Direction::Sent),
        received: WireTypes::new(tree, Direction::Received),
        endpoints: Vec::new(),
        unresolved: Vec::new(),
    };
    for (id, _, item) in tree.items() {
        attribute::recognise(&mut found, id, item);
        methods::recognise(&mut found, id, item);
    }
    for function in &functions.all {
        route_attribute::recognise(&mut found, *function);
        call::recognise(&mut found, *function);
    }
    found.finished()
}

impl CallsFound<'_> {
    /// The type of an answer, as it is written in a module; none where nothing is known of it.
    pub(super) fn answer(&mut self, module: usize, ty: &syn::Type) -> Option<AnswerType> {
        let typed = self.received.of_type(module, ty, &Generics::new());
        let public = public_type(self.tree, self.name, module, ty);
        (typed != WireType::any()).then_some(AnswerType { typed, public })
    }

    /// Adds something that could not be read.
    pub(super) fn unresolved(
        &mut self,
        module: usize,
        at: &impl syn::spanned::Spanned,
        item: &str,
        why: &str,
    ) {
        let evidence = self.tree.evidence(module, at);
        self.unresolved.push(Unresolved {
            file: evidence.page,
            line: evidence.line,
            item: item.to_owned(),
            why: why.to_owned(),
        });
    }

    fn finished(mut self) -> Recognised {
        let notes: BTreeSet<(ItemId, &str)> =
            self.sent.notes.iter().chain(&self.received.notes).copied().collect();
        for (id, why) in notes {
            let Some(item) = self.tree.item(id) else { continue };
            let name = self.tree.modules.get(id.module).and_then(|module| {
                module.names.iter().find(|(_, at)| **at == id.item).map(|(name, _)| name.clone())
            });
            let path = self.tree.path_of(id.module, &name.unwrap_or_default());
            match attributes(item).first() {
                Some(_) | None => self.unresolved(id.module, item, &path, why),
            }
        }
        for (file, line, message) in &self.tree.broken {
            self.unresolved.push(Unresolved {
                file: file.clone(),
                line: *line,
                item: String::new(),
                why: format!("no Rust that can be parsed: {message}"),
            });
        }
        let place = |it: &Endpoint| it.operation.evidence.first().map(|it| (it.page.clone(), it.line));
        self.endpoints.sort_by(|a, b| {
            place(a)
                .cmp(&place(b))
                .then_with(|| a.operation.path.cmp(&b.operation.path))
                .then_with(|| a.operation.method.cmp(&b.operation.method))
        });
        self.unresolved.sort();
        self.unresolved.dedup();
        Recognised { endpoints: self.endpoints, unresolved: self.unresolved }
    }
}
