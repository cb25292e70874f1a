//! Opening a channel, and opening it again as a new generation (`docs/protocol.md`, section 3.2).
//!
//! Both need an administrator on each side: the node asks, these functions don't.

use comity_core::{
    Hash, Leaf, Time,
    canonical::V1,
    leaf::{CredentialRef, LogRef, Opening},
};

use super::{AppendError, ChannelState, Closed, Generation, NewEntry, append, nothing_seen};

impl ChannelState {
    /// Opens our log of the current generation under both credentials (`ours`, `theirs`: fingerprints).
    ///
    /// `previous` is empty in generation 1; a node that lost its store with its
    /// keys repeats what the counterpart's opening leaf names.
    ///
    /// # Errors
    /// [`AppendError::Open`] when it is open already.
    pub fn open(
        &mut self,
        ours: Hash,
        theirs: Hash,
        previous: Vec<LogRef>,
        now: Time,
    ) -> Result<NewEntry, AppendError> {
        self.open_after(ours, theirs, previous, now)
    }

    /// Closes the current generation at the sizes of `previous` and opens the next.
    ///
    /// `previous` is what [`ChannelState::closing`] proposes, or what the
    /// counterpart's opening leaf names where that is smaller.
    ///
    /// # Errors
    /// [`AppendError::Open`] when `previous` does not name both logs, each up
    /// to a size that we hold.
    pub fn reopen(
        &mut self,
        ours: Hash,
        theirs: Hash,
        previous: Vec<LogRef>,
        now: Time,
    ) -> Result<NewEntry, AppendError> {
        let closed = self.closed_by(&previous).ok_or(AppendError::Open)?;
        let number = self
            .current
            .number
            .checked_add(1)
            .ok_or(AppendError::Open)?;
        let before = std::mem::replace(&mut self.current, Generation::blank(number));
        self.old.push(before);
        for old in &mut self.old {
            if previous
                .iter()
                .any(|log| log.origin.generation == old.number)
            {
                old.closed = Some(closed);
            }
            // A generation that never came in force counts for nothing.
            old.closed.get_or_insert(Closed { ours: 0, theirs: 0 });
        }
        self.open_after(ours, theirs, previous, now)
    }

    /// Both logs of the last generation in force, at the sizes that both sides
    /// hold as far as this side knows: what the other has receipted, and what we have.
    #[must_use]
    pub fn closing(&self) -> Vec<LogRef> {
        let Some(last) = self.last_in_force() else {
            return Vec::new();
        };
        let origin = self.our_origin_in(last.number);
        let nothing = nothing_seen();
        let ours = last
            .ours
            .receipt
            .map_or((nothing.root, 0), |mark| (mark.root, mark.size));
        let theirs = last
            .theirs
            .receipted
            .map_or((nothing.root, 0), |mark| (mark.root, mark.size));
        let theirs = LogRef {
            origin: origin.opposite(),
            root: theirs.0,
            size: theirs.1,
        };
        let mut logs = vec![
            LogRef {
                origin,
                root: ours.0,
                size: ours.1,
            },
            theirs,
        ];
        logs.sort();
        logs
    }

    /// The generation whose sizes a new one names.
    #[must_use]
    pub fn last_in_force(&self) -> Option<&Generation> {
        std::iter::once(&self.current)
            .chain(self.old.iter().rev())
            .find(|generation| generation.in_force())
    }

    fn closed_by(&self, previous: &[LogRef]) -> Option<Closed> {
        let [one, other] = previous else {
            // Without a generation in force there is nothing to name.
            let none = previous.is_empty() && self.last_in_force().is_none();
            return none.then_some(Closed { ours: 0, theirs: 0 });
        };
        let generation = self.generation(one.origin.generation)?;
        let origin = self.our_origin_in(generation.number);
        let (ours, theirs) = if one.origin == origin {
            (one, other)
        } else {
            (other, one)
        };
        let fits = ours.origin == origin
            && theirs.origin == origin.opposite()
            && previous.is_sorted()
            && ours.size <= generation.ours.head.size()
            && theirs.size <= generation.theirs.head.size();
        fits.then_some(Closed {
            ours: ours.size,
            theirs: theirs.size,
        })
    }

    fn open_after(
        &mut self,
        ours: Hash,
        theirs: Hash,
        previous: Vec<LogRef>,
        now: Time,
    ) -> Result<NewEntry, AppendError> {
        if self.current.ours.head.size() > 0 {
            return Err(AppendError::Open);
        }
        let mut credentials = vec![
            CredentialRef {
                party: self.me.clone(),
                credential: ours,
            },
            CredentialRef {
                party: self.them.clone(),
                credential: theirs,
            },
        ];
        credentials.sort();
        let opening = Opening {
            credentials,
            previous,
        };
        let leaf = Leaf {
            act: None,
            at: now,
            bad: vec![],
            held: vec![],
            open: Some(opening.clone()),
            re: None,
            seen: nothing_seen(),
            size: None,
            v: V1,
        };
        let entry = append::push(&mut self.current.ours, leaf)?;
        self.current.opening = Some(opening);
        Ok(entry)
    }
}
