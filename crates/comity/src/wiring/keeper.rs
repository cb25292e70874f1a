//! What a running service keeps in order beside the record: the registry's rules, the translators' queue,
//! the index of search, and uploads that nobody goes on with.
//!
//! Whoever reads without a service has it done first, as far as it is needed.

use std::sync::{Arc, Mutex};

use comity_node::{attach::AgeStreams, clock::Clock, config::Config, office::Office};
use comity_store::parts::PartFolder;

use super::house::{House, OurNode};

/// Cases that come into the index after an exchange.
pub(crate) const FEW: usize = 200;
/// And in the background, from time to time.
pub(crate) const MANY: usize = 5_000;

/// Registers new cases and brings the index forward.
pub(crate) struct Keeper {
    node: Arc<OurNode>,
    parts: Arc<PartFolder>,
    streams: AgeStreams,
    config: Config,
    clock: Arc<dyn Clock>,
    busy: Mutex<()>,
}

impl Keeper {
    /// The keeper of this house.
    pub(crate) fn of(house: &House) -> Self {
        Self {
            node: Arc::clone(&house.node),
            parts: Arc::clone(&house.parts),
            streams: house.streams,
            config: house.config.clone(),
            clock: Arc::clone(&house.clock),
            busy: Mutex::default(),
        }
    }

    /// Does what is due, for so many cases at most; nothing while another thread is at it.
    pub(crate) fn look(&self, most: usize) {
        let Ok(_busy) = self.busy.try_lock() else {
            return;
        };
        let office = Office {
            node: &self.node,
            parts: &*self.parts,
            streams: &self.streams,
            config: &self.config,
        };
        if let Err(error) = office.register(self.clock.now()) {
            tracing::warn!(code = error.code(), "failed to register new cases");
        }
        if let Err(error) = office.find_translations(most, self.clock.now()) {
            tracing::warn!(
                code = error.code(),
                "failed to look for what waits for its translation"
            );
        }
        if let Err(error) = office.index(most) {
            tracing::warn!(
                code = error.code(),
                "failed to bring the index of search forward"
            );
        }
        if let Err(error) = office.forget_uploads(self.clock.now()) {
            tracing::warn!(code = error.code(), "failed to throw old uploads away");
        }
    }
}
