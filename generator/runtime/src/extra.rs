//! Members of a JSON object that the docs do not describe.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::json::{show, wipe};

/// A JSON object of members that the docs do not describe, in the order they were read or inserted.
///
/// Flattened into a struct it keeps what the struct has no field for; as the untagged variant of an enum it keeps
/// what no other variant reads. As its values may be credentials, `Debug` shows only the keys and the kinds of
/// values, and strings are wiped on drop.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Extra(Map<String, Value>);

impl Extra {
    /// No members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member, or replaces the value of one that is there: that value is returned.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0.insert(name.into(), value.into())
    }

    /// The value of a member, if it is there.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(&self.0, f)
    }
}

impl Drop for Extra {
    fn drop(&mut self) {
        self.0.values_mut().for_each(wipe);
    }
}
