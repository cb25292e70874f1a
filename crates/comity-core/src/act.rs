//! Acts as typed values: every kind with what it says in the envelope.
//!
//! An envelope names its kind and carries `says`: codes, numbers and dates, no
//! free text and no person. [`Act::read`] turns both into one typed value.
//! A kind that this program does not know is *not understood*: kept, counted,
//! without effect and never disputed. A known kind whose `says` is not of its
//! shape breaks a rule and is void (`docs/protocol/acts.md`,
//! section 1). Whether an act may be said in a case at all is for
//! [`crate::case`].

mod answer;
mod check;
mod decision;
mod evidence;
mod kinds;
mod other;
mod request;
mod wrong;

pub use answer::{Answer, Fates, Feedback, ItemsProgress, NothingFound, StatusUpdate};
pub use check::SaysError;
pub use decision::{
    Accept, AcceptInPart, AcceptWithConditions, ConditionAccept, ConsultClose, ConsultOpen,
    Decline, DeclinedPart, Postpone,
};
pub use evidence::{
    DisposeAsk, DisposeDone, EvidenceReceipt, EvidenceReturn, EvidenceTransfer, Exhibit, Original,
    PreservationConfirm, PreservationExtend, PreservationRelease, Translation,
};
pub use kinds::{Act, ActError, KINDS, Kind, Opens, Scope, Who, kind};
pub use other::{
    CaseClose, CaseReopen, ChannelResume, ChannelSuspend, ClaimedElsewhere, CredentialIssue,
    CredentialRevoked, Dispute, ElsewhereConfirm, ElsewhereDispute, Escalate, ExtensionAsk,
    ExtensionGrant, ExtensionRefuse, Notice, Query, QueryAnswer, Remind, Spontaneous,
    UseConsentGrant, UseConsentRefuse, UseConsentRequest,
};
pub use request::{
    Ack, Forward, Handling, ItemCounts, Loss, Period, Return, Submit, Supplement, Withdraw,
};
pub use wrong::{Wrong, WrongField, wrong_field};

#[cfg(test)]
pub(crate) mod tests;
