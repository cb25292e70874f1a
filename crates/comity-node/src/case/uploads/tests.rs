//! Uploads in pieces: cut off, gone on with, refused, thrown away.

use std::io::{Cursor, Read};

use comity_core::codes::DataClass;
use comity_peer::fixtures::Seeded;
use comity_store::parts::PartBytes as _;
use comity_tlog::hash::sha256;

use super::*;
use crate::{
    case::{
        flow::Submitted,
        tests::support::{SITES, World, at, takedown},
    },
    sealing::stream::StreamError,
};

/// A file of so many bytes that do not repeat soon.
fn file(size: usize) -> Vec<u8> {
    (0..size).map(|n| (n * n % 251) as u8).collect()
}

fn draft(world: &World) -> String {
    let office = world.office(&world.a);
    let made = office.new_draft("li", world.b.name(), takedown(), Some(SITES), at(1));
    made.unwrap().id
}

fn wanted(draft: &str, bytes: &[u8]) -> Wanted {
    Wanted {
        draft: draft.to_owned(),
        name: "disk.img".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        data_class: DataClass::None,
        exhibit: None,
        size: bytes.len() as u64,
        sha256: None,
        modified: Some(1_700_000_000_123),
    }
}

/// Bytes of which only the first come before the line is cut.
struct Cut<'a>(&'a [u8]);

impl Read for Cut<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer) {
            Ok(0) => Err(std::io::ErrorKind::ConnectionReset.into()),
            read => read,
        }
    }
}

struct Desk {
    world: World,
    turns: Turns,
    rng: Seeded,
    draft: String,
}

impl Desk {
    fn new() -> Self {
        let world = World::new();
        let draft = draft(&world);
        Self {
            world,
            turns: Turns::default(),
            rng: Seeded::new(5),
            draft,
        }
    }

    fn begin(&mut self, wanted: Wanted) -> Result<UploadView, UploadError> {
        let office = self.world.office(&self.world.a);
        office.begin_upload("li", &Sight::All, wanted, at(2), &mut self.rng)
    }

    fn send(
        &mut self,
        id: &str,
        offset: u64,
        bytes: &mut dyn Read,
    ) -> Result<UploadView, UploadError> {
        self.send_at(id, offset, bytes, at(3))
    }

    fn send_at(
        &mut self,
        id: &str,
        offset: u64,
        bytes: &mut dyn Read,
        now: Time,
    ) -> Result<UploadView, UploadError> {
        let at = Going {
            who: "li",
            sight: &Sight::All,
            id,
            offset,
        };
        let office = self.world.office(&self.world.a);
        office.go_on_with_upload(&self.turns, &at, bytes, now, &mut self.rng)
    }

    /// What the draft holds: names, sizes and fingerprints.
    fn attached(&self) -> Vec<(String, u64, Hash)> {
        let kept = self
            .world
            .a
            .store
            .read(|tx| KeptDraft::find(tx, &self.draft))
            .unwrap();
        let line = |one: &crate::case::draft::DraftAttachment| {
            let one = &one.attachment;
            (one.name.clone(), one.size, one.sha256)
        };
        kept.draft.attachments.iter().map(line).collect()
    }

    fn rows(&self) -> Vec<(String, Upload)> {
        self.world.a.store.read(|tx| kept::all(tx, KIND)).unwrap()
    }

    /// Whether anything of these files is still on the disk.
    fn left(&self, files: &[String]) -> bool {
        let there = |name: &String| self.world.a.parts.size(PartFile::Draft(name)).unwrap();
        files.iter().any(|name| there(name).is_some())
    }
}

