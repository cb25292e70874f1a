//! The rules of a case: who may say what, and when. One table for judging and for deciding.
//!
//! An act is judged against its sender's own track before it and the other
//! track up to its `seen`, never against anything later, so that the answer is
//! the same wherever and whenever it is computed.

use crate::{
    act::{
        Act, Answer, EvidenceReceipt, EvidenceReturn, EvidenceTransfer, Fates, Kind, Opens, Scope,
        Who, kind,
    },
    codes::{
        AnswererStanding, AskerStanding, Assistance, CaseType, Ground, ItemFate, Medium, Stage,
    },
    envelope::AttachmentRef,
    id::ActId,
    mutant::{Mutant, broken},
    record::Void,
    terms::Terms,
    versions::reminds_after_the_end,
};

use super::{
    items,
    status::{Joint, answerer_standing, asker_standing, joint, rounds},
    track::{Entry, Role},
};

/// A rule that an act breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Broken {
    /// A rule of the record, judged without the dossier.
    Record(Void),
    /// A rule of the case.
    Case(Rule),
}

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// The rules of the case, by what breaks them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])* $variant),+ }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

rules! {
    /// `says` is not what its kind allows.
    MalformedSays = "void-malformed-says",
    /// The act that would open the dossier is of a kind that opens none.
    NotOpening = "void-not-opening",
    /// A kind that opens a dossier, said within one.
    OpenedBefore = "void-opened-before",
    /// Not said in a dossier.
    NotInDossier = "void-not-in-dossier",
    /// Not said on the channel.
    NotOnChannel = "void-not-on-channel",
    /// Not said in a dossier of this type.
    WrongDossierType = "void-wrong-dossier-type",
    /// Not for this side to say.
    WrongSide = "void-wrong-side",
    /// The case is closed or withdrawn, and the sender knew.
    Closed = "void-closed",
    /// Only a closed case is reopened.
    NotClosed = "void-not-closed",
    /// It was said before, and saying it again changes nothing.
    AlreadySaid = "void-already-said",
    /// The request is decided; it cannot be returned or reviewed again.
    AlreadyDecided = "void-already-decided",
    /// The request is answered; it cannot be decided.
    AlreadyAnswered = "void-already-answered",
    /// The request is declined, or not accepted yet.
    NotAccepted = "void-not-accepted",
    /// The requester has not undertaken the conditions, as far as the answerer knew.
    ConditionOpen = "void-condition-open",
    /// There are no conditions in force to undertake.
    NoCondition = "void-no-condition",
    /// It names an act that its sender did not know, or that has no effect, or of another kind.
    UnknownReference = "void-unknown-reference",
    /// It speaks of more items than the sender knew.
    ItemsExceed = "void-items-exceed",
    /// Final, but not every item has its end.
    ItemsOpen = "void-items-open",
    /// Requirements of form are no ground before a return (R09).
    ReturnFirst = "void-return-first",
    /// Declined without a consultation that the terms ask for.
    ConsultFirst = "void-consult-first",
    /// Content that cannot be attached.
    ProhibitedContent = "void-prohibited-content",
    /// It names an attachment that it does not carry.
    AttachmentMissing = "void-attachment-missing",
    /// An exhibit number that its sender used before, or an exhibit that was not handed over.
    WrongExhibit = "void-wrong-exhibit",
    /// Preservation was not asked for.
    NotAskedFor = "void-not-asked-for",
    /// Nothing is preserved.
    NotPreserved = "void-not-preserved",
    /// Closed before an answer, a refusal, or an answer elsewhere was known.
    NotAnswered = "void-not-answered",
    /// The consultation, question or claim is settled or is not the other side's.
    NotPending = "void-not-pending",
    /// The channel is not suspended by this side.
    NotSuspended = "void-not-suspended",
}

impl Broken {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Record(void) => void.code(),
            Self::Case(rule) => rule.code(),
        }
    }
}

/// What the sender of an act knew: its own track before it, and the other up to its `seen`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    /// The version of the rules of the dossier's first act.
    pub(super) rules: u32,
    pub(super) case: CaseType,
    pub(super) asker: &'a [Entry],
    pub(super) answerer: &'a [Entry],
}

