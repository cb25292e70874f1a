//! Word for pages that are looked at: somebody did something here by which work may have come to
//! wait for others.
//!
//! What crosses the border rings by itself, with the record that grows; what goes from one person
//! of the house to another does not. It is only said that something was done, and to nobody outside
//! this process: each stream of events looks whether anything came that its reader may see.

use std::sync::Arc;

use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use super::Site;

/// Where such things are done, by page or by program. What only ends work is not among them.
pub(super) const DONE_AT: [&str; 20] = [
    // A draft is handed on to those who clear, then to those who release it.
    "/cases/{case}/acts/{kind}",
    "/drafts/new",
    "/drafts/{id}",
    "/drafts/{id}/submit",
    "/drafts/{id}/clear",
    "/api/v1/drafts/{draft}/submit",
    "/api/v1/drafts/{draft}/clear",
    // A text is handed to translators; one that was promised waits again without its draft.
    "/translations",
    "/translations/{translation}",
    "/drafts/{id}/discard",
    "/api/v1/translations",
    "/api/v1/translations/{translation}",
    "/api/v1/drafts/{draft}",
    // Something is asked for that a second person confirms.
    "/administration/people",
    "/administration/people/{name}",
    "/administration/people/{name}/roles",
    "/administration/people/{name}/lost",
    "/administration/offices",
    "/administration/webhooks",
    "/api/v1/webhooks",
];

/// Tells, after what was done at such an address.
pub(super) async fn tell(
    State(site): State<Arc<Site>>,
    place: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_one = place.is_some_and(|place| DONE_AT.contains(&place.as_str()));
    let answer = next.run(request).await;
    let status = answer.status();
    if is_one && !reads && (status.is_success() || status.is_redirection()) {
        site.stirred.send_replace(());
    }
    answer
}
