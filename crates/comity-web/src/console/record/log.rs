//! `/record/{party}/{ours|theirs}`: one log, page by page, with what each entry proves.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use comity_core::PartyName;
use comity_node::{
    accounts::Permission,
    record::{EntryLine, LogPage, Whose},
};
use comity_text::Args;
use serde::Deserialize;

use super::{name, whose};
use crate::console::{
    counterparts::party,
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

/// Entries on a page.
const ROWS: u64 = 50;

/// Which stretch.
#[derive(Debug, Deserialize)]
pub(crate) struct Stretch {
    #[serde(default)]
    generation: Option<u32>,
    /// The first entry; the newest page where none is named.
    #[serde(default)]
    from: Option<u64>,
}

#[derive(Template)]
#[template(path = "record/log.html")]
struct LogPageView {
    page: Page,
    them: PartyName,
    whose: Whose,
    log: LogPage,
    from: u64,
    /// Generations that there are, the newest first.
    generations: Vec<u32>,
}

impl LogPageView {
    const fn name(&self) -> &'static str {
        name(self.whose)
    }

    /// How many entries there are, and how many of them are under receipt.
    fn size(&self) -> String {
        let size = self.page.tn("record-size", self.log.size);
        let receipted = self.page.tn("record-receipted", self.log.receipted);
        format!("{size} · {receipted}")
    }

    fn what(&self, line: &EntryLine) -> String {
        what(line, &self.page)
    }

    fn proves(&self, line: &EntryLine) -> String {
        proves(line, self.whose, &self.page)
    }

    /// The first entry of the page before.
    fn before(&self) -> Option<u64> {
        (self.from > 0).then(|| self.from.saturating_sub(ROWS))
    }

    /// The first entry of the next page.
    fn next(&self) -> Option<u64> {
        let next = self.from.saturating_add(ROWS);
        (next < self.log.size).then_some(next)
    }

    fn last(&self) -> u64 {
        self.from
            .saturating_add(self.log.entries.len() as u64)
            .saturating_sub(1)
    }
}

/// `GET /record/{party}/{ours|theirs}`
pub(crate) async fn show(
    visit: Visit,
    Path((name, log)): Path<(String, String)>,
    Query(stretch): Query<Stretch>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadRecord)?;
    let (them, whose) = (party(&name)?, whose(&log)?);
    let (asked, sight) = (them.clone(), visit.sight.clone());
    let (log, from, generations) = visit
        .work(move |site| {
            let node = &site.node;
            let state = node.channel(&asked)?;
            let old = state.old.iter().rev().map(|one| one.number);
            let generations: Vec<u32> = std::iter::once(state.current.number).chain(old).collect();
            let known = stretch
                .generation
                .is_none_or(|one| generations.contains(&one));
            if !known {
                return Err(Fault::absent());
            }
            let from = match stretch.from {
                Some(from) => from,
                None => {
                    let log = node.log_page(&sight, &asked, whose, stretch.generation, 0, 0)?;
                    let size = log.size;
                    size.saturating_sub(1) / ROWS * ROWS
                }
            };
            let rows = usize::try_from(ROWS).unwrap_or(usize::MAX);
            let log = node.log_page(&sight, &asked, whose, stretch.generation, from, rows)?;
            Ok((log, from, generations))
        })
        .await?;
    let page = visit.page(Room::Record, "");
    let key = match whose {
        Whose::Ours => "record-log-ours",
        Whose::Theirs => "record-log-theirs",
    };
    let title = page.t1(key, "party", page.party(&them));
    html(&LogPageView {
        page: Page { title, ..page },
        them,
        whose,
        log,
        from,
        generations,
    })
}

/// What an entry is.
pub(crate) fn what(line: &EntryLine, page: &Page) -> String {
    match (&line.kind, line.opening) {
        _ if line.withheld => page.t("record-withheld"),
        (Some(kind), _) => page.act(kind),
        (None, true) => page.t("cli-entry-opening"),
        (None, false) if line.act.is_some() => page.t("cli-entry-closed"),
        (None, false) => page.t("cli-entry-receipt"),
    }
}

/// What an entry proves by itself and by what covers it, in one line.
pub(super) fn proves(line: &EntryLine, whose: Whose, page: &Page) -> String {
    if let Some(code) = line.void {
        let rule = page.words.explain(code, &Args::new()).what;
        return page.t1("state-void", "rule", rule);
    }
    page.t(match (whose, line.receipted, line.act.is_some()) {
        (Whose::Ours, true, true) => "record-proves-ours-held",
        (Whose::Ours, true, false) => "record-proves-ours-seen",
        (Whose::Ours, false, _) => "record-proves-ours-waits",
        (Whose::Theirs, _, true) => "record-proves-theirs-said",
        (Whose::Theirs, _, false) => "record-proves-theirs-seen",
    })
}
