//! A pouch that is read can be described; what is no pouch is refused, whatever its members say.
#![no_main]

use comity_peer::pouch::{BYTES_LIMIT, Form, form, inspect, read};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(pouch) = read(data, BYTES_LIMIT) {
        assert_eq!(form(data), Form::Pouch);
        let summary = inspect(&pouch);
        assert!(summary.acts <= pouch.entries.len() as u64);
    }
});
