//! What was found, for people and for programs. Sees facts, findings and changes, never Markdown.

pub mod changes;
pub mod findings;
pub mod inspect;

use crate::source::File;

/// The files that findings point into, by name.
#[derive(Debug, Default)]
pub struct Files<'a>(Vec<&'a File>);

impl<'a> Files<'a> {
    /// The files of some pages.
    pub fn new(files: impl IntoIterator<Item = &'a File>) -> Self {
        Self(files.into_iter().collect())
    }

    /// The file of a name.
    pub fn get(&self, name: &str) -> Option<&'a File> {
        self.0.iter().find(|file| file.name == name).copied()
    }
}
