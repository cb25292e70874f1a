//! One world from a seed: steps with faults, then healing, then agreement.

#![expect(
    clippy::indexing_slicing,
    reason = "houses are numbered by the world itself; a wrong number is a bug of the test and stops the seed"
)]

mod ending;
mod people;
mod trouble;

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use comity_core::Time;
use comity_store::memory::FaultKind;

use crate::{
    check,
    dice::Dice,
    house::House,
    liar::Liar,
    tally::{Fault, Tally},
    watch::{Violation, Watch},
    wire::Network,
    work::Said,
};

/// Names in the order of the houses.
const NAMES: [&str; 5] = [
    "a.example",
    "b.example",
    "c.example",
    "d.example",
    "e.example",
];

/// Everything of one seed.
#[derive(Debug)]
pub struct World {
    seed: u64,
    now: Time,
    dice: Dice,
    houses: Vec<House>,
    /// Pairs of houses that have a channel, the lower number first.
    pairs: Vec<(usize, usize)>,
    network: Mutex<Network>,
    said: Vec<Said>,
    /// Houses that have lost their keys, each with a counterpart that has not yet handed it what
    /// opens the past: its recovery broke off, and somebody repeats it.
    closed: BTreeSet<(usize, usize)>,
    /// Of a thousand writes, so many meet a fault of the disk.
    disk: u64,
    steps: u64,
    canary: String,
    liar: Option<Liar>,
    /// Which houses get the next rules, and at which step.
    upgrades: Vec<(u64, usize)>,
    /// Where each step is told, when somebody wants to read it.
    told: Option<fn(&str)>,
}

/// Runs the world of a seed to its end.
///
/// # Errors
/// The first violation.
pub fn run(seed: u64) -> Result<Tally, Violation> {
    run_told(seed, None)
}

/// The same, and tells each step.
///
/// # Errors
/// The first violation.
pub fn run_told(seed: u64, told: Option<fn(&str)>) -> Result<Tally, Violation> {
    let mut world = World::new(seed);
    world.told = told;
    world.meet()?;
    for step in 0..world.steps {
        world.upgrade(step);
        world.step()?;
    }
    world.heal()?;
    world.agree()?;
    world.confront()?;
    Ok(world.count())
}

/// In some worlds one house gets the next rules in mid-case, and in some of these another one later.
fn upgrades(seed: u64, houses: usize) -> Vec<(u64, usize)> {
    let mut dice = Dice::new(seed ^ 0x7570_6772);
    let mut upgrades = Vec::new();
    if dice.chance(400) {
        let first = dice.index(houses);
        upgrades.push((20 + dice.below(60), first));
        if dice.chance(500) {
            upgrades.push((80 + dice.below(40), (first + 1) % houses));
        }
    }
    upgrades
}

