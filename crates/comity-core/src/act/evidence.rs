//! What is said of evidence, preservation, originals, translations and disposal (domain.md 3.2, 3.9).

use comity_tlog::hash::Hash;
use serde::{Deserialize, Serialize};

use super::{
    check::{Check, EXHIBITS_MAX, SaysError, label, some},
    request::{Handling, is_false},
};
use crate::{
    codes::{
        CertificationForm, DataClass, DisposalResult, DisposalWish, ExhibitCondition, Language,
        Medium, OriginalForm, TranslationLevel,
    },
    id::ActId,
    time::Time,
};

/// `evidence.transfer`: hands exhibits over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceTransfer {
    /// The exhibits, ascending by number.
    pub exhibits: Vec<Exhibit>,
    /// Markings.
    pub handling: Handling,
}

/// One exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exhibit {
    /// The certification form that comes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certification: Option<CertificationForm>,
    /// What it is.
    pub class: DataClass,
    /// When it was collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected: Option<Time>,
    /// How it travels.
    pub medium: Medium,
    /// Its number, unique in the dossier.
    pub number: String,
    /// An original, not a copy.
    #[serde(default, skip_serializing_if = "is_false")]
    pub original: bool,
    /// Root of the attachment; present when it travels as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<Hash>,
    /// Fingerprint of what travels on media.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Hash>,
}

/// `evidence.receipt`: a person has signed for exhibits, or for their return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceReceipt {
    /// Their state.
    pub condition: ExhibitCondition,
    /// Their numbers, ascending.
    pub exhibits: Vec<String>,
    /// The transfer or return that is signed for.
    pub transfer: ActId,
}

/// `evidence.return`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceReturn {
    /// Their numbers, ascending.
    pub exhibits: Vec<String>,
    /// The transfer with which they came.
    pub transfer: ActId,
}

/// `preservation.confirm`: the data are held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreservationConfirm {
    /// Until when.
    pub until: Time,
}

/// `preservation.extend`: the answerer holds them longer; said by the requester, it asks for that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreservationExtend {
    /// Until when.
    pub until: Time,
}

/// `preservation.release`: the data need not be, or are no longer, held.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreservationRelease {}

/// `original`: the signed original of an act follows or has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// When it was dispatched; the number stands in the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispatched: Option<Time>,
    /// Its form.
    pub form: OriginalForm,
    /// The act.
    pub of: ActId,
    /// When it came; said by the receiver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Time>,
    /// Fingerprint, where it has bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Hash>,
}

/// `translation`: the text of an act in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// The language of the translation.
    pub language: Language,
    /// What it is worth.
    pub level: TranslationLevel,
    /// The act.
    pub of: ActId,
}

/// `dispose.ask`: asks to return or destroy what came with an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisposeAsk {
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Time>,
    /// The act with which it came.
    pub of: ActId,
    /// What is asked.
    pub wish: DisposalWish,
}

/// `dispose.done`: what was done with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisposeDone {
    /// The act that asked.
    pub ask: ActId,
    /// What was done.
    pub result: DisposalResult,
    /// Until when it is kept under law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
}

fn numbers(list: &[String]) -> Result<(), SaysError> {
    some("exhibits", list)?;
    list.iter().try_for_each(|number| label("exhibits", number))
}

impl Check for EvidenceTransfer {
    fn check(&self) -> Result<(), SaysError> {
        self.handling.check()?;
        let one_each = (1..=EXHIBITS_MAX).contains(&self.exhibits.len())
            && self.exhibits.is_sorted_by(|a, b| a.number < b.number);
        if !one_each {
            return Err(SaysError::List("exhibits"));
        }
        self.exhibits.iter().try_for_each(Check::check)
    }
}

impl Check for Exhibit {
    fn check(&self) -> Result<(), SaysError> {
        label("number", &self.number)?;
        if self.root.is_some() == (self.medium == Medium::Attachment) {
            Ok(())
        } else {
            Err(SaysError::Together("root"))
        }
    }
}

impl Check for EvidenceReceipt {
    fn check(&self) -> Result<(), SaysError> {
        numbers(&self.exhibits)
    }
}

impl Check for EvidenceReturn {
    fn check(&self) -> Result<(), SaysError> {
        numbers(&self.exhibits)
    }
}

impl Check for DisposeDone {
    fn check(&self) -> Result<(), SaysError> {
        if self.until.is_some() && self.result != DisposalResult::KeptUnderLaw {
            Err(SaysError::Together("until"))
        } else {
            Ok(())
        }
    }
}

impl Check for PreservationConfirm {}
impl Check for PreservationExtend {}
impl Check for PreservationRelease {}
impl Check for Original {}
impl Check for Translation {}
impl Check for DisposeAsk {}
