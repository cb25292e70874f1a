//! What happens to machines and to what travels between them.

#![expect(
    clippy::indexing_slicing,
    reason = "houses are numbered by the world itself; a wrong number is a bug of the test and stops the seed"
)]

use super::World;
use crate::{
    house::House,
    tally::Fault,
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
    pub(super) fn mend(&mut self) {
        let house = self.house();
        self.houses[house].skew = 0;
        self.network().blocked.clear();
    }
}
