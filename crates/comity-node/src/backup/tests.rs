//! A home on a disk, backed up and brought back.

use std::sync::Arc;

use comity_peer::fixtures::{Seeded, StandInSealer};
use comity_store::{parts::PartFolder, sqlite::SqliteStore};

use super::*;
use crate::{
    access::Sight,
    accounts::session::{How, Opening},
    attach::AgeStreams,
    case::file::ActFile,
    config::Config,
    fixtures::TestNode,
    keys::Marks,
    node::{Limits, Secrets},
};

fn time() -> Time {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

/// The node of `keys` over the store and the marks of a home.
fn node_in(home: &Home, keys: &TestNode) -> Node<SqliteStore> {
    let marks: Arc<dyn Marks> = Arc::new(FolderMarks::new(&home.high_water()));
    let mut secrets = Secrets::of(&keys.keyring, &marks).unwrap();
    secrets.sealer = Arc::new(StandInSealer::new(keys.name().as_str(), 7));
    let store = SqliteStore::open(&home.store()).unwrap();
    Node::new(
        keys.name().clone(),
        store,
        secrets,
        marks,
        Limits::default(),
    )
}

/// The node of a home with what its office works with.
struct Desk {
    node: Node<SqliteStore>,
    parts: PartFolder,
    config: Config,
    streams: AgeStreams,
}

impl Desk {
    fn of(home: &Home, keys: &TestNode) -> Self {
        Self {
            node: node_in(home, keys),
            parts: PartFolder::open(home.parts()).unwrap(),
            config: Config::default(),
            streams: AgeStreams {
                suite: comity_peer::seal::Suite::AgeX25519,
            },
        }
    }

    fn office(&self) -> Office<'_, SqliteStore> {
        Office {
            node: &self.node,
            parts: &self.parts,
            streams: &self.streams,
            config: &self.config,
        }
    }
}

struct Disk {
    folder: tempfile::TempDir,
    home: Home,
    keys: TestNode,
    file: PathBuf,
}

/// A home in which something was said and signed, and its backup.
fn backed_up(with_keys: bool) -> Disk {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::create(&folder.path().join("home")).unwrap();
    let (keys, other) = (
        TestNode::new("a.example", 1, time()),
        TestNode::new("b.example", 2, time()),
    );
    let desk = Desk::of(&home, &keys);
    let (node, office) = (&desk.node, desk.office());
    node.keep_own_credential(keys.credential()).unwrap();
    let number = node.safety_number(other.credential()).unwrap();
    node.trust(other.credential(), &number, time()).unwrap();
    other.trust(&keys, time());
    node.exchange(&other.line(&keys, time()), other.name(), time())
        .unwrap();
    let draft = office
        .new_draft("li", other.name(), ActFile::new("query"), None, time())
        .unwrap();
    let mut plain = &[7_u8; 3_000_000][..];
    let file = attach::Plain {
        name: "a.bin".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        data_class: comity_core::codes::DataClass::None,
        exhibit: None,
        part: None,
        limit: 1 << 30,
        bytes: &mut plain,
    };
    office
        .attach("li", &draft.id, file, time(), &mut Seeded::new(3))
        .unwrap();
    fs::write(home.keys().join("keyring.json"), b"{}").unwrap();
    let file = folder.path().join("backup.tar");
    let store = node.unfollowed().clone();
    let wanted = Wanted {
        home: &home,
        copy_store: &|to: &Path| store.back_up(to),
        keys: with_keys,
        who: "li",
        progress: &mut |_| (),
    };
    let manifest = office.back_up(wanted, &file, time()).unwrap();
    assert_eq!((manifest.parts.len(), manifest.keys), (1, with_keys));
    assert_eq!(inspect(&file).unwrap(), manifest);
    Disk {
        folder,
        home,
        keys,
        file,
    }
}

