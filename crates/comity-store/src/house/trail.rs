//! The local audit trail: a chain of hashes over what people did here.
//!
//! A link is SHA-256 over the link before it and the entry, so that no entry can be
//! changed or taken out without all later links changing. It shows tampering only to
//! someone who knows a later link; it is no proof towards third parties.

use comity_core::{Hash, Time};
use comity_tlog::hash::sha256;

use crate::error::{Result, StoreError};

/// The setting that holds where the trail was cut.
pub(super) const CUT: &str = "trail-cut";

/// An entry of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailEntry {
    /// Its number, from 0.
    pub number: u64,
    /// When, by our clock.
    pub at: Time,
    /// Who.
    pub who: String,
    /// What was done: JSON.
    pub what: String,
    /// SHA-256 over the link before and the fields above.
    pub link: Hash,
}

/// The first entry of a trail that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("verify the audit trail at entry {number}")]
pub struct TrailBroken {
    /// The number that was expected there.
    pub number: u64,
}

impl TrailBroken {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "trail-broken"
    }
}

impl TrailEntry {
    /// The entry that follows the link `before`.
    #[must_use]
    pub fn after(before: &Hash, number: u64, at: Time, who: &str, what: &str) -> Self {
        Self {
            number,
            at,
            who: who.to_owned(),
            what: what.to_owned(),
            link: link(before, number, at, who, what),
        }
    }
}

/// What the first entry of a trail is linked to.
#[must_use]
pub fn first_link() -> Hash {
    sha256(b"comity audit trail v1\n")
}

/// `417 LINK`: the first entry that is kept, and the link before it.
pub(super) fn write_cut(first: u64, before: &Hash) -> String {
    format!("{first} {before}")
}

pub(super) fn read_cut(text: &str) -> Result<(u64, Hash)> {
    let cut = text
        .split_once(' ')
        .and_then(|(first, link)| Some((first.parse().ok()?, link.parse().ok()?)));
    cut.ok_or_else(|| StoreError::Format {
        table: "settings",
        detail: CUT.to_owned(),
    })
}

/// Checks that `entries` continue a trail at number `from` after the link `before`; the last link.
///
/// # Errors
/// The first entry with a wrong number or link.
pub fn verify_trail(
    before: Hash,
    from: u64,
    entries: &[TrailEntry],
) -> std::result::Result<Hash, TrailBroken> {
    let mut last = before;
    for (number, entry) in (from..).zip(entries) {
        let right = link(&last, number, entry.at, &entry.who, &entry.what);
        if entry.number != number || entry.link != right {
            return Err(TrailBroken { number });
        }
        last = right;
    }
    Ok(last)
}

/// Every field has its length before it, so that no two entries have the same bytes.
fn link(before: &Hash, number: u64, at: Time, who: &str, what: &str) -> Hash {
    let mut bytes = before.as_bytes().to_vec();
    bytes.extend_from_slice(&number.to_be_bytes());
    bytes.extend_from_slice(&at.seconds().to_be_bytes());
    for text in [who, what] {
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    sha256(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trail() -> Vec<TrailEntry> {
        let mut entries: Vec<TrailEntry> = Vec::new();
        for number in 0..5 {
            let before = entries.last().map_or_else(first_link, |entry| entry.link);
            let at = Time::from_seconds(1_700_000_000 + i64::try_from(number).unwrap());
            entries.push(TrailEntry::after(
                &before,
                number,
                at,
                "li",
                "{\"did\":\"x\"}",
            ));
        }
        entries
    }

    #[test]
    fn an_untouched_trail_verifies_whole_and_from_any_link() {
        let entries = trail();
        let end = entries[4].link;
        assert_eq!(verify_trail(first_link(), 0, &entries), Ok(end));
        assert_eq!(verify_trail(entries[1].link, 2, &entries[2..]), Ok(end));
    }

    #[test]
    fn a_change_a_gap_and_a_swap_are_found_where_they_begin() {
        let change = |edit: fn(&mut Vec<TrailEntry>)| {
            let mut entries = trail();
            edit(&mut entries);
            verify_trail(first_link(), 0, &entries).map_err(|broken| broken.number)
        };
        assert_eq!(change(|entries| entries[2].who = "wang".to_owned()), Err(2));
        assert_eq!(
            change(|entries| entries[2].at = Time::from_seconds(0)),
            Err(2)
        );
        assert_eq!(change(|entries| drop(entries.remove(3))), Err(3));
        assert_eq!(change(|entries| entries.swap(0, 1)), Err(0));
    }
}
