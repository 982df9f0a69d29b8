//! The `docwright` program: arguments to one command. The only place that exits.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use docwright::commands::Cli;
use docwright::report::text::visible;

// reading pages is very many small texts, made and let go
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of stack for each thread.
const STACK: usize = 16 << 20;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // what reads and writes deep JSON needs as much room on any thread as on the first; a pool that is there already serves
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let outcome = std::env::current_dir()
        .map_err(|error| format!("the current folder cannot be determined: {error}"))
        .and_then(|folder| cli.run(&folder).map_err(|error| error.to_string()));
    match outcome {
        Ok(outcome) => match print(&outcome.text) {
            Ok(()) => {
                say(&outcome.notes);
                ExitCode::from(u8::from(outcome.failed))
            }
            Err(error) => {
                say(&format!("docwright: standard output: cannot be written: {error}\n"));
                ExitCode::from(2)
            }
        },
        Err(message) => {
            say(&format!("docwright: {}\n", visible(&message)));
            ExitCode::from(2)
        }
    }
}

/// Prints to standard output. A reader that has left (`| head`) is no fault.
fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Says on standard error; where that cannot be, nobody listens.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
