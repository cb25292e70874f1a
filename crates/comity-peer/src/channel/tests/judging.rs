//! Every code of `docs/protocol.md`, section 8, with the counterpart that earns it.

use comity_core::record::Void;
use comity_tlog::{hash::sha256, note::SignedNote, proof, tlog_proof::TlogProof};

use super::*;
use crate::{
    act::open_pouch,
    fixtures::{Party, StandInSealer},
    pouch::{self, Pouch},
};

/// What `b` answers to a pouch that was changed after reading.
fn refusal(b: &mut MemoryNode, bytes: &[u8], change: impl FnOnce(&mut Pouch)) -> &'static str {
    let mut pouch = pouch::read(bytes, u64::MAX).unwrap();
    change(&mut pouch);
    let before = b.state.clone();
    let code = b.judge(pouch).unwrap_err().code();
    assert_eq!(b.state, before, "a refusal changes nothing");
    code
}

#[test]
fn what_is_refused() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    let good = a.pouch(2, MANY).unwrap();
    let c: PartyName = "c.example".parse().unwrap();
    let mut case = |change: &dyn Fn(&mut Pouch)| refusal(&mut b, &good, change);
    assert_eq!(
        case(&|pouch| pouch.header.to = c.clone()),
        "refuse-not-for-us"
    );
    assert_eq!(
        case(&|pouch| pouch.header.from = c.clone()),
        "refuse-not-for-us"
    );
    assert_eq!(
        case(&|pouch| pouch.header.generation = 2),
        "refuse-generation"
    );
    assert_eq!(
        case(&|pouch| pouch.header.kind = pouch::Kind::Copy),
        "refuse-generation"
    );
    assert_eq!(
        case(&|pouch| pouch.receipt = Some(pouch.checkpoint.clone())),
        "refuse-wrong-origin"
    );
    assert_eq!(
        case(&|pouch| pouch.checkpoint = pouch.receipt.clone().unwrap()),
        "refuse-wrong-origin"
    );
    assert_eq!(
        case(&|pouch| flip(&mut pouch.checkpoint)),
        "refuse-signature"
    );
    assert_eq!(
        case(&|pouch| flip(pouch.receipt.as_mut().unwrap())),
        "refuse-signature"
    );
    assert_eq!(case(&|pouch| pouch.entries.clear()), "refuse-malformed");
    assert_eq!(
        case(&|pouch| pouch.consistency.push(sha256(b"x"))),
        "refuse-root"
    );
    assert_eq!(case(&|pouch| pouch.header.count = 2), "refuse-malformed");
    let seal_away = |pouch: &mut Pouch| pouch.entries[0].envelope = Some(b"other bytes".to_vec());
    assert_eq!(case(&seal_away), "refuse-missing-bytes");
    assert_eq!(
        case(&|pouch| pouch.entries[0].body = None),
        "refuse-missing-bytes"
    );
    assert!(b.take(&good).is_ok());
}

fn flip(note: &mut Vec<u8>) {
    let text = String::from_utf8(std::mem::take(note)).unwrap();
    let at = text.len() - 40;
    let mut bytes = text.into_bytes();
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    *note = bytes;
}

#[test]
fn a_statement_without_the_second_algorithm_is_none() {
    let (mut a, mut b) = pair(1);
    let good = a.pouch(2, MANY).unwrap();
    let code = refusal(&mut b, &good, |pouch| {
        let note = SignedNote::parse(&pouch.checkpoint).unwrap();
        let lines = note
            .signatures()
            .iter()
            .filter(|line| line.signature().len() < 100)
            .cloned();
        pouch.checkpoint = SignedNote::new(note.text().to_owned(), lines.collect())
            .unwrap()
            .encode();
    });
    assert_eq!(code, "refuse-signature");
}

#[test]
fn what_is_dated_ahead_may_come_again_later() {
    let (mut a, mut b) = pair(1);
    a.now = a.now.plus(AHEAD_LIMIT + 1);
    a.say("from 2099").unwrap();
    let pouch = a.pouch(2, MANY).unwrap();
    assert_eq!(refusal(&mut b, &pouch, |_| ()), "refuse-from-the-future");
    b.now = b.now.plus(1);
    assert_eq!(b.take(&pouch).unwrap().brought, 1);
    // A leaf ahead under a signature of now.
    a.lie_with(|leaf| Leaf {
        at: b.now.plus(AHEAD_LIMIT + 1),
        ..leaf
    });
    let pouch = a.lying_pouch(3, a.now);
    assert_eq!(refusal(&mut b, &pouch, |_| ()), "refuse-from-the-future");
}

