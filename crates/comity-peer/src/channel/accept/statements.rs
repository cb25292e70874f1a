//! Checkpoint and receipt of a pouch: signatures, times, and what they contradict.

use comity_core::{
    Time,
    mutant::{Mutant, broken},
};

use super::{Came, DAY, Judge, contradicts, is_later, mark_of};
use crate::{
    channel::{AHEAD_LIMIT, Event, NotAccepted, Refusal},
    credential::Credential,
    statement::{Checked, StatementError, verify_checkpoint, verify_receipt},
};

impl Judge<'_> {
    pub(super) fn statements(&self) -> Result<(Checked, Option<Checked>), NotAccepted> {
        let (pouch, speakers, origin) = (self.pouch, self.arrival.speakers, self.their_origin());
        let checked = |who: &Credential| verify_checkpoint(&pouch.checkpoint, who, &origin);
        let checkpoint = match speakers.verify(checked) {
            Err(Refusal::Signature(error)) => {
                let ahead = self
                    .ahead(checked)
                    .filter(|found| self.lacks_some_of(found));
                ahead.ok_or(Refusal::Signature(error))?
            }
            other => other?,
        };
        let receipt = match &pouch.receipt {
            Some(note) => {
                let checked = |who: &Credential| verify_receipt(note, who, self.our_origin);
                match speakers.verify(checked) {
                    // Under a credential that their log has not made known yet: none.
                    Err(Refusal::Signature(_)) if self.ahead(checked).is_some() => None,
                    other => Some(other?),
                }
            }
            None => None,
        };
        for statement in std::iter::once(&checkpoint).chain(&receipt) {
            self.not_ahead(statement.at)?;
        }
        Ok((checkpoint, receipt))
    }

    /// What a credential that entries to come will issue has signed.
    fn ahead(
        &self,
        check: impl Fn(&Credential) -> Result<Checked, StatementError>,
    ) -> Option<Checked> {
        let mut ahead = self.arrival.speakers.ahead.iter().rev();
        ahead.find_map(|who| check(who).ok())
    }

    /// Whether the log under this checkpoint is longer than what is held once the pouch is taken.
    fn lacks_some_of(&self, checkpoint: &Checked) -> bool {
        let held = self.before.theirs.head.size();
        checkpoint.size > held.max(self.pouch.header.end())
    }

    pub(super) fn not_ahead(&self, at: Time) -> Result<(), Refusal> {
        let seconds = at.since(self.arrival.now);
        if seconds > AHEAD_LIMIT && !broken(Mutant::AnyTime) {
            Err(Refusal::FromTheFuture { seconds })
        } else {
            Ok(())
        }
    }

    pub(super) fn take_receipt(&mut self, receipt: Checked) -> Result<(), NotAccepted> {
        let held = self.before.ours.head.size();
        if receipt.size > held && self.arrival.came == Came::AfterLoss {
            return Ok(());
        }
        if receipt.size > held {
            return Err(NotAccepted::OwnLoss {
                held,
                seen: receipt.size,
            });
        }
        if self.our_root(receipt.size)? != receipt.root {
            return Err(self.receipt_of_another_root(&receipt));
        }
        let known = self.before.ours.receipt;
        if let Some(known) = known.filter(|known| contradicts(known, &receipt)) {
            return Err(self.receipt_smaller(&known, &receipt));
        }
        if known.is_none_or(|known| is_later(&known, &receipt)) {
            self.next.ours.receipt = Some(mark_of(&receipt));
            if receipt.size > known.map_or(0, |known| known.size) {
                self.out
                    .events
                    .push(Event::Receipted { size: receipt.size });
            }
            self.out.receipt = Some(receipt);
        }
        Ok(())
    }

    /// Compares the checkpoint with those that were observed, and with the log that we hold.
    pub(super) fn compare_checkpoint(&self, checkpoint: &Checked) -> Result<(), NotAccepted> {
        let known = self.before.theirs.checkpoint;
        if checkpoint.size <= self.before.theirs.head.size()
            && self.their_root(checkpoint.size)? != checkpoint.root
        {
            return Err(self.two_roots(checkpoint));
        }
        if let Some(known) = known.filter(|known| contradicts(known, checkpoint)) {
            return Err(self.signed_smaller(&known, checkpoint));
        }
        Ok(())
    }

    pub(super) fn take_checkpoint(&mut self, checkpoint: Checked) {
        let whole = checkpoint.size == self.next.theirs.head.size();
        let known = self.before.theirs.checkpoint;
        if whole && known.is_none_or(|known| is_later(&known, &checkpoint)) {
            self.next.theirs.checkpoint = Some(mark_of(&checkpoint));
            self.doubt_clock(checkpoint.at);
            self.out.checkpoint = Some(checkpoint);
        }
    }

    /// A live signature far behind our clock, after more than a day in which we signed nothing.
    fn doubt_clock(&mut self, signed: Time) {
        let now = self.arrival.now;
        let silent = self
            .before
            .ours
            .earliest()
            .is_some_and(|last| now.since(last) > DAY);
        if self.arrival.came == Came::Live && now.since(signed) <= DAY {
            // Somebody else's clock agrees with ours again.
            self.next.clock_in_doubt = false;
        }
        if self.arrival.came == Came::Live
            && silent
            && now.since(signed) > DAY
            && !self.next.clock_in_doubt
        {
            self.next.clock_in_doubt = true;
            self.out.events.push(Event::ClockInDoubt);
        }
    }
}
