//! Drafts: an act on its way through the house, before anything of it is said.
//!
//! States: *draft* (being written), *clearing* (waits for offices that must agree), *submitted*
//! (waits for a second person).
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
use crate::{
    clearance::course::{Answer, Course, Plan, Verdict},
    translate::TranslationLine,
};

/// The state of a draft that is being written.
pub const WRITING: &str = "draft";
/// The state of a draft that waits for offices to clear it.
pub const CLEARING: &str = "clearing";
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
    /// Which offices are, or were last, asked to clear it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) clearance: Option<Plan>,
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
    /// The name of what the draft said, when it was handed on, cleared or sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// What.
    pub did: Did,
    /// For which office, when an office cleared it or sent it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Why, when it was sent back; the remark with which it was cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who.
    pub who: String,
}

/// The step by which a draft was sent back last, where it was not handed on since.
#[must_use]
pub fn sent_back(steps: &[Step]) -> Option<&Step> {
    let last = steps
        .iter()
        .rev()
        .find(|step| matches!(step.did, Did::SentBack | Did::Submitted))?;
    (last.did == Did::SentBack).then_some(last)
}

impl Step {
    /// A step without more to say.
    pub(crate) fn new(did: Did, who: &str, now: Time) -> Self {
        Self {
            at: now,
            content: None,
            did,
            office: None,
            reason: None,
            who: who.to_owned(),
        }
    }

    /// What an office answered by it, where it is such a step.
    fn answer(&self) -> Option<Answer> {
        let verdict = match self.did {
            Did::Cleared => Verdict::Cleared,
            Did::SentBack => Verdict::SentBack,
            Did::Made | Did::Edited | Did::Submitted | Did::Translated => return None,
        };
        Some(Answer {
            at: self.at,
            office: self.office.clone()?,
            who: self.who.clone(),
            content: self.content.clone()?,
            verdict,
        })
    }
}

/// What was done with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Did {
    /// Made.
    Made,
    /// Changed.
    Edited,
    /// Handed on for clearance or release.
    Submitted,
    /// An office agreed to it.
    Cleared,
    /// Given back by an office or the releaser.
    SentBack,
    /// Given its second language.
    Translated,
}

impl Did {
    /// Whether whoever did it has a part in what the draft says.
    #[must_use]
    pub const fn writes(self) -> bool {
        !matches!(self, Self::Cleared | Self::SentBack)
    }
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
    /// `draft`, `clearing` or `submitted`.
    pub state: String,
    /// Who wrote or submitted it last.
    pub by: String,
    /// When anything was done with it last.
    pub at: Time,
    /// What was written.
    pub file: ActFile,
    /// How many items its list holds, by kind.
    pub items: ItemCounts,
    /// Its attachments.
    pub attachments: Vec<AttachmentLine>,
    /// Who did what with it.
    pub steps: Vec<Step>,
    /// The offices that must clear it before it is released, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clearance: Vec<ClearanceLine>,
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
    /// How far its translation is, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation: Option<TranslationLine>,
}

/// An office that must clear a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClearanceLine {
    /// The step, from 1; offices of one step are asked at once.
    pub step: usize,
    /// The office, by its code.
    pub office: String,
    /// How many hours it has.
    pub hours: u32,
    /// Who may answer in its place, as `office:D-01` or `person:li`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deputy: Option<String>,
    /// Whether the deputy may answer from the start.
    pub deputy_at_once: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub stands: ClearanceStands,
}

/// Where an office stands that must clear a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "stands")]
pub enum ClearanceStands {
    /// Its turn has not come.
    Later,
    /// It is asked.
    Asked {
        /// Since when.
        since: Time,
        /// Until when it has time.
        due: Time,
    },
    /// It agreed to what the draft says now.
    Cleared {
        /// Who answered.
        who: String,
        /// When.
        at: Time,
    },
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
        let wrong = match error {
            CaseError::Says(wrong) => wrong,
            CaseError::Contact { field, .. } => {
                return Some(Self {
                    field: field.clone(),
                    text: None,
                    known: Vec::new(),
                });
            }
            _ => return None,
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
    /// The media type that its first bytes are of, where its name says another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks_like: Option<&'static str>,
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
            clearance: None,
            steps: vec![],
            v: V1,
        };
        Ok(Self { row, draft })
    }

    /// Notes a step, with the state that it leads to, and keeps the draft.
    pub(crate) fn step(
        &mut self,
        tx: &mut dyn Tx,
        step: Step,
        state: &str,
    ) -> Result<(), CaseError> {
        state.clone_into(&mut self.row.state);
        self.row.at = step.at;
        // Who may see what belongs to no case yet goes by who wrote it, not by who translated it.
        if step.did.writes() && step.did != Did::Translated {
            self.row.by.clone_from(&step.who);
        }
        self.draft.steps.push(step);
        self.row.dossier.clone_from(&self.draft.file.case);
        self.row.json = written(&self.draft)?;
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

    /// Names what is said and where it stands: another one after every step but those by which
    /// offices clear it, so that what one office decides on is not changed by the answer of another.
    pub(crate) fn version(&self) -> Result<String, CaseError> {
        let mut bare = self.draft.clone();
        bare.steps.retain(|step| step.did != Did::Cleared);
        Ok(named(&[&self.row.state, &written(&bare)?]))
    }

    /// Refuses a draft that is not as it was seen.
    pub(crate) fn must_be_as_seen(&self, version: &str) -> Result<(), CaseError> {
        if self.version()? == version {
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
            .any(|step| step.who == who && step.did.writes())
    }
}

impl Draft {
    /// Names what the draft says, whatever was done with it.
    pub(crate) fn content(&self) -> Result<String, CaseError> {
        let bare = Self {
            clearance: None,
            steps: vec![],
            ..self.clone()
        };
        Ok(named(&[&written(&bare)?]))
    }

    /// Its way through the offices that are, or were last, asked to clear it.
    pub(crate) fn course(&self) -> Option<Course> {
        Some(Course {
            plan: self.clearance.clone()?,
            answers: self.steps.iter().filter_map(Step::answer).collect(),
        })
    }
}

fn written(draft: &Draft) -> Result<String, CaseError> {
    serde_json::to_string(draft).map_err(|error| CaseError::Unwritten(error.to_string()))
}

/// A name for these texts, taken together.
fn named(parts: &[&str]) -> String {
    let hash = sha256(parts.join("\0").as_bytes());
    let half = hash.as_bytes().iter().take(16).copied();
    HEXLOWER.encode(&half.collect::<Vec<_>>())
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
