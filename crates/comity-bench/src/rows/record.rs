//! The record alone: batches of 1,000 acts with the stand-in suite, durable on both sides and countersigned.

use comity_peer::seal::Suite;

use crate::{
    Measured, Scale, Want,
    clock::{rate, timed},
    flow::flow,
    peer,
    side::Pair,
};

/// Acts in a batch.
const BATCH: u64 = 1_000;
/// Bytes of text in a body.
pub(crate) const PAYLOAD: usize = 512;

/// Measures the row: one thread says batch after batch, the other exchanges what is there, as
/// the peer appends while its replication goes on.
///
/// # Errors
/// A node or the peer fails.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let pair = Pair::open(folder.path(), Suite::StandIn)?;
    let batches = scale.pick(60, 6);
    let (done, time) = timed(|| {
        flow(
            &pair,
            batches,
            |batch| pair.say(BATCH, PAYLOAD, batch),
            || (),
        )
    });
    done?;
    let best = peer::run(scale)?
        .iter()
        .map(|peer| peer.replicated)
        .max_by(f64::total_cmp);
    Ok(vec![Measured {
        what: "the record alone, sealing replaced by the stand-in, batches of 1,000; peer at its best batch".to_owned(),
        ours: rate(batches * BATCH, time),
        beside: best,
        unit: "/s",
        want: Want::AtLeast(8.0),
    }])
}
