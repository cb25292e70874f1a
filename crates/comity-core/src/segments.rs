//! A text cut into segments, the pieces that are translated one by one, and put together again.
//!
//! A segment is a sentence or a line; the white space between two is kept apart,
//! so that segments with what stands between them are the text to the character.
//! When the text changes, [`align`] finds which segments are still the same and
//! which took the place of which.
//!
//! Out of scope: what a translation is worth, and where it is kept (`comity-node`).

mod align;
mod cut;

use comity_tlog::hash::{Hash, sha256};

use crate::codes::Language;

pub use align::{Link, align};
pub use cut::cut;

/// A text in pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cut {
    /// White space before the first segment.
    pub lead: String,
    /// The segments.
    pub pieces: Vec<Piece>,
}

/// A segment with the white space after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The segment: neither empty nor with white space around it.
    pub text: String,
    /// White space up to the next one, or to the end.
    pub gap: String,
}

impl Cut {
    /// The text again, with each segment in another language: lines stay lines, and between
    /// sentences of one line stands what that language puts there.
    ///
    /// Segments without a counterpart in `targets` are left out.
    #[must_use]
    pub fn joined<'a>(
        &self,
        targets: impl IntoIterator<Item = &'a str>,
        language: Language,
    ) -> String {
        let mut text = self.lead.clone();
        let last = self.pieces.len().saturating_sub(1);
        for (at, (piece, target)) in self.pieces.iter().zip(targets).enumerate() {
            text.push_str(target);
            let line = piece.gap.contains('\n');
            match language {
                _ if line || at == last => text.push_str(&piece.gap),
                Language::En => text.push(' '),
                Language::ZhHans => {}
            }
        }
        text
    }
}

/// The fingerprint of a segment, by which it is known again.
#[must_use]
pub fn fingerprint(segment: &str) -> Hash {
    sha256(segment.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_joined_as_the_language_writes_them() {
        let english = cut("One. Two.\n\nThree.\n");
        let chinese = english.joined(["一。", "二。", "三。"], Language::ZhHans);
        assert_eq!(chinese, "一。二。\n\n三。\n");
        let back = cut(&chinese).joined(["One.", "Two.", "Three."], Language::En);
        assert_eq!(back, "One. Two.\n\nThree.\n");
    }

    #[test]
    fn a_fingerprint_is_that_of_the_text() {
        assert_eq!(fingerprint("甲"), fingerprint("甲"));
        assert_ne!(fingerprint("甲"), fingerprint("甲 "));
    }
}
