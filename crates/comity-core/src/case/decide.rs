//! Whether an act may be said next, by the same table that judges it when it is read.

use serde_json::{Map, Value};

use super::{
    musts::{Missing, musts},
    rules::{Known, Rule, judge, kinds_of, opens},
    track::CaseView,
};
use crate::{
    act::{Act, SaysError},
    body::{Body, BodyError},
    codes::Field,
    envelope::AttachmentRef,
    record::Side,
    terms::Terms,
};

/// What goes into the envelope of an act that may be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its kind.
    pub kind: &'static str,
    /// What it says.
    pub says: Map<String, Value>,
}

/// Why an act may not be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It would be void.
    #[error("act would be void: {}", .0.code())]
    Rule(Rule),
    /// What it says is not sound.
    #[error("says is not sound: {0}")]
    Says(#[from] SaysError),
    /// Its body may not be sent.
    #[error("body may not be sent: {0}")]
    Body(#[from] BodyError),
    /// The request lacks what its profile asks for, field by field.
    #[error("request lacks {} fields", .0.len())]
    Missing(Vec<Missing>),
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code(),
            Self::Says(error) => error.code(),
            Self::Body(error) => error.code(),
            Self::Missing(_) => "request-lacks-musts",
        }
    }

    /// The fields that are missing.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        match self {
            Self::Missing(missing) => missing.iter().map(|one| one.field).collect(),
            _ => Vec::new(),
        }
    }
}

/// Whether a side may say an act in a case that it sees as `view`.
///
/// `view` is what its next leaf will have seen: all that the node holds of both logs.
///
/// # Errors
/// The rule that the act would break, or what is wrong with its values.
pub fn decide(
    view: &CaseView,
    side: Side,
    act: &Act,
    attachments: &[AttachmentRef],
    terms: &Terms,
) -> Result<Draft, Refusal> {
    let known = known(view).ok_or(Refusal::Rule(Rule::NotInDossier))?;
    judge(act, attachments, view.role(side), &known, terms).map_err(Refusal::Rule)?;
    Ok(Draft {
        kind: act.code(),
        says: act.says()?,
    })
}

/// Whether an act may open a dossier, with this body, spoken by an office with this duty number.
///
/// # Errors
/// What a request lacks, or what is wrong with its values or body.
pub fn open(act: &Act, body: &Body, duty: Option<&str>) -> Result<Draft, Refusal> {
    if opens(act.code()).is_none() {
        return Err(Refusal::Rule(Rule::NotOpening));
    }
    body.check()?;
    if let Act::RequestSubmit(says) = act {
        let missing = musts(says, body, duty);
        if !missing.is_empty() {
            return Err(Refusal::Missing(missing));
        }
    }
    Ok(Draft {
        kind: act.code(),
        says: act.says()?,
    })
}

/// The kinds that a side may say now, as far as the kind alone tells.
#[must_use]
pub fn permitted(view: &CaseView, side: Side) -> Vec<&'static str> {
    known(view).map_or_else(Vec::new, |known| kinds_of(&known, view.role(side)))
}

fn known(view: &CaseView) -> Option<Known<'_>> {
    let case = view.case_type()?;
    Some(Known {
        rules: view.rules,
        case,
        asker: &view.asker,
        answerer: &view.answerer,
    })
}
