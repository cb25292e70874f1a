//! What translators and authors do with each other, in houses with people.

use std::collections::BTreeSet;

use comity_core::{
    Time,
    body::Texts,
    codes::{Language, TranslationLevel},
};
use comity_peer::fixtures::Seeded;
use comity_store::{MemoryStore, Store as _, Tx, access::Who};
use comity_xliff::{Part, State};
use serde_json::{Value, json};

use super::*;
use crate::{
    access::Sight,
    case::{
        CaseError,
        draft::{Did, DraftView},
        file::ActFile,
        flow::{SaidView, Submitted},
        tests::support::{SITES, World, at, file, takedown},
    },
    erase::{Ground, What as Content},
    fixtures::TestNode,
    office::Office,
    people::{self, Person, Role},
};

const TEXT: &str = "The site is down. It was up for two days.\nPlease confirm.";

/// A world with translators: `xu` in the office of the officers, `yan` in another one.
fn world() -> World {
    let world = World::new();
    for node in [&world.a, &world.b] {
        for (name, office) in [("xu", "D-17"), ("yan", "T-1")] {
            let person = Person {
                name: name.to_owned(),
                office: office.to_owned(),
                duty: None,
                roles: vec![Role::Translator],
                disabled: false,
            };
            let add = move |tx: &mut dyn Tx| people::add(tx, &person, "root", at(0));
            node.node.unfollowed().write(add).unwrap();
        }
    }
    world
}

/// What a person sees whose office has none below it.
fn sight(name: &str, office: &str) -> Sight {
    Sight::Of {
        name: name.to_owned(),
        offices: BTreeSet::from([office.to_owned()]),
        registry: false,
    }
}

fn officer() -> Sight {
    sight("li", "D-17")
}

fn query(text: &str) -> ActFile {
    file(json!({"kind": "query", "text": {"en": text}}))
}

fn draft(office: Office<'_, MemoryStore>, world: &World, act: ActFile) -> DraftView {
    office
        .new_draft("li", world.b.name(), act, None, at(2))
        .unwrap()
}

fn ask(office: Office<'_, MemoryStore>, draft: &str, of: Option<Who>) -> TranslationLine {
    let about = About::of_id(draft);
    let asked = Asked { of, due: None };
    office
        .ask_translation("li", &officer(), &about, asked, at(3))
        .unwrap()
}

/// The segment at a place of the first field.
fn nth(view: &TranslationView, place: usize) -> &SegmentView {
    &view.units[0].segments[place]
}

fn given(view: &TranslationView, place: usize, target: &str) -> Given {
    Given {
        unit: view.units[0].id.clone(),
        segment: nth(view, place).id.clone(),
        target: target.to_owned(),
        state: None,
        fits: false,
    }
}

/// Translates these segments of the first field.
fn translate(
    office: Office<'_, MemoryStore>,
    id: &str,
    targets: &[(usize, &str)],
) -> TranslationView {
    let view = office.translation(id, &Sight::All).unwrap();
    let all: Vec<Given> = targets
        .iter()
        .map(|(place, target)| given(&view, *place, target))
        .collect();
    office
        .save_translation("xu", &Sight::All, id, Some(&view.version), &all, at(4))
        .unwrap()
}

fn finish(office: Office<'_, MemoryStore>, id: &str) -> Result<TranslationLine, CaseError> {
    office.finish_translation("xu", &Sight::All, id, None, at(5))
}

const ALL: [(usize, &str); 3] = [
    (0, "该网站已下线。"),
    (1, "它上线了两天。"),
    (2, "请确认。"),
];

fn edit(office: Office<'_, MemoryStore>, draft: &DraftView, change: impl FnOnce(&mut Texts)) {
    let now = office.draft("li", &draft.id).unwrap();
    let mut file = now.file;
    change(&mut file.text);
    office
        .edit_draft("li", &draft.id, Some(file), None, at(6))
        .unwrap();
}

#[test]
fn a_draft_gets_its_second_language_and_its_author_is_told() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    let line = ask(office, &draft.id, None);
    assert_eq!((line.source, line.target), (Language::En, Language::ZhHans));
    assert_eq!((line.segments, line.translated), (3, 0));
    translate(office, &draft.id, &ALL[..2]);
    let unfinished = finish(office, &draft.id).unwrap_err();
    assert_eq!(unfinished.code(), "translation-unfinished");
    translate(office, &draft.id, &ALL[2..]);
    finish(office, &draft.id).unwrap();

    let after = office.draft("li", &draft.id).unwrap();
    let chinese = after.file.text.get(&Language::ZhHans).unwrap();
    assert_eq!(chinese, "该网站已下线。它上线了两天。\n请确认。");
    assert_eq!(
        after.file.language,
        Language::En,
        "what is authoritative stays so"
    );
    let translator = after.file.translator.unwrap();
    assert_eq!(
        (translator.level, translator.office.as_str()),
        (TranslationLevel::Working, "D-17")
    );
    let last = after.steps.last().unwrap();
    assert_eq!((last.did, last.who.as_str()), (Did::Translated, "xu"));
    assert_eq!(after.by, "li", "it is still whose it was");
    assert_eq!(after.translation.unwrap().done.unwrap().by, "xu");
    assert!(office.translations(&Sight::All).unwrap().is_empty());
}

