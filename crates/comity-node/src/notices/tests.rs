//! Mail notices: a confirmed address, what is told, when, and never twice.

use comity_peer::fixtures::Seeded;
use comity_store::Store as _;

use super::{
    CODE_AGAIN, CODE_LIVES, Choice, Want, ask_again, code_sent, codes_due, confirm, draw_code, of,
    readers, set,
};
use crate::{
    access::{Assignment, Sight},
    accounts::preference::{self, Preference},
    case::tests::support::{SITES, World, at, police, takedown},
    notices::Due,
    trail,
};

fn choice(address: &str) -> Choice {
    Choice {
        address: address.to_owned(),
        ..Choice::default()
    }
}

fn chosen(world: &World, name: &str, choice: Choice, minutes: i64) {
    let name = name.to_owned();
    let work = move |tx: &mut dyn comity_store::Tx| set(tx, &name, choice, at(minutes));
    world.b.store.write(work).unwrap();
}

/// The code that a person is sent, and where to.
fn code(world: &World, name: &str, minutes: i64) -> Option<(String, String)> {
    let name = name.to_owned();
    let work =
        move |tx: &mut dyn comity_store::Tx| draw_code(tx, &name, at(minutes), &mut Seeded::new(5));
    world.b.store.write(work).unwrap()
}

fn typed(world: &World, name: &str, code: &str, minutes: i64) -> bool {
    let (name, code) = (name.to_owned(), code.to_owned());
    let work = move |tx: &mut dyn comity_store::Tx| confirm(tx, &name, &code, at(minutes));
    world.b.store.write(work).unwrap()
}

/// A person whose address counts.
fn reader(world: &World, name: &str, choice: Choice) {
    chosen(world, name, choice, 1);
    let (_, digits) = code(world, name, 1).unwrap();
    world
        .b
        .store
        .write({
            let name = name.to_owned();
            move |tx| code_sent(tx, &name, true, at(1))
        })
        .unwrap();
    assert!(typed(world, name, &digits, 1));
}

fn due(world: &World, name: &str, minutes: i64) -> Option<Due> {
    world
        .office(&world.b)
        .notice_due(name, at(minutes))
        .unwrap()
}

fn counts(due: Option<&Due>) -> Vec<(&'static str, usize)> {
    let counts = due.map(|due| due.letter.counts.clone()).unwrap_or_default();
    counts
        .into_iter()
        .map(|(want, count)| (want.name(), count))
        .collect()
}

fn sent(world: &World, name: &str, due: Due, taken: bool, minutes: i64) {
    let office = world.office(&world.b);
    office.notice_sent(name, due, taken, at(minutes)).unwrap();
}

/// A request of A at B, with this officer.
fn asked(world: &World, officer: &str, minutes: i64) -> String {
    let said = world.act(&world.a, takedown(), Some(SITES), minutes);
    world.exchange(minutes + 1);
    let case = said.case.unwrap().to_string();
    let to = Assignment {
        office: Some("D-17".to_owned()),
        officer: Some(officer.to_owned()),
        deputy: None,
    };
    let office = world.office(&world.b);
    office
        .assign("wang", &Sight::All, &case, to, at(minutes + 2))
        .unwrap();
    case
}

