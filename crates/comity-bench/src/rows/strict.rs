//! One caller in strict sequence: an act is said, exchanged and receipted before the next one.

use comity_peer::seal::Suite;

use super::record::PAYLOAD;
use crate::{
    Measured, Scale, Want,
    clock::time,
    counted::Count,
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
    settled(&pair)?;
    let (rounds, each) = (scale.pick(20, 4), scale.pick(25, 10));
    let (mut ours, mut floors) = (0.0, 0.0);
    for round in 0..rounds {
        let (before, written) = (counts(&pair), floor::written()?);
        let taken = time(|| (0..each).try_for_each(|act| one(&pair, round * 1_000 + act)))?;
        let done = counts(&pair).since(before);
        let (writes, marks, statements) = (done.writes, done.marks, done.statements);
        let written = floor::written()? - written;
        let mark = mark_size(&pair)?;
        let bytes = written.saturating_sub(marks * mark) / writes.max(1);
        let commit = floor::commit(folder.path(), usize::try_from(bytes)?, 20)?.as_secs_f64();
        let replace = floor::replace(folder.path(), usize::try_from(mark)?, 20)?.as_secs_f64();
        let sign = floor::sign(&pair.a, 20)?.as_secs_f64();
        ours += taken.as_secs_f64();
        floors += writes as f64 * commit + marks as f64 * replace + statements as f64 * sign;
        eprintln!(
            "  {each} acts, {:.2} ms each: {writes} commits of {bytes} bytes, {:.3} ms each; {marks} marks, {:.3} ms each; {statements} signatures, {:.3} ms each",
            taken.as_secs_f64() * 1e3 / each as f64,
            commit * 1e3,
            replace * 1e3,
            sign * 1e3
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

/// Says acts until the write-ahead logs of both stores are written over, and grow no more.
fn settled(pair: &Pair) -> anyhow::Result<()> {
    let sizes = || -> anyhow::Result<u64> {
        let mut sum = 0;
        for side in [&pair.a, &pair.b] {
            let mut log = side.home.store().into_os_string();
            log.push("-wal");
            sum += std::fs::metadata(log)?.len();
        }
        Ok(sum)
    };
    let mut before = 0;
    for round in 0..100 {
        if sizes()? == before {
            return Ok(());
        }
        before = sizes()?;
        pair.say(2_000, PAYLOAD, u64::MAX - round)?;
        pair.exchange(start())?;
    }
    anyhow::bail!("the write-ahead logs go on growing")
}

fn one(pair: &Pair, seed: u64) -> anyhow::Result<()> {
    let end = pair.say(1, PAYLOAD, seed)?;
    anyhow::ensure!(pair.exchange(start())? >= end, "not receipted");
    Ok(())
}

fn counts(pair: &Pair) -> Count {
    pair.a.counts.now().and(pair.b.counts.now())
}

/// Bytes of the file of marks of one side.
fn mark_size(pair: &Pair) -> anyhow::Result<u64> {
    let name = format!("{}.json", pair.b.node.me());
    Ok(std::fs::metadata(pair.a.home.high_water().join(name))?.len())
}
