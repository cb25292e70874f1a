//! What a request lacks, by profile.

use serde_json::{Value, json};

use super::sample;
use crate::{
    act::Act,
    body::Body,
    case::{Refusal, open},
    codes::Field,
    id::ActId,
};

fn body(request: &Value) -> Body {
    serde_json::from_value(json!({
        "id": "01939c2e-5c00-7000-8000-000000000001", "language": "en",
        "origin": "a.example/to/b.example/1", "request": request, "v": 1,
    }))
    .unwrap()
}

/// The fields that a request with these changes lacks.
fn lacks(says: &Value, request: &Value) -> Vec<&'static str> {
    let mut all = sample("request.submit", ActId::new(0, &[0; 10]));
    for (name, value) in says.as_object().unwrap() {
        all[name] = value.clone();
    }
    let act = Act::from_says("request.submit", all.as_object().unwrap()).unwrap();
    match open(&act, &body(request), Some("07")) {
        Ok(_) => vec![],
        Err(Refusal::Missing(missing)) => missing.iter().map(|one| one.field.code()).collect(),
        Err(other) => panic!("{other:?}"),
    }
}

fn contact() -> Value {
    json!([{"hours": "08:30-17:30", "office": "D-17", "offset": "+08:00", "role": "requesting"}])
}

fn texts(text: &str) -> Value {
    json!({"en": text, "zh-Hans": text})
}

#[test]
fn a_technical_request_needs_no_offence_and_no_treaty() {
    let says = json!({"profile": "technical", "assistance": ["takedown"]});
    assert_eq!(
        lacks(&says, &json!({})),
        ["contact", "hours", "subject", "items", "observed", "asked"]
    );
    let says = json!({
        "profile": "technical", "assistance": ["takedown"], "items": {"url": 100},
        "observed": {"from": "2026-11-22T00:00:00Z", "until": "2026-11-23T00:00:00Z"},
    });
    let request = json!({"contacts": contact(), "subject": texts("s"), "observed": texts("o"), "asked": texts("a")});
    assert_eq!(lacks(&says, &request), Vec::<&str>::new());
}

#[test]
fn a_technical_request_cannot_ask_for_more() {
    let says = json!({"profile": "technical", "assistance": ["subscriber"]});
    let found = lacks(&says, &json!({}));
    assert!(
        found.contains(&"profile") && found.contains(&"legal_basis"),
        "{found:?}"
    );
}

#[test]
fn a_police_request_for_preservation_needs_what_the_conventions_ask() {
    assert_eq!(
        lacks(&json!({}), &json!({})),
        [
            "contact",
            "hours",
            "purpose",
            "subject",
            "treaty",
            "offence",
            "provisions",
            "facts",
            "data_sought",
            "period",
            "relation",
            "necessity",
            "mla_intended",
            "use_limitation",
        ]
    );
}

#[test]
fn a_formal_request_without_a_treaty_needs_a_pledge() {
    let found = lacks(
        &json!({"profile": "formal", "treaty": "reciprocity"}),
        &json!({}),
    );
    assert!(
        found.contains(&"pledge") && found.contains(&"max_penalty") && !found.contains(&"treaty")
    );
}

#[test]
fn one_language_is_enough_only_where_it_presses_and_the_translation_is_promised() {
    let one = json!({"contacts": contact(), "subject": {"en": "s"}, "observed": {"en": "o"}, "asked": {"en": "a"}, "urgency_reasons": {"en": "u"}});
    let mut says = json!({
        "profile": "technical", "assistance": ["takedown"], "items": {"url": 1}, "urgency": "urgent",
        "observed": {"from": "2026-11-22T00:00:00Z", "until": "2026-11-23T00:00:00Z"},
    });
    assert_eq!(lacks(&says, &one), ["translation"]);
    says["translation_by"] = json!("2026-11-26T00:00:00Z");
    assert_eq!(lacks(&says, &one), Vec::<&str>::new());
    says["urgency"] = json!("routine");
    assert_eq!(lacks(&says, &one), ["translation"]);
}

#[test]
fn a_refusal_names_each_field_once() {
    let act = Act::from_says(
        "request.submit",
        sample("request.submit", ActId::new(0, &[0; 10]))
            .as_object()
            .unwrap(),
    )
    .unwrap();
    let refusal = open(&act, &body(&json!({})), None).unwrap_err();
    let mut fields = refusal.fields();
    assert!(fields.contains(&Field::Duty));
    let all = fields.len();
    fields.dedup();
    assert_eq!((fields.len(), refusal.code()), (all, "request-lacks-musts"));
}
