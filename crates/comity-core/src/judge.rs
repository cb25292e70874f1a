//! Judging one leaf and one envelope by themselves: the rules that need no dossier.
//!
//! The answer is a [`Void`] of the record, the same on both nodes, since it is
//! computed from the leaf, its own log before it and the envelope alone
//! (`docs/protocol.md`, section 8). What freezes a channel, what is
//! only evidence and what is refused is judged in `comity-peer`, which knows
//! signatures; whether an act fits its case is judged in [`crate::case`].

use comity_tlog::hash::Hash;

use crate::{
    envelope::Envelope,
    id::DossierKey,
    leaf::Leaf,
    mutant::{Mutant, broken},
    name::Origin,
    record::Void,
    time::Time,
};

/// The rule of the log that a leaf breaks against what stands before it.
///
/// `prev_at` and `prev_seen` are the latest and the largest of the log so far, of void
/// leaves too: one leaf that goes back must not make room for others to be dated back.
#[must_use]
pub fn leaf_follows(prev_at: Time, prev_seen: u64, leaf: &Leaf) -> Option<Void> {
    if leaf.at < prev_at && !broken(Mutant::TimeGoesBack) {
        Some(Void::TimeWentBack)
    } else if leaf.seen.size < prev_seen {
        Some(Void::SeenShrank)
    } else {
        None
    }
}

/// What the record before an entry says, as far as judging its envelope needs it.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The log that the entry stands in.
    pub origin: &'a Origin,
    /// The key of the dossier that the envelope names, where the log before the entry,
    /// or the other log up to its `seen`, holds the act that opened it.
    pub dossier_key: Option<&'a DossierKey>,
    /// The credential in force for the sender at this entry.
    pub credential: &'a Hash,
    /// The same sealed envelope stood in this log before.
    pub act_stood: bool,
    /// The same act id stood in this log before.
    pub id_stood: bool,
}

/// The rule that an envelope breaks, whatever the state of its dossier.
///
/// The order is fixed, so that both nodes name the same rule: place, repetition, credential, dossier, tag.
#[must_use]
pub fn envelope_fits(leaf: &Leaf, envelope: &Envelope, before: &Before<'_>) -> Option<Void> {
    if envelope.origin != *before.origin && !broken(Mutant::AnyOrigin) {
        return Some(Void::WrongOrigin);
    }
    if before.act_stood {
        return Some(Void::ActRepeated);
    }
    if before.id_stood {
        return Some(Void::IdRepeated);
    }
    if envelope.credential != *before.credential {
        return Some(Void::WrongCredential);
    }
    tag_fits(leaf, envelope, before.dossier_key)
}

/// An act of no dossier has random bytes as its tag: nothing to compare.
fn tag_fits(leaf: &Leaf, envelope: &Envelope, known: Option<&DossierKey>) -> Option<Void> {
    envelope.dossier.as_ref()?;
    let Some(key) = envelope.key.as_ref().or(known) else {
        return Some(Void::UnknownDossier);
    };
    let tagged = leaf.act.is_some_and(|act| leaf.re == Some(key.tag(&act)));
    if tagged { None } else { Some(Void::WrongTag) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{canonical::V1, id::DossierId, leaf::Seen};
    use comity_tlog::hash::sha256;

    const KEY: DossierKey = DossierKey::new([7; 32]);

    fn origin() -> Origin {
        "a.example/to/b.example/1".parse().unwrap()
    }

    fn envelope() -> Envelope {
        let id = crate::id::ActId::new(1_700_000_000_000, &[1; 10]);
        Envelope {
            attachments: vec![],
            body: None,
            credential: sha256(b"credential"),
            dossier: Some(DossierId {
                by: "b.example".parse().unwrap(),
                id,
            }),
            duty: None,
            id: crate::id::ActId::new(1_700_000_000_001, &[2; 10]),
            key: None,
            kind: "request.ack".to_owned(),
            office: "D-17".to_owned(),
            origin: origin(),
            rules: 1,
            says: serde_json::Map::new(),
            v: V1,
        }
    }

    fn leaf(re: Hash) -> Leaf {
        Leaf {
            act: Some(sha256(b"sealed")),
            at: Time::from_seconds(100),
            bad: vec![],
            held: vec![],
            open: None,
            re: Some(re),
            seen: Seen {
                root: sha256(b""),
                size: 5,
            },
            size: Some(1),
            v: V1,
        }
    }

    fn check(
        change: impl FnOnce(&mut Envelope),
        act_stood: bool,
        id_stood: bool,
        known: bool,
        expected: Option<Void>,
    ) {
        let mut envelope = envelope();
        change(&mut envelope);
        let key = known.then_some(&KEY);
        let (origin, credential) = (origin(), sha256(b"credential"));
        let before = Before {
            origin: &origin,
            dossier_key: key,
            credential: &credential,
            act_stood,
            id_stood,
        };
        let leaf = leaf(KEY.tag(&sha256(b"sealed")));
        assert_eq!(envelope_fits(&leaf, &envelope, &before), expected);
    }

    #[test]
    fn an_envelope_is_judged_by_its_place() {
        check(|_| {}, false, false, true, None);
        check(
            |e| e.origin = e.origin.opposite(),
            false,
            false,
            true,
            Some(Void::WrongOrigin),
        );
        check(|_| {}, true, true, true, Some(Void::ActRepeated));
        check(|_| {}, false, true, true, Some(Void::IdRepeated));
        check(
            |e| e.credential = sha256(b"other"),
            false,
            false,
            true,
            Some(Void::WrongCredential),
        );
        check(|_| {}, false, false, false, Some(Void::UnknownDossier));
        check(
            |e| e.key = Some(DossierKey::new([8; 32])),
            false,
            false,
            true,
            Some(Void::WrongTag),
        );
        check(|e| e.dossier = None, false, false, false, None);
    }

    #[test]
    fn a_leaf_goes_forward() {
        let leaf = leaf(sha256(b"tag"));
        assert_eq!(leaf_follows(Time::from_seconds(100), 5, &leaf), None);
        assert_eq!(
            leaf_follows(Time::from_seconds(101), 5, &leaf),
            Some(Void::TimeWentBack)
        );
        assert_eq!(
            leaf_follows(Time::from_seconds(100), 6, &leaf),
            Some(Void::SeenShrank)
        );
    }
}
