//! Asking for a translation, handing it to others, and taking it out of the queue again.

use comity_core::{ActId, Time, body::Body, canonical::V1};
use comity_store::{ReadTx, Store, Tx, access::Who};
use serde_json::json;

use super::{
    TranslationError, TranslationLine, fields,
    job::{self, Job, Kept, What},
    segments,
};
use crate::{
    access::{self, Sight},
    accounts::{Permission, office},
    case::{
        CaseError, content,
        draft::{self, WRITING},
        drafting,
    },
    office::Office,
    people, trail,
};

/// What a translation is asked of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A draft, by its id.
    Draft(String),
    /// An act that was said.
    Act(ActId),
}

impl About {
    /// A draft or an act by its id.
    #[must_use]
    pub fn of_id(id: &str) -> Self {
        id.parse()
            .map_or_else(|_| Self::Draft(id.to_owned()), Self::Act)
    }
}

/// How a translation is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Of whom; nobody in particular: whoever sees the draft or case.
    pub of: Option<Who>,
    /// By when.
    pub due: Option<Time>,
}

impl<S: Store> Office<'_, S> {
    /// Asks for the translation of a draft or an act, or hands it to others where it waits already.
    ///
    /// Whom it is asked of sees the text of this draft or act, and nothing else of the case.
    ///
    /// # Errors
    /// Who asks does not see it; it lacks no language or is too long; no such person or office, or one
    /// who may not translate.
    pub fn ask_translation(
        &self,
        who: &str,
        sight: &Sight,
        about: &About,
        asked: Asked,
        now: Time,
    ) -> Result<TranslationLine, CaseError> {
        let fresh = self
            .node
            .store()
            .read(|tx| self.fresh(tx, who, sight, about, now))?;
        let (name, see) = (who.to_owned(), sight.clone());
        let id = self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?.must_write()?;
            let id = fresh.of.id();
            let mut job = match Job::find(&*tx, &id)? {
                Some(job) => job,
                None => fresh,
            };
            if !job.is_seen(&*tx, &see)? {
                return Err(TranslationError::Unknown(id).into());
            }
            if let Some(of) = &asked.of {
                must_translate(&*tx, of)?;
            }
            job.asked = asked.of.map(|of| of.to_string());
            // What was promised to the other side stays promised.
            if !matches!(job.of, What::Owed { .. }) {
                job.due = asked.due;
            }
            job.by = Some(name.clone());
            // A draft that was translated before and changed since is open again by itself.
            job.put(tx)?;
            let what = json!({"translation": id, "what": job.of.code(), "of": job.asked});
            trail::note(tx, now, &name, "translation-asked", what)?;
            Ok::<_, CaseError>(id)
        })?;
        Ok(self.translation(&id, sight)?.line)
    }

    /// The job that a draft or act makes.
    fn fresh(
        &self,
        tx: &dyn ReadTx,
        who: &str,
        sight: &Sight,
        about: &About,
        now: Time,
    ) -> Result<Job, CaseError> {
        match about {
            About::Draft(id) => {
                let unknown = || CaseError::NoDraft(id.chars().take(80).collect());
                let row = tx.draft(id)?.ok_or_else(unknown)?;
                if !drafting::sees(tx, sight, &row)? {
                    return Err(unknown());
                }
                let kept = draft::Kept::read(row)?;
                kept.must_be(WRITING)?;
                let (row, file) = (kept.row, kept.draft.file);
                let texts = fields::texts(file.request.as_ref(), &file.text);
                let before = Job::find(tx, id)?;
                let from = before.map(|job| job.source);
                let from = from.or_else(|| fields::from(&texts, file.language));
                let source = from.ok_or(TranslationError::Nothing)?;
                let job = Job {
                    of: What::Draft { draft: id.clone() },
                    them: row.them,
                    case: row.dossier,
                    kind: file.kind.clone(),
                    source,
                    target: fields::other(source),
                    by: Some(who.to_owned()),
                    at: now,
                    due: None,
                    asked: None,
                    done: None,
                    segments: 0,
                    translated: 0,
                    v: V1,
                };
                let (found, kept) = self.source(tx, &job, Kept::of(tx, id)?)?;
                segments::units(&found, &kept)?;
                Ok(job)
            }
            About::Act(act) => {
                let unknown = || TranslationError::Unknown(act.to_string());
                for them in tx.channels()? {
                    let Some(said) = tx.acts_with_id(&them, *act)?.into_iter().next() else {
                        continue;
                    };
                    let case = said.envelope.dossier.clone().ok_or_else(unknown)?;
                    if !access::may_see(tx, sight, &them, &case)? {
                        return Err(unknown().into());
                    }
                    if let Some(job) = Job::find(tx, &act.to_string())? {
                        return Ok(job);
                    }
                    let (secrets, parties) = (self.node.secrets(), self.parties(&them)?);
                    if Some(said.side) == parties.side(self.node.me()) {
                        // Of ours only what was promised waits, and that is found in the record.
                        return Err(TranslationError::Nothing.into());
                    }
                    let content = content::open(tx, &*secrets.sealer, &parties, &said)?;
                    let body = content.body().ok_or(TranslationError::Nothing)?;
                    let mut job = of_act(What::House { act: *act }, &them, &said, body, now)?
                        .ok_or(TranslationError::Nothing)?;
                    job.by = Some(who.to_owned());
                    return Ok(job);
                }
                Err(unknown().into())
            }
        }
    }

    /// Takes a text out of the queue, with what was translated of it.
    ///
    /// # Errors
    /// None that may be seen, who asks only reads, or it was promised to the other side.
    pub fn drop_translation(
        &self,
        who: &str,
        sight: &Sight,
        id: &str,
        now: Time,
    ) -> Result<(), CaseError> {
        let (name, sight, id) = (who.to_owned(), sight.clone(), id.to_owned());
        self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?.must_write()?;
            let job = Job::seen(&*tx, &id, &sight)?;
            // Whom it was asked of does it or not; that it is not needed, others say.
            if !job.is_seen(&*tx, &sight)? {
                return Err(TranslationError::Unknown(id).into());
            }
            if matches!(job.of, What::Owed { .. }) {
                return Err(TranslationError::Owed.into());
            }
            job::forget(tx, &id)?;
            let what = json!({"translation": id, "what": job.of.code()});
            trail::note(tx, now, &name, "translation-dropped", what)?;
            Ok(())
        })
    }
}

