//! Webhooks: who may know, in which order, how often, and what it never says.

use comity_core::Time;
use comity_peer::fixtures::Seeded;
use comity_store::{
    ReadTx, Store as _, Tx,
    desk::{DossierFilter, DossierRow, DossierSort, Page},
};
use serde_json::Value;

use super::{
    Address, Kind, Outcome, Outgoing, Owner, State, Wanted, WebhookError, find, list,
    queue::{DELAYS, LISTED, nearest_after, progress},
};
use crate::{
    access::{Assignment, Sight},
    case::{
        CaseError,
        tests::support::{SITES, World, at, takedown},
    },
    people::{self, Person, Role},
    trail,
};

fn add(world: &World, name: &str, office: &str, role: Role) {
    let person = Person {
        name: name.to_owned(),
        office: office.to_owned(),
        duty: None,
        roles: vec![role],
        disabled: false,
    };
    let add = move |tx: &mut dyn Tx| people::add(tx, &person, "root", at(0));
    world.b.store.write(add).unwrap();
}

fn wanted(owner: &str) -> Wanted {
    Wanted {
        label: "Desk board".to_owned(),
        address: "https://board.example/hook".to_owned(),
        kinds: Kind::ALL.to_vec(),
        owner: owner.parse().unwrap(),
    }
}

fn make(world: &World, wanted: Wanted) -> Result<String, WebhookError> {
    let office = world.office(&world.b);
    let made = office.make_webhook("root", wanted, at(1), &mut Seeded::new(7));
    made.map(|(_, webhook)| webhook.id)
}

fn next(world: &World, id: &str, minutes: i64) -> Option<Outgoing> {
    world
        .office(&world.b)
        .webhook_next(id, at(minutes))
        .unwrap()
}

fn sent(world: &World, id: &str, event: &str, outcome: Outcome, minutes: i64) {
    let office = world.office(&world.b);
    office
        .webhook_sent(id, event, outcome, at(minutes), &mut Seeded::new(8))
        .unwrap();
}

/// Everything that is told at this time, each taken at once.
fn told(world: &World, id: &str, minutes: i64) -> Vec<Value> {
    let mut told = Vec::new();
    while let Some(one) = next(world, id, minutes) {
        told.push(serde_json::from_str(&one.body).unwrap());
        sent(world, id, &one.event, Outcome::Answered(204, None), minutes);
        assert!(told.len() < 100);
    }
    told
}

fn types(told: &[Value]) -> Vec<&str> {
    told.iter()
        .map(|one| one["type"].as_str().unwrap())
        .collect()
}

fn ask(world: &World, minutes: i64) -> String {
    let said = world.act(&world.a, takedown(), Some(SITES), minutes);
    world.exchange(minutes + 1);
    said.case.unwrap().to_string()
}

fn give(world: &World, case: &str, office: &str, minutes: i64) {
    let to = Assignment {
        office: Some(office.to_owned()),
        ..Assignment::default()
    };
    let desk = world.office(&world.b);
    desk.assign("li", &Sight::All, case, to, at(minutes))
        .unwrap();
}

