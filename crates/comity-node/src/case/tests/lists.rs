//! Pages that are looked at all day: made from what is kept, with nothing opened, for whoever may see it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use comity_core::codes::DueKind;
use comity_peer::seal::{FileKey, OpenError, Opened, Recipients, SealError, Sealer};
use comity_store::{
    Store as _,
    desk::{DossierFilter, DossierRow, DossierSort},
};
use serde_json::json;

use super::support::{SITES, World, at, takedown, within};
use crate::{
    access::{Assignment, Sight},
    accounts::office::{self, OfficeRow},
    case::{agenda::Waits, board, flow::SaidView, house},
    erase::{Ground, What},
    fixtures::TestNode,
    node::Secrets,
    search::Search,
};

/// A sealer that counts what it opens.
struct Counting {
    inner: Arc<dyn Sealer>,
    opened: Arc<AtomicU64>,
}

impl Sealer for Counting {
    fn seal(&self, to: &Recipients, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        self.inner.seal(to, plain)
    }

    fn open(&self, sealed: &[u8]) -> Result<Opened, OpenError> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        self.inner.open(sealed)
    }

    fn open_with(&self, sealed: &[u8], key: &FileKey) -> Result<Vec<u8>, OpenError> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        self.inner.open_with(sealed, key)
    }
}

/// Counts what a node opens from now on.
fn count(node: &TestNode) -> Arc<AtomicU64> {
    let (opened, before) = (Arc::new(AtomicU64::new(0)), node.node.secrets());
    let sealer = Counting {
        inner: Arc::clone(&before.sealer),
        opened: Arc::clone(&opened),
    };
    node.node.renew_secrets(Secrets {
        sealer: Arc::new(sealer),
        signers: before.signers.clone(),
    });
    opened
}

/// Three cases that A asks B for, of which B has acknowledged the first.
fn three() -> (World, Vec<SaidView>) {
    let world = World::new();
    let asked: Vec<_> = (2..5)
        .map(|minutes| world.act(&world.a, takedown(), Some(SITES), minutes))
        .collect();
    world.exchange(6);
    world.act(
        &world.b,
        within(&asked[0], "request.ack", json!({})),
        None,
        7,
    );
    world.exchange(8);
    (world, asked)
}

fn subjects(world: &World, node: &TestNode) -> Vec<Option<String>> {
    let office = world.office(node);
    let any = DossierFilter::default();
    let list = office.cases(&any, DossierSort::Opened, 1, 50).unwrap();
    let cases: Vec<_> = list
        .rows
        .iter()
        .map(|row| (row.them.clone(), row.case.clone()))
        .collect();
    let subjects = office.subjects(&cases).unwrap().into_iter();
    let first = |texts: comity_core::body::Texts| texts.into_values().next();
    subjects.map(|texts| texts.and_then(first)).collect()
}

#[test]
fn a_desk_and_a_list_open_nothing_where_there_is_an_index() {
    let (world, _) = three();
    world.office(&world.b).index(100).unwrap();
    let opened = count(&world.b);
    let shown = subjects(&world, &world.b);
    assert!(shown.iter().all(Option::is_some), "{shown:?}");
    let agenda = world.office(&world.b).agenda(&Sight::All, 1, 50).unwrap();
    assert_eq!(agenda.ours.len(), 3);
    assert_eq!(opened.load(Ordering::Relaxed), 0);
}

#[test]
fn without_an_index_a_subject_is_opened_once() {
    let (mut world, asked) = three();
    world.config.search = Search { index: false };
    let opened = count(&world.b);
    let first = subjects(&world, &world.b);
    assert!(first.iter().all(Option::is_some));
    let once = opened.load(Ordering::Relaxed);
    assert!(once >= 3);
    assert_eq!(subjects(&world, &world.b), first);
    assert_eq!(opened.load(Ordering::Relaxed), once);
    // Erased by this process or another, it is not shown any more.
    let body = What {
        body: true,
        ..What::default()
    };
    let office = world.office(&world.b);
    office
        .erase("root", asked[1].act, &body, Ground::Order, at(9))
        .unwrap();
    let shown = subjects(&world, &world.b);
    assert_eq!(shown.iter().filter(|subject| subject.is_none()).count(), 1);
}

#[test]
fn an_erased_subject_is_gone_from_lists_at_once() {
    let (world, asked) = three();
    let office = world.office(&world.b);
    office.index(100).unwrap();
    let body = What {
        body: true,
        ..What::default()
    };
    office
        .erase("root", asked[1].act, &body, Ground::Order, at(9))
        .unwrap();
    let shown = || subjects(&world, &world.b);
    let gone = |shown: Vec<Option<String>>| shown.iter().filter(|one| one.is_none()).count();
    assert_eq!(gone(shown()), 1);
    office.index(100).unwrap();
    assert_eq!(gone(shown()), 1, "and does not come back");
}

