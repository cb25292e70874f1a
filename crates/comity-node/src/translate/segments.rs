//! The segments of a text as they stand now, each with what was kept of its translation.

use std::collections::BTreeMap;

use comity_core::segments::{Cut, Link, align, cut, fingerprint};
use comity_tlog::hash::sha256;
use comity_xliff::State;
use data_encoding::HEXLOWER;
use serde::Serialize;

use super::{
    TranslationError,
    job::{Kept, KeptSegment, KeptUnit},
};

/// The most segments of a text.
const SEGMENTS: usize = 2_000;
/// The most bytes of a text: it must fit into one form.
const BYTES: usize = 256 << 10;

/// A field of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitView {
    /// Its place in the act: `text`, `request.facts`.
    pub id: String,
    /// Its segments.
    pub segments: Vec<SegmentView>,
    /// With the white space between them.
    #[serde(skip)]
    pub(super) cut: Cut,
}

/// A segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SegmentView {
    /// Its id in the field, made of the fingerprint of its source.
    pub id: String,
    /// What is to be translated.
    pub source: String,
    /// The translation; empty where there is none.
    pub target: String,
    /// How far it is.
    pub state: State,
    /// The source that was translated, where it is another one now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
}

impl SegmentView {
    /// Whether its source changed since it was translated.
    #[must_use]
    pub const fn is_stale(&self) -> bool {
        self.was.is_some()
    }

    /// Whether it has a translation of what its source says now.
    #[must_use]
    pub fn is_translated(&self) -> bool {
        !self.target.is_empty() && !self.is_stale()
    }
}

impl UnitView {
    /// The field in the other language.
    pub(super) fn translated(&self, language: comity_core::codes::Language) -> String {
        let targets = self.segments.iter().map(|segment| segment.target.as_str());
        self.cut.joined(targets, language)
    }
}

/// The segments of a text, given as its fields with their places.
pub(super) fn units(
    source: &[(String, String)],
    kept: &Kept,
) -> Result<Vec<UnitView>, TranslationError> {
    let bytes: usize = source.iter().map(|(_, text)| text.len()).sum();
    let units: Vec<UnitView> = source
        .iter()
        .map(|(id, text)| unit(id, text, kept.unit(id)))
        .collect();
    let count = units.iter().map(|unit| unit.segments.len()).sum();
    if count > SEGMENTS || bytes > BYTES {
        return Err(TranslationError::TooLong(count));
    }
    Ok(units)
}

fn unit(id: &str, text: &str, kept: &[KeptSegment]) -> UnitView {
    let cut = cut(text);
    let new: Vec<_> = cut
        .pieces
        .iter()
        .map(|one| fingerprint(&one.text))
        .collect();
    let old: Vec<_> = kept.iter().map(|one| fingerprint(&one.source)).collect();
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut segments = Vec::with_capacity(new.len());
    for ((piece, hash), link) in cut.pieces.iter().zip(&new).zip(align(&old, &new)) {
        let short = HEXLOWER.encode(hash.as_bytes().get(..6).unwrap_or_default());
        let times = met.entry(short.clone()).or_default();
        let id = format!("s{short}-{times}");
        *times += 1;
        let (before, stale) = match link {
            Link::Same(at) => (kept.get(at), false),
            Link::Instead(at) => (kept.get(at), true),
            Link::New => (None, false),
        };
        // What had no translation is not stale.
        let before = before.filter(|one| !one.target.is_empty());
        segments.push(SegmentView {
            id,
            source: piece.text.clone(),
            target: before.map(|one| one.target.clone()).unwrap_or_default(),
            state: before
                .filter(|_| !stale)
                .map_or(State::Initial, |one| one.state),
            was: before.filter(|_| stale).map(|one| one.source.clone()),
        });
    }
    UnitView {
        id: id.to_owned(),
        segments,
        cut,
    }
}

/// What is kept of these segments: a stale one with the source that it was translated from.
pub(super) fn keep(units: &[UnitView]) -> Kept {
    let segment = |one: &SegmentView| KeptSegment {
        source: one.was.clone().unwrap_or_else(|| one.source.clone()),
        target: one.target.clone(),
        state: one.state,
    };
    let unit = |one: &UnitView| KeptUnit {
        id: one.id.clone(),
        segments: one.segments.iter().map(segment).collect(),
    };
    Kept(units.iter().map(unit).collect())
}

/// Names what is seen: another name after any change of a source or a translation.
pub(super) fn version(units: &[UnitView]) -> String {
    let whole = serde_json::to_vec(units).unwrap_or_default();
    let hash = sha256(&whole);
    HEXLOWER.encode(hash.as_bytes().get(..16).unwrap_or_default())
}

/// How many there are, have a translation that fits, and are stale.
pub(super) fn count(units: &[UnitView]) -> (usize, usize, usize) {
    let all = || units.iter().flat_map(|unit| &unit.segments);
    let translated = all().filter(|one| one.is_translated()).count();
    let stale = all().filter(|one| one.is_stale()).count();
    (all().count(), translated, stale)
}
