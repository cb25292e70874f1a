//! Cases told from beginning to end.

use serde_json::{Value, json};

use super::{A, B, opened, sample};
use crate::{
    case::{Broken, CaseView, Effect, Rule, evaluate},
    codes::{CaseStatus, CustodyStep, ItemFate},
    fixtures::Script,
    id::ActId,
    record::{Side, Void},
};

fn status(script: &Script) -> CaseStatus {
    evaluate(&script.acts).status()
}

fn effect(view: &CaseView, id: ActId) -> Effect {
    view.acts
        .iter()
        .find(|act| act.stamp.id == id)
        .unwrap()
        .effect
}

/// Says an act and expects the rule that it breaks.
fn void(script: &Script, side: Side, code: &str, says: &Value, rule: Rule) {
    let mut script = script.clone();
    let id = script.say(side, code, says);
    let view = evaluate(&script.acts);
    assert_eq!(
        effect(&view, id),
        Effect::Void(Broken::Case(rule)),
        "{code}"
    );
}

#[test]
fn a_request_is_returned_completed_accepted_with_a_condition_answered_and_closed() {
    let (mut script, _) = opened();
    assert_eq!(status(&script), CaseStatus::Submitted);
    script.say(B, "request.ack", &json!({}));
    assert_eq!(status(&script), CaseStatus::Received);
    let back = script.say(
        B,
        "request.return",
        &json!({"missing": ["offence"], "by": "2026-11-30T00:00:00Z"}),
    );
    assert_eq!(status(&script), CaseStatus::Returned);
    script.say(
        A,
        "request.supplement",
        &json!({"fields": ["offence"], "returns": back}),
    );
    assert_eq!(status(&script), CaseStatus::Supplemented);
    let decision = script.say(
        B,
        "decision.accept_with_conditions",
        &json!({"conditions": ["confidentiality"]}),
    );
    assert_eq!(status(&script), CaseStatus::AcceptedConditional);
    void(
        &script,
        B,
        "answer.partial",
        &json!({}),
        Rule::ConditionOpen,
    );
    script.say(A, "condition.accept", &json!({"decision": decision}));
    assert_eq!(status(&script), CaseStatus::Accepted);
    script.say(B, "status.update", &json!({"stage": "executing"}));
    assert_eq!(status(&script), CaseStatus::Executing);
    let part = script.say(
        B,
        "answer.partial",
        &json!({"items": {"fates": {"done": 1}}}),
    );
    assert_eq!(status(&script), CaseStatus::AnsweredPartial);
    void(
        &script,
        A,
        "case.close",
        &json!({"outcome": "settled"}),
        Rule::NotAnswered,
    );
    script.say(
        A,
        "feedback.quality",
        &json!({"answer": part, "quality": "partial", "useful": true}),
    );
    script.say(
        B,
        "answer.final",
        &json!({"items": {"fates": {"done": 2, "declined": 1}, "grounds": {"R17": 1}}}),
    );
    assert_eq!(status(&script), CaseStatus::Answered);
    script.say(A, "case.close", &json!({"outcome": "settled"}));
    assert_eq!(status(&script), CaseStatus::Closed);
    let view = evaluate(&script.acts);
    assert!(view.acts.iter().all(|act| act.effect == Effect::Applied));
    assert_eq!(view.items().ended(), 3);
}

#[test]
fn acts_that_crossed_on_the_way_both_stand() {
    let (mut script, _) = opened();
    script.receipt(B);
    let withdraw = script.say(
        A,
        "request.withdraw",
        &json!({"reason": "no_longer_needed"}),
    );
    let accept = script.say_blind(B, "decision.accept", &json!({}));
    let view = evaluate(&script.acts);
    assert_eq!(effect(&view, withdraw), Effect::Applied);
    assert_eq!(effect(&view, accept), Effect::Applied);
    assert_eq!(view.status(), CaseStatus::Withdrawn);
    void(&script, B, "answer.final", &json!({}), Rule::Closed);
}

#[test]
fn an_act_in_a_dossier_that_its_sender_had_not_seen_is_void() {
    let mut script = Script::new();
    let mut says = sample("request.submit", ActId::new(0, &[0; 10]));
    says["items"] = json!({"url": 3});
    script.say(A, "request.submit", &says);
    let ack = script.say_blind(B, "request.ack", &json!({}));
    assert_eq!(
        effect(&evaluate(&script.acts), ack),
        Effect::Void(Broken::Record(Void::UnknownDossier))
    );
}

#[test]
fn an_act_that_its_reader_called_bad_has_no_effect() {
    let (mut script, _) = opened();
    let ack = script.say(B, "request.ack", &json!({}));
    script.receipt(A).call_bad(ack);
    let view = evaluate(&script.acts);
    assert_eq!(effect(&view, ack), Effect::Bad);
    assert_eq!(view.status(), CaseStatus::Submitted);
}

