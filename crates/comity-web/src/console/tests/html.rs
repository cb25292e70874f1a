//! A plain reading of a page: its tags, their attributes, and the texts between them.

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A tag that opens something.
    Open(Tag),
    /// The name of a tag that closes it.
    Close(String),
    /// A text, as a reader sees it.
    Text(String),
}

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(one, _)| one == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The pieces of a page, in order.
pub(super) fn read(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        push_text(&mut pieces, &rest[..at]);
        let end = end_of_tag(&rest[at..]) + at;
        let inner = &rest[at + 1..end];
        if let Some(name) = inner.strip_prefix('/') {
            pieces.push(Piece::Close(name.trim().to_owned()));
        } else if !inner.starts_with('!') {
            pieces.push(Piece::Open(tag(inner)));
        }
        rest = &rest[(end + 1).min(rest.len())..];
    }
    push_text(&mut pieces, rest);
    pieces
}

/// The opening tags of a page.
pub(super) fn tags(page: &str) -> Vec<Tag> {
    let open = |piece| match piece {
        Piece::Open(tag) => Some(tag),
        _ => None,
    };
    read(page).into_iter().filter_map(open).collect()
}

/// The text of the first element of this name.
pub(super) fn text_of(page: &str, name: &str) -> Option<String> {
    let mut pieces = read(page).into_iter();
    pieces.find(|piece| matches!(piece, Piece::Open(tag) if tag.name == name))?;
    let inside = pieces.take_while(|piece| *piece != Piece::Close(name.to_owned()));
    let texts = inside.filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        _ => None,
    });
    Some(texts.collect())
}

/// Everything that a page shows or says: texts, and attributes that are read.
pub(super) fn texts(page: &str) -> Vec<String> {
    const READ: &[&str] = &[
        "alt",
        "aria-label",
        "aria-description",
        "data-words",
        "data-confirm",
        "placeholder",
        "title",
        "label",
    ];
    let mut found = Vec::new();
    for piece in read(page) {
        match piece {
            Piece::Text(text) => found.push(text),
            Piece::Open(tag) => {
                let read = tag
                    .attributes
                    .into_iter()
                    .filter(|(name, _)| READ.contains(&name.as_str()));
                found.extend(read.map(|(_, value)| value));
            }
            Piece::Close(_) => {}
        }
    }
    found
}

/// Where the tag at the start of a text ends: at a `>` that is in no value.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn tag(inner: &str) -> Tag {
    let name_end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let mut attributes = Vec::new();
    let mut rest = inner[name_end..].trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches('/').to_owned();
        rest = &rest[end..];
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (from, close) = match quote {
                Some(quote) => (1, after[1..].find(quote).map_or(after.len(), |at| at + 1)),
                None => (0, after.find(char::is_whitespace).unwrap_or(after.len())),
            };
            value = &after[from..close];
            rest = &after[(close + from).min(after.len())..];
        }
        if !name.is_empty() {
            attributes.push((name, plain(value)));
        }
        rest = rest.trim_start();
    }
    Tag {
        name: inner[..name_end].trim_end_matches('/').to_ascii_lowercase(),
        attributes,
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.trim().is_empty() {
        pieces.push(Piece::Text(plain(text)));
    }
}

fn plain(text: &str) -> String {
    let pairs = [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ];
    pairs
        .iter()
        .fold(text.to_owned(), |text, (code, c)| text.replace(code, c))
}

#[test]
fn a_page_is_read_as_a_browser_does() {
    let page = r#"<!doctype html><p class="a > b" hidden title='x'>1 &#60; 2<br>end</p>"#;
    let pieces = read(page);
    let Piece::Open(p) = &pieces[0] else {
        panic!("{pieces:?}")
    };
    assert_eq!(p.get("class"), Some("a > b"));
    assert_eq!(p.get("hidden"), Some(""));
    assert_eq!(p.get("title"), Some("x"));
    assert_eq!(pieces[1], Piece::Text("1 < 2".to_owned()));
    assert_eq!(text_of(page, "p").unwrap(), "1 < 2end");
}
