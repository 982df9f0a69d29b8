//! Whether lines of a file name a thing: as code, as a key, in a list; not as a word of a sentence.

use std::ops::Range;

use super::File;

/// What is right before and right after a name that is meant as one.
const AROUND: (&str, &str) = ("`'\"“*_|<{[(=?&:$%@~>", "`'\"”*|>}])=&:");

/// The same in the words of a text whose keys are not what it is about.
const AROUND_IN_WORDS: (&str, &str) = ("`*“", "`*”=");

impl File {
    /// Whether some of its lines, by number from 1, have a name. One that may be a word of any sentence has to be marked.
    pub fn mentions(&self, lines: Range<usize>, name: &str) -> bool {
        self.has_name(lines, name, AROUND)
    }

    /// The same of lines of keys and values, where a word that any key or value may be has to be marked within a text.
    pub fn mentions_in_words(&self, lines: Range<usize>, name: &str) -> bool {
        self.has_name(lines, name, AROUND_IN_WORDS)
    }

    fn has_name(&self, lines: Range<usize>, name: &str, marks: (&str, &str)) -> bool {
        let start = |line: usize| {
            let start = self.line_starts.get(line.saturating_sub(1)).map(|it| usize::try_from(*it).ok());
            start.flatten().unwrap_or(self.text.len())
        };
        let text = self.text.get(start(lines.start)..start(lines.end)).unwrap_or_default();
        let is_word = name.chars().all(|c| c.is_ascii_lowercase());
        let mut places = text.match_indices(name).filter(|_| !name.is_empty());
        places.any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + name.len()..).unwrap_or_default();
            let is_whole = !before.ends_with(is_of_name) && !after.starts_with(is_of_name);
            is_whole && (!is_word || is_marked(before, after, marks))
        })
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

fn is_marked(before: &str, after: &str, marks: (&str, &str)) -> bool {
    // cells and keys have spaces around them
    let (before, after) = (before.trim_end_matches([' ', '\\']), after.trim_start_matches([' ', '\\']));
    before.ends_with(|c| marks.0.contains(c)) || after.starts_with(|c| marks.1.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_whole_and_words_are_marked() {
        let cases = [
            ("?grant_type=password", "grant_type", true),
            ("the grant_type of it", "grant_type", true),
            ("my_grant_type", "grant_type", false),
            ("pass the name of it", "name", false),
            ("pass the `name` of it", "name", true),
            ("| name | string |", "name", true),
            ("{ \"name\": 1 }", "name", true),
            ("filename: x", "name", false),
        ];
        for (text, name, expected) in cases {
            let file = File::new("x", format!("above name_\n{text}\nbelow `name`, grant_type"));
            assert_eq!(file.mentions(2..3, name), expected, "{text}");
        }
    }

    #[test]
    fn keys_are_not_what_a_document_is_about() {
        for (text, name, expected) in [
            ("type: \"string\"", "type", false),
            ("name: 'type'", "type", false),
            ("- `type=<string>` object to filter by", "type", true),
            ("description: filters by is-open", "is-open", true),
        ] {
            let file = File::new("x", text);
            assert_eq!(file.mentions_in_words(1..2, name), expected, "{text}");
        }
    }
}
