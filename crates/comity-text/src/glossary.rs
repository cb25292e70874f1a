//! The glossary, from the very file that the documentation shows: its terms, and where a text uses them.

mod used;

use std::sync::LazyLock;

pub use used::{Offer, Warning, offers, warnings};

/// The glossary, as it is published.
const GLOSSARY: &str = include_str!("../../../docs/glossary.md");

/// A term in both languages, and what to mind about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Term {
    /// In English; several where they mean one thing.
    pub en: &'static str,
    /// In Chinese, likewise.
    pub zh: &'static str,
    /// What to mind.
    pub note: &'static str,
}

/// A part of the glossary.
#[derive(Debug, PartialEq, Eq)]
pub struct Section {
    /// Its name in English, as the file has it.
    pub name: &'static str,
    /// Its terms.
    pub terms: Vec<Term>,
}

impl Section {
    /// The key of its name in the catalogue.
    #[must_use]
    pub fn key(&self) -> String {
        format!("guide-terms-{}", crate::catalogue::key_of(self.name))
    }
}

/// The glossary's table, part by part.
#[must_use]
pub fn sections() -> &'static [Section] {
    static SECTIONS: LazyLock<Vec<Section>> = LazyLock::new(read);
    &SECTIONS
}

fn read() -> Vec<Section> {
    let mut sections: Vec<Section> = vec![];
    for line in GLOSSARY.lines() {
        let Some((en, zh, note)) = row(line) else {
            continue;
        };
        let name = en.strip_prefix("**").and_then(|en| en.strip_suffix("**"));
        match (name, sections.last_mut()) {
            (Some(name), _) => sections.push(Section {
                name,
                terms: vec![],
            }),
            (None, Some(section)) => section.terms.push(Term { en, zh, note }),
            // The head of the table comes before its first part.
            (None, None) => {}
        }
    }
    sections
}

/// The three cells of a row.
fn row(line: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = inner.split('|').map(str::trim);
    Some((cells.next()?, cells.next()?, cells.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, catalogue};

    #[test]
    fn every_row_of_the_glossary_is_a_term_in_both_languages() {
        let sections = sections();
        let rows = GLOSSARY.lines().filter(|line| line.starts_with('|'));
        let terms: usize = sections.iter().map(|section| section.terms.len()).sum();
        // The head and the line under it are no terms.
        assert_eq!(rows.count(), terms + sections.len() + 2);
        for section in sections {
            assert!(!section.terms.is_empty(), "{}", section.name);
            for term in &section.terms {
                assert!(!term.en.is_empty() && !term.zh.is_empty(), "{term:?}");
                assert!(!term.note.contains(['`', '*']), "plain text: {term:?}");
            }
        }
    }

    #[test]
    fn every_part_has_a_name_in_both_languages_and_it_is_the_file_s() {
        for section in sections() {
            let english = catalogue(Locale::En).plain(&section.key());
            assert_eq!(english, section.name);
            let chinese = catalogue(Locale::ZhHans);
            assert!(chinese.has(&section.key(), None), "{}", section.name);
        }
    }
}
