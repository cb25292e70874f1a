//! New generations, and taking back what was lost.

use comity_core::record::Void;

use super::*;
use crate::{
    pouch::{self, Contents, Kind},
    signer::Signer,
};

fn reopen(node: &mut MemoryNode) {
    let (ours, theirs) = (node.party.file.fingerprint(), node.them.1.fingerprint());
    let previous = node.state.closing();
    let entry = node.state.reopen(ours, theirs, previous, node.now).unwrap();
    let number = node.state.current.number;
    let bytes = EntryBytes {
        leaf: entry.leaf_bytes,
        envelope: None,
        body: None,
    };
    node.ours.entry(number).or_default().push(bytes);
}

#[test]
fn a_new_generation_names_what_both_hold_of_the_old() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    settle(&mut a, &mut b);
    let late = {
        a.say("never sent in time").unwrap();
        a.pouch(3, MANY).unwrap()
    };
    reopen(&mut a);
    reopen(&mut b);
    settle(&mut a, &mut b);
    assert!(a.state.current.in_force() && b.state.current.in_force());
    assert_eq!((a.origin().generation, a.state.current.number), (2, 2));
    a.say("in the new one").unwrap();
    settle(&mut a, &mut b);
    // What is beyond the named sizes stays as evidence and is void, also when it comes later.
    let pouch = pouch::read(&late[..], u64::MAX).unwrap();
    let accepted = b.judge(pouch).unwrap();
    assert_eq!(accepted.entries[0].void, Some(Void::BeyondGeneration));
    assert_eq!(b.state.generation(1).unwrap().theirs.head.size(), 4);
    assert_eq!(b.state.cover(b.now).unwrap(), []);
}

#[test]
fn openings_that_differ_heal_with_the_smaller_sizes() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    send(&mut a, &mut b).unwrap();
    // The receipt for it never reached a.
    drop(b.pouch(2, MANY).unwrap());
    reopen(&mut a);
    reopen(&mut b);
    send(&mut a, &mut b).unwrap();
    let taken = send(&mut b, &mut a).unwrap();
    assert!(taken.events.contains(&Event::OpeningsDiffer));
    assert_eq!(a.say("no"), Err(AppendError::NotInForce));
    // Both administrators open again, with the smaller of the two.
    for node in [&mut a, &mut b] {
        let (mine, other) = (
            node.state.current.opening.clone(),
            node.state.current.their_opening.clone(),
        );
        let mut previous = mine.unwrap().previous;
        for (log, other) in previous.iter_mut().zip(other.unwrap().previous) {
            if other.size < log.size {
                *log = other;
            }
        }
        let (ours, theirs) = (node.party.file.fingerprint(), node.them.1.fingerprint());
        let entry = node.state.reopen(ours, theirs, previous, node.now).unwrap();
        let bytes = EntryBytes {
            leaf: entry.leaf_bytes,
            envelope: None,
            body: None,
        };
        node.ours.entry(3).or_default().push(bytes);
    }
    settle(&mut a, &mut b);
    assert!(a.state.current.in_force() && b.state.current.in_force());
    assert_eq!(
        a.state.generation(1).unwrap().closed,
        Some(Closed { ours: 2, theirs: 2 })
    );
    assert_eq!(
        b.state.generation(1).unwrap().closed,
        Some(Closed { ours: 2, theirs: 2 })
    );
}

#[test]
fn a_generation_is_not_opened_over_what_is_not_held() {
    let (mut a, _) = pair(1);
    let (ours, theirs) = (a.party.file.fingerprint(), a.them.1.fingerprint());
    let mut previous = a.state.closing();
    previous[0].size = 99;
    let before = a.state.clone();
    assert_eq!(
        a.state.reopen(ours, theirs, previous, a.now),
        Err(AppendError::Open)
    );
    assert_eq!(
        a.state.reopen(ours, theirs, vec![], a.now),
        Err(AppendError::Open)
    );
    assert_eq!(
        a.state.open(ours, theirs, vec![], a.now),
        Err(AppendError::Open)
    );
    assert_eq!(a.state, before);
}

/// A pouch of kind `copy` from `b`, of `a`'s log from `start` up to `end`.
fn copy(b: &mut MemoryNode, start: usize, end: usize) -> Vec<u8> {
    let log = &b.theirs[&1];
    let size = end as u64;
    let note = HeldLog::checkpoint(log, size).expect("kept").note;
    let signed = HeldLog::checkpoint(log, size).unwrap().size;
    let root = comity_tlog::tree::root(&log.tree, size).unwrap();
    let receipt = Checkpoint {
        origin: b.state.their_origin().to_string(),
        size,
        root,
    };
    let receipt = b.party.receipt_anyway(&receipt, b.now).unwrap().encode();
    let consistency = comity_tlog::tree::consistency(&log.tree, size, signed).unwrap();
    let mut bytes = Vec::new();
    let contents = Contents {
        from: b.party.name(),
        to: &b.them.0,
        generation: 1,
        kind: Kind::Copy,
        checkpoint: &note,
        consistency: &consistency,
        receipt: Some(&receipt),
        credentials: &[],
        start: start as u64,
        entries: &log.entries[start..end],
    };
    pouch::write(&mut bytes, &contents).unwrap();
    bytes
}

/// Two nodes that have spoken, and `a` as it is after its store is gone.
fn lost() -> (MemoryNode, MemoryNode, MemoryNode) {
    let (mut a, mut b) = pair(1);
    for text in ["one", "two", "three"] {
        a.say(text).unwrap();
        b.say(text).unwrap();
        settle(&mut a, &mut b);
    }
    let (mut fresh, _) = MemoryNode::pair(1);
    fresh.state = ChannelState::blank(a.state.me.clone(), a.state.them.clone(), 1);
    fresh.ours.clear();
    (a, b, fresh)
}