#[test]
fn a_later_kind_is_kept_without_effect_and_is_not_void() {
    let (mut script, _) = opened();
    let later = script.say(B, "countermeasure.request", &json!({"x": 1}));
    assert_eq!(
        effect(&evaluate(&script.acts), later),
        Effect::NotYetUnderstood
    );
}

#[test]
fn a_dossier_of_later_rules_is_not_understood_as_a_whole() {
    let (mut script, _) = opened();
    script.acts[0].envelope.rules = 2;
    let ack = script.say(B, "request.ack", &json!({}));
    let view = evaluate(&script.acts);
    assert_eq!(effect(&view, ack), Effect::NotYetUnderstood);
    assert_eq!(view.status(), CaseStatus::Void);
}

#[test]
fn final_needs_an_end_for_every_item() {
    let (mut script, _) = opened();
    void(&script, B, "answer.final", &json!({}), Rule::ItemsOpen);
    void(
        &script,
        B,
        "answer.final",
        &json!({"items": {"fates": {"done": 2}}}),
        Rule::ItemsOpen,
    );
    void(
        &script,
        B,
        "answer.final",
        &json!({"items": {"fates": {"done": 2, "in_progress": 1}}}),
        Rule::ItemsOpen,
    );
    void(
        &script,
        B,
        "items.progress",
        &json!({"items": {"fates": {"done": 4}}}),
        Rule::ItemsExceed,
    );
    script.say(
        B,
        "items.progress",
        &json!({"items": {"fates": {"done": 1, "in_progress": 2}}}),
    );
    let nothing = script.say(B, "answer.nothing_found", &json!({}));
    let view = evaluate(&script.acts);
    assert_eq!(effect(&view, nothing), Effect::Applied);
    assert_eq!(view.items().fates.fates.get(&ItemFate::NotFound), Some(&2));
    assert_eq!(view.items().ended(), 3);
}

#[test]
fn items_that_the_answerer_had_not_seen_do_not_hold_up_its_final_answer() {
    let (mut script, _) = opened();
    script.receipt(B);
    script.say(
        A,
        "request.supplement",
        &json!({"fields": ["items"], "items": {"domain": 2}}),
    );
    let last = script.say_blind(B, "answer.final", &json!({"items": {"fates": {"done": 3}}}));
    let view = evaluate(&script.acts);
    assert_eq!(effect(&view, last), Effect::Applied);
    assert_eq!((view.items().ended(), view.items().total()), (3, 5));
    void(
        &script,
        B,
        "answer.final",
        &json!({"items": {"fates": {"done": 3}}}),
        Rule::ItemsOpen,
    );
}

#[test]
fn form_is_no_ground_before_a_return() {
    let (mut script, _) = opened();
    let decline = json!({"ground": "R09", "reasons": "given"});
    void(&script, B, "decision.decline", &decline, Rule::ReturnFirst);
    script.say(B, "request.return", &json!({"missing": ["facts"]}));
    script.say(B, "decision.decline", &decline);
    assert_eq!(status(&script), CaseStatus::Declined);
    void(&script, B, "answer.final", &json!({}), Rule::NotAccepted);
    script.say(B, "decision.accept", &json!({}));
    assert_eq!(status(&script), CaseStatus::Accepted);
}

#[test]
fn a_consultation_is_needed_where_the_terms_ask_for_it() {
    let (mut script, _) = opened();
    let terms = crate::terms::Terms {
        consult_before_decline: true,
        ..Default::default()
    };
    let decline = json!({"ground": "R03", "reasons": "withheld"});
    let id = script.clone().say(B, "decision.decline", &decline);
    let mut early = script.clone();
    early.say(B, "decision.decline", &decline);
    let view = crate::case::evaluate::evaluate_under(&early.acts, &terms);
    assert_eq!(
        effect(&view, id),
        Effect::Void(Broken::Case(Rule::ConsultFirst))
    );
    script.say(B, "consult.open", &json!({"ground": "R03"}));
    let id = script.say(B, "decision.decline", &decline);
    let view = crate::case::evaluate::evaluate_under(&script.acts, &terms);
    assert_eq!(effect(&view, id), Effect::Applied);
}

#[test]
fn a_reopened_case_is_owed_an_answer_anew() {
    let (mut script, _) = opened();
    script.say(B, "answer.nothing_found", &json!({}));
    script.say(A, "case.close", &json!({"outcome": "not_settled"}));
    script.say(A, "case.reopen", &json!({"reason": "new_facts"}));
    assert_eq!(status(&script), CaseStatus::Reopened);
    void(
        &script,
        A,
        "case.close",
        &json!({"outcome": "settled"}),
        Rule::NotAnswered,
    );
    script.say(B, "decision.accept", &json!({}));
    assert_eq!(status(&script), CaseStatus::Accepted);
    script.say(B, "answer.final", &json!({}));
    assert_eq!(status(&script), CaseStatus::Answered);
}