#[test]
fn what_came_before_a_cut_is_kept_and_the_rest_makes_the_file_whole() {
    let mut desk = Desk::new();
    let bytes = file(3 << 20);
    let wanted = Wanted {
        sha256: Some(sha256(&bytes)),
        ..wanted(&desk.draft, &bytes)
    };
    let begun = desk.begin(wanted.clone()).unwrap();
    assert_eq!((begun.offset, begun.whole), (0, false));
    assert_eq!(begun.wanted, wanted);
    let cut = desk
        .send(&begun.id, 0, &mut Cut(&bytes[..1_500_000]))
        .unwrap();
    assert_eq!((cut.offset, cut.whole), (1_500_000, false));
    assert_eq!(desk.attached(), []);
    let seen = desk.world.office(&desk.world.a);
    let seen = seen.uploads_to("li", &desk.draft, at(4)).unwrap();
    assert_eq!(seen, [cut]);
    // Nothing comes, then some, then the rest.
    let still = desk.send(&begun.id, 1_500_000, &mut Cut(&[])).unwrap();
    assert_eq!(still.offset, 1_500_000);
    let more = desk
        .send(&begun.id, 1_500_000, &mut Cut(&bytes[1_500_000..1_500_001]))
        .unwrap();
    assert_eq!(more.offset, 1_500_001);
    let files: Vec<String> = desk.rows()[0].1.files();
    assert_eq!(files.len(), 2);
    let whole = desk
        .send(&begun.id, 1_500_001, &mut Cursor::new(&bytes[1_500_001..]))
        .unwrap();
    assert_eq!((whole.offset, whole.whole), (bytes.len() as u64, true));
    let size = bytes.len() as u64;
    assert_eq!(
        desk.attached(),
        [("disk.img".to_owned(), size, sha256(&bytes))]
    );
    assert!(!desk.left(&files), "the pieces stay on the disk");
    // Whoever did not hear that it is whole asks, or sends nothing once more.
    assert!(desk.send(&begun.id, size, &mut Cut(&[])).unwrap().whole);
    assert_eq!(desk.attached().len(), 1);
}

#[test]
fn an_empty_file_is_attached_at_once() {
    let desk = Desk::new();
    let age = crate::attach::AgeStreams {
        suite: comity_peer::seal::Suite::AgeX25519,
    };
    let office = Office {
        streams: &age,
        ..desk.world.office(&desk.world.a)
    };
    let wanted = wanted(&desk.draft, &[]);
    let begun = office.begin_upload("li", &Sight::All, wanted, at(2), &mut Seeded::new(9));
    assert!(begun.unwrap().whole);
    assert_eq!(desk.attached(), [("disk.img".to_owned(), 0, sha256(b""))]);
}

#[test]
fn a_piece_that_does_not_fit_changes_nothing() {
    let mut desk = Desk::new();
    let bytes = file(100);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    desk.send(&id, 0, &mut Cut(&bytes[..40])).unwrap();
    for offset in [0, 39, 41, 100, u64::MAX] {
        let error = desk
            .send(&id, offset, &mut Cursor::new(&bytes))
            .unwrap_err();
        assert!(matches!(error, UploadError::Offset { at: 40 }), "{error:?}");
    }
    // More bytes than were announced: none of them is taken.
    let error = desk.send(&id, 40, &mut Cursor::new(file(61))).unwrap_err();
    assert_eq!(error.code(), "upload-too-long");
    let endless = &mut std::io::repeat(b'a');
    assert_eq!(
        desk.send(&id, 40, endless).unwrap_err().code(),
        "upload-too-long"
    );
    let after = desk.rows()[0].1.clone();
    assert_eq!((after.offset(), after.under_way), (40, None));
    assert!(
        desk.send(&id, 40, &mut Cursor::new(&bytes[40..]))
            .unwrap()
            .whole
    );
    assert_eq!(desk.attached()[0].2, sha256(&bytes));
}

#[test]
fn bytes_with_another_fingerprint_are_not_attached_and_not_kept() {
    let mut desk = Desk::new();
    let bytes = file(5_000);
    let wanted = Wanted {
        sha256: Some(sha256(b"something else")),
        ..wanted(&desk.draft, &bytes)
    };
    let id = desk.begin(wanted).unwrap().id;
    let error = desk.send(&id, 0, &mut Cursor::new(&bytes)).unwrap_err();
    assert_eq!(error.code(), "attachment-other-hash");
    assert_eq!(desk.attached(), []);
    assert!(desk.rows().is_empty());
    assert_eq!(desk.world.a.parts.roots().unwrap(), []);
}

