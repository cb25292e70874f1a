//! Which texts may still wait, kept by case: what is done, and what hangs on cases that are over, is
//! not looked through each time.
//!
//! Nothing here is truth: a text that stands here is looked at whether it waits. What somebody asked
//! for or was promised stands apart from what was found in the record, of which there may be much
//! more. A text of a case that is over rests, and comes back with the case. A store that knows no
//! queue yet gets one with the first text that is put.

use comity_core::{DossierId, PartyName};
use comity_store::{ReadTx, StoreError, Tx};

use super::job::{Job, What};
use crate::{case::house, kept};

/// What was asked for or promised.
const WANTED: &str = "translation-wanted";
/// What was found in the record.
const FOUND: &str = "translation-found";
/// What rests; the row says in which of the others it stood.
const RESTS: &str = "translation-rests";
/// That the queue was made.
const MADE: &str = "translation.queue";
/// Rows read at once.
const BATCH: usize = 500;

/// All texts that may wait, or those that were asked for or promised alone.
pub(super) fn jobs(tx: &dyn ReadTx, wanted: bool) -> Result<Vec<Job>, StoreError> {
    if tx.setting(MADE)?.is_none() {
        let mut all = Job::all(tx)?;
        all.retain(|job| place(job).is_some() && (!wanted || job.is_wanted()));
        return Ok(all);
    }
    let kinds: &[&str] = if wanted { &[WANTED] } else { &[WANTED, FOUND] };
    let mut found = Vec::new();
    for kind in kinds {
        for key in keys(tx, kind, "")? {
            let id = key.rsplit(' ').next().unwrap_or_default();
            found.extend(Job::find(tx, id)?);
        }
    }
    Ok(found)
}

/// Puts a text where it belongs, after it changed.
pub(super) fn enter(tx: &mut dyn Tx, job: &Job) -> Result<(), StoreError> {
    if tx.setting(MADE)?.is_none() {
        tx.set_setting(MADE, Some("1"))?;
        for known in Job::all(&*tx)? {
            stand(tx, &known)?;
        }
    }
    stand(tx, job)
}

fn stand(tx: &mut dyn Tx, job: &Job) -> Result<(), StoreError> {
    leave(tx, job)?;
    let Some(kind) = place(job) else {
        return Ok(());
    };
    let row = match &job.case {
        Some(case) => tx.dossier(&job.them, case)?,
        None => None,
    };
    if row.as_ref().is_some_and(house::is_over) {
        kept::put(tx, RESTS, &key(job), &kind)
    } else {
        kept::put(tx, kind, &key(job), &true)
    }
}

/// Takes a text out of it.
pub(super) fn leave(tx: &mut dyn Tx, job: &Job) -> Result<(), StoreError> {
    let key = key(job);
    [WANTED, FOUND, RESTS]
        .iter()
        .try_for_each(|kind| tx.unkeep(kind, &key))
}

/// Lets the texts of a case rest when it is over, and come back when it is not.
pub(crate) fn follow_case(
    tx: &mut dyn Tx,
    them: &PartyName,
    case: &DossierId,
    over: bool,
) -> Result<(), StoreError> {
    let of_it = of_case(them, Some(case));
    if over {
        for kind in [WANTED, FOUND] {
            for key in keys(&*tx, kind, &of_it)? {
                tx.unkeep(kind, &key)?;
                kept::put(tx, RESTS, &key, &kind)?;
            }
        }
        return Ok(());
    }
    for key in keys(&*tx, RESTS, &of_it)? {
        let stood: Option<String> = kept::get(&*tx, RESTS, &key)?;
        tx.unkeep(RESTS, &key)?;
        let kind = if stood.as_deref() == Some(FOUND) {
            FOUND
        } else {
            WANTED
        };
        kept::put(tx, kind, &key, &true)?;
    }
    Ok(())
}

/// Where a text stands while it may wait; nowhere when nothing but a change of its own opens it again.
///
/// The translation of a draft is done as far as the draft says no more, and one that was promised
/// when it was said: both are forgotten then.
fn place(job: &Job) -> Option<&'static str> {
    let done = job.done.is_some() && job.translated >= job.segments;
    if matches!(job.of, What::House { .. }) && done {
        return None;
    }
    Some(if job.is_wanted() { WANTED } else { FOUND })
}

/// Neither parties nor ids hold a space.
fn key(job: &Job) -> String {
    let id = job.of.id();
    format!("{}{id}", of_case(&job.them, job.case.as_ref()))
}

fn of_case(them: &PartyName, case: Option<&DossierId>) -> String {
    let case = case.map_or_else(|| "-".to_owned(), ToString::to_string);
    format!("{them} {case} ")
}

/// The keys of a kind that begin so.
fn keys(tx: &dyn ReadTx, kind: &str, start: &str) -> Result<Vec<String>, StoreError> {
    let mut found: Vec<String> = Vec::new();
    let mut after = start.to_owned();
    loop {
        let batch = tx.kept_all(kind, Some(&after), BATCH)?;
        let whole = batch.len() == BATCH;
        for (key, _) in batch {
            if !key.starts_with(start) {
                return Ok(found);
            }
            found.push(key);
        }
        match found.last() {
            Some(last) if whole => after.clone_from(last),
            _ => return Ok(found),
        }
    }
}