#[test]
fn custody_runs_from_hand_to_hand() {
    let (mut script, _) = opened();
    let exhibit = |number: &str, class: &str, medium: &str| json!({"class": class, "medium": medium, "number": number});
    let handling =
        json!({"court_use": "yes", "onward": "none", "pap": "red", "tlp": "amber+strict"});
    let prohibited = json!({"exhibits": [{"class": "prohibited_content", "medium": "attachment", "number": "E-9", "root": format!("sha256:{}", "0".repeat(64))}], "handling": handling});
    void(
        &script,
        B,
        "evidence.transfer",
        &prohibited,
        Rule::ProhibitedContent,
    );
    let absent = json!({"exhibits": [{"class": "traffic", "medium": "attachment", "number": "E-9", "root": format!("sha256:{}", "0".repeat(64))}], "handling": handling});
    void(
        &script,
        B,
        "evidence.transfer",
        &absent,
        Rule::AttachmentMissing,
    );
    let transfer = json!({"exhibits": [exhibit("E-1", "traffic", "media"), exhibit("E-2", "prohibited_content", "media")], "handling": handling});
    let handed = script.say(B, "evidence.transfer", &transfer);
    void(
        &script,
        B,
        "evidence.transfer",
        &transfer,
        Rule::WrongExhibit,
    );
    let receipt =
        |number: &str| json!({"condition": "intact", "exhibits": [number], "transfer": handed});
    void(
        &script,
        B,
        "evidence.receipt",
        &receipt("E-1"),
        Rule::UnknownReference,
    );
    void(
        &script,
        A,
        "evidence.receipt",
        &receipt("E-3"),
        Rule::WrongExhibit,
    );
    script.say(A, "evidence.receipt", &receipt("E-1"));
    void(
        &script,
        A,
        "evidence.receipt",
        &receipt("E-1"),
        Rule::AlreadySaid,
    );
    let back = script.say(
        A,
        "evidence.return",
        &json!({"exhibits": ["E-1"], "transfer": handed}),
    );
    script.say(
        B,
        "evidence.receipt",
        &json!({"condition": "intact", "exhibits": ["E-1"], "transfer": back}),
    );
    let view = evaluate(&script.acts);
    let steps: Vec<Vec<CustodyStep>> = view
        .exhibits()
        .iter()
        .map(|one| one.steps.iter().map(|step| step.0).collect())
        .collect();
    use CustodyStep::{HandedOver, ReturnSignedFor, Returned, SignedFor};
    assert_eq!(
        steps,
        [
            vec![HandedOver, SignedFor, Returned, ReturnSignedFor],
            vec![HandedOver]
        ]
    );
}

#[test]
fn questions_are_settled_once_and_by_the_other_side() {
    let (mut script, _) = opened();
    let ask = script.say(
        B,
        "extension.ask",
        &json!({"clock": "final", "seconds": 86_400}),
    );
    void(
        &script,
        B,
        "extension.grant",
        &json!({"ask": ask}),
        Rule::WrongSide,
    );
    script.say(A, "extension.grant", &json!({"ask": ask}));
    void(
        &script,
        A,
        "extension.refuse",
        &json!({"ask": ask}),
        Rule::NotPending,
    );
    let claim = script.say(
        B,
        "elsewhere",
        &json!({"channel": "interpol", "on": "2026-11-20T00:00:00Z"}),
    );
    void(
        &script,
        B,
        "elsewhere.confirm",
        &json!({"elsewhere": claim}),
        Rule::UnknownReference,
    );
    script.say(A, "elsewhere.dispute", &json!({"elsewhere": claim}));
    script.say(A, "elsewhere.confirm", &json!({"elsewhere": claim}));
    void(
        &script,
        A,
        "elsewhere.dispute",
        &json!({"elsewhere": claim}),
        Rule::NotPending,
    );
}

#[test]
fn a_query_and_spontaneous_information_are_dossiers_of_their_own() {
    let none = ActId::new(0, &[0; 10]);
    let mut query = Script::new();
    query.say(A, "query", &sample("query", none));
    void(
        &query,
        B,
        "answer.final",
        &json!({}),
        Rule::WrongDossierType,
    );
    query.say(B, "query.answer", &json!({"known": "yes"}));
    assert_eq!(status(&query), CaseStatus::Answered);
    let mut report = Script::new();
    report.say(B, "spontaneous.report", &sample("spontaneous.report", none));
    assert_eq!(status(&report), CaseStatus::Submitted);
    report.say(A, "request.ack", &json!({}));
    assert_eq!(status(&report), CaseStatus::Received);
    report.say(B, "case.close", &json!({"outcome": "settled"}));
    assert_eq!(status(&report), CaseStatus::Closed);
}
