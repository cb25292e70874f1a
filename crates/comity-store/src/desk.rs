//! Projections of the record: leaves, acts and dossiers in the form that pages and reducers want.
//!
//! Nothing here is truth. Everything can be dropped and rebuilt from logs and content;
//! a mark for each log says how far the projections follow it.

use std::collections::BTreeSet;

use comity_core::{
    DossierId, Hash, Origin, PartyName, Time,
    id::ActId,
    record::{Covered, Position, Said, Side},
};

use crate::{access::Who, error::Result, terms::Term, waiting::Waiting};

/// What a leaf says about the other log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafRow {
    /// Where it stands.
    pub position: Position,
    /// The time that it states.
    pub at: Time,
    /// The other log as its sender had seen it: entries before this position.
    pub seen: Position,
    /// Entries of the other log that it calls bad, ascending; of the generation of `seen`.
    pub bad: Vec<u64>,
}

impl LeafRow {
    /// Whether it says nothing of the other log: then it changes nothing that others say.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        self.seen <= Position::START && self.bad.is_empty()
    }
}

/// A dossier as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierRow {
    /// The counterpart.
    pub them: PartyName,
    /// The dossier.
    pub dossier: DossierId,
    /// Its type: `case`, …
    pub kind: String,
    /// The side that opened it.
    pub opened_by: Side,
    /// Our own reference.
    pub reference: Option<String>,
    /// Status code.
    pub status: String,
    /// Category code.
    pub category: String,
    /// Urgency code.
    pub urgency: String,
    /// Our office that it is with.
    pub office: Option<String>,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// The nearest deadline that runs.
    pub next_due: Option<Time>,
    /// When its first act was said.
    pub opened_at: Time,
    /// When its last act was said.
    pub updated_at: Time,
    /// The nearest thing that waits for us.
    pub ours: Option<Waiting>,
    /// The nearest thing that waits for the counterpart.
    pub theirs: Option<Waiting>,
    /// Everything else that lists and reports want, as JSON.
    pub row: String,
}

/// Which dossiers; a field that is `None` does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DossierFilter {
    /// With this counterpart.
    pub them: Option<PartyName>,
    /// Of this type.
    pub kind: Option<String>,
    /// Opened by this side.
    pub opened_by: Option<Side>,
    /// With this reference of ours.
    pub reference: Option<String>,
    /// In this status.
    pub status: Option<String>,
    /// Of this category.
    pub category: Option<String>,
    /// Of this urgency.
    pub urgency: Option<String>,
    /// With this office of ours.
    pub office: Option<String>,
    /// Exercises only, or none.
    pub exercise: Option<bool>,
    /// With a deadline before this time.
    pub due_before: Option<Time>,
    /// Opened at this time or later; in the order of opening these two are looked up.
    pub opened_from: Option<Time>,
    /// Opened before this time.
    pub opened_before: Option<Time>,
    /// Reaching one of these: what they may see ([`crate::access`]).
    pub seen_by: Option<BTreeSet<Who>>,
    /// Held by one of these: offices, or nobody.
    pub held_by: Option<BTreeSet<Who>>,
    /// Of which this person is the officer or the deputy.
    pub officer: Option<String>,
    /// With all of these in its index ([`crate::terms`]).
    pub terms: Vec<Term>,
}

impl DossierFilter {
    /// Whether a row passes by itself; [`DossierFilter::admits`] and [`DossierFilter::finds`] say the rest.
    #[must_use]
    pub fn matches(&self, row: &DossierRow) -> bool {
        fn is<T: PartialEq>(wanted: Option<&T>, found: &T) -> bool {
            wanted.is_none_or(|wanted| wanted == found)
        }
        is(self.them.as_ref(), &row.them)
            && is(self.kind.as_ref(), &row.kind)
            && is(self.opened_by.as_ref(), &row.opened_by)
            && (self.reference.is_none() || self.reference == row.reference)
            && is(self.status.as_ref(), &row.status)
            && is(self.category.as_ref(), &row.category)
            && is(self.urgency.as_ref(), &row.urgency)
            && (self.office.is_none() || self.office == row.office)
            && is(self.exercise.as_ref(), &row.exercise)
            && self
                .due_before
                .is_none_or(|limit| row.next_due.is_some_and(|due| due < limit))
            && self.opened_from.is_none_or(|from| from <= row.opened_at)
            && self.opened_before.is_none_or(|limit| row.opened_at < limit)
    }
}

