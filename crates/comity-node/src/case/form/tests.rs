//! Forms hold what acts hold, and what goes through a form comes out as it was.

use std::collections::{BTreeMap, BTreeSet};

use comity_core::{
    act::{KINDS, Scope, wrong_field},
    codes::{Assistance, Field, LISTS, Must},
};
use serde_json::{Map, json};

use super::*;

/// What programs put in, and kinds that only programs say.
const COMPUTED: &[&str] = &["items", "language", "root"];
const BY_PROGRAMS: &[&str] = &["notice"];

fn given<'a>(values: &'a BTreeMap<String, String>) -> Given<'a> {
    Given {
        values,
        offset_minutes: 480,
        case_of: &|text| text.parse().ok(),
    }
}

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(own).collect()
}

#[test]
fn every_kind_of_a_case_has_a_form_with_all_fields_of_its_type() {
    for kind in KINDS {
        let channel = kind.scope == Scope::Channel || BY_PROGRAMS.contains(&kind.code);
        assert_eq!(written(kind.code), !channel, "{}", kind.code);
        if channel {
            continue;
        }
        let mut says = Map::new();
        says.insert("no_such_field".to_owned(), json!(1));
        let wrong = wrong_field(kind.code, &says).expect("there is no such field");
        let names = wrong.known().into_iter().map(str::to_owned);
        let known: BTreeSet<String> = names.filter(|name| !computed(kind.code, name)).collect();
        let mut there = BTreeSet::new();
        for field in fields(kind.code) {
            let Some(name) = field.path.strip_prefix("says.") else {
                continue;
            };
            match name {
                "parts" => there.extend(["accepted".to_owned(), "declined".to_owned()]),
                _ => drop(there.insert(name.split('.').next().unwrap().to_owned())),
            }
        }
        assert_eq!(there, known, "{}", kind.code);
    }
}

fn computed(kind: &str, name: &str) -> bool {
    COMPUTED.contains(&name) && (kind, name) != ("translation", "language")
}

#[test]
fn what_must_be_there_is_what_the_type_misses() {
    for kind in KINDS.iter().filter(|kind| written(kind.code)) {
        let missing = wrong_field(kind.code, &Map::new());
        let must = fields(kind.code)
            .iter()
            .any(|field| field.need == Need::Must && field.path.starts_with("says."));
        let list = list_is_needed(kind.code) || kind.code == "request.submit";
        assert_eq!(missing.is_some(), must || list, "{}", kind.code);
    }
}

#[test]
fn every_list_of_a_form_is_a_list_of_codes() {
    fn check(field: &FormField) {
        match field.holds {
            Holds::Code(list) | Holds::Codes(list) => {
                assert!(LISTS.iter().any(|(name, _)| *name == list), "{list}");
            }
            Holds::Rows(columns) => columns.iter().for_each(check),
            _ => {}
        }
    }
    for kind in KINDS {
        fields(kind.code).into_iter().for_each(check);
    }
}

#[test]
fn the_template_goes_through_the_form_unchanged() {
    for template in [
        crate::case::file::TEMPLATE_EN,
        crate::case::file::TEMPLATE_ZH,
    ] {
        let uncommented: String = template
            .lines()
            .filter(|line| !line.starts_with("# ") && *line != "#")
            .map(|line| format!("{}\n", line.trim_start_matches('#')))
            .collect();
        let mut file = ActFile::read(uncommented.as_bytes()).unwrap();
        file.complete();
        let fields = fields(&file.kind);
        let mut form = shown(&file, &fields, 480);
        for field in &fields {
            form.insert(format!("has:{}", field.path), String::new());
        }
        // Other cases are looked up by what people call them.
        let mut back = fill(&ActFile::new(&file.kind), &fields, &given(&form)).unwrap();
        back.complete();
        back.says.remove("items");
        file.says.remove("items");
        assert_eq!(back, file);
    }
}

#[test]
fn what_a_form_does_not_hold_stays_and_what_it_empties_goes() {
    let mut file = ActFile::new("decision.decline");
    file.says.insert("ground".to_owned(), json!("R10"));
    file.says.insert("reasons".to_owned(), json!("given"));
    file.duty = Some("07".to_owned());
    let form = values(&[("says.ground", ""), ("text.en", "One.\r\n\r\nTwo.\r\n")]);
    let back = fill(&file, &fields(&file.kind), &given(&form)).unwrap();
    assert_eq!(back.says.get("ground"), None);
    assert_eq!(back.says.get("reasons"), Some(&json!("given")));
    assert_eq!(back.duty.as_deref(), Some("07"));
    assert_eq!(back.text.values().next().unwrap(), "One.\n\nTwo.");
}

#[test]
fn parts_are_given_or_declined_type_by_type() {
    let form = values(&[
        ("says.parts:takedown", "accept"),
        ("says.parts:subscriber", "R10"),
        ("says.parts:indicators", ""),
    ]);
    let file = ActFile::new("decision.accept_in_part");
    let fields = fields(&file.kind);
    let back = fill(&file, &fields, &given(&form)).unwrap();
    assert_eq!(back.says["accepted"], json!(["takedown"]));
    assert_eq!(
        back.says["declined"],
        json!([{"assistance": "subscriber", "ground": "R10"}])
    );
    let again = shown(&back, &fields, 0);
    assert_eq!(again["says.parts:subscriber"], "R10");
    assert_eq!(again["says.parts:takedown"], "accept");
}

