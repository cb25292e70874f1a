//! Need to know: each way to a case, for who may see it and for who may not.

use comity_core::{DossierId, report::Sided};
use comity_store::{
    Store,
    access::Who,
    desk::{DossierFilter, DossierSort},
};
use serde_json::json;

use super::{Assignment, Sight, find};
use crate::{
    access::rule::{Registry, Rule},
    accounts::office::{self, OfficeRow},
    case::{
        CaseError,
        board::CaseList,
        tests::support::{SITES, World, at, takedown},
    },
    fixtures::TestNode,
    people::{self, Person, Role},
    record::Whose,
    report::Ask,
    trail,
};

fn person(name: &str, office: &str, role: Role) -> Person {
    Person {
        name: name.to_owned(),
        office: office.to_owned(),
        duty: None,
        roles: vec![role],
        disabled: false,
    }
}

fn sight(name: &str, office: &str, role: Role) -> Sight {
    Sight::of(&person(name, office, role), [].into())
}

fn add(node: &TestNode, person: Person) {
    let add = move |tx: &mut dyn comity_store::Tx| people::add(tx, &person, "root", at(0));
    node.store.write(add).unwrap();
}

fn office_of(code: &str) -> Assignment {
    Assignment {
        office: Some(code.to_owned()),
        ..Assignment::default()
    }
}

/// Two cases of A at B: the first with office D-20, the second nobody's.
struct Two {
    world: World,
    first: DossierId,
    second: DossierId,
}

impl Two {
    fn new() -> Self {
        let world = World::new();
        for name in ["zhao", "sun"] {
            add(&world.b, person(name, "D-20", Role::Officer));
        }
        let mut cases = Vec::new();
        for minutes in [2, 3] {
            let said = world.act(&world.a, takedown(), Some(SITES), minutes);
            cases.push(said.case.unwrap());
        }
        world.exchange(4);
        let [first, second] = cases.try_into().unwrap();
        let two = Self {
            world,
            first,
            second,
        };
        two.assign(&two.first, office_of("D-20"), 5).unwrap();
        two
    }

    fn assign(
        &self,
        case: &DossierId,
        to: Assignment,
        minutes: i64,
    ) -> Result<DossierId, CaseError> {
        let office = self.world.office(&self.world.b);
        office.assign("li", &Sight::All, &case.to_string(), to, at(minutes))
    }

    fn list(&self, sight: &Sight) -> CaseList {
        let filter = sight.limit(DossierFilter::default());
        let office = self.world.office(&self.world.b);
        office.cases(&filter, DossierSort::Opened, 1, 50).unwrap()
    }

    fn sees(&self, sight: &Sight) -> Vec<DossierId> {
        let list = self.list(sight);
        assert_eq!(list.total, list.rows.len() as u64, "counts and lists alike");
        let mut cases: Vec<_> = list.rows.into_iter().map(|row| row.case).collect();
        cases.sort();
        cases
    }
}

#[test]
fn a_list_and_its_count_show_what_reaches_one() {
    let two = Two::new();
    let both = [two.first.clone(), two.second.clone()];
    assert_eq!(two.sees(&Sight::All), both);
    assert_eq!(two.sees(&sight("zhao", "D-20", Role::Officer)), both[..1]);
    assert_eq!(two.sees(&sight("li", "D-17", Role::Officer)), []);
    assert_eq!(two.sees(&sight("ma", "D-01", Role::Duty)), both[1..]);
    let above = Sight::of(
        &person("ma", "D-01", Role::Duty),
        ["D-20".to_owned()].into(),
    );
    assert_eq!(two.sees(&above), both);
}

