//! From a draft to what is said: the typed act, the body, and whether both may be sent.

use comity_core::{
    DossierId, Origin, PartyName,
    act::{Act, ActError, Kind, Opens, Scope, kind, wrong_field},
    body::Body,
    canonical,
    case::{self, CaseView, Missing, Refusal},
    codes::{Assistance, DataClass, Field, Must},
    id::ActId,
    record::{Parties, Side},
    terms,
};
use comity_store::ReadTx;
use serde_json::{Map, Value, json};

use super::{
    CaseError,
    draft::{Draft, DraftAttachment},
    file::REQUEST,
    form::{self, Illegible},
    list, view,
};
use crate::{accounts::office, people::Actor};

/// A draft put into the form in which it is said.
#[derive(Debug, Clone)]
pub(crate) struct Composed {
    pub(crate) act: Act,
    pub(crate) body: Body,
    pub(crate) office: Option<String>,
    pub(crate) duty: Option<String>,
    pub(crate) kind: &'static Kind,
    /// The case that it belongs to, when it opens none.
    pub(crate) dossier: Option<DossierId>,
    /// The highest number of an item that its list of fates names.
    highest: u32,
}

/// Puts a draft into the form in which it is said, under the office and duty number of who wrote it.
pub(crate) fn compose(
    draft: &Draft,
    me: &PartyName,
    them: &PartyName,
    actor: &Actor,
) -> Result<Composed, CaseError> {
    let file = &draft.file;
    let kind = kind(&file.kind).ok_or_else(|| ActError::NotUnderstood(file.kind.clone()))?;
    let opens = matches!(kind.opens, Opens::Dossier(_));
    match (opens, &file.case, kind.scope) {
        (true, Some(_), _) | (false, Some(_), Scope::Channel) => {
            return Err(CaseError::Matter(true));
        }
        (false, None, Scope::Dossier) => return Err(CaseError::Matter(false)),
        _ => {}
    }
    let says = says(draft)?;
    contacts(draft)?;
    let (office, duty) = speaks(draft, actor);
    let body = body(draft, me, them);
    if file.kind == REQUEST && says.get("assistance") == Some(&json!([])) {
        return Err(CaseError::Missing(untyped(says, &body, duty.as_deref())));
    }
    Ok(Composed {
        act: read(&file.kind, &says)?,
        body,
        office,
        duty,
        kind,
        dossier: file.case.clone(),
        highest: list::highest(&file.kind, &draft.list)?,
    })
}

/// Refuses contacts whom nobody could reach by what they say of their hours.
///
/// This is a rule of our own house: what the other side sends is shown as it is.
fn contacts(draft: &Draft) -> Result<(), CaseError> {
    let contacts = draft
        .file
        .request
        .iter()
        .flat_map(|request| &request.contacts);
    for (number, contact) in contacts.enumerate() {
        let hours = contact.hours.as_deref().is_none_or(form::is_office_hours);
        let offset = contact.offset.as_deref().is_none_or(form::is_offset);
        let wrong = match (hours, offset) {
            (true, true) => continue,
            (false, _) => ("hours", Illegible::OfficeHours),
            (true, false) => ("offset", Illegible::Offset),
        };
        return Err(CaseError::Contact {
            field: format!("request.contacts.{number}.{}", wrong.0),
            wrong: wrong.1,
        });
    }
    Ok(())
}

/// What a request lacks that asks for nothing yet: the type of assistance, and what every type needs.
fn untyped(mut says: Map<String, Value>, body: &Body, duty: Option<&str>) -> Vec<Missing> {
    // Advice is the type that by itself needs nothing more.
    says.insert("assistance".to_owned(), json!([Assistance::Expert]));
    let mut missing = match Act::from_says(REQUEST, &says) {
        Ok(Act::RequestSubmit(says)) => case::musts(&says, body, duty),
        _ => Vec::new(),
    };
    missing.retain(|one| one.field != Field::Profile);
    missing.push(Missing {
        field: Field::Assistance,
        why: Must::Always,
    });
    missing.sort();
    missing
}

/// The office and duty number that speak: as written, else those of who wrote it.
pub(super) fn speaks(draft: &Draft, actor: &Actor) -> (Option<String>, Option<String>) {
    let (file, person) = (&draft.file, actor.person.as_ref());
    let office = || person.map(|person| person.office.clone());
    let duty = || person.and_then(|person| person.duty.clone());
    (
        file.office.clone().or_else(office),
        file.duty.clone().or_else(duty),
    )
}

/// Refuses an office that this house does not know, where the draft names one: the counterpart
/// could not tell who speaks. Who knows no offices takes any.
pub(super) fn must_know_office(tx: &dyn ReadTx, draft: &Draft) -> Result<(), CaseError> {
    let Some(office) = &draft.file.office else {
        return Ok(());
    };
    let known = office::known(tx)?;
    if known.is_empty() || known.contains(office) {
        return Ok(());
    }
    Err(CaseError::Speaker {
        office: office.clone(),
        known: known.into_iter().collect(),
    })
}

/// What the envelope will say, as far as it can be said before it is of the shape of its kind.
pub(super) fn says(draft: &Draft) -> Result<Map<String, Value>, CaseError> {
    let mut says = draft.file.says.clone();
    list::count_into(&mut says, &draft.file.kind, &draft.list)?;
    root_exhibits(&mut says, &draft.attachments);
    Ok(says)
}