#[test]
fn a_statement_under_a_revoked_key_is_told_apart() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    let bytes = a.pouch(2, MANY).unwrap();
    let pouch = pouch::read(&bytes[..], u64::MAX).unwrap();
    let verdicts = open_pouch(&StandInSealer::new("b.example", 1), &pouch, 0).unwrap();
    let revoked = b.them.1.credential().clone();
    let new = Party::new("a.example", 99);
    let arrival = |may: &[&crate::credential::Credential], quota| {
        let (pouch, verdicts) = (pouch.clone(), verdicts.clone());
        let speakers = Speakers {
            ahead: &[],
            may,
            revoked: &[&revoked],
        };
        let arrival = Arrival {
            pouch,
            verdicts,
            speakers,
            now: b.now,
            quota,
            came: Came::Live,
        };
        b.state
            .clone()
            .accept(arrival, &b.ours[&1], &b.theirs[&1])
            .map_err(|error| error.code())
    };
    assert_eq!(
        arrival(&[new.file.credential()], u64::MAX),
        Err("refuse-revoked")
    );
    assert_eq!(arrival(&[&revoked], 100), Err("refuse-quota"));
    assert!(arrival(&[&revoked], u64::MAX).is_ok());
    b.now = b.now.plus(1);
}

#[test]
fn an_opening_leaf_stands_at_index_0_and_nowhere_else() {
    let (mut a, mut b) = pair(1);
    let opening = a.state.current.opening.clone();
    a.lie_with(|leaf| Leaf {
        open: opening,
        seen: nothing_seen(),
        ..leaf
    });
    assert_eq!(
        refusal(&mut b, &a.lying_pouch(2, a.now), |_| ()),
        "refuse-malformed"
    );
    let (mut a, mut b) = MemoryNode::pair(1);
    a.state.current.ours = OurLog::default();
    a.ours.clear();
    a.lie_with(|leaf| leaf);
    assert_eq!(
        refusal(&mut b, &a.lying_pouch(0, a.now), |_| ()),
        "refuse-malformed"
    );
}

/// The fork that `b` finds, checked to be frozen and to be evidence.
fn fork(b: &mut MemoryNode, bytes: &[u8]) -> Evidence {
    assert!(matches!(b.take(bytes), Err(NotAccepted::Misbehaved(_))));
    let evidence = b.evidence.pop().unwrap();
    assert_eq!(b.state.current.frozen, Some(evidence.fork));
    assert_eq!(b.say("after the fork"), Err(AppendError::Quiet));
    assert_eq!(b.pouch(0, MANY), Err(AppendError::Quiet));
    assert_eq!(b.take(bytes).unwrap_err().code(), "refuse-frozen");
    evidence
}

fn stated(note: &[u8]) -> Checkpoint {
    Checkpoint::parse_plain(SignedNote::parse(note).unwrap().text()).unwrap()
}

#[test]
fn two_roots_at_one_size() {
    let (mut a, mut b) = pair(1);
    let mut other = a.leaf();
    a.say("one").unwrap();
    send(&mut a, &mut b).unwrap();
    // The liar goes back to size 2 and says something else at the same size.
    a.rewind(2);
    other.at = other.at.plus(1);
    a.lie(&other);
    let evidence = fork(&mut b, &a.lying_pouch(3, a.now));
    assert_eq!(evidence.fork.code(), "fork-two-roots");
    let (one, two) = (stated(&evidence.a), stated(&evidence.b));
    assert_eq!((one.size, one.size), (two.size, 3));
    assert_ne!(one.root, two.root);
}

#[test]
fn two_leaves_at_one_index() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    send(&mut a, &mut b).unwrap();
    a.rewind(2);
    for _ in 0..3 {
        let other = Leaf {
            at: a.now.plus(1),
            ..a.leaf()
        };
        a.lie(&other);
    }
    let evidence = fork(&mut b, &a.lying_pouch(1, a.now));
    assert_eq!(evidence.fork.code(), "fork-two-leaves");
    let proofs = [&evidence.a, &evidence.b].map(|bytes| TlogProof::parse(bytes).unwrap());
    for proof in &proofs {
        assert_eq!(proof.index(), 2);
        assert!(
            proof
                .verify_inclusion(&leaf_hash(proof.extra().unwrap()))
                .is_ok()
        );
    }
    assert_ne!(proofs[0].extra(), proofs[1].extra());
}

