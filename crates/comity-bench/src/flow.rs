//! A flow of batches: one thread says, another exchanges what is there, as a peer appends
//! while its replication goes on.

use std::{sync::mpsc::sync_channel, thread};

use crate::side::{Pair, start};

/// Batches that may be said and not yet receipted, as with the peer.
const AHEAD: usize = 20;

/// Says all batches, and ends when the last entry is receipted; `say` gives the end of its batch,
/// `exchanged` is called after each exchange.
///
/// # Errors
/// A node fails.
pub(crate) fn flow(
    pair: &Pair,
    batches: u64,
    say: impl Fn(u64) -> anyhow::Result<u64> + Send,
    mut exchanged: impl FnMut(),
) -> anyhow::Result<()> {
    let (said, waiting) = sync_channel(AHEAD);
    thread::scope(|scope| {
        let sayer = scope.spawn(move || {
            (0..batches).try_for_each(|batch| {
                // The other thread is gone only when it failed, and says why.
                said.send(say(batch)?)
                    .map_err(|_| anyhow::anyhow!("the exchanges ended"))
            })
        });
        let mut receipted = 0;
        for end in waiting {
            if receipted < end {
                receipted = pair.exchange(start())?;
                exchanged();
            }
            anyhow::ensure!(receipted >= end, "not all of a batch is receipted");
        }
        sayer
            .join()
            .map_err(|_| anyhow::anyhow!("the thread that says panicked"))?
    })
}
