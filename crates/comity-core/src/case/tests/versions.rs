//! One program learns new rules while cases are under way.

use serde_json::json;

use super::{A, B, opened, sample};
use crate::{
    case::{Broken, CaseView, Effect, Rule, evaluate},
    codes::CaseStatus,
    fixtures::Script,
    id::ActId,
    versions::{RULES, TEST_RULES, run_as},
};

/// What a program that knows the rules up to a version makes of a script.
fn folded(script: &Script, newest: u32) -> CaseView {
    run_as(newest);
    let view = evaluate(&script.acts);
    run_as(RULES);
    view
}

fn effect(view: &CaseView, id: ActId) -> Effect {
    let act = view.acts.iter().find(|act| act.stamp.id == id);
    act.unwrap().effect
}

/// A case whose acts are of a version, withdrawn, and then reminded of.
fn reminded_of_after_the_end(rules: u32) -> (Script, ActId) {
    let (mut script, of) = opened();
    script.say(B, "request.ack", &json!({}));
    script.say(A, "request.withdraw", &sample("request.withdraw", of));
    let late = script.say(A, "remind", &sample("remind", of));
    for said in &mut script.acts {
        said.envelope.rules = rules;
    }
    (script, late)
}

#[test]
fn an_old_log_folds_as_before_under_a_new_program() {
    let (script, late) = reminded_of_after_the_end(RULES);
    let (before, after) = (folded(&script, RULES), folded(&script, TEST_RULES));
    assert_eq!(before, after);
    assert_eq!(
        effect(&after, late),
        Effect::Void(Broken::Case(Rule::Closed))
    );
}

#[test]
fn a_dossier_is_judged_by_the_rules_of_its_first_act() {
    let (script, late) = reminded_of_after_the_end(TEST_RULES);
    let new = folded(&script, TEST_RULES);
    assert_eq!(effect(&new, late), Effect::OnTheSide);
    assert_eq!(new.status(), CaseStatus::Withdrawn);
    assert_eq!(new.rules, TEST_RULES);
    let old = folded(&script, RULES);
    assert!(
        old.acts
            .iter()
            .all(|act| act.effect == Effect::NotYetUnderstood)
    );
}

#[test]
fn an_act_of_other_rules_than_its_dossier_has_no_effect_under_either_program() {
    for (dossier, act) in [(RULES, TEST_RULES), (TEST_RULES, RULES)] {
        let (mut script, late) = reminded_of_after_the_end(dossier);
        let said = script.acts.last_mut().unwrap();
        said.envelope.rules = act;
        for program in [RULES, TEST_RULES] {
            assert_eq!(
                effect(&folded(&script, program), late),
                Effect::NotYetUnderstood,
                "an act of rules {act} in a dossier of rules {dossier}"
            );
        }
    }
}

#[test]
fn a_kind_that_no_version_knows_stays_not_yet_understood() {
    let (mut script, _) = opened();
    let later = script.say(B, "countermeasure.request", &json!({}));
    for program in [RULES, TEST_RULES] {
        assert_eq!(
            effect(&folded(&script, program), later),
            Effect::NotYetUnderstood
        );
    }
}
