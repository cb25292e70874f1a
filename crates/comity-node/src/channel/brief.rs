//! How channels stand, each in one word: for a desk that is looked at all day.
//!
//! The first thing that is wrong, else that all is well; [`super::line`] says everything. No desk
//! is followed and no act read for it.

use comity_core::{PartyName, Time};
use comity_store::{ReadTx, Store};

use super::state;
use crate::{
    desk::stalled,
    health::SILENT,
    node::{Node, Party, Result},
};

/// How a channel stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// Nothing more is said in it: the other side contradicted itself.
    Forked,
    /// Nothing may be signed, since the store stands elsewhere than we last signed; the code of why.
    Elsewhere(String),
    /// The newest credential of the other side, by its serial, is revoked.
    Revoked(u64),
    /// Part of its record cannot be read.
    Stalled,
    /// Our clock is in doubt.
    ClockInDoubt,
    /// Not both sides have opened it yet.
    NotInForce,
    /// The other side has signed nothing for long; since when.
    Silent(Time),
    /// All is well; when the other side last signed.
    Well(Time),
}

/// A channel in one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// The counterpart.
    pub them: PartyName,
    /// How it stands.
    pub stands: Stands,
}

impl<S: Store> Node<S> {
    /// Every channel in one word.
    ///
    /// # Errors
    /// The store fails.
    pub fn channels_in_brief(&self, now: Time) -> Result<Vec<Brief>> {
        self.record(|party, tx| {
            let channels = tx.channels()?.into_iter();
            let brief = channels.map(|them| {
                let stands = stands(party, tx, &them, now)?;
                Ok(Brief { them, stands })
            });
            brief.collect()
        })
    }
}

fn stands(party: &Party, tx: &dyn ReadTx, them: &PartyName, now: Time) -> Result<Stands> {
    let state = state::load(tx, them)?;
    let current = &state.current;
    if current.frozen.is_some() {
        return Ok(Stands::Forked);
    }
    if let Err(error) = state::check_marks(tx, &*party.marks, &state) {
        return Ok(Stands::Elsewhere(error.code().to_owned()));
    }
    let credentials = tx.credentials(them)?;
    let newest = credentials.iter().max_by_key(|row| row.serial);
    if let Some(revoked) = newest.filter(|row| row.revocation.is_some()) {
        return Ok(Stands::Revoked(revoked.serial));
    }
    if stalled::find(tx, them)?.is_some() {
        return Ok(Stands::Stalled);
    }
    if current.clock_in_doubt {
        return Ok(Stands::ClockInDoubt);
    }
    Ok(match current.theirs.checkpoint {
        Some(mark) if current.in_force() && now.since(mark.at) >= SILENT => Stands::Silent(mark.at),
        Some(mark) if current.in_force() => Stands::Well(mark.at),
        _ => Stands::NotInForce,
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{at, exchange, pair},
        *,
    };

    #[test]
    fn a_channel_is_well_until_its_other_side_was_silent_for_a_day() {
        let (a, b) = pair();
        let of = |now| {
            let mut brief = a.node.channels_in_brief(now).unwrap();
            assert_eq!(brief.len(), 1);
            assert_eq!(brief[0].them, *b.name());
            brief.remove(0).stands
        };
        exchange(&a, &b, 1);
        assert_eq!(of(at(1).plus(SILENT - 1)), Stands::Well(at(1)));
        assert_eq!(of(at(1).plus(SILENT)), Stands::Silent(at(1)));
    }

    #[test]
    fn a_channel_that_one_side_has_opened_waits_and_one_that_cannot_be_read_says_so() {
        let (a, b) = pair();
        let of = |minutes| b.node.channels_in_brief(at(minutes)).unwrap().remove(0);
        assert_eq!(of(1).stands, Stands::NotInForce);
        exchange(&a, &b, 1);
        let key = format!("desk.stalled.{}", a.name());
        b.store
            .write(move |tx| tx.set_setting(&key, Some("content-missing")))
            .unwrap();
        assert_eq!(of(2).stands, Stands::Stalled);
    }
}
