//! ML-DSA-44 against a second implementation: one seed, one key, and each verifies what
//! the other signed.

use comity_tlog::checkpoint::Checkpoint;
use comity_tlog::cosignature::{SignatureError, line, ml_dsa_message, verify};
use comity_tlog::hash::sha256;
use comity_tlog::keys::SigningKey;
use comity_tlog::note::{KeyKind, KeyName, SignedNote, VerifierKey};
use ml_dsa::{ExpandedSigningKey, KeyExport as _, MlDsa44, Signature, VerifyingKey};

/// The deterministic variant of FIPS 204 by the second implementation.
pub(crate) fn sign_elsewhere(seed: [u8; 32], message: &[u8]) -> Vec<u8> {
    let key = ExpandedSigningKey::<MlDsa44>::from_seed(&seed.into());
    key.sign_deterministic(message, b"")
        .unwrap()
        .encode()
        .to_vec()
}

/// The verdict of the second implementation.
pub(crate) fn verify_elsewhere(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::<MlDsa44>::decode(&public.try_into().unwrap());
    Signature::try_from(signature)
        .is_ok_and(|signature| key.verify_with_context(message, b"", &signature))
}

fn public_elsewhere(seed: [u8; 32]) -> Vec<u8> {
    ExpandedSigningKey::<MlDsa44>::from_seed(&seed.into())
        .verifying_key()
        .to_bytes()
        .to_vec()
}

fn verifier_key(seed: [u8; 32]) -> VerifierKey {
    let name = KeyName::new("b.example/holds").unwrap();
    VerifierKey::new(name, KeyKind::MlDsa44Cosignature, &public_elsewhere(seed)).unwrap()
}

fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint {
        origin: "a.example/to/b.example/1".into(),
        size,
        root: sha256(&size.to_be_bytes()),
    }
}

#[test]
fn both_derive_one_public_key_from_a_seed() {
    for byte in 0..8 {
        let key = SigningKey::from_seed(KeyKind::MlDsa44Cosignature, &[byte; 32]).unwrap();
        assert_eq!(key.public(), public_elsewhere([byte; 32]));
    }
}

#[test]
fn each_verifies_what_the_other_signed() {
    for byte in 0..8 {
        let (seed, time) = ([byte; 32], u64::from(byte));
        let key = verifier_key(seed);
        let checkpoint = checkpoint(time + 1);
        let message = ml_dsa_message(key.name(), time, &checkpoint).unwrap();

        let theirs = line(&key, Some(time), &sign_elsewhere(seed, &message)).unwrap();
        let note = SignedNote::new(checkpoint.text(), vec![theirs]).unwrap();
        assert_eq!(verify(&note, &key).unwrap().time, Some(time));

        let ours = SigningKey::from_seed(KeyKind::MlDsa44Cosignature, &seed)
            .unwrap()
            .sign(&message)
            .unwrap();
        assert!(verify_elsewhere(key.public(), &message, &ours));
        assert!(!verify_elsewhere(key.public(), &message[1..], &ours));
    }
}

#[test]
fn both_refuse_a_signature_with_one_bit_changed() {
    let seed = [9; 32];
    let key = verifier_key(seed);
    let message = ml_dsa_message(key.name(), 5, &checkpoint(3)).unwrap();
    let signature = sign_elsewhere(seed, &message);
    // From the commitment, the response and the hints.
    for at in [0, 31, 32, 1_000, 2_335, 2_336, 2_400, 2_419] {
        let mut damaged = signature.clone();
        damaged[at] ^= 1;
        assert!(!verify_elsewhere(key.public(), &message, &damaged), "{at}");
        let line = line(&key, Some(5), &damaged).unwrap();
        let note = SignedNote::new(checkpoint(3).text(), vec![line]).unwrap();
        assert_eq!(verify(&note, &key), Err(SignatureError::Invalid), "{at}");
    }
}
