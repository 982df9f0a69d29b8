//! How fast pages are understood, beside how fast their Markdown alone is taken apart, in one process on the same bytes:
//! `cargo bench -p docwright --bench reading`.
//!
//! "events" is bare pulldown-cmark, with docwright's options, counting events. "docwright" is everything up to the model
//! and all findings. Figures are medians.

use std::hint::black_box;
use std::time::{Duration, Instant};

use docwright::dialect::{self, Dialect};
use docwright::lower::Decisions;
use docwright::markdown;
use docwright::naming::module_name;
use docwright::pipeline::Understood;
use docwright::project::{self, Project, SourcePages};
use docwright::source::File;
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;

const ROUNDS: usize = 5;
const SIZE: usize = 20_000_000;

fn main() {
    let dialect = Dialect::default_dialect().expect("the built-in dialect is sound");
    let sizes = [("sample-heavy", repeated(&samples())), ("prose-heavy", repeated(&[prose()]))];
    for (name, pages) in sizes {
        let bytes: usize = pages.iter().map(|page| page.text.len()).sum();
        println!("{name}: {} pages, {:.1} MB", pages.len(), bytes as f64 / 1e6);
        let rate = |what: &str, took: Duration| {
            let rate = bytes as f64 / 1e6 / took.as_secs_f64();
            println!("  {what:22} {rate:8.1} MB/s  {:8.1} ms", took.as_secs_f64() * 1e3);
            rate
        };
        let events = rate("events", median(|| events(&pages)));
        let one = rate("docwright, 1 thread", median(|| all(&pages, &dialect, 1)));
        let two = rate("docwright, 2 threads", median(|| all(&pages, &dialect, 2)));
        println!("  docwright / events     {:8.2}", one / events);
        println!("  2 threads / 1 thread   {:8.2}", two / one);
        rate(
            "  Markdown alone",
            median(|| pages.iter().map(|page| markdown::read(page).blocks.len()).sum::<usize>()),
        );
        let facts = |file: &File| {
            let page = markdown::read(file);
            dialect::read(file, page.front_matter, &page.blocks, &dialect).operations.len()
        };
        rate("  and facts", median(|| pages.iter().map(facts).sum::<usize>()));
        let rules = |file: &File| project::understand(file.clone(), &dialect).findings.len();
        rate("  and rules of a page", median(|| pages.iter().map(rules).sum::<usize>()));
    }
}

/// How long it takes to make something; to let it go again is not counted.
fn median<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let made = run();
            let took = start.elapsed();
            black_box(made);
            took
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

/// Pages of other names until they are big enough.
fn repeated(pages: &[String]) -> Vec<File> {
    let mut files = Vec::new();
    let mut size = 0;
    for (number, text) in pages.iter().cycle().enumerate() {
        if size > SIZE {
            break;
        }
        size += text.len();
        files.push(File::new(format!("page-{number}.md"), text.as_str()));
    }
    files
}

/// The pages of `docs-input`.
fn samples() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs-input");
    let dialect = Dialect::default_dialect().expect("the built-in dialect is sound");
    let pages = project::pages(folder.as_ref(), &dialect).expect("docs-input has pages");
    pages.into_iter().map(|page| page.file.text).collect()
}

/// A page of headings, paragraphs, lists and links, with one call.
fn prose() -> String {
    let mut text = String::from("# A page of words\n\n");
    for chapter in 0..20 {
        text += &format!("## Chapter {chapter}\n\n");
        for paragraph in 0..6 {
            text += &format!(
                "Each *vessel* of the fleet has `{paragraph}` masts, and is [listed](fleet-{chapter}.md) with its \
                 harbour. Whoever asks for a berth tells its **length**, its draught and the day on which it arrives; \
                 the harbour master answers within an hour, unless the tide is out.\n\n"
            );
        }
        text += "- a berth for a night\n- a berth for a season\n- a mooring in the bay\n\n";
    }
    text + "```http\nGET /berths\n```\n\n```shell\ncurl 'https://harbour.example.test/berths'\n```\n"
}

fn events(pages: &[File]) -> usize {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    pages.iter().map(|page| Parser::new_ext(&page.text, options).into_offset_iter().count()).sum()
}

/// From text to the model and all findings, on so many threads.
fn all(pages: &[File], dialect: &Dialect, threads: usize) -> (Project, Understood) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
    pool.install(|| {
        let read = |page: &File| SourcePages {
            module: module_name(&page.name),
            page: project::understand(page.clone(), dialect),
            translations: Vec::new(),
            history: Vec::new(),
        };
        let sources = pages.par_iter().map(read).collect();
        let decisions = Decisions { api: "bench", ..Decisions::NONE };
        let project = Project { sources, ..Project::default() };
        let understood = docwright::pipeline::understand(&project, decisions, None, dialect);
        (project, understood)
    })
}
