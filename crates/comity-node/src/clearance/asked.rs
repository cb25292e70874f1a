//! Who is asked to clear a draft, and may therefore look at it and its case; and who may release it.
//!
//! Need to know: from when its turn comes until the act is said or the draft thrown away, an
//! office that is asked, and its deputy, may look at the draft and at the case that it belongs
//! to. They do not find that case in lists, counts, searches, reports or events, and change
//! nothing of either but by their answer. A deputy looks from the start, so as to know the
//! matter when the office's time runs out.

use std::cmp::Reverse;

use comity_core::{DossierId, PartyName, Time, body::Texts};
use comity_store::{ReadTx, Store, access::Who, house::DraftRow};
use serde::Serialize;

use super::{
    ClearanceError,
    course::{Asker, Course, Stands},
    rule::{Clearance, Desk},
};
use crate::{
    access::{self, Sight},
    accounts::Permission,
    case::{
        self, CaseError,
        draft::{CLEARING, ClearanceLine, ClearanceStands, Kept, WRITING, sent_back},
        drafting,
        house::{self, InboxRow},
    },
    office::Office,
    people,
};

/// A draft that somebody is asked to clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The draft.
    pub draft: String,
    /// The kind of act.
    pub kind: String,
    /// What it is about, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Texts>,
    /// The counterpart.
    pub them: PartyName,
    /// Who submitted it.
    pub by: String,
    /// The office that is asked.
    pub office: String,
    /// Since when.
    pub since: Time,
    /// Until when it has time.
    pub due: Time,
}

impl<S: Store> Office<'_, S> {
    /// A case that may be looked at, and whether it reaches the reader by itself: of who is only
    /// asked to clear a draft of it, it does not. Any other is not there.
    ///
    /// # Errors
    /// No such case that may be looked at.
    pub fn look_up_case(&self, sight: &Sight, text: &str) -> Result<(DossierId, bool), CaseError> {
        self.node.store().read(|tx| {
            let unknown = match access::find(tx, sight, text) {
                Ok((_, dossier)) => return Ok((dossier, true)),
                Err(CaseError::NoCase(named)) => CaseError::NoCase(named),
                Err(other) => return Err(other),
            };
            match case::find(tx, text) {
                Ok((them, dossier)) if is_asked_of_case(tx, sight, &them, &dossier)? => {
                    Ok((dossier, false))
                }
                _ => Err(unknown),
            }
        })
    }
}

/// The offices of a course, in their order.
pub(crate) fn lines(course: &Course) -> Vec<ClearanceLine> {
    let stands = |stands: Stands<'_>| match stands {
        Stands::Later => ClearanceStands::Later,
        Stands::Asked { since, due } => ClearanceStands::Asked { since, due },
        Stands::Cleared(answer) => ClearanceStands::Cleared {
            who: answer.who.clone(),
            at: answer.at,
        },
    };
    let desks = course.desks();
    desks
        .map(|(step, desk, found)| line(step, desk, stands(found)))
        .collect()
}

/// The offices of steps that have not begun.
pub(crate) fn planned(steps: &[Vec<Desk>]) -> Vec<ClearanceLine> {
    let of = |(number, step): (usize, &Vec<Desk>)| -> Vec<_> {
        let later = |desk| line(number, desk, ClearanceStands::Later);
        step.iter().map(later).collect()
    };
    steps.iter().enumerate().flat_map(of).collect()
}

fn line(step: usize, desk: &Desk, stands: ClearanceStands) -> ClearanceLine {
    ClearanceLine {
        step: step.saturating_add(1),
        office: desk.office.clone(),
        hours: desk.hours,
        deputy: desk.deputy.clone(),
        deputy_at_once: desk.deputy_at_once,
        stands,
    }
}

/// Whether a draft may be looked at because it is, or was, the reader's to clear.
pub(crate) fn is_asked(tx: &dyn ReadTx, sight: &Sight, row: &DraftRow) -> Result<bool, CaseError> {
    let Sight::Of { name, .. } = sight else {
        return Ok(true);
    };
    let Some(course) = Kept::read(row.clone())?.draft.course() else {
        return Ok(false);
    };
    let person = people::known(tx, name).and_then(|known| known.person);
    let Some(person) = person else {
        return Ok(false);
    };
    let mine = |desk: &Desk| {
        desk.office == person.office
            || match desk.deputy() {
                Some(Who::Office(code)) => code == person.office,
                Some(Who::Person(deputy)) => deputy == *name,
                Some(Who::Nobody) | None => false,
            }
    };
    let was_asked = |office: &str| course.answers.iter().any(|answer| answer.office == office);
    let mut desks = course.desks();
    Ok(desks.any(|(_, desk, stands)| {
        mine(desk) && (!matches!(stands, Stands::Later) || was_asked(&desk.office))
    }))
}

