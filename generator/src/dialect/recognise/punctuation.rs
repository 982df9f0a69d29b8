//! What punctuation sets off in the words of a field: brackets, code, quotation marks, and where a phrase ends.

/// What parts a name, or marks behind it, from the words.
pub(super) const SEPARATORS: &[char] = &['-', '–', '—', ':', '：', '―', '．', '\u{3000}'];

/// What a text has in brackets at its beginning, code or not, and what follows.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let in_code = text.strip_prefix('`');
    let inner = in_code.unwrap_or(text);
    let (open, close) = match inner.chars().next()? {
        '(' => ('(', ')'),
        '[' => ('[', ']'),
        '<' => ('<', '>'),
        '{' => ('{', '}'),
        _ => return code_alone(text),
    };
    let mut depth = 0_usize;
    let mut quoted = false;
    let end = inner.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        depth += usize::from(*c == open && !quoted);
        depth -= usize::from(*c == close && !quoted).min(depth);
        depth == 0 && !quoted
    });
    // `(list` in code: the bracket that closes it was forgotten
    let Some(end) =
        end.filter(|(at, _)| in_code.is_none_or(|code| code.find('`').is_none_or(|tick| *at < tick)))
    else {
        return in_code?.get(1..)?.split_once('`');
    };
    let within = inner.get(1..end.0)?;
    let after = inner.get(end.0 + 1..)?;
    match in_code {
        Some(_) => Some((within, after.strip_prefix('`')?)),
        None => Some((within, after)),
    }
}

/// What brackets at the beginning of a text say, behind which a separator is; the text from that on.
pub(super) fn remark_of(text: &str) -> Option<(&str, &str)> {
    let (inner, after) = bracketed(text).filter(|_| text.starts_with(['(', '[']))?;
    let after = after.trim_start();
    after.starts_with(SEPARATORS).then_some((inner, after))
}

/// A code span that a text begins with.
fn code_alone(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('`')?.split_once('`')
}

/// A text without what is in quotes.
pub(super) fn unquoted(text: &str) -> String {
    text.split('"').step_by(2).collect()
}

/// Where the first phrase of a text ends: before a stop, a dash or a bracket that is not part of a link.
pub(super) fn end_of_head(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        match c {
            '[' | '<' => depth += 1,
            ']' | '>' => depth = depth.saturating_sub(1),
            '(' if before == ']' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            '.' | ',' | ';' | ':' if depth == 0 && next.is_none_or(char::is_whitespace) => return at,
            '(' if depth == 0 => return at,
            '-' | '–' | '—' if depth == 0 && before.is_whitespace() => return at,
            '\n' => return at,
            _ => {}
        }
        before = c;
    }
    text.len()
}
