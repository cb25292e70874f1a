//! `/translations`: what waits for its translation, segment by segment, and files for translators' tools.

mod ask;
mod file;
mod list;
mod row;
mod save;
mod show;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use comity_node::translate::{TranslationLine, TranslationView, What};

pub(crate) use self::file::xliff_of;
use super::{Site, fault::Fault, page::Page, visit::Visit};

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/translations", get(list::show).post(ask::ask))
        .route(
            "/translations/{translation}",
            get(show::show).post(save::save),
        )
        .route("/translations/{translation}/drop", post(save::forget))
        .route(
            "/translations/{translation}/xliff",
            get(file::export).post(file::import),
        )
}

/// A text as this visitor may see it. Every page of one comes through here.
async fn text_of(visit: &Visit, id: &str) -> Result<TranslationView, Fault> {
    let (sight, id) = (visit.sight.clone(), id.to_owned());
    visit
        .work(move |site| Ok(site.office().translation(&id, &sight)?))
        .await
}

/// What a text is called: its act and the counterpart.
fn heading(page: &Page, line: &TranslationLine) -> String {
    let args = comity_text::Args::new()
        .with("act", page.act(&line.kind))
        .with("party", page.party(&line.them));
    let key = match line.what {
        What::House { .. } => "translations-text-from",
        What::Draft { .. } | What::Owed { .. } => "draft-title",
    };
    page.words.text(key, &args)
}

/// What kind of text it is, in words.
fn kind(page: &Page, what: &What) -> String {
    page.t(&format!("translation-what-{}", what.code()))
}

/// From which language into which.
fn languages(page: &Page, line: &TranslationLine) -> String {
    let name = |language: comity_core::codes::Language| page.label("language", language.code());
    let args = comity_text::Args::new()
        .with("source", name(line.source))
        .with("target", name(line.target));
    page.words.text("translations-from-to", &args)
}

/// By when; what was promised to the other side, by both desks' clocks.
fn due(page: &Page, line: &TranslationLine) -> Option<String> {
    let due = line.due?;
    Some(match line.what {
        What::Owed { .. } => page.both(due, &line.them),
        What::Draft { .. } | What::House { .. } => page.time(due),
    })
}

/// How far it is.
fn progress(page: &Page, line: &TranslationLine) -> String {
    let args = comity_text::Args::new()
        .count("done", line.translated as u64)
        .count("all", line.segments as u64);
    page.words.text("translations-progress", &args)
}

/// How many of its segments are stale, where any are.
fn stale(page: &Page, line: &TranslationLine) -> Option<String> {
    (line.stale > 0).then(|| page.tn("translations-stale", line.stale))
}

/// Our reference of its case, or the case's id.
fn case(line: &TranslationLine) -> Option<String> {
    let id = || Some(line.case.as_ref()?.id.to_string());
    line.reference.clone().or_else(id)
}
