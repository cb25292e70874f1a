//! What a page could not do: a stable code, what its words speak of, and the status that it has in HTTP.
//!
//! A fault carries no words. They are chosen where the answer goes out
//! ([`Fault::into_response`] puts the fault beside the answer; [`told`] writes the page).

use std::{fmt::Display, sync::Arc};

use askama::Template;
use axum::{
    body::Body,
    extract::{Request, State, rejection::FormRejection},
    http::{StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use comity_node::{
    NodeError,
    accounts::AccessError,
    attach::AttachError,
    case::{CaseError, file::FileError, import::ImportError},
    erase::EraseError,
    people::PeopleError,
    prove::ProveError,
    report::ReportError,
    translate::TranslationError,
    views::ViewError,
    webhooks::WebhookError,
};
use comity_store::StoreError;
use comity_text::{Args, Detail, errors::Explained};

use super::{
    Site,
    page::{Page, Room},
    visit,
};

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    status: StatusCode,
    code: String,
    details: Vec<(&'static str, String)>,
    /// What the words do not say: a place in a list, what a library found.
    found: Option<Detail>,
    /// Where somebody who is not signed in wanted to go.
    to: Option<String>,
}

impl Fault {
    /// A fault of a lower layer, by its stable code.
    pub(crate) fn of(code: &str, cause: impl Display) -> Self {
        let fault = Self::new(status_of(code), code).with("cause", cause);
        if fault.status.is_server_error() {
            tracing::error!(code, "failed to answer a page");
        }
        fault
    }

    /// A fault of this status and code.
    pub(crate) fn new(status: StatusCode, code: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            details: Vec::new(),
            found: None,
            to: None,
        }
    }

    /// Nobody is signed in.
    pub(crate) fn sign_in_first(to: &str) -> Self {
        Self {
            to: Some(to.to_owned()),
            ..Self::new(StatusCode::UNAUTHORIZED, "access-not-signed-in")
        }
    }

    /// A form that no page of this session sent.
    pub(crate) fn forged() -> Self {
        Self::new(StatusCode::FORBIDDEN, "console-form-forged")
    }

    /// A form that cannot be read.
    pub(crate) fn form(error: &FormRejection) -> Self {
        Self::new(error.status(), "console-form-unread")
    }

    /// A field that is not of the right kind.
    pub(crate) fn unread() -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "console-form-unread")
    }

    /// A time that is none.
    pub(crate) fn unread_time(text: &str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "time-malformed").with("text", text)
    }

    /// There is no such page, or none that the visitor may know of.
    pub(crate) fn absent() -> Self {
        Self::new(StatusCode::NOT_FOUND, "console-page-absent")
    }

    /// Work that ended without an answer.
    pub(crate) fn bug() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "console-bug")
    }

    /// With a value that the words speak of.
    pub(crate) fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.details.push((name, value.to_string()));
        self
    }

    /// Whether it has this code.
    pub(crate) fn is(&self, code: &str) -> bool {
        self.code == code
    }

    /// Whether whoever asked can mend it, by asking otherwise.
    pub(crate) fn can_be_mended(&self) -> bool {
        !self.status.is_server_error()
            && !matches!(
                self.status,
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
            )
    }

    /// Its stable code.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    /// Its status in HTTP.
    pub(crate) const fn status(&self) -> StatusCode {
        self.status
    }

    /// A value that its words speak of.
    pub(crate) fn detail(&self, name: &str) -> Option<&str> {
        let found = self.details.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The same with another status.
    pub(crate) const fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Its words: what happened, why with what was found, and what to do.
    pub(crate) fn explained(&self, words: &comity_text::Catalogue) -> Explained {
        let args = self.details.iter();
        let args = args.fold(Args::new(), |args, (name, value)| args.with(name, value));
        let mut told = words.explain_on_page(&self.code, &args);
        if let Some(found) = &self.found {
            let args = Args::new()
                .with("why", told.why)
                .with("detail", found.told(words));
            told.why = words.text("detail-more", &args);
        }
        told
    }
}

