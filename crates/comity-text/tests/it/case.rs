//! A case as a document in both languages.

use comity_core::{
    case::evaluate,
    clocks::{Moment, spans},
    fixtures::Script,
    record::Side,
    terms::Terms,
};
use comity_text::{
    Locale, Offset, catalogue,
    render::{self, Called, Names},
};
use serde_json::json;

const A: Side = Side::First;
const B: Side = Side::Second;

pub(crate) fn names() -> Names {
    let called = |short: &str, long: &str| Called {
        short: short.to_owned(),
        long: long.to_owned(),
    };
    Names::new(
        [
            called("North", "Ministry of the North"),
            called("北方", "北方某部"),
        ],
        [
            called("South", "Department of the South"),
            called("南方", "南方某部"),
        ],
    )
}

fn takedown() -> Script {
    let mut script = Script::new();
    script.say(
        A,
        "request.submit",
        &json!({
            "assistance": ["takedown"], "channel": "cert", "profile": "technical", "status": "new",
            "urgency": "urgent", "language": "en", "items": {"url": 90, "domain": 10},
            "handling": {"court_use": "none", "onward": "none", "pap": "green", "tlp": "amber"}
        }),
    );
    let back = script
        .wait(600)
        .say(B, "request.return", &json!({"missing": ["observed"]}));
    script.wait(3900).say(
        A,
        "request.supplement",
        &json!({"fields": ["observed"], "returns": back}),
    );
    script.wait(1800).say(B, "request.ack", &json!({}));
    script.wait(1800).say(B, "decision.accept", &json!({}));
    script.wait(60).say(B, "decision.accept", &json!({}));
    script.wait(7200).say(
        B,
        "items.progress",
        &json!({"items": {"fates": {"done": 60, "not_found": 5}}}),
    );
    script
        .wait(600)
        .say(A, "remind", &json!({"clock": "final"}));
    script.wait(600).say(B, "answer.final", &json!({}));
    script.wait(600).say(B, "mediate", &json!({}));
    script
}

fn shown(locale: Locale) -> String {
    let script = takedown();
    let case = evaluate(&script.acts);
    let spans = spans(&case, &Terms::default());
    let moment = Moment {
        as_of: script.now,
        answerer_last: script.now,
        standstills: &[],
    };
    let mut document = render::case::document(&case, &names(), catalogue(locale), Offset::UTC);
    document.blocks.extend(render::clocks::table(
        &case,
        &spans,
        &moment,
        &names(),
        catalogue(locale),
    ));
    document.to_text(100)
}

#[test]
fn a_case_is_shown_in_english() {
    insta::assert_snapshot!(shown(Locale::En));
}

#[test]
fn a_case_is_shown_in_chinese() {
    insta::assert_snapshot!(shown(Locale::ZhHans));
}

#[test]
fn an_exercise_is_marked() {
    let mut script = Script::new();
    let says = json!({"exercise": true, "language": "en", "urgency": "routine",
        "handling": {"court_use": "none", "onward": "none", "pap": "clear", "tlp": "clear"}});
    script.say(A, "query", &says);
    let case = evaluate(&script.acts);
    for locale in Locale::ALL {
        let page =
            render::case::document(&case, &names(), catalogue(locale), Offset::UTC).to_html();
        assert!(
            page.contains(&catalogue(locale).plain("legal-exercise")),
            "{page}"
        );
    }
}
