//! How far the reading of pages is, told on a terminal to a person who has waited for a second, and gone when it is done.
//!
//! Reading only counts; a thread of its own looks at the count ten times a second.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How many pages were read.
static PAGES: AtomicUsize = AtomicUsize::new(0);

/// When the first word is due, and how long it stands.
const PACE: Pace = Pace { patience: Duration::from_secs(1), step: Duration::from_millis(100) };

#[derive(Debug, Clone, Copy)]
struct Pace {
    patience: Duration,
    step: Duration,
}

/// Counts a page that is read.
pub fn page() {
    PAGES.fetch_add(1, Ordering::Relaxed);
}

/// Tells of progress until it is dropped.
#[derive(Debug)]
pub struct Progress {
    told: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Tells of it on standard error, which should be a terminal.
    pub fn on_terminal() -> Self {
        Self::told_to(std::io::stderr(), PACE, &PAGES)
    }

    fn told_to(mut out: impl Write + Send + 'static, pace: Pace, pages: &'static AtomicUsize) -> Self {
        let (done, waits) = channel();
        // without a thread nothing is told, and nothing else is amiss
        let thread = std::thread::Builder::new().spawn(move || tell(&mut out, pace, pages, &waits));
        Self { told: thread.ok().map(|thread| (done, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.told.take() {
            drop(done);
            let _ = thread.join();
        }
    }
}

/// Writes one line over itself until the other side hangs up, and takes it away. A terminal that cannot be written to is not
/// told.
fn tell(out: &mut impl Write, pace: Pace, pages: &AtomicUsize, waits: &Receiver<()>) {
    let start = Instant::now();
    let mut shown = 0;
    let mut wait = pace.patience;
    while waits.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        wait = pace.step;
        let count = pages.load(Ordering::Relaxed);
        // before the first page there may be a person at the keyboard who types it
        if count > 0 {
            let pages = if count == 1 { "page" } else { "pages" };
            let line = format!("{count} {pages} read, {} s", start.elapsed().as_secs());
            shown = shown.max(line.len());
            let _ = write!(out, "\r{line}");
            let _ = out.flush();
        }
    }
    if shown > 0 {
        let _ = write!(out, "\r{:shown$}\r", "");
        let _ = out.flush();
    }
}

#[cfg(test)]
mod tests;
