//! The whole table: every act in every state that a case can be in, and the status of every pair of tracks.
//!
//! The snapshots are reviewed: a change of a line is a change of the rules.

use serde_json::json;

use super::{A, B, opened, sample};
use crate::{
    act::{KINDS, Opens, Scope, Who},
    case::{Effect, Joint, evaluate, status},
    codes::{AnswererStanding, AskerStanding},
    fixtures::Script,
    id::ActId,
};

/// A way to each state: a name, the case, and the act that references in samples point to.
fn states() -> Vec<(&'static str, Script, ActId)> {
    let mut states = Vec::new();
    let mut add = |name: &'static str, acts: &[(&str, &str)]| {
        let (mut script, mut last) = opened();
        for (who, code) in acts {
            let side = if *who == "A" { A } else { B };
            let says = match *code {
                "request.supplement" => json!({"fields": ["facts"], "returns": last}),
                "status.executing" => json!({"stage": "executing"}),
                "answer.final" => json!({"items": {"fates": {"done": 3}}}),
                code => sample(code, last),
            };
            let code = if *code == "status.executing" {
                "status.update"
            } else {
                code
            };
            last = script.say(side, code, &says);
        }
        states.push((name, script, last));
    };
    add("submitted", &[]);
    add("received", &[("B", "request.ack")]);
    add("returned", &[("B", "request.return")]);
    add(
        "supplemented",
        &[("B", "request.return"), ("A", "request.supplement")],
    );
    add("under_review", &[("B", "status.update")]);
    add("postponed", &[("B", "decision.postpone")]);
    add("declined", &[("B", "decision.decline")]);
    add("accepted", &[("B", "decision.accept")]);
    add("accepted_partial", &[("B", "decision.accept_in_part")]);
    add(
        "accepted_conditional",
        &[("B", "decision.accept_with_conditions")],
    );
    add(
        "undertaken",
        &[
            ("B", "decision.accept_with_conditions"),
            ("A", "condition.accept"),
        ],
    );
    add(
        "executing",
        &[("B", "decision.accept"), ("B", "status.executing")],
    );
    add("answered_partial", &[("B", "answer.partial")]);
    add("answered", &[("B", "answer.final")]);
    add("closed", &[("B", "answer.final"), ("A", "case.close")]);
    add(
        "reopened",
        &[
            ("B", "answer.final"),
            ("A", "case.close"),
            ("A", "case.reopen"),
        ],
    );
    add("withdrawn", &[("A", "request.withdraw")]);
    states
}

/// One line for what a sample of a kind does when said by the side that may.
fn cell(script: &Script, of: ActId, code: &str, who: Who) -> String {
    let sides = match who {
        Who::Asker => vec![("asker", A)],
        Who::Answerer => vec![("answerer", B)],
        Who::Either => vec![("asker", A), ("answerer", B)],
    };
    let cells: Vec<String> = sides
        .into_iter()
        .map(|(role, side)| {
            let mut script = script.clone();
            let says = match code {
                "answer.final" => json!({"items": {"fates": {"done": 3}}}),
                code => sample(code, of),
            };
            script.say(side, code, &says);
            let view = evaluate(&script.acts);
            let outcome = match view.acts.last().unwrap().effect {
                Effect::Applied => format!("-> {}", view.status()),
                Effect::OnTheSide => "on the side".to_owned(),
                Effect::Void(broken) => broken.code().to_owned(),
                other => format!("{other:?}"),
            };
            format!("{role}: {outcome}")
        })
        .collect();
    cells.join(" | ")
}

#[test]
fn every_act_in_every_state() {
    let mut text = String::new();
    for (name, script, of) in states() {
        text.push_str(&format!("## {name}: {}\n", evaluate(&script.acts).status()));
        for kind in KINDS
            .iter()
            .filter(|kind| kind.scope != Scope::Channel && kind.opens == Opens::No)
        {
            text.push_str(&format!(
                "{:32}{}\n",
                kind.code,
                cell(&script, of, kind.code, kind.who)
            ));
        }
        text.push('\n');
    }
    insta::assert_snapshot!("state_by_act", text);
}

#[test]
fn every_pair_of_tracks() {
    let mut text = String::new();
    for asker in AskerStanding::ALL {
        for answerer in AnswererStanding::ALL {
            let mut line = format!("{asker:10}{answerer:18}");
            for (name, joint) in [
                ("", Joint::default()),
                (
                    "supplemented",
                    Joint {
                        supplemented: true,
                        ..Joint::default()
                    },
                ),
                (
                    "undertaken",
                    Joint {
                        undertaken: true,
                        ..Joint::default()
                    },
                ),
                (
                    "reopened",
                    Joint {
                        reopened: true,
                        ..Joint::default()
                    },
                ),
            ] {
                let status = status(*asker, *answerer, joint);
                let plain = self::status(*asker, *answerer, Joint::default());
                if name.is_empty() || status != plain {
                    line.push_str(&format!(
                        "{}{}{status}  ",
                        name,
                        if name.is_empty() { "" } else { ": " }
                    ));
                }
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    insta::assert_snapshot!("pair_to_status", text);
}

#[test]
fn the_states_of_the_table_have_their_names() {
    for (name, script, _) in states() {
        let status = evaluate(&script.acts).status().code();
        assert!(
            status == name || (name == "undertaken" && status == "accepted"),
            "{name}: {status}"
        );
    }
}
