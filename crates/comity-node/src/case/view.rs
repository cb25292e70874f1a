//! The acts of a case as the desk holds them, with what covers each, and the view that they make.

use std::collections::{BTreeMap, BTreeSet};

use comity_core::{
    DossierId, PartyName,
    act::Act,
    case::{CaseView, evaluate},
    channel::{self, ChannelView},
    record::{Position, Said, Side},
};
use comity_store::{
    ReadTx, StoreError, Tx,
    desk::{DossierFilter, DossierSort, Page},
};

use super::CaseError;
use crate::{channel::left, desk::stalled};

/// All acts of a case, each with the leaf that first covered it.
pub(crate) fn acts(
    tx: &dyn ReadTx,
    them: &PartyName,
    dossier: &DossierId,
) -> Result<Vec<Said>, StoreError> {
    covered(tx, them, tx.acts_of(them, dossier)?)
}

/// What the acts of a case come to, by all that this node holds.
pub(crate) fn load(
    tx: &dyn ReadTx,
    them: &PartyName,
    dossier: &DossierId,
) -> Result<CaseView, StoreError> {
    Ok(evaluate(&acts(tx, them, dossier)?))
}

/// The acts of a channel that belong to no case.
pub(crate) fn channel_acts(tx: &dyn ReadTx, them: &PartyName) -> Result<Vec<Said>, StoreError> {
    covered(tx, them, tx.acts_of_channel(them, &[])?)
}

/// What the acts that suspend and resume a channel come to: the times in which clocks stand still.
pub(crate) fn suspensions(tx: &dyn ReadTx, them: &PartyName) -> Result<ChannelView, StoreError> {
    let acts = tx.acts_of_channel(them, &["channel.suspend", "channel.resume"])?;
    Ok(channel::evaluate(&covered(tx, them, acts)?))
}

fn covered(
    tx: &dyn ReadTx,
    them: &PartyName,
    mut acts: Vec<Said>,
) -> Result<Vec<Said>, StoreError> {
    for said in &mut acts {
        said.covered = tx.covered(them, said.side, said.position)?;
    }
    Ok(acts)
}

/// The setting that lists the leaves of a channel that call entries bad.
pub(crate) fn bad_key(them: &PartyName) -> String {
    format!("channel.bad.{them}")
}

/// Leaves that call entries bad, with how many: by the side that does.
pub(crate) type BadLeaves = BTreeMap<Side, BTreeSet<(Position, u64)>>;

/// Notes leaves that call entries of the other log bad: all of a stretch at once, since the
/// list is written anew each time.
pub(crate) fn note_bad(
    tx: &mut dyn Tx,
    them: &PartyName,
    new: BadLeaves,
) -> Result<(), StoreError> {
    if new.is_empty() {
        return Ok(());
    }
    let mut all = bad_leaves(&*tx, them)?;
    for (side, mut leaves) in new {
        all.entry(side).or_default().append(&mut leaves);
    }
    let list: Vec<_> = all.into_iter().collect();
    let text = serde_json::to_string(&list).unwrap_or_default();
    tx.set_setting(&bad_key(them), Some(&text))
}

/// Forgets the leaves that call entries bad, before a desk is built again.
pub(crate) fn clear_bad(tx: &mut dyn Tx, them: &PartyName) -> Result<(), StoreError> {
    tx.set_setting(&bad_key(them), None)
}

/// The leaves of a channel that call entries bad.
pub(crate) fn bad_leaves(tx: &dyn ReadTx, them: &PartyName) -> Result<BadLeaves, StoreError> {
    let text = tx.setting(&bad_key(them))?;
    let list: Vec<(Side, BTreeSet<(Position, u64)>)> = text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    Ok(list.into_iter().collect())
}

/// The request that a case opened with.
pub(crate) fn request(view: &CaseView) -> Option<&comity_core::act::Submit> {
    match &view.opening()?.act {
        Act::RequestSubmit(says) => Some(says),
        _ => None,
    }
}

/// Finds a case by our reference, by its id, or by a prefix of the id that only one has.
///
/// # Errors
/// None, or several; or its channel is stalled, or one is that it may be in.
pub fn find(tx: &dyn ReadTx, text: &str) -> Result<(PartyName, DossierId), CaseError> {
    let found = look_up(tx, text);
    match &found {
        Ok((them, _)) => stalled::must_follow(tx, them)?,
        Err(CaseError::NoCase(_)) => stalled::all_must_follow(tx)?,
        Err(_) => {}
    }
    found
}

fn look_up(tx: &dyn ReadTx, text: &str) -> Result<(PartyName, DossierId), CaseError> {
    let unknown = || CaseError::NoCase(text.chars().take(80).collect());
    let by_reference = DossierFilter {
        reference: Some(text.to_owned()),
        ..DossierFilter::default()
    };
    let rows = tx.dossiers(
        &by_reference,
        DossierSort::Opened,
        &Page {
            limit: 2,
            ..Page::default()
        },
    )?;
    if let [row] = rows.as_slice() {
        return Ok((row.them.clone(), row.dossier.clone()));
    }
    if rows.is_empty()
        && let Some(found) = left::find(tx, text)?
    {
        return Ok(found);
    }
    if let Ok(dossier) = text.parse::<DossierId>() {
        for them in tx.channels()? {
            if tx.dossier(&them, &dossier)?.is_some() {
                return Ok((them, dossier));
            }
        }
        return Err(unknown());
    }
    by_prefix(tx, text)
}

/// The shortest prefix of an id that is looked for.
const PREFIX_MIN: usize = 6;

fn by_prefix(tx: &dyn ReadTx, text: &str) -> Result<(PartyName, DossierId), CaseError> {
    let hex = |c: char| c.is_ascii_digit() || matches!(c, 'a'..='f' | '-');
    let unknown = || CaseError::NoCase(text.chars().take(80).collect());
    if text.len() < PREFIX_MIN || !text.chars().all(hex) {
        return Err(unknown());
    }
    let mut found = Vec::new();
    for them in tx.channels()? {
        let dossiers = tx.dossiers_with_id(&them, text, 2)?;
        found.extend(dossiers.into_iter().map(|dossier| (them.clone(), dossier)));
    }
    match found.len() {
        0 => Err(unknown()),
        1 => found.pop().ok_or_else(unknown),
        _ => Err(CaseError::Ambiguous(text.to_owned())),
    }
}
