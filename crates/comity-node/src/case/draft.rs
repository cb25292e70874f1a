//! Drafts: an act on its way through the house, before anything of it is said.
//!
//! States: *draft* (being written), *submitted* (waits for a second person).
//! What is said is a draft no more: it is removed in the transaction that says
//! it, and the trail keeps who made, submitted and released it.

use comity_core::{
    DossierId, PartyName, Time,
    act::{ItemCounts, Wrong},
    body::Attachment,
    canonical::V1,
    codes::{Field, Must},
    envelope::AttachmentRef,
};
use comity_store::{ReadTx, Tx, house::DraftRow};
use comity_tlog::hash::sha256;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::{CaseError, file::ActFile, policy::Because};

/// The state of a draft that is being written.
pub const WRITING: &str = "draft";
/// The state of a draft that waits for a second person.
pub const SUBMITTED: &str = "submitted";

/// A draft as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draft {
    /// What was written, completed.
    pub(crate) file: ActFile,
    /// The list of items or fates as CSV; empty when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) list: String,
    /// What lies sealed among the parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) attachments: Vec<DraftAttachment>,
    /// Who did what with it.
    pub(crate) steps: Vec<Step>,
    /// Format version.
    pub(crate) v: V1,
}

/// An attachment of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftAttachment {
    pub(crate) attachment: Attachment,
    pub(crate) reference: AttachmentRef,
}

/// A step of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When, by our clock.
    pub at: Time,
    /// What.
    pub did: Did,
    /// Why, when it was sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who.
    pub who: String,
}

/// What was done with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Did {
    /// Made.
    Made,
    /// Changed.
    Edited,
    /// Handed on for release.
    Submitted,
    /// Given back by the releaser.
    SentBack,
}

/// A draft as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DraftView {
    /// Its id in this house.
    pub id: String,
    /// Names this state of the draft, for those who change it only as they saw it.
    #[serde(skip)]
    pub version: String,
    /// The counterpart.
    pub them: PartyName,
    /// The case that it belongs to, when it is not a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// `draft` or `submitted`.
    pub state: String,
    /// Who changed it last.
    pub by: String,
    /// When.
    pub at: Time,
    /// What was written.
    pub file: ActFile,
    /// How many items its list holds, by kind.
    pub items: ItemCounts,
    /// Its attachments.
    pub attachments: Vec<AttachmentLine>,
    /// Who did what with it.
    pub steps: Vec<Step>,
    /// What a request still lacks.
    pub missing: Vec<MissingLine>,
    /// Why a second person must release it; absent when none needs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_person: Option<Because>,
    /// Why it could not be said now, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// The field on account of which it could not be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong: Option<WrongLine>,
}

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrongLine {
    /// Its name, with those of what it lies in.
    pub field: String,
    /// What it holds, where that is no code of its list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What may stand there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<String>,
}

impl WrongLine {
    /// The field that an error is about, where it is about one.
    #[must_use]
    pub fn of(error: &CaseError) -> Option<Self> {
        if let CaseError::Speaker { office, known } = error {
            return Some(Self {
                field: "office".to_owned(),
                text: Some(office.clone()),
                known: known.clone(),
            });
        }
        let CaseError::Says(wrong) = error else {
            return None;
        };
        let text = match &wrong.wrong {
            Wrong::Code { text, .. } => Some(text.clone()),
            Wrong::Missing | Wrong::Unknown { .. } | Wrong::Other => None,
        };
        Some(Self {
            field: wrong.field.clone(),
            text,
            known: wrong.known().into_iter().map(str::to_owned).collect(),
        })
    }
}

/// An attachment of a draft as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentLine {
    /// Name.
    pub name: String,
    /// Data class.
    pub data_class: comity_core::codes::DataClass,
    /// Media type.
    pub media_type: String,
    /// Exhibit number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exhibit: Option<String>,
    /// Plain bytes.
    pub size: u64,
}

