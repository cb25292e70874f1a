//! Looking for words.

use comity_store::{
    Store,
    desk::{DossierFilter, DossierSort, Page},
};
use serde::Serialize;

use super::{SearchError, ask};
use crate::{
    access::Sight,
    case::{CaseError, board::CaseListRow},
    desk::stalled::{self, Stalled},
    office::Office,
};

/// Cases that a search brings into the index before it answers: few, since a service does it by
/// itself soon, and somebody waits. It does not look which of a thousand lists have come, either.
const PATIENCE: usize = 20;

/// What a search found, the last changed first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The cases of this page.
    pub rows: Vec<CaseListRow>,
    /// Whether there are more after them.
    pub more: bool,
    /// Whether the index lacks cases: more may be found later.
    pub behind: bool,
    /// Channels whose last entries are in no row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stalled: Vec<Stalled>,
}

impl<S: Store> Office<'_, S> {
    /// A page of the cases that have all words of a query, as far as they may be seen; counted from 1.
    ///
    /// # Errors
    /// Nothing to look for, no index, or the store.
    pub fn search(
        &self,
        query: &str,
        sight: &Sight,
        page: u64,
        per_page: usize,
    ) -> Result<Found, CaseError> {
        if !self.config.search.index {
            return Err(SearchError::Off.into());
        }
        let filter = sight.limit(DossierFilter {
            terms: ask(query)?,
            ..DossierFilter::default()
        });
        let behind = self.catch_up(PATIENCE)?.behind;
        let skip = page.saturating_sub(1).saturating_mul(per_page as u64);
        let page = Page {
            after: None,
            skip,
            limit: per_page.saturating_add(1),
        };
        self.node.store().read(|tx| {
            let found = tx.dossiers(&filter, DossierSort::Updated, &page)?;
            let rows = found.iter().take(per_page);
            Ok(Found {
                rows: rows
                    .map(|row| self.line(tx, row))
                    .collect::<Result<_, _>>()?,
                more: found.len() > per_page,
                behind,
                stalled: stalled::all(tx)?,
            })
        })
    }
}
