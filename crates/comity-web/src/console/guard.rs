//! What holds for every answer of the console: whom it talks to, and what a browser may do with it.
//!
//! - A request for a host name that is not ours is refused (DNS rebinding).
//! - A form that comes from another origin is refused before anybody reads it.
//! - Pages load from their own origin alone, are framed by nobody, run no inline
//!   script, and tell no other origin where their reader came from.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::Site;

/// The host names that a console answers to, each with or without a port.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// These names and no others, compared without case.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let names = names.into_iter().map(|name| name.to_ascii_lowercase());
        Self(names.collect())
    }

    /// Whether a `Host` header names one of them.
    #[must_use]
    pub fn contains(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        self.0.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// What a browser may do with a page of ours.
const POLICY: &str = "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

static HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Stands before every page.
pub(crate) async fn stand(
    State(site): State<Arc<Site>>,
    request: Request<Body>,
    next: Next,
) -> Response {
    let host = request.headers().get(header::HOST);
    let host = host
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !site.hosts.contains(host) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    if changes(request.method()) && !from_here(request.headers(), host) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in &HEADERS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    // What a page says is for its reader alone.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether a browser says that the request comes from a page of this origin.
///
/// Programs send neither header; they have no cookie of a session either, or put
/// one in on purpose.
fn from_here(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(HeaderValue::to_str);
    let site = HeaderName::from_static("sec-fetch-site");
    let same_site = match text(&site) {
        None => true,
        Some(Ok(value)) => matches!(value, "same-origin" | "none"),
        Some(Err(_)) => false,
    };
    let same_origin = match text(&header::ORIGIN) {
        None => true,
        Some(Ok(origin)) => {
            let rest = origin.split_once("://").map(|(_, rest)| rest);
            rest.is_some_and(|rest| rest.eq_ignore_ascii_case(host))
        }
        Some(Err(_)) => false,
    };
    same_site && same_origin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_on_the_list_are_answered_to() {
        let hosts = Hosts::new(["officer.cn.localhost".to_owned()]);
        for (host, known) in [
            ("officer.cn.localhost", true),
            ("OFFICER.cn.localhost:8080", true),
            ("officer.cn.localhost:80a", false),
            ("evil.example", false),
            ("officer.cn.localhost.evil.example", false),
            ("", false),
        ] {
            assert_eq!(hosts.contains(host), known, "{host}");
        }
    }

    #[test]
    fn a_form_of_another_origin_is_not_from_here() {
        let check = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            from_here(&headers, "officer.cn.localhost:8080")
        };
        assert!(check(&[]));
        assert!(check(&[("sec-fetch-site", "same-origin")]));
        assert!(check(&[("origin", "http://officer.cn.localhost:8080")]));
        assert!(!check(&[("origin", "http://releaser.cn.localhost:8080")]));
        assert!(!check(&[("origin", "null")]));
        assert!(!check(&[("sec-fetch-site", "cross-site")]));
        assert!(!check(&[("sec-fetch-site", "same-site")]));
    }
}
