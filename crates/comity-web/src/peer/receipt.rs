//! `GET /peer/v1/receipt`: the latest receipt for the caller's log, or nothing.

use comity_peer::call::{Response, TransportError};

use super::{Told, body_of, content};

const MEDIA: &str = "text/plain; charset=utf-8";

pub(super) fn tell(note: Vec<u8>) -> Told {
    content(MEDIA, note)
}

pub(super) fn hear(told: Told) -> Result<Response, TransportError> {
    body_of(told, MEDIA).map(Response::Receipt)
}
