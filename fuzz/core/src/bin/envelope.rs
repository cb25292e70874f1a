//! An envelope that is read is written back to the same bytes.
#![no_main]

use comity_core::Envelope;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(envelope) = Envelope::parse(data) {
        assert_eq!(
            envelope.to_bytes().expect("an envelope that was read"),
            data
        );
    }
});