fn bring_back(disk: &Disk, name: &str) -> (Home, Manifest) {
    let root = disk.folder.path().join(name);
    fs::create_dir_all(root.join("keys")).unwrap();
    fs::copy(disk.home.plain_keyring(), root.join("keys/keyring.json")).unwrap();
    let home = Home::open(&root).unwrap();
    let parts = PartFolder::open(home.parts()).unwrap();
    let manifest = restore(&disk.file, &home, &parts, &mut |_| ()).unwrap();
    (home, manifest)
}

#[test]
fn a_backup_brings_back_what_the_counterpart_does_not_hold() {
    let disk = backed_up(false);
    let (home, manifest) = bring_back(&disk, "again");
    let node = node_in(&home, &disk.keys);
    let drafts = node.unfollowed().read(|tx| tx.drafts(None)).unwrap();
    assert_eq!(drafts.len(), 1);
    let parts = PartFolder::open(home.parts()).unwrap();
    let row = node
        .unfollowed()
        .read(|tx| tx.attachment(&manifest.parts[0].root))
        .unwrap()
        .unwrap();
    assert!(row.complete && attach::is_whole(&parts, &row));
    // A second time there is a store already.
    let twice = restore(&disk.file, &home, &parts, &mut |_| ());
    assert_eq!(twice.unwrap_err().code(), "backup-store-there");
}

#[test]
fn a_restored_node_without_its_marks_must_recover() {
    let disk = backed_up(true);
    let (home, _) = bring_back(&disk, "again");
    assert!(
        fs::read_dir(home.high_water()).unwrap().next().is_none(),
        "no marks came back"
    );
    let node = node_in(&home, &disk.keys);
    let them = node.channels().unwrap().remove(0);
    assert_eq!(
        require_recovery(&node, &home, time()).unwrap().first(),
        Some(&them)
    );
    assert_eq!(node.stands(&them).unwrap_err().code(), "own-loss");
    // Where the marks survived beside the keys, they decide.
    assert_eq!(require_recovery(&node, &home, time()).unwrap(), []);
}

#[test]
fn unfinished_uploads_are_dropped_after_a_restored_backup() {
    let disk = backed_up(false);
    let desk = Desk::of(&disk.home, &disk.keys);
    let office = desk.office();
    let all = desk.node.unfollowed().read(|tx| tx.drafts(None)).unwrap();
    let wanted = uploads::Wanted {
        draft: all[0].id.clone(),
        name: "b.bin".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        data_class: comity_core::codes::DataClass::None,
        exhibit: None,
        size: 10,
        sha256: None,
        modified: None,
    };
    let (who, sight) = ("li", Sight::All);
    let begun = office
        .begin_upload(who, &sight, wanted, time(), &mut Seeded::new(4))
        .unwrap();
    require_recovery(&desk.node, &disk.home, time()).unwrap();
    let gone = office.upload(who, &sight, &begun.id).unwrap_err();
    assert_eq!(gone.code(), "upload-unknown");
    let left = office.uploads_to(who, &all[0].id, time()).unwrap();
    assert_eq!(left, []);
}

#[test]
fn webhooks_tell_nothing_after_a_restored_backup_until_somebody_resumes_them() {
    let disk = backed_up(false);
    let desk = Desk::of(&disk.home, &disk.keys);
    let office = desk.office();
    let wanted = || webhooks::Wanted {
        label: "Desk board".to_owned(),
        address: "https://board.example/hook".to_owned(),
        kinds: webhooks::Kind::ALL.to_vec(),
        owner: "office:desk".parse().unwrap(),
    };
    let (_, made) = office
        .make_webhook("li", wanted(), time(), &mut Seeded::new(4))
        .unwrap();
    let state = || {
        let read = |tx: &dyn comity_store::ReadTx| webhooks::find(tx, &made.id);
        desk.node.unfollowed().read(read).unwrap().state
    };
    assert_eq!(state(), webhooks::State::Active);
    require_recovery(&desk.node, &disk.home, time()).unwrap();
    assert_eq!(state(), webhooks::State::Paused);
    office.resume_webhook("li", &made.id, time()).unwrap();
    assert_eq!(state(), webhooks::State::Active);
}