impl World {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let now: Time = Time::from_seconds(1_795_400_000);
        let count = 2 + usize::from(dice.chance(300)) + usize::from(dice.chance(150)) * 2;
        let houses: Vec<_> = NAMES
            .iter()
            .take(count)
            .zip(seed.wrapping_mul(10)..)
            .map(|(name, seed)| House::new(name, seed, now))
            .collect();
        // Everyone speaks with the first, and neighbours with each other.
        let mut pairs: Vec<_> = (1..count).map(|other| (0, other)).collect();
        pairs.extend((1..count.saturating_sub(1)).map(|one| (one, one + 1)));
        let canary = format!("canary-{seed:016x}");
        let trouble = *dice.pick(&[0, 20, 60, 120]).unwrap_or(&0);
        let network = Mutex::new(Network {
            dice: Dice::new(dice.number()),
            trouble,
            blocked: BTreeSet::new(),
            late: Vec::new(),
            tally: Tally::default(),
            watch: Watch::new(&canary),
            violation: None,
        });
        let disk = *dice.pick(&[0, 10, 40]).unwrap_or(&0);
        let upgrades = upgrades(seed, count);
        let liar = dice.chance(600).then(|| Liar::new(seed, &mut dice, now));
        Self {
            seed,
            now,
            disk,
            steps: 210 + dice.below(70),
            dice,
            houses,
            pairs,
            network,
            said: Vec::new(),
            closed: BTreeSet::new(),
            canary,
            liar,
            upgrades,
            told: None,
        }
    }

    /// The first meeting: credentials are trusted, channels come in force.
    fn meet(&mut self) -> Result<(), Violation> {
        for &(one, other) in &self.pairs {
            let (a, b) = (&self.houses[one], &self.houses[other]);
            a.at.trust(&b.at, self.now);
            b.at.trust(&a.at, self.now);
        }
        let trouble = std::mem::take(&mut self.network().trouble);
        for (one, other) in self.pairs.clone() {
            self.exchange(one, other);
        }
        self.network().trouble = trouble;
        if let Some(liar) = &mut self.liar {
            liar.meet(&self.houses[0], self.now)?;
        }
        self.looked_at()
    }

    /// Houses whose day it is get the program that knows the next rules.
    fn upgrade(&mut self, step: u64) {
        for (at, house) in self.upgrades.clone() {
            if at == step {
                let seed = self.seed.wrapping_add(at);
                let now = self.houses[house].clock(self.now);
                self.houses[house].upgrade(seed, now);
                self.network().tally.upgrades += 1;
                self.tell(|| format!("{house} is upgraded"));
            }
        }
    }

    fn network(&mut self) -> &mut Network {
        self.network
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn fault(&mut self, fault: Fault) {
        self.network().tally.fault(fault);
    }

    /// Tells what happens.
    fn tell(&self, what: impl FnOnce() -> String) {
        if let Some(told) = self.told {
            told(&format!("{} {}", self.now, what()));
        }
    }

    /// How two houses stand to each other, in a few words.
    fn standing(&self, one: usize, other: usize) -> String {
        let (one, other) = (&self.houses[one], &self.houses[other]);
        let Ok(state) = one.node().channel(other.name()) else {
            return "no channel".to_owned();
        };
        let current = &state.current;
        format!(
            "{} g{} {} ours {}/{} theirs {} {}",
            one.name(),
            current.number,
            if current.in_force() {
                "in force"
            } else {
                "not in force"
            },
            current.ours.receipted(),
            current.ours.head.size(),
            current.theirs.head.size(),
            if one.stands(other.name()) {
                "stands"
            } else {
                "behind"
            },
        )
    }

    fn house(&mut self) -> usize {
        self.dice.index(self.houses.len())
    }

    /// Two houses with a channel, in either order.
    fn ends(&mut self) -> (usize, usize) {
        let (one, other) = *self.dice.pick(&self.pairs).unwrap_or(&(0, 1));
        if self.dice.chance(500) {
            (one, other)
        } else {
            (other, one)
        }
    }

    fn step(&mut self) -> Result<(), Violation> {
        let minutes = match self.dice.below(20) {
            0 => 24 * 60 + self.dice.below(3 * 24 * 60),
            1..=4 => 60 + self.dice.below(600),
            _ => 1 + self.dice.below(30),
        };
        self.now = self.now.plus(60 * i64::try_from(minutes).unwrap_or(0));
        self.arrivals();
        match self.dice.below(1000) {
            0..=499 => self.work(),
            500..=859 => {
                let (from, to) = self.ends();
                self.exchange(from, to);
            }
            860..=899 => self.send_file(),
            900..=919 => self.partition(),
            920..=939 => self.clock(),
            940..=969 => {
                let house = self.house();
                self.houses[house].back_up();
            }
            970..=984 => self.restore(),
            985..=989 => self.lose_store(),
            990..=991 => self.lose_keys()?,
            _ => self.mend(),
        }
        if let Some(liar) = &mut self.liar {
            liar.small_talk(&self.houses[0], self.now, &mut self.dice)?;
        }
        self.looked_at()?;
        for &(one, other) in &self.pairs {
            check::pair(&self.houses[one], &self.houses[other])?;
        }
        Ok(())
    }

    /// What was seen on the wire.
    fn looked_at(&mut self) -> Result<(), Violation> {
        match self.network().violation.take() {
            Some(violation) => Err(violation),
            None => Ok(()),
        }
    }

    /// Plans a fault for a write that is about to come, sometimes.
    fn plan(&mut self, house: usize) -> Option<FaultKind> {
        if !self.dice.chance(self.disk) {
            return None;
        }
        let kind = *self.dice.pick(&FaultKind::ALL)?;
        let ahead = self.dice.below(4);
        self.houses[house].plan(ahead, kind);
        Some(kind)
    }

    /// After work with a planned fault: counts it when it was met, and starts the process again.
    fn settle(&mut self, house: usize, planned: Option<FaultKind>, before: u64) {
        let died = self.houses[house].settle();
        if let Some(kind) = planned
            && self.houses[house].at.store.writes() > before
        {
            self.fault(Fault::Disk(kind));
            self.network().tally.crash_points += u64::from(died);
        }
    }
}
