//! What operators see of a running service: checks and numbers, never content.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use comity_core::PartyName;
use comity_node::health;
use comity_store::{Store as _, StoreError};
use comity_web::ops::{ChannelMeasures, Health, Measures, Ops};

use super::service::Answering;

/// The node's account of itself.
pub(crate) struct Account {
    pub(crate) answering: Arc<Answering>,
    /// The counterparts that the folder of keys named at the start: a lost store names none.
    pub(crate) known: BTreeSet<PartyName>,
}

impl Ops for Account {
    fn health(&self) -> Health {
        // One line a check: of several channels, the worst.
        let mut checks = BTreeMap::new();
        for check in health::signs(self.answering.node(), &self.known) {
            let all: &mut bool = checks.entry(check.code.to_owned()).or_insert(true);
            *all &= check.good;
        }
        // A house without channels stands where it signed: nowhere.
        let standing = "stands-at-high-water".to_owned();
        checks.entry(standing).or_insert(true);
        Health { checks }
    }

    fn measures(&self) -> Measures {
        let (node, counts, now) = (
            self.answering.node(),
            self.answering.counts(),
            self.answering.now(),
        );
        let mut measures = Measures {
            refusals: counts.refusals,
            ..Measures::default()
        };
        let channels: Result<_, StoreError> = node.unfollowed().read(|tx| tx.channels());
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
