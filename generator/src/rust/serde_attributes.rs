//! What `#[serde(..)]` says of a type, a field or a variant, for one direction.

use syn::{Attribute, Meta, Type};

use super::{literal, nesting};

/// Which way a value goes: a request is serialized, a response deserialized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Direction {
    Sent,
    Received,
}

/// What attributes say.
#[derive(Clone, Default)]
pub(super) struct SerdeAttributes {
    pub(super) rename: Option<String>,
    pub(super) rename_all: Option<String>,
    pub(super) rename_all_fields: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) skip: bool,
    pub(super) skip_if: bool,
    pub(super) default: bool,
    pub(super) flatten: bool,
    pub(super) transparent: bool,
    pub(super) untagged: bool,
    pub(super) other: bool,
    pub(super) tag: Option<String>,
    pub(super) content: Option<String>,
    /// The type that it is read from, or written as.
    pub(super) as_type: Option<Type>,
    /// Whether code by hand reads or writes it.
    pub(super) by_hand: bool,
}

impl SerdeAttributes {
    /// Reads attributes.
    pub(super) fn of(attributes: &[Attribute], direction: Direction) -> Self {
        let mut all = Self::default();
        for meta in literal::expanded(attributes) {
            if meta.path().is_ident("serde") {
                literal::inner(&meta).iter().for_each(|meta| all.add(meta, direction));
            } else if meta.path().segments.last().is_some_and(|it| it.ident == "serde_as") {
                all.by_hand = true;
            }
        }
        all
    }

    fn add(&mut self, meta: &Meta, direction: Direction) {
        let Some(name) = meta.path().get_ident().map(ToString::to_string) else { return };
        let (sent, received) = (direction == Direction::Sent, direction == Direction::Received);
        match name.as_str() {
            "rename" => self.rename = text(meta, direction),
            "rename_all" => self.rename_all = text(meta, direction),
            "rename_all_fields" => self.rename_all_fields = text(meta, direction),
            "alias" => self.aliases.extend(text(meta, direction)),
            "skip" => self.skip = true,
            "skip_serializing" => self.skip |= sent,
            "skip_deserializing" => self.skip |= received,
            "skip_serializing_if" => self.skip_if = true,
            "default" => self.default = true,
            "flatten" => self.flatten = true,
            "transparent" => self.transparent = true,
            "untagged" => self.untagged = true,
            "other" => self.other = true,
            "tag" => self.tag = text(meta, direction),
            "content" => self.content = text(meta, direction),
            "with" => self.by_hand = true,
            "serialize_with" | "getter" => self.by_hand |= sent,
            "deserialize_with" => self.by_hand |= received,
            "into" if sent => self.as_type = text(meta, direction).and_then(|it| nesting::parsed(&it)),
            "from" | "try_from" if received => {
                self.as_type = text(meta, direction).and_then(|it| nesting::parsed(&it));
            }
            _ => {}
        }
    }
}

/// The text of `name = "text"`, or of the direction in `name(serialize = "a", deserialize = "b")`.
fn text(meta: &Meta, direction: Direction) -> Option<String> {
    match meta {
        Meta::NameValue(it) => literal::text(&it.value),
        Meta::List(_) => {
            let wanted = if direction == Direction::Sent { "serialize" } else { "deserialize" };
            literal::inner(meta)
                .iter()
                .find(|it| it.path().is_ident(wanted))
                .and_then(|it| text(it, direction))
        }
        Meta::Path(_) => None,
    }
}

/// A name by the rule of a `rename_all`. Fields are in snake case, variants in Pascal case.
pub(super) fn renamed(name: &str, rule: Option<&str>, is_variant: bool) -> String {
    let Some(rule) = rule else { return name.to_owned() };
    let words: Vec<String> = if is_variant {
        // serde parts variants before each capital letter
        name.chars().fold(Vec::new(), |mut words: Vec<String>, c| {
            match words.last_mut().filter(|_| !c.is_uppercase()) {
                Some(word) => word.push(c),
                None => words.push(c.to_lowercase().collect()),
            }
            words
        })
    } else {
        name.split('_').map(str::to_owned).collect()
    };
    let capital = |word: &String| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    let pascal = || words.iter().map(capital).collect::<String>();
    match rule {
        "lowercase" => name.to_lowercase(),
        "UPPERCASE" => name.to_uppercase(),
        "PascalCase" => pascal(),
        "camelCase" => {
            let pascal = pascal();
            let mut letters = pascal.chars();
            let first = letters.next().map(|first| first.to_lowercase().collect::<String>());
            first.unwrap_or_default() + letters.as_str()
        }
        "snake_case" => words.join("_"),
        "SCREAMING_SNAKE_CASE" => words.join("_").to_uppercase(),
        "kebab-case" => words.join("-"),
        "SCREAMING-KEBAB-CASE" => words.join("-").to_uppercase(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn names_follow_serde() {
        for (name, rule, is_variant, expected) in [
            ("FastForward", "snake_case", true, "fast_forward"),
            ("FastForward", "kebab-case", true, "fast-forward"),
            ("FastForward", "camelCase", true, "fastForward"),
            ("FastForward", "lowercase", true, "fastforward"),
            ("key_bits", "camelCase", false, "keyBits"),
            ("key_bits", "PascalCase", false, "KeyBits"),
            ("key_bits", "kebab-case", false, "key-bits"),
            ("key_bits", "SCREAMING_SNAKE_CASE", false, "KEY_BITS"),
            ("HTTPCode", "snake_case", true, "h_t_t_p_code"),
        ] {
            assert_eq!(renamed(name, Some(rule), is_variant), expected);
        }
    }
}
