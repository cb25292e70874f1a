//! `/drafts/new`: a draft begins. Whom it is for and what it is first, then what is asked for.
//!
//! The steps are questions in the address; only the last one makes a draft.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_core::{
    PartyName,
    codes::{Assistance, Language, Urgency},
};
use comity_node::{
    accounts::Permission,
    case::file::{ActFile, REQUEST},
};
use serde::Deserialize;
use serde_json::json;

use super::form::{Choice, choices};
use crate::console::{
    Site,
    fault::{Fault, html},
    page::{Page, Room},
    visit::{Sent, Visit},
};

/// What can be begun: the name in the address, the kind of act, the profile of a request.
const WHATS: &[(&str, &str, Option<&str>)] = &[
    ("technical", REQUEST, Some("technical")),
    ("police", REQUEST, Some("police")),
    ("formal", REQUEST, Some("formal")),
    ("query", "query", None),
    ("spontaneous", "spontaneous.report", None),
];

/// What was chosen so far.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    them: String,
    what: String,
}

#[derive(Template)]
#[template(path = "drafts/new.html")]
struct NewPage {
    page: Page,
    step: String,
    parties: Vec<Choice>,
    whats: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "drafts/types.html")]
struct TypesPage {
    page: Page,
    step: String,
    them: String,
    what: &'static str,
    /// What is begun, in words.
    begun: String,
    assistance: Vec<Choice>,
    urgency: Vec<Choice>,
    languages: Vec<Choice>,
    lacks: bool,
}

/// `GET /drafts/new`
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    visit.may(Permission::Draft)?;
    match (what(&wanted.what), wanted.them.is_empty()) {
        (Some(what), false) => types(&visit, &wanted.them, what, &BTreeMap::new()),
        _ => first(&visit, &wanted).await,
    }
}

fn channels(site: &Site) -> Result<Vec<PartyName>, Fault> {
    site.node.store().read(|tx| Ok(tx.channels()?))
}

fn what(name: &str) -> Option<&'static (&'static str, &'static str, Option<&'static str>)> {
    WHATS.iter().find(|(known, ..)| *known == name)
}

/// Where one is on the way.
fn step(page: &Page, step: u64) -> String {
    let args = comity_text::Args::new()
        .number("step", step)
        .number("of", 2);
    page.words.text("draft-new-step", &args)
}

async fn first(visit: &Visit, wanted: &Wanted) -> Result<Response, Fault> {
    let parties = visit.work(channels).await?;
    let page = visit.page(Room::Drafts, "");
    let title = page.t("draft-new-title");
    let only = parties.len() == 1;
    let party = |them: &PartyName| Choice {
        chosen: only || wanted.them == them.as_str(),
        value: them.to_string(),
        words: page.party(them),
        meaning: String::new(),
    };
    let what = |(name, ..): &(&str, &str, Option<&str>)| {
        let key = format!("draft-kind-{name}");
        Choice {
            value: (*name).to_owned(),
            words: page.t(&key),
            meaning: page
                .words
                .attribute(&key, "meaning", &comity_text::Args::new()),
            chosen: wanted.what == *name,
        }
    };
    html(&NewPage {
        step: step(&page, 1),
        parties: parties.iter().map(party).collect(),
        whats: WHATS.iter().map(what).collect(),
        page: Page { title, ..page },
    })
}

/// The second step, with what was typed.
fn types(
    visit: &Visit,
    them: &str,
    (what, kind, profile): &(&'static str, &'static str, Option<&'static str>),
    typed: &BTreeMap<String, String>,
) -> Result<Response, Fault> {
    let page = visit.page(Room::Drafts, "");
    let chosen = |name: &str| typed.get(name).map(String::as_str);
    let offered = Assistance::ALL
        .iter()
        .filter(|one| *profile != Some("technical") || one.technical());
    let assistance = offered.map(|one| Choice {
        value: one.code().to_owned(),
        words: page.label(Assistance::LIST, one.code()),
        meaning: String::new(),
        chosen: typed.contains_key(&format!("assistance:{one}")),
    });
    let usual = if *profile == Some("formal") {
        "formal"
    } else {
        "routine"
    };
    let urgency = chosen("urgency").unwrap_or(usual);
    let language = chosen("language").unwrap_or(page.lang());
    let kind_words = page.t(&format!("draft-kind-{what}"));
    let args = comity_text::Args::new()
        .with("act", kind_words.clone())
        .with("party", page.party(them));
    let title = page.words.text("draft-title", &args);
    let asks = *kind == REQUEST;
    html(&TypesPage {
        step: step(&page, 2),
        them: them.to_owned(),
        what,
        begun: kind_words,
        assistance: if asks {
            assistance.collect()
        } else {
            Vec::new()
        },
        urgency: if *what == "spontaneous" {
            Vec::new()
        } else {
            choices(&page, Urgency::LIST, Urgency::CODES, urgency)
        },
        languages: choices(&page, Language::LIST, Language::CODES, language),
        lacks: !typed.is_empty(),
        page: Page { title, ..page },
    })
}

/// `POST /drafts/new`
pub(crate) async fn make(sent: Sent<BTreeMap<String, String>>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Draft).await?;
    let get = |name: &str| form.get(name).map_or("", String::as_str);
    let absent = || Fault::absent();
    let begun = what(get("what")).ok_or_else(absent)?;
    let them: PartyName = get("them").parse().map_err(|_| absent())?;
    let (_, kind, profile) = *begun;
    let mut file = ActFile::new(kind);
    if let Ok(language) = get("language").parse() {
        file.language = language;
    }
    if let Ok(urgency) = get("urgency").parse::<Urgency>() {
        file.says.insert("urgency".to_owned(), json!(urgency));
    }
    if let Some(profile) = profile {
        let ticked = |one: &&Assistance| form.contains_key(&format!("assistance:{one}"));
        let asked: Vec<&Assistance> = Assistance::ALL.iter().filter(ticked).collect();
        if asked.is_empty() {
            let mut response = types(&visit, get("them"), begun, &form)?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(response);
        }
        file.says.insert("assistance".to_owned(), json!(asked));
        file.says.insert("profile".to_owned(), json!(profile));
        let channel = match profile {
            "technical" => "cert",
            "police" => "police",
            _ => "mla",
        };
        file.says.insert("channel".to_owned(), json!(channel));
    }
    let who = visit.caller.name.clone();
    let made = visit
        .work(move |site| {
            let open = channels(site)?;
            if !open.contains(&them) {
                return Err(Fault::absent());
            }
            Ok(site
                .office()
                .new_draft(&who, &them, file, None, site.now())?)
        })
        .await?;
    Ok(Redirect::to(&format!("/drafts/{}", made.id)).into_response())
}
