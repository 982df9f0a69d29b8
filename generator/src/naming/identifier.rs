//! Identifiers of Rust for what the docs name otherwise.

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// Words that cannot name a field as they are, in the order of their bytes.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

const LONGEST_KEYWORD: usize = "abstract".len();

/// The name in Rust of what the docs call `name`, where nothing else has it: a field's, a setting's.
pub fn field_name(name: &str) -> String {
    snake(name)
}

/// A field's, an argument's or a module's name.
pub fn snake(name: &str) -> String {
    fitted(plain(name, false).unwrap_or_else(|| name.to_snake_case()), "field_", '_')
}

/// A type's or a variant's name.
pub fn pascal(name: &str) -> String {
    fitted(plain(name, true).unwrap_or_else(|| name.to_pascal_case()), "Type", '_')
}

/// A constant's name.
pub fn shouty(name: &str) -> String {
    let plain = plain(name, false).map(|name| name.to_ascii_uppercase());
    fitted(plain.unwrap_or_else(|| name.to_shouty_snake_case()), "CONSTANT_", '_')
}

/// The module of a page: its file name without folders and ending.
pub fn module_name(page: &str) -> String {
    let file = page.rsplit(['/', '\\']).next().unwrap_or(page);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    fitted(plain(stem, false).unwrap_or_else(|| stem.to_snake_case()), "page_", '_')
}

/// `name` where it is an identifier or a keyword that can be written raw; else one that is made of it.
pub fn identifier(name: &str) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_sound = name.chars().all(is_word) && !name.starts_with(|c: char| c.is_ascii_digit());
    if is_sound && !["", "_", "self", "Self", "super", "crate"].contains(&name) {
        return name.to_owned();
    }
    let plain: String = name.chars().map(|c| if is_word(c) { c } else { '_' }).collect();
    match plain.chars().find(|c| *c != '_') {
        None => "unnamed".to_owned(),
        Some(c) if c.is_ascii_alphabetic() => format!("{plain}_"),
        Some(_) => format!("n{plain}"),
    }
}

/// Whether a name is a word of the language.
pub fn is_keyword(name: &str) -> bool {
    name.len() <= LONGEST_KEYWORD && KEYWORDS.binary_search(&name).is_ok()
}

/// What heck makes of a name as most are: words of small letters and digits with one mark between them, or with a capital
/// first. A page has many, and heck formats each letter by letter.
fn plain(name: &str, pascal: bool) -> Option<String> {
    if !pascal && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(name.to_owned());
    }
    let mut made = String::with_capacity(name.len() + 4);
    let mut begins = true;
    let mut letters = name.bytes().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek();
        let next_is_small = next.is_some_and(u8::is_ascii_lowercase);
        match letter {
            b'0'..=b'9' if !next.is_some_and(u8::is_ascii_uppercase) => made.push(char::from(letter)),
            b'a'..=b'z' => {
                made.push(char::from(if begins && pascal { letter.to_ascii_uppercase() } else { letter }))
            }
            b'A'..=b'Z' if next_is_small => {
                if !pascal && !begins {
                    made.push('_');
                }
                made.push(char::from(if pascal { letter } else { letter.to_ascii_lowercase() }));
            }
            b'_' | b'-' | b' ' | b'.'
                if (next_is_small || next.is_some_and(u8::is_ascii_digit)) && !begins =>
            {
                if !pascal {
                    made.push('_');
                }
            }
            _ => return None,
        }
        begins = !letter.is_ascii_alphanumeric();
    }
    (!made.is_empty()).then_some(made)
}

/// Letters, digits and `_` of ASCII, not too long, no digit first, no keyword.
fn fitted(name: String, prefix: &str, suffix: char) -> String {
    const LONGEST: usize = 80;
    let is_word = |word: &[u8]| !word.is_empty() && word.iter().all(u8::is_ascii_alphanumeric);
    let is_plain = name.len() <= LONGEST && name.as_bytes().split(|byte| *byte == b'_').all(is_word);
    let mut ident = if is_plain { name } else { shortened(&name, LONGEST) };
    if !ident.starts_with(|c: char| c.is_ascii_alphabetic()) {
        ident.insert_str(0, prefix);
    }
    if is_keyword(&ident) {
        ident.push(suffix);
    }
    match ident.bytes().all(|byte| byte == b'_') {
        true => prefix.to_owned(),
        false => ident,
    }
}

/// The letters, digits and `_` of ASCII of a name, so many at most. Where others fell out, what was between them does not
/// add up.
fn shortened(name: &str, longest: usize) -> String {
    let mut plain = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(longest).peekable();
    let mut kept = String::with_capacity(name.len().min(longest));
    while let Some(c) = plain.next() {
        if c != '_' || !kept.is_empty() && plain.peek().is_some_and(|next| *next != '_') {
            kept.push(c);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_found() {
        assert!(KEYWORDS.is_sorted());
        assert!(KEYWORDS.iter().all(|word| word.len() <= LONGEST_KEYWORD));
        assert_eq!(
            ["type", "Type", "while", "abstract"].map(snake),
            ["type_", "type_", "while_", "abstract_"]
        );
        assert_eq!(["self", "types", "yield"].map(pascal), ["Self_", "Types", "Yield"]);
    }

    #[test]
    fn marks_of_an_identifier_stand_between_words() {
        let made =
            ["a_b1", "a__b", "_a", "a_", "__", "", "1a"].map(|name| fitted(name.to_owned(), "x_", '_'));
        assert_eq!(made, ["a_b1", "a_b", "a", "a", "x_", "x_", "x_1a"]);
    }

    /// All names of up to four of these letters: whatever `plain` takes on itself, heck says the same.
    #[test]
    fn plain_names_are_as_the_library_has_them() {
        let letters = ["a", "b", "A", "B", "_", "-", " ", ".", "1", "é"];
        let mut names = vec![String::new()];
        for _ in 0..4 {
            let longer = names.iter().flat_map(|name| letters.map(|letter| format!("{name}{letter}")));
            names = longer.chain([String::new()]).collect();
            for name in &names {
                assert!(plain(name, false).is_none_or(|made| made == name.to_snake_case()), "{name:?}");
                assert!(plain(name, true).is_none_or(|made| made == name.to_pascal_case()), "{name:?}");
                let shouty = plain(name, false).map(|made| made.to_ascii_uppercase());
                assert!(shouty.is_none_or(|made| made == name.to_shouty_snake_case()), "{name:?}");
            }
        }
        assert_eq!(plain("connectionSpec", false).as_deref(), Some("connection_spec"));
        assert_eq!(plain("create base connection", true).as_deref(), Some("CreateBaseConnection"));
        assert_eq!(plain("page-12b", false).as_deref(), Some("page_12b"));
    }
}
