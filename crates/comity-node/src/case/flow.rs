//! A draft on its way: submitted, sent back, released and so said.
//!
//! Every step is in the trail. What is said is decided again inside the
//! transaction that appends it, so that no other command of this house can
//! come between the check and the act.

use std::sync::Arc;

use comity_core::{
    DossierId, PartyName, Time, body::AttachmentPart, case::CaseView, codes::DataClass, id::ActId,
    record::Position,
};
use comity_peer::{act::SealedAct, rng::Random};
use comity_store::{ReadTx, Store, Tx};
use serde::Serialize;
use serde_json::json;

use super::{
    CaseError,
    compose::{self, Composed},
    draft::{CLEARING, Did, DraftAttachment, DraftView, Kept, SUBMITTED, Step, WRITING},
    list,
    policy::{self, About, Because},
    uploads,
};
use crate::{
    access,
    attach::{self, Plain, Sealed},
    channel::say::{Draft as Outgoing, Matter, SaidHere},
    clearance::{
        ClearanceError,
        answer::{self, Deciding, TEXT_MAX},
        asked,
        course::{Course, Plan, Verdict},
        rule::Desk,
        version,
    },
    error::NodeError,
    office::Office,
    people::{self, Actor, Role},
    trail, translate,
};

/// What became of a draft that was submitted or released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Submitted {
    /// It waits for a second person, and before for offices that must clear it.
    Waits {
        /// The draft.
        draft: String,
        /// Why.
        because: Because,
        /// The offices that are asked to clear it now.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        offices: Vec<String>,
    },
    /// It was said.
    Said(SaidView),
}

/// An act that was said: durable here, on its way there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidView {
    /// Its id.
    pub act: ActId,
    /// When, as its leaf states.
    pub at: Time,
    /// The case that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// Its entry in our log.
    pub entry: Position,
    /// The kind of act.
    pub kind: String,
    /// Our reference of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The counterpart.
    pub them: PartyName,
}

/// What the home rules ask of an act before it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Policy {
    /// Why a second person must release it; absent when none needs to.
    pub(crate) because: Option<Because>,
    /// The offices that must clear it before, step by step; absent where no rule fits.
    pub(crate) steps: Option<Vec<Vec<Desk>>>,
}

