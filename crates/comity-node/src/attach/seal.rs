//! Sealing a file into parts.
//!
//! The sealed bytes are written as a draft beside the others, hashed part by
//! part on the way, and take the root as their name when they are whole and
//! durable. Only then does the store speak of them ([`keep`]).

use std::io::{self, Read, Write};

use comity_core::{
    Hash,
    body::{Attachment, AttachmentPart},
    codes::DataClass,
    envelope::{AttachmentRef, PART},
};
use comity_peer::rng::{Random, array};
use comity_store::{
    StoreError, Tx,
    parts::{AttachmentRow, PartBytes, PartFile, PartSet},
};
use comity_tlog::{frontier::Frontier, hash::leaf_hash};

use super::{AttachError, Streams, count, digest::Digest};

/// A file as it is handed in.
pub struct Plain<'a> {
    /// Its name, without a path.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// What it is.
    pub data_class: DataClass,
    /// The number of the exhibit that it is.
    pub exhibit: Option<String>,
    /// What it is for, where a program reads it.
    pub part: Option<AttachmentPart>,
    /// The most bytes that are taken.
    pub limit: u64,
    /// Its bytes.
    pub bytes: &'a mut dyn Read,
}

/// A file that lies sealed among the parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What the body will say of it.
    pub attachment: Attachment,
    /// What the envelope will say of it.
    pub reference: AttachmentRef,
    /// The leaf hashes of its parts.
    pub hashes: Vec<Hash>,
}

/// Seals a file into parts.
///
/// # Errors
/// Its name, media type or data class are unfit, it is too large, or writing fails.
pub fn seal(
    parts: &dyn PartBytes,
    streams: &dyn Streams,
    rng: &mut dyn Random,
    file: Plain<'_>,
) -> Result<Sealed, AttachError> {
    let mut attachment = Attachment {
        data_class: file.data_class,
        exhibit: file.exhibit,
        identity: String::new(),
        media_type: file.media_type,
        name: file.name,
        part: file.part,
        root: Hash::from_bytes([0; 32]),
        sha256: Hash::from_bytes([0; 32]),
        size: 0,
    };
    attachment.check()?;
    let seed: [u8; 32] = array(rng);
    let draft = draft_name(&array(rng));
    let mut plain = Counted::new(file.bytes, file.limit)?;
    let mut sealed = PartWriter::new(parts, &draft);
    let written = streams
        .seal(&seed, &mut plain, &mut sealed)
        .map_err(AttachError::from)
        .and_then(|identity| Ok((identity, sealed.finish()?)));
    let (identity, whole) = match written {
        Ok(whole) => whole,
        Err(error) => {
            parts.remove(PartFile::Draft(&draft))?;
            return Err(if plain.over() {
                plain.too_large()
            } else {
                error
            });
        }
    };
    parts.adopt(&draft, &whole.root)?;
    attachment.identity = identity;
    attachment.root = whole.root;
    (attachment.sha256, attachment.size) = plain.done()?;
    let reference = AttachmentRef {
        root: whole.root,
        size: whole.size,
    };
    Ok(Sealed {
        attachment,
        reference,
        hashes: whole.hashes,
    })
}

/// Lets the store speak of a file that lies sealed among the parts.
pub(crate) fn keep(tx: &mut dyn Tx, sealed: &Sealed) -> Result<(), StoreError> {
    tx.put_attachment(&AttachmentRow {
        root: sealed.reference.root,
        size: sealed.reference.size,
        held: PartSet::first(count(sealed.reference.size)),
        complete: true,
        scan: None,
    })?;
    tx.put_part_hashes(&sealed.reference.root, &sealed.hashes)
}

fn draft_name(random: &[u8; 16]) -> String {
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Counts and fingerprints what is read, and stops at the limit.
struct Counted<'a> {
    inner: &'a mut dyn Read,
    digest: Digest,
    size: u64,
    limit: u64,
}

impl<'a> Counted<'a> {
    fn new(inner: &'a mut dyn Read, limit: u64) -> io::Result<Self> {
        Ok(Self {
            inner,
            digest: Digest::new()?,
            size: 0,
            limit,
        })
    }

    const fn over(&self) -> bool {
        self.size > self.limit
    }

    const fn too_large(&self) -> AttachError {
        AttachError::TooLarge {
            size: self.size,
            limit: self.limit,
        }
    }

    fn done(self) -> io::Result<(Hash, u64)> {
        Ok((self.digest.finish()?, self.size))
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.size = self.size.saturating_add(read as u64);
        if self.over() {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                "over the limit",
            ));
        }
        self.digest.update(buffer.get(..read).unwrap_or_default())?;
        Ok(read)
    }
}

/// Writes a stream in parts and hashes each.
struct PartWriter<'a> {
    parts: &'a dyn PartBytes,
    draft: &'a str,
    buffer: Vec<u8>,
    size: u64,
    hashes: Vec<Hash>,
}

struct Whole {
    root: Hash,
    size: u64,
    hashes: Vec<Hash>,
}

/// Bytes of one part in memory.
const ROOM: usize = 1 << 20;
const _: () = assert!(ROOM as u64 == PART, "a part is written at once");

impl<'a> PartWriter<'a> {
    fn new(parts: &'a dyn PartBytes, draft: &'a str) -> Self {
        Self {
            parts,
            draft,
            buffer: Vec::with_capacity(ROOM),
            size: 0,
            hashes: Vec::new(),
        }
    }

    fn flush_part(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.parts
            .write(PartFile::Draft(self.draft), self.size, &self.buffer)
            .map_err(io_error)?;
        self.hashes.push(leaf_hash(&self.buffer));
        self.size = self.size.saturating_add(self.buffer.len() as u64);
        self.buffer.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<Whole, AttachError> {
        self.flush_part()?;
        Ok(Whole {
            root: root_of(&self.hashes),
            size: self.size,
            hashes: self.hashes,
        })
    }
}

pub(crate) fn root_of(hashes: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    for hash in hashes {
        frontier.push(*hash, |_, _, _| ());
    }
    frontier.root()
}

fn io_error(error: StoreError) -> io::Error {
    match error {
        StoreError::Full => io::Error::new(io::ErrorKind::StorageFull, error),
        other => io::Error::other(other),
    }
}

impl Write for PartWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = ROOM.saturating_sub(self.buffer.len());
        let taken = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        self.buffer.extend_from_slice(taken);
        if self.buffer.len() == ROOM {
            self.flush_part()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
