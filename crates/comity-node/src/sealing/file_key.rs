//! File keys in and out of the age library: caught while a file opens, presented to open it again.
//!
//! An *opening* is the 16-byte file key of one age file: the header MAC
//! commits to it, and the library checks that MAC for every identity, also for
//! one that simply returns the key. So sealed bytes and file key prove the
//! plain text of this file and of no other (`docs/protocol.md`, section 11).

use std::cell::RefCell;

use age::{DecryptError, secrecy::ExposeSecret};
use age_core::format::{self, Stanza};
use comity_peer::seal::FileKey;

/// An identity that remembers the file key which another one found.
pub(super) struct Catching<'a> {
    inner: &'a dyn age::Identity,
    caught: &'a RefCell<Option<FileKey>>,
}

/// An identity that has nothing but the file key.
pub(super) struct Presenting<'a>(pub(super) &'a FileKey);

impl<'a> Catching<'a> {
    pub(super) fn new(inner: &'a dyn age::Identity, caught: &'a RefCell<Option<FileKey>>) -> Self {
        Self { inner, caught }
    }
}

impl age::Identity for Catching<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<format::FileKey, DecryptError>> {
        let found = self.inner.unwrap_stanza(stanza);
        if let Some(Ok(key)) = &found {
            self.caught
                .replace(Some(FileKey::new(*key.expose_secret())));
        }
        found
    }
}

impl age::Identity for Presenting<'_> {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<format::FileKey, DecryptError>> {
        Some(Ok(format::FileKey::new(Box::new(*self.0.as_bytes()))))
    }
}
