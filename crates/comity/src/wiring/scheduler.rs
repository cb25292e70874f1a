//! When the running service calls whom: at the rhythm of the credentials, after a ring, and later after each failure.
//!
//! One task for each counterpart, so that a dead or slow one costs the others
//! nothing. A node that nobody can call (its credential names no endpoint)
//! keeps a call open and hears of news at once.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use comity_core::{PartyName, Time};
use comity_node::{attach::Throttle, clock::Clock, rng::SystemRandom};
use comity_peer::{
    call::{Request, Response, Transport, TransportError},
    exchange::Backoff,
};
use comity_store::parts::PartFolder;
use tokio::sync::{Notify, mpsc, watch};

use super::{exchange, keeper, network::Book, service::Answering, spool};

#[cfg(test)]
mod tests;

/// How often new counterparts are looked for, in seconds.
const LOOK: u64 = 30;
/// How long a call is kept open, in seconds (`docs/protocol.md`, section 7).
const WAIT: u32 = 25;

/// The calling half of a running service.
pub(crate) struct Scheduler {
    pub(crate) answering: Arc<Answering>,
    pub(crate) book: Arc<Book>,
    pub(crate) parts: Arc<PartFolder>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Counterparts that are reached over folders instead of the network.
    pub(crate) spools: BTreeMap<PartyName, PathBuf>,
    pub(crate) throttle: Arc<Throttle>,
    pub(crate) transport: Arc<dyn Transport>,
    /// Whether this node may call at all (`network.dial`).
    pub(crate) dials: bool,
    /// Whether nobody can call us.
    pub(crate) unreachable: bool,
    pub(crate) bells: Mutex<BTreeMap<PartyName, Arc<Notify>>>,
}