#[test]
fn what_nobody_went_on_with_for_a_day_is_thrown_away() {
    let mut desk = Desk::new();
    let bytes = file(100);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    desk.send(&id, 0, &mut Cut(&bytes[..40])).unwrap();
    let files = desk.rows()[0].1.files();
    let last = at(3);
    let office = desk.world.office(&desk.world.a);
    office.forget_uploads(last.plus(KEPT - 1)).unwrap();
    assert!(desk.left(&files));
    let late = desk.send_at(&id, 40, &mut Cursor::new(&bytes[40..]), last.plus(KEPT));
    assert_eq!(late.unwrap_err().code(), "upload-unknown");
    let office = desk.world.office(&desk.world.a);
    office.forget_uploads(last.plus(KEPT)).unwrap();
    assert!(!desk.left(&files));
    assert!(desk.rows().is_empty());
}

#[test]
fn a_piece_that_died_with_its_process_leaves_no_file() {
    let mut desk = Desk::new();
    let bytes = file(100);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    // As a process leaves it that was killed while it wrote.
    let going = Going {
        who: "li",
        sight: &Sight::All,
        id: &id,
        offset: 0,
    };
    let office = desk.world.office(&desk.world.a);
    office.set_out(&going, "up-dead", at(3)).unwrap();
    let dead = PartFile::Draft("up-dead");
    desk.world.a.parts.write(dead, 0, b"half").unwrap();
    assert!(desk.send(&id, 0, &mut Cursor::new(&bytes)).unwrap().whole);
    assert_eq!(desk.world.a.parts.size(dead), Ok(None));
}

#[test]
fn of_two_at_once_in_two_processes_one_has_the_piece() {
    let mut desk = Desk::new();
    let bytes = file(100);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    let going = Going {
        who: "li",
        sight: &Sight::All,
        id: &id,
        offset: 0,
    };
    let office = desk.world.office(&desk.world.a);
    let mut first = office.set_out(&going, "up-first", at(3)).unwrap();
    desk.send(&id, 0, &mut Cut(&bytes[..40])).unwrap();
    first.pieces.push(Piece {
        file: "up-first".to_owned(),
        identity: String::new(),
        plain: 50,
        sealed: 50,
    });
    let office = desk.world.office(&desk.world.a);
    let error = office.keep_piece(&going, first, at(3)).unwrap_err();
    assert!(matches!(error, UploadError::Offset { at: 40 }), "{error:?}");
    assert!(
        desk.send(&id, 40, &mut Cursor::new(&bytes[40..]))
            .unwrap()
            .whole
    );
    assert_eq!(desk.attached()[0].2, sha256(&bytes));
}

#[test]
fn one_process_takes_one_piece_of_an_upload_at_a_time() {
    let mut desk = Desk::new();
    let bytes = file(10);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    let turns = std::mem::take(&mut desk.turns);
    let turn = turns.take(&id).unwrap();
    assert_eq!(turns.take(&id).err().unwrap().code(), "upload-busy");
    drop(turn);
    assert!(turns.take(&id).is_ok());
}

#[test]
fn one_person_has_so_much_under_way_and_no_more() {
    let mut desk = Desk::new();
    desk.world.config.attachments.upload_bytes = 150;
    let draft = desk.draft.clone();
    let bytes = file(100);
    let first = desk.begin(wanted(&draft, &bytes)).unwrap();
    let over = desk.begin(wanted(&draft, &file(51))).unwrap_err();
    assert!(
        matches!(
            over,
            UploadError::Quota {
                bytes: 151,
                quota: 150
            }
        ),
        "{over:?}"
    );
    // What is whole, or was thrown away, no longer counts.
    assert!(
        desk.send(&first.id, 0, &mut Cursor::new(&bytes))
            .unwrap()
            .whole
    );
    let second = desk.begin(wanted(&draft, &file(51))).unwrap();
    let office = desk.world.office(&desk.world.a);
    office
        .drop_upload(&desk.turns, "li", &Sight::All, &second.id)
        .unwrap();
    for _ in 0..MANY {
        desk.begin(wanted(&draft, &file(1))).unwrap();
    }
    let many = desk.begin(wanted(&draft, &file(1))).unwrap_err();
    assert_eq!(many.code(), "upload-quota");
}

