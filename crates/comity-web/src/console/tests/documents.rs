//! What the tours of the console and the READMEs name: addresses, rooms and pictures are there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{
    super::page::Room,
    routes::{Gives, ROUTES, fits},
};

/// The tour in both languages.
const TOURS: [&str; 2] = ["docs/console.md", "docs/console.zh-Hans.md"];

/// Other documents that name addresses of pages or show pictures of them.
const OTHERS: [&str; 3] = ["README.md", "README.zh-Hans.md", "CHANGELOG.md"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// What stands as code in a document and looks like an address of the console.
fn addresses(text: &str) -> Vec<&str> {
    let code = text
        .lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2));
    code.filter(|code| code.starts_with('/') && !code.starts_with("/api"))
        .collect()
}

/// Where a document's links and pictures lead.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
}

#[test]
fn addresses_that_documents_name_are_pages() {
    for name in TOURS.into_iter().chain(OTHERS) {
        let text = read(name);
        let found = addresses(&text);
        assert!(!found.is_empty() || name.starts_with("README"), "{name}");
        for address in found {
            let page = ROUTES
                .iter()
                .any(|route| route.gives == Gives::Page && fits(route.pattern, address));
            // Of the whole console: that one is behind a feature.
            let elsewhere = cfg!(not(feature = "passkeys")) && address == "/account/passkeys";
            assert!(page || elsewhere, "{name} names {address}");
        }
    }
}

#[test]
fn both_tours_lead_through_every_room_in_the_same_order() {
    let [english, chinese] = TOURS.map(read);
    assert_eq!(addresses(&english), addresses(&chinese));
    for (_, address, ..) in Room::BAR {
        assert!(addresses(&english).contains(&address), "{address}");
    }
}

#[test]
fn pictures_and_links_lead_to_what_is_there() {
    let mut shown = BTreeSet::new();
    for name in TOURS.into_iter().chain(OTHERS) {
        let folder = root().join(name).parent().unwrap().to_owned();
        for target in targets(&read(name)).map(str::to_owned) {
            if target.contains("://") {
                continue;
            }
            let (file, part) = target.split_once('#').unwrap_or((&target, ""));
            let place = folder.join(file);
            assert!(place.is_file(), "{name} leads to {target}");
            assert!(part.is_empty() || file.ends_with(".md"), "{name}: {target}");
            if file.ends_with(".png") {
                let bytes = fs::read(&place).unwrap();
                assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "{name} shows {target}");
                shown.insert(place.file_name().unwrap().to_owned());
            }
        }
    }
    let kept: BTreeSet<_> = fs::read_dir(root().join("docs/images"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(kept, shown, "every picture is shown, and none is missing");
}
