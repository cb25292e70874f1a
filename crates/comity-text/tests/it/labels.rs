//! Every code of every list, and every act kind, has a label in both languages; no label is left over.

use std::collections::BTreeSet;

use comity_core::case::{Broken, Rule};
use comity_text::{Locale, catalogue, catalogue::key_of};

use crate::ftl;

/// Lists that live in other crates: sealing suites (comity-peer) and roles of persons (comity-store).
const ELSEWHERE: &[&str] = &["code-role-", "code-suite-"];

#[test]
fn every_code_of_every_list_has_a_label() {
    for locale in Locale::ALL {
        let words = catalogue(locale);
        for (list, codes) in comity_core::codes::LISTS {
            assert!(
                words.has(&format!("codes-{list}"), None),
                "{locale}: the list {list} has no name"
            );
            for code in *codes {
                let label = words.label(list, code);
                assert!(
                    !label.starts_with('['),
                    "{locale}: {list} {code} has no label"
                );
            }
        }
    }
}

#[test]
fn no_label_is_left_over() {
    let wanted: BTreeSet<String> = comity_core::codes::LISTS
        .iter()
        .flat_map(|(list, codes)| {
            codes
                .iter()
                .map(move |code| format!("code-{list}-{}", key_of(code)))
        })
        .collect();
    let left: Vec<_> = ftl::texts(Locale::En)
        .into_keys()
        .filter(|key| key.starts_with("code-") && !wanted.contains(key))
        .filter(|key| !ELSEWHERE.iter().any(|start| key.starts_with(start)))
        .collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn every_act_kind_has_a_label_and_a_meaning() {
    for locale in Locale::ALL {
        for kind in comity_core::act::KINDS {
            let key = format!("act-{}", key_of(kind.code));
            assert!(catalogue(locale).has(&key, None), "{locale}: {key}");
            assert!(
                catalogue(locale).has(&key, Some("meaning")),
                "{locale}: {key}.meaning"
            );
        }
    }
}

#[test]
fn every_rule_that_makes_an_act_void_is_worded() {
    for locale in Locale::ALL {
        for rule in Rule::ALL {
            let words = catalogue(locale).rule(Broken::Case(*rule));
            assert!(!words.starts_with('['), "{locale}: {rule:?} has no words");
        }
    }
}

#[test]
fn no_two_codes_of_a_list_are_called_the_same() {
    for locale in Locale::ALL {
        for (list, codes) in comity_core::codes::LISTS {
            let labels: BTreeSet<String> = codes
                .iter()
                .map(|code| catalogue(locale).label(list, code))
                .collect();
            assert_eq!(labels.len(), codes.len(), "{locale}: {list}: {labels:?}");
        }
    }
}
