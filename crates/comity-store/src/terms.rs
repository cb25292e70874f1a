//! What dossiers are found by in a search: terms, short pieces of their words.
//!
//! A projection like the desk: what the terms of a dossier are, `comity-node` says, from what it
//! opens. Beside them lies the *subject* of each, for lists: text of the caller's form, in clear like
//! the terms and gone with them. It follows lazily: a dossier is *due* from when it comes to the desk or something is said
//! in it until its terms are set. Terms are text in clear, so content that is erased takes them along.

use std::collections::BTreeSet;

use comity_core::{DossierId, PartyName};

use crate::{desk::DossierFilter, error::Result};

/// What a search asks for: the terms of a dossier must have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// This term.
    Whole(String),
    /// A term that begins so.
    Prefix(String),
}

impl DossierFilter {
    /// Whether a dossier with these terms has all that is asked for.
    #[must_use]
    pub fn finds(&self, terms: &BTreeSet<String>) -> bool {
        self.terms.iter().all(|term| match term {
            Term::Whole(term) => terms.contains(term),
            Term::Prefix(start) => {
                let first = terms.range(start.clone()..).next();
                first.is_some_and(|term| term.starts_with(start))
            }
        })
    }
}

/// A dossier whose terms are to be made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsDue {
    /// A number that no other has had: a change meanwhile gives the dossier another one.
    pub mark: u64,
    /// The counterpart.
    pub them: PartyName,
    /// The dossier.
    pub dossier: DossierId,
}

/// Reading terms.
pub trait ReadTerms {
    /// Dossiers whose terms are due, the longest first, at most `limit`.
    fn terms_due(&self, limit: usize) -> Result<Vec<TermsDue>>;

    /// The terms of a dossier, as they lie in the index.
    fn terms(&self, them: &PartyName, dossier: &DossierId) -> Result<BTreeSet<String>>;

    /// Whether any dossier has terms.
    fn has_terms(&self) -> Result<bool>;

    /// The subject of a dossier as it was indexed; `None` where it is not, or was dropped.
    fn subject(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<String>>;
}

/// Writing terms.
pub trait Terms: ReadTerms {
    /// Sets the terms and the subject of a dossier, which is due no more; `false`, and nothing is
    /// done, where it changed after it was read that it was due, or is gone.
    fn set_terms(
        &mut self,
        due: &TermsDue,
        terms: &BTreeSet<String>,
        subject: &str,
    ) -> Result<bool>;

    /// Makes the terms of a dossier of the desk due; they stay until they are set.
    fn note_terms_due(&mut self, them: &PartyName, dossier: &DossierId) -> Result<()>;

    /// Removes the terms and the subject of a dossier at once, and makes them due.
    fn drop_terms(&mut self, them: &PartyName, dossier: &DossierId) -> Result<()>;

    /// Removes all terms and subjects, and makes those of all dossiers due.
    fn clear_terms(&mut self) -> Result<()>;
}
