//! `/account/certificates`: client certificates, as on smart cards, that let one in.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use comity_node::accounts::{
    Permission,
    certificate::{self, Certificate, Fingerprint},
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{
    Done, Fault, Nothing, Page, Room, Sent, Visit, Wrongs, again, back,
    confirmed::{Asks, asks, confirmed},
    html, said,
};

const HERE: &str = "/account/certificates";

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[
    ("console-present-password", "present"),
    ("access-too-many-tries", "present"),
    ("access-certificate", "certificate"),
    ("access-certificate-taken", "certificate"),
    ("access-label", "label"),
];

#[derive(Template)]
#[template(path = "account/certificates.html")]
struct CertificatesPage {
    page: Page,
    done: Option<String>,
    rows: Vec<(String, Certificate)>,
    asks: Asks,
    /// Whether a proxy is set up that hands certificates over.
    taken: bool,
    entry: Entry,
    wrong: Wrongs,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Entry {
    label: String,
    certificate: String,
    #[serde(default)]
    present: String,
}

/// `GET /account/certificates`
pub(crate) async fn show(visit: Visit, Query(done): Query<Done>) -> Result<Response, Fault> {
    visit.may(Permission::OwnAccount)?;
    let mut page = page(&visit, Entry::default(), Wrongs::default()).await?;
    page.done = said(&done, &page.page, &["certificate", "certificate-removed"]);
    html(&page)
}

/// `POST /account/certificates`
pub(crate) async fn add(sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let (caller, from, entry) = (Arc::clone(&visit.caller), visit.from, form.clone());
    let done = visit
        .work(move |site| {
            confirmed(site, &caller, &entry.present, from)?;
            let name = caller.name.clone();
            let fingerprint: Fingerprint = entry.certificate.trim().parse()?;
            let now = site.now();
            let store = site.node.unfollowed();
            store.write(move |tx| {
                let label = entry.label.trim();
                certificate::add(tx, &name, fingerprint, label, &name, now)
            })?;
            Ok(())
        })
        .await;
    match done {
        Ok(()) => Ok(back(HERE, "certificate")),
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::None, "").words;
            let wrong = Wrongs::of(&fault, words, FIELDS);
            again(&page(&visit, form, wrong).await?)
        }
        Err(fault) => Err(fault),
    }
}

/// `POST /account/certificates/{fingerprint}/remove`
pub(crate) async fn remove(
    Path(fingerprint): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::OwnAccount).await?;
    let fingerprint: Fingerprint = fingerprint.parse()?;
    let name = visit.caller.name.clone();
    visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            store.write(move |tx| certificate::remove(tx, &name, fingerprint, &name, now))?;
            Ok(())
        })
        .await?;
    Ok(back(HERE, "certificate-removed"))
}

async fn page(visit: &Visit, entry: Entry, wrong: Wrongs) -> Result<CertificatesPage, Fault> {
    let caller = Arc::clone(&visit.caller);
    let (rows, asks, taken) = visit
        .work(move |site| {
            let taken = site.config.accounts.certificate_header.is_some();
            let store = site.node.unfollowed();
            let rows = store.read(|tx| certificate::list(tx, &caller.name))?;
            Ok((rows, asks(site, &caller)?, taken))
        })
        .await?;
    let page = visit.page(Room::None, "");
    let title = page.tn("account-certificates-title", rows.len());
    Ok(CertificatesPage {
        page: Page { title, ..page },
        done: None,
        rows,
        asks,
        taken,
        entry,
        wrong,
    })
}
