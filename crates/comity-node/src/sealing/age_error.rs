//! What the age library's errors say about a file.
//!
//! A verdict on an entry rests on this (`docs/protocol.md`, section 4.4),
//! so a fault of ours must never look like a fault of the file.

use std::io;

use age::DecryptError;
use comity_peer::seal::OpenError;

use super::stream::StreamError;

/// An error before the payload.
pub(super) fn open_error(error: &DecryptError) -> OpenError {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed => OpenError::NotForUs,
        DecryptError::InvalidHeader | DecryptError::InvalidMac | DecryptError::UnknownFormat => {
            OpenError::Damaged
        }
        DecryptError::Io(error) if of_the_file(error) => OpenError::Damaged,
        other => OpenError::Fault(other.to_string()),
    }
}

/// An error while the payload is read: the library reports bad chunks as IO errors.
pub(super) fn read_error(error: io::Error) -> StreamError {
    if of_the_file(&error) {
        OpenError::Damaged.into()
    } else {
        error.into()
    }
}

fn of_the_file(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
    )
}
