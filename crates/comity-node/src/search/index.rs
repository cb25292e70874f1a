//! Keeping the index: stretch after stretch, cases in which something was said since.
//!
//! A list of items may come days after the act that names it. Until then it stands in a setting, with
//! its case, and each stretch looks first which of them have come.

use std::collections::BTreeSet;

use comity_core::{DossierId, Hash, PartyName, body::Attachment, items::ItemList};
use comity_store::{ReadTx, Store, Tx, terms::TermsDue};

use super::{pieces, texts};
use crate::{
    case::{CaseError, subject},
    office::Office,
};

/// Cases of a stretch.
const STRETCH: usize = 50;
/// The largest list of items whose values are looked at, in bytes.
const LIST_MAX: u64 = 4 << 20;
/// Terms of a case that are kept.
const TERMS_MAX: usize = 50_000;
/// Lists that are waited for.
const WAITING_MAX: usize = 1_000;
/// The setting that names them.
const WAITING: &str = "search.waiting";

/// What a stretch did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Cases whose terms were made anew.
    pub cases: u64,
    /// Whether others are still to be done.
    pub behind: bool,
}

/// A list of items that is not held yet, with its case.
type Waiting = BTreeSet<(Hash, PartyName, DossierId)>;

impl<S: Store> Office<'_, S> {
    /// Brings the index forward by so many cases at most, those too whose lists have come; drops it
    /// where the configuration wants none.
    ///
    /// # Errors
    /// The store fails, or content cannot be tried.
    pub fn index(&self, most: usize) -> Result<Indexed, CaseError> {
        if !self.config.search.index {
            let there = self
                .node
                .store()
                .read(|tx| Ok::<_, CaseError>(tx.has_terms()?))?;
            if there {
                self.node.store().write(|tx| {
                    tx.set_setting(WAITING, None)?;
                    Ok::<_, CaseError>(tx.clear_terms()?)
                })?;
            }
            return Ok(Indexed::default());
        }
        self.look_for_lists()?;
        self.catch_up(most)
    }

    /// Brings the index forward by so many cases at most.
    pub(super) fn catch_up(&self, most: usize) -> Result<Indexed, CaseError> {
        let mut done = Indexed::default();
        loop {
            let left = most.saturating_sub(usize::try_from(done.cases).unwrap_or(usize::MAX));
            let cases = self.stretch(left.min(STRETCH))?;
            done.cases = done.cases.saturating_add(cases as u64);
            if cases == 0 {
                let due = |tx: &dyn ReadTx| Ok::<_, CaseError>(tx.terms_due(1)?);
                done.behind = !self.node.store().read(due)?.is_empty();
                return Ok(done);
            }
        }
    }

    /// Makes the terms of some cases anew; how many were due.
    fn stretch(&self, most: usize) -> Result<usize, CaseError> {
        let read = self.node.store().read(|tx| {
            let due = tx.terms_due(most)?.into_iter();
            due.map(|due| {
                let texts = texts::of_case(tx, *self, &due.them, &due.dossier)?;
                Ok((due, texts))
            })
            .collect::<Result<Vec<_>, CaseError>>()
        })?;
        let mut made = Vec::new();
        for (due, texts) in read {
            let (mut terms, mut waiting) = (BTreeSet::new(), Waiting::new());
            for text in &texts.all {
                pieces::add(text, &mut terms);
            }
            for list in &texts.lists {
                match self.values(list)? {
                    Some(values) => values
                        .iter()
                        .for_each(|value| pieces::add(value, &mut terms)),
                    None => {
                        waiting.insert((list.root, due.them.clone(), due.dossier.clone()));
                    }
                }
            }
            let terms: BTreeSet<String> = terms.into_iter().take(TERMS_MAX).collect();
            made.push(Made {
                due,
                terms,
                subject: subject::written(texts.subject.as_ref()),
                waiting,
            });
        }
        let cases = made.len();
        if cases > 0 {
            self.node.store().write(move |tx| keep(tx, &made))?;
        }
        Ok(cases)
    }

    /// The values of a list of items; `None` while it is not held.
    fn values(&self, list: &Attachment) -> Result<Option<Vec<String>>, CaseError> {
        let held = self.node.store().read(|tx| {
            let row = tx.attachment(&list.root)?;
            let gone = tx.tombstone(&list.root)?.is_some();
            Ok::<_, CaseError>(gone || row.is_some_and(|row| row.complete))
        })?;
        if !held {
            return Ok(None);
        }
        if list.size > LIST_MAX {
            return Ok(Some(Vec::new()));
        }
        // What does not open, or is no list, has no values: the case is found by its other words.
        let bytes = self.open_list(list).unwrap_or_default();
        let items = ItemList::from_csv(&bytes).map(|list| list.items().to_vec());
        let values = items.unwrap_or_default().into_iter().map(|item| item.value);
        Ok(Some(values.collect()))
    }

    /// Makes the cases due whose lists have come.
    fn look_for_lists(&self) -> Result<(), CaseError> {
        let come = self.node.store().read(|tx| {
            let mut come = Waiting::new();
            for one in waiting(tx)? {
                let gone = tx.tombstone(&one.0)?.is_some();
                if gone || tx.attachment(&one.0)?.is_some_and(|row| row.complete) {
                    come.insert(one);
                }
            }
            Ok::<_, CaseError>(come)
        })?;
        if come.is_empty() {
            return Ok(());
        }
        self.node.store().write(move |tx| {
            let mut left = waiting(&*tx)?;
            for one in come {
                tx.note_terms_due(&one.1, &one.2)?;
                left.remove(&one);
            }
            wait_for(tx, &left)
        })
    }
}

/// What a case is to be found by.
struct Made {
    due: TermsDue,
    terms: BTreeSet<String>,
    subject: String,
    /// Lists that are not held yet.
    waiting: Waiting,
}

fn keep(tx: &mut dyn Tx, made: &[Made]) -> Result<(), CaseError> {
    let before = waiting(&*tx)?;
    let mut all = before.clone();
    for one in made {
        tx.set_terms(&one.due, &one.terms, &one.subject)?;
        all.extend(one.waiting.iter().cloned());
    }
    while all.len() > WAITING_MAX {
        all.pop_first();
    }
    if all == before {
        Ok(())
    } else {
        wait_for(tx, &all)
    }
}

fn waiting(tx: &dyn ReadTx) -> Result<Waiting, CaseError> {
    let kept = tx.setting(WAITING)?;
    Ok(kept
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

fn wait_for(tx: &mut dyn Tx, lists: &Waiting) -> Result<(), CaseError> {
    let text =
        serde_json::to_string(lists).map_err(|error| CaseError::Unwritten(error.to_string()))?;
    Ok(tx.set_setting(
        WAITING,
        Some(&text)
            .filter(|_| !lists.is_empty())
            .map(String::as_str),
    )?)
}
