//! Two honest sides under loss, doubling and reordering come to hold the same.

use proptest::prelude::*;

use super::*;
use crate::exchange::{Exchange, Round, Step};

/// One thing that happens in a world of two nodes and a bad network.
#[derive(Debug, Clone, Copy)]
enum Happens {
    Say(bool),
    Send(bool),
    Deliver(bool, usize),
    Lose(bool, usize),
    Wait(u8),
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        any::<bool>().prop_map(Happens::Say),
        any::<bool>().prop_map(Happens::Send),
        (any::<bool>(), any::<usize>()).prop_map(|(side, which)| Happens::Deliver(side, which)),
        (any::<bool>(), any::<usize>()).prop_map(|(side, which)| Happens::Deliver(side, which)),
        (any::<bool>(), any::<usize>()).prop_map(|(side, which)| Happens::Lose(side, which)),
        (0u8..18).prop_map(Happens::Wait),
    ]
}

/// Drives one whole exchange from `a` to `b` with the state machine.
fn exchange(a: &mut MemoryNode, b: &mut MemoryNode) -> u32 {
    let (mut exchange, mut rounds) = (Exchange::new(), 0);
    loop {
        match exchange.step() {
            Step::AskReceipt => exchange.receipt_came(&a.state, b.receipted()),
            Step::Send { start } => {
                let sent = a.pouch(start, 3).unwrap();
                b.take(&sent).unwrap();
                let answer = b.pouch(a.receipted(), 3).unwrap();
                let taken = a.take(&answer).unwrap();
                exchange.answered(
                    &a.state,
                    Round {
                        brought: taken.brought,
                        more: taken.more,
                    },
                );
                rounds += 1;
            }
            Step::Done => return rounds,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn honest_sides_converge(events in prop::collection::vec(happens(), 0..50)) {
        let (mut a, mut b) = MemoryNode::pair(7);
        let mut wire: [Vec<Vec<u8>>; 2] = [vec![], vec![]];
        let mut said = [vec![], vec![]];
        for event in events {
            match event {
                Happens::Say(side) => {
                    let node = if side { &mut a } else { &mut b };
                    if let Ok(id) = node.say("x") {
                        said[usize::from(side)].push(id);
                    }
                }
                Happens::Send(side) => {
                    let node = if side { &mut a } else { &mut b };
                    let start = node.state.current.ours.receipted();
                    wire[usize::from(side)].push(node.pouch(start, 3).unwrap());
                }
                Happens::Deliver(side, which) => {
                    let (to, wire) = if side { (&mut b, &wire[1]) } else { (&mut a, &wire[0]) };
                    if let Some(pouch) = wire.get(which % wire.len().max(1)) {
                        match to.take(pouch) {
                            Ok(_) | Err(NotAccepted::Refused(Refusal::Gap { .. })) => {}
                            Err(other) => prop_assert!(false, "{}", other),
                        }
                    }
                }
                Happens::Lose(side, which) => {
                    let wire = &mut wire[usize::from(side)];
                    if !wire.is_empty() {
                        wire.remove(which % wire.len());
                    }
                }
                Happens::Wait(seconds) => {
                    a.now = a.now.plus(i64::from(seconds));
                    b.now = b.now.plus(i64::from(seconds) / 2);
                }
            }
            prop_assert!(a.evidence.is_empty() && b.evidence.is_empty());
        }
        b.now = a.now;
        exchange(&mut a, &mut b);
        exchange(&mut b, &mut a);
        let rounds = exchange(&mut a, &mut b);
        prop_assert_eq!(rounds, 1, "two quiet sides exchange only signatures");
        for (one, other) in [(&a, &b), (&b, &a)] {
            prop_assert_eq!(&one.state.current.ours.head, &other.state.current.theirs.head);
            prop_assert!(!one.state.is_cover_due());
        }
        prop_assert_eq!(&b.good, &said[1]);
        prop_assert_eq!(&a.good, &said[0]);
    }

    #[test]
    fn no_changed_byte_of_a_pouch_does_harm(at: usize, bit in 0u8..8) {
        let (mut a, mut b) = pair(3);
        a.say("one").unwrap();
        let mut bytes = a.pouch(2, MANY).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let before = b.state.clone();
        match b.take(&bytes) {
            // Lines of keys that nobody asked for are passed over, so a changed
            // receipt line may leave a valid statement; entries never change.
            Ok(taken) => prop_assert_eq!(taken.brought, 1),
            Err(NotAccepted::Refused(_)) => prop_assert_eq!(&b.state, &before),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
