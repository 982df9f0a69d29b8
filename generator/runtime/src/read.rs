//! How an object is read: each property into its slot, in whatever order they come.
//!
//! What the macros write for a type is the list of its slots. All else is here, once for all types: to check that is a
//! quarter of the work that a derived `Deserialize` for each of them is.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::extra::Extra;
use super::text::Text;

/// An object that is read property by property.
pub trait SlottedObject: Sized {
    /// What an error says was expected.
    const EXPECTED: &'static str;

    /// Reads the properties.
    ///
    /// # Errors
    /// One is missing, there twice, or not of its type.
    fn read<'de, A: MapAccess<'de>>(properties: A) -> Result<Self, A::Error>;
}

/// Reads an object.
///
/// # Errors
/// It is none, or a property is missing, there twice, or not of its type.
pub fn object<'de, T: SlottedObject, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_map(SlottedVisitor(PhantomData))
}

struct SlottedVisitor<T>(PhantomData<T>);

impl<'de, T: SlottedObject> Visitor<'de> for SlottedVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, properties: A) -> Result<T, A::Error> {
        T::read(properties)
    }
}

/// The value of a property, until all of them are there.
pub struct Slot<'de, T, A: MapAccess<'de>> {
    /// What was read, or what stands for a property that is absent: there after [`properties`].
    pub value: Option<T>,
    absent: Option<T>,
    /// A function, so that every kind of property has a slot of the same type.
    read: fn(&mut A) -> Result<T, A::Error>,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, T, A: MapAccess<'de>> Slot<'de, T, A> {
    fn new(absent: Option<T>, read: fn(&mut A) -> Result<T, A::Error>) -> Self {
        Self { value: None, absent, read, lifetime: PhantomData }
    }
}

/// The slot of a property that has to be there.
pub fn required<'de, T: Deserialize<'de>, A: MapAccess<'de>>() -> Slot<'de, T, A> {
    Slot::new(None, A::next_value)
}

/// The slot of one that may be absent, which is the same as `null`.
pub fn optional<'de, T: Deserialize<'de>, A: MapAccess<'de>>() -> Slot<'de, Option<T>, A> {
    Slot::new(Some(None), A::next_value)
}

/// The slot of one that may be absent, which is not the same as `null`.
pub fn present<'de, T: Deserialize<'de>, A: MapAccess<'de>>() -> Slot<'de, Option<T>, A> {
    Slot::new(Some(None), |properties| properties.next_value().map(Some))
}

/// The slot of one that has to be there, as a string.
pub fn textual<'de, T: FromStr, A: MapAccess<'de>>() -> Slot<'de, T, A> {
    Slot::new(None, |properties| properties.next_value().map(|Text(value)| value))
}

/// The slot of one that is a string, or absent, or `null`.
pub fn optional_textual<'de, T: FromStr, A: MapAccess<'de>>() -> Slot<'de, Option<T>, A> {
    let read = |properties: &mut A| Ok(properties.next_value::<Option<Text<T>>>()?.map(|Text(value)| value));
    Slot::new(Some(None), read)
}

/// A slot that `A` fills, whatever it holds.
pub trait Fill<A> {
    /// What reading may give.
    type Error;

