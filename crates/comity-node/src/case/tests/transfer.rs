//! Attachments on their way: broken off, gone on with after days, and never in the way of acts.

use std::{fmt::Write as _, sync::Mutex};

use comity_core::{Hash, PartyName, envelope::PART};
use comity_peer::call::{Request, Response, Transport, TransportError};
use comity_store::Store;
use serde_json::json;

use super::support::{World, at, takedown, within};
use crate::{case::flow::SaidView, fixtures::Line};

/// A list of so many addresses, some parts long.
pub(super) fn long_list(items: usize) -> String {
    (0..items).fold("kind,value\n".to_owned(), |mut list, number| {
        let path = "x".repeat(200);
        writeln!(list, "url,https://host{number}.example/{path}").unwrap();
        list
    })
}

/// A line that notes the parts that are asked for.
struct Noting<'a> {
    line: Line<'a>,
    parts: Mutex<Vec<u64>>,
}

impl Transport for Noting<'_> {
    fn call(&self, to: &PartyName, request: Request) -> Result<Response, TransportError> {
        if let Request::Part { index, .. } = request {
            self.parts.lock().unwrap().push(index);
        }
        self.line.call(to, request)
    }
}

/// A request of A with a list of four parts; B has the act and none of the parts.
fn announced() -> (World, SaidView, Hash, u64) {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(&long_list(16_000)), 2);
    acts(&world, 3);
    let rows = world
        .b
        .store
        .read(|tx| tx.incomplete_attachments(None, 9))
        .unwrap();
    let row = &rows[0];
    assert_eq!((rows.len(), row.size.div_ceil(PART)), (1, 4));
    (world, said, row.root, 4)
}

fn acts(world: &World, minutes: i64) {
    let line = world.b.line(&world.a, at(minutes));
    world
        .a
        .node
        .exchange(&line, world.b.name(), at(minutes))
        .unwrap();
}

#[test]
fn a_transfer_goes_on_after_days_where_it_broke_off() {
    let (world, _, root, all) = announced();
    let fetch = |minutes: i64, parts: u64| {
        let noting = Noting {
            line: world.a.line(&world.b, at(minutes)),
            parts: Mutex::default(),
        };
        let (b, them) = (&world.b, world.a.name());
        let mut pace = |bytes: u64| bytes < parts * PART;
        let done = b.node.fetch(&b.parts, &noting, them, &root, &mut pace);
        (done.unwrap().complete, noting.parts.into_inner().unwrap())
    };
    assert_eq!(fetch(4, 2), (false, vec![0, 1]));
    let five_days = 5 * 24 * 60;
    assert_eq!(fetch(five_days, 1), (false, vec![2]));
    assert_eq!(fetch(2 * five_days, all), (true, vec![3]));
}

#[test]
fn acts_go_on_while_an_attachment_is_on_its_way() {
    let (world, said, root, all) = announced();
    let (b, them) = (&world.b, world.a.name());
    let line = world.a.line(&world.b, at(4));
    let mut begun = |bytes: u64| bytes < PART;
    let fetched = b.node.fetch(&b.parts, &line, them, &root, &mut begun);
    assert!(!fetched.unwrap().complete);
    world.act(&world.a, within(&said, "remind", json!({})), None, 5);
    acts(&world, 6);
    let receipted = world.a.node.channel(b.name()).unwrap().current.ours;
    assert_eq!(receipted.head.size(), receipted.receipted());
    let done = b.node.fetch(&b.parts, &line, them, &root, &mut |_| true);
    assert_eq!(done.unwrap().parts, all - 1);
}
