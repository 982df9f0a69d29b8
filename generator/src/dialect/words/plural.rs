//! One of a plural: what a library knows of English, and the names of machines that it takes for plurals.

use crate::dialect::words::words_of;

/// Words that end like plurals and are none, or that have no other form in APIs; in the order of their bytes.
const UNCHANGED: &[&str] = &[
    "analytics",
    "atlas",
    "bias",
    "chaos",
    "cors",
    "css",
    "data",
    "dns",
    "gps",
    "https",
    "ios",
    "js",
    "lens",
    "media",
    "nas",
    "news",
    "ops",
    "os",
    "pos",
    "rss",
    "saas",
    "series",
    "sms",
    "species",
    "sys",
    "tls",
    "vps",
];

/// Words of which one and many have one form.
const BOTH: &[&str] = &["series", "species", "sheep"];

/// What the library would make something else of.
const IRREGULAR: &[(&str, &str)] = &[
    ("axes", "axis"),
    ("biases", "bias"),
    ("caches", "cache"),
    ("headaches", "headache"),
    ("lenses", "lens"),
];

/// One of a plural; what is none stays as it is.
pub fn singular(word: &str) -> String {
    let Some(last) = words_of(word).pop() else { return word.to_owned() };
    const SHORTEST: usize = 3;
    let start = word.len().saturating_sub(last.len());
    let (head, tail) = word.split_at_checked(start).unwrap_or(("", word));
    if last.len() < SHORTEST || !last.is_ascii() || UNCHANGED.binary_search(&last.as_str()).is_ok() {
        return word.to_owned();
    }
    match IRREGULAR.iter().find(|(plural, _)| *plural == last) {
        Some((_, one)) if tail == last => format!("{head}{one}"),
        // the letters that both have keep their case
        Some((plural, one)) => {
            let same = plural.bytes().zip(one.bytes()).take_while(|(a, b)| a == b).count();
            format!("{head}{}{}", tail.get(..same).unwrap_or_default(), one.get(same..).unwrap_or_default())
        }
        None => format!("{head}{}", pluralizer::pluralize(tail, 1, false)),
    }
}

/// Whether a word names several things.
pub fn is_plural(word: &str) -> bool {
    let last = words_of(word).pop().unwrap_or_default();
    singular(word) != word || BOTH.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::{IRREGULAR, UNCHANGED, is_plural, singular};

    #[test]
    fn words_are_found() {
        assert!(UNCHANGED.is_sorted());
        assert!(IRREGULAR.is_sorted());
    }

    #[test]
    fn one_of_several() {
        for (plural, expected) in [
            ("things", "thing"),
            ("launches", "launch"),
            ("boxes", "box"),
            ("classes", "class"),
            ("cases", "case"),
            ("categories", "category"),
            ("statuses", "status"),
            ("aliases", "alias"),
            ("movies", "movie"),
            ("caches", "cache"),
            ("analyses", "analysis"),
            ("indices", "index"),
            ("people", "person"),
            ("children", "child"),
            ("userAliases", "userAlias"),
            ("httpCaches", "httpCache"),
            ("file_caches", "file_cache"),
            ("APIKeys", "APIKey"),
            ("licenses", "license"),
            ("databases", "database"),
            ("vms", "vm"),
            ("ids", "id"),
        ] {
            assert_eq!(singular(plural), expected, "{plural}");
            assert!(is_plural(plural), "{plural}");
            assert_eq!(singular(expected), expected);
            assert!(!is_plural(expected), "{expected}");
        }
        for word in [
            "address", "status", "analysis", "s", "us", "dns", "access", "data", "progress", "größen", "",
            "_",
        ] {
            assert_eq!(singular(word), word);
            assert!(!is_plural(word), "{word}");
        }
        for word in ["series", "tvSeries"] {
            assert_eq!(singular(word), word);
            assert!(is_plural(word), "{word}");
        }
    }
}
