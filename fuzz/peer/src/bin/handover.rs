//! A list of credentials that is read is written back to the same bytes, and is checked without a panic.
#![no_main]

use comity_peer::{fixtures::Party, handover::Handover};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(list) = Handover::parse(data) else {
        return;
    };
    assert_eq!(list.to_bytes().expect("a list that was read"), data);
    let (ours, theirs) = (Party::new("a.example", 1), Party::new("b.example", 2));
    if let Ok((caller, answerer)) = list.verify(&[ours.file], &[theirs.file.clone()]) {
        assert_eq!(caller.party().as_str(), "a.example");
        assert!(
            answerer
                .links()
                .any(|link| link.file.fingerprint() == theirs.file.fingerprint())
        );
    }
    for revoked in &list.revoked {
        drop(revoked.parse());
    }
});
