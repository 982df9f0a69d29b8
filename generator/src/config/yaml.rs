//! Text of YAML to types, and what is wrong with it to words: the only user of serde_yaml.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};

use crate::source::{File, Position};

/// What is wrong in a text of YAML, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// Where.
    pub at: Position,
    /// What was found, and what was expected.
    pub message: String,
}

impl fmt::Display for YamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.message)
    }
}

/// Reads YAML into a type.
///
/// # Errors
/// When it is not YAML, or not of that type. An unknown key is reported with the nearest known one.
pub(crate) fn yaml<T: DeserializeOwned>(text: &str) -> Result<T, YamlError> {
    // a mark of some editors; no library takes it
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(at) = too_deep(text) {
        let message = format!("lists in lists more than {DEEPEST} deep; no configuration has that");
        return Err(YamlError { at: File::new("", text).position(at), message });
    }
    serde_yaml::from_str(text).map_err(|error| {
        let at = error.location().map(|at| Position { line: at.line(), column: at.column() });
        let message = error.to_string();
        // the library ends its messages with the place, which is kept apart here
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(before, _)| before);
        let message = unknown(message).unwrap_or_else(|| message.to_owned());
        YamlError { at: at.unwrap_or(Position { line: 1, column: 1 }), message }
    })
}

/// Brackets within brackets beyond which a text is not read: the parser takes the square of their number.
const DEEPEST: usize = 64;

/// Where a text has more open brackets than that.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let deep = |c: char| {
        depth = match c {
            '[' | '{' => depth + 1,
            ']' | '}' => depth.saturating_sub(1),
            _ => depth,
        };
        depth > DEEPEST
    };
    text.find(deep)
}

/// Words an unknown key, or an unknown value of a list of them, with the nearest known one.
fn unknown(message: &str) -> Option<String> {
    let of = |start: &str| Some(message.split_once(start)?.1);
    let (what, after) = match of("unknown field `") {
        Some(after) => ("key", after),
        None => ("value", of("unknown variant `")?),
    };
    let (found, after) = after.split_once('`')?;
    let known: Vec<&str> = after.split('`').skip(1).step_by(2).collect();
    let nearest = known.iter().min_by_key(|name| strsim::osa_distance(found, name))?;
    Some(format!("unknown {what} `{found}`; the nearest is `{nearest}`, known are: {}", known.join(", ")))
}

/// The scalar that a top-level key of a text of YAML has, the last one where it occurs twice. Only what is at the key is
/// read: the rest may be no YAML.
pub(crate) fn yaml_scalar(text: &str, key: &str) -> Option<String> {
    let quotes = ['"', '\''];
    let is_key = |line: &str| {
        let name = || line.split_once(':').map(|(name, _)| name.trim_end().trim_matches(quotes));
        line.trim_start_matches(quotes).starts_with(key) && name() == Some(key)
    };
    // from the last line on; what belongs to the value is indented
    let (mut start, mut end) = (text.len(), text.len());
    let line = text.split_inclusive('\n').rev().find(|line| {
        start -= line.len();
        let found = is_key(line);
        if !found && line.starts_with(|c: char| !c.is_whitespace()) {
            end = start;
        }
        found
    })?;
    let entry = text.get(start..end)?;
    if let Some(value) = plain_scalar(entry) {
        return Some(value.to_owned());
    }
    let one = |text: &str| {
        let map = || serde_yaml::from_str::<BTreeMap<String, serde_yaml::Value>>(text).ok();
        too_deep(text).is_none().then(map).flatten()?.into_values().next()
    };
    match one(entry).or_else(|| one(line))? {
        serde_yaml::Value::String(text) => Some(text),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        serde_yaml::Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The value of a `key: words` of one line that is plainly text: several words of letters and digits, as a title's or an
/// identifier's. Most are, and a reader of YAML makes much ado of each.
fn plain_scalar(entry: &str) -> Option<&str> {
    let (key, value) = entry.trim_ascii_end().split_once(": ")?;
    let value = value.trim_start_matches(' ');
    let is_plain = |c: char| c.is_alphanumeric() || " -.,()/_’'\u{a0}".contains(c);
    let is_sentence = value.starts_with(char::is_alphabetic) && value.contains([' ', '-']);
    // a number has one `-` behind its first digit at most
    let is_identifier = value.starts_with(char::is_alphanumeric) && value.matches('-').count() > 1;
    ((is_sentence || is_identifier) && key.chars().all(is_plain) && value.chars().all(is_plain))
        .then_some(value)
}

/// Reads a mapping in the order it is written. A key that occurs twice is an error.
pub(super) fn ordered<'de, V: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(String, V)>, D::Error> {
    struct PairsVisitor<V>(PhantomData<V>);
    impl<'de, V: Deserialize<'de>> Visitor<'de> for PairsVisitor<V> {
        type Value = Vec<(String, V)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a mapping")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs: Vec<(String, V)> = Vec::new();
            while let Some((key, value)) = map.next_entry::<String, V>()? {
                if pairs.iter().any(|(known, _)| *known == key) {
                    return Err(A::Error::custom(format_args!("duplicate entry with key {key:?}")));
                }
                pairs.push((key, value));
            }
            Ok(pairs)
        }
    }
    deserializer.deserialize_map(PairsVisitor(PhantomData))
}

/// Reads a mapping in which no key occurs twice.
pub(super) fn unique<'de, V: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, V>, D::Error> {
    Ok(ordered(deserializer)?.into_iter().collect())
}

/// The same, of such mappings.
pub(super) fn uniques<'de, V: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, BTreeMap<String, V>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent, bound = "V: Deserialize<'de>")]
    struct Unique<V>(#[serde(deserialize_with = "unique")] BTreeMap<String, V>);
    let all: BTreeMap<String, Unique<V>> = unique(deserializer)?;
    Ok(all.into_iter().map(|(key, Unique(value))| (key, value)).collect())
}

/// Reads a list; a key without a value has an empty one.
pub(super) fn list<'de, V: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<V>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}