#[test]
fn each_owner_is_told_what_that_owner_may_know_of_and_nothing_of_what_it_says() {
    let world = World::new();
    add(&world, "zhao", "D-20", Role::Officer);
    add(&world, "qian", "D-30", Role::Registry);
    let hooks = [
        "office:D-20",
        "person:zhao",
        "person:li",
        "person:qian",
        "person:root",
    ];
    let ids: Vec<String> = hooks
        .iter()
        .enumerate()
        .map(|(n, owner)| {
            let office = world.office(&world.b);
            let mut rng = Seeded::new(n as u64);
            let made = office.make_webhook("root", wanted(owner), at(1), &mut rng);
            made.unwrap().1.id
        })
        .collect();
    let case = ask(&world, 2);
    give(&world, &case, "D-20", 4);
    let counts: Vec<usize> = ids
        .iter()
        .map(|id| {
            let told = told(&world, id, 5);
            let about = told.iter().filter(|one| !one["data"]["case"].is_null());
            about.count()
        })
        .collect();
    // The registry sees what is nobody's, an administrator reads no case.
    assert_eq!(counts, [1, 1, 0, 0, 0]);
    let case = ask(&world, 10);
    give(&world, &case, "D-20", 12);
    let one = next(&world, &ids[0], 13).unwrap();
    let body: Value = serde_json::from_str(&one.body).unwrap();
    assert_eq!(body["type"], "act.received");
    assert_eq!(body["data"]["channel"], "a.example");
    let members: Vec<&String> = body["data"].as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        ["act", "case", "channel", "deadline", "log", "reference"]
    );
    for content in ["Phishing", "Take down", "request", "takedown", "example/"] {
        assert!(!one.body.contains(content), "{content}: {}", one.body);
    }
}

#[test]
fn an_owner_who_lost_sight_is_not_told_what_waited_or_what_happened_meanwhile() {
    let world = World::new();
    add(&world, "zhao", "D-20", Role::Officer);
    add(&world, "qian", "D-30", Role::Officer);
    let id = make(&world, wanted("person:zhao")).unwrap();
    let case = ask(&world, 2);
    give(&world, &case, "D-20", 4);
    assert!(next(&world, &id, 5).is_some());
    give(&world, &case, "D-30", 6);
    assert!(next(&world, &id, 7).is_none(), "it waited, and is not told");
    let disable = |disabled, minutes| {
        let work =
            move |tx: &mut dyn Tx| people::disable(tx, "zhao", disabled, "root", at(minutes));
        world.b.store.write(work).unwrap();
    };
    disable(true, 8);
    let case = ask(&world, 9);
    give(&world, &case, "D-20", 11);
    assert!(next(&world, &id, 12).is_none());
    disable(false, 13);
    assert!(next(&world, &id, 14).is_none(), "nor afterwards");
    let case = ask(&world, 15);
    give(&world, &case, "D-20", 17);
    assert_eq!(told(&world, &id, 18).len(), 1);
}

#[test]
fn an_event_keeps_its_id_until_it_was_taken_and_its_order() {
    let world = World::new();
    let id = make(&world, wanted("office:D-17")).unwrap();
    for minutes in [2, 4] {
        let case = ask(&world, minutes);
        give(&world, &case, "D-17", minutes + 1);
    }
    let first = next(&world, &id, 6).unwrap();
    sent(&world, &id, &first.event, Outcome::Answered(503, None), 6);
    assert!(next(&world, &id, 6).is_none(), "not at once");
    let again = next(&world, &id, 7).unwrap();
    assert_eq!((&again.event, &again.body), (&first.event, &first.body));
    assert_ne!(
        again.headers[1], first.headers[1],
        "the time is that of the try"
    );
    assert_ne!(
        again.headers[2], first.headers[2],
        "and so is the signature"
    );
    assert_eq!(again.headers[0], ("webhook-id", first.event.clone()));
    // A restart forgets nothing, and a late word of another event changes nothing.
    sent(&world, &id, "msg_other", Outcome::Answered(200, None), 7);
    assert_eq!(next(&world, &id, 7).unwrap().event, first.event);
    sent(&world, &id, &first.event, Outcome::Answered(200, None), 7);
    let rest = told(&world, &id, 7);
    assert!(
        rest.iter().all(|one| one["type"] == "act.received"),
        "{rest:?}"
    );
    assert_eq!(rest.len(), 1);
    assert!(next(&world, &id, 8).is_none());
}