#[test]
fn who_translated_a_draft_does_not_release_it() {
    let world = world();
    let office = world.office(&world.a);
    let mut act = crate::case::tests::support::police();
    let request = act.request.as_mut().unwrap();
    request.facts.remove(&Language::ZhHans);
    let draft = draft(office, &world, act);
    ask(office, &draft.id, None);
    translate(office, &draft.id, &[(0, "事实")]);
    office
        .finish_translation("wang", &Sight::All, &draft.id, None, at(5))
        .unwrap();
    office
        .submit("li", &draft.id, at(6), &mut Seeded::new(1))
        .unwrap();
    let own = office.release("wang", &draft.id, at(7), &mut Seeded::new(2));
    assert_eq!(own.unwrap_err().code(), CaseError::OwnDraft.code());
}

#[test]
fn a_changed_source_makes_its_segment_stale_and_no_other() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    translate(office, &draft.id, &ALL);
    finish(office, &draft.id).unwrap();
    edit(office, &draft, |text| {
        let changed = TEXT.replace("two days", "three days");
        text.insert(Language::En, format!("First.\n{changed}"));
    });
    // It waits again, and the author sees it.
    let queue = office.translations(&Sight::All).unwrap();
    assert_eq!(
        (queue[0].segments, queue[0].translated, queue[0].stale),
        (4, 2, 1)
    );
    let view = office.translation(&draft.id, &Sight::All).unwrap();
    assert_eq!(nth(&view, 0).target, "");
    assert_eq!(nth(&view, 1).target, ALL[0].1);
    assert_eq!(
        nth(&view, 2).was.as_deref(),
        Some("It was up for two days.")
    );
    assert_eq!(nth(&view, 2).target, ALL[1].1);
    assert_eq!(nth(&view, 3).state, State::Translated);
    // What is saved as it was stays stale, until somebody says that it fits.
    let view = translate(office, &draft.id, &[(0, "一。"), (2, ALL[1].1)]);
    assert!(nth(&view, 2).is_stale());
    assert_eq!(
        finish(office, &draft.id).unwrap_err().code(),
        "translation-unfinished"
    );
    let fits = Given {
        fits: true,
        ..given(&view, 2, ALL[1].1)
    };
    office
        .save_translation("xu", &Sight::All, &draft.id, None, &[fits], at(8))
        .unwrap();
    finish(office, &draft.id).unwrap();
    let after = office.draft("li", &draft.id).unwrap();
    let chinese = after.file.text.get(&Language::ZhHans).unwrap();
    assert!(chinese.starts_with("一。\n该网站"), "{chinese}");
}

#[test]
fn what_the_author_corrects_in_the_translation_is_kept() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    translate(office, &draft.id, &ALL);
    finish(office, &draft.id).unwrap();
    edit(office, &draft, |text| {
        let own = text.get_mut(&Language::ZhHans).unwrap();
        *own = own.replace("请确认。", "请予确认。");
        text.insert(Language::En, TEXT.replace("is down", "is gone"));
    });
    let view = translate(office, &draft.id, &[(0, "该网站已消失。")]);
    assert_eq!(nth(&view, 2).target, "请予确认。");
    finish(office, &draft.id).unwrap();
    let after = office.draft("li", &draft.id).unwrap();
    let chinese = after.file.text.get(&Language::ZhHans).unwrap();
    assert_eq!(chinese, "该网站已消失。它上线了两天。\n请予确认。");
}

#[test]
fn two_translators_do_not_overwrite_each_other() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    let seen = office.translation(&draft.id, &Sight::All).unwrap();
    translate(office, &draft.id, &ALL[..1]);
    let late = given(&seen, 0, "网站关了。");
    let refused = office
        .save_translation(
            "wang",
            &Sight::All,
            &draft.id,
            Some(&seen.version),
            &[late],
            at(5),
        )
        .unwrap_err();
    assert_eq!(refused.code(), "translation-changed");
    let done = office
        .finish_translation("wang", &Sight::All, &draft.id, Some(&seen.version), at(5))
        .unwrap_err();
    assert_eq!(done.code(), "translation-changed");
    let view = office.translation(&draft.id, &Sight::All).unwrap();
    assert_eq!(nth(&view, 0).target, ALL[0].1);
}

