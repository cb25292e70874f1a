//! The desk follows: from where it stands, which a mark says for each log, to where the logs end.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    mem,
};

use comity_core::{
    Envelope, Leaf, Origin, PartyName,
    mutant::{Mutant, broken},
    record::{Parties, Position, Side, Void},
};
use comity_peer::{
    channel::ChannelState,
    judge::{Before, leaf_follows},
};
use comity_store::{ReadTx, StoreError, Tx};

use super::{Channel, Entry, clear, followed::Way, opened::Coming, project, settle, stalled};
use crate::{
    case::{
        rows::Touched,
        view::{self, BadLeaves},
    },
    channel::{chains::Chains, recover, state},
    node::{Party, Result},
};

/// Entries read at once.
const BATCH: usize = 1000;

/// The channels whose desk can go on, each with how many entries are to be put on it: all of
/// its logs where it must begin anew.
///
/// A channel of which that cannot be said is among them: why comes out where it is followed.
pub(crate) fn behind(party: &Party, tx: &dyn ReadTx) -> Result<Vec<(PartyName, u64)>> {
    let mut all: BTreeMap<PartyName, (Vec<Origin>, u64)> = BTreeMap::new();
    for (origin, missing) in tx.behind()? {
        let ours = origin.sender == party.me;
        let them = if ours { &origin.reader } else { &origin.sender };
        let (logs, sum) = all.entry(them.clone()).or_default();
        *sum = sum.saturating_add(missing);
        logs.push(origin);
    }
    let mut found = Vec::new();
    for (them, (lacking, missing)) in all {
        let ahead = ahead(party, tx, &them, &lacking, missing);
        if let Some(entries) = ahead.unwrap_or(Some(missing)) {
            found.push((them, entries));
        }
    }
    Ok(found)
}

/// How many entries are to be put on the desk of a channel now; `None` where it must wait.
fn ahead(
    party: &Party,
    tx: &dyn ReadTx,
    them: &PartyName,
    lacking: &[Origin],
    missing: u64,
) -> Result<Option<u64>> {
    let Some(state) = state::find(tx, them)? else {
        return Ok(None);
    };
    if must_begin_anew(tx, &state, lacking)? {
        let logs = tx.logs()?.into_iter();
        let ours = logs.filter(|(origin, _)| origin.sender == *them || origin.reader == *them);
        return Ok(Some(ours.map(|(_, size)| size).sum()));
    }
    Ok(can_go_on(party, tx, &state, lacking)?.then_some(missing))
}

