//! Mail notices: a confirmed address, what is told, when, and never twice.

use comity_peer::fixtures::Seeded;
use comity_store::{Store as _, access::Who};
use serde_json::json;

use super::{
    CODE_AGAIN, CODE_LIVES, Choice, Want, ask_again, code_sent, codes_due, confirm, draw_code, of,
    readers, set,
};
use crate::{
    access::{Assignment, Sight},
    accounts::preference::{self, Preference},
    case::tests::support::{SITES, World, at, file, police, takedown},
    clearance::answer::Deciding,
    config::Config,
    notices::Due,
    people::{self, Person, Role},
    trail,
    translate::{About, Asked},
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

/// Another person of the house B.
fn add(world: &World, name: &str, office: &str, role: Role) {
    let person = Person {
        name: name.to_owned(),
        office: office.to_owned(),
        duty: None,
        roles: vec![role],
        disabled: false,
    };
    let add = move |tx: &mut dyn comity_store::Tx| people::add(tx, &person, "root", at(0));
    world.b.store.write(add).unwrap();
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
    // One who wrote a part of it, though another handed it on, may not release it.
    add(&world, "zhao", "D-17", Role::Releaser);
    reader(&world, "zhao", choice("x@house.example"));
    let (office, them) = (world.office(&world.b), world.a.name());
    let draft = office
        .new_draft("li", them, police(), None, at(6))
        .unwrap()
        .id;
    office
        .edit_draft("wang", &draft, Some(takedown()), None, at(6))
        .unwrap();
    office
        .edit_draft("li", &draft, Some(police()), None, at(6))
        .unwrap();
    let mut rng = Seeded::new(6);
    let submitted = office.submit("li", &draft, at(6), &mut rng).unwrap();
    assert!(matches!(
        submitted,
        crate::case::flow::Submitted::Waits { .. }
    ));
    let refused = office.release("wang", &draft, at(6), &mut rng).unwrap_err();
    assert_eq!(refused.code(), "draft-own");
    assert_eq!(counts(due(&world, "wang", 6).as_ref()), [("release", 1)]);
    assert_eq!(counts(due(&world, "zhao", 6).as_ref()), [("release", 2)]);
    let waits = |who| office.asked_to_release(who, &Sight::All).unwrap().len();
    assert_eq!((waits("wang"), waits("zhao"), waits("li")), (1, 2, 0));
    let none = Choice {
        wants: [Want::Spoke].into(),
        ..choice("x@house.example")
    };
    chosen(&world, "wang", none, 7);
    assert_eq!(due(&world, "wang", 8), None, "it is not wanted");
}

#[test]
fn an_office_hears_of_what_it_is_asked_to_clear_and_its_deputy_when_the_time_is_over() {
    let mut world = World::new();
    world.config = Config::parse(
        "[[clearance.rule]]\nsteps = [[{ office = \"T-01\", hours = 2, deputy = \"person:qian\" }]]",
    )
    .unwrap();
    for (name, office, role) in [
        ("han", "T-01", Role::Officer),
        ("xu", "T-01", Role::Translator),
        ("qian", "L-03", Role::Officer),
    ] {
        add(&world, name, office, role);
    }
    for name in ["li", "wang", "han", "xu", "qian"] {
        reader(&world, name, choice("x@house.example"));
    }
    world.try_act(&world.b, police(), None, 5).unwrap();
    let hears = |name: &str, minutes| counts(due(&world, name, minutes).as_ref());
    assert_eq!(hears("han", 6), [("clear", 1)]);
    for name in ["li", "wang", "xu", "qian"] {
        assert_eq!(hears(name, 6), [], "{name}");
    }
    assert_eq!(hears("qian", 5 + 121), [("clear", 1)]);
    let told = due(&world, "han", 6).unwrap();
    sent(&world, "han", told, true, 6);
    assert_eq!(hears("han", 60), [], "told");
    let office = world.office(&world.b);
    let asked = office.asked_to_clear("han", at(60)).unwrap();
    let by = Deciding::any("han", &asked[0].draft);
    office.send_back("han", by.draft, "again", at(60)).unwrap();
    let mut rng = Seeded::new(7);
    office.submit("li", by.draft, at(61), &mut rng).unwrap();
    assert_eq!(hears("han", 66), [("clear", 1)], "it came again");
    office.clear(&by, None, at(67)).unwrap();
    assert_eq!(hears("han", 80), []);
    assert_eq!(hears("wang", 80), [("release", 1)]);
}

#[test]
fn translators_hear_of_what_is_asked_of_them_or_their_office() {
    let world = World::new();
    for (name, office, role) in [
        ("xu", "T-01", Role::Translator),
        ("yan", "T-01", Role::Translator),
        ("han", "T-01", Role::Releaser),
    ] {
        add(&world, name, office, role);
    }
    for name in ["li", "xu", "yan", "han"] {
        reader(&world, name, choice("x@house.example"));
    }
    let query = file(json!({"kind": "query", "text": {"en": "Please confirm."}}));
    let office = world.office(&world.b);
    let draft = office
        .new_draft("li", world.a.name(), query, None, at(2))
        .unwrap();
    let ask = |of: Option<Who>| {
        let asked = Asked { of, due: None };
        let about = About::of_id(&draft.id);
        office
            .ask_translation("li", &Sight::All, &about, asked, at(3))
            .unwrap()
    };
    let hears = |name: &str| counts(due(&world, name, 6).as_ref());
    ask(None);
    assert_eq!(hears("xu"), [], "asked of nobody in particular");
    ask(Some(Who::Office("T-01".to_owned())));
    assert_eq!(
        (hears("xu"), hears("yan")),
        (vec![("translate", 1)], vec![("translate", 1)])
    );
    assert_eq!((hears("han"), hears("li")), (vec![], vec![]));
    ask(Some(Who::Person("xu".to_owned())));
    assert_eq!(
        (hears("xu"), hears("yan")),
        (vec![("translate", 1)], vec![])
    );
    ask(Some(Who::Person("li".to_owned())));
    assert_eq!(
        hears("li"),
        [],
        "one need not hear what one asked for oneself"
    );
    ask(Some(Who::Person("xu".to_owned())));
    office
        .drop_translation("li", &Sight::All, &draft.id, at(6))
        .unwrap();
    assert_eq!(hears("xu"), []);
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
