//! A store on a disk that somebody changed with other tools: the audit finds it.

use std::{collections::BTreeSet, sync::Arc};

use comity_peer::fixtures::{Seeded, StandInSealer};
use comity_store::{
    Store,
    parts::{PartBytes as _, PartFile, PartFolder},
    sqlite::SqliteStore,
};

use super::support::{SITES, at, takedown};
use crate::{
    access::Sight,
    attach,
    case::flow::Submitted,
    config::Config,
    fixtures::{Masked, TestNode},
    home::Home,
    keys::{FolderMarks, Marks},
    node::{Limits, Node, Secrets},
    office::Office,
    people::{self, Person, Role},
    report::Ask,
};

/// A house on a disk that has spoken with another and heard from it.
pub(super) struct Disk {
    _folder: tempfile::TempDir,
    home: Home,
    keys: TestNode,
    pub(super) node: Node<SqliteStore>,
    parts: PartFolder,
    config: Config,
}

impl Disk {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::create(&folder.path().join("home")).unwrap();
        let keys = TestNode::new("a.example", 1, at(0));
        let marks: Arc<dyn Marks> = Arc::new(FolderMarks::new(&home.high_water()));
        let mut secrets = Secrets::of(&keys.keyring, &marks).unwrap();
        secrets.sealer = Arc::new(StandInSealer::new(keys.name().as_str(), 7));
        let store = SqliteStore::open(&home.store()).unwrap();
        let name = keys.name().clone();
        let node = Node::new(name, store, secrets, marks, Limits::default());
        node.keep_own_credential(keys.credential()).unwrap();
        hire(node.unfollowed());
        let disk = Self {
            parts: PartFolder::open(home.parts()).unwrap(),
            _folder: folder,
            home,
            keys,
            node,
            config: Config::default(),
        };
        disk.meet("b.example", 2);
        disk
    }

    /// Another counterpart: each says something to the other.
    pub(super) fn meet(&self, name: &str, seed: u64) -> TestNode {
        let other = TestNode::new(name, seed, at(0));
        let number = self.node.safety_number(other.credential()).unwrap();
        self.node.trust(other.credential(), &number, at(0)).unwrap();
        other.trust(&self.keys, at(0));
        hire(&other.store);
        self.exchange(&other, 1);
        say(&self.office(), other.name(), seed, 2);
        self.exchange(&other, 3);
        self.hear(&other, seed + 100, 4);
        self.exchange(&other, 5);
        self.exchange(&other, 6);
        let store = self.node.unfollowed();
        let missing = store.read(|tx| tx.incomplete_attachments(None, 9));
        for row in missing.unwrap() {
            let line = other.line(&self.keys, at(6));
            self.node
                .fetch(&self.parts, &line, other.name(), &row.root, &mut |_| true)
                .unwrap();
        }
        self.exchange(&other, 7);
        other
    }

    /// The other says something, which has not come here yet.
    pub(super) fn hear(&self, other: &TestNode, seed: u64, minutes: i64) {
        let theirs = Office {
            node: &other.node,
            parts: &other.parts,
            streams: &Masked,
            config: &self.config,
        };
        say(&theirs, self.keys.name(), seed, minutes);
    }

    pub(super) fn exchange(&self, other: &TestNode, minutes: i64) {
        let line = other.line(&self.keys, at(minutes));
        self.node
            .exchange(&line, other.name(), at(minutes))
            .unwrap();
    }

    /// Another process: nothing that was opened is in its memory.
    pub(super) fn restart(&mut self) {
        let store = self.node.unfollowed().clone();
        let secrets = Secrets::clone(&self.node.secrets());
        let marks: Arc<dyn Marks> = Arc::new(FolderMarks::new(&self.home.high_water()));
        let name = self.keys.name().clone();
        self.node = Node::new(name, store, secrets, marks, Limits::default());
    }

    pub(super) fn office(&self) -> Office<'_, SqliteStore> {
        Office {
            node: &self.node,
            parts: &self.parts,
            streams: &Masked,
            config: &self.config,
        }
    }

    /// The codes of what a deep audit finds.
    pub(super) fn found(&self) -> BTreeSet<&'static str> {
        self.found_by(true)
    }

    pub(super) fn found_by(&self, deep: bool) -> BTreeSet<&'static str> {
        let audit = self.office().audit(deep, &mut |_, _| ()).unwrap();
        audit.findings.iter().map(|one| one.code).collect()
    }

    /// Makes the report, so that sums are kept.
    fn report(&self) {
        let them = "b.example".parse().unwrap();
        let made = self
            .office()
            .report(&them, &Ask::default(), &Sight::All)
            .unwrap();
        assert!(made.report.sides.iter().all(|side| side.cases.all > 0));
        let days = self
            .node
            .unfollowed()
            .read(|tx| tx.days(&them, 0..=i64::MAX));
        assert!(days.unwrap().iter().all(|day| day.sum.is_some()));
    }

    /// Changes the file of the store by the back door.
    pub(super) fn change(&self, sql: &str) {
        self.file().execute_batch(sql).unwrap();
    }

    /// The file of the store.
    pub(super) fn file(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.home.store()).unwrap()
    }
}

