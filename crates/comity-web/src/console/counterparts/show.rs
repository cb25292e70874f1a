//! `/counterparts/{party}`: its credential and history, the health of the channel, and contradictions when there are any.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use comity_core::PartyName;
use comity_node::{
    accounts::Permission,
    channel::line::{EvidenceLine, Health, Unreceipted},
};
use comity_peer::credential::CredentialFile;
use comity_store::{Store as _, StoreError, credentials::CredentialRow};
use comity_text::{Args, Locale};
use comity_tlog::hash::sha256;
use serde::Deserialize;

use super::{
    party,
    state::{self, End, State},
};
use crate::console::{
    Site,
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
    zones::{Zone, zones},
};

/// What was just done here, for a word about it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

/// A credential in the history of a party.
struct Past {
    serial: u64,
    issued: Option<comity_core::Time>,
    fingerprint: String,
    pinned: bool,
    revoked: bool,
}

/// What the page is made of.
struct Found {
    health: Health,
    newest: Option<CredentialFile>,
    safety: Option<String>,
    past: Vec<Past>,
    zone: Option<i16>,
}

#[derive(Template)]
#[template(path = "counterparts/show.html")]
struct CounterpartPage {
    page: Page,
    them: PartyName,
    found: Found,
    state: State,
    called: String,
    /// Groups of the safety number.
    digits: Vec<String>,
    facts: Vec<(String, String)>,
    keys: Vec<(String, String)>,
    zones: Vec<Zone>,
    done: Option<String>,
    exchanges: bool,
    manages: bool,
    proves: bool,
    reads: bool,
}

impl CounterpartPage {
    fn ends(&self) -> [End; 2] {
        state::ends(&self.found.health, &self.page)
    }

    /// How long ago the last exchange was, beside how often the other side promises one.
    fn lag(&self) -> String {
        let Some(last) = self.found.health.last_exchange else {
            return self.page.t("counterparts-never");
        };
        let ago = self.page.now.since(last).max(0).unsigned_abs();
        let ago = self.page.words.duration(ago);
        let Some(file) = &self.found.newest else {
            return self.page.t1("counterparts-ago", "span", ago);
        };
        let rhythm = file.credential().rhythm.into();
        let args = Args::new()
            .with("span", ago)
            .with("rhythm", self.page.words.duration(rhythm));
        self.page.words.text("counterparts-ago-of", &args)
    }

    fn about(&self, line: &EvidenceLine) -> String {
        self.page.words.explain(&line.code, &Args::new()).what
    }

    fn matter(&self, one: &Unreceipted) -> String {
        let id = || one.case.as_ref().map(|case| case.id.to_string());
        let name = one.reference.clone().or_else(id);
        name.unwrap_or_else(|| one.act.to_string())
    }

    fn waiting(&self) -> String {
        let count = self.found.health.unreceipted.len();
        self.page.tn("counterparts-waiting", count)
    }
}

/// `GET /counterparts/{party}`
pub(crate) async fn show(
    visit: Visit,
    Path(name): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadChannels)?;
    let them = party(&name)?;
    let asked = them.clone();
    let found = visit.work(move |site| find(site, &asked)).await?;
    let page = visit.page(Room::Counterparts, "");
    let called = called(found.newest.as_ref(), &them, &page);
    let page = Page {
        title: called.clone(),
        ..page
    };
    let done = match done.done.as_str() {
        "exchange" => Some(page.t("counterparts-rung")),
        "trust" => Some(page.t("counterparts-trusted")),
        "zone" => Some(page.t("counterparts-zone-set")),
        _ => None,
    };
    let safety = found.safety.as_deref().unwrap_or_default();
    html(&CounterpartPage {
        state: state::of(&found.health.line, &page),
        digits: safety.split(' ').map(str::to_owned).collect(),
        facts: facts(found.newest.as_ref(), &page),
        keys: keys(found.newest.as_ref(), &page),
        zones: choices(found.zone, &page),
        exchanges: page.can(Permission::Exchange),
        manages: page.can(Permission::ManageChannels),
        proves: page.can(Permission::Prove),
        reads: page.can(Permission::ReadRecord),
        page,
        them,
        found,
        called,
        done,
    })
}

fn find(site: &Site, them: &PartyName) -> Result<Found, Fault> {
    let health = site.node.channel_health(them)?;
    let newest = site.node.credential_of(them)?;
    let safety = newest.as_ref().map(|file| site.node.safety_number(file));
    let rows = site.node.unfollowed();
    let rows: Vec<CredentialRow> = rows.read::<_, StoreError>(|tx| tx.credentials(them))?;
    Ok(Found {
        health,
        safety: safety.transpose()?,
        newest,
        past: rows.iter().rev().map(past).collect(),
        zone: site.node.zone_of(them)?,
    })
}

fn past(row: &CredentialRow) -> Past {
    let file = CredentialFile::parse(&row.file).ok();
    Past {
        serial: row.serial,
        issued: file.map(|file| file.credential().issued),
        fingerprint: row.fingerprint.to_string(),
        pinned: row.pinned,
        revoked: row.revocation.is_some(),
    }
}

/// The long name of a party in the reader's language.
pub(super) fn called(file: Option<&CredentialFile>, them: &PartyName, page: &Page) -> String {
    let Some(file) = file else {
        return them.to_string();
    };
    let names = &file.credential().names;
    match page.words.locale() {
        Locale::En => names.en.long.clone(),
        Locale::ZhHans => names.zh_hans.long.clone(),
    }
}

fn facts(file: Option<&CredentialFile>, page: &Page) -> Vec<(String, String)> {
    let Some(file) = file else { return Vec::new() };
    let credential = file.credential();
    let suites: Vec<String> = credential
        .suites
        .iter()
        .map(|one| one.suite.clone())
        .collect();
    let offices = credential.offices.iter();
    let offices: Vec<String> = offices
        .map(|office| {
            let name = match page.words.locale() {
                Locale::En => &office.names.en,
                Locale::ZhHans => &office.names.zh_hans,
            };
            format!("{} {name}", office.code)
        })
        .collect();
    [
        ("cli-fact-serial", credential.serial.to_string()),
        ("cli-fact-issued", page.time(credential.issued)),
        ("cli-fact-endpoints", credential.endpoints.join(" ")),
        ("cli-fact-offices", page.words.list(&offices)),
        (
            "cli-fact-rhythm",
            page.words.duration(credential.rhythm.into()),
        ),
        ("cli-fact-suites", page.words.list(&suites)),
    ]
    .map(|(key, value)| (page.t(key), value))
    .into()
}

/// The fingerprints of a credential and of both kinds of keys that sign it.
pub(super) fn keys(file: Option<&CredentialFile>, page: &Page) -> Vec<(String, String)> {
    let Some(file) = file else { return Vec::new() };
    let signs = &file.credential().keys.credential;
    let mut keys = vec![
        (page.t("counterparts-print"), file.fingerprint().to_string()),
        (
            page.t1("counterparts-key", "algorithm", "Ed25519"),
            sha256(signs.ed25519.bytes()).to_string(),
        ),
    ];
    if let Some(key) = &signs.ml_dsa_44 {
        keys.push((
            page.t1("counterparts-key", "algorithm", "ML-DSA-44"),
            sha256(key.bytes()).to_string(),
        ));
    }
    keys
}

/// What can be chosen, and first that nobody knows.
fn choices(known: Option<i16>, page: &Page) -> Vec<Zone> {
    let unknown = Zone {
        minutes: String::new(),
        words: page.t("counterparts-zone-unknown"),
        chosen: known.is_none(),
    };
    std::iter::once(unknown).chain(zones(known)).collect()
}
