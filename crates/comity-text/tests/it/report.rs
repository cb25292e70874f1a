//! The two originals of the status report.

use comity_core::{
    case::evaluate,
    fixtures::{Script, party},
    record::{Cut, CutLog, Parties, Side},
    report::{CaseRow, ChannelFacts, Report, Sided, Span},
    terms::{DAY, HOUR, Terms},
};
use comity_text::{Locale, catalogue, render};
use serde_json::json;

use crate::case::names;

const A: Side = Side::First;
const B: Side = Side::Second;

fn opened(wait: i64) -> Script {
    let mut script = Script::new();
    script.wait(wait).say(
        A,
        "request.submit",
        &json!({
            "assistance": ["takedown"], "channel": "cert", "items": {"url": 1200}, "language": "en",
            "handling": {"court_use": "none", "onward": "none", "pap": "amber", "tlp": "amber"},
            "offences": ["ict_fraud"], "profile": "technical", "status": "new", "urgency": "urgent",
        }),
    );
    script.wait(60).receipt(B);
    script
}

fn answered() -> Script {
    let mut script = opened(0);
    let fates =
        json!({"items": {"fates": {"declined": 200, "done": 1000}, "grounds": {"R17": 200}}});
    let answer = script.wait(HOUR).say(B, "answer.final", &fates);
    script.say(B, "answer.final", &fates);
    script.wait(60).say(
        A,
        "feedback.quality",
        &json!({"answer": answer, "quality": "partial", "useful": true}),
    );
    script.receipt(B);
    script
}

fn silent() -> Script {
    let mut script = opened(1);
    script.wait(10 * DAY);
    script
}

fn report() -> Report {
    let (answered, silent) = (answered(), silent());
    let as_of = silent.now;
    let log = CutLog {
        size: 1204,
        root: comity_tlog::hash::sha256(b"root"),
        last: as_of,
    };
    let cut = Cut {
        parties: Parties::new(party(A), party(B)).expect("two parties"),
        generation: 1,
        logs: [log, log],
    };
    let rows = [&answered, &silent]
        .map(|script| CaseRow::of(&evaluate(&script.acts), &Terms::default()).expect("a case"));
    let facts = ChannelFacts {
        bad: Sided(0, 3),
        ..ChannelFacts::default()
    };
    Report::build(&cut, Span::default(), as_of, &rows, &facts)
}

fn text(first: Side, leading: Locale) -> String {
    let documents =
        render::report::original(&report(), &names(), first, leading).expect("a report");
    render::bound_text(&documents, 100)
}

#[test]
fn the_original_of_the_first_side() {
    insta::assert_snapshot!(text(A, Locale::ZhHans));
}

#[test]
fn the_other_original_names_the_other_side_first_and_has_the_same_figures() {
    let (ours, theirs) = (text(A, Locale::En), text(B, Locale::En));
    assert!(ours.contains("Ministry of the North and Department of the South"));
    assert!(theirs.contains("Department of the South and Ministry of the North"));
    let figures = |text: &str| {
        let mut figures: Vec<String> = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .map(str::to_owned)
            .collect();
        figures.sort();
        figures
    };
    assert_eq!(figures(&ours), figures(&theirs));
}

#[test]
fn paper_never_says_ours_and_theirs() {
    for first in [A, B] {
        let text = text(first, Locale::ZhHans);
        for word in ["我方", "对方", " ours", " theirs", "["] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn the_page_holds_both_languages_and_the_fingerprint_of_what_is_signed() {
    let documents =
        render::report::original(&report(), &names(), A, Locale::ZhHans).expect("a report");
    let page = render::bound_html(&documents);
    let fingerprint =
        comity_tlog::hash::sha256(&report().to_bytes().expect("canonical")).to_string();
    assert_eq!(page.matches(&fingerprint).count(), 2);
    let (chinese, english) = (
        page.find("<article lang=\"zh-Hans\">"),
        page.find("<article lang=\"en\">"),
    );
    assert!(
        chinese.is_some() && chinese < english,
        "the leading language comes first"
    );
    assert!(page.contains(&catalogue(Locale::En).plain("report-computed")));
}
