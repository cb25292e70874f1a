//! Sealing with age: X25519 and hybrid recipients behind the seam of `comity_peer::seal`.
//!
//! [`AgeSealer`] seals and opens whole files (envelopes, bodies, pouch files);
//! [`stream`] does attachments. The library draws file keys, nonces and
//! ephemeral keys from the system's random source and takes no other, which
//! is why this lies behind a trait that the simulated world stands in for.
//!
//! Out of scope: padding and what is inside (`comity_peer::act`), where the
//! identities lie ([`crate::keys`]).

mod age_error;
mod file_key;
mod hybrid;
mod identity;
mod long_bech32;
pub mod stream;
#[cfg(test)]
mod tests;

use std::{
    cell::RefCell,
    io::{Read, Write},
};

use comity_peer::seal::{FileKey, OpenError, Opened, Recipients, SealError, Sealer, Suite};

pub use self::identity::{Identity, NotAKey};

use self::{
    age_error::open_error,
    file_key::{Catching, Presenting},
};

/// Seals to age recipients and opens with the identities that it holds.
#[derive(Debug, Clone, Default)]
pub struct AgeSealer {
    identities: Vec<Identity>,
}

impl AgeSealer {
    /// A sealer that opens with these identities, tried in this order.
    #[must_use]
    pub const fn new(identities: Vec<Identity>) -> Self {
        Self { identities }
    }
}

impl Sealer for AgeSealer {
    fn seal(&self, to: &Recipients, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        if to.suite == Suite::StandIn {
            return Err(SealError::Suite(to.suite));
        }
        // The reader's stanza first: trying a stanza that is not ours costs the reader time.
        let recipients = to
            .reader
            .iter()
            .chain(&to.own)
            .map(|text| recipient(to.suite, text))
            .collect::<Result<Vec<_>, _>>()?;
        let fault = |error: &dyn std::fmt::Display| SealError::Fault(error.to_string());
        let mut sealed = Vec::with_capacity(plain.len() + 4096);
        let mut writer = age::Encryptor::with_recipients(recipients.iter().map(AsRef::as_ref))
            .map_err(|error| fault(&error))?
            .wrap_output(&mut sealed)
            .map_err(|error| fault(&error))?;
        writer.write_all(plain).map_err(|error| fault(&error))?;
        writer.finish().map_err(|error| fault(&error))?;
        Ok(sealed)
    }

    fn open(&self, sealed: &[u8]) -> Result<Opened, OpenError> {
        let caught = RefCell::new(None);
        let catching: Vec<_> = self
            .identities
            .iter()
            .map(|identity| Catching::new(identity.as_age(), &caught))
            .collect();
        let plain = open(sealed, catching.iter().map(|identity| identity as _))?;
        let file_key = caught
            .take()
            .ok_or_else(|| OpenError::Fault("no file key".to_owned()))?;
        Ok(Opened { plain, file_key })
    }

    fn open_with(&self, sealed: &[u8], key: &FileKey) -> Result<Vec<u8>, OpenError> {
        match open(sealed, std::iter::once(&Presenting(key) as _)) {
            // The header MAC does not match: this is not the key of this file.
            Err(OpenError::Damaged)
                if age::Decryptor::new_buffered(sealed).is_ok_and(|d| !d.is_scrypt()) =>
            {
                Err(OpenError::NotForUs)
            }
            other => other,
        }
    }
}

fn recipient(suite: Suite, text: &str) -> Result<Box<dyn age::Recipient>, SealError> {
    let of_suite = text.starts_with("age1pq1") == (suite == Suite::AgeHybrid);
    match identity::recipient(text) {
        Ok(recipient) if of_suite => Ok(recipient),
        _ => Err(SealError::Recipient(text.to_owned())),
    }
}

/// The whole plain text, and nothing unless the last chunk was verified.
fn open<'a>(
    sealed: &[u8],
    identities: impl Iterator<Item = &'a dyn age::Identity>,
) -> Result<Vec<u8>, OpenError> {
    let mut plain = Vec::with_capacity(sealed.len());
    age::Decryptor::new_buffered(sealed)
        .map_err(|error| open_error(&error))?
        .decrypt(identities)
        .map_err(|error| open_error(&error))?
        .read_to_end(&mut plain)
        .map_err(|_| OpenError::Damaged)?;
    Ok(plain)
}
