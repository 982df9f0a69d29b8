//! Numbers that must not be seen.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::number::Number;
use super::parameter::ParameterValue;
use super::secret::Secret;

/// A number that is wiped from memory when dropped, and printed by nothing, such as a one-time code.
///
/// It is written to JSON as the plain number, digit by digit. What an HTTP stack or a JSON parser copies is out of reach.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretNumber(Secret);

impl SecretNumber {
    /// Its digits. Whoever asks for them keeps them out of logs.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl From<Number> for SecretNumber {
    fn from(number: Number) -> Self {
        Self(Secret::from(number.into_text()))
    }
}

macro_rules! whole {
    ($($ty:ty),*) => {
        $(impl From<$ty> for SecretNumber {
            fn from(number: $ty) -> Self {
                Self(Secret::from(number.to_string()))
            }
        })*
    };
}

whole!(i32, i64, u32, u64);

impl fmt::Debug for SecretNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretNumber(…)")
    }
}

impl Serialize for SecretNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.expose().to_owned()).map_err(ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SecretNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Zeroizing::new(Box::<RawValue>::deserialize(deserializer)?.get().to_owned());
        // the error says nothing of what was there
        raw.parse::<Number>().map(Self::from).map_err(|_| de::Error::custom("a number was expected"))
    }
}

impl ParameterValue for SecretNumber {
    fn texts(&self) -> Option<Vec<Secret>> {
        Some(vec![self.0.clone()])
    }

    fn unset() -> Self {
        Self::from(0)
    }
}
