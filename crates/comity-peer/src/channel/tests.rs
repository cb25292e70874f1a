//! Tests of channels, read as the protocol text is: opening and covering, judging, loss, and two sides that converge.

mod converge;
mod judging;
mod loss;
mod talking;

use comity_core::{Leaf, Time, canonical::V1};
use comity_tlog::{checkpoint::Checkpoint, hash::leaf_hash};

use super::*;
use crate::{
    fixtures::MemoryNode,
    pouch::{Content, EntryBytes},
};

const MANY: usize = usize::MAX;

/// Sends everything that the reader has not receipted, once.
fn send(from: &mut MemoryNode, to: &mut MemoryNode) -> Result<crate::fixtures::Taken, NotAccepted> {
    let start = from.state.current.ours.receipted();
    let pouch = from.pouch(start, MANY).expect("an honest node may sign");
    to.take(&pouch)
}

/// Exchanges until neither side has entries that the other has not receipted.
fn settle(a: &mut MemoryNode, b: &mut MemoryNode) {
    for _ in 0..4 {
        send(a, b).unwrap();
        send(b, a).unwrap();
    }
}

/// Two nodes with a generation in force, quiet.
fn pair(seed: u64) -> (MemoryNode, MemoryNode) {
    let (mut a, mut b) = MemoryNode::pair(seed);
    settle(&mut a, &mut b);
    (a, b)
}

/// A leaf as the node would write it now, to be changed by a liar.
fn leaf(node: &MemoryNode) -> Leaf {
    Leaf {
        act: None,
        at: node.now,
        bad: vec![],
        held: vec![],
        open: None,
        re: None,
        seen: node.state.current.theirs.seen(),
        size: None,
        v: V1,
    }
}

/// Puts any leaf at the end of a liar's log.
fn lie(node: &mut MemoryNode, leaf: &Leaf) {
    lie_entry(
        node,
        EntryBytes {
            leaf: leaf.to_bytes().unwrap(),
            envelope: None,
            body: None,
        },
    );
}

/// The same for a leaf that differs from an honest one.
fn lie_with(node: &mut MemoryNode, change: impl FnOnce(Leaf) -> Leaf) {
    let leaf = change(leaf(node));
    lie(node, &leaf);
}

fn lie_entry(node: &mut MemoryNode, entry: EntryBytes) {
    node.state
        .current
        .ours
        .head
        .push(leaf_hash(&entry.leaf), |_, _, _| ());
    node.ours
        .entry(node.state.current.number)
        .or_default()
        .push(entry);
}

/// A pouch of a liar that signs its log as it stands, at any time.
fn lying_pouch(node: &MemoryNode, start: u64, at: Time) -> Vec<u8> {
    let head = &node.state.current.ours.head;
    let checkpoint = Checkpoint {
        origin: node.origin().to_string(),
        size: head.size(),
        root: head.root(),
    };
    let note = node
        .party
        .checkpoint_anyway(&checkpoint, at)
        .unwrap()
        .encode();
    node.write(start, MANY, &note, None)
}

fn sealed(bytes: &[u8]) -> Option<Content> {
    Some(Content::Sealed(bytes.to_vec()))
}
