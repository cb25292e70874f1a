//! Every error code that the crates can hand up has words.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use comity_text::{Locale, catalogue, errors};

/// The crates whose error codes are scanned for.
const CRATES: &[&str] = &[
    "comity",
    "comity-core",
    "comity-node",
    "comity-peer",
    "comity-store",
    "comity-text",
    "comity-tlog",
    "comity-web",
    "comity-xliff",
];

/// Codes that are no errors: sealing suites and a kind of proof, which are labelled as lists, and kinds of stored notes, which nobody is shown.
const NO_ERRORS: &[&str] = &[
    "age-hybrid",
    "age-x25519",
    "handed-back",
    "own-checkpoint",
    "receipt-by-us",
    "receipt-from-them",
    "stand-in",
    "their-checkpoint",
];

#[test]
fn every_error_code_in_the_sources_has_words() {
    let said = |code: &str| {
        let parts = |locale| {
            ["what", "why", "next"]
                .map(|part| catalogue(locale).has(&format!("err-{code}"), Some(part)))
        };
        Locale::ALL.into_iter().flat_map(parts).all(|there| there)
    };
    let mut missing = BTreeSet::new();
    for name in CRATES {
        let found = codes_of_crate(name);
        assert!(
            !found.is_empty(),
            "no codes found in {name}: does the scan still fit the sources?"
        );
        missing.extend(
            found
                .into_iter()
                .filter(|code| !said(code) && !NO_ERRORS.contains(&code.as_str())),
        );
    }
    assert!(
        missing.is_empty(),
        "add to locales/*/errors.ftl or cli.ftl: {missing:#?}"
    );
}

#[test]
fn findings_of_an_audit_are_codes_too() {
    let found = codes_of_crate("comity-node");
    let findings = found.iter().filter(|code| code.starts_with("audit-"));
    assert!(findings.count() > 20, "{found:?}");
}

#[test]
fn the_sentence_of_the_wire_is_the_sentence_of_the_screen() {
    let path = "../comity-peer/src/credential/states.rs";
    let wire = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    for locale in Locale::ALL {
        let sentence = catalogue(locale).plain("legal-receipt-any");
        assert!(
            wire.contains(&format!("\"{sentence}\"")),
            "not in {path}: {sentence}"
        );
    }
}

#[test]
fn every_error_says_all_three_things() {
    for locale in Locale::ALL {
        for code in errors::codes() {
            for part in ["what", "why", "next"] {
                assert!(
                    catalogue(locale).has(&format!("err-{code}"), Some(part)),
                    "{locale}: {code}.{part}"
                );
            }
        }
    }
}

/// Every kebab-case text in the bodies of functions named `code` and in what makes a `Failure`, and every finding of an audit.
pub(crate) fn codes_of_crate(name: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(name)
        .join("src");
    let mut found = BTreeSet::new();
    for path in rust_files(&root) {
        let source = fs::read_to_string(&path).expect("a source file can be read");
        let bodies = source.split("fn code(").skip(1);
        // What an audit finds is no failure by itself, but is shown with the same words.
        let findings = source.split("\"audit-").skip(1);
        let finding = |part: &str| Some(format!("audit-{}", part.split('"').next()?));
        found.extend(findings.filter_map(finding).filter(|code| is_code(code)));
        // The command line names a code where it gives up.
        let failures = source.split("Failure::").skip(1);
        found.extend(bodies.flat_map(|part| codes(within(part, '{', '}'))));
        found.extend(failures.flat_map(|part| codes(within(part, '(', ')'))));
    }
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a source folder can be read") {
        let path = entry.expect("a source folder can be read").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    files
}

/// The codes among the texts in quotes.
fn codes(source: &str) -> impl Iterator<Item = String> {
    let texts = source.split('"').skip(1).step_by(2);
    texts.filter(|text| is_code(text)).map(str::to_owned)
}

/// The text from the first opening bracket to the one that closes it.
fn within(source: &str, open: char, close: char) -> &str {
    let start = source.find(open).unwrap_or(source.len());
    let mut depth = 0_i32;
    for (at, c) in source.char_indices().skip_while(|(at, _)| *at < start) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
        }
        if depth == 0 {
            return &source[start..at];
        }
    }
    ""
}

fn is_code(text: &str) -> bool {
    text.contains('-')
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}