#[test]
fn a_text_in_both_languages_or_in_none_waits_for_nobody() {
    let world = world();
    let office = world.office(&world.a);
    for act in [
        file(json!({"kind": "query", "text": {"en": "a", "zh-Hans": "甲"}})),
        file(json!({"kind": "query"})),
    ] {
        let draft = draft(office, &world, act);
        let about = About::of_id(&draft.id);
        let asked = office.ask_translation("li", &officer(), &about, Asked::default(), at(3));
        assert_eq!(asked.unwrap_err().code(), "translation-nothing");
    }
    let long = draft(office, &world, query(&"One. ".repeat(3_000)));
    let about = About::of_id(&long.id);
    let asked = office.ask_translation("li", &officer(), &about, Asked::default(), at(3));
    assert_eq!(asked.unwrap_err().code(), "translation-too-long");
}

/// An urgent takedown in English alone, whose translation follows.
fn promised(by: Time) -> ActFile {
    let mut act = takedown();
    let request = act.request.as_mut().unwrap();
    request.urgency_reasons = [(Language::En, "It spreads. Hourly.".to_owned())].into();
    for texts in [
        &mut request.subject,
        &mut request.asked,
        &mut request.observed,
    ] {
        texts.remove(&Language::ZhHans);
    }
    for (field, value) in [("urgency", json!("urgent")), ("translation_by", json!(by))] {
        act.says.insert(field.to_owned(), value);
    }
    act
}

/// Says an act without a list, and exchanges.
fn say(world: &World, node: &TestNode, act: ActFile) -> SaidView {
    let said = world.act(node, act, None, 6);
    world.exchange(7);
    said
}

#[test]
fn a_promised_translation_waits_by_its_time_and_ends_when_it_is_said() {
    let world = world();
    let office = world.office(&world.a);
    let by = at(600);
    let act = promised(by);
    let written = office
        .new_draft("li", world.b.name(), act, Some(SITES), at(2))
        .unwrap();
    // What was translated before it was said is kept for what is owed.
    ask(office, &written.id, None);
    translate(office, &written.id, &[(0, "钓鱼网站")]);
    let said = office
        .submit("li", &written.id, at(6), &mut Seeded::new(6))
        .unwrap();
    let Submitted::Said(said) = said else {
        panic!("a takedown needs no second person")
    };
    assert!(!office.find_translations(100, at(7)).unwrap());
    let queue = office.translations(&officer()).unwrap();
    assert_eq!(queue.len(), 1);
    assert_eq!((queue[0].what.code(), queue[0].due), ("owed", Some(by)));
    let id = said.act.to_string();
    let view = office.translation(&id, &officer()).unwrap();
    assert_eq!(nth(&view, 0).target, "钓鱼网站");
    let dropped = office.drop_translation("li", &officer(), &id, at(8));
    assert_eq!(dropped.unwrap_err().code(), "translation-owed");

    let rest: Vec<Given> = view
        .units
        .iter()
        .flat_map(|unit| {
            unit.segments.iter().map(|one| Given {
                unit: unit.id.clone(),
                segment: one.id.clone(),
                target: format!("译{}", one.source),
                state: None,
                fits: false,
            })
        })
        .collect();
    office
        .save_translation("xu", &officer(), &id, None, &rest, at(8))
        .unwrap();
    let line = finish(office, &id).unwrap();
    let made = line.done.unwrap().draft.unwrap();
    assert!(office.translations(&officer()).unwrap().is_empty());
    let draft = office.draft("li", &made).unwrap();
    assert_eq!(draft.refused, None, "{draft:?}");
    assert_eq!(draft.file.kind, "translation");
    assert_eq!(draft.file.says.get("level"), Some(&json!("working")));
    let request = draft.file.request.as_ref().unwrap();
    assert_eq!(
        request.urgency_reasons.get(&Language::ZhHans).unwrap(),
        "译It spreads.译Hourly."
    );
    assert!(!request.subject.contains_key(&Language::En));

    // Thrown away, it is owed again; said, it is not.
    office.discard("li", &made, at(9)).unwrap();
    assert_eq!(office.translations(&officer()).unwrap().len(), 1);
    let again = finish(office, &id).unwrap().done.unwrap().draft.unwrap();
    office
        .submit("li", &again, at(10), &mut Seeded::new(10))
        .unwrap();
    assert!(office.translations(&officer()).unwrap().is_empty());
    assert!(!office.find_translations(100, at(11)).unwrap());
    assert!(office.translations(&officer()).unwrap().is_empty());
    world.exchange(12);
    let theirs = world
        .office(&world.b)
        .show_case(&said.case.unwrap().to_string(), at(13))
        .unwrap();
    assert!(
        theirs
            .due
            .iter()
            .all(|due| due.what.code() != "translation")
    );
}

