//! Tombstones that a counterpart handed back and that nothing bears out yet: kept aside, and obeyed by nobody.
//!
//! A tombstone is the counterpart's word alone. It is taken only where the
//! envelope opens and names the body that it speaks of (`docs/protocol.md`,
//! section 9); until then the body counts as withheld, and nothing is erased.

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

/// Erases what a tombstone speaks of, once its envelope has named it.
pub(super) fn obey(tx: &mut dyn Tx, tombstone: &Tombstone) -> Result<()> {
    let text = canonical::to_bytes(tombstone)?;
    Ok(tx.erase(&tombstone.fingerprint, &String::from_utf8_lossy(&text))?)
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
/// names that very body; another one stays aside.
pub(super) fn settle(tx: &mut dyn Tx, log: &Origin, index: u64, named: Option<Hash>) -> Result<()> {
    let key = key(log, index);
    let Some(text) = tx.setting(&key)? else {
        return Ok(());
    };
    let stored: Stored = canonical::from_bytes(text.as_bytes(), LIMIT)?;
    if named != Some(stored.tombstone.fingerprint) {
        return Ok(());
    }
    obey(tx, &stored.tombstone)?;
    tx.set_setting(&key, None)?;
    let left = count(&*tx, &log.reader)?.saturating_sub(1);
    set_count(tx, &log.reader, left)
}