fn hire<S: Store>(store: &S) {
    for (name, roles) in [
        ("root", vec![Role::Administrator]),
        ("li", vec![Role::Officer]),
        ("wang", vec![Role::Releaser, Role::Officer]),
    ] {
        let person = Person {
            name: name.to_owned(),
            office: "D-17".to_owned(),
            duty: Some("07".to_owned()),
            roles,
            disabled: false,
        };
        store
            .write(move |tx| people::add(tx, &person, "root", at(0)))
            .unwrap();
    }
}

/// A request with a file.
pub(super) fn say<S: Store>(
    office: &Office<'_, S>,
    them: &comity_core::PartyName,
    seed: u64,
    minutes: i64,
) {
    let draft = office
        .new_draft("li", them, takedown(), Some(SITES), at(minutes))
        .unwrap();
    let plain = attach::Plain {
        name: "list.bin".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        data_class: comity_core::codes::DataClass::None,
        exhibit: None,
        part: None,
        limit: 1000,
        bytes: &mut them.as_str().as_bytes(),
    };
    office
        .attach("li", &draft.id, plain, at(minutes), &mut Seeded::new(seed))
        .unwrap();
    let done = office.submit("li", &draft.id, at(minutes), &mut Seeded::new(seed + 1000));
    if let Submitted::Waits { draft, .. } = done.unwrap() {
        office
            .release("wang", &draft, at(minutes), &mut Seeded::new(seed + 2000))
            .unwrap();
    }
}

const NO_BODIES: &str = "UPDATE entries SET body = NULL";

#[test]
fn bodies_that_are_gone_or_forgotten_are_found() {
    let disk = Disk::new();
    assert_eq!(disk.found(), BTreeSet::new());
    let both = format!("UPDATE sealed SET body = zeroblob(length(body)); {NO_BODIES}");
    disk.change(&both);
    assert_eq!(disk.found(), ["audit-body"].into());

    // Of one side alone, with the bytes in place.
    for mine in [true, false] {
        let disk = Disk::new();
        let like = if mine { "a.example/%" } else { "b.example/%" };
        disk.change(&format!(
            "{NO_BODIES} WHERE id >> 40 IN (SELECT id FROM logs WHERE origin LIKE '{like}')"
        ));
        assert_eq!(disk.found(), ["audit-body"].into(), "{like}");
    }

    // An entry that hides its envelope too.
    let disk = Disk::new();
    disk.change("UPDATE entries SET envelope = NULL, body = NULL");
    assert_eq!(disk.found(), ["audit-body", "audit-entry"].into());
}

