//! A house whose drafts go through other offices before they are released.

use comity_core::codes::Language;
use comity_peer::fixtures::Seeded;
use comity_store::{Store, Tx};

use super::answer::Deciding;
use crate::{
    access::Sight,
    case::{
        CaseError,
        draft::{CLEARING, ClearanceStands, Did, DraftView, SUBMITTED, WRITING},
        file::ActFile,
        flow::Submitted,
        house::InboxRow,
        tests::support::{World, at, police, takedown, within},
    },
    config::Config,
    fixtures::TestNode,
    office::Office,
    people::{self, Person, Role},
    trail,
};

/// Lawyers and technicians at once, then the head's office, whose deputy may answer at once.
const RULES: &str = r#"
[[clearance.rule]]
profile = ["police"]
steps = [
    [{ office = "L-02", hours = 24, deputy = "person:qian" }, { office = "T-01", hours = 2 }],
    [{ office = "D-01", hours = 8, deputy = "office:D-02", deputy_at_once = true }],
]
"#;

fn house(rules: &str) -> World {
    let mut world = World::new();
    world.config = Config::parse(rules).unwrap();
    for (name, office, role) in [
        ("zhao", "L-02", Role::Counsel),
        ("qian", "L-03", Role::Officer),
        ("sun", "T-01", Role::Officer),
        ("zhou", "T-01", Role::Analyst),
        ("wu", "D-01", Role::Releaser),
        ("zheng", "D-02", Role::Officer),
        ("han", "D-99", Role::Officer),
    ] {
        add(&world.a, name, office, role);
    }
    world
}

fn person(name: &str, office: &str, role: Role) -> Person {
    Person {
        name: name.to_owned(),
        office: office.to_owned(),
        duty: Some("07".to_owned()),
        roles: vec![role],
        disabled: false,
    }
}

fn add(node: &TestNode, name: &str, office: &str, role: Role) {
    let person = person(name, office, role);
    let add = move |tx: &mut dyn Tx| people::add(tx, &person, "root", at(0));
    node.store.write(add).unwrap();
}

fn sight(name: &str, office: &str) -> Sight {
    Sight::of(&person(name, office, Role::Officer), [].into())
}

fn hand_on(world: &World, file: ActFile, minutes: i64) -> (String, Vec<String>) {
    match world.try_act(&world.a, file, None, minutes).unwrap() {
        Submitted::Waits { draft, offices, .. } => (draft, offices),
        said => panic!("{said:?}"),
    }
}

fn clear(world: &World, who: &str, draft: &str, minutes: i64) -> Result<DraftView, CaseError> {
    let office = world.office(&world.a);
    office.clear(&Deciding::any(who, draft), None, at(minutes))
}

fn release(world: &World, who: &str, draft: &str, minutes: i64) -> Result<(), CaseError> {
    let office = world.office(&world.a);
    let mut rng = Seeded::new(99);
    office
        .release(who, draft, at(minutes), &mut rng)
        .map(|_| ())
}

fn code<T: std::fmt::Debug>(done: Result<T, CaseError>) -> String {
    done.unwrap_err().code().to_owned()
}

fn asked(view: &DraftView) -> Vec<&str> {
    let lines = view.clearance.iter();
    let asked = lines.filter(|line| matches!(line.stands, ClearanceStands::Asked { .. }));
    asked.map(|line| line.office.as_str()).collect()
}

/// The same request with another purpose.
fn changed() -> ActFile {
    let mut file = police();
    let request = file.request.as_mut().unwrap();
    request
        .purpose
        .insert(Language::En, "Prosecution".to_owned());
    file
}

