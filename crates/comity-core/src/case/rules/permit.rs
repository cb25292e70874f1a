//! Whether a kind may be said at all, by scope, side and standing, before its values are looked at.

use super::{Known, Rule};
use crate::{
    act::{Act, Kind, Opens, Scope, Who},
    case::track::{Entry, Role},
    codes::{AnswererStanding, AskerStanding, Assistance, CaseType},
    versions::reminds_after_the_end,
};

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