/// One byte, of every file, of every leaf and of every hash of one, without a look inside.
#[test]
fn a_byte_that_was_changed_is_found_wherever_it_lies() {
    let disk = Disk::new();
    let db = rusqlite::Connection::open(disk.home.store()).unwrap();
    for (table, column, code) in [
        ("sealed", "envelope", "audit-content"),
        ("sealed", "body", "audit-content"),
        ("entries", "leaf", "audit-leaf-hash"),
        ("entries", "leaf_hash", "audit-leaf-hash"),
        ("entries", "envelope", "audit-entry"),
        ("entries", "body", "audit-content"),
    ] {
        let sql = format!("SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL");
        let mut rows = db.prepare(&sql).unwrap();
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        let rows: Vec<(i64, Vec<u8>)> = rows.unwrap().map(Result::unwrap).collect();
        assert!(rows.len() > 1, "{table}.{column}");
        let update = format!("UPDATE {table} SET {column} = ?2 WHERE id = ?1");
        for (id, bytes) in rows {
            let mut changed = bytes.clone();
            *changed.last_mut().unwrap() ^= 1;
            db.execute(&update, (id, changed)).unwrap();
            assert!(disk.found_by(false).contains(code), "{table}.{column} {id}");
            db.execute(&update, (id, bytes)).unwrap();
        }
    }
    assert_eq!(disk.found_by(false), BTreeSet::new());
}

#[test]
fn a_leaf_that_was_changed_with_its_hash_is_not_what_was_signed() {
    let disk = Disk::new();
    let db = rusqlite::Connection::open(disk.home.store()).unwrap();
    let sql = "SELECT id, CAST(leaf AS TEXT) FROM entries WHERE envelope IS NOT NULL ORDER BY id";
    let (id, leaf): (i64, String) = db
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    // Still a leaf, and none any more.
    for changed in [
        leaf.replacen(":0", ":1", 1),
        leaf.replacen("\"v\"", "\"w\"", 1),
    ] {
        assert_ne!(changed, leaf);
        let hash = comity_tlog::hash::leaf_hash(changed.as_bytes());
        let sql = "UPDATE entries SET leaf = ?2, leaf_hash = ?3 WHERE id = ?1";
        let row = (id, changed.as_bytes(), hash.as_bytes());
        db.execute(sql, row).unwrap();
        assert!(
            disk.found_by(false).contains("audit-note-root"),
            "{changed}"
        );
    }
}

#[test]
fn a_body_without_its_fingerprint_is_found_without_a_look_inside() {
    let disk = Disk::new();
    disk.change(NO_BODIES);
    assert_eq!(disk.found_by(false), ["audit-body"].into());
    disk.change("UPDATE sealed SET body = NULL, envelope = NULL");
    assert_eq!(disk.found_by(false), ["audit-content-missing"].into());
}

#[test]
fn what_the_desk_keeps_beside_its_rows_is_compared_too() {
    for change in [
        "UPDATE settings SET value = replace(value, '\"seen\":', '\"seen\":1')
            WHERE key LIKE 'desk.before.%'",
        "INSERT INTO settings SELECT 'channel.bad.' || name, '[]' FROM parties",
    ] {
        let disk = Disk::new();
        assert_eq!(disk.found(), BTreeSet::new());
        disk.change(change);
        assert_eq!(disk.found(), ["audit-projection"].into(), "{change}");
    }
}

/// What an earlier change left where no channel looks.
const STRAYS: &str = "DELETE FROM desk_logs WHERE party = 1000;
    DELETE FROM desk_covers WHERE party = 1000; DELETE FROM desk_marks WHERE log = 1000;
    DELETE FROM desk_dossiers WHERE them = 'c.example';
    DELETE FROM desk_groups WHERE them = 'c.example';
    DELETE FROM desk_audiences WHERE them = 'c.example';
    DELETE FROM desk_report WHERE them = 'c.example'";