#[test]
fn a_draft_goes_through_every_office_before_it_waits_for_its_release() {
    let world = house(RULES);
    let (draft, offices) = hand_on(&world, police(), 2);
    assert_eq!(offices, ["L-02", "T-01"]);
    assert_eq!(code(release(&world, "wang", &draft, 3)), "draft-state");
    // At once, in any order; the head's office only after both.
    assert_eq!(code(clear(&world, "wu", &draft, 3)), "clearance-not-asked");
    let view = clear(&world, "sun", &draft, 3).unwrap();
    assert_eq!(
        (view.state.as_str(), asked(&view)),
        (CLEARING, vec!["L-02"])
    );
    let remark = Deciding::any("zhao", &draft);
    let office = world.office(&world.a);
    let view = office
        .clear(&remark, Some("cite article 139 in the answer"), at(4))
        .unwrap();
    assert_eq!(asked(&view), ["D-01"]);
    assert_eq!(code(release(&world, "wang", &draft, 5)), "draft-state");
    assert_eq!(clear(&world, "wu", &draft, 5).unwrap().state, SUBMITTED);
    release(&world, "wang", &draft, 6).unwrap();
    let did: Vec<_> = world
        .a
        .store
        .read(|tx| trail::list(tx, 10, 100))
        .unwrap()
        .into_iter()
        .map(|row| row.did)
        .filter(|did| did.starts_with("draft-"))
        .collect();
    assert_eq!(
        did,
        [
            "draft-made",
            "draft-submitted",
            "draft-cleared",
            "draft-cleared",
            "draft-cleared"
        ]
    );
}

#[test]
fn what_offices_say_becomes_a_private_note_and_never_crosses() {
    let world = house(RULES);
    let (draft, _) = hand_on(&world, police(), 2);
    let office = world.office(&world.a);
    let by = Deciding::any("zhao", &draft);
    office.clear(&by, Some("quite secret"), at(3)).unwrap();
    clear(&world, "sun", &draft, 3).unwrap();
    clear(&world, "zheng", &draft, 4).unwrap();
    let mut rng = Seeded::new(5);
    let said = office.release("wang", &draft, at(5), &mut rng).unwrap();
    let case = said.case.unwrap().to_string();
    let shown = office.show_case(&case, at(6)).unwrap();
    let notes: Vec<_> = shown
        .notes
        .iter()
        .map(|note| (&*note.by, &*note.text))
        .collect();
    assert_eq!(notes, [("zhao", "L-02: quite secret")]);
    let kept = world
        .a
        .store
        .read(|tx| tx.kept_all("draft-version", None, 10));
    assert!(
        kept.unwrap().is_empty(),
        "what was looked at goes with the draft"
    );
    world.exchange(7);
    let theirs = world.office(&world.b).show_case(&case, at(8)).unwrap();
    let theirs = serde_json::to_string(&theirs).unwrap();
    for secret in ["secret", "zhao", "L-02", "T-01", "D-01"] {
        assert!(!theirs.contains(secret), "{secret}: {theirs}");
    }
}

#[test]
fn sent_back_it_returns_to_its_author_and_a_change_takes_clearances_back() {
    let world = house(RULES);
    let (draft, _) = hand_on(&world, police(), 2);
    let office = world.office(&world.a);
    clear(&world, "sun", &draft, 3).unwrap();
    let back = office
        .send_back("zhao", &draft, "name the purpose", at(4))
        .unwrap();
    assert_eq!(back.state, WRITING);
    let last = back.steps.last().unwrap();
    assert_eq!(
        (last.did, last.office.as_deref(), last.reason.as_deref()),
        (Did::SentBack, Some("L-02"), Some("name the purpose"))
    );
    // Unchanged, only the office that did not agree is asked again.
    let mut rng = Seeded::new(5);
    office.submit("li", &draft, at(5), &mut rng).unwrap();
    assert_eq!(asked(&office.draft("li", &draft).unwrap()), ["L-02"]);
    office.send_back("zhao", &draft, "name it", at(6)).unwrap();
    // Changed, nobody has cleared what it says now.
    office
        .edit_draft("li", &draft, Some(changed()), None, at(7))
        .unwrap();
    office.submit("li", &draft, at(8), &mut rng).unwrap();
    assert_eq!(
        asked(&office.draft("li", &draft).unwrap()),
        ["L-02", "T-01"]
    );
}