impl Known<'_> {
    fn track(&self, role: Role) -> &[Entry] {
        match role {
            Role::Asker => self.asker,
            Role::Answerer => self.answerer,
        }
    }

    fn asker_standing(&self) -> AskerStanding {
        asker_standing(self.asker)
    }

    fn answerer_standing(&self) -> AnswererStanding {
        answerer_standing(self.answerer, rounds(self.asker))
    }

    fn joint(&self) -> Joint {
        joint(self.asker, self.answerer)
    }

    fn find(&self, role: Role, id: ActId) -> Option<&Act> {
        let entry = self.track(role).iter().find(|entry| entry.stamp.id == id)?;
        Some(&entry.act)
    }

    fn both(&self) -> impl Iterator<Item = (Role, &Entry)> {
        let asker = self.asker.iter().map(|entry| (Role::Asker, entry));
        asker.chain(self.answerer.iter().map(|entry| (Role::Answerer, entry)))
    }

    fn said(&self, role: Role, test: impl Fn(&Act) -> bool) -> bool {
        self.track(role).iter().any(|entry| test(&entry.act))
    }
}

/// Whether an act may be said by a part that knows so much.
pub(super) fn judge(
    act: &Act,
    attachments: &[AttachmentRef],
    by: Role,
    known: &Known<'_>,
    terms: &Terms,
) -> Result<(), Rule> {
    if broken(Mutant::NoRules) {
        return Ok(());
    }
    permit(&act.kind(), by, known)?;
    fits(act, attachments, by, known, terms)
}

/// Whether a kind may be said at all, before its values are looked at.
pub(super) fn permit(kind: &Kind, by: Role, known: &Known<'_>) -> Result<(), Rule> {
    belongs(kind, by, known)?;
    let over = known.asker_standing() != AskerStanding::Open;
    if over && kind.code != "case.reopen" && !after_the_end(kind.code, known.rules) {
        return Err(Rule::Closed);
    }
    match by {
        Role::Answerer => permit_answerer(kind.code, known),
        Role::Asker => permit_asker(kind.code, known),
    }
}

/// Scope, dossier type and side.
fn belongs(kind: &Kind, by: Role, known: &Known<'_>) -> Result<(), Rule> {
    if kind.scope == Scope::Channel {
        return Err(Rule::NotInDossier);
    }
    if kind.opens != Opens::No {
        return Err(Rule::OpenedBefore);
    }
    if !kind.types.contains(&known.case) {
        return Err(Rule::WrongDossierType);
    }
    match (kind.who, by) {
        (Who::Asker, Role::Answerer) | (Who::Answerer, Role::Asker) => Err(Rule::WrongSide),
        _ => Ok(()),
    }
}

/// What may be said of a case that is over: custody, quality, use, disposal, disagreement.
fn after_the_end(code: &str, rules: u32) -> bool {
    if code == "remind" {
        return reminds_after_the_end(rules);
    }
    matches!(
        code,
        "evidence.transfer"
            | "evidence.receipt"
            | "evidence.return"
            | "preservation.release"
            | "feedback.quality"
            | "use.consent_request"
            | "use.consent_grant"
            | "use.consent_refuse"
            | "elsewhere.confirm"
            | "elsewhere.dispute"
            | "original"
            | "translation"
            | "dispose.ask"
            | "dispose.done"
            | "dispute"
            | "notice"
    )
}

/// The answerer's kinds by its standing.
fn permit_answerer(code: &str, known: &Known<'_>) -> Result<(), Rule> {
    use AnswererStanding as B;
    let standing = known.answerer_standing();
    let joint = known.joint();
    match code {
        "request.ack" => match standing {
            B::Nothing => Ok(()),
            _ => Err(Rule::AlreadySaid),
        },
        "request.return" => match standing {
            B::Nothing | B::Received | B::UnderReview | B::Postponed => Ok(()),
            B::Returned if joint.supplemented => Ok(()),
            B::Returned => Err(Rule::AlreadySaid),
            _ => Err(Rule::AlreadyDecided),
        },
        "decision.accept" => match standing {
            B::Accepted | B::Executing => Err(Rule::AlreadySaid),
            B::AnsweredPartial | B::Answered => Err(Rule::AlreadyAnswered),
            _ => Ok(()),
        },
        "decision.accept_with_conditions"
        | "decision.accept_in_part"
        | "decision.postpone"
        | "decision.decline" => match standing {
            B::AnsweredPartial | B::Answered => Err(Rule::AlreadyAnswered),
            B::Declined if code == "decision.decline" => Err(Rule::AlreadySaid),
            _ => Ok(()),
        },
        "answer.partial"
        | "answer.final"
        | "answer.nothing_found"
        | "items.progress"
        | "query.answer" => match standing {
            B::Declined => Err(Rule::NotAccepted),
            B::Conditional if !joint.undertaken => Err(Rule::ConditionOpen),
            _ => Ok(()),
        },
        "preservation.confirm" => match standing {
            B::Declined => Err(Rule::NotAccepted),
            _ if asks_preservation(known) => Ok(()),
            _ => Err(Rule::NotAskedFor),
        },
        "extension.ask" => match standing {
            B::Declined => Err(Rule::NotAccepted),
            B::Answered => Err(Rule::AlreadyAnswered),
            _ => Ok(()),
        },
        _ => permit_either(code, known),
    }
}

