//! The registry of act kinds, and the typed act that an envelope says.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{
    answer::{Answer, Feedback, ItemsProgress, NothingFound, StatusUpdate},
    check::{Check, SaysError},
    decision::{
        Accept, AcceptInPart, AcceptWithConditions, ConditionAccept, ConsultClose, ConsultOpen,
        Decline, Postpone,
    },
    evidence::{
        DisposeAsk, DisposeDone, EvidenceReceipt, EvidenceReturn, EvidenceTransfer, Original,
        PreservationConfirm, PreservationExtend, PreservationRelease, Translation,
    },
    other::{
        CaseClose, CaseReopen, ChannelResume, ChannelSuspend, ClaimedElsewhere, CredentialIssue,
        CredentialRevoked, Dispute, ElsewhereConfirm, ElsewhereDispute, Escalate, ExtensionAsk,
        ExtensionGrant, ExtensionRefuse, Notice, Query, QueryAnswer, Remind, Spontaneous,
        UseConsentGrant, UseConsentRefuse, UseConsentRequest,
    },
    request::{Ack, Forward, Return, Submit, Supplement, Withdraw},
};
use crate::{codes::CaseType, envelope::Envelope, versions};

/// An act kind of rules version 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its code on the wire.
    pub code: &'static str,
    /// Who may say it.
    pub who: Who,
    /// Whether it opens a dossier, and of which type.
    pub opens: Opens,
    /// Where it is said.
    pub scope: Scope,
    /// Whether it changes its sender's track; else it stands on the side.
    pub track: bool,
    /// The dossier types in which it may be said; empty for acts of the channel.
    pub types: &'static [CaseType],
}

/// Who may say a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The side that opened the dossier.
    Asker,
    /// The other side.
    Answerer,
    /// Either side.
    Either,
}

/// Whether a kind opens a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// It never does.
    No,
    /// It always does, of this type.
    Dossier(CaseType),
}

/// Where a kind is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In a dossier.
    Dossier,
    /// On the channel, without a dossier.
    Channel,
    /// Either.
    Both,
}

/// Why an envelope gives no typed act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// A kind or a version of the rules that this program does not know: no effect, never disputed.
    #[error("kind {0:?} is not understood by these rules")]
    NotUnderstood(String),
    /// A known kind that says something else than its kind allows: void.
    #[error("says is malformed: {0}")]
    Malformed(#[from] SaysError),
}

impl ActError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotUnderstood(_) => "act-not-understood",
            Self::Malformed(_) => "void-malformed-says",
        }
    }
}

const REQUEST: &[CaseType] = &[CaseType::Request];
const QUERY: &[CaseType] = &[CaseType::Query];
const SPONTANEOUS: &[CaseType] = &[CaseType::Spontaneous];
const ASKING: &[CaseType] = &[CaseType::Request, CaseType::Query];
const TEXTS: &[CaseType] = &[CaseType::Request, CaseType::Spontaneous];
const ANY: &[CaseType] = CaseType::ALL;
const NONE: &[CaseType] = &[];

macro_rules! opens {
    (-) => {
        Opens::No
    };
    ($type:ident) => {
        Opens::Dossier(CaseType::$type)
    };
}

