//! What is found, and what must not be found any more.

use std::collections::BTreeSet;

use comity_store::{ReadTx, Store};
use serde_json::json;

use super::Search;
use crate::{
    access::Sight,
    case::{
        file::ActFile,
        tests::support::{World, at, file},
    },
    config::Config,
    erase::{Ground, What},
    fixtures::TestNode,
    office::Office,
};

fn request(subject: &str, asked: &str) -> ActFile {
    let text = |text: &str| json!({"zh-Hans": text, "en": "Kindly"});
    file(json!({
        "says": {"assistance": ["takedown"], "observed": {"from": "2026-11-22T00:00:00Z", "until": "2026-11-23T00:00:00Z"}},
        "request": {
            "subject": text(subject), "asked": text(asked), "observed": text("如附件"),
            "contacts": [{"role": "requesting", "office": "Duty desk", "hours": "00:00-24:00", "offset": "+00:00"}],
        },
    }))
}

const ITEMS: &str = "kind,value\nurl,https://secure-login.example/\n";

/// A and B, and a case of A with a list of items.
fn world() -> (World, String, comity_core::ActId) {
    let world = World::new();
    let said = world.act(
        &world.a,
        request("仿冒网上银行", "请下线钓鱼网站"),
        Some(ITEMS),
        2,
    );
    world.exchange(3);
    (world, said.case.unwrap().to_string(), said.act)
}

fn count(office: &Office<'_, comity_store::MemoryStore>, words: &str) -> usize {
    let found = office.search(words, &Sight::All, 1, 10).unwrap();
    assert!(!found.behind);
    found.rows.len()
}

fn terms(node: &TestNode) -> BTreeSet<String> {
    let all = |tx: &dyn ReadTx| {
        let mut terms = BTreeSet::new();
        for them in tx.channels()? {
            for dossier in tx.dossiers_with_id(&them, "", 100)? {
                terms.extend(tx.terms(&them, &dossier)?);
            }
        }
        Ok::<_, comity_store::StoreError>(terms)
    };
    node.store.read(all).unwrap()
}

#[test]
fn chinese_and_english_are_found_in_parts_of_words() {
    let (world, case, _) = world();
    world.act(&world.a, request("勒索软件", "请提供样本"), Some(ITEMS), 4);
    world.exchange(5);
    let office = world.office(&world.b);
    let reference = office.show_case(&case, at(5)).unwrap().reference.unwrap();
    for (words, found) in [
        ("银行", 1),
        ("钓鱼", 1),
        ("勒索", 1),
        ("请", 2),
        ("银行 勒索", 0),
        ("索勒", 0),
        ("kind", 2),
        ("secure-login", 2),
        ("login.exam", 2),
        (reference.as_str(), 1),
    ] {
        assert_eq!(count(&office, words), found, "{words}");
    }
    let error = office.search(" ", &Sight::All, 1, 10).unwrap_err();
    assert_eq!(error.code(), "search-too-short");
}

#[test]
fn pages_follow_each_other() {
    let (world, ..) = world();
    world.act(&world.a, request("银行", "银行"), Some(ITEMS), 4);
    let office = world.office(&world.a);
    let first = office.search("银行", &Sight::All, 1, 1).unwrap();
    let second = office.search("银行", &Sight::All, 2, 1).unwrap();
    assert!(first.more && !second.more);
    assert_ne!(first.rows, second.rows);
    assert_eq!(office.search("银行", &Sight::All, 3, 1).unwrap().rows, []);
}

#[test]
fn notes_and_labels_are_found_and_taken_off() {
    let (world, case, _) = world();
    let office = world.office(&world.b);
    assert_eq!(count(&office, "督办"), 0);
    office.note("li", &case, "局长督办", at(4)).unwrap();
    office
        .label("li", &case, "urgent-list", true, at(4))
        .unwrap();
    assert_eq!((count(&office, "督办"), count(&office, "urgent")), (1, 1));
    office
        .label("li", &case, "urgent-list", false, at(5))
        .unwrap();
    assert_eq!((count(&office, "督办"), count(&office, "urgent")), (1, 0));
    assert_eq!(count(&world.office(&world.a), "督办"), 0, "they stay here");
}

#[test]
fn the_words_of_erased_content_are_gone_from_the_index() {
    let (world, case, act) = world();
    let office = world.office(&world.b);
    office.note("li", &case, "局长督办", at(4)).unwrap();
    assert_eq!(
        (count(&office, "银行"), count(&office, "secure-login")),
        (1, 1)
    );
    assert!(terms(&world.b).contains("银行"));
    let everything = What {
        body: true,
        all_attachments: true,
        ..What::default()
    };
    office
        .erase("root", act, &everything, Ground::Order, at(5))
        .unwrap();
    // At once, before anybody brings the index forward.
    assert_eq!(terms(&world.b), BTreeSet::new());
    for words in ["银行", "钓鱼", "kind", "secure-login"] {
        assert_eq!(count(&office, words), 0, "{words}");
    }
    assert_eq!(count(&office, "督办"), 1, "what is left is found");
    let left = terms(&world.b);
    assert!(
        !left
            .iter()
            .any(|term| term.contains('银') || term.starts_with("sec"))
    );
}

#[test]
fn a_list_that_comes_later_is_found_when_it_has_come() {
    let world = World::new();
    world.act(&world.a, request("仿冒", "请下线"), Some(ITEMS), 2);
    let (now, them) = (at(3), world.b.name());
    let line = world.b.line(&world.a, now);
    world.a.node.exchange(&line, them, now).unwrap();
    let office = world.office(&world.b);
    assert_eq!((count(&office, "仿冒"), count(&office, "secure")), (1, 0));
    world.exchange(4);
    assert_eq!(
        count(&office, "secure"),
        0,
        "a search does not look for lists"
    );
    office.index(100).unwrap();
    assert_eq!((count(&office, "仿冒"), count(&office, "secure")), (1, 1));
}

#[test]
fn the_index_follows_in_stretches_and_goes_on_from_there() {
    let (world, ..) = world();
    for minutes in 4..8 {
        world.act(&world.a, request("银行", "请下线"), Some(ITEMS), minutes);
    }
    let office = world.office(&world.a);
    let one = office.index(2).unwrap();
    assert_eq!((one.cases, one.behind), (2, true));
    let rest = office.index(100).unwrap();
    assert_eq!((rest.cases, rest.behind), (3, false));
    assert_eq!(office.index(100).unwrap(), super::Indexed::default());
    assert_eq!(count(&office, "银行"), 5);
    world.a.node.rebuild_desk(world.b.name()).unwrap();
    assert_eq!(terms(&world.a), BTreeSet::new(), "dropped with the desk");
    assert_eq!(count(&office, "银行"), 5);
}

#[test]
fn a_house_that_wants_no_index_keeps_none() {
    let (world, ..) = world();
    assert_eq!(count(&world.office(&world.b), "银行"), 1);
    let config = Config {
        search: Search { index: false },
        ..Config::default()
    };
    let off = Office {
        config: &config,
        ..world.office(&world.b)
    };
    off.index(100).unwrap();
    assert_eq!(terms(&world.b), BTreeSet::new());
    let error = off.search("银行", &Sight::All, 1, 10).unwrap_err();
    assert_eq!(error.code(), "search-off");
    assert_eq!(count(&world.office(&world.b), "银行"), 1, "made again");
}
