//! Pieces of words: what is kept of a text, and what is looked for by a query.
//!
//! A run of Han characters is kept in pieces of two, any other run of letters and digits in pieces of
//! three, each beginning at every character; at the end of a run they are shorter. So every part of a
//! word that is at least as long is found by its pieces, and a shorter one by what a piece begins with.
//! Text is folded first: compatibility forms are one (NFKC), and so are capitals and small letters.

use std::collections::BTreeSet;

use comity_store::terms::Term;
use icu_normalizer::ComposingNormalizerBorrowed;

/// Characters of a query that are looked at.
const QUERY_MAX: usize = 200;
/// Pieces that a query asks for at most.
const PIECES_MAX: usize = 32;

/// Why a search looks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// No word of it is long enough: one Han character, or two letters or digits.
    #[error("search for {0:?}")]
    TooShort(String),
    /// The configuration says that there is no index.
    #[error("search without an index")]
    Off,
}

impl SearchError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooShort(_) => "search-too-short",
            Self::Off => "search-off",
        }
    }
}

/// A text as it is compared.
pub(crate) fn folded(text: &str) -> String {
    let normal = ComposingNormalizerBorrowed::new_nfkc();
    let lower = normal.normalize(text).to_lowercase();
    // Small letters of compatibility forms may be such forms again.
    normal.normalize(&lower).into_owned()
}

/// Adds the pieces of a text.
pub(crate) fn add(text: &str, pieces: &mut BTreeSet<String>) {
    for run in runs(&folded(text)) {
        for start in 0..run.chars.len() {
            let piece: String = run.chars.iter().skip(start).take(run.length()).collect();
            pieces.insert(piece);
        }
    }
}

/// What a query looks for: all of it must be found.
///
/// # Errors
/// [`SearchError::TooShort`].
pub fn ask(query: &str) -> Result<Vec<Term>, SearchError> {
    let short: String = query.chars().take(QUERY_MAX).collect();
    let mut terms = BTreeSet::new();
    for run in runs(&folded(&short)) {
        if run.chars.len() < run.length() {
            // One letter begins almost everything.
            if run.han || run.chars.len() > 1 {
                terms.insert(Term::Prefix(run.chars.iter().collect()));
            }
        } else {
            let whole = run.chars.windows(run.length());
            terms.extend(whole.map(|piece| Term::Whole(piece.iter().collect())));
        }
    }
    if terms.is_empty() {
        return Err(SearchError::TooShort(short.chars().take(80).collect()));
    }
    Ok(terms.into_iter().take(PIECES_MAX).collect())
}

/// Characters that stand together and are of one kind.
struct Run {
    han: bool,
    chars: Vec<char>,
}

impl Run {
    /// How long its pieces are.
    const fn length(&self) -> usize {
        if self.han { 2 } else { 3 }
    }
}

fn runs(text: &str) -> Vec<Run> {
    let (mut runs, mut last): (Vec<Run>, Option<bool>) = (Vec::new(), None);
    for c in text.chars() {
        let kind = match c {
            c if is_han(c) => Some(true),
            c if c.is_alphanumeric() => Some(false),
            _ => None,
        };
        if let Some(han) = kind {
            match runs.last_mut().filter(|_| kind == last) {
                Some(run) => run.chars.push(c),
                None => runs.push(Run {
                    han,
                    chars: vec![c],
                }),
            }
        }
        last = kind;
    }
    runs
}

/// Han characters, also the two that stand for others (々 and 〇).
const fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let mut pieces = BTreeSet::new();
        add(text, &mut pieces);
        pieces.into_iter().collect()
    }

    fn finds(text: &str, query: &str) -> bool {
        let mut all = BTreeSet::new();
        add(text, &mut all);
        let filter = comity_store::desk::DossierFilter {
            terms: ask(query).unwrap(),
            ..Default::default()
        };
        filter.finds(&all)
    }

    #[test]
    fn han_is_kept_in_pieces_of_two_and_the_rest_of_three() {
        assert_eq!(pieces("网络银行"), ["络银", "网络", "行", "银行"]);
        assert_eq!(pieces("Fraud"), ["aud", "d", "fra", "rau", "ud"]);
        assert_eq!(pieces("a1银 b"), ["1", "a1", "b", "银"]);
        assert!(pieces(" -，。\n").is_empty());
    }

    #[test]
    fn parts_of_words_are_found_in_both_languages() {
        let text = "仿冒网上银行的钓鱼网站 Phishing of online banking, login.Bank.example";
        for query in [
            "银行",
            "网上",
            "行",
            "仿",
            "钓鱼网站",
            "的",
            "phish",
            "SHING",
            "ban",
            "on",
            "ng",
            "bank.example",
            "银行 banking",
            "ｂａｎｋ",
        ] {
            assert!(finds(text, query), "{query}");
        }
        for query in ["行银", "冒充", "fish", "xy", "银行 malware", "鱼银行"] {
            assert!(!finds(text, query), "{query}");
        }
    }

    #[test]
    fn a_query_without_a_word_is_refused_and_a_long_one_is_cut() {
        for query in ["", " ", "a", "a b", "，"] {
            assert_eq!(
                ask(query).unwrap_err().code(),
                "search-too-short",
                "{query}"
            );
        }
        let long = "银行abc".repeat(10_000);
        assert!(ask(&long).unwrap().len() <= PIECES_MAX);
    }
}
