//! A counterpart that changes any bytes of an honest pouch does no harm.
//!
//! The input edits the next pouch of an honest side, as runs of (place in three bytes, byte),
//! and is then a pouch by itself. Whatever comes, nothing unsigned counts as held or as a fork,
//! and the honest pouch is still taken afterwards.
#![no_main]

use std::{cell::RefCell, collections::BTreeMap};

use comity_peer::{
    channel::ChannelState,
    fixtures::{MemoryLog, MemoryNode},
};

/// The reader before anything came, the honest pouch, and where the sender's log stands.
struct Scene {
    reader: MemoryNode,
    before: (ChannelState, [BTreeMap<u32, MemoryLog>; 2]),
    honest: Vec<u8>,
    sender: ChannelState,
}

thread_local! {
    static SCENE: RefCell<Scene> = RefCell::new(scene());
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| SCENE.with_borrow_mut(|scene| {
    let Scene {
        reader,
        before,
        honest,
        sender,
    } = scene;
    reader.state = before.0.clone();
    [reader.ours, reader.theirs] = before.1.clone();

    for bytes in [edited(honest, data), data.to_vec()] {
        let held = reader.state.current.theirs.head.size();
        if reader.take(&bytes).is_ok() && reader.state.current.theirs.head.size() > held {
            assert!(reader.state.current.theirs.head == sender.current.ours.head);
        }
        assert!(reader.evidence.is_empty(), "noise is no fork");
    }
    reader
        .take(honest)
        .expect("an honest pouch, after the noise");
    assert!(reader.state.current.theirs.head == sender.current.ours.head);
}));

fn scene() -> Scene {
    let (mut a, mut b) = MemoryNode::pair(7);
    for _ in 0..2 {
        let there = a.pouch(b.receipted(), 10).expect("an open log");
        b.take(&there).expect("an honest pouch");
        let back = b.pouch(a.receipted(), 10).expect("an open log");
        a.take(&back).expect("an honest pouch");
    }
    a.say("please").expect("a channel in force");
    let honest = a.pouch(b.receipted(), 10).expect("an open log");
    Scene {
        before: (b.state.clone(), [b.ours.clone(), b.theirs.clone()]),
        reader: b,
        honest,
        sender: a.state,
    }
}

fn edited(honest: &[u8], edits: &[u8]) -> Vec<u8> {
    let mut bytes = honest.to_vec();
    for edit in edits.chunks_exact(4) {
        let [high, middle, low, value] = edit else {
            continue;
        };
        let place = u32::from_be_bytes([0, *high, *middle, *low]) as usize % bytes.len();
        bytes[place] = *value;
    }
    bytes
}
