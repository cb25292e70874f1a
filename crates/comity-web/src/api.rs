//! The API: the same use cases as pages and the command line, for programs of the house.
//!
//! JSON over HTTP below `/api/v1`. Who calls is said by a bearer token and nothing else: a
//! cookie opens nothing here, so no page elsewhere can make a browser call. Every operation is
//! one value of [`Endpoint`], which says its address, what it needs, what it takes and gives;
//! the router, the check of permissions, the check of parameters and the `OpenAPI` document are
//! all made of that one list ([`endpoints`]).
//!
//! Out of scope: what may be done and seen (`comity-node`), words (`comity-text`).

mod browse;
mod call;
mod cases;
mod counterparts;
mod document;
mod drafts;
mod endpoint;
mod events;
mod house;
pub(crate) mod problem;
mod rate;
mod record;
mod repeats;
mod reports;
mod schema;
mod serve;
mod shapes;
#[cfg(test)]
mod tests;
mod translations;
mod upload;
mod webhooks;

use std::{collections::BTreeMap, sync::Arc};

use axum::{Router, middleware::from_fn, routing::MethodRouter};

use self::{call::Desk, endpoint::Endpoint};
pub(crate) use self::{serve::text, upload::Upload};
use crate::console::Site;

/// Where the operations stand.
pub(crate) const BASE: &str = "/api/v1";

/// Every operation.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    let rooms = [
        house::endpoints(),
        cases::endpoints(),
        drafts::endpoints(),
        translations::endpoints(),
        counterparts::endpoints(),
        record::endpoints(),
        reports::endpoints(),
        events::endpoints(),
        webhooks::endpoints(),
    ];
    rooms.into_iter().flatten().collect()
}

/// The addresses of the API, and of the page that shows it.
pub(crate) fn routes(site: &Arc<Site>) -> Router<Arc<Site>> {
    let desk = Arc::new(Desk::new(site.config.console.api_per_minute));
    let mut places: BTreeMap<&'static str, MethodRouter<Arc<Site>>> = BTreeMap::new();
    for endpoint in endpoints() {
        let path = endpoint.path;
        let method = endpoint.method.filter();
        let (desk, endpoint) = (Arc::clone(&desk), Arc::new(endpoint));
        let handler = move |site, request| {
            let (desk, endpoint) = (Arc::clone(&desk), Arc::clone(&endpoint));
            serve::serve(site, desk, endpoint, request)
        };
        let place = places.remove(path).unwrap_or_default();
        places.insert(path, place.on(method, handler));
    }
    let api = places
        .into_iter()
        .fold(Router::new(), |api, (path, place)| api.route(path, place))
        .fallback(problem::nowhere)
        .layer(from_fn(problem::told));
    Router::new().nest(BASE, api).merge(browse::routes())
}