#[test]
fn each_reader_sees_what_is_new_since_he_or_she_looked() {
    let world = house(RULES);
    let (draft, _) = hand_on(&world, police(), 2);
    let office = world.office(&world.a);
    let before = |who: &str| office.preview(who, &draft, &Sight::All).unwrap().before;
    assert_eq!(before("zhao"), None, "nothing is new yet");
    clear(&world, "sun", &draft, 3).unwrap();
    office.send_back("zhao", &draft, "why?", at(4)).unwrap();
    office
        .edit_draft("li", &draft, Some(changed()), None, at(5))
        .unwrap();
    let mut rng = Seeded::new(5);
    office.submit("li", &draft, at(6), &mut rng).unwrap();
    for (who, did, by) in [
        ("zhao", Did::SentBack, "zhao"),
        ("sun", Did::Cleared, "sun"),
        // Of the same office, and so of what it cleared.
        ("zhou", Did::Cleared, "sun"),
        ("wang", Did::SentBack, "zhao"),
    ] {
        let before = before(who).unwrap();
        assert_eq!((before.step.did, &*before.step.who), (did, by), "{who}");
        let purpose =
            |file: &ActFile| file.request.as_ref().unwrap().purpose[&Language::En].clone();
        assert_eq!(purpose(&before.version.file), "Investigation");
    }
}

#[test]
fn what_is_decided_on_is_what_was_seen() {
    let world = house(RULES);
    let (draft, _) = hand_on(&world, police(), 2);
    let office = world.office(&world.a);
    let seen = office.draft("zhao", &draft).unwrap().version;
    let as_seen = |who: &'static str| Deciding {
        seen: Some(&seen),
        ..Deciding::any(who, &draft)
    };
    // That another office answered at the same time changes nothing.
    office.clear(&as_seen("sun"), None, at(3)).unwrap();
    office.send_back("zhao", &draft, "why?", at(4)).unwrap();
    office
        .edit_draft("li", &draft, Some(changed()), None, at(5))
        .unwrap();
    let mut rng = Seeded::new(5);
    office.submit("li", &draft, at(6), &mut rng).unwrap();
    assert_eq!(
        code(office.clear(&as_seen("zhao"), None, at(7))),
        "draft-changed"
    );
    let back = office.send_back_as_seen(&as_seen("zhao"), "no", at(7));
    assert_eq!(code(back), "draft-changed");
    for who in ["zhao", "sun", "wu"] {
        clear(&world, who, &draft, 8).unwrap();
    }
    let released = office.release_as_seen(&as_seen("wang"), at(9), &mut rng);
    assert_eq!(code(released), "draft-changed");
    release(&world, "wang", &draft, 9).unwrap();
}

#[test]
fn who_answers_is_of_the_office_or_its_deputy_and_never_an_author() {
    let world = house(RULES);
    let (draft, _) = hand_on(&world, police(), 0);
    for (who, refused) in [
        ("han", "clearance-not-asked"),
        ("zhou", "person-not-in-role"),
        ("qian", "clearance-early"),
        ("nobody here", "person-unknown"),
    ] {
        assert_eq!(
            code(clear(&world, who, &draft, 24 * 60 - 1)),
            refused,
            "{who}"
        );
    }
    clear(&world, "qian", &draft, 24 * 60).unwrap();
    clear(&world, "sun", &draft, 24 * 60).unwrap();
    clear(&world, "zheng", &draft, 24 * 60).unwrap();
    // Of one's own draft one clears nothing, whichever office is asked.
    let own = house("[[clearance.rule]]\nsteps = [[{ office = \"D-17\", hours = 1 }]]");
    let (draft, _) = hand_on(&own, takedown_without_items(), 2);
    assert_eq!(code(clear(&own, "li", &draft, 3)), "clearance-own");
    clear(&own, "wang", &draft, 3).unwrap();
    release(&own, "wang", &draft, 4).unwrap();
}

/// Advice in the technical profile, which by itself needs no second person.
fn takedown_without_items() -> ActFile {
    let mut file = takedown();
    file.says
        .insert("assistance".to_owned(), serde_json::json!(["expert"]));
    file
}