/// Every column of every table of projections, but for the numbers that are the engine's own
/// and how often a day changed.
fn columns(disk: &Disk) -> Vec<(String, String)> {
    let db = rusqlite::Connection::open(disk.home.store()).unwrap();
    let sql = "SELECT tables.name, columns.name
        FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND tables.name LIKE 'desk_%'
            AND columns.name <> 'changes' AND NOT (columns.name = 'id'
                AND tables.name IN
                    ('desk_logs', 'desk_groups', 'desk_audiences', 'desk_dossiers', 'desk_report'))";
    let mut statement = db.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_projection_that_was_changed_in_any_column_is_found() {
    let disk = Disk::new();
    assert_eq!(disk.found(), BTreeSet::new());
    let columns = columns(&disk);
    assert!(columns.len() > 30, "{columns:?}");
    for (table, column) in columns {
        let value = match column.as_str() {
            // In a channel with nobody, or of a log that is not there.
            "party" | "log" => "1000".to_owned(),
            "them" => "'c.example'".to_owned(),
            "act" => "zeroblob(32)".to_owned(),
            "dossier" if table == "desk_unregistered" => "dossier + 1000".to_owned(),
            "dossier" | "kind" | "envelope" | "void" | "reference" | "status" | "category"
            | "urgency" | "office" | "row" | "bad" | "sum" | "waits" | "whom" => {
                format!("coalesce({column}, '') || ' '")
            }
            _ => format!("coalesce({column}, 0) + 1"),
        };
        let keys = match table.as_str() {
            "desk_marks" => "log",
            "desk_logs" => "party, side, generation",
            "desk_report" => "them, day",
            "desk_reach" => "who, audience",
            "desk_unregistered" => "dossier",
            "desk_covers" => "party, side, seen_generation, seen_size",
            _ => "id",
        };
        disk.report();
        // The last row, so that a number that is raised meets no other.
        let last = keys.replace(',', " DESC,");
        disk.change(&format!(
            "PRAGMA foreign_keys = OFF; {STRAYS}; UPDATE {table} SET {column} = {value}
                WHERE ({keys}) = (SELECT {keys} FROM {table} ORDER BY {last} DESC LIMIT 1)"
        ));
        assert!(
            disk.found().contains("audit-projection"),
            "{table}.{column}"
        );
        for them in disk.node.channels().unwrap() {
            disk.node.rebuild_desk(&them).unwrap();
        }
        assert_eq!(disk.found(), BTreeSet::new(), "{table}.{column} rebuilt");
    }
}

#[test]
fn a_kept_sum_that_was_falsified_is_found() {
    for (from, to) in [
        (r#""all":1"#, r#""all":2"#),
        (r#""running":[{"#, r#""running":[],"x":[{"#),
        (r#""form":1"#, r#""form":2"#),
    ] {
        let disk = Disk::new();
        disk.report();
        assert_eq!(disk.found(), BTreeSet::new());
        let falsify = format!(
            "UPDATE desk_report SET sum = replace(sum, '{from}', '{to}') WHERE sum LIKE '%{from}%'"
        );
        disk.change(&falsify);
        assert_eq!(disk.found(), ["audit-projection"].into(), "{to}");
    }
}

#[test]
fn an_attachment_that_is_gone_is_found() {
    let roots = |disk: &Disk| disk.parts.roots().unwrap();
    let disk = Disk::new();
    assert_eq!(roots(&disk).len(), 4, "a list and a file of each side");
    for root in roots(&disk) {
        disk.parts.remove(PartFile::Sealed(&root)).unwrap();
    }
    assert_eq!(disk.found(), ["audit-attachment-missing"].into());

    let disk = Disk::new();
    disk.change("DELETE FROM attachments");
    // Our leaves say that we hold those of theirs.
    assert_eq!(disk.found(), ["audit-attachment-missing"].into());

    let disk = Disk::new();
    disk.change("DELETE FROM part_hashes");
    assert_eq!(disk.found(), ["audit-attachment-hashes"].into());
    disk.change("UPDATE attachments SET size = size + 1");
    assert_eq!(
        disk.found(),
        ["audit-attachment", "audit-attachment-hashes"].into()
    );
}
