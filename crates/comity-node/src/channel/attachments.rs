//! What the counterpart's log says of our attachments: that it holds them.
//!
//! The cosignature means no attachments; a leaf under `held` does, and that
//! is what makes an act *complete* (`ARCHITECTURE.md`, invariant 2).

use comity_core::{
    Hash, PartyName,
    canonical::{self, V1},
};
use comity_peer::channel::Event;
use comity_store::{ReadTx, Tx};
use serde::{Deserialize, Serialize};

use crate::node::Result;

/// The longest row that is read, in bytes.
const LIMIT: usize = 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    by: u64,
    v: V1,
}

fn key(them: &PartyName, root: &Hash) -> String {
    format!("channel.held.{them}.{root}")
}

/// Notes which of our attachments they say that they hold; the first word counts.
pub(crate) fn note_held(tx: &mut dyn Tx, events: &[Event], them: &PartyName) -> Result<()> {
    for event in events {
        let Event::Held { root, by } = event else {
            continue;
        };
        let key = key(them, root);
        if tx.setting(&key)?.is_none() {
            let row = canonical::to_bytes(&Row { by: *by, v: V1 })?;
            tx.set_setting(&key, Some(&String::from_utf8_lossy(&row)))?;
        }
    }
    Ok(())
}

/// The entry of their log that first says that they hold this attachment of ours.
///
/// # Errors
/// The store fails.
pub fn held_by_them(tx: &dyn ReadTx, them: &PartyName, root: &Hash) -> Result<Option<u64>> {
    let Some(text) = tx.setting(&key(them, root))? else {
        return Ok(None);
    };
    let row: Row = canonical::from_bytes(text.as_bytes(), LIMIT)?;
    Ok(Some(row.by))
}
