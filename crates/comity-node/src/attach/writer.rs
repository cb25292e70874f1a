//! Writing a sealed stream in parts, while the next part is being sealed.
//!
//! One thread hashes and writes each part, another lets the disk take them, so that the
//! thread that seals only seals. Few parts are in memory at a time.

use std::{
    io::{self, Write},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{Builder, Scope, ScopedJoinHandle},
};

use comity_core::{Hash, envelope::PART};
use comity_store::{
    StoreError,
    parts::{PartBytes, PartFile},
};
use comity_tlog::hash::leaf_hash;

use super::{AttachError, flush::Flusher, seal::root_of};

/// Bytes of one part in memory.
const ROOM: usize = 1 << 20;
const _: () = assert!(ROOM as u64 == PART, "a part is written at once");
/// Parts that may wait to be written.
const WAITING: usize = 3;

/// Takes a stream; cuts, hashes and writes its parts.
pub(super) struct PartWriter<'scope> {
    part: Vec<u8>,
    /// To the thread that writes.
    full: SyncSender<Vec<u8>>,
    /// Buffers back from it.
    empty: Receiver<Vec<u8>>,
    thread: ScopedJoinHandle<'scope, Result<Vec<Hash>, StoreError>>,
    size: u64,
}

/// A stream that was written to its end.
pub(super) struct Whole {
    pub(super) root: Hash,
    pub(super) size: u64,
    pub(super) hashes: Vec<Hash>,
}

impl<'scope> PartWriter<'scope> {
    /// Begins a draft.
    ///
    /// # Errors
    /// There is no thread to be had.
    pub(super) fn start<'env>(
        scope: &'scope Scope<'scope, 'env>,
        parts: &'scope dyn PartBytes,
        draft: &'scope str,
    ) -> io::Result<Self> {
        let (full, to_write) = sync_channel::<Vec<u8>>(WAITING);
        let (back, empty) = sync_channel(WAITING + 1);
        let file = PartFile::Draft(draft);
        let mut flusher = Flusher::start(scope, move || parts.sync(file))?;
        let write = move || {
            let (mut hashes, mut offset) = (Vec::new(), 0);
            for mut part in to_write {
                parts.write(file, offset, &part)?;
                hashes.push(leaf_hash(&part));
                let written = part.len() as u64;
                flusher.wrote(written);
                offset += written;
                part.clear();
                // Nobody takes it back when the stream has ended.
                back.try_send(part).ok();
            }
            flusher.finish()?;
            Ok(hashes)
        };
        let thread = Builder::new()
            .name("parts".to_owned())
            .spawn_scoped(scope, write)?;
        Ok(Self {
            part: Vec::with_capacity(ROOM),
            full,
            empty,
            thread,
            size: 0,
        })
    }

    /// Hands the part over and goes on with an empty one.
    fn hand_over(&mut self) -> io::Result<()> {
        let next = self.empty.try_recv();
        let next = next.unwrap_or_else(|_| Vec::with_capacity(ROOM));
        let part = std::mem::replace(&mut self.part, next);
        self.full.send(part).map_err(|_| ended())
    }

    /// Waits until all is written.
    ///
    /// # Errors
    /// A part could not be written.
    pub(super) fn finish(mut self) -> Result<Whole, AttachError> {
        // When the thread has ended, it says below why.
        let handed = match self.part.is_empty() {
            true => Ok(()),
            false => self.hand_over(),
        };
        drop(self.full);
        let hashes = match self.thread.join() {
            Ok(written) => written?,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        handed?;
        Ok(Whole {
            root: root_of(&hashes),
            size: self.size,
            hashes,
        })
    }
}

fn ended() -> io::Error {
    io::Error::other("the thread that writes ended")
}

impl Write for PartWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = ROOM.saturating_sub(self.part.len());
        let taken = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        self.part.extend_from_slice(taken);
        self.size = self.size.saturating_add(taken.len() as u64);
        if self.part.len() == ROOM {
            self.hand_over()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
