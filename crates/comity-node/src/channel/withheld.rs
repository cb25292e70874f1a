//! Tombstones that a counterpart handed back and that nothing bears out yet: kept aside, and obeyed by nobody.
//!
//! A tombstone is the counterpart's word alone. It is taken only where the
//! envelope opens and names the body that it speaks of (`docs/protocol.md`,
//! section 9), and this is a body of the channel and nothing else; until then the
//! body counts as withheld, and nothing is erased.

use comity_core::{
    Hash, Origin, PartyName,
    canonical::{self, V1},
};
use comity_peer::pouch::Tombstone;
use comity_store::{ReadTx, Tx};
use serde::{Deserialize, Serialize};

use crate::node::Result;

/// The longest record that is read, in bytes.
const LIMIT: usize = 1_024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    tombstone: Tombstone,
    v: V1,
}

fn key(log: &Origin, index: u64) -> String {
    format!("channel.withheld.{log}#{index}")
}

fn count_key(them: &PartyName) -> String {
    format!("channel.withheld.{them}")
}

/// How many bodies of our own log this counterpart withholds: it says that they were erased, and nothing shows it.
pub(super) fn count(tx: &dyn ReadTx, them: &PartyName) -> Result<u64> {
    let text = tx.setting(&count_key(them))?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
}

fn set_count(tx: &mut dyn Tx, them: &PartyName, count: u64) -> Result<()> {
    let text = (count > 0).then(|| count.to_string());
    Ok(tx.set_setting(&count_key(them), text.as_deref())?)
}

/// Erases what a tombstone speaks of, once its envelope has named it; whether it was obeyed.
///
/// After a loss of all keys the envelope may be forged as well, and name what is no body of
/// this channel: an envelope of any log, something of another channel, or an attachment. Such
/// a tombstone is not obeyed.
pub(super) fn obey(tx: &mut dyn Tx, log: &Origin, tombstone: &Tombstone) -> Result<bool> {
    let fingerprint = &tombstone.fingerprint;
    let within = |other: &Origin| {
        (other.sender == log.sender && other.reader == log.reader)
            || (other.sender == log.reader && other.reader == log.sender)
    };
    let places = tx.places(fingerprint)?;
    let foreign = places
        .iter()
        .any(|place| place.envelope || !within(&place.log));
    if foreign || tx.attachment(fingerprint)?.is_some() {
        return Ok(false);
    }
    let text = canonical::to_bytes(tombstone)?;
    tx.erase(fingerprint, &String::from_utf8_lossy(&text))?;
    Ok(true)
}

/// Keeps the tombstone of an entry of our own log aside.
pub(super) fn put(tx: &mut dyn Tx, log: &Origin, index: u64, tombstone: &Tombstone) -> Result<()> {
    let (key, them) = (key(log, index), &log.reader);
    if tx.setting(&key)?.is_none() {
        let more = count(&*tx, them)?.saturating_add(1);
        set_count(tx, them, more)?;
    }
    let stored = canonical::to_bytes(&Stored {
        tombstone: tombstone.clone(),
        v: V1,
    })?;
    Ok(tx.set_setting(&key, Some(&String::from_utf8_lossy(&stored)))?)
}

/// Obeys the tombstone that was kept aside for an entry whose envelope has opened, where it
/// names that very body and it may be erased; another one stays aside.
pub(super) fn settle(tx: &mut dyn Tx, log: &Origin, index: u64, named: Option<Hash>) -> Result<()> {
    let key = key(log, index);
    let Some(text) = tx.setting(&key)? else {
        return Ok(());
    };
    let stored: Stored = canonical::from_bytes(text.as_bytes(), LIMIT)?;
    if named != Some(stored.tombstone.fingerprint) {
        return Ok(());
    }
    if !obey(tx, log, &stored.tombstone)? {
        return Ok(());
    }
    tx.set_setting(&key, None)?;
    let left = count(&*tx, &log.reader)?.saturating_sub(1);
    set_count(tx, &log.reader, left)
}

