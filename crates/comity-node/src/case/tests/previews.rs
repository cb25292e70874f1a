//! What is shown before it is said is what is said.

use comity_core::codes::DataClass;
use comity_peer::fixtures::Seeded;
use comity_store::Store as _;
use serde_json::json;

use super::support::{SITES, World, at, takedown, within};
use crate::{
    access::Sight,
    accounts::office::{self, OfficeRow},
    attach::Plain,
    case::file::ActFile,
    people::{Person, Role},
};

#[test]
fn a_preview_holds_what_crosses_and_nothing_of_home() {
    let world = World::new();
    let office = world.office(&world.a);
    let draft = office
        .new_draft("li", world.b.name(), takedown(), Some(SITES), at(2))
        .unwrap();
    let file = Plain {
        name: "note.txt".to_owned(),
        media_type: "text/plain".to_owned(),
        data_class: DataClass::Indicator,
        exhibit: None,
        part: None,
        limit: 100,
        bytes: &mut &b"hello"[..],
    };
    office
        .attach("li", &draft.id, file, at(2), &mut Seeded::new(1))
        .unwrap();
    let preview = office.preview("wang", &draft.id, &Sight::All).unwrap();
    assert_eq!(preview.says["items"], json!({"domain": 1, "url": 2}));
    assert_eq!(preview.office.as_deref(), Some("D-17"));
    assert_eq!(preview.duty.as_deref(), Some("07"));
    assert_eq!(preview.list.lines().count(), 4);
    let names: Vec<&str> = preview
        .body
        .attachments
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["note.txt"]);
    let crosses = format!("{:?}{:?}", preview.says, preview.body);
    assert!(!crosses.contains("\"li\""), "{crosses}");

    let said = world.act(&world.a, takedown(), Some(SITES), 3);
    let case = said.case.unwrap().to_string();
    let shown = office.show_case(&case, at(3)).unwrap();
    assert_eq!(shown.acts[0].says, preview.says);
}

#[test]
fn what_cannot_be_said_yet_can_be_looked_at() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    let office = world.office(&world.b);
    let empty = within(&said, "decision.decline", json!({}));
    let draft = office
        .new_draft("li", world.a.name(), empty, None, at(4))
        .unwrap();
    let preview = office.preview("li", &draft.id, &Sight::All).unwrap();
    assert_eq!(preview.view.refused.as_deref(), Some("says-missing"));
    assert!(preview.says.is_empty());
    let none = office.new_draft(
        "li",
        world.a.name(),
        ActFile::new("future.act"),
        None,
        at(4),
    );
    assert!(office.preview("li", &none.unwrap().id, &Sight::All).is_ok());
}

#[test]
fn a_draft_is_there_for_the_office_that_writes_it_and_for_no_other() {
    let world = World::new();
    let office = world.office(&world.a);
    let draft = office
        .new_draft("li", world.b.name(), takedown(), Some(SITES), at(2))
        .unwrap();
    let sight = |name: &str, office: &str| {
        let person = Person {
            name: name.to_owned(),
            office: office.to_owned(),
            duty: None,
            roles: vec![Role::Officer],
            disabled: false,
        };
        Sight::of(&person, [].into())
    };
    let author = office.drafts("li", &Sight::All).unwrap();
    let home = sight("chen", "D-17");
    let elsewhere = sight("sun", "LAW-9");
    assert_eq!(author.len(), 1);
    assert_eq!(office.drafts("li", &home).unwrap().len(), 1);
    assert!(office.preview("li", &draft.id, &home).is_ok());
    assert_eq!(office.drafts("li", &elsewhere).unwrap(), []);
    let hidden = office.preview("li", &draft.id, &elsewhere).unwrap_err();
    let none = office.preview("li", "d999", &elsewhere).unwrap_err();
    assert_eq!(hidden.code(), none.code());
}

#[test]
fn an_office_speaks_that_the_house_knows() {
    let world = World::new();
    let office = world.office(&world.a);
    let said = |code: &str, minutes: i64| {
        let file = ActFile {
            office: Some(code.to_owned()),
            ..takedown()
        };
        let them = world.b.name();
        let draft = office.new_draft("li", them, file, Some(SITES), at(minutes));
        let draft = draft.unwrap();
        let mut rng = Seeded::new(minutes.unsigned_abs());
        let submitted = office.submit("li", &draft.id, at(minutes), &mut rng);
        (draft, submitted.map_err(|error| error.code().to_owned()))
    };
    // A house that made no tree knows no offices, and any speaks.
    assert!(said("D-99", 2).1.is_ok());
    world
        .a
        .store
        .write(|tx| {
            let desk = OfficeRow {
                code: "desk".to_owned(),
                parent: None,
                en: "Desk".to_owned(),
                zh_hans: "值班台".to_owned(),
            };
            office::put(tx, &desk, "root", at(3))
        })
        .unwrap();
    let (draft, refused) = said("D-99", 4);
    assert_eq!(refused.unwrap_err(), "draft-office");
    assert_eq!(draft.refused.as_deref(), Some("draft-office"));
    let wrong = draft.wrong.unwrap();
    assert_eq!(wrong.field, "office");
    assert!(wrong.known.contains(&"desk".to_owned()), "{wrong:?}");
    // One of the tree, and one that people belong to.
    for (code, minutes) in [("desk", 5), ("D-17", 6)] {
        assert!(said(code, minutes).1.is_ok(), "{code}");
    }
}
