//! `/record/{party}/{ours|theirs}/{entry}`: one entry as it was signed, and what covers it.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use comity_core::PartyName;
use comity_node::{
    accounts::Permission,
    record::{ShownEntry, Whose},
};
use comity_text::{Args, render::act as paper};
use serde::Deserialize;

use super::{
    log::{proves, what},
    name, whose,
};
use crate::console::{
    counterparts::party,
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

/// In which generation.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    generation: Option<u32>,
}

#[derive(Template)]
#[template(path = "record/entry.html")]
struct EntryPage {
    page: Page,
    them: PartyName,
    whose: Whose,
    entry: ShownEntry,
    what: String,
    proves: Vec<String>,
    says: Vec<(String, String)>,
    /// Where the case of its act is, for those who may read cases.
    case: Option<String>,
    leaf: String,
}

impl EntryPage {
    const fn name(&self) -> &'static str {
        name(self.whose)
    }

    fn log(&self) -> String {
        let key = match self.whose {
            Whose::Ours => "record-log-ours",
            Whose::Theirs => "record-log-theirs",
        };
        self.page.t1(key, "party", self.page.party(&self.them))
    }
}

/// `GET /record/{party}/{ours|theirs}/{entry}`
pub(crate) async fn show(
    visit: Visit,
    Path((name, log, index)): Path<(String, String, u64)>,
    Query(which): Query<Which>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadRecord)?;
    let (them, whose) = (party(&name)?, whose(&log)?);
    let (asked, sight) = (them.clone(), visit.sight.clone());
    let entry = visit
        .work(move |site| {
            let found = site
                .node
                .log_entry(&sight, &asked, whose, which.generation, index)?;
            found.ok_or_else(Fault::absent)
        })
        .await?;
    let page = visit.page(Room::Record, "");
    let what = what(&entry.line, &page);
    let title = Args::new()
        .with("entry", index.to_string())
        .with("what", what.clone());
    let title = page.words.text("record-entry-title", &title);
    let case = entry.line.case.as_ref();
    let case = case.filter(|_| page.can(Permission::ReadCases));
    html(&EntryPage {
        proves: all_proves(&entry, whose, &page),
        says: says(&entry, &page),
        case: case.map(|case| format!("/cases/{}", case.id)),
        leaf: String::from_utf8_lossy(&entry.leaf).into_owned(),
        page: Page { title, ..page },
        them,
        whose,
        entry,
        what,
    })
}

/// What the envelope of its act says: codes, numbers and dates.
fn says(entry: &ShownEntry, page: &Page) -> Vec<(String, String)> {
    let envelope = entry.envelope.as_ref();
    envelope.map_or_else(Vec::new, |envelope| {
        paper::says(envelope, page.words, page.offset)
    })
}

/// What it proves, sentence by sentence, each with the signature that it rests on.
fn all_proves(entry: &ShownEntry, whose: Whose, page: &Page) -> Vec<String> {
    let line = &entry.line;
    let mut all = vec![
        proves(line, whose, page),
        page.t1("record-proves-seen", "count", line.seen),
    ];
    for (key, note) in [
        ("record-proves-checkpoint", &entry.checkpoint),
        ("record-proves-receipt", &entry.receipt),
    ] {
        if let Some(note) = note {
            let args = Args::new()
                .with("at", page.time(note.at))
                .with("size", note.size.to_string());
            all.push(page.words.text(key, &args));
        }
    }
    if !line.bad.is_empty() {
        let bad: Vec<String> = line.bad.iter().map(ToString::to_string).collect();
        all.push(page.t1("record-proves-bad", "entries", page.words.list(&bad)));
    }
    if line.held > 0 {
        all.push(page.tn("record-proves-held", line.held));
    }
    all
}
