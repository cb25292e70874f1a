//! One row a case on the desk: what lists sort and filter by, and what reports count.
//!
//! Rows are projections: [`refresh`] makes them anew from the acts whenever an
//! entry touches a case (says something in it, or first covers something of
//! it). The house's reference of a case is no projection; it is kept apart and
//! stays the same when a desk is built again.

use std::collections::BTreeSet;

use comity_core::{
    DossierId, PartyName, Time,
    act::Act,
    case::{CaseView, Role, evaluate},
    due,
    record::{Parties, Position, Said, Side},
    report::CaseRow,
    terms,
};
use comity_store::{
    ReadTx, StoreError, Tx,
    desk::{DossierRow, LeafRow},
};

use super::{house, view, waits};
use crate::translate;

/// Cases that entries of one transaction touched.
pub(crate) type Touched = BTreeSet<DossierId>;

/// Notes the cases of entries that this leaf is the first to cover.
///
/// `before` is what the log's last leaf had seen.
pub(crate) fn covered(
    tx: &dyn ReadTx,
    them: &PartyName,
    side: Side,
    before: Option<Position>,
    leaf: &LeafRow,
    touched: &mut Touched,
) -> Result<(), StoreError> {
    let from = before.unwrap_or(Position::START);
    if from < leaf.seen {
        touched.append(&mut tx.dossiers_said(them, side.other(), from, leaf.seen)?);
    }
    Ok(())
}

/// Makes the rows of these cases anew.
pub(crate) fn refresh(
    tx: &mut dyn Tx,
    me: &PartyName,
    jurisdiction: &str,
    them: &PartyName,
    touched: &Touched,
) -> Result<(), StoreError> {
    let Some(parties) = Parties::new(me.clone(), them.clone()) else {
        return Ok(());
    };
    if touched.is_empty() {
        return Ok(());
    }
    let channel = view::suspensions(&*tx, them)?;
    let side = parties.side(me).unwrap_or(Side::First);
    for dossier in touched {
        let acts = view::acts(&*tx, them, dossier)?;
        let case = evaluate(&acts);
        let terms = terms::in_force(&acts);
        let Some(row) = CaseRow::of(&case, &terms) else {
            continue;
        };
        let standstills = channel.standstills(case.asker_side);
        let next = due::next_deadline(&case, &terms, &standstills, side);
        let reference = reference(tx, jurisdiction, dossier, row.opened)?;
        let mut stored = stored(
            &row,
            &case,
            &acts,
            them,
            side,
            next.map(|due| due.at),
            reference,
        )?;
        [stored.ours, stored.theirs] =
            waits::of(&case, &acts, &terms, &standstills, side, row.status);
        tx.put_dossier(&stored)?;
        let over = house::is_over(&stored);
        translate::follow_case(tx, them, dossier, over)?;
    }
    Ok(())
}

fn stored(
    row: &CaseRow,
    case: &CaseView,
    acts: &[Said],
    them: &PartyName,
    side: Side,
    next_due: Option<Time>,
    reference: String,
) -> Result<DossierRow, StoreError> {
    let json = serde_json::to_string(row).map_err(|error| StoreError::Format {
        table: "dossier",
        detail: error.to_string(),
    })?;
    Ok(DossierRow {
        them: them.clone(),
        dossier: row.dossier.clone(),
        kind: row
            .case
            .map_or_else(String::new, |case| case.code().to_owned()),
        opened_by: row.asker,
        reference: Some(reference),
        status: row.status.code().to_owned(),
        category: category(row),
        urgency: row
            .urgency
            .map_or_else(String::new, |urgency| urgency.code().to_owned()),
        office: office(case, acts, side),
        exercise: row.exercise,
        next_due,
        opened_at: row.opened,
        updated_at: acts.iter().map(|said| said.at).max().unwrap_or(row.opened),
        ours: None,
        theirs: None,
        row: json,
    })
}

/// The first offence; of a request without one, the first type of assistance.
fn category(row: &CaseRow) -> String {
    let offence = row.offences.first().map(|offence| offence.code());
    let assistance = row.assistance.first().map(|assistance| assistance.code());
    offence.or(assistance).unwrap_or_default().to_owned()
}

/// The office of ours that a case is with: the one that asked, or the one in charge of answering.
fn office(case: &CaseView, acts: &[Said], side: Side) -> Option<String> {
    if case.role(side) == Role::Asker {
        let opening = case.opening()?.stamp.id;
        let said = acts.iter().find(|said| said.envelope.id == opening)?;
        return Some(said.envelope.office.clone());
    }
    let asked = case.request().and_then(|says| says.to_office.clone());
    case.answerer
        .iter()
        .fold(asked, |office, entry| match &entry.act {
            Act::RequestForward(says) => Some(says.to_office.clone()),
            Act::RequestAck(says) => says.in_charge.clone().or(office),
            _ => office,
        })
}

/// The row's facts.
pub(crate) fn facts(row: &DossierRow) -> Result<CaseRow, StoreError> {
    serde_json::from_str(&row.row).map_err(|error| StoreError::Format {
        table: "dossier",
        detail: error.to_string(),
    })
}

fn reference_key(dossier: &DossierId) -> String {
    format!("case.reference.{dossier}")
}

/// The reference that a case was given, also when it has no row any more.
pub(crate) fn known_reference(
    tx: &dyn ReadTx,
    dossier: &DossierId,
) -> Result<Option<String>, StoreError> {
    tx.setting(&reference_key(dossier))
}

/// Our reference of a case, `CN-2026-0001`: our jurisdiction's label, year, a number within it.
fn reference(
    tx: &mut dyn Tx,
    jurisdiction: &str,
    dossier: &DossierId,
    opened: Time,
) -> Result<String, StoreError> {
    if let Some(known) = known_reference(&*tx, dossier)? {
        return Ok(known);
    }
    let key = reference_key(dossier);
    let year: String = opened
        .to_string()
        .chars()
        .take_while(|c| *c != '-')
        .collect();
    let counter = format!("case.last.{year}");
    let last: u64 = tx
        .setting(&counter)?
        .and_then(|text| text.parse().ok())
        .unwrap_or_default();
    let next = last.saturating_add(1);
    let reference = numbered(jurisdiction, &year, next);
    tx.set_setting(&counter, Some(&next.to_string()))?;
    tx.set_setting(&key, Some(&reference))?;
    Ok(reference)
}

/// A label that does not begin with a letter or digit is left out: a word that
/// begins with a dash is an option to every command line.
fn numbered(jurisdiction: &str, year: &str, number: u64) -> String {
    if jurisdiction.starts_with(char::is_alphanumeric) {
        format!("{jurisdiction}-{year}-{number:04}")
    } else {
        format!("{year}-{number:04}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_a_word_that_can_be_typed() {
        assert_eq!(numbered("CN", "2026", 1), "CN-2026-0001");
        assert_eq!(numbered("-", "2026", 12_345), "2026-12345");
    }
}
