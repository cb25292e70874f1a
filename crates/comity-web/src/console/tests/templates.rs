//! What stands in templates, and what of the catalogue they use.

use std::collections::{BTreeMap, BTreeSet};

use comity_text::{Locale, catalogue, catalogue::sources};

use super::{
    html::{self, Piece},
    sources as tree,
};

#[test]
fn a_template_has_no_words_of_its_own() {
    let mut wrong = Vec::new();
    for (path, source) in tree::templates() {
        let mut skip = false;
        for piece in html::read(&without_code(&source)) {
            match piece {
                // The name of a key of the keyboard.
                Piece::Open(tag) if tag.name == "kbd" => skip = true,
                Piece::Open(tag) => {
                    skip = false;
                    for name in [
                        "alt",
                        "aria-label",
                        "placeholder",
                        "title",
                        "data-words",
                        "data-confirm",
                    ] {
                        if tag.get(name).is_some_and(has_words) {
                            wrong.push(format!("{}: {name} of {tag:?}", path.display()));
                        }
                    }
                }
                Piece::Text(text)
                    if !skip && (has_words(&text.replace("Comity", "")) || has_setting(&text)) =>
                {
                    wrong.push(format!("{}: {text}", path.display()));
                }
                Piece::Close(_) | Piece::Text(_) => skip = false,
            }
        }
    }
    assert!(wrong.is_empty(), "say it in the catalogue: {wrong:#?}");
}

#[test]
fn a_template_has_no_script_or_style_inside_and_escapes_everything() {
    for (path, source) in tree::templates() {
        let path = path.display();
        for tag in html::tags(&without_code(&source)) {
            assert!(tag.name != "style", "{path}: {tag:?}");
            assert!(
                tag.name != "script" || tag.get("src").is_some(),
                "{path}: {tag:?}"
            );
            for (name, _) in &tag.attributes {
                assert!(
                    !name.starts_with("on") && name != "style" && !name.starts_with("hx-on"),
                    "{path}: {tag:?}"
                );
            }
        }
        for code in code(&source) {
            let plain = code.replace(' ', "");
            assert!(
                !plain.contains("|safe") && !plain.contains("|escape("),
                "{path}: {code}"
            );
        }
    }
    for (path, source) in tree::rust("src/console") {
        // One type writes HTML by itself, and its tests look at it.
        // So does a field of a form, whose template escapes.
        let one = path.ends_with("foreign.rs") || path.ends_with("drafts/form/field.rs");
        assert!(one || !source.contains("HtmlSafe"), "{}", path.display());
        assert!(!source.contains("escape = \"none\""), "{}", path.display());
    }
}

