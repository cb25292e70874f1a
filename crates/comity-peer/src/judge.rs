//! What makes an entry void by itself: leaf, own log before it, and envelope, and nothing else.
//!
//! Both sides compute the same answer from the same two logs (`docs/protocol.md`,
//! section 8, *Void*). What needs a look-up (was this id there before?) comes in
//! as [`Facts`], which node and verifier fill from what they hold.
//!
//! The rules themselves are comity-core's; here they meet what a channel keeps.
//!
//! Out of scope: what freezes or is refused ([`crate::channel`]); the rules of the dossiers (comity-core).

use comity_core::{Envelope, Hash, Leaf, Origin, Time, id::DossierKey, judge, record::Void};
use serde::{Deserialize, Serialize};

/// What the log said before an entry: the latest time and the largest `seen` of the leaves before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// The latest `at`.
    pub at: Time,
    /// The largest size under `seen`.
    pub seen: u64,
}

impl Before {
    /// The same after one more leaf, void or not.
    #[must_use]
    pub fn and(before: Option<Self>, leaf: &Leaf) -> Self {
        let (at, seen) = (leaf.at, leaf.seen.size);
        before.map_or(Self { at, seen }, |before| Self {
            at: before.at.max(at),
            seen: before.seen.max(seen),
        })
    }
}

/// Whether a leaf can follow what its log said before.
#[must_use]
pub fn leaf_follows(before: Option<Before>, leaf: &Leaf) -> Option<Void> {
    judge::leaf_follows(before?.at, before?.seen, leaf)
}

/// What must be known beside leaf and envelope.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The log that the entry stands in.
    pub origin: &'a Origin,
    /// The fingerprint of the credential that governs the entry.
    pub credential: Hash,
    /// The same sealed envelope stands earlier in this log, in any generation.
    pub act_known: bool,
    /// The same act id stands earlier in this log, in any generation.
    pub id_known: bool,
    /// The key of the act's dossier, when an act that its sender had (in its own
    /// log before, or in the other up to `seen`) has opened that dossier.
    pub key: Option<&'a DossierKey>,
}

/// The first rule that an opened act breaks by itself.
///
/// Another origin comes first, so that a file of another channel is answered
/// with nothing but that (`docs/protocol.md`, section 4.1).
#[must_use]
pub fn act_fits(leaf: &Leaf, envelope: &Envelope, facts: &Facts<'_>) -> Option<Void> {
    let before = judge::Before {
        origin: facts.origin,
        dossier_key: facts.key,
        credential: &facts.credential,
        act_stood: facts.act_known,
        id_stood: facts.id_known,
    };
    judge::envelope_fits(leaf, envelope, &before)
}

#[cfg(test)]
mod tests {
    use comity_core::{ActId, DossierId, canonical::V1, leaf::Seen};
    use comity_tlog::hash::{empty_root, sha256};

    use super::*;

    fn leaf(at: i64, seen: u64) -> Leaf {
        let act = sha256(b"act");
        Leaf {
            act: Some(act),
            at: Time::from_seconds(at),
            bad: vec![],
            held: vec![],
            open: None,
            re: Some(key().tag(&act)),
            seen: Seen {
                root: empty_root(),
                size: seen,
            },
            size: Some(1),
            v: V1,
        }
    }

    fn key() -> DossierKey {
        DossierKey::new([3; 32])
    }

    fn origin() -> Origin {
        "a.example/to/b.example/1".parse().unwrap()
    }

    fn envelope() -> Envelope {
        let id = ActId::new(1, &[0; 10]);
        Envelope {
            attachments: vec![],
            body: None,
            credential: sha256(b"credential"),
            dossier: Some(DossierId {
                by: origin().sender,
                id: ActId::new(0, &[0; 10]),
            }),
            duty: None,
            id,
            key: None,
            kind: "x".to_owned(),
            office: "D-1".to_owned(),
            origin: origin(),
            rules: 1,
            says: serde_json::Map::new(),
            v: V1,
        }
    }

    #[test]
    fn neither_time_nor_seen_goes_back() {
        let before = Some(Before {
            at: Time::from_seconds(100),
            seen: 5,
        });
        for (at, seen, void) in [
            (100, 5, None),
            (101, 9, None),
            (99, 9, Some(Void::TimeWentBack)),
            (100, 4, Some(Void::SeenShrank)),
        ] {
            assert_eq!(leaf_follows(before, &leaf(at, seen)), void);
        }
        assert_eq!(leaf_follows(None, &leaf(0, 0)), None);
    }

    #[test]
    fn a_leaf_that_goes_back_makes_no_room_for_others() {
        let mut before = None;
        let voids = [100, 50, 60, 99, 100].map(|at| {
            let leaf = leaf(at, 0);
            let void = leaf_follows(before, &leaf);
            before = Some(Before::and(before, &leaf));
            void
        });
        let back = Some(Void::TimeWentBack);
        assert_eq!(voids, [None, back, back, back, None]);
    }

    #[test]
    fn each_rule_has_its_void() {
        let (origin, other): (_, Origin) = (origin(), "a.example/to/b.example/2".parse().unwrap());
        let (right, wrong) = (key(), DossierKey::new([4; 32]));
        let facts = Facts {
            origin: &origin,
            credential: sha256(b"credential"),
            act_known: false,
            id_known: false,
            key: Some(&right),
        };
        let judge = |facts: Facts<'_>| act_fits(&leaf(1, 0), &envelope(), &facts);
        assert_eq!(judge(facts.clone()), None);
        for (facts, void) in [
            (
                Facts {
                    origin: &other,
                    act_known: true,
                    ..facts.clone()
                },
                Void::WrongOrigin,
            ),
            (
                Facts {
                    act_known: true,
                    id_known: true,
                    ..facts.clone()
                },
                Void::ActRepeated,
            ),
            (
                Facts {
                    id_known: true,
                    ..facts.clone()
                },
                Void::IdRepeated,
            ),
            (
                Facts {
                    credential: sha256(b"other"),
                    ..facts.clone()
                },
                Void::WrongCredential,
            ),
            (
                Facts {
                    key: None,
                    ..facts.clone()
                },
                Void::UnknownDossier,
            ),
            (
                Facts {
                    key: Some(&wrong),
                    ..facts
                },
                Void::WrongTag,
            ),
        ] {
            assert_eq!(judge(facts), Some(void));
        }
    }

    #[test]
    fn an_act_of_no_dossier_may_have_any_tag() {
        let origin = origin();
        let envelope = Envelope {
            dossier: None,
            ..envelope()
        };
        let facts = Facts {
            origin: &origin,
            credential: envelope.credential,
            act_known: false,
            id_known: false,
            key: None,
        };
        assert_eq!(act_fits(&leaf(1, 0), &envelope, &facts), None);
    }
}
