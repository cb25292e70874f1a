//! Personal fields on their way out of the house: who took them out stands in the trail first.
//!
//! Out of scope: what is personal, which the schema of bodies says
//! (`comity_core::body`), and hiding it, which is done where it is shown.

use comity_core::{ActId, DossierId, Time, codes::CertificationForm};
use comity_store::Store;
use serde_json::{Value, json};

use super::CaseError;
use crate::{office::Office, people, trail};

/// What is taken out with its personal fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disclosure {
    /// A case with the texts, persons and names of attachments of its acts.
    Case {
        /// The case.
        case: DossierId,
    },
    /// A proof that opens more than the envelope of an act.
    Proof {
        /// The act.
        act: ActId,
        /// Its body.
        body: bool,
        /// Its attachments, by number.
        attachments: Vec<usize>,
    },
    /// A certification form, filled in from the custody of an exhibit.
    Certificate {
        /// The case.
        case: DossierId,
        /// The act that handed the exhibit over.
        transfer: ActId,
        /// The form.
        form: CertificationForm,
    },
}

impl Disclosure {
    const fn did(&self) -> &'static str {
        match self {
            Self::Case { .. } => "case-unmasked",
            Self::Proof { .. } => "proof-opened",
            Self::Certificate { .. } => "certificate-made",
        }
    }

    /// By ids and codes alone: the trail holds no text of a case.
    fn what(&self) -> Value {
        match self {
            Self::Case { case } => json!({"case": case}),
            Self::Proof {
                act,
                body,
                attachments,
            } => json!({"act": act, "attachments": attachments, "body": body}),
            Self::Certificate {
                case,
                transfer,
                form,
            } => json!({"act": transfer, "case": case, "form": form}),
        }
    }
}

impl<S: Store> Office<'_, S> {
    /// Notes in the trail who takes personal fields out; to be called before they are shown.
    ///
    /// # Errors
    /// A person who is not known here or was disabled; the store.
    pub fn disclose(&self, who: &str, what: &Disclosure, now: Time) -> Result<(), CaseError> {
        let (name, did, what) = (who.to_owned(), what.did(), what.what());
        self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?;
            trail::note(tx, now, &name, did, what)?;
            Ok(())
        })
    }
}
