//! Sealing a file into parts.
//!
//! The sealed bytes are written as a draft beside the others, hashed part by
//! part on the way, and take the root as their name when they are whole and
//! durable. Only then does the store speak of them ([`keep`]).

use std::{
    io::{self, Read},
    thread,
};

use comity_core::{
    Hash,
    body::{Attachment, AttachmentPart},
    codes::DataClass,
    envelope::AttachmentRef,
};
use comity_peer::rng::{Random, array};
use comity_store::{
    StoreError, Tx,
    parts::{AttachmentRow, PartBytes, PartFile, PartSet},
};
use comity_tlog::frontier::Frontier;

use super::{
    AttachError, Streams, count,
    digest::Digest,
    writer::{PartWriter, Whole},
};

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
    let written = write_draft(parts, streams, &seed, &mut plain, &draft);
    let (identity, whole) = written.map_err(|error| {
        // What is left of it only takes room; why it failed is more than that it also stays.
        drop(parts.remove(PartFile::Draft(&draft)));
        match plain.over() {
            true => plain.too_large(),
            false => error,
        }
    })?;
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

/// Writes a draft to its end and gives it its root; the identity and what was written.
fn write_draft(
    parts: &dyn PartBytes,
    streams: &dyn Streams,
    seed: &[u8; 32],
    plain: &mut dyn Read,
    draft: &str,
) -> Result<(String, Whole), AttachError> {
    let (identity, whole) = thread::scope(|scope| {
        let mut sealed = PartWriter::start(scope, parts, draft)?;
        let identity = streams.seal(seed, plain, &mut sealed);
        // The threads end in any case; what they met comes first.
        let whole = sealed.finish()?;
        Ok::<_, AttachError>((identity?, whole))
    })?;
    parts.adopt(draft, &whole.root)?;
    Ok((identity, whole))
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

pub(crate) fn root_of(hashes: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    for hash in hashes {
        frontier.push(*hash, |_, _, _| ());
    }
    frontier.root()
}