#[test]
fn other_entries_that_are_not_signed_are_merely_refused() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    send(&mut a, &mut b).unwrap();
    a.say("two").unwrap();
    let good = a.pouch(2, MANY).unwrap();
    let code = refusal(&mut b, &good, |pouch| {
        let other = Leaf {
            at: a.now.plus(1),
            ..a.leaf()
        };
        pouch.entries[0].leaf_bytes = other.to_bytes().unwrap();
    });
    assert_eq!(code, "refuse-root");
}

#[test]
fn a_log_rewritten_before_the_pouch_starts_is_refused() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    send(&mut a, &mut b).unwrap();
    a.rewind(2);
    for _ in 0..3 {
        let other = Leaf {
            at: a.now.plus(1),
            ..a.leaf()
        };
        a.lie(&other);
    }
    assert_eq!(
        refusal(&mut b, &a.lying_pouch(3, a.now), |_| ()),
        "refuse-root"
    );
}

#[test]
fn a_later_signature_over_a_smaller_size() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    send(&mut a, &mut b).unwrap();
    a.rewind(2);
    // At the same second it is no contradiction.
    b.take(&a.lying_pouch(2, a.now)).unwrap();
    b.now = b.now.plus(5);
    let evidence = fork(&mut b, &a.lying_pouch(2, a.now.plus(5)));
    assert_eq!(evidence.fork.code(), "fork-signed-smaller");
    assert_eq!((stated(&evidence.a).size, stated(&evidence.b).size), (2, 3));
}

#[test]
fn a_larger_size_signed_before_a_smaller_one() {
    let (mut a, mut b) = pair(1);
    send(&mut a, &mut b).unwrap();
    a.say("one").unwrap();
    let evidence = fork(&mut b, &a.lying_pouch(2, a.now.plus(-5)));
    assert_eq!(evidence.fork, Fork::SignedSmaller);
    assert_eq!((stated(&evidence.a).size, stated(&evidence.b).size), (2, 3));
}

#[test]
fn a_seen_whose_root_is_not_ours() {
    let (mut a, mut b) = pair(1);
    b.say("one").unwrap();
    send(&mut b, &mut a).unwrap();
    let wrong = Seen {
        root: sha256(b"another log"),
        size: 2,
    };
    a.lie_with(|leaf| Leaf {
        seen: wrong,
        ..leaf
    });
    let start = b.state.current.theirs.head.size();
    let evidence = fork(&mut b, &a.lying_pouch(start, a.now));
    assert_eq!(evidence.fork.code(), "fork-seen-root");
    assert_eq!(evidence.log, b.origin());
    let said = TlogProof::parse(&evidence.a).unwrap();
    assert_eq!(Leaf::parse(said.extra().unwrap()).unwrap().seen, wrong);
    let ours = stated(&evidence.b);
    proof::verify_consistency(
        2,
        ours.size,
        &evidence.consistency,
        &evidence.root.unwrap(),
        &ours.root,
    )
    .unwrap();
    assert_ne!(evidence.root.unwrap(), wrong.root);
}

#[test]
fn a_receipt_whose_root_is_not_ours() {
    let (a, mut b) = pair(1);
    let checkpoint = Checkpoint {
        origin: b.origin().to_string(),
        size: 2,
        root: sha256(b"x"),
    };
    let receipt = a.party.receipt_anyway(&checkpoint, a.now).unwrap().encode();
    let head = &a.state.current.ours.head;
    let own = Checkpoint {
        origin: a.origin().to_string(),
        size: head.size(),
        root: head.root(),
    };
    let note = a.party.checkpoint_anyway(&own, a.now).unwrap().encode();
    let pouch = a.write(2, MANY, &note, Some(&receipt));
    assert_eq!(fork(&mut b, &pouch).fork, Fork::SeenRoot);
}

#[test]
fn what_they_have_seen_beyond_our_log_is_our_own_loss() {
    let (mut a, mut b) = pair(1);
    a.lie_with(|leaf| Leaf {
        seen: Seen {
            root: sha256(b"x"),
            size: 9,
        },
        ..leaf
    });
    assert_eq!(
        refusal(&mut b, &a.lying_pouch(2, a.now), |_| ()),
        "own-loss"
    );
}

/// What becomes of one leaf that a liar appends to a quiet channel.
fn judged(change: impl FnOnce(&mut Leaf, &MemoryNode)) -> (Option<Void>, Vec<Event>) {
    let (mut a, mut b) = pair(1);
    // Covered by a receipt leaf, which is receipted and not covered in turn.
    a.say("one").unwrap();
    settle(&mut a, &mut b);
    b.now = b.now.plus(10);
    a.now = a.now.plus(10);
    settle(&mut a, &mut b);
    let mut one = a.leaf();
    change(&mut one, &a);
    a.lie(&one);
    let pouch = pouch::read(&a.lying_pouch(3, a.now)[..], u64::MAX).unwrap();
    let accepted = b.judge(pouch).unwrap();
    (accepted.entries[0].void, accepted.events)
}

