//! One world from a seed: steps with faults, then healing, then agreement.

#![expect(
    clippy::indexing_slicing,
    reason = "houses are numbered by the world itself; a wrong number is a bug of the test and stops the seed"
)]

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use comity_core::{PartyName, Time};
use comity_peer::channel::Standing;
use comity_store::{Store, StoreError, memory::FaultKind};

use crate::{
    check,
    dice::Dice,
    house::House,
    liar::Liar,
    tally::{Fault, Tally},
    watch::{Violation, Watch},
    wire::{Late, Network, Wire, hours, lock, spoil},
    work::{self, Said},
};

/// Names in the order of the houses.
const NAMES: [&str; 5] = [
    "a.example",
    "b.example",
    "c.example",
    "d.example",
    "e.example",
];
/// Rounds in which a healed world must agree.
const HEALING: usize = 12;

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
            steps: 145 + dice.below(60),
            dice,
            houses,
            pairs,
            network,
            said: Vec::new(),
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

    fn work(&mut self) {
        let (from, to) = self.ends();
        let before = self.houses[from].at.store.writes();
        let planned = self.plan(from);
        self.try_work(from, to);
        self.settle(from, planned, before);
    }

    fn try_work(&mut self, from: usize, to: usize) {
        let mut cases: Vec<_> = self
            .said
            .iter()
            .filter(|one| (one.by, one.to) == (from, to) || (one.by, one.to) == (to, from))
            .map(|one| one.case.clone())
            .collect();
        cases.sort();
        cases.dedup();
        let opens = cases.len() < 2 || (cases.len() < 12 && self.dice.chance(250));
        let (house, them) = (&self.houses[from], self.houses[to].name().clone());
        let now = house.clock(self.now);
        let next = if opens {
            Some(work::request(&mut self.dice, &self.canary))
        } else {
            let case = self.dice.pick(&cases).cloned();
            case.and_then(|case| {
                let of: Vec<_> = self
                    .said
                    .iter()
                    .filter(|one| one.case == case)
                    .cloned()
                    .collect();
                work::next(house, &case, &of, now, &mut self.dice)
            })
        };
        let Some((file, list)) = next else { return };
        let kind = file.kind.clone();
        let said = work::say(house, &them, file, list.as_deref(), now, &mut self.dice);
        let ended = said
            .as_ref()
            .map(|said| said.entry)
            .map_err(|error| error.code().to_owned());
        self.tell(|| format!("{from} says {kind} to {to}: {ended:?}"));
        if let Ok(said) = said
            && let Some(case) = said.case
        {
            self.said.push(Said {
                by: from,
                to,
                case,
                act: said.act,
                kind: said.kind,
                entry: said.entry,
                at: said.at,
            });
        }
    }

    /// A line from one house to another, now.
    fn wire(&self, from: usize, to: usize) -> Wire<'_> {
        Wire {
            houses: &self.houses,
            from,
            to,
            now: self.now,
            network: &self.network,
        }
    }

    /// One exchange, with recovery and a call between administrators where that is what it needs.
    fn exchange(&mut self, from: usize, to: usize) {
        let before = [from, to].map(|house| self.houses[house].at.store.writes());
        let planned = [from, to].map(|house| self.plan(house));
        self.telephone(from, to);
        let them = self.houses[to].name().clone();
        let now = self.houses[from].clock(self.now);
        let mut rng = Dice::new(self.seed ^ self.now.posix());
        self.houses[from].tell_credential(&them, now, &mut rng);
        let wire = self.wire(from, to);
        let node = &self.houses[from].node();
        let outcome = node.exchange(&wire, &them, now);
        let code = outcome.as_ref().err().map(|error| error.code().to_owned());
        self.tell(|| {
            let (one, other) = (self.standing(from, to), self.standing(to, from));
            format!("{from} exchanges with {to}: {code:?}; {one}; {other}")
        });
        if outcome
            .as_ref()
            .is_err_and(|error| error.code() == "own-loss")
        {
            match self.houses[from].stands(&them) {
                true => self.recover(to, from),
                false => self.recover(from, to),
            }
        } else if outcome.is_ok() {
            self.fetch(from, to);
            self.notify(from, to);
            self.notify(to, from);
        }
        for (house, (planned, before)) in
            [from, to].into_iter().zip(planned.into_iter().zip(before))
        {
            self.settle(house, planned, before);
        }
    }

    /// The machine answers void acts, as it does after every exchange that brought something.
    fn notify(&mut self, from: usize, to: usize) {
        let (house, them) = (&self.houses[from], self.houses[to].name());
        let now = house.clock(self.now);
        let mut rng = Dice::new(self.seed ^ self.now.posix() ^ 1);
        let said = house.node().say_notices(them, now, &mut rng);
        if said.as_ref().is_ok_and(|said| *said > 0) {
            self.tell(|| format!("{from} gives notice to {to}: {}", said.unwrap_or(0)));
        }
    }

    /// Takes back what was lost; opens a new generation where that falls short.
    fn recover(&mut self, from: usize, to: usize) {
        let them = self.houses[to].name().clone();
        let now = self.houses[from].clock(self.now);
        let wire = self.wire(from, to);
        let recovered = self.houses[from].node().recover(&wire, &them, now);
        let standing = recovered
            .as_ref()
            .map(|recovered| recovered.standing)
            .map_err(|error| format!("{}: {error}", error.code()));
        self.tell(|| {
            let (one, other) = (self.standing(from, to), self.standing(to, from));
            format!("{from} recovers from {to}: {standing:?}; {one}; {other}")
        });
        let _rebuilt = self.houses[from].node().rebuild_desk(&them);
        match recovered {
            Ok(recovered) if recovered.standing == Standing::AtMark => {
                self.network().tally.recovered += 1;
            }
            Ok(_) => {
                if self.houses[from].node().reopen(&them, now).is_ok() {
                    self.network().tally.reopened += 1;
                }
            }
            Err(error) => {
                // Both have lost something, and neither may sign what the other asks for.
                let lost =
                    |one: usize, other: usize| !self.houses[one].stands(self.houses[other].name());
                if error.code() == "own-loss" && lost(from, to) && lost(to, from) {
                    self.reopen_both(from, to);
                }
            }
        }
    }

    /// The administrators of both houses open a new generation.
    fn reopen_both(&mut self, one: usize, other: usize) {
        for (house, them) in [(one, other), (other, one)] {
            let (house, them) = (&self.houses[house], &self.houses[them]);
            house.node().reopen(them.name(), house.clock(self.now)).ok();
        }
        self.network().tally.reopened += 1;
    }

    /// The administrators of two houses speak: who is a generation behind opens it too, and
    /// both open another when their openings differ. Who has lost something recovers first.
    fn telephone(&mut self, from: usize, to: usize) {
        let (one, other) = (&self.houses[from], &self.houses[to]);
        let state = |house: &House, them: &PartyName| house.node().channel(them).ok();
        let (Some(ours), Some(theirs)) = (state(one, other.name()), state(other, one.name()))
        else {
            return;
        };
        let differ = ours.current.openings_differ() || theirs.current.openings_differ();
        let behind = ours.current.number.cmp(&theirs.current.number);
        if behind.is_lt() || (behind.is_eq() && differ) {
            self.open_anew(from, to);
        }
        if behind.is_gt() || (behind.is_eq() && differ) {
            self.open_anew(to, from);
        }
    }

    fn open_anew(&mut self, from: usize, to: usize) {
        let (house, them) = (&self.houses[from], self.houses[to].name());
        // Whoever speaks on the telephone compares the safety number of the newest credential.
        house.node().pin(self.houses[to].at.credential()).ok();
        let opened = house.node().reopen(them, house.clock(self.now));
        let opened = opened.map_err(|error| error.code().to_owned());
        self.tell(|| format!("{from} opens anew with {to}: {opened:?}"));
        if opened == Err("own-loss".to_owned()) {
            self.recover(from, to);
        }
    }

    /// Attachments follow, in both directions.
    fn fetch(&self, from: usize, to: usize) {
        for (house, other) in [(from, to), (to, from)] {
            let wire = self.wire(house, other);
            let at = &self.houses[house].at;
            let missing = at.store.read(|tx| tx.incomplete_attachments(None, 20));
            for row in missing.unwrap_or_else(|_: StoreError| Vec::new()) {
                let them = self.houses[other].name();
                at.node
                    .fetch(&at.parts, &wire, them, &row.root, &mut |_| true)
                    .ok();
            }
        }
    }

    fn send_file(&mut self) {
        let (from, to) = self.ends();
        let now = self.houses[from].clock(self.now);
        let them = self.houses[to].name().clone();
        let Ok(mut bytes) = self.houses[from].node().write_pouch(&them, now) else {
            return;
        };
        let losses = self.houses[from].losses;
        let at = self.now.plus(60 * (5 + hours(&mut self.dice)));
        let network = self.network();
        network.tally.fault(Fault::File);
        let seen = network.watch.sealed(&bytes);
        network.note(seen);
        spoil(network, &mut bytes);
        network.late.push(Late {
            from,
            to,
            bytes,
            at,
            file: true,
            losses,
        });
    }

    /// Hands over what has arrived by now.
    fn arrivals(&mut self) {
        let now = self.now;
        let late = std::mem::take(&mut self.network().late);
        let (arrived, under_way): (Vec<_>, Vec<_>) =
            late.into_iter().partition(|one| one.at <= now);
        self.network().late = under_way;
        for one in arrived {
            self.arrive(&one);
        }
    }

    fn arrive(&mut self, late: &Late) {
        let (from, to) = (&self.houses[late.from], &self.houses[late.to]);
        let now = to.clock(self.now);
        if late.file {
            let opened = to.node().open_pouch(&late.bytes, now);
            let ended = opened.map(|opened| opened.brought);
            let ended = ended.map_err(|error| error.code().to_owned());
            self.tell(|| format!("a file of {} arrives at {}: {ended:?}", late.from, late.to));
            if from.losses > late.losses {
                self.fault(Fault::FileAfterRestore);
            }
            return;
        }
        let request = comity_peer::call::Request::Pouch {
            bytes: late.bytes.clone(),
            wait: 0,
        };
        let answer = to.node().answer(from.name(), request, &to.at.parts, now);
        if let comity_peer::call::Response::Pouch(bytes) = answer {
            let mut network = lock(&self.network);
            let seen = network.watch.pouch(to, &bytes);
            network.note(seen);
        }
    }

    fn partition(&mut self) {
        let ends = self.ends();
        let blocked = &mut self.network().blocked;
        if !blocked.remove(&ends) {
            blocked.insert(ends);
        }
    }

    fn clock(&mut self) {
        let house = self.house();
        if self.dice.chance(800) {
            let seconds = i64::try_from(self.dice.below(800)).unwrap_or(0) - 400;
            self.houses[house].skew = seconds;
            self.fault(Fault::Skew);
        } else {
            self.houses[house].skew = 60 * (hours(&mut self.dice) - 24 * 60);
            self.fault(Fault::Jump);
        }
    }

    fn restore(&mut self) {
        let house = self.house();
        if self.houses[house].restore() {
            self.tell(|| format!("{house} goes back to a backup"));
            self.fault(Fault::Restore);
        }
    }

    fn lose_store(&mut self) {
        let house = self.house();
        let now = self.now;
        self.tell(|| format!("{house} loses its store"));
        let others: Vec<usize> = self
            .pairs
            .iter()
            .filter_map(|&(one, other)| match house {
                _ if one == house => Some(other),
                _ if other == house => Some(one),
                _ => None,
            })
            .collect();
        // The counterparts are borrowed while the house is changed: take it out for that long.
        let spare = House::new("spare.example", self.seed, now);
        let mut lost = std::mem::replace(&mut self.houses[house], spare);
        let trusted: Vec<_> = others.iter().map(|&other| &self.houses[other].at).collect();
        lost.at.lose_store(&trusted);
        lost.backup = None;
        lost.losses += 1;
        lost.hire(now);
        if house == 0
            && let Some(liar) = &mut self.liar
        {
            liar.pinned_again(&lost);
        }
        self.houses[house] = lost;
        self.fault(Fault::StoreLost);
        for other in others {
            self.recover(house, other);
        }
    }

    /// Someone looks after the machines.
    fn mend(&mut self) {
        let house = self.house();
        self.houses[house].skew = 0;
        self.network().blocked.clear();
    }

    /// No more faults: everyone recovers, exchanges, and all that was under way arrives.
    fn heal(&mut self) -> Result<(), Violation> {
        self.tell(|| "heal".to_owned());
        self.disk = 0;
        for house in &mut self.houses {
            house.skew = 0;
            house.settle();
        }
        let network = self.network();
        network.trouble = 0;
        network.blocked.clear();
        for late in &mut network.late {
            late.at = Time::from_seconds(0);
        }
        // Clocks that ran ahead must be reached before anything new is signed.
        self.now = self.now.plus(4 * 24 * 3600);
        for _ in 0..HEALING {
            self.now = self.now.plus(600);
            self.arrivals();
            for (one, other) in self.pairs.clone() {
                self.exchange(one, other);
                self.exchange(other, one);
            }
            self.looked_at()?;
        }
        for &(one, other) in &self.pairs {
            check::pair(&self.houses[one], &self.houses[other])?;
        }
        Ok(())
    }

    /// Honest sides agree about everything.
    fn agree(&mut self) -> Result<(), Violation> {
        for (one, other) in self.pairs.clone() {
            let (a, b) = (&self.houses[one], &self.houses[other]);
            for (x, y) in [(a, b), (b, a)] {
                let state = x.node().channel(y.name()).map_err(|error| {
                    Violation::new("a healed channel stands", error.code().to_owned())
                })?;
                let ours = &state.current.ours;
                if !state.current.in_force() || ours.receipted() != ours.head.size() {
                    return Err(Violation::new(
                        "a healed channel delivers",
                        format!(
                            "{} to {}: generation {}, in force {}, {} of {} delivered, stands {}",
                            x.name(),
                            y.name(),
                            state.current.number,
                            state.current.in_force(),
                            ours.receipted(),
                            ours.head.size(),
                            x.stands(y.name()),
                        ),
                    ));
                }
            }
            check::logs(a, b)?;
            let found = check::reports(a, b, &self.said, [one, other])?;
            for (x, y) in [(a, b), (b, a)] {
                check::notices(x, y)?;
            }
            let tally = &mut self.network().tally;
            tally.silent += found.silent;
            tally.void += found.void;
            tally.notices += found.notices;
        }
        for house in &self.houses {
            check::store(house)?;
        }
        Ok(())
    }

    /// The liar lies, and what the honest side then holds is looked at.
    fn confront(&mut self) -> Result<(), Violation> {
        let Some(mut liar) = self.liar.take() else {
            return Ok(());
        };
        self.now = self.now.plus(3600);
        if !self.houses[0].is_as_it_was() {
            // What it lost on the channel with this liar is no matter of the lie: another one comes.
            liar = liar.late(self.now);
            liar.meet(&self.houses[0], self.now)?;
        }
        let told = liar.lie(&mut self.houses[0], self.now, &mut self.dice)?;
        let network = self.network();
        *network.tally.lies.entry(told.lie).or_default() += 1;
        network.tally.forks += u64::from(told.fork);
        // The others never notice.
        let others: Vec<_> = self
            .pairs
            .iter()
            .filter(|pair| pair.0 == 0)
            .copied()
            .collect();
        for (one, other) in others {
            self.now = self.now.plus(600);
            self.exchange(one, other);
            self.exchange(other, one);
            self.exchange(one, other);
            let state = self.houses[one].node().channel(self.houses[other].name());
            if !state.is_ok_and(|state| state.current.in_force()) {
                return Err(Violation::new(
                    "a hostile channel costs the others nothing",
                    self.houses[other].name().to_string(),
                ));
            }
        }
        self.looked_at()
    }

    fn count(self) -> Tally {
        let mut network = self
            .network
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let delivered = self.said.iter().filter(|one| {
            let house = &self.houses[one.by];
            let state = house.node().channel(self.houses[one.to].name());
            state.is_ok_and(|state| {
                one.entry.generation < state.current.number
                    || one.entry.index < state.current.ours.receipted()
            })
        });
        network.tally.delivered = vec![delivered.count() as u64];
        network.tally
    }
}
