//! Two nodes that only folders connect.

use std::fs;

use comity_core::Time;
use comity_peer::fixtures::Seeded;
use serde_json::Map;
use tempfile::TempDir;

use super::*;
use crate::{
    channel::say::{Draft, Matter},
    fixtures::TestNode,
};

fn at(minutes: i64) -> Time {
    let start: Time = "2026-11-23T02:00:00Z".parse().unwrap();
    start.plus(60 * minutes)
}

/// Two nodes that trust each other, each with a spool of its own.
struct Apart {
    a: (TestNode, Spool),
    b: (TestNode, Spool),
    _folder: TempDir,
}

impl Apart {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let one = |name: &str, seed| {
            let spool = Spool::open(&folder.path().join(name)).unwrap();
            (TestNode::new(name, seed, at(0)), spool)
        };
        let (a, b) = (one("a.example", 1), one("b.example", 2));
        a.0.trust(&b.0, at(0));
        b.0.trust(&a.0, at(0));
        Self {
            a,
            b,
            _folder: folder,
        }
    }

    /// One way: written, carried, read.
    fn a_to_b(&self, minutes: i64) -> Read {
        pass(&self.a, &self.b, minutes)
    }

    fn b_to_a(&self, minutes: i64) -> Read {
        pass(&self.b, &self.a, minutes)
    }
}

fn pass(from: &(TestNode, Spool), to: &(TestNode, Spool), minutes: i64) -> Read {
    from.0
        .node
        .write_spool(&from.1, to.0.name(), at(minutes))
        .unwrap();
    carry(&from.1, &to.1);
    to.0.node
        .read_spool(&to.1, from.0.name(), at(minutes))
        .unwrap()
}

/// What a courier does.
fn carry(from: &Spool, to: &Spool) {
    for entry in fs::read_dir(from.outbox()).unwrap() {
        let path = entry.unwrap().path();
        fs::rename(&path, to.inbox().join(path.file_name().unwrap())).unwrap();
    }
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn say(from: &TestNode, to: &TestNode, minutes: i64) {
    let draft = Draft {
        matter: Matter::Opens,
        kind: "request.submit".to_owned(),
        says: Map::new(),
        body: Some(Map::new()),
        attachments: vec![],
        office: "D-17".to_owned(),
        duty: None,
    };
    from.node
        .say(to.name(), draft, at(minutes), &mut Seeded::new(9))
        .unwrap();
}

#[test]
fn an_act_is_said_and_receipted_over_two_folders() {
    let apart = Apart::new();
    apart.a_to_b(1);
    apart.b_to_a(2);
    say(&apart.a.0, &apart.b.0, 3);
    let read = apart.a_to_b(4);
    assert_eq!((read.opened.len(), read.waiting.len()), (1, 0));
    assert!(read.opened[0].brought > 0);
    apart.b_to_a(5);
    let ours = apart
        .a
        .0
        .node
        .channel(apart.b.0.name())
        .unwrap()
        .current
        .ours;
    assert_eq!(ours.head.size(), ours.receipted());
    assert!(
        files(&apart.b.1.inbox()).is_empty(),
        "opened and taken away"
    );
}

#[test]
fn files_of_one_second_come_in_order_and_their_manifests_are_those_of_sha256sum() {
    let apart = Apart::new();
    let (a, spool) = &apart.a;
    for _ in 0..2 {
        a.node.write_spool(spool, apart.b.0.name(), at(1)).unwrap();
    }
    let names = files(&spool.outbox());
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.iter().all(|name| !name.starts_with('.')));
    let line = fs::read_to_string(spool.outbox().join(&names[1])).unwrap();
    let bytes = fs::read(spool.outbox().join(&names[0])).unwrap();
    assert_eq!(line, format!("{:?}  {}\n", sha256(&bytes), names[0]));
}

#[test]
fn what_is_not_complete_waits_and_what_is_damaged_is_never_opened() {
    let apart = Apart::new();
    let ((a, from), (b, to)) = (&apart.a, &apart.b);
    let name = a.node.write_spool(from, b.name(), at(1)).unwrap();
    carry(from, to);
    let (pouch, manifest) = (to.inbox().join(&name), manifest_of(&to.inbox().join(&name)));
    let (whole, line) = (fs::read(&pouch).unwrap(), fs::read(&manifest).unwrap());
    let codes = |minutes| {
        let read = b.node.read_spool(to, a.name(), at(minutes)).unwrap();
        assert!(read.opened.is_empty());
        read.waiting
    };
    fs::remove_file(&manifest).unwrap();
    assert_eq!(codes(2), [(name.clone(), "spool-incomplete".to_owned())]);
    fs::write(&manifest, &line).unwrap();
    fs::write(&pouch, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(codes(3), [(name.clone(), "spool-incomplete".to_owned())]);
    fs::write(&pouch, &whole).unwrap();
    let read = b.node.read_spool(to, a.name(), at(4)).unwrap();
    assert_eq!((read.opened.len(), read.waiting.len()), (1, 0));
}

#[test]
fn what_is_no_pouch_is_put_aside_and_what_came_too_early_waits() {
    let apart = Apart::new();
    let ((a, from), (b, to)) = (&apart.a, &apart.b);
    to_inbox(to, "a.example.to.b.example.000000000001.pouch", b"garbage");
    a.node.write_spool(from, b.name(), at(60)).unwrap();
    carry(from, to);
    let read = b.node.read_spool(to, a.name(), at(1)).unwrap();
    let codes: Vec<&str> = read.waiting.iter().map(|(_, code)| code.as_str()).collect();
    assert_eq!(codes, ["node-file", "refuse-from-the-future"]);
    let again = b.node.read_spool(to, a.name(), at(61)).unwrap();
    assert_eq!((again.opened.len(), again.waiting.len()), (1, 0));
    assert!(files(&to.inbox())[0].ends_with(".pouch.refused"));
}

fn to_inbox(spool: &Spool, name: &str, bytes: &[u8]) {
    write(&spool.inbox(), name, bytes).unwrap();
    let line = format!("{}  {name}\n", hex(bytes));
    write(
        &spool.inbox(),
        &format!("{name}{MANIFEST}"),
        line.as_bytes(),
    )
    .unwrap();
}

#[test]
fn opened_twice_or_out_of_order_it_does_no_harm() {
    let apart = Apart::new();
    apart.a_to_b(1);
    apart.b_to_a(2);
    let ((a, from), (b, to)) = (&apart.a, &apart.b);
    say(a, b, 3);
    let early = a.node.write_spool(from, b.name(), at(4)).unwrap();
    let held = fs::read(from.outbox().join(&early)).unwrap();
    carry(from, to);
    b.node.read_spool(to, a.name(), at(5)).unwrap();
    say(a, b, 6);
    apart.a_to_b(7);
    to_inbox(to, &early, &held);
    let late = b.node.read_spool(to, a.name(), at(8)).unwrap();
    assert_eq!((late.opened.len(), late.opened[0].brought), (1, 0));
    let channel = b.node.channel(a.name()).unwrap().current;
    assert!(channel.frozen.is_none());
}
