//! Progress bars on stderr, for tasks that take over half a second.

use super::interrupt;
use crate::workspace::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// Quick tasks show no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that appears when a task takes long, and hears of Ctrl-C.
pub(super) struct Bar {
    shown: bool,
    started: Instant,
    bar: RefCell<Option<ProgressBar>>,
}

impl Bar {
    /// A bar; one that is never drawn when `shown` is false.
    pub(super) fn new(shown: bool) -> Self {
        Self { shown, started: Instant::now(), bar: RefCell::new(None) }
    }

    /// Says something beside the bar, which would be drawn over it.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        match &*self.bar.borrow() {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    fn draw(&self, what: &str, done: u64, total: Option<u64>) {
        let mut slot = self.bar.borrow_mut();
        let bar = slot.get_or_insert_with(|| ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr()));
        let template = if total.is_some() { "{msg} {wide_bar} {percent}% {eta}" } else { "{msg} {pos} {spinner}" };
        if bar.message() != what {
            bar.set_message(what.to_owned());
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
        }
        if let Some(total) = total {
            bar.set_length(total);
        }
        bar.set_position(done);
    }
}

impl Progress for Bar {
    fn at(&self, what: &str, done: u64, total: Option<u64>) -> ControlFlow<()> {
        if self.shown && self.started.elapsed() >= PATIENCE {
            self.draw(what, done, total);
        }
        if interrupt::asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.borrow_mut().take() {
            bar.finish_and_clear();
        }
    }
}