/// A field that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MissingLine {
    /// The field.
    pub field: Field,
    /// Why it must be there.
    pub why: Must,
}

/// A draft with the row that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) row: DraftRow,
    pub(crate) draft: Draft,
}

impl Kept {
    /// The draft of this id.
    pub(crate) fn find(tx: &dyn ReadTx, id: &str) -> Result<Self, CaseError> {
        let row = tx
            .draft(id)?
            .ok_or_else(|| CaseError::NoDraft(id.chars().take(80).collect()))?;
        Self::read(row)
    }

    pub(crate) fn read(row: DraftRow) -> Result<Self, CaseError> {
        let draft =
            serde_json::from_str(&row.json).map_err(|error| comity_store::StoreError::Format {
                table: "draft",
                detail: error.to_string(),
            })?;
        Ok(Self { row, draft })
    }

    /// A new draft under the next number of this house.
    pub(crate) fn new(
        tx: &mut dyn Tx,
        them: &PartyName,
        file: ActFile,
        list: String,
        who: &str,
        now: Time,
    ) -> Result<Self, CaseError> {
        let id = next_id(tx)?;
        let row = DraftRow {
            id,
            them: them.clone(),
            dossier: file.case.clone(),
            state: WRITING.to_owned(),
            by: who.to_owned(),
            at: now,
            json: String::new(),
        };
        let draft = Draft {
            file,
            list,
            attachments: vec![],
            steps: vec![],
            v: V1,
        };
        Ok(Self { row, draft })
    }

    /// Notes a step, with the state that it leads to, and keeps the draft.
    pub(crate) fn step(
        &mut self,
        tx: &mut dyn Tx,
        did: Did,
        state: &str,
        who: &str,
        now: Time,
        reason: Option<String>,
    ) -> Result<(), CaseError> {
        self.draft.steps.push(Step {
            at: now,
            did,
            reason,
            who: who.to_owned(),
        });
        state.clone_into(&mut self.row.state);
        who.clone_into(&mut self.row.by);
        self.row.at = now;
        self.row.dossier.clone_from(&self.draft.file.case);
        self.row.json = serde_json::to_string(&self.draft)
            .map_err(|error| CaseError::Unwritten(error.to_string()))?;
        Ok(tx.put_draft(&self.row)?)
    }

    /// Refuses a draft that is in another state.
    pub(crate) fn must_be(&self, state: &str) -> Result<(), CaseError> {
        if self.row.state == state {
            Ok(())
        } else {
            Err(CaseError::DraftState(self.row.state.clone()))
        }
    }

    /// Names this state: another one after every step.
    pub(crate) fn version(&self) -> String {
        let whole = [self.row.state.as_str(), self.row.json.as_str()].join("\0");
        let hash = sha256(whole.as_bytes());
        let half = hash.as_bytes().iter().take(16).copied();
        HEXLOWER.encode(&half.collect::<Vec<_>>())
    }

    /// Refuses a draft that is not as it was seen.
    pub(crate) fn must_be_as_seen(&self, version: &str) -> Result<(), CaseError> {
        if self.version() == version {
            Ok(())
        } else {
            Err(CaseError::DraftChanged)
        }
    }

    /// Whether this person wrote any of it.
    pub(crate) fn written_by(&self, who: &str) -> bool {
        self.draft
            .steps
            .iter()
            .any(|step| step.who == who && step.did != Did::SentBack)
    }
}

/// Drafts are numbered within the house.
fn next_id(tx: &mut dyn Tx) -> Result<String, CaseError> {
    const KEY: &str = "draft.last";
    let last: u64 = tx
        .setting(KEY)?
        .and_then(|text| text.parse().ok())
        .unwrap_or_default();
    let next = last.saturating_add(1);
    tx.set_setting(KEY, Some(&next.to_string()))?;
    Ok(format!("d{next}"))
}
