//! Lists of cases: filtered, sorted by the nearest deadline, page by page.

use comity_core::{
    DossierId, PartyName, Time,
    codes::{CaseStatus, CaseType, Urgency},
};
use comity_store::{
    ReadTx, Store,
    desk::{Cursor, DossierFilter, DossierRow, DossierSort, Page},
};
use serde::Serialize;

use super::{CaseError, house, rows};
use crate::{
    access::{self, Holding},
    desk::stalled::{self, Stalled},
    office::Office,
};

/// A case as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseListRow {
    /// Its id.
    pub case: DossierId,
    /// Our reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The counterpart.
    pub them: PartyName,
    /// Whether we opened it.
    pub ours: bool,
    /// What kind of dossier it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub case_type: Option<CaseType>,
    /// Status.
    pub status: CaseStatus,
    /// Its first offence, or type of assistance.
    pub category: String,
    /// How urgent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// Our office that it is with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// An exercise.
    pub exercise: bool,
    /// Items, and how many of them have their end.
    pub items: u64,
    /// Items with an end.
    pub items_ended: u64,
    /// The nearest deadline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_due: Option<Time>,
    /// When it was opened.
    pub opened_at: Time,
    /// When something was last said in it.
    pub updated_at: Time,
    /// Our private labels.
    pub labels: Vec<String>,
    /// Who of this house holds it.
    pub holding: Holding,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseList {
    /// The rows.
    pub rows: Vec<CaseListRow>,
    /// How many cases pass the filter in all.
    pub total: u64,
    /// Channels within the filter whose last entries are not in the rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stalled: Vec<Stalled>,
}

impl<S: Store> Office<'_, S> {
    /// A page of cases, counted from 1.
    ///
    /// # Errors
    /// The store.
    pub fn cases(
        &self,
        filter: &DossierFilter,
        sort: DossierSort,
        page: u64,
        per_page: usize,
    ) -> Result<CaseList, CaseError> {
        let skip = page.saturating_sub(1).saturating_mul(per_page as u64);
        let page = Page {
            after: None,
            skip,
            limit: per_page,
        };
        self.node.store().read(|tx| {
            let rows = tx.dossiers(filter, sort, &page)?;
            Ok(CaseList {
                rows: rows
                    .iter()
                    .map(|row| self.line(tx, row))
                    .collect::<Result<_, _>>()?,
                total: tx.count_dossiers(filter)?,
                stalled: match &filter.them {
                    Some(them) => stalled::find(tx, them)?.into_iter().collect(),
                    None => stalled::all(tx)?,
                },
            })
        })
    }

    /// The rows of a list after a place in it, and the place to go on from while there are more.
    ///
    /// A place holds while rows come and go: no row is shown twice or left out that was there
    /// all the time.
    ///
    /// # Errors
    /// The store.
    pub fn cases_after(
        &self,
        filter: &DossierFilter,
        sort: DossierSort,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<(Vec<CaseListRow>, Option<Cursor>), CaseError> {
        let page = Page {
            after,
            skip: 0,
            // One more than is shown says whether there is more.
            limit: limit.saturating_add(1),
        };
        self.node.store().read(|tx| {
            let mut rows = tx.dossiers(filter, sort, &page)?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            let next = rows.last().filter(|_| more);
            let next = next.map(|row| Cursor::of(row, sort));
            let lines = rows.iter().map(|row| self.line(tx, row));
            Ok((lines.collect::<Result<_, _>>()?, next))
        })
    }

    pub(crate) fn line(&self, tx: &dyn ReadTx, row: &DossierRow) -> Result<CaseListRow, CaseError> {
        let facts = rows::facts(row)?;
        Ok(CaseListRow {
            case: row.dossier.clone(),
            reference: row.reference.clone(),
            them: row.them.clone(),
            ours: row.dossier.by == *self.node.me(),
            case_type: facts.case,
            status: facts.status,
            category: row.category.clone(),
            urgency: facts.urgency,
            office: row.office.clone(),
            exercise: row.exercise,
            items: facts
                .items
                .values()
                .fold(0, |sum, count| sum.saturating_add(*count)),
            items_ended: facts.fates.ended(),
            next_due: row.next_due,
            opened_at: row.opened_at,
            updated_at: row.updated_at,
            labels: tx.labels(&row.them, &row.dossier)?,
            holding: access::holding(tx, &row.them, &row.dossier)?,
        })
    }
}

/// The cases that pass and are not over, one status after another: of those that are, which only
/// become more, no row is read.
pub(crate) fn each_open_row(
    tx: &dyn ReadTx,
    filter: &DossierFilter,
    mut take: impl FnMut(&DossierRow) -> Result<(), CaseError>,
) -> Result<(), CaseError> {
    let open = CaseStatus::ALL.iter().map(|status| status.code());
    for status in open.filter(|status| !house::ends(status)) {
        let filter = DossierFilter {
            status: Some(status.to_owned()),
            ..filter.clone()
        };
        each_row(tx, &filter, &mut take)?;
    }
    Ok(())
}

/// All cases that pass, the last opened first; in batches.
pub(crate) fn each_row(
    tx: &dyn ReadTx,
    filter: &DossierFilter,
    mut take: impl FnMut(&DossierRow) -> Result<(), CaseError>,
) -> Result<(), CaseError> {
    const BATCH: usize = 1000;
    let mut page = Page {
        limit: BATCH,
        ..Page::default()
    };
    loop {
        let rows = tx.dossiers(filter, DossierSort::Opened, &page)?;
        rows.iter().try_for_each(&mut take)?;
        match rows.last() {
            Some(last) if rows.len() == BATCH => {
                page.after = Some(Cursor::of(last, DossierSort::Opened));
            }
            _ => return Ok(()),
        }
    }
}
