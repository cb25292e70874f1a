//! Opening an attachment for a person: all parts, the fingerprint that the body says, and a clean scan.
//!
//! Plain bytes go to a file beside the one that the person named, readable by
//! its owner alone, and take its name only when everything fits.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    thread,
};

use comity_core::{Hash, Time, body::Attachment, envelope::PART};
use comity_peer::seal::FileKey;
use comity_store::{
    Store,
    parts::{AttachmentRow, PartBytes, PartFile, ScanVerdict},
};

use super::{AttachError, Streams, count, digest::Digest, flush::Flusher, parts, scan};
use crate::node::Node;

/// Reads a sealed attachment from its parts.
pub struct PartReader<'a> {
    parts: &'a dyn PartBytes,
    root: Hash,
    at: u64,
    size: u64,
}

impl<'a> PartReader<'a> {
    /// From the beginning.
    #[must_use]
    pub const fn new(parts: &'a dyn PartBytes, root: Hash, size: u64) -> Self {
        Self {
            parts,
            root,
            at: 0,
            size,
        }
    }
}

impl Read for PartReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.size.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let wanted = left.min(buffer.len());
        let bytes = self
            .parts
            .read(PartFile::Sealed(&self.root), self.at, wanted)
            .map_err(io::Error::other)?;
        if let Some(place) = buffer.get_mut(..bytes.len()) {
            place.copy_from_slice(&bytes);
        }
        self.at = self.at.saturating_add(bytes.len() as u64);
        Ok(bytes.len())
    }
}

/// Fingerprints and counts what is written.
struct Fingerprint<W> {
    inner: W,
    digest: Digest,
    size: u64,
}

impl<W: Write> Write for Fingerprint<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest
            .update(bytes.get(..written).unwrap_or_default())?;
        self.size = self.size.saturating_add(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Writes to a file whose pages the disk takes on the way.
struct Flushed<'file, 'scope> {
    file: &'file File,
    flusher: Flusher<'scope, io::Error>,
}

impl Write for Flushed<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.flusher.wrote(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl<S: Store> Node<S> {
    /// Opens an attachment into memory or a stream that nobody reads before this returns.
    ///
    /// # Errors
    /// Not complete, erased, damaged, or not what the body says.
    pub fn open_stream(
        &self,
        parts: &dyn PartBytes,
        streams: &dyn Streams,
        attachment: &Attachment,
        to: &mut dyn Write,
    ) -> Result<FileKey, AttachError> {
        let row = self.complete_row(&attachment.root)?;
        let sealed = PartReader::new(parts, row.root, row.size);
        let mut sealed = BufReader::with_capacity(usize::try_from(PART).unwrap_or(1 << 20), sealed);
        let mut plain = Fingerprint {
            inner: to,
            digest: Digest::new()?,
            size: 0,
        };
        let key = streams.open(&attachment.identity, &mut sealed, &mut plain)?;
        plain.flush()?;
        let hash = plain.digest.finish()?;
        if hash == attachment.sha256 && plain.size == attachment.size {
            Ok(key)
        } else {
            Err(AttachError::NotAsSaid)
        }
    }

    /// Opens an attachment into a file, after a scan where the house has one.
    ///
    /// # Errors
    /// As [`Node::open_stream`]; or the scan did not clear it; or the file exists.
    pub fn open_file(
        &self,
        parts: &dyn PartBytes,
        streams: &dyn Streams,
        attachment: &Attachment,
        command: &[String],
        out: &Path,
        now: Time,
    ) -> Result<(), AttachError> {
        let row = self.complete_row(&attachment.root)?;
        if row.scan.as_ref().is_some_and(|verdict| !verdict.clean) {
            return Err(AttachError::NotClean);
        }
        let waiting = Waiting::create(out)?;
        let file = waiting.open()?;
        thread::scope(|scope| {
            let mut to = Flushed {
                flusher: Flusher::start(scope, || file.sync_data())?,
                file: &file,
            };
            self.open_stream(parts, streams, attachment, &mut to)?;
            Ok::<_, AttachError>(to.flusher.finish()?)
        })?;
        file.sync_all()?;
        if !command.is_empty() && row.scan.is_none() {
            let verdict = scan::run(command, &waiting.path, now)?;
            let clean = verdict.clean;
            self.note_scan(&row.root, verdict)?;
            if !clean {
                return Err(AttachError::NotClean);
            }
        }
        waiting.deliver(out)
    }

    /// Opens an attachment as [`Node::open_file`] does, into a file of this folder that has no
    /// name any more when it is given: it is gone with whoever reads it, whatever happens.
    ///
    /// # Errors
    /// The same.
    pub fn open_unnamed(
        &self,
        parts: &dyn PartBytes,
        streams: &dyn Streams,
        attachment: &Attachment,
        command: &[String],
        within: &Unnamed<'_>,
        now: Time,
    ) -> Result<File, AttachError> {
        fs::create_dir_all(within.folder)?;
        let out = within.folder.join(within.name);
        self.open_file(parts, streams, attachment, command, &out, now)?;
        let file = File::open(&out);
        fs::remove_file(&out)?;
        Ok(file?)
    }

    fn complete_row(&self, root: &Hash) -> Result<AttachmentRow, AttachError> {
        let row = self.store.read(|tx| parts::row(tx, root))?;
        if row.complete {
            Ok(row)
        } else {
            Err(AttachError::Incomplete {
                held: row.held.count(),
                parts: count(row.size),
            })
        }
    }

    fn note_scan(&self, root: &Hash, verdict: ScanVerdict) -> Result<(), AttachError> {
        let root = *root;
        self.store.write(move |tx| {
            let mut row = parts::row(&*tx, &root)?;
            row.scan = Some(verdict);
            Ok(tx.put_attachment(&row)?)
        })
    }
}

/// Where a file stands while it is being opened.
#[derive(Debug, Clone, Copy)]
pub struct Unnamed<'a> {
    /// A folder of the house, on the same volume as the rest of it.
    pub folder: &'a Path,
    /// A name that nobody else uses meanwhile.
    pub name: &'a str,
}

/// A file beside the one that was named, taken away again unless it is delivered.
struct Waiting {
    path: PathBuf,
}

impl Waiting {
    fn create(out: &Path) -> Result<Self, AttachError> {
        if out.exists() {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
        }
        let mut name = out.as_os_str().to_owned();
        name.push(".opening");
        Ok(Self { path: name.into() })
    }

    fn open(&self) -> io::Result<File> {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&self.path)
    }

    fn deliver(self, out: &Path) -> Result<(), AttachError> {
        Ok(fs::rename(&self.path, out)?)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // Gone already when it was delivered.
        drop(fs::remove_file(&self.path));
    }
}