#[test]
fn what_was_translated_of_an_act_of_ours_goes_with_its_content() {
    let world = world();
    let office = world.office(&world.a);
    let say = |minute| world.act(&world.a, promised(at(600)), Some(SITES), minute);
    let (erased, other) = (say(5), say(6));
    assert_ne!(erased.act, other.act);
    world.exchange(7);
    office.find_translations(100, at(8)).unwrap();
    let made = [&erased, &other].map(|said| {
        let id = said.act.to_string();
        let view = office.translation(&id, &officer()).unwrap();
        let given: Vec<Given> = view
            .units
            .iter()
            .flat_map(|unit| unit.segments.iter().map(|one| (unit.id.clone(), one)))
            .map(|(unit, one)| Given {
                unit,
                segment: one.id.clone(),
                target: format!("译{}", one.source),
                state: None,
                fits: false,
            })
            .collect();
        office
            .save_translation("xu", &officer(), &id, None, &given, at(8))
            .unwrap();
        finish(office, &id).unwrap().done.unwrap().draft.unwrap()
    });
    let attachments = Content {
        all_attachments: true,
        ..Content::default()
    };
    let body = Content {
        body: true,
        ..Content::default()
    };
    let erase = |what| office.erase("root", erased.act, what, Ground::Order, at(12));
    // Nothing of the text goes while the text itself stays.
    let stays = office.erasure(erased.act, &attachments).unwrap();
    assert_eq!((stays.drafts, stays.translation), (vec![], false));
    erase(&attachments).unwrap();
    assert!(office.draft("li", &made[0]).is_ok());
    // What will go is told before, and what went after.
    let planned = office.erasure(erased.act, &body).unwrap();
    assert_eq!(planned.drafts, [made[0].clone()]);
    assert!(planned.translation);
    let done = erase(&body).unwrap();
    assert_eq!((done.drafts, done.translation), (planned.drafts, true));
    let after = office.erasure(erased.act, &body).unwrap();
    assert_eq!((after.drafts, after.translation), (vec![], false));
    let gone = office.draft("li", &made[0]).unwrap_err();
    assert_eq!(gone.code(), "draft-unknown");
    assert!(office.draft("li", &made[1]).is_ok(), "of another act");
    assert!(!office.find_translations(100, at(13)).unwrap());
    assert!(office.translations(&officer()).unwrap().is_empty());
    let trail = world.a.store.read(|tx| crate::trail::list(tx, 0, 1000));
    assert!(trail.unwrap().iter().any(|row| {
        row.did == "draft-discarded" && row.who == "root" && row.what["draft"] == made[0].as_str()
    }));
}

#[test]
fn their_act_in_one_language_is_translated_for_the_house_alone() {
    let world = world();
    let said = say(&world, &world.a, query(TEXT));
    let office = world.office(&world.b);
    office.find_translations(100, at(8)).unwrap();
    let queue = office.translations(&Sight::All).unwrap();
    assert_eq!((queue.len(), queue[0].what.code()), (1, "house"));
    let id = said.act.to_string();
    translate(office, &id, &ALL);
    finish(office, &id).unwrap();
    assert!(office.translations(&Sight::All).unwrap().is_empty());
    let case = said.case.as_ref().unwrap().to_string();
    let shown = office.show_case(&case, at(9)).unwrap();
    assert_eq!(shown.translations.len(), 1);
    assert!(
        shown.translations[0].texts[0]
            .1
            .starts_with("该网站已下线。")
    );
    // Nothing of it is written to be said, and nothing of it crosses.
    assert!(office.drafts("li", &Sight::All).unwrap().is_empty());
    world.exchange(10);
    let ours = world.office(&world.a).show_case(&case, at(11)).unwrap();
    assert_eq!(ours.acts.len(), 1);
    // It goes with the content that it is of.
    let body = Content {
        body: true,
        ..Content::default()
    };
    office
        .erase("root", said.act, &body, Ground::Order, at(12))
        .unwrap();
    assert!(
        office
            .show_case(&case, at(13))
            .unwrap()
            .translations
            .is_empty()
    );
    let gone = office.translation(&id, &Sight::All).unwrap_err();
    assert_eq!(gone.code(), "translation-unknown");
}

