//! Text that somebody else wrote, as pages show it: harmless, and marked where it is not what it seems.
//!
//! A counterpart fills most texts of a case, and one does not trust it. Templates
//! escape markup by themselves; what is left are characters that are not seen or
//! turn the order of others round (Unicode Standard Annex 9), letters that look
//! like others (Unicode Technical Standard 39) and heaps of marks. A page says
//! where they are, in words, and shows all else as it was written.

mod scan;

use std::fmt;

use askama::filters::{Escaper as _, Html, HtmlSafe};
use comity_text::Catalogue;

use self::scan::{Piece, pieces};

/// The longest text of a title, in characters.
const TITLE: usize = 200;

/// A text for the inside of an element: `{{ page.foreign(text) }}`.
pub(crate) struct Foreign<'a> {
    text: &'a str,
    words: &'static Catalogue,
}

impl<'a> Foreign<'a> {
    /// This text, with what is odd in it said in these words.
    pub(crate) const fn new(text: &'a str, words: &'static Catalogue) -> Self {
        Self { text, words }
    }

    /// What is marked, and what is said of it behind the mark.
    fn mark(&self, f: &mut fmt::Formatter<'_>, shown: &str, key: &str, said: bool) -> fmt::Result {
        let words = self.words.plain(key);
        f.write_str("<mark class=\"odd\" title=\"")?;
        Html.write_escaped_str(&mut *f, &words)?;
        f.write_str("\">")?;
        Html.write_escaped_str(&mut *f, shown)?;
        f.write_str("</mark>")?;
        if said {
            f.write_str(" <span class=\"tag soon\">")?;
            Html.write_escaped_str(&mut *f, &words)?;
            f.write_str("</span>")?;
        }
        Ok(())
    }
}

// Every piece of the text and every word of ours is written escaped, in the two functions here.
impl HtmlSafe for Foreign<'_> {}

impl fmt::Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is written from right to left must not draw in what stands beside it.
        let apart = self.text.chars().any(scan::is_right_to_left);
        if apart {
            f.write_str("<bdi>")?;
        }
        for piece in pieces(self.text) {
            match piece {
                Piece::Plain(text) => Html.write_escaped_str(&mut *f, text)?,
                Piece::Hidden(c) => self.mark(f, &code(c), "foreign-hidden", false)?,
                Piece::Stack(count) => {
                    self.mark(f, &format!("+{count}"), "foreign-stack", false)?;
                }
                Piece::Mixed(word) => self.mark(f, word, "foreign-mixed", true)?,
                Piece::Alike(word) => self.mark(f, word, "foreign-alike", true)?,
            }
        }
        if apart {
            f.write_str("</bdi>")?;
        }
        Ok(())
    }
}

/// The same for a title or an attribute, where no markup can stand: in one line, cut short, with
/// codes for what is not seen and words behind what looks like something else.
pub(crate) fn line(text: &str, words: &Catalogue) -> String {
    let mut line = String::new();
    let cut: String = text.chars().take(TITLE).collect();
    for piece in pieces(&cut) {
        match piece {
            Piece::Plain(text) => line.extend(
                text.chars()
                    .map(|c| if c == '\n' || c == '\t' { ' ' } else { c }),
            ),
            Piece::Hidden(c) => line.push_str(&format!("‹{}›", code(c))),
            Piece::Stack(count) => line.push_str(&format!("‹+{count}›")),
            Piece::Mixed(word) => {
                line.push_str(&format!("{word} ‹{}›", words.plain("foreign-mixed")));
            }
            Piece::Alike(word) => {
                line.push_str(&format!("{word} ‹{}›", words.plain("foreign-alike")));
            }
        }
    }
    if cut.len() < text.len() {
        line.push('…');
    }
    line
}

/// How the standard writes a character that is not shown.
fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use comity_text::{Locale, catalogue};

    use super::*;

    fn shown(text: &str) -> String {
        Foreign::new(text, catalogue(Locale::En)).to_string()
    }

    #[test]
    fn ordinary_texts_of_both_languages_are_shown_as_they_are() {
        for text in [
            "Phishing of example.com, 3 µs, 5 kΩ",
            "请于2026年11月23日前答复,联系人为Müller",
            "ＣＮＣＥＲＴ 网络安全",
            "first line\nsecond line\tend",
            "👩 Кириллица",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn markup_is_text() {
        assert_eq!(
            shown("<script>alert('x')</script>\"&"),
            "&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#34;&#38;"
        );
    }

    #[test]
    fn what_is_not_seen_is_shown_by_its_code() {
        let page = shown("invoice\u{202e}fdp.exe\u{7}");
        assert!(page.contains(">U+202E</mark>fdp.exe<mark"), "{page}");
        assert!(page.contains(">U+0007</mark>"), "{page}");
        assert!(!page.contains(['\u{202e}', '\u{7}']));
    }

    #[test]
    fn a_word_of_two_scripts_is_marked_in_words() {
        let page = shown("see p\u{430}ypal.com");
        assert!(page.starts_with("see <mark class=\"odd\""), "{page}");
        assert!(
            page.contains(
                "p\u{430}ypal</mark> <span class=\"tag soon\">letters of two scripts</span>.com"
            ),
            "{page}"
        );
    }

    #[test]
    fn what_is_written_from_right_to_left_stays_apart() {
        assert_eq!(shown("שלום"), "<bdi>שלום</bdi>");
    }

    #[test]
    fn a_title_has_one_short_line_and_no_markup() {
        let words = catalogue(Locale::En);
        assert_eq!(line("a\nb\u{202e}c", words), "a b‹U+202E›c");
        assert_eq!(
            line("p\u{430}ypal", words),
            "p\u{430}ypal ‹letters of two scripts›"
        );
        assert_eq!(
            line(&"很".repeat(1 << 20), words).chars().count(),
            TITLE + 1
        );
    }
}
