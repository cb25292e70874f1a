//! What somebody may see: the one measure for lists, counts, search, inbox, reports and events.

use std::collections::BTreeSet;

use comity_core::{DossierId, PartyName};
use comity_store::{ReadTx, StoreError, access::Who, desk::DossierFilter};

use crate::{
    accounts::{Permission, office},
    case::{CaseError, view},
    people::{self, Person, Role},
};

/// What somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// Every case: the house itself, and whoever works with its keys.
    All,
    /// The cases that reach a person.
    Of {
        /// The name.
        name: String,
        /// The codes of the person's office and of all offices below it.
        offices: BTreeSet<String>,
        /// Whether cases that nobody holds yet are shown.
        registry: bool,
    },
}

impl Sight {
    /// The sight of a person whose office has these below it; the registry and those
    /// on duty see what nobody holds yet.
    #[must_use]
    pub fn of(person: &Person, below: BTreeSet<String>) -> Self {
        let mut offices = below;
        offices.insert(person.office.clone());
        Self::Of {
            name: person.name.clone(),
            offices,
            registry: [Role::Registry, Role::Duty]
                .iter()
                .any(|role| person.roles.contains(role)),
        }
    }

    /// The sight of an office with these below it, whoever works there: what is nobody's is not shown.
    #[must_use]
    pub const fn of_office(within: BTreeSet<String>) -> Self {
        Self::Of {
            // No person has an empty name.
            name: String::new(),
            offices: within,
            registry: false,
        }
    }

    /// The person of this name with the sight that such a person has; nothing where there is none,
    /// or one who is disabled or may read no cases.
    pub(crate) fn of_reader(
        tx: &dyn ReadTx,
        name: &str,
    ) -> Result<Option<(Person, Self)>, StoreError> {
        let person = people::known(tx, name).and_then(|actor| actor.person);
        let reads = |role: &Role| role.permits(Permission::ReadCases);
        let Some(person) = person.filter(|one| !one.disabled && one.roles.iter().any(reads)) else {
            return Ok(None);
        };
        let sight = Self::of(&person, office::within(tx, &person.office)?);
        Ok(Some((person, sight)))
    }

    /// Whom a case must reach to be seen; `None` where all are.
    #[must_use]
    pub fn who(&self) -> Option<BTreeSet<Who>> {
        let Self::Of {
            name,
            offices,
            registry,
        } = self
        else {
            return None;
        };
        let mut who: BTreeSet<Who> = offices.iter().cloned().map(Who::Office).collect();
        who.insert(Who::Person(name.clone()));
        if *registry {
            who.insert(Who::Nobody);
        }
        Some(who)
    }

    /// A filter that passes only what may be seen, whatever it asked for before.
    #[must_use]
    pub fn limit(&self, mut filter: DossierFilter) -> DossierFilter {
        if let Some(who) = self.who() {
            filter.seen_by = Some(match filter.seen_by {
                Some(asked) => asked.intersection(&who).cloned().collect(),
                None => who,
            });
        }
        filter
    }

    /// Whether acts that belong to no case are shown: to whoever sees all, and to the registry.
    pub(crate) const fn sees_channels(&self) -> bool {
        match self {
            Self::All => true,
            Self::Of { registry, .. } => *registry,
        }
    }

    /// Whether one of these holders is meant.
    pub(super) fn holds(&self, holders: &BTreeSet<Who>) -> bool {
        self.who().is_none_or(|who| !who.is_disjoint(holders))
    }
}

/// Whether a case may be seen.
///
/// # Errors
/// The store.
pub fn may_see(
    tx: &dyn ReadTx,
    sight: &Sight,
    them: &PartyName,
    dossier: &DossierId,
) -> Result<bool, StoreError> {
    match sight.who() {
        None => Ok(true),
        Some(who) => tx.reaches(them, dossier, &who),
    }
}

/// Whether what a person writes that belongs to no case yet may be seen: by the person, and by the office.
#[must_use]
pub fn may_see_of(tx: &dyn ReadTx, sight: &Sight, author: &str) -> bool {
    let Some(who) = sight.who() else { return true };
    let office = people::known(tx, author).and_then(|author| author.person);
    let office = office.map(|person| Who::Office(person.office));
    who.contains(&Who::Person(author.to_owned()))
        || office.is_some_and(|office| who.contains(&office))
}

/// Finds a case as [`crate::case::find`] does; one that may not be seen is not there.
///
/// # Errors
/// None that may be seen.
pub fn find(
    tx: &dyn ReadTx,
    sight: &Sight,
    text: &str,
) -> Result<(PartyName, DossierId), CaseError> {
    let unknown = || CaseError::NoCase(text.chars().take(80).collect());
    let (them, dossier) = match view::find(tx, text) {
        Err(CaseError::Ambiguous(_)) if *sight != Sight::All => return Err(unknown()),
        other => other?,
    };
    if may_see(tx, sight, &them, &dossier)? {
        Ok((them, dossier))
    } else {
        Err(unknown())
    }
}
