//! Credentials and evidence.

use super::samples::{at, hash, others, them};
use crate::{
    Store, StoreError,
    credentials::{CredentialRow, EvidenceRow},
};

fn credential(serial: u64, number: u64) -> CredentialRow {
    CredentialRow {
        party: them(),
        serial,
        fingerprint: hash(number),
        file: vec![1; 10],
        pinned: false,
        revocation: None,
    }
}

/// A fork of a credential is seen, and a change to one leaves the other.
pub fn two_files_with_one_serial_are_both_kept<S: Store>(store: &S) {
    for row in [credential(2, 2), credential(1, 1), credential(2, 3)] {
        store.write(move |tx| tx.put_credential(&row)).unwrap();
    }
    let pinned = CredentialRow {
        pinned: true,
        revocation: Some(b"revoked".to_vec()),
        ..credential(1, 1)
    };
    let changed = pinned.clone();
    store.write(move |tx| tx.put_credential(&changed)).unwrap();
    let mut twins = [credential(2, 2), credential(2, 3)];
    twins.sort_by_key(|row| row.fingerprint);
    let expected = [std::slice::from_ref(&pinned), &twins].concat();
    store
        .read(|tx| {
            assert_eq!(tx.credentials(&them())?, expected);
            assert_eq!(tx.credentials(&others())?, []);
            assert_eq!(tx.credential(&hash(1))?, Some(pinned.clone()));
            assert_eq!(tx.credential(&hash(9))?, None);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// In the order of finding; the same bytes add nothing.
pub fn evidence_is_kept_once<S: Store>(store: &S) {
    let evidence = |number: u64, second: i64| EvidenceRow {
        hash: hash(number),
        code: "log-forked".to_owned(),
        at: at(second),
        bytes: vec![2; 20],
    };
    let put = |party: comity_core::PartyName, row: EvidenceRow| {
        store
            .write(move |tx| tx.put_evidence(&party, &row))
            .unwrap()
    };
    assert!(put(them(), evidence(2, 10)));
    assert!(put(them(), evidence(1, 5)));
    assert!(!put(them(), evidence(2, 99)));
    assert!(put(others(), evidence(2, 11)));
    store
        .read(|tx| {
            assert_eq!(tx.evidence(&them())?, [evidence(2, 10), evidence(1, 5)]);
            assert_eq!(tx.evidence(&others())?, [evidence(2, 11)]);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
