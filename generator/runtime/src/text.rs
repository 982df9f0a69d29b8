//! For `#[serde(with = "…::text")]`: a value that JSON carries as a string, `true` as `"true"`, 1521 as `"1521"`.
//!
//! Errors say what was expected and never repeat what was found, which may be a secret.

use std::any::type_name;
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::ser::Serializer;
use zeroize::Zeroizing;

/// Writes `value` as the string that its `Display` makes.
///
/// # Errors
/// Only those of the serializer.
pub fn serialize<T: Display + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// A value that is written as the string that its `Display` makes.
#[derive(Debug)]
pub struct Text<'a, T>(pub &'a T);

impl<T: Display> serde::Serialize for Text<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// Reads a string and parses it as `T`.
///
/// # Errors
/// The value is no string, or its text is no `T`.
pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read(deserializer, &format!("a string that holds {}", type_name::<T>()), |text| text.parse().ok())
}

/// The same for a member that may be absent or `null`; with `#[serde(default, skip_serializing_if = …)]`.
pub mod option {
    use super::{Deserializer, Display, FromStr, PhantomData, Serializer, Visitor, fmt};

    /// Writes the string that `Display` makes, or `null`.
    ///
    /// # Errors
    /// Only those of the serializer.
    pub fn serialize<T: Display, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a string and parses it as `T`; `null` is `None`.
    ///
    /// # Errors
    /// The value is neither a string nor `null`, or its text is no `T`.
    pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(Optional(PhantomData))
    }

    struct Optional<T>(PhantomData<T>);

    impl<'de, T: FromStr> Visitor<'de> for Optional<T> {
        type Value = Option<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string or null")
        }

        fn visit_none<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
            super::deserialize(deserializer).map(Some)
        }
    }
}

/// Reads a string with `parse`. Errors say that `expected` was.
pub(super) fn read<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    expected: &str,
    parse: impl Fn(Zeroizing<String>) -> Option<T>,
) -> Result<T, D::Error> {
    // Any, for asked for a string a deserializer would itself quote the number or boolean that it found.
    deserializer.deserialize_any(Quoted { expected, parse })
}

struct Quoted<'a, F> {
    expected: &'a str,
    parse: F,
}

impl<F> Quoted<'_, F> {
    fn refuse<T, E: Error>(&self) -> Result<T, E> {
        Err(E::invalid_type(Unexpected::Other("another value"), &self.expected))
    }
}

impl<T, F: Fn(Zeroizing<String>) -> Option<T>> Visitor<'_> for Quoted<'_, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        (self.parse)(Zeroizing::new(text)).map_or_else(|| self.refuse(), Ok)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<T, E> {
        self.refuse()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<T, E> {
        self.refuse()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<T, E> {
        self.refuse()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<T, E> {
        self.refuse()
    }
}