/// The order of a list; equals in the order in which they came to the desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DossierSort {
    /// The nearest deadline first, those without one last.
    #[default]
    NextDue,
    /// The last changed first.
    Updated,
    /// The last opened first.
    Opened,
}

impl DossierSort {
    /// The number that a row is sorted by, ascending.
    #[must_use]
    pub fn key(self, row: &DossierRow) -> i64 {
        match self {
            Self::NextDue => row.next_due.map_or(i64::MAX, Time::seconds),
            Self::Updated => -row.updated_at.seconds(),
            Self::Opened => -row.opened_at.seconds(),
        }
    }
}

/// A page of a list: rows after `after`, then `skip` passed over, then `limit` taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Continue after this row ([`Cursor::of`]).
    pub after: Option<Cursor>,
    /// Rows to pass over.
    pub skip: u64,
    /// Rows to take.
    pub limit: usize,
}

/// A place in a sorted list, which holds while rows come and go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The number that the row is sorted by.
    pub key: i64,
    /// Its counterpart.
    pub them: PartyName,
    /// The dossier as text.
    pub dossier: String,
}

impl Cursor {
    /// The place of this row.
    #[must_use]
    pub fn of(row: &DossierRow, sort: DossierSort) -> Self {
        Self {
            key: sort.key(row),
            them: row.them.clone(),
            dossier: row.dossier.to_string(),
        }
    }
}

/// Reading projections.
pub trait ReadDesk {
    /// How many entries of a log the projections have taken in.
    fn projected(&self, origin: &Origin) -> Result<u64>;

    /// The logs of which the projections have not taken in all, each with how many entries they lack.
    fn behind(&self) -> Result<Vec<(Origin, u64)>>;

    /// The leaf at a position of a side's log.
    fn leaf(&self, them: &PartyName, side: Side, position: Position) -> Result<Option<LeafRow>>;

    /// The last leaf of a side's log that is projected.
    fn last_leaf(&self, them: &PartyName, side: Side) -> Result<Option<LeafRow>>;

    /// The most of the other log that any projected leaf of this side has seen.
    fn most_seen(&self, them: &PartyName, side: Side) -> Result<Option<Position>>;

    /// The first leaf of the *other* side that covers the entry at this position of
    /// `side`'s log: the first whose `seen` lies beyond it.
    fn first_cover(
        &self,
        them: &PartyName,
        side: Side,
        position: Position,
    ) -> Result<Option<LeafRow>>;

    /// What [`ReadDesk::first_cover`] says of the entry, as reducers want it.
    fn covered(&self, them: &PartyName, side: Side, position: Position) -> Result<Option<Covered>> {
        Ok(self.first_cover(them, side, position)?.map(|leaf| Covered {
            by: leaf.position,
            at: leaf.at,
            bad: leaf.seen.generation == position.generation
                && leaf.bad.binary_search(&position.index).is_ok(),
        }))
    }

    /// The act at a position of a side's log.
    fn act(&self, them: &PartyName, side: Side, position: Position) -> Result<Option<Said>>;

    /// The dossiers in which a side says something from one position until before another, each once.
    fn dossiers_said(
        &self,
        them: &PartyName,
        side: Side,
        from: Position,
        until: Position,
    ) -> Result<BTreeSet<DossierId>>;

    /// The acts of a side's log from a position on, at most `limit`, in order.
    fn acts(&self, them: &PartyName, side: Side, from: Position, limit: usize)
    -> Result<Vec<Said>>;

