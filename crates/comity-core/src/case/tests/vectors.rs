//! `vectors/core/rules.json`: for each rule of `docs/protocol/acts.md` the acts of a dossier of which the last breaks it.
//!
//! The file is folded as it stands, and is what the code makes, to the byte.
//! `COMITY_WRITE_VECTORS=1` writes it anew.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{A, B, opened, sample};
use crate::{
    case::{Effect, Rule, evaluate::evaluate_under},
    channel,
    fixtures::Script,
    id::ActId,
    record::{Position, Said, Side},
    terms::Terms,
};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Case {
    name: String,
    /// The terms ask for a consultation before a refusal; others are the default.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    consult_before_decline: bool,
    /// The acts in any order, each with what becomes of it.
    acts: Vec<Judged>,
    /// What the case shows in the end; absent for acts of the channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Judged {
    said: Said,
    becomes: String,
}

fn outcome(effect: Effect) -> String {
    match effect {
        Effect::Applied => "applied".to_owned(),
        Effect::OnTheSide => "on-the-side".to_owned(),
        Effect::Bad => "bad".to_owned(),
        Effect::NotYetUnderstood => "not-yet-understood".to_owned(),
        Effect::Void(broken) => broken.code().to_owned(),
    }
}

/// The same acts with what becomes of them.
fn folded(name: &str, consult_before_decline: bool, acts: &[Said]) -> Case {
    let terms = Terms {
        consult_before_decline,
        ..Terms::default()
    };
    let dossier = acts.iter().all(|said| said.envelope.dossier.is_some());
    let view = dossier.then(|| evaluate_under(acts, &terms));
    let effects: Vec<(Side, Position, Effect)> = match &view {
        Some(view) => {
            let acts = view.acts.iter();
            acts.map(|act| (act.side, act.stamp.position, act.effect))
                .collect()
        }
        None => channel::evaluate(acts).acts,
    };
    let judged = |said: &Said| {
        let here = |one: &&(Side, Position, Effect)| (one.0, one.1) == (said.side, said.position);
        Judged {
            said: said.clone(),
            becomes: outcome(effects.iter().find(here).unwrap().2),
        }
    };
    Case {
        name: name.to_owned(),
        consult_before_decline,
        acts: acts.iter().map(judged).collect(),
        status: view.map(|view| view.status().code().to_owned()),
    }
}

/// An act of a side: its kind and what it says.
type Line<'a> = (Side, &'a str, Value);

