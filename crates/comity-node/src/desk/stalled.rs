//! A desk that cannot follow its logs, because something of its channel is damaged or missing.
//!
//! Channels do not depend on each other: the others are read and written as ever, and whatever
//! concerns this one is refused with the reason. Lists across channels show what its desk has
//! and name it. The reason is kept in the store, in a setting of the channel, until the desk
//! follows again; that is tried whenever somebody asks for the desk of any channel.

use comity_core::PartyName;
use comity_store::{ReadTx, Store, StoreError, Tx};
use serde::Serialize;

use crate::{
    error::NodeError,
    node::{Node, Result},
};

/// A channel whose desk cannot follow its logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("follow the logs with {them}: {because}")]
pub struct Stalled {
    /// The counterpart.
    pub them: PartyName,
    /// The stable code of what hinders it.
    pub because: String,
}

impl From<Stalled> for NodeError {
    fn from(stalled: Stalled) -> Self {
        Self::DeskStalled(stalled)
    }
}

fn key(them: &PartyName) -> String {
    format!("desk.stalled.{them}")
}

/// Whether the desk of a channel cannot follow, as was found last.
///
/// # Errors
/// The store.
pub fn find(tx: &dyn ReadTx, them: &PartyName) -> std::result::Result<Option<Stalled>, StoreError> {
    let because = tx.setting(&key(them))?;
    Ok(because.map(|because| Stalled {
        them: them.clone(),
        because,
    }))
}

/// All channels whose desk cannot follow.
///
/// # Errors
/// The store.
pub fn all(tx: &dyn ReadTx) -> std::result::Result<Vec<Stalled>, StoreError> {
    let mut found = Vec::new();
    for them in tx.channels()? {
        found.extend(find(tx, &them)?);
    }
    Ok(found)
}

/// Refuses to read a desk that cannot follow.
///
/// # Errors
/// [`NodeError::DeskStalled`], or the store.
pub fn must_follow(tx: &dyn ReadTx, them: &PartyName) -> Result<()> {
    find(tx, them)?.map_or(Ok(()), |stalled| Err(stalled.into()))
}

/// Refuses to say that something is on no desk while one of them cannot follow: it may be there.
///
/// # Errors
/// [`NodeError::DeskStalled`], or the store.
pub fn all_must_follow(tx: &dyn ReadTx) -> Result<()> {
    let first = all(tx)?.into_iter().next();
    first.map_or(Ok(()), |stalled| Err(stalled.into()))
}

/// Forgets the reason, where there is one: the transaction that follows does so first, and with
/// it fails this.
pub(super) fn clear(tx: &mut dyn Tx, them: &PartyName) -> std::result::Result<(), StoreError> {
    if tx.setting(&key(them))?.is_some() {
        tx.set_setting(&key(them), None)?;
    }
    Ok(())
}

/// Whether what hindered a desk lies in its channel, and not in the store as a whole or in what
/// may be gone at the next attempt.
pub(super) const fn is_of_channel(error: &NodeError) -> bool {
    let elsewhere = matches!(
        error,
        NodeError::File(_)
            | NodeError::Store(
                StoreError::CommitUnknown
                    | StoreError::Full
                    | StoreError::ReadOnly
                    | StoreError::Busy
                    | StoreError::Unavailable(_)
                    | StoreError::Stopped
                    | StoreError::Engine(_)
            )
    );
    !elsewhere
}

impl<S: Store> Node<S> {
    /// The channels whose desk cannot follow its logs, each tried once more.
    ///
    /// # Errors
    /// The store.
    pub fn stalled(&self) -> Result<Vec<Stalled>> {
        self.read(|_, tx| Ok(all(tx)?))
    }

    /// Has the desk of a channel follow; `false` where something of the channel hinders it, which
    /// is noted then.
    pub(crate) fn follow_or_note(&self, them: &PartyName) -> Result<bool> {
        let error = match self.follow_desk(them) {
            Ok(_) => return Ok(true),
            Err(error) if is_of_channel(&error) => error,
            Err(error) => return Err(error),
        };
        let (key, because) = (key(them), error.code().to_owned());
        let known = self.record(|_, tx| Ok(tx.setting(&key)?))?;
        if known.as_ref() != Some(&because) {
            self.change_record(move |_, tx| Ok(tx.set_setting(&key, Some(&because))?))?;
        }
        Ok(false)
    }
}
