//! The report: same bytes whatever the order, whatever was called bad, and quick.

mod sums;

use proptest::prelude::*;
use serde_json::json;

use super::{CaseRow, ChannelFacts, Report, Sided, Span, csv};
use crate::{
    case::evaluate,
    codes::{CaseStatus, Clock, Verdict},
    fixtures::{Script, party},
    id::{ActId, DossierId},
    record::{Cut, CutLog, Parties, Side},
    terms::{DAY, HOUR, Terms},
    time::Time,
};

const A: Side = Side::First;
const B: Side = Side::Second;

fn cut(last: Time) -> Cut {
    let log = CutLog {
        size: 100,
        root: comity_tlog::hash::sha256(b"root"),
        last,
    };
    Cut {
        parties: Parties::new(party(A), party(B)).unwrap(),
        generation: 1,
        logs: [log, log],
    }
}

fn request(script: &mut Script, exercise: bool) -> ActId {
    let mut says = json!({
        "assistance": ["takedown"], "channel": "cert", "items": {"url": 2}, "language": "en",
        "handling": {"court_use": "none", "onward": "none", "pap": "amber", "tlp": "amber"},
        "offences": ["ict_fraud"], "profile": "technical", "status": "new", "urgency": "urgent",
    });
    if exercise {
        says["exercise"] = json!(true);
    }
    script.say(A, "request.submit", &says)
}

fn row(script: &Script) -> CaseRow {
    CaseRow::of(&evaluate(&script.acts), &Terms::default()).unwrap()
}

fn answered() -> Script {
    let mut script = Script::new();
    request(&mut script, false);
    script.wait(60).receipt(B);
    let answer = script.wait(HOUR).say(
        B,
        "answer.final",
        &json!({"items": {"fates": {"declined": 1, "done": 1}, "grounds": {"R17": 1}}}),
    );
    script.wait(60).say(
        A,
        "feedback.quality",
        &json!({"answer": answer, "quality": "partial", "useful": true}),
    );
    script.receipt(B);
    script
}

fn silent() -> Script {
    let mut script = Script::new();
    script.wait(1);
    request(&mut script, false);
    script.wait(60).receipt(B).wait(10 * DAY);
    script
}

fn report(rows: &[CaseRow], as_of: Time) -> Report {
    Report::build(
        &cut(as_of),
        Span::default(),
        as_of,
        rows,
        &ChannelFacts::default(),
    )
}

#[test]
fn cases_clocks_items_and_silence_are_reported() {
    let (answered, silent) = (answered(), silent());
    let as_of = silent.now;
    let report = report(&[row(&answered), row(&silent)], as_of);
    let [asked, none] = &report.sides;
    assert_eq!((asked.cases.all, none.cases.all), (2, 0));
    assert_eq!(asked.cases.by_status.get("answered"), Some(&1));
    assert_eq!((asked.items.sent, asked.items.ended), (4, 2));
    assert_eq!(asked.items.by_ground.get("R17"), Some(&1));
    assert_eq!((asked.quality.partial, asked.quality.useful), (1, 1));
    let last = asked.clocks.get(&Clock::Final).unwrap();
    assert_eq!(
        (
            last.verdicts.in_time,
            last.verdicts.late,
            last.share_in_time
        ),
        (1, 1, 500)
    );
    assert_eq!(last.by_answerer.unwrap().median, HOUR);
    assert_eq!(last.by_asker.unwrap().median, HOUR + 120);
    let dossier = row(&silent).dossier;
    assert!(
        report
            .overdue
            .iter()
            .all(|one| one.dossier == dossier && one.verdict == Verdict::Late)
    );
    assert_eq!(report.overdue.len(), 4);
    let [one] = report.silent.as_slice() else {
        panic!("{:?}", report.silent)
    };
    assert_eq!(
        (&one.dossier, &one.answerer, one.owed.clock),
        (&dossier, &party(B), Clock::Ack)
    );
}

#[test]
fn an_exercise_stands_in_no_statistic() {
    let mut script = Script::new();
    request(&mut script, true);
    script.receipt(B).wait(100 * DAY);
    let report = report(&[row(&script)], script.now);
    assert_eq!(report.exercises.all, 1);
    assert_eq!(report.sides[0].cases.all, 0);
    assert!(
        report.overdue.is_empty() && report.silent.is_empty() && report.sides[0].clocks.is_empty()
    );
}

