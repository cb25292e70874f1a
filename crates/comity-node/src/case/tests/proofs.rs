//! What one house proves, a third person verifies with two credentials.

use comity_core::codes::ItemFate;
use comity_peer::proof::{Fact, Part, ProofKind, ProofReport, verify};
use serde_json::json;

use super::support::{SITES, World, all, takedown, within};
use crate::{
    fixtures::TestNode,
    prove::{Claim, Open, ProveError},
};

/// A third person has the two credentials and nothing else; opening with a file key needs no identity.
fn check(
    world: &World,
    by: &TestNode,
    claim: &Claim,
    open: &Open,
) -> Result<ProofReport, ProveError> {
    let bytes = world.office(by).prove(claim, open)?.bytes;
    let pinned = [world.a.credential().clone(), world.b.credential().clone()];
    let sealer = by.node.secrets().sealer.clone();
    Ok(verify(&bytes, &pinned, &*sealer).unwrap())
}

#[test]
fn said_delivered_and_complete_open_only_what_they_must() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    let claim = |kind| Claim::Act {
        act: said.act,
        kind,
    };
    // Before the first signature there is nothing to show.
    let early = check(&world, &world.a, &claim(ProofKind::Said), &Open::default());
    assert_eq!(early.unwrap_err().code(), "prove-unsigned");
    world.exchange(3);
    for kind in [ProofKind::Said, ProofKind::Delivered, ProofKind::Complete] {
        let report = check(&world, &world.a, &claim(kind), &Open::default()).unwrap();
        let opened = report
            .facts
            .iter()
            .any(|fact| matches!(fact, Fact::OpenedEnvelope { .. }));
        assert_eq!(opened, kind == ProofKind::Complete, "{kind:?}");
        assert!(
            !report
                .facts
                .iter()
                .any(|fact| matches!(fact, Fact::OpenedBody { .. }))
        );
    }
    // The other side proves the same of our act.
    check(
        &world,
        &world.b,
        &claim(ProofKind::Delivered),
        &Open::default(),
    )
    .unwrap();
}

#[test]
fn opened_shows_body_and_attachment_on_demand() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    let claim = Claim::Act {
        act: said.act,
        kind: ProofKind::Opened,
    };
    let masked = Open {
        body: true,
        ..Open::default()
    };
    let refused = world.office(&world.a).prove(&claim, &masked).unwrap_err();
    assert_eq!(refused.code(), "prove-personal");
    let open = Open {
        unmask: true,
        ..masked
    };
    let report = check(&world, &world.a, &claim, &open).unwrap();
    assert!(
        report
            .facts
            .iter()
            .any(|fact| matches!(fact, Fact::OpenedBody { .. }))
    );
    let closed = |fact: &Fact| {
        matches!(
            fact,
            Fact::Closed {
                part: Part::Attachments,
                ..
            }
        )
    };
    assert!(report.facts.iter().any(closed));
}

#[test]
fn silence_is_proven_while_something_is_owed_and_tells_nothing_of_other_cases() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    // Another case goes on meanwhile.
    let other = world.act(&world.a, takedown(), Some(SITES), 4);
    world.exchange(5);
    world.act(&world.b, within(&other, "request.ack", json!({})), None, 6);
    world.exchange(7);
    let claim = Claim::Silent {
        case: said.case.clone().unwrap().to_string(),
    };
    let report = check(&world, &world.a, &claim, &Open::default()).unwrap();
    let silence = report.facts.iter().find_map(|fact| match fact {
        Fact::Silence {
            obligation,
            acts,
            others,
            ..
        } => Some((obligation.silent, acts.len(), *others)),
        _ => None,
    });
    let (silent, acts, others) = silence.unwrap();
    assert!(silent && acts == 0 && others > 0);
    let opened = report
        .facts
        .iter()
        .filter(|fact| matches!(fact, Fact::OpenedEnvelope { .. }))
        .count();
    assert_eq!(opened, 1, "the request and nothing of the other case");
}

#[test]
fn timing_measures_what_an_answer_took() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    world.act(&world.b, within(&said, "request.ack", json!({})), None, 4);
    let answer = world.act(
        &world.b,
        within(&said, "answer.final", json!({})),
        Some(&all(ItemFate::Done)),
        5,
    );
    world.exchange(6);
    for node in [&world.a, &world.b] {
        let report = check(
            &world,
            node,
            &Claim::Timing { answer: answer.act },
            &Open::default(),
        )
        .unwrap();
        let clocks = report.facts.iter().find_map(|fact| match fact {
            Fact::Timing { clocks, .. } => Some(clocks.len()),
            _ => None,
        });
        assert!(clocks.is_some_and(|clocks| clocks > 0));
    }
}
