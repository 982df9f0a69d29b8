//! A crate's source, as it is unpacked from a registry, read into the operations that it calls: methods, path templates,
//! parameters, bodies and responses in the model's own types, with evidence by file and line.
//!
//! Nothing is built or run, and no crate is known by name. What cannot be read is never guessed: it is an [`Unresolved`]
//! with its reason. Knows no documentation.

mod doc;
mod endpoint;
mod enum_texts;
mod envelopes;
mod folder;
mod function;
mod known_types;
mod literal;
mod nesting;
mod pair_names;
mod pairs;
mod public;
mod pushes;
mod request_type;
mod resolve;
mod route;
mod scope;
mod serde_attributes;
mod styles;
mod syntax;
mod texts;
mod tree;
mod wire;

use std::path::Path;

pub use endpoint::{Endpoint, RequestField, RequestType, Sends, Unresolved};
pub use folder::CrateError;

use crate::source::File;

/// What a crate calls, as its source says.
#[derive(Debug)]
pub struct CrateRead {
    /// Its name, as its manifest has it.
    pub name: String,
    /// Its version, as its manifest has it; empty where that is inherited.
    pub version: String,
    /// Its files, called as they are below its folder.
    pub files: Vec<File>,
    /// The operations that it calls, by file and line.
    pub endpoints: Vec<Endpoint>,
    /// Objects that wrap answers: the properties of generic types that hold the answer proper.
    pub envelopes: Vec<String>,
    /// What could not be read, by file and line.
    pub unresolved: Vec<Unresolved>,
}

/// Reads the crate in `folder`.
///
/// # Errors
/// When there is no manifest and no root file, when a path leads out of the folder, or when a file cannot be read.
pub fn read(folder: &Path) -> Result<CrateRead, CrateError> {
    nesting::with_stack(|| in_stack(folder))
}

fn in_stack(folder: &Path) -> Result<CrateRead, CrateError> {
    let sources = folder::read(folder)?;
    let (name, version) = (sources.manifest.name.clone(), sources.manifest.version.clone());
    let tree = tree::Tree::of(&sources);
    let found = styles::recognise(&tree, &name);
    Ok(CrateRead {
        name,
        version,
        envelopes: envelopes::envelopes(&tree),
        endpoints: found.endpoints,
        unresolved: found.unresolved,
        files: sources.into_files(),
    })
}
