//! `POST /peer/v1/pouch`: takes a pouch and answers with one.
//!
//! With `?wait=` the answer may take so many seconds until there is something to say.

use comity_peer::call::{Request, Response, TransportError};
use hyper::header::{CONTENT_TYPE, HeaderValue};

use super::{Ask, Route, Told, body_of, content, head};

/// What pouches are: archives.
pub(super) const MEDIA: &str = "application/x-tar";

pub(super) fn ask(bytes: Vec<u8>, wait: u32) -> Result<(Route, Ask), TransportError> {
    let (route, mut ask) = head(Route::Pouch { wait }, bytes)?;
    ask.headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA));
    Ok((route, ask))
}

pub(super) const fn accept(bytes: Vec<u8>, wait: u32) -> Request {
    Request::Pouch { bytes, wait }
}

pub(super) fn tell(bytes: Vec<u8>) -> Told {
    content(MEDIA, bytes)
}

pub(super) fn hear(told: Told) -> Result<Response, TransportError> {
    body_of(told, MEDIA).map(Response::Pouch)
}
