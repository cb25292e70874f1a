//! `/search`: cases by words of what was said in them, their references, our notes and labels.

use askama::Template;
use axum::{extract::Query, response::Response};
use comity_node::{accounts::Permission, search::Found};
use serde::Deserialize;

use super::{
    list::PER_PAGE,
    rows::{self, Row},
};
use crate::console::{
    administration::escaped,
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
    wrong::{Wrongs, again},
};

/// The longest words that are looked for, in characters; the rest is passed over.
const WORDS: usize = 200;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The words.
    q: String,
    /// Which page, counted from 1.
    page: String,
}

#[derive(Template)]
#[template(path = "cases/search.html")]
struct SearchPage {
    page: Page,
    /// Whether there is an index of words.
    searches: bool,
    /// The words as they were typed.
    q: String,
    /// Whether words were looked for.
    looked: bool,
    rows: Vec<Row>,
    number: u64,
    more: bool,
    /// Whether the index lacks cases.
    behind: bool,
    /// Counterparts whose last entries are in no row.
    stalled: Vec<String>,
    wrong: Wrongs,
}

impl SearchPage {
    /// Another page of the same.
    fn at(&self, number: u64) -> String {
        format!("/search?q={}&page={number}", escaped(&self.q))
    }
}

/// `GET /search`
pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let words: String = asked.q.trim().chars().take(WORDS).collect();
    let searches = visit.site.config.search.index;
    let number: u64 = asked.page.parse().unwrap_or(1).max(1);
    let looked = searches && !words.is_empty();
    let found = if looked {
        let (sight, query) = (visit.sight.clone(), words.clone());
        let work = visit.work(move |site| {
            let office = site.office();
            let mut found = office.search(&query, &sight, number, PER_PAGE)?;
            let lines = rows::with_subjects(site, std::mem::take(&mut found.rows))?;
            Ok(Some((found, lines)))
        });
        work.await
    } else {
        Ok(None)
    };
    let page = visit.page(Room::Cases, "");
    let title = if words.is_empty() {
        page.t("search-title")
    } else {
        page.t1(
            "search-title-words",
            "words",
            page.foreign_line(&rows::short(&words)),
        )
    };
    let page = Page { title, ..page };
    let mut shown = SearchPage {
        searches,
        q: words,
        looked,
        rows: Vec::new(),
        number,
        more: false,
        behind: false,
        stalled: Vec::new(),
        wrong: Wrongs::default(),
        page,
    };
    match found {
        Ok(None) => html(&shown),
        Ok(Some((found, lines))) => {
            shown.rows = rows::rows(&lines, &shown.page);
            let Found {
                more,
                behind,
                stalled,
                ..
            } = found;
            (shown.more, shown.behind) = (more, behind);
            let called = stalled.iter().map(|one| shown.page.party(&one.them));
            shown.stalled = called.collect();
            html(&shown)
        }
        Err(fault) if fault.is("search-too-short") => {
            let fields = [("search-too-short", "q")];
            shown.wrong = Wrongs::of(&fault, shown.page.words, &fields);
            shown.looked = false;
            again(&shown)
        }
        Err(fault) => Err(fault),
    }
}
