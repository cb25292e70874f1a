//! What a running node answers to its counterparts, and the numbers that it keeps on the way.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use comity_core::{Hash, PartyName};
use comity_node::{attach::Throttle, clock::Clock};
use comity_peer::{
    call::{Request, Response},
    exchange::has_something_to_say,
};
use comity_store::parts::PartFolder;
use comity_web::server::PeerService;
use tokio::sync::watch;

use super::{
    exchange::{notify, since_start},
    house::{House, OurNode},
    keeper::{self, Keeper},
    network::Book,
};

/// A node that answers.
pub(crate) struct Answering {
    node: Arc<OurNode>,
    parts: Arc<PartFolder>,
    clock: Arc<dyn Clock>,
    throttle: Arc<Throttle>,
    book: Arc<Book>,
    news: Mutex<BTreeMap<PartyName, watch::Sender<()>>>,
    counts: Mutex<Counts>,
    keeper: Keeper,
    /// Counterparts that have said something which nobody looked at yet.
    grown: Mutex<BTreeSet<PartyName>>,
    /// Counterparts whose log is looked through for what is void, and whether more came meanwhile.
    noticing: Mutex<BTreeMap<PartyName, bool>>,
    /// Counts up whenever the record of any channel may have grown.
    seen: watch::Sender<u64>,
}

/// Numbers since the start.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    /// Exchanges by counterpart: completed and failed.
    pub(crate) exchanges: BTreeMap<PartyName, (u64, u64)>,
    /// Refusals by code.
    pub(crate) refusals: BTreeMap<String, u64>,
}

impl Answering {
    pub(crate) fn new(house: &House, book: Arc<Book>) -> Arc<Self> {
        Arc::new(Self {
            node: Arc::clone(&house.node),
            parts: Arc::clone(&house.parts),
            clock: Arc::clone(&house.clock),
            throttle: Arc::clone(&house.throttle),
            keeper: Keeper::of(house),
            book,
            news: Mutex::default(),
            counts: Mutex::default(),
            grown: Mutex::default(),
            noticing: Mutex::default(),
            seen: watch::Sender::new(0),
        })
    }

    /// Lets everybody who waits for something of this counterpart's channel look again.
    pub(crate) fn ring(&self, party: &PartyName) {
        self.sender(party).send_replace(());
        self.tell();
    }

    /// Counts up whenever the record of any channel may have grown: for those who look on.
    pub(crate) fn seen(&self) -> watch::Receiver<u64> {
        self.seen.subscribe()
    }

    fn tell(&self) {
        self.seen
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Notes how an exchange that we began ended.
    pub(crate) fn count_exchange(&self, party: &PartyName, refusal: Option<&str>) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let (completed, failed) = counts.exchanges.entry(party.clone()).or_default();
        match refusal {
            None => {
                *completed = completed.saturating_add(1);
                self.tell();
            }
            Some(_) => *failed = failed.saturating_add(1),
        }
        if let Some(code) = refusal {
            let count = counts.refusals.entry(code.to_owned()).or_default();
            *count = count.saturating_add(1);
        }
    }

    pub(crate) fn counts(&self) -> Counts {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.clone()
    }

    pub(crate) const fn node(&self) -> &Arc<OurNode> {
        &self.node
    }

    pub(crate) fn now(&self) -> comity_core::Time {
        self.clock.now()
    }

    fn sender(&self, party: &PartyName) -> watch::Sender<()> {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.entry(party.clone()).or_default().clone()
    }

    /// After new entries of a counterpart: their credentials, by which it may call next.
    fn has_grown(&self, party: &PartyName) {
        if let Err(failure) = self.book.refresh(&self.node) {
            tracing::warn!(code = failure.code, "failed to read credentials");
        }
        let mut grown = self.grown.lock().unwrap_or_else(PoisonError::into_inner);
        grown.insert(party.clone());
    }

    /// Lets the desk follow, tells those who look on, and says notices of what is void.
    fn look_at(&self, party: &PartyName) {
        self.keep(keeper::FEW);
        // Not before: who looks again must see a new case where it was registered. Not after the
        // notices either: a log that nobody looked through, as after a recovery, takes minutes.
        self.tell();
        self.say_notices(party);
    }

    /// Says the notices that are due; where somebody is at it, leaves to that one what came meanwhile.
    fn say_notices(&self, party: &PartyName) {
        let noticing = || {
            let held = self.noticing.lock();
            held.unwrap_or_else(PoisonError::into_inner)
        };
        {
            let mut noticing = noticing();
            if let Some(more) = noticing.get_mut(party) {
                *more = true;
                return;
            }
            noticing.insert(party.clone(), false);
        }
        loop {
            match notify(&self.node, party, self.clock.now()) {
                Ok(0) => {}
                Ok(_) => self.ring(party),
                Err(failure) => {
                    tracing::warn!(peer.id = %party, code = failure.code, "failed to say a notice");
                }
            }
            let mut noticing = noticing();
            if !noticing.get_mut(party).is_some_and(std::mem::take) {
                noticing.remove(party);
                return;
            }
        }
    }

    /// Registers what is new and brings the index of search forward, for so many cases at most.
    pub(crate) fn keep(&self, most: usize) {
        self.keeper.look(most);
    }

    /// How much of both logs is held, and whether something waits to be said.
    fn standing(&self, party: &PartyName) -> Option<(u64, bool)> {
        let state = self.node.channel(party).ok()?;
        Some((
            state.current.theirs.head.size(),
            has_something_to_say(&state),
        ))
    }
}

impl PeerService for Answering {
    fn party(&self, pin: &Hash) -> Option<PartyName> {
        self.book.holder(pin)
    }

    fn answer(&self, caller: &PartyName, request: Request) -> Response {
        let waits = matches!(request, Request::Pouch { wait, .. } if wait > 0);
        let before = self.standing(caller);
        let response = self
            .node
            .answer(caller, request, &*self.parts, self.clock.now());
        match &response {
            Response::Refused { code } => {
                tracing::info!(peer.id = %caller, code, "refused a request of {caller}");
                let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
                let count = counts.refusals.entry(code.clone()).or_default();
                *count = count.saturating_add(1);
            }
            // It brought nothing and there is nothing to say: the server waits for news.
            Response::Pouch(_)
                if waits
                    && before.is_some_and(|(_, speaks)| !speaks)
                    && before == self.standing(caller) =>
            {
                return Response::Nothing;
            }
            _ => {}
        }
        if before.map(|(held, _)| held) != self.standing(caller).map(|(held, _)| held) {
            self.has_grown(caller);
        }
        response
    }

    fn answered(&self, caller: &PartyName) {
        let grown = {
            let mut grown = self.grown.lock().unwrap_or_else(PoisonError::into_inner);
            grown.remove(caller)
        };
        if grown {
            self.look_at(caller);
        }
    }

    fn changed(&self, party: &PartyName) -> watch::Receiver<()> {
        self.sender(party).subscribe()
    }

    fn moved(&self, bytes: u64) -> Duration {
        self.throttle.moved(bytes, since_start())
    }
}
