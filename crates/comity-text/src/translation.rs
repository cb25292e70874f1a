//! The words around a translation: names of its fields, terms of the glossary, notes for whoever translates.

use comity_core::{Time, codes::Language};
use comity_xliff::{Note, Term};

use crate::{args::Args, catalogue::Catalogue, format::Offset, glossary};

/// The most terms of one text that go out with it.
const TERMS: usize = 40;

/// What a field of a text is called, by its place in the act.
#[must_use]
pub fn unit_name(words: &Catalogue, place: &str) -> String {
    match place.strip_prefix("request.") {
        Some(field) => words.label("field", field),
        None => words.plain("body-text"),
    }
}

/// The terms of the glossary that a text uses, as a file of translators holds them.
#[must_use]
pub fn terms(text: &str, language: Language) -> Vec<Term> {
    let offers = glossary::offers(text, language).into_iter();
    let term = |offer: glossary::Offer| Term {
        term: offer.term.to_owned(),
        translation: offer.translation.to_owned(),
    };
    offers.map(term).take(TERMS).collect()
}

/// The notes on a whole text: what the translation is worth, and by when it is needed.
#[must_use]
pub fn notes(words: &Catalogue, due: Option<Time>) -> Vec<Note> {
    let mut notes = vec![Note {
        category: "instruction".to_owned(),
        text: words.plain("translation-note-worth"),
    }];
    notes.extend(due.map(|due| Note {
        category: "deadline".to_owned(),
        text: words.text(
            "translation-note-due",
            &Args::new().with("at", words.time(due, Offset::UTC)),
        ),
    }));
    notes
}

/// The note that a source was another one when it was translated.
#[must_use]
pub fn was(words: &Catalogue, source: &str) -> String {
    words.text("translation-note-was", &Args::new().with("text", source))
}
