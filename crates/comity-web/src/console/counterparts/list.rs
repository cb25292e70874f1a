//! `/counterparts`: each channel in one line, our own credential, and a pouch that somebody carried here.

use askama::Template;
use axum::response::Response;
use comity_node::{accounts::Permission, channel::line::Health};

use super::state::{self, State};
use crate::console::{
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

#[derive(Template)]
#[template(path = "counterparts/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Health>,
    ours: String,
    exchanges: bool,
    manages: bool,
}

impl ListPage {
    fn state(&self, line: &Health) -> State {
        state::of(&line.line, &self.page)
    }
}

/// `GET /counterparts`
pub(crate) async fn show(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::ReadChannels)?;
    let (lines, ours) = visit
        .work(|site| {
            let node = &site.node;
            let lines = node.channels()?.into_iter();
            let lines: Result<Vec<_>, _> = lines.map(|them| node.channel_health(&them)).collect();
            Ok((lines?, node.own_credential()?.fingerprint().to_string()))
        })
        .await?;
    let page = visit.page(Room::Counterparts, "");
    let title = page.tn("counterparts-title", lines.len());
    html(&ListPage {
        exchanges: page.can(Permission::Exchange),
        manages: page.can(Permission::ManageChannels),
        page: Page { title, ..page },
        lines,
        ours,
    })
}