#[test]
fn a_period_holds_what_was_asked_in_it() {
    let row = row(&answered());
    let at = row.opened;
    for (from, until, all) in [
        (None, None, 1),
        (Some(at), Some(at.plus(1)), 1),
        (Some(at.plus(1)), None, 0),
        (None, Some(at), 0),
    ] {
        let period = Span { from, until };
        let report = Report::build(&cut(at), period, at, [&row], &ChannelFacts::default());
        assert_eq!(report.sides[0].cases.all, all);
    }
}

#[test]
fn what_its_reader_called_bad_may_be_missing_on_one_node() {
    let mut script = answered();
    let bad = script.say(
        B,
        "answer.partial",
        &json!({"items": {"fates": {"done": 2}}}),
    );
    script.receipt(A).call_bad(bad);
    let mut without = script.clone();
    without.acts.retain(|said| said.envelope.id != bad);
    assert_eq!(row(&script), row(&without));
    // The same for the act that opens the dossier.
    let mut script = Script::new();
    let opening = request(&mut script, false);
    script.say(B, "request.ack", &json!({}));
    script.call_bad(opening);
    let mut without = script.clone();
    without.acts.retain(|said| said.envelope.id != opening);
    assert_eq!(row(&script), row(&without));
    assert_eq!(row(&script).status, CaseStatus::Void);
    script.acts.retain(|said| said.envelope.id == opening);
    assert_eq!(
        CaseRow::of(&evaluate(&script.acts), &Terms::default()),
        None
    );
}

#[test]
fn void_acts_disputes_and_verdicts_are_counted_by_the_side_that_said_them() {
    let mut script = answered();
    script.say(B, "request.withdraw", &json!({"reason": "made_in_error"}));
    script.say(B, "dispute", &json!({"claim": "quality", "entry": script.acts.iter().find(|said| said.envelope.kind == "feedback.quality").unwrap().position}));
    script.say(A, "later.kind", &json!({}));
    let facts = ChannelFacts {
        bad: Sided(0, 3),
        ..ChannelFacts::default()
    };
    let report = Report::build(
        &cut(script.now),
        Span::default(),
        script.now,
        [row(&script)],
        &facts,
    );
    let [first, second] = &report.sides;
    assert_eq!(second.record.void.get("void-wrong-side"), Some(&1));
    assert_eq!(
        (
            second.record.disputes,
            second.record.bad,
            first.record.later
        ),
        (1, 3, 1)
    );
    assert_eq!(first.quality.disputed, 1);
}

#[test]
fn a_report_is_read_back_from_the_bytes_that_were_signed() {
    let script = silent();
    let report = report(&[row(&script)], script.now);
    let bytes = report.to_bytes().unwrap();
    assert_eq!(Report::parse(&bytes).unwrap(), report);
    insta::assert_snapshot!("report", serde_json::to_string_pretty(&report).unwrap());
}

#[test]
fn the_csv_has_one_line_a_case() {
    let (answered, silent) = (answered(), silent());
    let rows = [row(&silent), row(&answered)];
    let bytes = csv(
        &cut(silent.now),
        Span::default(),
        silent.now,
        &rows,
        &ChannelFacts::default(),
    );
    insta::assert_snapshot!("csv", String::from_utf8(bytes).unwrap());
}

#[test]
fn a_row_is_read_back_from_its_stored_form() {
    let row = row(&answered());
    let bytes = crate::canonical::to_bytes(&row).unwrap();
    assert!(bytes.len() < 2048, "{}", bytes.len());
    assert_eq!(serde_json::from_slice::<CaseRow>(&bytes).unwrap(), row);
}

proptest! {
    #[test]
    fn rows_in_any_order_give_the_same_bytes(order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let rows: Vec<CaseRow> = (0..12).map(|number| {
            let mut row = row(&if number % 3 == 0 { answered() } else { silent() });
            row.dossier = DossierId { by: party(A), id: ActId::new(number, &[1; 10]) };
            row
        }).collect();
        let as_of = silent().now;
        let shuffled: Vec<&CaseRow> = order.iter().map(|at| &rows[*at]).collect();
        let facts = ChannelFacts::default();
        let one = Report::build(&cut(as_of), Span::default(), as_of, &rows, &facts).to_bytes().unwrap();
        let other = Report::build(&cut(as_of), Span::default(), as_of, shuffled, &facts).to_bytes().unwrap();
        prop_assert_eq!(one, other);
    }
}
