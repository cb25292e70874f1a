//! The end of a world: it heals, honest sides agree, the liar lies, and what happened is counted.

#![expect(
    clippy::indexing_slicing,
    reason = "houses are numbered by the world itself; a wrong number is a bug of the test and stops the seed"
)]

use std::sync::PoisonError;

use comity_core::Time;

use super::World;
use crate::{check, tally::Tally, watch::Violation};

/// Rounds in which a healed world must agree.
const HEALING: usize = 12;

impl World {
    /// No more faults: everyone recovers, exchanges, and all that was under way arrives.
    pub(super) fn heal(&mut self) -> Result<(), Violation> {
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
    pub(super) fn agree(&mut self) -> Result<(), Violation> {
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
    pub(super) fn confront(&mut self) -> Result<(), Violation> {
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

    pub(super) fn count(self) -> Tally {
        let mut network = self
            .network
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let delivered = self.said.iter().filter(|one| {
            let house = &self.houses[one.by];
            let state = house.node().channel(self.houses[one.to].name());
            state.is_ok_and(|state| {
                let generation = state.generation(one.entry.generation);
                generation.is_some_and(|generation| {
                    let counted = generation.closed.map(|closed| closed.ours);
                    one.entry.index < counted.unwrap_or_else(|| generation.ours.receipted())
                })
            })
        });
        network.tally.delivered = vec![delivered.count() as u64];
        network.tally
    }
}
