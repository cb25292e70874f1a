//! The queue, one text with its segments, and what drafts and cases show of them.

use comity_core::{ActId, DossierId, PartyName, Time, codes::Language};
use comity_store::{ReadTx, Store, access::Who};
use serde::{Deserialize, Serialize};

use super::{
    TranslationError, fields,
    job::{Done, Job, Kept, What},
    queue,
    segments::{self, UnitView},
};
use crate::{
    access::Sight,
    case::{CaseError, content, draft, file::ActFile, house, rows},
    office::Office,
    people::{Person, Role},
};

/// A text that waits, in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranslationLine {
    /// Its id: that of the draft or act.
    pub id: String,
    /// What is translated.
    #[serde(flatten)]
    pub what: What,
    /// The counterpart.
    pub them: PartyName,
    /// The case, for who may know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// Our reference of the case, for who may know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The kind of act.
    pub kind: String,
    /// The language to translate from.
    pub source: Language,
    /// The language to translate into.
    pub target: Language,
    /// Who asked; absent where it was found in the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<String>,
    /// Of whom, as `office:D-17` or `person:li`; absent: of whoever sees the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_of: Option<String>,
    /// When it came into the queue.
    pub at: Time,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Time>,
    /// How many segments it has.
    pub segments: usize,
    /// How many have a translation that fits their source.
    pub translated: usize,
    /// How many have one of a source that changed.
    pub stale: usize,
    /// Who finished it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
}

impl TranslationLine {
    /// Where it stands in the order of the queue.
    #[must_use]
    pub fn place(&self) -> TranslationPlace {
        TranslationPlace(self.due.is_none(), self.due, self.at, self.id.clone())
    }

    /// Whether somebody still has to do something.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.done.is_none() || self.translated < self.segments
    }
}

/// A place in the queue, which holds while texts come and go: by nearest deadline; what has none comes
/// last, the longest waiting first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TranslationPlace(bool, Option<Time>, Time, String);

/// A text with its segments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranslationView {
    /// The text.
    #[serde(flatten)]
    pub line: TranslationLine,
    /// Its fields.
    pub units: Vec<UnitView>,
    /// Names this state, for those who change it only as they saw it.
    #[serde(skip)]
    pub version: String,
    /// Whether its reader sees the draft or case that it is of, and not its text alone.
    #[serde(skip)]
    pub whole: bool,
}

/// A translation of an act of theirs, made for ourselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HouseTranslation {
    /// The act.
    pub act: ActId,
    /// The language that it was translated into; the act itself stays the authoritative text.
    pub language: Language,
    /// Who.
    pub by: String,
    /// When.
    pub at: Time,
    /// The fields: place and text.
    pub texts: Vec<(String, String)>,
}

