//! `GET /record/{party}/{log}`: entries of a log from an index on.

use comity_node::accounts::{Permission, token::Scope};

use super::{generation, whose};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Is::Always, Kind, Shape},
    },
    console::{Fault, Site},
};

/// Entries of an answer, where the caller says nothing else, and at most.
const USUAL: u64 = 100;
const MOST: u64 = 1000;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("record-list", "/record/{party}/{log}", work)
        .needs(Permission::ReadRecord, Scope::RecordRead)
        .may("generation", Kind::Whole(u32::MAX as u64))
        .may("from", Kind::Whole(1 << 53))
        .may("limit", Kind::Whole(MOST))
        .gives(Shape::object([
            ("log", Always, Shape::text()),
            ("size", Always, Shape::whole()),
            ("receipted", Always, Shape::whole()),
            ("entries", Always, Shape::list(Shape::named("LogEntry"))),
        ]))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let limit = usize::try_from(call.whole("limit").unwrap_or(USUAL)).unwrap_or_default();
    let from = call.whole("from").unwrap_or_default();
    let (them, log) = (call.them()?, whose(call));
    Answer::json(&site.node.log_page(
        &call.sight(site)?,
        &them,
        log,
        generation(call),
        from,
        limit,
    )?)
}
