//! The house: who calls, who else is there, and what the API is.

mod me;
mod openapi;
mod people;

use super::endpoint::Endpoint;

/// The operations of this room.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![me::endpoint(), people::endpoint(), openapi::endpoint()]
}
