//! A value that JSON carries as a string, `true` as `"true"`, 1521 as `"1521"`.
//!
//! Errors say what was expected and never repeat what was found, which may be a secret.

use std::any::type_name;
use std::fmt::{self, Display};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};
use zeroize::Zeroizing;

/// A value that is written as the string that its `Display` makes, and read from one with `FromStr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<T>(pub T);

impl<T: Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Text<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        read(from, &format!("a string that holds {}", type_name::<T>()), |text| text.parse().ok().map(Self))
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