#[test]
fn an_address_counts_when_its_code_came_back() {
    let world = World::new();
    chosen(&world, "li", choice("li@house.example"), 1);
    let confirmed = || world.b.store.read(|tx| of(tx, "li")).unwrap().confirmed;
    let waiting = |minutes| world.b.store.read(|tx| codes_due(tx, at(minutes))).unwrap();
    assert_eq!(waiting(1), ["li"]);
    let (to, digits) = code(&world, "li", 1).unwrap();
    assert_eq!((to.as_str(), digits.len()), ("li@house.example", 8));
    assert!(!typed(&world, "li", "00000000", 2) && !confirmed());
    assert!(!typed(&world, "wang", &digits, 2), "another's");
    assert!(typed(
        &world,
        "li",
        &format!("{} {}", &digits[..4], &digits[4..]),
        2
    ));
    assert!(confirmed());
    assert!(!typed(&world, "li", &digits, 2), "once");
    // Another address counts for nothing again.
    chosen(&world, "li", choice("li@other.example"), 10);
    assert!(!confirmed());
    assert!(
        world
            .b
            .store
            .read(|tx| readers(tx, at(10)))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_code_is_guessed_five_times_lives_an_hour_and_is_sent_again_after_a_while() {
    let world = World::new();
    chosen(&world, "li", choice("li@house.example"), 1);
    let (_, digits) = code(&world, "li", 1).unwrap();
    for _ in 0..5 {
        assert!(!typed(&world, "li", "x", 2));
    }
    assert!(!typed(&world, "li", &digits, 2), "too many were tried");
    let again = |seconds: i64| {
        let work = move |tx: &mut dyn comity_store::Tx| ask_again(tx, "li", at(1).plus(seconds));
        world.b.store.write(work).map_err(|error| error.code())
    };
    assert_eq!(again(CODE_AGAIN - 1), Err("access-too-many-tries"));
    let change = choice("li@other.example");
    let work = move |tx: &mut dyn comity_store::Tx| set(tx, "li", change, at(2));
    let refused = world.b.store.write(work).unwrap_err();
    assert_eq!(refused.code(), "access-too-many-tries", "nor to others");
    assert_eq!(again(CODE_AGAIN), Ok(()));
    let minutes = 1 + CODE_AGAIN / 60;
    let (_, digits) = code(&world, "li", minutes).unwrap();
    assert!(
        !typed(&world, "li", &digits, minutes + CODE_LIVES / 60),
        "too old"
    );
}

#[test]
fn what_is_no_address_or_no_time_is_refused() {
    let world = World::new();
    for (address, hours) in [
        ("li", 24),
        ("li@a\r\nb", 24),
        ("li@a.example", 0),
        ("li@a.example", 337),
    ] {
        let change = Choice {
            hours,
            ..choice(address)
        };
        let work = move |tx: &mut dyn comity_store::Tx| set(tx, "li", change, at(1));
        assert_eq!(
            world.b.store.write(work).unwrap_err().code(),
            "notices-unfit"
        );
    }
}

#[test]
fn each_thing_is_told_once_by_kind_and_number() {
    let world = World::new();
    reader(&world, "li", choice("li@house.example"));
    assert_eq!(due(&world, "li", 2), None, "nothing waits");
    let first = asked(&world, "li", 3);
    let hours = Choice {
        hours: super::HOURS,
        ..choice("li@house.example")
    };
    chosen(&world, "li", hours, 6);
    let one = due(&world, "li", 7);
    assert_eq!(counts(one.as_ref()), [("assigned", 1), ("deadline", 1)]);
    let told = format!("{:?}", one.as_ref().unwrap().letter);
    assert!(
        !told.contains(&first) && !told.contains("Phishing"),
        "{told}"
    );
    sent(&world, "li", one.clone().unwrap(), false, 7);
    assert_eq!(due(&world, "li", 7), None, "not at once");
    assert_eq!(due(&world, "li", 8), one, "nothing was lost");
    sent(&world, "li", one.unwrap(), true, 8);
    assert_eq!(due(&world, "li", 100), None, "told");
    asked(&world, "li", 101);
    let two = due(&world, "li", 104);
    assert_eq!(counts(two.as_ref()), [("assigned", 1), ("deadline", 1)]);
    // What belongs to somebody else is not li's to hear of.
    asked(&world, "wang", 105);
    assert_eq!(
        counts(due(&world, "li", 108).as_ref()),
        counts(two.as_ref())
    );
}

#[test]
fn a_releaser_hears_of_what_others_wrote() {
    let world = World::new();
    for name in ["li", "wang"] {
        reader(&world, name, choice("x@house.example"));
    }
    let submitted = world.try_act(&world.b, police(), None, 5).unwrap();
    assert!(matches!(
        submitted,
        crate::case::flow::Submitted::Waits { .. }
    ));
    assert_eq!(counts(due(&world, "wang", 6).as_ref()), [("release", 1)]);
    assert_eq!(counts(due(&world, "li", 6).as_ref()), []);
    let none = Choice {
        wants: [Want::Spoke].into(),
        ..choice("x@house.example")
    };
    chosen(&world, "wang", none, 7);
    assert_eq!(due(&world, "wang", 8), None, "it is not wanted");
}

#[test]
fn once_a_day_is_in_the_morning_where_the_reader_is() {
    let world = World::new();
    let zone = Preference {
        language: Some("zh-Hans".to_owned()),
        zone: Some(480),
    };
    world
        .b
        .store
        .write(move |tx| preference::set(tx, "li", &zone))
        .unwrap();
    let daily = Choice {
        daily: true,
        ..choice("li@house.example")
    };
    reader(&world, "li", daily);
    asked(&world, "li", 3);
    // 02:10 UTC is 10:10 in Beijing: the first one comes now.
    let one = due(&world, "li", 10).unwrap();
    assert_eq!(one.letter.language.as_deref(), Some("zh-Hans"));
    let said = counts(Some(&one));
    sent(&world, "li", one, true, 10);
    let (late, early) = (21 * 60 + 59, 22 * 60);
    assert_eq!(due(&world, "li", late), None, "07:59 the next day");
    let two = due(&world, "li", early);
    assert_eq!(
        two.map(|due| counts(Some(&due)).len() >= said.len()),
        Some(true),
        "what still waits"
    );
}

#[test]
fn who_may_no_longer_read_cases_hears_nothing_and_the_trail_has_no_address() {
    let world = World::new();
    reader(&world, "li", choice("li@house.example"));
    asked(&world, "li", 3);
    let disable =
        |tx: &mut dyn comity_store::Tx| crate::people::disable(tx, "li", true, "root", at(6));
    assert!(due(&world, "li", 6).is_some());
    world.b.store.write(disable).unwrap();
    assert_eq!(due(&world, "li", 7), None);
    let rows = world.b.store.read(|tx| trail::list(tx, 0, 1000)).unwrap();
    let text = serde_json::to_string(&rows).unwrap();
    assert!(
        text.contains("notices-confirmed") && !text.contains("house.example"),
        "{text}"
    );
}
