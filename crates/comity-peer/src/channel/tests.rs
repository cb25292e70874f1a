//! Tests of channels, read as the protocol text is: opening and covering, judging, loss, and two sides that converge.

mod converge;
mod judging;
mod loss;
mod talking;

use comity_core::Leaf;
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

fn sealed(bytes: &[u8]) -> Option<Content> {
    Some(Content::Sealed(bytes.to_vec()))
}