#[test]
fn a_translation_for_the_house_is_found_by_its_words() {
    let world = world();
    let said = say(&world, &world.a, query(TEXT));
    let office = world.office(&world.b);
    office.find_translations(100, at(8)).unwrap();
    translate(office, &said.act.to_string(), &ALL);
    finish(office, &said.act.to_string()).unwrap();
    while office.index(100).unwrap().behind {}
    let found = office.search("下线", &Sight::All, 1, 10).unwrap();
    assert_eq!(found.rows.len(), 1);
}

#[test]
fn what_was_found_once_is_not_found_again() {
    let world = world();
    let said = say(&world, &world.a, query(TEXT));
    let office = world.office(&world.b);
    while office.find_translations(1, at(8)).unwrap() {}
    office
        .drop_translation("li", &Sight::All, &said.act.to_string(), at(9))
        .unwrap();
    while office.find_translations(1, at(10)).unwrap() {}
    assert!(office.translations(&Sight::All).unwrap().is_empty());
}

#[test]
fn need_to_know_holds_and_whom_it_is_asked_of_sees_the_text_alone() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    let yan = sight("yan", "T-1");
    assert!(office.translations(&yan).unwrap().is_empty());
    let unseen = office.translation(&draft.id, &yan).unwrap_err();
    assert_eq!(unseen.code(), "translation-unknown");
    for act in [
        office
            .save_translation("yan", &yan, &draft.id, None, &[], at(4))
            .map(drop),
        office
            .finish_translation("yan", &yan, &draft.id, None, at(4))
            .map(drop),
        office.drop_translation("yan", &yan, &draft.id, at(4)),
        office
            .take_xliff("yan", &yan, &draft.id, &xliff(office, &draft.id), at(4))
            .map(drop),
    ] {
        assert_eq!(act.unwrap_err().code(), "translation-unknown");
    }
    let about = About::of_id(&draft.id);
    let ask_unseen = office.ask_translation("yan", &yan, &about, Asked::default(), at(4));
    assert_eq!(ask_unseen.unwrap_err().code(), "draft-unknown");

    for of in [Who::Person("yan".to_owned()), Who::Office("T-1".to_owned())] {
        ask(office, &draft.id, Some(of));
        let view = office.translation(&draft.id, &yan).unwrap();
        assert!(!view.whole && office.translations(&yan).unwrap().len() == 1);
        assert!(
            office.must_see_draft(&draft.id, &yan).is_err(),
            "the draft itself is not shown"
        );
        let drop = office.drop_translation("yan", &yan, &draft.id, at(4));
        assert_eq!(drop.unwrap_err().code(), "translation-unknown");
    }
    let nobody = Asked {
        of: Some(Who::Person("nobody-here".to_owned())),
        due: None,
    };
    let refused = office.ask_translation("li", &officer(), &about, nobody, at(4));
    assert_eq!(refused.unwrap_err().code(), "person-unknown");
}

#[test]
fn it_is_asked_of_a_known_office_or_of_a_person_who_may_translate() {
    let world = world();
    let auditor = Person {
        name: "sun".to_owned(),
        office: "D-17".to_owned(),
        duty: None,
        roles: vec![Role::Auditor],
        disabled: false,
    };
    let add = move |tx: &mut dyn Tx| people::add(tx, &auditor, "root", at(0));
    world.a.node.unfollowed().write(add).unwrap();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    let about = About::of_id(&draft.id);
    let ask_of = |of: Who| {
        let asked = Asked {
            of: Some(of),
            due: None,
        };
        office
            .ask_translation("li", &officer(), &about, asked, at(3))
            .map_err(|error| error.code().to_owned())
    };
    for of in [Who::Person("sun".to_owned()), Who::Office("T-2".to_owned())] {
        assert_eq!(ask_of(of).unwrap_err(), "translation-no-translator");
    }
    assert!(
        office.translations(&Sight::All).unwrap().is_empty(),
        "nothing waits"
    );
    for of in [Who::Person("yan".to_owned()), Who::Office("T-1".to_owned())] {
        assert_eq!(ask_of(of.clone()).unwrap().asked_of, Some(of.to_string()));
    }
}

