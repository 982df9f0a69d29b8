//! How an object is written: its properties in order, without those that are absent.
//!
//! What the macros write for a type is the list of its properties. All else is here, once for all types.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::extra::Extra;
use super::text::Text;

/// What can be written as a property by `M`.
pub trait Entry<M: SerializeMap> {
    /// Writes it under its name, unless it is absent.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write(&self, name: &'static str, to: &mut M) -> Result<(), M::Error>;
}

impl<T: Serialize, M: SerializeMap> Entry<M> for T {
    fn write(&self, name: &'static str, to: &mut M) -> Result<(), M::Error> {
        to.serialize_entry(name, self)
    }
}

/// A property that is not written where there is none.
#[derive(Debug)]
pub struct Optional<'a, T>(pub &'a Option<T>);

impl<T: Entry<M>, M: SerializeMap> Entry<M> for Optional<'_, T> {
    fn write(&self, name: &'static str, to: &mut M) -> Result<(), M::Error> {
        self.0.as_ref().map_or(Ok(()), |value| value.write(name, to))
    }
}

/// The same, as text.
#[derive(Debug)]
pub struct OptionalText<'a, T>(pub &'a Option<T>);

impl<T: std::fmt::Display, M: SerializeMap> Entry<M> for OptionalText<'_, T> {
    fn write(&self, name: &'static str, to: &mut M) -> Result<(), M::Error> {
        self.0.as_ref().map_or(Ok(()), |value| Text(value).write(name, to))
    }
}

/// Writes an object of these properties, and of those that the docs do not know.
///
/// # Errors
/// Those of the serializer.
pub fn object<S: Serializer>(
    to: S,
    properties: &[(&'static str, &dyn Entry<S::SerializeMap>)],
    extra: Option<&Extra>,
) -> Result<S::Ok, S::Error> {
    let mut object = to.serialize_map(None)?;
    for (name, property) in properties {
        property.write(name, &mut object)?;
    }
    for (name, value) in extra.iter().flat_map(|extra| extra.iter()) {
        object.serialize_entry(name, value)?;
    }
    object.end()
}

/// How an object is written: in the order of its fields, without those that are absent.
#[doc(hidden)]
#[macro_export]
macro_rules! __serialize {
    ($name:ident { $($mode:ident $field:ident $(as $wire:literal)?,)* } $($extra:ident)?) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::write::object(
                    to,
                    &[$(($crate::__wire!($field $($wire)?), $crate::__entry!($mode &self.$field))),*],
                    $crate::__extra_slot!($(&self.$extra)?),
                )
            }
        }
    };
}

/// A field as it is written.
#[doc(hidden)]
#[macro_export]
macro_rules! __entry {
    (optional $value:expr) => {
        &$crate::runtime::write::Optional($value)
    };
    (optional_list $value:expr) => {
        &$crate::runtime::write::Optional($value)
    };
    (optional_any $value:expr) => {
        &$crate::runtime::write::Optional($value)
    };
    (optional_null $value:expr) => {
        &$crate::runtime::write::Optional($value)
    };
    (optional_null_list $value:expr) => {
        &$crate::runtime::write::Optional($value)
    };
    (optional_text $value:expr) => {
        &$crate::runtime::write::OptionalText($value)
    };
    (text $value:expr) => {
        &$crate::runtime::text::Text($value)
    };
    (fixed_text $value:expr) => {
        &$crate::runtime::text::Text($value)
    };
    ($mode:ident $value:expr) => {
        $value
    };
}

/// The name of a field as it is sent.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $wire:literal) => {
        $wire
    };
}
