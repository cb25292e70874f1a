//! Access by need to know: who holds a case, whom they let in, and what somebody may see.
//!
//! A case has an owning office, an officer and a deputy. It is visible to these, to whom they let
//! in, and to nobody else; one that nobody holds yet, to the registry and those on duty. Nothing of
//! this ever enters an act (`ARCHITECTURE.md`, invariant 8): a referral inside the house does not
//! leave it. Every change is in the trail, by names and codes; the reason of a referral is text and so
//! stands among the private notes of the case.

mod error;
mod held;
mod register;
pub mod rule;
mod sight;
#[cfg(test)]
mod tests;

use comity_core::{DossierId, PartyName, Time};
use comity_store::{
    ReadTx, Store, StoreError, Tx,
    access::{HoldingRow, Who},
};
use serde::Serialize;
use serde_json::json;

use crate::{
    accounts::{Permission, office},
    case::{CaseError, view},
    office::Office,
    people, trail,
};

pub use error::AccessError;
pub use held::Held;
pub use sight::{Sight, find, may_see, may_see_of};

/// The longest reason of a referral, in characters.
const REASON_MAX: usize = 2_000;

/// Who holds a case, as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// The owning office, by its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// The deputy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deputy: Option<String>,
    /// Offices that were let in, by their codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offices_let_in: Vec<String>,
    /// Persons that were let in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub persons_let_in: Vec<String>,
}

/// To whom a case goes; all that is `None` is nobody's afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The office, by its code; that of the officer where only one is named.
    pub office: Option<String>,
    /// The officer, by name.
    pub officer: Option<String>,
    /// The deputy, by name.
    pub deputy: Option<String>,
}

impl Holding {
    /// Whether nobody holds it.
    #[must_use]
    pub const fn is_nobodys(&self) -> bool {
        self.office.is_none() && self.officer.is_none()
    }
}

impl From<HoldingRow> for Holding {
    fn from(row: HoldingRow) -> Self {
        let mut holding = Self {
            office: row.office,
            officer: row.officer,
            deputy: row.deputy,
            ..Self::default()
        };
        for who in row.let_in {
            match who {
                Who::Office(code) => holding.offices_let_in.push(code),
                Who::Person(name) => holding.persons_let_in.push(name),
                Who::Nobody => {}
            }
        }
        holding
    }
}

/// The holding of a case.
///
/// # Errors
/// The store.
pub fn holding(
    tx: &dyn ReadTx,
    them: &PartyName,
    dossier: &DossierId,
) -> Result<Holding, StoreError> {
    let row = tx.holding(them, dossier)?;
    Ok(row.map_or_else(Holding::default, Holding::from))
}

/// Gives a case to an office, an officer and a deputy; whom others let in stays in.
///
/// # Errors
/// Whoever asks does not see the case, was only let in, or only reads; or no such person.
pub fn assign(
    tx: &mut dyn Tx,
    by: &str,
    sight: &Sight,
    case: &str,
    to: &Assignment,
    now: Time,
) -> Result<DossierId, CaseError> {
    people::actor(&*tx, by)?.must_write()?;
    let (them, dossier) = find(&*tx, sight, case)?;
    let before = holder(&*tx, sight, &them, &dossier)?;
    let mut row = give(&*tx, &them, &dossier, to)?;
    row.let_in = before.let_in;
    tx.put_holding(&row)?;
    let what = said(&row);
    trail::note(tx, now, by, "case-assigned", what)?;
    Ok(dossier)
}