/// The typed act, or the field for which there is none.
fn read(kind: &str, says: &Map<String, Value>) -> Result<Act, CaseError> {
    Act::from_says(kind, says).map_err(|error| match wrong_field(kind, says) {
        Some(wrong) => CaseError::Says(Box::new(wrong)),
        None => error.into(),
    })
}

/// Puts the root of an attached exhibit beside its number, which is all that people write.
fn root_exhibits(says: &mut Map<String, Value>, attachments: &[DraftAttachment]) {
    let Some(Value::Array(exhibits)) = says.get_mut("exhibits") else {
        return;
    };
    for exhibit in exhibits.iter_mut().filter_map(Value::as_object_mut) {
        let attached = exhibit.get("medium").and_then(Value::as_str) == Some("attachment");
        let number = exhibit.get("number").and_then(Value::as_str);
        let file = attachments
            .iter()
            .find(|one| number.is_some() && one.attachment.exhibit.as_deref() == number);
        if let Some(file) = file.filter(|_| attached) {
            exhibit
                .entry("root")
                .or_insert_with(|| json!(file.reference.root));
        }
    }
}

/// The body, under an origin and id that are replaced when it is sealed.
pub(super) fn body(draft: &Draft, me: &PartyName, them: &PartyName) -> Body {
    let file = &draft.file;
    let origin = Origin {
        sender: me.clone(),
        reader: them.clone(),
        generation: 1,
    };
    let mut body = Body::new(origin, ActId::new(0, &[0; 10]), file.language);
    body.attachments = draft
        .attachments
        .iter()
        .map(|one| one.attachment.clone())
        .collect();
    body.custody.clone_from(&file.custody);
    body.persons.clone_from(&file.persons);
    body.reference.clone_from(&file.reference);
    body.request.clone_from(&file.request);
    body.text.clone_from(&file.text);
    body.translator.clone_from(&file.translator);
    body
}

impl Composed {
    /// Whether it may be said now, by all that the node holds of both logs.
    pub(crate) fn decide(
        &self,
        tx: &dyn ReadTx,
        them: &PartyName,
        side: Side,
        attachments: &[DraftAttachment],
    ) -> Result<(), CaseError> {
        self.body.check().map_err(Refusal::from)?;
        let references: Vec<_> = attachments.iter().map(|one| one.reference).collect();
        match &self.dossier {
            Some(dossier) => {
                let acts = view::acts(tx, them, dossier)?;
                let seen = case::evaluate(&acts);
                if seen.opening().is_none() {
                    return Err(CaseError::NoCase(dossier.to_string()));
                }
                if u64::from(self.highest) > seen.items().total() {
                    return Err(Refusal::Rule(case::Rule::ItemsExceed).into());
                }
                case::decide(&seen, side, &self.act, &references, &terms::in_force(&acts))?;
            }
            None if matches!(self.kind.opens, Opens::Dossier(_)) => {
                if let Err(refusal) = case::open(&self.act, &self.body, self.duty.as_deref()) {
                    return Err(self.with_office(refusal));
                }
            }
            None => {
                let channel = view::suspensions(tx, them)?;
                channel.decide(side, &self.act).map_err(Refusal::Rule)?;
            }
        }
        if self.office.is_none() {
            return Err(CaseError::Missing(vec![no_office()]));
        }
        Ok(())
    }

    /// The office is asked for in the same list as everything else.
    fn with_office(&self, refusal: Refusal) -> CaseError {
        match refusal {
            Refusal::Missing(mut missing) if self.office.is_none() => {
                missing.insert(0, no_office());
                CaseError::Missing(missing)
            }
            other => other.into(),
        }
    }

    /// What a request lacks, whatever else is wrong with it.
    pub(crate) fn lacks(&self) -> Vec<Missing> {
        match &self.act {
            Act::RequestSubmit(says) => case::musts(says, &self.body, self.duty.as_deref()),
            _ => Vec::new(),
        }
    }

    /// Data classes of what it carries.
    pub(crate) fn classes(&self) -> Vec<DataClass> {
        self.body
            .attachments
            .iter()
            .map(|one| one.data_class)
            .collect()
    }

    /// The view of the case that it belongs to.
    pub(crate) fn view(
        &self,
        tx: &dyn ReadTx,
        them: &PartyName,
    ) -> Result<Option<CaseView>, CaseError> {
        self.dossier
            .as_ref()
            .map(|dossier| view::load(tx, them, dossier).map_err(CaseError::from))
            .transpose()
    }

    /// The body's fields as they are sealed; origin, id and version are added there.
    pub(crate) fn fields(&self) -> Result<Option<Map<String, Value>>, CaseError> {
        let bytes = canonical::to_bytes(&self.body).map_err(crate::error::NodeError::from)?;
        let mut fields: Map<String, Value> = serde_json::from_slice(&bytes)
            .map_err(|error| CaseError::Unwritten(error.to_string()))?;
        for repeated in ["id", "origin", "v"] {
            fields.remove(repeated);
        }
        let language = json!(self.body.language);
        let bare = fields.len() == 1 && fields.get("language") == Some(&language);
        Ok((!bare).then_some(fields))
    }
}

const fn no_office() -> Missing {
    Missing {
        field: Field::Office,
        why: Must::Always,
    }
}

/// The side that a party is on.
pub(crate) fn side(parties: &Parties, me: &PartyName) -> Side {
    parties.side(me).unwrap_or(Side::First)
}
