//! Sealing and opening of attachments, which are too large to be held in memory.
//!
//! Each attachment is sealed to a fresh identity of its own, which stands in
//! the body of its act (`docs/protocol.md`, section 4.3), so that one file can
//! be disclosed alone and stock `age -i` opens it.
//!
//! A cut file yields plain text before it yields the error: whoever opens a
//! stream writes to a place that nobody reads until [`open`] has returned.

use std::{
    cell::RefCell,
    io::{self, BufRead, Read, Write},
};

use comity_peer::seal::{FileKey, OpenError, SealError};

use super::{
    Identity,
    age_error::{open_error, read_error},
    file_key::{Catching, Presenting},
    identity,
};

/// Bytes copied at once: some chunks of the age payload.
const BUFFER: usize = 256 * 1024;

/// Why a stream was not sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// Sealing failed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The sealed bytes do not open, or not to their end.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The source could not be read or the target not be written.
    #[error("copy a stream: {0}")]
    Io(#[from] io::Error),
}

impl StreamError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Seal(error) => error.code(),
            Self::Open(error) => error.code(),
            Self::Io(error) if error.kind() == io::ErrorKind::StorageFull => "stream-disk-full",
            Self::Io(_) => "stream-io",
        }
    }
}

/// Seals all of `plain` to one recipient; gives the number of plain bytes and the target.
///
/// # Errors
/// The recipient is none, or reading or writing fails; then the target is no whole file.
pub fn seal<W: Write>(
    recipient: &str,
    plain: &mut dyn Read,
    sealed: W,
) -> Result<(u64, W), StreamError> {
    let to =
        identity::recipient(recipient).map_err(|_| SealError::Recipient(recipient.to_owned()))?;
    let mut writer = age::Encryptor::with_recipients(std::iter::once(to.as_ref()))
        .map_err(|error| SealError::Fault(error.to_string()))?
        .wrap_output(sealed)?;
    let bytes = copy(plain, &mut writer)?;
    Ok((bytes, writer.finish()?))
}

/// Opens a sealed stream with its identity; gives the number of plain bytes and the file key.
///
/// # Errors
/// The stream is damaged, cut off or for another identity, or copying fails:
/// then what was written so far must be thrown away.
pub fn open(
    identity: &Identity,
    sealed: &mut dyn BufRead,
    plain: &mut dyn Write,
) -> Result<(u64, FileKey), StreamError> {
    let caught = RefCell::new(None);
    let catching = Catching::new(identity.as_age(), &caught);
    let bytes = copy_opened(&catching, sealed, plain)?;
    let key = caught
        .take()
        .ok_or_else(|| OpenError::Fault("no file key".to_owned()))?;
    Ok((bytes, key))
}

/// Opens a sealed stream with its disclosed file key.
///
/// # Errors
/// As [`open`].
pub fn open_with(
    key: &FileKey,
    sealed: &mut dyn BufRead,
    plain: &mut dyn Write,
) -> Result<u64, StreamError> {
    copy_opened(&Presenting(key), sealed, plain)
}

fn copy_opened(
    identity: &dyn age::Identity,
    sealed: &mut dyn BufRead,
    plain: &mut dyn Write,
) -> Result<u64, StreamError> {
    let mut reader = age::Decryptor::new_buffered(sealed)
        .map_err(|error| open_error(&error))?
        .decrypt(std::iter::once(identity))
        .map_err(|error| open_error(&error))?;
    let mut buffer = vec![0; BUFFER];
    let mut bytes = 0;
    loop {
        let read = match reader.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(read_error(error)),
        };
        plain.write_all(buffer.get(..read).unwrap_or_default())?;
        bytes += read as u64;
    }
}

fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<u64> {
    let mut buffer = vec![0; BUFFER];
    let mut bytes = 0;
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        to.write_all(buffer.get(..read).unwrap_or_default())?;
        bytes += read as u64;
    }
}
