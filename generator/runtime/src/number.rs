//! Numbers that fit no type of Rust.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{self, Serialize, Serializer};
use serde_json::value::RawValue;

/// A number of any size and precision, kept digit by digit as JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(String);

/// A text that is no number of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is no number as JSON writes it")]
pub struct NotANumber;

impl Number {
    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let starts = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let is_number = starts && serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get() == text);
        if is_number { Ok(Self(text.to_owned())) } else { Err(NotANumber) }
    }
}

macro_rules! whole {
    ($($ty:ty),*) => {
        $(impl From<$ty> for Number {
            fn from(number: $ty) -> Self {
                Self(number.to_string())
            }
        })*
    };
}

whole!(i32, i64, i128, u32, u64, u128);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        raw.get().parse().map_err(|_| D::Error::custom("a number was expected"))
    }
}
