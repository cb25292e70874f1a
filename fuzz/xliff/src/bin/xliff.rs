//! A translators' file that is read is written to a file that says the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(document) = comity_xliff::read(data) {
        let file = comity_xliff::write(&document);
        assert_eq!(comity_xliff::read(file.as_bytes()), Ok(document));
    }
});
