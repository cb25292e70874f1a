//! Which terms a text uses, with their translations, and which words a translation should not use for them.

use std::sync::LazyLock;

use comity_core::codes::Language;

use super::sections;

/// A term that a text uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// As the text may use it.
    pub term: &'static str,
    /// In the other language.
    pub translation: &'static str,
    /// What to mind.
    pub note: &'static str,
}

/// A word that the glossary rules out for a term of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The word of the translation.
    pub word: &'static str,
    /// The word to use.
    pub instead: &'static str,
}

/// A row of the glossary, taken apart.
struct Row {
    en: Vec<&'static str>,
    zh: Vec<&'static str>,
    note: &'static str,
    /// Chinese words that its note rules out.
    not: Vec<&'static str>,
}

fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
        let terms = sections().iter().flat_map(|section| &section.terms);
        terms
            .map(|term| Row {
                en: words(term.en),
                zh: words(term.zh),
                note: term.note,
                not: ruled_out(term.note),
            })
            .collect()
    });
    &ROWS
}

impl Row {
    const fn side(&self, language: Language) -> &Vec<&'static str> {
        match language {
            Language::En => &self.en,
            Language::ZhHans => &self.zh,
        }
    }

    /// The longest of its words that a text uses, with its place among them.
    fn used(&self, text: &str, language: Language) -> Option<(usize, &'static str)> {
        let side = self.side(language).iter().copied().enumerate();
        side.filter(|(_, word)| uses(text, word, language))
            .max_by_key(|(_, word)| word.len())
    }

    /// The translation of the word at a place.
    fn other(&self, place: usize, language: Language) -> &'static str {
        let other = match language {
            Language::En => &self.zh,
            Language::ZhHans => &self.en,
        };
        let same = other.len() == self.side(language).len();
        let found = if same {
            other.get(place)
        } else {
            other.first()
        };
        found.copied().unwrap_or_default()
    }
}

/// The terms of the glossary that a text in this language uses.
#[must_use]
pub fn offers(text: &str, language: Language) -> Vec<Offer> {
    let offer = |row: &Row| {
        let (place, term) = row.used(text, language)?;
        Some(Offer {
            term,
            translation: row.other(place, language),
            note: row.note,
        })
    };
    rows().iter().filter_map(offer).collect()
}

/// The words of a translation into Chinese that the glossary rules out for a term of its source.
///
/// A word that stands in the right one, as 签收 does in 签收单, is none of these.
#[must_use]
pub fn warnings(source: &str, translation: &str, from: Language) -> Vec<Warning> {
    if from != Language::En {
        return Vec::new();
    }
    let mut found = Vec::new();
    for row in rows() {
        let Some((place, _)) = row.used(source, from) else {
            continue;
        };
        // What is right is taken out before: it may hold a word that is wrong by itself.
        let rest = row.zh.iter().fold(translation.to_owned(), |rest, right| {
            rest.replace(right, "")
        });
        found.extend(
            row.not
                .iter()
                .filter(|word| rest.contains(**word))
                .map(|word| Warning {
                    word,
                    instead: row.other(place, from),
                }),
        );
    }
    found
}

/// The words of a cell: separated by semicolons and strokes, without what stands in brackets.
fn words(cell: &'static str) -> Vec<&'static str> {
    let words = cell.split([';', '；', '/']).map(|word| {
        let word = word.split(['(', '（']).next().unwrap_or_default();
        word.trim().trim_matches(['"', '“', '”', '…', ' '])
    });
    let whole = |word: &&str| {
        !word.is_empty() && !word.contains(['→', '…']) && !word.contains(char::is_numeric)
    };
    words.filter(whole).collect()
}

/// The Chinese words after *never* and *not* in a note.
fn ruled_out(note: &'static str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for start in ["never called ", "never ", "not "] {
        for (at, _) in note.match_indices(start) {
            let before = note.get(..at).unwrap_or_default();
            if !before.is_empty() && !before.ends_with([' ', ';']) {
                continue;
            }
            let mut rest = note.get(at + start.len()..);
            while let Some(list) = rest {
                let end = list.find(|c| !is_han(c)).unwrap_or(list.len());
                let (word, after) = list.split_at(end);
                if !word.is_empty() {
                    found.push(word);
                }
                rest = after.strip_prefix(" or ").filter(|_| !word.is_empty());
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a text uses a word: of Chinese anywhere, of English as a whole word, whatever its number or case.
fn uses(text: &str, word: &str, language: Language) -> bool {
    if language == Language::ZhHans {
        return word.chars().count() > 1 && text.contains(word);
    }
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    text.match_indices(&word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).unwrap_or_default();
        let after = ["es", "s"]
            .iter()
            .find_map(|end| after.strip_prefix(end).filter(|rest| ends(rest)))
            .unwrap_or(after);
        before.is_none_or(|c| !c.is_alphanumeric()) && ends(after)
    })
}

fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(text: &str, language: Language) -> Vec<(&'static str, &'static str)> {
        let all = offers(text, language).into_iter();
        all.map(|one| (one.term, one.translation)).collect()
    }

    #[test]
    fn terms_are_offered_in_both_directions() {
        let english = offered("We decline the request for assistance.", Language::En);
        assert!(
            english.contains(&("request for assistance", "协助请求")),
            "{english:?}"
        );
        assert!(english.contains(&("decline", "拒绝协助")), "{english:?}");
        let chinese = offered("现要求补充材料。", Language::ZhHans);
        assert!(
            chinese.contains(&("要求补充材料", "return for completion")),
            "{chinese:?}"
        );
        let pair = offered("The requested party answers.", Language::En);
        assert!(pair.contains(&("requested party", "被请求方")), "{pair:?}");
    }

    #[test]
    fn words_are_whole_in_english_whatever_their_number() {
        assert!(offered("Two Pouches came.", Language::En).contains(&("pouch", "交换包")));
        assert!(
            !offered("He exacted it.", Language::En)
                .iter()
                .any(|(term, _)| *term == "act")
        );
    }

    #[test]
    fn a_word_that_is_ruled_out_for_a_term_of_the_source_is_warned_of() {
        let warned = |source: &str, target: &str| {
            let all = warnings(source, target, Language::En).into_iter();
            all.map(|one| (one.word, one.instead)).collect::<Vec<_>>()
        };
        assert_eq!(
            warned("The pouch came.", "邮袋已到。"),
            [("邮袋", "交换包")]
        );
        assert_eq!(warned("The pouch came.", "交换包已到。"), []);
        assert_eq!(
            warned("This act is void.", "此行为无效。"),
            [("行为", "往来文书")]
        );
        // Without the term it is a word like others.
        assert_eq!(warned("He acted so.", "此行为。"), []);
        // The right word may hold one that is wrong by itself.
        assert_eq!(warned("The proof is here.", "凭据文件在此。"), []);
    }

    #[test]
    fn notes_are_read_for_what_they_rule_out() {
        assert_eq!(ruled_out("a note; never 表示 or 行为"), ["行为", "表示"]);
        assert_eq!(ruled_out("not 邮袋: 外交邮袋 is a term"), ["邮袋"]);
        assert_eq!(ruled_out("never called 密级, which"), ["密级"]);
        assert_eq!(ruled_out("this is not so"), Vec::<&str>::new());
        let all: usize = rows().iter().map(|row| row.not.len()).sum();
        assert!(all >= 10, "{all}");
    }
}
