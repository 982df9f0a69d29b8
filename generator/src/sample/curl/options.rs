//! What curl's options do to a request: `options.txt`, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What an option means for the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing, and it takes no argument.
    Flag,
    /// Nothing, but it takes an argument.
    Argument,
    /// What a sample cannot show is sent; no argument.
    UnreadFlag(&'static str),
    /// What a sample cannot show is sent; it takes an argument.
    Unread(&'static str),
    Method,
    Header,
    /// A header by its own option.
    NamedHeader(&'static str),
    Bearer,
    Range,
    Cookie,
    User,
    Url,
    /// Data of which each is encoded goes into the URL.
    Query,
    /// `@name` is a file.
    Data,
    /// Data as it is.
    Raw,
    Encoded,
    Json,
    Form,
    FormString,
    /// The data goes into the URL.
    Get,
    /// Brackets in a URL are characters of it.
    Literal,
    Head,
    Upload,
    /// The options of another request follow.
    Next,
}

impl Meaning {
    /// Reads the last column of the table.
    fn read(text: &'static str) -> Option<Self> {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        Some(match word {
            "flag" => Self::Flag,
            "value" => Self::Argument,
            "unread-flag" => Self::UnreadFlag(rest),
            "unread" => Self::Unread(rest),
            "method" => Self::Method,
            "header" => Self::Header,
            "named" => Self::NamedHeader(rest),
            "bearer" => Self::Bearer,
            "range" => Self::Range,
            "cookie" => Self::Cookie,
            "user" => Self::User,
            "url" => Self::Url,
            "query" => Self::Query,
            "data" => Self::Data,
            "raw" => Self::Raw,
            "encoded" => Self::Encoded,
            "json" => Self::Json,
            "form" => Self::Form,
            "form-string" => Self::FormString,
            "get" => Self::Get,
            "literal" => Self::Literal,
            "head" => Self::Head,
            "upload" => Self::Upload,
            "next" => Self::Next,
            _ => return None,
        })
    }

    /// Whether an argument follows.
    pub(super) fn takes_argument(self) -> bool {
        !matches!(
            self,
            Self::Flag | Self::UnreadFlag(_) | Self::Get | Self::Literal | Self::Head | Self::Next
        )
    }
}

/// The options by letter and by name.
struct CurlOptions {
    short: HashMap<char, Meaning>,
    long: HashMap<&'static str, Meaning>,
}

static OPTIONS: LazyLock<CurlOptions> = LazyLock::new(|| {
    let mut options = CurlOptions { short: HashMap::new(), long: HashMap::new() };
    for line in include_str!("options.txt").lines().filter(|line| !line.starts_with("//")) {
        let mut columns = line.splitn(3, ' ');
        let (letter, name) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        let Some(meaning) = columns.next().and_then(Meaning::read) else { continue };
        options.long.insert(name, meaning);
        if let Some(letter) = letter.chars().next().filter(|letter| *letter != '-') {
            options.short.insert(letter, meaning);
        }
    }
    options
});

/// The meaning of `-x`.
pub(super) fn short(letter: char) -> Option<Meaning> {
    OPTIONS.short.get(&letter).copied()
}

/// The meaning of `--name`: whole, negated, with its variables expanded, or cut short where one option alone begins so.
pub(super) fn long(name: &str) -> Option<Meaning> {
    let whole = name.strip_prefix("expand-").unwrap_or(name);
    let negated = || name.strip_prefix("no-").filter(|flag| OPTIONS.long.contains_key(flag));
    let known = OPTIONS.long.get(whole).copied();
    known.or_else(|| negated().map(|_| Meaning::Flag)).or_else(|| {
        const SHORTEST: usize = 3;
        let mut begun =
            OPTIONS.long.iter().filter(|(long, _)| name.len() >= SHORTEST && long.starts_with(name));
        let (_, meaning) = begun.next()?;
        begun.next().is_none().then_some(*meaning)
    })
}

/// Whether `line` begins as only a continued curl command does: with an option, or with a quoted URL or body.
pub(super) fn continues(line: &str) -> bool {
    if ["'http", "\"http", "'{", "'["].iter().any(|start| line.starts_with(start)) {
        return true;
    }
    let Some(dashed) = line.strip_prefix(['-', '–', '—']) else { return false };
    let name = |text: &str| -> String {
        text.chars().take(24).take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect()
    };
    match dashed.strip_prefix('-') {
        Some(text) => long(&name(text)).is_some(),
        None => {
            let mut chars = dashed.chars();
            let known = chars.next().is_some_and(|letter| short(letter).is_some());
            let word = name(dashed);
            known
                && (word.len() == 1
                    || long(&word).is_some()
                    || word.chars().all(|c| short(c).is_some() || c.is_uppercase()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Meaning, long, short};

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("options.txt").lines().filter(|line| !line.starts_with("//"));
        let mut count = 0;
        for line in lines {
            let columns: Vec<&str> = line.splitn(3, ' ').collect();
            let meaning = Meaning::read(columns[2]).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(long(columns[1]), Some(meaning), "{line}");
            let letter = columns[0].chars().next().unwrap();
            assert!(letter == '-' || short(letter) == Some(meaning), "{line}");
            count += 1;
        }
        assert!(count > 260, "{count}");
    }

    #[test]
    fn a_name_may_be_negated_or_cut_short() {
        assert_eq!(long("no-silent"), Some(Meaning::Flag));
        assert_eq!(long("req"), None, "request and request-target begin so");
        assert_eq!(long("data-ur"), Some(Meaning::Encoded));
        assert_eq!(long("expand-url"), Some(Meaning::Url));
        assert_eq!(long("unheard-of"), None);
    }
}
