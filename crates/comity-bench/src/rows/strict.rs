//! One caller in strict sequence: an act is said, exchanged and receipted before the next one.

use comity_peer::seal::Suite;

use super::record::PAYLOAD;
use crate::{
    Measured, Scale, Want,
    clock::time,
    floor,
    side::{Pair, start},
};

/// Measures the row.
///
/// The floor is what the acts made durable and signed on both sides, counted
/// while they ran, times what each costs alone in the same round.
///
/// # Errors
/// A node or the machine fails.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let pair = Pair::open(folder.path(), Suite::StandIn)?;
    let (rounds, each) = (scale.pick(20, 4), scale.pick(25, 10));
    let (mut ours, mut floors) = (0.0, 0.0);
    for round in 0..rounds {
        let (before, written) = (counts(&pair), floor::written()?);
        let taken = time(|| (0..each).try_for_each(|act| one(&pair, round * 1_000 + act)))?;
        let (after, written) = (counts(&pair), floor::written()? - written);
        let (writes, marks) = (after.0 - before.0, after.1 - before.1);
        let mark = mark_size(&pair)?;
        let bytes = written.saturating_sub(marks * mark) / writes.max(1);
        let commit = floor::commit(folder.path(), usize::try_from(bytes)?, 20)?;
        let replace = floor::replace(folder.path(), usize::try_from(mark)?, 20)?;
        let sign = floor::sign(&pair.a, 20)?;
        ours += taken.as_secs_f64();
        floors +=
            writes as f64 * commit.as_secs_f64() + marks as f64 * (replace + sign).as_secs_f64();
        eprintln!(
            "  {:.2} ms an act: {writes} commits of {bytes} bytes, {:.3} ms each; {marks} marks, {:.3} ms each, and signatures, {:.3} ms each; {each} acts",
            taken.as_secs_f64() * 1e3 / each as f64,
            commit.as_secs_f64() * 1e3,
            replace.as_secs_f64() * 1e3,
            sign.as_secs_f64() * 1e3
        );
    }
    let acts = (rounds * each) as f64;
    Ok(vec![Measured {
        what:
            "one caller in strict sequence, stand-in; floor: its fsyncs and signatures, both sides"
                .to_owned(),
        ours: acts / ours,
        beside: Some(acts / floors),
        unit: "/s",
        want: Want::AtLeast(0.7),
    }])
}

fn one(pair: &Pair, seed: u64) -> anyhow::Result<()> {
    let end = pair.say(1, PAYLOAD, seed)?;
    anyhow::ensure!(pair.exchange(start())? >= end, "not receipted");
    Ok(())
}

fn counts(pair: &Pair) -> (u64, u64) {
    let (a, b) = (pair.a.counts.now(), pair.b.counts.now());
    (a.0 + b.0, a.1 + b.1)
}

/// Bytes of the file of marks of one side.
fn mark_size(pair: &Pair) -> anyhow::Result<u64> {
    let name = format!("{}.json", pair.b.node.me());
    Ok(std::fs::metadata(pair.a.home.high_water().join(name))?.len())
}
