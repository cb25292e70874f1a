//! Opening, saying, covering, falling silent.

use super::*;
use crate::fixtures::StandInSealer;

#[test]
fn a_generation_is_in_force_when_both_opening_leaves_agree() {
    let (mut a, mut b) = MemoryNode::pair(1);
    assert_eq!(a.say("too early"), Err(AppendError::NotInForce));
    let taken = send(&mut a, &mut b).unwrap();
    assert_eq!(taken.events, [Event::InForce]);
    assert!(b.state.current.in_force() && !a.state.current.in_force());
    send(&mut b, &mut a).unwrap();
    assert!(a.state.current.in_force());
}

#[test]
fn two_quiet_nodes_fall_silent() {
    let (mut a, mut b) = pair(1);
    let sizes = |a: &MemoryNode, b: &MemoryNode| {
        (
            a.state.current.ours.head.size(),
            b.state.current.ours.head.size(),
        )
    };
    // The opening leaf and one receipt leaf over the other's.
    assert_eq!(sizes(&a, &b), (2, 2));
    settle(&mut a, &mut b);
    assert_eq!(sizes(&a, &b), (2, 2));
    assert!(!crate::exchange::has_something_to_say(&a.state));
}

#[test]
fn an_act_is_receipted_and_covered() {
    let (mut a, mut b) = pair(1);
    let id = a.say("please").unwrap();
    assert!(crate::exchange::has_something_to_say(&a.state));
    send(&mut a, &mut b).unwrap();
    assert_eq!(b.good, [id]);
    let taken = send(&mut b, &mut a).unwrap();
    assert_eq!(taken.events, [Event::Receipted { size: 3 }]);
    let covering = b.ours[&1].entries.last().unwrap();
    assert_eq!(Leaf::parse(&covering.leaf).unwrap().seen.size, 3);
    assert_eq!(
        a.state.current.theirs.seen(),
        b.state.current.ours.head_seen()
    );
}

#[test]
fn an_act_covers_too_so_that_no_receipt_leaf_is_needed() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    let pouch = a.pouch(2, MANY).unwrap();
    let pouch = crate::pouch::read(&pouch[..], u64::MAX).unwrap();
    b.judge(pouch).unwrap();
    assert!(b.state.is_cover_due());
    b.say("answer").unwrap();
    assert!(!b.state.is_cover_due());
}

#[test]
fn verdicts_stand_in_the_leaf_that_first_covers() {
    let (mut a, mut b) = pair(1);
    let stranger = StandInSealer::recipients("a.example", "c.example");
    let mut act = a.act("sealed to one reader only");
    act.envelope = crate::seal::Sealer::seal(&StandInSealer::new("x", 1), &stranger, b"x").unwrap();
    act.act = comity_tlog::hash::sha256(&act.envelope);
    a.append(&act).unwrap();
    send(&mut a, &mut b).unwrap();
    let covering = Leaf::parse(&b.ours[&1].entries.last().unwrap().leaf).unwrap();
    assert_eq!((covering.seen.size, covering.bad), (3, vec![2]));
    let taken = send(&mut b, &mut a).unwrap();
    assert!(taken.events.contains(&Event::CalledBad { ours: 2, by: 2 }));
}

#[test]
fn many_verdicts_are_divided_among_leaves() {
    let (mut a, mut b) = pair(1);
    for _ in 0..250 {
        let mut act = a.act("x");
        act.envelope = act.envelope[..80].to_vec();
        act.act = comity_tlog::hash::sha256(&act.envelope);
        a.append(&act).unwrap();
    }
    send(&mut a, &mut b).unwrap();
    let leaves: Vec<_> = b.ours[&1].entries[2..]
        .iter()
        .map(|entry| Leaf::parse(&entry.leaf).unwrap())
        .collect();
    let covered: Vec<_> = leaves
        .iter()
        .map(|leaf| (leaf.seen.size, leaf.bad.len()))
        .collect();
    assert_eq!(covered, [(102, 100), (202, 100), (252, 50)]);
    send(&mut b, &mut a).unwrap();
    assert_eq!(a.state.current.theirs.head.size(), 5);
}

