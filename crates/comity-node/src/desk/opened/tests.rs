//! Logs that are longer than what is read at once, kept in memory, or put on the desk in one transaction.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use comity_core::{PartyName, record::Side};
use comity_peer::{
    fixtures::{Seeded, StandInSealer},
    seal::{FileKey, Recipients, SealError, Sealer},
};
use comity_store::{ReadTx, Store as _};
use comity_tlog::hash::sha256;
use serde_json::json;

use super::*;
use crate::{
    channel::{
        say::{Draft, Matter},
        tests::{at, draft, exchange, pair},
    },
    desk::{follow, followed::Way},
    fixtures::TestNode,
    keys::Marks,
    node::Limits,
};

/// More than are read at once, and some more than twice.
const LONG: usize = 2_300;

/// A log of A with so many acts of no case, at both sides.
fn long(acts: usize) -> (TestNode, TestNode) {
    let (a, b) = said(acts);
    exchange(&a, &b, 3);
    (a, b)
}

/// A log of A with so many acts of no case, of which B does not know yet.
fn said(acts: usize) -> (TestNode, TestNode) {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    let one = |number| Draft {
        kind: "dispute".to_owned(),
        says: serde_json::from_value(
            json!({"claim": "time", "entry": {"generation": 1, "index": 0}}),
        )
        .unwrap(),
        ..draft(Matter::None, &format!("number {number}"))
    };
    let mut rng = Seeded::new(3);
    for first in (0..acts).step_by(500) {
        let drafts = (first..acts.min(first + 500)).map(one).collect();
        a.node.say_all(b.name(), drafts, at(2), &mut rng).unwrap();
    }
    (a, b)
}

/// Opens as the stand-in does, counts, and fails from some file on when it is told to.
struct Counting {
    inner: StandInSealer,
    opened: Arc<AtomicU64>,
    fails_at: Arc<AtomicU64>,
}

impl Sealer for Counting {
    fn seal(&self, to: &Recipients, plain: &[u8]) -> std::result::Result<Vec<u8>, SealError> {
        self.inner.seal(to, plain)
    }

    fn open(&self, sealed: &[u8]) -> std::result::Result<Opened, OpenError> {
        let before = self.opened.fetch_add(1, Ordering::SeqCst);
        if before >= self.fails_at.load(Ordering::SeqCst) {
            return Err(OpenError::Fault("out of memory".to_owned()));
        }
        self.inner.open(sealed)
    }

    fn open_with(&self, sealed: &[u8], key: &FileKey) -> std::result::Result<Vec<u8>, OpenError> {
        self.inner.open_with(sealed, key)
    }
}

/// How many files were opened, and how many may be.
struct Count {
    opened: Arc<AtomicU64>,
    fails_at: Arc<AtomicU64>,
}

impl Count {
    fn opened(&self) -> u64 {
        self.opened.load(Ordering::SeqCst)
    }
}

/// Goes on in another process, which has nothing in memory.
fn in_another_process(of: &mut TestNode) -> Count {
    of.limit(Limits::default());
    let count = Count {
        opened: Arc::default(),
        fails_at: Arc::new(AtomicU64::new(u64::MAX)),
    };
    let kept: Arc<dyn Marks> = Arc::new(of.marks.clone());
    let mut secrets = Secrets::of(&of.keyring, &kept).unwrap();
    secrets.sealer = Arc::new(Counting {
        inner: StandInSealer::new(&of.keyring.stand_in(), 96),
        opened: Arc::clone(&count.opened),
        fails_at: Arc::clone(&count.fails_at),
    });
    of.node.renew_secrets(secrets);
    count
}

fn stretch(of: &TestNode, them: &PartyName, most: u64) -> Result<Way> {
    let them = them.clone();
    of.node
        .change_record(move |party, tx| follow::follow(party, tx, &them, most))
}

/// How many entries are not on the desk.
fn behind(of: &TestNode) -> u64 {
    let logs = of.store.read(|tx| tx.behind()).unwrap();
    logs.iter().map(|(_, missing)| missing).sum()
}

/// The acts of one side that are on the desk, in their order.
fn acts(tx: &dyn ReadTx, them: &PartyName, side: Side) -> Vec<Hash> {
    let start = comity_core::record::Position {
        generation: 1,
        index: 0,
    };
    let acts = tx.acts(them, side, start, usize::MAX).unwrap();
    acts.into_iter().map(|said| said.act).collect()
}

/// The acts of the log of A that are on the desk of one side.
fn on_desk(of: &TestNode, them: &TestNode) -> Vec<Hash> {
    of.store
        .read(|tx| Ok::<_, NodeError>(acts(tx, them.name(), Side::First)))
        .unwrap()
}

