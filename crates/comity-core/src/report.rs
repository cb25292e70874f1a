//! The joint status report: what both nodes compute alike from one closed cut, to the byte.
//!
//! Three steps, so that a report over 100,000 cases is quick: a [`CaseRow`] holds
//! what one case says, without *as of*, and can be stored and rebuilt; a [`Sum`]
//! is many rows added up, still without *as of*, and can be kept and added to
//! others; and [`Report::of`] makes the report of it for a cut, a period and a
//! moment. What both sides sign is the report's canonical JSON (format 1); texts
//! in two languages are renderings of it.
//!
//! Nothing here reads cosignatures, bodies, a clock, or acts that their reader
//! called bad, which that reader may not be able to open. Shares are per
//! mille, times whole seconds, quantiles by nearest rank: no fractions.

mod build;
mod csv;
mod facts;
mod row;
mod sum;
mod tally;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use csv::{COLUMNS, csv};
pub use facts::ChannelFacts;
pub use row::{CaseRow, Marks, Sided};
pub use sum::{Standstills, Sum};
pub use tally::{ClockTally, Quantiles, Verdicts};

use crate::{
    canonical::{self, CanonicalError},
    clocks::Owed,
    codes::{Clock, Verdict},
    id::DossierId,
    name::PartyName,
    record::Cut,
    time::Time,
};

/// The format of the report; published formats never change.
pub const FORMAT: u32 = 1;

/// The cases that a report counts: requests made from one time until before another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// Made at this time or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Time>,
    /// Made before this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The moment that it is made for.
    pub as_of: Time,
    /// Both logs: sizes, roots, last times.
    pub cut: Cut,
    /// Exercises, which stand in no other number.
    pub exercises: Exercises,
    /// The format of this report.
    pub format: u32,
    /// Clocks that are over, or contested to be, and still wait for an answer; by dossier and clock.
    pub overdue: Vec<Overdue>,
    /// The period.
    pub period: Span,
    /// The version of the rules.
    pub rules: u32,
    /// What each party asked for, and how it was answered; in the order of the cut's parties.
    pub sides: [SideReport; 2],
    /// Owed silence past its clock, by dossier.
    pub silent: Vec<Silent>,
    /// Times in which the channel was suspended.
    pub suspended: Vec<Suspended>,
}

/// What one party asked for, and how the other answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideReport {
    /// The party that asked.
    pub asker: PartyName,
    /// Requests.
    pub cases: Cases,
    /// The other party's clocks.
    pub clocks: BTreeMap<Clock, ClockTally>,
    /// Items and what became of them.
    pub items: Items,
    /// This party's marks of the other's answers.
    pub quality: Marks,
    /// Queries.
    pub queries: u64,
    /// What this party's own log holds.
    pub record: RecordTally,
    /// Spontaneous information given.
    pub spontaneous: u64,
}

/// Requests by what they are and where they stand; codes to numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// All.
    pub all: u64,
    /// By type of assistance; a request may ask for several.
    pub by_assistance: BTreeMap<String, u64>,
    /// By channel.
    pub by_channel: BTreeMap<String, u64>,
    /// By category of offence; a request may name several.
    pub by_offence: BTreeMap<String, u64>,
    /// By status.
    pub by_status: BTreeMap<String, u64>,
    /// By urgency.
    pub by_urgency: BTreeMap<String, u64>,
    /// Taken to the next tier.
    pub escalated: u64,
}

/// Items and what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Items {
    /// By fate; what the answerer has not named is not here.
    pub by_fate: BTreeMap<String, u64>,
    /// Declined ones by ground.
    pub by_ground: BTreeMap<String, u64>,
    /// By kind.
    pub by_kind: BTreeMap<String, u64>,
    /// With an end.
    pub ended: u64,
    /// All that were sent.
    pub sent: u64,
}

/// What one party's log holds beside what has effect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordTally {
    /// Entries that the reader called bad.
    pub bad: u64,
    /// Disputes said.
    pub disputes: u64,
    /// Acts of later rules, not understood yet.
    pub later: u64,
    /// Technical notices said.
    pub notices: u64,
    /// Void acts by rule.
    pub void: BTreeMap<String, u64>,
}

/// Exercises.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercises {
    /// All dossiers that are exercises.
    pub all: u64,
    /// By status.
    pub by_status: BTreeMap<String, u64>,
}

/// A clock that is over, or contested to be, and still waits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overdue {
    /// The case.
    pub dossier: DossierId,
    /// The clock.
    pub clock: Clock,
    /// Who has to answer.
    pub answerer: PartyName,
    /// Seconds allowed.
    pub allowed: i64,
    /// Seconds by the answerer's own words.
    pub by_answerer: i64,
    /// Seconds by the asker's own words.
    pub by_asker: i64,
    /// Late or contested.
    pub verdict: Verdict,
}

/// Owed silence past its clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silent {
    /// Who owes an answer.
    pub answerer: PartyName,
    /// The case.
    pub dossier: DossierId,
    /// Which obligation, since when, begun by which entry.
    pub owed: Owed,
}

/// A time in which a party had suspended the channel, on the clock of that party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspended {
    /// Who.
    pub by: PartyName,
    /// From.
    pub from: Time,
    /// Why.
    pub reason: String,
    /// Until.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Time>,
}

impl Report {
    /// The bytes that both sides sign.
    ///
    /// # Errors
    /// Never for a report that was built; the canonical form may refuse numbers beyond 2^53.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::to_bytes(self)
    }

    /// Reads a report from the bytes that were signed.
    ///
    /// # Errors
    /// Not the canonical form of a report.
    pub fn parse(bytes: &[u8]) -> Result<Self, CanonicalError> {
        canonical::from_bytes(bytes, 64 << 20)
    }
}
