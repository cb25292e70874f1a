//! Clocks told by example: skew cancels, delay buys at most *contested*, silence is owed silence.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Measure, Moment, owed, spans};
use crate::{
    case::evaluate,
    codes::{Clock, Verdict},
    fixtures::Script,
    record::Side,
    terms::{DAY, HOUR, Terms},
    time::Time,
};

const A: Side = Side::First;
const B: Side = Side::Second;

fn request(urgency: &str) -> Value {
    json!({
        "assistance": ["takedown"], "channel": "cert", "items": {"url": 2}, "language": "en",
        "handling": {"court_use": "none", "onward": "none", "pap": "amber", "tlp": "amber"},
        "profile": "technical", "status": "new", "urgency": urgency,
    })
}

fn done() -> Value {
    json!({"items": {"fates": {"done": 2}}})
}

/// The measure of a clock when the answerer's last leaf is at `last`.
fn measured(script: &Script, clock: Clock, as_of: Time, last: Time) -> Measure {
    let view = evaluate(&script.acts);
    let span = spans(&view, &Terms::default())
        .into_iter()
        .rfind(|span| span.clock == clock)
        .unwrap();
    span.measure(&Moment {
        as_of,
        answerer_last: last,
        standstills: &[],
    })
}

fn verdict(script: &Script, clock: Clock) -> Verdict {
    measured(script, clock, script.now, script.now).verdict
}

#[test]
fn in_time_by_the_requesters_own_words() {
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    script.wait(HOUR).say(B, "request.ack", &json!({}));
    script.wait(HOUR / 2).receipt(A);
    let ack = measured(&script, Clock::Ack, script.now, script.now);
    assert_eq!(
        (ack.by_asker, ack.by_answerer, ack.verdict),
        (5400, 0, Verdict::InTime)
    );
}

#[test]
fn late_by_the_answerers_own_words() {
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    script.wait(60).receipt(B);
    script.wait(3 * HOUR).say(B, "request.ack", &json!({}));
    script.receipt(A);
    assert_eq!(verdict(&script, Clock::Ack), Verdict::Late);
}

#[test]
fn a_delayed_receipt_buys_at_most_contested() {
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    script.wait(9 * DAY).say(B, "answer.final", &done());
    script.receipt(A);
    assert_eq!(verdict(&script, Clock::Final), Verdict::Contested);
    // The requester cannot make an answer late by covering it late.
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    script.receipt(B).wait(HOUR).say(B, "answer.final", &done());
    script.wait(30 * DAY).receipt(A);
    assert_eq!(verdict(&script, Clock::Final), Verdict::Contested);
}

#[test]
fn the_wait_for_completion_is_taken_off_on_each_clock() {
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    script.receipt(B).wait(HOUR);
    let back = script.say(B, "request.return", &json!({"missing": ["items"]}));
    script.wait(60).receipt(A);
    script.wait(10 * DAY).say(
        A,
        "request.supplement",
        &json!({"fields": ["items"], "returns": back}),
    );
    script.wait(60).receipt(B);
    script.wait(HOUR).say(B, "answer.final", &done());
    script.receipt(A);
    let last = measured(&script, Clock::Final, script.now, script.now);
    assert_eq!(last.verdict, Verdict::InTime);
    assert_eq!(last.paused_answerer, 10 * DAY + 120);
    assert_eq!(last.paused_asker, 10 * DAY);
    assert_eq!(
        (last.by_answerer, last.by_asker),
        (2 * HOUR, 2 * HOUR + 120)
    );
}

#[test]
fn a_court_is_a_pause_only_with_notice_and_until_the_next_step() {
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    script.receipt(B);
    script.say(
        B,
        "status.update",
        &json!({"expected": "2026-12-10T00:00:00Z", "stage": "awaiting_court"}),
    );
    script.receipt(A);
    script.wait(20 * DAY).say(B, "decision.accept", &json!({}));
    script.receipt(A);
    assert_eq!(verdict(&script, Clock::Decision), Verdict::InTime);
    script.wait(8 * DAY);
    assert_eq!(verdict(&script, Clock::Final), Verdict::Late);
}

#[test]
fn an_extension_moves_the_target_when_granted() {
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    script.receipt(B);
    let ask = script.say(
        B,
        "extension.ask",
        &json!({"clock": "final", "seconds": 7 * DAY}),
    );
    let refused = script.clone();
    script.say(A, "extension.grant", &json!({"ask": ask}));
    for (mut script, expected) in [(script, Verdict::InTime), (refused, Verdict::Late)] {
        script.wait(10 * DAY).say(B, "answer.final", &done());
        script.receipt(A);
        assert_eq!(verdict(&script, Clock::Final), expected);
    }
}

#[test]
fn an_answer_that_was_not_useful_does_not_stop_the_final_clock() {
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    let answer = script.say(B, "answer.final", &done());
    script.receipt(A).wait(8 * DAY);
    assert_eq!(verdict(&script, Clock::Final), Verdict::InTime);
    script.say(
        A,
        "feedback.quality",
        &json!({"answer": answer, "quality": "insufficient", "useful": false}),
    );
    assert_eq!(verdict(&script, Clock::Final), Verdict::Late);
    script.say(
        A,
        "feedback.quality",
        &json!({"answer": answer, "quality": "complete", "useful": true}),
    );
    assert_eq!(verdict(&script, Clock::Final), Verdict::InTime);
}

