//! A language for tests: every text of a real one, in brackets and longer by two fifths.
//!
//! On a page made of it, words outside brackets are not from the catalogue, and
//! what breaks would break in a language that needs more room.

use std::sync::LazyLock;

use crate::{catalogue::Catalogue, locale::Locale};

/// Opens a text.
pub const OPEN: char = '⟦';
/// Closes a text.
pub const CLOSE: char = '⟧';
/// What makes it longer.
const MORE: char = '·';

/// The stretched catalogue of a language.
#[must_use]
pub fn stretched(locale: Locale) -> &'static Catalogue {
    static ENGLISH: LazyLock<Catalogue> =
        LazyLock::new(|| Catalogue::new(Locale::En).shaped(shape));
    static CHINESE: LazyLock<Catalogue> =
        LazyLock::new(|| Catalogue::new(Locale::ZhHans).shaped(shape));
    match locale {
        Locale::En => &ENGLISH,
        Locale::ZhHans => &CHINESE,
    }
}

/// A page of stretched texts without them: what is left did not come from a catalogue.
///
/// Texts stand in others where these speak of a value.
#[must_use]
pub fn outside(page: &str) -> String {
    let mut depth = 0_u32;
    let mut left = String::new();
    for c in page.chars() {
        match c {
            OPEN => depth += 1,
            CLOSE => depth = depth.saturating_sub(1),
            _ if depth == 0 => left.push(c),
            _ => {}
        }
    }
    left
}

fn shape(text: String) -> String {
    let more = (text.chars().count() * 2).div_ceil(5);
    let mut shaped = String::from(OPEN);
    shaped.push_str(&text);
    shaped.extend(std::iter::repeat_n(MORE, more));
    shaped.push(CLOSE);
    shaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_in_brackets_and_is_longer_by_two_fifths() {
        assert_eq!(shape("Desk".to_owned()), "⟦Desk··⟧");
        assert_eq!(
            stretched(Locale::En)
                .plain("format-list-none")
                .chars()
                .next(),
            Some(OPEN)
        );
    }

    #[test]
    fn what_stands_outside_is_no_text_of_a_catalogue() {
        assert_eq!(outside("<b>⟦in ⟦two days·⟧··⟧</b> li"), "<b></b> li");
    }
}
