//! The name of a field at the beginning of a text: in code, in bold, behind `:param`, or a bare word.

use super::types;
use crate::dialect::Dialect;
use crate::dialect::words::fold;
use crate::markdown::{Text, notes_at_start, without_notes};
use crate::source::Span;

/// A name, where it is, and where in the text what follows it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Name {
    pub value: String,
    pub span: Span,
    pub end: usize,
    /// Whether marks set it off as a name: code or bold.
    pub is_marked: bool,
    /// Whether a `*` or a `?` says that it is required, or optional.
    pub required: Option<bool>,
    /// What it is given as: the `number` of `limit=<number>`, `limit: number`, `number limit`.
    pub given: Option<String>,
}

/// The name that a text begins with; a bare word counts where `bare` says so.
pub(in super::super) fn leading(text: &Text, bare: bool, dialect: &Dialect) -> Option<Name> {
    let whole = text.text.as_str();
    let (value, span, end, is_marked) = if let Some(rest) = whole.strip_prefix('`') {
        let code = text.codes.first()?;
        (code.text.as_str(), code.span.clone(), 1 + rest.find('`')? + 1, true)
    } else if let Some(strong) = text.strong.first().filter(|strong| strong.start == 0) {
        let inner = whole.get(strong.clone())?;
        let inner = inner.trim_matches('`').trim_end_matches(':');
        (inner, text.span.clone(), strong.end, true)
    } else if let Some(rest) = whole.strip_prefix(':').filter(|_| is_info_field(whole)) {
        // `:param string name: …`
        let (head, _) = rest.split_once(':')?;
        let value = head.split_whitespace().next_back()?;
        (value, text.span.clone(), 1 + head.len(), true)
    } else {
        let end =
            whole.find(|c: char| c.is_whitespace() || matches!(c, '(' | ',' | ';')).unwrap_or(whole.len());
        let word = whole.get(..end)?;
        let end = word.trim_end_matches(':').len();
        (word.get(..end)?, text.span.clone(), end, false)
    };
    if !is_marked && !bare {
        return None;
    }
    let (value, given) = with_type(value.trim_start_matches(['?', '&']), is_marked, dialect);
    let given = given.map(str::to_owned);
    // `[limit]`, `[limit=10]`
    let inner = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let optional = inner.filter(|inner| is_marked && !inner.contains(['[', ']']));
    let (value, required) = bare_name(optional.unwrap_or(value))?;
    let required = required.or(optional.map(|_| false));
    let rest = whole.get(end..).unwrap_or_default();
    // `` `name`*: … ``, `` `name` * (…) ``
    let star = match rest.trim_start().trim_start_matches('\\').strip_prefix('*') {
        Some(behind) if is_marked && (behind.is_empty() || behind.starts_with([':', ' '])) => {
            rest.len() - behind.len()
        }
        _ => 0,
    };
    let required = required.or((star > 0).then_some(true));
    let end = end + star;
    let end = end + notes_at_start(whole.get(end..).unwrap_or_default());
    Some(Name { value: value.to_owned(), span, end, is_marked, required, given })
}

/// A name, and the type that is before or behind it: `limit=<number>`, `limit=number`; in marks also `limit: number`,
/// `{number} limit`, `number limit`.
fn with_type<'t>(value: &'t str, is_marked: bool, dialect: &Dialect) -> (&'t str, Option<&'t str>) {
    const ENCLOSES: [(char, char); 3] = [('<', '>'), ('[', ']'), ('{', '}')];
    let enclosed = |given: &'t str| {
        ENCLOSES.iter().find_map(|(open, close)| given.strip_prefix(*open)?.strip_suffix(*close))
    };
    let is_kind = |given: &str| types::names_kind(given, dialect) && types::is_plain(given, dialect);
    let plain = |given: &'t str| Some(given).filter(|given| is_kind(given));
    if let Some((_, given)) = value.split_once('=') {
        return (value, enclosed(given).or_else(|| plain(given)));
    }
    if !is_marked {
        return (value, None);
    }
    if let Some((name, given)) = value.split_once(": ") {
        return (name, Some(given.trim()));
    }
    match value.split_once(' ') {
        Some((given, name)) if !name.contains(' ') => {
            let inner = given.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            match inner.or_else(|| plain(given)) {
                Some(given) => (name, Some(given)),
                None => (value, None),
            }
        }
        _ => (value, None),
    }
}

/// What a text calls something, without an article before it.
pub(in super::super) fn without_article<'t>(text: &'t str, dialect: &Dialect) -> &'t str {
    let (first, rest) = text.split_once(' ').unwrap_or_default();
    let is_article = dialect.operations.drop.iter().any(|word| *word == fold(first));
    if is_article { rest } else { text }
}

/// `:param x:`, `:query int x:`, `:<json string x:` of reStructuredText.
fn is_info_field(text: &str) -> bool {
    [":param", ":query", ":form", ":reqheader", ":<json", ":jsonparam", ":parameter"]
        .iter()
        .any(|it| text.starts_with(it))
}

/// A name without the marks around it; none where the words are no name.
pub(in super::super) fn bare_name(text: &str) -> Option<(&str, Option<bool>)> {
    let text = text.trim();
    let text = text.split_once('=').map_or(text, |(name, _)| name).trim();
    let text = without_notes(text);
    if let Some(rest) = behind_star(text) {
        return bare_name(rest).map(|(name, required)| (name, required.or(Some(true))));
    }
    // `name?*`: a footnote says more
    let unnoted = text.trim_end_matches(['*', '†', '\\']);
    let (text, required) = match unnoted.strip_suffix('?') {
        Some(rest) => (without_notes(rest), Some(false)),
        None => match text.trim_end_matches(['*', '†']) {
            rest if rest.len() != text.len() && !rest.is_empty() => (rest.trim_end_matches('\\'), Some(true)),
            _ => (text, None),
        },
    };
    let bare = unquoted(text.strip_prefix(':').unwrap_or(text).trim_end_matches(':'));
    let bare = bare.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(bare);
    let is_name_char = |c: char| c.is_alphanumeric() || "._-[]{}$@:#<>*/".contains(c);
    let is_name = !bare.is_empty()
        && bare.len() <= 120
        && bare.chars().all(is_name_char)
        && bare.chars().any(char::is_alphabetic)
        && !bare.starts_with(['/', '-', '.'])
        && !bare.contains("://");
    is_name.then_some((bare, required))
}

/// What is behind the star that a cell or a name begins with: `*name`, `` † `name` ``.
pub(in super::super) fn behind_star(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['*', '†'])?.trim_start();
    let begins = rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '`'));
    (begins && !rest.contains(['*', '/'])).then_some(rest)
}

/// A name without the quotation marks that it may have as a property of JSON has them.
pub(in super::super) fn unquoted(name: &str) -> &str {
    const QUOTES: [char; 6] = ['"', '\'', '“', '”', '‘', '’'];
    name.trim_matches(QUOTES)
}

/// Whether a word is the name of an HTTP method.
pub(in super::super) fn is_method(word: &str) -> bool {
    crate::sample::http::METHODS.contains(&word)
}
