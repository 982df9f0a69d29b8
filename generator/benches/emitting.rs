//! How fast a client is written, beside what parsing and printing its text alone takes:
//! `cargo bench -p docwright --bench emitting`.
//!
//! "syn and prettyplease" parses every Rust file of the client and prints it again, on one thread. "docwright" makes the same
//! files from the model. Figures are medians.

use std::hint::black_box;
use std::time::{Duration, Instant};

use docwright::dialect::Dialect;
use docwright::emit;
use docwright::lower::Decisions;
use docwright::model::Api;
use docwright::naming::module_name;
use docwright::pipeline::understand;
use docwright::project::{self, Project, SourcePages};

const ROUNDS: usize = 9;
const SOURCES: usize = 200;

fn main() {
    let api = api();
    let written = || {
        emit::client(&api, "bench", emit::RuntimeSource::Dependency).expect("the client can be written").files
    };
    let files = written();
    let texts: Vec<&str> =
        files.iter().filter(|(name, _)| name.ends_with(".rs")).map(|(_, text)| text.as_str()).collect();
    let lines: usize = texts.iter().map(|text| text.lines().count()).sum();
    println!("{SOURCES} sources, {} files, {lines} lines", texts.len());
    let printed =
        || texts.iter().map(|text| prettyplease::unparse(&syn::parse_file(text).expect("it is Rust")).len());
    let least = median(|| printed().sum());
    println!("  syn and prettyplease   {:8.1} ms", least.as_secs_f64() * 1e3);
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        let took = median(|| pool.install(|| written().len()));
        let factor = took.as_secs_f64() / least.as_secs_f64();
        println!("  docwright, {threads} threads   {:8.1} ms  {factor:.2}", took.as_secs_f64() * 1e3);
    }
}

/// The sources of `docs-input`, again and again under other names.
fn api() -> Api {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs-input/en");
    let dialect = Dialect::default_dialect().expect("the built-in dialect is sound");
    let pages = project::pages(folder.as_ref(), &dialect).expect("docs-input has pages");
    let sources = pages.iter().cycle().take(SOURCES).enumerate().map(|(number, page)| {
        let mut file = page.file.clone();
        file.name = format!("page-{number}.md").into();
        let page = project::understand(file, &dialect);
        let module = module_name(&page.file.name);
        SourcePages { module, page, translations: Vec::new(), history: Vec::new() }
    });
    let project = Project { sources: sources.collect(), ..Project::default() };
    understand(&project, Decisions { api: "bench", ..Decisions::NONE }, None, &dialect).revision.api
}

fn median(mut run: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}
