//! Reports: the bytes that both sides hold, and the cases that they are made from.

mod cases;
mod show;

use comity_core::report::Span;
use comity_node::report::Ask;

use super::{
    call::Call,
    endpoint::Endpoint,
    schema::{Kind, sizes},
};

/// The operations of this room.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![show::endpoint(), cases::endpoint()]
}

/// An operation that asks for a report.
fn asking(endpoint: Endpoint) -> Endpoint {
    endpoint
        .may("as_of", Kind::Time)
        .may("from", Kind::Time)
        .may("until", Kind::Time)
        .may("cut", Kind::Cut)
}

/// Which report the query asks for.
fn ask(call: &Call) -> Ask {
    Ask {
        cut: call.text("cut").and_then(sizes),
        as_of: call.time("as_of"),
        period: Span {
            from: call.time("from"),
            until: call.time("until"),
        },
    }
}