/// The job that an act makes which stands in one language; none where there is nothing to translate,
/// or too much.
pub(super) fn of_act(
    of: What,
    them: &comity_core::PartyName,
    said: &comity_core::record::Said,
    body: &Body,
    now: Time,
) -> Result<Option<Job>, TranslationError> {
    let texts = fields::texts(body.request.as_ref(), &body.text);
    let from = fields::from(&texts, body.language);
    // A text that lacks a translation here and there was left so on purpose.
    let Some(source) = from.filter(|from| fields::lacks_all(&texts, fields::other(*from))) else {
        return Ok(None);
    };
    let wanted: Vec<(String, String)> = texts
        .iter()
        .filter(|(_, texts)| fields::says(texts, source))
        .filter_map(|(place, texts)| Some(((*place).to_owned(), texts.get(&source)?.clone())))
        .collect();
    let units = segments::units(&wanted, &Kept::default())?;
    Ok(Some(Job {
        of,
        them: them.clone(),
        case: said.envelope.dossier.clone(),
        kind: said.envelope.kind.clone(),
        source,
        target: fields::other(source),
        by: None,
        at: now,
        due: None,
        asked: None,
        done: None,
        segments: segments::count(&units).0,
        translated: 0,
        v: V1,
    }))
}

/// Refuses an office that the house does not know and a person who may not translate.
fn must_translate(tx: &dyn ReadTx, who: &Who) -> Result<(), CaseError> {
    let may = match who {
        Who::Person(name) => {
            let person = people::actor(tx, name)?.person;
            // Nobody is registered yet: whoever sets the house up may.
            person.is_none_or(|person| {
                let mut roles = person.roles.iter();
                roles.any(|role| role.permits(Permission::Translate))
            })
        }
        Who::Office(code) => office::knows(tx, code)?,
        Who::Nobody => return Err(access::AccessError::Nobody.into()),
    };
    if may {
        Ok(())
    } else {
        Err(TranslationError::NoTranslator(who.to_string()).into())
    }
}

/// What is kept under an id becomes what is kept under another.
pub(super) fn carry(tx: &mut dyn Tx, from: &str, to: &str) -> Result<(), CaseError> {
    let kept = Kept::of(&*tx, from)?;
    if kept != Kept::default() {
        kept.put(tx, to)?;
    }
    Ok(())
}