#[cfg(test)]
mod tests {
    use comity_store::{
        MemoryStore, Store as _,
        logs::{EntryRow, SealedEntry},
        parts::{AttachmentRow, PartSet},
    };
    use comity_tlog::hash::sha256;

    use super::*;
    use crate::error::NodeError;

    const BODY: u8 = 1;
    const THEIR_ENVELOPE: u8 = 2;
    const FOREIGN_ENVELOPE: u8 = 3;
    const FOREIGN_BODY: u8 = 4;
    const ATTACHMENT: u8 = 5;

    fn hash(number: u8) -> Hash {
        sha256(&[number])
    }

    fn log(sender: &str, reader: &str) -> Origin {
        Origin {
            sender: sender.parse().unwrap(),
            reader: reader.parse().unwrap(),
            generation: 1,
        }
    }

    fn append(tx: &mut dyn Tx, log: &Origin, envelope: u8, body: Option<u8>) -> Result<()> {
        let start = tx.size(log)?;
        let row = EntryRow {
            leaf: vec![],
            leaf_hash: hash(0),
            envelope: Some(hash(envelope)),
            body: body.map(hash),
        };
        let entry = SealedEntry {
            row,
            envelope: Some(b"envelope"),
            body: body.map(|_| &b"body"[..]),
        };
        Ok(tx.append(log, start, &[entry]).map(drop)?)
    }

    /// Our log for `b.example` came back with one entry, whose body is withheld; beside it lie
    /// the log of `b.example`, a channel with `c.example`, and an attachment.
    fn came_back(named: u8) -> MemoryStore {
        let store = MemoryStore::new();
        store
            .write(move |tx| {
                let ours = log("a.example", "b.example");
                append(tx, &log("b.example", "a.example"), THEIR_ENVELOPE, None)?;
                let foreign = log("c.example", "a.example");
                append(tx, &foreign, FOREIGN_ENVELOPE, Some(FOREIGN_BODY))?;
                tx.put_attachment(&AttachmentRow {
                    root: hash(ATTACHMENT),
                    size: 1,
                    held: PartSet::default(),
                    complete: false,
                    scan: None,
                })?;
                append(tx, &ours, 9, Some(named))?;
                let tombstone = Tombstone {
                    fingerprint: hash(named),
                    ground: "order".to_owned(),
                    v: V1,
                };
                put(tx, &ours, 0, &tombstone)
            })
            .unwrap();
        store
    }

    /// The envelope opens and names what the tombstone names; whether that is erased then, and
    /// how many bodies are withheld still.
    fn settled(named: u8) -> (bool, u64) {
        let store = came_back(named);
        store
            .write(move |tx| {
                let ours = log("a.example", "b.example");
                settle(tx, &ours, 0, Some(hash(named)))?;
                let erased = tx.tombstone(&hash(named))?.is_some();
                let foreign = log("c.example", "a.example");
                for one in [FOREIGN_ENVELOPE, FOREIGN_BODY] {
                    assert!(tx.sealed(&foreign, 0, &hash(one))?.is_some(), "{named}");
                }
                Ok::<_, NodeError>((erased, count(&*tx, &ours.reader)?))
            })
            .unwrap()
    }

    #[test]
    fn a_tombstone_of_a_body_of_the_channel_is_obeyed() {
        assert_eq!(settled(BODY), (true, 0));
    }

    /// As in a log of before that was forged after a loss of all keys.
    #[test]
    fn a_tombstone_that_names_an_envelope_or_another_channel_or_an_attachment_is_not_obeyed() {
        for named in [THEIR_ENVELOPE, FOREIGN_ENVELOPE, FOREIGN_BODY, ATTACHMENT] {
            assert_eq!(settled(named), (false, 1), "{named}");
        }
    }
}
