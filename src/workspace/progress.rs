//! How far a long task is, and whether to go on.

use std::ops::ControlFlow;

/// Watches a long task. A door draws a bar and hears of Ctrl-C; a use case asks often and gives up cleanly.
pub trait Progress {
    /// The task is now `done` of `total` (in whatever it counts, `None` when unknown) at what `what` says. `Break` asks
    /// it to stop: then nothing of the batch is kept.
    fn at(&self, what: &str, done: u64, total: Option<u64>) -> ControlFlow<()>;
}

/// Watches nothing and never stops a task.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn at(&self, _what: &str, _done: u64, _total: Option<u64>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
