//! A large store: cases of some ten acts each, said by the real code with X25519 over the memory transport.
//!
//! It is made once and kept below `COMITY_BENCH_CACHE`, else beside the build,
//! in a folder named by its size and a fingerprint of what makes it. A run
//! that was cut off is gone on with: the cases of its last batch stay open.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use comity_core::{DossierId, Time};
use comity_node::{
    attach::AgeStreams,
    channel::say::{Draft, Matter, SaidHere},
    config::Config,
    error::NodeError,
    office::Office,
};
use comity_peer::seal::Suite;
use comity_store::desk::DossierFilter;
use comity_tlog::hash::sha256;
use serde_json::{Value, json};

use crate::{
    Scale,
    counted::CountedStore,
    side::{Pair, Side, draft, fields, start, takedown},
};

/// About how many entries a case has in both logs.
const ENTRIES: u64 = 10;
/// Cases that are opened in one transaction.
const BATCH: u64 = 250;
/// Bytes of text in a request.
const TEXT: usize = 200;
/// The time over which cases are spread, in seconds: 600 days.
const SPAN: u64 = 600 * 86_400;
/// Time from one phase of a batch to the next, in seconds.
const PHASE: i64 = 3_600;
/// One case in so many stays open after its answer in part.
const OPEN: usize = 10;

/// Both homes of a large store, closed.
#[derive(Debug, Clone)]
pub struct Big {
    /// The folder with both homes.
    pub folder: PathBuf,
    /// Its cases.
    pub cases: u64,
    /// Entries of both logs together.
    pub entries: u64,
}

/// When everything in a large store was said, and a day more.
#[must_use]
pub fn afterwards() -> Time {
    start().plus(i64::try_from(SPAN).unwrap_or_default() + 86_400)
}

/// The large store of this scale, made now if it is not there.
///
/// # Errors
/// A node refuses, or the disk is full.
pub fn big(scale: Scale) -> anyhow::Result<Big> {
    let cases = wanted(scale, ENTRIES);
    grown(&name(cases), cases, batch)
}

/// How many cases of so many entries each a scale asks for.
pub(crate) fn wanted(scale: Scale, entries_each: u64) -> u64 {
    scale
        .cases
        .or(scale.entries.map(|all| all.div_ceil(entries_each)))
        .unwrap_or_else(|| scale.pick(100_000, 2_000))
}

/// The pair of this name below the cache, batch by batch until it has so many cases.
///
/// `batch` is told how many there are and how many there shall be.
pub(crate) fn grown(
    name: &str,
    cases: u64,
    batch: fn(&Pair, u64, u64) -> anyhow::Result<()>,
) -> anyhow::Result<Big> {
    let folder = cache()?.join(name);
    fs::create_dir_all(&folder)?;
    let pair = Pair::open(&folder, Suite::AgeX25519)?;
    let mut there = count(&pair)?;
    if there < cases {
        eprintln!("  making {cases} cases in {}", folder.display());
    }
    while there < cases {
        batch(&pair, there, cases)?;
        there = count(&pair)?;
        if there.is_multiple_of(5_000) {
            eprintln!("  {there} cases");
        }
    }
    Big::of(folder, &pair)
}

impl Big {
    /// What there is in the stores of a pair.
    pub(crate) fn of(folder: PathBuf, pair: &Pair) -> anyhow::Result<Self> {
        let current = pair.a.node.channel(pair.b.node.me())?.current;
        Ok(Self {
            folder,
            cases: count(pair)?,
            entries: current.ours.head.size() + current.theirs.head.size(),
        })
    }

    /// Both sides.
    ///
    /// # Errors
    /// A store cannot be opened.
    pub fn open(&self) -> anyhow::Result<Pair> {
        Pair::open(&self.folder, Suite::AgeX25519)
    }

    /// The home of the side that asks.
    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.folder.join("a.example")
    }

    /// Its size in words.
    #[must_use]
    pub fn size(&self) -> String {
        format!("{} cases, {} entries", self.cases, self.entries)
    }
}

