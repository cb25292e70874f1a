//! What is looked at before a file is read as XML: how deep it is, and how many attributes and namespaces it has.
//!
//! A reader of XML compares attributes with each other and hands namespaces
//! down, which costs by the square of their number; files of translators have few.

/// The deepest element.
const DEPTH: usize = 32;
/// The most attributes of an element.
const ATTRIBUTES: usize = 64;
/// The most declarations of namespaces.
const NAMESPACES: usize = 1_000;

/// Whether a file keeps within the bounds. What is no XML is found by whoever reads it.
pub(crate) fn keeps(text: &str) -> bool {
    let (mut depth, mut namespaces) = (0_usize, 0_usize);
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        rest = rest.get(start..).unwrap_or_default();
        if let Some(after) = passed(rest) {
            rest = after;
            continue;
        }
        let (tag, after) = tag(rest);
        rest = after;
        if tag.closes {
            depth = depth.saturating_sub(1);
        } else if !tag.empty {
            depth += 1;
        }
        namespaces += tag.namespaces;
        if depth > DEPTH || tag.attributes > ATTRIBUTES || namespaces > NAMESPACES {
            return false;
        }
    }
    true
}

/// What follows a comment, a section of plain characters or an instruction; `None` for a tag.
fn passed(text: &str) -> Option<&str> {
    let end = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
        .into_iter()
        .find(|(start, _)| text.starts_with(start))
        .map(|(_, end)| end)?;
    Some(text.split_once(end).map_or("", |(_, after)| after))
}

struct Tag {
    closes: bool,
    empty: bool,
    attributes: usize,
    namespaces: usize,
}

/// The tag that a text begins with, and what follows it.
fn tag(text: &str) -> (Tag, &str) {
    let (mut quote, mut attributes) = (None, 0);
    let mut end = text.len();
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'=') => attributes += 1,
            (None, b'>' | b'<') => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let inside = text.get(1..end).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let tag = Tag {
        closes: inside.starts_with('/'),
        empty: inside.ends_with('/'),
        attributes,
        namespaces: inside.matches("xmlns").count(),
    };
    (tag, after.strip_prefix('>').unwrap_or(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_within_the_bounds_pass_and_others_do_not() {
        let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(keeps(&nested(DEPTH)));
        assert!(!keeps(&nested(DEPTH + 1)));
        assert!(keeps(&"<a></a><b/>".repeat(1_000)));
        let wide = |count: usize| {
            let attributes: Vec<String> = (0..count).map(|n| format!("a{n}='='")).collect();
            format!("<a {}/>", attributes.join(" "))
        };
        assert!(keeps(&wide(ATTRIBUTES)) && !keeps(&wide(ATTRIBUTES + 1)));
        assert!(!keeps(&"<a xmlns:b='c'/>".repeat(NAMESPACES + 1)));
    }

    #[test]
    fn what_is_no_tag_counts_for_nothing() {
        let tags = "<a>".repeat(100);
        for hidden in [
            format!("<!--{tags}-->"),
            format!("<![CDATA[{tags}]]>"),
            format!("<?x {tags}?>"),
            format!("<a b=\"{}\"/>", ">".repeat(100)),
        ] {
            assert!(keeps(&hidden), "{hidden}");
        }
    }
}