/// The opened case with these acts after it; what they refer to is the last act before them.
fn after(lines: &[Line<'_>]) -> Script {
    let (mut script, mut last) = opened();
    for (side, code, says) in lines {
        let says = match says {
            Value::Null => sample(code, last),
            says => says.clone(),
        };
        last = script.say(*side, code, &says);
    }
    script
}

fn sampled(code: &str) -> Value {
    sample(code, ActId::new(0, &[0; 10]))
}

fn exhibit(medium: &str, class: &str, root: bool) -> Value {
    let mut says = sampled("evidence.transfer");
    let exhibit = &mut says["exhibits"][0];
    exhibit["class"] = json!(class);
    exhibit["medium"] = json!(medium);
    if root {
        exhibit["root"] = json!(format!("sha256:{}", "0".repeat(64)));
    }
    says
}

fn make() -> Vec<Case> {
    let done = |count: u64| json!({"items": {"fates": {"done": count}}});
    let mut cases = Vec::new();
    let mut add = |name: &str, lines: &[Line<'_>]| {
        cases.push(folded(name, false, &after(lines).acts));
    };
    add("an unknown field", &[(B, "request.ack", json!({"x": 1}))]);
    add("opened twice", &[(A, "request.submit", Value::Null)]);
    add(
        "an act of the channel",
        &[(A, "channel.suspend", Value::Null)],
    );
    add("the other side's act", &[(A, "request.ack", json!({}))]);
    add(
        "after the end",
        &[
            (A, "request.withdraw", Value::Null),
            (B, "answer.final", done(3)),
        ],
    );
    add("reopened while open", &[(A, "case.reopen", Value::Null)]);
    let ack = || (B, "request.ack", json!({}));
    add("acknowledged twice", &[ack(), ack()]);
    let accept = || (B, "decision.accept", json!({}));
    add(
        "returned after a decision",
        &[accept(), (B, "request.return", Value::Null)],
    );
    add(
        "decided after the answer",
        &[(B, "answer.final", done(3)), accept()],
    );
    let decline = || (B, "decision.decline", Value::Null);
    add(
        "answered after a refusal",
        &[decline(), (B, "answer.partial", json!({}))],
    );
    let condition = || (B, "decision.accept_with_conditions", Value::Null);
    add(
        "answered before the undertaking",
        &[condition(), (B, "answer.partial", json!({}))],
    );
    add(
        "answered after it",
        &[
            condition(),
            (A, "condition.accept", Value::Null),
            (B, "answer.partial", done(1)),
        ],
    );
    add(
        "an undertaking of nothing",
        &[accept(), (A, "condition.accept", Value::Null)],
    );
    add(
        "a reference to nothing",
        &[(A, "feedback.quality", sampled("feedback.quality"))],
    );
    add("more items than sent", &[(B, "items.progress", done(4))]);
    add("an item without its end", &[(B, "answer.final", done(2))]);
    let form = || json!({"ground": "R09", "reasons": "given"});
    add("form before a return", &[(B, "decision.decline", form())]);
    add(
        "form after a return",
        &[
            (B, "request.return", Value::Null),
            (B, "decision.decline", form()),
        ],
    );
    add(
        "content that is not attached",
        &[(
            B,
            "evidence.transfer",
            exhibit("attachment", "prohibited_content", true),
        )],
    );
    add(
        "an attachment that is not there",
        &[(
            B,
            "evidence.transfer",
            exhibit("attachment", "traffic", true),
        )],
    );
    let hand_over = || (B, "evidence.transfer", exhibit("media", "traffic", false));
    add("an exhibit twice", &[hand_over(), hand_over()]);
    add("not preserved", &[(A, "preservation.extend", Value::Null)]);
    add(
        "closed without an answer",
        &[(A, "case.close", Value::Null)],
    );
    let open = (B, "consult.open", json!({"ground": "R03"}));
    let mut settled = after(std::slice::from_ref(&open));
    let consultation = settled.acts.last().unwrap().envelope.id;
    let close = json!({"consultation": consultation, "outcome": "agreed"});
    settled.say(A, "consult.close", &close);
    settled.say(A, "consult.close", &close);
    cases.push(folded("settled twice", false, &settled.acts));
    let refusal = (
        B,
        "decision.decline",
        json!({"ground": "R03", "reasons": "given"}),
    );
    let early = after(std::slice::from_ref(&refusal));
    cases.push(folded("refused without a consultation", true, &early.acts));
    let late = after(&[open, refusal]);
    cases.push(folded("refused after a consultation", true, &late.acts));
    cases.extend(other_dossiers());
    cases.extend(crossing());
    cases
}

/// Dossiers that open otherwise, and acts of the channel.
fn other_dossiers() -> Vec<Case> {
    let mut query = Script::new();
    query.say(A, "query", &sampled("query"));
    query.say(B, "answer.final", &json!({}));
    let mut takedown = Script::new();
    let mut says = sampled("request.submit");
    says["assistance"] = json!(["takedown"]);
    takedown.say(A, "request.submit", &says);
    takedown.say(B, "preservation.confirm", &sampled("preservation.confirm"));
    let mut other = opened().0;
    other.acts[0].envelope.kind = "request.ack".to_owned();
    other.acts[0].envelope.says.clear();
    let mut resumed = Script::new();
    resumed.say(A, "channel.suspend", &sampled("channel.suspend"));
    resumed.say(B, "channel.resume", &json!({}));
    let mut outside = Script::new();
    outside.say(B, "request.ack", &json!({}));
    let case = |name, script: &Script| folded(name, false, &script.acts);
    vec![
        case("answered as a request", &query),
        case("preserved without being asked", &takedown),
        case("opened by another kind", &other),
        case("resumed by the other side", &resumed),
        case("without a dossier", &outside),
    ]
}

/// What is not void: acts that crossed, one called bad, one of later rules; and one that had not seen the dossier.
fn crossing() -> Vec<Case> {
    let (mut crossed, _) = opened();
    crossed.receipt(B);
    crossed.say(A, "request.withdraw", &sampled("request.withdraw"));
    crossed.say_blind(B, "decision.accept", &json!({}));
    let (mut bad, _) = opened();
    let ack = bad.say(B, "request.ack", &json!({}));
    bad.receipt(A).call_bad(ack);
    let (mut later, _) = opened();
    later.say(B, "countermeasure.request", &json!({"x": 1}));
    let (mut blind, _) = opened();
    blind.acts[0].covered = None;
    blind.say_blind(B, "request.ack", &json!({}));
    let case = |name, script: &Script| folded(name, false, &script.acts);
    vec![
        case("crossed on the way", &crossed),
        case("called bad", &bad),
        case("of later rules", &later),
        case("before the dossier was seen", &blind),
    ]
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../vectors/core/rules.json")
}

#[test]
fn each_rule_is_broken_as_the_vectors_say() {
    let made = serde_json::to_string_pretty(&make()).unwrap() + "\n";
    if std::env::var_os("COMITY_WRITE_VECTORS").is_some() {
        fs::write(file(), &made).unwrap();
    }
    let text = fs::read_to_string(file()).unwrap();
    let cases: Vec<Case> = serde_json::from_str(&text).unwrap();
    for case in &cases {
        let mut acts: Vec<Said> = case.acts.iter().map(|one| one.said.clone()).collect();
        let found = folded(&case.name, case.consult_before_decline, &acts);
        assert_eq!(&found, case);
        acts.reverse();
        let turned = folded(&case.name, case.consult_before_decline, &acts);
        assert_eq!(turned.status, case.status, "{}: in any order", case.name);
    }
    let broken: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| case.acts.last())
        .map(|last| last.becomes.as_str())
        .collect();
    let missing: Vec<_> = Rule::ALL
        .iter()
        .map(|rule| rule.code())
        .filter(|code| !broken.contains(code))
        .collect();
    assert!(missing.is_empty(), "no vector breaks {missing:?}");
    assert!(
        text == made,
        "write the vectors anew, and look at what changes"
    );
}