/// The asker's kinds by its standing and what it knows of the answerer's.
fn permit_asker(code: &str, known: &Known<'_>) -> Result<(), Rule> {
    match code {
        "case.reopen" => match known.asker_standing() {
            AskerStanding::Closed => Ok(()),
            _ => Err(Rule::NotClosed),
        },
        "case.close" => may_close(known),
        "condition.accept" => match (known.answerer_standing(), known.joint().undertaken) {
            (AnswererStanding::Conditional, false) => Ok(()),
            (AnswererStanding::Conditional, true) => Err(Rule::AlreadySaid),
            _ => Err(Rule::NoCondition),
        },
        _ => permit_either(code, known),
    }
}

fn may_close(known: &Known<'_>) -> Result<(), Rule> {
    let over = matches!(
        known.answerer_standing(),
        AnswererStanding::Answered | AnswererStanding::Declined
    );
    let elsewhere = known
        .both()
        .any(|(_, entry)| matches!(entry.act, Act::Elsewhere(_)));
    let fits = over && !known.joint().reopened || elsewhere || known.case == CaseType::Spontaneous;
    if fits { Ok(()) } else { Err(Rule::NotAnswered) }
}

fn permit_either(code: &str, known: &Known<'_>) -> Result<(), Rule> {
    match code {
        "preservation.extend" | "preservation.release" => match preserved(known.answerer) {
            true => Ok(()),
            false => Err(Rule::NotPreserved),
        },
        _ => Ok(()),
    }
}

fn asks_preservation(known: &Known<'_>) -> bool {
    known.said(Role::Asker, |act| match act {
        Act::RequestSubmit(says) => says.assistance.contains(&Assistance::Preserve),
        _ => false,
    })
}

/// Whether the answerer holds data for the asker.
fn preserved(answerer: &[Entry]) -> bool {
    answerer.iter().fold(false, |held, entry| match entry.act {
        Act::PreservationConfirm(_) => true,
        Act::PreservationRelease(_) => false,
        _ => held,
    })
}

/// Whether the values of an act fit what its sender knew.
fn fits(
    act: &Act,
    attachments: &[AttachmentRef],
    by: Role,
    known: &Known<'_>,
    terms: &Terms,
) -> Result<(), Rule> {
    match act {
        Act::RequestSupplement(says) => says.returns.map_or(Ok(()), |id| {
            named(known.find(Role::Answerer, id), |act| {
                matches!(act, Act::RequestReturn(_))
            })
        }),
        Act::ConditionAccept(says) => {
            let last = super::status::moved_by(known.answerer).map(|entry| entry.stamp.id);
            if last == Some(says.decision) {
                Ok(())
            } else {
                Err(Rule::NoCondition)
            }
        }
        Act::DecisionDecline(says) => may_decline(says.ground, known, terms),
        Act::StatusUpdate(says) => may_update(says.stage, known),
        Act::AnswerPartial(says) => items_fit(says.items.as_ref(), known),
        Act::ItemsProgress(says) => items_fit(Some(&says.items), known),
        Act::AnswerFinal(says) => every_item_ended(says, known),
        Act::FeedbackQuality(says) => named(known.find(Role::Answerer, says.answer), is_answer),
        Act::EvidenceTransfer(says) => may_transfer(says, attachments, by, known),
        Act::EvidenceReceipt(says) => may_sign(says, by, known),
        Act::EvidenceReturn(says) => may_return(says, by, known),
        _ => settles(act, by, known),
    }
}

fn named(act: Option<&Act>, test: impl Fn(&Act) -> bool) -> Result<(), Rule> {
    if act.is_some_and(test) {
        Ok(())
    } else {
        Err(Rule::UnknownReference)
    }
}

/// Whether an act is an answer that can be assessed.
pub(super) fn is_answer(act: &Act) -> bool {
    matches!(
        act,
        Act::AnswerPartial(_) | Act::AnswerFinal(_) | Act::AnswerNothingFound(_)
    )
}

