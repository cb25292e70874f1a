//! Signed notes.

use super::samples::{at, note, ours, theirs};
use crate::{
    Store, StoreError,
    notes::{NoteKind, NoteRow},
};

fn put<S: Store>(store: &S, kind: NoteKind, notes: &[NoteRow]) {
    for note in notes {
        let note = note.clone();
        store
            .write(move |tx| tx.put_note(&ours(), kind, &note))
            .unwrap();
    }
}

/// By size, then by time, whatever the order of arrival, each kind by itself.
pub fn the_latest_and_the_first_covering_note_are_found<S: Store>(store: &S) {
    let kind = NoteKind::ReceiptFromThem;
    put(
        store,
        kind,
        &[note(5, 50), note(2, 20), note(9, 90), note(5, 55)],
    );
    put(store, NoteKind::OwnCheckpoint, &[note(99, 1)]);
    store
        .read(|tx| {
            assert_eq!(tx.latest_note(&ours(), kind)?, Some(note(9, 90)));
            for (index, expected) in [
                (0, Some(note(2, 20))),
                (1, Some(note(2, 20))),
                (2, Some(note(5, 50))),
                (4, Some(note(5, 50))),
                (8, Some(note(9, 90))),
                (9, None),
                (u64::MAX, None),
            ] {
                assert_eq!(
                    tx.first_note_covering(&ours(), kind, index)?,
                    expected,
                    "{index}"
                );
            }
            for (size, expected) in [
                (1, None),
                (2, Some(note(2, 20))),
                (4, Some(note(2, 20))),
                (5, Some(note(5, 55))),
                (u64::MAX, Some(note(9, 90))),
            ] {
                let last = tx.last_note_within(&ours(), kind, size)?;
                assert_eq!(last, expected, "{size}");
            }
            assert_eq!(tx.note_at(&ours(), kind, 5)?, Some(note(5, 55)));
            assert_eq!(tx.note_at(&ours(), kind, 6)?, None);
            assert_eq!(tx.latest_note(&theirs(), kind)?, None);
            assert_eq!(tx.latest_note(&ours(), NoteKind::TheirCheckpoint)?, None);
            let all = [note(2, 20), note(5, 50), note(5, 55), note(9, 90)];
            assert_eq!(tx.notes(&ours(), kind, None, 10)?, all);
            assert_eq!(tx.notes(&ours(), kind, Some((5, at(50))), 10)?, all[2..]);
            assert_eq!(tx.notes(&ours(), kind, None, 2)?, all[..2]);
            assert_eq!(tx.logs()?, [], "a note alone is no log");
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Hourly signatures over a quiet log do not pile up.
pub fn of_each_size_the_earliest_and_the_latest_stay<S: Store>(store: &S) {
    let kind = NoteKind::TheirCheckpoint;
    put(
        store,
        kind,
        &[
            note(3, 30),
            note(3, 40),
            note(3, 50),
            note(3, 45),
            note(3, 20),
        ],
    );
    let again = NoteRow {
        bytes: b"other bytes, same time".to_vec(),
        ..note(3, 50)
    };
    put(store, kind, &[again]);
    let kept = store.read(|tx| tx.notes(&ours(), kind, None, 10));
    assert_eq!(kept, Ok(vec![note(3, 20), note(3, 50)]));
}
