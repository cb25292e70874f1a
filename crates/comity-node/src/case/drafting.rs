//! A draft before it is handed on: made, edited, given attachments, looked at, thrown away.
//!
//! Every step is in the trail. What it lacks, and whether it could be said now,
//! is computed anew whenever somebody looks.

use comity_core::{ActId, Hash, PartyName, Time, body::AttachmentPart, case::Missing};
use comity_peer::rng::Random;
use comity_store::{ReadTx, Store, StoreError, Tx, house::DraftRow, parts::PartFile};
use serde_json::json;

use super::{
    CaseError, compose,
    draft::{
        AttachmentLine, Did, DraftAttachment, DraftView, Kept, MissingLine, Step, WRITING,
        WrongLine,
    },
    file::ActFile,
    flow::author,
    list, uploads,
};
use crate::{
    access::{self, Sight},
    attach::{self, AttachError, Plain, Sealed},
    clearance::{asked, version},
    office::Office,
    people::{self, Actor},
    trail, translate,
};

impl<S: Store> Office<'_, S> {
    /// Makes a draft from a file and a list of items as CSV.
    ///
    /// # Errors
    /// Who gives the command may not, or the list is malformed.
    pub fn new_draft(
        &self,
        who: &str,
        them: &PartyName,
        mut file: ActFile,
        list: Option<&str>,
        now: Time,
    ) -> Result<DraftView, CaseError> {
        file.complete();
        let list = self.list(&file, list)?.unwrap_or_default();
        let (name, them) = (who.to_owned(), them.clone());
        let id = self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?.must_write()?;
            let mut kept = Kept::new(tx, &them, file, list, &name, now)?;
            kept.step(tx, Step::new(Did::Made, &name, now), WRITING)?;
            let what = json!({"draft": kept.row.id, "kind": kept.draft.file.kind, "them": them});
            trail::note(tx, now, &name, "draft-made", what)?;
            Ok::<_, CaseError>(kept.row.id)
        })?;
        self.draft(who, &id)
    }

    /// Replaces what a draft says; its attachments stay, its list stays unless another is given.
    ///
    /// # Errors
    /// No such draft, or one that waits for release.
    pub fn edit_draft(
        &self,
        who: &str,
        id: &str,
        file: Option<ActFile>,
        list: Option<&str>,
        now: Time,
    ) -> Result<DraftView, CaseError> {
        self.edit(who, id, None, file, list, now)
    }

    /// The same, if the draft still is as it was seen.
    ///
    /// # Errors
    /// The same, or [`CaseError::DraftChanged`].
    pub fn edit_draft_as_seen(
        &self,
        who: &str,
        id: &str,
        version: &str,
        file: Option<ActFile>,
        list: Option<&str>,
        now: Time,
    ) -> Result<DraftView, CaseError> {
        self.edit(who, id, Some(version.to_owned()), file, list, now)
    }

    fn edit(
        &self,
        who: &str,
        id: &str,
        seen: Option<String>,
        file: Option<ActFile>,
        list: Option<&str>,
        now: Time,
    ) -> Result<DraftView, CaseError> {
        let mut file = match file {
            Some(file) => file,
            None => self
                .node
                .store()
                .read(|tx| Ok::<_, CaseError>(Kept::find(tx, id)?.draft.file))?,
        };
        file.complete();
        let list = self.list(&file, list)?;
        self.change(who, id, now, move |kept| {
            seen.map_or(Ok(()), |version| kept.must_be_as_seen(&version))?;
            kept.draft.file = file;
            if let Some(list) = list {
                kept.draft.list = list;
            }
            Ok(())
        })?;
        self.draft(who, id)
    }

    /// A list in its one form; a list of fates adds to what we said of the case before.
    fn list(&self, file: &ActFile, list: Option<&str>) -> Result<Option<String>, CaseError> {
        let Some(text) = list else { return Ok(None) };
        let before = match &file.case {
            Some(dossier) if list::part(&file.kind) == Some(AttachmentPart::Fates) => {
                self.fates_so_far(dossier)?
            }
            _ => None,
        };
        list::canonical(&file.kind, text, before).map(Some)
    }

    /// Seals a file and adds it to a draft.
    ///
    /// # Errors
    /// Its name or data class are unfit, it is too large, or the draft waits for release.
    pub fn attach(
        &self,
        who: &str,
        id: &str,
        file: Plain<'_>,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<DraftView, CaseError> {
        self.attach_as(who, id, file, None, now, rng)
    }

    /// The same for bytes whose fingerprint is known.
    ///
    /// # Errors
    /// The same, or another fingerprint.
    pub(super) fn attach_as(
        &self,
        who: &str,
        id: &str,
        file: Plain<'_>,
        known: Option<Hash>,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<DraftView, CaseError> {
        let sealed = attach::seal(self.parts, self.streams, rng, file)?;
        if known.is_some_and(|known| known != sealed.attachment.sha256) {
            self.parts
                .remove(PartFile::Sealed(&sealed.reference.root))?;
            return Err(AttachError::OtherHash.into());
        }
        self.change_with(who, id, now, move |tx, kept| {
            attach::keep(tx, &sealed)?;
            let Sealed {
                attachment,
                reference,
                ..
            } = sealed;
            let same = |one: &DraftAttachment| one.attachment.name == attachment.name;
            kept.draft.attachments.retain(|one| !same(one));
            kept.draft.attachments.push(DraftAttachment {
                attachment,
                reference,
            });
            Ok(())
        })?;
        self.draft(who, id)
    }

    /// Takes an attachment off a draft, by name.
    ///
    /// # Errors
    /// No such draft, or it waits for release.
    pub fn detach(
        &self,
        who: &str,
        id: &str,
        name: &str,
        now: Time,
    ) -> Result<DraftView, CaseError> {
        let name = name.to_owned();
        self.change(who, id, now, move |kept| {
            kept.draft
                .attachments
                .retain(|one| one.attachment.name != name);
            Ok(())
        })?;
        self.draft(who, id)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// No such draft.
    pub fn discard(&self, who: &str, id: &str, now: Time) -> Result<(), CaseError> {
        let (name, id) = (who.to_owned(), id.to_owned());
        self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?.must_write()?;
            let kept = Kept::find(&*tx, &id)?;
            Ok(throw_away(tx, &kept, &name, now)?)
        })
    }

    fn change(
        &self,
        who: &str,
        id: &str,
        now: Time,
        work: impl FnOnce(&mut Kept) -> Result<(), CaseError> + Send + 'static,
    ) -> Result<(), CaseError> {
        self.change_with(who, id, now, move |_, kept| work(kept))
    }

    fn change_with(
        &self,
        who: &str,
        id: &str,
        now: Time,
        work: impl FnOnce(&mut dyn Tx, &mut Kept) -> Result<(), CaseError> + Send + 'static,
    ) -> Result<(), CaseError> {
        let (name, id) = (who.to_owned(), id.to_owned());
        self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?.must_write()?;
            let mut kept = Kept::find(&*tx, &id)?;
            kept.must_be(WRITING)?;
            work(tx, &mut kept)?;
            kept.step(tx, Step::new(Did::Edited, &name, now), WRITING)?;
            trail::note(tx, now, &name, "draft-edited", json!({"draft": id}))?;
            Ok(())
        })
    }

    /// A draft, with what it lacks and whether a second person is needed.
    ///
    /// # Errors
    /// No such draft.
    pub fn draft(&self, who: &str, id: &str) -> Result<DraftView, CaseError> {
        self.node.store().read(|tx| {
            let actor = people::actor(tx, who)?;
            let kept = Kept::find(tx, id)?;
            let attached = kept.draft.attachments.clone();
            let mut view = self.show(tx, &actor, kept)?;
            for (line, one) in view.attachments.iter_mut().zip(&attached) {
                line.looks_like = self.looks(tx, &one.attachment)?;
            }
            Ok(view)
        })
    }

    /// Refuses a draft that may not be seen, as if there were none.
    ///
    /// # Errors
    /// No such draft that may be seen.
    pub fn must_see_draft(&self, id: &str, sight: &Sight) -> Result<(), CaseError> {
        self.node.store().read(|tx| match tx.draft(id)? {
            Some(row) if sees(tx, sight, &row)? => Ok(()),
            _ => Err(CaseError::NoDraft(id.chars().take(80).collect())),
        })
    }

    /// The same for who only looks at it: those who are asked to clear it see it too.
    ///
    /// # Errors
    /// The same.
    pub fn may_look_at_draft(&self, id: &str, sight: &Sight) -> Result<(), CaseError> {
        self.node.store().read(|tx| match tx.draft(id)? {
            Some(row) if looks_at(tx, sight, &row)? => Ok(()),
            _ => Err(CaseError::NoDraft(id.chars().take(80).collect())),
        })
    }

    /// All drafts that may be looked at, the last changed first.
    ///
    /// # Errors
    /// The store.
    pub fn drafts(&self, who: &str, sight: &Sight) -> Result<Vec<DraftView>, CaseError> {
        self.node.store().read(|tx| {
            let actor = people::actor(tx, who)?;
            let mut views = Vec::new();
            for row in tx.drafts(None)? {
                if looks_at(tx, sight, &row)? {
                    views.push(self.show(tx, &actor, Kept::read(row)?)?);
                }
            }
            Ok(views)
        })
    }

    fn show(&self, tx: &dyn ReadTx, actor: &Actor, kept: Kept) -> Result<DraftView, CaseError> {
        let version = kept.version()?;
        let Kept { row, draft } = kept;
        let author = author(tx, &draft.steps, actor);
        let (mut missing, mut refused, mut second) = (vec![], None, None);
        let mut wrong = None;
        // What is being written goes by the rules of now, what was handed on by those of then.
        let mut planned = None;
        let course = draft.course().filter(|_| row.state != WRITING);
        let composed = compose::must_know_office(tx, &draft)
            .and_then(|()| compose::compose(&draft, self.node.me(), &row.them, &author));
        match composed {
            Err(CaseError::Missing(list)) => missing = lines(&list),
            Err(error) => {
                refused = Some(error.code().to_owned());
                wrong = WrongLine::of(&error);
            }
            Ok(composed) => {
                let policy = self.policy(tx, &row.them, &composed)?;
                second = policy.because;
                if row.state == WRITING {
                    planned = policy.steps;
                }
                let side = compose::side(&self.parties(&row.them)?, self.node.me());
                match composed.decide(tx, &row.them, side, &draft.attachments) {
                    Ok(()) => {}
                    Err(CaseError::Missing(list)) => missing = lines(&list),
                    Err(error) => {
                        refused = Some(error.code().to_owned());
                        // What is missing is told at once, and not when the rest is mended.
                        missing = lines(&composed.lacks());
                    }
                }
            }
        }
        let translation = translate::of_draft(tx, &row.id)?;
        Ok(DraftView {
            items: list::counts(&draft.file.kind, &draft.list)?,
            attachments: draft
                .attachments
                .iter()
                .map(|one| line(&one.attachment))
                .collect(),
            id: row.id,
            version,
            them: row.them,
            case: row.dossier,
            state: row.state,
            by: row.by,
            at: row.at,
            file: draft.file,
            clearance: match (course, planned) {
                (Some(course), _) => asked::lines(&course),
                (None, Some(steps)) => asked::planned(&steps),
                (None, None) => vec![],
            },
            steps: draft.steps,
            missing,
            second_person: second,
            refused,
            wrong,
            translation,
        })
    }
}

