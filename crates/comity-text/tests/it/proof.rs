//! Verified proofs as documents, from the JSON that `receipt verify --json` prints.

use comity_text::{
    Locale, Offset, catalogue,
    render::{self, Called, Directory},
};
use serde_json::{Value, json};

const LOG: &str = "a.example/to/b.example/1";
const OTHER: &str = "b.example/to/a.example/1";
const ID: &str = "0192f0c1-2c00-7000-8000-000000000001";

fn digest(digit: &str) -> String {
    format!("sha256:{}", digit.repeat(64))
}

fn directory() -> Directory {
    let called = |short: &str| Called {
        short: short.to_owned(),
        long: short.to_owned(),
    };
    Directory::default()
        .with(
            "a.example".parse().expect("a party"),
            [called("North"), called("北方")],
        )
        .with(
            "b.example".parse().expect("a party"),
            [called("South"), called("南方")],
        )
}

fn credentials() -> Value {
    json!([
        {"party": "a.example", "serial": 1, "fingerprint": digest("a"), "pinned": true, "revoked": false},
        {"party": "b.example", "serial": 2, "fingerprint": digest("b"), "pinned": false, "revoked": true},
    ])
}

fn silent() -> Value {
    let envelope = json!({
        "credential": digest("a"), "dossier": {"by": "a.example", "id": ID}, "id": ID, "key": "07".repeat(32),
        "kind": "request.submit", "office": "D-17", "origin": LOG, "rules": 1,
        "says": {"assistance": ["preserve"], "urgency": "urgent"}, "v": 1,
    });
    json!({"credentials": credentials(), "kind": "silent", "facts": [
        {"fact": "said", "log": LOG, "index": 5, "at": "2026-11-23T02:00:00Z", "signed": {"at": "2026-11-23T02:00:01Z", "size": 6}},
        {"fact": "delivered", "log": LOG, "index": 5, "signed": {"at": "2026-11-23T03:00:00Z", "size": 9}},
        {"fact": "covered", "log": LOG, "index": 5, "by": 4, "at": "2026-11-23T02:59:59Z", "bad": false},
        {"fact": "opened-envelope", "log": LOG, "index": 5, "envelope": envelope},
        {"fact": "closed", "log": LOG, "index": 5, "part": "body", "count": 1},
        {"fact": "closed", "log": LOG, "index": 5, "part": "attachments", "count": 2},
        {"fact": "silence", "log": OTHER, "request": 5, "obligation": {"clock": "decision", "began": 5, "since": "2026-11-23T02:59:59Z", "deadline": "2026-11-23T10:59:59Z", "silent": false},
         "dossier": {"by": "a.example", "id": ID}, "from": 4, "signed": {"at": "2026-11-30T00:00:00Z", "size": 1205},
         "acts": [{"index": 7, "at": "2026-11-23T05:00:00Z", "id": ID, "kind": "request.ack"}], "others": 1199},
    ]})
}

fn shown(report: &Value, locale: Locale) -> String {
    render::proof::document(report, &directory(), catalogue(locale), Offset::UTC)
        .expect("the sample is a report")
        .to_text(90)
}

#[test]
fn silence_is_shown_in_english() {
    insta::assert_snapshot!(shown(&silent(), Locale::En));
}

#[test]
fn silence_is_shown_in_chinese() {
    insta::assert_snapshot!(shown(&silent(), Locale::ZhHans));
}

#[test]
fn spans_are_shown_by_the_words_of_each_side() {
    let report = json!({"credentials": credentials(), "kind": "timing", "facts": [
        {"fact": "said", "log": LOG, "index": 5, "at": "2026-11-23T02:00:00Z", "signed": {"at": "2026-11-23T02:00:01Z", "size": 6}},
        {"fact": "timing", "request": 5, "answer": 9,
         "answerer": {"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T04:05:00Z"},
         "requester": {"from": "2026-11-23T02:00:00Z", "to": "2026-11-23T01:00:00Z"},
         "clocks": [{"clock": "ack", "limit": 7200, "measure": {"by_asker": 0, "by_answerer": 3900, "paused_asker": 0, "paused_answerer": 0, "verdict": "in_time"}}]},
    ]});
    let english = shown(&report, Locale::En);
    assert!(
        english.contains("By the words of South: 1 h 05 min"),
        "{english}"
    );
    assert!(english.contains("contradict each other"), "{english}");
    let chinese = shown(&report, Locale::ZhHans);
    assert!(chinese.contains("依南方所述：1小时5分"), "{chinese}");
}

