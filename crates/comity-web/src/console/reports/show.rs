//! `/reports`: which channel, which period, as of when; the figures, pictures beside them, and the hash of what both hold.

use std::borrow::Borrow;

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
};
use comity_core::{PartyName, canonical::CanonicalError, record::Side, report::Report};
use comity_node::{
    access::Sight,
    accounts::Permission,
    report::{Made, trends::Trends},
};
use comity_text::{
    errors::Explained,
    render::{Align, Block, Column, Names, report as paper},
};
use comity_tlog::hash::sha256;

use super::{
    ask::{Typed, names},
    charts::{self, Chart},
};
use crate::console::{
    Site,
    fault::Fault,
    page::{Page, Room},
    visit::Visit,
};

/// What a report is made of.
struct Found {
    made: Made,
    trends: Trends,
    names: Names,
    /// The side that we are.
    side: Side,
}

/// A report as it is shown.
struct Shown {
    /// What both sides sign, where it is the joint report, whole.
    signed: Option<Signed>,
    blocks: Vec<Block>,
    charts: Vec<Chart>,
    query: String,
}

/// What both sides sign: the canonical bytes, by their fingerprint and number.
struct Signed {
    hash: String,
    bytes: String,
}

impl Signed {
    fn of(report: &Report) -> Result<Self, CanonicalError> {
        let bytes = report.to_bytes()?;
        Ok(Self {
            hash: sha256(&bytes).to_string(),
            bytes: comity_text::format::number(bytes.len() as u64),
        })
    }
}

#[derive(Template)]
#[template(path = "reports/show.html")]
struct ReportPage {
    page: Page,
    parties: Vec<PartyName>,
    them: Option<PartyName>,
    typed: Typed,
    refused: Option<Explained>,
    /// The field on account of which it was refused, where it is about one.
    wrong: &'static str,
    shown: Option<Shown>,
}

impl ReportPage {
    fn chosen(&self, party: &PartyName) -> bool {
        self.them.as_ref() == Some(party)
    }

    fn is_number(&self, columns: &[Column], place: impl Borrow<usize>) -> bool {
        let column = columns.get(*place.borrow());
        column.is_some_and(|column| column.align == Align::End)
    }
}

/// `GET /reports`
pub(crate) async fn show(visit: Visit, Query(typed): Query<Typed>) -> Result<Response, Fault> {
    visit.may(Permission::Report)?;
    let asked = typed.clone();
    // Whoever may take the joint report out sees its figures, the others those of their own cases.
    let joint = visit.may(Permission::JointReport).is_ok();
    let sight = if joint {
        Sight::All
    } else {
        visit.sight.clone()
    };
    let (parties, them, found) = visit
        .work(move |site| {
            let parties = site.node.channels()?;
            let them = asked.them(site)?;
            let found = them.as_ref().map(|them| find(site, them, &asked, &sight));
            Ok((parties, them, found))
        })
        .await?;
    let page = visit.page(Room::Reports, "");
    let mut status = StatusCode::OK;
    let (mut refused, mut shown, mut wrong) = (None, None, "");
    match (found, &them) {
        (Some(Ok(found)), Some(them)) => shown = Some(made(&found, &page, typed.query(them))?),
        (Some(Err(fault)), _) => {
            status = StatusCode::UNPROCESSABLE_ENTITY;
            refused = Some(fault.explained(page.words));
            wrong = field_of(&fault);
        }
        _ => {}
    }
    let title = match &them {
        Some(them) => page.t1("reports-title", "party", page.party(them)),
        None => page.t("console-room-reports"),
    };
    let page = ReportPage {
        page: Page { title, ..page },
        parties,
        them,
        typed,
        refused,
        wrong,
        shown,
    };
    let html = page.render().map_err(|_| Fault::bug())?;
    Ok((status, Html(html)).into_response())
}

/// The field of the form that a refusal is about; empty where it is about none.
fn field_of(fault: &Fault) -> &'static str {
    match fault.detail("field") {
        Some("from") => "from",
        Some("as_of") => "as_of",
        _ if fault.detail("field") == Some("until") || fault.is("report-period") => "until",
        _ => "",
    }
}

fn find(site: &Site, them: &PartyName, typed: &Typed, sight: &Sight) -> Result<Found, Fault> {
    let ask = typed.ask()?;
    let office = site.office();
    Ok(Found {
        made: office.report(them, &ask, sight)?,
        trends: office.trends(them, &ask, sight)?,
        names: names(site, them)?,
        side: Typed::default().first(site, them),
    })
}

fn made(found: &Found, page: &Page, query: String) -> Result<Shown, Fault> {
    let broken = |error: CanonicalError| Fault::of(error.code(), error);
    let report = &found.made.report;
    let (signed, blocks) = if page.can(Permission::JointReport) {
        let signed = Signed::of(report).map_err(broken)?;
        (Some(signed), whole(found, page).map_err(broken)?)
    } else {
        let figures = paper::figures(report, &found.names, found.side, page.words, page.offset);
        (None, figures)
    };
    Ok(Shown {
        signed,
        blocks,
        charts: charts::all(report, &found.trends, &found.names, found.side, page),
        query,
    })
}

/// The joint report as it is read on a screen: what is signed is an original, in both
/// languages, so there are no places to sign.
fn whole(found: &Found, page: &Page) -> Result<Vec<Block>, CanonicalError> {
    let report = &found.made.report;
    let paper = paper::document(report, &found.names, found.side, page.words, page.offset);
    let mut blocks = paper?.blocks;
    if let [.., Block::Heading(_), Block::Signatures(_)] = blocks.as_slice() {
        blocks.truncate(blocks.len().saturating_sub(2));
    }
    Ok(blocks)
}