/// Throws a draft away, with all that hangs on it.
pub(crate) fn throw_away(
    tx: &mut dyn Tx,
    kept: &Kept,
    who: &str,
    now: Time,
) -> Result<(), StoreError> {
    let id = &kept.row.id;
    tx.remove_draft(id)?;
    version::forget(tx, id, &kept.draft.steps)?;
    translate::forget(tx, id)?;
    uploads::forget_of(tx, id)?;
    trail::note(tx, now, who, "draft-discarded", json!({"draft": id}))
}

/// The drafts of the act `translation` that hold what was translated of an act.
pub(crate) fn translations_of(tx: &dyn ReadTx, act: ActId) -> Result<Vec<Kept>, CaseError> {
    let done = translate::draft_of(tx, act)?;
    let of = json!(act);
    let mut found = Vec::new();
    for row in tx.drafts(None)? {
        let kept = Kept::read(row)?;
        let file = &kept.draft.file;
        let says_so = file.kind == "translation" && file.says.get("of") == Some(&of);
        if says_so || done.as_ref() == Some(&kept.row.id) {
            found.push(kept);
        }
    }
    Ok(found)
}

fn lines(missing: &[Missing]) -> Vec<MissingLine> {
    let line = |one: &Missing| MissingLine {
        field: one.field,
        why: one.why,
    };
    missing.iter().map(line).collect()
}

fn line(attachment: &comity_core::body::Attachment) -> AttachmentLine {
    AttachmentLine {
        name: attachment.name.clone(),
        data_class: attachment.data_class,
        media_type: attachment.media_type.clone(),
        exhibit: attachment.exhibit.clone(),
        size: attachment.size,
        looks_like: None,
    }
}

/// Whether a draft may be seen: with its case, or with the office of whoever wrote it.
pub(crate) fn sees(tx: &dyn ReadTx, sight: &Sight, row: &DraftRow) -> Result<bool, StoreError> {
    match &row.dossier {
        Some(dossier) => access::may_see(tx, sight, &row.them, dossier),
        None => Ok(access::may_see_of(tx, sight, &row.by)),
    }
}

/// Whether a draft may be looked at: by whoever may see it, and by those who are asked to clear it.
pub(crate) fn looks_at(tx: &dyn ReadTx, sight: &Sight, row: &DraftRow) -> Result<bool, CaseError> {
    Ok(sees(tx, sight, row)? || asked::is_asked(tx, sight, row)?)
}