#[test]
fn every_field_that_cannot_be_read_is_named() {
    let form = values(&[
        ("has:says.exhibits", ""),
        ("says.exhibits.0.number", "E-1"),
        ("says.exhibits.0.class", "gold"),
        ("says.exhibits.0.collected", "yesterday"),
        ("says.exhibits.0.sha256", "12"),
        ("says.handling.tlp", "purple"),
        ("office", "two words"),
    ]);
    let file = ActFile::new("evidence.transfer");
    let unread = fill(&file, &fields(&file.kind), &given(&form)).unwrap_err();
    let told: Vec<(&str, &str)> = unread
        .iter()
        .map(|one| (one.path.as_str(), one.wrong.code()))
        .collect();
    assert_eq!(
        told,
        [
            ("says.handling.tlp", "form-code"),
            ("says.exhibits.0.class", "form-code"),
            ("says.exhibits.0.collected", "form-time"),
            ("says.exhibits.0.sha256", "form-sha256"),
            ("says.exhibits.0.medium", "form-empty"),
            ("office", "form-label"),
        ]
    );
}

#[test]
fn a_time_is_read_by_the_clock_on_the_wall() {
    for (text, offset, time) in [
        ("2026-11-23T10:00", 480, Some("2026-11-23T02:00:00Z")),
        ("2026-11-23T10:00:05", -300, Some("2026-11-23T15:00:05Z")),
        ("2026-11-31T10:00", 0, None),
        ("23.11.2026", 0, None),
        ("", 0, None),
    ] {
        let read = from_local(text, offset);
        assert_eq!(read.map(|time| time.to_string()).as_deref(), time, "{text}");
        if let Some(time) = read {
            assert_eq!(to_local(time, offset), text);
        }
    }
}

#[test]
fn hours_of_an_office_and_the_offset_of_its_clock_are_read_as_what_they_are() {
    for (hours, fits) in [
        ("08:30-17:30", true),
        ("00:00-24:00", true),
        ("20:00-06:00", true),
        ("8-17", false),
        ("08:30 - 17:30", false),
        ("08:60-17:00", false),
        ("24:00-08:00", false),
        ("08:00-08:00", false),
        ("08:30", false),
        ("always", false),
    ] {
        assert_eq!(is_office_hours(hours), fits, "{hours}");
    }
    for (offset, fits) in [
        ("+08:00", true),
        ("-05:00", true),
        ("+05:45", true),
        ("+00:00", true),
        ("+14:00", true),
        ("+14:30", false),
        ("-12:30", false),
        ("08:00", false),
        ("+8", false),
        ("UTC+8", false),
        ("Beijing", false),
    ] {
        assert_eq!(is_offset(offset), fits, "{offset}");
    }
    let pairs = values(&[
        ("has:request.contacts", "1"),
        ("request.contacts.0.role", "requesting"),
        ("request.contacts.0.office", "D-17"),
        ("request.contacts.0.hours", "always"),
        ("request.contacts.0.offset", "8"),
    ]);
    let file = ActFile::new("request.submit");
    let unread = fill(&file, &fields("request.submit"), &given(&pairs)).unwrap_err();
    let unread: Vec<_> = unread
        .iter()
        .map(|one| (one.path.as_str(), one.wrong.code()))
        .collect();
    assert_eq!(
        unread,
        [
            ("request.contacts.0.hours", "form-office-hours"),
            ("request.contacts.0.offset", "form-offset"),
        ]
    );
    let copied = values(&[
        ("has:request.contacts", "1"),
        ("request.contacts.0.role", "requesting"),
        ("request.contacts.0.office", "D-17"),
        ("request.contacts.0.offset", "\u{2212}05:00"),
    ]);
    let filled = fill(&file, &fields("request.submit"), &given(&copied)).unwrap();
    let filled = serde_json::to_value(&filled).unwrap();
    assert_eq!(
        filled.pointer("/request/contacts/0/offset"),
        Some(&json!("-05:00")),
        "{filled}"
    );
}

#[test]
fn a_request_needs_what_its_type_asks_for() {
    let needs = |says: serde_json::Value| {
        let mut file = ActFile::new("request.submit");
        file.says = says.as_object().unwrap().clone();
        needs(&file)
    };
    let takedown = needs(json!({"assistance": ["takedown"]}));
    assert_eq!(takedown.get(&Field::Items), Some(&Must::Technical));
    assert!(!takedown.contains_key(&Field::Treaty), "{takedown:?}");
    let police = needs(json!({"assistance": ["subscriber"], "treaty": "reciprocity"}));
    for field in [
        Field::Treaty,
        Field::Pledge,
        Field::LegalBasis,
        Field::DataSought,
    ] {
        assert!(police.contains_key(&field), "{field}");
    }
    assert!(!police.contains_key(&Field::Items));
    assert!(needs(json!({})).contains_key(&Field::Subject));
    for kind in Assistance::ALL {
        assert!(needs(json!({"assistance": [kind]})).contains_key(&Field::Contact));
    }
}
