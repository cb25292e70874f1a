//! The desk follows the record whoever asks, however far, and in whatever steps.

use comity_core::{DossierId, PartyName, record::Said};
use comity_peer::{
    call::{Request, Response, Transport, TransportError},
    fixtures::Seeded,
};
use comity_store::{ReadTx, Store as _};

use super::{clear, follow, followed::Way};
use crate::{
    channel::{
        say::Matter,
        tests::{at, draft, exchange, pair, say},
    },
    error::NodeError,
    fixtures::{Line, TestNode},
};

/// A case in which both have said something, and both know it.
fn asked_and_answered() -> (TestNode, TestNode, DossierId) {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    let case = say(&a, &b, "please", 2).dossier.unwrap();
    exchange(&a, &b, 3);
    adds(&b, &a, &case, 4);
    exchange(&a, &b, 5);
    adds(&a, &b, &case, 6);
    exchange(&a, &b, 7);
    (a, b, case)
}

fn adds(from: &TestNode, to: &TestNode, case: &DossierId, minutes: i64) {
    let mut rng = Seeded::new(u64::try_from(minutes).unwrap());
    let more = draft(Matter::Of(case.clone()), "more");
    from.node
        .say(to.name(), more, at(minutes), &mut rng)
        .unwrap();
}

fn rows(tx: &dyn ReadTx, them: &PartyName) -> Vec<String> {
    let mut rows = Vec::new();
    tx.each_desk_row(them, &mut |row| rows.push(row.to_owned()))
        .unwrap();
    rows
}

fn desk(of: &TestNode, them: &TestNode) -> Vec<String> {
    of.node
        .store()
        .read(|tx| Ok::<_, NodeError>(rows(tx, them.name())))
        .unwrap()
}

fn acts(of: &TestNode, them: &TestNode, case: &DossierId) -> Vec<Said> {
    let found = of
        .node
        .store()
        .read(|tx| Ok::<_, NodeError>(tx.acts_of(them.name(), case)?));
    found.unwrap()
}

/// How many entries are not on the desk.
fn behind(of: &TestNode) -> u64 {
    let logs = of.store.read(|tx| tx.behind()).unwrap();
    logs.iter().map(|(_, missing)| missing).sum()
}

/// Drops the desk.
fn cleared(of: &TestNode, them: &TestNode) {
    let them = them.name().clone();
    of.node
        .change_record(move |_, tx| clear(tx, &them))
        .unwrap();
}

/// The desk after a stretch of so many entries.
fn stretch(of: &TestNode, them: &TestNode, most: u64) -> Way {
    let them = them.name().clone();
    let done = of
        .node
        .change_record(move |party, tx| follow::follow(party, tx, &them, most));
    done.unwrap()
}

#[test]
fn the_record_is_written_without_the_desk_and_the_first_reader_has_it_followed() {
    let (a, b, case) = asked_and_answered();
    for (of, them) in [(&a, &b), (&b, &a)] {
        assert!(behind(of) > 0);
        assert_eq!(acts(of, them, &case).len(), 3);
        assert_eq!(behind(of), 0);
    }
    adds(&a, &b, &case, 8);
    let (them, of) = (b.name().clone(), case.clone());
    let seen = a
        .node
        .store()
        .write(move |tx| Ok::<_, NodeError>(tx.acts_of(&them, &of)?.len()));
    assert_eq!(
        seen.unwrap(),
        4,
        "who writes sees it in the same transaction"
    );
    assert_eq!(behind(&a), 0);
}

#[test]
fn a_desk_that_stopped_between_two_stretches_goes_on_in_another_process() {
    let (mut a, b, case) = asked_and_answered();
    cleared(&a, &b);
    let all = behind(&a);
    assert_eq!(stretch(&a, &b, 3).entries, 3);
    assert_eq!(behind(&a), all - 3);
    // Nothing that it had opened is in the memory of the next one.
    a.limit(crate::node::Limits::default());
    while stretch(&a, &b, 2).entries == 2 {}
    assert_eq!((behind(&a), acts(&a, &b, &case).len()), (0, 3));
    let followed = desk(&a, &b);
    a.node.rebuild_desk(b.name()).unwrap();
    assert_eq!(desk(&a, &b), followed);
}

#[test]
fn the_row_of_a_case_is_made_once_for_all_that_was_said_in_it() {
    let (a, b, case) = asked_and_answered();
    for (of, them) in [(&a, &b), (&b, &a)] {
        cleared(of, them);
        let way = of.node.follow_desk(them.name()).unwrap();
        assert!(way.entries > 6, "{way:?}");
        assert_eq!(way.cases, 1);
    }
    adds(&a, &b, &case, 8);
    exchange(&a, &b, 9);
    let way = a.node.follow_desk(b.name()).unwrap();
    assert_eq!(way.cases, 1, "said and covered, and one row");
    assert_eq!(a.node.follow_desk(b.name()).unwrap(), Way::default());
}

/// A counterpart that hands our own log back and not its own.
struct OwnLogOnly<'a>(Line<'a>);

impl Transport for OwnLogOnly<'_> {
    fn call(&self, to: &PartyName, request: Request) -> Result<Response, TransportError> {
        match request {
            Request::Log { .. } => Err(TransportError::WrongPeer),
            other => self.0.call(to, other),
        }
    }
}

#[test]
fn an_entry_that_came_back_waits_for_what_it_has_seen() {
    let (mut a, b, case) = asked_and_answered();
    let before = desk(&a, &b);
    a.lose_store(&[&b]);
    let half = OwnLogOnly(b.line(&a, at(10)));
    a.node.recover(&half, b.name(), at(10)).unwrap_err();
    assert_eq!(acts(&a, &b, &case), []);
    assert!(behind(&a) > 0);
    let line = b.line(&a, at(11));
    a.node.recover(&line, b.name(), at(11)).unwrap();
    assert_eq!((behind(&a), acts(&a, &b, &case).len()), (0, 3));
    assert_eq!(desk(&a, &b), before);
}
