//! JSON in lines that people can read and compare: one for each object or list that holds no other.

use memchr::memchr2;

/// What is longer is parted, in bytes.
const LONG: usize = 120;

/// Compact JSON with line breaks and blanks, as it is within `depth` others.
pub fn laid_out(compact: &str, depth: usize) -> String {
    let mut out = String::with_capacity(compact.len() + compact.len() / 2);
    // of each object and list that is open, whether it is on one line
    let mut open: Vec<bool> = Vec::new();
    let mut rest = compact;
    while let Some((token, after)) = first_token(rest) {
        rest = after;
        let line_break = |out: &mut String, open: usize| {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth + open));
        };
        match token {
            "{" | "[" => {
                let one_line = is_one_line(after);
                open.push(one_line);
                out.push_str(token);
                if !one_line {
                    line_break(&mut out, open.len());
                }
            }
            "}" | "]" => {
                if open.pop() == Some(false) {
                    line_break(&mut out, open.len());
                }
                out.push_str(token);
            }
            "," if open.last() == Some(&false) => {
                out.push(',');
                line_break(&mut out, open.len());
            }
            "," => out.push_str(", "),
            ":" => out.push_str(": "),
            _ => out.push_str(token),
        }
    }
    out
}

/// Whether the object or list that has just begun ends soon, and holds no other.
fn is_one_line(begun: &str) -> bool {
    let mut rest = begun;
    while let Some((token, after)) = first_token(rest).filter(|(_, after)| begun.len() - after.len() <= LONG)
    {
        match token {
            "{" | "[" => return false,
            "}" | "]" => return true,
            _ => rest = after,
        }
    }
    false
}

/// The first token of compact JSON, and what follows it.
fn first_token(text: &str) -> Option<(&str, &str)> {
    let end = match text.bytes().next()? {
        b'"' => end_of_string(text),
        b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
        _ => text.find([',', ']', '}']).unwrap_or(text.len()),
    };
    text.split_at_checked(end)
}

/// Just past the string that a text begins with.
fn end_of_string(text: &str) -> usize {
    let mut at = 1;
    while let Some(found) = text.as_bytes().get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found + 1;
        match text.as_bytes().get(at - 1) {
            Some(b'"') => return at,
            // what is escaped ends nothing
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::laid_out;

    #[track_caller]
    fn check(value: &Value, lines: &[&str]) {
        let text = laid_out(&value.to_string(), 0);
        assert_eq!(text.lines().collect::<Vec<_>>(), lines);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), *value);
    }

    #[test]
    fn what_holds_no_other_stands_on_one_line() {
        let value =
            json!({"at": [{"line": 1, "page": "a.md"}, {"line": 2, "page": "b.md"}], "none": [], "of": {}});
        check(
            &value,
            &[
                "{",
                r#"  "at": ["#,
                r#"    {"line": 1, "page": "a.md"},"#,
                r#"    {"line": 2, "page": "b.md"}"#,
                "  ],",
                r#"  "none": [],"#,
                r#"  "of": {}"#,
                "}",
            ],
        );
    }

    #[test]
    fn strings_are_left_as_they_are() {
        let value = json!({"a": "[1,2]{\"x\":\\", "b": "\\\"}", "c": "…,\u{1}"});
        check(&value, &[&value.to_string().replace("\",\"", "\", \"").replace("\":\"", "\": \"")]);
    }

    #[test]
    fn what_is_long_is_parted() {
        let word = "w".repeat(70);
        let item = format!("  \"{word}\"");
        check(&json!([word, word]), &["[", &format!("{item},"), &item, "]"]);
    }

    #[test]
    fn scalars_and_depth_are_no_matter() {
        check(&json!(null), &["null"]);
        check(&json!(-1.5), &["-1.5"]);
        let deep = "[".repeat(100) + &"]".repeat(100);
        assert_eq!(laid_out(&deep, 0).replace(['\n', ' '], ""), deep);
    }
}
