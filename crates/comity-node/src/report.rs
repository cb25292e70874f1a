//! The joint report of a channel: the cases of the desk, cut to what both sides hold.
//!
//! Both nodes print the same bytes for the same cut and *as of*. The default
//! cut is the largest closed one under receipt on both sides; a cut is closed
//! when every `seen` in it points inside it. Rows of cases that reach beyond
//! the cut are made anew from the acts inside it, so that nothing of what a node has besides can show.

pub(crate) mod days;
pub mod trends;

use std::collections::BTreeSet;

use comity_core::{
    DossierId, Origin, PartyName, Time, channel,
    record::{Cut, CutLog, Parties, Position, Said, Side},
    report::{self, ChannelFacts, Report, Sided, Span, Standstills},
};
use comity_store::{ReadTx, Store, StoreError, desk::LeafRow, notes::NoteKind, tree::LogTree};

use crate::{
    access::Sight,
    case::{CaseError, view},
    channel::state,
    desk::stalled,
    error::NodeError,
    office::Office,
};
use days::Cases;

/// Acts read at once.
const BATCH: usize = 1000;

/// Which report is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ask {
    /// Sizes of the two logs, that of the party whose name sorts first first; the largest closed cut, when absent.
    pub cut: Option<(u64, u64)>,
    /// The moment; the latest time in the cut, when absent.
    pub as_of: Option<Time>,
    /// Cases opened in this time.
    pub period: Span,
}

/// A report with the cut that it was made for.
#[derive(Debug, Clone)]
pub struct Made {
    /// The report.
    pub report: Report,
    /// The cut.
    pub cut: Cut,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The node or its store.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// A row of the desk.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// Nothing is under receipt on both sides yet.
    #[error("report on a channel without receipts on both sides")]
    NothingHeld,
    /// The cut reaches beyond what this node holds.
    #[error("cut at {wanted} a log of {held} entries")]
    Beyond {
        /// The size named.
        wanted: u64,
        /// Entries held.
        held: u64,
    },
    /// The period ends before it begins.
    #[error("report on a period that ends before it begins")]
    Period,
    /// Some leaf in the cut had seen more than the cut holds.
    #[error("cut where every view points inside")]
    NotClosed,
}

impl ReportError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Node(error) => error.code(),
            Self::Case(error) => error.code(),
            Self::NothingHeld => "report-nothing-held",
            Self::Beyond { .. } => "report-cut-beyond",
            Self::Period => "report-period",
            Self::NotClosed => "report-cut-not-closed",
        }
    }
}

impl From<StoreError> for ReportError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

impl<S: Store> Office<'_, S> {
    /// The report of the channel with this counterpart, over the cases that may be seen.
    ///
    /// Over all of them it is the joint report, the same bytes on both sides; of days whose
    /// cases did not change since they were last added up, the sums are kept then.
    ///
    /// # Errors
    /// No such channel, or a cut that is not closed or not held.
    pub fn report(&self, them: &PartyName, ask: &Ask, sight: &Sight) -> Result<Made, ReportError> {
        let parties = self.parties(them)?;
        let (made, fresh) = self.node.store().read(|tx| {
            let basis = Basis::new(tx, self.node.me(), them, parties, ask)?;
            let (sum, fresh) = basis.cases(tx, them, sight).sum(&basis.cut)?;
            let (cut, as_of) = (basis.cut, basis.as_of);
            let report = Report::of(&cut, ask.period, as_of, sum, &basis.facts);
            Ok::<_, ReportError>((Made { report, cut }, fresh))
        })?;
        days::keep(self.node.unfollowed(), them, fresh);
        Ok(made)
    }

    /// The cases of the same report as CSV, as far as they may be seen: all of them are the same to both sides.
    ///
    /// # Errors
    /// The same.
    pub fn report_cases(
        &self,
        them: &PartyName,
        ask: &Ask,
        sight: &Sight,
    ) -> Result<Vec<u8>, ReportError> {
        let parties = self.parties(them)?;
        self.node.store().read(|tx| {
            let basis = Basis::new(tx, self.node.me(), them, parties, ask)?;
            let mut rows = Vec::new();
            let cases = basis.cases(tx, them, sight);
            cases.each(&basis.cut, |row| rows.push(row))?;
            let (cut, as_of) = (&basis.cut, basis.as_of);
            Ok(report::csv(cut, ask.period, as_of, &rows, &basis.facts))
        })
    }
}