#[test]
fn the_nearest_deadline_of_each_case_is_kept_for_both_sides() {
    let (world, _) = three();
    let agenda = |node: &TestNode| world.office(node).agenda(&Sight::All, 1, 50).unwrap();
    let due = |what: &Waits| match what {
        Waits::Due { due } => Some(*due),
        _ => None,
    };
    let at_b = agenda(&world.b);
    let ours: Vec<_> = at_b.ours.iter().map(|line| due(&line.what)).collect();
    assert_eq!(
        ours.iter()
            .filter(|due| **due == Some(DueKind::Ack))
            .count(),
        2
    );
    assert!(ours.iter().all(Option::is_some), "{ours:?}");
    assert!(at_b.ours.is_sorted_by_key(|line| line.at));
    assert_eq!((at_b.ours_in_all, at_b.theirs_in_all), (3, 0));
    let at_a = agenda(&world.a);
    assert_eq!(at_a.theirs_in_all, 3);
    // One of ours was acknowledged: they spoke after us.
    assert!(at_a.ours.iter().all(|line| due(&line.what).is_none()));
    for (node, before) in [(&world.a, at_a), (&world.b, at_b)] {
        for them in node.node.channels().unwrap() {
            node.node.rebuild_desk(&them).unwrap();
        }
        assert_eq!(agenda(node), before, "made again it is the same");
    }
}

#[test]
fn the_desk_pages_and_shows_and_counts_what_one_may_see() {
    let (world, asked) = three();
    let office = world.office(&world.b);
    let case = asked[2].case.clone().unwrap();
    let other = OfficeRow {
        code: "D-20".to_owned(),
        parent: None,
        en: "Board".to_owned(),
        zh_hans: "委员会".to_owned(),
    };
    let put = move |tx: &mut dyn comity_store::Tx| office::put(tx, &other, "root", at(8));
    world.b.store.write(put).unwrap();
    let to = Assignment {
        office: Some("D-20".to_owned()),
        ..Assignment::default()
    };
    office
        .assign("li", &Sight::All, &case.to_string(), to, at(9))
        .unwrap();
    let sight = |office: &str, registry| Sight::Of {
        name: "zhao".to_owned(),
        offices: [office.to_owned()].into(),
        registry,
    };
    for (sight, seen) in [
        (sight("D-20", false), 1),
        (sight("D-17", false), 0),
        (sight("D-17", true), 2),
        (sight("D-20", true), 3),
        (Sight::All, 3),
    ] {
        let agenda = office.agenda(&sight, 1, 50).unwrap();
        assert_eq!(
            (agenda.ours.len(), agenda.ours_in_all),
            (seen, seen as u64),
            "{sight:?}"
        );
        let mut paged = Vec::new();
        for page in 1..=4 {
            let agenda = office.agenda(&sight, page, 1).unwrap();
            assert_eq!(agenda.ours_in_all, seen as u64);
            paged.extend(agenda.ours);
        }
        assert_eq!(paged, agenda.ours, "{sight:?}");
    }
}

#[test]
fn nothing_waits_in_a_case_that_is_over() {
    let (world, asked) = three();
    let says = json!({"reason": "no_longer_needed"});
    for (case, minutes) in asked.iter().zip(9..) {
        let withdraw = within(case, "request.withdraw", says.clone());
        world.act(&world.a, withdraw, None, minutes);
    }
    world.exchange(20);
    for node in [&world.a, &world.b] {
        let agenda = world.office(node).agenda(&Sight::All, 1, 50).unwrap();
        assert_eq!((agenda.ours_in_all, agenda.theirs_in_all), (0, 0));
    }
}

#[test]
fn the_cases_that_are_not_over_are_those_that_a_walk_over_all_would_keep() {
    let (world, asked) = three();
    let reason = json!({"reason": "no_longer_needed"});
    let withdrawn = within(&asked[1], "request.withdraw", reason);
    world.act(&world.a, withdrawn, None, 9);
    world.exchange(10);
    for node in [&world.a, &world.b] {
        let kept = |open: bool| {
            let mut found = Vec::new();
            let mut take = |row: &DossierRow| {
                if open || !house::is_over(row) {
                    found.push(row.dossier.to_string());
                }
                Ok(())
            };
            let any = DossierFilter::default();
            node.node
                .store()
                .read(|tx| match open {
                    true => board::each_open_row(tx, &any, &mut take),
                    false => board::each_row(tx, &any, &mut take),
                })
                .unwrap();
            found.sort();
            found
        };
        assert_eq!(kept(true), kept(false));
        assert_eq!(kept(true).len(), 2);
    }
}