fn may_decline(ground: Ground, known: &Known<'_>, terms: &Terms) -> Result<(), Rule> {
    let returned = known.said(Role::Answerer, |act| matches!(act, Act::RequestReturn(_)));
    if ground == Ground::R09 && !returned {
        return Err(Rule::ReturnFirst);
    }
    let consulted = known
        .both()
        .any(|(_, entry)| matches!(entry.act, Act::ConsultOpen(_)));
    if terms.consult_before_decline && !consulted {
        return Err(Rule::ConsultFirst);
    }
    Ok(())
}

fn may_update(stage: Stage, known: &Known<'_>) -> Result<(), Rule> {
    use AnswererStanding as B;
    let standing = known.answerer_standing();
    match (stage, standing) {
        (_, B::Answered) => Err(Rule::AlreadyAnswered),
        (_, B::Declined) => Err(Rule::NotAccepted),
        (
            Stage::UnderReview,
            B::Nothing | B::Received | B::Returned | B::UnderReview | B::Postponed,
        )
        | (Stage::AwaitingCourt, _) => Ok(()),
        (Stage::UnderReview, _) => Err(Rule::AlreadyDecided),
        (Stage::Executing, B::Accepted | B::AcceptedInPart | B::Executing | B::AnsweredPartial) => {
            Ok(())
        }
        (Stage::Executing, B::Conditional) if known.joint().undertaken => Ok(()),
        (Stage::Executing, B::Conditional) => Err(Rule::ConditionOpen),
        (Stage::Executing, _) => Err(Rule::NotAccepted),
    }
}

fn items_fit(fates: Option<&Fates>, known: &Known<'_>) -> Result<(), Rule> {
    let total = items::total(known.asker);
    if fates.is_some_and(|fates| fates.total() > total) {
        Err(Rule::ItemsExceed)
    } else {
        Ok(())
    }
}

fn every_item_ended(says: &Answer, known: &Known<'_>) -> Result<(), Rule> {
    items_fit(says.items.as_ref(), known)?;
    let ended = match &says.items {
        Some(fates) => fates.ended(),
        None => items::latest(known.answerer, items::total(known.asker)).ended(),
    };
    if ended == items::total(known.asker) {
        Ok(())
    } else {
        Err(Rule::ItemsOpen)
    }
}

fn may_transfer(
    says: &EvidenceTransfer,
    attachments: &[AttachmentRef],
    by: Role,
    known: &Known<'_>,
) -> Result<(), Rule> {
    for exhibit in &says.exhibits {
        if !exhibit.class.attachable() && exhibit.medium == Medium::Attachment {
            return Err(Rule::ProhibitedContent);
        }
        if let Some(root) = exhibit.root
            && !attachments.iter().any(|attachment| attachment.root == root)
        {
            return Err(Rule::AttachmentMissing);
        }
        let used = known.said(by, |act| match act {
            Act::EvidenceTransfer(before) => {
                before.exhibits.iter().any(|e| e.number == exhibit.number)
            }
            _ => false,
        });
        if used {
            return Err(Rule::WrongExhibit);
        }
    }
    Ok(())
}

/// Signed for: exhibits of a transfer or return of the other side, not signed for before.
fn may_sign(says: &EvidenceReceipt, by: Role, known: &Known<'_>) -> Result<(), Rule> {
    let handed: Vec<&str> = match known.find(by.other(), says.transfer) {
        Some(Act::EvidenceTransfer(transfer)) => numbers(transfer),
        Some(Act::EvidenceReturn(back)) => back.exhibits.iter().map(String::as_str).collect(),
        _ => return Err(Rule::UnknownReference),
    };
    let signed = |number: &String| {
        known.said(by, |act| match act {
            Act::EvidenceReceipt(before) => {
                before.transfer == says.transfer && before.exhibits.contains(number)
            }
            _ => false,
        })
    };
    exhibits_fit(&says.exhibits, &handed, signed)
}

/// Returned: exhibits of a transfer of the other side, not returned before.
fn may_return(says: &EvidenceReturn, by: Role, known: &Known<'_>) -> Result<(), Rule> {
    let Some(Act::EvidenceTransfer(transfer)) = known.find(by.other(), says.transfer) else {
        return Err(Rule::UnknownReference);
    };
    let returned = |number: &String| {
        known.said(by, |act| match act {
            Act::EvidenceReturn(before) => {
                before.transfer == says.transfer && before.exhibits.contains(number)
            }
            _ => false,
        })
    };
    exhibits_fit(&says.exhibits, &numbers(transfer), returned)
}