    /// Reads the value.
    ///
    /// # Errors
    /// There is one already, or it is not of its type.
    fn fill(&mut self, name: &'static str, properties: &mut A) -> Result<(), Self::Error>;

    /// Sets what stands for a property that is absent.
    ///
    /// # Errors
    /// It has to be there.
    fn end(&mut self, name: &'static str) -> Result<(), Self::Error>;
}

impl<'de, T, A: MapAccess<'de>> Fill<A> for Slot<'de, T, A> {
    type Error = A::Error;

    fn fill(&mut self, name: &'static str, properties: &mut A) -> Result<(), A::Error> {
        if self.value.is_some() {
            return Err(A::Error::duplicate_field(name));
        }
        self.value = Some((self.read)(properties)?);
        Ok(())
    }

    fn end(&mut self, name: &'static str) -> Result<(), A::Error> {
        if self.value.is_none() {
            self.value = Some(self.absent.take().ok_or_else(|| A::Error::missing_field(name))?);
        }
        Ok(())
    }
}

/// A slot and the name of its property.
pub type Named<'a, A, E> = (&'static str, &'a mut dyn Fill<A, Error = E>);

/// Reads all properties into their slots, and those that have none into `extra`.
///
/// # Errors
/// A property is missing, there twice, or not of its type.
pub fn properties<'de, A: MapAccess<'de>>(
    mut properties: A,
    slots: &mut [Named<'_, A, A::Error>],
    mut extra: Option<&mut Extra>,
) -> Result<(), A::Error> {
    let names: Vec<&'static str> = slots.iter().map(|(name, _)| *name).collect();
    while let Some(key) = properties.next_key_seed(SlotNames { names: &names, keeps: extra.is_some() })? {
        match (key, &mut extra) {
            (Key::Slot(index), _) => {
                if let Some((name, slot)) = slots.get_mut(index) {
                    slot.fill(name, &mut properties)?;
                }
            }
            (Key::Other(name), Some(extra)) => {
                extra.insert(name, properties.next_value::<Value>()?);
            }
            (Key::Other(_), None) => {
                properties.next_value::<IgnoredAny>()?;
            }
        }
    }
    slots.iter_mut().try_for_each(|(name, slot)| slot.end(name))
}

/// The error of a type whose slots have no value after all.
pub fn incomplete<E: Error>() -> E {
    E::custom("a property is missing")
}

/// Whose key it is.
enum Key {
    /// The property's at this index.
    Slot(usize),
    /// None's that has a slot; empty where it is not kept.
    Other(String),
}

/// Reads a key.
#[derive(Clone, Copy)]
struct SlotNames<'a> {
    names: &'a [&'static str],
    keeps: bool,
}

impl<'de> DeserializeSeed<'de> for SlotNames<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Key, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for SlotNames<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(match self.names.iter().position(|name| *name == key) {
            Some(index) => Key::Slot(index),
            None => Key::Other(if self.keeps { key.to_owned() } else { String::new() }),
        })
    }
}

/// How an object is read: whatever the order of its properties. What it has in brackets is no property, and unset.
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($name:ident [$($unset:ident)*] { $($mode:ident $field:ident $(as $wire:literal)?,)* } $($extra:ident)?) => {
        impl $crate::runtime::read::SlottedObject for $name {
            const EXPECTED: &'static str = concat!("struct ", stringify!($name));

            #[allow(clippy::disallowed_names)]
            fn read<'de, A: ::serde::de::MapAccess<'de>>(properties: A) -> Result<Self, A::Error> {
                $(let mut $field = $crate::__slot!($mode);)*
                $(let mut $extra = $crate::runtime::Extra::new();)?
                $crate::runtime::read::properties(
                    properties,
                    &mut [$(($crate::__wire!($field $($wire)?), &mut $field)),*],
                    $crate::__extra_slot!($(&mut $extra)?),
                )?;
                match ($($field.value,)*) {
                    ($(Some($field),)*) => Ok(Self {
                        $($unset: $crate::runtime::unset(),)*
                        $($field,)*
                        $($extra,)?
                    }),
                    // an object without properties always has all of them
                    #[allow(unreachable_patterns)]
                    _ => Err($crate::runtime::read::incomplete()),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::runtime::read::object(from)
            }
        }
    };
}

/// The slot of a field while its object is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __slot {
    (optional) => {
        $crate::runtime::read::optional()
    };
    (optional_list) => {
        $crate::runtime::read::optional()
    };
    (optional_any) => {
        $crate::runtime::read::present()
    };
    (optional_null) => {
        $crate::runtime::read::present()
    };
    (optional_null_list) => {
        $crate::runtime::read::present()
    };
    (nullable) => {
        $crate::runtime::read::optional()
    };
    (text) => {
        $crate::runtime::read::textual()
    };
    (fixed_text) => {
        $crate::runtime::read::textual()
    };
    (optional_text) => {
        $crate::runtime::read::optional_textual()
    };
    ($mode:ident) => {
        $crate::runtime::read::required()
    };
}

/// Where properties are kept that the docs do not know.
#[doc(hidden)]
#[macro_export]
macro_rules! __extra_slot {
    () => {
        None
    };
    ($extra:expr) => {
        Some($extra)
    };
}