impl<S: Store> Office<'_, S> {
    /// What waits for its translation and may be seen, by nearest deadline; what has none
    /// comes last, the longest waiting first.
    ///
    /// # Errors
    /// The store.
    pub fn translations(&self, sight: &Sight) -> Result<Vec<TranslationLine>, CaseError> {
        self.node
            .store()
            .read(|tx| self.lines(tx, sight, queue::jobs(tx, false)?.into_iter()))
    }

    /// Those of them that somebody asked for, or that were promised to the other side.
    pub(crate) fn wanted_translations(
        &self,
        tx: &dyn ReadTx,
        sight: &Sight,
    ) -> Result<Vec<TranslationLine>, CaseError> {
        self.lines(tx, sight, queue::jobs(tx, true)?.into_iter())
    }

    /// What waits for this person to translate it: what others asked of the person or of the
    /// person's office, and of a translator what they asked of nobody in particular.
    pub(crate) fn texts_for(
        &self,
        tx: &dyn ReadTx,
        person: &Person,
        sight: &Sight,
    ) -> Result<Vec<TranslationLine>, CaseError> {
        let translator = person.roles.contains(&Role::Translator);
        let jobs = queue::jobs(tx, true)?.into_iter().filter(|job| {
            let is_theirs = match job.asked_of() {
                Some(asked) => is_of(&asked, person),
                None => translator,
            };
            is_theirs && job.by.as_ref() != Some(&person.name)
        });
        self.lines(tx, sight, jobs)
    }

    /// The lines of these jobs that are open and may be seen, in order.
    pub(super) fn lines(
        &self,
        tx: &dyn ReadTx,
        sight: &Sight,
        jobs: impl Iterator<Item = Job>,
    ) -> Result<Vec<TranslationLine>, CaseError> {
        let mut lines = Vec::new();
        for job in jobs {
            lines.extend(self.waiting_line(tx, job, sight)?);
        }
        lines.sort_by_cached_key(TranslationLine::place);
        Ok(lines)
    }

    /// What waits for its translation and was asked by others of this person, or of the office
    /// to which the person belongs.
    pub(crate) fn asked_to_translate(
        &self,
        tx: &dyn ReadTx,
        person: &Person,
        sight: &Sight,
    ) -> Result<Vec<TranslationLine>, CaseError> {
        let jobs = queue::jobs(tx, true)?.into_iter().filter(|job| {
            let of_mine = job.asked_of().is_some_and(|asked| is_of(&asked, person));
            of_mine && job.by.as_ref() != Some(&person.name)
        });
        self.lines(tx, sight, jobs)
    }

    /// The line of a job that is open and may be seen.
    fn waiting_line(
        &self,
        tx: &dyn ReadTx,
        job: Job,
        sight: &Sight,
    ) -> Result<Option<TranslationLine>, CaseError> {
        if !job.is_for(tx, sight)? {
            return Ok(None);
        }
        let row = match &job.case {
            Some(case) => tx.dossier(&job.them, case)?,
            None => None,
        };
        if row.as_ref().is_some_and(house::is_over) {
            return Ok(None);
        }
        let line = if let What::Draft { draft } = &job.of {
            match draft_line(tx, &job, draft, sight)? {
                Some(line) => line,
                None => return Ok(None),
            }
        } else {
            let mut line = line(tx, &job, (job.segments, job.translated, 0), sight)?;
            // Nobody promised one of theirs: what is due in the case sets the pace, for who sees it.
            if job.shows_case(tx, sight)? {
                line.due = line.due.or_else(|| row.and_then(|row| row.next_due));
            }
            line
        };
        let waits = match line.done.as_ref().and_then(|done| done.draft.as_ref()) {
            // A draft that was thrown away leaves the promise open.
            Some(draft) => tx.draft(draft)?.is_none(),
            None => line.is_open(),
        };
        Ok(waits.then_some(line))
    }

    /// One text with its segments.
    ///
    /// # Errors
    /// None that may be seen, or its content was erased.
    pub fn translation(&self, id: &str, sight: &Sight) -> Result<TranslationView, CaseError> {
        self.node.store().read(|tx| {
            let job = Job::seen(tx, id, sight)?;
            self.view(tx, &job, sight)
        })
    }

    pub(super) fn view(
        &self,
        tx: &dyn ReadTx,
        job: &Job,
        sight: &Sight,
    ) -> Result<TranslationView, CaseError> {
        let kept = Kept::of(tx, &job.of.id())?;
        let (source, kept) = self.source(tx, job, kept)?;
        let units = segments::units(&source, &kept)?;
        Ok(TranslationView {
            line: line(tx, job, segments::count(&units), sight)?,
            version: segments::version(&units),
            units,
            whole: job.is_seen(tx, sight)?,
        })
    }

    /// The fields to be translated, as they stand now: those that lack the language, and those
    /// that were translated here before; with what is kept of them, as it was corrected since.
    pub(super) fn source(
        &self,
        tx: &dyn ReadTx,
        job: &Job,
        kept: Kept,
    ) -> Result<(Vec<(String, String)>, Kept), CaseError> {
        let gone = || TranslationError::Unknown(job.of.id());
        match &job.of {
            What::Draft { draft } => {
                let row = tx.draft(draft)?.ok_or_else(gone)?;
                let file = draft::Kept::read(row)?.draft.file;
                let kept = corrected(&kept, job, &file);
                Ok((of_file(&file, job, &kept), kept))
            }
            What::Owed { act } | What::House { act } => {
                let said = tx.acts_with_id(&job.them, *act)?.into_iter().next();
                let said = said.ok_or_else(gone)?;
                let (secrets, parties) = (self.node.secrets(), self.parties(&job.them)?);
                let content = content::open(tx, &*secrets.sealer, &parties, &said)?;
                let body = content.body().ok_or_else(gone)?;
                let texts = fields::texts(body.request.as_ref(), &body.text);
                Ok((wanted(&texts, job, &kept), kept))
            }
        }
    }
}