#[test]
fn whom_it_is_asked_of_learns_nothing_of_the_case() {
    let world = world();
    let said = world.act(&world.a, promised(at(600)), Some(SITES), 6);
    world.exchange(7);
    let office = world.office(&world.b);
    office.find_translations(100, at(8)).unwrap();
    let id = said.act.to_string();
    let asked = Asked {
        of: Some(Who::Person("yan".to_owned())),
        due: None,
    };
    office
        .ask_translation("li", &Sight::All, &About::of_id(&id), asked, at(9))
        .unwrap();
    let theirs = office.translations(&Sight::All).unwrap().remove(0);
    let case = said.case.unwrap().to_string();
    assert_eq!(theirs.case.unwrap().to_string(), case);
    assert!(theirs.due.is_some(), "what is due in the case");

    let yan = sight("yan", "T-1");
    let line = office.translations(&yan).unwrap().remove(0);
    assert_eq!(line.id, id);
    assert_eq!((line.case, line.reference, line.due), (None, None, None));
    let view = office.translation(&id, &yan).unwrap();
    assert!(!view.whole);
    assert_eq!((view.line.case, view.line.reference), (None, None));
}

/// Turns the direction of what follows round.
const OVERRIDE: char = '\u{202e}';

#[test]
fn hidden_characters_that_the_source_lacks_are_refused_and_the_segments_named() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query("One\u{200d}. Two. Three."));
    ask(office, &draft.id, None);
    let view = office.translation(&draft.id, &Sight::All).unwrap();
    let all = [
        given(&view, 0, "一\u{200d}。"),
        given(&view, 1, &format!("二{OVERRIDE}。")),
        given(&view, 2, "三\u{200b}。"),
    ];
    let save =
        |given: &[Given]| office.save_translation("xu", &Sight::All, &draft.id, None, given, at(4));
    let CaseError::Translation(TranslationError::Hidden(named)) = save(&all).unwrap_err() else {
        panic!("it is refused as hidden")
    };
    assert_eq!(named, [nth(&view, 1).id.clone(), nth(&view, 2).id.clone()]);
    let view = office.translation(&draft.id, &Sight::All).unwrap();
    assert_eq!(nth(&view, 0).target, "", "nothing is saved");
    // What the source holds itself is translated with it.
    assert_eq!(nth(&save(&all[..1]).unwrap(), 0).target, "一\u{200d}。");
}

#[test]
fn a_file_with_hidden_characters_is_taken_without_the_segments_that_hold_them() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    let back = worked(&xliff(office, &draft.id), |place, segment| {
        let mut target = ALL[place].1.to_owned();
        if place == 1 {
            target.insert(0, OVERRIDE);
        }
        segment.target = Some(target);
    });
    let taken = office
        .take_xliff("xu", &Sight::All, &draft.id, &back, at(5))
        .unwrap();
    assert_eq!(taken.taken, 2);
    let refused: Vec<(&str, &str)> = taken
        .refused
        .iter()
        .map(|one| (one.source.as_str(), one.why.code()))
        .collect();
    assert_eq!(refused, [("It was up for two days.", "hidden")]);
}

#[test]
fn who_only_reads_translates_nothing() {
    let world = world();
    let auditor = Person {
        name: "sun".to_owned(),
        office: "D-17".to_owned(),
        duty: None,
        roles: vec![Role::Auditor],
        disabled: false,
    };
    let add = move |tx: &mut dyn Tx| people::add(tx, &auditor, "root", at(0));
    world.a.node.unfollowed().write(add).unwrap();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    let view = office.translation(&draft.id, &Sight::All).unwrap();
    let all = [given(&view, 0, "一")];
    let refused = office.save_translation("sun", &Sight::All, &draft.id, None, &all, at(4));
    assert_eq!(refused.unwrap_err().code(), "person-not-in-role");
}

fn xliff(office: Office<'_, MemoryStore>, id: &str) -> Vec<u8> {
    let view = office.translation(id, &Sight::All).unwrap();
    let edge = Edge {
        unit: &|place| place.to_uppercase(),
        terms: &|_, _| vec![],
        notes: vec![],
        was: &|was| format!("was: {was}"),
    };
    view.to_xliff(&edge).into_bytes()
}

/// The file with this done to its segments, in order.
fn worked(bytes: &[u8], mut work: impl FnMut(usize, &mut comity_xliff::Segment)) -> Vec<u8> {
    let mut document = comity_xliff::read(bytes).unwrap();
    let mut place = 0;
    for part in document.units.iter_mut().flat_map(|unit| &mut unit.parts) {
        if let Part::Segment(segment) = part {
            work(place, segment);
            place += 1;
        }
    }
    comity_xliff::write(&document).into_bytes()
}

