//! Sealed attachments beside a proof: written when it is exported, read once when it is verified.
//!
//! `proof.tar` has them as `proof.tar.1.attachment-1.age` in the same folder.
//! Reading needs no node: hash and opening are made of one stream.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::PathBuf,
};

use aws_lc_rs::digest;
use comity_core::{Hash, envelope::PART};
use comity_peer::{
    attachment::PartHasher,
    proof::beside::{Beside, FoundBeside},
    seal::{FileKey, OpenError},
};
use comity_store::Store;

use crate::{
    attach::{AttachError, PartReader},
    office::Office,
    sealing::stream::{self, StreamError},
};

/// A sealed attachment that belongs beside a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideProof {
    /// What its file is called, after the name of the proof and a full stop.
    pub name: String,
    /// The root over its parts.
    pub root: Hash,
    /// Sealed bytes.
    pub size: u64,
}

impl<S: Store> Office<'_, S> {
    /// Writes a sealed attachment that belongs beside a proof.
    ///
    /// # Errors
    /// It cannot be read, or not be written.
    pub fn write_beside(&self, file: &BesideProof, to: &mut dyn Write) -> Result<(), AttachError> {
        let sealed = PartReader::new(self.parts, file.root, file.size);
        let mut sealed = BufReader::with_capacity(capacity(), sealed);
        let written = io::copy(&mut sealed, to)?;
        if written == file.size {
            Ok(())
        } else {
            Err(AttachError::NotAsSaid)
        }
    }
}

/// The files beside a proof.
#[derive(Debug, Clone)]
pub struct BesideFiles {
    /// The proof.
    pub proof: PathBuf,
}

impl BesideFiles {
    /// Where the file of this name lies.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        let mut path = self.proof.clone().into_os_string();
        path.push(".");
        path.push(name);
        path.into()
    }
}

impl Beside for BesideFiles {
    fn open(&self, name: &str, key: &FileKey) -> Option<Result<FoundBeside, OpenError>> {
        match File::open(self.path(name)) {
            Ok(file) => Some(read(file, key)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => Some(Err(OpenError::Fault(error.to_string()))),
        }
    }
}

fn read(sealed: impl Read, key: &FileKey) -> Result<FoundBeside, OpenError> {
    let fault = |error: &dyn std::fmt::Display| OpenError::Fault(error.to_string());
    let mut sealed = Hashing {
        inner: BufReader::with_capacity(capacity(), sealed),
        parts: PartHasher::new(),
    };
    let mut plain = Digest {
        digest: digest::Context::new(&digest::SHA256),
        size: 0,
    };
    let opened = match stream::open_with(key, &mut sealed, &mut plain) {
        Ok(_) => Ok(()),
        Err(StreamError::Open(OpenError::Fault(error))) => return Err(OpenError::Fault(error)),
        Err(StreamError::Open(error)) => Err(error),
        Err(error) => return Err(fault(&error)),
    };
    // The root is that of all bytes, also where it does not open.
    io::copy(&mut sealed, &mut io::sink()).map_err(|error| fault(&error))?;
    let reference = sealed.parts.finish().reference();
    let reference = reference.map_err(|_| OpenError::Damaged)?;
    Ok(FoundBeside {
        root: reference.root,
        size: reference.size,
        plain: opened.and_then(|()| plain.finish()),
    })
}

fn capacity() -> usize {
    usize::try_from(PART).unwrap_or(1 << 20)
}

/// Hashes the parts of what is read.
struct Hashing<R> {
    inner: BufReader<R>,
    parts: PartHasher,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.parts.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<R: Read> BufRead for Hashing<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let read = self.inner.buffer().get(..amount).unwrap_or_default();
        self.parts.update(read);
        self.inner.consume(amount);
    }
}

/// The fingerprint of what is written.
struct Digest {
    digest: digest::Context,
    size: u64,
}

impl Digest {
    fn finish(self) -> Result<(Hash, u64), OpenError> {
        let digest = self.digest.finish();
        let bytes = digest.as_ref().try_into();
        let bytes = bytes.map_err(|_| OpenError::Fault("a fingerprint".to_owned()))?;
        Ok((Hash::from_bytes(bytes), self.size))
    }
}

impl Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.digest.update(bytes);
        self.size = self.size.saturating_add(bytes.len() as u64);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