#[test]
fn a_receiver_that_is_away_is_tried_for_three_days_and_then_left_alone() {
    let world = World::new();
    let id = make(&world, wanted("office:D-17")).unwrap();
    let case = ask(&world, 2);
    give(&world, &case, "D-17", 3);
    let start = at(4);
    let (mut now, mut tries) = (start, 0);
    let office = world.office(&world.b);
    while let Some(one) = office.webhook_next(&id, now).unwrap() {
        tries += 1;
        let failed = Outcome::Failed("outward-unreachable".to_owned());
        let mut rng = Seeded::new(tries);
        office
            .webhook_sent(&id, &one.event, failed, now, &mut rng)
            .unwrap();
        let standing = world.b.store.read(|tx| progress(tx, &id)).unwrap();
        let Some(next) = standing.next.filter(|next| *next > now) else {
            break;
        };
        if let Some(delay) = DELAYS.get(usize::try_from(tries).unwrap() - 1) {
            let off = next.since(now) - delay;
            assert!(off.abs() <= delay / 5 + 1, "{tries}: {off} of {delay}");
        }
        assert!(office.webhook_next(&id, next.plus(-1)).unwrap().is_none());
        now = next;
    }
    assert_eq!(tries, 10);
    let days = now.since(start) / 86_400;
    assert!((2..=4).contains(&days), "{days}");
    let webhook = world.b.store.read(|tx| find(tx, &id)).unwrap();
    assert_eq!(webhook.state, State::Failed);
    assert!(now.since(webhook.since) <= 1, "since the last try");
    let rows = world.b.store.read(|tx| trail::list(tx, 0, 1000)).unwrap();
    let last = rows.last().unwrap();
    assert_eq!(
        (last.did.as_str(), &last.what["state"]),
        ("webhook-ended", &"failed".into())
    );
    // It goes on where it stood.
    office.resume_webhook("root", &id, now).unwrap();
    assert!(office.webhook_next(&id, now).unwrap().is_some());
}

#[test]
fn a_receiver_that_is_gone_ends_its_webhook_and_one_that_asks_for_time_gets_it() {
    let world = World::new();
    let id = make(&world, wanted("office:D-17")).unwrap();
    let case = ask(&world, 2);
    give(&world, &case, "D-17", 3);
    let one = next(&world, &id, 4).unwrap();
    sent(
        &world,
        &id,
        &one.event,
        Outcome::Answered(429, Some(3600)),
        4,
    );
    assert!(next(&world, &id, 63).is_none());
    let one = next(&world, &id, 64).unwrap();
    sent(&world, &id, &one.event, Outcome::Answered(410, None), 64);
    assert!(next(&world, &id, 100_000).is_none());
    let webhook = world.b.store.read(|tx| find(tx, &id)).unwrap();
    assert_eq!(webhook.state, State::Gone);
    let standing = world.b.store.read(|tx| progress(tx, &id)).unwrap();
    let seen: Vec<_> = standing.deliveries.iter().map(|one| one.status).collect();
    assert_eq!(seen, [Some(410), Some(429)]);
}

#[test]
fn a_deadline_that_ran_out_is_told_once() {
    let world = World::new();
    let id = make(&world, wanted("office:D-17")).unwrap();
    let case = ask(&world, 2);
    give(&world, &case, "D-17", 3);
    let first = told(&world, &id, 4);
    assert_eq!(types(&first), ["act.received"]);
    let deadline = &first[0]["data"]["deadline"];
    assert!(deadline.is_string(), "{first:?}");
    let days = 30 * 24 * 60;
    let passed = told(&world, &id, days);
    assert_eq!(types(&passed), ["deadline.passed"]);
    assert_eq!(passed[0]["data"]["deadline"], passed[0]["timestamp"]);
    assert!(told(&world, &id, days + 10).is_empty());
}

#[test]
fn kinds_narrow_what_is_told_and_a_test_says_that_it_is_one() {
    let world = World::new();
    let only = Wanted {
        kinds: vec![Kind::ActSent],
        ..wanted("office:D-17")
    };
    let id = make(&world, only).unwrap();
    let case = ask(&world, 2);
    give(&world, &case, "D-17", 3);
    world
        .office(&world.b)
        .test_webhook("root", &id, at(4))
        .unwrap();
    let told = told(&world, &id, 5);
    assert_eq!(types(&told), ["webhook.test"]);
    assert_eq!(told[0]["data"]["webhook"], id.as_str());
}