/// The status of a stable code of a lower layer.
fn status_of(code: &str) -> StatusCode {
    match code {
        "access-not-signed-in" => StatusCode::UNAUTHORIZED,
        "access-denied" | "person-not-in-role" | "person-disabled" => StatusCode::FORBIDDEN,
        "node-no-channel" | "node-no-dossier" | "prove-no-act" | "prove-no-evidence" => {
            StatusCode::NOT_FOUND
        }
        "draft-changed" => StatusCode::CONFLICT,
        "attachment-too-large" => StatusCode::PAYLOAD_TOO_LARGE,
        "access-too-many-tries" => StatusCode::TOO_MANY_REQUESTS,
        // What is wrong here and not with what was asked.
        "attachment-io"
        | "attachment-scan"
        | "attachment-disk-full"
        | "backup-io"
        | "node-no-keys"
        | "node-contended"
        | "node-desk-stalled"
        | "home-io" => StatusCode::SERVICE_UNAVAILABLE,
        "access-breached-list" => StatusCode::SERVICE_UNAVAILABLE,
        _ if code.starts_with("store-") => StatusCode::SERVICE_UNAVAILABLE,
        _ if code.ends_with("-unknown") || code.ends_with("-absent") || code.starts_with("no-") => {
            StatusCode::NOT_FOUND
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

macro_rules! from {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Fault {
            fn from(error: $error) -> Self {
                Self::of(error.code(), &error)
            }
        })*
    };
}

from!(
    AccessError,
    AttachError,
    EraseError,
    NodeError,
    PeopleError,
    ProveError,
    ReportError,
    StoreError,
    ViewError,
    WebhookError,
);

impl From<CaseError> for Fault {
    fn from(error: CaseError) -> Self {
        Self {
            found: found(&error),
            ..Self::of(error.code(), &error)
        }
    }
}

/// The place in what was handed in, where an error is about one.
fn found(error: &CaseError) -> Option<Detail> {
    match error {
        CaseError::Items(error) => Detail::of_items(error),
        CaseError::File(FileError::Malformed(said))
        | CaseError::Import(ImportError::Malformed(said)) => Some(Detail::Said(said.clone())),
        CaseError::Numbers(named) => Some(Detail::Said(named.clone())),
        CaseError::Translation(TranslationError::Hidden(segments)) => {
            Some(Detail::Said(segments.join(", ")))
        }
        _ => None,
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the page of a fault, in the reader's language.
pub(crate) async fn told(
    State(site): State<Arc<Site>>,
    request: Request<Body>,
    next: Next,
) -> Response {
    let locale = visit::locale(request.headers());
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    // The API says its refusals itself.
    let Some(fault) = fault_of(&response).filter(|_| !path.starts_with("/api/")) else {
        return response;
    };
    if let Some(to) = &fault.to {
        return Redirect::to(&super::sign_in::address(to)).into_response();
    }
    let told = fault.explained((site.words)(locale));
    let page = Page::new(&site, locale, &path).titled(Room::None, told.what.clone());
    let code = fault.code.clone();
    let page = FaultPage { page, told, code };
    match page.render() {
        Ok(html) => (fault.status, Html(html)).into_response(),
        Err(_) => (fault.status, [(header::CONTENT_LENGTH, "0")]).into_response(),
    }
}

/// The fault that an answer carries; one of our own for what the library refused in its own words.
fn fault_of(response: &Response) -> Option<Fault> {
    if let Some(fault) = response.extensions().get::<Fault>() {
        return Some(fault.clone());
    }
    let status = response.status();
    let media = response.headers().get(header::CONTENT_TYPE);
    let plain = media.is_none_or(|media| media.as_bytes().starts_with(b"text/plain"));
    if !status.is_client_error() || !plain {
        return None;
    }
    Some(match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            Fault::new(status, "console-page-absent")
        }
        _ => Fault::new(status, "console-form-unread"),
    })
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    page: Page,
    told: Explained,
    code: String,
}

/// Where nothing is.
pub(crate) async fn nowhere() -> Fault {
    Fault::absent()
}

/// A page, or why there is none.
pub(crate) fn html(page: &impl Template) -> Result<Response, Fault> {
    let html = page.render().map_err(|_| Fault::bug())?;
    Ok(Html(html).into_response())
}

#[cfg(test)]
mod tests {
    use comity_core::items::ItemsError;
    use comity_text::{Locale, catalogue};

    use super::*;

    #[test]
    fn a_page_tells_the_place_that_the_words_promise() {
        let field = ItemsError::Field {
            line: 3,
            column: "ground",
        };
        let fault = Fault::from(CaseError::Items(field));
        for (locale, place) in [
            (Locale::En, "Detail: line 3, column ground."),
            (Locale::ZhHans, "详情：第3行ground列。"),
        ] {
            let why = fault.explained(catalogue(locale)).why;
            assert!(why.ends_with(place), "{why}");
        }
        let nowhere = Fault::from(CaseError::Items(ItemsError::Empty));
        let why = nowhere.explained(catalogue(Locale::En)).why;
        assert!(!why.contains("Detail:"), "{why}");
    }
}
