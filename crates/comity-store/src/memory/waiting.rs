//! What waits, in memory.

use std::collections::BTreeSet;

use super::state::{Dossier, State};
use crate::{
    access::Who,
    desk::{DossierFilter, DossierRow, Page},
    error::Result,
    waiting::{ReadWaiting, Turn, Waiting},
};

impl State {
    /// The dossiers in which something waits and that reach one of these, in no order.
    fn all_waiting(
        &self,
        turn: Turn,
        seen_by: Option<&BTreeSet<Who>>,
    ) -> impl Iterator<Item = &Dossier> {
        let seen = DossierFilter {
            seen_by: seen_by.cloned(),
            ..DossierFilter::default()
        };
        let waits = self.dossiers.values();
        let waits = waits.filter(move |known| known.row.waits(turn).is_some());
        waits.filter(move |known| self.passes(&seen, &known.row))
    }
}

impl ReadWaiting for State {
    fn waiting(
        &self,
        turn: Turn,
        seen_by: Option<&BTreeSet<Who>>,
        page: &Page,
    ) -> Result<Vec<DossierRow>> {
        let mut found: Vec<_> = self.all_waiting(turn, seen_by).collect();
        found.sort_by_key(|known| (known.row.waits(turn).map(Waiting::order), known.arrival));
        if let Some(after) = &page.after {
            let known = self
                .dossiers
                .get(&(after.them.clone(), after.dossier.clone()));
            let after = (Some(after.key), known.map_or(0, |known| known.arrival));
            found.retain(|known| {
                let key = known.row.waits(turn).map(Waiting::order);
                (key, known.arrival) > after
            });
        }
        let skip = usize::try_from(page.skip).unwrap_or(usize::MAX);
        let rows = found.into_iter().skip(skip).take(page.limit);
        Ok(rows.map(|known| known.row.clone()).collect())
    }

    fn count_waiting(&self, turn: Turn, seen_by: Option<&BTreeSet<Who>>) -> Result<u64> {
        Ok(self.all_waiting(turn, seen_by).count() as u64)
    }
}
