//! What the house keeps on a case for itself: private notes and labels.
//!
//! Nothing of this ever enters an act (`ARCHITECTURE.md`, invariant 8).

use comity_core::Time;
use comity_store::Store;
use serde_json::json;

use super::{CaseError, view};
use crate::{office::Office, people, trail};

/// The longest note, in characters.
const NOTE_MAX: usize = 10_000;

impl<S: Store> Office<'_, S> {
    /// Adds a private note to a case.
    ///
    /// # Errors
    /// No such case, or a text that is empty or too long.
    pub fn note(&self, who: &str, case: &str, text: &str, now: Time) -> Result<(), CaseError> {
        let length = text.chars().count();
        if text.trim().is_empty() || length > NOTE_MAX {
            return Err(CaseError::Text(length));
        }
        let (name, case, text) = (who.to_owned(), case.to_owned(), text.to_owned());
        self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?.must_write()?;
            let (them, dossier) = view::find(&*tx, &case)?;
            tx.add_private_note(&them, &dossier, &name, now, &text)?;
            tx.note_terms_due(&them, &dossier)?;
            trail::note(tx, now, &name, "note-added", json!({"case": dossier}))?;
            Ok(())
        })
    }

    /// Puts a private label on a case, or takes it off.
    ///
    /// # Errors
    /// No such case, or a label of more than 64 characters or with control characters.
    pub fn label(
        &self,
        who: &str,
        case: &str,
        label: &str,
        on: bool,
        now: Time,
    ) -> Result<(), CaseError> {
        let length = label.chars().count();
        if label.trim().is_empty() || length > 64 || label.chars().any(char::is_control) {
            return Err(CaseError::Text(length));
        }
        let (name, case, label) = (who.to_owned(), case.to_owned(), label.to_owned());
        self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?.must_write()?;
            let (them, dossier) = view::find(&*tx, &case)?;
            tx.set_label(&them, &dossier, &label, on)?;
            tx.note_terms_due(&them, &dossier)?;
            let what = json!({"case": dossier, "label": label, "on": on});
            trail::note(tx, now, &name, "labelled", what)?;
            Ok(())
        })
    }
}
