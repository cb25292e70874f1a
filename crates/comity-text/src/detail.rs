//! What the words of an error do not say: a place in a file, what a library found.

use comity_core::items::ItemsError;

use crate::{args::Args, catalogue::Catalogue};

/// A detail, without words where it needs none of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// A line of a file, and the column of a list.
    Line(u64, Option<&'static str>),
    /// Two lines that say the same.
    Lines(u64, u64),
    /// Names, values, or the words of a library.
    Said(String),
}

impl Detail {
    /// What an error of a list does not say in words.
    #[must_use]
    pub fn of_items(error: &ItemsError) -> Option<Self> {
        Some(match error {
            ItemsError::Csv { line } => Self::Line(*line, None),
            ItemsError::Header { expected } => Self::Said((*expected).to_owned()),
            ItemsError::Field { line, column } => Self::Line(*line, Some(column)),
            ItemsError::Twice { line, first } => Self::Lines(*line, *first),
            ItemsError::Empty | ItemsError::TooMany => return None,
        })
    }

    /// In the words of a language.
    #[must_use]
    pub fn told(&self, words: &Catalogue) -> String {
        let line = |line: &u64| Args::new().with("line", line.to_string());
        match self {
            Self::Line(at, None) => words.text("detail-line", &line(at)),
            Self::Line(at, Some(column)) => {
                words.text("detail-column", &line(at).with("column", *column))
            }
            Self::Lines(at, first) => {
                words.text("detail-lines", &line(at).with("first", first.to_string()))
            }
            Self::Said(said) => said.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, catalogue};

    #[test]
    fn the_place_in_a_list_is_told_in_both_languages() {
        let field = ItemsError::Field {
            line: 3,
            column: "kind",
        };
        let twice = ItemsError::Twice { line: 4, first: 2 };
        for (locale, [at, same]) in [
            (
                Locale::En,
                ["line 3, column kind", "line 4 says the same as line 2"],
            ),
            (Locale::ZhHans, ["第3行kind列", "第4行与第2行相同"]),
        ] {
            let told = |error| Detail::of_items(error).unwrap().told(catalogue(locale));
            assert_eq!([told(&field), told(&twice)], [at, same]);
        }
        assert_eq!(Detail::of_items(&ItemsError::Empty), None);
    }
}
