//! How deep a source is nested. Parsers and all that walks their trees go as deep, and so does what drops them: what no person
//! has written is not parsed, and the rest gets the stack that it takes.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::Parse;

/// How many tokens may hang on each other: those between two ends of items, statements or elements, and those that these are
/// within.
const MOST: usize = 4_000;

/// The stack for trees of so many, in a build that is not optimised.
const STACK: usize = 512 << 20;

/// What `read` gives, with stack enough for any source that is not too deep.
pub(super) fn with_stack<T: Send>(read: impl Fn() -> T + Send + Sync) -> T {
    std::thread::scope(|scope| {
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &read) {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            // where there is no such stack, what there is has to do
            Err(_) => read(),
        }
    })
}

/// Parses a text that is in a source, unless it is nested too deep.
pub(super) fn parsed<T: Parse>(text: &str) -> Option<T> {
    if is_too_deep(text) { None } else { syn::parse_str(text).ok() }
}

/// Whether a text is nested too deep to be parsed.
pub(super) fn is_too_deep(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_script = text.strip_prefix("#!").is_some_and(|rest| !rest.trim_start().starts_with('['));
    let text = if is_script { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text };
    // what has no tokens is not parsed
    text.parse::<TokenStream>().is_ok_and(|tokens| depth(tokens, MOST).is_none())
}

/// How many tokens hang on each other; none where these are more than `most`.
fn depth(tokens: TokenStream, most: usize) -> Option<usize> {
    let (mut deepest, mut run, mut below) = (0, 0_usize, 0);
    let mut tokens = tokens.into_iter().peekable();
    let mut is_attribute = false;
    while let Some(token) = tokens.next() {
        let mut ends = false;
        match token {
            // what an attribute says is parsed by itself
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                is_attribute = true;
                continue;
            }
            TokenTree::Punct(mark) if is_attribute && mark.as_char() == '!' => continue,
            TokenTree::Group(group) if is_attribute && group.delimiter() == Delimiter::Bracket => {
                deepest = deepest.max(depth(group.stream(), most.checked_sub(1)?)?);
                is_attribute = false;
                continue;
            }
            TokenTree::Group(group) => {
                run += 1;
                below = below.max(depth(group.stream(), most.checked_sub(run)?)?);
                ends = group.delimiter() == Delimiter::Brace && !tokens.peek().is_some_and(goes_on);
            }
            TokenTree::Punct(mark) => {
                run += 1;
                ends = matches!(mark.as_char(), ',' | ';');
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => run += 1,
        }
        is_attribute = false;
        deepest = deepest.max(run + below);
        if deepest > most {
            return None;
        }
        if ends {
            (run, below) = (0, 0);
        }
    }
    Some(deepest)
}

/// Whether a token behind a block goes on with it: `else`, `as`, `.` and operators.
fn goes_on(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(mark) => mark.as_char() != '#',
        TokenTree::Ident(name) => name == "else" || name == "as",
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_on_each_other_is_counted() {
        for (text, expected) in [
            ("", 0),
            ("fn f() {}", 4),
            ("fn f() {} fn g() {} fn h() {}", 4),
            ("#[a] #![b(c)] struct S { x: u8, y: Vec<u8> }", 9),
            ("let x = 1 + 1; let y = ((1));", 7),
            ("match x { A => {} B => {} }", 7),
            ("if a {} else if b {} else {}", 9),
            ("!!!!true", 5),
        ] {
            assert_eq!(depth(text.parse().unwrap(), MOST), Some(expected), "{text}");
        }
    }

    /// Of each way to nest as much as there may be is parsed, walked and dropped, and no more.
    #[test]
    fn as_much_as_there_may_be_is_parsed() {
        let ways: [fn(usize) -> String; 12] = [
            |n| format!("fn f() {{ {}1{}; }}", "(".repeat(n), ")".repeat(n)),
            |n| format!("fn f() {}{}", "{".repeat(n), "}".repeat(n)),
            |n| format!("fn f() {{ {}{}; }}", "[".repeat(n), "]".repeat(n)),
            |n| format!("type T = {}u8{};", "Vec<".repeat(n / 3), ">".repeat(n / 3)),
            |n| format!("fn f() -> bool {{ {}true }}", "!".repeat(n)),
            |n| format!("fn f() {{ let x = {}1; }}", "1+".repeat(n / 2)),
            |n| format!("fn f() {{ let x = {}1; }}", "|| ".repeat(n / 2)),
            |n| format!("fn f() {{ let x = a{}; }}", ".b()".repeat(n / 3)),
            |n| format!("m! {{ {}{} }}", "(".repeat(n), ")".repeat(n)),
            |n| format!("{}{}", "mod a { ".repeat(n / 3), "}".repeat(n / 3)),
            |n| format!("fn f() {{ {}{{}} }}", "if a {} else ".repeat(n / 4)),
            |n| format!("fn f() {{ {} }}", "x = ".repeat(n / 2) + "1"),
        ];
        for (at, way) in ways.iter().enumerate() {
            let (more, most) = (way(2 * MOST), way(MOST - 20));
            let read =
                with_stack(|| (is_too_deep(&more), is_too_deep(&most), syn::parse_file(&most).is_ok()));
            assert_eq!(read, (true, false, true), "{at}");
        }
    }
}
