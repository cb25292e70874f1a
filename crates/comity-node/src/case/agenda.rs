//! The agenda of a desk: what waits for whoever looks, and what the counterparts owe, one line a case.
//!
//! The inbox of the command line lists everything that has become due; a page
//! that is looked at all day names the nearest thing of each case, also what is
//! still to come, and counts the rest. It walks over no cases: what waits in each is kept with its
//! row on the desk (`super::waits`), in order and counted.

use comity_core::{DossierId, PartyName, Time, codes::DueKind};
use comity_store::{
    ReadTx, Store,
    desk::{DossierRow, Page},
    waiting::Turn,
};
use serde::Serialize;

use super::CaseError;
use crate::{
    access::{self, Sight},
    channel::left,
    desk::stalled::{self, Stalled},
    office::Office,
};

/// What waits, and what is owed to us.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Agenda {
    /// Channels of which something may be missing here.
    pub stalled: Vec<Stalled>,
    /// What waits for us: deadlines first, the nearest on top, then what has none, the oldest on top.
    pub ours: Vec<AgendaLine>,
    /// How many wait for us in all.
    pub ours_in_all: u64,
    /// What the counterparts owe, the nearest on top.
    pub theirs: Vec<AgendaLine>,
    /// How many cases they owe something in.
    pub theirs_in_all: u64,
}

/// The nearest thing in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaLine {
    /// The case.
    pub case: DossierId,
    /// Our reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The counterpart.
    pub them: PartyName,
    /// How urgent, as a code.
    pub urgency: String,
    /// What it is.
    pub what: Waits,
    /// Its deadline; of what has none, since when it waits.
    pub at: Time,
    /// How many more deadlines the case has for the same side.
    pub more: u64,
}

/// What waits in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Waits {
    /// Something with a deadline.
    Due {
        /// What.
        due: DueKind,
    },
    /// An act of ours that did not reach them in its generation, to be said again.
    SayAgain {
        /// The kind of act.
        kind: String,
    },
    /// They spoke after our last act.
    Spoke {
        /// The kind of their last act.
        kind: String,
    },
}

impl Waits {
    /// Whether it has a deadline.
    #[must_use]
    pub const fn is_due(&self) -> bool {
        matches!(self, Self::Due { .. })
    }
}

impl<S: Store> Office<'_, S> {
    /// A page of the agenda of whoever sees so much, counted from 1, with so many lines of each kind at most.
    ///
    /// What must be said again stands on the first page alone.
    ///
    /// # Errors
    /// The store.
    pub fn agenda(&self, sight: &Sight, page: u64, lines: usize) -> Result<Agenda, CaseError> {
        let who = sight.who();
        let place = Page {
            after: None,
            skip: page.saturating_sub(1).saturating_mul(lines as u64),
            limit: lines,
        };
        self.node.store().read(|tx| {
            let mut agenda = Agenda::default();
            for them in tx.channels()? {
                match stalled::find(tx, &them)? {
                    Some(stalled) => agenda.stalled.push(stalled),
                    None => left_behind(tx, sight, &them, &mut agenda)?,
                }
            }
            agenda.ours_in_all = agenda.ours.len() as u64;
            if page > 1 {
                agenda.ours.clear();
            }
            for turn in Turn::ALL {
                let rows = tx.waiting(turn, who.as_ref(), &place)?;
                let there = tx.count_waiting(turn, who.as_ref())?;
                let (of, all) = match turn {
                    Turn::Ours => (&mut agenda.ours, &mut agenda.ours_in_all),
                    Turn::Theirs => (&mut agenda.theirs, &mut agenda.theirs_in_all),
                };
                of.extend(rows.iter().filter_map(|row| line(row, turn)));
                *all = all.saturating_add(there);
            }
            let due = |line: &AgendaLine| (!line.what.is_due(), line.at);
            agenda.ours.sort_by_key(due);
            Ok(agenda)
        })
    }
}

/// What waits in a case, of whose turn it is.
pub(crate) fn line(row: &DossierRow, turn: Turn) -> Option<AgendaLine> {
    let waits = row.waits(turn)?;
    let what = if waits.due {
        let due = DueKind::ALL.iter().find(|due| due.code() == waits.what)?;
        Waits::Due { due: *due }
    } else {
        let kind = waits.what.clone();
        Waits::Spoke { kind }
    };
    Some(AgendaLine {
        case: row.dossier.clone(),
        reference: row.reference.clone(),
        them: row.them.clone(),
        urgency: row.urgency.clone(),
        what,
        at: waits.at,
        more: waits.more,
    })
}

fn left_behind(
    tx: &dyn ReadTx,
    sight: &Sight,
    them: &PartyName,
    agenda: &mut Agenda,
) -> Result<(), CaseError> {
    for one in left::to_say_again(tx, them)? {
        let Some(case) = one.case else { continue };
        if access::may_see(tx, sight, them, &case)? {
            agenda.ours.push(AgendaLine {
                case,
                reference: one.reference,
                them: them.clone(),
                urgency: String::new(),
                what: Waits::SayAgain { kind: one.kind },
                at: one.at,
                more: 0,
            });
        }
    }
    Ok(())
}
