//! Everything else that is said: close and reopen, other channels, extension, use, queries,
//! escalation, disputes, notices, and the acts of the channel itself (domain.md 3.2; `docs/protocol/acts.md`, sections 2 and 3).

use comity_tlog::hash::Hash;
use serde::{Deserialize, Serialize};

use super::{
    check::{Check, SaysError, ascending, counts, label, within},
    request::{Handling, ItemCounts, is_false},
};
use crate::{
    codes::{
        Channel, Clock, CloseOutcome, DisputeClaim, EscalateReason, Known, Language, Offence,
        ReopenReason, SuspendReason, Urgency, UsePurpose,
    },
    id::ActId,
    record::Position,
    time::Time,
};

/// `case.close`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseClose {
    /// With what.
    pub outcome: CloseOutcome,
}

/// `case.reopen`: an answer is owed anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseReopen {
    /// Why.
    pub reason: ReopenReason,
}

/// `elsewhere`: something was done through another channel; not proven here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedElsewhere {
    /// Through which; the reference stands in the body.
    pub channel: Channel,
    /// When.
    pub on: Time,
    /// The clock that it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<Clock>,
}

/// `elsewhere.confirm`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElsewhereConfirm {
    /// The act that claimed it.
    pub elsewhere: ActId,
}

/// `elsewhere.dispute`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElsewhereDispute {
    /// The act that claimed it.
    pub elsewhere: ActId,
}

/// `remind`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remind {
    /// Of which clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
}

/// `extension.ask`: the answerer asks for more time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionAsk {
    /// For which clock.
    pub clock: Clock,
    /// How much more, in seconds.
    pub seconds: u64,
}

/// `extension.grant`: the requester agrees to what was asked; shown apart from pauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionGrant {
    /// The act that asked.
    pub ask: ActId,
}

/// `extension.refuse`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionRefuse {
    /// The act that asked.
    pub ask: ActId,
}

/// `use.consent_request`: asks to use what came for another purpose (speciality).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UseConsentRequest {
    /// The act with which it came.
    pub of: ActId,
    /// The purpose.
    pub purpose: UsePurpose,
}

/// `use.consent_grant`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UseConsentGrant {
    /// The act that asked.
    pub ask: ActId,
}

/// `use.consent_refuse`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UseConsentRefuse {
    /// The act that asked.
    pub ask: ActId,
}

/// `spontaneous.report`: information that nobody asked for; opens a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spontaneous {
    /// An exercise.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exercise: bool,
    /// Markings.
    pub handling: Handling,
    /// How many items the list holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<ItemCounts>,
    /// The authoritative language.
    pub language: Language,
    /// Categories of the offences, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offences: Vec<Offence>,
    /// The round of dialogue in which it was raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_in_round: Option<u32>,
    /// The text stands in one language; the translation follows by this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation_by: Option<Time>,
}

/// `query`: one line, do you know this? Opens a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    /// An exercise.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exercise: bool,
    /// Markings.
    pub handling: Handling,
    /// The authoritative language.
    pub language: Language,
    /// How urgent.
    pub urgency: Urgency,
}

/// `query.answer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueryAnswer {
    /// The answer.
    pub known: Known,
}

/// `escalate`: takes the case to the next tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalate {
    /// Why.
    pub reason: EscalateReason,
}

/// `dispute`: a person disputes an act of the other side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// What about it.
    pub claim: DisputeClaim,
    /// The entry of the other side's log.
    pub entry: Position,
}

/// `notice`: a system states a rule and an entry, and no position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The entry of the other side's log.
    pub entry: Position,
    /// The code of the rule that it breaks.
    pub rule: String,
}

/// `channel.suspend`: clocks stand, receipts go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelSuspend {
    /// Why.
    pub reason: SuspendReason,
}

/// `channel.resume`: by the side that suspended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelResume {}

/// `credential.issue`: a new credential of the sender; the file stands in the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CredentialIssue {
    /// Its fingerprint.
    pub credential: Hash,
    /// Its serial.
    pub serial: u32,
}

/// `credential.revoked`: the sender has seen the revocation of a credential of the other side, or states one of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CredentialRevoked {
    /// The fingerprint of the credential revoked.
    pub credential: Hash,
    /// Its serial.
    pub serial: u32,
}

/// The longest extension that can be asked for at once: 366 days in seconds.
const EXTENSION_MAX: u64 = 366 * 86_400;

impl Check for ExtensionAsk {
    fn check(&self) -> Result<(), SaysError> {
        within("seconds", self.seconds, 1, EXTENSION_MAX)
    }
}

impl Check for Spontaneous {
    fn check(&self) -> Result<(), SaysError> {
        ascending("offences", &self.offences)?;
        self.handling.check()?;
        self.items.as_ref().map_or(Ok(()), counts)
    }
}

impl Check for Query {
    fn check(&self) -> Result<(), SaysError> {
        self.handling.check()
    }
}

impl Check for Notice {
    fn check(&self) -> Result<(), SaysError> {
        label("rule", &self.rule)
    }
}

impl Check for CaseClose {}
impl Check for CaseReopen {}
impl Check for ClaimedElsewhere {}
impl Check for ElsewhereConfirm {}
impl Check for ElsewhereDispute {}
impl Check for Remind {}
impl Check for ExtensionGrant {}
impl Check for ExtensionRefuse {}
impl Check for UseConsentRequest {}
impl Check for UseConsentGrant {}
impl Check for UseConsentRefuse {}
impl Check for QueryAnswer {}
impl Check for Escalate {}
impl Check for Dispute {}
impl Check for ChannelSuspend {}
impl Check for ChannelResume {}
impl Check for CredentialIssue {}
impl Check for CredentialRevoked {}
