//! Stories: each test is one.

use comity_core::codes::{CaseStatus, ItemFate};
use comity_peer::fixtures::Seeded;
use comity_store::{
    Store,
    desk::{DossierFilter, DossierSort},
};
use serde_json::json;

use super::support::{SITES, World, all, at, file, police, takedown, within};
use crate::{
    access::Sight,
    case::{
        flow::{SaidView, Submitted},
        house::InboxRow,
        show::Delivery,
    },
    trail,
};

#[test]
fn a_takedown_goes_from_list_to_settled() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    assert_eq!(said.reference.as_deref(), Some("EX-2026-0001"));
    let case = said.case.clone().unwrap().to_string();
    let show = |node, minutes| world.office(node).show_case(&case, at(minutes)).unwrap();
    assert_eq!(show(&world.a, 2).acts[0].delivery, Delivery::Pending);
    world.exchange(3);
    assert_eq!(show(&world.a, 3).acts[0].delivery, Delivery::Complete);
    let theirs = show(&world.b, 3);
    assert_eq!(theirs.status, CaseStatus::Submitted);
    assert_eq!(
        theirs.acts[0].content.body().unwrap().attachments[0].name,
        "items.csv"
    );
    assert_eq!(
        world
            .office(&world.b)
            .items(&case)
            .unwrap()
            .unwrap()
            .items()
            .len(),
        3
    );

    world.act(&world.b, within(&said, "request.ack", json!({})), None, 4);
    world.act(
        &world.b,
        within(&said, "decision.accept", json!({})),
        None,
        5,
    );
    world.act(
        &world.b,
        within(&said, "answer.partial", json!({})),
        Some("n,fate\n1,done\n"),
        6,
    );
    world.exchange(7);
    let half = show(&world.a, 7);
    assert_eq!(
        (half.status, half.fates.ended()),
        (CaseStatus::AnsweredPartial, 1)
    );
    // Final needs an end for every item, and a later list adds to the one before.
    let early = world.try_act(&world.b, within(&said, "answer.final", json!({})), None, 8);
    assert_eq!(early.unwrap_err().code(), "void-items-open");
    world.act(
        &world.b,
        within(&said, "answer.final", json!({})),
        Some("n,fate\n2,done\n3,not_ours\n"),
        9,
    );
    world.exchange(10);
    let done = show(&world.a, 10);
    assert_eq!((done.status, done.fates.ended()), (CaseStatus::Answered, 3));
    let fates = world.office(&world.a).fates(&case).unwrap().unwrap();
    assert_eq!(fates.get(1).unwrap().fate, ItemFate::Done);

    world.act(
        &world.a,
        within(&said, "case.close", json!({"outcome": "settled"})),
        None,
        11,
    );
    world.exchange(12);
    for node in [&world.a, &world.b] {
        assert_eq!(show(node, 12).status, CaseStatus::Closed);
    }
}

#[test]
fn a_police_request_needs_a_second_person() {
    let world = World::new();
    let office = world.office(&world.a);
    let Submitted::Waits { draft, .. } = world.try_act(&world.a, police(), None, 2).unwrap() else {
        panic!("said by one person");
    };
    let mut rng = Seeded::new(7);
    assert_eq!(
        office
            .release("li", &draft, at(3), &mut rng)
            .unwrap_err()
            .code(),
        "person-not-in-role"
    );
    assert_eq!(
        office
            .send_back("wang", &draft, "state the account", at(3))
            .unwrap()
            .state,
        "draft"
    );
    // Who changes a draft has written it too, and so may not release it.
    office
        .edit_draft("wang", &draft, None, None, at(4))
        .unwrap();
    office.submit("li", &draft, at(5), &mut rng).unwrap();
    assert_eq!(
        office
            .release("wang", &draft, at(6), &mut rng)
            .unwrap_err()
            .code(),
        "draft-own"
    );
    let did: Vec<_> = world
        .a
        .store
        .read(|tx| trail::list(tx, 3, 100))
        .unwrap()
        .into_iter()
        .map(|row| row.did)
        .collect();
    assert_eq!(
        did,
        [
            "draft-made",
            "draft-submitted",
            "draft-sent-back",
            "draft-edited",
            "draft-submitted"
        ]
    );
}

