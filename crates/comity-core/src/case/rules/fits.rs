//! Whether the values of an act fit what its sender knew: references, items, exhibits, questions.

use super::{Known, Rule};
use crate::{
    act::{Act, Answer, EvidenceReceipt, EvidenceReturn, EvidenceTransfer, Fates},
    case::{items, status, track::Role},
    codes::{AnswererStanding, Ground, Medium, Stage},
    envelope::AttachmentRef,
    id::ActId,
    terms::Terms,
};

/// Whether the values of an act fit what its sender knew.
pub(super) fn fits(
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
            let last = status::moved_by(known.answerer).map(|entry| entry.stamp.id);
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
fn is_answer(act: &Act) -> bool {
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
const fn answers(act: &Act) -> Option<ActId> {
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