#[test]
fn nobody_is_signed_in_after_a_restored_backup() {
    let disk = backed_up(false);
    let node = node_in(&disk.home, &disk.keys);
    let opened = node.unfollowed().write(|tx| {
        let opening = Opening {
            name: "li",
            how: How::Passkey,
            agent: "",
            before: None,
        };
        session::open(tx, &opening, time(), &mut Seeded::new(1))
    });
    let secret = opened.unwrap().secret;
    let found = || {
        let read = node
            .unfollowed()
            .read(|tx| session::find(tx, &secret, time()));
        read.unwrap()
    };
    assert!(found().is_some());
    require_recovery(&node, &disk.home, time()).unwrap();
    assert_eq!(found(), None);
}

#[test]
fn what_is_no_backup_is_refused() {
    let disk = backed_up(false);
    let refused = |bytes: &[u8]| {
        let file = disk.folder.path().join("other.tar");
        fs::write(&file, bytes).unwrap();
        inspect(&file).unwrap_err().code().to_owned()
    };
    assert_eq!(refused(b""), "backup-malformed");
    assert_eq!(refused(&[0; 1024]), "backup-malformed");
    let whole = fs::read(&disk.file).unwrap();
    let mut other = whole.clone();
    other[0] = b'x';
    assert!(["backup-malformed", "backup-io"].contains(&refused(&other).as_str()));
    for name in ["../evil", "keys/../evil", "keys/.hidden", "other"] {
        let root = disk.folder.path().join(format!("r{}", name.len()));
        fs::create_dir_all(root.join("keys")).unwrap();
        fs::copy(disk.home.plain_keyring(), root.join("keys/keyring.json")).unwrap();
        let home = Home::open(&root).unwrap();
        let parts = PartFolder::open(home.parts()).unwrap();
        let manifest = inspect(&disk.file).unwrap();
        let code = put(name, &mut &b"x"[..], &home, &parts, &manifest).unwrap_err();
        assert_eq!(code.code(), "backup-malformed", "{name}");
    }
}

/// An empty home that takes a backup from these bytes: the code, and whether a store is there.
fn taken(disk: &Disk, bytes: &[u8]) -> (String, bool) {
    let folder = tempfile::tempdir_in(disk.folder.path()).unwrap();
    let home = Home::create(&folder.path().join("home")).unwrap();
    let file = folder.path().join("other.tar");
    fs::write(&file, bytes).unwrap();
    let parts = PartFolder::open(home.parts()).unwrap();
    let refused = restore(&file, &home, &parts, &mut |_| ()).unwrap_err();
    (refused.code().to_owned(), home.store().exists())
}

#[test]
fn a_backup_that_breaks_off_or_names_a_member_twice_leaves_no_store() {
    let disk = backed_up(true);
    let whole = fs::read(&disk.file).unwrap();
    let ends: Vec<_> = tar::Archive::new(&whole[..])
        .entries()
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let size = usize::try_from(entry.size().next_multiple_of(512)).unwrap();
            usize::try_from(entry.raw_file_position()).unwrap() + size
        })
        .collect();
    assert!(ends.len() > 3);
    for end in &ends[..ends.len() - 1] {
        // Cut between two members, and in the middle of the next one.
        assert_eq!(
            taken(&disk, &whole[..*end]),
            ("backup-malformed".to_owned(), false)
        );
        assert!(!taken(&disk, &whole[..*end + 700]).1);
    }
    let last = *ends.last().unwrap();
    let twice = [&whole[..last], &whole[ends[0]..last]].concat();
    assert_eq!(taken(&disk, &twice), ("backup-malformed".to_owned(), false));
}