#[test]
fn a_request_that_asks_for_nothing_yet_is_told_all_that_every_request_needs() {
    let world = World::new();
    let office = world.office(&world.a);
    let draft = office
        .new_draft("li", world.b.name(), file(json!({})), None, at(2))
        .unwrap();
    let missing: Vec<&str> = draft.missing.iter().map(|one| one.field.code()).collect();
    for field in ["assistance", "subject", "contact"] {
        assert!(missing.contains(&field), "{field}: {missing:?}");
    }
    assert_eq!(draft.refused, None);
    let mut rng = Seeded::new(5);
    let refused = office.submit("li", &draft.id, at(3), &mut rng).unwrap_err();
    assert_eq!(refused.code(), "request-lacks-musts");
}

#[test]
fn a_missing_translation_is_told_beside_whatever_else_is_wrong() {
    let world = World::new();
    let office = world.office(&world.a);
    let mut act = takedown();
    let request = act.request.as_mut().unwrap();
    request
        .subject
        .remove(&comity_core::codes::Language::ZhHans);
    let nobody = json!({"reference": "", "role": "victim"});
    act.persons = vec![serde_json::from_value(nobody).unwrap()];
    let draft = office
        .new_draft("li", world.b.name(), act, Some(SITES), at(2))
        .unwrap();
    assert!(draft.refused.is_some(), "{draft:?}");
    let missing: Vec<&str> = draft.missing.iter().map(|one| one.field.code()).collect();
    assert_eq!(missing, ["translation"]);
}

#[test]
fn a_request_that_lacks_fields_is_not_sent_and_says_which() {
    let world = World::new();
    let error = world
        .try_act(
            &world.a,
            file(json!({"says": {"assistance": ["takedown"]}})),
            None,
            2,
        )
        .unwrap_err();
    assert_eq!(error.code(), "request-lacks-musts");
    let office = world.office(&world.a);
    let drafts = office.drafts("li", &Sight::All).unwrap();
    let missing: Vec<_> = drafts[0]
        .missing
        .iter()
        .map(|one| one.field.code())
        .collect();
    assert_eq!(
        missing,
        ["contact", "hours", "subject", "items", "observed", "asked"]
    );
}

#[test]
fn no_void_act_is_said() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    for (node, kind, says, code) in [
        (&world.a, "decision.accept", json!({}), "void-wrong-side"),
        (&world.b, "answer.final", json!({}), "void-items-open"),
        (&world.b, "request.ack", json!({"text": 1}), "says-unknown"),
        (
            &world.a,
            "case.reopen",
            json!({"reason": "new_facts"}),
            "void-not-closed",
        ),
    ] {
        let error = world
            .try_act(node, within(&said, kind, says), None, 4)
            .unwrap_err();
        assert_eq!(error.code(), code, "{kind}");
    }
    let size = world
        .a
        .node
        .channel(world.b.name())
        .unwrap()
        .current
        .ours
        .head
        .size();
    assert_eq!(
        size,
        world
            .a
            .node
            .channel(world.b.name())
            .unwrap()
            .current
            .ours
            .receipted(),
        "nothing was added"
    );
}

