//! Whoever reads the desk sees it followed.
//!
//! [`Node::store`] is the way to the store for all who may look at the desk:
//! where a log is ahead of its mark, the desk follows first. A long way is gone
//! in stretches, each a transaction of its own, so that other writers get in
//! between and a crash loses one stretch at most.
//!
//! A channel whose desk cannot follow does not hold up the others ([`stalled`]).

use std::{collections::BTreeSet, sync::Arc};

use comity_core::PartyName;
use comity_store::{ReadTx, Store, StoreError, Tx};

use super::{clear, follow, stalled};
use crate::{
    error::NodeError,
    node::{Node, Party, Result},
};

/// The most entries that one transaction puts on a desk.
const STRETCH: u64 = 8000;
/// How often a reader has the desk followed while others go on writing.
const PATIENCE: usize = 5;

/// What a desk has taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Way {
    /// Entries that were put on it.
    pub entries: u64,
    /// Rows of cases that were made anew.
    pub cases: u64,
}

/// The store of a node, with its desk followed before each transaction.
#[derive(Debug)]
pub struct Followed<'a, S>(&'a Node<S>);

impl<S> Clone for Followed<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Followed<'_, S> {}

impl<S: Store> Followed<'_, S> {
    /// Runs work on one view of the store.
    ///
    /// Where others write all the time, the view may after a few attempts hold entries that
    /// were appended since it was asked for and are not on the desk. Nor are those of a channel
    /// that is [`stalled`]: whoever reads the desk of one channel asks for that.
    ///
    /// # Errors
    /// The error of the work, or why the store could not be read or a desk not be tried.
    pub fn read<T, E: From<StoreError> + From<NodeError>>(
        self,
        work: impl FnOnce(&dyn ReadTx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let (node, mut work, mut patience) = (self.0, Some(work), PATIENCE);
        let mut stalled = BTreeSet::new();
        loop {
            let answer = node.store.read(|tx| {
                let mut behind = match patience {
                    0 => Vec::new(),
                    _ => follow::behind(&node.party, tx)?,
                };
                behind.retain(|(them, _)| !stalled.contains(them));
                match work.take_if(|_| behind.is_empty()) {
                    Some(work) => work(tx).map(Ok),
                    None => Ok::<_, E>(Err(behind)),
                }
            })?;
            let behind = match answer {
                Ok(answer) => return Ok(answer),
                Err(behind) => behind,
            };
            for (them, _) in behind {
                if !node.follow_or_note(&them)? {
                    stalled.insert(them);
                }
            }
            patience = patience.saturating_sub(1);
        }
    }

    /// Runs work in one durable transaction; of a channel that is stalled it sees what
    /// [`Followed::read`] sees.
    ///
    /// # Errors
    /// The error of the work, or why the store could not run or commit it or a desk not be tried.
    pub fn write<T, E>(
        self,
        work: impl FnOnce(&mut dyn Tx) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + From<NodeError> + Send + 'static,
    {
        let (node, mut work, mut patience) = (self.0, work, PATIENCE);
        let mut stalled = BTreeSet::new();
        for (them, missing) in node.record(follow::behind)? {
            if missing > STRETCH && !node.follow_or_note(&them)? {
                stalled.insert(them);
            }
        }
        loop {
            let (party, known) = (Arc::clone(&node.party), stalled.clone());
            let done = node.store.write(move |tx| {
                match follow_all(&party, tx, &known) {
                    Ok(()) => {}
                    Err((Some(them), error)) if stalled::is_of_channel(&error) => {
                        return Err(Undone::Stalled(them, error, work));
                    }
                    Err((_, error)) => return Err(Undone::Failed(error.into())),
                }
                work(tx).map_err(Undone::Failed)
            });
            let (them, error, back) = match done {
                Ok(done) => return Ok(done),
                Err(Undone::Failed(error)) => return Err(error),
                Err(Undone::Stalled(them, error, work)) => (them, error, work),
            };
            if !node.follow_or_note(&them)? {
                stalled.insert(them);
            } else if patience == 0 {
                return Err(error.into());
            }
            patience = patience.saturating_sub(1);
            work = back;
        }
    }
}

/// Why work was not done.
enum Undone<W, E> {
    /// The desk of this channel did not follow; the work was not begun.
    Stalled(PartyName, NodeError, W),
    /// The work or the store.
    Failed(E),
}

impl<W, E: From<StoreError>> From<StoreError> for Undone<W, E> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Has all desks follow but those that are known to be stalled; an error with the channel that it is of.
fn follow_all(
    party: &Party,
    tx: &mut dyn Tx,
    stalled: &BTreeSet<PartyName>,
) -> std::result::Result<(), (Option<PartyName>, NodeError)> {
    let behind = follow::behind(party, &*tx).map_err(|error| (None, error))?;
    for (them, _) in behind
        .into_iter()
        .filter(|(them, _)| !stalled.contains(them))
    {
        if let Err(error) = follow::follow(party, tx, &them, u64::MAX) {
            return Err((Some(them), error));
        }
    }
    Ok(())
}

impl<S: Store> Node<S> {
    /// The store, for all who may look at the desk.
    pub const fn store(&self) -> Followed<'_, S> {
        Followed(self)
    }

    /// Runs work in one durable transaction that sees the desk followed.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Party, &mut dyn Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let party = Arc::clone(&self.party);
        self.store().write(move |tx| work(&party, tx))
    }

    /// Runs work on one view of the store that sees the desk followed.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Party, &dyn ReadTx) -> Result<T>) -> Result<T> {
        self.store().read(|tx| work(&self.party, tx))
    }

    /// Brings the desk of a channel to the ends of its logs, or to where it must wait.
    ///
    /// # Errors
    /// The store fails, or content cannot be tried.
    pub fn follow_desk(&self, them: &PartyName) -> Result<Way> {
        let mut all = Way::default();
        loop {
            let them = them.clone();
            let taken =
                self.change_record(move |party, tx| follow::follow(party, tx, &them, STRETCH))?;
            all.entries += taken.entries;
            all.cases += taken.cases;
            if taken.entries < STRETCH {
                return Ok(all);
            }
        }
    }

    /// Drops the desk of a channel and makes it again from logs and content.
    ///
    /// # Errors
    /// The store fails, or content cannot be tried.
    pub fn rebuild_desk(&self, them: &PartyName) -> Result<Way> {
        let of = them.clone();
        self.change_record(move |_, tx| clear(tx, &of))?;
        self.follow_desk(them)
    }
}
