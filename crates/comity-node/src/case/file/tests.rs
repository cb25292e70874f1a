//! The form, what it may leave out, and the two templates.

use std::collections::BTreeSet;

use comity_core::{
    act::{Act, Submit},
    body::schema,
    codes::Language,
};
use serde_json::{Value, json};

use super::{ActFile, REQUEST, TEMPLATE_EN, TEMPLATE_ZH};

/// A template with all that it offers put in.
fn filled(template: &str) -> String {
    let optional =
        |rest: &str| rest.starts_with('[') || rest.starts_with(|c: char| c.is_ascii_lowercase());
    template
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if optional(rest) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect()
}

/// The names of the fields of `Submit`, as its reader lists them when it meets another.
fn submit_fields() -> BTreeSet<String> {
    let error = serde_json::from_value::<Submit>(json!({"no such field": 1}))
        .unwrap_err()
        .to_string();
    let names: BTreeSet<String> = error
        .split('`')
        .skip(3)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(
        names.contains("assistance") && names.contains("victims"),
        "{error}"
    );
    names
}

fn lies_at(value: &Value, pattern: &[&str]) -> bool {
    match (value, pattern) {
        (_, []) => true,
        (Value::Array(list), ["*", rest @ ..]) => list.iter().any(|each| lies_at(each, rest)),
        (Value::Object(map), ["*", rest @ ..]) => map.values().any(|each| lies_at(each, rest)),
        (Value::Object(map), [name, rest @ ..]) => {
            map.get(*name).is_some_and(|each| lies_at(each, rest))
        }
        _ => false,
    }
}

#[test]
fn both_templates_are_right_as_they_stand() {
    for (template, language) in [(TEMPLATE_EN, Language::En), (TEMPLATE_ZH, Language::ZhHans)] {
        let mut file = ActFile::read(template.as_bytes()).unwrap();
        file.complete();
        assert_eq!(file.language, language);
        assert_eq!(file.says["language"], json!(language));
        assert_eq!(file.says["profile"], "technical");
        Act::from_says(REQUEST, &file.says).unwrap();
    }
}

#[test]
fn both_templates_offer_every_field() {
    for template in [TEMPLATE_EN, TEMPLATE_ZH] {
        let file = ActFile::read(filled(template).as_bytes()).unwrap();
        Act::from_says(REQUEST, &file.says).unwrap();
        for field in submit_fields() {
            assert!(file.says.contains_key(&field), "says.{field}");
        }
        let whole = serde_json::to_value(&file).unwrap();
        for field in schema::FIELDS {
            let pattern: Vec<&str> = field.pointer.split('/').skip(1).collect();
            if matches!(pattern.first(), Some(&"request" | &"persons")) {
                assert!(lies_at(&whole, &pattern), "{}", field.pointer);
            }
        }
    }
}

#[test]
fn a_file_survives_being_written_and_read_again() {
    let file = ActFile::read(filled(TEMPLATE_ZH).as_bytes()).unwrap();
    assert_eq!(
        ActFile::read(file.to_toml().unwrap().as_bytes()).unwrap(),
        file
    );
    let json = serde_json::to_vec(&file).unwrap();
    assert_eq!(ActFile::read(&json).unwrap(), file);
}

#[test]
fn dates_with_an_offset_become_instants() {
    let file = ActFile::read(b"[says]\ndeadline = 2026-12-01T10:00:00+08:00").unwrap();
    assert_eq!(file.says["deadline"], "2026-12-01T02:00:00Z");
    let error = ActFile::read(b"[says]\ndeadline = 2026-12-01").unwrap_err();
    assert_eq!(error.code(), "file-malformed");
}

#[test]
fn what_is_left_out_follows_from_what_is_asked() {
    for (says, profile, channel, urgency) in [
        (
            json!({"assistance": ["takedown", "indicators"]}),
            "technical",
            "cert",
            "routine",
        ),
        (
            json!({"assistance": ["takedown", "subscriber"]}),
            "police",
            "police",
            "routine",
        ),
        (
            json!({"assistance": ["statement"], "channel": "mla"}),
            "formal",
            "mla",
            "formal",
        ),
        (json!({}), "police", "police", "routine"),
    ] {
        let mut file = ActFile {
            says: says.as_object().cloned().unwrap(),
            ..ActFile::new(REQUEST)
        };
        file.complete();
        for (field, code) in [
            ("profile", profile),
            ("channel", channel),
            ("urgency", urgency),
        ] {
            assert_eq!(file.says[field], code, "{says}");
        }
    }
}

#[test]
fn lists_of_codes_are_put_in_order_and_markings_may_be_partial() {
    let mut file = ActFile::read(
        b"[says]\nassistance = [\"takedown\", \"preserve\", \"takedown\"]\nhandling = { tlp = \"red\" }",
    )
    .unwrap();
    file.complete();
    assert_eq!(file.says["assistance"], json!(["preserve", "takedown"]));
    assert_eq!(file.says["handling"]["tlp"], "red");
    assert_eq!(file.says["handling"]["pap"], "amber");
}

#[test]
fn a_file_that_is_none_says_why() {
    for (bytes, code) in [
        (&b"office = "[..], "file-malformed"),
        (b"offce = \"D-17\"", "file-malformed"),
        (b"{\"kind\": 1}", "file-malformed"),
        (b"\xff", "file-not-text"),
    ] {
        assert_eq!(ActFile::read(bytes).unwrap_err().code(), code);
    }
}

#[test]
fn a_name_that_is_there_twice_is_refused_at_any_depth() {
    let read = |text: &str| ActFile::read(text.as_bytes());
    let sound = r#"{"kind":"query","says":{"n":1,"m":-1,"f":0.5,"b":true,"z":null,"l":[{"a":"x"}]},"text":{"en":"x"}}"#;
    let file = read(sound).unwrap();
    let says = json!({"n": 1, "m": -1, "f": 0.5, "b": true, "z": null, "l": [{"a": "x"}]});
    assert_eq!(Value::Object(file.says), says);
    for (once, twice) in [
        (r#""kind":"query""#, r#""kind":"query","kind":"query""#),
        (r#""n":1"#, r#""n":1,"n":2"#),
        (r#""a":"x""#, r#""a":"x","\u0061":"y""#),
        (r#""en":"x""#, r#""en":"x","en":"y""#),
    ] {
        let error = read(&sound.replace(once, twice)).unwrap_err();
        assert_eq!(error.code(), "file-name-twice", "{twice}: {error}");
    }
}
