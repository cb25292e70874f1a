//! What happened in a world: acts delivered, faults, lies, crash points, forks found.

use std::{collections::BTreeMap, fmt};

use comity_store::memory::FaultKind;

/// Faults of the network, of machines and of people, beside those of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A request or answer is lost.
    Lost,
    /// A request is answered twice.
    Doubled,
    /// A request arrives long after its sender has given up, behind later ones.
    Late,
    /// A request or answer ends too early.
    Cut,
    /// A request or answer has other bytes.
    Damaged,
    /// Nothing passes in one direction.
    OneWay,
    /// A pouch travels as a file.
    File,
    /// Such a file arrives after its sender went back to a backup.
    FileAfterRestore,
    /// A clock runs ahead or behind by minutes.
    Skew,
    /// A clock jumps by hours or days.
    Jump,
    /// A node goes back to a backup.
    Restore,
    /// A node loses its store.
    StoreLost,
    /// A node loses its keys, its marks and its store.
    KeysLost,
    /// A write of a kind that the disk does to it.
    Disk(FaultKind),
}

impl Fault {
    /// All faults that a check over many seeds must have met.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Lost,
            Self::Doubled,
            Self::Late,
            Self::Cut,
            Self::Damaged,
            Self::OneWay,
            Self::File,
            Self::FileAfterRestore,
            Self::Skew,
            Self::Jump,
            Self::Restore,
            Self::StoreLost,
            Self::KeysLost,
        ];
        all.extend(FaultKind::ALL.map(Self::Disk));
        all
    }
}

/// What the counterpart lies about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lie {
    /// It signs no receipt.
    WithholdsReceipt,
    /// It says two things at one place of its log.
    Forks,
    /// It dates a leaf before its last signature.
    BackDates,
    /// It dates a leaf before the leaf before.
    GoesBack,
    /// It dates a leaf 2099.
    Dates2099,
    /// It says what the rules forbid.
    BreaksRules,
    /// It repeats a sealed act of another channel.
    ReplaysCiphertext,
    /// It seals to itself alone.
    SealsToOne,
    /// It names a root of our log that is none.
    WrongSeen,
    /// It calls a good act bad.
    CallsGoodBad,
    /// It gives no parts of an attachment that it announced.
    WithholdsAttachment,
    /// It hands back less than it has receipted.
    ShortPrefix,
    /// It speaks under a key that was revoked.
    StolenKey,
    /// It signs two credentials of one serial.
    TwoCredentials,
}

impl Lie {
    /// All.
    pub const ALL: [Self; 14] = [
        Self::WithholdsReceipt,
        Self::Forks,
        Self::BackDates,
        Self::GoesBack,
        Self::Dates2099,
        Self::BreaksRules,
        Self::ReplaysCiphertext,
        Self::SealsToOne,
        Self::WrongSeen,
        Self::CallsGoodBad,
        Self::WithholdsAttachment,
        Self::ShortPrefix,
        Self::StolenKey,
        Self::TwoCredentials,
    ];
}

/// The counts of one or of many worlds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Acts that their sender knows as delivered at the end, by world.
    pub delivered: Vec<u64>,
    /// Faults that happened.
    pub faults: BTreeMap<Fault, u64>,
    /// Lies that were told.
    pub lies: BTreeMap<Lie, u64>,
    /// Writes at which a process died.
    pub crash_points: u64,
    /// Forks found.
    pub forks: u64,
    /// Generations that were opened anew.
    pub reopened: u64,
    /// Recoveries that reached the high-water mark.
    pub recovered: u64,
    /// Acts that opened again with file keys from the counterpart, after a loss of keys.
    pub opened: u64,
    /// Houses that got the next rules in mid-case.
    pub upgrades: u64,
    /// Void acts that reports count.
    pub void: u64,
    /// Technical notices that reports count.
    pub notices: u64,
    /// Cases that some report names as met with owed silence.
    pub silent: u64,
}

impl Tally {
    /// Counts a fault.
    pub fn fault(&mut self, fault: Fault) {
        *self.faults.entry(fault).or_default() += 1;
    }

    /// Adds the counts of other worlds.
    pub fn add(&mut self, other: Self) {
        self.delivered.extend(other.delivered);
        for (fault, count) in other.faults {
            *self.faults.entry(fault).or_default() += count;
        }
        for (lie, count) in other.lies {
            *self.lies.entry(lie).or_default() += count;
        }
        self.crash_points += other.crash_points;
        self.forks += other.forks;
        self.reopened += other.reopened;
        self.recovered += other.recovered;
        self.opened += other.opened;
        self.void += other.void;
        self.upgrades += other.upgrades;
        self.notices += other.notices;
        self.silent += other.silent;
    }

    /// The acts delivered in the median world.
    #[must_use]
    pub fn median(&self) -> u64 {
        let mut sorted = self.delivered.clone();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied().unwrap_or(0)
    }

    /// Kinds of faults and lies that never happened.
    #[must_use]
    pub fn unmet(&self) -> Vec<String> {
        let faults = Fault::all()
            .into_iter()
            .filter(|fault| !self.faults.contains_key(fault))
            .map(|fault| format!("{fault:?}"));
        let lies = Lie::ALL
            .into_iter()
            .filter(|lie| !self.lies.contains_key(lie))
            .map(|lie| format!("{lie:?}"));
        faults.chain(lies).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let acts: u64 = self.delivered.iter().sum();
        write!(
            f,
            "{} worlds, {acts} acts delivered (median {}), {} crash points hit, {} forks found, \
             {} recoveries, {} acts opened again, {} new generations, {} upgrades, {} void acts, {} notices, {} silences; faults:",
            self.delivered.len(),
            self.median(),
            self.crash_points,
            self.forks,
            self.recovered,
            self.opened,
            self.reopened,
            self.upgrades,
            self.void,
            self.notices,
            self.silent,
        )?;
        for (fault, count) in &self.faults {
            write!(f, " {fault:?} {count}")?;
        }
        write!(f, "; lies:")?;
        for (lie, count) in &self.lies {
            write!(f, " {lie:?} {count}")?;
        }
        Ok(())
    }
}
