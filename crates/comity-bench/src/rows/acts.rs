//! Acts of 2 KiB end to end, beside sealing to two readers and opening alone, on the same cores.

use std::{sync::mpsc::channel, thread};

use anyhow::Context as _;
use comity_peer::seal::{Recipients, Sealer, Suite};
use comity_store::{Store as _, StoreError, logs::each_sealed_in};

use crate::{
    Measured, Scale, Want,
    clock::{median, rate, timed},
    flow::flow,
    side::Pair,
};

const BATCH: u64 = 1_000;
/// Batches in one round.
const BATCHES: u64 = 10;
/// Bytes of text in a body: with its other fields it is padded to 2 KiB.
pub(crate) const TEXT: usize = 1_800;

/// Measures the row for one suite; rounds of both alternate.
///
/// # Errors
/// A node or the sealing fails.
pub fn run(scale: Scale, suite: Suite) -> anyhow::Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let pair = Pair::open(folder.path(), suite)?;
    let to = pair.a.recipients(&pair.b)?;
    let files = files(&pair)?;
    let (batch, mut ours, mut floor) = (scale.pick(BATCH, 200), Vec::new(), Vec::new());
    for round in 0..scale.pick(4, 3) {
        let say = |number| pair.ask(batch, TEXT, round * BATCHES + number);
        let (done, time) = timed(|| both_desks(&pair, say));
        done?;
        ours.push(rate(batch * BATCHES, time));
        let (done, time) = timed(|| alone(&pair, &to, &files, batch));
        done?;
        floor.push(rate(batch, time));
    }
    Ok(vec![Measured {
        what: format!(
            "acts of 2 KiB end to end, {}; floor: sealing to two readers and opening",
            suite.name()
        ),
        ours: median(ours),
        beside: Some(median(floor)),
        unit: "/s",
        want: Want::AtLeast(0.6),
    }])
}

/// Says all batches; both desks follow after each exchange, as services have it, and to the end.
fn both_desks(pair: &Pair, say: impl Fn(u64) -> anyhow::Result<u64> + Send) -> anyhow::Result<()> {
    let (exchanged, turns) = channel();
    thread::scope(|scope| {
        let desks = scope.spawn(|| turns.into_iter().try_for_each(|()| pair.follow_desks()));
        // The thread is gone only when it failed, and says why.
        flow(pair, BATCHES, say, || exchanged.send(()).unwrap_or(()))?;
        drop(exchanged);
        desks
            .join()
            .map_err(|_| anyhow::anyhow!("the thread of the desks panicked"))?
    })
}

/// Plain sizes of the sealed files of one act, padding included, as they lie in the store.
pub(crate) fn files(pair: &Pair) -> anyhow::Result<Vec<usize>> {
    let end = pair.ask(1, TEXT, u64::MAX)?;
    let state = pair.a.node.channel(pair.b.node.me())?;
    let mut sealed = Vec::new();
    pair.a.node.unfollowed().read(|tx| {
        each_sealed_in(tx, &state.our_origin(), end - 1..end, |_, entry| {
            sealed.extend([entry.envelope, entry.body].map(|file| file.map(<[u8]>::to_vec)));
            Ok::<_, StoreError>(())
        })
    })?;
    let sealer = pair.a.node.secrets().sealer.clone();
    let size = |bytes: Option<Vec<u8>>| {
        let bytes = bytes.context("sealed bytes of an act")?;
        Ok(sealer.open(&bytes)?.plain.len())
    };
    sealed.into_iter().map(size).collect()
}

/// Seals at A and opens at B what so many acts need, on all cores.
fn alone(pair: &Pair, to: &Recipients, files: &[usize], acts: u64) -> anyhow::Result<()> {
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
                scope.spawn(move || (0..share).try_for_each(|_| one(seal, open, to, files)))
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

/// Seals and opens the files of one act.
pub(crate) fn one(
    seal: &dyn Sealer,
    open: &dyn Sealer,
    to: &Recipients,
    files: &[usize],
) -> anyhow::Result<()> {
    for size in files {
        let sealed = seal.seal(to, &vec![b'x'; *size])?;
        let opened = open.open(&sealed)?;
        anyhow::ensure!(opened.plain.len() == *size, "opened something else");
    }
    Ok(())
}