macro_rules! acts {
    ($($variant:ident($says:ident) = $code:literal, $who:ident, $opens:tt, $scope:ident, $track:literal, $types:ident;)+) => {
        /// An act as a typed value: its kind with what it says.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(clippy::large_enum_variant, reason = "acts are read one at a time and not kept in bulk")]
        pub enum Act {
            $(#[doc = concat!("`", $code, "`")] $variant($says),)+
        }

        /// Every act kind of rules version 1, in the order of domain.md 3.2.
        pub const KINDS: &[Kind] = &[$(Kind {
            code: $code,
            who: Who::$who,
            opens: opens!($opens),
            scope: Scope::$scope,
            track: $track,
            types: $types,
        }),+];

        impl Act {
            /// The code of its kind.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant(_) => $code,)+ }
            }

            /// The registry's entry for its kind.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Self::$variant(_) => Kind {
                        code: $code,
                        who: Who::$who,
                        opens: opens!($opens),
                        scope: Scope::$scope,
                        track: $track,
                        types: $types,
                    },)+
                }
            }

            /// Reads an act of a kind from what it says.
            ///
            /// # Errors
            /// An unknown kind, or `says` that is not of its shape.
            pub fn from_says(kind: &str, says: &Map<String, Value>) -> Result<Self, ActError> {
                match kind {
                    $($code => Ok(Self::$variant(parse(says)?)),)+
                    _ => Err(ActError::NotUnderstood(kind.to_owned())),
                }
            }

            /// What it says, for the envelope.
            ///
            /// # Errors
            /// A value that its kind does not allow, which a reader would hold void.
            pub fn says(&self) -> Result<Map<String, Value>, SaysError> {
                match self { $(Self::$variant(says) => write(says),)+ }
            }
        }

    };
}

