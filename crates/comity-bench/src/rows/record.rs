//! The record alone: batches of 1,000 acts with the stand-in suite, durable on both sides and countersigned.

use comity_peer::seal::Suite;

use crate::{
    Measured, Scale, Want,
    clock::{median, rate, timed},
    peer,
    side::{Pair, start},
};

/// Acts in a batch.
const BATCH: u64 = 1_000;
/// Bytes of text in a body.
pub(crate) const PAYLOAD: usize = 512;

/// Measures the row.
///
/// # Errors
/// A node or the peer fails.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let pair = Pair::open(folder.path(), Suite::StandIn)?;
    let mut rates = Vec::new();
    for round in 0..scale.pick(20, 3) {
        let (done, time) = timed(|| -> anyhow::Result<()> {
            let end = pair.say(BATCH, PAYLOAD, round)?;
            anyhow::ensure!(
                pair.exchange(start())? >= end,
                "not all of the batch is receipted"
            );
            Ok(())
        });
        done?;
        rates.push(rate(BATCH, time));
    }
    let best = peer::run(scale)?
        .iter()
        .map(|peer| peer.replicated)
        .max_by(f64::total_cmp);
    Ok(vec![Measured {
        what: "the record alone, sealing replaced by the stand-in, batches of 1,000; peer at its best batch".to_owned(),
        ours: median(rates),
        beside: best,
        unit: "/s",
        want: Want::AtLeast(8.0),
    }])
}
