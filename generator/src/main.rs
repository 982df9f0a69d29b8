//! The `docwright` program: arguments to one command. The only place that exits.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use docwright::commands::Cli;
use docwright::report::text::visible;

/// A quarter of the time of a page is to allocate; this takes half as long as what most systems have.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of stack for each thread.
const STACK: usize = 16 << 20;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // what reads and writes deep JSON needs as much room on any thread as on the first; a pool that is there already serves
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let outcome = std::env::current_dir()
        .map_err(|error| format!("the current folder cannot be told: {error}"))
        .and_then(|folder| cli.run(&folder).map_err(|error| error.to_string()));
    match outcome {
        Ok(outcome) => {
            // a reader that has left (`| head`) is no fault
            let mut out = std::io::stdout();
            let _ = out.write_all(outcome.text.as_bytes()).and_then(|()| out.flush());
            eprint!("{}", outcome.notes);
            ExitCode::from(u8::from(outcome.failed))
        }
        Err(message) => {
            eprintln!("docwright: {}", visible(&message));
            ExitCode::from(2)
        }
    }
}
