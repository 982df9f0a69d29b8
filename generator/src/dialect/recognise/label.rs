//! What a label may say of what follows it.

use crate::dialect::facts::field::{FieldLocation, Requirement};

/// What a label says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::dialect) struct Label {
    pub answers: bool,
    pub errors: bool,
    pub sends: bool,
    pub parameters: bool,
    /// Fields of one or the other.
    pub fields: bool,
    /// Whether these are what a thing has, and no word says that they are sent.
    pub held: bool,
    pub objects: bool,
    /// Whether it is of several objects, which have headings of their own below it: `Models`.
    pub of_objects: bool,
    /// Whether it is of what a program is given: `Command line parameters`. It says nothing else then.
    pub of_program: bool,
    /// The line that names the operation.
    pub lines: bool,
    pub examples: bool,
    pub place: Option<FieldLocation>,
    /// Whether they are in the URL, wherever there.
    pub in_url: bool,
    pub requirement: Requirement,
    /// Whether it says of what follows whether it is required, and nothing else: `Required:`.
    pub is_bare: bool,
    pub status: Option<u16>,
    /// The method that it names: `Sample LIST response`.
    pub method: Option<String>,
    /// What the fields are of, where the label names it.
    pub subject: Option<String>,
}

impl Label {
    /// Whether it says anything of an API.
    pub fn is_role(&self) -> bool {
        !self.of_program && *self != Self::default()
    }

    /// Whether what follows is answered, or sent; none where it says neither.
    pub fn is_answered(&self) -> Option<bool> {
        if self.answers || self.errors || self.status.is_some() {
            Some(true)
        } else if self.sends || self.parameters {
            Some(false)
        } else {
            None
        }
    }

    /// Whether it says nothing but that fields follow.
    pub fn is_of_fields_only(&self) -> bool {
        let says_more = self.lines || self.examples || self.place.is_some() || self.is_answered().is_some();
        (self.fields || self.objects) && !says_more
    }

    /// Whether it announces fields.
    pub fn announces_fields(&self) -> bool {
        self.parameters || self.fields || self.place.is_some() || self.in_url || self.sends || self.objects
    }
}
