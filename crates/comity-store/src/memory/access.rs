//! Holdings in memory.

use comity_core::{DossierId, PartyName};

use super::state::State;
use crate::{
    access::{HoldingRow, Holdings, ReadHoldings},
    error::Result,
};

impl ReadHoldings for State {
    fn holding(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<HoldingRow>> {
        let key = (them.clone(), dossier.to_string());
        Ok(self.holdings.get(&key).cloned())
    }

    fn unregistered(&self, limit: usize) -> Result<Vec<(PartyName, DossierId)>> {
        let known = self.dossiers.iter();
        let mut new: Vec<_> = known
            .filter(|(key, _)| !self.holdings.contains(key))
            .map(|(_, known)| known)
            .collect();
        new.sort_by_key(|known| known.arrival);
        let rows = new.into_iter().take(limit).map(|known| &known.row);
        Ok(rows
            .map(|row| (row.them.clone(), row.dossier.clone()))
            .collect())
    }
}

impl Holdings for State {
    fn put_holding(&mut self, holding: &HoldingRow) -> Result<()> {
        let key = (holding.them.clone(), holding.dossier.to_string());
        self.holdings.put(key, holding.clone());
        Ok(())
    }
}
