//! Saving what translators wrote, as they saw it.

use comity_core::Time;
use comity_store::Store;
use comity_xliff::State;
use serde::Deserialize;
use serde_json::json;

use super::{
    TranslationError, TranslationView,
    job::{Job, Kept},
    segments::{self, SegmentView, UnitView},
};
use crate::{access::Sight, case::CaseError, hidden::hides_more, office::Office, people, trail};

/// The longest translation of a segment, in characters.
const LONGEST: usize = 20_000;

/// What somebody gives for a segment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The field.
    pub unit: String,
    /// The segment in it.
    pub segment: String,
    /// The translation; empty takes it back.
    pub target: String,
    /// How far it is; absent: translated.
    #[serde(default)]
    pub state: Option<State>,
    /// Of a stale segment: the translation fits the source as it is now.
    #[serde(default)]
    pub fits: bool,
}

impl<S: Store> Office<'_, S> {
    /// Saves translations of segments; others stay as they are.
    ///
    /// # Errors
    /// No such text or segment, it changed since `version` was seen, or a translation is too long or
    /// holds hidden characters that its source lacks.
    pub fn save_translation(
        &self,
        who: &str,
        sight: &Sight,
        id: &str,
        version: Option<&str>,
        given: &[Given],
        now: Time,
    ) -> Result<TranslationView, CaseError> {
        let view = self.translation(id, sight)?;
        if version.is_some_and(|version| version != view.version) {
            return Err(TranslationError::Changed.into());
        }
        let mut units = view.units;
        let mut hidden = Vec::new();
        for one in given {
            let segment = find(&mut units, &one.unit, &one.segment);
            let segment = segment.ok_or_else(|| TranslationError::Unknown(one.segment.clone()))?;
            match write(segment, one) {
                Ok(()) => {}
                Err(Unfit::Long(length)) => return Err(CaseError::Text(length)),
                Err(Unfit::Hidden) => hidden.push(segment.id.clone()),
            }
        }
        if !hidden.is_empty() {
            return Err(TranslationError::Hidden(hidden).into());
        }
        self.keep_translation(who, sight, id, &view.version, &units, now)?;
        self.translation(id, sight)
    }

    /// Keeps segments, if nothing changed since they were seen.
    pub(super) fn keep_translation(
        &self,
        who: &str,
        sight: &Sight,
        id: &str,
        version: &str,
        units: &[UnitView],
        now: Time,
    ) -> Result<(), CaseError> {
        let kept = segments::keep(units);
        let counted = segments::count(units);
        let seen = self.kept_before(id, sight, version)?;
        let (name, sight, id) = (who.to_owned(), sight.clone(), id.to_owned());
        self.node.store().write(move |tx| {
            people::actor(&*tx, &name)?.must_write()?;
            let mut job = Job::seen(&*tx, &id, &sight)?;
            if Kept::of(&*tx, &id)? != seen {
                return Err(TranslationError::Changed.into());
            }
            kept.put(tx, &id)?;
            (job.segments, job.translated) = (counted.0, counted.1);
            // What is saved now is not where the finished text went.
            if kept != seen {
                job.done = None;
            }
            job.put(tx)?;
            let what = json!({"translation": id, "translated": counted.1});
            trail::note(tx, now, &name, "translation-saved", what)?;
            Ok::<_, CaseError>(())
        })
    }

    /// What is kept, if it still makes what was seen.
    pub(super) fn kept_before(
        &self,
        id: &str,
        sight: &Sight,
        version: &str,
    ) -> Result<Kept, CaseError> {
        self.node.store().read(|tx| {
            let job = Job::seen(tx, id, sight)?;
            if self.view(tx, &job, sight)?.version != version {
                return Err(TranslationError::Changed.into());
            }
            Ok(Kept::of(tx, id)?)
        })
    }
}

/// A segment by its field and id.
pub(super) fn find<'a>(
    units: &'a mut [UnitView],
    unit: &str,
    segment: &str,
) -> Option<&'a mut SegmentView> {
    let unit = units.iter_mut().find(|one| one.id == unit)?;
    unit.segments.iter_mut().find(|one| one.id == segment)
}

/// Why what is given is not written into a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It has so many characters.
    Long(usize),
    /// It holds hidden characters that the source lacks.
    Hidden,
}

/// Writes what is given into a segment.
pub(super) fn write(segment: &mut SegmentView, given: &Given) -> Result<(), Unfit> {
    let target = given.target.replace("\r\n", "\n").trim().to_owned();
    let length = target.chars().count();
    if length > LONGEST {
        return Err(Unfit::Long(length));
    }
    if hides_more(&target, &segment.source) {
        return Err(Unfit::Hidden);
    }
    let same = target == segment.target;
    if target.is_empty() {
        segment.state = State::Initial;
        segment.was = None;
    } else if !same || segment.is_stale() && given.fits {
        segment.state = given.state.unwrap_or_default().max(State::Translated);
        segment.was = None;
    } else if let Some(state) = given.state.filter(|_| !segment.is_stale()) {
        segment.state = state.max(State::Translated);
    }
    segment.target = target;
    Ok(())
}