#[test]
fn members_that_are_no_plain_files_are_refused() {
    let disk = backed_up(false);
    let whole = fs::read(&disk.file).unwrap();
    for kind in [
        tar::EntryType::Symlink,
        tar::EntryType::Link,
        tar::EntryType::Directory,
    ] {
        let mut header = tar::Header::new_gnu();
        header.set_path("keys/credential").unwrap();
        header.set_link_name("/etc/passwd").unwrap();
        header.set_entry_type(kind);
        header.set_size(0);
        header.set_cksum();
        let first = 512 + 512;
        let bytes = [&whole[..first], header.as_bytes(), &whole[first..]].concat();
        assert_eq!(
            taken(&disk, &bytes),
            ("backup-malformed".to_owned(), false),
            "{kind:?}"
        );
    }
}

#[test]
fn where_no_file_can_be_there_is_no_backup_and_no_rest_of_one() {
    let disk = backed_up(false);
    let store = SqliteStore::open(&disk.home.store()).unwrap();
    let desk = Desk::of(&disk.home, &disk.keys);
    let office = desk.office();
    let back_up = |to: &Path, copy: &dyn Fn(&Path) -> Result<(), StoreError>| {
        let wanted = Wanted {
            home: &disk.home,
            copy_store: copy,
            keys: false,
            who: "li",
            progress: &mut |_| (),
        };
        office
            .back_up(wanted, to, time())
            .unwrap_err()
            .code()
            .to_owned()
    };
    // A file where a folder should be: refused for every user, root too.
    let below_a_file = disk.file.join("backup.tar");
    assert_eq!(back_up(&below_a_file, &|to| store.back_up(to)), "backup-io");
    assert_eq!(back_up(&disk.file, &|to| store.back_up(to)), "backup-io");
    assert!(disk.file.exists(), "what was there stays");
    let full = disk.folder.path().join("full.tar");
    assert_eq!(back_up(&full, &|_| Err(StoreError::Full)), "store-full");
    assert!(!full.exists());
}

#[test]
fn a_backup_is_for_its_owner_and_an_administrator_and_stands_in_the_trail() {
    use std::os::unix::fs::PermissionsExt as _;

    use crate::people::{Person, Role};

    let disk = backed_up(true);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&disk.file), 0o600);
    let desk = Desk::of(&disk.home, &disk.keys);
    let store = desk.node.unfollowed().clone();
    store
        .write(|tx| {
            for (name, role) in [("chief", Role::Administrator), ("li", Role::Officer)] {
                let person = Person {
                    name: name.to_owned(),
                    office: "desk".to_owned(),
                    duty: None,
                    roles: vec![role],
                    disabled: false,
                };
                people::add(tx, &person, "chief", time())?;
            }
            Ok::<_, PeopleError>(())
        })
        .unwrap();
    let office = desk.office();
    let back_up = |who: &str, keys: bool, name: &str| {
        let to = disk.folder.path().join(name);
        let copy_store = |copy: &Path| {
            store.back_up(copy)?;
            assert_eq!(mode(copy), 0o600, "the copy on its way");
            Ok(())
        };
        let wanted = Wanted {
            home: &disk.home,
            copy_store: &copy_store,
            keys,
            who,
            progress: &mut |_| (),
        };
        let made = office.back_up(wanted, &to, time());
        (made.map_err(|error| error.code().to_owned()), to)
    };
    let (refused, to) = back_up("li", false, "no.tar");
    assert_eq!(refused.unwrap_err(), "person-not-in-role");
    assert!(!to.exists());
    back_up("chief", false, "yes.tar").0.unwrap();
    let rows = store.read(|tx| trail::list(tx, 0, 100)).unwrap();
    let told: Vec<_> = rows
        .iter()
        .filter(|row| row.did == "backed-up")
        .map(|row| (row.who.as_str(), row.what["keys"].as_bool()))
        .collect();
    assert_eq!(told, [("li", Some(true)), ("chief", Some(false))]);
}
