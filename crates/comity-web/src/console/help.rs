//! `/help` and `/help/{topic}`: what each page is for, how each role does its work, the words
//! of the glossary, and the keys. Open to everybody: it tells nothing about this house.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
    routing::get,
};

use comity_text::glossary::{self, Section};

use super::{
    Site,
    fault::{Fault, html},
    page::{Page, Room},
    visit::{self, Visit},
};

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/help", get(index))
        .route("/help/terms", get(terms))
        .route("/help/keys", get(keys))
        .route("/help/{topic}", get(topic))
}

/// What pages are for, in the order of the bar.
const PAGES: &[&str] = &[
    "sign-in",
    "account",
    "desk",
    "cases",
    "drafts",
    "translations",
    "counterparts",
    "record",
    "reports",
    "administration",
];

/// How the people of a house do their work.
const ROLES: &[&str] = &[
    "officer",
    "releaser",
    "registry",
    "translator",
    "auditor",
    "administrator",
    "security",
];

/// A topic: its code and title.
struct Topic {
    code: &'static str,
    title: String,
}

fn topics(page: &Page, codes: &'static [&'static str]) -> Vec<Topic> {
    let topic = |code: &&'static str| Topic {
        code,
        title: page.t(&format!("guide-{code}")),
    };
    codes.iter().map(topic).collect()
}

#[derive(Template)]
#[template(path = "help/index.html")]
struct IndexPage {
    page: Page,
    pages: Vec<Topic>,
    roles: Vec<Topic>,
}

/// `GET /help`
async fn index(
    State(site): State<Arc<Site>>,
    visit: Result<Visit, Fault>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let page = page(&site, visit, &headers, "/help", "guide-title");
    html(&IndexPage {
        pages: topics(&page, PAGES),
        roles: topics(&page, ROLES),
        page,
    })
}

#[derive(Template)]
#[template(path = "help/topic.html")]
struct TopicPage {
    page: Page,
    steps: Vec<String>,
    /// Whether the steps are to be done one after the other.
    numbered: bool,
}

/// `GET /help/{topic}`
async fn topic(
    State(site): State<Arc<Site>>,
    Path(wanted): Path<String>,
    visit: Result<Visit, Fault>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let known = PAGES.iter().chain(ROLES).find(|code| **code == wanted);
    let code = known.ok_or_else(Fault::absent)?;
    let path = format!("/help/{code}");
    let page = page(&site, visit, &headers, &path, &format!("guide-{code}"));
    html(&TopicPage {
        steps: steps(page.words, code),
        numbered: ROLES.contains(code),
        page,
    })
}

/// The sentences of a topic, which the catalogue numbers from 1.
fn steps(words: &comity_text::Catalogue, code: &str) -> Vec<String> {
    let keys = (1..).map(|number| format!("guide-{code}-{number}"));
    let there = keys.take_while(|key| words.has(key, None));
    there.map(|key| words.plain(&key)).collect()
}

#[derive(Template)]
#[template(path = "help/terms.html")]
struct TermsPage {
    page: Page,
    sections: &'static [Section],
}

/// `GET /help/terms`
async fn terms(
    State(site): State<Arc<Site>>,
    visit: Result<Visit, Fault>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let page = page(&site, visit, &headers, "/help/terms", "guide-terms");
    html(&TermsPage {
        sections: glossary::sections(),
        page,
    })
}

#[derive(Template)]
#[template(path = "help/keys.html")]
struct KeysPage {
    page: Page,
}

/// `GET /help/keys`
async fn keys(
    State(site): State<Arc<Site>>,
    visit: Result<Visit, Fault>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let page = page(&site, visit, &headers, "/help/keys", "guide-keys");
    html(&KeysPage { page })
}

/// A page for whoever is there.
fn page(
    site: &Site,
    visit: Result<Visit, Fault>,
    headers: &HeaderMap,
    path: &str,
    title: &str,
) -> Page {
    let page = match visit {
        Ok(visit) => visit.page(Room::None, ""),
        Err(_) => Page::new(site, visit::locale(headers), path),
    };
    let title = page.t(title);
    page.titled(Room::None, title)
}

#[cfg(test)]
mod tests {
    use comity_text::{Locale, catalogue};

    use super::*;

    #[test]
    fn every_topic_has_a_title_and_says_something_in_both_languages() {
        for locale in Locale::ALL {
            for code in PAGES.iter().chain(ROLES) {
                let words = catalogue(locale);
                assert!(
                    words.has(&format!("guide-{code}"), None),
                    "{locale}: {code}"
                );
                assert!(steps(words, code).len() > 1, "{locale}: {code}");
            }
        }
    }
}
