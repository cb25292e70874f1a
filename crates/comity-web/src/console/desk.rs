//! `/`: the desk. What needs me now, by nearest deadline, what the counterparts owe us, and how
//! the channels are, in one line.

mod channels;
mod lines;

use askama::Template;
use axum::{
    extract::Query,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_core::body::Texts;
use comity_node::{
    accounts::{Permission, session::How},
    case::agenda::{Agenda, AgendaLine},
    channel::brief::Brief,
    tasks::Tasks,
};
use serde::Deserialize;

use self::lines::{Line, Table};
use super::{
    Site,
    counterparts::state::State,
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

/// Lines of a page, of what needs us and of what is owed.
const PER_PAGE: usize = 40;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Which page, counted from 1.
    page: String,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    page: Page,
    /// How the channels are, for who may know it.
    channels: Vec<State>,
    needs: Vec<Table>,
    owed: Option<Table>,
    /// Whether the reader may look through cases.
    reads: bool,
    /// Counterparts of whom something may be missing here.
    stalled: Vec<String>,
    number: u64,
    pages: u64,
}

/// What stands on the desk.
#[derive(Default)]
struct Found {
    agenda: Agenda,
    tasks: Tasks,
    subjects: Vec<Option<Texts>>,
    channels: Option<Vec<Brief>>,
}

/// `GET /`
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    let number: u64 = wanted.page.parse().unwrap_or(1).max(1);
    if visit.caller.how == How::Link {
        return Ok(Redirect::to("/account").into_response());
    }
    let who = visit.clone();
    let found = visit.work(move |site| find(site, &who, number)).await?;
    let page = visit.page(Room::Desk, "");
    let mut subjects = found.subjects.into_iter();
    let mut of_cases = |lines: &[AgendaLine]| -> Vec<Line> {
        let with = |line| lines::of_case(line, subjects.next().flatten().as_ref(), &page);
        lines.iter().map(with).collect()
    };
    let agenda = &found.agenda;
    let (needs, owed) = (of_cases(&agenda.ours), of_cases(&agenda.theirs));
    let tasks = &found.tasks;
    let clears = tasks.clears.iter().map(|one| lines::to_clear(one, &page));
    let releases = tasks.releases.iter();
    let releases = releases.filter_map(|row| lines::to_release(row, &page));
    let returned = tasks.returned.iter().map(|one| lines::to_mend(one, &page));
    let confirms = tasks.confirms.iter();
    let confirms = confirms.map(|one| lines::to_confirm(one, &page));
    let texts = tasks.translations.iter();
    let texts = texts.map(|line| lines::to_translate(line, &page));
    let mut tables = vec![
        Table::due("desk-clears", clears.collect(), &page),
        Table::waiting("desk-releases", releases.collect(), &page),
        Table::waiting("desk-returned", returned.collect(), &page),
        Table::asked_for(confirms.collect(), &page),
        Table::to_translate(texts.collect(), PER_PAGE, &page),
    ];
    let waiting = tasks.count();
    // What is due is for those who may write it; for others of the office it is news.
    let writes = page.can(Permission::Draft);
    let needed = agenda.ours_in_all;
    let mine = if writes { needed } else { 0 };
    let title = match mine.saturating_add(waiting as u64) {
        0 if needed > 0 => page.tn("desk-office-title", needed),
        0 => page.t("desk-nothing"),
        count => page.tn("desk-title", count),
    };
    if number > 1 {
        tables.clear();
    }
    let caption = if writes { "desk-needs" } else { "desk-office" };
    tables.push(Table::due(caption, needs, &page));
    tables.retain(|table| !table.lines.is_empty());
    let stalled = agenda.stalled.iter().map(|one| page.party(&one.them));
    let channels = found.channels.as_deref();
    html(&DeskPage {
        channels: channels.map_or_else(Vec::new, |channels| channels::line(channels, &page)),
        stalled: stalled.collect(),
        needs: tables,
        owed: (!owed.is_empty()).then(|| Table::owed(owed, &page)),
        reads: page.can(Permission::ReadCases),
        number,
        pages: needed
            .max(agenda.theirs_in_all)
            .div_ceil(PER_PAGE as u64)
            .max(1),
        page: Page { title, ..page },
    })
}

fn find(site: &Site, visit: &Visit, number: u64) -> Result<Found, Fault> {
    let (office, now) = (site.office(), site.now());
    let mut found = Found {
        tasks: office.tasks(&visit.caller, &visit.sight, now)?,
        ..Found::default()
    };
    if visit.caller.can(Permission::ReadCases) {
        found.agenda = office.agenda(&visit.sight, number, PER_PAGE)?;
        let lines = found.agenda.ours.iter().chain(&found.agenda.theirs);
        let cases: Vec<_> = lines
            .map(|line| (line.them.clone(), line.case.clone()))
            .collect();
        found.subjects = office.subjects(&cases)?;
    }
    if visit.caller.can(Permission::ReadChannels) {
        found.channels = Some(site.node.channels_in_brief(now)?);
    }
    Ok(found)
}
