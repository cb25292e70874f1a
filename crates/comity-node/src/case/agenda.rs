//! The agenda of a desk: what waits for whoever looks, and what the counterparts owe, one line a case.
//!
//! The inbox of the command line lists everything that has become due; a page
//! that is looked at all day names the nearest thing of each case, also what is
//! still to come, and counts the rest.

use comity_core::{
    DossierId, PartyName, Time,
    case::{self, CaseView, Role},
    codes::DueKind,
    due::{self, Due},
    record::{Said, Side},
    terms,
};
use comity_store::{
    ReadTx, Store,
    desk::{DossierFilter, DossierRow},
};
use serde::Serialize;

use super::{CaseError, board, house, house::InboxRow, view};
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
    /// Drafts that wait for a releaser.
    pub releases: Vec<InboxRow>,
    /// What waits for us: deadlines first, the nearest on top, then what has none, the oldest on top.
    pub ours: Vec<AgendaLine>,
    /// What the counterparts owe, the nearest on top.
    pub theirs: Vec<AgendaLine>,
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
    pub more: usize,
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
    /// The agenda of whoever sees so much.
    ///
    /// # Errors
    /// The store.
    pub fn agenda(&self, sight: &Sight) -> Result<Agenda, CaseError> {
        self.agenda_within(sight, DossierFilter::default())
    }

    /// The same of the cases that pass a filter.
    pub(crate) fn agenda_within(
        &self,
        sight: &Sight,
        filter: DossierFilter,
    ) -> Result<Agenda, CaseError> {
        self.node.store().read(|tx| {
            let mut agenda = Agenda {
                releases: house::releases(tx, sight)?,
                ..Agenda::default()
            };
            for them in tx.channels()? {
                match stalled::find(tx, &them)? {
                    Some(stalled) => agenda.stalled.push(stalled),
                    None => left_behind(tx, sight, &them, &mut agenda)?,
                }
            }
            board::each_row(tx, &sight.limit(filter), |row| {
                if house::is_over(row) {
                    return Ok(());
                }
                self.case_waits(tx, row, &mut agenda)
            })?;
            agenda
                .ours
                .sort_by_key(|line| (!line.what.is_due(), line.at));
            agenda.theirs.sort_by_key(|line| line.at);
            Ok(agenda)
        })
    }

    fn case_waits(
        &self,
        tx: &dyn ReadTx,
        row: &DossierRow,
        agenda: &mut Agenda,
    ) -> Result<(), CaseError> {
        let acts = view::acts(tx, &row.them, &row.dossier)?;
        let seen = case::evaluate(&acts);
        let parties = self.parties(&row.them)?;
        let side = parties.side(self.node.me()).unwrap_or(Side::First);
        let role = seen.role(side);
        let channel = view::suspensions(tx, &row.them)?;
        let standstills = channel.standstills(seen.asker_side);
        let open = due::open(&seen, &terms::in_force(&acts), &standstills, side);
        let of = |wanted: Role| -> Vec<&Due> {
            let reminds = |due: &Due| due.what == DueKind::PreservationReminder;
            let all = open.iter();
            all.filter(|due| due.by == wanted && (wanted == role || !reminds(due)))
                .collect()
        };
        let (ours, theirs) = (of(role), of(role.other()));
        if let Some(line) = nearest(row, &ours) {
            agenda.ours.push(line);
        } else if let Some(line) = spoke(row, &seen, &acts, side) {
            agenda.ours.push(line);
        }
        agenda.theirs.extend(nearest(row, &theirs));
        Ok(())
    }
}

fn nearest(row: &DossierRow, dues: &[&Due]) -> Option<AgendaLine> {
    let due = dues.first()?;
    let what = Waits::Due { due: due.what };
    let mut line = line(row, what, due.at);
    line.more = dues.len().saturating_sub(1);
    Some(line)
}

/// Their last act, where it came after ours.
fn spoke(row: &DossierRow, seen: &CaseView, acts: &[Said], side: Side) -> Option<AgendaLine> {
    let ours = seen.last_said(side).map(|(_, at)| at);
    let theirs = acts
        .iter()
        .filter(|said| said.side != side && house::track(&said.envelope.kind))
        .max_by_key(|said| said.position)?;
    if ours.is_some_and(|ours| theirs.at <= ours) {
        return None;
    }
    let kind = theirs.envelope.kind.clone();
    Some(line(row, Waits::Spoke { kind }, theirs.at))
}

fn line(row: &DossierRow, what: Waits, at: Time) -> AgendaLine {
    AgendaLine {
        case: row.dossier.clone(),
        reference: row.reference.clone(),
        them: row.them.clone(),
        urgency: row.urgency.clone(),
        what,
        at,
        more: 0,
    }
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