/// What a report stands on.
struct Basis {
    cut: Cut,
    as_of: Time,
    period: Span,
    facts: ChannelFacts,
    standstills: Standstills,
    /// Cases that reach beyond the cut.
    beyond: BTreeSet<DossierId>,
}

impl Basis {
    fn new(
        tx: &dyn ReadTx,
        me: &PartyName,
        them: &PartyName,
        parties: Parties,
        ask: &Ask,
    ) -> Result<Self, ReportError> {
        if let (Some(from), Some(until)) = (ask.period.from, ask.period.until)
            && until < from
        {
            return Err(ReportError::Period);
        }
        stalled::must_follow(tx, them)?;
        let channel = Channel::new(tx, me, them, parties)?;
        let sizes = match ask.cut {
            Some((first, second)) => channel.named([first, second])?,
            None => channel.largest()?,
        };
        let cut = channel.cut(sizes)?;
        let facts = channel.facts(&cut)?;
        Ok(Self {
            as_of: ask.as_of.unwrap_or_else(|| cut.latest()),
            period: ask.period,
            standstills: facts.all_standstills(),
            beyond: channel.beyond(&cut)?,
            cut,
            facts,
        })
    }

    const fn cases<'a>(
        &'a self,
        tx: &'a dyn ReadTx,
        them: &'a PartyName,
        sight: &'a Sight,
    ) -> Cases<'a> {
        Cases {
            tx,
            them,
            sight,
            beyond: &self.beyond,
            period: self.period,
            standstills: &self.standstills,
        }
    }
}

/// An act as the cut has it: gone when it lies beyond, uncovered when its covering leaf does.
fn within(cut: &Cut, mut said: Said) -> Option<Said> {
    if !inside(cut, said.side, said.position) {
        return None;
    }
    said.covered = said
        .covered
        .filter(|covered| inside(cut, said.side.other(), covered.by));
    Some(said)
}

fn inside(cut: &Cut, side: Side, position: Position) -> bool {
    let end = Position {
        generation: cut.generation,
        index: cut.log(side).size,
    };
    position < end
}

/// A channel on its way to a cut.
struct Channel<'a> {
    tx: &'a dyn ReadTx,
    them: &'a PartyName,
    parties: Parties,
    generation: u32,
    /// Origins and sizes of what this node holds, `First` before `Second`.
    origins: [Origin; 2],
    held: [u64; 2],
    /// What is under the other's receipt.
    receipted: [u64; 2],
}

impl<'a> Channel<'a> {
    fn new(
        tx: &'a dyn ReadTx,
        me: &PartyName,
        them: &'a PartyName,
        parties: Parties,
    ) -> Result<Self, ReportError> {
        let state = state::load(tx, them)?;
        let (ours, theirs) = (state.our_origin(), state.their_origin());
        let by_us = tx
            .latest_note(&theirs, NoteKind::ReceiptByUs)?
            .map_or(0, |note| note.size);
        let pairs = [
            (ours.clone(), state.current.ours.receipted()),
            (theirs, by_us),
        ];
        let [one, other] = if parties.side(me) == Some(Side::First) {
            pairs
        } else {
            let [one, other] = pairs;
            [other, one]
        };
        // What is not on the desk cannot be counted.
        let (first, second) = (tx.projected(&one.0)?, tx.projected(&other.0)?);
        Ok(Self {
            tx,
            them,
            parties,
            generation: ours.generation,
            held: [first, second],
            receipted: [one.1.min(first), other.1.min(second)],
            origins: [one.0, other.0],
        })
    }

