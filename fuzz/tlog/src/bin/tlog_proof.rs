//! A proof that is read is written back to the same bytes, and verifying it never panics.
#![no_main]

use comity_tlog::{hash::sha256, tlog_proof::TlogProof};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(proof) = TlogProof::parse(data) {
        assert!(proof.verify_inclusion(&sha256(data)).is_err());
        assert_eq!(proof.encode(), data);
    }
});
