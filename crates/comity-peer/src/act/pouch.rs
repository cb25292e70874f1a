//! Opening all acts of a pouch, before the transaction that accepts it.

use std::collections::BTreeMap;

use super::{OpenActError, Verdict, open_act};
use crate::{pouch::Pouch, seal::Sealer};

/// The verdicts on the acts of a pouch from index `held` on (those before are known).
///
/// An entry whose sealed bytes are not the fingerprinted ones has none: a
/// channel then refuses the pouch, once it is known that the leaf is signed.
///
/// # Errors
/// The fault of our own sealer.
pub fn open_pouch(
    sealer: &dyn Sealer,
    pouch: &Pouch,
    held: u64,
) -> Result<BTreeMap<u64, Verdict>, String> {
    let mut verdicts = BTreeMap::new();
    for entry in &pouch.entries {
        if entry.index < held || entry.leaf.act.is_none() {
            continue;
        }
        match open_act(sealer, &entry.leaf, entry.envelope.as_deref(), entry.body()) {
            Ok(verdict) => drop(verdicts.insert(entry.index, verdict)),
            Err(OpenActError::Missing(_)) => {}
            Err(OpenActError::Fault(fault)) => return Err(fault),
        }
    }
    Ok(verdicts)
}
