//! `GET /translations`: the queue, the nearest deadline first.

use askama::Template;
use axum::{extract::Query, response::Response};
use comity_node::{accounts::Permission, translate::TranslationLine};
use serde::Deserialize;

use super::{case, due, heading, kind, languages, progress, stale};
use crate::console::{
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

#[derive(Template)]
#[template(path = "translations/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<TranslationLine>,
    done: bool,
    number: usize,
    pages: usize,
}

impl ListPage {
    fn kind(&self, line: &TranslationLine) -> String {
        kind(&self.page, &line.what)
    }

    fn heading(&self, line: &TranslationLine) -> String {
        heading(&self.page, line)
    }

    fn languages(&self, line: &TranslationLine) -> String {
        languages(&self.page, line)
    }

    fn due(&self, line: &TranslationLine) -> String {
        due(&self.page, line).unwrap_or_default()
    }

    fn progress(&self, line: &TranslationLine) -> String {
        progress(&self.page, line)
    }

    fn stale(&self, line: &TranslationLine) -> Option<String> {
        stale(&self.page, line)
    }

    fn case(line: &TranslationLine) -> Option<String> {
        case(line)
    }

    /// Of whom it is asked, by name or code.
    fn asked_of(line: &TranslationLine) -> Option<&str> {
        let asked = line.asked_of.as_deref()?;
        Some(asked.split_once(':').map_or(asked, |(_, name)| name))
    }
}

/// Lines of a page.
const PER_PAGE: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    done: Option<String>,
    /// Which page, counted from 1.
    page: String,
}

/// `GET /translations`
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    visit.may(Permission::Translate)?;
    let sight = visit.sight.clone();
    let lines = visit
        .work(move |site| Ok(site.office().translations(&sight)?))
        .await?;
    let page = visit.page(Room::Translations, "");
    let title = match lines.len() {
        0 => page.t("translations-none"),
        count => page.tn("translations-title", count),
    };
    let pages = lines.len().div_ceil(PER_PAGE).max(1);
    let number = wanted.page.parse().unwrap_or(1).clamp(1, pages);
    let lines = lines.into_iter().skip((number - 1) * PER_PAGE);
    html(&ListPage {
        lines: lines.take(PER_PAGE).collect(),
        number,
        pages,
        done: wanted.done.is_some(),
        page: Page { title, ..page },
    })
}
