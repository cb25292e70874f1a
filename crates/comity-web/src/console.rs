//! The console: pages for the people of a house, from the node's own origin.
//!
//! Server-rendered, one file a page: the address `/cases/{case}` is answered in
//! `cases/show.rs` with the template `cases/show.html`. Every page works with
//! scripting off; a little script adds what arrives while one looks.
//!
//! What stands here is HTTP and pages. What people may do, and what they see, is
//! asked of `comity-node`; words come from `comity-text`.

mod account;
mod administration;
mod assets;
mod book;
mod cases;
mod components;
mod compress;
mod counterparts;
mod desk;
mod done;
mod download;
mod drafts;
mod events;
mod fault;
mod foreign;
mod guard;
mod help;
mod listen;
mod pace;
mod page;
mod passkeys;
mod record;
mod reports;
mod sign_in;
mod site;
mod stirred;
#[cfg(test)]
mod tests;
mod translations;
mod upload;
mod visit;
mod wrong;
mod zones;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};

pub use self::{
    book::Shelf, guard::Hosts, listen::run, passkeys::Passkeys, record::Audits, site::Site,
};
pub(crate) use self::{
    cases::one::{case_of, case_to_look_at},
    drafts::save::media_type,
    fault::{Fault, html},
    page::{Page, Room},
    translations::xliff_of,
    visit::{Visit, locale},
};
use crate::{api, tus};

/// The longest form that is read, in bytes; attachments have a way of their own.
const FORM: usize = 4 << 20;

/// Every address of the console. Each room names its own.
pub fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/", get(desk::show))
        .route("/events", get(events::follow))
        .route("/assets/{path}", get(assets::serve))
        .merge(sign_in::routes())
        .merge(cases::routes())
        .merge(drafts::routes())
        .merge(counterparts::routes())
        .merge(record::routes())
        .merge(reports::routes())
        .merge(translations::routes())
        .merge(account::routes())
        .merge(administration::routes())
        .merge(help::routes())
        .route("/components", get(components::show))
        .merge(api::routes(&site))
        .fallback(fault::nowhere)
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn(pace::keep))
        .layer(from_fn_with_state(Arc::clone(&site), stirred::tell))
        .layer(from_fn_with_state(Arc::clone(&site), fault::told))
        .layer(from_fn(tus::mark))
        .layer(from_fn(compress::pack))
        .layer(from_fn_with_state(Arc::clone(&site), guard::stand))
        .with_state(site)
}