#[test]
fn attachments_that_became_durable_are_named_by_the_next_leaves() {
    let (mut a, mut b) = pair(1);
    let roots: Vec<_> = (0..40_u64).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    for root in roots.iter().chain(&roots) {
        b.state.holds_attachment(*root);
    }
    assert!(b.state.is_cover_due());
    send(&mut a, &mut b).unwrap();
    let taken = send(&mut b, &mut a).unwrap();
    assert_eq!(taken.brought, 3, "at most 16 a leaf");
    let held = taken
        .events
        .iter()
        .filter(|event| matches!(event, Event::Held { .. }))
        .count();
    assert_eq!(held, 40);
}

#[test]
fn a_pouch_opened_twice_late_or_out_of_order_does_no_harm() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    let first = a.pouch(2, MANY).unwrap();
    a.now = a.now.plus(10);
    a.say("two").unwrap();
    let second = a.pouch(2, MANY).unwrap();
    let ahead = a.pouch(3, MANY).unwrap();
    b.now = a.now;
    let refused = b.take(&ahead).unwrap_err();
    assert_eq!(refused.code(), "refuse-gap");
    assert_eq!(b.take(&second).unwrap().brought, 2);
    let state = b.state.clone();
    for late in [&first, &second, &ahead, &first] {
        assert_eq!(b.take(late).unwrap().brought, 0);
    }
    assert_eq!(b.state, state);
}

#[test]
fn a_long_backlog_comes_in_parts_under_one_checkpoint() {
    let (mut a, mut b) = pair(1);
    for number in 0..10 {
        a.say(&number.to_string()).unwrap();
    }
    for expected in [4, 4, 2] {
        let start = b.state.current.theirs.head.size();
        let taken = b.take(&a.pouch(start, 4).unwrap()).unwrap();
        assert_eq!((taken.brought, taken.more), (expected, expected == 4));
        send(&mut b, &mut a).unwrap();
        assert_eq!(
            a.state.current.ours.receipted(),
            b.state.current.theirs.head.size()
        );
    }
}

#[test]
fn the_log_stops_at_a_clock_that_went_back() {
    let (mut a, _) = pair(1);
    a.say("now").unwrap();
    a.now = a.now.plus(-CLOCK_SLACK);
    a.say("within the slack").unwrap();
    a.now = a.now.plus(-1);
    assert_eq!(a.say("before"), Err(AppendError::OwnClock));
    assert_eq!(a.pouch(0, MANY), Err(AppendError::OwnClock));
}

#[test]
fn a_clock_that_jumped_ahead_is_doubted_until_a_fresh_signature_agrees_with_it() {
    let (mut a, mut b) = pair(1);
    a.now = a.now.plus(3 * 86_400);
    b.now = b.now.plus(10);
    let taken = send(&mut b, &mut a).unwrap();
    assert_eq!(taken.events, [Event::ClockInDoubt]);
    assert_eq!(a.say("tomorrow"), Err(AppendError::OwnClock));
    b.now = a.now.plus(-60);
    send(&mut b, &mut a).unwrap();
    a.say("tomorrow").unwrap();
}

#[test]
fn a_state_is_stored_and_read_back() {
    let (mut a, mut b) = pair(1);
    a.say("one").unwrap();
    send(&mut a, &mut b).unwrap();
    for state in [&a.state, &b.state] {
        let bytes = comity_core::canonical::to_bytes(state).unwrap();
        let back: ChannelState = comity_core::canonical::from_bytes(&bytes, 1 << 20).unwrap();
        assert_eq!(back, *state);
    }
}

impl OurLog {
    fn head_seen(&self) -> Seen {
        Seen {
            root: self.head.root(),
            size: self.head.size(),
        }
    }
}
