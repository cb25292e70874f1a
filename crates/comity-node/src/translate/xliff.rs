//! A translation as a file for translators' tools, out and in.
//!
//! Ids of segments hold the fingerprint of their source. A segment of a file whose
//! source is not ours any more is refused by name; the others are taken.

use comity_core::{Time, codes::Language};
use comity_store::Store;
use comity_xliff::{Document, Note, Part, Segment, State, Term, Unit};
use serde::Serialize;

use super::{
    Given, TranslationError, TranslationView,
    given::{Unfit, find, write},
    segments::{SegmentView, UnitView},
};
use crate::{access::Sight, case::CaseError, office::Office};

/// What marks a segment whose source changed.
const STALE: &str = "comity:stale";

/// The words of a file, which are chosen where it goes out.
pub struct Edge<'a> {
    /// The name of a field, by its place.
    pub unit: &'a dyn Fn(&str) -> String,
    /// The terms of the glossary that a text in this language uses.
    pub terms: &'a dyn Fn(&str, Language) -> Vec<Term>,
    /// Notes on the whole.
    pub notes: Vec<Note>,
    /// The note that a source was another one before.
    pub was: &'a dyn Fn(&str) -> String,
}

/// What became of a file that came in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// How many segments were taken.
    pub taken: usize,
    /// How many say what was there already, or nothing.
    pub unchanged: usize,
    /// Those that were refused.
    pub refused: Vec<Refused>,
}

/// A segment that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The field.
    pub unit: String,
    /// The segment.
    pub segment: String,
    /// The source that it was translated from, cut.
    pub source: String,
    /// Why.
    pub why: Why,
}

/// Why a segment was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The text holds no such segment any more: its source changed.
    Stale,
    /// The file says another source than went out with this id.
    Source,
    /// The translation is too long.
    Long,
    /// The translation holds hidden characters that its source lacks.
    Hidden,
}

impl Why {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Source => "source",
            Self::Long => "long",
            Self::Hidden => "hidden",
        }
    }
}

impl TranslationView {
    /// The text as an XLIFF 2.1 file.
    #[must_use]
    pub fn to_xliff(&self, edge: &Edge<'_>) -> String {
        let unit = |one: &UnitView| unit(one, edge, self.line.source);
        comity_xliff::write(&Document {
            source: self.line.source.code().to_owned(),
            target: Some(self.line.target.code().to_owned()),
            id: "text".to_owned(),
            original: self.line.id.clone(),
            notes: edge.notes.clone(),
            units: self.units.iter().map(unit).collect(),
        })
    }
}

fn unit(unit: &UnitView, edge: &Edge<'_>, language: Language) -> Unit {
    let mut terms: Vec<Term> = Vec::new();
    let mut notes = Vec::new();
    let mut parts = Vec::new();
    if !unit.cut.lead.is_empty() {
        parts.push(Part::Between(unit.cut.lead.clone()));
    }
    for (segment, piece) in unit.segments.iter().zip(&unit.cut.pieces) {
        let new = (edge.terms)(&segment.source, language);
        terms.extend(
            new.into_iter()
                .filter(|one| !terms.contains(one))
                .collect::<Vec<_>>(),
        );
        if let Some(was) = &segment.was {
            notes.push(Note {
                category: segment.id.clone(),
                text: (edge.was)(was),
            });
        }
        parts.push(Part::Segment(out(segment)));
        if !piece.gap.is_empty() {
            parts.push(Part::Between(piece.gap.clone()));
        }
    }
    Unit {
        name: (edge.unit)(&unit.id),
        id: unit.id.clone(),
        terms,
        notes,
        parts,
    }
}

fn out(segment: &SegmentView) -> Segment {
    Segment {
        id: segment.id.clone(),
        state: segment.state,
        sub_state: segment.is_stale().then(|| STALE.to_owned()),
        source: segment.source.clone(),
        target: (!segment.target.is_empty()).then(|| segment.target.clone()),
    }
}

impl<S: Store> Office<'_, S> {
    /// Takes in a file that went out before: segments whose source is still the same are taken, others
    /// named.
    ///
    /// # Errors
    /// No such text; or the file is none, of another text, or for other languages.
    pub fn take_xliff(
        &self,
        who: &str,
        sight: &Sight,
        id: &str,
        bytes: &[u8],
        now: Time,
    ) -> Result<Taken, CaseError> {
        let document = comity_xliff::read(bytes).map_err(TranslationError::from)?;
        let view = self.translation(id, sight)?;
        let (source, target) = (view.line.source.code(), view.line.target.code());
        if document.source != source || document.target.as_deref() != Some(target) {
            return Err(TranslationError::Languages {
                source_language: cut(&document.source),
                target_language: cut(&document.target.unwrap_or_default()),
            }
            .into());
        }
        if document.original != view.line.id {
            return Err(TranslationError::Other(cut(&document.original)).into());
        }
        let mut units = view.units;
        let mut taken = Taken::default();
        for unit in &document.units {
            for part in &unit.parts {
                if let Part::Segment(segment) = part {
                    take(&mut units, &unit.id, segment, &mut taken);
                }
            }
        }
        self.keep_translation(who, sight, id, &view.version, &units, now)?;
        Ok(taken)
    }
}

fn take(units: &mut [UnitView], unit: &str, segment: &Segment, taken: &mut Taken) {
    let mut refuse = |why| {
        taken.refused.push(Refused {
            unit: cut(unit),
            segment: cut(&segment.id),
            source: segment.source.chars().take(200).collect(),
            why,
        });
    };
    let Some(ours) = find(units, unit, &segment.id) else {
        return refuse(Why::Stale);
    };
    if ours.source != segment.source {
        return refuse(Why::Source);
    }
    let target = segment.target.clone().unwrap_or_default();
    // A tool that left a segment alone says nothing about it.
    if target.trim().is_empty() {
        taken.unchanged += 1;
        return;
    }
    let before = ours.clone();
    let given = Given {
        unit: unit.to_owned(),
        segment: segment.id.clone(),
        target,
        state: (segment.state > State::Initial).then_some(segment.state),
        fits: segment.state > State::Initial,
    };
    match write(ours, &given) {
        Ok(()) => {}
        Err(Unfit::Long(_)) => return refuse(Why::Long),
        Err(Unfit::Hidden) => return refuse(Why::Hidden),
    }
    if *ours == before {
        taken.unchanged += 1;
    } else {
        taken.taken += 1;
    }
}

fn cut(text: &str) -> String {
    text.chars().take(80).collect()
}
