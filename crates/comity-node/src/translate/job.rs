//! A text that waits for its translation, and what of it is translated: as both are kept.

use comity_core::{
    ActId, DossierId, PartyName, Time, canonical::V1, codes::Language, segments::cut,
};
use comity_store::{ReadTx, StoreError, Tx, access::Who};
use comity_xliff::State;
use serde::{Deserialize, Serialize};

use super::{TranslationError, queue};
use crate::{
    access::{self, Sight},
    case::{CaseError, drafting},
    kept,
};

const KIND: &str = "translation";
const TEXT: &str = "translation-text";

/// What is translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum What {
    /// A draft: its second language.
    Draft {
        /// The draft.
        draft: String,
    },
    /// An act of ours whose translation was promised.
    Owed {
        /// The act.
        act: ActId,
    },
    /// An act of theirs, for ourselves.
    House {
        /// The act.
        act: ActId,
    },
}

impl What {
    /// The id under which it is kept: that of the draft or act.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Draft { draft } => draft.clone(),
            Self::Owed { act } | Self::House { act } => act.to_string(),
        }
    }

    /// The stable code of its kind.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Draft { .. } => "draft",
            Self::Owed { .. } => "owed",
            Self::House { .. } => "house",
        }
    }
}

/// A translation that was finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// When.
    pub at: Time,
    /// By whom.
    pub by: String,
    /// The draft that says it to the other side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
}

/// A text that waits for its translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Job {
    pub(super) of: What,
    pub(super) them: PartyName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) case: Option<DossierId>,
    /// The kind of act.
    pub(super) kind: String,
    pub(super) source: Language,
    pub(super) target: Language,
    /// Who asked; nobody, where it was found in the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) by: Option<String>,
    pub(super) at: Time,
    /// By when, as it was asked or promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) due: Option<Time>,
    /// Of whom, as text of [`Who`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) asked: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) done: Option<Done>,
    /// How many segments there are and have a translation, of acts, whose text never changes.
    pub(super) segments: usize,
    pub(super) translated: usize,
    pub(super) v: V1,
}

/// What of a text is translated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Kept(pub(super) Vec<KeptUnit>);

/// A field of a text, as far as it is translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptUnit {
    pub(super) id: String,
    pub(super) segments: Vec<KeptSegment>,
}

/// A segment with the source that it was translated from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptSegment {
    pub(super) source: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) target: String,
    pub(super) state: State,
}

impl Job {
    /// The job of this id, where it may be seen.
    pub(super) fn seen(tx: &dyn ReadTx, id: &str, sight: &Sight) -> Result<Self, CaseError> {
        let unknown = || TranslationError::Unknown(id.chars().take(80).collect());
        let job = Self::find(tx, id)?.ok_or_else(unknown)?;
        if job.is_for(tx, sight)? {
            Ok(job)
        } else {
            Err(unknown().into())
        }
    }

    pub(super) fn find(tx: &dyn ReadTx, id: &str) -> Result<Option<Self>, StoreError> {
        kept::get(tx, KIND, id)
    }

    pub(super) fn all(tx: &dyn ReadTx) -> Result<Vec<Self>, StoreError> {
        let all = kept::all(tx, KIND)?;
        Ok(all.into_iter().map(|(_, job)| job).collect())
    }

    pub(super) fn put(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        kept::put(tx, KIND, &self.of.id(), self)?;
        queue::enter(tx, self)
    }

    /// Whether somebody sees it: with its case or draft, or because it was asked of them.
    pub(super) fn is_for(&self, tx: &dyn ReadTx, sight: &Sight) -> Result<bool, StoreError> {
        Ok(self.is_asked_of(sight) || self.is_seen(tx, sight)?)
    }

    /// Whether somebody asked for it, or it was promised to the other side: an act of theirs that was
    /// found in one language is neither.
    pub(super) const fn is_wanted(&self) -> bool {
        !matches!(self.of, What::House { .. }) || self.by.is_some()
    }

    /// Of whom it was asked, if of anybody.
    pub(super) fn asked_of(&self) -> Option<Who> {
        self.asked.as_deref()?.parse().ok()
    }

    /// Whether it was asked of somebody of this sight.
    fn is_asked_of(&self, sight: &Sight) -> bool {
        let who = sight.who();
        self.asked_of()
            .is_some_and(|asked| who.is_none_or(|who| who.contains(&asked)))
    }

    /// Whether its case may be known.
    pub(super) fn shows_case(&self, tx: &dyn ReadTx, sight: &Sight) -> Result<bool, StoreError> {
        match &self.case {
            Some(case) => access::may_see(tx, sight, &self.them, case),
            None => Ok(false),
        }
    }

    /// Whether the draft or act itself may be seen.
    pub(super) fn is_seen(&self, tx: &dyn ReadTx, sight: &Sight) -> Result<bool, StoreError> {
        match (&self.of, &self.case) {
            (What::Draft { draft }, _) => match tx.draft(draft)? {
                Some(row) => drafting::sees(tx, sight, &row),
                None => Ok(false),
            },
            (_, Some(case)) => access::may_see(tx, sight, &self.them, case),
            (_, None) => Ok(sight.sees_channels()),
        }
    }
}

impl Kept {
    pub(super) fn of(tx: &dyn ReadTx, id: &str) -> Result<Self, StoreError> {
        Ok(kept::get(tx, TEXT, id)?.unwrap_or_default())
    }

    pub(super) fn put(&self, tx: &mut dyn Tx, id: &str) -> Result<(), StoreError> {
        kept::put(tx, TEXT, id, self)
    }

    /// Takes the segments of a field from its text, where it still has as many.
    pub(super) fn correct(&mut self, id: &str, text: &str) {
        let Some(unit) = self.0.iter_mut().find(|unit| unit.id == id) else {
            return;
        };
        let pieces = cut(text).pieces;
        if pieces.len() == unit.segments.len() {
            for (segment, piece) in unit.segments.iter_mut().zip(pieces) {
                segment.target = piece.text;
            }
        }
    }

    pub(super) fn unit(&self, id: &str) -> &[KeptSegment] {
        let unit = self.0.iter().find(|unit| unit.id == id);
        unit.map_or(&[], |unit| unit.segments.as_slice())
    }
}

/// The draft that was made of the translation of an act; it may be said or thrown away since.
pub(crate) fn draft_of(tx: &dyn ReadTx, act: ActId) -> Result<Option<String>, StoreError> {
    let job = Job::find(tx, &act.to_string())?;
    Ok(job.and_then(|job| job.done).and_then(|done| done.draft))
}

/// Whether there is a translation of this text, finished or not.
pub(crate) fn is_kept(tx: &dyn ReadTx, id: &str) -> Result<bool, StoreError> {
    Ok(tx.kept(TEXT, id)?.is_some())
}

/// Forgets a text and its translation, with the draft or the content that it is of.
pub(crate) fn forget(tx: &mut dyn Tx, id: &str) -> Result<(), StoreError> {
    if let Some(job) = Job::find(&*tx, id)? {
        queue::leave(tx, &job)?;
    }
    tx.unkeep(KIND, id)?;
    tx.unkeep(TEXT, id)
}
