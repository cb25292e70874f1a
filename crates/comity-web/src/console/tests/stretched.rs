//! Pages in a language for tests: every text of the catalogue stands in brackets and is longer by two fifths.

use std::collections::BTreeSet;

use comity_text::{Locale, pseudo};

use super::{
    html,
    routes::{Gives, ROUTES},
    world::{World, people},
};

/// Pages that show both languages at once, signed bytes, or samples.
const APART: &[&str] = &[
    "/help/terms",
    "/record/{party}/{log}/{entry}",
    "/components",
    "/administration/rules",
    // Entries of the trail stand in codes.
    "/administration/trail",
];

/// What is the same in every language: names of the world of these tests, and what is no word.
const SAME: &[&str] = &[
    "Comity",
    "UTC",
    "a.example",
    "b.example",
    "D-17",
    "07",
    "Phishing",
    "Copies",
    "x@mail.example",
    // Of the fixtures: an office, an endpoint, a suite, laws, an origin of a log.
    "Duty",
    "desk",
    "https",
    "stand-in",
    "CL",
    "CPL",
    "to",
    // The owner of a webhook is written as commands take it.
    "office",
    // A key of the keyboard.
    "Esc",
    // The file that lists the items of a request.
    "items.csv",
];

#[tokio::test]
async fn no_words_on_a_page_are_outside_the_catalogue() {
    let world = World::in_words(pseudo::stretched);
    let mut outside = BTreeSet::new();
    for who in [None].into_iter().chain(people().into_iter().map(Some)) {
        for route in ROUTES
            .iter()
            .filter(|route| route.gives == Gives::Page && !APART.contains(&route.pattern))
        {
            let path = world.fill(route.pattern);
            let answer = world.get(who, &path, Locale::En).await;
            let seen = html::texts(&answer.body);
            assert!(
                answer.body.is_empty() || seen.iter().any(|text| text.contains(pseudo::OPEN)),
                "{path}"
            );
            for text in seen {
                let left = pseudo::outside(&text);
                let words = left.split(|c: char| c.is_whitespace() || "·:,;()/".contains(c));
                let words = words.map(|word| word.trim_matches(|c: char| ".…✓".contains(c)));
                let words = words.filter(|word| word.chars().any(char::is_alphabetic));
                let words = words.filter(|word| !is_data(word, &world));
                outside.extend(words.map(|word| format!("{}: {word} in {text}", route.pattern)));
            }
        }
    }
    assert!(outside.is_empty(), "not translated: {outside:#?}");
}

fn is_data(word: &str, world: &World) -> bool {
    let key = word.len() == 1 && word.is_ascii();
    // A secret that is drawn, in groups of four.
    let secret = word.len() == 4
        && word
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    // Times, ids, fingerprints.
    let number = word.chars().filter(char::is_ascii_digit).count() * 3 > word.chars().count();
    let zone = word.starts_with("UTC") || ["English", "中文"].contains(&word);
    key || zone
        || secret
        || number
        || word == super::world::HOST
        || SAME.contains(&word)
        || people().contains(&word)
        || [&world.ours, &world.theirs, &world.waits]
            .into_iter()
            .any(|id| id == word)
}