#[test]
fn only_what_may_be_attached_is_begun() {
    let mut desk = Desk::new();
    let draft = desk.draft.clone();
    let limit = desk.world.config.attachments.other_bytes;
    let good = wanted(&draft, &[1]);
    for (wanted, code) in [
        (
            Wanted {
                size: limit + 1,
                ..good.clone()
            },
            "attachment-too-large",
        ),
        (
            Wanted {
                name: "../x".to_owned(),
                ..good.clone()
            },
            "attachment-name-is-path",
        ),
        (
            Wanted {
                media_type: "x".to_owned(),
                ..good.clone()
            },
            "attachment-media-type",
        ),
        (
            Wanted {
                draft: "d999".to_owned(),
                ..good.clone()
            },
            "draft-unknown",
        ),
    ] {
        assert_eq!(desk.begin(wanted).unwrap_err().code(), code);
    }
    assert!(desk.rows().is_empty());
}

#[test]
fn an_upload_is_its_own_persons_alone() {
    let mut desk = Desk::new();
    let bytes = file(10);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    let office = desk.world.office(&desk.world.a);
    let other = office.upload("wang", &Sight::All, &id).unwrap_err();
    assert_eq!(other.code(), "upload-unknown");
    let other = office.drop_upload(&desk.turns, "wang", &Sight::All, &id);
    assert_eq!(other.unwrap_err().code(), "upload-unknown");
    assert_eq!(office.uploads_to("wang", &desk.draft, at(3)).unwrap(), []);
    assert!(office.upload("li", &Sight::All, &id).is_ok());
}

#[test]
fn a_draft_that_is_gone_takes_no_more() {
    let mut desk = Desk::new();
    let bytes = file(10);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    let office = desk.world.office(&desk.world.a);
    office.discard("li", &desk.draft, at(3)).unwrap();
    let error = desk.send(&id, 0, &mut Cursor::new(&bytes)).unwrap_err();
    assert_eq!(error.code(), "upload-unknown");
}

#[test]
fn unfinished_uploads_go_with_a_draft_that_is_said_or_thrown_away() {
    for said in [true, false] {
        let mut desk = Desk::new();
        let other = draft(&desk.world);
        let bytes = file(100);
        let whole = Wanted {
            name: "whole.img".to_owned(),
            ..wanted(&desk.draft, &bytes)
        };
        let whole = desk.begin(whole).unwrap().id;
        desk.send(&whole, 0, &mut Cursor::new(&bytes)).unwrap();
        let half = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
        desk.send(&half, 0, &mut Cut(&bytes[..40])).unwrap();
        let files: Vec<String> = desk
            .rows()
            .iter()
            .flat_map(|(_, one)| one.files())
            .collect();
        assert!(files.len() == 1 && desk.left(&files));
        let elsewhere = desk.begin(wanted(&other, &bytes)).unwrap().id;
        desk.send(&elsewhere, 0, &mut Cut(&bytes[..40])).unwrap();

        let office = desk.world.office(&desk.world.a);
        if said {
            let done = office.submit("li", &desk.draft, at(4), &mut Seeded::new(4));
            assert!(matches!(done, Ok(Submitted::Said(_))), "{done:?}");
        } else {
            office.discard("li", &desk.draft, at(4)).unwrap();
        }
        let seen = |id: &str| office.upload("li", &Sight::All, id);
        assert_eq!(seen(&half).unwrap_err().code(), "upload-unknown");
        assert_eq!(office.uploads_to("li", &desk.draft, at(4)).unwrap(), []);
        // The next sweep takes the pieces, not a day later.
        office.forget_uploads(at(4)).unwrap();
        assert!(!desk.left(&files));
        // What is attached may still be heard of, and other drafts keep theirs.
        assert!(seen(&whole).unwrap().whole);
        assert_eq!(seen(&elsewhere).unwrap().offset, 40);
        assert_eq!(desk.rows().len(), 2);
    }
}

