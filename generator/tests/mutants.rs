//! Pages with faults that nobody thought of: thousands of mutants of the project's own pages, always the same ones.
//! Whatever is in them, nothing panics, none takes long, and what is written is Rust; of some a crate is made, which
//! compiles.

mod crates;
#[path = "../fuzz/entries.rs"]
mod entries;
mod faults;

use std::fs;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use crates::{cargo, generate, is_clean};
use faults::{Dice, mutant, pages};

/// How many of each run become part of a crate.
const COMPILED: usize = 50;
/// Far more than the slowest takes, far less than for ever.
const LONG: Duration = Duration::from_secs(20);

#[test]
fn no_mutant_of_a_page_does_harm() {
    no_harm(600, "mutants");
}

#[test]
#[ignore = "takes minutes"]
fn none_of_thousands_of_mutants_does_harm() {
    no_harm(3_000, "many_mutants");
}

fn no_harm(count: usize, crate_name: &str) {
    let pages = pages();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mutants: Vec<String> =
        (0..count).map(|number| mutant(&pages[number % pages.len()], &mut dice)).collect();

    let docs = tempfile::tempdir().unwrap();
    for (number, text) in mutants.iter().enumerate().step_by(count / COMPILED) {
        fs::write(docs.path().join(format!("m{number}.md")), text).unwrap();
    }
    let check = |(number, text): (usize, &String)| {
        let start = Instant::now();
        let done = catch_unwind(|| entries::page(text));
        assert!(done.is_ok(), "mutant {number}:\n{text}");
        assert!(start.elapsed() < LONG, "mutant {number} took {:?}:\n{text}", start.elapsed());
    };
    std::thread::scope(|scope| {
        for odd in 0..2 {
            let mine = mutants.iter().enumerate().skip(odd).step_by(2);
            scope.spawn(move || mine.for_each(check));
        }
    });

    let folder = generate(docs.path(), crate_name);
    is_clean(&cargo(&folder, &["clippy", "--all-targets", "--features=blocking"]), "clippy");
}
