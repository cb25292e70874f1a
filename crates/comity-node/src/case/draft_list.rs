//! The list of drafts, line by line, from a place in it on: what a draft is about, and nothing of
//! what it says at length.

use std::cmp::Reverse;

use comity_core::{DossierId, PartyName, Time, body::Texts};
use comity_store::Store;
use serde::{Deserialize, Serialize};

use super::{
    CaseError,
    draft::{Kept, sent_back},
    drafting::looks_at,
};
use crate::{access::Sight, office::Office};

/// A draft in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DraftLine {
    /// Its id.
    pub id: String,
    /// The counterpart.
    pub them: PartyName,
    /// The case that it belongs to; none when it opens one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// The kind of act.
    pub kind: String,
    /// What it is about, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Texts>,
    /// Whether it is being written, cleared, or waits for its release.
    pub state: String,
    /// Who changed it last.
    pub by: String,
    /// When.
    pub at: Time,
    /// Why it was sent back, where it was not handed on since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_back: Option<String>,
}

/// A place in the list, the last changed first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftPlace {
    at: Reverse<Time>,
    id: String,
}

impl DraftLine {
    /// Its place.
    #[must_use]
    pub fn place(&self) -> DraftPlace {
        DraftPlace {
            at: Reverse(self.at),
            id: self.id.clone(),
        }
    }
}

impl<S: Store> Office<'_, S> {
    /// So many drafts that may be looked at, of one state or of all, the last changed first; and
    /// whether there are more.
    ///
    /// # Errors
    /// The store.
    pub fn draft_lines(
        &self,
        sight: &Sight,
        state: Option<&str>,
        after: Option<&DraftPlace>,
        limit: usize,
    ) -> Result<(Vec<DraftLine>, bool), CaseError> {
        self.node.store().read(|tx| {
            let mut lines = Vec::new();
            for row in tx.drafts(state)? {
                let place = DraftPlace {
                    at: Reverse(row.at),
                    id: row.id.clone(),
                };
                if after.is_some_and(|after| place <= *after) || !looks_at(tx, sight, &row)? {
                    continue;
                }
                if lines.len() >= limit {
                    return Ok((lines, true));
                }
                let Kept { row, draft } = Kept::read(row)?;
                lines.push(DraftLine {
                    id: row.id,
                    them: row.them,
                    case: row.dossier,
                    subject: draft.file.subject(),
                    sent_back: sent_back(&draft.steps).and_then(|step| step.reason.clone()),
                    kind: draft.file.kind,
                    state: row.state,
                    by: row.by,
                    at: row.at,
                });
            }
            Ok((lines, false))
        })
    }
}
