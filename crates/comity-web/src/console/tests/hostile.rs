//! A counterpart that one does not trust fills every text that it can with what does harm elsewhere.

use axum::http::StatusCode;
use comity_node::case::file::ActFile;
use comity_text::Locale;
use serde_json::json;

use super::{
    html::{self, Piece},
    world::{SITES, World, file, takedown},
};

/// Texts that do harm where they are shown as they are.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</title></style></textarea><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{ page.csrf }}{% include \"frame.html\" %}",
    "invoice\u{202e}fdp.exe",
    "\u{2066}\u{2067}isolates\u{2069}",
    "p\u{430}ypal.com",
    "zero\u{200b}width\u{feff}",
    "שלום עולם",
    "&lt;b&gt;&#60;",
    "a\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}",
];

/// A request whose every text is this one, but for the hours, which no house says otherwise than as hours.
fn request(text: &str) -> ActFile {
    let both = || json!({"en": text, "zh-Hans": text});
    file(json!({
        "says": {"assistance": ["takedown"], "observed": {"from": "2026-11-22T00:00:00Z", "until": "2026-11-23T00:00:00Z"}},
        "reference": text,
        "request": {
            "subject": both(), "facts": both(), "asked": both(), "observed": both(), "purpose": both(),
            "contacts": [{"role": "requesting", "office": text, "person": text, "phone": text, "email": text, "hours": "00:00-24:00", "offset": "+00:00"}],
            "legal_basis": [{"law": text, "article": text}],
        },
        "persons": [{"reference": text, "role": "other", "identity": {"aliases": [text], "born": text, "document": text}}],
        "text": both(),
    }))
}

/// B says it; the case.
fn said(world: &World, text: &str) -> String {
    world.say(false, request(text), Some(SITES))
}

#[tokio::test]
async fn hostile_texts_are_shown_harmlessly_and_marked() {
    for text in HOSTILE {
        let world = World::new();
        let case = said(&world, text);
        world.exchange();
        for locale in Locale::ALL {
            for path in [
                format!("/cases/{case}"),
                "/cases".to_owned(),
                "/".to_owned(),
            ] {
                let answer = world.get(Some("registry"), &path, locale).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                harmless(&answer.body, text);
            }
            let page = world
                .get(Some("registry"), &format!("/cases/{case}"), locale)
                .await
                .body;
            let odd = text
                .chars()
                .any(|c| "\u{202e}\u{2066}\u{430}\u{200b}\u{300}".contains(c));
            assert_eq!(page.contains("<mark class=\"odd\""), odd, "{text}: {page}");
            if !odd {
                let shown = html::read(&page)
                    .into_iter()
                    .filter(|piece| matches!(piece, Piece::Text(shown) if shown.contains(text)));
                assert!(shown.count() > 3, "{text} is not shown as it is written");
            }
        }
    }
}

/// Nothing of the text became a part of the page.
fn harmless(page: &str, text: &str) {
    for tag in html::tags(page) {
        assert!(
            !["img", "svg", "iframe", "object", "embed", "base", "style"]
                .contains(&tag.name.as_str()),
            "{text}: {tag:?}"
        );
        if tag.name == "script" {
            assert!(
                tag.get("src")
                    .is_some_and(|src| src.starts_with("/assets/")),
                "{text}: {tag:?}"
            );
        }
        for (name, value) in &tag.attributes {
            assert!(
                !name.starts_with("on") && name != "style",
                "{text}: {tag:?}"
            );
            assert!(
                !value.trim_start().starts_with("javascript:"),
                "{text}: {tag:?}"
            );
        }
    }
    let unseen = page.chars().find(|c| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}') || (c.is_control() && *c != '\n' && *c != '\t')
    });
    assert_eq!(unseen, None, "{text}");
}

#[tokio::test]
async fn a_line_of_a_megabyte_has_no_title_of_a_megabyte() {
    let world = World::new();
    // A body has room for a megabyte: both languages share it.
    let case = world.say(false, takedown(&"W".repeat(500_000)), Some(SITES));
    world.exchange();
    let page = world
        .get(Some("registry"), &format!("/cases/{case}"), Locale::En)
        .await;
    assert_eq!(page.status, StatusCode::OK);
    for name in ["title", "h1"] {
        assert!(
            html::text_of(&page.body, name).unwrap().chars().count() < 300,
            "{name}"
        );
    }
    let list = world.get(Some("registry"), "/cases", Locale::En).await;
    assert!(list.body.len() < 100_000);
}
