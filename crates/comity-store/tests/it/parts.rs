//! The bytes of attachments, in memory and in a folder.

use comity_store::{
    conformance::samples::hash,
    parts::{MemoryParts, PartBytes, PartFile, PartFolder},
};

fn each(check: impl Fn(&dyn PartBytes)) {
    check(&MemoryParts::new());
    let folder = tempfile::tempdir().unwrap();
    check(&PartFolder::open(folder.path().join("parts")).unwrap());
}

#[test]
fn parts_may_come_in_any_order() {
    each(|parts| {
        let root = hash(1);
        let file = PartFile::Sealed(&root);
        assert_eq!(parts.size(file), Ok(None));
        parts.write(file, 6, b"tail").unwrap();
        parts.write(file, 0, b"middle").unwrap();
        parts.sync(file).unwrap();
        assert_eq!(parts.size(file), Ok(Some(10)));
        assert_eq!(parts.read(file, 0, 100), Ok(b"middletail".to_vec()));
        assert_eq!(parts.read(file, 4, 4), Ok(b"leta".to_vec()));
        assert_eq!(parts.read(file, 10, 4), Ok(Vec::new()));
        assert_eq!(parts.read(file, 99, 4), Ok(Vec::new()));
    });
}

#[test]
fn a_draft_gets_its_root_in_one_step() {
    each(|parts| {
        let root = hash(1);
        parts.write(PartFile::Draft("job-7"), 0, b"sealed").unwrap();
        assert_eq!(parts.roots(), Ok(vec![]));
        parts.adopt("job-7", &root).unwrap();
        assert_eq!(parts.roots(), Ok(vec![root]));
        assert_eq!(parts.size(PartFile::Draft("job-7")), Ok(None));
        assert_eq!(
            parts.read(PartFile::Sealed(&root), 0, 9),
            Ok(b"sealed".to_vec())
        );
        assert_eq!(
            parts.adopt("job-7", &root).map_err(|error| error.code()),
            Err("store-not-found")
        );
    });
}

#[test]
fn what_is_removed_is_gone() {
    each(|parts| {
        let root = hash(1);
        parts.write(PartFile::Sealed(&root), 0, b"sealed").unwrap();
        parts.remove(PartFile::Sealed(&root)).unwrap();
        parts.remove(PartFile::Sealed(&root)).unwrap();
        assert_eq!(parts.size(PartFile::Sealed(&root)), Ok(None));
        let gone = parts.read(PartFile::Sealed(&root), 0, 1);
        assert_eq!(gone.map_err(|error| error.code()), Err("store-not-found"));
        let gone = parts.sync(PartFile::Sealed(&root));
        assert_eq!(gone.map_err(|error| error.code()), Err("store-not-found"));
    });
}

#[test]
fn a_name_never_leads_out_of_the_folder() {
    each(|parts| {
        for name in ["", "..", "../x", "a/b", "A", "a b", &"x".repeat(65)] {
            assert!(
                parts.write(PartFile::Draft(name), 0, b"x").is_err(),
                "{name}"
            );
        }
    });
}

/// `/dev/full` is a disk without room for every user.
#[test]
fn a_full_disk_is_told_and_leaves_room_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let parts = PartFolder::open(folder.path().to_owned()).unwrap();
    let root = hash(1);
    let file = PartFile::Sealed(&root);
    parts.write(file, 0, b"first").unwrap();
    let path = std::fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let aside = folder.path().join("aside");
    std::fs::rename(&path, &aside).unwrap();
    std::os::unix::fs::symlink("/dev/full", &path).unwrap();
    let full = parts.write(file, 5, b" second");
    assert_eq!(full.map_err(|error| error.code()), Err("store-full"));
    std::fs::rename(&aside, &path).unwrap();
    parts.write(file, 5, b" second").unwrap();
    assert_eq!(parts.read(file, 0, 100), Ok(b"first second".to_vec()));
}
