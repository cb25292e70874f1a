//! Signatures that nobody made are found in no note: neither in an edited checkpoint or receipt
//! nor in any bytes.
//!
//! The input edits an honest statement, as runs of (place in two bytes, byte), and is then a
//! statement by itself.
#![no_main]

use std::sync::LazyLock;

use comity_core::{Hash, Origin, Time};
use comity_peer::{
    fixtures::Party,
    signer::Signer as _,
    statement::{verify_checkpoint, verify_receipt},
};
use comity_tlog::checkpoint::Checkpoint;

struct Honest {
    sender: Party,
    reader: Party,
    origin: Origin,
    notes: [Vec<u8>; 2],
}

static HONEST: LazyLock<Honest> = LazyLock::new(|| {
    let (sender, reader) = (Party::new("a.example", 1), Party::new("b.example", 1));
    let origin: Origin = "a.example/to/b.example/1".parse().expect("an origin");
    let checkpoint = Checkpoint {
        origin: origin.to_string(),
        size: 5,
        root: Hash::new([7; 32]),
    };
    let at = Time::from_seconds(1_795_400_000);
    let notes = [
        sender
            .checkpoint(&checkpoint, at)
            .expect("a first size")
            .encode(),
        reader
            .receipt(&checkpoint, at)
            .expect("a first size")
            .encode(),
    ];
    Honest {
        sender,
        reader,
        origin,
        notes,
    }
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Honest {
        sender,
        reader,
        origin,
        notes,
    } = &*HONEST;
    for bytes in [
        edited(&notes[0], data),
        edited(&notes[1], data),
        data.to_vec(),
    ] {
        let (sender, reader) = (sender.file.credential(), reader.file.credential());
        for checked in [
            verify_checkpoint(&bytes, sender, origin),
            verify_receipt(&bytes, reader, origin),
        ]
        .into_iter()
        .flatten()
        {
            // Lines of strangers may stand beside; what was signed may not change.
            assert_eq!((checked.size, checked.root), (5, Hash::new([7; 32])));
            assert_eq!(checked.at, Time::from_seconds(1_795_400_000));
        }
    }
});

fn edited(honest: &[u8], edits: &[u8]) -> Vec<u8> {
    let mut bytes = honest.to_vec();
    for edit in edits.chunks_exact(3) {
        let [high, low, value] = edit else {
            continue;
        };
        let place = usize::from(u16::from_be_bytes([*high, *low])) % bytes.len();
        bytes[place] = *value;
    }
    bytes
}
