//! Acts of 2 KiB end to end, beside sealing to two readers and opening alone, on the same cores.

use std::thread;

use comity_peer::seal::{Recipients, Sealer, Suite};

use crate::{
    Measured, Scale,
    clock::{median, rate, timed},
    side::Pair,
};

const BATCH: u64 = 1_000;
/// Bytes of text in a body: with its other fields it is padded to 2 KiB.
const TEXT: usize = 1_800;
/// Plain sizes of the two files of an act, as padded.
const FILES: [usize; 2] = [1_024, 2_048];

/// Measures the row for one suite; rounds of both alternate.
///
/// # Errors
/// A node or the sealing fails.
pub fn run(scale: Scale, suite: Suite) -> anyhow::Result<Measured> {
    let folder = tempfile::tempdir()?;
    let pair = Pair::new(folder.path(), suite)?;
    let to = pair.recipients()?;
    let (batch, mut ours, mut floor) = (scale.pick(BATCH, 200), Vec::new(), Vec::new());
    for round in 0..scale.pick(7, 3) {
        let (done, time) = timed(|| -> anyhow::Result<()> {
            let end = pair.say(batch, TEXT, round)?;
            anyhow::ensure!(pair.exchange()? >= end, "not all of the batch is receipted");
            Ok(())
        });
        done?;
        ours.push(rate(batch, time));
        let (done, time) = timed(|| alone(&pair, &to, batch));
        done?;
        floor.push(rate(batch, time));
    }
    Ok(Measured {
        what: format!(
            "acts of 2 KiB end to end, {}; floor: sealing to two readers and opening",
            suite.name()
        ),
        ours: median(ours),
        beside: median(floor),
        unit: "/s",
        target: 0.6,
    })
}

/// Seals at A and opens at B what so many acts need, on all cores.
fn alone(pair: &Pair, to: &Recipients, acts: u64) -> anyhow::Result<()> {
    let cores = thread::available_parallelism()?.get() as u64;
    let (seal, open) = (
        pair.a.node.secrets().sealer.clone(),
        pair.b.node.secrets().sealer.clone(),
    );
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|core| {
                let (seal, open) = (&*seal, &*open);
                let share = acts / cores + u64::from(core < acts % cores);
                scope.spawn(move || (0..share).try_for_each(|_| one(seal, open, to)))
            })
            .collect();
        for worker in workers {
            worker
                .join()
                .map_err(|_| anyhow::anyhow!("a worker panicked"))??;
        }
        Ok(())
    })
}

fn one(seal: &dyn Sealer, open: &dyn Sealer, to: &Recipients) -> anyhow::Result<()> {
    for size in FILES {
        let sealed = seal.seal(to, &vec![b'x'; size])?;
        let opened = open.open(&sealed)?;
        anyhow::ensure!(opened.plain.len() == size, "opened something else");
    }
    Ok(())
}
