//! `GET /peer/v1/copy`, the caller's own log back, and `GET /peer/v1/log`, the answerer's again: pouches both.

use comity_peer::call::{Response, TransportError};

use super::{Told, body_of, content, pouch::MEDIA};

pub(super) fn tell(bytes: Vec<u8>) -> Told {
    content(MEDIA, bytes)
}

pub(super) fn hear(told: Told) -> Result<Response, TransportError> {
    body_of(told, MEDIA).map(Response::Pouch)
}