#[test]
fn clearance_and_release_are_kept_apart_where_the_house_says_so() {
    let apart = "[clearance]\nclearer_may_release = false\nrule = [{ steps = [[{ office = \"D-17\", hours = 1 }]] }]";
    let world = house(apart);
    let (draft, _) = hand_on(&world, takedown_without_items(), 2);
    clear(&world, "wang", &draft, 3).unwrap();
    assert_eq!(
        code(release(&world, "wang", &draft, 4)),
        "clearance-cleared"
    );
    let waits = |world: &World, who| {
        let office = world.office(&world.a);
        office.asked_to_release(who, &Sight::All).unwrap().len()
    };
    assert_eq!((waits(&world, "wang"), waits(&world, "wu")), (0, 1));
    release(&world, "wu", &draft, 4).unwrap();
}

#[test]
fn what_was_cleared_by_other_rules_is_not_released() {
    let mut world = house("");
    let (draft, offices) = hand_on(&world, police(), 2);
    assert_eq!(offices, [""; 0]);
    world.config = Config::parse(RULES).unwrap();
    assert_eq!(
        code(release(&world, "wang", &draft, 3)),
        "clearance-other-rules"
    );
    let office = world.office(&world.a);
    office.send_back("wang", &draft, "rules", at(4)).unwrap();
    let mut rng = Seeded::new(5);
    office.submit("li", &draft, at(5), &mut rng).unwrap();
    assert_eq!(office.draft("li", &draft).unwrap().state, CLEARING);
}

#[test]
fn acts_of_weight_are_cleared_and_light_ones_go_at_once() {
    let mut world = World::new();
    let said = world.act(&world.a, police(), None, 2);
    world.exchange(3);
    world.config = Config::parse(RULES).unwrap();
    let light = within(&said, "request.ack", serde_json::json!({}));
    let done = world.try_act(&world.b, light, None, 4).unwrap();
    assert!(matches!(done, Submitted::Said(_)), "{done:?}");
    let weighty = within(&said, "decision.accept", serde_json::json!({}));
    let done = world.try_act(&world.b, weighty, None, 5).unwrap();
    let Submitted::Waits { offices, .. } = done else {
        panic!("{done:?}");
    };
    assert_eq!(offices, ["L-02", "T-01"]);
}

/// A draft of B in a case that its office D-20 holds.
struct InCase {
    world: World,
    case: String,
    draft: String,
}

fn in_case() -> InCase {
    let mut world = World::new();
    for (name, office, role) in [
        ("zhao", "L-02", Role::Counsel),
        ("qian", "L-03", Role::Officer),
        ("wu", "D-01", Role::Officer),
        ("han", "D-99", Role::Officer),
    ] {
        add(&world.b, name, office, role);
    }
    let said = world.act(&world.a, police(), None, 2);
    world.exchange(3);
    world.config = Config::parse(
        "[[clearance.rule]]\nkind = [\"request.ack\"]\nsteps = [[{ office = \"L-02\", hours = 24, deputy = \"person:qian\" }], [{ office = \"D-01\", hours = 1 }]]",
    )
    .unwrap();
    let office = world.office(&world.b);
    let case = said.case.clone().unwrap().to_string();
    let to = crate::access::Assignment {
        officer: Some("li".to_owned()),
        ..Default::default()
    };
    office.assign("li", &Sight::All, &case, to, at(4)).unwrap();
    let ack = within(&said, "request.ack", serde_json::json!({}));
    let draft = office
        .new_draft("li", world.a.name(), ack, None, at(5))
        .unwrap()
        .id;
    let mut rng = Seeded::new(6);
    office.submit("li", &draft, at(5), &mut rng).unwrap();
    InCase { world, case, draft }
}

impl InCase {
    fn office(&self) -> Office<'_, comity_store::MemoryStore> {
        self.world.office(&self.world.b)
    }

    /// Whether somebody may look at the draft, at its case, and finds the case by other ways.
    fn sees(&self, name: &str, office: &str) -> [bool; 3] {
        let sight = sight(name, office);
        let filter = sight.limit(comity_store::desk::DossierFilter::default());
        let sort = comity_store::desk::DossierSort::Opened;
        let all = self.office().cases(&filter, sort, 1, 50).unwrap();
        let find = self
            .world
            .b
            .store
            .read(|tx| crate::access::find(tx, &sight, &self.case));
        assert_eq!(find.is_ok(), all.total > 0, "{name}: one answer everywhere");
        [
            self.office().preview(name, &self.draft, &sight).is_ok(),
            self.office().look_up_case(&sight, &self.case).is_ok(),
            all.total > 0,
        ]
    }
}

