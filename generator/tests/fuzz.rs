//! The entries of `fuzz/`, fed with faults by the dice for some time, without a nightly compiler:
//! `cargo test -p docwright --release --test fuzz -- --ignored --nocapture`. `DOCWRIGHT_FUZZ_SECONDS` says how long each
//! is fed, `DOCWRIGHT_FUZZ_ENTRY` names one of them alone, `DOCWRIGHT_FUZZ_DICE` how the dice begin. What was fed last is in the target folder's `tmp`, in case the
//! whole process falls.

#[path = "../fuzz/entries.rs"]
mod entries;
mod faults;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

use entries::{ENTRIES, Entry};
use faults::{Dice, mutant, pages, repeated, spliced};

/// Far more than the slowest takes, far less than for ever.
const LONG: Duration = Duration::from_secs(10);
/// Bytes; what has grown beyond is not fed again.
const LARGE: usize = 10_000;
/// How many texts are kept beside the seeds.
const KEPT: usize = 500;

fn seeds(name: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let seeds = files.iter().map(|file| fs::read_to_string(file).unwrap());
    seeds.chain(if name == "page" { pages() } else { Vec::new() }).collect()
}

/// Whether an entry bears a text, and within which time.
fn bears(entry: Entry, text: &str) -> (bool, Duration) {
    let start = Instant::now();
    let done = catch_unwind(|| entry(text)).is_ok();
    let took = start.elapsed();
    (done && took < LONG, took)
}

/// The same fault with fewer lines.
fn smaller(entry: Entry, text: &str) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines.remove(at);
        if bears(entry, &lines.concat()).0 {
            lines.insert(at, line);
            at += 1;
        }
    }
    lines.concat()
}

#[test]
fn every_seed_is_borne() {
    for (name, entry) in ENTRIES {
        let seeds = seeds(name);
        assert!(seeds.len() > 2, "{name}");
        for seed in seeds {
            assert!(bears(*entry, &seed).0, "{name}:\n{seed}");
        }
    }
}

#[test]
#[ignore = "takes as long as it is told to"]
fn no_entry_does_harm() {
    let number = |name: &str, usual: u64| {
        std::env::var(name).map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
    };
    let time = Duration::from_secs(number("DOCWRIGHT_FUZZ_SECONDS", 60));
    let start = number("DOCWRIGHT_FUZZ_DICE", 0x9e37_79b9_7f4a_7c15).max(1);
    let mut wrong = Vec::new();
    let wanted = std::env::var("DOCWRIGHT_FUZZ_ENTRY").ok();
    let is_wanted = |name: &str| wanted.as_deref().is_none_or(|wanted| wanted == name);
    for (name, entry) in ENTRIES.iter().filter(|(name, _)| is_wanted(name)) {
        let seeds = seeds(name);
        let last = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}.txt"));
        let (mut dice, mut kept, mut slowest) = (Dice(start), Vec::<String>::new(), Duration::ZERO);
        let (mut tried, began) = (0_u64, Instant::now());
        while began.elapsed() < time {
            let all = seeds.len() + kept.len();
            let pick = |dice: &mut Dice| match dice.below(all) {
                at if at < seeds.len() => seeds[at].as_str(),
                at => kept[at - seeds.len()].as_str(),
            };
            let text = match dice.below(8) {
                0 => spliced(pick(&mut dice), pick(&mut dice), &mut dice),
                1 => repeated(pick(&mut dice), &mut dice),
                _ => mutant(pick(&mut dice), &mut dice),
            };
            fs::write(&last, &text).unwrap();
            tried += 1;
            let (borne, took) = bears(*entry, &text);
            slowest = slowest.max(took);
            if !borne {
                wrong.push(format!("{name}, after {took:?}:\n{}", smaller(*entry, &text)));
                break;
            }
            if text.len() < LARGE {
                match kept.len() < KEPT {
                    true => kept.push(text),
                    false => kept[dice.below(KEPT)] = text,
                }
            }
        }
        println!("{name}: {tried} texts in {:?}, the slowest took {slowest:?}", began.elapsed());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