#[test]
fn every_key_that_pages_ask_for_exists_in_both_languages() {
    let mut missing = BTreeSet::new();
    for key in asked() {
        for locale in Locale::ALL {
            if !catalogue(locale).has(&key, None) {
                missing.insert(format!("{locale}: {key}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_text_of_the_console_is_used() {
    let quoted = quoted();
    let mut unused = Vec::new();
    for (file, source) in sources(Locale::En)
        .iter()
        .filter(|(file, _)| file.starts_with("console"))
    {
        for key in keys(source) {
            let code = key.strip_prefix("err-").unwrap_or(key);
            // A key whose end is put in, as in `format!("cases-sort-{code}")`.
            let by_start = || {
                quoted
                    .iter()
                    .filter_map(|text| text.split_once('{'))
                    .any(|(start, _)| {
                        start.len() > 3 && start.ends_with('-') && key.starts_with(start)
                    })
            };
            if !quoted.contains(key) && !quoted.contains(code) && !by_start() {
                unused.push(format!("{file}.ftl: {key}"));
            }
        }
    }
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn texts_that_speak_of_values_are_given_them() {
    // `page.t1("key", "name", …)`: the name is one that the text speaks of, and it speaks of no other.
    let texts: BTreeMap<&str, String> = sources(Locale::En)
        .iter()
        .filter(|(file, _)| file.starts_with("console"))
        .flat_map(|(_, source)| bodies(source))
        .collect();
    let mut wrong = Vec::new();
    for source in all_sources() {
        for (call, wanted) in [(".t(\"", 0), (".t1(\"", 1), (".tn(\"", 1)] {
            for rest in source.split(call).skip(1) {
                let mut parts = rest.split('"');
                let key = parts.next().unwrap();
                let Some(text) = texts.get(key) else { continue };
                let given = match (call, parts.nth(1)) {
                    (".t(\"", _) => None,
                    (".tn(\"", _) => Some("count"),
                    (_, name) => name,
                };
                let spoken = values(text);
                let fits = spoken.len() == wanted && given.is_none_or(|name| spoken.contains(name));
                if !fits {
                    wrong.push(format!("{key} is given {given:?} and speaks of {spoken:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Templates and sources of the console.
fn all_sources() -> Vec<String> {
    let templates = tree::templates().into_iter().map(|(_, source)| source);
    templates
        .chain(tree::rust("src").into_iter().map(|(_, source)| source))
        .collect()
}

/// The keys that a page is asked for by name.
fn asked() -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for source in all_sources() {
        for call in [".t(\"", ".t1(\"", ".tn(\"", ".plain(\""] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                // An HTML attribute or a format is no key.
                if key
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                {
                    asked.insert(key.to_owned());
                }
            }
        }
    }
    assert!(
        asked.len() > 50,
        "does the scan still fit the sources? {asked:?}"
    );
    asked
}

/// Everything in quotation marks in the program and in templates.
fn quoted() -> BTreeSet<String> {
    let mut quoted = BTreeSet::new();
    let others = ["../comity/src", "../comity-node/src"]
        .into_iter()
        .flat_map(tree::rust)
        .map(|(_, source)| source);
    for source in all_sources().into_iter().chain(others) {
        // By line: a quotation mark in a comment or as a character shifts what follows in its line only.
        for line in source.lines() {
            quoted.extend(line.split('"').skip(1).map(str::to_owned));
        }
    }
    quoted
}

/// The keys of a catalogue file.
fn keys(source: &str) -> Vec<&str> {
    bodies(source).into_iter().map(|(key, _)| key).collect()
}

/// Keys of a catalogue file with their texts, attributes among them.
fn bodies(source: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    for line in source
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
    {
        match line.split_once('=') {
            Some((key, text)) if !line.starts_with([' ', '}', '\t']) => {
                found.push((key.trim(), text.to_owned()));
            }
            _ => {
                if let Some((_, text)) = found.last_mut() {
                    text.push_str(line);
                }
            }
        }
    }
    found
}

/// The values that a text speaks of.
fn values(text: &str) -> BTreeSet<&str> {
    let names = text.split('$').skip(1);
    names
        .filter_map(|rest| {
            rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
                .next()
        })
        .map(|name| name.trim_end_matches('-'))
        .collect()
}

fn has_words(text: &str) -> bool {
    // Names of formats, attributes of an element of another template, a fingerprint as a sample.
    let format = ["CSV", "JSON"].contains(&text.trim());
    let attribute = text.contains("=\"");
    let sample = text.trim().bytes().all(|b| b.is_ascii_hexdigit());
    !format && !attribute && !sample && text.chars().any(char::is_alphabetic)
}

/// Whether a text has punctuation that Chinese sets otherwise than English.
fn has_setting(text: &str) -> bool {
    // The name of a section as the file of the configuration spells it.
    let section = text.trim() == "[]";
    let attribute = text.contains("=\"");
    !section && !attribute && text.contains(['(', ')', '[', ']', ',', ';', ':', '.', '“', '”', '"'])
}

#[test]
fn punctuation_that_each_language_sets_in_its_own_way_is_no_template_s() {
    for text in [" ()", "; ", "“”", ", "] {
        assert!(has_setting(text), "{text}");
    }
    for text in [" · ", " / ", "–", "[]", "—", " aria-invalid=\"true\""] {
        assert!(!has_setting(text), "{text}");
    }
}

/// A template without what is computed.
fn without_code(source: &str) -> String {
    // An attribute of an element of the frame.
    let shape = source.split_once("{% block shape %}");
    let source = match shape
        .and_then(|(before, rest)| Some((before, rest.split_once("{% endblock %}")?.1)))
    {
        Some((before, after)) => format!("{before}{after}"),
        None => source.to_owned(),
    };
    let mut left = String::new();
    let mut rest = source.as_str();
    while let Some((at, close)) = first_code(rest) {
        left.push_str(&rest[..at]);
        let after = &rest[at + 2..];
        rest = after.find(close).map_or("", |end| &after[end + 2..]);
    }
    left.push_str(rest);
    left
}

/// What a template computes.
fn code(source: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some((at, close)) = first_code(rest) {
        let after = &rest[at + 2..];
        let end = after.find(close).unwrap_or(after.len());
        found.push(&after[..end]);
        rest = after.get(end + 2..).unwrap_or("");
    }
    found
}

fn first_code(text: &str) -> Option<(usize, &'static str)> {
    [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
        .into_iter()
        .filter_map(|(open, close)| Some((text.find(open)?, close)))
        .min()
}
