//! `GET /peer/v1/credentials` and `GET /peer/v1/openings`: what a party needs that lost its keys.

use comity_peer::call::{Response, TransportError};

use super::{Told, body_of, content};

/// What lists of credentials are.
const LIST: &str = "application/json";
/// What sealed batches are.
const SEALED: &str = "application/octet-stream";

pub(super) fn tell_credentials(bytes: Vec<u8>) -> Told {
    content(LIST, bytes)
}

pub(super) fn hear_credentials(told: Told) -> Result<Response, TransportError> {
    body_of(told, LIST).map(Response::Credentials)
}

pub(super) fn tell_openings(bytes: Vec<u8>) -> Told {
    content(SEALED, bytes)
}

pub(super) fn hear_openings(told: Told) -> Result<Response, TransportError> {
    body_of(told, SEALED).map(Response::Openings)
}
