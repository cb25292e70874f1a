//! Finds what is odd in a text: characters that are not seen, heaps of marks, words that look like others.

use comity_node::hidden::is_hidden;

/// Marks on one letter beyond which they are a heap that covers other lines.
const MARKS: usize = 4;
/// Letters of a word from which on it can be taken for another.
const WORD: usize = 3;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Shown as it is.
    Plain(&'a str),
    /// A character that is not seen, or that turns the order of others round.
    Hidden(char),
    /// So many marks on one letter, which are left out.
    Stack(usize),
    /// A word with letters of more than one script.
    Mixed(&'a str),
    /// A word of letters that all look like Latin ones and are not.
    Alike(&'a str),
}

/// A text as stretches, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    // The start of what is plain so far.
    let mut plain = text;
    while let Some(first) = rest.chars().next() {
        let (piece, length) = next(rest, first);
        if let Some(piece) = piece {
            push_plain(&mut pieces, plain, rest);
            pieces.push(piece);
            rest = rest.get(length..).unwrap_or_default();
            plain = rest;
        } else {
            rest = rest.get(length..).unwrap_or_default();
        }
    }
    push_plain(&mut pieces, plain, rest);
    pieces
}

/// What stands between the start of `plain` and the start of `rest`, which is a part of its end.
fn push_plain<'a>(pieces: &mut Vec<Piece<'a>>, plain: &'a str, rest: &str) {
    let text = plain.get(..plain.len() - rest.len()).unwrap_or_default();
    if !text.is_empty() {
        pieces.push(Piece::Plain(text));
    }
}

/// What a text begins with, where that is odd, and how many bytes it takes.
fn next(rest: &str, first: char) -> (Option<Piece<'_>>, usize) {
    if is_hidden(first) {
        return (Some(Piece::Hidden(first)), first.len_utf8());
    }
    if is_mark(first) {
        let length = stretch(rest, is_mark);
        let count = rest.get(..length).unwrap_or_default().chars().count();
        return ((count > MARKS).then_some(Piece::Stack(count)), length);
    }
    if !first.is_alphanumeric() {
        return (None, first.len_utf8());
    }
    let length = stretch(rest, |c| c.is_alphanumeric() && !is_hidden(c));
    let word = rest.get(..length).unwrap_or_default();
    (odd(word), length)
}

/// The bytes of the first characters that are of this kind.
fn stretch(text: &str, kind: impl Fn(char) -> bool) -> usize {
    text.find(|c| !kind(c)).unwrap_or(text.len())
}

fn odd(word: &str) -> Option<Piece<'_>> {
    if word.is_ascii() {
        return None;
    }
    let mut scripts = word.chars().filter_map(script);
    let first = scripts.next()?;
    if scripts.any(|other| other != first) {
        return Some(Piece::Mixed(word));
    }
    let letters = || word.chars().filter(|c| script(*c).is_some());
    let alike = letters().count() >= WORD && letters().all(looks_latin);
    alike.then_some(Piece::Alike(word))
}

/// Scripts whose letters are taken for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
    Lisu,
    Coptic,
    FullWidth,
    Mathematical,
}

/// The script of a letter that can be taken for another; none of Han, digits and all others.
const fn script(c: char) -> Option<Script> {
    Some(match c {
        // Units.
        'μ' | 'Ω' => return None,
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => {
            Script::Cyrillic
        }
        '\u{530}'..='\u{58f}' => Script::Armenian,
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Script::Cherokee,
        '\u{a4d0}'..='\u{a4ff}' => Script::Lisu,
        '\u{2c80}'..='\u{2cff}' => Script::Coptic,
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => Script::FullWidth,
        '\u{1d400}'..='\u{1d7ff}' => Script::Mathematical,
        _ => return None,
    })
}

/// Whether a letter of another script has the form of a Latin one.
fn looks_latin(c: char) -> bool {
    "асеорхуіјѕһӏԁԛԝАВЕКМНОРСТУХІЈЅӀԌԚԜοναΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".contains(c)
        || script(c) == Some(Script::Mathematical)
}

/// Marks that are set above or below the letter before.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Letters of scripts that run from right to left.
pub(super) const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_that_are_taken_for_others_are_found() {
        for (word, expected) in [
            ("paypal", Vec::from([Piece::Plain("paypal")])),
            ("p\u{430}ypal", Vec::from([Piece::Mixed("p\u{430}ypal")])),
            ("ｐaypal", Vec::from([Piece::Mixed("ｐaypal")])),
            (
                "\u{430}\u{441}\u{435}",
                Vec::from([Piece::Alike("\u{430}\u{441}\u{435}")]),
            ),
            (
                "\u{1d4ec}\u{1d4ee}\u{1d4f8}",
                Vec::from([Piece::Alike("\u{1d4ec}\u{1d4ee}\u{1d4f8}")]),
            ),
            ("Москва", Vec::from([Piece::Plain("Москва")])),
            ("Comity系统", Vec::from([Piece::Plain("Comity系统")])),
        ] {
            assert_eq!(pieces(word), expected, "{word}");
        }
    }

    #[test]
    fn a_heap_of_marks_is_counted_and_a_few_are_shown() {
        assert_eq!(pieces("e\u{301}"), [Piece::Plain("e\u{301}")]);
        let heap = format!("e{}x", "\u{301}".repeat(90));
        assert_eq!(
            pieces(&heap),
            [Piece::Plain("e"), Piece::Stack(90), Piece::Plain("x")]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_hidden_is_plain(text in "\\PC*|[\\u{0}-\\u{2ff}а-я\u{202a}-\u{202e}\u{200b}]{0,40}") {
            let mut whole = String::new();
            for piece in pieces(&text) {
                match piece {
                    Piece::Plain(text) => {
                        prop_assert!(!text.chars().any(is_hidden));
                        whole.push_str(text);
                    }
                    Piece::Hidden(c) => whole.push(c),
                    Piece::Stack(_) => return Ok(()),
                    Piece::Mixed(word) | Piece::Alike(word) => whole.push_str(word),
                }
            }
            prop_assert_eq!(whole, text);
        }
    }
}
