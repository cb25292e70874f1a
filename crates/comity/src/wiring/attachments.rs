//! After the acts, their attachments: fetched from the counterpart, or pushed to it, since we can dial.
//!
//! A cursor for each side remembers up to where everything has arrived, so
//! that a long record is not walked at every exchange.

use comity_core::{
    Hash, PartyName,
    record::{Parties, Position, Side},
};
use comity_node::{
    attach::AttachError, channel::attachments::held_by_them, desk::stalled, error::NodeError,
};
use comity_peer::call::Transport;
use comity_store::{ReadTx, Store as _, StoreError};

use super::house::OurNode;
use crate::failure::Outcome;

/// Acts read at once.
const BATCH: usize = 500;

/// What moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Moved {
    /// Attachments of theirs that are complete here now.
    pub(crate) fetched: u64,
    /// Attachments of ours that the counterpart has now.
    pub(crate) pushed: u64,
    /// Bytes moved.
    pub(crate) bytes: u64,
}

impl Moved {
    /// And what moved after that.
    pub(crate) fn add(&mut self, more: Self) {
        self.fetched = self.fetched.saturating_add(more.fetched);
        self.pushed = self.pushed.saturating_add(more.pushed);
        self.bytes = self.bytes.saturating_add(more.bytes);
    }
}

/// Which way attachments of a side go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    In,
    Out,
}

/// Moves what is missing on either side; `pace` is told the bytes and says whether to go on.
pub(crate) fn settle(
    node: &OurNode,
    parts: &dyn comity_store::parts::PartBytes,
    transport: &dyn Transport,
    them: &PartyName,
    pace: &mut dyn FnMut(u64) -> bool,
) -> Outcome<Moved> {
    let mut moved = Moved::default();
    for way in [Way::In, Way::Out] {
        let (roots, end) = missing(node, them, way)?;
        let mut all = true;
        for root in &roots {
            let done = match way {
                Way::In => node.fetch(parts, transport, them, root, pace),
                Way::Out => node.push(parts, transport, them, root, pace),
            };
            match done {
                Ok(done) => {
                    moved.bytes = moved.bytes.saturating_add(done.bytes);
                    all &= done.complete;
                    match way {
                        Way::In => moved.fetched += u64::from(done.complete),
                        Way::Out => moved.pushed += u64::from(done.parts > 0 && done.complete),
                    }
                }
                // Erased on this side: nothing to move, and nothing to wait for.
                Err(AttachError::Erased(_)) => {}
                Err(error) => {
                    tracing::info!(peer.id = %them, code = error.code(), "an attachment waits");
                    all = false;
                }
            }
        }
        if all {
            remember(node, them, way, end)?;
        }
    }
    Ok(moved)
}

/// Takes our own attachments back that a loss took away; how many are whole again.
pub(crate) fn take_back(
    node: &OurNode,
    parts: &dyn comity_store::parts::PartBytes,
    transport: &dyn Transport,
    them: &PartyName,
) -> Outcome<u64> {
    let Some(parties) = Parties::new(node.me().clone(), them.clone()) else {
        return Ok(0);
    };
    let side = parties.side(node.me()).unwrap_or(Side::First);
    let (mut at, mut back) = (START, 0);
    loop {
        let acts = node.store().read(|tx| {
            stalled::must_follow(tx, them)?;
            Ok::<_, NodeError>(tx.acts(them, side, at, BATCH)?)
        })?;
        for said in &acts {
            at = Position {
                index: said.position.index.saturating_add(1),
                ..said.position
            };
            for reference in &said.envelope.attachments {
                match node.fetch_back(parts, transport, them, reference) {
                    Ok(()) => back += 1,
                    // What was erased, or never reached the counterpart, does not come back.
                    Err(error) => tracing::info!(code = error.code(), "an attachment is gone"),
                }
            }
        }
        if acts.len() < BATCH {
            return Ok(back);
        }
    }
}

/// The roots that have not arrived, and where the record ended.
fn missing(node: &OurNode, them: &PartyName, way: Way) -> Outcome<(Vec<Hash>, Position)> {
    let Some(parties) = Parties::new(node.me().clone(), them.clone()) else {
        return Ok((Vec::new(), START));
    };
    let speaker = match way {
        Way::In => them,
        Way::Out => node.me(),
    };
    let side = parties.side(speaker).unwrap_or(Side::First);
    let found = node.store().read(|tx| {
        stalled::must_follow(tx, them)?;
        let mut at = cursor(tx, them, way)?;
        let mut roots = Vec::new();
        loop {
            let acts = tx.acts(them, side, at, BATCH)?;
            for said in &acts {
                at = Position {
                    index: said.position.index.saturating_add(1),
                    ..said.position
                };
                for reference in &said.envelope.attachments {
                    if !has_arrived(tx, them, way, &reference.root)? {
                        roots.push(reference.root);
                    }
                }
            }
            if acts.len() < BATCH {
                return Ok::<_, NodeError>((roots, at));
            }
        }
    })?;
    Ok(found)
}

fn has_arrived(
    tx: &dyn ReadTx,
    them: &PartyName,
    way: Way,
    root: &Hash,
) -> Result<bool, StoreError> {
    if tx.tombstone(root)?.is_some() {
        return Ok(true);
    }
    match way {
        Way::In => Ok(tx.attachment(root)?.is_some_and(|row| row.complete)),
        Way::Out => Ok(held_by_them(tx, them, root).ok().flatten().is_some()),
    }
}

const START: Position = Position {
    generation: 1,
    index: 0,
};

fn key(them: &PartyName, way: Way) -> String {
    let way = match way {
        Way::In => "in",
        Way::Out => "out",
    };
    format!("attachments.{way}.{them}")
}

fn cursor(tx: &dyn ReadTx, them: &PartyName, way: Way) -> Result<Position, StoreError> {
    let text = tx.setting(&key(them, way))?;
    let read = text.and_then(|text| {
        let (generation, index) = text.split_once('.')?;
        Some(Position {
            generation: generation.parse().ok()?,
            index: index.parse().ok()?,
        })
    });
    Ok(read.unwrap_or(START))
}

fn remember(node: &OurNode, them: &PartyName, way: Way, end: Position) -> Outcome {
    // Pushed is not held yet: their next leaf says so, and until then we look again.
    let (roots, _) = missing(node, them, way)?;
    if !roots.is_empty() {
        return Ok(());
    }
    let (key, text) = (key(them, way), format!("{}.{}", end.generation, end.index));
    let kept = node.unfollowed().write(move |tx| {
        if tx.setting(&key)?.as_deref() == Some(text.as_str()) {
            return Ok(());
        }
        tx.set_setting(&key, Some(&text))
    });
    Ok(kept?)
}
