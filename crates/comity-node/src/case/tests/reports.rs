//! The report is the same bytes on both nodes, whatever each has besides.

use comity_core::codes::ItemFate;
use serde_json::json;

use super::support::{SITES, World, all, at, police, takedown, within};
use crate::{access::Sight, report::Ask};

#[test]
fn both_nodes_print_the_same_bytes() {
    let world = World::new();
    let first = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    world.act(&world.b, within(&first, "request.ack", json!({})), None, 4);
    world.exchange(5);
    world.act(&world.a, police(), None, 6);
    world.act(
        &world.b,
        within(&first, "decision.accept", json!({})),
        None,
        7,
    );
    world.exchange(8);
    // Said and not yet exchanged: no part of what both hold.
    world.act(
        &world.b,
        within(&first, "answer.final", json!({})),
        Some(&all(ItemFate::Done)),
        9,
    );
    world.act(&world.a, takedown(), Some(SITES), 10);
    let (a, b) = (world.office(&world.a), world.office(&world.b));
    let ours = a
        .report(world.b.name(), &Ask::default(), &Sight::All)
        .unwrap();
    let [one, other] = ours.cut.logs;
    let same = Ask {
        cut: Some((one.size, other.size)),
        ..Ask::default()
    };
    let theirs = b.report(world.a.name(), &same, &Sight::All).unwrap();
    assert_eq!(
        ours.report.to_bytes().unwrap(),
        theirs.report.to_bytes().unwrap()
    );
    assert_eq!(
        a.report_cases(world.b.name(), &same, &Sight::All).unwrap(),
        b.report_cases(world.a.name(), &same, &Sight::All).unwrap()
    );
    // The same cut later, when both hold more.
    world.exchange(11);
    for (office, them) in [(a, world.b.name()), (b, world.a.name())] {
        let again = office.report(them, &same, &Sight::All).unwrap();
        assert_eq!(
            again.report.to_bytes().unwrap(),
            ours.report.to_bytes().unwrap()
        );
        let now = office.report(them, &Ask::default(), &Sight::All).unwrap();
        assert!(now.cut.logs[0].size > one.size);
    }
}

#[test]
fn a_cut_that_is_not_closed_or_not_held_is_refused() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    world.act(&world.b, within(&said, "request.ack", json!({})), None, 4);
    world.exchange(5);
    let office = world.office(&world.a);
    let code = |cut| {
        let ask = Ask {
            cut: Some(cut),
            as_of: Some(at(9)),
            ..Ask::default()
        };
        office
            .report(world.b.name(), &ask, &Sight::All)
            .unwrap_err()
            .code()
            .to_owned()
    };
    assert_eq!(code((99, 1)), "report-cut-beyond");
    assert_eq!(code((1, 4)), "report-cut-not-closed");
    assert_eq!(code((0, 0)), "report-cut-not-closed");
}