fn numbers(transfer: &EvidenceTransfer) -> Vec<&str> {
    transfer
        .exhibits
        .iter()
        .map(|exhibit| exhibit.number.as_str())
        .collect()
}

fn exhibits_fit(
    said: &[String],
    handed: &[&str],
    before: impl Fn(&String) -> bool,
) -> Result<(), Rule> {
    if !said.iter().all(|number| handed.contains(&number.as_str())) {
        Err(Rule::WrongExhibit)
    } else if said.iter().any(before) {
        Err(Rule::AlreadySaid)
    } else {
        Ok(())
    }
}

/// Acts that settle a question or claim of the other side, and acts upon acts.
fn settles(act: &Act, by: Role, known: &Known<'_>) -> Result<(), Rule> {
    match act {
        Act::ConsultClose(says) => {
            let open = known.both().any(|(_, entry)| {
                entry.stamp.id == says.consultation && matches!(entry.act, Act::ConsultOpen(_))
            });
            let closed = known.both().any(|(_, entry)| match &entry.act {
                Act::ConsultClose(before) => before.consultation == says.consultation,
                _ => false,
            });
            pending(open, closed)
        }
        Act::ExtensionGrant(_)
        | Act::ExtensionRefuse(_)
        | Act::UseConsentGrant(_)
        | Act::UseConsentRefuse(_)
        | Act::ElsewhereConfirm(_)
        | Act::ElsewhereDispute(_)
        | Act::DisposeDone(_) => {
            let Some(question) = answers(act) else {
                return Ok(());
            };
            let asked = known
                .find(by.other(), question)
                .is_some_and(|asked| answered_by(asked, act));
            let settled = known.said(by, |before| {
                answers(before) == Some(question) && !matches!(before, Act::ElsewhereDispute(_))
            });
            pending(asked, settled)
        }
        Act::UseConsentRequest(says) => named(known.find(by.other(), says.of), |_| true),
        Act::DisposeAsk(says) => named(known.find(by, says.of), |_| true),
        Act::Original(says) => known_to_both(says.of, known),
        Act::Translation(says) => known_to_both(says.of, known),
        _ => Ok(()),
    }
}

fn pending(asked: bool, settled: bool) -> Result<(), Rule> {
    match (asked, settled) {
        (false, _) => Err(Rule::UnknownReference),
        (true, true) => Err(Rule::NotPending),
        (true, false) => Ok(()),
    }
}

/// The question or claim that an act settles.
pub(super) const fn answers(act: &Act) -> Option<ActId> {
    match act {
        Act::ExtensionGrant(says) => Some(says.ask),
        Act::ExtensionRefuse(says) => Some(says.ask),
        Act::UseConsentGrant(says) => Some(says.ask),
        Act::UseConsentRefuse(says) => Some(says.ask),
        Act::ElsewhereConfirm(says) => Some(says.elsewhere),
        Act::ElsewhereDispute(says) => Some(says.elsewhere),
        Act::DisposeDone(says) => Some(says.ask),
        _ => None,
    }
}

const fn answered_by(question: &Act, answer: &Act) -> bool {
    matches!(
        (question, answer),
        (
            Act::ExtensionAsk(_),
            Act::ExtensionGrant(_) | Act::ExtensionRefuse(_)
        ) | (
            Act::UseConsentRequest(_),
            Act::UseConsentGrant(_) | Act::UseConsentRefuse(_)
        ) | (
            Act::Elsewhere(_),
            Act::ElsewhereConfirm(_) | Act::ElsewhereDispute(_)
        ) | (Act::DisposeAsk(_), Act::DisposeDone(_))
    )
}

fn known_to_both(of: ActId, known: &Known<'_>) -> Result<(), Rule> {
    let there = known.both().any(|(_, entry)| entry.stamp.id == of);
    if there {
        Ok(())
    } else {
        Err(Rule::UnknownReference)
    }
}

/// The registry's entry of every kind that may be said in a dossier.
pub(super) fn kinds_of(known: &Known<'_>, by: Role) -> Vec<&'static str> {
    crate::act::KINDS
        .iter()
        .filter(|kind| permit(kind, by, known).is_ok())
        .map(|kind| kind.code)
        .collect()
}

/// Whether the opening act is of a kind that opens a dossier.
pub(super) fn opens(code: &str) -> Option<CaseType> {
    match kind(code)?.opens {
        Opens::Dossier(case) => Some(case),
        Opens::No => None,
    }
}

/// An item without an end becomes not found when nothing at all was found.
pub(super) const NOTHING: ItemFate = ItemFate::NotFound;