#[test]
fn deliveries_are_listed_up_to_a_number() {
    let world = World::new();
    let id = make(&world, wanted("office:D-17")).unwrap();
    let office = world.office(&world.b);
    for minutes in 2..30 {
        office.test_webhook("root", &id, at(minutes)).unwrap();
        assert_eq!(told(&world, &id, minutes).len(), 1);
    }
    let standing = world.b.store.read(|tx| progress(tx, &id)).unwrap();
    assert_eq!(standing.deliveries.len(), LISTED);
    assert_eq!(standing.deliveries[0].at, at(29));
    assert!(standing.deliveries.iter().all(|one| one.taken));
}

#[test]
fn making_one_takes_two_as_soon_as_there_is_a_security_officer() {
    let world = World::new();
    let at_once = make(&world, wanted("office:D-17")).unwrap();
    let state = |id: &str| world.b.store.read(|tx| find(tx, id)).unwrap().state;
    assert_eq!(state(&at_once), State::Active);
    add(&world, "guard", "D-17", Role::Security);
    let office = world.office(&world.b);
    let made = office.make_webhook("root", wanted("office:D-17"), at(2), &mut Seeded::new(9));
    let (secret, waits) = made.unwrap();
    assert!(secret.starts_with("whsec_"), "{secret}");
    assert_eq!(waits.state, State::Proposed);
    ask(&world, 3);
    assert!(next(&world, &waits.id, 5).is_none());
    let code = |done: Result<(), WebhookError>| done.unwrap_err().code().to_owned();
    for wrong in [
        office.resume_webhook("root", &waits.id, at(5)),
        office.pause_webhook("root", &waits.id, at(5)),
        office.test_webhook("root", &waits.id, at(5)),
    ] {
        assert_eq!(code(wrong), "webhook-state");
    }
    assert_eq!(
        code(office.confirm_webhook("root", &waits.id, at(5))),
        "access-denied"
    );
    assert_eq!(
        code(office.confirm_webhook("li", &waits.id, at(5))),
        "access-denied"
    );
    office.confirm_webhook("guard", &waits.id, at(5)).unwrap();
    assert_eq!(state(&waits.id), State::Active);
    assert!(
        told(&world, &waits.id, 6).is_empty(),
        "what was before is not told"
    );
    assert_eq!(
        code(office.confirm_webhook("guard", &waits.id, at(6))),
        "webhook-state"
    );
    assert_eq!(
        code(office.pause_webhook("guard", &waits.id, at(6))),
        "access-denied"
    );
    office.remove_webhook("guard", &waits.id, at(7)).unwrap();
    let left = world.b.store.read(list).unwrap();
    assert_eq!(left.len(), 1);
    for kind in ["webhook-secret", "webhook-queue", "webhook-sent"] {
        let kept = world.b.store.read(|tx| tx.kept(kind, &waits.id)).unwrap();
        assert_eq!(kept, None, "{kind}");
    }
}

#[test]
fn what_leads_nowhere_or_tells_nothing_is_not_made() {
    let world = World::new();
    let refused = |change: &dyn Fn(&mut Wanted)| {
        let mut wanted = wanted("office:D-17");
        change(&mut wanted);
        make(&world, wanted).unwrap_err().code().to_owned()
    };
    assert_eq!(refused(&|one| one.kinds.clear()), "webhook-kinds");
    assert_eq!(refused(&|one| one.label = "\n".to_owned()), "access-label");
    assert_eq!(
        refused(&|one| one.address = "x".to_owned()),
        "webhook-address"
    );
    assert_eq!(
        refused(&|one| one.address = "http://board.example/".to_owned()),
        "webhook-plain"
    );
    assert_eq!(
        refused(&|one| one.owner = Owner::Person("nobody".to_owned())),
        "person-unknown"
    );
    for (office, code) in [("D-98", "office-unknown"), ("D 17", "person-label")] {
        assert_eq!(
            refused(&|one| one.owner = Owner::Office(office.to_owned())),
            code
        );
    }
    for text in ["", "li", "person:", "role:x"] {
        assert!(text.parse::<Owner>().is_err(), "{text}");
    }
    let office = world.office(&world.b);
    let made = office.make_webhook("li", wanted("person:li"), at(1), &mut Seeded::new(1));
    assert_eq!(made.unwrap_err().code(), "access-denied");
}

