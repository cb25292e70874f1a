//! `/`: the desk. What needs me now, by nearest deadline, and what the counterparts owe us.

use askama::Template;
use axum::{
    extract::Query,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_core::{Time, body::Texts};
use comity_node::{
    accounts::{Permission, session::How},
    case::{
        agenda::{Agenda, AgendaLine, Waits},
        house::InboxRow,
    },
    clearance::asked::Asked,
};
use serde::Deserialize;

use super::{
    cases::short,
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

/// A line of the desk: what to do, on what, until when.
struct Line {
    /// Where it is done.
    address: String,
    /// What.
    what: String,
    /// How many more deadlines the same case has.
    more: u64,
    /// The matter: our reference, or the number of a draft.
    matter: String,
    /// What it is about.
    subject: String,
    /// Whose case or draft.
    with: String,
    /// Its urgency, where it presses.
    presses: Option<String>,
    /// Until when; of what has no deadline, since when.
    at: Time,
    /// Whether `at` is a deadline.
    due: bool,
    /// A deadline by the clocks that it concerns: an act's by both desks', an office's by ours.
    when: Option<String>,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    page: Page,
    clears: Vec<Line>,
    releases: Vec<Line>,
    needs: Vec<Line>,
    owed: Vec<Line>,
    /// Whether the reader may look through cases.
    reads: bool,
    /// Whether the reader may do what is due.
    writes: bool,
    /// Counterparts of whom something may be missing here.
    stalled: Vec<String>,
    number: u64,
    pages: u64,
}

impl DeskPage {
    /// What the table of matters says of them.
    fn caption(&self) -> String {
        self.page.t(if self.writes {
            "desk-needs"
        } else {
            "desk-office"
        })
    }
}

/// `GET /`
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    let number: u64 = wanted.page.parse().unwrap_or(1).max(1);
    if visit.caller.how == How::Link {
        return Ok(Redirect::to("/account").into_response());
    }
    let (agenda, asked, waiting, subjects) = if visit.caller.can(Permission::ReadCases) {
        let (sight, who) = (visit.sight.clone(), visit.caller.name.clone());
        visit
            .work(move |site| {
                let agenda = site.office().agenda(&sight, number, PER_PAGE)?;
                let asked = site.office().asked_to_clear(&who, site.now())?;
                let waiting = site.office().asked_to_release(&who, &sight)?;
                let lines = agenda.ours.iter().chain(&agenda.theirs);
                let cases: Vec<_> = lines
                    .map(|line| (line.them.clone(), line.case.clone()))
                    .collect();
                let subjects = site.office().subjects(&cases)?;
                Ok((agenda, asked, waiting, subjects))
            })
            .await?
    } else {
        (Agenda::default(), Vec::new(), Vec::new(), Vec::new())
    };
    let page = visit.page(Room::Desk, "");
    let mut subjects = subjects.into_iter();
    let mut lines = |lines: &[AgendaLine]| -> Vec<Line> {
        let with = |line| case_line(line, subjects.next().flatten().as_ref(), &page);
        lines.iter().map(with).collect()
    };
    let (needs, owed) = (lines(&agenda.ours), lines(&agenda.theirs));
    let release = |row: &InboxRow| release_line(row, &page);
    // Drafts that wait are for those who may release them; their writers find them among the drafts.
    let waiting = waiting.iter().filter(|_| page.can(Permission::Release));
    let releases: Vec<Line> = waiting.filter_map(release).collect();
    let asked = asked.iter().filter(|_| page.can(Permission::Clear));
    let clears: Vec<Line> = asked.map(|one| clear_line(one, &page)).collect();
    // What is due is for those who may write it; for others of the office it is news.
    let writes = page.can(Permission::Draft);
    let needed = agenda.ours_in_all;
    let mine = if writes { needed } else { 0 };
    let waiting = releases.len().saturating_add(clears.len()) as u64;
    let title = match mine.saturating_add(waiting) {
        0 if needed > 0 => page.tn("desk-office-title", needed),
        0 => page.t("desk-nothing"),
        count => page.tn("desk-title", count),
    };
    html(&DeskPage {
        stalled: agenda
            .stalled
            .iter()
            .map(|one| page.party(&one.them))
            .collect(),
        clears,
        releases,
        needs,
        owed,
        reads: visit.caller.can(Permission::ReadCases),
        writes,
        number,
        pages: needed
            .max(agenda.theirs_in_all)
            .div_ceil(PER_PAGE as u64)
            .max(1),
        page: Page { title, ..page },
    })
}

fn case_line(line: &AgendaLine, subject: Option<&Texts>, page: &Page) -> Line {
    let name = line
        .reference
        .clone()
        .unwrap_or_else(|| line.case.id.to_string());
    let presses = matches!(line.urgency.as_str(), "emergency" | "urgent");
    Line {
        address: format!("/cases/{name}"),
        what: match &line.what {
            Waits::Due { due } => page.label("due", due.code()),
            Waits::SayAgain { kind } => page.t1("desk-say-again", "act", page.act(kind)),
            Waits::Spoke { kind } => page.t1("desk-spoke", "act", page.act(kind)),
        },
        more: line.more,
        matter: name,
        subject: subject
            .map(|texts| short(&page.own(texts)))
            .unwrap_or_default(),
        with: page.party(&line.them),
        when: line.what.is_due().then(|| page.both(line.at, &line.them)),
        presses: presses.then(|| page.label("urgency", &line.urgency)),
        at: line.at,
        due: line.what.is_due(),
    }
}

/// A draft that the reader may clear, by the time that the office has.
fn clear_line(one: &Asked, page: &Page) -> Line {
    Line {
        address: format!("/drafts/{}/preview", one.draft),
        what: page.t1("desk-clear", "act", page.act(&one.kind)),
        more: 0,
        matter: page.t1("desk-draft", "draft", &one.draft),
        subject: page.t1("desk-by", "who", &one.by),
        with: page.party(&one.them),
        // Time that an office of this house has is no concern of the other desk.
        when: Some(page.time(one.due)),
        presses: None,
        at: one.due,
        due: true,
    }
}

fn release_line(row: &InboxRow, page: &Page) -> Option<Line> {
    let InboxRow::Release {
        draft,
        kind,
        at,
        them,
        by,
    } = row
    else {
        return None;
    };
    Some(Line {
        address: format!("/drafts/{draft}"),
        what: page.t1("desk-release", "act", page.act(kind)),
        more: 0,
        matter: page.t1("desk-draft", "draft", draft),
        subject: page.t1("desk-by", "who", by),
        with: page.party(them),
        when: None,
        presses: None,
        at: *at,
        due: false,
    })
}
