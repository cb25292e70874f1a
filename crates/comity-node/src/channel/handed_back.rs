//! The counterpart's fresh signature over what it handed back in a recovery.
//!
//! Notes are kept by size, and a later one of the same size takes the place of
//! this one. What was handed back must be shown for years, so its receipt is
//! kept apart too (`docs/protocol.md`, section 9).

use comity_core::{
    Hash, Origin, PartyName, Time,
    canonical::{self, V1},
};
use comity_peer::{
    credential::CredentialFile,
    statement::{Checked, verify_receipt},
};
use comity_store::{ReadTx, Tx};
use serde::{Deserialize, Serialize};

use crate::node::Result;

/// The longest record that is read, in bytes.
const LIMIT: usize = 1 << 17;

/// A receipt that was signed anew over what came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedBack {
    /// Generation of the log.
    pub generation: u32,
    /// Entries of our log that the counterpart held and knew of.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// When it signed.
    pub at: Time,
    /// The serial of the credential that it signed under.
    pub serial: u32,
    /// Whether that credential lists an ML-DSA-44 key beside the Ed25519 one; both have signed then.
    pub both_keys: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    generation: u32,
    note: String,
    v: V1,
}

fn key(them: &PartyName) -> String {
    format!("channel.handed-back.{them}")
}

/// Keeps a receipt that came with a copy, when it is one that these credentials signed.
pub(super) fn keep<'a>(
    tx: &mut dyn Tx,
    origin: &Origin,
    receipt: &Checked,
    signers: impl Iterator<Item = &'a CredentialFile>,
) -> Result<Option<HandedBack>> {
    let signed =
        |file: &&CredentialFile| verify_receipt(&receipt.note, file.credential(), origin).is_ok();
    let Some(signer) = signers.into_iter().find(signed) else {
        return Ok(None);
    };
    let stored = canonical::to_bytes(&Stored {
        generation: origin.generation,
        note: String::from_utf8_lossy(&receipt.note).into_owned(),
        v: V1,
    })?;
    tx.set_setting(
        &key(&origin.reader),
        Some(&String::from_utf8_lossy(&stored)),
    )?;
    let credential = signer.credential();
    Ok(Some(HandedBack {
        generation: origin.generation,
        size: receipt.size,
        root: receipt.root,
        at: receipt.at,
        serial: credential.serial,
        both_keys: credential.keys.holds.ml_dsa_44.is_some(),
    }))
}

/// A receipt that was kept, as it came.
pub(crate) struct Note {
    pub(crate) generation: u32,
    pub(crate) bytes: Vec<u8>,
}

/// The receipt that was kept.
pub(crate) fn note(tx: &dyn ReadTx, them: &PartyName) -> Result<Option<Note>> {
    let Some(text) = tx.setting(&key(them))? else {
        return Ok(None);
    };
    let stored: Stored = canonical::from_bytes(text.as_bytes(), LIMIT)?;
    Ok(Some(Note {
        generation: stored.generation,
        bytes: stored.note.into_bytes(),
    }))
}