#[test]
fn the_trail_names_the_place_and_never_the_path_or_the_secret() {
    let world = World::new();
    let office = world.office(&world.b);
    let hook = Wanted {
        address: "https://board.example:444/t0ken?key=s3cret".to_owned(),
        ..wanted("office:D-17")
    };
    let (secret, made) = office
        .make_webhook("root", hook, at(1), &mut Seeded::new(3))
        .unwrap();
    let again = office.rotate_webhook("root", &made.id, at(2), &mut Seeded::new(4));
    let again = again.unwrap();
    assert_ne!(secret, again);
    let rows = world.b.store.read(|tx| trail::list(tx, 0, 1000)).unwrap();
    let text = serde_json::to_string(&rows).unwrap();
    assert!(text.contains("https://board.example:444\""), "{text}");
    let listed = world.b.store.read(list).unwrap();
    let listed = serde_json::to_string(&listed).unwrap();
    for hidden in [&secret[6..], &again[6..]] {
        assert!(!text.contains(hidden) && !listed.contains(hidden));
    }
    assert!(
        !text.contains("t0ken") && !text.contains("s3cret"),
        "{text}"
    );
    assert!(Address::parse(&made.address).is_ok());
}

#[test]
fn deadlines_come_in_the_order_in_which_a_walk_over_all_would_find_them() {
    let world = World::new();
    for minutes in [2, 4, 6, 8, 10, 12] {
        ask(&world, minutes);
    }
    let store = world.b.node.store();
    // Some have the same deadline.
    let page = Page {
        limit: 3,
        ..Page::default()
    };
    let rows = store.read(|tx| {
        Ok::<_, CaseError>(tx.dossiers(&DossierFilter::default(), DossierSort::NextDue, &page)?)
    });
    let rows = rows.unwrap();
    let put = move |tx: &mut dyn Tx| {
        rows.iter().try_for_each(|row| {
            tx.put_dossier(&DossierRow {
                next_due: rows[0].next_due,
                ..row.clone()
            })
        })
    };
    world.b.store.write(put).unwrap();
    // By a walk over all that are overdue, as it was found before.
    let all = store.read(|tx| {
        let page = Page {
            limit: 100,
            ..Page::default()
        };
        Ok::<_, CaseError>(tx.dossiers(&DossierFilter::default(), DossierSort::Opened, &page)?)
    });
    let mut due: Vec<_> = all
        .unwrap()
        .into_iter()
        .filter_map(|row| Some((row.next_due?, format!("{}/{}", row.them, row.dossier))))
        .collect();
    due.sort();
    assert_eq!(due.len(), 6);
    let after = |told: &(Time, String), now| {
        let read = |tx: &dyn ReadTx| {
            let found = nearest_after(tx, &Sight::All, told, now)?;
            Ok::<_, CaseError>(found.map(|(at, name, _)| (at, name)))
        };
        store.read(read).unwrap()
    };
    let mut told = (at(0), String::new());
    let mut found = Vec::new();
    while let Some(next) = after(&told, at(60 * 24 * 60)) {
        told = next;
        found.push(told.clone());
        assert!(found.len() <= due.len(), "{found:?}");
    }
    assert_eq!(found, due);
    let first = due[0].0;
    assert_eq!(after(&(at(0), String::new()), first.plus(-1)), None);
    assert_eq!(after(&(at(0), String::new()), first), Some(due[0].clone()));
}
