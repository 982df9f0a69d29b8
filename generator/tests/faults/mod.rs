//! Faults by the dice: texts that are nearly what they were, the same ones wherever the tests run.
#![allow(dead_code, reason = "no test uses all of it")]

use std::path::Path;

use docwright::dialect::Dialect;
use docwright::project;

/// xorshift64*: the same numbers wherever the test runs.
pub struct Dice(pub u64);

impl Dice {
    /// A number below the limit; 0 where the limit is.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

/// The texts of the project's own pages.
pub fn pages() -> Vec<String> {
    let dialect = Dialect::default_dialect().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../docs-input", "tests/corpus"];
    let pages = folders.iter().flat_map(|folder| project::pages(&root.join(folder), &dialect).unwrap());
    pages.map(|page| page.file.text).collect()
}

/// The text with one to four faults.
pub fn mutant(text: &str, dice: &mut Dice) -> String {
    const MARKS: &[&str] =
        &["'", "\"", "`", "```", "|", "{", "}", "[", "]", "\\", ">[!TAB x]\n", "\n\n", "\u{202e}", "é", "\0"];
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for _ in 0..=dice.below(4) {
        let at = dice.below(lines.len());
        let Some(line) = lines.get(at).cloned().filter(|line| !line.is_empty()) else { continue };
        match dice.below(8) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, line),
            2 => {
                let other = dice.below(lines.len());
                lines.swap(at, other);
            }
            3 => {
                // a fence is cut
                let fences: Vec<usize> =
                    (0..lines.len()).filter(|at| lines[*at].trim_start().starts_with("```")).collect();
                if let Some(fence) = fences.get(dice.below(fences.len())) {
                    lines.remove(*fence);
                }
            }
            4 => {
                let mut bytes = line.into_bytes();
                let byte = dice.below(bytes.len());
                bytes[byte] ^= 1 << dice.below(8);
                lines[at] = String::from_utf8_lossy(&bytes).into_owned();
            }
            5 => {
                let place = (0..=dice.below(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap();
                lines[at].insert_str(place, MARKS[dice.below(MARKS.len())]);
            }
            6 => {
                let mut letters: Vec<char> = line.chars().collect();
                letters.remove(dice.below(letters.len()));
                lines[at] = letters.into_iter().collect();
            }
            _ => lines.truncate(at.max(1)),
        }
    }
    lines.concat()
}

/// The head of one text and the tail of another.
pub fn spliced(one: &str, other: &str, dice: &mut Dice) -> String {
    let (head, tail) =
        (boundary(one, dice.below(one.len() + 1)), boundary(other, dice.below(other.len() + 1)));
    [&one[..head], &other[tail..]].concat()
}

/// The text with a part of it many times in a row.
pub fn repeated(text: &str, dice: &mut Dice) -> String {
    let start = boundary(text, dice.below(text.len() + 1));
    let end = boundary(text, text.len().min(start + dice.below(64)));
    [&text[..start], &text[start..end].repeat(2 + dice.below(60)), &text[end..]].concat()
}

/// The end of the last character that ends at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