acts! {
    RequestSubmit(Submit) = "request.submit", Asker, Request, Dossier, true, REQUEST;
    RequestAck(Ack) = "request.ack", Answerer, -, Dossier, true, ANY;
    RequestReturn(Return) = "request.return", Answerer, -, Dossier, true, REQUEST;
    RequestSupplement(Supplement) = "request.supplement", Asker, -, Dossier, true, TEXTS;
    RequestForward(Forward) = "request.forward", Answerer, -, Dossier, false, ANY;
    RequestWithdraw(Withdraw) = "request.withdraw", Asker, -, Dossier, true, ANY;
    DecisionAccept(Accept) = "decision.accept", Answerer, -, Dossier, true, REQUEST;
    DecisionAcceptWithConditions(AcceptWithConditions) = "decision.accept_with_conditions", Answerer, -, Dossier, true, REQUEST;
    DecisionAcceptInPart(AcceptInPart) = "decision.accept_in_part", Answerer, -, Dossier, true, REQUEST;
    DecisionPostpone(Postpone) = "decision.postpone", Answerer, -, Dossier, true, REQUEST;
    DecisionDecline(Decline) = "decision.decline", Answerer, -, Dossier, true, ASKING;
    ConditionAccept(ConditionAccept) = "condition.accept", Asker, -, Dossier, true, REQUEST;
    ConsultOpen(ConsultOpen) = "consult.open", Either, -, Dossier, false, ANY;
    ConsultClose(ConsultClose) = "consult.close", Either, -, Dossier, false, ANY;
    StatusUpdate(StatusUpdate) = "status.update", Answerer, -, Dossier, true, REQUEST;
    AnswerPartial(Answer) = "answer.partial", Answerer, -, Dossier, true, REQUEST;
    AnswerFinal(Answer) = "answer.final", Answerer, -, Dossier, true, REQUEST;
    AnswerNothingFound(NothingFound) = "answer.nothing_found", Answerer, -, Dossier, true, REQUEST;
    ItemsProgress(ItemsProgress) = "items.progress", Answerer, -, Dossier, true, REQUEST;
    EvidenceTransfer(EvidenceTransfer) = "evidence.transfer", Either, -, Dossier, true, TEXTS;
    EvidenceReceipt(EvidenceReceipt) = "evidence.receipt", Either, -, Dossier, true, TEXTS;
    EvidenceReturn(EvidenceReturn) = "evidence.return", Either, -, Dossier, true, TEXTS;
    PreservationConfirm(PreservationConfirm) = "preservation.confirm", Answerer, -, Dossier, true, REQUEST;
    PreservationExtend(PreservationExtend) = "preservation.extend", Either, -, Dossier, true, REQUEST;
    PreservationRelease(PreservationRelease) = "preservation.release", Either, -, Dossier, true, REQUEST;
    FeedbackQuality(Feedback) = "feedback.quality", Asker, -, Dossier, true, REQUEST;
    UseConsentRequest(UseConsentRequest) = "use.consent_request", Either, -, Dossier, false, ANY;
    UseConsentGrant(UseConsentGrant) = "use.consent_grant", Either, -, Dossier, false, ANY;
    UseConsentRefuse(UseConsentRefuse) = "use.consent_refuse", Either, -, Dossier, false, ANY;
    CaseClose(CaseClose) = "case.close", Asker, -, Dossier, true, ANY;
    CaseReopen(CaseReopen) = "case.reopen", Asker, -, Dossier, true, REQUEST;
    SpontaneousReport(Spontaneous) = "spontaneous.report", Asker, Spontaneous, Dossier, true, SPONTANEOUS;
    Elsewhere(ClaimedElsewhere) = "elsewhere", Either, -, Dossier, false, ANY;
    ElsewhereConfirm(ElsewhereConfirm) = "elsewhere.confirm", Either, -, Dossier, false, ANY;
    ElsewhereDispute(ElsewhereDispute) = "elsewhere.dispute", Either, -, Dossier, false, ANY;
    Original(Original) = "original", Either, -, Dossier, false, ANY;
    Remind(Remind) = "remind", Either, -, Dossier, false, ANY;
    ExtensionAsk(ExtensionAsk) = "extension.ask", Answerer, -, Dossier, true, REQUEST;
    ExtensionGrant(ExtensionGrant) = "extension.grant", Asker, -, Dossier, true, REQUEST;
    ExtensionRefuse(ExtensionRefuse) = "extension.refuse", Asker, -, Dossier, true, REQUEST;
    Translation(Translation) = "translation", Either, -, Dossier, false, ANY;
    DisposeAsk(DisposeAsk) = "dispose.ask", Either, -, Dossier, false, ANY;
    DisposeDone(DisposeDone) = "dispose.done", Either, -, Dossier, false, ANY;
    Query(Query) = "query", Asker, Query, Dossier, true, QUERY;
    QueryAnswer(QueryAnswer) = "query.answer", Answerer, -, Dossier, true, QUERY;
    Escalate(Escalate) = "escalate", Either, -, Dossier, false, ANY;
    Dispute(Dispute) = "dispute", Either, -, Both, false, ANY;
    Notice(Notice) = "notice", Either, -, Both, false, ANY;
    ChannelSuspend(ChannelSuspend) = "channel.suspend", Either, -, Channel, true, NONE;
    ChannelResume(ChannelResume) = "channel.resume", Either, -, Channel, true, NONE;
    CredentialIssue(CredentialIssue) = "credential.issue", Either, -, Channel, true, NONE;
    CredentialRevoked(CredentialRevoked) = "credential.revoked", Either, -, Channel, true, NONE;
}

impl Act {
    /// Reads what an envelope says.
    ///
    /// # Errors
    /// A kind or a rules version that is not understood, or `says` that is not of its shape.
    pub fn read(envelope: &Envelope) -> Result<Self, ActError> {
        if !versions::understood(envelope.rules) {
            return Err(ActError::NotUnderstood(envelope.kind.clone()));
        }
        Self::from_says(&envelope.kind, &envelope.says)
    }
}

/// The registry's entry for a code.
#[must_use]
pub fn kind(code: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.code == code)
}

fn parse<T: DeserializeOwned + Check>(says: &Map<String, Value>) -> Result<T, SaysError> {
    let value: T = serde_json::from_value(Value::Object(says.clone()))
        .map_err(|error| SaysError::Shape(error.to_string()))?;
    value.check()?;
    Ok(value)
}

fn write<T: Serialize + Check>(says: &T) -> Result<Map<String, Value>, SaysError> {
    says.check()?;
    match serde_json::to_value(says) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(SaysError::Shape("not an object".to_owned())),
        Err(error) => Err(SaysError::Shape(error.to_string())),
    }
}
