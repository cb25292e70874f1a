//! Finishing: the text goes where it belongs, and waits no more.

use comity_core::{ActId, Time, body::Translator, codes::TranslationLevel, record::Said};
use comity_store::{Store, Tx};
use serde_json::{Value, json};

use super::{
    TranslationError, TranslationLine, ask, fields,
    job::{self, Done, Job, Kept, What},
    segments,
    shown::{corrected, of_file},
};
use crate::{
    access::Sight,
    case::{
        CaseError,
        draft::{self, Did, WRITING},
        file::ActFile,
    },
    office::Office,
    people::{self, Actor},
    trail,
};

impl<S: Store> Office<'_, S> {
    /// Finishes a translation: a draft gets its second language, what was promised
    /// becomes a draft of the act `translation`, and what is for the house stays with the case.
    ///
    /// # Errors
    /// It changed since `version` was seen; segments are missing or stale; or the draft waits for release.
    pub fn finish_translation(
        &self,
        who: &str,
        sight: &Sight,
        id: &str,
        version: Option<&str>,
        now: Time,
    ) -> Result<TranslationLine, CaseError> {
        let view = self.translation(id, sight)?;
        if version.is_some_and(|version| version != view.version) {
            return Err(TranslationError::Changed.into());
        }
        let (all, translated, stale) = segments::count(&view.units);
        if translated < all {
            let missing = all - translated - stale;
            return Err(TranslationError::Unfinished { missing, stale }.into());
        }
        // The source of an act is read before: it never changes, and opening it takes its time.
        let said = self.said_of(&view.line.what, &view.line.them)?;
        let texts: Vec<(String, String)> = view
            .units
            .iter()
            .map(|unit| (unit.id.clone(), unit.translated(view.line.target)))
            .collect();
        let (name, see, key) = (who.to_owned(), sight.clone(), id.to_owned());
        let stored = self.kept_before(id, sight, &view.version)?;
        let version = view.version.clone();
        let language = said.as_ref().map(|(_, language)| *language);
        let said = said.map(|(said, _)| said);
        let done = self.node.store().write(move |tx| {
            let actor = people::actor(&*tx, &name)?;
            actor.must_write()?;
            let mut job = Job::seen(&*tx, &key, &see)?;
            if Kept::of(&*tx, &key)? != stored {
                return Err(TranslationError::Changed.into());
            }
            let end = End {
                actor: &actor,
                texts,
                stored,
                version,
                now,
            };
            let draft = match &job.of {
                What::Draft { draft } => {
                    end.fill_draft(tx, draft, &job)?;
                    None
                }
                What::Owed { act } => {
                    let said = said.as_ref().ok_or(TranslationError::Nothing)?;
                    let language = language.unwrap_or(job.source);
                    Some(end.as_act(tx, *act, said, language, &job)?)
                }
                What::House { .. } => {
                    if let Some(case) = &job.case {
                        tx.note_terms_due(&job.them, case)?;
                    }
                    None
                }
            };
            job.done = Some(Done {
                at: now,
                by: name.clone(),
                draft: draft.clone(),
            });
            job.put(tx)?;
            let what = json!({"translation": key, "what": job.of.code(), "draft": draft});
            trail::note(tx, now, &name, "translation-done", what)?;
            Ok::<_, CaseError>(job.done)
        })?;
        Ok(TranslationLine { done, ..view.line })
    }

    /// The act that a promise was made with, and the language of its text that is authoritative.
    fn said_of(
        &self,
        what: &What,
        them: &comity_core::PartyName,
    ) -> Result<Option<(Said, comity_core::codes::Language)>, CaseError> {
        let What::Owed { act } = what else {
            return Ok(None);
        };
        let (secrets, parties) = (self.node.secrets(), self.parties(them)?);
        self.node.store().read(|tx| {
            let said = tx.acts_with_id(them, *act)?.into_iter().next();
            let said = said.ok_or(TranslationError::Nothing)?;
            let content = crate::case::content::open(tx, &*secrets.sealer, &parties, &said)?;
            let language = content.body().map(|body| body.language);
            Ok(language.map(|language| (said, language)))
        })
    }
}

/// How a translation ends.
struct End<'a> {
    actor: &'a Actor,
    texts: Vec<(String, String)>,
    /// What was kept of it when it was looked at.
    stored: Kept,
    /// What it looked like.
    version: String,
    now: Time,
}

impl End<'_> {
    /// The second language of a draft.
    fn fill_draft(&self, tx: &mut dyn Tx, draft: &str, job: &Job) -> Result<(), CaseError> {
        let mut kept = draft::Kept::find(&*tx, draft)?;
        kept.must_be(WRITING)?;
        // The source may have changed between the look and this: then it looks otherwise.
        let file = &kept.draft.file;
        let stored = corrected(&self.stored, job, file);
        let units = segments::units(&of_file(file, job, &stored), &stored)?;
        if segments::version(&units) != self.version {
            return Err(TranslationError::Changed.into());
        }
        self.write(&mut kept.draft.file, job);
        let who = &self.actor.name;
        kept.step(
            tx,
            draft::Step::new(Did::Translated, who, self.now),
            WRITING,
        )
    }

    /// The act `translation`, as a draft.
    fn as_act(
        &self,
        tx: &mut dyn Tx,
        act: ActId,
        said: &Said,
        language: comity_core::codes::Language,
        job: &Job,
    ) -> Result<String, CaseError> {
        let mut file = ActFile::new("translation");
        file.case.clone_from(&job.case);
        // The authoritative text is that of the act, and the office that said it speaks again.
        file.language = language;
        file.office = Some(said.envelope.office.clone());
        file.duty.clone_from(&said.envelope.duty);
        let says = json!({"language": job.target, "level": TranslationLevel::Working, "of": act});
        if let Value::Object(says) = says {
            file.says = says;
        }
        self.write(&mut file, job);
        let who = &self.actor.name;
        let mut kept = draft::Kept::new(tx, &job.them, file, String::new(), who, self.now)?;
        kept.step(tx, draft::Step::new(Did::Made, who, self.now), WRITING)?;
        let what = json!({"draft": kept.row.id, "kind": "translation", "them": job.them});
        trail::note(tx, self.now, who, "draft-made", what)?;
        Ok(kept.row.id)
    }

    fn write(&self, file: &mut ActFile, job: &Job) {
        for (place, text) in &self.texts {
            fields::put(file, place, job.target, text.clone());
        }
        // By whom the second language is, and that it is worth no more than a working translation.
        if file.translator.is_none()
            && let Some(person) = &self.actor.person
        {
            file.translator = Some(Translator {
                level: TranslationLevel::Working,
                office: person.office.clone(),
                statement: comity_core::body::Texts::new(),
            });
        }
    }
}

/// What becomes of the queue when a draft is said: its translation goes with it; where one was promised
/// with it, what is translated so far is kept for that; and a translation that is said is owed no more.
pub(crate) fn said(
    tx: &mut dyn Tx,
    draft: &str,
    kind: &str,
    says: &serde_json::Map<String, Value>,
    act: ActId,
) -> Result<(), CaseError> {
    if says.contains_key("translation_by") {
        ask::carry(tx, draft, &act.to_string())?;
    }
    job::forget(tx, draft)?;
    if kind == "translation"
        && let Some(of) = says.get("of").and_then(Value::as_str)
    {
        job::forget(tx, of)?;
    }
    Ok(())
}
