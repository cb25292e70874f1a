//! What happens to machines and to what travels between them.

#![expect(
    clippy::indexing_slicing,
    reason = "houses are numbered by the world itself; a wrong number is a bug of the test and stops the seed"
)]

use super::World;
use crate::{
    house::House,
    tally::Fault,
    watch::Violation,
    wire::{Late, hours, lock, spoil},
};

impl World {
    pub(super) fn send_file(&mut self) {
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
    pub(super) fn arrivals(&mut self) {
        let now = self.now;
        let late = std::mem::take(&mut self.network().late);
        let (arrived, under_way): (Vec<_>, Vec<_>) =
            late.into_iter().partition(|one| one.at <= now);
        self.network().late = under_way;
        for one in arrived {
            self.arrive(&one);
        }
    }

    pub(super) fn arrive(&mut self, late: &Late) {
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

    pub(super) fn partition(&mut self) {
        let ends = self.ends();
        let blocked = &mut self.network().blocked;
        if !blocked.remove(&ends) {
            blocked.insert(ends);
        }
    }

    pub(super) fn clock(&mut self) {
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

    pub(super) fn restore(&mut self) {
        let house = self.house();
        if self.houses[house].restore() {
            self.tell(|| format!("{house} goes back to a backup"));
            self.fault(Fault::Restore);
        }
    }

    pub(super) fn lose_store(&mut self) {
        let house = self.house();
        let now = self.now;
        self.tell(|| format!("{house} loses its store"));
        let others = self.counterparts(house);
        self.houses[house].lose_store(now);
        self.fault(Fault::StoreLost);
        for other in others {
            self.recover(house, other);
        }
    }

    /// A house loses its keys too. It comes back from its counterparts, over the network as it
    /// is first, and by telephone and patience then: where both sides of a channel lose all
    /// that they have at once, there is nothing to come back to, and no world is about that.
    pub(super) fn lose_keys(&mut self) -> Result<(), Violation> {
        let house = self.house();
        let others = self.counterparts(house);
        if !others.iter().all(|&other| self.both_whole(house, other)) {
            return Ok(());
        }
        self.tell(|| format!("{house} loses its keys"));
        let (seed, now) = (self.dice.number(), self.now);
        self.houses[house].lose_keys(seed, now);
        self.fault(Fault::KeysLost);
        for other in others {
            let (one, two) = (&self.houses[house], &self.houses[other]);
            one.at.trust(&two.at, now);
            two.at.trust(&one.at, two.clock(now));
            self.recover(house, other);
            self.come_back(house, other)?;
        }
        Ok(())
    }

    /// Whether two houses have lost nothing toward each other that is not back.
    fn both_whole(&self, one: usize, other: usize) -> bool {
        if [(one, other), (other, one)]
            .iter()
            .any(|pair| self.closed.contains(pair))
        {
            return false;
        }
        let (one, other) = (&self.houses[one], &self.houses[other]);
        let number = |of: &House, them: &House| {
            let current = of.node().channel(them.name()).ok()?.current;
            (current.in_force() && of.stands(them.name())).then_some(current.number)
        };
        let ours = number(one, other);
        ours.is_some() && ours == number(other, one)
    }

    /// Two houses exchange without faults, and wait for clocks that ran ahead, until the
    /// channel is in force again.
    fn come_back(&mut self, house: usize, other: usize) -> Result<(), Violation> {
        let disk = std::mem::take(&mut self.disk);
        let network = self.network();
        let trouble = std::mem::take(&mut network.trouble);
        let blocked = std::mem::take(&mut network.blocked);
        for one in [house, other] {
            self.houses[one].skew = 0;
        }
        for _ in 0..6 {
            if self.both_whole(house, other) {
                break;
            }
            self.exchange(house, other);
            self.exchange(other, house);
            self.now = self.now.plus(8 * 3600);
        }
        self.disk = disk;
        let network = self.network();
        network.trouble = trouble;
        network.blocked = blocked;
        if self.both_whole(house, other) {
            return Ok(());
        }
        Err(Violation::new(
            "the past comes back after a loss of keys",
            self.standing(house, other),
        ))
    }

    /// The houses with which one has a channel.
    fn counterparts(&self, house: usize) -> Vec<usize> {
        let other = |&(one, other): &(usize, usize)| match house {
            _ if one == house => Some(other),
            _ if other == house => Some(one),
            _ => None,
        };
        self.pairs.iter().filter_map(other).collect()
    }

    /// Someone looks after the machines.
    pub(super) fn mend(&mut self) {
        let house = self.house();
        self.houses[house].skew = 0;
        self.network().blocked.clear();
    }
}