    /// The largest closed cut under receipt on both sides.
    fn largest(&self) -> Result<[u64; 2], ReportError> {
        let mut sizes = self.receipted;
        loop {
            let [first, second] = sizes;
            let shrunk = [
                self.closed(Side::First, first, second)?,
                self.closed(Side::Second, second, first)?,
            ];
            if shrunk == sizes {
                break;
            }
            sizes = shrunk;
        }
        if sizes.contains(&0) {
            Err(ReportError::NothingHeld)
        } else {
            Ok(sizes)
        }
    }

    /// The largest size of a side's log, up to `size`, whose leaves have seen no more than `other` entries.
    fn closed(&self, side: Side, size: u64, other: u64) -> Result<u64, ReportError> {
        // `seen` never shrinks in a sound log, so the place can be halved towards.
        let (mut low, mut high) = (0, size);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            let leaf = self.leaf(side, middle.saturating_sub(1))?;
            if leaf.is_some_and(|leaf| leaf.seen.index <= other) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Ok(low)
    }

    /// A cut that somebody named.
    fn named(&self, sizes: [u64; 2]) -> Result<[u64; 2], ReportError> {
        for (wanted, held) in sizes.into_iter().zip(self.held) {
            if wanted > held {
                return Err(ReportError::Beyond { wanted, held });
            }
        }
        let [first, second] = sizes;
        let closed = first > 0
            && second > 0
            && self.closed(Side::First, first, second)? == first
            && self.closed(Side::Second, second, first)? == second;
        if closed {
            Ok(sizes)
        } else {
            Err(ReportError::NotClosed)
        }
    }

    fn leaf(&self, side: Side, index: u64) -> Result<Option<LeafRow>, ReportError> {
        Ok(self.tx.leaf(self.them, side, self.place(index))?)
    }

    const fn place(&self, index: u64) -> Position {
        Position {
            generation: self.generation,
            index,
        }
    }

    fn cut(&self, sizes: [u64; 2]) -> Result<Cut, ReportError> {
        let log = |side: Side, origin: &Origin, size: u64| {
            let root = LogTree::new(self.tx, origin).root(size)?;
            let last = self.leaf(side, size.saturating_sub(1))?;
            match (root, last) {
                (Some(root), Some(last)) => Ok(CutLog {
                    size,
                    root,
                    last: last.at,
                }),
                _ => Err(ReportError::NothingHeld),
            }
        };
        let ([one, other], [first, second]) = (&self.origins, sizes);
        Ok(Cut {
            parties: self.parties.clone(),
            generation: self.generation,
            logs: [
                log(Side::First, one, first)?,
                log(Side::Second, other, second)?,
            ],
        })
    }

    /// Cases that an entry beyond the cut says something in, or is the first to cover.
    fn beyond(&self, cut: &Cut) -> Result<BTreeSet<DossierId>, ReportError> {
        let mut found = BTreeSet::new();
        for side in [Side::First, Side::Second] {
            let size = cut.log(side).size;
            let other = cut.log(side.other()).size;
            let seen = self.leaf(side.other(), other.saturating_sub(1))?;
            let covered = seen.map_or(self.place(0), |leaf| leaf.seen);
            let mut from = self.place(size).min(covered);
            loop {
                let acts = self.tx.acts(self.them, side, from, BATCH)?;
                for said in &acts {
                    found.extend(said.envelope.dossier.clone());
                }
                match acts.last() {
                    Some(last) if acts.len() == BATCH => {
                        let Position { generation, index } = last.position;
                        from = Position {
                            generation,
                            index: index.saturating_add(1),
                        };
                    }
                    _ => break,
                }
            }
        }
        Ok(found)
    }

    fn facts(&self, cut: &Cut) -> Result<ChannelFacts, ReportError> {
        let acts: Vec<Said> = view::channel_acts(self.tx, self.them)?
            .into_iter()
            .filter_map(|said| within(cut, said))
            .collect();
        let mut bad = Sided::<u64>::default();
        for (by, places) in view::bad_leaves(self.tx, self.them)? {
            let inside = places
                .into_iter()
                .filter(|(position, _)| inside(cut, by, *position));
            for (_, count) in inside {
                let sum = bad.of_mut(by.other());
                *sum = sum.saturating_add(count);
            }
        }
        Ok(ChannelFacts {
            view: channel::evaluate(&acts),
            bad,
        })
    }
}
