//! `docs/asvs.md` holds to the sources: each requirement has its line, and each test that a line names is there.

use std::{collections::BTreeMap, path::Path};

/// How many requirements of levels 1 and 2 each section of OWASP ASVS 5.0 has, of the chapters that we looked at.
const SECTIONS: &[(&str, usize)] = &[
    ("1.1", 2),
    ("1.2", 9),
    ("1.3", 11),
    ("1.4", 3),
    ("1.5", 2),
    ("2.1", 3),
    ("2.2", 3),
    ("2.3", 4),
    ("2.4", 1),
    ("3.2", 2),
    ("3.3", 4),
    ("3.4", 6),
    ("3.5", 5),
    ("3.7", 2),
    ("4.1", 3),
    ("4.2", 1),
    ("4.3", 2),
    ("4.4", 4),
    ("5.1", 1),
    ("5.2", 3),
    ("5.3", 2),
    ("5.4", 3),
    ("6.1", 3),
    ("6.2", 12),
    ("6.3", 4),
    ("6.4", 4),
    ("6.5", 5),
    ("6.6", 3),
    ("6.8", 4),
    ("7.1", 3),
    ("7.2", 4),
    ("7.3", 2),
    ("7.4", 5),
    ("7.5", 2),
    ("7.6", 2),
    ("8.1", 2),
    ("8.2", 3),
    ("8.3", 1),
    ("8.4", 1),
    ("9.1", 3),
    ("9.2", 4),
    ("13.1", 1),
    ("13.2", 5),
    ("13.3", 2),
    ("13.4", 5),
];

/// What an answer may begin with when it names no test.
const WITHOUT: [&str; 3] = ["Does not apply: ", "Not met: ", "Document: "];

/// Number and answer of each line.
fn rows(text: &str) -> Vec<(&str, &str)> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| "));
    rows.filter_map(|row| {
        let mut cells = row.trim_end_matches(" |").split(" | ");
        let number = cells.next()?;
        let numbered = number.split('.').all(|part| part.parse::<u8>().is_ok());
        numbered.then(|| (number, cells.nth(2).unwrap_or_default()))
    })
    .collect()
}

#[test]
fn each_requirement_has_one_line_and_each_test_that_it_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = std::fs::read_to_string(root.join("docs/asvs.md")).unwrap();
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (number, answer) in rows(&text) {
        let (section, _) = number.rsplit_once('.').unwrap();
        let seen = sections.entry(section).or_default();
        assert!(!seen.contains(&number), "{number} stands there twice");
        seen.push(number);
        let mut source = String::new();
        let mut tests = 0;
        for name in answer.split('`').skip(1).step_by(2) {
            if name.contains('/') {
                source = std::fs::read_to_string(root.join("crates").join(name))
                    .unwrap_or_else(|error| panic!("{number} names {name}: {error}"));
            } else if !source.is_empty() {
                assert!(
                    source.contains(&format!("fn {name}()")),
                    "{number} names {name}, which is no test there"
                );
                tests += 1;
            }
        }
        let said = WITHOUT
            .iter()
            .any(|start| answer.strip_prefix(start).is_some_and(|why| why.len() > 10));
        assert!(
            tests > 0 || said,
            "{number} says neither a test nor why there is none"
        );
    }
    let counted: Vec<(&str, usize)> = sections
        .iter()
        .map(|(section, rows)| (*section, rows.len()))
        .collect();
    let mut wanted = SECTIONS.to_vec();
    wanted.sort_unstable();
    assert_eq!(counted, wanted);
}
