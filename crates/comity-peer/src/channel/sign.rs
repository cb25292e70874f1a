//! What to sign, when, and keeping account of it.
//!
//! The order is the caller's: entries and state durable, then the high-water
//! mark, then the signature (`ARCHITECTURE.md`, invariant 3). A frozen or
//! closed generation signs nothing more.

use comity_core::{Origin, Time};
use comity_tlog::{checkpoint::Checkpoint, frontier::Frontier};

use super::{AppendError, ChannelState, Mark, append::CLOCK_SLACK, mark};

impl ChannelState {
    /// The checkpoint of our log to sign now, and the time to sign it with.
    ///
    /// # Errors
    /// [`AppendError::Quiet`], [`AppendError::OwnClock`], [`AppendError::OwnLoss`];
    /// [`AppendError::NotInForce`] while our log is empty.
    pub fn checkpoint_to_sign(&self, now: Time) -> Result<(Checkpoint, Time), AppendError> {
        let ours = &self.current.ours;
        if ours.head.size() == 0 {
            return Err(AppendError::NotInForce);
        }
        if ours.head.size()
            < ours
                .signed
                .map_or(0, |mark| mark.size)
                .max(ours.receipted())
        {
            return Err(AppendError::OwnLoss);
        }
        let at = self.signing_time(now, ours.earliest())?;
        Ok((checkpoint(&self.our_origin(), &ours.head), at))
    }

    /// The receipt for their log to sign now, and the time to sign it with; `None` while we hold nothing of it.
    ///
    /// # Errors
    /// As [`ChannelState::checkpoint_to_sign`].
    pub fn receipt_to_sign(&self, now: Time) -> Result<Option<(Checkpoint, Time)>, AppendError> {
        let theirs = &self.current.theirs;
        if theirs.head.size() == 0 {
            return Ok(None);
        }
        if theirs.head.size() < theirs.receipted.map_or(0, |mark| mark.size) {
            return Err(AppendError::OwnLoss);
        }
        let at = self.signing_time(now, theirs.receipted.map(|mark| mark.at))?;
        Ok(Some((checkpoint(&self.their_origin(), &theirs.head), at)))
    }

    /// Notes the checkpoint of our log that was signed.
    pub fn signed(&mut self, checkpoint: &Checkpoint, at: Time) {
        self.current.ours.signed = Some(mark_of(checkpoint, at));
    }

    /// Notes the receipt for their log that was signed.
    pub fn receipted(&mut self, checkpoint: &Checkpoint, at: Time) {
        self.current.theirs.receipted = Some(mark_of(checkpoint, at));
    }

    fn signing_time(&self, now: Time, earliest: Option<Time>) -> Result<Time, AppendError> {
        if self.current.is_quiet() {
            return Err(AppendError::Quiet);
        }
        if self.current.short {
            return Err(AppendError::OwnLoss);
        }
        match earliest {
            Some(earliest) if earliest.since(now) > CLOCK_SLACK => Err(AppendError::OwnClock),
            earliest => Ok(earliest.map_or(now, |earliest| earliest.max(now))),
        }
    }
}

fn checkpoint(origin: &Origin, head: &Frontier) -> Checkpoint {
    Checkpoint {
        origin: origin.to_string(),
        size: head.size(),
        root: head.root(),
    }
}

const fn mark_of(checkpoint: &Checkpoint, at: Time) -> Mark {
    mark(checkpoint.size, checkpoint.root, at)
}
