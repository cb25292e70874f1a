//! The endpoints between nodes, as pure functions (`docs/protocol.md`, section 7).
//!
//! A request takes four steps, two at each end: *ask* (request to HTTP, at the
//! caller), *accept* (HTTP to request), *tell* (response to HTTP) and *hear*
//! (HTTP to response, back at the caller). Each endpoint has one file with the
//! steps that are its own; this file picks the endpoint. Sockets, limits in time
//! and who is calling are the business of [`crate::server`] and [`crate::client`].

use comity_peer::call::{Request, Response, TransportError};
use hyper::{
    HeaderMap, StatusCode, Uri,
    header::{CONTENT_TYPE, HeaderValue},
};

use self::{fault::Fault, route::Route};
use crate::limits::{
    CREDENTIALS_BYTES, HELD_BYTES, OPENINGS_BYTES, PART_BYTES, POUCH_BYTES, RECEIPT_BYTES,
};

mod copy;
pub mod fault;
mod keys;
mod parts;
mod pouch;
mod problem;
mod receipt;
pub mod route;

/// A request as HTTP, body and all.
pub(crate) type Ask = hyper::Request<Vec<u8>>;

/// A response as HTTP, body and all.
pub(crate) type Told = hyper::Response<Vec<u8>>;

/// The request as HTTP, and its endpoint.
pub(crate) fn ask(request: Request) -> Result<(Route, Ask), TransportError> {
    match request {
        Request::Receipt => head(Route::Receipt, Vec::new()),
        Request::Pouch { bytes, wait } => pouch::ask(bytes, wait),
        Request::Held { root } => head(Route::Held { root }, Vec::new()),
        Request::Part { root, index } => head(Route::Part { root, index }, Vec::new()),
        Request::PutPart { root, index, part } => parts::ask_put(root, index, part),
        Request::Copy { generation, from } => head(Route::Copy { generation, from }, Vec::new()),
        Request::Log { generation, from } => head(Route::Log { generation, from }, Vec::new()),
        Request::Credentials => head(Route::Credentials, Vec::new()),
        Request::Openings {
            whose,
            generation,
            from,
        } => {
            let route = Route::Openings {
                whose,
                generation,
                from,
            };
            head(route, Vec::new())
        }
    }
}

fn head(route: Route, body: Vec<u8>) -> Result<(Route, Ask), TransportError> {
    let mut ask = Ask::new(body);
    *ask.method_mut() = route.method();
    *ask.uri_mut() = Uri::try_from(route.target())
        .map_err(|_| TransportError::WrongForm("target".to_owned()))?;
    Ok((route, ask))
}

/// How many bytes the body of a request may have.
pub(crate) const fn request_limit(route: &Route) -> usize {
    match route {
        Route::Pouch { .. } => POUCH_BYTES,
        Route::PutPart { .. } => PART_BYTES,
        Route::Receipt
        | Route::Held { .. }
        | Route::Part { .. }
        | Route::Copy { .. }
        | Route::Log { .. }
        | Route::Credentials
        | Route::Openings { .. } => 0,
    }
}

/// The request that came as HTTP.
pub(crate) fn accept(route: Route, headers: &HeaderMap, body: Vec<u8>) -> Result<Request, Fault> {
    Ok(match route {
        Route::Receipt => Request::Receipt,
        Route::Pouch { wait } => pouch::accept(body, wait),
        Route::Held { root } => Request::Held { root },
        Route::Part { root, index } => Request::Part { root, index },
        Route::PutPart { root, index } => parts::accept_put(root, index, headers, body)?,
        Route::Copy { generation, from } => Request::Copy { generation, from },
        Route::Log { generation, from } => Request::Log { generation, from },
        Route::Credentials => Request::Credentials,
        Route::Openings {
            whose,
            generation,
            from,
        } => Request::Openings {
            whose,
            generation,
            from,
        },
    })
}

/// The response as HTTP.
///
/// A response that is none to this request is our own bug, and told as one.
pub(crate) fn tell(route: &Route, response: Response) -> Told {
    match (route, response) {
        (_, Response::Nothing) => empty(),
        (_, Response::Refused { code }) => problem::tell(problem::status_of(&code), &code),
        (Route::Receipt, Response::Receipt(note)) => receipt::tell(note),
        (Route::Pouch { .. }, Response::Pouch(bytes)) => pouch::tell(bytes),
        (Route::Copy { .. } | Route::Log { .. }, Response::Pouch(bytes)) => copy::tell(bytes),
        (Route::Credentials, Response::Credentials(bytes)) => keys::tell_credentials(bytes),
        (Route::Openings { .. }, Response::Openings(bytes)) => keys::tell_openings(bytes),
        (Route::Held { .. }, Response::Held(ranges)) => parts::tell_held(&ranges),
        (Route::Part { .. }, Response::Part(part)) => parts::tell_part(part),
        _ => fault(Fault::Internal),
    }
}

/// A fault of the request, or of ours, as HTTP.
pub(crate) fn fault(fault: Fault) -> Told {
    let mut told = problem::tell(fault.status(), fault.code());
    if fault == Fault::TooMany {
        told.headers_mut()
            .insert(hyper::header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    told
}

/// How many bytes the body of a response may have.
pub(crate) const fn response_limit(route: &Route, status: StatusCode) -> usize {
    if !matches!(status, StatusCode::OK) {
        return crate::limits::PROBLEM_BYTES;
    }
    match route {
        Route::Receipt => RECEIPT_BYTES,
        Route::Pouch { .. } | Route::Copy { .. } | Route::Log { .. } => POUCH_BYTES,
        Route::Credentials => CREDENTIALS_BYTES,
        Route::Openings { .. } => OPENINGS_BYTES,
        Route::Held { .. } => HELD_BYTES,
        Route::Part { .. } => PART_BYTES,
        Route::PutPart { .. } => 0,
    }
}

/// The response that came as HTTP.
pub(crate) fn hear(route: &Route, told: Told) -> Result<Response, TransportError> {
    match told.status() {
        StatusCode::NO_CONTENT => return Ok(Response::Nothing),
        StatusCode::OK => {}
        _ => return problem::hear(&told),
    }
    match route {
        Route::Receipt => receipt::hear(told),
        Route::Pouch { .. } => pouch::hear(told),
        Route::Copy { .. } | Route::Log { .. } => copy::hear(told),
        Route::Credentials => keys::hear_credentials(told),
        Route::Openings { .. } => keys::hear_openings(told),
        Route::Held { .. } => parts::hear_held(&told),
        Route::Part { .. } => parts::hear_part(told),
        Route::PutPart { .. } => Err(wrong("status")),
    }
}

fn empty() -> Told {
    let mut told = Told::new(Vec::new());
    *told.status_mut() = StatusCode::NO_CONTENT;
    told
}

fn content(media: &'static str, body: Vec<u8>) -> Told {
    let mut told = Told::new(body);
    told.headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(media));
    told
}

/// The body of a response, if its media type is the expected one (parameters aside).
fn body_of(told: Told, media: &str) -> Result<Vec<u8>, TransportError> {
    if has_media(&told, media) {
        Ok(told.into_body())
    } else {
        Err(wrong("content-type"))
    }
}

fn has_media(told: &Told, media: &str) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_owned();
    let named = told
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    named.is_some_and(|text| essence(text).eq_ignore_ascii_case(&essence(media)))
}

fn wrong(what: &str) -> TransportError {
    TransportError::WrongForm(what.to_owned())
}

#[cfg(test)]
mod tests;