/// Refers a case to another office or person of this house, with a reason. It never leaves the house.
///
/// Those who held it stay in the picture: they are let in.
///
/// # Errors
/// As [`assign`]; a reason that is empty or too long; nobody is named; or it is theirs already.
pub fn refer(
    tx: &mut dyn Tx,
    by: &str,
    sight: &Sight,
    case: &str,
    to: &Assignment,
    reason: &str,
    now: Time,
) -> Result<DossierId, CaseError> {
    let length = reason.chars().count();
    if reason.trim().is_empty() || length > REASON_MAX {
        return Err(CaseError::Text(length));
    }
    people::actor(&*tx, by)?.must_write()?;
    let (them, dossier) = find(&*tx, sight, case)?;
    let before = holder(&*tx, sight, &them, &dossier)?;
    let mut row = give(&*tx, &them, &dossier, to)?;
    if row.holders().contains(&Who::Nobody) {
        return Err(AccessError::Nobody.into());
    }
    if row.holders() == before.holders() {
        return Err(AccessError::SameHolder.into());
    }
    row.let_in = before.reaches();
    row.let_in.remove(&Who::Nobody);
    let holders = row.holders();
    row.let_in.retain(|who| !holders.contains(who));
    tx.put_holding(&row)?;
    tx.add_private_note(&them, &dossier, by, now, reason)?;
    tx.note_terms_due(&them, &dossier)?;
    trail::note(tx, now, by, "case-referred", said(&row))?;
    Ok(dossier)
}

/// Lets an office or a person see a case.
///
/// # Errors
/// Whoever asks does not see the case, was only let in, or only reads; or no such person.
pub fn let_in(
    tx: &mut dyn Tx,
    by: &str,
    sight: &Sight,
    case: &str,
    who: &Who,
    now: Time,
) -> Result<DossierId, CaseError> {
    door(tx, by, sight, case, who, now, true)
}

/// Takes from an office or a person what [`let_in`] gave.
///
/// # Errors
/// As [`let_in`].
pub fn shut_out(
    tx: &mut dyn Tx,
    by: &str,
    sight: &Sight,
    case: &str,
    who: &Who,
    now: Time,
) -> Result<DossierId, CaseError> {
    door(tx, by, sight, case, who, now, false)
}

fn door(
    tx: &mut dyn Tx,
    by: &str,
    sight: &Sight,
    case: &str,
    who: &Who,
    now: Time,
    open: bool,
) -> Result<DossierId, CaseError> {
    people::actor(&*tx, by)?.must_write()?;
    let (them, dossier) = find(&*tx, sight, case)?;
    let mut row = holder(&*tx, sight, &them, &dossier)?;
    match who {
        Who::Nobody => return Err(AccessError::Nobody.into()),
        Who::Office(code) if open => must_be_known(&*tx, code)?,
        // Who was let in before is shut out, known or not.
        Who::Office(code) => people::check_label(code)?,
        Who::Person(name) if open => must_read(&*tx, name)?,
        Who::Person(_) => {}
    }
    if open {
        row.let_in.insert(who.clone());
    } else {
        row.let_in.remove(who);
    }
    tx.put_holding(&row)?;
    let did = if open { "case-let-in" } else { "case-shut-out" };
    let what = json!({"case": dossier, "who": who.to_string()});
    trail::note(tx, now, by, did, what)?;
    Ok(dossier)
}

/// Gives a case that we open to whoever wrote its first act, and to that person's office.
///
/// Nothing happens where the author is no registered person, or somebody holds it already.
pub(crate) fn opened(
    tx: &mut dyn Tx,
    them: &PartyName,
    dossier: &DossierId,
    author: &str,
    now: Time,
) -> Result<(), StoreError> {
    let Some(person) = people::known(&*tx, author).and_then(|author| author.person) else {
        return Ok(());
    };
    if tx.holding(them, dossier)?.is_some() {
        return Ok(());
    }
    let mut row = HoldingRow::nobodys(them.clone(), dossier.clone());
    row.office = Some(person.office);
    row.officer = Some(person.name);
    tx.put_holding(&row)?;
    trail::note(tx, now, author, "case-assigned", said(&row))
}

/// The holding of a case, for those who hold it: whoever was only let in gives it to nobody.
fn holder(
    tx: &dyn ReadTx,
    sight: &Sight,
    them: &PartyName,
    dossier: &DossierId,
) -> Result<HoldingRow, CaseError> {
    let row = kept(tx, them, dossier)?;
    if sight.holds(&row.holders()) {
        Ok(row)
    } else {
        Err(AccessError::NotHolder.into())
    }
}

