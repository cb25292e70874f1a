//! SHA-256 of a stream on another core, while sealing or opening goes on.

use std::{
    io,
    sync::mpsc::{SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use aws_lc_rs::digest;
use comity_core::Hash;

/// Bytes that are handed over at once.
const PIECE: usize = 256 * 1024;
/// Pieces that may wait.
const WAITING: usize = 4;

/// A fingerprint on its way.
#[derive(Debug)]
pub(super) struct Digest {
    piece: Vec<u8>,
    pieces: SyncSender<Vec<u8>>,
    thread: JoinHandle<digest::Digest>,
}

impl Digest {
    /// Of nothing yet.
    pub(super) fn new() -> io::Result<Self> {
        let (pieces, waiting) = sync_channel::<Vec<u8>>(WAITING);
        let thread = thread::Builder::new()
            .name("digest".to_owned())
            .spawn(move || {
                let mut digest = digest::Context::new(&digest::SHA256);
                for piece in waiting {
                    digest.update(&piece);
                }
                digest.finish()
            })?;
        Ok(Self {
            piece: Vec::with_capacity(PIECE),
            pieces,
            thread,
        })
    }

    /// Takes more bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() < PIECE {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.pieces.send(piece).map_err(|_| lost())
    }

    /// The fingerprint of all.
    pub(super) fn finish(self) -> io::Result<Hash> {
        let Self {
            piece,
            pieces,
            thread,
        } = self;
        pieces.send(piece).map_err(|_| lost())?;
        // The thread ends when nothing more can come.
        drop(pieces);
        let digest = thread.join().map_err(|_| lost())?;
        Hash::from_slice(digest.as_ref()).map_err(|_| lost())
    }
}

fn lost() -> io::Error {
    io::Error::other("the thread that hashes ended")
}

#[cfg(test)]
mod tests {
    use comity_tlog::hash::sha256;

    use super::*;

    #[test]
    fn the_fingerprint_is_that_of_all_bytes_in_their_order() {
        for size in [0, 1, PIECE - 1, PIECE, 3 * PIECE + 7] {
            let bytes: Vec<u8> = (0_u8..=250).cycle().take(size).collect();
            let mut digest = Digest::new().unwrap();
            for some in bytes.chunks(1_000) {
                digest.update(some).unwrap();
            }
            assert_eq!(digest.finish().unwrap(), sha256(&bytes));
        }
    }
}