    /// All acts with this id in the channel, by side and position.
    fn acts_with_id(&self, them: &PartyName, id: ActId) -> Result<Vec<Said>>;

    /// All acts of a dossier, by side and position.
    fn acts_of(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<Said>>;

    /// The acts of a channel that belong to no dossier, of these kinds or, with none named,
    /// of all; by side and position.
    fn acts_of_channel(&self, them: &PartyName, kinds: &[&str]) -> Result<Vec<Said>>;

    /// The first position of a side's log where an act with this id stands; one beyond its
    /// generation does not count, since the other side may not hold it.
    fn id_known(&self, them: &PartyName, side: Side, id: ActId) -> Result<Option<Position>>;

    /// The first position of a side's log where this sealed envelope stands, which says this id;
    /// again without those beyond their generation.
    fn act_known(
        &self,
        them: &PartyName,
        side: Side,
        id: ActId,
        act: &Hash,
    ) -> Result<Option<Position>>;

    /// The dossier.
    fn dossier(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<DossierRow>>;

    /// A page of dossiers.
    fn dossiers(
        &self,
        filter: &DossierFilter,
        sort: DossierSort,
        page: &Page,
    ) -> Result<Vec<DossierRow>>;

    /// The dossiers of a channel whose id begins so, by opener and id, at most `limit`: found in order, without a walk.
    fn dossiers_with_id(
        &self,
        them: &PartyName,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<DossierId>>;

    /// How many dossiers pass.
    fn count_dossiers(&self, filter: &DossierFilter) -> Result<u64>;

    /// Hands up every row of the projections of a channel but the sums of days as text, also what
    /// rows are found by, in an order of the engine's own. Equal projections give equal rows.
    fn each_desk_row(&self, them: &PartyName, each: &mut dyn FnMut(&str)) -> Result<()>;
}

/// What [`ReadDesk::dossiers_with_id`] finds in an ordered set of `party/id`: it steps from one
/// opener to the next, of which a channel has two, and takes of each the range of the prefix.
///
/// `next` gives the first that is greater; `range` those from the first text up to and without
/// the second, at most so many.
pub(crate) fn with_id(
    prefix: &str,
    limit: usize,
    next: impl Fn(&str) -> Result<Option<String>>,
    range: impl Fn(&str, &str, usize) -> Result<Vec<String>>,
) -> Result<Vec<String>> {
    let (mut found, mut after) = (Vec::new(), String::new());
    while found.len() < limit {
        let Some(first) = next(&after)? else { break };
        let by = first.split('/').next().unwrap_or_default();
        // Ids are of hexadecimal digits and hyphens, all of them less than `~`.
        let (from, until) = (format!("{by}/{prefix}"), format!("{by}/{prefix}~"));
        found.extend(range(&from, &until, limit - found.len())?);
        // The stroke after a party's name is followed by nothing but `0` in its order.
        after = format!("{by}0");
    }
    Ok(found)
}

/// Writing projections.
pub trait Desk: ReadDesk {
    /// Sets how many entries of a log the projections have taken in.
    fn set_projected(&mut self, origin: &Origin, size: u64) -> Result<()>;

    /// Adds a leaf after all of its side that are there; one that covers nothing and calls
    /// nothing bad, after all of its own log.
    ///
    /// # Errors
    /// [`crate::StoreError::OutOfOrder`] when it does not stand after them.
    fn put_leaf(&mut self, them: &PartyName, side: Side, leaf: &LeafRow) -> Result<()>;

    /// Adds or replaces the act at its position. Its `covered` is not kept: leaves say it.
    fn put_act(&mut self, them: &PartyName, act: &Said) -> Result<()>;

    /// Adds or replaces a dossier.
    fn put_dossier(&mut self, dossier: &DossierRow) -> Result<()>;

    /// Drops all projections and marks of one channel, to build them again; days stay listed,
    /// without their sums.
    fn clear_desk(&mut self, them: &PartyName) -> Result<()>;
}
