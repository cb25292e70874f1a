//! A segment on the page: source and target side by side, what the glossary says of them, and what was typed.

use std::collections::BTreeMap;

use comity_core::codes::Language;
use comity_node::translate::{SegmentView, TranslationView};
use comity_text::{
    Args,
    glossary::{self, Offer},
    translation,
};

use crate::console::page::Page;

/// The fields of the form.
pub(super) type Typed = BTreeMap<String, String>;

/// A field of a text.
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
}

/// A segment.
pub(super) struct Row {
    /// The name of its field in the form.
    pub(super) field: String,
    /// The name of the box that says that a stale translation fits.
    pub(super) fits: String,
    pub(super) source: String,
    /// What stands in the field: what was typed, else what is kept.
    pub(super) target: String,
    pub(super) state: String,
    /// What its source was when it was translated.
    pub(super) was: Option<String>,
    pub(super) ticked: bool,
    /// What somebody else saved meanwhile.
    pub(super) saved: Option<String>,
    pub(super) offers: Vec<Offer>,
    pub(super) warnings: Vec<String>,
}

/// The name of the field of a segment.
pub(super) fn field(unit: &str, segment: &str) -> String {
    format!("t:{unit}:{segment}")
}

/// The name of the box of a segment.
pub(super) fn fits(unit: &str, segment: &str) -> String {
    format!("fits:{unit}:{segment}")
}

/// The fields with their segments.
pub(super) fn units(page: &Page, view: &TranslationView, typed: Option<&Typed>) -> Vec<Unit> {
    let unit = |one: &comity_node::translate::UnitView| Unit {
        id: one.id.clone(),
        name: translation::unit_name(page.words, &one.id),
        rows: one
            .segments
            .iter()
            .map(|segment| row(page, view.line.source, &one.id, segment, typed))
            .collect(),
    };
    view.units.iter().map(unit).collect()
}

fn row(
    page: &Page,
    source: Language,
    unit: &str,
    segment: &SegmentView,
    typed: Option<&Typed>,
) -> Row {
    let (field, fits) = (field(unit, &segment.id), fits(unit, &segment.id));
    let target = typed.and_then(|typed| typed.get(&field)).cloned();
    let differs = target
        .as_ref()
        .is_some_and(|target| !segment.target.is_empty() && target.trim() != segment.target);
    let target = target.unwrap_or_else(|| segment.target.clone());
    let warning = |one: glossary::Warning| {
        let args = Args::new()
            .with("word", one.word)
            .with("instead", one.instead);
        page.words.text("translations-ruled-out", &args)
    };
    Row {
        source: segment.source.clone(),
        state: match segment.was {
            Some(_) => page.t("translations-to-check"),
            None => page.t(&format!("translation-state-{}", segment.state.name())),
        },
        was: segment.was.clone(),
        ticked: typed.is_some_and(|typed| typed.contains_key(&fits)),
        saved: differs.then(|| segment.target.clone()),
        offers: glossary::offers(&segment.source, source),
        warnings: glossary::warnings(&segment.source, &target, source)
            .into_iter()
            .map(warning)
            .collect(),
        target,
        field,
        fits,
    }
}

/// What was typed for segments that the text holds no more.
pub(super) fn lost(units: &[Unit], typed: &Typed) -> Vec<String> {
    let there = |name: &str| {
        let mut rows = units.iter().flat_map(|unit| &unit.rows);
        rows.any(|row| row.field == name)
    };
    let typed = typed
        .iter()
        .filter(|(name, text)| name.starts_with("t:") && !text.trim().is_empty() && !there(name));
    typed.map(|(_, text)| text.clone()).collect()
}