#[test]
fn a_case_that_may_not_be_seen_is_not_there() {
    let two = Two::new();
    let store = two.world.b.node.store();
    let seek = |sight: &Sight, text: &str| store.read(|tx| find(tx, sight, text));
    let (zhao, li) = (
        sight("zhao", "D-20", Role::Officer),
        sight("li", "D-17", Role::Officer),
    );
    let case = two.first.to_string();
    assert_eq!(seek(&zhao, &case).unwrap().1, two.first);
    for text in [case.as_str(), two.first.id.to_string().as_str(), "nothing"] {
        assert_eq!(
            seek(&li, text).unwrap_err().code(),
            "case-unknown",
            "{text}"
        );
    }
    let refused = two
        .world
        .office(&two.world.b)
        .assign("li", &li, &case, office_of("D-17"), at(6));
    assert_eq!(refused.unwrap_err().code(), "case-unknown");
}

#[test]
fn the_inbox_shows_what_reaches_one() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let inbox = |sight: &Sight| {
        let rows = serde_json::to_value(office.inbox(at(6), sight).unwrap()).unwrap();
        let rows = rows.as_array().unwrap().clone();
        rows.iter()
            .map(|row| row["case"].clone())
            .collect::<Vec<_>>()
    };
    let [first, second] = [json!(two.first), json!(two.second)];
    assert_eq!(inbox(&Sight::All).len(), 2);
    assert_eq!(inbox(&sight("zhao", "D-20", Role::Officer)), [first]);
    assert_eq!(inbox(&sight("ma", "D-01", Role::Duty)), [second]);
    assert!(inbox(&sight("li", "D-17", Role::Officer)).is_empty());
}

#[test]
fn a_draft_waits_for_those_who_may_see_it() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let them = two.world.a.name();
    let file = crate::case::tests::support::police();
    let draft = office.new_draft("li", them, file, None, at(6)).unwrap();
    let mut rng = comity_peer::fixtures::Seeded::new(6);
    office.submit("li", &draft.id, at(6), &mut rng).unwrap();
    let waits = |sight: &Sight| {
        let rows = serde_json::to_value(office.inbox(at(7), sight).unwrap()).unwrap();
        let rows = rows.as_array().unwrap().clone();
        rows.iter().any(|row| row["what"] == "release")
    };
    assert!(waits(&Sight::All));
    assert!(waits(&sight("wang", "D-17", Role::Releaser)));
    assert!(!waits(&sight("zhao", "D-20", Role::Officer)));
}

#[test]
fn events_come_from_cases_that_reach_one() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let watched = |sight: &Sight| {
        let (rows, next) = office.watch(&Default::default(), sight, 100).unwrap();
        let again = office.watch(&next, sight, 100).unwrap();
        assert!(again.0.is_empty(), "what was not shown is passed over");
        rows.into_iter().map(|row| row.case).collect::<Vec<_>>()
    };
    let zhao = sight("zhao", "D-20", Role::Officer);
    assert_eq!(watched(&zhao), [Some(two.first.clone())]);
    let all = watched(&Sight::All);
    assert!(all.contains(&Some(two.second.clone())), "{all:?}");
}

#[test]
fn the_cases_of_a_report_are_those_that_reach_one() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let lines = |sight: &Sight| {
        let csv = office.report_cases(two.world.a.name(), &Ask::default(), sight);
        let text = String::from_utf8(csv.unwrap()).unwrap();
        let has = |case: &DossierId| text.contains(&case.id.to_string());
        (has(&two.first), has(&two.second))
    };
    assert_eq!(lines(&Sight::All), (true, true));
    assert_eq!(lines(&sight("zhao", "D-20", Role::Officer)), (true, false));
    assert_eq!(lines(&sight("li", "D-17", Role::Officer)), (false, false));
}

#[test]
fn the_figures_of_a_report_are_those_of_cases_that_reach_one() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let them = two.world.a.name();
    let counted = |sight: &Sight| {
        let made = office.report(them, &Ask::default(), sight).unwrap();
        let cases = made.report.sides.iter().map(|side| side.cases.all);
        let trends = office.trends(them, &Ask::default(), sight).unwrap();
        let open = trends.backlog.last().map_or(0, |last| {
            let Sided(first, second) = last.open;
            first + second
        });
        (cases.sum::<u64>(), open)
    };
    assert_eq!(counted(&Sight::All), (2, 2));
    assert_eq!(counted(&sight("zhao", "D-20", Role::Officer)), (1, 1));
    assert_eq!(counted(&sight("li", "D-17", Role::Officer)), (0, 0));
}

