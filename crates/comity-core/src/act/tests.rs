//! Every kind is read back from what it says, and from nothing else.

use serde_json::{Map, Value, json};

use super::{Act, ActError, KINDS, kind};

/// A sound `says` of every kind; the same samples feed the table of the case.
pub(crate) fn sample(code: &str) -> Map<String, Value> {
    let id = "01939c2e-5c00-7000-8000-000000000001";
    let handling =
        json!({"court_use": "with_consent", "onward": "none", "pap": "amber", "tlp": "amber"});
    let says = match code {
        "request.submit" => {
            json!({"assistance": ["preserve"], "channel": "police", "handling": handling, "language": "en", "profile": "police", "status": "new", "urgency": "routine"})
        }
        "request.return" => json!({"missing": ["facts"]}),
        "request.supplement" => json!({"fields": ["facts"]}),
        "request.forward" => json!({"to_office": "D-3"}),
        "request.withdraw" => json!({"reason": "no_longer_needed"}),
        "decision.accept_with_conditions" => json!({"conditions": ["confidentiality"]}),
        "decision.accept_in_part" => {
            json!({"accepted": ["preserve"], "declined": [{"assistance": "subscriber", "ground": "R01"}]})
        }
        "decision.postpone" => json!({"ground": "R12"}),
        "decision.decline" => json!({"ground": "R01", "reasons": "given"}),
        "condition.accept" => json!({"decision": id}),
        "consult.close" => json!({"consultation": id, "outcome": "agreed"}),
        "status.update" => json!({"stage": "under_review"}),
        "items.progress" => json!({"items": {"fates": {"done": 1}}}),
        "evidence.transfer" => {
            json!({"exhibits": [{"class": "traffic", "medium": "media", "number": "E-1"}], "handling": handling})
        }
        "evidence.receipt" => json!({"condition": "intact", "exhibits": ["E-1"], "transfer": id}),
        "evidence.return" => json!({"exhibits": ["E-1"], "transfer": id}),
        "preservation.confirm" | "preservation.extend" => json!({"until": "2027-02-23T02:00:00Z"}),
        "feedback.quality" => json!({"answer": id, "quality": "complete", "useful": true}),
        "use.consent_request" => json!({"of": id, "purpose": "court"}),
        "use.consent_grant" | "use.consent_refuse" | "extension.grant" | "extension.refuse" => {
            json!({"ask": id})
        }
        "case.close" => json!({"outcome": "settled"}),
        "case.reopen" => json!({"reason": "new_facts"}),
        "spontaneous.report" => json!({"handling": handling, "language": "en"}),
        "elsewhere" => json!({"channel": "interpol", "on": "2026-11-20T00:00:00Z"}),
        "elsewhere.confirm" | "elsewhere.dispute" => json!({"elsewhere": id}),
        "original" => json!({"form": "paper", "of": id}),
        "extension.ask" => json!({"clock": "final", "seconds": 86400}),
        "translation" => json!({"language": "zh-Hans", "level": "working", "of": id}),
        "dispose.ask" => json!({"of": id, "wish": "destroy"}),
        "dispose.done" => json!({"ask": id, "result": "destroyed"}),
        "query" => json!({"handling": handling, "language": "en", "urgency": "urgent"}),
        "query.answer" => json!({"known": "no"}),
        "escalate" => json!({"reason": "overdue"}),
        "dispute" => json!({"claim": "quality", "entry": {"generation": 1, "index": 3}}),
        "notice" => json!({"entry": {"generation": 1, "index": 3}, "rule": "void-closed"}),
        "channel.suspend" => json!({"reason": "agreed"}),
        "credential.issue" | "credential.revoked" => {
            json!({"credential": format!("sha256:{}", "0".repeat(64)), "serial": 2})
        }
        _ => json!({}),
    };
    says.as_object().cloned().unwrap()
}

#[test]
fn every_kind_is_read_back_from_what_it_says() {
    for kind in KINDS {
        let says = sample(kind.code);
        let act = Act::from_says(kind.code, &says).unwrap_or_else(|e| panic!("{}: {e}", kind.code));
        assert_eq!(act.kind(), *kind);
        assert_eq!(act.says().unwrap(), says, "{}", kind.code);
    }
}

#[test]
fn an_unknown_field_is_malformed_in_every_kind() {
    for kind in KINDS {
        let mut says = sample(kind.code);
        says.insert("text".to_owned(), json!("free"));
        let error = Act::from_says(kind.code, &says).unwrap_err();
        assert_eq!(error.code(), "void-malformed-says", "{}", kind.code);
    }
}

#[test]
fn an_unknown_kind_is_not_understood() {
    let error = Act::from_says("countermeasure.request", &Map::new()).unwrap_err();
    assert_eq!(
        error,
        ActError::NotUnderstood("countermeasure.request".to_owned())
    );
    assert!(kind("countermeasure.request").is_none());
}

#[test]
fn says_is_refused_when_its_values_do_not_go_together() {
    for (kind, says, field) in [
        (
            "status.update",
            json!({"stage": "awaiting_court"}),
            "expected",
        ),
        ("request.return", json!({"missing": []}), "missing"),
        (
            "request.return",
            json!({"missing": ["facts", "facts"]}),
            "missing",
        ),
        (
            "request.forward",
            json!({"to_office": "two words"}),
            "to_office",
        ),
        (
            "items.progress",
            json!({"items": {"fates": {"declined": 2}, "grounds": {"R01": 1}}}),
            "grounds",
        ),
        (
            "items.progress",
            json!({"items": {"fates": {"done": 100_001}}}),
            "fates",
        ),
        (
            "decision.accept_in_part",
            json!({"accepted": ["preserve"], "declined": [{"assistance": "preserve", "ground": "R01"}]}),
            "declined",
        ),
        (
            "extension.ask",
            json!({"clock": "final", "seconds": 0}),
            "seconds",
        ),
        (
            "dispose.done",
            json!({"ask": "01939c2e-5c00-7000-8000-000000000001", "result": "destroyed", "until": "2027-01-01T00:00:00Z"}),
            "until",
        ),
    ] {
        match Act::from_says(kind, says.as_object().unwrap()) {
            Err(ActError::Malformed(error)) => assert_eq!(error.field(), Some(field), "{kind}"),
            other => panic!("{kind}: {other:?}"),
        }
    }
}
