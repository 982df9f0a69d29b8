//! Words of the docs made harmless: Markdown in which a page's text can be neither code, nor HTML, nor a link into
//! the crate, whatever it holds.
//!
//! Code spans stay code spans and links to `http(s)` stay links; every other mark is escaped, and characters that
//! cannot be seen are dropped. Knows only characters.

/// The longest text of a link, in bytes; what is longer is no link, but a bracket that was never meant as one.
const LONGEST: usize = 1000;

/// What parts the lines of a doc comment until they are printed: to parse each as an attribute of its own costs more. No
/// text of the docs has it: there control characters become blanks.
pub(in crate::emit) const BREAK: char = '\u{1}';

/// A piece of a line of text.
enum TextPiece {
    Text(String),
    Code(String),
    Link { text: String, url: String },
}

/// `text` as one paragraph of Markdown that shows its words.
pub(in crate::emit) fn safe(text: &str) -> String {
    let shown: String = pieces(&visible(text)).iter().map(markdown).collect();
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    // What is at the beginning of a paragraph could begin a list or a heading.
    match shown.split_once(' ') {
        Some((first, rest)) => format!("{} {rest}", unmarked(first)),
        None => unmarked(&shown),
    }
}

/// `text` without marks, for places that show no Markdown.
pub(in crate::emit) fn plain(text: &str) -> String {
    let shown: String = pieces(&visible(text)).iter().map(words).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` as a code span.
pub(in crate::emit) fn code(text: &str) -> String {
    let text = visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    match text.as_str() {
        "" => "(empty)".to_owned(),
        _ if text.starts_with('`') || text.ends_with('`') => format!("{fence} {text} {fence}"),
        _ => format!("{fence}{text}{fence}"),
    }
}

/// `text` without characters that are not seen or that turn the direction of what is seen.
fn visible(text: &str) -> String {
    let hidden = |c: &char| {
        matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    text.chars()
        .filter(|c| !hidden(c))
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect()
}

fn pieces(text: &str) -> Vec<TextPiece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = match special(c, rest) {
            Some((TextPiece::Text(text), tail)) => {
                plain.push_str(&text);
                tail
            }
            Some((piece, tail)) => {
                pieces.extend([TextPiece::Text(std::mem::take(&mut plain)), piece]);
                tail
            }
            None => {
                plain.push(c);
                rest.get(c.len_utf8()..).unwrap_or_default()
            }
        };
    }
    pieces.push(TextPiece::Text(plain));
    pieces
}

/// The piece that begins at `rest`, whose first character is `c`, and what follows it; none for a character.
fn special(c: char, rest: &str) -> Option<(TextPiece, &str)> {
    match c {
        '\\' => {
            let escaped = rest.chars().nth(1).filter(char::is_ascii_punctuation)?;
            Some((TextPiece::Text(escaped.to_string()), rest.get(2..)?))
        }
        '`' => span(rest),
        '!' => {
            let (piece, tail) = link(rest.strip_prefix('!')?)?;
            Some((TextPiece::Text(words(&piece)), tail))
        }
        '[' => link(rest),
        '<' => {
            let (url, tail) = rest.strip_prefix('<')?.split_once('>')?;
            is_url(url).then(|| (TextPiece::Link { text: String::new(), url: url.to_owned() }, tail))
        }
        'h' => {
            let end = rest.find(|c| !is_url_character(c)).unwrap_or(rest.len());
            let url =
                rest.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '_', ']']);
            is_url(url).then_some((
                TextPiece::Link { text: String::new(), url: url.to_owned() },
                rest.get(url.len()..)?,
            ))
        }
        _ => None,
    }
}

/// A code span: as many backticks close it as opened it.
fn span(rest: &str) -> Option<(TextPiece, &str)> {
    let content = rest.trim_start_matches('`');
    let fence = rest.len() - content.len();
    let mut at = 0;
    while let Some(run) = content.get(at..).and_then(|tail| tail.find('`')).map(|found| at + found) {
        let tail = content.get(run..)?.trim_start_matches('`');
        at = content.len() - tail.len();
        if at - run == fence {
            return Some((TextPiece::Code(content.get(..run)?.to_owned()), tail));
        }
    }
    None
}

/// `[text](target)`: a link where the target is a URL, else its text.
fn link(rest: &str) -> Option<(TextPiece, &str)> {
    let mut depth = 0_usize;
    let close = rest.char_indices().find_map(|(at, c)| {
        depth = match c {
            '[' => depth + 1,
            ']' => depth.saturating_sub(1),
            _ => depth,
        };
        (depth == 0).then_some(at)
    })?;
    let text = rest.get(1..close).filter(|text| text.len() < LONGEST)?;
    let (target, tail) = rest.get(close..)?.strip_prefix("](")?.split_once(')')?;
    let text: String = pieces(text).iter().map(words).collect();
    match target.split_whitespace().next().filter(|url| is_url(url)) {
        Some(url) => Some((TextPiece::Link { text, url: url.to_owned() }, tail)),
        None => Some((TextPiece::Text(text), tail)),
    }
}

fn is_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric()))
        && text.chars().all(is_url_character)
}

fn is_url_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(c)
}

fn words(piece: &TextPiece) -> String {
    match piece {
        TextPiece::Text(text) | TextPiece::Code(text) => text.clone(),
        TextPiece::Link { text, url } if text.trim().is_empty() => url.clone(),
        TextPiece::Link { text, .. } => text.clone(),
    }
}

fn markdown(piece: &TextPiece) -> String {
    match piece {
        TextPiece::Text(text) => escaped(text),
        TextPiece::Code(text) if text.trim().is_empty() => String::new(),
        TextPiece::Code(text) => code(text),
        TextPiece::Link { text, url } if text.trim().is_empty() => format!("<{url}>"),
        TextPiece::Link { text, url } => format!("[{}]({url})", escaped(text)),
    }
}

/// `text` with a backslash before every character that Markdown could take for a mark.
fn escaped(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    for (at, c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| characters.get(at)).copied().unwrap_or(' ');
        let behind = at.checked_add(1).and_then(|at| characters.get(at)).copied().unwrap_or(' ');
        let is_mark = match c {
            '\\' | '`' | '[' | ']' | '<' | '>' | '*' | '~' | '|' => true,
            '_' => !before.is_alphanumeric() || !behind.is_alphanumeric(),
            // A URL that is no link.
            '/' => before == ':' && behind == '/',
            _ => false,
        };
        if is_mark {
            shown.push('\\');
        }
        shown.push(*c);
    }
    shown
}

/// `word` such that a paragraph that begins with it is no list, heading, quote, fence or table.
pub(super) fn unmarked(word: &str) -> String {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    match word.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ if word.starts_with(['-', '+', '=', '#', '>', ':']) => format!("\\{word}"),
        _ => word.to_owned(),
    }
}