#[test]
fn the_record_tells_no_more_than_a_leaf_of_cases_that_do_not_reach_one() {
    let two = Two::new();
    let node = &two.world.b.node;
    let them = two.world.a.name();
    let told = |sight: &Sight| {
        let log = node.log_page(sight, them, Whose::Theirs, None, 0, 100);
        let lines = log.unwrap().entries;
        let mut cases = Vec::new();
        for line in &lines {
            let entry = node.log_entry(sight, them, Whose::Theirs, None, line.index);
            let entry = entry.unwrap().unwrap();
            assert_eq!(&entry.line, line, "a list and an entry say the same");
            let envelope = entry.envelope.and_then(|envelope| envelope.dossier);
            assert_eq!(envelope, line.case);
            assert_eq!(line.withheld, line.act.is_some() && line.kind.is_none());
            cases.extend(line.case.clone());
        }
        (cases, lines.iter().filter(|line| line.withheld).count())
    };
    let zhao = sight("zhao", "D-20", Role::Officer);
    assert_eq!(told(&zhao), (vec![two.first.clone()], 1));
    let both = vec![two.first.clone(), two.second.clone()];
    assert_eq!(told(&Sight::All), (both, 0));
    assert_eq!(told(&sight("li", "D-17", Role::Officer)), (vec![], 2));
}

#[test]
fn a_search_finds_what_reaches_one() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let found = |sight: &Sight| {
        let found = office.search("请求", sight, 1, 10).unwrap();
        found
            .rows
            .into_iter()
            .map(|row| row.case)
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&Sight::All).len(), 2);
    assert_eq!(
        found(&sight("zhao", "D-20", Role::Officer)),
        std::slice::from_ref(&two.first)
    );
    assert!(found(&sight("li", "D-17", Role::Officer)).is_empty());
}

#[test]
fn holders_let_in_and_shut_out_and_who_was_let_in_does_not() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let case = two.first.to_string();
    let (zhao, li) = (
        sight("zhao", "D-20", Role::Officer),
        sight("li", "D-17", Role::Officer),
    );
    let to_li = || Who::Person("li".to_owned());
    office
        .door("zhao", &zhao, &case, to_li(), true, at(6))
        .unwrap();
    assert_eq!(two.sees(&li), std::slice::from_ref(&two.first));
    let further = office.door(
        "li",
        &li,
        &case,
        Who::Office("D-30".to_owned()),
        true,
        at(7),
    );
    assert_eq!(further.unwrap_err().code(), "access-not-holder");
    let own = office_of("D-17");
    let assigned = office.assign("li", &li, &case, own.clone(), at(7));
    assert_eq!(assigned.unwrap_err().code(), "access-not-holder");
    let referred = office.refer("li", &li, &case, own, "ours", at(7));
    assert_eq!(referred.unwrap_err().code(), "access-not-holder");
    let stranger = Who::Person("nobody here".to_owned());
    let refused = office.door("zhao", &zhao, &case, stranger, true, at(7));
    assert_eq!(refused.unwrap_err().code(), "person-unknown");
    let nobody = office.door("zhao", &zhao, &case, Who::Nobody, true, at(7));
    assert_eq!(nobody.unwrap_err().code(), "access-nobody");
    office
        .door("zhao", &zhao, &case, to_li(), false, at(8))
        .unwrap();
    assert_eq!(two.sees(&li), []);
}

