//! Every code of `docs/protocol.md`, section 8, has its vector and its words, and no other judging code is in use.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use comity_text::{Locale, catalogue};

use super::coverage::codes_of_crate;

/// What the codes of section 8 begin with.
const FAMILIES: [&str; 4] = ["void-", "refuse-", "fork-", "evidence-"];

/// The code of judging that is no fault of the other side, and has a vector too.
const OWN_LOSS: &str = "own-loss";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn judges(code: &str) -> bool {
    FAMILIES.iter().any(|family| code.starts_with(family)) && !code.ends_with('-')
}

/// The codes in backquotes in section 8.
fn in_section_8() -> BTreeSet<String> {
    let text =
        fs::read_to_string(root().join("docs/protocol.md")).expect("the protocol can be read");
    let section = text.split("\n## 8. ").nth(1).expect("section 8 is there");
    let section = section.split("\n## ").next().unwrap_or(section);
    let quoted = section.split('`').skip(1).step_by(2);
    quoted
        .filter(|code| judges(code) || *code == OWN_LOSS)
        .map(str::to_owned)
        .collect()
}

/// The codes that stand as a text of their own in a file of vectors.
fn in_vectors() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(root().join("vectors/peer")).expect("vectors can be read") {
        let path = entry.expect("vectors can be read").path();
        if path.extension().is_some_and(|end| end == "json") {
            let text = fs::read_to_string(path).expect("vectors can be read");
            let texts = text.split('"').skip(1).step_by(2);
            found.extend(texts.map(str::to_owned));
        }
    }
    found
}

#[test]
fn each_code_of_section_8_has_its_vector_and_its_words() {
    let (codes, vectors) = (in_section_8(), in_vectors());
    assert!(
        codes.len() > 30,
        "section 8 is not read as it is written: {codes:?}"
    );
    let lacking: Vec<_> = codes.difference(&vectors).collect();
    assert!(
        lacking.is_empty(),
        "no vector in vectors/peer has {lacking:?}"
    );
    for locale in Locale::ALL {
        let silent: Vec<_> = codes
            .iter()
            .filter(|code| !catalogue(locale).has(&format!("err-{code}"), Some("what")))
            .collect();
        assert!(silent.is_empty(), "{locale}: no words for {silent:?}");
    }
}

#[test]
fn each_code_that_judges_stands_in_the_protocol() {
    let acts = fs::read_to_string(root().join("docs/protocol/acts.md")).unwrap();
    let (codes, mut used) = (in_section_8(), BTreeSet::new());
    for name in ["comity-core", "comity-peer", "comity-node"] {
        used.extend(codes_of_crate(name).into_iter().filter(|code| judges(code)));
    }
    let missing: Vec<_> = used
        .iter()
        .filter(|code| !codes.contains(*code) && !acts.contains(&format!("| `{code}` |")))
        .collect();
    assert!(
        missing.is_empty(),
        "not in docs/protocol.md, section 8: {missing:?}"
    );
    assert!(used.is_superset(&BTreeSet::from(
        ["void-beyond-generation", "refuse-gap"].map(str::to_owned)
    )));
}