/// Whether there is an entry that does not wait.
fn can_go_on(
    party: &Party,
    tx: &dyn ReadTx,
    state: &ChannelState,
    lacking: &[Origin],
) -> Result<bool> {
    for generation in generations(lacking) {
        if Pair::at(party, tx, state, generation)?.next(tx)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Brings the desk of a channel to the ends of its logs, or as many entries further.
///
/// Fewer than `most` mean that it has come to the end, or to entries that wait.
/// An act names dossiers that the other log opens, so the two logs of a
/// generation are walked in step: an entry comes after all that it has seen.
/// After a loss it waits in the newest generation until that is held again, for
/// it could not be judged as it was once; in an older one, or where a recovery
/// ended short, it comes all the same.
pub(crate) fn follow(party: &Party, tx: &mut dyn Tx, them: &PartyName, most: u64) -> Result<Way> {
    stalled::clear(tx, them)?;
    let Some(state) = state::find(&*tx, them)? else {
        return Ok(Way::default());
    };
    let mut logs = lacking(&*tx, them)?;
    if must_begin_anew(&*tx, &state, &logs)? {
        clear(tx, them)?;
        logs = lacking(&*tx, them)?;
    }
    let (chains, mut touched, mut left) = (Chains::load(party, &*tx, them)?, Touched::new(), most);
    let channel = Channel::new(&party.me, them, &chains)?;
    let mut bad = BadLeaves::new();
    let suspended = view::suspensions(&*tx, them)?.suspensions;
    for generation in generations(&logs) {
        let mut pair = Pair::at(party, &*tx, &state, generation)?;
        while left > 0 && pair.step(party, tx, &channel, &mut touched, &mut bad)? {
            left -= 1;
        }
        pair.end(party, tx)?;
    }
    view::note_bad(tx, them, bad)?;
    if view::suspensions(&*tx, them)?.suspensions != suspended {
        // Clocks of every case stand still for other times than before.
        touched.append(&mut all_cases(&*tx, them)?);
    }
    settle(tx, &channel, &touched)?;
    Ok(Way {
        entries: most - left,
        cases: touched.len() as u64,
    })
}

fn all_cases(tx: &dyn ReadTx, them: &PartyName) -> Result<Touched> {
    let place = |generation, index| Position { generation, index };
    let mut all = Touched::new();
    for side in [Side::First, Side::Second] {
        let (from, to) = (place(1, 0), place(u32::MAX, u64::MAX));
        all.append(&mut tx.dossiers_said(them, side, from, to)?);
    }
    Ok(all)
}

/// The logs of a channel of which not all is on the desk.
pub(crate) fn lacking(tx: &dyn ReadTx, them: &PartyName) -> Result<Vec<Origin>> {
    let logs = tx.behind()?.into_iter().map(|(origin, _)| origin);
    Ok(logs
        .filter(|origin| [&origin.sender, &origin.reader].contains(&them))
        .collect())
}

/// Their generations, ascending.
fn generations(logs: &[Origin]) -> BTreeSet<u32> {
    logs.iter().map(|origin| origin.generation).collect()
}

/// Whether the desk cannot go on from where it stands: an older generation has grown after it had
/// begun a newer one, what a log said up to its mark was not kept, or its rows end elsewhere than
/// the mark says.
///
/// Entries beyond the end of their generation cover nothing and judge nothing, so they may come
/// at any time: a counterpart cannot have a desk made anew with them over and over.
fn must_begin_anew(tx: &dyn ReadTx, state: &ChannelState, lacking: &[Origin]) -> Result<bool> {
    let them = &state.them;
    let mut logs = Vec::new();
    for origin in lacking {
        if !stands_at_mark(tx, state, origin)? {
            return Ok(true);
        }
        let closed = state.closed_at(origin);
        let next = tx.projected(origin)?;
        if closed.is_none_or(|closed| next < closed) {
            logs.push(origin);
        }
    }
    let Some(oldest) = logs.iter().map(|origin| origin.generation).min() else {
        return Ok(false);
    };
    for side in [Side::First, Side::Second] {
        let last = tx.last_leaf(them, side)?;
        if last.is_some_and(|last| last.position.generation > oldest) {
            return Ok(true);
        }
    }
    for origin in logs {
        if tx.projected(origin)? > 0 && before(tx, origin)?.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the rows of all logs of a channel end where their marks say.
pub(crate) fn stands_at_marks(tx: &dyn ReadTx, them: &PartyName) -> Result<bool> {
    let Some(state) = state::find(tx, them)? else {
        return Ok(true);
    };
    for (origin, _) in tx.logs()? {
        let ours = [&origin.sender, &origin.reader].contains(&them);
        if ours && !stands_at_mark(tx, &state, &origin)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the desk has the leaf before the mark of a log and none at it: a mark that was changed
/// would have entries put on the desk twice or never.
fn stands_at_mark(tx: &dyn ReadTx, state: &ChannelState, origin: &Origin) -> Result<bool> {
    let parties = Parties::new(state.me.clone(), state.them.clone());
    let Some(side) = parties.and_then(|parties| parties.side(&origin.sender)) else {
        return Ok(true);
    };
    let generation = origin.generation;
    let there = |index| tx.leaf(&state.them, side, Position { generation, index });
    let mark = tx.projected(origin)?;
    let before = match mark.checked_sub(1) {
        Some(last) => there(last)?.is_some(),
        None => true,
    };
    Ok(before && there(mark)?.is_none())
}

/// The two logs of a generation, from where the desk stands.
struct Pair {
    logs: [Log; 2],
    /// Whether entries wait for what they have seen.
    waits: bool,
}

impl Pair {
    fn at(party: &Party, tx: &dyn ReadTx, state: &ChannelState, number: u32) -> Result<Self> {
        let ours = Origin {
            generation: number,
            ..state.our_origin()
        };
        let theirs = ours.opposite();
        let newest = number == state.current.number;
        Ok(Self {
            logs: [Log::at(tx, state, ours)?, Log::at(tx, state, theirs)?],
            waits: newest && !recover::ended_short(party, tx, state)?,
        })
    }

    /// The log whose entry is next.
    fn next(&mut self, tx: &dyn ReadTx) -> Result<Option<usize>> {
        let [ours, theirs] = &mut self.logs;
        let seen = [ours.seen(tx)?, theirs.seen(tx)?];
        let ready = |seen: Option<u64>, other: &Log| seen.is_some_and(|seen| seen <= other.next);
        Ok(match seen {
            [one, _] if ready(one, theirs) => Some(0),
            [_, one] if ready(one, ours) => Some(1),
            _ if self.waits => None,
            // What it has seen of the other log is lost, or beyond a lie.
            [Some(seen), Some(_)] if seen > theirs.end => Some(0),
            [_, Some(_)] => Some(1),
            [one, None] => one.map(|_| 0),
        })
    }

    /// Puts the next entry on the desk; `false` when there is none, or none that does not wait.
    fn step(
        &mut self,
        party: &Party,
        tx: &mut dyn Tx,
        channel: &Channel<'_>,
        touched: &mut Touched,
        bad: &mut BadLeaves,
    ) -> Result<bool> {
        let next = self.next(&*tx)?;
        let Some(log) = next.and_then(|log| self.logs.get_mut(log)) else {
            return Ok(false);
        };
        let Some((leaf, opened)) = log.pop(party, &*tx)? else {
            return Ok(false);
        };
        let void = match log.closed.is_some_and(|closed| log.next >= closed) {
            true => Some(Void::BeyondGeneration),
            false => leaf_follows(log.before, &leaf),
        };
        let entry = Entry {
            origin: &log.origin,
            index: log.next,
            leaf: &leaf,
            void,
            opened: opened.as_ref(),
        };
        let mut lost = Touched::new();
        let touched = match broken(Mutant::StaleDesk) && log.begun > 0 {
            true => &mut lost,
            false => touched,
        };
        project(tx, channel, &entry, touched, bad)?;
        log.before = Some(Before::and(log.before, &leaf));
        log.next += 1;
        Ok(true)
    }

    /// Notes how far the desk has come, and keeps what was opened beyond it.
    fn end(self, party: &Party, tx: &mut dyn Tx) -> Result<()> {
        for log in self.logs {
            if log.next > log.begun {
                tx.set_projected(&log.origin, log.next)?;
                let before =
                    serde_json::to_string(&log.before).map_err(|error| StoreError::Format {
                        table: "settings",
                        detail: error.to_string(),
                    })?;
                tx.set_setting(&before_key(&log.origin), Some(&before))?;
            }
            let coming = match log.coming {
                Some(coming) => coming.finish(party, &*tx)?,
                None => VecDeque::new(),
            };
            for (leaf, envelope) in log.opened.into_iter().chain(coming) {
                if let Some(envelope) = envelope {
                    party.ahead.keep(&leaf, envelope);
                }
            }
        }
        Ok(())
    }
}

/// A log on its way to the desk.
struct Log {
    origin: Origin,
    /// The first entry that is not on the desk yet, at the beginning and now.
    begun: u64,
    next: u64,
    /// Where the log ends.
    end: u64,
    /// The size at which a later generation closed it.
    closed: Option<u64>,
    /// What the leaves before `next` said.
    before: Option<Before>,
    /// Leaves whose envelopes were tried, with those that opened.
    opened: VecDeque<(Leaf, Option<Envelope>)>,
    /// Those after them, on a long way.
    coming: Option<Coming>,
    /// The next leaves, where nothing of this log was opened yet.
    leaves: VecDeque<Leaf>,
}

impl Log {
    fn at(tx: &dyn ReadTx, state: &ChannelState, origin: Origin) -> Result<Self> {
        let closed = state.closed_at(&origin);
        let (next, end) = (tx.projected(&origin)?, tx.size(&origin)?);
        let before = match next {
            0 => None,
            _ => before(tx, &origin)?,
        };
        Ok(Self {
            origin,
            begun: next,
            next,
            end,
            closed,
            before,
            opened: VecDeque::new(),
            coming: None,
            leaves: VecDeque::new(),
        })
    }

    /// How much of the other log the next leaf has seen.
    fn seen(&mut self, tx: &dyn ReadTx) -> Result<Option<u64>> {
        if let Some((leaf, _)) = self.opened.front() {
            return Ok(Some(leaf.seen.size));
        }
        if let Some(coming) = &self.coming {
            return Ok(Some(coming.seen));
        }
        if self.leaves.is_empty() {
            self.leaves = self.read(tx, self.next)?.into();
        }
        Ok(self.leaves.front().map(|leaf| leaf.seen.size))
    }

    /// Some leaves from this entry on.
    fn read(&self, tx: &dyn ReadTx, from: u64) -> Result<Vec<Leaf>> {
        if from >= self.end {
            return Ok(Vec::new());
        }
        let rows = tx.entries(&self.origin, from, BATCH)?;
        let leaves = rows.iter().map(|row| Leaf::parse(&row.leaf));
        Ok(leaves.collect::<std::result::Result<_, _>>()?)
    }

    /// Takes the next leaf, with what its act says.
    fn pop(&mut self, party: &Party, tx: &dyn ReadTx) -> Result<Option<(Leaf, Option<Envelope>)>> {
        if self.opened.is_empty() {
            let coming = match self.coming.take() {
                Some(coming) => Some(coming),
                None => {
                    let leaves = mem::take(&mut self.leaves).into_iter();
                    Coming::begin(party, tx, &self.origin, self.next, leaves)?
                }
            };
            if let Some(coming) = coming {
                self.opened = coming.finish(party, tx)?;
            }
            // The next are opened while these are put on the desk.
            let from = self.next.saturating_add(self.opened.len() as u64);
            let leaves = self.read(tx, from)?.into_iter();
            self.coming = Coming::begin(party, tx, &self.origin, from, leaves)?;
        }
        Ok(self.opened.pop_front())
    }
}

/// What a log said up to its mark; `None` also where what was kept cannot be read.
fn before(tx: &dyn ReadTx, origin: &Origin) -> Result<Option<Before>> {
    let kept = tx.setting(&before_key(origin))?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

/// The setting that keeps what a log said up to its mark.
pub(crate) fn before_key(origin: &Origin) -> String {
    format!("desk.before.{origin}")
}
