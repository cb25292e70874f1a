//! What the machine says of void acts, and what it never answers.

use comity_core::record::Void;
use comity_peer::fixtures::Seeded;

use super::*;
use crate::{
    channel::tests::{self, at, exchange},
    fixtures::TestNode,
};

fn pair() -> (TestNode, TestNode) {
    let (a, b) = tests::pair();
    exchange(&a, &b, 1);
    (a, b)
}

fn notify(of: &TestNode, to: &TestNode, minutes: i64) -> usize {
    let mut rng = Seeded::new(u64::try_from(1000 + minutes).unwrap());
    of.node
        .say_notices(to.name(), at(minutes), &mut rng)
        .unwrap()
}

/// Says an act without asking whether the rules allow it.
fn say(from: &TestNode, to: &TestNode, kind: &str, matter: Matter, minutes: i64) -> Position {
    let mut one = draft(
        Position {
            generation: 1,
            index: 0,
        },
        Broken::Record(Void::WrongTag),
        matter,
        "D-17",
    );
    one.kind = kind.to_owned();
    if kind != NOTICE {
        one.says = Map::new();
    }
    let mut rng = Seeded::new(u64::try_from(minutes).unwrap());
    from.node
        .say(to.name(), one, at(minutes), &mut rng)
        .unwrap()
        .position
}

/// The entry and rule of each notice that a side has said.
fn notices(at: &TestNode, them: &TestNode, by: &TestNode) -> Vec<(Position, String)> {
    let parties =
        comity_core::record::Parties::new(at.name().clone(), them.name().clone()).unwrap();
    let side = parties.side(by.name()).unwrap();
    let start = Position {
        generation: 1,
        index: 0,
    };
    let acts = at
        .node
        .store()
        .read(|tx| Ok::<_, NodeError>(tx.acts(them.name(), side, start, 100)?))
        .unwrap();
    acts.iter()
        .filter_map(|said| match Act::read(&said.envelope) {
            Ok(Act::Notice(says)) => Some((says.entry, says.rule)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_void_act_is_answered_once_and_a_notice_never() {
    let (a, b) = pair();
    let void = say(&a, &b, "case.close", Matter::None, 2);
    exchange(&a, &b, 3);
    assert_eq!(notify(&b, &a, 4), 1);
    assert_eq!(notify(&b, &a, 5), 0, "once");
    exchange(&b, &a, 6);
    let rule = "void-malformed-says".to_owned();
    assert_eq!(notices(&a, &b, &b), [(void, rule)]);
    assert_eq!(notify(&a, &b, 7), 0, "a notice is not answered");
}

#[test]
fn two_machines_that_find_each_other_void_fall_silent() {
    let (a, b) = pair();
    say(&a, &b, "case.close", Matter::None, 2);
    say(&b, &a, "case.close", Matter::None, 2);
    for minute in 3..9 {
        exchange(&a, &b, minute);
        notify(&a, &b, minute);
        notify(&b, &a, minute);
    }
    assert_eq!(notices(&a, &b, &a).len(), 1);
    assert_eq!(notices(&a, &b, &b).len(), 1);
    let ends = || {
        let end = |of: &TestNode, to: &TestNode| {
            let current = of.node.channel(to.name()).unwrap().current;
            current.ours.head.size()
        };
        (end(&a, &b), end(&b, &a))
    };
    let before = ends();
    exchange(&a, &b, 10);
    exchange(&b, &a, 11);
    assert_eq!(ends(), before);
}

#[test]
fn what_stands_in_order_gets_no_notice() {
    let (a, b) = pair();
    say(&a, &b, NOTICE, Matter::None, 2);
    say(&a, &b, "of.a.later.version", Matter::Opens, 3);
    exchange(&a, &b, 4);
    assert_eq!(notify(&b, &a, 5), 0);
}

#[test]
fn a_store_that_came_back_does_not_say_its_notices_again() {
    let (a, mut b) = pair();
    say(&a, &b, "case.close", Matter::None, 2);
    exchange(&a, &b, 3);
    assert_eq!(notify(&b, &a, 4), 1);
    exchange(&b, &a, 5);
    b.lose_store(&[&a]);
    let line = a.line(&b, at(6));
    b.node.recover(&line, a.name(), at(6)).unwrap();
    exchange(&b, &a, 7);
    let later = say(&a, &b, "case.reopen", Matter::None, 8);
    exchange(&a, &b, 9);
    assert_eq!(notify(&b, &a, 10), 1, "the later act only");
    assert_eq!(notices(&b, &a, &b).last().unwrap().0, later);
    b.node.rebuild_desk(a.name()).unwrap();
    assert_eq!(notify(&b, &a, 11), 0);
}
