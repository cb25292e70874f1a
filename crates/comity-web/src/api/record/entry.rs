//! `GET /record/{party}/{log}/{index}`: one entry with its leaf as signed and what covers it.

use comity_core::{ActId, Envelope, Hash, Origin};
use comity_node::{
    accounts::{Permission, token::Scope},
    record::EntryLine,
};
use serde::Serialize;

use super::{generation, whose};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{
            Is::{Always, Sometimes},
            Kind, Shape,
        },
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("record-entry", "/record/{party}/{log}/{index}", work)
        .needs(Permission::ReadRecord, Scope::RecordRead)
        .may("generation", Kind::Whole(u32::MAX as u64))
        .gives(Shape::all([
            Shape::named("LogEntry"),
            Shape::object([
                ("log", Always, Shape::text()),
                ("leaf", Always, Shape::text()),
                ("leaf_hash", Always, Shape::hash()),
                ("id", Sometimes, Shape::act()),
                ("envelope", Sometimes, Shape::open()),
                ("checkpoint", Sometimes, Shape::text()),
                ("receipt", Sometimes, Shape::text()),
            ]),
        ]))
}

#[derive(Serialize)]
struct Entry {
    log: Origin,
    #[serde(flatten)]
    line: EntryLine,
    /// Byte by byte as it was signed.
    leaf: String,
    leaf_hash: Hash,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<ActId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    envelope: Option<Envelope>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checkpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<String>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let index = call.whole("index").unwrap_or_default();
    let (them, log) = (call.them()?, whose(call));
    let sight = call.sight(site)?;
    let found = site
        .node
        .log_entry(&sight, &them, log, generation(call), index)?;
    let entry = found.ok_or_else(Fault::absent)?;
    Answer::json(&Entry {
        log: entry.log,
        line: entry.line,
        leaf: String::from_utf8_lossy(&entry.leaf).into_owned(),
        leaf_hash: entry.leaf_hash,
        id: entry.id,
        envelope: entry.envelope,
        checkpoint: entry.checkpoint.map(|note| note.text),
        receipt: entry.receipt.map(|note| note.text),
    })
}
