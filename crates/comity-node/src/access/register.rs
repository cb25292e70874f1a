//! Registering what comes in: a case that is new on the desk goes to whom the rules say.

use comity_core::{DossierId, PartyName, Time};
use comity_store::{ReadTx, Store, access::HoldingRow};
use serde_json::json;

use crate::{
    case::CaseError,
    office::Office,
    search::{pieces, texts},
    trail,
};

/// Cases that are registered in one transaction.
const BATCH: usize = 200;
/// Under which name the rules stand in the trail.
const RULES: &str = "registry-rules";

impl<S: Store> Office<'_, S> {
    /// Gives cases that were never registered to whom the rules of the configuration say; how many
    /// were given.
    ///
    /// One that no rule fits is nobody's, and is not looked at again. Without rules nothing is done.
    ///
    /// # Errors
    /// The store fails, or content cannot be tried.
    pub fn register(&self, now: Time) -> Result<u64, CaseError> {
        let mut given = 0_u64;
        if self.config.registry.rule.is_empty() {
            return Ok(given);
        }
        loop {
            let new = self.node.store().read(|tx| {
                let new = tx.unregistered(BATCH)?.into_iter();
                new.map(|(them, dossier)| self.by_rule(tx, them, dossier))
                    .collect::<Result<Vec<_>, CaseError>>()
            })?;
            if new.is_empty() {
                return Ok(given);
            }
            let done = self.node.store().write(move |tx| {
                let mut given = 0_u64;
                for row in new {
                    if tx.holding(&row.them, &row.dossier)?.is_some() {
                        continue;
                    }
                    tx.put_holding(&row)?;
                    if let Some(office) = row.office {
                        let what = json!({
                            "case": row.dossier, "office": office, "officer": row.officer,
                        });
                        trail::note(tx, now, RULES, "case-registered", what)?;
                        given += 1;
                    }
                }
                Ok::<_, CaseError>(given)
            })?;
            given = given.saturating_add(done);
        }
    }

    /// The holding that the rules give a case.
    fn by_rule(
        &self,
        tx: &dyn ReadTx,
        them: PartyName,
        dossier: DossierId,
    ) -> Result<HoldingRow, CaseError> {
        let mut holding = HoldingRow::nobodys(them, dossier);
        let (them, dossier) = (&holding.them, &holding.dossier);
        let Some(row) = tx.dossier(them, dossier)? else {
            return Ok(holding);
        };
        let text = if self.config.registry.reads() {
            pieces::folded(&texts::asked(tx, *self, them, dossier)?.join("\n"))
        } else {
            String::new()
        };
        if let Some(rule) = self.config.registry.of(&row, &text) {
            holding.office = Some(rule.office.clone());
            holding.officer.clone_from(&rule.officer);
        }
        Ok(holding)
    }
}
