//! What waits for people of this house: the inbox.

use comity_core::{
    DossierId, PartyName, Time,
    act::kind,
    case::{self, Role},
    codes::DueKind,
    due,
    id::ActId,
    record::Side,
    terms,
};
use comity_store::{
    ReadTx, Store,
    desk::{DossierFilter, DossierRow},
};
use serde::Serialize;

use super::{
    CaseError, board,
    draft::{Kept, SUBMITTED},
    show::DueLine,
    view,
};
use crate::{
    access::{self, Sight},
    channel::left,
    clearance::asked,
    desk::stalled::{self, Stalled},
    office::Office,
};

/// Something that waits for people of this house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum InboxRow {
    /// A channel whose desk cannot follow its logs: what waits in it may be missing here.
    Stalled(Stalled),
    /// A draft waits for an office to clear it.
    Clear {
        /// The draft.
        draft: String,
        /// The kind of act.
        kind: String,
        /// Who submitted it.
        by: String,
        /// The office that is asked.
        office: String,
        /// Since when.
        at: Time,
        /// Until when it has time.
        until: Time,
        /// The counterpart.
        them: PartyName,
    },
    /// A draft waits for a releaser.
    Release {
        /// The draft.
        draft: String,
        /// The kind of act.
        kind: String,
        /// Who submitted it.
        by: String,
        /// When.
        at: Time,
        /// The counterpart.
        them: PartyName,
    },
    /// A case of theirs that nobody acknowledged.
    New {
        /// The case.
        case: DossierId,
        /// Our reference.
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// The counterpart.
        them: PartyName,
        /// When it was opened, as they state.
        at: Time,
        /// How urgent, as a code.
        urgency: String,
    },
    /// Something that we owe is due.
    Due {
        /// The case.
        case: DossierId,
        /// Our reference.
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// The counterpart.
        them: PartyName,
        /// What, and since when.
        due: DueLine,
    },
    /// An act of ours is void, because it did not reach them in its generation: somebody must
    /// say it again, or note on the case what became of it.
    SayAgain {
        /// The act.
        act: ActId,
        /// The case.
        case: DossierId,
        /// Our reference.
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// The counterpart.
        them: PartyName,
        /// The kind of act.
        kind: String,
        /// When we said it.
        at: Time,
    },
    /// They spoke in one of our cases after our last act in it.
    Spoke {
        /// The case.
        case: DossierId,
        /// Our reference.
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// The counterpart.
        them: PartyName,
        /// The kind of their last act.
        kind: String,
        /// When, as they state.
        at: Time,
    },
}

impl<S: Store> Office<'_, S> {
    /// What waits for people of this house at this time, as far as they may see it: releases and clearances first, then
    /// channels that are stalled and what must be said again, then what is due, new, or was said.
    ///
    /// # Errors
    /// The store.
    pub fn inbox(&self, now: Time, sight: &Sight) -> Result<Vec<InboxRow>, CaseError> {
        self.node.store().read(|tx| {
            let waiting = submitted(tx, sight)?.into_iter();
            let mut rows: Vec<_> = waiting.map(InboxRow::release).collect();
            rows.append(&mut asked::rows(tx, sight)?);
            for them in tx.channels()? {
                if let Some(stalled) = stalled::find(tx, &them)? {
                    rows.push(InboxRow::Stalled(stalled));
                    continue;
                }
                for one in left::to_say_again(tx, &them)? {
                    let Some(case) = one.case else { continue };
                    if access::may_see(tx, sight, &them, &case)? {
                        rows.push(InboxRow::SayAgain {
                            act: one.act,
                            case,
                            reference: one.reference,
                            them: them.clone(),
                            kind: one.kind,
                            at: one.at,
                        });
                    }
                }
            }
            let mut others = Vec::new();
            board::each_row(tx, &sight.limit(DossierFilter::default()), |row| {
                if !is_over(row) {
                    self.waiting(tx, row, now, &mut others)?;
                }
                Ok(())
            })?;
            rows.append(&mut others);
            Ok(rows)
        })
    }

    fn waiting(
        &self,
        tx: &dyn ReadTx,
        row: &DossierRow,
        now: Time,
        rows: &mut Vec<InboxRow>,
    ) -> Result<(), CaseError> {
        let (case, reference, them) =
            (row.dossier.clone(), row.reference.clone(), row.them.clone());
        let acts = view::acts(tx, &them, &case)?;
        let seen = case::evaluate(&acts);
        let side = self
            .parties(&them)?
            .side(self.node.me())
            .unwrap_or(Side::First);
        let role = seen.role(side);
        let channel = view::suspensions(tx, &them)?;
        let standstills = channel.standstills(seen.asker_side);
        let dues = due::due(&seen, &terms::in_force(&acts), &standstills, side, now);
        for one in dues
            .into_iter()
            .filter(|one| one.by == role || one.what == DueKind::PreservationReminder)
        {
            let due = DueLine {
                at: one.at,
                what: one.what,
                by: one.by,
                begun: one.begun,
            };
            rows.push(InboxRow::Due {
                case: case.clone(),
                reference: reference.clone(),
                them: them.clone(),
                due,
            });
        }
        if role == Role::Answerer && seen.answerer.is_empty() {
            let urgency = row.urgency.clone();
            rows.push(InboxRow::New {
                case,
                reference,
                them,
                at: row.opened_at,
                urgency,
            });
            return Ok(());
        }
        let ours = seen.last_said(side).map(|(_, at)| at);
        let theirs = acts
            .iter()
            .filter(|said| said.side != side && track(&said.envelope.kind))
            .max_by_key(|said| said.position);
        if let Some(said) = theirs.filter(|said| ours.is_none_or(|ours| ours < said.at)) {
            let (kind, at) = (said.envelope.kind.clone(), said.at);
            rows.push(InboxRow::Spoke {
                case,
                reference,
                them,
                kind,
                at,
            });
        }
        Ok(())
    }
}

/// Drafts that wait for a releaser, whoever that is.
pub(crate) fn submitted(tx: &dyn ReadTx, sight: &Sight) -> Result<Vec<Kept>, CaseError> {
    let mut waiting = Vec::new();
    for row in tx.drafts(Some(SUBMITTED))? {
        if super::drafting::sees(tx, sight, &row)? {
            waiting.push(Kept::read(row)?);
        }
    }
    Ok(waiting)
}

impl InboxRow {
    /// A draft that waits for a releaser.
    pub(crate) fn release(kept: Kept) -> Self {
        Self::Release {
            kind: kept.draft.file.kind,
            draft: kept.row.id,
            by: kept.row.by,
            at: kept.row.at,
            them: kept.row.them,
        }
    }
}

/// Whether acts of this kind move a case on.
pub(crate) fn track(code: &str) -> bool {
    kind(code).is_some_and(|kind| kind.track)
}

/// Whether a case is over: it waits for nobody, which keeps the walk short.
pub(crate) fn is_over(row: &DossierRow) -> bool {
    ends(&row.status)
}

/// Whether nothing more is asked of anybody in a case of this status.
pub(crate) fn ends(status: &str) -> bool {
    matches!(status, "closed" | "withdrawn" | "void")
}
