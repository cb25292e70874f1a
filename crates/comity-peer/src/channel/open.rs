//! Opening a channel, and opening it again as a new generation (`docs/protocol.md`, section 3.2).
//!
//! Both need an administrator on each side: the node asks, these functions don't.

use comity_core::{
    Hash, Leaf, Origin, Time,
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
        self.reopen_beyond(0, ours, theirs, previous, now)
    }

    /// The same, in a generation beyond `newest`: the newest that we ever signed in, which
    /// after a loss may be one that this state does not know.
    ///
    /// # Errors
    /// As [`ChannelState::reopen`].
    pub fn reopen_beyond(
        &mut self,
        newest: u32,
        ours: Hash,
        theirs: Hash,
        previous: Vec<LogRef>,
        now: Time,
    ) -> Result<NewEntry, AppendError> {
        let closed = self.closed_by(&previous).ok_or(AppendError::Open)?;
        let last = self.current.number.max(newest);
        let number = last.checked_add(1).ok_or(AppendError::Open)?;
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

    /// What a new generation names: what [`ChannelState::closing`] gives, or, where both
    /// opening leaves are here and differ, the smaller size that they name for each log.
    ///
    /// Both sides find the same of the same two leaves, so that the next generation
    /// comes in force whoever of them had lost something.
    #[must_use]
    pub fn proposal(&self) -> Vec<LogRef> {
        match (&self.current.opening, &self.current.their_opening) {
            (Some(ours), Some(theirs)) if self.current.openings_differ() => {
                smaller(&ours.previous, &theirs.previous)
            }
            _ => self.closing(),
        }
    }

    /// Notes how much of their log a node may name that lost what it had receipted of it:
    /// up to its high-water mark, or all that they handed back when that is less or unknown.
    pub fn receipted_before_loss(&mut self, mark: Option<super::Mark>, at: Time) {
        let theirs = &mut self.current.theirs;
        let head = super::Mark {
            at: mark.map_or(at, |mark| mark.at),
            root: theirs.head.root(),
            size: theirs.head.size(),
        };
        theirs.receipted = Some(mark.filter(|mark| mark.size < head.size).unwrap_or(head));
    }

    /// After a loss: leaves the current generation, which has come back, for the next one, of which nothing has.
    ///
    /// # Errors
    /// [`AppendError::Open`] when there is no next number.
    pub fn follow(&mut self) -> Result<(), AppendError> {
        let number = self.current.number.checked_add(1);
        let blank = Generation::blank(number.ok_or(AppendError::Open)?);
        self.old.push(std::mem::replace(&mut self.current, blank));
        Ok(())
    }

    /// After a loss: closes the generations before as our own opening leaf, which came back, names them.
    pub(super) fn close_as_opened(&mut self) {
        let Some(opening) = &self.current.opening else {
            return;
        };
        let previous = opening.previous.clone();
        for old in &mut self.old {
            let origin = Origin {
                sender: self.me.clone(),
                reader: self.them.clone(),
                generation: old.number,
            };
            let named = |origin: &Origin| {
                let log = previous.iter().find(|log| log.origin == *origin);
                log.map(|log| log.size)
            };
            if let (Some(ours), Some(theirs)) = (named(&origin), named(&origin.opposite())) {
                old.closed = Some(Closed { ours, theirs });
            }
            old.closed.get_or_insert(Closed { ours: 0, theirs: 0 });
        }
    }

    /// Whether entries that count in a closed generation are not held.
    pub(super) fn lacks_what_counts(&self) -> bool {
        self.old.iter().any(|old| {
            old.closed.is_some_and(|closed| {
                closed.ours > old.ours.head.size() || closed.theirs > old.theirs.head.size()
            })
        })
    }

    /// Whether a closed generation holds entries that do not count.
    #[must_use]
    pub fn holds_what_does_not_count(&self) -> bool {
        self.old.iter().any(|old| {
            old.closed.is_some_and(|closed| {
                closed.ours < old.ours.head.size() || closed.theirs < old.theirs.head.size()
            })
        })
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

/// The smaller size for each log; of two generations, the earlier: the later one is not in force for both.
fn smaller(one: &[LogRef], other: &[LogRef]) -> Vec<LogRef> {
    let generation = |logs: &[LogRef]| logs.first().map_or(0, |log| log.origin.generation);
    match generation(one).cmp(&generation(other)) {
        std::cmp::Ordering::Less => one.to_vec(),
        std::cmp::Ordering::Greater => other.to_vec(),
        std::cmp::Ordering::Equal => one
            .iter()
            .zip(other)
            .map(|(one, other)| if other.size < one.size { other } else { one })
            .cloned()
            .collect(),
    }
}
