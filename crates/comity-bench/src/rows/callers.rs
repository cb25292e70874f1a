//! 64 callers with one act each under way: exchanges carry what has come together meanwhile.

use std::{
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use comity_peer::seal::Suite;

use super::record::PAYLOAD;
use crate::{
    Measured, Scale, Want,
    clock::{rate, timed},
    peer,
    side::{Pair, start},
};

const CALLERS: u64 = 64;

/// How much is receipted, and those who wait for it.
#[derive(Default)]
struct Receipts {
    size: Mutex<Option<u64>>,
    grown: Condvar,
}

impl Receipts {
    /// Waits until so much is receipted; `false` when the exchanges have ended before.
    fn wait_for(&self, end: u64) -> bool {
        let held = self.size.lock().unwrap_or_else(PoisonError::into_inner);
        let short = |size: &mut Option<u64>| size.is_some_and(|size| size < end);
        let held = self
            .grown
            .wait_while(held, short)
            .unwrap_or_else(PoisonError::into_inner);
        held.is_some()
    }

    fn set(&self, size: Option<u64>) {
        *self.size.lock().unwrap_or_else(PoisonError::into_inner) = size;
        self.grown.notify_all();
    }
}

/// Measures the row.
///
/// # Errors
/// A node or the peer fails.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let pair = Pair::open(folder.path(), Suite::StandIn)?;
    let each = scale.pick(100, 10);
    let (done, time) = timed(|| all(&pair, each));
    done?;
    let peers = peer::run(scale)?;
    let one = peers
        .iter()
        .find(|peer| peer.batch == 1)
        .map(|peer| peer.replicated);
    Ok(vec![Measured {
        what: "64 callers, one act each under way, stand-in; peer at batch 1, which is not durable"
            .to_owned(),
        ours: rate(CALLERS * each, time),
        beside: one,
        unit: "/s",
        want: Want::AtLeast(3.0),
    }])
}

fn all(pair: &Pair, each: u64) -> anyhow::Result<()> {
    let (receipts, left) = (Receipts::default(), AtomicU64::new(CALLERS));
    receipts.set(Some(0));
    thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                let (receipts, left) = (&receipts, &left);
                scope.spawn(move || {
                    let done = call(pair, receipts, caller, each);
                    left.fetch_sub(1, Ordering::SeqCst);
                    done
                })
            })
            .collect();
        let mut failed = Ok(());
        while failed.is_ok() && left.load(Ordering::SeqCst) > 0 {
            match pair.exchange(start()) {
                Ok(size) => receipts.set(Some(size)),
                Err(error) => failed = Err(error),
            }
        }
        receipts.set(failed.is_ok().then_some(u64::MAX));
        for caller in callers {
            caller
                .join()
                .map_err(|_| anyhow::anyhow!("a caller panicked"))??;
        }
        failed
    })
}

fn call(pair: &Pair, receipts: &Receipts, caller: u64, each: u64) -> anyhow::Result<()> {
    for round in 0..each {
        let end = pair.say(1, PAYLOAD, caller * 1_000_000 + round)?;
        anyhow::ensure!(receipts.wait_for(end), "the exchanges ended");
    }
    Ok(())
}