#[test]
fn a_piece_on_its_way_does_not_bring_an_upload_back() {
    let mut desk = Desk::new();
    let bytes = file(100);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    let going = Going {
        who: "li",
        sight: &Sight::All,
        id: &id,
        offset: 0,
    };
    let office = desk.world.office(&desk.world.a);
    let mut with = office.set_out(&going, "up-late", at(3)).unwrap();
    with.pieces.push(Piece {
        file: "up-late".to_owned(),
        identity: String::new(),
        plain: 40,
        sealed: 40,
    });
    office.discard("li", &desk.draft, at(3)).unwrap();
    let error = office.keep_piece(&going, with, at(3)).unwrap_err();
    assert_eq!(error.code(), "upload-unknown");
    office.forget_uploads(at(3)).unwrap();
    assert!(desk.rows().is_empty());
}

/// A sealer whose disk, or whose randomness, fails.
struct Failing;

impl crate::attach::Streams for Failing {
    fn seal(
        &self,
        _: &[u8; 32],
        _: &mut dyn Read,
        _: &mut dyn std::io::Write,
    ) -> Result<String, StreamError> {
        Err(StreamError::Io(std::io::ErrorKind::StorageFull.into()))
    }

    fn open(
        &self,
        _: &str,
        _: &mut dyn std::io::BufRead,
        _: &mut dyn std::io::Write,
    ) -> Result<comity_peer::seal::FileKey, StreamError> {
        Err(StreamError::Io(std::io::ErrorKind::StorageFull.into()))
    }
}

#[test]
fn a_piece_that_cannot_be_sealed_is_no_piece() {
    let mut desk = Desk::new();
    let bytes = file(10);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    let going = Going {
        who: "li",
        sight: &Sight::All,
        id: &id,
        offset: 0,
    };
    let office = Office {
        streams: &Failing,
        ..desk.world.office(&desk.world.a)
    };
    let error = office.go_on_with_upload(
        &desk.turns,
        &going,
        &mut Cursor::new(&bytes),
        at(3),
        &mut Seeded::new(9),
    );
    assert_eq!(error.unwrap_err().code(), "stream-disk-full");
    assert_eq!(desk.rows()[0].1.under_way, None);
    assert!(desk.send(&id, 0, &mut Cursor::new(&bytes)).unwrap().whole);
}

#[test]
fn what_lies_on_the_disk_between_pieces_is_sealed() {
    let mut desk = Desk::new();
    let bytes = b"plain words that nobody may find on the disk".repeat(100);
    let id = desk.begin(wanted(&desk.draft.clone(), &bytes)).unwrap().id;
    let half = bytes.len() / 2;
    let going = Going {
        who: "li",
        sight: &Sight::All,
        id: &id,
        offset: 0,
    };
    let age = crate::attach::AgeStreams {
        suite: comity_peer::seal::Suite::AgeX25519,
    };
    let office = Office {
        streams: &age,
        ..desk.world.office(&desk.world.a)
    };
    let mut rng = Seeded::new(9);
    let cut = &mut Cut(&bytes[..half]);
    office
        .go_on_with_upload(&desk.turns, &going, cut, at(3), &mut rng)
        .unwrap();
    let files = desk.rows()[0].1.files();
    let on_disk = desk
        .world
        .a
        .parts
        .read(PartFile::Draft(&files[0]), 0, 1 << 20);
    let on_disk = String::from_utf8_lossy(&on_disk.unwrap()).into_owned();
    assert!(on_disk.starts_with("age-encryption.org/"), "{on_disk}");
    assert!(!on_disk.contains("plain words"));
    let rest = Going {
        offset: half as u64,
        ..going
    };
    let done = office.go_on_with_upload(
        &desk.turns,
        &rest,
        &mut Cursor::new(&bytes[half..]),
        at(3),
        &mut rng,
    );
    assert!(done.unwrap().whole);
    assert_eq!(desk.attached()[0].2, sha256(&bytes));
}
