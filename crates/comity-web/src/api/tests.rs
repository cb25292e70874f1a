//! The API over two houses in memory: who may call what, and what each answer holds to.

mod calls;
mod events;
mod roles;
mod world;

use comity_text::{Locale, catalogue};

use super::{document, endpoints};

#[test]
fn the_document_is_reviewed() {
    insta::assert_json_snapshot!(document::document(catalogue(Locale::En)));
}

#[test]
fn every_word_of_the_document_is_there_in_both_languages() {
    for locale in Locale::ALL {
        let text = document::document(catalogue(locale)).to_string();
        assert!(!text.contains("\"[api-"), "{locale}: {text}");
    }
}

#[test]
fn no_list_of_codes_is_empty_and_every_shape_that_is_named_is_there() {
    let document = document::document(catalogue(Locale::En));
    let text = document.to_string();
    assert!(!text.contains("\"enum\":[]"));
    for part in text.split("\"#/").skip(1) {
        let place = part.split('"').next().unwrap();
        assert!(document.pointer(&format!("/{place}")).is_some(), "{place}");
    }
}

#[test]
fn no_two_operations_share_a_name_or_a_place() {
    let mut names: Vec<_> = endpoints().iter().map(|one| one.id).collect();
    let mut places: Vec<_> = endpoints()
        .iter()
        .map(|one| (one.path, one.method))
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    places.sort_unstable();
    places.dedup();
    assert_eq!((names.len(), places.len()), (count, count));
}

#[test]
fn what_the_document_says_of_an_operation_is_what_the_router_asks_for() {
    let document = document::document(catalogue(Locale::En));
    for one in endpoints() {
        let operation = &document["paths"][one.path][one.method.name().to_lowercase()];
        let parameters = operation["parameters"].as_array().unwrap();
        let named = |name: &str| parameters.iter().any(|one| one["name"] == name);
        assert!(
            one.query.iter().all(|field| named(field.name)),
            "{}",
            one.id
        );
        assert_eq!(named("If-Match"), one.as_seen, "{}", one.id);
        assert_eq!(named("Idempotency-Key"), one.once, "{}", one.id);
    }
}
