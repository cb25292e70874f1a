//! A credential or revocation file that is read keeps its bytes; an inner text is written back to the same bytes.
#![no_main]

use comity_peer::{
    credential::{Credential, CredentialFile},
    revocation::RevocationFile,
};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(file) = CredentialFile::parse(data) {
        assert_eq!(file.bytes(), data);
    }
    if let Ok(credential) = Credential::parse(data) {
        assert_eq!(
            credential.to_bytes().expect("a credential that was read"),
            data
        );
    }
    if let Ok(revocation) = RevocationFile::parse(data) {
        assert_eq!(revocation.bytes(), data);
    }
});
