//! The form of the report, and what of it is wrong.

use axum::http::StatusCode;
use comity_text::Locale;

use super::world::World;

#[tokio::test]
async fn a_period_that_cannot_be_is_refused_at_the_field_that_is_wrong() {
    let world = World::new();
    let path = |query: &str| format!("/reports?party=b.example&{query}");
    for (query, field, words) in [
        ("from=yesterday", "from", "This is not a time"),
        ("until=yesterday", "until", "This is not a time"),
        ("as_of=yesterday", "as_of", "This is not a time"),
        (
            "from=2026-11-23&until=2026-11-01",
            "until",
            "ends before it begins",
        ),
    ] {
        let page = world.get(Some("officer"), &path(query), Locale::En).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(page.body.contains(words), "{query}: {}", page.body);
        for one in ["from", "until", "as_of"] {
            let there = page.body.contains(&format!("href=\"#{one}\""));
            assert_eq!(there, one == field, "{query}: {one}");
        }
    }
    let good = path("from=2026-11-01&until=2026-12-01");
    let page = world.get(Some("officer"), &good, Locale::En).await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn who_may_not_take_the_joint_report_reads_no_word_of_what_is_signed() {
    let world = World::new();
    for (who, joint) in [("officer", false), ("releaser", true)] {
        for locale in Locale::ALL {
            let page = world.get(Some(who), "/reports?party=b.example", locale);
            let body = page.await.body;
            let signed = ["sha256:", "/reports/report.json", "/reports/original.html"];
            for word in signed {
                assert_eq!(body.contains(word), joint, "{who} {locale}: {word}");
            }
            assert!(body.contains("/reports/cases.csv"), "{who} {locale}");
        }
    }
}
