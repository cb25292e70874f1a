//! Who in the house holds a case, and whom these let in: what lists are narrowed by.
//!
//! A holding is nobody else's business and in nobody else's copy: it stays at home and must be
//! backed up. What it lets find ([`crate::desk::DossierFilter::seen_by`] and its neighbours) is a
//! projection of holdings on the dossiers of the desk, which each engine keeps as it likes.

use std::{collections::BTreeSet, fmt, str::FromStr};

use comity_core::{DossierId, PartyName};

use crate::{
    desk::DossierFilter,
    error::{Result, StoreError},
};

/// Somebody whom a case reaches; as text `office:D-17`, `person:li`, `nobody`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Nobody yet: it waits to be assigned.
    Nobody,
    /// All people of an office, by its code.
    Office(String),
    /// One person, by name.
    Person(String),
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("nobody"),
            Self::Office(code) => write!(f, "office:{code}"),
            Self::Person(name) => write!(f, "person:{name}"),
        }
    }
}

impl FromStr for Who {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self> {
        match text.split_once(':') {
            None if text == "nobody" => Ok(Self::Nobody),
            Some(("office", code)) => Ok(Self::Office(code.to_owned())),
            Some(("person", name)) => Ok(Self::Person(name.to_owned())),
            _ => Err(StoreError::Format {
                table: "holdings",
                detail: "nobody that a case can reach".to_owned(),
            }),
        }
    }
}

/// Who holds a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingRow {
    /// The counterpart; with the dossier the key.
    pub them: PartyName,
    /// The dossier.
    pub dossier: DossierId,
    /// The owning office, by its code.
    pub office: Option<String>,
    /// The officer, by name.
    pub officer: Option<String>,
    /// The deputy, by name.
    pub deputy: Option<String>,
    /// Whom these let in: offices and persons.
    pub let_in: BTreeSet<Who>,
}

impl HoldingRow {
    /// A case that nobody holds yet.
    #[must_use]
    pub const fn nobodys(them: PartyName, dossier: DossierId) -> Self {
        Self {
            them,
            dossier,
            office: None,
            officer: None,
            deputy: None,
            let_in: BTreeSet::new(),
        }
    }

    /// Office, officer and deputy; nobody where there is neither an office nor an officer.
    #[must_use]
    pub fn holders(&self) -> BTreeSet<Who> {
        let office = self.office.clone().map(Who::Office);
        let persons = [&self.officer, &self.deputy].into_iter().flatten();
        let mut holders: BTreeSet<Who> = persons.cloned().map(Who::Person).collect();
        holders.extend(office);
        if self.office.is_none() && self.officer.is_none() {
            holders.insert(Who::Nobody);
        }
        holders
    }

    /// All whom the case reaches: its holders, and whom they let in.
    #[must_use]
    pub fn reaches(&self) -> BTreeSet<Who> {
        let mut all = self.holders();
        all.extend(self.let_in.iter().cloned());
        all
    }
}

impl DossierFilter {
    /// Whether a case with this holding passes; one without is nobody's.
    #[must_use]
    pub fn admits(&self, holding: Option<&HoldingRow>) -> bool {
        let nobodys = || BTreeSet::from([Who::Nobody]);
        let holders = || holding.map_or_else(nobodys, HoldingRow::holders);
        let reaches = || holding.map_or_else(nobodys, HoldingRow::reaches);
        let officer = self.officer.clone().map(Who::Person);
        let seen = self.seen_by.as_ref();
        let held = self.held_by.as_ref();
        seen.is_none_or(|seen| !seen.is_disjoint(&reaches()))
            && held.is_none_or(|held| !held.is_disjoint(&holders()))
            && officer.is_none_or(|officer| holders().contains(&officer))
    }
}

/// Reading holdings.
pub trait ReadHoldings {
    /// The holding of a case; `None` for one that was never registered, and is nobody's.
    fn holding(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<HoldingRow>>;

    /// Cases of the desk that were never registered, in the order in which they came to the desk, at most `limit`.
    fn unregistered(&self, limit: usize) -> Result<Vec<(PartyName, DossierId)>>;

    /// Whether a case reaches one of these.
    fn reaches(&self, them: &PartyName, dossier: &DossierId, who: &BTreeSet<Who>) -> Result<bool> {
        let holding = self.holding(them, dossier)?;
        Ok(match holding {
            Some(holding) => !who.is_disjoint(&holding.reaches()),
            None => who.contains(&Who::Nobody),
        })
    }
}

/// Writing holdings.
pub trait Holdings: ReadHoldings {
    /// Adds or replaces the holding of a case, whether it is on the desk or not.
    fn put_holding(&mut self, holding: &HoldingRow) -> Result<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_read_as_it_is_written() {
        for who in [
            Who::Nobody,
            Who::Office("D:17".to_owned()),
            Who::Person("李 雷: a".to_owned()),
        ] {
            assert_eq!(who.to_string().parse(), Ok(who));
        }
        for wrong in ["", "nobody:", "office", "someone:li"] {
            assert_eq!(wrong.parse::<Who>().unwrap_err().code(), "store-format");
        }
    }
}
