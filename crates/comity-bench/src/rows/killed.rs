//! A large attachment on its way while the process that fetches it is killed three times.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::Context as _;
use comity_core::Hash;
use comity_peer::seal::Suite;
use comity_store::{
    Store as _,
    parts::{PartBytes as _, PartFile, PartSet},
};

use crate::{
    Measured, Scale, Want,
    attached::{Generated, keep, sealed},
    clock::timed,
    side::{Pair, start, takedown},
};

/// Where the process is killed, in quarters of the bytes.
const KILLS: [u64; 3] = [1, 2, 3];
/// How often the fetching process says how far it is.
const TELL: u64 = 4 << 20;

/// Measures the row: the same file fetched without a kill, with three, and without again.
///
/// The fetching process holds both sides and calls without a network, so a
/// kill takes both down at once, and no transfer rate but the node's own counts.
///
/// # Errors
/// A node fails, or the file does not arrive whole.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let folder = tempfile::tempdir_in(crate::big::cache_made()?)?;
    let bytes = scale.pick(10 << 30, 256 << 20);
    let root = announce(folder.path(), bytes)?;
    // The disk slows down as it is written to: without a kill before and after, and the mean of both.
    let before = fetched(folder.path(), bytes, &[])?;
    forget(folder.path(), root)?;
    let ours = fetched(folder.path(), bytes, &KILLS)?;
    forget(folder.path(), root)?;
    let alone = (before + fetched(folder.path(), bytes, &[])?) / 2;
    let rate = |time: Duration| bytes as f64 / f64::from(1 << 20) / time.as_secs_f64();
    Ok(vec![Measured {
        what: format!(
            "attachment of {} MiB fetched, killed {} times; beside: the same without a kill",
            bytes >> 20,
            KILLS.len()
        ),
        ours: rate(ours),
        beside: Some(rate(alone)),
        unit: "MiB/s",
        want: Want::AtLeast(0.7),
    }])
}

/// What the process that is killed does: the counterpart fetches all that was announced.
///
/// # Errors
/// A node fails.
pub fn transfer(folder: &Path) -> anyhow::Result<()> {
    let pair = Pair::open(folder, Suite::AgeX25519)?;
    let root: Hash = fs::read_to_string(folder.join("root"))?.parse()?;
    let (line, them) = (pair.line_back(start()), pair.a.node.me());
    let mut told = 0;
    let mut out = std::io::stdout();
    let held = held(&pair, &root)?;
    let done = pair
        .b
        .node
        .fetch(&pair.b.parts, &line, them, &root, &mut |bytes| {
            if bytes >= told {
                told = bytes + TELL;
                // Nobody reads any more: the kill is near.
                writeln!(out, "{}", held + bytes)
                    .and_then(|()| out.flush())
                    .ok();
            }
            true
        })?;
    anyhow::ensure!(done.complete, "the attachment is not whole");
    Ok(())
}

/// Seals at A, says so in an act, and lets B know of it.
fn announce(folder: &Path, bytes: u64) -> anyhow::Result<Hash> {
    let pair = Pair::open(folder, Suite::AgeX25519)?;
    let sealed = sealed(&pair.a, &mut Generated::new(bytes))?;
    keep(&pair.a, &sealed)?;
    let mut draft = takedown(1, 100);
    draft.attachments = vec![sealed.reference];
    pair.a.say(pair.b.node.me(), vec![draft], start(), 1)?;
    pair.exchange(start())?;
    let root = sealed.reference.root;
    fs::write(folder.join("root"), root.to_string())?;
    Ok(root)
}

/// How long a fetch takes in processes that are killed at these quarters.
fn fetched(folder: &Path, bytes: u64, kills: &[u64]) -> anyhow::Result<Duration> {
    let (done, taken) = timed(|| -> anyhow::Result<()> {
        for quarter in kills {
            process(folder, Some(bytes / 4 * quarter))?;
        }
        process(folder, None)
    });
    done?;
    let pair = Pair::open(folder, Suite::AgeX25519)?;
    let root: Hash = fs::read_to_string(folder.join("root"))?.parse()?;
    let row = pair.b.node.unfollowed().read(|tx| tx.attachment(&root))?;
    anyhow::ensure!(row.is_some_and(|row| row.complete), "not whole");
    Ok(taken)
}

/// One process that fetches, killed once so many bytes are there.
fn process(folder: &Path, kill_at: Option<u64>) -> anyhow::Result<()> {
    let mut child = Command::new(env::current_exe()?)
        .arg("--transfer")
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()?;
    let out = child.stdout.take().context("output of the process")?;
    for line in BufReader::new(out).lines() {
        let there: u64 = line?.parse()?;
        if kill_at.is_some_and(|at| there >= at) {
            child.kill()?;
            child.wait()?;
            return Ok(());
        }
    }
    let ended = child.wait()?;
    anyhow::ensure!(kill_at.is_none(), "it ended before it was killed");
    anyhow::ensure!(ended.success(), "the fetch failed");
    Ok(())
}

fn held(pair: &Pair, root: &Hash) -> anyhow::Result<u64> {
    let row = pair.b.node.unfollowed().read(|tx| tx.attachment(root))?;
    let held = row.map_or(0, |row| row.held.count());
    Ok(held * comity_core::envelope::PART)
}

/// B has nothing of it any more, but knows of it.
fn forget(folder: &Path, root: Hash) -> anyhow::Result<()> {
    let pair = Pair::open(folder, Suite::AgeX25519)?;
    pair.b.parts.remove(PartFile::Sealed(&root))?;
    Ok(pair.b.node.unfollowed().write(move |tx| {
        if let Some(mut row) = tx.attachment(&root)? {
            (row.complete, row.held) = (false, PartSet::new());
            tx.put_attachment(&row)?;
        }
        Ok::<_, comity_store::StoreError>(())
    })?)
}