impl<S: Store> Office<'_, S> {
    /// What the home rules ask of an act.
    pub(crate) fn policy(
        &self,
        tx: &dyn ReadTx,
        them: &PartyName,
        composed: &Composed,
    ) -> Result<Policy, CaseError> {
        let view = composed.view(tx, them)?;
        let request = view.as_ref().and_then(super::view::request);
        let case_type = view.as_ref().and_then(CaseView::case_type);
        let about = About::new(&composed.act, case_type, request, &composed.classes());
        let steps = self.config.clearance.steps(&about).map(<[_]>::to_vec);
        let because = policy::second_person(&self.config.release, &about);
        Ok(Policy {
            because: because.or_else(|| steps.is_some().then_some(Because::Clearance)),
            steps,
        })
    }

    /// Hands a draft on: it is said at once, or waits for offices to clear it and a second person
    /// to release it.
    ///
    /// # Errors
    /// It lacks fields, the rules of the case forbid it, or it waits already.
    pub fn submit(
        &self,
        who: &str,
        id: &str,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<Submitted, CaseError> {
        let (kept, policy) = self.node.store().read(|tx| {
            people::actor(tx, who)?.must_write()?;
            let kept = Kept::find(tx, id)?;
            kept.must_be(WRITING)?;
            let composed = self.ready(tx, who, &kept)?;
            let policy = self.policy(tx, &kept.row.them, &composed)?;
            Ok::<_, CaseError>((kept, policy))
        })?;
        // What is handed on is what was looked at, and nothing that was written since.
        let Some(because) = policy.because else {
            return self.say_draft(who, &kept, now, rng).map(Submitted::Said);
        };
        let (name, draft) = (who.to_owned(), id.to_owned());
        let offices = self.node.store().write(move |tx| {
            let seen = kept.row;
            let mut kept = Kept::find(&*tx, &draft)?;
            if kept.row != seen {
                return Err(CaseError::DraftChanged);
            }
            let content = kept.draft.content()?;
            version::keep(tx, &draft, &content, &kept.draft)?;
            kept.draft.clearance = policy.steps.map(|steps| Plan {
                content: content.clone(),
                since: now,
                steps,
            });
            let course = kept.draft.course();
            // What all cleared before and comes again unchanged is asked of nobody anew.
            let state = match &course {
                Some(course) if !course.is_done() => CLEARING,
                _ => SUBMITTED,
            };
            let mut step = Step::new(Did::Submitted, &name, now);
            step.content = Some(content);
            kept.step(tx, step, state)?;
            let asked = course.iter().flat_map(Course::asked);
            let offices: Vec<String> = asked.map(|(desk, ..)| desk.office.clone()).collect();
            let what = json!({"draft": draft, "because": because, "offices": offices});
            trail::note(tx, now, &name, "draft-submitted", what)?;
            Ok::<_, CaseError>(offices)
        })?;
        Ok(Submitted::Waits {
            draft: id.to_owned(),
            because,
            offices,
        })
    }

    /// Gives a draft back to those who wrote it: as its releaser, or for an office that is asked
    /// to clear it.
    ///
    /// # Errors
    /// It does not wait, who gives the command is no releaser, or may not answer for an office
    /// that is asked; or the reason is empty or too long.
    pub fn send_back(
        &self,
        who: &str,
        id: &str,
        reason: &str,
        now: Time,
    ) -> Result<DraftView, CaseError> {
        self.send_back_as_seen(&Deciding::any(who, id), reason, now)
    }

    /// The same, if the draft still is as it was seen.
    ///
    /// # Errors
    /// The same, or [`CaseError::DraftChanged`].
    pub fn send_back_as_seen(
        &self,
        by: &Deciding<'_>,
        reason: &str,
        now: Time,
    ) -> Result<DraftView, CaseError> {
        let length = reason.chars().count();
        if reason.trim().is_empty() || length > TEXT_MAX {
            return Err(CaseError::Text(length));
        }
        let (deciding, reason) = (by.owned(), reason.to_owned());
        self.node.store().write(move |tx| {
            let kept = Kept::find(&*tx, &deciding.draft)?;
            if kept.row.state == CLEARING {
                return answer::answer(tx, &deciding, Verdict::SentBack, Some(reason), now);
            }
            people::actor(&*tx, &deciding.who)?.must_be(Role::Releaser)?;
            kept.must_be(SUBMITTED)?;
            deciding.must_have_seen(&kept)?;
            let step = Step {
                content: Some(kept.draft.content()?),
                reason: Some(reason),
                ..Step::new(Did::SentBack, &deciding.who, now)
            };
            let mut kept = kept;
            kept.step(tx, step, WRITING)?;
            let what = json!({"draft": deciding.draft});
            trail::note(tx, now, &deciding.who, "draft-sent-back", what)?;
            Ok::<_, CaseError>(())
        })?;
        self.draft(by.who, by.draft)
    }

    /// Releases a draft that another person wrote: it is said.
    ///
    /// # Errors
    /// It does not wait, it is one's own, not all offices have cleared it, one cleared it and may not do both, who gives the command
    /// is no releaser, or it may no longer be said.
    pub fn release(
        &self,
        who: &str,
        id: &str,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<SaidView, CaseError> {
        self.release_as_seen(&Deciding::any(who, id), now, rng)
    }

    /// The same, if the draft still is as it was seen.
    ///
    /// # Errors
    /// The same, or [`CaseError::DraftChanged`].
    pub fn release_as_seen(
        &self,
        by: &Deciding<'_>,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<SaidView, CaseError> {
        let deciding = by.owned();
        let kept = self.node.store().read(|tx| {
            people::actor(tx, by.who)?.must_be(Role::Releaser)?;
            let kept = Kept::find(tx, by.draft)?;
            deciding.must_have_seen(&kept)?;
            kept.must_be(SUBMITTED)?;
            asked::must_be_of_others(&kept, by.who, &self.config.clearance)?;
            let composed = self.ready(tx, by.who, &kept)?;
            let policy = self.policy(tx, &kept.row.them, &composed)?;
            must_be_cleared(&kept, &policy)?;
            Ok::<_, CaseError>(kept)
        })?;
        self.say_draft(by.who, &kept, now, rng)
    }

    /// A draft in the form in which it is said, decided upon.
    fn ready(&self, tx: &dyn ReadTx, who: &str, kept: &Kept) -> Result<Composed, CaseError> {
        let actor = people::actor(tx, who)?;
        let author = author(tx, &kept.draft.steps, &actor);
        compose::must_know_office(tx, &kept.draft)?;
        let composed = compose::compose(&kept.draft, self.node.me(), &kept.row.them, &author)?;
        let side = compose::side(&self.parties(&kept.row.them)?, self.node.me());
        composed.decide(tx, &kept.row.them, side, &kept.draft.attachments)?;
        Ok(composed)
    }

    /// Says a draft as it was looked at, and removes it in the same transaction; one that was
    /// changed since is refused, since nobody decided on what it says now.
    fn say_draft(
        &self,
        who: &str,
        kept: &Kept,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<SaidView, CaseError> {
        // The list is sealed before the transaction, because sealing is slow.
        let sealed_list = self.seal_list(kept, rng)?;
        let mut whole = kept.clone();
        if let Some(Sealed {
            attachment,
            reference,
            ..
        }) = &sealed_list
        {
            let (attachment, reference) = (attachment.clone(), *reference);
            whole.draft.attachments.push(DraftAttachment {
                attachment,
                reference,
            });
        }
        let composed = self.node.store().read(|tx| self.ready(tx, who, &whole))?;
        let outgoing = self.outgoing(&composed, &whole)?;
        let side = compose::side(&self.parties(&kept.row.them)?, self.node.me());
        let within = Within {
            who: who.to_owned(),
            now,
            side,
            row: kept.row.clone(),
            attachments: whole.draft.attachments.clone(),
            steps: kept.draft.steps.clone(),
            composed,
            sealed_list,
        };
        let them = kept.row.them.clone();
        let kind = outgoing.kind.clone();
        let hook = Arc::new(move |tx: &mut dyn Tx, acts: &[SealedAct]| {
            within.run(tx, acts).map_err(NodeError::from)
        });
        let said = self.node.say_within(&them, outgoing, hook, now, rng)?;
        self.said_view(&them, &kind, said)
    }

    fn seal_list(&self, kept: &Kept, rng: &mut dyn Random) -> Result<Option<Sealed>, CaseError> {
        let part = list::part(&kept.draft.file.kind).filter(|_| !kept.draft.list.is_empty());
        let Some(part) = part else { return Ok(None) };
        let mut bytes = kept.draft.list.as_bytes();
        let name = match part {
            AttachmentPart::Items => "items.csv",
            AttachmentPart::Fates => "fates.csv",
        };
        let plain = Plain {
            name: name.to_owned(),
            media_type: "text/csv".to_owned(),
            data_class: DataClass::Indicator,
            exhibit: None,
            part: Some(part),
            limit: self.attachment_limit(false),
            bytes: &mut bytes,
        };
        Ok(Some(attach::seal(self.parts, self.streams, rng, plain)?))
    }

    fn outgoing(&self, composed: &Composed, kept: &Kept) -> Result<Outgoing, CaseError> {
        let matter = match (&composed.dossier, composed.kind.opens) {
            (Some(dossier), _) => Matter::Of(dossier.clone()),
            (None, comity_core::act::Opens::Dossier(_)) => Matter::Opens,
            (None, comity_core::act::Opens::No) => Matter::None,
        };
        Ok(Outgoing {
            matter,
            kind: composed.kind.code.to_owned(),
            says: composed
                .act
                .says()
                .map_err(comity_core::case::Refusal::from)?,
            body: composed.fields()?,
            attachments: kept
                .draft
                .attachments
                .iter()
                .map(|one| one.reference)
                .collect(),
            office: composed.office.clone().unwrap_or_default(),
            duty: composed.duty.clone(),
        })
    }

    fn said_view(
        &self,
        them: &PartyName,
        kind: &str,
        said: SaidHere,
    ) -> Result<SaidView, CaseError> {
        let reference = match &said.dossier {
            None => None,
            Some(dossier) => self.node.store().read(|tx| {
                Ok::<_, CaseError>(tx.dossier(them, dossier)?.and_then(|row| row.reference))
            })?,
        };
        Ok(SaidView {
            act: said.id,
            at: said.at,
            case: said.dossier,
            entry: said.position,
            kind: kind.to_owned(),
            reference,
            them: them.clone(),
        })
    }
}

/// What happens in the transaction that says a draft, before its leaf is appended.
struct Within {
    who: String,
    now: Time,
    side: comity_core::record::Side,
    row: comity_store::house::DraftRow,
    attachments: Vec<DraftAttachment>,
    steps: Vec<Step>,
    composed: Composed,
    sealed_list: Option<Sealed>,
}

impl Within {
    fn run(&self, tx: &mut dyn Tx, acts: &[SealedAct]) -> Result<(), CaseError> {
        // Nobody changed or said it meanwhile.
        if tx.draft(&self.row.id)?.as_ref() != Some(&self.row) {
            return Err(CaseError::DraftChanged);
        }
        // It may still be said, by all that is held now.
        self.composed
            .decide(&*tx, &self.row.them, self.side, &self.attachments)?;
        if let Some(sealed) = &self.sealed_list {
            attach::keep(tx, sealed)?;
        }
        tx.remove_draft(&self.row.id)?;
        version::forget(tx, &self.row.id, &self.steps)?;
        uploads::forget_of(tx, &self.row.id)?;
        let opens = self.composed.dossier.is_none();
        let says = self
            .composed
            .act
            .says()
            .map_err(comity_core::case::Refusal::from)?;
        for act in acts {
            let what = json!({
                "act": act.said.id,
                "case": act.said.dossier,
                "draft": self.row.id,
                "kind": act.said.kind,
                "them": self.row.them,
            });
            trail::note(tx, self.now, &self.who, "said", what)?;
            translate::said(tx, &self.row.id, &act.said.kind, &says, act.said.id)?;
            if let Some(dossier) = act.said.dossier.as_ref().filter(|_| opens) {
                access::opened(tx, &self.row.them, dossier, &self.row.by, self.now)?;
            }
            self.remember(tx, act.said.dossier.as_ref())?;
        }
        Ok(())
    }
}

impl Within {
    /// What offices and the releaser remarked becomes private notes of the case, where it is
    /// remembered; like all private notes these stay when content of the case is erased.
    fn remember(&self, tx: &mut dyn Tx, dossier: Option<&DossierId>) -> Result<(), CaseError> {
        let Some(dossier) = dossier else {
            return Ok(());
        };
        for step in &self.steps {
            let Some(text) = &step.reason else { continue };
            let text = match &step.office {
                Some(office) => format!("{office}: {text}"),
                None => text.clone(),
            };
            tx.add_private_note(&self.row.them, dossier, &step.who, step.at, &text)?;
        }
        tx.note_terms_due(&self.row.them, dossier)?;
        Ok(())
    }
}

/// Who made the draft, if that person is still known; else who acts.
///
/// Refuses a draft that not all offices have cleared as it is now, by the rules of now.
fn must_be_cleared(kept: &Kept, policy: &Policy) -> Result<(), CaseError> {
    let course = kept.draft.course();
    let asked = course.as_ref().map(|course| &course.plan.steps);
    if policy.steps.as_ref().is_some_and(|now| Some(now) != asked) {
        return Err(ClearanceError::OtherRules.into());
    }
    let Some(course) = course else { return Ok(()) };
    if course.plan.content != kept.draft.content()? {
        return Err(CaseError::DraftChanged);
    }
    if !course.is_done() {
        let open = course.asked().map(|(desk, ..)| desk.office.clone());
        return Err(ClearanceError::Unfinished(open.collect()).into());
    }
    Ok(())
}

/// The office that speaks is the author's, also when a releaser of another office releases.
pub(super) fn author(tx: &dyn ReadTx, steps: &[super::draft::Step], actor: &Actor) -> Actor {
    let made = steps
        .iter()
        .find(|step| step.did == Did::Made)
        .map(|step| step.who.as_str());
    made.and_then(|name| people::known(tx, name))
        .unwrap_or_else(|| actor.clone())
}

#[cfg(test)]
mod tests {
    use comity_peer::fixtures::Seeded;
    use serde_json::json;

    use super::*;
    use crate::case::tests::support::{SITES, World, at, police, takedown, within};

    #[test]
    fn what_was_changed_after_it_was_looked_at_is_not_said() {
        let world = World::new();
        let said = world.act(&world.a, takedown(), Some(SITES), 2);
        world.exchange(3);
        let office = world.office(&world.b);
        let light = within(&said, "request.ack", json!({}));
        let draft = office
            .new_draft("li", world.a.name(), light, None, at(4))
            .unwrap();
        let seen = world
            .b
            .node
            .store()
            .read(|tx| Kept::find(tx, &draft.id))
            .unwrap();
        office
            .edit_draft("li", &draft.id, Some(police()), None, at(5))
            .unwrap();
        let mut rng = Seeded::new(1);
        let refused = office.say_draft("li", &seen, at(6), &mut rng).unwrap_err();
        assert_eq!(refused.code(), CaseError::DraftChanged.code());
        assert_eq!(
            office
                .drafts("li", &crate::access::Sight::All)
                .unwrap()
                .len(),
            1
        );
    }
}
