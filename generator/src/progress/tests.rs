use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{Pace, Progress};

/// A terminal that remembers.
#[derive(Clone, Default)]
struct Terminal(Arc<Mutex<Vec<u8>>>);

impl Terminal {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Terminal {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

const STEP: Duration = Duration::from_millis(1);

#[test]
fn what_takes_long_is_told_and_taken_away() {
    static PAGES: AtomicUsize = AtomicUsize::new(0);
    let terminal = Terminal::default();
    let progress = Progress::told_to(terminal.clone(), Pace { patience: STEP, step: STEP }, &PAGES);
    for (count, line) in [(1, "\r1 page read, 0 s"), (1234, "\r1234 pages read, 0 s")] {
        PAGES.store(count, Ordering::Relaxed);
        while !terminal.text().contains(line) {
            std::thread::sleep(STEP);
        }
    }
    drop(progress);
    let text = terminal.text();
    assert!(text.ends_with(&format!("\r{}\r", " ".repeat("1234 pages read, 0 s".len()))), "{text:?}");
    assert!(!text.contains("\r0"), "{text:?}");
}

#[test]
fn what_is_soon_done_is_not_told() {
    static PAGES: AtomicUsize = AtomicUsize::new(7);
    let terminal = Terminal::default();
    let pace = Pace { patience: Duration::from_secs(3600), step: STEP };
    drop(Progress::told_to(terminal.clone(), pace, &PAGES));
    assert_eq!(terminal.text(), "");
}