#[test]
fn a_referral_keeps_who_held_it_in_the_picture_and_never_leaves() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let case = two.first.to_string();
    let zhao = sight("zhao", "D-20", Role::Officer);
    let before = two.world.b.node.channel(two.world.a.name()).unwrap();
    let to = Assignment {
        officer: Some("li".to_owned()),
        ..Assignment::default()
    };
    let refer = |to: Assignment, reason: &str| {
        office
            .refer("zhao", &zhao, &case, to, reason, at(6))
            .map(drop)
    };
    assert_eq!(refer(to.clone(), " ").unwrap_err().code(), "case-text");
    let same = refer(office_of("D-20"), "again");
    assert_eq!(same.unwrap_err().code(), "access-same-holder");
    refer(to, "theirs since the spring").unwrap();
    let holding = office.holding(&case).unwrap();
    assert_eq!(holding.office.as_deref(), Some("D-17"), "the officer's own");
    assert_eq!(holding.officer.as_deref(), Some("li"));
    assert_eq!(holding.offices_let_in, ["D-20"]);
    assert_eq!(two.sees(&zhao), std::slice::from_ref(&two.first));
    let shown = office.show_case(&case, at(7)).unwrap();
    assert_eq!(shown.notes[0].text, "theirs since the spring");
    let after = two.world.b.node.channel(two.world.a.name()).unwrap();
    assert_eq!(after.current.ours.head, before.current.ours.head);
}

#[test]
fn every_change_is_in_the_trail_without_a_text() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let case = two.first.to_string();
    let who = || Who::Person("li".to_owned());
    office
        .door("zhao", &Sight::All, &case, who(), true, at(6))
        .unwrap();
    office
        .door("zhao", &Sight::All, &case, who(), false, at(7))
        .unwrap();
    let to = office_of("D-17");
    office
        .refer("zhao", &Sight::All, &case, to, "reason", at(8))
        .unwrap();
    let rows = two
        .world
        .b
        .store
        .read(|tx| trail::list(tx, 0, 100))
        .unwrap();
    let did: Vec<_> = rows.iter().map(|row| row.did.as_str()).collect();
    let expected = [
        "case-assigned",
        "case-let-in",
        "case-shut-out",
        "case-referred",
    ];
    assert!(did.ends_with(&expected), "{did:?}");
    assert!(
        rows.iter()
            .all(|row| !row.what.to_string().contains("reason"))
    );
}

#[test]
fn a_deputy_needs_somebody_to_stand_in_for() {
    let two = Two::new();
    let to = Assignment {
        deputy: Some("zhao".to_owned()),
        ..Assignment::default()
    };
    let refused = two.assign(&two.second, to.clone(), 6);
    assert_eq!(refused.unwrap_err().code(), "access-deputy-of-nobody");
    let whole = Assignment {
        office: Some("D-17".to_owned()),
        ..to
    };
    two.assign(&two.second, whole, 6).unwrap();
    let zhao = sight("zhao", "D-99", Role::Officer);
    assert_eq!(two.sees(&zhao), std::slice::from_ref(&two.second));
}

#[test]
fn a_case_goes_to_no_office_that_the_house_does_not_know() {
    let two = Two::new();
    let unknown = "office-unknown";
    let assigned = two.assign(&two.second, office_of("D-98"), 6);
    assert_eq!(assigned.unwrap_err().code(), unknown);
    let office = two.world.office(&two.world.b);
    let case = two.first.to_string();
    let to = office_of("D-98");
    let referred = office.refer("zhao", &Sight::All, &case, to, "Phishing", at(6));
    assert_eq!(referred.unwrap_err().code(), unknown);
    let door = |open| {
        let who = Who::Office("D-98".to_owned());
        office.door("zhao", &Sight::All, &case, who, open, at(6))
    };
    assert_eq!(door(true).unwrap_err().code(), unknown);
    // One that the tree knows, though nobody belongs to it yet.
    let row = OfficeRow {
        code: "D-98".to_owned(),
        parent: None,
        en: "Board".to_owned(),
        zh_hans: "委员会".to_owned(),
    };
    let put = move |tx: &mut dyn comity_store::Tx| office::put(tx, &row, "root", at(6));
    two.world.b.store.write(put).unwrap();
    door(true).unwrap();
    two.assign(&two.second, office_of("D-98"), 7).unwrap();
    // Gone again, it is shut out all the same.
    let remove = move |tx: &mut dyn comity_store::Tx| office::remove(tx, "D-98", "root", at(8));
    two.world.b.store.write(remove).unwrap();
    door(false).unwrap();
}

