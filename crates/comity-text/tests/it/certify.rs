//! The six certification forms, empty and filled in, in both languages.

use comity_core::{
    body::Body, case::evaluate, codes::CertificationForm, fixtures::Script, record::Side,
};
use comity_text::{
    Locale, Offset, catalogue,
    render::certify::{self, Certified},
};
use serde_json::json;

use crate::case::names;

const A: Side = Side::First;
const B: Side = Side::Second;

fn root() -> String {
    format!("sha256:{}", "11".repeat(32))
}

/// A request, and exhibits that the answerer hands over and the asker signs for.
fn script(exercise: bool) -> Script {
    let mut script = Script::new();
    let handling = json!({"court_use": "none", "onward": "none", "pap": "green", "tlp": "amber"});
    let mut request = json!({
        "assistance": ["traffic_stored"], "channel": "police", "profile": "police", "status": "new",
        "urgency": "routine", "language": "en", "handling": handling,
    });
    if exercise {
        let fields = request.as_object_mut().expect("the sample has fields");
        fields.insert("exercise".to_owned(), json!(true));
    }
    script.say(A, "request.submit", &request);
    script.wait(60).say(B, "request.ack", &json!({}));
    script.wait(60).say(B, "decision.accept", &json!({}));
    let transfer = script.wait(600).say(
        B,
        "evidence.transfer",
        &json!({"handling": handling, "exhibits": [
            {"class": "traffic", "collected": "2026-11-22T09:00:00Z", "medium": "attachment", "number": "E-1", "root": root()},
            {"class": "content", "medium": "object", "number": "E-2", "original": true},
        ]}),
    );
    let sealed =
        serde_json::from_value(json!({"root": root(), "size": 4096})).expect("the sample has it");
    script
        .acts
        .last_mut()
        .expect("the sample has it")
        .envelope
        .attachments = vec![sealed];
    script.wait(600).say(
        A,
        "evidence.receipt",
        &json!({"condition": "intact", "exhibits": ["E-1"], "transfer": transfer}),
    );
    script
}

fn body() -> Body {
    serde_json::from_value(json!({
        "id": "0192f0c1-2c00-7000-8000-000000000001", "language": "en",
        "origin": "cyber.us.example/to/cyber.cn.example/1", "v": 1,
        "attachments": [{"data_class": "traffic", "exhibit": "E-1", "identity": "AGE-SECRET-KEY-1",
            "media_type": "text/csv", "name": "connections.csv", "root": root(),
            "sha256": format!("sha256:{}", "22".repeat(32)), "size": 4096}],
        "custody": [
            {"action": "exported under order no. 41", "at": "2026-11-22T09:00:00Z", "by": "Officer Doe",
             "exhibit": "E-1", "method": "read-only export", "place": "Data centre 3", "witnesses": ["R. Roe"]},
            {"action": "checked in", "at": "2026-11-22T15:00:00Z", "by": "Keeper Poe", "changes": "none",
             "exhibit": "E-1", "place": "Evidence room 7"},
            {"action": "seized", "at": "2026-11-20T09:00:00Z", "by": "Officer Moe", "exhibit": "E-2"},
        ],
    }))
    .expect("the sample is a body")
}

fn filled(script: &Script, form: CertificationForm, number: &str, locale: Locale) -> String {
    let case = evaluate(&script.acts);
    let exhibits = case.exhibits();
    let (body, names) = (body(), names());
    let certified = Certified {
        case: &case,
        reference: Some("US-2026-0001"),
        names: &names,
        exhibit: exhibits
            .iter()
            .find(|one| one.exhibit.number == number)
            .expect("the sample has it"),
        body: Some(&body),
    };
    certify::document(form, Some(&certified), catalogue(locale), Offset::UTC).to_text(100)
}

fn empty(locale: Locale) -> String {
    let forms = CertificationForm::ALL
        .iter()
        .map(|form| certify::document(*form, None, catalogue(locale), Offset::UTC).to_text(100));
    forms.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn the_empty_forms_in_english() {
    insta::assert_snapshot!(empty(Locale::En));
}

#[test]
fn the_empty_forms_in_chinese() {
    insta::assert_snapshot!(empty(Locale::ZhHans));
}

#[test]
fn a_form_is_filled_in_in_english() {
    let form = CertificationForm::UsBusinessRecord;
    insta::assert_snapshot!(filled(&script(false), form, "E-1", Locale::En));
}

#[test]
fn a_form_is_filled_in_in_chinese() {
    let form = CertificationForm::CnDocument;
    insta::assert_snapshot!(filled(&script(false), form, "E-1", Locale::ZhHans));
}

#[test]
fn every_form_holds_the_whole_custody_of_its_exhibit_and_of_no_other() {
    let script = script(false);
    for form in CertificationForm::ALL {
        for locale in Locale::ALL {
            let paper = filled(&script, *form, "E-1", locale);
            for known in [
                "E-1",
                "US-2026-0001",
                "exported under order no. 41",
                "Officer Doe",
                "read-only export",
                "Data centre 3",
                "R. Roe",
                "Keeper Poe",
                "Evidence room 7",
                "connections.csv",
                "text/csv",
                &"22".repeat(32),
                &catalogue(locale).label("custody", "signed_for"),
            ] {
                assert!(paper.contains(known), "{form} {locale}: {known}\n{paper}");
            }
            assert!(!paper.contains("Officer Moe"), "{form} {locale}\n{paper}");
            assert!(
                !paper.contains('['),
                "{form} {locale}: a text is missing\n{paper}"
            );
        }
    }
}

#[test]
fn an_object_is_no_electronic_data_and_its_missing_fields_stay_blank() {
    let words = catalogue(Locale::En);
    let form = CertificationForm::CnSeizure;
    let object = filled(&script(false), form, "E-2", Locale::En);
    let data = filled(&script(false), form, "E-1", Locale::En);
    let note = words.plain("certify-electronic");
    let note: Vec<&str> = note.split(' ').take(4).collect();
    assert!(data.contains(&note.join(" ")) && !object.contains(&note.join(" ")));
    let line = |paper: &str, key: &str| {
        let label = words.plain(key);
        let line = paper.lines().find(|line| line.starts_with(&label));
        line.expect("the sample has it").to_owned()
    };
    assert!(line(&object, "certify-sha256").contains("____"), "{object}");
    assert!(!line(&data, "certify-sha256").contains("____"), "{data}");
    assert!(line(&object, "certify-original").ends_with(&words.plain("certify-is-original")));
}

#[test]
fn a_form_of_an_exercise_says_so() {
    for locale in Locale::ALL {
        let form = CertificationForm::CnStatement;
        let mark = catalogue(locale).plain("legal-exercise");
        assert!(filled(&script(true), form, "E-1", locale).contains(&mark));
        assert!(!filled(&script(false), form, "E-1", locale).contains(&mark));
    }
}
