//! An entry of the trail as a message of syslog (RFC 5424).
//!
//! Facility 13 (log audit), severity 5 (notice). The structured data has an id of its own below
//! 32473, the enterprise number that is set aside for examples (RFC 5612): number, person and
//! link, so that the server can verify the chain. The text is what the entry says, as JSON.

use comity_core::PartyName;

use super::TrailRow;

/// 13 × 8 + 5.
const PRIORITY: u8 = 109;
/// The id of the structured data.
const DATA: &str = "comity@32473";
/// The longest host name and id of a message, in characters (section 6).
const HOST: usize = 255;
const MESSAGE: usize = 32;

/// The message of an entry.
#[must_use]
pub fn message(us: &PartyName, row: &TrailRow) -> String {
    format!(
        "<{PRIORITY}>1 {at} {host} comity - {did} \
         [{DATA} number=\"{number}\" who=\"{who}\" link=\"{link}\"] \u{feff}{what}",
        at = row.at,
        host = visible(us.as_str(), HOST),
        did = visible(&row.did, MESSAGE),
        number = row.number,
        who = escaped(&row.who),
        link = escaped(&row.link.to_string()),
        what = row.what,
    )
}

/// Visible ASCII, so many characters at most; `-` where nothing is left.
fn visible(text: &str, most: usize) -> String {
    let kept: String = text
        .chars()
        .filter(char::is_ascii_graphic)
        .take(most)
        .collect();
    if kept.is_empty() {
        "-".to_owned()
    } else {
        kept
    }
}

/// A value of structured data: quote, backslash and bracket are escaped (section 6.3.3), and what
/// could break a line of the reader is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use comity_core::Time;
    use comity_tlog::hash::sha256;
    use serde_json::json;

    use super::*;

    fn row(who: &str, did: &str) -> TrailRow {
        TrailRow {
            number: 417,
            at: Time::from_seconds(1_795_399_200),
            who: who.to_owned(),
            did: did.to_owned(),
            what: json!({"case": "x\n"}),
            link: sha256(b"x"),
        }
    }

    #[test]
    fn an_entry_is_one_message_with_its_number_and_link() {
        let us: PartyName = "cyber.cn.example".parse().unwrap();
        let link = sha256(b"x");
        assert_eq!(
            message(&us, &row("李 \"]\\\n", "said")),
            format!(
                "<109>1 2026-11-23T02:00:00Z cyber.cn.example comity - said \
                 [comity@32473 number=\"417\" who=\"李 \\\"\\]\\\\\" link=\"{link}\"] \
                 \u{feff}{{\"case\":\"x\\n\"}}"
            )
        );
    }

    #[test]
    fn no_name_begins_another_field() {
        let us: PartyName = "a.example".parse().unwrap();
        let odd = message(&us, &row("li", "a b\n[x]"));
        assert!(odd.contains(" comity - ab[x] [comity@32473 "), "{odd}");
        let none = message(&us, &row("li", ""));
        assert!(none.contains(" comity - - [comity@32473 "), "{none}");
        assert!(!odd.contains('\n'));
    }
}
