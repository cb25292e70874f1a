//! Both languages say the same things of the same values.

use std::collections::BTreeSet;

use comity_text::{Locale, catalogue::sources};
use fluent_bundle::{FluentResource, concurrent::FluentBundle};

use crate::ftl;

#[test]
fn every_file_is_sound() {
    for locale in Locale::ALL {
        let mut bundle = FluentBundle::new_concurrent(vec![locale.tag().parse().unwrap()]);
        for (file, source) in sources(locale) {
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(_, faults)| panic!("{locale}/{file}.ftl: {faults:?}"));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|faults| panic!("{locale}/{file}.ftl: {faults:?}"));
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_in_the_same_files() {
    let keys = |locale| -> BTreeSet<(&str, String)> {
        ftl::texts(locale)
            .into_iter()
            .map(|(key, text)| (text.file, key))
            .collect()
    };
    let (english, chinese) = (keys(Locale::En), keys(Locale::ZhHans));
    let lonely: Vec<_> = english.symmetric_difference(&chinese).collect();
    assert!(lonely.is_empty(), "in one language only: {lonely:#?}");
}

#[test]
fn both_languages_speak_of_the_same_values() {
    let (english, chinese) = (ftl::texts(Locale::En), ftl::texts(Locale::ZhHans));
    let differing: Vec<_> = english
        .iter()
        .filter_map(|(key, text)| {
            let (ours, theirs) = (
                ftl::names(&text.source),
                ftl::names(&chinese.get(key)?.source),
            );
            (ours != theirs).then_some((key, ours, theirs))
        })
        .collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn every_term_that_is_used_exists() {
    for locale in Locale::ALL {
        let texts = ftl::texts(locale);
        for (key, text) in &texts {
            for name in ftl::names(&text.source)
                .iter()
                .filter(|name| name.starts_with('-'))
            {
                assert!(texts.contains_key(name), "{locale}: {key} uses {name}");
            }
        }
    }
}