#[test]
fn lists_filter_sort_and_find() {
    let world = World::new();
    let first = world.act(&world.a, takedown(), Some(SITES), 2);
    let second = world.act(&world.a, police(), None, 3);
    world.exchange(4);
    let office = world.office(&world.b);
    let list = |filter: &DossierFilter| office.cases(filter, DossierSort::NextDue, 1, 50).unwrap();
    let every = list(&DossierFilter::default());
    assert_eq!((every.total, every.rows.len()), (2, 2));
    assert!(
        every
            .rows
            .iter()
            .all(|row| !row.ours && row.next_due.is_some())
    );
    let fraud = list(&DossierFilter {
        category: Some("ict_fraud".to_owned()),
        ..DossierFilter::default()
    });
    assert_eq!(fraud.rows[0].case, second.case.clone().unwrap());
    // Both references are private to a house and need not agree.
    let reference = fraud.rows[0].reference.clone().unwrap();
    assert_eq!(
        office.show_case(&reference, at(5)).unwrap().case,
        second.case.clone().unwrap()
    );
    let second_id = second.case.unwrap().id;
    let id = first.case.clone().unwrap().id.to_string();
    assert_eq!(
        office.show_case(&id, at(5)).unwrap().case,
        first.case.unwrap()
    );
    // A prefix that one of them has, one that both have, and one that is too short.
    let (mine, other) = (&id, second_id.to_string());
    let shared = mine.chars().zip(other.chars());
    let shared = shared.take_while(|(a, b)| a == b).count();
    assert!(shared >= 6, "{mine} {other}");
    let by_prefix = |prefix: &str| {
        let shown = office.show_case(prefix, at(5)).map(|shown| shown.case.id);
        shown.map_err(|error| error.code().to_owned())
    };
    assert_eq!(by_prefix(&other[..=shared]), Ok(second_id));
    assert_eq!(
        by_prefix(&other[..shared]),
        Err("case-ambiguous".to_owned())
    );
    for nothing in [&other[..5], "nonsense", "ffffffff"] {
        assert_eq!(
            by_prefix(nothing),
            Err("case-unknown".to_owned()),
            "{nothing}"
        );
    }
}

#[test]
fn notes_and_labels_stay_at_home() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    let case = said.case.unwrap().to_string();
    let office = world.office(&world.a);
    let size = world
        .a
        .node
        .channel(world.b.name())
        .unwrap()
        .current
        .ours
        .head
        .size();
    office
        .note("li", &case, "call the bank first", at(3))
        .unwrap();
    office.label("li", &case, "bank", true, at(3)).unwrap();
    let shown = office.show_case(&case, at(3)).unwrap();
    assert_eq!(
        (shown.labels, shown.notes[0].text.as_str()),
        (vec!["bank".to_owned()], "call the bank first")
    );
    assert_eq!(
        world
            .a
            .node
            .channel(world.b.name())
            .unwrap()
            .current
            .ours
            .head
            .size(),
        size
    );
}

#[test]
fn the_inbox_says_what_waits() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    let inbox = |node, minutes| {
        serde_json::to_value(world.office(node).inbox(at(minutes), &Sight::All).unwrap()).unwrap()
    };
    assert_eq!(inbox(&world.b, 4)[0]["what"], "new");
    // Three days later it is late.
    assert_eq!(inbox(&world.b, 4 + 4 * 1440)[0]["what"], "due");
    world.act(
        &world.b,
        within(&said, "request.return", json!({"missing": ["asked"]})),
        None,
        5,
    );
    world.exchange(6);
    let spoke = inbox(&world.a, 7);
    assert_eq!(
        (&spoke[0]["what"], &spoke[0]["kind"]),
        (&json!("spoke"), &json!("request.return"))
    );
    assert_eq!(inbox(&world.b, 7), json!([]));
    assert_eq!(all(ItemFate::Done).lines().count(), 4);
}

