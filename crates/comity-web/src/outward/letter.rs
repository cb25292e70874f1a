//! The bytes of a mail: plain text in UTF-8, as RFC 5322 and MIME (RFC 2045, RFC 2047) have it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use comity_core::Time;

/// Bytes of a line of base64 before it is coded.
const LINE: usize = 57;
/// Bytes of text in one coded word of a heading: the word stays below 76 characters.
const WORD: usize = 36;
const DAY: i64 = 86_400;

/// What a mail says.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// The sender's address.
    pub from: &'a str,
    /// The reader's address.
    pub to: &'a str,
    /// What stands above it.
    pub subject: &'a str,
    /// The text.
    pub text: &'a str,
    /// When it was written.
    pub at: Time,
    /// What tells it from every other mail: letters and digits.
    pub id: &'a str,
}

impl Letter<'_> {
    /// Its bytes, every line ended by CR LF.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let domain = self.from.rsplit('@').next().unwrap_or_default();
        let heads = [
            format!("From: {}", plain(self.from)),
            format!("To: {}", plain(self.to)),
            format!("Subject: {}", coded(self.subject)),
            format!("Date: {}", date(self.at)),
            format!("Message-ID: <{}@{}>", plain(self.id), plain(domain)),
            // Nobody's absence answers it (RFC 3834).
            "Auto-Submitted: auto-generated".to_owned(),
            "MIME-Version: 1.0".to_owned(),
            "Content-Type: text/plain; charset=utf-8".to_owned(),
            "Content-Transfer-Encoding: base64".to_owned(),
            String::new(),
        ];
        let text = self.text.replace('\n', "\r\n");
        let lines = text
            .as_bytes()
            .chunks(LINE)
            .map(|line| STANDARD.encode(line));
        let all = heads.into_iter().chain(lines).map(|line| line + "\r\n");
        all.collect::<String>().into_bytes()
    }
}

/// A value without anything that could begin another line.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_graphic()).collect()
}

/// A heading as coded words, each of whole characters, on lines of their own.
fn coded(text: &str) -> String {
    let mut words = vec![String::new()];
    for c in text.chars().filter(|c| !c.is_control()) {
        if words
            .last()
            .is_some_and(|word| word.len() + c.len_utf8() > WORD)
        {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    let coded = words
        .iter()
        .map(|word| format!("=?UTF-8?B?{}?=", STANDARD.encode(word)));
    coded.collect::<Vec<_>>().join("\r\n ")
}

/// `Mon, 23 Nov 2026 02:00:00 +0000`.
fn date(at: Time) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    // 1 January 1970 was a Thursday.
    let weekday = at.seconds().div_euclid(DAY).rem_euclid(7);
    let weekday = usize::try_from(weekday).ok().and_then(|day| DAYS.get(day));
    let text = at.to_string();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let month = part(5, 7).parse::<usize>().ok();
    let month = month.and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    format!(
        "{}, {} {} {} {} +0000",
        weekday.copied().unwrap_or_default(),
        part(8, 10),
        month.copied().unwrap_or_default(),
        part(0, 4),
        part(11, 19),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(subject: &str, text: &str) -> String {
        let letter = Letter {
            from: "comity@mail.example",
            to: "li@house.example",
            subject,
            text,
            at: "2026-11-23T02:00:00Z".parse().unwrap(),
            id: "n1",
        };
        String::from_utf8(letter.to_bytes()).unwrap()
    }

    #[test]
    fn a_letter_is_lines_of_visible_ascii_that_no_server_breaks() {
        let long = "系统中有待办事项，请登录查看。".repeat(20);
        let bytes = letter(&long, &format!("一、{long}\n二、{long}\n"));
        for line in bytes.split("\r\n") {
            assert!(line.len() <= 76, "{line}");
            assert!(
                line.bytes().all(|byte| (0x20..0x7f).contains(&byte)),
                "{line}"
            );
        }
        assert!(bytes.contains("\r\nDate: Mon, 23 Nov 2026 02:00:00 +0000\r\n"));
        assert!(bytes.contains("\r\nMessage-ID: <n1@mail.example>\r\n"));
    }

    #[test]
    fn days_and_months_are_named() {
        let on = |text: &str| date(text.parse().unwrap());
        assert_eq!(
            on("1970-01-01T00:00:00Z"),
            "Thu, 01 Jan 1970 00:00:00 +0000"
        );
        assert_eq!(
            on("2028-02-29T23:59:59Z"),
            "Tue, 29 Feb 2028 23:59:59 +0000"
        );
    }

    #[test]
    fn no_value_begins_another_heading() {
        let letter = Letter {
            from: "a@b",
            to: "li@house.example\r\nBcc: all@house.example",
            subject: "one\r\nBcc: all@house.example",
            text: "x",
            at: Time::from_seconds(0),
            id: "n\r\n1",
        };
        let text = String::from_utf8(letter.to_bytes()).unwrap();
        assert!(!text.contains("\nBcc"), "{text}");
    }

    #[test]
    fn the_text_comes_back_whole() {
        let text = "第一行\n第二行 and more\n";
        let bytes = letter("题目", text);
        let (heads, body) = bytes.split_once("\r\n\r\n").unwrap();
        let body: String = body.split("\r\n").collect();
        let read = String::from_utf8(STANDARD.decode(body).unwrap()).unwrap();
        assert_eq!(read, text.replace('\n', "\r\n"));
        let coded = format!("Subject: =?UTF-8?B?{}?=", STANDARD.encode("题目"));
        assert!(heads.contains(&coded), "{heads}");
    }
}
