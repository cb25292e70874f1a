//! Acts that arrive: the counterpart says them and calls over HTTPS, as it does in earnest.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use comity_core::{DossierId, Hash, PartyName};
use comity_node::{
    channel::say::{Draft, Matter},
    clock::{Clock as _, SystemClock},
    error::NodeError,
    rng::SystemRandom,
};
use comity_store::desk::{DossierFilter, DossierSort, Page};
use serde_json::json;

use super::course;
use crate::{
    clock::{rate, timed},
    https::Calling,
    side::{Side, draft, fields},
};

/// From one exchange to the next.
const BEAT: Duration = Duration::from_millis(100);
/// Acts of an exchange: a new request, and some in open cases.
const ACTS: u64 = 5;
/// Open cases that are spoken in.
const CASES: usize = 2_000;
/// The number of the first new request, which no case of the house has.
const FIRST: u64 = 500_000;

/// The counterpart of a served house.
pub struct Counterpart {
    side: Side,
    to: PartyName,
    calling: Calling,
    /// Open cases of theirs in which a reminder may be said.
    cases: Vec<DossierId>,
}

impl Counterpart {
    /// The counterpart that calls a service.
    ///
    /// # Errors
    /// Its store or its keys.
    pub fn new(side: Side, to: PartyName, at: SocketAddr, pin: Hash) -> anyhow::Result<Self> {
        let filter = DossierFilter {
            status: Some("answered_partial".to_owned()),
            ..DossierFilter::default()
        };
        let page = Page {
            limit: CASES,
            ..Page::default()
        };
        let rows = side
            .node
            .store()
            .read(|tx| Ok::<_, NodeError>(tx.dossiers(&filter, DossierSort::Opened, &page)?))?;
        anyhow::ensure!(!rows.is_empty(), "no case is open");
        Ok(Self {
            calling: Calling::to(&side, at, pin)?,
            cases: rows.into_iter().map(|row| row.dossier).collect(),
            side,
            to,
        })
    }

    /// Says some acts and hands them over.
    ///
    /// # Errors
    /// A node refuses, or nobody answers.
    pub fn speak(&self, turn: u64) -> anyhow::Result<()> {
        let remind = |number: u64| -> Option<Draft> {
            let place = usize::try_from(turn * ACTS + number).ok()? % self.cases.len();
            let case = self.cases.get(place)?.clone();
            let says = fields(json!({"clock": "final"}));
            Some(draft(Matter::Of(case), "remind", says, None))
        };
        let mut drafts = vec![course::request(FIRST + turn)];
        drafts.extend((1..ACTS).filter_map(remind));
        let now = SystemClock.now();
        self.side
            .node
            .say_all(&self.to, drafts, now, &mut SystemRandom)?;
        self.side
            .node
            .exchange(self.calling.transport(), &self.to, now)?;
        Ok(())
    }
}

/// Acts that arrive at a steady rate until this is ended.
pub struct Arrivals {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<anyhow::Result<u64>>,
    counterpart: Arc<Counterpart>,
}

impl Arrivals {
    /// Begins: fifty acts a second, from this turn on.
    #[must_use]
    pub fn begin(counterpart: Arc<Counterpart>, first: u64) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, speaker) = (Arc::clone(&stop), Arc::clone(&counterpart));
        let thread = thread::spawn(move || {
            let mut turn = first;
            while !stopped.load(Ordering::Relaxed) {
                let (said, taken) = timed(|| speaker.speak(turn));
                said?;
                turn += 1;
                wait(BEAT.saturating_sub(taken));
            }
            Ok(turn - first)
        });
        Self {
            stop,
            thread,
            counterpart,
        }
    }

    /// Ends; how many acts a second arrived in this time.
    ///
    /// # Errors
    /// A node refused, or nobody answered.
    pub fn end(self, lasted: Duration) -> anyhow::Result<f64> {
        self.stop.store(true, Ordering::Relaxed);
        let turns = self.thread.join();
        let turns = turns.map_err(|_| anyhow::anyhow!("the counterpart panicked"))??;
        drop(self.counterpart);
        Ok(rate(turns * ACTS, lasted))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a process of its own has no simulated clock"
)]
pub(crate) fn wait(time: Duration) {
    thread::sleep(time);
}