#[test]
fn what_was_late_before_it_was_given_up_stays_late() {
    for (wait, expected) in [(HOUR, Verdict::Ended), (9 * DAY, Verdict::Late)] {
        let mut script = Script::new();
        script.say(A, "request.submit", &request("urgent"));
        script.receipt(B).wait(wait).receipt(B);
        script.say(
            A,
            "request.withdraw",
            &json!({"reason": "no_longer_needed"}),
        );
        script.receipt(B).wait(100 * DAY);
        assert_eq!(verdict(&script, Clock::Final), expected);
    }
}

#[test]
fn of_a_peer_gone_dark_one_can_say_only_until_when_it_spoke() {
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    let spoke = script.wait(60).receipt(B).now;
    script.wait(30 * DAY);
    let last = measured(&script, Clock::Final, script.now, spoke);
    assert_eq!((last.verdict, last.by_answerer), (Verdict::Contested, 0));
    assert_eq!(
        measured(&script, Clock::Final, script.now, script.now).verdict,
        Verdict::Late
    );
}

fn owes(script: &Script) -> Option<super::Owed> {
    let view = evaluate(&script.acts);
    let moment = Moment {
        as_of: script.now,
        answerer_last: script.now,
        standstills: &[],
    };
    owed(&spans(&view, &Terms::default()), view.last_said(B), &moment)
}

#[test]
fn silence_is_owed_silence() {
    let mut script = Script::new();
    let submit = script.say(A, "request.submit", &request("urgent"));
    assert_eq!(owes(&script), None, "not delivered");
    script.wait(60).receipt(B).wait(DAY);
    let silence = owes(&script).unwrap();
    assert_eq!(
        (silence.clock, silence.begun.act, silence.silent),
        (Clock::Ack, submit, true)
    );
    assert_eq!(silence.measure.verdict, Verdict::Late);
    let back = script.say(B, "request.return", &json!({"missing": ["items"]}));
    script.receipt(A).wait(DAY);
    assert_eq!(owes(&script), None, "it is the requester's turn");
    let supplement = script.say(
        A,
        "request.supplement",
        &json!({"fields": ["items"], "returns": back}),
    );
    assert_eq!(owes(&script), None, "the supplement is not delivered");
    script.wait(60).receipt(B).wait(10 * DAY);
    let silence = owes(&script).unwrap();
    assert_eq!((silence.begun.act, silence.silent), (supplement, true));
    script.say(B, "remind", &json!({}));
    assert!(!owes(&script).unwrap().silent);
    script.say(B, "answer.final", &done());
    assert_eq!(owes(&script), None);
}

#[test]
fn a_suspended_channel_stands_still() {
    let mut script = Script::new();
    script.say(A, "request.submit", &request("urgent"));
    script.receipt(B);
    let mut channel = Script::new();
    channel.say(B, "channel.suspend", &json!({"reason": "technical"}));
    channel.receipt(A);
    let lasting = crate::channel::evaluate(&channel.acts).standstills(A);
    channel.wait(9 * DAY).say(B, "channel.resume", &json!({}));
    channel.receipt(A);
    let over = crate::channel::evaluate(&channel.acts).standstills(A);
    script.wait(9 * DAY + HOUR);
    let view = evaluate(&script.acts);
    let all = spans(&view, &Terms::default());
    let span = all.iter().find(|span| span.clock == Clock::Final).unwrap();
    let moment = |standstills| Moment {
        as_of: script.now,
        answerer_last: script.now,
        standstills,
    };
    assert_eq!(span.measure(&moment(&over)).by_answerer, HOUR);
    assert_eq!(span.measure(&moment(&[])).by_answerer, 9 * DAY + HOUR);
    assert_eq!(owed(&all, None, &moment(&lasting)), None);
    assert!(owed(&all, None, &moment(&over)).is_some());
}

proptest! {
    /// A constant error of either clock changes nothing: each bound lies on one clock alone.
    #[test]
    fn skew_cancels(
        skew in -1_000_000_i64..1_000_000,
        steps in prop::collection::vec((0..6_usize, 0..200_000_i64), 0..12),
    ) {
        let mut script = Script::new();
        script.say(A, "request.submit", &request("urgent"));
        for (step, wait) in steps {
            script.wait(wait);
            match step {
                0 => { script.receipt(A); }
                1 => { script.receipt(B); }
                2 => { script.say(B, "request.ack", &json!({})); }
                3 => { script.say(B, "request.return", &json!({"missing": ["items"]})); }
                4 => { script.say(B, "decision.accept", &json!({})); }
                _ => { script.say(B, "answer.final", &done()); }
            }
        }
        let now = script.now;
        let before: Vec<_> = Clock::ALL.iter().filter(|clock| **clock != Clock::Preserved).map(|clock| measured(&script, *clock, now, now)).collect();
        for said in &mut script.acts {
            match said.side {
                A => if let Some(covered) = &mut said.covered { covered.at = covered.at.plus(skew) },
                B => said.at = said.at.plus(skew),
            }
        }
        let after: Vec<_> = Clock::ALL.iter().filter(|clock| **clock != Clock::Preserved).map(|clock| measured(&script, *clock, now, now.plus(skew))).collect();
        prop_assert_eq!(before, after);
    }
}