impl Scheduler {
    /// Runs until told to stop.
    pub(crate) async fn run(
        self: Arc<Self>,
        mut rings: mpsc::UnboundedReceiver<PartyName>,
        mut stop: watch::Receiver<bool>,
    ) {
        loop {
            self.start_new(&stop);
            let answering = Arc::clone(&self.answering);
            tokio::task::spawn_blocking(move || answering.keep(keeper::MANY));
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                Some(party) = rings.recv() => self.rung(&party),
                () = tokio::time::sleep(Duration::from_secs(LOOK)) => {}
            }
            if let Err(failure) = self.book.refresh(self.answering.node()) {
                tracing::warn!(code = failure.code, "failed to read credentials");
            }
        }
    }

    fn rung(&self, party: &PartyName) {
        self.answering.ring(party);
        self.ring(party);
    }

    /// Lets the task of this counterpart call at once.
    fn ring(&self, party: &PartyName) {
        let bells = self.bells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bell) = bells.get(party) {
            bell.notify_one();
        }
    }

    /// A task for each counterpart that has none.
    fn start_new(self: &Arc<Self>, stop: &watch::Receiver<bool>) {
        let mut bells = self.bells.lock().unwrap_or_else(PoisonError::into_inner);
        for party in self.book.rhythms().into_keys() {
            let folder = self.spools.get(&party).cloned();
            if bells.contains_key(&party) || (folder.is_none() && !self.dials) {
                continue;
            }
            let bell = Arc::new(Notify::new());
            bells.insert(party.clone(), Arc::clone(&bell));
            if let Some(folder) = folder {
                let task = Arc::clone(self).look_into(party, folder, bell, stop.clone());
                tokio::spawn(task);
                continue;
            }
            tokio::spawn(Arc::clone(self).call(party.clone(), bell, stop.clone()));
            if self.unreachable {
                tokio::spawn(Arc::clone(self).keep_open(party, stop.clone()));
            }
        }
    }

    /// Calls one counterpart again and again.
    async fn call(
        self: Arc<Self>,
        them: PartyName,
        bell: Arc<Notify>,
        mut stop: watch::Receiver<bool>,
    ) {
        let mut backoff = Backoff::default();
        loop {
            match Arc::clone(&self).once(them.clone(), false).await {
                true => backoff.succeeded(),
                false => backoff.failed(),
            }
            let wait = self.wait(&them, backoff);
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = bell.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Looks into the spool of one counterpart again and again, and writes when there is a reason.
    async fn look_into(
        self: Arc<Self>,
        them: PartyName,
        folder: PathBuf,
        bell: Arc<Notify>,
        mut stop: watch::Receiver<bool>,
    ) {
        let mut written = spool::Written::default();
        loop {
            let (scheduler, party, path) = (Arc::clone(&self), them.clone(), folder.clone());
            let work = move || scheduler.over_spool(&party, &path, written);
            written = tokio::task::spawn_blocking(work).await.unwrap_or(written);
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = bell.notified() => {}
                () = tokio::time::sleep(Duration::from_secs(LOOK)) => {}
            }
        }
    }

    /// One look into a spool; what was written last, after it.
    fn over_spool(
        &self,
        them: &PartyName,
        folder: &Path,
        written: spool::Written,
    ) -> spool::Written {
        let rhythm = self.book.rhythms().get(them).copied().unwrap_or(3600);
        let (node, now) = (self.answering.node(), self.answering.now());
        let done = spool::look(node, folder, them, written, rhythm, now);
        match done {
            Ok((spooled, written)) => {
                self.answering.count_exchange(them, None);
                for waiting in &spooled.waiting {
                    tracing::warn!(peer.id = %them, code = waiting.code, "a file of {them} was not opened");
                }
                written
            }
            Err(failure) => {
                self.answering.count_exchange(them, Some(&failure.code));
                tracing::warn!(peer.id = %them, code = failure.code, "failed to use the spool of {them}");
                written
            }
        }
    }

    /// Keeps a call open, which the counterpart answers when it has something to say.
    async fn keep_open(self: Arc<Self>, them: PartyName, mut stop: watch::Receiver<bool>) {
        let mut backoff = Backoff::default();
        loop {
            let call = Arc::clone(&self).once(them.clone(), true);
            let answered = tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                answered = call => answered,
            };
            if answered {
                backoff.succeeded();
                continue;
            }
            backoff.failed();
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = tokio::time::sleep(self.wait(&them, backoff)) => {}
            }
        }
    }

    fn wait(&self, them: &PartyName, backoff: Backoff) -> Duration {
        let rhythm = self.book.rhythms().get(them).copied().unwrap_or(3600);
        let next = backoff.next(Time::from_seconds(0), rhythm, &mut SystemRandom);
        Duration::from_secs(next.posix().max(1))
    }

    /// One exchange, on a thread that may block; whether it was completed.
    async fn once(self: Arc<Self>, them: PartyName, waits: bool) -> bool {
        let work = move || {
            let waiting = Waiting(&*self.transport);
            let transport: &dyn Transport = if waits { &waiting } else { &*self.transport };
            let line = exchange::Line {
                node: self.answering.node(),
                parts: &*self.parts,
                transport,
                clock: &*self.clock,
                throttle: &self.throttle,
            };
            let mut brought = exchange::Brought::default();
            let done = if waits {
                // Attachments are moved by the other task of this counterpart.
                exchange::acts(line, &them, &mut brought)
            } else {
                exchange::run(line, &them, &mut |_| {}).map(|moved| brought = moved)
            };
            match done {
                Ok(()) => {
                    if waits && brought.entries > 0 {
                        self.ring(&them);
                    }
                    self.answering.count_exchange(&them, None);
                    self.answering.keep(keeper::FEW);
                    tracing::info!(
                        peer.id = %them,
                        brought = brought.entries,
                        receipted = brought.receipted,
                        "exchanged with {them}"
                    );
                    true
                }
                Err(failure) => {
                    self.answering.count_exchange(&them, Some(&failure.code));
                    tracing::warn!(peer.id = %them, code = failure.code, "failed to exchange with {them}");
                    false
                }
            }
        };
        tokio::task::spawn_blocking(work).await.unwrap_or(false)
    }
}

/// A transport whose pouches are answered when there is something to say.
struct Waiting<'a>(&'a dyn Transport);

impl Transport for Waiting<'_> {
    fn call(&self, to: &PartyName, request: Request) -> Result<Response, TransportError> {
        let request = match request {
            Request::Pouch { bytes, .. } => Request::Pouch { bytes, wait: WAIT },
            other => other,
        };
        self.0.call(to, request)
    }
}
