//! Problems of the API: RFC 9457, with a stable code and the words of the caller's language.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use comity_text::{Locale, catalogue};
use serde::Serialize;

use crate::console::{Fault, locale};

/// The media type.
pub(crate) const MEDIA: &str = "application/problem+json";

/// What could not be done.
#[derive(Debug, Serialize)]
struct Problem<'a> {
    /// Where its words stand on the page of the API.
    #[serde(rename = "type")]
    kind: String,
    /// What happened.
    title: String,
    status: u16,
    /// Why.
    detail: String,
    /// What to do.
    next: String,
    /// The stable code: what programs go by.
    code: &'a str,
    /// The parameter or field on account of which it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    /// The scope that the token lacks, where the person may do it with another token.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
}

/// Where nothing is.
pub(super) async fn nowhere() -> Fault {
    Fault::new(StatusCode::NOT_FOUND, "api-absent")
}

/// Writes a problem wherever an answer is none.
pub(super) async fn told(request: Request<Body>, next: Next) -> Response {
    let locale = locale(request.headers());
    let response = next.run(request).await;
    if let Some(fault) = response.extensions().get::<Fault>() {
        return write(fault, locale);
    }
    let status = response.status();
    // The router itself refuses methods and paths without a word.
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let code = match status {
        StatusCode::METHOD_NOT_ALLOWED => "api-method",
        StatusCode::NOT_FOUND => "api-absent",
        _ => "api-request",
    };
    let mut told = write(&Fault::new(status, code), locale);
    if let Some(allow) = response.headers().get(header::ALLOW) {
        told.headers_mut().insert(header::ALLOW, allow.clone());
    }
    told
}

pub(crate) fn write(fault: &Fault, locale: Locale) -> Response {
    let words = fault.explained(catalogue(locale));
    let code = fault.code();
    let status = fault.status();
    let problem = Problem {
        kind: format!("/api#{code}"),
        title: words.what,
        status: status.as_u16(),
        detail: words.why,
        next: words.next,
        code,
        field: fault.detail("field"),
        scope: fault.detail("scope"),
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA));
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(locale.tag()),
    );
    if status == StatusCode::UNAUTHORIZED {
        let scheme = HeaderValue::from_static("Bearer realm=\"comity\"");
        headers.insert(header::WWW_AUTHENTICATE, scheme);
    }
    let wait = fault.detail("seconds").map(HeaderValue::from_str);
    if let Some(Ok(wait)) = wait.filter(|_| status == StatusCode::TOO_MANY_REQUESTS) {
        headers.insert(header::RETRY_AFTER, wait);
    }
    response
}