/// The acts that the log of A has.
fn in_log(a: &TestNode, b: &TestNode) -> Vec<Hash> {
    let origin = a.node.channel(b.name()).unwrap().our_origin();
    let rows = a
        .store
        .read(|tx| tx.entries(&origin, 0, usize::MAX))
        .unwrap();
    let leaves = rows.iter().map(|row| Leaf::parse(&row.leaf).unwrap());
    leaves.filter_map(|leaf| leaf.act).collect()
}

#[test]
fn a_log_longer_than_is_read_at_once_is_opened_once_however_often_the_desk_stops() {
    let (mut a, mut b) = long(LONG);
    let said = in_log(&a, &b);
    assert_eq!(said.len(), LONG);
    let names = [a.name().clone(), b.name().clone()];
    let [of_a, of_b] = [&mut a, &mut b].map(in_another_process);
    let all = behind(&a);
    // Ends in the middle of what was read, of what is being opened, and beyond it.
    for most in [1, 999, 1, 350, 700] {
        for (of, them) in [(&a, &names[1]), (&b, &names[0])] {
            assert_eq!(stretch(of, them, most).unwrap().entries, most);
        }
    }
    assert_eq!(behind(&a), all - 2_051);
    for (of, them, count) in [(&a, &b, of_a), (&b, &a, of_b)] {
        while stretch(of, them.name(), 500).unwrap().entries == 500 {}
        assert_eq!(behind(of), 0);
        assert_eq!(on_desk(of, them), said);
        assert_eq!(count.opened(), LONG as u64, "each once");
    }
}

#[test]
fn a_file_that_could_not_be_tried_while_others_were_put_on_the_desk_is_tried_again() {
    let (a, mut b) = long(LONG);
    let said = in_log(&a, &b);
    let count = in_another_process(&mut b);
    let all = behind(&b);
    // Of the second thousand, which is opened while the first is put on the desk.
    count.fails_at.store(1_500, Ordering::SeqCst);
    let failed = stretch(&b, a.name(), u64::MAX).unwrap_err();
    assert!(matches!(failed, NodeError::File(_)), "{failed:?}");
    assert_eq!((behind(&b), on_desk(&b, &a).len()), (all, 0), "all or none");
    count.fails_at.store(u64::MAX, Ordering::SeqCst);
    stretch(&b, a.name(), u64::MAX).unwrap();
    assert_eq!((behind(&b), on_desk(&b, &a)), (0, said));
}

#[test]
fn who_writes_after_a_long_way_sees_all_of_it() {
    // More than one transaction puts on a desk.
    let (mut a, b) = said(8_100);
    let said = in_log(&a, &b);
    let count = in_another_process(&mut a);
    assert!(behind(&a) > 8_100);
    let them = b.name().clone();
    let seen = a
        .node
        .store()
        .write(move |tx| Ok::<_, NodeError>(acts(&*tx, &them, Side::First)))
        .unwrap();
    assert_eq!(behind(&a), 0);
    assert!(seen == said, "{} of {}", seen.len(), said.len());
    assert_eq!(count.opened(), said.len() as u64, "each once");
}

/// A leaf of an act with this number, and the envelope of another.
fn leaf_of(number: u64, like: &Leaf) -> Leaf {
    Leaf {
        act: Some(sha256(&number.to_be_bytes())),
        size: Some(number),
        ..like.clone()
    }
}

#[test]
fn of_many_envelopes_the_oldest_go_first_and_each_is_given_away_once() {
    let (a, b) = said(1);
    let origin = a.node.channel(b.name()).unwrap().our_origin();
    let rows = a.store.read(|tx| tx.entries(&origin, 0, 99)).unwrap();
    let leaves = rows.iter().map(|row| Leaf::parse(&row.leaf).unwrap());
    let like = leaves.into_iter().find(|leaf| leaf.act.is_some()).unwrap();
    let envelope = a.node.party.ahead.take(&like).unwrap();

    let ahead = Ahead::default();
    let half = HALF as u64;
    for number in 0..=2 * half {
        ahead.keep(&leaf_of(number, &like), envelope.clone());
    }
    let other_size = Leaf {
        size: Some(1),
        ..leaf_of(2 * half, &like)
    };
    assert_eq!(ahead.take(&other_size), None);
    let no_act = Leaf {
        act: None,
        size: None,
        ..like.clone()
    };
    ahead.keep(&no_act, envelope.clone());
    assert_eq!(ahead.take(&no_act), None);
    let held = |number| ahead.take(&leaf_of(number, &like)).is_some();
    let kept: Vec<u64> = (0..=2 * half).filter(|number| held(*number)).collect();
    assert_eq!(kept, (half..=2 * half).collect::<Vec<_>>());
    assert!((0..=2 * half).all(|number| !held(number)), "each once");
}
