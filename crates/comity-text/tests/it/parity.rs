//! Both languages say the same things of the same values.

use std::collections::BTreeSet;

use comity_text::{Args, Locale, catalogue, catalogue::sources};
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

#[test]
fn every_text_can_be_formatted_with_the_values_that_it_names() {
    for locale in Locale::ALL {
        for (key, text) in ftl::texts(locale)
            .iter()
            .filter(|(key, _)| !key.starts_with('-'))
        {
            for count in [0, 1, 2, 21] {
                let shown = formatted(locale, key, &text.source, count);
                assert!(
                    !shown.contains(['{', '}', '[', ']']),
                    "{locale}: {key}: {shown}"
                );
            }
        }
    }
}

fn formatted(locale: Locale, key: &str, source: &str, count: u64) -> String {
    let values = ftl::names(source)
        .into_iter()
        .filter_map(|name| name.strip_prefix('$').map(str::to_owned));
    let args = values.fold(Args::new(), |args, name| {
        let counted =
            source.contains(&format!("${name} ->")) || source.contains(&format!("NUMBER(${name}"));
        let name: &'static str = name.leak();
        if counted {
            args.count(name, count)
        } else {
            args.with(name, "x")
        }
    });
    match key.split_once('.') {
        Some((message, attribute)) => catalogue(locale).attribute(message, attribute, &args),
        None => catalogue(locale).text(key, &args),
    }
}