/// Whether a case may be looked at because a draft of it is, or was, the reader's to clear.
pub(crate) fn is_asked_of_case(
    tx: &dyn ReadTx,
    sight: &Sight,
    them: &PartyName,
    dossier: &DossierId,
) -> Result<bool, CaseError> {
    for row in tx.drafts(None)? {
        let of_it = row.them == *them && row.dossier.as_ref() == Some(dossier);
        if of_it && is_asked(tx, sight, &row)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What this person may clear now, the nearest deadline first.
pub(crate) fn open_to(tx: &dyn ReadTx, name: &str, now: Time) -> Result<Vec<Asked>, CaseError> {
    let person = people::known(tx, name).and_then(|known| known.person);
    let Some(person) = person else {
        return Ok(vec![]);
    };
    let asker = Asker {
        name,
        office: &person.office,
    };
    let mut found = waiting(tx)?;
    found.retain(|(kept, course, asked)| {
        let mut open = course.open_to(asker, now).into_iter();
        !kept.written_by(name) && open.any(|desk| desk.office == asked.office)
    });
    let mut found: Vec<Asked> = found.into_iter().map(|(.., asked)| asked).collect();
    found.sort_by_key(|one| one.due);
    Ok(found)
}

/// Refuses who may not release a draft because of an own part in it: whoever wrote any of it, and,
/// unless the house allows it, whoever cleared it.
pub(crate) fn must_be_of_others(
    kept: &Kept,
    name: &str,
    rules: &Clearance,
) -> Result<(), CaseError> {
    if kept.written_by(name) {
        return Err(CaseError::OwnDraft);
    }
    let course = kept.draft.course();
    let cleared = course.is_some_and(|course| course.was_cleared_by(name));
    if cleared && !rules.clearer_may_release {
        return Err(ClearanceError::Cleared.into());
    }
    Ok(())
}

/// The drafts that wait for their release, may be seen, and are this person's to release.
pub(crate) fn releasable_by(
    tx: &dyn ReadTx,
    name: &str,
    sight: &Sight,
    rules: &Clearance,
) -> Result<Vec<InboxRow>, CaseError> {
    let person = people::known(tx, name).and_then(|known| known.person);
    let releases = |role: &people::Role| role.permits(Permission::Release);
    if !person.is_some_and(|person| person.roles.iter().any(releases)) {
        return Ok(vec![]);
    }
    let mut waiting = house::submitted(tx, sight)?;
    waiting.retain(|kept| must_be_of_others(kept, name, rules).is_ok());
    Ok(waiting.into_iter().map(InboxRow::release).collect())
}

/// A draft that was sent back to those who wrote it, and was not handed on since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Returned {
    /// The draft.
    pub draft: String,
    /// The kind of act.
    pub kind: String,
    /// What it is about, where it says so.
    pub subject: Option<Texts>,
    /// The counterpart.
    pub them: PartyName,
    /// Who sent it back.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Time,
}

/// The drafts that were sent back, may be seen, and are this person's to mend, the last first.
pub(crate) fn returned_to(
    tx: &dyn ReadTx,
    name: &str,
    sight: &Sight,
) -> Result<Vec<Returned>, CaseError> {
    let mut found = returned(tx, sight)?;
    found.retain(|(kept, _)| kept.written_by(name));
    Ok(found.into_iter().map(|(_, one)| one).collect())
}

/// All drafts that were sent back and may be seen, the last first.
pub(crate) fn returned(tx: &dyn ReadTx, sight: &Sight) -> Result<Vec<(Kept, Returned)>, CaseError> {
    let mut found = Vec::new();
    for row in tx.drafts(Some(WRITING))? {
        let kept = Kept::read(row)?;
        let Some(step) = sent_back(&kept.draft.steps) else {
            continue;
        };
        if !drafting::sees(tx, sight, &kept.row)? {
            continue;
        }
        let one = Returned {
            draft: kept.row.id.clone(),
            kind: kept.draft.file.kind.clone(),
            subject: kept.draft.file.subject(),
            them: kept.row.them.clone(),
            by: step.who.clone(),
            reason: step.reason.clone().unwrap_or_default(),
            at: step.at,
        };
        found.push((kept, one));
    }
    found.sort_by_key(|(_, one)| Reverse(one.at));
    Ok(found)
}

/// Every office that is asked about any draft that may be looked at.
pub(crate) fn rows(tx: &dyn ReadTx, sight: &Sight) -> Result<Vec<InboxRow>, CaseError> {
    let mut rows = Vec::new();
    for (kept, _, asked) in waiting(tx)? {
        if drafting::looks_at(tx, sight, &kept.row)? {
            rows.push(asked);
        }
    }
    rows.sort_by_key(|one| one.due);
    let row = |one: Asked| InboxRow::Clear {
        draft: one.draft,
        kind: one.kind,
        by: one.by,
        office: one.office,
        at: one.since,
        until: one.due,
        them: one.them,
    };
    Ok(rows.into_iter().map(row).collect())
}

fn waiting(tx: &dyn ReadTx) -> Result<Vec<(Kept, Course, Asked)>, CaseError> {
    let mut found = Vec::new();
    for row in tx.drafts(Some(CLEARING))? {
        let kept = Kept::read(row)?;
        let Some(course) = kept.draft.course() else {
            continue;
        };
        for (desk, since, due) in course.asked() {
            let asked = Asked {
                draft: kept.row.id.clone(),
                kind: kept.draft.file.kind.clone(),
                subject: kept.draft.file.subject(),
                them: kept.row.them.clone(),
                by: kept.row.by.clone(),
                office: desk.office.clone(),
                since,
                due,
            };
            found.push((kept.clone(), course.clone(), asked));
        }
    }
    Ok(found)
}
