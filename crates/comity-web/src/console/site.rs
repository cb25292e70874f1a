//! What pages and the API stand on: an open house, its clock, and word of what is new.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use comity_core::{PartyName, Time};
use comity_node::{
    Node,
    access::Sight,
    accounts::{Caller, office, throttle::Throttle},
    attach::Streams,
    case::uploads::Turns,
    clock::Clock,
    config::Config,
    home::Home,
    office::Office,
};
use comity_store::{AnyStore, Store as _, parts::PartBytes};
use comity_text::{Catalogue, Locale};
use tokio::sync::watch;

use crate::turnstile::Turnstile;

use super::{book::Shelf, fault::Fault, guard::Hosts, passkeys::Passkeys, record::Audits};

/// A house whose desk is open to people.
pub struct Site {
    /// The node.
    pub node: Arc<Node<AnyStore>>,
    /// The bytes of sealed attachments.
    pub parts: Arc<dyn PartBytes>,
    /// Seals and opens attachments.
    pub streams: Arc<dyn Streams>,
    /// The folder of the house, for what lies beside its store.
    pub home: Home,
    /// The rules of the house.
    pub config: Config,
    /// What time it is here.
    pub clock: Arc<dyn Clock>,
    /// The words of each language: [`comity_text::catalogue()`], and another in tests.
    pub words: fn(Locale) -> &'static Catalogue,
    /// The host names that are answered to.
    pub hosts: Hosts,
    /// Rings the service: there is something to say to this counterpart.
    pub ring: Box<dyn Fn(&PartyName) + Send + Sync>,
    /// Counts up whenever the record of any channel may have grown.
    pub news: watch::Receiver<u64>,
    /// Says that somebody of the house did something here by which work may have come to wait for others.
    pub stirred: watch::Sender<()>,
    /// Who failed to sign in, and from where.
    pub failures: Mutex<Throttle>,
    /// Ceremonies of passkeys that are under way.
    pub passkeys: Passkeys,
    /// The audit of the record that runs, and the last that ended.
    pub audits: Audits,
    /// What the parties are called.
    pub shelf: Shelf,
    /// Who has work under way that waits for somebody else.
    pub waiting: Turnstile,
    /// Who follows events.
    pub following: Turnstile,
    /// Uploads of which a piece is being taken.
    pub uploads: Turns,
}

impl Site {
    /// The office, for what people do.
    #[must_use]
    pub fn office(&self) -> Office<'_, AnyStore> {
        Office {
            node: &self.node,
            parts: &*self.parts,
            streams: &*self.streams,
            config: &self.config,
        }
    }

    /// Looks at, or notes, who failed to sign in.
    pub(crate) fn tries<T>(&self, look: impl FnOnce(&mut Throttle) -> T) -> T {
        look(&mut self.failures.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Which cases this caller may know of.
    pub(crate) fn sight(&self, caller: &Caller) -> Result<Sight, Fault> {
        let office = &caller.person.office;
        let below = self
            .node
            .unfollowed()
            .read(|tx| office::within(tx, office))?;
        Ok(Sight::of(&caller.person, below))
    }

    /// Now, by the clock of this house.
    #[must_use]
    pub fn now(&self) -> Time {
        self.clock.now()
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site")
            .field("me", self.node.me())
            .field("hosts", &self.hosts)
            .finish_non_exhaustive()
    }
}
