//! Bodies: schema against a full sample, masking, names, pseudonyms.

use serde_json::{Value, json};

use super::{Body, MASK, check_name, holds_personal, mask, mask_fields, schema};

/// A body with every field filled.
fn full() -> Body {
    let hash = format!("sha256:{}", "0".repeat(64));
    let at = "2026-11-23T02:00:00Z";
    let texts = json!({"en": "Zhang", "zh-Hans": "张"});
    serde_json::from_value(json!({
        "attachments": [{"data_class": "traffic", "exhibit": "E-1", "identity": "AGE-SECRET-KEY-1", "media_type": "text/csv", "name": "zhang.csv", "part": "items", "root": hash, "sha256": hash, "size": 3}],
        "credential": "file",
        "custody": [{"action": "Zhang imaged it", "at": at, "by": "Zhang", "changes": "Zhang", "exhibit": "E-1", "method": "Zhang", "place": "Zhang", "witnesses": ["Zhang"]}],
        "id": "01939c2e-5c00-7000-8000-000000000001",
        "language": "en",
        "origin": "a.example/to/b.example/1",
        "persons": [{"identity": {"aliases": ["Zhang"], "born": "Zhang", "document": "Zhang", "location": "Zhang", "name": "Zhang", "nationality": "Zhang"}, "minor": true, "named_on_purpose": true, "reference": "V-1", "role": "victim"}],
        "reference": "IP-2026/17",
        "request": {
            "asked": texts, "confidentiality": texts,
            "contacts": [{"address": "Zhang", "email": "Zhang", "file": "Zhang 17", "hours": "08:30-17:30", "office": "D-17", "offset": "+08:00", "person": "Zhang", "phone": "Zhang", "role": "requesting"}],
            "data_sought": [{"class": "traffic", "custodian": "Zhang", "from": at, "identifiers": [{"at": at, "kind": "address", "port": 443, "value": "Zhang"}], "until": at}],
            "facts": texts, "legal_basis": [{"article": "18", "law": "CPL"}], "necessity": texts, "observed": texts, "pledge": texts,
            "provisions": [{"article": "285", "law": "CL"}], "purpose": texts, "relation": texts, "special_procedure": texts, "subject": texts, "urgency_reasons": texts,
        },
        "text": texts,
        "translator": {"level": "certified", "office": "D-2", "statement": texts},
        "v": 1,
    }))
    .unwrap()
}

fn leaves(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, member)| leaves(member, &format!("{pointer}/{name}"), found)),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .for_each(|(index, element)| leaves(element, &format!("{pointer}/{index}"), found)),
        _ => found.push(pointer.to_owned()),
    }
}

#[test]
fn the_schema_names_every_field_once_and_no_other() {
    let mut found = Vec::new();
    leaves(&serde_json::to_value(full()).unwrap(), "", &mut found);
    let mut met = std::collections::BTreeSet::new();
    for pointer in &found {
        let field = schema::field(pointer).unwrap_or_else(|| panic!("{pointer} is in no schema"));
        met.insert(field.pointer);
    }
    for field in schema::FIELDS {
        assert!(
            met.contains(field.pointer),
            "{} is in no body",
            field.pointer
        );
    }
    assert_eq!(met.len(), schema::FIELDS.len());
}

#[test]
fn masking_leaves_no_personal_text() {
    let mut body = full();
    mask(&mut body);
    let text = serde_json::to_string(&body).unwrap();
    assert!(
        !text.to_lowercase().contains("zhang") && !text.contains('张'),
        "{text}"
    );
    assert!(text.contains("V-1") && text.contains(MASK) && text.contains("AGE-SECRET-KEY-1"));
}

#[test]
fn only_a_reference_that_is_a_pseudonym_stands_when_the_rest_is_masked() {
    for (reference, stands) in [
        ("V-1", true),
        ("SUS-20260017", true),
        ("Zhang Wei", false),
        ("ZHANG-1", false),
        ("V-", false),
        ("-1", false),
        ("V-1 Zhang", false),
        ("v-1", false),
        // An identity card with a letter before it is no pseudonym.
        ("V-11010119900307", false),
    ] {
        let mut body = full();
        reference.clone_into(&mut body.persons[0].reference);
        mask(&mut body);
        let shown = if stands { reference } else { MASK };
        assert_eq!(body.persons[0].reference, shown, "{reference}");
    }
}

#[test]
fn a_body_holds_something_personal_until_it_is_masked() {
    let mut body = full();
    assert!(holds_personal(&body));
    mask(&mut body);
    assert!(!holds_personal(&body));
    let empty = Body::new(body.origin.clone(), body.id, body.language);
    assert!(!holds_personal(&empty));
}

#[test]
fn what_the_schema_does_not_know_is_masked() {
    let mut fields = json!({"reference": "IP-2026/17", "suspects": [{"name": "Zhang", "age": 17}], "text": {"en": "Zhang"}});
    let Value::Object(fields) = &mut fields else {
        panic!("an object")
    };
    mask_fields(fields);
    let masked = json!({"reference": "IP-2026/17", "suspects": [{"name": MASK, "age": MASK}], "text": {"en": MASK}});
    assert_eq!(Value::Object(fields.clone()), masked);
}

#[test]
fn a_body_is_read_back_from_its_own_bytes() {
    let bytes = full().to_bytes().unwrap();
    assert_eq!(Body::parse(&bytes).unwrap(), full());
}

#[test]
fn a_body_beyond_the_limit_is_not_written() {
    let mut body = full();
    body.text
        .insert(crate::codes::Language::En, "x".repeat(super::LIMIT));
    assert_eq!(body.to_bytes().unwrap_err().code(), "json-too-long");
}

#[test]
fn victims_and_minors_are_named_only_on_purpose() {
    let refused = Some("body-named-without-intent");
    for (role, minor, code) in [
        ("victim", false, refused),
        ("suspect", true, refused),
        ("suspect", false, None),
    ] {
        let mut body = full();
        for person in &mut body.persons {
            person.role = role.parse().unwrap();
            person.minor = minor;
            person.named_on_purpose = false;
        }
        assert_eq!(
            body.check().err().map(|error| error.code()),
            code,
            "{role} {minor}"
        );
    }
}

#[test]
fn prohibited_content_cannot_be_attached() {
    let mut body = full();
    for attachment in &mut body.attachments {
        attachment.data_class = crate::codes::DataClass::ProhibitedContent;
    }
    assert_eq!(body.check().unwrap_err().code(), "attachment-prohibited");
}

#[test]
fn names_of_attachments_are_plain() {
    for right in [
        "a.csv",
        "证据 1.pdf",
        "e\u{301}.txt",
        "a-b_c (2).tar.gz",
        &"x".repeat(200),
    ] {
        assert_eq!(check_name(right), Ok(()), "{right}");
    }
    for (wrong, code) in [
        ("", "attachment-name-empty"),
        ("../a", "attachment-name-is-path"),
        ("a..b", "attachment-name-is-path"),
        (".", "attachment-name-is-path"),
        ("a/b", "attachment-name-is-path"),
        ("a\\b", "attachment-name-is-path"),
        ("c:a", "attachment-name-is-path"),
        ("a\nb", "attachment-name-unseen"),
        ("a\0", "attachment-name-unseen"),
        ("gpj\u{202e}exe", "attachment-name-unseen"),
        ("a\u{200b}b", "attachment-name-unseen"),
        (" a", "attachment-name-edges"),
        ("a.", "attachment-name-edges"),
        (&"文".repeat(67), "attachment-name-too-long"),
    ] {
        assert_eq!(check_name(wrong).unwrap_err().code(), code, "{wrong:?}");
    }
}
