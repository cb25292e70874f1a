//! A draft on its way: submitted, sent back, released and so said.
//!
//! Every step is in the trail. What is said is decided again inside the
//! transaction that appends it, so that no other command of this house can
//! come between the check and the act.

use std::sync::Arc;

use comity_core::{
    DossierId, PartyName, Time, body::AttachmentPart, codes::DataClass, id::ActId, record::Position,
};
use comity_peer::{act::SealedAct, rng::Random};
use comity_store::{ReadTx, Store, Tx};
use serde::Serialize;
use serde_json::json;

use super::{
    CaseError,
    compose::{self, Composed},
    draft::{Did, DraftAttachment, DraftView, Kept, SUBMITTED, WRITING},
    list,
    policy::{self, About, Because},
};
use crate::{
    access,
    attach::{self, Plain, Sealed},
    channel::say::{Draft as Outgoing, Matter, SaidHere},
    error::NodeError,
    office::Office,
    people::{self, Actor, Role},
    trail,
};

/// What became of a draft that was submitted or released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Submitted {
    /// It waits for a second person.
    Waits {
        /// The draft.
        draft: String,
        /// Why.
        because: Because,
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

impl<S: Store> Office<'_, S> {
    pub(super) fn second_person(
        &self,
        tx: &dyn ReadTx,
        them: &PartyName,
        composed: &Composed,
    ) -> Result<Option<Because>, CaseError> {
        let view = composed.view(tx, them)?;
        let request = view.as_ref().and_then(super::view::request);
        let about = About::new(&composed.act, request, &composed.classes());
        Ok(policy::second_person(&self.config.release, &about))
    }

    /// Hands a draft on: it is said at once, or waits for a second person.
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
        let (kept, because) = self.node.store().read(|tx| {
            people::actor(tx, who)?.must_write()?;
            let kept = Kept::find(tx, id)?;
            kept.must_be(WRITING)?;
            let composed = self.ready(tx, who, &kept)?;
            let because = self.second_person(tx, &kept.row.them, &composed)?;
            Ok::<_, CaseError>((kept, because))
        })?;
        // What is handed on is what was looked at, and nothing that was written since.
        let Some(because) = because else {
            return self.say_draft(who, &kept, now, rng).map(Submitted::Said);
        };
        let (name, draft) = (who.to_owned(), id.to_owned());
        self.node.store().write(move |tx| {
            let seen = kept.row;
            let mut kept = Kept::find(&*tx, &draft)?;
            if kept.row != seen {
                return Err(CaseError::DraftChanged);
            }
            kept.step(tx, Did::Submitted, SUBMITTED, &name, now, None)?;
            let what = json!({"draft": draft, "because": because});
            trail::note(tx, now, &name, "draft-submitted", what)?;
            Ok::<_, CaseError>(())
        })?;
        Ok(Submitted::Waits {
            draft: id.to_owned(),
            because,
        })
    }

    /// Gives a draft back to those who wrote it.
    ///
    /// # Errors
    /// It does not wait, who gives the command is no releaser, or the reason is empty or too long.
    pub fn send_back(
        &self,
        who: &str,
        id: &str,
        reason: &str,
        now: Time,
    ) -> Result<DraftView, CaseError> {
        let length = reason.chars().count();
        if !(1..=2000).contains(&length) {
            return Err(CaseError::Text(length));
        }
        let (name, draft, reason) = (who.to_owned(), id.to_owned(), reason.to_owned());
        self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?.must_be(Role::Releaser)?;
            let mut kept = Kept::find(&*tx, &draft)?;
            kept.must_be(SUBMITTED)?;
            kept.step(tx, Did::SentBack, WRITING, &name, now, Some(reason))?;
            trail::note(tx, now, &name, "draft-sent-back", json!({"draft": draft}))?;
            Ok::<_, CaseError>(())
        })?;
        self.draft(who, id)
    }

    /// Releases a draft that another person wrote: it is said.
    ///
    /// # Errors
    /// It does not wait, it is one's own, who gives the command is no releaser, or it may no longer be said.
    pub fn release(
        &self,
        who: &str,
        id: &str,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<SaidView, CaseError> {
        let kept = self.node.store().read(|tx| {
            people::actor(tx, who)?.must_be(Role::Releaser)?;
            let kept = Kept::find(tx, id)?;
            kept.must_be(SUBMITTED)?;
            if kept.written_by(who) {
                return Err(CaseError::OwnDraft);
            }
            self.ready(tx, who, &kept).map(|_| kept)
        })?;
        self.say_draft(who, &kept, now, rng)
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
        let opens = self.composed.dossier.is_none();
        for act in acts {
            let what = json!({
                "act": act.said.id,
                "case": act.said.dossier,
                "draft": self.row.id,
                "kind": act.said.kind,
                "them": self.row.them,
            });
            trail::note(tx, self.now, &self.who, "said", what)?;
            if let Some(dossier) = act.said.dossier.as_ref().filter(|_| opens) {
                access::opened(tx, &self.row.them, dossier, &self.row.by, self.now)?;
            }
        }
        Ok(())
    }
}

/// Who made the draft, if that person is still known; else who acts.
///
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
