//! A form asks for what its act needs, shows what was typed, and leads to what is missing.

use std::sync::Arc;

use comity_core::Time;
use comity_text::{Locale, Offset, catalogue};
use serde_json::json;

use super::{field::Control, *};
use crate::console::page::Room;

/// A page of nobody in particular, in English.
pub(crate) fn page() -> Page {
    Page {
        words: catalogue(Locale::En),
        other: comity_text::catalogue(Locale::ZhHans),
        offset: Offset::UTC,
        caller: None,
        csrf: String::new(),
        room: Room::Drafts,
        title: String::new(),
        path: "/".to_owned(),
        me: "a.example".to_owned(),
        now: Time::from_seconds(0),
        book: Arc::default(),
    }
}

fn request(says: serde_json::Value) -> ActFile {
    let mut file = ActFile::new(REQUEST);
    file.says = says.as_object().cloned().unwrap();
    file.complete();
    file
}

fn make(file: &ActFile, values: &Shown, wrong: &BTreeMap<String, String>) -> FormView {
    let maker = Maker {
        page: &page(),
        them: &"b.example".parse().unwrap(),
        file,
        values,
        context: &Context::default(),
        wrong,
        missing: &[],
    };
    maker.make()
}

fn names(form: &FormView) -> Vec<&str> {
    let sections = form.sections.iter().flat_map(|section| &section.fields);
    sections.map(|field| field.name.as_str()).collect()
}

fn shown(file: &ActFile) -> Shown {
    form::shown(file, &form::fields(&file.kind), 0)
}

#[test]
fn a_request_asks_for_what_its_type_needs_and_for_nothing_else() {
    let takedown = request(json!({"assistance": ["takedown"]}));
    let form = make(&takedown, &shown(&takedown), &BTreeMap::new());
    let asked = names(&form);
    assert!(asked.contains(&"says.observed.from"), "{asked:?}");
    assert!(!asked.contains(&"says.treaty"), "{asked:?}");
    let more: Vec<&str> = form.more.iter().map(|field| field.name.as_str()).collect();
    assert!(!more.contains(&"says.treaty"), "{more:?}");
    assert!(more.contains(&"says.deadline"), "{more:?}");

    let police = request(json!({"assistance": ["subscriber"]}));
    let form = make(&police, &shown(&police), &BTreeMap::new());
    let asked = names(&form);
    for field in ["says.treaty", "request.legal_basis", "request.data_sought"] {
        assert!(asked.contains(&field), "{field}: {asked:?}");
    }
}

#[test]
fn what_holds_something_is_shown_even_where_it_is_not_needed() {
    let mut file = request(json!({"assistance": ["takedown"], "treaty": "untoc"}));
    file.says
        .insert("deadline".to_owned(), json!("2026-12-01T00:00:00Z"));
    let form = make(&file, &shown(&file), &BTreeMap::new());
    let asked = names(&form);
    assert!(asked.contains(&"says.treaty"), "{asked:?}");
    assert!(asked.contains(&"says.deadline"), "{asked:?}");
}

#[test]
fn a_part_in_which_something_is_wrong_is_open() {
    let file = request(json!({"assistance": ["takedown"]}));
    let folded = |wrong: &BTreeMap<String, String>| {
        let form = make(&file, &shown(&file), wrong);
        let marking = form.sections.into_iter().find(|one| one.id == "marking");
        marking.unwrap().folded
    };
    let said = folded(&BTreeMap::new()).unwrap();
    assert!(said.starts_with("TLP:AMBER"), "{said}");
    let wrong = BTreeMap::from([("says.handling.tlp".to_owned(), "Choose".to_owned())]);
    assert_eq!(folded(&wrong), None);
}

#[test]
fn rows_end_with_an_empty_one_that_is_closed_after_others() {
    let rows = |values: &Shown| {
        let file = ActFile::new("evidence.transfer");
        let form = make(&file, values, &BTreeMap::new());
        let mut fields = form.sections.into_iter().flat_map(|section| section.fields);
        let exhibits = fields.find(|field| field.name == "says.exhibits").unwrap();
        match exhibits.control {
            Control::Rows { rows, .. } => rows.iter().map(|row| row.open).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(rows(&Shown::new()), [true]);
    let one = Shown::from([("says.exhibits.0.number".to_owned(), "E-1".to_owned())]);
    assert_eq!(rows(&one), [true, false]);
}

#[test]
fn every_missing_field_leads_to_a_place_in_the_form() {
    let mut file = request(
        json!({"assistance": ["preserve"], "treaty": "reciprocity", "urgency": "urgent", "status": "extension", "do_not_notify": true}),
    );
    file.says.insert("profile".to_owned(), json!("formal"));
    let form = make(&file, &shown(&file), &BTreeMap::new());
    let asked = names(&form);
    for field in form::needs(&file)
        .keys()
        .filter(|field| **field != Field::Items)
    {
        let place = anchor(REQUEST, *field);
        assert!(
            asked.contains(&place.as_str()),
            "{field}: {place} in {asked:?}"
        );
    }
}
