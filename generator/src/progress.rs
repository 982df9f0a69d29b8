//! How many pages were read, shown on a terminal to a person who has waited for a second, and gone when the work is done.
//!
//! Reading only counts.

use std::sync::LazyLock;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The pages that this process has read.
static PAGES: LazyLock<ProgressBar> = LazyLock::new(ProgressBar::hidden);

/// How long a person waits without asking what goes on.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line is drawn.
const STEP: Duration = Duration::from_millis(100);

/// Counts a page that is read.
pub fn page() {
    PAGES.inc(1);
}

/// Shows progress until it is dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Shows it on standard error, which should be a terminal.
    pub fn on_terminal() -> Self {
        Self::on(ProgressDrawTarget::stderr(), PATIENCE, PAGES.clone())
    }

    fn on(target: ProgressDrawTarget, patience: Duration, bar: ProgressBar) -> Self {
        let (done, waits) = channel::<()>();
        let shown = bar.clone();
        let show = move || {
            let mut wait = patience;
            while waits.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = STEP;
                // before the first page there may be a person at the keyboard who types it
                if shown.position() > 0 {
                    if let Ok(style) = ProgressStyle::with_template("pages read: {pos}, {elapsed}") {
                        shown.set_style(style);
                    }
                    shown.set_draw_target(target);
                    shown.enable_steady_tick(STEP);
                    return;
                }
            }
        };
        // without a thread nothing is shown, and nothing else is amiss
        let thread = std::thread::Builder::new().spawn(show);
        Self { bar, waiting: thread.ok().map(|thread| (done, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.waiting.take() {
            drop(done);
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    fn terminal() -> (InMemoryTerm, ProgressDrawTarget) {
        let terminal = InMemoryTerm::new(5, 80);
        (terminal.clone(), ProgressDrawTarget::term_like(Box::new(terminal)))
    }

    #[test]
    fn long_work_is_shown_and_cleared() {
        let (terminal, target) = terminal();
        let bar = ProgressBar::hidden();
        let progress = Progress::on(target, Duration::ZERO, bar.clone());
        assert_eq!(terminal.contents(), "");
        for (count, line) in [(1, "pages read: 1,"), (1234, "pages read: 1234,")] {
            bar.set_position(count);
            while !terminal.contents().starts_with(line) {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        drop(progress);
        assert_eq!(terminal.contents(), "");
    }

    #[test]
    fn short_work_is_not_shown() {
        let (terminal, target) = terminal();
        let bar = ProgressBar::hidden();
        bar.set_position(7);
        drop(Progress::on(target, Duration::from_secs(3600), bar));
        assert_eq!(terminal.moves_since_last_check(), "");
    }
}
