//! Real age files with `X25519` recipients, so that vectors open with stock tools.

use std::{
    cell::RefCell,
    io::{Read as _, Write as _},
};

use age::{DecryptError, secrecy::ExposeSecret as _};
use age_core::format::{self, Stanza};
use comity_peer::seal::{FileKey, OpenError, Opened, Recipients, SealError, Sealer};

/// Seals to any X25519 recipient and opens with one identity.
pub(crate) struct AgeSealer(pub(crate) age::x25519::Identity);

struct Catching<'a>(&'a age::x25519::Identity, RefCell<Option<FileKey>>);

struct Presenting<'a>(&'a FileKey);

impl age::Identity for Catching<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<format::FileKey, DecryptError>> {
        let found = self.0.unwrap_stanza(stanza);
        if let Some(Ok(key)) = &found {
            self.1.replace(Some(FileKey::new(*key.expose_secret())));
        }
        found
    }
}

impl age::Identity for Presenting<'_> {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<format::FileKey, DecryptError>> {
        Some(Ok(format::FileKey::new(Box::new(*self.0.as_bytes()))))
    }
}

impl Sealer for AgeSealer {
    fn seal(&self, to: &Recipients, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let readers: Vec<age::x25519::Recipient> = to
            .reader
            .iter()
            .chain(&to.own)
            .map(|text| text.parse().unwrap())
            .collect();
        let readers = readers.iter().map(|reader| reader as &dyn age::Recipient);
        let mut sealed = Vec::new();
        let mut writer = age::Encryptor::with_recipients(readers)
            .unwrap()
            .wrap_output(&mut sealed)
            .unwrap();
        writer.write_all(plain).unwrap();
        writer.finish().unwrap();
        Ok(sealed)
    }

    fn open(&self, sealed: &[u8]) -> Result<Opened, OpenError> {
        let catching = Catching(&self.0, RefCell::default());
        let plain = open(sealed, &catching)?;
        let file_key = catching.1.take().ok_or(OpenError::NotForUs)?;
        Ok(Opened { plain, file_key })
    }

    fn open_with(&self, sealed: &[u8], key: &FileKey) -> Result<Vec<u8>, OpenError> {
        open(sealed, &Presenting(key))
    }
}

fn open(sealed: &[u8], identity: &dyn age::Identity) -> Result<Vec<u8>, OpenError> {
    let decryptor = age::Decryptor::new_buffered(sealed).map_err(|_| OpenError::Damaged)?;
    let mut reader = decryptor
        .decrypt(std::iter::once(identity))
        .map_err(|_| OpenError::NotForUs)?;
    let mut plain = Vec::new();
    reader
        .read_to_end(&mut plain)
        .map_err(|_| OpenError::Damaged)?;
    Ok(plain)
}
