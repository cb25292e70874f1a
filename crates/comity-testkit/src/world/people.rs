//! What people and their machines do: cases, exchanges, recoveries, calls between administrators.

#![expect(
    clippy::indexing_slicing,
    reason = "houses are numbered by the world itself; a wrong number is a bug of the test and stops the seed"
)]

use comity_core::PartyName;
use comity_peer::channel::Standing;
use comity_store::{Store, StoreError};

use super::World;
use crate::{
    dice::Dice,
    house::House,
    watch::Violation,
    wire::Wire,
    work::{self, Said},
};

impl World {
    pub(super) fn work(&mut self) {
        let (from, to) = self.ends();
        let before = self.houses[from].at.store.writes();
        let planned = self.plan(from);
        self.try_work(from, to);
        self.settle(from, planned, before);
    }

    pub(super) fn try_work(&mut self, from: usize, to: usize) {
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
    pub(super) fn wire(&self, from: usize, to: usize) -> Wire<'_> {
        Wire {
            houses: &self.houses,
            from,
            to,
            now: self.now,
            network: &self.network,
        }
    }

    /// One exchange, with recovery and a call between administrators where that is what it needs.
    pub(super) fn exchange(&mut self, from: usize, to: usize) {
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
        } else if self.closed.contains(&(from, to)) {
            self.recover(from, to);
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
    pub(super) fn notify(&mut self, from: usize, to: usize) {
        let (house, them) = (&self.houses[from], self.houses[to].name());
        let now = house.clock(self.now);
        let mut rng = Dice::new(self.seed ^ self.now.posix() ^ 1);
        let said = house.node().say_notices(them, now, &mut rng);
        if said.as_ref().is_ok_and(|said| *said > 0) {
            self.tell(|| format!("{from} gives notice to {to}: {}", said.unwrap_or(0)));
        }
    }

    /// Takes back what was lost; opens a new generation where that falls short.
    pub(super) fn recover(&mut self, from: usize, to: usize) {
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
        if recovered.is_ok() || !self.houses[from].node().has_lost_keys() {
            self.closed.remove(&(from, to));
        } else {
            self.closed.insert((from, to));
        }
        if let Ok(Some(reopened)) = recovered.as_ref().map(|recovered| recovered.reopened) {
            let network = self.network();
            network.tally.opened += reopened.opened;
            network.note(match reopened.closed {
                0 => Ok(()),
                closed => Err(Violation::new(
                    "what the counterpart opens comes back open",
                    format!("{closed} acts of {from} with {to}"),
                )),
            });
        }
        match recovered {
            Ok(recovered) if recovered.standing == Standing::AtMark => {
                self.network().tally.recovered += 1;
            }
            Ok(_) => {
                if self.houses[from].node().reopen(&them, now).is_ok() {
                    self.network().tally.reopened += 1;
                }
            }
            Err(_) => {}
        }
    }

    /// The administrators of two houses speak: who is a generation behind opens it too, and
    /// both open another when their openings differ. Who has lost something recovers first.
    pub(super) fn telephone(&mut self, from: usize, to: usize) {
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

    pub(super) fn open_anew(&mut self, from: usize, to: usize) {
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
    pub(super) fn fetch(&self, from: usize, to: usize) {
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
}