/// The holding as it is kept, or nobody's.
fn kept(tx: &dyn ReadTx, them: &PartyName, dossier: &DossierId) -> Result<HoldingRow, StoreError> {
    let nobodys = || HoldingRow::nobodys(them.clone(), dossier.clone());
    Ok(tx.holding(them, dossier)?.unwrap_or_else(nobodys))
}

/// Refuses a person who is not there, or to whom no case would open.
fn must_read(tx: &dyn ReadTx, name: &str) -> Result<(), CaseError> {
    let Some(person) = people::actor(tx, name)?.person else {
        // Nobody is registered yet.
        return Ok(());
    };
    let roles = people::in_force(tx, &person)?;
    if roles.iter().any(|role| role.permits(Permission::ReadCases)) {
        Ok(())
    } else {
        Err(AccessError::CannotRead(name.to_owned()).into())
    }
}

/// Refuses an office whose people could never come for the case: there are none of this code.
fn must_be_known(tx: &dyn ReadTx, code: &str) -> Result<(), CaseError> {
    if office::knows(tx, code)? {
        Ok(())
    } else {
        Err(AccessError::NoOffice(code.to_owned()).into())
    }
}

/// The holding of whoever is given a case, checked.
fn give(
    tx: &dyn ReadTx,
    them: &PartyName,
    dossier: &DossierId,
    to: &Assignment,
) -> Result<HoldingRow, CaseError> {
    for name in [&to.officer, &to.deputy].into_iter().flatten() {
        must_read(tx, name)?;
    }
    if let Some(code) = &to.office {
        must_be_known(tx, code)?;
    }
    let mut row = HoldingRow::nobodys(them.clone(), dossier.clone());
    row.office = match (&to.office, &to.officer) {
        (None, Some(officer)) => people::known(tx, officer)
            .and_then(|known| known.person)
            .map(|person| person.office),
        (office, _) => office.clone(),
    };
    row.officer.clone_from(&to.officer);
    row.deputy.clone_from(&to.deputy);
    if row.deputy.is_some() && row.holders().contains(&Who::Nobody) {
        return Err(AccessError::DeputyOfNobody.into());
    }
    Ok(row)
}

fn said(row: &HoldingRow) -> serde_json::Value {
    json!({
        "case": row.dossier,
        "office": row.office,
        "officer": row.officer,
        "deputy": row.deputy,
    })
}

impl<S: Store> Office<'_, S> {
    /// The holding of a case.
    ///
    /// # Errors
    /// No such case.
    pub fn holding(&self, case: &str) -> Result<Holding, CaseError> {
        self.node.store().read(|tx| {
            let (them, dossier) = view::find(tx, case)?;
            Ok(holding(tx, &them, &dossier)?)
        })
    }

    /// Runs [`assign`].
    ///
    /// # Errors
    /// The same.
    pub fn assign(
        &self,
        by: &str,
        sight: &Sight,
        case: &str,
        to: Assignment,
        now: Time,
    ) -> Result<DossierId, CaseError> {
        let (by, sight, case) = (by.to_owned(), sight.clone(), case.to_owned());
        self.node
            .store()
            .write(move |tx| assign(tx, &by, &sight, &case, &to, now))
    }

    /// Runs [`refer`].
    ///
    /// # Errors
    /// The same.
    pub fn refer(
        &self,
        by: &str,
        sight: &Sight,
        case: &str,
        to: Assignment,
        reason: &str,
        now: Time,
    ) -> Result<DossierId, CaseError> {
        let (by, sight, case) = (by.to_owned(), sight.clone(), case.to_owned());
        let reason = reason.to_owned();
        self.node
            .store()
            .write(move |tx| refer(tx, &by, &sight, &case, &to, &reason, now))
    }

    /// Runs [`let_in`], or [`shut_out`] where `open` is false.
    ///
    /// # Errors
    /// The same.
    pub fn door(
        &self,
        by: &str,
        sight: &Sight,
        case: &str,
        who: Who,
        open: bool,
        now: Time,
    ) -> Result<DossierId, CaseError> {
        let (by, sight, case) = (by.to_owned(), sight.clone(), case.to_owned());
        self.node
            .store()
            .write(move |tx| door(tx, &by, &sight, &case, &who, now, open))
    }
}
