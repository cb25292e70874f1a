//! Reading and writing notes: what is kept, and what is refused.

use super::*;

const NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

fn line(name: &str, length: usize) -> SignatureLine {
    SignatureLine::new(
        KeyName::new(name).unwrap(),
        KeyId::new([7; 4]),
        vec![1; length],
    )
    .unwrap()
}

#[test]
fn a_note_is_given_back_byte_for_byte() {
    let note = SignedNote::parse(NOTE.as_bytes()).unwrap();
    assert_eq!(note.text(), "This is an example message.\n");
    assert_eq!(note.signatures().len(), 1);
    assert_eq!(note.signatures()[0].key_id().to_string(), "530d903a");
    assert_eq!(note.signatures()[0].signature().len(), 64);
    assert_eq!(note.encode(), NOTE.as_bytes());
    assert_eq!(note.encoded_len(), NOTE.len());
}

#[test]
fn the_text_ends_at_the_last_empty_line() {
    let note = SignedNote::new("a\n\n\nb\n\n".into(), vec![line("k", 1), line("k", 1)]).unwrap();
    assert_eq!(SignedNote::parse(&note.encode()), Ok(note));
}

#[test]
fn a_damaged_note_says_what_is_wrong() {
    for (from, to, error) in [
        ("example message", "exa\tmple", NoteError::ControlCharacter),
        ("example message", "exa\rmple", NoteError::ControlCharacter),
        ("example message", "exa\0mple", NoteError::ControlCharacter),
        (
            "example message",
            "exa\u{1f}mple",
            NoteError::ControlCharacter,
        ),
        ("\n\n", "\n", NoteError::NoSignatures),
        ("yaQM=\n", "yaQM=", NoteError::NotTerminated),
        ("yaQM=\n", "yaQM=\n\n", NoteError::NotTerminated),
        ("yaQM=\n", "yaQM=\nx\n", NoteError::Line),
        ("yaQM=", "yaQN=", NoteError::Line),
        ("yaQM=", "yaQM", NoteError::Line),
        ("\u{2014} ", "- ", NoteError::Line),
        ("\u{2014} ", "\u{2014}  ", NoteError::Name(KeyError::Name)),
        ("foo ", "f+o ", NoteError::Name(KeyError::Name)),
        ("foo ", "foo  ", NoteError::Line),
        (
            "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=",
            "Uw2QOg==",
            NoteError::Line,
        ),
    ] {
        let damaged = NOTE.replace(from, to);
        assert_eq!(
            SignedNote::parse(damaged.as_bytes()),
            Err(error),
            "{from:?} {to:?}"
        );
    }
    assert_eq!(SignedNote::parse(b"a\n\n\xff\n"), Err(NoteError::NotUtf8));
    assert_eq!(SignedNote::parse(b""), Err(NoteError::NoSignatures));
    assert_eq!(SignedNote::parse(b"\n\n"), Err(NoteError::NotTerminated));
}

#[test]
fn limits_hold_when_reading_and_when_writing() {
    let text = || "t\n".to_owned();
    assert_eq!(
        SignedNote::new(text(), vec![]),
        Err(NoteError::NoSignatures)
    );
    assert_eq!(
        SignedNote::new("t".into(), vec![line("k", 1)]),
        Err(NoteError::NotTerminated)
    );
    let full = SignedNote::new(text(), vec![line("k", 1); MAX_SIGNATURES]).unwrap();
    let lines = MAX_SIGNATURES + 1;
    assert_eq!(
        full.clone().with(line("k", 1)),
        Err(NoteError::TooManySignatures { lines })
    );
    let more = [full.encode(), "\u{2014} k BwcHBwE=\n".into()].concat();
    assert_eq!(
        SignedNote::parse(&more),
        Err(NoteError::TooManySignatures { lines })
    );
    let long = vec![b'\n'; MAX_NOTE_LEN + 1];
    assert_eq!(
        SignedNote::parse(&long),
        Err(NoteError::TooLong {
            bytes: MAX_NOTE_LEN + 1
        })
    );
    let name = KeyName::new("k").unwrap();
    assert_eq!(
        SignatureLine::new(name, KeyId::new([0; 4]), vec![0; MAX_SIGNATURE_LEN + 1]),
        Err(NoteError::SignatureTooLong {
            bytes: MAX_SIGNATURE_LEN + 1
        })
    );
}

#[test]
fn sixteen_signatures_of_five_kilobytes_are_read() {
    let note = SignedNote::new("t\n".into(), vec![line("k", 5_000); 16]).unwrap();
    assert_eq!(SignedNote::parse(&note.encode()), Ok(note));
}
