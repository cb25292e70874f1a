//! The office: what people of the house do, on top of a node.
//!
//! A node speaks for a party; an office drafts, releases, files, opens, erases
//! and reports, by the rules of the house. Its use cases stand in `case`,
//! `attach`, `report`, `prove`, `erase`, each one a synchronous function of the
//! store, `now` and a random source.

use comity_core::{PartyName, record::Parties};
use comity_store::{Store, parts::PartBytes};

use crate::{attach::Streams, config::Config, error::NodeError, node::Node};

/// A node with all that the house keeps beside it.
pub struct Office<'a, S> {
    /// The node.
    pub node: &'a Node<S>,
    /// The bytes of sealed attachments.
    pub parts: &'a dyn PartBytes,
    /// Seals and opens attachments.
    pub streams: &'a dyn Streams,
    /// The rules of the house.
    pub config: &'a Config,
}

impl<S> Clone for Office<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Office<'_, S> {}

impl<S: Store> Office<'_, S> {
    /// The two parties of a channel in the order that both nodes share.
    pub(crate) fn parties(&self, them: &PartyName) -> Result<Parties, NodeError> {
        Parties::new(self.node.me().clone(), them.clone())
            .ok_or_else(|| NodeError::NotTheirs(them.clone()))
    }

    /// The most bytes of an attachment that is an exhibit, or is not.
    #[must_use]
    pub const fn attachment_limit(&self, exhibit: bool) -> u64 {
        if exhibit {
            self.config.attachments.evidence_bytes
        } else {
            self.config.attachments.other_bytes
        }
    }
}
