//! A file that comes back, read with distrust.

use std::collections::BTreeSet;

use roxmltree::{Node, ParsingOptions};

use super::{CORE, Document, GLOSSARY, LIMIT, Note, Part, Segment, State, Term, Unit, bounds};

/// The most nodes of a file: elements, texts, comments.
const NODES: u32 = 400_000;

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Longer than [`LIMIT`].
    #[error("read an XLIFF file of {0} bytes")]
    TooLong(usize),
    /// No well-formed XML in UTF-8, or with a document type, or beyond the bounds.
    #[error("read the file as XML: {0}")]
    Malformed(String),
    /// Not XLIFF of version 2.0 or 2.1.
    #[error("read XLIFF of version {0:?}")]
    Version(String),
    /// An attribute or element that is missing, doubled, or not where it belongs.
    #[error("read the {0} of an XLIFF file")]
    Structure(&'static str),
    /// Codes in a text that has none.
    #[error("read the unit {0:?}, which holds inline codes")]
    Inline(String),
}

impl ReadError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "xliff-too-long",
            Self::Malformed(_) => "xliff-malformed",
            Self::Version(_) => "xliff-version",
            Self::Structure(_) => "xliff-structure",
            Self::Inline(_) => "xliff-inline",
        }
    }
}

type Result<T> = std::result::Result<T, ReadError>;

/// Reads a file.
///
/// # Errors
/// [`ReadError`].
pub fn read(bytes: &[u8]) -> Result<Document> {
    if bytes.len() > LIMIT {
        return Err(ReadError::TooLong(bytes.len()));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| ReadError::Malformed("not in UTF-8".to_owned()))?;
    let text = text.trim_start_matches('\u{feff}');
    if !bounds::keeps(text) {
        return Err(ReadError::Malformed("too deep or too wide".to_owned()));
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: NODES,
        ..ParsingOptions::default()
    };
    let tree = roxmltree::Document::parse_with_options(text, options)
        .map_err(|error| ReadError::Malformed(error.to_string()))?;
    document(tree.root_element())
}

fn document(root: Node<'_, '_>) -> Result<Document> {
    let version = root.attribute("version").unwrap_or_default();
    let core = root.has_tag_name((CORE, "xliff"));
    if !core || !matches!(version, "2.0" | "2.1") {
        return Err(ReadError::Version(version.chars().take(40).collect()));
    }
    let mut files = elements(root, "file");
    let file = files.next().ok_or(ReadError::Structure("file"))?;
    if files.next().is_some() {
        return Err(ReadError::Structure("second file"));
    }
    let mut units = Vec::new();
    let mut ids = BTreeSet::new();
    // Groups are read over: what counts is the id of a unit.
    for node in file.descendants().filter(|node| is(*node, "unit")) {
        let unit = unit(node)?;
        if !ids.insert(unit.id.clone()) {
            return Err(ReadError::Structure("unit id"));
        }
        units.push(unit);
    }
    Ok(Document {
        source: must(root, "srcLang", "srcLang")?,
        target: root.attribute("trgLang").map(str::to_owned),
        id: must(file, "id", "file id")?,
        original: file.attribute("original").unwrap_or_default().to_owned(),
        notes: notes(file),
        units,
    })
}

fn unit(node: Node<'_, '_>) -> Result<Unit> {
    let id = must(node, "id", "unit id")?;
    let mut parts = Vec::new();
    let mut ids = BTreeSet::new();
    for child in node.children() {
        if is(child, "segment") {
            let segment = segment(child, &id)?;
            if !ids.insert(segment.id.clone()) {
                return Err(ReadError::Structure("segment id"));
            }
            parts.push(Part::Segment(segment));
        } else if is(child, "ignorable") {
            let source = one(child, "source")?.ok_or(ReadError::Structure("source"))?;
            parts.push(Part::Between(text(source, &id)?));
        }
    }
    Ok(Unit {
        name: node.attribute("name").unwrap_or_default().to_owned(),
        terms: terms(node),
        notes: notes(node),
        parts,
        id,
    })
}

fn segment(node: Node<'_, '_>, unit: &str) -> Result<Segment> {
    let source = one(node, "source")?.ok_or(ReadError::Structure("source"))?;
    let target = one(node, "target")?;
    if target.is_some_and(|target| target.has_attribute("order")) {
        return Err(ReadError::Structure("order"));
    }
    let state = match node.attribute("state") {
        None => State::Initial,
        Some(name) => State::from_name(name).ok_or(ReadError::Structure("state"))?,
    };
    Ok(Segment {
        id: must(node, "id", "segment id")?,
        state,
        sub_state: node.attribute("subState").map(str::to_owned),
        source: text(source, unit)?,
        target: target.map(|target| text(target, unit)).transpose()?,
    })
}

/// The text of a source or target: annotations are read over, codes are none of ours.
fn text(node: Node<'_, '_>, unit: &str) -> Result<String> {
    let mut all = String::new();
    for child in node.descendants() {
        if child.is_text() {
            all.push_str(child.text().unwrap_or_default());
        } else if child.is_element() && child != node {
            if is(child, "cp") {
                all.push(code_point(child)?);
            } else if !["mrk", "sm", "em"].iter().any(|name| is(child, name)) {
                return Err(ReadError::Inline(unit.chars().take(80).collect()));
            }
        }
    }
    Ok(all)
}

fn code_point(node: Node<'_, '_>) -> Result<char> {
    let hex = node.attribute("hex").unwrap_or_default();
    let digits = (1..=8).contains(&hex.len()) && hex.bytes().all(|b| b.is_ascii_hexdigit());
    let number = u32::from_str_radix(hex, 16).ok().filter(|_| digits);
    number
        .and_then(char::from_u32)
        .ok_or(ReadError::Structure("cp"))
}

fn notes(node: Node<'_, '_>) -> Vec<Note> {
    let all = elements(node, "notes").flat_map(|notes| elements(notes, "note"));
    all.map(|note| Note {
        category: note.attribute("category").unwrap_or_default().to_owned(),
        text: plain(note),
    })
    .collect()
}

fn terms(node: Node<'_, '_>) -> Vec<Term> {
    let entries = node
        .children()
        .filter(|child| child.has_tag_name((GLOSSARY, "glossary")))
        .flat_map(|glossary| glossary.children())
        .filter(|child| child.has_tag_name((GLOSSARY, "glossEntry")));
    let term = |entry: Node<'_, '_>| {
        let of = |name| {
            let mut children = entry.children();
            children
                .find(|child| child.has_tag_name((GLOSSARY, name)))
                .map(plain)
        };
        Some(Term {
            term: of("term")?,
            translation: of("translation")?,
        })
    };
    entries.filter_map(term).collect()
}

/// All text of an element that holds nothing else.
fn plain(node: Node<'_, '_>) -> String {
    let texts = node.children().filter_map(|child| match child.is_text() {
        true => child.text(),
        false => None,
    });
    texts.collect()
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((CORE, name))
}

fn elements<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.children().filter(move |child| is(*child, name))
}

/// The one element of this name, if there is one.
fn one<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> Result<Option<Node<'a, 'b>>> {
    let mut all = elements(node, name);
    let first = all.next();
    match all.next() {
        Some(_) => Err(ReadError::Structure(name)),
        None => Ok(first),
    }
}

fn must(node: Node<'_, '_>, name: &str, what: &'static str) -> Result<String> {
    let value = node.attribute(name).filter(|value| !value.is_empty());
    value.map(str::to_owned).ok_or(ReadError::Structure(what))
}