#[test]
fn a_file_goes_out_and_comes_back_translated() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    translate(office, &draft.id, &ALL[..1]);
    let out = xliff(office, &draft.id);
    let document = comity_xliff::read(&out).unwrap();
    assert_eq!(
        (document.source.as_str(), document.target.as_deref()),
        ("en", Some("zh-Hans"))
    );
    assert_eq!(document.units[0].name, "TEXT");
    let back = worked(&out, |place, segment| {
        if place > 0 {
            segment.target = Some(ALL[place].1.to_owned());
            segment.state = State::Reviewed;
        }
    });
    let taken = office
        .take_xliff("xu", &Sight::All, &draft.id, &back, at(5))
        .unwrap();
    assert_eq!(
        (taken.taken, taken.unchanged, taken.refused.len()),
        (2, 1, 0)
    );
    let view = office.translation(&draft.id, &Sight::All).unwrap();
    assert_eq!(nth(&view, 1).state, State::Reviewed);
    finish(office, &draft.id).unwrap();
}

#[test]
fn segments_that_do_not_fit_any_more_are_refused_by_name_and_the_others_are_taken() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    let out = xliff(office, &draft.id);
    edit(office, &draft, |text| {
        text.insert(Language::En, TEXT.replace("two", "three"));
    });
    let back = worked(&out, |place, segment| {
        segment.target = Some(ALL[place].1.to_owned());
        segment.state = State::Translated;
        if place == 2 {
            segment.source.push('!');
        }
    });
    let taken = office
        .take_xliff("xu", &Sight::All, &draft.id, &back, at(7))
        .unwrap();
    assert_eq!(taken.taken, 1);
    let refused: Vec<(&str, Why)> = taken
        .refused
        .iter()
        .map(|one| (one.source.as_str(), one.why))
        .collect();
    let expected = [
        ("It was up for two days.", Why::Stale),
        ("Please confirm.!", Why::Source),
    ];
    assert_eq!(refused, expected);
}

#[test]
fn a_stale_segment_says_so_in_the_file_and_stays_stale_until_somebody_looked_at_it() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    translate(office, &draft.id, &ALL);
    edit(office, &draft, |text| {
        text.insert(Language::En, TEXT.replace("two", "three"));
    });
    let out = xliff(office, &draft.id);
    let document = comity_xliff::read(&out).unwrap();
    assert_eq!(
        document.units[0].notes[0].text,
        "was: It was up for two days."
    );
    let untouched = office
        .take_xliff("xu", &Sight::All, &draft.id, &out, at(7))
        .unwrap();
    assert_eq!((untouched.taken, untouched.unchanged), (0, 3));
    let view = office.translation(&draft.id, &Sight::All).unwrap();
    assert!(nth(&view, 1).is_stale());
    let looked = worked(&out, |_, segment| segment.state = State::Final);
    office
        .take_xliff("xu", &Sight::All, &draft.id, &looked, at(8))
        .unwrap();
    let view = office.translation(&draft.id, &Sight::All).unwrap();
    assert!(
        view.units[0]
            .segments
            .iter()
            .all(|one| one.state == State::Final)
    );
}

#[test]
fn a_file_of_another_text_or_language_is_refused_whole() {
    let world = world();
    let office = world.office(&world.a);
    let (one, other) = (
        draft(office, &world, query(TEXT)),
        draft(office, &world, query("Other.")),
    );
    for id in [&one.id, &other.id] {
        ask(office, id, None);
    }
    let file = xliff(office, &one.id);
    let text = String::from_utf8(file.clone()).unwrap();
    let other_way = text.replace("srcLang=\"en\"", "srcLang=\"fr\"");
    for (id, bytes, code) in [
        (&other.id, file.as_slice(), "translation-other"),
        (&one.id, other_way.as_bytes(), "translation-languages"),
        (
            &one.id,
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
            "xliff-malformed",
        ),
    ] {
        let refused = office.take_xliff("xu", &Sight::All, id, bytes, at(5));
        assert_eq!(refused.unwrap_err().code(), code);
    }
}

#[test]
fn the_trail_names_what_was_done_and_holds_no_text() {
    let world = world();
    let office = world.office(&world.a);
    let draft = draft(office, &world, query(TEXT));
    ask(office, &draft.id, None);
    translate(office, &draft.id, &ALL);
    finish(office, &draft.id).unwrap();
    let entries = world.a.store.read(|tx| tx.trail(0, 1_000)).unwrap();
    let of: Vec<Value> = entries
        .iter()
        .filter_map(|entry| serde_json::from_str::<Value>(&entry.what).ok())
        .collect();
    let text = serde_json::to_string(&of).unwrap();
    for did in ["translation-asked", "translation-saved", "translation-done"] {
        assert!(text.contains(did), "{did}: {text}");
    }
    assert!(!text.contains("site") && !text.contains("网站"));
}

