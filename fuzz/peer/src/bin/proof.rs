//! No bytes make the verifier of proofs stumble; a proof of ours proves nothing between others.
#![no_main]

use std::sync::LazyLock;

use comity_peer::{
    fixtures::{Party, StandInSealer},
    proof::verify,
};

/// The parties of the seeds, and two of the same names with other keys.
static PARTIES: LazyLock<[[Party; 2]; 2]> = LazyLock::new(|| {
    [1, 2].map(|seed| ["a.example", "b.example"].map(|name| Party::new(name, seed)))
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let [pinned, strangers] = PARTIES
        .each_ref()
        .map(|pair| pair.each_ref().map(|party| party.file.clone()));
    let opener = StandInSealer::new("c.example", 1);
    let proven = verify(data, &pinned, &opener);
    assert_eq!(
        format!("{proven:?}"),
        format!("{:?}", verify(data, &pinned, &opener))
    );
    assert!(verify(data, &strangers, &opener).is_err());
});
