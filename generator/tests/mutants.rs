//! Pages with faults that nobody thought of: thousands of mutants of the project's own pages, always the same ones.
//! Whatever is in them, nothing panics, none takes long, and what is written is Rust; of some a crate is made, which
//! compiles.

mod crates;

use std::fs;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use crates::{cargo, generate, is_clean, root};
use docwright::dialect::Dialect;
use docwright::diff::{Diff, compare};
use docwright::emit;
use docwright::lower::Decisions;
use docwright::project::{self, Project, SourcePages};
use docwright::source::File;

const MUTANTS: usize = 3_000;
/// Every how many becomes part of the crate.
const COMPILED: usize = 60;
/// Far more than the slowest takes, far less than for ever.
const LONG: Duration = Duration::from_secs(20);

/// xorshift64*: the same numbers wherever the test runs.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

fn pages() -> Vec<String> {
    let dialect = Dialect::default_dialect().unwrap();
    let folders = ["docs-input", "generator/tests/corpus"];
    let pages = folders.iter().flat_map(|folder| project::pages(&root().join(folder), &dialect).unwrap());
    pages.map(|page| page.file.text).collect()
}

/// The page with one to four faults.
fn mutant(page: &str, dice: &mut Dice) -> String {
    const MARKS: &[&str] =
        &["'", "\"", "`", "```", "|", "{", "}", "[", "]", "\\", ">[!TAB x]\n", "\n\n", "\u{202e}", "é", "\0"];
    let mut lines: Vec<String> = page.split_inclusive('\n').map(str::to_owned).collect();
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

/// Everything that is done with a page, up to the text of its client.
fn understood(name: &str, text: &str, dialect: &Dialect) {
    let page = project::understand(File::new(name, text), dialect);
    let source =
        SourcePages { module: "page".to_owned(), page, translations: Vec::new(), history: Vec::new() };
    let decisions = Decisions { api: "mutant", ..Decisions::NONE };
    let understood = docwright::understand(
        &Project { sources: vec![source], ..Project::default() },
        decisions,
        None,
        dialect,
    );
    emit::client(&understood.api, "mutant").unwrap();
    assert_eq!(compare(&understood.api, &understood.api), Diff::default());
}

#[test]
fn no_mutant_of_a_page_does_harm() {
    let (pages, dialect) = (pages(), Dialect::default_dialect().unwrap());
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mutants: Vec<String> =
        (0..MUTANTS).map(|number| mutant(&pages[number % pages.len()], &mut dice)).collect();

    let docs = tempfile::tempdir().unwrap();
    for (number, text) in mutants.iter().enumerate().step_by(COMPILED) {
        fs::write(docs.path().join(format!("m{number}.md")), text).unwrap();
    }
    let check = |(number, text): (usize, &String)| {
        let start = Instant::now();
        let done = catch_unwind(|| understood("page.md", text, &dialect));
        assert!(done.is_ok(), "mutant {number}:\n{text}");
        assert!(start.elapsed() < LONG, "mutant {number} took {:?}:\n{text}", start.elapsed());
    };
    std::thread::scope(|scope| {
        for odd in 0..2 {
            let mine = mutants.iter().enumerate().skip(odd).step_by(2);
            scope.spawn(move || mine.for_each(check));
        }
    });

    let folder = generate(docs.path(), "mutants");
    is_clean(&cargo(&folder, &["clippy", "--all-targets", "--features=blocking"]), "clippy");
}
