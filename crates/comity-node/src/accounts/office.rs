//! The tree of offices that people belong to.
//!
//! A person belongs to one office, by its code. Who leads an office sees to the offices below
//! it: [`within`] gives an office with all below. An office that no tree knows, as in a house
//! that never made one, stands alone.

use std::collections::BTreeSet;

use comity_core::Time;
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    AccessError, Permission,
    caller::must,
    error,
    grant::{self, Asked, Matter, What},
};
use crate::{
    kept,
    people::{self, PeopleError, check_label},
    trail,
};

const KIND: &str = "office";

/// An office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeRow {
    /// Its code: 1 to 64 characters of visible ASCII.
    pub code: String,
    /// The office above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Its name in English.
    pub en: String,
    /// Its name in Chinese.
    #[serde(rename = "zh-Hans")]
    pub zh_hans: String,
}

/// Adds an office, or changes the one of this code.
///
/// Those of the office above see what this one sees. So where that takes two (`grant`), the
/// office stays where it is until a second person confirms its new place.
///
/// # Errors
/// A code or name that is none, an office above that is not there or that stands below this
/// one, or `by` may not.
pub fn put(tx: &mut dyn Tx, office: &OfficeRow, by: &str, now: Time) -> Result<Asked, AccessError> {
    must(&*tx, by, Permission::ManagePeople)?;
    check_label(&office.code)?;
    error::label(&office.en)?;
    error::label(&office.zh_hans)?;
    if let Some(parent) = &office.parent {
        must_fit(&*tx, &office.code, parent)?;
    }
    let before = find(&*tx, &office.code)?.and_then(|before| before.parent);
    let waits = match &office.parent {
        Some(parent) if office.parent != before && grant::takes_two(&*tx)? => Some(parent.clone()),
        _ => None,
    };
    let mut kept = office.clone();
    if waits.is_some() {
        kept.parent = before;
    }
    kept::put(tx, KIND, &kept.code, &kept)?;
    let what = json!({"office": kept.code, "parent": kept.parent});
    trail::note(tx, now, by, "office-put", what)?;
    match waits {
        Some(parent) => {
            grant::wait(tx, &kept.code, What::Under(parent), by, now)?;
            Ok(Asked::Waits)
        }
        None => {
            grant::forget(tx, &kept.code, Matter::Under)?;
            Ok(Asked::Granted)
        }
    }
}

/// Puts an office below another one; who may, and the trail, are the caller's.
pub(super) fn set_parent(tx: &mut dyn Tx, code: &str, parent: &str) -> Result<(), AccessError> {
    let office = find(&*tx, code)?.ok_or_else(|| AccessError::NoOffice(code.to_owned()))?;
    must_fit(&*tx, code, parent)?;
    let moved = OfficeRow {
        parent: Some(parent.to_owned()),
        ..office
    };
    Ok(kept::put(tx, KIND, code, &moved)?)
}

/// Refuses an office above that is not there, or that stands below this one.
fn must_fit(tx: &dyn ReadTx, code: &str, parent: &str) -> Result<(), AccessError> {
    find(tx, parent)?.ok_or_else(|| AccessError::NoOffice(parent.to_owned()))?;
    if within(tx, code)?.contains(parent) {
        return Err(AccessError::OfficeCycle(code.to_owned()));
    }
    Ok(())
}

/// Removes an office.
///
/// # Errors
/// There is none of this code, people or offices belong to it, or `by` may not.
pub fn remove(tx: &mut dyn Tx, code: &str, by: &str, now: Time) -> Result<(), AccessError> {
    must(&*tx, by, Permission::ManagePeople)?;
    find(&*tx, code)?.ok_or_else(|| AccessError::NoOffice(code.to_owned()))?;
    let below = list(&*tx)?
        .iter()
        .any(|office| office.parent.as_deref() == Some(code));
    if below || !members(&*tx, code)?.is_empty() {
        return Err(AccessError::OfficeInUse(code.to_owned()));
    }
    tx.unkeep(KIND, code)?;
    grant::forget(tx, code, Matter::Under)?;
    trail::note(tx, now, by, "office-removed", json!({"office": code}))?;
    Ok(())
}

/// One office.
///
/// # Errors
/// The store.
pub fn find(tx: &dyn ReadTx, code: &str) -> Result<Option<OfficeRow>, StoreError> {
    kept::get(tx, KIND, code)
}

/// All offices, by code.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx) -> Result<Vec<OfficeRow>, StoreError> {
    let rows = kept::all(tx, KIND)?.into_iter();
    Ok(rows.map(|(_, office)| office).collect())
}

/// The codes that an act may name: those of the tree, and those that people belong to; none where
/// the house made no tree.
///
/// # Errors
/// The store.
pub fn known(tx: &dyn ReadTx) -> Result<BTreeSet<String>, PeopleError> {
    let tree = list(tx)?.into_iter().map(|office| office.code);
    let mut codes: BTreeSet<String> = tree.collect();
    if !codes.is_empty() {
        let people = people::list(tx)?.into_iter();
        codes.extend(people.map(|person| person.office));
    }
    Ok(codes)
}

/// Whether cases, webhooks and translations may be given to this office: the tree knows it, or
/// people belong to it. While nobody is registered, any will do.
///
/// # Errors
/// It is no code of an office, or the store.
pub fn knows(tx: &dyn ReadTx, code: &str) -> Result<bool, PeopleError> {
    check_label(code)?;
    let mut known = known(tx)?;
    if known.is_empty() {
        // A house without a tree knows the offices of its people.
        known.extend(people::list(tx)?.into_iter().map(|person| person.office));
    }
    Ok(known.is_empty() || known.contains(code))
}

/// This office and all below it, by code.
///
/// # Errors
/// The store.
pub fn within(tx: &dyn ReadTx, code: &str) -> Result<BTreeSet<String>, StoreError> {
    let offices = list(tx)?;
    let mut found = BTreeSet::from([code.to_owned()]);
    let mut next = vec![code.to_owned()];
    while let Some(above) = next.pop() {
        for office in &offices {
            let below = office.parent.as_ref() == Some(&above);
            if below && found.insert(office.code.clone()) {
                next.push(office.code.clone());
            }
        }
    }
    Ok(found)
}

/// The names of people who belong to this very office, disabled ones included.
///
/// # Errors
/// The store.
pub fn members(tx: &dyn ReadTx, code: &str) -> Result<Vec<String>, AccessError> {
    let people = people::list(tx)?.into_iter();
    Ok(people
        .filter(|person| person.office == code)
        .map(|person| person.name)
        .collect())
}
