//! Work on all cores with results in order and bounded memory.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// How long to wait for a result before the taker is told that none has come yet.
const PATIENCE: Duration = Duration::from_millis(100);

/// What the taker of results is told.
#[derive(Debug)]
pub enum Event<R> {
    /// The next result.
    Done(R),
    /// No result for a while: time to look whether to stop, or to put away what has come.
    Waiting,
}

/// Does `work` on each thing of a source with `jobs` threads and hands the results to `take` in the order of the source,
/// as soon as they are there. No more than `4 · jobs` things and results are held at once. When `take` breaks off, the
/// source is asked for nothing more; what is at work is finished and forgotten.
pub fn ordered<T: Send, R: Send>(
    jobs: usize,
    source: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(Event<R>) -> ControlFlow<()>,
) {
    let jobs = jobs.max(1);
    // Each thing travels with the sender of its result; the receivers travel to the taker in order.
    let (to_workers, tasks) = sync_channel::<(T, SyncSender<R>)>(jobs);
    let (to_taker, results) = sync_channel::<Receiver<R>>(jobs);
    let tasks = Mutex::new(tasks);
    let next = || tasks.lock().ok().and_then(|tasks| tasks.recv().ok());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for thing in source {
                let (done, result) = sync_channel(1);
                if to_taker.send(result).is_err() || to_workers.send((thing, done)).is_err() {
                    break;
                }
            }
        });
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((thing, done)) = next() {
                    // The taker may have gone.
                    let _ = done.send(work(thing));
                }
            });
        }
        drain(results, &mut take);
    });
}

/// Hands over results until there are no more or the taker breaks off. A result that will never come (its worker
/// panicked) ends it too; the panic goes on when the threads are joined.
fn drain<R>(results: Receiver<Receiver<R>>, take: &mut impl FnMut(Event<R>) -> ControlFlow<()>) {
    loop {
        let Some(result) = patient(&results, take) else { return };
        let Some(result) = patient(&result, take) else { return };
        if take(Event::Done(result)).is_break() {
            return;
        }
    }
}

/// The next of a channel, `None` when there will be none or the taker broke off meanwhile.
fn patient<X, R>(channel: &Receiver<X>, take: &mut impl FnMut(Event<R>) -> ControlFlow<()>) -> Option<X> {
    loop {
        match channel.recv_timeout(PATIENCE) {
            Ok(next) => return Some(next),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {
                if take(Event::Waiting).is_break() {
                    return None;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_whatever_takes_longest() {
        let slow_first = |n: u64| {
            std::thread::sleep(Duration::from_millis(if n.is_multiple_of(5) { 20 } else { 0 }));
            n * n
        };
        for jobs in [0, 1, 2, 7] {
            let mut got = Vec::new();
            ordered(jobs, 0..40u64, slow_first, |event| {
                if let Event::Done(square) = event {
                    got.push(square);
                }
                ControlFlow::Continue(())
            });
            assert_eq!(got, (0..40).map(|n| n * n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_source_is_asked_for_a_bounded_number_ahead_and_for_none_after_a_break() {
        let (asked, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let source = (0..100_000).inspect(|_| {
            let ahead = asked.fetch_add(1, Ordering::SeqCst) - taken.load(Ordering::SeqCst);
            assert!(ahead <= 4 * 3, "{ahead} ahead");
        });
        ordered(
            3,
            source,
            |n| n,
            |event| {
                if let Event::Done(n) = event {
                    taken.fetch_add(1, Ordering::SeqCst);
                    if n == 500 {
                        return ControlFlow::Break(());
                    }
                }
                ControlFlow::Continue(())
            },
        );
        assert!(asked.load(Ordering::SeqCst) < 600);
    }

    #[test]
    fn a_long_wait_is_told() {
        let mut waited = 0;
        ordered(
            1,
            0..1,
            |_| std::thread::sleep(3 * PATIENCE),
            |event| {
                waited += usize::from(matches!(event, Event::Waiting));
                ControlFlow::Continue(())
            },
        );
        assert!(waited > 0);
    }
}
