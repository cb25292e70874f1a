//! What the machine itself costs: syncing a file, and signing.

use std::{
    fs::File,
    io::{Seek as _, SeekFrom, Write as _},
    path::Path,
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use comity_core::{Hash, Origin};
use comity_node::{
    keys::{Marks, MemoryMarks},
    node::Secrets,
};
use comity_tlog::checkpoint::Checkpoint;

use crate::{
    clock::{median, time},
    side::{Side, start},
};

/// Commits that the file of [`commit`] has room for before it is written over.
const ROOM: u64 = 64;

/// What a commit appends to a write-ahead log, made durable each time; the middle of several rounds.
///
/// # Errors
/// The file cannot be written.
pub fn commit(folder: &Path, bytes: usize, rounds: u64) -> anyhow::Result<Duration> {
    let mut file = File::create(folder.join("floor.wal"))?;
    let page = vec![7; bytes];
    // As a write-ahead log is used: written over from its beginning, not made longer each time.
    for _ in 0..ROOM {
        file.write_all(&page)?;
    }
    file.sync_all()?;
    let mut times = Vec::new();
    for round in 0..rounds {
        file.seek(SeekFrom::Start((round % ROOM) * bytes as u64))?;
        times.push(time(|| {
            file.write_all(&page)?;
            file.sync_data()
        })?);
    }
    Ok(middle(times))
}

/// A small file replaced durably: its bytes, its name, its folder.
///
/// # Errors
/// The file cannot be written.
pub fn replace(folder: &Path, bytes: usize, rounds: u64) -> anyhow::Result<Duration> {
    let (fresh, path) = (folder.join("floor.new"), folder.join("floor.json"));
    let content = vec![7; bytes];
    let mut times = Vec::new();
    for _ in 0..rounds {
        times.push(time(|| {
            let mut file = File::create(&fresh)?;
            file.write_all(&content)?;
            file.sync_all()?;
            std::fs::rename(&fresh, &path)?;
            File::open(folder)?.sync_all()
        })?);
    }
    Ok(middle(times))
}

/// Bytes that this process has handed to write calls since it began.
///
/// # Errors
/// The system does not say.
pub fn written() -> anyhow::Result<u64> {
    let text = std::fs::read_to_string("/proc/self/io")?;
    text.lines()
        .find_map(|line| line.strip_prefix("wchar: ")?.parse().ok())
        .context("wchar in /proc/self/io")
}

/// One signed statement: a checkpoint with its lines under both algorithms; marks in memory.
///
/// # Errors
/// The library cannot sign.
pub fn sign(side: &Side, rounds: u64) -> anyhow::Result<Duration> {
    let marks: Arc<dyn Marks> = Arc::new(MemoryMarks::default());
    let secrets = Secrets::of(&side.keyring, &marks)?;
    let signer = secrets
        .signers
        .get(&1)
        .ok_or_else(|| anyhow::anyhow!("no keys"))?;
    let origin = Origin {
        sender: side.node.me().clone(),
        reader: "c.example".parse()?,
        generation: 1,
    };
    let mut times = Vec::new();
    for size in 1..=rounds {
        let checkpoint = Checkpoint {
            origin: origin.to_string(),
            size,
            root: Hash::from_bytes([7; 32]),
        };
        times.push(time(|| signer.checkpoint(&checkpoint, start()))?);
    }
    Ok(middle(times))
}

/// The middle of several times.
#[must_use]
pub fn middle(times: Vec<Duration>) -> Duration {
    let seconds = times.iter().map(Duration::as_secs_f64).collect();
    Duration::from_secs_f64(median(seconds))
}
