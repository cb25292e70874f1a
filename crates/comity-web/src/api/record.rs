//! The record: both logs of a channel, entry by entry.

mod entry;
mod list;

use comity_node::record::Whose;

use super::{call::Call, endpoint::Endpoint};

/// The operations of this room.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![list::endpoint(), entry::endpoint()]
}

/// The log that the path names.
fn whose(call: &Call) -> Whose {
    match call.place("log") {
        "ours" => Whose::Ours,
        _ => Whose::Theirs,
    }
}

/// The generation that the query names.
fn generation(call: &Call) -> Option<u32> {
    call.whole("generation")
        .and_then(|number| u32::try_from(number).ok())
}