#[test]
fn what_is_void_by_the_leaf_itself() {
    assert_eq!(judged(|_, _| ()), (None, vec![]));
    let (void, _) = judged(|leaf, a| leaf.at = a.now.plus(-11));
    assert_eq!(void, Some(Void::TimeWentBack));
    let (void, _) = judged(|leaf, _| leaf.seen = nothing_seen());
    assert_eq!(void, Some(Void::SeenShrank));
}

#[test]
fn void_leaves_cost_their_own_bytes_and_one_cover_a_pouch() {
    const POUCHES: u64 = 10;
    const LEAVES: u64 = 1_000;
    let (mut a, mut b) = pair(1);
    let state = |b: &MemoryNode| serde_json::to_vec(&b.state).unwrap().len();
    let (before, ours) = (state(&b), b.state.current.ours.head.size());
    let held = b.state.current.theirs.head.size();
    for _ in 0..POUCHES {
        let start = a.state.current.ours.head.size();
        for _ in 0..LEAVES {
            a.lie_with(|leaf| Leaf {
                at: leaf.at.plus(-86_400),
                ..leaf
            });
        }
        let now = a.now;
        let taken = b.take(&a.lying_pouch(start, now)).unwrap();
        assert_eq!(taken.brought, LEAVES);
    }
    let current = &b.state.current;
    assert_eq!(current.theirs.head.size(), held + POUCHES * LEAVES);
    assert!(
        current.ours.head.size() <= ours + POUCHES,
        "a cover a pouch"
    );
    assert_eq!((b.good.len(), b.evidence.len()), (0, 0));
    // What is read and written in each transaction does not grow with them.
    assert!(state(&b) < before + 4_096, "{} after {before}", state(&b));
}

#[test]
fn what_is_only_evidence() {
    let backdated = Event::Notice {
        index: 3,
        notice: Notice::Backdated,
    };
    // Between its last leaf and its last signature.
    assert_eq!(
        judged(|leaf, a| leaf.at = a.now.plus(-5)),
        (None, vec![backdated])
    );
    let (void, events) = judged(|leaf, a| {
        leaf.at = a.now.plus(1);
        leaf.seen = Seen {
            root: a.theirs[&1].tree.root_at(2),
            size: 2,
        };
    });
    assert_eq!(void, None);
    assert_eq!(
        events,
        [Event::Notice {
            index: 3,
            notice: Notice::SeenBehindReceipt
        }]
    );
}

#[test]
fn a_verdict_on_an_entry_that_the_leaf_is_not_the_first_to_cover_is_only_evidence() {
    let stray = Event::Notice {
        index: 3,
        notice: Notice::BadNotCovered,
    };
    let first = Event::CalledBad { ours: 2, by: 3 };
    assert_eq!(judged(|leaf, _| leaf.bad = vec![2]), (None, vec![first]));
    // Some that it has not seen, and some that were accepted as readable before.
    for index in [3, 1_000, 1, 0] {
        let (void, events) = judged(|leaf, _| leaf.bad = vec![index]);
        assert_eq!((void, events), (None, vec![stray]), "{index}");
    }
}

trait RootAt {
    fn root_at(&self, size: u64) -> Hash;
}

impl RootAt for comity_tlog::tree::MemoryTree {
    fn root_at(&self, size: u64) -> Hash {
        comity_tlog::tree::root(self, size).unwrap()
    }
}

#[test]
fn sealed_bytes_of_a_liar_do_not_reach_an_accepting_reader_unjudged() {
    let (mut a, mut b) = pair(1);
    let act = a.act("real");
    let leaf = Leaf {
        act: Some(act.act),
        re: Some(act.re),
        size: Some(7),
        ..a.leaf()
    };
    let body = sealed(act.body.as_deref().unwrap());
    a.lie_entry(EntryBytes {
        leaf: leaf.to_bytes().unwrap(),
        envelope: Some(act.envelope),
        body,
    });
    b.take(&a.lying_pouch(2, a.now)).unwrap();
    let covering = Leaf::parse(&b.ours[&1].entries.last().unwrap().leaf).unwrap();
    assert_eq!(covering.bad, [2], "the size is not the one of the bytes");
}
