//! URLs in running text and in HTML, also those that someone made harmless (`hxxps://a[.]example`).

/// Where a URL may begin, with how it is written in an item.
const STARTS: [(&str, &str); 5] = [
    ("https://", "https://"),
    ("http://", "http://"),
    ("hxxps://", "https://"),
    ("hxxp://", "http://"),
    ("ftp://", "ftp://"),
];

/// The URLs of a text, in order.
pub(super) fn urls(text: &str) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((at, written, start)) = next_start(lower.get(from..).unwrap_or_default()) {
        let begin = from + at + written.len();
        let after = text.get(begin..).unwrap_or_default();
        let end = after.find(ends_url).unwrap_or(after.len());
        let url = format!(
            "{start}{}",
            refang(trimmed(after.get(..end).unwrap_or_default()))
        );
        if host(&url).is_some_and(|host| host.contains('.') || host.starts_with('[')) {
            found.push(url);
        }
        from = begin + end;
    }
    found
}

/// The first start in a text of lower case; ASCII case folding keeps all offsets.
fn next_start(lower: &str) -> Option<(usize, &'static str, &'static str)> {
    let colon = STARTS
        .iter()
        .filter_map(|(written, start)| lower.find(written).map(|at| (at, *written, *start)));
    colon.min_by_key(|(at, _, _)| *at)
}

fn ends_url(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '"' | '\'' | '<' | '>' | '`' | '{' | '}' | '|' | '\\' | '^'
        )
        || !c.is_ascii() && is_cjk_punctuation(c)
}

fn is_cjk_punctuation(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// Without the punctuation of the sentence around it, and without a bracket that opened before it.
fn trimmed(tail: &str) -> &str {
    let mut tail = tail;
    loop {
        let cut = tail.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        let cut = without_unopened(without_unopened(cut, '(', ')'), '[', ']');
        if cut.len() == tail.len() {
            return tail;
        }
        tail = cut;
    }
}

fn without_unopened(text: &str, open: char, close: char) -> &str {
    match text.strip_suffix(close) {
        Some(inner) if text.matches(close).count() > text.matches(open).count() => inner,
        _ => text,
    }
}

/// Undoes `[.]`, `(.)`, `[dot]` and HTML's `&amp;`.
pub(super) fn refang(text: &str) -> String {
    text.replace("[.]", ".")
        .replace("(.)", ".")
        .replace("[dot]", ".")
        .replace("&amp;", "&")
}

/// The host of a URL, without user and port, in lower case.
pub(super) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = if host.starts_with('[') {
        host.split_inclusive(']').next()?
    } else {
        host.split(':').next()?
    };
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_end_where_the_sentence_goes_on() {
        assert_eq!(
            urls(
                "See (https://a.example/x_(y)) or HXXPS://b[.]example/z?q=1&amp;r=2, \"http://c.example\"。访问http://d.example/路径。"
            ),
            [
                "https://a.example/x_(y)",
                "https://b.example/z?q=1&r=2",
                "http://c.example",
                "http://d.example/路径"
            ],
        );
    }

    #[test]
    fn what_has_no_host_is_no_url() {
        assert_eq!(
            urls("http:// https://localhost http://"),
            Vec::<String>::new()
        );
        assert_eq!(
            urls("http://user@a.example:8080/"),
            ["http://user@a.example:8080/"]
        );
        assert_eq!(
            host("http://user@A.example:8080/x").as_deref(),
            Some("a.example")
        );
        assert_eq!(
            host("http://[2001:db8::1]:80/").as_deref(),
            Some("[2001:db8::1]")
        );
    }
}