/// The queue by a look at every text that was ever put, as it was found before there was one of
/// those that may wait.
fn walked(office: Office<'_, MemoryStore>, sight: &Sight) -> Vec<TranslationLine> {
    let walked = office.node.store().read(|tx| {
        let all = job::Job::all(tx)?;
        office.lines(tx, sight, all.into_iter())
    });
    walked.unwrap()
}

/// That the queue is what a walk finds, for whoever looks; how long it is for the house.
fn as_walked(office: Office<'_, MemoryStore>) -> usize {
    for sight in [Sight::All, officer(), sight("yan", "T-1")] {
        let queue = office.translations(&sight).unwrap();
        assert_eq!(queue, walked(office, &sight));
    }
    office.translations(&Sight::All).unwrap().len()
}

/// How many rows stand in the queue, of cases that go on and of those that are over.
fn standing(node: &TestNode) -> [usize; 3] {
    ["wanted", "found", "rests"].map(|kind| {
        let kind = format!("translation-{kind}");
        let rows = node.store.read(|tx| tx.kept_all(&kind, None, 100));
        rows.unwrap().len()
    })
}

#[test]
fn the_queue_is_what_a_look_at_every_text_finds_and_holds_nothing_that_is_done_or_over() {
    let world = world();
    let office = world.office(&world.a);
    let mut requests = Vec::new();
    for minutes in [2, 4] {
        requests.push(world.act(&world.a, takedown(), Some(SITES), minutes));
        world.exchange(minutes + 1);
    }
    for (request, minutes) in requests.iter().zip(6..) {
        let mut act = crate::case::tests::support::within(request, "request.ack", json!({}));
        act.text.insert(Language::En, TEXT.to_owned());
        world.act(&world.b, act, None, minutes);
    }
    world.exchange(8);
    office.find_translations(100, at(9)).unwrap();
    assert_eq!(as_walked(office), 2, "an act of theirs in each case");
    assert_eq!(standing(&world.a), [0, 2, 0]);
    let first = draft(office, &world, query(TEXT));
    ask(office, &first.id, Some(Who::Office("T-1".to_owned())));
    assert_eq!((as_walked(office), standing(&world.a)), (3, [1, 2, 0]));
    // Done, opened again, and done.
    let theirs = office.translations(&Sight::All).unwrap();
    let theirs: Vec<&TranslationLine> = theirs
        .iter()
        .filter(|line| matches!(line.what, What::House { .. }))
        .collect();
    let of_second = theirs.iter().find(|line| line.case == requests[1].case);
    let of_second = of_second.unwrap().id.clone();
    translate(office, &of_second, &ALL);
    finish(office, &of_second).unwrap();
    assert_eq!((as_walked(office), standing(&world.a)), (2, [1, 1, 0]));
    translate(office, &of_second, &[(0, "")]);
    assert_eq!((as_walked(office), standing(&world.a)), (3, [1, 2, 0]));
    // A case that is over takes its texts with it, and brings them back.
    let say = |kind: &str, says, minutes| {
        let act = crate::case::tests::support::within(&requests[0], kind, says);
        world.act(&world.a, act, None, minutes);
        world.exchange(minutes + 1);
        world
            .office(&world.a)
            .inbox(at(minutes + 1), &Sight::All)
            .unwrap();
    };
    say(
        "request.withdraw",
        json!({"reason": "no_longer_needed"}),
        10,
    );
    assert_eq!((as_walked(office), standing(&world.a)), (2, [1, 1, 1]));
    world.a.node.rebuild_desk(world.b.name()).unwrap();
    assert_eq!((as_walked(office), standing(&world.a)), (2, [1, 1, 1]));
    office.discard("li", &first.id, at(12)).unwrap();
    assert_eq!((as_walked(office), standing(&world.a)), (1, [0, 1, 1]));
    // A store that knows no queue is read as it was, and gets one.
    let forget = |tx: &mut dyn Tx| {
        tx.set_setting("translation.queue", None)?;
        for kind in ["wanted", "found", "rests"] {
            let kind = format!("translation-{kind}");
            for (key, _) in tx.kept_all(&kind, None, 100)? {
                tx.unkeep(&kind, &key)?;
            }
        }
        Ok::<_, comity_store::StoreError>(())
    };
    world.a.store.write(forget).unwrap();
    assert_eq!((as_walked(office), standing(&world.a)), (1, [0, 0, 0]));
    let second = draft(office, &world, query(TEXT));
    ask(office, &second.id, None);
    assert_eq!((as_walked(office), standing(&world.a)), (2, [1, 1, 1]));
}
