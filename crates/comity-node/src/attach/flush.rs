//! Letting the disk take what was written while more is being made.
//!
//! Without this the pages of a large file wait until its end, and the last sync waits for
//! all of them. What is durable at the end is decided by that last sync; what a sync on the
//! way met is not forgotten, since a system may report a failed write only once.

use std::{
    sync::mpsc::{SyncSender, TrySendError, sync_channel},
    thread::{Scope, ScopedJoinHandle},
};

/// Bytes between two syncs.
const STEP: u64 = 64 << 20;

/// A thread that syncs a file now and then.
pub(super) struct Flusher<'scope, E> {
    since: u64,
    turns: SyncSender<()>,
    thread: ScopedJoinHandle<'scope, Result<(), E>>,
}

impl<'scope, E: Send + 'scope> Flusher<'scope, E> {
    /// Starts the thread; `sync` makes durable what was written so far.
    ///
    /// # Errors
    /// There is no thread to be had.
    pub(super) fn start<'env>(
        scope: &'scope Scope<'scope, 'env>,
        sync: impl Fn() -> Result<(), E> + Send + 'scope,
    ) -> std::io::Result<Self> {
        let (turns, waiting) = sync_channel::<()>(0);
        let thread = std::thread::Builder::new()
            .name("flush".to_owned())
            .spawn_scoped(scope, move || waiting.iter().try_for_each(|()| sync()))?;
        Ok(Self {
            since: 0,
            turns,
            thread,
        })
    }

    /// Notes written bytes; a sync begins when there are enough and none is under way.
    pub(super) fn wrote(&mut self, bytes: u64) {
        self.since = self.since.saturating_add(bytes);
        if self.since < STEP {
            return;
        }
        match self.turns.try_send(()) {
            Ok(()) => self.since = 0,
            // Under way, or it failed and has ended: `finish` says so.
            Err(TrySendError::Full(()) | TrySendError::Disconnected(())) => {}
        }
    }

    /// Waits for the thread; the caller syncs what was written since.
    ///
    /// # Errors
    /// A sync failed.
    pub(super) fn finish(self) -> Result<(), E> {
        drop(self.turns);
        match self.thread.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicBool, AtomicU32, Ordering},
        thread,
    };

    use super::*;

    #[test]
    fn little_is_not_synced_on_the_way() {
        let turns = AtomicU32::new(0);
        let done = thread::scope(|scope| {
            let sync = || {
                turns.fetch_add(1, Ordering::SeqCst);
                Ok::<_, ()>(())
            };
            let mut flusher = Flusher::start(scope, sync).unwrap();
            flusher.wrote(STEP - 1);
            flusher.finish()
        });
        assert_eq!((done, turns.into_inner()), (Ok(()), 0));
    }

    #[test]
    fn a_sync_that_failed_on_the_way_is_told_at_the_end() {
        let tried = AtomicBool::new(false);
        let done = thread::scope(|scope| {
            let sync = || {
                tried.store(true, Ordering::SeqCst);
                Err("the disk is gone")
            };
            let mut flusher = Flusher::start(scope, sync).unwrap();
            // Until the thread has begun to wait, nobody takes the turn.
            while !tried.load(Ordering::SeqCst) {
                flusher.wrote(STEP);
            }
            flusher.wrote(STEP);
            flusher.finish()
        });
        assert_eq!(done, Err("the disk is gone"));
    }
}
