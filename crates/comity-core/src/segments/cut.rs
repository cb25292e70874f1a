//! Where a segment ends: at the end of a line, and after a full stop of either script that ends a sentence.

use super::{Cut, Piece};

/// The longest segment, in characters: a text without any end is cut there.
const LONGEST: usize = 2_000;

/// Words that end in a full stop and end no sentence.
const SHORT: &[&str] = &[
    "al", "approx", "cf", "co", "corp", "dept", "dr", "e.g", "etc", "ext", "gov", "i.e", "inc",
    "jr", "ltd", "mr", "mrs", "ms", "prof", "resp", "sr", "st", "tel", "v", "vs",
];

/// Words that end in a full stop where a number follows.
const NUMBERED: &[&str] = &[
    "app", "apr", "art", "arts", "aug", "ch", "dec", "feb", "fig", "jan", "jul", "jun", "mar",
    "no", "nos", "nov", "oct", "p", "para", "paras", "pp", "sec", "sep", "sept", "vol",
];

/// Cuts a text into segments.
#[must_use]
pub fn cut(text: &str) -> Cut {
    let start = text.len() - text.trim_start().len();
    let (lead, mut rest) = text.split_at(start);
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let (segment, after) = rest.split_at(end(rest));
        let kept = segment.trim_end();
        let next = after.trim_start();
        let gap = rest.get(kept.len()..rest.len() - next.len());
        pieces.push(Piece {
            text: kept.to_owned(),
            gap: gap.unwrap_or_default().to_owned(),
        });
        rest = next;
    }
    Cut {
        lead: lead.to_owned(),
        pieces,
    }
}

/// Where the first segment of a text ends that begins with no white space; never at 0.
fn end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut count = 0_usize;
    while let Some((at, c)) = chars.next() {
        count += 1;
        let mut after = at + c.len_utf8();
        if c == '\n' {
            return at;
        }
        if is_end(c) {
            let closed = closed(text, after);
            if ends(text, at, c, closed) {
                return closed;
            }
            // What belongs to this end is passed over, so that it is looked at once.
            while chars.peek().is_some_and(|(at, _)| *at < closed) {
                chars.next();
                count += 1;
            }
            after = closed;
        }
        if count >= LONGEST {
            return after;
        }
    }
    text.len()
}

const fn is_end(c: char) -> bool {
    is_han_end(c) || matches!(c, '.' | '!' | '?')
}

const fn is_han_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

/// Where further ends and closing marks are over.
fn closed(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let belongs = |c: char| {
        is_end(c)
            || matches!(
                c,
                '”' | '’' | '"' | '\'' | '」' | '』' | '》' | '】' | '）' | ')' | ']' | '…'
            )
    };
    let over = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    from + over
}

/// Whether a mark ends a sentence there.
fn ends(text: &str, at: usize, mark: char, closed: usize) -> bool {
    let marks = text.get(at..closed).unwrap_or_default();
    if marks.contains(is_han_end) {
        return true;
    }
    let rest = text.get(closed..).unwrap_or_default();
    if !rest.chars().next().is_none_or(char::is_whitespace) {
        return false;
    }
    let next = rest
        .trim_start_matches([' ', '\t', '\u{a0}'])
        .chars()
        .next();
    if mark != '.' || next.is_none_or(|c| c == '\n') {
        return true;
    }
    let before = text.get(..at).unwrap_or_default();
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '/'))
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let numbered = NUMBERED.contains(&word.as_str()) && next.is_some_and(|c| c.is_ascii_digit());
    // The number of a point in a list, with nothing before it.
    let point = word.len() == before.len() && word.bytes().all(|b| b.is_ascii_digit());
    let spelled = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    let lower = next.is_some_and(char::is_lowercase);
    !(initial || numbered || point || spelled || lower || SHORT.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let cut = cut(text);
        let pieces: Vec<&str> = cut.pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(pieces, expected, "{text}");
    }

    #[test]
    fn latin_sentences_end_at_a_stop_before_white_space() {
        check("Take it down. Thank you!", &["Take it down.", "Thank you!"]);
        check(
            "Is it up? \"No.\" Then wait...",
            &["Is it up?", "\"No.\"", "Then wait..."],
        );
        check(
            "See a.example/b.c now. Done",
            &["See a.example/b.c now.", "Done"],
        );
        check(
            "It cost 3.50 (about). Paid.",
            &["It cost 3.50 (about).", "Paid."],
        );
    }

    #[test]
    fn abbreviations_initials_and_numbers_end_none() {
        check(
            "Mr. Li of Unit No. 3 called.",
            &["Mr. Li of Unit No. 3 called."],
        );
        check(
            "J. Smith, e.g. Art. 14, said no. We agree.",
            &["J. Smith, e.g. Art. 14, said no.", "We agree."],
        );
        check(
            "The U.S. side agrees. Good.",
            &["The U.S. side agrees.", "Good."],
        );
        check(
            "1. First point.\n2. Second point.",
            &["1. First point.", "2. Second point."],
        );
        check(
            "Sent approx. at noon. ok. Then",
            &["Sent approx. at noon. ok.", "Then"],
        );
    }

    #[test]
    fn han_sentences_end_without_white_space() {
        check("请处置所列网站。谢谢！", &["请处置所列网站。", "谢谢！"]);
        check(
            "他说：“已处置。”随后离开。",
            &["他说：“已处置。”", "随后离开。"],
        );
        check("是否收到？？已收到。", &["是否收到？？", "已收到。"]);
        check(
            "IP为192.0.2.1。端口8080。",
            &["IP为192.0.2.1。", "端口8080。"],
        );
    }

    #[test]
    fn lines_are_segments_and_white_space_is_none() {
        check(
            "Title\n\n  First line\r\nSecond",
            &["Title", "First line", "Second"],
        );
        check(" \n ", &[]);
        check("", &[]);
    }

    #[test]
    fn what_never_ends_is_cut_in_bearable_pieces() {
        let text = "字".repeat(5_000);
        let lengths: Vec<usize> = cut(&text)
            .pieces
            .iter()
            .map(|one| one.text.chars().count())
            .collect();
        assert_eq!(lengths, [2_000, 2_000, 1_000]);
        assert_eq!(cut(&".".repeat(100_000)).pieces.len(), 1);
    }

    proptest! {
        #[test]
        fn segments_with_what_stands_between_are_the_text(
            text in "([a-zA-Z]{1,6}|[。！？.!? \\n\\r\\t”\"]|[汉字文]{1,3}|\\PC){0,40}",
        ) {
            let cut = cut(&text);
            let mut whole = cut.lead.clone();
            for piece in &cut.pieces {
                prop_assert!(!piece.text.is_empty());
                prop_assert_eq!(piece.text.trim(), piece.text.as_str());
                prop_assert_eq!(piece.gap.trim(), "");
                whole.push_str(&piece.text);
                whole.push_str(&piece.gap);
            }
            prop_assert_eq!(whole, text);
        }
    }
}
