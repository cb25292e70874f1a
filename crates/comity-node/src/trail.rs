//! The local trail: what people did here, in a chain of hashes.
//!
//! It never leaves the house and is in nobody else's copy
//! (`ARCHITECTURE.md`, invariant 8). Entries name drafts, acts and people by name
//! or id; they hold no text of a case, so that erasing content needs no hole in the trail.

pub mod leaving;
pub mod prune;
pub mod rules;
mod search;
pub mod syslog;

use comity_core::{Hash, Time};
use comity_store::{ReadTx, StoreError, Tx, house};
use serde::Serialize;
use serde_json::{Value, json};

pub use self::search::{TrailFound, TrailSearch, search};

/// Everything that entries say was done, by its code.
pub const KINDS: &[&str] = &[
    "backed-up",
    "case-assigned",
    "case-let-in",
    "case-referred",
    "case-registered",
    "case-shut-out",
    "certificate-added",
    "certificate-removed",
    "channel-reopened",
    "counterpart-zone-set",
    "credential-revoked",
    "credential-rotated",
    "credential-trusted",
    "draft-cleared",
    "draft-discarded",
    "draft-edited",
    "draft-made",
    "draft-sent-back",
    "draft-submitted",
    "erased",
    "grant-asked",
    "grant-declined",
    "hold-lifted",
    "hold-put",
    "identity-exported",
    "labelled",
    "link-made",
    "link-revoked",
    "note-added",
    "notices-confirmed",
    "notices-set",
    "office-moved",
    "office-put",
    "office-removed",
    "passkey-added",
    "passkey-failed",
    "passkey-removed",
    "passkey-used",
    "password-removed",
    "password-set",
    "person-added",
    "person-disabled",
    "person-enabled",
    "person-moved",
    "recovery-drawn",
    "recovery-used",
    "role-granted",
    "role-removed",
    "rule-changed",
    "said",
    "session-beyond-most",
    "session-revoked",
    "sign-in-failed",
    "signed-in",
    "signed-out",
    "token-made",
    "token-revoked",
    "totp-removed",
    "totp-set",
    "trail-pruned",
    "translation-asked",
    "translation-done",
    "translation-dropped",
    "translation-saved",
    "webhook-confirmed",
    "webhook-ended",
    "webhook-made",
    "webhook-paused",
    "webhook-removed",
    "webhook-resumed",
    "webhook-rotated",
    "webhook-tested",
];

/// Entries read at once.
const BATCH: usize = 1000;

/// An entry as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrailRow {
    /// Its number, from 0.
    pub number: u64,
    /// When, by our clock.
    pub at: Time,
    /// Who.
    pub who: String,
    /// What was done, as a code.
    pub did: String,
    /// To what.
    pub what: Value,
    /// The link of the chain.
    pub link: Hash,
}

/// Whether the chain holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrailCheck {
    /// Entries that there have been.
    pub entries: u64,
    /// The first that is kept; those before it were cut off by the rule of the house.
    pub first: u64,
    /// The last link: written down elsewhere, it shows later changes.
    pub link: Hash,
    /// The first entry that does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken_at: Option<u64>,
}

/// Adds an entry.
///
/// # Errors
/// The store.
pub fn note(
    tx: &mut dyn Tx,
    now: Time,
    who: &str,
    did: &str,
    what: Value,
) -> Result<(), StoreError> {
    let text = json!({"did": did, "what": what}).to_string();
    tx.trail_append(now, who, &text).map(drop)
}

/// Entries from a number on, at most `limit`.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx, from: u64, limit: usize) -> Result<Vec<TrailRow>, StoreError> {
    Ok(tx.trail(from, limit)?.into_iter().map(row).collect())
}

/// Walks the whole chain, from where it was cut; a cut that no entry tells of is a break.
///
/// # Errors
/// The store.
pub fn check(tx: &dyn ReadTx) -> Result<TrailCheck, StoreError> {
    let (entries, end) = tx.trail_end()?;
    let (first, cut) = tx.trail_start()?;
    let (mut link, mut from) = (cut, first);
    let mut broken_at = None;
    let mut told = first == 0;
    while broken_at.is_none() && from < entries {
        let batch = tx.trail(from, BATCH)?;
        told = told || batch.iter().any(|entry| prune::tells(entry, first, &cut));
        match house::verify_trail(link, from, &batch) {
            Ok(last) if !batch.is_empty() => link = last,
            Ok(_) => broken_at = Some(from),
            Err(broken) => broken_at = Some(broken.number),
        }
        from = from.saturating_add(batch.len() as u64);
    }
    if broken_at.is_none() && link != end {
        broken_at = Some(entries);
    }
    if broken_at.is_none() && !told {
        broken_at = Some(first);
    }
    Ok(TrailCheck {
        entries,
        first,
        link: end,
        broken_at,
    })
}

fn row(entry: house::TrailEntry) -> TrailRow {
    let mut what: Value = serde_json::from_str(&entry.what).unwrap_or_default();
    let did = what
        .get("did")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    TrailRow {
        number: entry.number,
        at: entry.at,
        who: entry.who,
        did,
        what: what.get_mut("what").map(Value::take).unwrap_or_default(),
        link: entry.link,
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::KINDS;

    /// The first kebab-case text behind each `trail::note(`, in all sources of this folder.
    fn noted(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                noted(&path, found);
                continue;
            }
            let source = fs::read_to_string(&path).unwrap_or_default();
            for part in source.split("trail::note(").skip(1) {
                // What it was done to comes behind; a kind in a variable is not found here.
                let call = part.split("json!").next().unwrap_or_default();
                let call = call.split(')').next().unwrap_or_default();
                let text = call.split('"').nth(1).unwrap_or_default();
                let is_kind = text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                if !text.is_empty() && is_kind {
                    found.insert(text.to_owned());
                }
            }
        }
    }

    #[test]
    fn everything_that_is_noted_is_a_known_kind() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = BTreeSet::new();
        noted(&root.join("src"), &mut found);
        noted(&root.join("../comity/src"), &mut found);
        assert!(found.len() > 20, "does the scan still fit the sources?");
        let unknown: Vec<_> = found
            .iter()
            .filter(|kind| !KINDS.contains(&kind.as_str()))
            .collect();
        assert_eq!(unknown, [&""; 0]);
    }
}