#[test]
fn a_case_that_we_open_is_its_authors() {
    let two = Two::new();
    let office = two.world.office(&two.world.a);
    let holding = office.holding(&two.first.to_string()).unwrap();
    assert_eq!(holding.officer.as_deref(), Some("li"));
    assert_eq!(holding.office.as_deref(), Some("D-17"));
}

fn rule(category: Option<&str>, words: &[&str], office: &str) -> Rule {
    Rule {
        case_type: None,
        category: category.map(str::to_owned),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        office: office.to_owned(),
        officer: None,
    }
}

#[test]
fn the_first_rule_that_fits_registers_a_new_case_once() {
    let mut world = World::new();
    world.config.registry = Registry {
        rule: vec![
            rule(Some("botnet"), &[], "D-1"),
            rule(None, &["勒索"], "D-2"),
            rule(Some("takedown"), &["勒索", "BANK"], "D-3"),
            rule(None, &[], "D-4"),
        ],
    };
    let case = world
        .act(&world.a, takedown(), Some(SITES), 2)
        .case
        .unwrap();
    let other = world
        .act(&world.b, takedown(), Some(SITES), 2)
        .case
        .unwrap();
    world.exchange(3);
    let office = world.office(&world.b);
    assert!(office.holding(&case.to_string()).unwrap().is_nobodys());
    assert_eq!(office.register(at(4)).unwrap(), 1);
    let holding = office.holding(&case.to_string()).unwrap();
    assert_eq!(holding.office.as_deref(), Some("D-3"));
    let ours = office.holding(&other.to_string()).unwrap();
    assert_eq!(ours.office.as_deref(), Some("D-17"), "what we open is held");
    // Somebody takes it away again: the rules have had their say.
    let nobody = Assignment::default();
    office
        .assign("li", &Sight::All, &case.to_string(), nobody, at(5))
        .unwrap();
    assert_eq!(office.register(at(6)).unwrap(), 0);
    world.b.node.rebuild_desk(world.a.name()).unwrap();
    assert_eq!(office.register(at(7)).unwrap(), 0);
    assert!(office.holding(&case.to_string()).unwrap().is_nobodys());
}

#[test]
fn a_case_that_no_rule_fits_is_nobodys_and_not_looked_at_again() {
    let mut world = World::new();
    world.config.registry.rule = vec![rule(Some("botnet"), &[], "D-1")];
    let case = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(4);
    let office = world.office(&world.b);
    assert_eq!(office.register(at(5)).unwrap(), 0);
    let new = world.b.store.read(|tx| tx.unregistered(10)).unwrap();
    assert_eq!(new, []);
    let id = case.case.unwrap().to_string();
    assert!(office.holding(&id).unwrap().is_nobodys());
}

#[test]
fn content_of_a_case_that_may_not_be_seen_is_not_there_to_be_erased() {
    let two = Two::new();
    let office = two.world.office(&two.world.b);
    let shown = office.show_case(&two.first.to_string(), at(6)).unwrap();
    let act = shown.acts[0].act;
    let zhao = sight("zhao", "D-20", Role::Counsel);
    let stranger = sight("wang", "LAW-1", Role::Counsel);
    office.must_see_act(act, &zhao).unwrap();
    let hidden = office.must_see_act(act, &stranger).unwrap_err();
    assert_eq!(hidden.code(), "erase-no-act");
}
