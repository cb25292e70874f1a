//! Client certificates: which fingerprint is whose.
//!
//! A proxy in front of the console asks for the certificate, verifies it against the issuers
//! that the house trusts, and hands it over in a header (`[accounts]` in the configuration).
//! Here is only the mapping; whether a header may be believed is asked where it comes in.

use std::{fmt, str::FromStr};

use comity_core::Time;
use comity_store::{ReadTx, StoreError, Tx};
use comity_tlog::hash::sha256;
use data_encoding::{BASE64, HEXLOWER, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    AccessError, error,
    let_in::{self, LetIn},
    session::How,
    sign_in::Vouched,
    ways,
};
use crate::{kept, trail};

const KIND: &str = "certificate";

/// The SHA-256 of a certificate's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint([u8; 32]);

/// A certificate that lets somebody in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Whose.
    pub name: String,
    /// What the person calls it.
    pub label: String,
    /// When it was added.
    pub added: Time,
}

/// Lets a person in with a certificate.
///
/// Everybody adds one's own; who adds one for another person lets that person in, under the
/// rules of links.
///
/// # Errors
/// A label that is none, a certificate of somebody else, or `by` may not let this person in.
pub fn add(
    tx: &mut dyn Tx,
    name: &str,
    fingerprint: Fingerprint,
    label: &str,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    let label = error::label(label)?;
    let how = match by == name {
        true => LetIn::Usual,
        false => let_in::must(tx, name, by, now)?,
    };
    if owner(&*tx, fingerprint)?.is_some_and(|owner| owner != name) {
        return Err(AccessError::CertificateTaken);
    }
    let row = Certificate {
        name: name.to_owned(),
        label,
        added: now,
    };
    kept::put(tx, KIND, &fingerprint.to_string(), &row)?;
    let what = how.noted(json!({"person": name, "certificate": fingerprint.to_string()}));
    trail::note(tx, now, by, "certificate-added", what)?;
    Ok(())
}

/// Whose certificate this is.
///
/// # Errors
/// The store.
pub fn owner(tx: &dyn ReadTx, fingerprint: Fingerprint) -> Result<Option<String>, StoreError> {
    let row: Option<Certificate> = kept::get(tx, KIND, &fingerprint.to_string())?;
    Ok(row.map(|row| row.name))
}

/// A certificate that a trusted proxy verified.
impl Vouched for Fingerprint {
    fn how(&self) -> How {
        How::Certificate
    }

    fn person(&self, tx: &dyn ReadTx) -> Result<Option<String>, StoreError> {
        owner(tx, *self)
    }
}

/// The certificates of a person with their fingerprints.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx, name: &str) -> Result<Vec<(String, Certificate)>, StoreError> {
    let mut rows: Vec<(String, Certificate)> = kept::all(tx, KIND)?;
    rows.retain(|(_, row)| row.name == name);
    Ok(rows)
}

/// A certificate lets nobody in any more.
///
/// # Errors
/// The person has no such certificate, or would take the last way in of his or her own away.
pub fn remove(
    tx: &mut dyn Tx,
    name: &str,
    fingerprint: Fingerprint,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    take_out(tx, name, fingerprint, by, now)?;
    ways::must_be_left(&*tx, name, by)
}

/// The same, whatever is left.
pub(super) fn take_out(
    tx: &mut dyn Tx,
    name: &str,
    fingerprint: Fingerprint,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    if owner(&*tx, fingerprint)?.as_deref() != Some(name) {
        return Err(AccessError::NoAccess(fingerprint.to_string()));
    }
    tx.unkeep(KIND, &fingerprint.to_string())?;
    let what = json!({"person": name, "certificate": fingerprint.to_string()});
    trail::note(tx, now, by, "certificate-removed", what)?;
    Ok(())
}

impl Fingerprint {
    /// The fingerprint of a certificate in DER.
    #[must_use]
    pub fn of_der(der: &[u8]) -> Self {
        Self(*sha256(der).as_bytes())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

/// What proxies put into the header: the fingerprint in hex, with or without colons, or the
/// whole certificate in PEM, percent-encoded or with its lines joined, or its bare base64.
impl FromStr for Fingerprint {
    type Err = AccessError;

    fn from_str(text: &str) -> Result<Self, AccessError> {
        let hex: String = text.chars().filter(|c| *c != ':').collect();
        if let Ok(bytes) = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()) {
            return bytes
                .try_into()
                .map(Self)
                .map_err(|_| AccessError::Certificate);
        }
        let plain = unescaped(text).ok_or(AccessError::Certificate)?;
        let inner = match plain.split_once("-----BEGIN CERTIFICATE-----") {
            Some((_, rest)) => rest
                .split_once("-----END CERTIFICATE-----")
                .map(|(inner, _)| inner)
                .ok_or(AccessError::Certificate)?,
            None => &plain,
        };
        let base64: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
        let der = BASE64
            .decode(base64.as_bytes())
            .map_err(|_| AccessError::Certificate)?;
        // A certificate is a DER sequence and longer than any name or number.
        if der.first() == Some(&0x30) && der.len() > 64 {
            Ok(Self::of_der(&der))
        } else {
            Err(AccessError::Certificate)
        }
    }
}

/// Percent-decodes; a plus sign stays, since it is one of base64.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let pair = [bytes.next()?, bytes.next()?];
            out.extend(HEXLOWER_PERMISSIVE.decode(&pair).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}
