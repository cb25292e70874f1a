//! An exchange over a spool folder: what its inbox holds is opened, then a pouch is laid into its outbox.
//!
//! A running service looks into the inbox often and writes only when it has
//! said something new, has something to receipt, or its rhythm asks for a
//! fresh signature.

use std::path::Path;

use comity_core::{PartyName, Time};
use comity_node::channel::spool::Spool;

use super::{exchange::notify, house::OurNode};
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// What an exchange over a spool brought.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub(crate) struct Spooled {
    /// New entries of theirs.
    pub(crate) entries: u64,
    /// Pouches that were opened.
    pub(crate) opened: u64,
    /// Files that were not, each with the code that says why.
    pub(crate) waiting: Vec<Waiting>,
    /// The pouch that was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) written: Option<String>,
}

/// A file in the inbox that was not opened.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Waiting {
    pub(crate) file: String,
    pub(crate) code: String,
}

/// Reads the inbox.
///
/// # Errors
/// The file system refuses, or the counterpart contradicts itself.
pub(crate) fn read(node: &OurNode, folder: &Path, them: &PartyName, now: Time) -> Outcome<Spooled> {
    let read = node.read_spool(&Spool::open(folder)?, them, now)?;
    if let Some(evidence) = read.opened.iter().find_map(|one| one.misbehaved.as_ref()) {
        return Err(Failure::new(Exit::Contradiction, evidence.fork.code()));
    }
    if !read.opened.is_empty() {
        notify(node, them, now)?;
    }
    let waiting = read.waiting.into_iter();
    Ok(Spooled {
        entries: read.opened.iter().map(|one| one.brought).sum(),
        opened: u64::try_from(read.opened.len()).unwrap_or(u64::MAX),
        waiting: waiting.map(|(file, code)| Waiting { file, code }).collect(),
        written: None,
    })
}

/// Reads the inbox and writes a pouch.
///
/// # Errors
/// As [`read`]; or our own state forbids signing.
pub(crate) fn run(node: &OurNode, folder: &Path, them: &PartyName, now: Time) -> Outcome<Spooled> {
    let mut spooled = read(node, folder, them, now)?;
    spooled.written = Some(node.write_spool(&Spool::open(folder)?, them, now)?);
    Ok(spooled)
}

/// What a service wrote last into an outbox, and when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Written {
    at: Option<Time>,
    /// Generation, our entries, theirs.
    sizes: (u32, u64, u64),
}

/// Reads the inbox, and writes when something was said or came since the last time, or the rhythm in seconds is over.
///
/// # Errors
/// As [`run`].
pub(crate) fn look(
    node: &OurNode,
    folder: &Path,
    them: &PartyName,
    last: Written,
    rhythm: u32,
    now: Time,
) -> Outcome<(Spooled, Written)> {
    let mut spooled = read(node, folder, them, now)?;
    let sizes = sizes(node, them)?;
    let due = last.at.is_none_or(|at| now >= at.plus(rhythm.into()));
    if !due && sizes == last.sizes {
        return Ok((spooled, last));
    }
    spooled.written = Some(node.write_spool(&Spool::open(folder)?, them, now)?);
    // Writing may cover what came with a leaf of our own.
    let sizes = self::sizes(node, them)?;
    let at = Some(now);
    Ok((spooled, Written { at, sizes }))
}

fn sizes(node: &OurNode, them: &PartyName) -> Outcome<(u32, u64, u64)> {
    let current = node.channel(them)?.current;
    let (ours, theirs) = (current.ours.head.size(), current.theirs.head.size());
    Ok((current.number, ours, theirs))
}