/// Whether this is the person, or the person's office.
fn is_of(who: &Who, person: &Person) -> bool {
    match who {
        Who::Person(name) => *name == person.name,
        Who::Office(code) => *code == person.office,
        Who::Nobody => false,
    }
}

fn wanted(
    texts: &[(&str, &comity_core::body::Texts)],
    job: &Job,
    kept: &Kept,
) -> Vec<(String, String)> {
    texts
        .iter()
        .filter(|(place, texts)| {
            fields::says(texts, job.source)
                && (!fields::says(texts, job.target) || !kept.unit(place).is_empty())
        })
        .filter_map(|(place, texts)| Some(((*place).to_owned(), texts.get(&job.source)?.clone())))
        .collect()
}

/// The fields of a draft that are to be translated.
pub(super) fn of_file(file: &ActFile, job: &Job, kept: &Kept) -> Vec<(String, String)> {
    wanted(&fields::texts(file.request.as_ref(), &file.text), job, kept)
}

/// What is kept, with what the author of a draft corrected in its second language since it went in.
pub(super) fn corrected(kept: &Kept, job: &Job, file: &ActFile) -> Kept {
    let mut kept = kept.clone();
    if job.done.is_some() {
        for (place, texts) in fields::texts(file.request.as_ref(), &file.text) {
            if let Some(text) = texts.get(&job.target) {
                kept.correct(place, text);
            }
        }
    }
    kept
}

fn draft_line(
    tx: &dyn ReadTx,
    job: &Job,
    draft: &str,
    sight: &Sight,
) -> Result<Option<TranslationLine>, CaseError> {
    let Some(row) = tx.draft(draft)? else {
        return Ok(None);
    };
    let file = draft::Kept::read(row)?.draft.file;
    let kept = corrected(&Kept::of(tx, draft)?, job, &file);
    // What grew too long since is shown as it was last counted.
    let counted = segments::units(&of_file(&file, job, &kept), &kept)
        .map_or((job.segments, job.translated, 0), |units| {
            segments::count(&units)
        });
    line(tx, job, counted, sight).map(Some)
}

fn line(
    tx: &dyn ReadTx,
    job: &Job,
    (segments, translated, stale): (usize, usize, usize),
    sight: &Sight,
) -> Result<TranslationLine, CaseError> {
    // Of whom it is only asked learns nothing of the case.
    let case = match job.shows_case(tx, sight)? {
        true => job.case.clone(),
        false => None,
    };
    let reference = match &case {
        Some(case) => rows::known_reference(tx, case)?,
        None => None,
    };
    Ok(TranslationLine {
        id: job.of.id(),
        what: job.of.clone(),
        them: job.them.clone(),
        case,
        reference,
        kind: job.kind.clone(),
        source: job.source,
        target: job.target,
        asked_by: job.by.clone(),
        asked_of: job.asked.clone(),
        at: job.at,
        due: job.due,
        segments,
        translated,
        stale,
        done: job.done.clone(),
    })
}

/// How far the translation of a draft is, where one was asked for.
pub(crate) fn of_draft(tx: &dyn ReadTx, draft: &str) -> Result<Option<TranslationLine>, CaseError> {
    match Job::find(tx, draft)? {
        // Who is shown the draft is shown its case with it.
        Some(job) => draft_line(tx, &job, draft, &Sight::All),
        None => Ok(None),
    }
}

/// Our own translation of an act of theirs, where one was finished.
pub(crate) fn of_act<S: Store>(
    tx: &dyn ReadTx,
    office: Office<'_, S>,
    act: ActId,
) -> Result<Option<HouseTranslation>, CaseError> {
    let Some(job) = Job::find(tx, &act.to_string())? else {
        return Ok(None);
    };
    let (What::House { .. }, Some(done)) = (&job.of, &job.done) else {
        return Ok(None);
    };
    let kept = Kept::of(tx, &act.to_string())?;
    let units = match office.source(tx, &job, kept) {
        Ok((source, kept)) => segments::units(&source, &kept)?,
        Err(CaseError::Translation(TranslationError::Unknown(_))) => return Ok(None),
        Err(error) => return Err(error),
    };
    let text = |unit: &UnitView| (unit.id.clone(), unit.translated(job.target));
    Ok(Some(HouseTranslation {
        act,
        language: job.target,
        by: done.by.clone(),
        at: done.at,
        texts: units.iter().map(text).collect(),
    }))
}
