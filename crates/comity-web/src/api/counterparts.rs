//! Counterparts: the channel with each, and its health.

mod exchange;
mod list;
mod show;

use super::endpoint::Endpoint;

/// The operations of this room.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![list::endpoint(), show::endpoint(), exchange::endpoint()]
}
