//! Ctrl-C: the first asks the task to stop cleanly, the second ends the program at once.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Begins to listen.
pub(super) fn listen() {
    let handler = || {
        if ASKED.swap(true, Ordering::SeqCst) {
            end();
        }
    };
    // Without a handler Ctrl-C ends the program as it always did, and an open batch is rolled back by SQLite.
    let _ = ctrlc::set_handler(handler);
}

/// Whether Ctrl-C was pressed.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

#[expect(clippy::exit, reason = "the second Ctrl-C must end a task that does not look at the first")]
fn end() -> ! {
    std::process::exit(2)
}
