//! What operators see of a running service: checks and numbers, never content.

use std::sync::Arc;

use comity_store::{Store as _, StoreError};
use comity_web::ops::{ChannelMeasures, Health, Measures, Ops};

use super::service::Answering;

/// The node's account of itself.
pub(crate) struct Account(pub(crate) Arc<Answering>);

impl Ops for Account {
    fn health(&self) -> Health {
        let node = self.0.node();
        let readable = node.store().read(|tx| tx.channels());
        let standing = readable
            .as_ref()
            .is_ok_and(|channels| channels.iter().all(|them| node.stands(them).is_ok()));
        let checks = [
            ("store-readable", readable.is_ok()),
            ("stands-at-high-water", standing),
        ];
        Health {
            checks: checks
                .map(|(name, passed)| (name.to_owned(), passed))
                .into(),
        }
    }

    fn measures(&self) -> Measures {
        let (node, counts, now) = (self.0.node(), self.0.counts(), self.0.now());
        let mut measures = Measures {
            refusals: counts.refusals,
            ..Measures::default()
        };
        let channels: Result<_, StoreError> = node.store().read(|tx| tx.channels());
        for them in channels.unwrap_or_default() {
            let Ok(state) = node.channel(&them) else {
                continue;
            };
            let (exchanges, exchanges_failed) =
                counts.exchanges.get(&them).copied().unwrap_or_default();
            let fresh = state.current.theirs.checkpoint;
            let age = |at| u64::try_from(now.since(at)).unwrap_or_default();
            let channel = ChannelMeasures {
                exchanges,
                exchanges_failed,
                entries_ours: state.current.ours.head.size(),
                entries_theirs: state.current.theirs.head.size(),
                frozen: state.current.frozen.is_some(),
                fresh_age_s: fresh.map(|mark| age(mark.at)),
            };
            measures.channels.insert(them, channel);
        }
        measures
    }
}
