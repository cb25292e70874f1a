//! Statements and credentials checked by implementations that we did not write.

use comity_core::Time;
use comity_peer::{fixtures::Party, signer::Signer as _};
use comity_tlog::{checkpoint::Checkpoint, hash::sha256, note::VerifierKey};

fn ed25519(keys: Vec<VerifierKey>) -> VerifierKey {
    keys.into_iter().next().unwrap()
}

#[test]
fn another_implementation_verifies_the_lines_of_a_checkpoint() {
    let party = Party::new("a.example", 1);
    let origin = "a.example/to/b.example/1".parse().unwrap();
    let checkpoint = Checkpoint {
        origin: format!("{origin}"),
        size: 7,
        root: sha256(b"7"),
    };
    let note = party
        .checkpoint(&checkpoint, Time::from_seconds(1_795_400_000))
        .unwrap()
        .encode();
    let judge = signed_note::Note::from_bytes(&note).unwrap();
    let key = ed25519(party.file.credential().keys.checkpoint(&origin).unwrap());
    let verifier = signed_note::StandardVerifier::new(&key.to_string()).unwrap();
    let (verified, unknown) = judge
        .verify(&signed_note::VerifierList::new(vec![Box::new(verifier)]))
        .unwrap();
    assert_eq!((verified.len(), unknown.len()), (1, 2));
    let other = tlog_tiles::checkpoint::Checkpoint::from_bytes(judge.text()).unwrap();
    assert_eq!(
        (other.size(), other.hash().0),
        (7, *checkpoint.root.as_bytes())
    );
}

#[test]
fn another_implementation_verifies_the_note_of_a_credential() {
    let party = Party::new("a.example", 1);
    let credential = party.file.credential();
    let proof = comity_tlog::tlog_proof::TlogProof::parse(party.file.bytes()).unwrap();
    let judge = signed_note::Note::from_bytes(proof.note_bytes()).unwrap();
    let name = comity_tlog::note::KeyName::new("a.example/credential/1").unwrap();
    let keys = credential
        .keys
        .credential
        .verifiers(&name, comity_tlog::note::KeyKind::Ed25519)
        .unwrap();
    let verifier = signed_note::StandardVerifier::new(&ed25519(keys).to_string()).unwrap();
    let (verified, _) = judge
        .verify(&signed_note::VerifierList::new(vec![Box::new(verifier)]))
        .unwrap();
    assert_eq!(verified.len(), 1);
}