#[test]
fn the_inbox_names_what_a_new_generation_left_behind_until_somebody_deals_with_it() {
    let world = World::new();
    let held = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    // An early note is no word on what happens later.
    let note = |case: &SaidView, minutes| {
        let case = case.case.clone().unwrap().to_string();
        let office = world.office(&world.a);
        office.note("li", &case, "ours", at(minutes)).unwrap();
    };
    note(&held, 4);
    world.act(&world.a, within(&held, "remind", json!({})), None, 5);
    let lost = world.act(&world.a, takedown(), Some(SITES), 6);
    for (node, them) in [(&world.a, &world.b), (&world.b, &world.a)] {
        node.node.reopen(them.name(), at(7)).unwrap();
    }
    world.exchange(8);
    let again = |minutes| {
        let inbox = world
            .office(&world.a)
            .inbox(at(minutes), &Sight::All)
            .unwrap();
        let again = inbox.into_iter().filter_map(|row| match row {
            InboxRow::SayAgain { act, kind, .. } => Some((act, kind)),
            _ => None,
        });
        again.map(|(_, kind)| kind).collect::<Vec<_>>()
    };
    assert_eq!(again(9), ["remind", "request.submit"]);
    world.act(&world.a, within(&held, "remind", json!({})), None, 10);
    assert_eq!(again(11), ["request.submit"], "it was said again");
    note(&lost, 12);
    assert_eq!(again(13), [""; 0], "a note says what became of it");
}

#[test]
fn a_channel_is_suspended_and_resumed_by_its_own_acts() {
    let world = World::new();
    let suspend = || file(json!({"kind": "channel.suspend", "says": {"reason": "agreed"}}));
    let said = world.act(&world.a, suspend(), None, 2);
    assert_eq!(said.case, None);
    world.exchange(3);
    // Only the side that suspended resumes.
    let resume = || file(json!({"kind": "channel.resume"}));
    let wrong = world.try_act(&world.b, resume(), None, 4).unwrap_err();
    assert_eq!(wrong.code(), "void-not-suspended");
    world.act(&world.a, resume(), None, 5);
    world.exchange(6);
    let case = world.act(&world.a, takedown(), Some(SITES), 7);
    let misplaced = world.try_act(
        &world.a,
        within(&case, "channel.suspend", json!({"reason": "agreed"})),
        None,
        8,
    );
    assert_eq!(misplaced.unwrap_err().code(), "case-matter");
}

/// Deadlines of cases that nobody speaks in meanwhile move too: a desk made anew says the same.
#[test]
fn a_suspended_channel_moves_the_deadlines_of_all_its_cases() {
    let world = World::new();
    world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    let due = |node| {
        let office = world.office(node);
        let list = office.cases(&Default::default(), Default::default(), 1, 1);
        list.unwrap().rows[0].next_due
    };
    let before = due(&world.b);
    assert!(before.is_some());
    let suspend = file(json!({"kind": "channel.suspend", "says": {"reason": "agreed"}}));
    world.act(&world.a, suspend, None, 4);
    world.exchange(5);
    assert_ne!(due(&world.b), before);
    for node in [&world.a, &world.b] {
        let audit = world.office(node).audit(true, &mut |_, _| ()).unwrap();
        assert_eq!(audit.findings, []);
    }
}

#[test]
fn disabled_and_unknown_people_give_no_commands() {
    let world = World::new();
    let disable =
        |tx: &mut dyn comity_store::Tx| crate::people::disable(tx, "li", true, "root", at(2));
    world.a.store.write(disable).unwrap();
    assert_eq!(
        world
            .try_act(&world.a, takedown(), Some(SITES), 3)
            .unwrap_err()
            .code(),
        "person-disabled"
    );
    let office = world.office(&world.a);
    assert_eq!(
        office.drafts("nobody", &Sight::All).unwrap_err().code(),
        "person-unknown"
    );
    let by_officer =
        |tx: &mut dyn comity_store::Tx| crate::people::disable(tx, "wang", true, "wang", at(4));
    assert_eq!(
        world.a.store.write(by_officer).unwrap_err().code(),
        "person-not-in-role"
    );
    let check = world.a.store.read(|tx| trail::check(tx)).unwrap();
    assert_eq!((check.entries, check.broken_at), (4, None));
}
