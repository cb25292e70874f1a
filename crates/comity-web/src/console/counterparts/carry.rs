//! Exchange now, and pouches as files: out to be carried, in from whoever carried one.

use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use comity_node::{
    accounts::Permission,
    channel::carry::Opened,
    record::{EntryLine, LogPage, Whose},
    rng::SystemRandom,
};
use comity_text::{Args, errors::Explained};

use super::party;
use crate::console::{
    download,
    fault::Fault,
    page::{Page, Room},
    record::what,
    upload::Upload,
    visit::{Nothing, Sent},
};

/// The most entries of a pouch that are shown one by one.
const SHOWN: usize = 50;

/// `POST /counterparts/{party}/exchange`: rings the service, which exchanges as soon as it can.
pub(crate) async fn exchange(
    Path(name): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::Exchange).await?;
    let them = party(&name)?;
    let asked = them.clone();
    visit
        .work(move |site| {
            site.node.channel(&asked)?;
            (site.ring)(&asked);
            Ok(())
        })
        .await?;
    Ok(Redirect::to(&format!("/counterparts/{them}?done=exchange")).into_response())
}

/// `POST /counterparts/{party}/pouch`: all that they have not receipted, sealed to them alone, as a file.
///
/// Not by GET: what leaves is signed first.
pub(crate) async fn take_out(
    Path(name): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::Exchange).await?;
    let them = party(&name)?;
    let asked = them.clone();
    let bytes = visit
        .work(move |site| Ok(site.node.write_pouch(&asked, site.now())?))
        .await?;
    let me = visit.site.node.me();
    Ok(download::bytes(&format!("{me}-to-{them}.pouch"), bytes))
}

#[derive(Template)]
#[template(path = "counterparts/pouch.html")]
struct PouchPage {
    page: Page,
    /// From whom, where it opened.
    from: Option<String>,
    words: String,
    /// What is new here: the entry, where it is read, its stated time, and what it is.
    entries: Vec<(String, Option<String>, String, String)>,
    /// How much of our log they hold now.
    held: Option<String>,
    /// Why nothing was taken, or what contradicts itself.
    told: Option<Explained>,
}

/// `POST /counterparts/pouch`: opens a pouch that somebody carried here, and says what it brought.
pub(crate) async fn bring_in(upload: Upload) -> Result<Response, Fault> {
    let (visit, file) = upload.by(Permission::Exchange).await?;
    let sight = visit.sight.clone();
    let opened = visit
        .work(move |site| {
            let now = site.now();
            let opened = match site.node.open_pouch(&file, now) {
                Ok(opened) => opened,
                Err(error) => return Ok(Err(Fault::from(error))),
            };
            if opened.misbehaved.is_none() {
                site.node
                    .say_notices(&opened.from, now, &mut SystemRandom)?;
                (site.ring)(&opened.from);
            }
            // A new credential may have come with it.
            site.shelf.forget();
            let log = |whose, from, rows| {
                let node = &site.node;
                node.log_page(&sight, &opened.from, whose, None, from, rows)
            };
            let size = log(Whose::Theirs, 0, 0)?.size;
            let from = size.saturating_sub(opened.brought);
            let (theirs, ours) = (log(Whose::Theirs, from, SHOWN)?, log(Whose::Ours, 0, 0)?);
            Ok(Ok((opened, theirs, ours)))
        })
        .await?;
    let page = visit.page(Room::Counterparts, "");
    let (status, page) = match opened {
        Ok((opened, theirs, ours)) => (StatusCode::OK, brought(page, &opened, &theirs, &ours)),
        Err(fault) => (StatusCode::UNPROCESSABLE_ENTITY, not_taken(page, &fault)),
    };
    let html = page.render().map_err(|_| Fault::bug())?;
    Ok((status, Html(html)).into_response())
}

fn brought(page: Page, opened: &Opened, theirs: &LogPage, ours: &LogPage) -> PouchPage {
    let from = opened.from.to_string();
    let party = page.party(&from);
    let words = Args::new()
        .with("party", party.clone())
        .count("entries", opened.brought);
    let words = page.words.text("counterparts-pouch-brought", &words);
    let told = opened.misbehaved.as_ref();
    let told = told.map(|evidence| page.words.explain(evidence.fork.code(), &Args::new()));
    let title = match &told {
        Some(_) => page.t("counterparts-pouch-fork"),
        None => page.t1("counterparts-pouch-title", "party", &party),
    };
    let held = Args::new()
        .with("party", party)
        .number("held", ours.receipted)
        .number("all", ours.size);
    let reads = page.can(Permission::ReadRecord);
    let line = |line: &EntryLine| {
        let place = format!("/record/{from}/theirs/{}", line.index);
        let place = format!("{place}?generation={}", theirs.log.generation);
        (
            page.t1("case-page-entry", "entry", line.index),
            reads.then_some(place),
            page.time(line.at),
            what(line, &page),
        )
    };
    PouchPage {
        entries: if opened.brought == 0 {
            Vec::new()
        } else {
            theirs.entries.iter().map(line).collect()
        },
        held: told
            .is_none()
            .then(|| page.words.text("counterparts-pouch-held", &held)),
        page: Page { title, ..page },
        from: Some(from),
        words,
        told,
    }
}

fn not_taken(page: Page, fault: &Fault) -> PouchPage {
    let told = fault.explained(page.words);
    let title = page.t("counterparts-pouch-refused");
    PouchPage {
        words: page.t("counterparts-pouch-nothing"),
        entries: Vec::new(),
        held: None,
        page: Page { title, ..page },
        from: None,
        told: Some(told),
    }
}
