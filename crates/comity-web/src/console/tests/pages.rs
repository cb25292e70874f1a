//! What every page keeps to, in both languages, for everybody who may see it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use comity_text::Locale;

use super::{
    html::{self, Piece, Tag},
    routes::{Gives, NOT_YET, OPEN_FORMS, ROUTES, fits},
    world::{World, people},
};

/// Every page that this person, or nobody, can see: its address and text.
async fn pages(world: &World, who: Option<&str>, locale: Locale) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for route in ROUTES.iter().filter(|route| route.gives == Gives::Page) {
        let path = world.fill(route.pattern);
        let answer = world.get(who, &path, locale).await;
        // A refusal is a page too; a redirection is none.
        if answer.status != StatusCode::SEE_OTHER {
            assert!(
                answer.header("content-type").starts_with("text/html"),
                "{path}: {answer:?}"
            );
            pages.push((format!("{locale} {path}"), answer.body));
        }
    }
    pages
}

/// Runs a check on every page of everybody in both languages; what it finds.
async fn found(check: impl Fn(&str, Locale) -> Vec<String>) -> BTreeSet<String> {
    let world = World::new();
    let mut found = BTreeSet::new();
    for who in [None].into_iter().chain(people().into_iter().map(Some)) {
        for locale in Locale::ALL {
            for (at, page) in pages(&world, who, locale).await {
                found.extend(
                    check(&page, locale)
                        .into_iter()
                        .map(|what| format!("{at}: {what}")),
                );
            }
        }
    }
    found
}

#[tokio::test]
async fn every_page_is_of_one_piece() {
    let wrong = found(|page, locale| {
        let mut wrong = Vec::new();
        let tags = html::tags(page);
        let lang = tags
            .iter()
            .find(|tag| tag.name == "html")
            .and_then(|tag| tag.get("lang"));
        if lang != Some(locale.tag()) {
            wrong.push(format!("is in the language {lang:?}"));
        }
        let title = html::text_of(page, "title").unwrap_or_default();
        if title.trim_end_matches(" · Comity").chars().count() < 2 {
            wrong.push("has no title".to_owned());
        }
        if tags.iter().filter(|tag| tag.name == "h1").count() != 1 {
            wrong.push("has not one heading".to_owned());
        }
        let primary = |tag: &&Tag| {
            tag.get("class")
                .is_some_and(|class| class.split(' ').any(|one| one == "primary"))
        };
        if tags.iter().filter(primary).count() > 1 {
            wrong.push("has more than one primary action".to_owned());
        }
        for text in html::texts(page) {
            if text.contains("[code-") || text.contains("[err-") || is_key_in_brackets(&text) {
                wrong.push(format!("shows a key: {text}"));
            }
        }
        wrong
    })
    .await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `[console-name]`: what the catalogue says where it has no text.
fn is_key_in_brackets(text: &str) -> bool {
    text.split('[')
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .any(|(inner, _)| {
            inner.contains('-')
                && inner
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
        })
}

#[tokio::test]
async fn what_a_page_refers_to_in_itself_is_there_once() {
    let wrong = found(|page, _| {
        let tags = html::tags(page);
        let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
        let mut wrong: Vec<String> = ids
            .iter()
            .filter(|id| ids.iter().filter(|other| other == id).count() > 1)
            .map(|id| format!("#{id} stands twice"))
            .collect();
        for tag in &tags {
            let here = tag.get("href").and_then(|href| href.strip_prefix('#'));
            let named = [
                "for",
                "aria-labelledby",
                "aria-describedby",
                "aria-controls",
                "list",
            ]
            .into_iter()
            .filter_map(|name| tag.get(name));
            let named = named.flat_map(str::split_whitespace).chain(here);
            wrong.extend(
                named
                    .filter(|id| !ids.contains(id))
                    .map(|id| format!("#{id} is not there")),
            );
        }
        wrong
    })
    .await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn links_and_forms_lead_to_addresses_that_there_are() {
    let wrong = found(|page, _| {
        let known = |method: &str, path: &str| {
            ROUTES
                .iter()
                .any(|route| route.method() == method && fits(route.pattern, path))
                || NOT_YET.iter().any(|pattern| fits(pattern, path))
        };
        let mut wrong = Vec::new();
        for tag in html::tags(page) {
            let (method, to) = match tag.name.as_str() {
                "form" if tag.get("method") == Some("post") => ("POST", tag.get("action")),
                "form" if tag.get("method") == Some("dialog") => continue,
                "form" => ("GET", tag.get("action")),
                _ => ("GET", tag.get("href").or(tag.get("src"))),
            };
            let Some(to) = to else { continue };
            // An app for one-time codes takes the other kind.
            if to.starts_with('#') || to.starts_with("otpauth:") {
                continue;
            }
            if !to.starts_with('/') || to.starts_with("//") {
                wrong.push(format!("leads out of this origin: {to}"));
            } else if !known(method, to) {
                wrong.push(format!("{method} {to} is not there"));
            }
        }
        wrong
    })
    .await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_form_carries_the_token_and_every_field_says_what_it_is() {
    let wrong = found(|page, _| {
        let mut wrong = Vec::new();
        let pieces = html::read(page);
        let labelled: Vec<String> = html::tags(page)
            .iter()
            .filter_map(|tag| tag.get("for").map(str::to_owned))
            .collect();
        let (mut form, mut in_label): (Option<(String, bool)>, bool) = (None, false);
        for piece in &pieces {
            match piece {
                Piece::Open(tag) if tag.name == "form" && tag.get("method") == Some("post") => {
                    form = Some((tag.get("action").unwrap_or_default().to_owned(), false));
                }
                Piece::Open(tag) if tag.name == "label" => in_label = true,
                Piece::Close(name) if name == "label" => in_label = false,
                Piece::Close(name) if name == "form" => {
                    if let Some((action, false)) = form.take()
                        && !OPEN_FORMS.iter().any(|pattern| fits(pattern, &action))
                    {
                        wrong.push(format!("the form to {action} carries no token"));
                    }
                }
                Piece::Open(tag)
                    if ["input", "select", "textarea"].contains(&tag.name.as_str()) =>
                {
                    if let Some((_, carries)) = &mut form {
                        *carries |= tag.get("name") == Some("csrf")
                            && !tag.get("value").unwrap_or_default().is_empty();
                    }
                    let said = in_label
                        || tag.get("aria-label").is_some()
                        || tag.get("aria-labelledby").is_some()
                        || tag
                            .get("id")
                            .is_some_and(|id| labelled.iter().any(|one| one == id));
                    let shown = tag.get("hidden").is_none()
                        && !["hidden", "submit"].contains(&tag.get("type").unwrap_or_default());
                    if shown && !said {
                        wrong.push(format!("a field without a label: {tag:?}"));
                    }
                }
                _ => {}
            }
        }
        wrong
    })
    .await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}
