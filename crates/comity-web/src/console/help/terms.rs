//! The terms of the glossary, from the very file that the documentation shows.

/// The glossary, as it is published.
const GLOSSARY: &str = include_str!("../../../../../docs/glossary.md");

/// A term in both languages, and what to mind about it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) en: &'static str,
    pub(super) zh: &'static str,
    pub(super) note: &'static str,
}

/// A part of the glossary.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Its name in English, as the file has it.
    pub(super) name: &'static str,
    pub(super) terms: Vec<Term>,
}

impl Section {
    /// The key of its name in the catalogue.
    pub(super) fn key(&self) -> String {
        format!("guide-terms-{}", comity_text::catalogue::key_of(self.name))
    }
}

/// The glossary's table, part by part.
pub(super) fn sections() -> Vec<Section> {
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
    use comity_text::{Locale, catalogue};

    use super::*;

    #[test]
    fn every_row_of_the_glossary_is_a_term_in_both_languages() {
        let sections = sections();
        let rows = GLOSSARY.lines().filter(|line| line.starts_with('|'));
        let terms: usize = sections.iter().map(|section| section.terms.len()).sum();
        // The head and the line under it are no terms.
        assert_eq!(rows.count(), terms + sections.len() + 2);
        for section in &sections {
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