#[test]
fn who_is_asked_looks_at_the_draft_and_its_case_and_finds_it_nowhere_else() {
    let one = in_case();
    assert_eq!(one.sees("li", "D-17"), [true, true, true]);
    assert_eq!(one.sees("zhao", "L-02"), [true, true, false]);
    assert_eq!(one.sees("qian", "L-03"), [true, true, false], "a deputy");
    assert_eq!(one.sees("wu", "D-01"), [false; 3], "not asked yet");
    assert_eq!(one.sees("han", "D-99"), [false; 3], "never asked");
    let office = one.office();
    let may_write = office.must_see_draft(&one.draft, &sight("zhao", "L-02"));
    assert_eq!(code(may_write), "draft-unknown", "to look is not to write");
    let waits = |name: &str, of: &str| -> bool {
        let rows = office.inbox(at(6), &sight(name, of)).unwrap();
        rows.iter().any(|row| matches!(row, InboxRow::Clear { .. }))
    };
    assert!(waits("zhao", "L-02") && !waits("wu", "D-01") && !waits("han", "D-99"));
    office
        .clear(&Deciding::any("zhao", &one.draft), None, at(7))
        .unwrap();
    assert_eq!(
        one.sees("zhao", "L-02"),
        [true, true, false],
        "it was theirs"
    );
    assert_eq!(one.sees("wu", "D-01"), [true, true, false]);
    office
        .clear(&Deciding::any("wu", &one.draft), None, at(8))
        .unwrap();
    let mut rng = Seeded::new(9);
    office.release("wang", &one.draft, at(9), &mut rng).unwrap();
    for (name, of) in [("zhao", "L-02"), ("qian", "L-03"), ("wu", "D-01")] {
        assert_eq!(one.sees(name, of), [false; 3], "{name}: said is said");
    }
}

#[test]
fn what_waits_for_one_comes_by_the_nearest_deadline() {
    let one = in_case();
    let asked = |who: &str, minutes: i64| -> Vec<(String, comity_core::Time)> {
        let asked = one.office().asked_to_clear(who, at(minutes)).unwrap();
        asked.into_iter().map(|one| (one.office, one.due)).collect()
    };
    let due = at(5 + 24 * 60);
    assert_eq!(asked("zhao", 6), [("L-02".to_owned(), due)]);
    assert_eq!(asked("qian", 6), [], "not before the time has run out");
    assert_eq!(asked("qian", 5 + 24 * 60), [("L-02".to_owned(), due)]);
    assert_eq!(asked("li", 6), []);
}

#[test]
fn of_many_versions_the_first_and_the_last_ones_are_kept() {
    let world = house(RULES);
    let (draft, _) = hand_on(&world, police(), 2);
    let office = world.office(&world.a);
    let purpose = |number: i64| format!("Purpose {number}");
    for number in 0..14 {
        let minutes = 3 + 3 * number;
        office
            .send_back("zhao", &draft, "again", at(minutes))
            .unwrap();
        let mut file = police();
        let request = file.request.as_mut().unwrap();
        request.purpose.insert(Language::En, purpose(number));
        office
            .edit_draft("li", &draft, Some(file), None, at(minutes + 1))
            .unwrap();
        let mut rng = Seeded::new(5);
        office
            .submit("li", &draft, at(minutes + 2), &mut rng)
            .unwrap();
    }
    let kept = world
        .a
        .store
        .read(|tx| tx.kept_all("draft-version", None, 100))
        .unwrap();
    let says = |words: &str| kept.iter().any(|(_, json)| json.contains(words));
    assert_eq!(kept.len(), 10);
    assert!(says("Investigation"), "what was handed on first");
    assert!(says(&purpose(13)) && says(&purpose(5)) && !says(&purpose(0)));
    office.discard("li", &draft, at(99)).unwrap();
    let left = world
        .a
        .store
        .read(|tx| tx.kept_all("draft-version", None, 100));
    assert!(left.unwrap().is_empty());
}
