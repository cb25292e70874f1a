//! The examples printed in the specifications, one file each.

use comity_tlog::checkpoint::Checkpoint;
use comity_tlog::cosignature::{Verified, ed25519_message, verify};
use comity_tlog::note::{NoteError, SignedNote, VerifierKey};
use comity_tlog::tlog_proof::{TlogProof, TlogProofError};

use crate::support::{read_text, vectors};

fn example(name: &str) -> String {
    read_text(&vectors("c2sp-examples").join(format!("{name}.txt")))
}

fn note(name: &str) -> SignedNote {
    let text = example(name);
    let note = SignedNote::parse(text.as_bytes()).unwrap();
    assert_eq!(note.encode(), text.as_bytes());
    note
}

#[test]
fn the_verifier_key_verifies_its_example() {
    let key: VerifierKey = example("signed-note.i05").trim_end().parse().unwrap();
    assert_eq!(
        verify(&note("signed-note.02"), &key),
        Ok(Verified { time: None })
    );
}

#[test]
fn a_text_with_an_empty_line_in_it_is_read_to_its_end() {
    let note = note("signed-note.01");
    assert!(
        note.text()
            .ends_with("raggio di sole:\n\ned è subito sera.\n"),
        "{}",
        note.text()
    );
    assert_eq!(
        note.signatures()[0].name().as_str(),
        "quasimodo.example/salvatore"
    );
}

#[test]
fn a_checkpoint_is_read_from_its_note() {
    let note = note("tlog-checkpoint.01");
    let checkpoint = Checkpoint::parse_plain(note.text()).unwrap();
    assert_eq!(
        (checkpoint.origin.as_str(), checkpoint.size),
        ("example.com/behind-the-sofa", 20_852_163)
    );
    assert_eq!(checkpoint.text(), note.text());
}

#[test]
fn the_cosigned_message_is_the_one_printed() {
    let note = note("tlog-cosignature.01");
    let time = u64::from_be_bytes(note.signatures()[1].signature()[..8].try_into().unwrap());
    let message = ed25519_message(note.text(), time);
    assert_eq!(
        String::from_utf8(message).unwrap(),
        example("tlog-cosignature.i05")
    );
}

/// The printed proof is shortened: the signatures under its checkpoint are elided.
#[test]
fn the_printed_proof_is_read_but_for_the_signatures_elided_in_it() {
    let printed = example("tlog-proof.01");
    let elided = TlogProofError::Note(NoteError::Line);
    assert_eq!(TlogProof::parse(printed.as_bytes()), Err(elided));

    let (head, _) = printed.split_once('\u{2014}').unwrap();
    let whole = format!("{head}\u{2014} example.com/fancylog hI2DJwAA\n");
    let proof = TlogProof::parse(whole.as_bytes()).unwrap();
    assert!(
        proof
            .extra()
            .unwrap()
            .starts_with(b"age-v1.2.1-darwin-arm64.tar.gz")
    );
    assert_eq!((proof.index(), proof.hashes().len()), (73_894, 5));
    assert_eq!(
        (proof.checkpoint().size, proof.note().signatures().len()),
        (109_482, 1)
    );
    assert_eq!(proof.encode(), whole.as_bytes());
}
