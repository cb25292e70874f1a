//! A plain reading of catalogue sources for the tests: which texts are there, and what they speak of.

use std::collections::{BTreeMap, BTreeSet};

use comity_text::{Locale, catalogue::sources};

/// A message's value or one of its attributes (`key.attribute`), or a term (`-name`).
pub(crate) struct Text {
    pub(crate) file: &'static str,
    pub(crate) source: String,
}

/// Every text of a language by its key.
pub(crate) fn texts(locale: Locale) -> BTreeMap<String, Text> {
    let mut found = BTreeMap::new();
    for (file, source) in sources(locale) {
        for (key, source) in read(source) {
            let twice = found.insert(key.clone(), Text { file, source });
            assert!(twice.is_none(), "{locale}/{file}.ftl: {key} stands twice");
        }
    }
    found
}

fn read(source: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut message = String::new();
    for line in source
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
    {
        let trimmed = line.trim_start();
        if !line.starts_with([' ', '}', '\t']) {
            let (key, text) = line
                .split_once('=')
                .unwrap_or_else(|| panic!("not a message: {line}"));
            message = key.trim().to_owned();
            found.push((message.clone(), text.trim().to_owned()));
        } else if let Some(attribute) = trimmed.strip_prefix('.').filter(|rest| rest.contains(" ="))
        {
            let (name, text) = attribute.split_once('=').expect("an equals sign was found");
            found.push((format!("{message}.{}", name.trim()), text.trim().to_owned()));
        } else {
            let (_, text) = found
                .last_mut()
                .unwrap_or_else(|| panic!("no message before: {line}"));
            text.push('\n');
            text.push_str(trimmed);
        }
    }
    found.retain(|(_, text)| !text.is_empty());
    found
}

/// The names that a text inserts: `$count`, `-term`.
pub(crate) fn names(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for inner in source
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split(['}', '\n']).next())
    {
        for word in inner.split(|c: char| !(c.is_ascii_alphanumeric() || "$-_.".contains(c))) {
            let begins = word.starts_with('$') || word.starts_with('-');
            if begins && word.len() > 1 && word != "->" {
                names.insert(word.to_owned());
            }
        }
    }
    names
}

/// A text with everything that is inserted replaced by `0`, as a reader would see a number there.
pub(crate) fn flat(source: &str) -> String {
    let mut flat = String::new();
    let mut depth = 0_u32;
    for c in source.chars() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    flat.push('0');
                }
            }
            _ if depth == 0 => flat.push(c),
            _ => {}
        }
    }
    flat
}