#[test]
fn a_revocation_is_placed_before_or_not_at_all() {
    let recorded = json!({"fact": "revoked", "party": "a.example", "serial": 1, "log": OTHER, "index": 9,
        "at": "2026-11-24T02:00:00Z", "signed": {"at": "2026-11-24T02:00:01Z", "size": 10}});
    let before = |recorded: Value| {
        json!({"fact": "before-revocation", "log": LOG, "index": 5, "party": "a.example",
        "serial": 1, "by": 4, "recorded": recorded})
    };
    let report =
        |facts: Value| json!({"credentials": credentials(), "kind": "said", "facts": facts});
    let placed = report(json!([
        recorded,
        before(json!({"generation": 1, "index": 9}))
    ]));
    let unplaced = report(json!([before(Value::Null)]));
    let english = shown(&placed, Locale::En).replace('\n', " ");
    assert!(
        english.contains("South recorded in entry no. 9")
            && english.contains("comes before entry no. 9"),
        "{english}"
    );
    let english = shown(&unplaced, Locale::En).replace('\n', " ");
    assert!(english.contains("does not show whether South"), "{english}");
    let chinese = shown(&placed, Locale::ZhHans).replace('\n', "");
    assert!(chinese.contains("早于记载吊销的记录第9号"), "{chinese}");
    let chinese = shown(&unplaced, Locale::ZhHans).replace('\n', "");
    assert!(chinese.contains("未表明南方"), "{chinese}");
}

#[test]
fn every_fork_names_its_owner() {
    let signed = json!([{"at": "2026-11-23T02:00:00Z", "size": 9}, {"at": "2026-11-24T02:00:00Z", "size": 7}]);
    for kind in [
        "two-roots",
        "two-leaves",
        "signed-smaller",
        "seen-root",
        "two-credentials",
    ] {
        let report = json!({"credentials": credentials(), "kind": "fork", "facts": [
            {"fact": "fork", "kind": kind, "owner": "b.example", "log": OTHER, "at": 7, "signed": signed},
        ]});
        for (locale, name) in [(Locale::En, "South"), (Locale::ZhHans, "南方")] {
            let text = shown(&report, locale);
            assert!(text.contains(name) && !text.contains('['), "{kind}: {text}");
        }
    }
}

#[test]
fn what_was_handed_back_names_both_sides_and_the_size() {
    let root = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
    let report = json!({"credentials": credentials(), "kind": "handed-back", "facts": [
        {"fact": "handed-back", "log": LOG, "root": root, "signed": {"at": "2026-11-23T02:00:01Z", "size": 6}},
    ]});
    for (locale, words) in [
        (Locale::En, "South handed the log"),
        (Locale::ZhHans, "南方将记录"),
    ] {
        let text = shown(&report, locale);
        assert!(text.contains(words) && text.contains('6'), "{text}");
        assert!(text.contains(root), "{text}");
    }
}

#[test]
fn what_is_no_report_is_refused() {
    let words = catalogue(Locale::En);
    let error = render::proof::document(&json!({"kind": "said"}), &directory(), words, Offset::UTC)
        .unwrap_err();
    assert_eq!(error.code(), "proof-facts");
}

#[test]
fn every_proof_says_what_a_receipt_is_not() {
    for locale in Locale::ALL {
        let document =
            render::proof::document(&silent(), &directory(), catalogue(locale), Offset::UTC)
                .expect("the sample is a report");
        assert!(
            document
                .to_html()
                .contains(&catalogue(locale).plain("legal-receipt-any"))
        );
    }
}
