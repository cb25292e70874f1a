//! One piece of an upload: sealed as it comes, and opened again when all are there.

use std::{
    io::{self, BufReader, Read, Write},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{Builder, Scope},
};

use comity_store::{
    StoreError,
    parts::{PartBytes, PartFile},
};
use serde::{Deserialize, Serialize};

use super::UploadError;
use crate::attach::{AttachError, Streams};

/// Bytes written or read at once.
const ROOM: usize = 1 << 20;
/// Blocks of opened bytes that may wait.
const WAITING: usize = 2;

/// A piece that lies sealed among the parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Piece {
    /// The name of its file.
    pub(super) file: String,
    /// What opens it.
    pub(super) identity: String,
    /// Bytes before sealing.
    pub(super) plain: u64,
    /// Bytes of the file.
    pub(super) sealed: u64,
}

/// Bytes as far as they come: whoever is cut off has sent what came until then.
pub(super) struct Came<'a> {
    inner: &'a mut dyn Read,
    left: u64,
    count: u64,
    too_long: bool,
}

impl<'a> Came<'a> {
    /// At most so many.
    pub(super) fn new(inner: &'a mut dyn Read, left: u64) -> Self {
        Self {
            inner,
            left,
            count: 0,
            too_long: false,
        }
    }
}

impl Read for Came<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || self.too_long {
            return Ok(0);
        }
        // One byte more than there may be shows that there are more.
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        let most = most.saturating_add(1).min(buffer.len());
        let place = buffer.get_mut(..most).unwrap_or_default();
        let read = match self.inner.read(place) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(_) => return Ok(0),
        };
        if read as u64 > self.left {
            self.too_long = true;
            return Ok(0);
        }
        self.left = self.left.saturating_sub(read as u64);
        self.count = self.count.saturating_add(read as u64);
        Ok(read)
    }
}

/// Seals what comes into a file and makes it durable; nothing where nothing came.
pub(super) fn write(
    parts: &dyn PartBytes,
    streams: &dyn Streams,
    seed: &[u8; 32],
    file: &str,
    mut came: Came<'_>,
) -> Result<Option<Piece>, UploadError> {
    let mut sealed = Sink::new(parts, file);
    let identity = streams.seal(seed, &mut came, &mut sealed);
    // What the disk said comes first.
    let size = sealed.finish()?;
    let identity = identity.map_err(AttachError::from)?;
    if came.too_long {
        return Err(UploadError::TooLong);
    }
    if came.count == 0 {
        return Ok(None);
    }
    parts.sync(PartFile::Draft(file))?;
    Ok(Some(Piece {
        file: file.to_owned(),
        identity,
        plain: came.count,
        sealed: size,
    }))
}

/// Writes a file from its beginning, block by block.
struct Sink<'a> {
    parts: &'a dyn PartBytes,
    file: &'a str,
    block: Vec<u8>,
    written: u64,
    failed: Option<StoreError>,
}

impl<'a> Sink<'a> {
    fn new(parts: &'a dyn PartBytes, file: &'a str) -> Self {
        Self {
            parts,
            file,
            block: Vec::new(),
            written: 0,
            failed: None,
        }
    }

    fn put(&mut self) -> io::Result<()> {
        let file = PartFile::Draft(self.file);
        if let Err(error) = self.parts.write(file, self.written, &self.block) {
            let told = io::Error::other(error.to_string());
            self.failed = Some(error);
            return Err(told);
        }
        self.written = self.written.saturating_add(self.block.len() as u64);
        self.block.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<u64, StoreError> {
        if self.failed.is_none() {
            self.put().ok();
        }
        self.failed.map_or(Ok(self.written), Err)
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.block.extend_from_slice(bytes);
        if self.block.len() >= ROOM {
            self.put()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The bytes of all pieces, opened one after the other by a thread of its own.
pub(super) struct Reading {
    blocks: Receiver<Told>,
    block: Vec<u8>,
    at: usize,
    over: bool,
}

enum Told {
    Some(Vec<u8>),
    Failed(io::Error),
    End,
}

impl Reading {
    /// Starts the thread.
    ///
    /// # Errors
    /// There is no thread to be had.
    pub(super) fn start<'scope, 'env>(
        scope: &'scope Scope<'scope, 'env>,
        parts: &'scope dyn PartBytes,
        streams: &'scope dyn Streams,
        pieces: &'scope [Piece],
    ) -> Result<Self, AttachError> {
        let (sender, blocks) = sync_channel(WAITING);
        Builder::new()
            .name("pieces".to_owned())
            .spawn_scoped(scope, move || open(parts, streams, pieces, &sender))?;
        Ok(Self {
            blocks,
            block: Vec::new(),
            at: 0,
            over: false,
        })
    }
}

fn open(parts: &dyn PartBytes, streams: &dyn Streams, pieces: &[Piece], blocks: &SyncSender<Told>) {
    for piece in pieces {
        let sealed = Source {
            parts,
            piece,
            at: 0,
        };
        let mut sealed = BufReader::with_capacity(ROOM, sealed);
        let opened = streams.open(&piece.identity, &mut sealed, &mut Blocks(blocks));
        if let Err(error) = opened {
            // Nobody may be there to hear it.
            blocks.send(Told::Failed(io::Error::other(error))).ok();
            return;
        }
    }
    blocks.send(Told::End).ok();
}

struct Source<'a> {
    parts: &'a dyn PartBytes,
    piece: &'a Piece,
    at: u64,
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.piece.sealed.saturating_sub(self.at));
        let wanted = left.unwrap_or(usize::MAX).min(buffer.len());
        if wanted == 0 {
            return Ok(0);
        }
        let file = PartFile::Draft(&self.piece.file);
        let bytes = self.parts.read(file, self.at, wanted);
        let bytes = bytes.map_err(io::Error::other)?;
        if let Some(place) = buffer.get_mut(..bytes.len()) {
            place.copy_from_slice(&bytes);
        }
        self.at = self.at.saturating_add(bytes.len() as u64);
        Ok(bytes.len())
    }
}

/// Hands blocks over; ends where nobody takes them.
struct Blocks<'a>(&'a SyncSender<Told>);

impl Write for Blocks<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.send(Told::Some(bytes.to_vec()));
        sent.map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.block.len() && !self.over {
            match self.blocks.recv() {
                Ok(Told::Some(block)) => (self.block, self.at) = (block, 0),
                Ok(Told::End) => self.over = true,
                Ok(Told::Failed(error)) => return Err(error),
                Err(_) => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let rest = self.block.get(self.at..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(from);
        }
        self.at = self.at.saturating_add(length);
        Ok(length)
    }
}