/// Runs work in the office of a side.
pub fn office<T>(side: &Side, work: impl FnOnce(Office<'_, CountedStore>) -> T) -> T {
    let (config, streams) = (
        Config::default(),
        AgeStreams {
            suite: Suite::AgeX25519,
        },
    );
    work(Office {
        node: &side.node,
        parts: &side.parts,
        streams: &streams,
        config: &config,
    })
}

/// Where large stores are kept.
///
/// # Errors
/// Nobody knows where this program lies.
pub fn cache() -> anyhow::Result<PathBuf> {
    if let Some(folder) = env::var_os("COMITY_BENCH_CACHE") {
        return Ok(folder.into());
    }
    Ok(crate::system::target()?.join("bench-cache"))
}

/// The same folder, there now.
///
/// # Errors
/// It cannot be made.
pub fn cache_made() -> anyhow::Result<PathBuf> {
    let folder = cache()?;
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn name(cases: u64) -> String {
    let sources = [include_str!("big.rs"), include_str!("side.rs")].concat();
    let hash = format!("{:?}", sha256(sources.as_bytes()));
    let short: String = hash.chars().take(12).collect();
    format!("cases-{cases}-{short}")
}

/// How many cases are on the desk of A.
pub(crate) fn count(pair: &Pair) -> anyhow::Result<u64> {
    let all = DossierFilter::default();
    let office = pair.a.node.store();
    Ok(office.read(|tx| Ok::<_, NodeError>(tx.count_dossiers(&all)?))?)
}

/// Some cases from their requests to their ends.
fn batch(pair: &Pair, there: u64, cases: u64) -> anyhow::Result<()> {
    let many = BATCH.min(cases - there);
    let begin = start().plus(i64::try_from(SPAN / cases.max(1) * there)?);
    let mut clock = Phases {
        pair,
        now: begin,
        seed: there * 16,
    };
    let asked = clock.a((0..many).map(|number| takedown(there + number, TEXT)))?;
    let ids = asked.iter().map(|said| said.dossier.clone());
    let all: Vec<DossierId> = ids
        .collect::<Option<_>>()
        .context("a request opens a case")?;
    let done: Vec<&DossierId> = all
        .iter()
        .enumerate()
        .filter(|(place, _)| place % OPEN != 0)
        .map(|(_, case)| case)
        .collect();
    let part = clock.b(all.iter().flat_map(|case| {
        [
            say(case, "request.ack", json!({})),
            say(case, "decision.accept", json!({})),
            say(case, "status.update", json!({"stage": "executing"})),
            say(case, "answer.partial", fates(1)),
        ]
    }))?;
    clock.a(all.iter().zip(part.chunks(4)).filter_map(|(case, said)| {
        let useful = json!({"answer": said.last()?.id, "quality": "partial", "useful": true});
        Some(say(case, "feedback.quality", useful))
    }))?;
    let answers = clock.b(done.iter().flat_map(|case| {
        [
            say(case, "items.progress", fates(1)),
            say(case, "answer.final", fates(2)),
        ]
    }))?;
    clock.a(done
        .iter()
        .zip(answers.chunks(2))
        .filter_map(|(case, said)| {
            let useful = json!({"answer": said.last()?.id, "quality": "complete", "useful": true});
            Some([
                say(case, "feedback.quality", useful),
                say(case, "case.close", json!({"outcome": "settled"})),
            ])
        })
        .flatten())?;
    Ok(())
}

/// The phases of a batch, an hour apart, each exchanged.
struct Phases<'a> {
    pair: &'a Pair,
    now: Time,
    seed: u64,
}

impl Phases<'_> {
    fn a(&mut self, drafts: impl Iterator<Item = Draft>) -> anyhow::Result<Vec<SaidHere>> {
        self.say(&self.pair.a, &self.pair.b, drafts)
    }

    fn b(&mut self, drafts: impl Iterator<Item = Draft>) -> anyhow::Result<Vec<SaidHere>> {
        self.say(&self.pair.b, &self.pair.a, drafts)
    }

    fn say(
        &mut self,
        from: &Side,
        to: &Side,
        drafts: impl Iterator<Item = Draft>,
    ) -> anyhow::Result<Vec<SaidHere>> {
        // Another batch may have come further before it was cut off.
        let latest = from.node.channel(to.node.me())?.current.ours.last_at;
        self.now = latest
            .map_or(self.now, |latest| self.now.max(latest))
            .plus(PHASE);
        self.seed += 1;
        let said = from.say(to.node.me(), drafts.collect(), self.now, self.seed)?;
        self.pair.exchange(self.now)?;
        Ok(said)
    }
}

fn say(case: &DossierId, kind: &str, says: Value) -> Draft {
    draft(Matter::Of(case.clone()), kind, fields(says), None)
}

fn fates(done: u64) -> Value {
    json!({"items": {"fates": {"done": done}}})
}

/// A home with the keys of another and no store: what is left after a loss.
///
/// # Errors
/// A file cannot be copied.
pub fn without_store(home: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(home)? {
        let entry = entry?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with("store.db") {
            continue;
        }
        let target = to.join(&name);
        if entry.file_type()?.is_dir() {
            without_store(&entry.path(), &target)?;
        } else if entry.file_type()?.is_file() {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use comity_core::case::Effect;
    use comity_store::desk::DossierSort;

    use super::*;

    #[test]
    fn every_act_of_a_large_store_has_an_effect() {
        let folder = tempfile::tempdir().unwrap();
        let pair = Pair::open(folder.path(), Suite::AgeX25519).unwrap();
        batch(&pair, 0, 20).unwrap();
        assert_eq!(count(&pair).unwrap(), 20);
        office(&pair.b, |office| {
            let filter = DossierFilter::default();
            let list = office.cases(&filter, DossierSort::NextDue, 1, 50).unwrap();
            assert_eq!(list.total, 20);
            let mut acts = 0;
            for row in list.rows {
                let view = office.case_view(&row.case.to_string()).unwrap();
                acts += view.acts.len();
                for act in &view.acts {
                    assert_eq!(act.effect, Effect::Applied, "{}", act.kind);
                }
            }
            assert_eq!(acts, 20 * 10 - 2 * 4);
        });
    }
}
