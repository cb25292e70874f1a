//! The readers of what comes over HTTP, for the fuzz targets; built only with the feature `fuzzing`.
//!
//! An input is a head of lines (the first names method and target, or the
//! endpoint and the status; the others are headers), an empty line, and a body.

use hyper::{
    HeaderMap, Method, StatusCode, Uri,
    header::{HeaderName, HeaderValue},
};

use crate::peer::{self, Told, route::Route};

/// Reads a request; what is read is asked and read again as the same.
///
/// # Panics
/// When it is not: a bug.
pub fn request(data: &[u8]) {
    let (first, headers, body) = parts(data);
    let Some((method, uri)) = first.split_once(' ') else {
        return;
    };
    let (Ok(method), Ok(uri)) = (method.parse::<Method>(), uri.parse::<Uri>()) else {
        return;
    };
    let Ok(route) = Route::parse(&method, uri.path(), uri.query()) else {
        return;
    };
    // One spelling, but for a wait of nothing, which may be said or left out.
    let spelt = uri.path_and_query().map(|all| all.as_str());
    assert_eq!(
        Some(route.target().as_str()),
        spelt.map(|all| all.trim_end_matches("?wait=0"))
    );
    if body.len() > peer::request_limit(&route) {
        return;
    }
    if let Ok(request) = peer::accept(route.clone(), &headers, body) {
        let (again, asked) = peer::ask(request.clone()).expect("a request that was read");
        assert_eq!(again, route);
        let (head, body) = asked.into_parts();
        assert_eq!(peer::accept(again, &head.headers, body), Ok(request));
    }
}

/// Reads a response to the request that the first line names, as `GET /peer/v1/… 200`.
pub fn response(data: &[u8]) {
    let (first, headers, body) = parts(data);
    let mut words = first.split(' ');
    let (Some(method), Some(uri), Some(status)) = (words.next(), words.next(), words.next()) else {
        return;
    };
    let (Ok(method), Ok(uri)) = (method.parse::<Method>(), uri.parse::<Uri>()) else {
        return;
    };
    let (Ok(route), Ok(status)) = (
        Route::parse(&method, uri.path(), uri.query()),
        status.parse::<StatusCode>(),
    ) else {
        return;
    };
    if body.len() > peer::response_limit(&route, status) {
        return;
    }
    let mut told = Told::new(body);
    *told.status_mut() = status;
    *told.headers_mut() = headers;
    // Whatever it is, it is a response or an error of the transport.
    drop(peer::hear(&route, told));
}

fn parts(data: &[u8]) -> (String, HeaderMap, Vec<u8>) {
    let split = data.windows(2).position(|two| two == b"\n\n");
    let (head, rest) = data.split_at(split.unwrap_or(data.len()));
    let body = rest.get(2..).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")).take(20) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    (first, headers, body.to_vec())
}