fn adopt(a: &mut MemoryNode, bytes: &[u8], mark: Option<Mark>) -> Result<Adopted, NotAccepted> {
    let pouch = pouch::read(bytes, u64::MAX).unwrap();
    let arrival = Arrival {
        pouch,
        verdicts: [].into(),
        speakers: Speakers {
            ahead: &[],
            may: &[a.them.1.credential()],
            revoked: &[],
        },
        now: a.now,
        quota: u64::MAX,
        came: Came::Live,
    };
    let own = a.party.file.credential();
    let log = a.ours.entry(1).or_default();
    let adopted = a.state.adopt(arrival, &[own], mark, log)?;
    for (entry, _) in &adopted.entries {
        log.push(EntryBytes {
            leaf: entry.leaf_bytes.clone(),
            envelope: entry.envelope.clone(),
            body: entry.body.clone(),
        });
    }
    Ok(adopted)
}

#[test]
fn a_node_takes_its_own_log_back_and_goes_on_at_the_mark() {
    let (a, mut b, mut fresh) = lost();
    let mark = a.state.current.ours.signed;
    let size = a.state.current.ours.head.size();
    let adopted = adopt(&mut fresh, &copy(&mut b, 0, 4), mark).unwrap();
    assert_eq!(
        (adopted.entries.len(), adopted.standing),
        (4, Standing::Short)
    );
    let whole = copy(&mut b, 2, usize::try_from(size).unwrap());
    let adopted = adopt(&mut fresh, &whole, mark).unwrap();
    assert_eq!(adopted.standing, Standing::AtMark);
    assert_eq!(adopted.receipt.unwrap().size, size);
    // It had seen more of their log than it holds now: nothing is appended before that is back.
    assert_eq!(fresh.say("too early"), Err(AppendError::NotInForce));
    let pouch = b.pouch(0, MANY).unwrap();
    fresh.take(&pouch).unwrap();
    let restored = &fresh.state.current;
    assert_eq!(restored.ours.head, a.state.current.ours.head);
    assert_eq!(restored.ours.covered, a.state.current.ours.covered);
    assert_eq!(restored.theirs.head, a.state.current.theirs.head);
    assert_eq!(fresh.good, a.good);
    fresh.now = fresh.now.plus(60);
    b.now = fresh.now;
    fresh.say("again").unwrap();
    settle(&mut fresh, &mut b);
    assert_eq!(b.good.len(), 4);
}

#[test]
fn a_copy_with_a_receipt_from_the_future_changes_nothing() {
    let (a, mut b, mut fresh) = lost();
    let mark = a.state.current.ours.signed;
    let size = usize::try_from(mark.unwrap().size).unwrap();
    let before = fresh.state.clone();
    fresh.now = a.now;
    b.now = fresh.now.plus(AHEAD_LIMIT + 1);
    let refused = adopt(&mut fresh, &copy(&mut b, 0, size), mark).unwrap_err();
    assert_eq!(refused.code(), "refuse-from-the-future");
    assert_eq!(fresh.state, before);
    b.now = fresh.now.plus(AHEAD_LIMIT);
    let adopted = adopt(&mut fresh, &copy(&mut b, 0, size), mark).unwrap();
    assert_eq!(adopted.standing, Standing::AtMark);
}

#[test]
fn a_short_or_foreign_copy_does_not_make_a_node_fork() {
    let (a, mut b, mut fresh) = lost();
    let mark = a.state.current.ours.signed;
    assert_eq!(
        adopt(&mut fresh, &copy(&mut b, 0, 3), mark)
            .unwrap()
            .standing,
        Standing::Short
    );
    let other = Mark {
        root: nothing_seen().root,
        ..mark.unwrap()
    };
    let size = usize::try_from(other.size).unwrap();
    let whole = copy(&mut b, 0, size);
    let mut second = lost().2;
    assert_eq!(
        adopt(&mut second, &whole, Some(other)).unwrap().standing,
        Standing::NotTheMark
    );
    let mut third = lost().2;
    assert_eq!(
        adopt(&mut third, &whole, None).unwrap().standing,
        Standing::NoMark
    );
    // Entries that we never signed.
    let mut fourth = lost().2;
    let leaf = b.leaf();
    b.theirs.get_mut(&1).unwrap().entries[3] = EntryBytes {
        leaf: leaf.to_bytes().unwrap(),
        envelope: None,
        body: None,
    };
    let before = fourth.state.clone();
    assert_eq!(
        adopt(&mut fourth, &copy(&mut b, 0, size), mark)
            .unwrap_err()
            .code(),
        "refuse-root"
    );
    assert_eq!(fourth.state, before);
}

#[test]
fn a_restored_node_learns_from_the_receipt_that_it_lost_something() {
    let (mut a, mut b) = pair(1);
    let (backup, log) = (a.state.clone(), a.ours.clone());
    a.say("one").unwrap();
    send(&mut a, &mut b).unwrap();
    (a.state, a.ours) = (backup, log);
    let pouch = b.pouch(2, MANY).unwrap();
    assert_eq!(a.take(&pouch).unwrap_err().code(), "own-loss");
    // The signer, whose mark was kept apart, would not have signed anyway.
    let smaller = a.state.checkpoint_to_sign(a.now).unwrap();
    assert_eq!(
        a.party
            .checkpoint(&smaller.0, smaller.1)
            .unwrap_err()
            .code(),
        "signer-shrinks"
    );
}
