//! `/`: the desk. What needs me now, by nearest deadline, and what the counterparts owe us.

use askama::Template;
use axum::response::Response;
use comity_core::Time;
use comity_node::{accounts::Permission, case::house::InboxRow};

use super::{
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

/// A line of the desk: what to do, on what, until when.
struct Line {
    /// Where it is done.
    address: String,
    /// What.
    what: String,
    /// The matter: our reference, or the number of a draft.
    matter: String,
    /// Whose case or draft.
    with: String,
    /// Until when; of what has no deadline, since when.
    at: Time,
    /// Whether `at` is a deadline.
    due: bool,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    page: Page,
    needs: Vec<Line>,
    /// Counterparts of whom something may be missing here.
    stalled: Vec<String>,
}

/// `GET /`
pub(crate) async fn show(visit: Visit) -> Result<Response, Fault> {
    let rows = if visit.caller.can(Permission::ReadCases) {
        let sight = visit.sight.clone();
        visit
            .work(move |site| Ok(site.office().inbox(site.now(), &sight)?))
            .await?
    } else {
        Vec::new()
    };
    let page = visit.page(Room::Desk, "");
    let mut needs: Vec<Line> = rows.iter().filter_map(|row| line(row, &page)).collect();
    let stalled = rows.iter().filter_map(|row| match row {
        InboxRow::Stalled(stalled) => Some(stalled.them.to_string()),
        _ => None,
    });
    let stalled = stalled.collect();
    // Deadlines first, the nearest on top; then what has none, the oldest on top.
    needs.sort_by_key(|line| (!line.due, line.at));
    let title = match needs.len() {
        0 => page.t("desk-nothing"),
        count => page.tn("desk-title", count),
    };
    html(&DeskPage {
        page: Page { title, ..page },
        needs,
        stalled,
    })
}

/// A line of the desk; none of a channel that cannot be read to its end.
fn line(row: &InboxRow, page: &Page) -> Option<Line> {
    let case = |case: &comity_core::DossierId, reference: &Option<String>| {
        let name = reference.clone().unwrap_or_else(|| case.id.to_string());
        (format!("/cases/{name}"), name)
    };
    Some(match row {
        InboxRow::Stalled(_) => return None,
        InboxRow::Release {
            draft,
            kind,
            at,
            them,
            by,
        } => Line {
            address: format!("/drafts/{draft}"),
            what: page.t1("desk-release", "act", page.act(kind)),
            matter: page.t1("desk-draft", "draft", draft),
            with: page.t1("desk-by", "who", by) + " · " + them.as_str(),
            at: *at,
            due: false,
        },
        InboxRow::New {
            case: id,
            reference,
            them,
            at,
            urgency,
        } => {
            let (address, matter) = case(id, reference);
            Line {
                address,
                what: page.t1("desk-new", "urgency", page.label("urgency", urgency)),
                matter,
                with: them.to_string(),
                at: *at,
                due: false,
            }
        }
        InboxRow::Due {
            case: id,
            reference,
            them,
            due,
        } => {
            let (address, matter) = case(id, reference);
            Line {
                address,
                what: page.label("due", due.what.code()),
                matter,
                with: them.to_string(),
                at: due.at,
                due: true,
            }
        }
        InboxRow::SayAgain {
            case: id,
            reference,
            them,
            kind,
            at,
            ..
        } => {
            let (address, matter) = case(id, reference);
            Line {
                address,
                what: page.t1("desk-say-again", "act", page.act(kind)),
                matter,
                with: them.to_string(),
                at: *at,
                due: false,
            }
        }
        InboxRow::Spoke {
            case: id,
            reference,
            them,
            kind,
            at,
        } => {
            let (address, matter) = case(id, reference);
            Line {
                address,
                what: page.t1("desk-spoke", "act", page.act(kind)),
                matter,
                with: them.to_string(),
                at: *at,
                due: false,
            }
        }
    })
}
