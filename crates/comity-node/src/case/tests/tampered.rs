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
    attach,
    case::flow::Submitted,
    config::Config,
    fixtures::{Masked, TestNode},
    home::Home,
    keys::{FolderMarks, Marks},
    node::{Limits, Node, Secrets},
    office::Office,
    people::{self, Person, Role},
};

/// A house on a disk that has spoken with another and heard from it.
struct Disk {
    _folder: tempfile::TempDir,
    home: Home,
    node: Node<SqliteStore>,
    parts: PartFolder,
    config: Config,
}

impl Disk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::create(&folder.path().join("home")).unwrap();
        let (keys, other) = (
            TestNode::new("a.example", 1, at(0)),
            TestNode::new("b.example", 2, at(0)),
        );
        let marks: Arc<dyn Marks> = Arc::new(FolderMarks::new(&home.high_water()));
        let mut secrets = Secrets::of(&keys.keyring, &marks).unwrap();
        secrets.sealer = Arc::new(StandInSealer::new(keys.name().as_str(), 7));
        let store = SqliteStore::open(&home.store()).unwrap();
        let name = keys.name().clone();
        let node = Node::new(name, store, secrets, marks, Limits::default());
        node.keep_own_credential(keys.credential()).unwrap();
        let number = node.safety_number(other.credential()).unwrap();
        node.trust(other.credential(), &number, at(0)).unwrap();
        other.trust(&keys, at(0));
        let disk = Self {
            parts: PartFolder::open(home.parts()).unwrap(),
            _folder: folder,
            home,
            node,
            config: Config::default(),
        };
        let exchange = |minutes| {
            disk.node
                .exchange(&other.line(&keys, at(minutes)), other.name(), at(minutes))
                .unwrap();
        };
        hire(disk.node.unfollowed());
        hire(&other.store);
        exchange(1);
        say(&disk.office(), other.name());
        exchange(3);
        let theirs = Office {
            node: &other.node,
            parts: &other.parts,
            streams: &Masked,
            config: &disk.config,
        };
        say(&theirs, keys.name());
        exchange(5);
        exchange(6);
        for row in disk
            .node
            .unfollowed()
            .read(|tx| tx.incomplete_attachments(None, 9))
            .unwrap()
        {
            let line = other.line(&keys, at(6));
            disk.node
                .fetch(&disk.parts, &line, other.name(), &row.root, &mut |_| true)
                .unwrap();
        }
        exchange(7);
        disk
    }

    fn office(&self) -> Office<'_, SqliteStore> {
        Office {
            node: &self.node,
            parts: &self.parts,
            streams: &Masked,
            config: &self.config,
        }
    }

    /// The codes of what a deep audit finds.
    fn found(&self) -> BTreeSet<&'static str> {
        let audit = self.office().audit(true, &mut |_, _| ()).unwrap();
        audit.findings.iter().map(|one| one.code).collect()
    }

    /// Changes the file of the store by the back door.
    fn change(&self, sql: &str) {
        let db = rusqlite::Connection::open(self.home.store()).unwrap();
        db.execute_batch(sql).unwrap();
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
fn say<S: Store>(office: &Office<'_, S>, them: &comity_core::PartyName) {
    let draft = office
        .new_draft("li", them, takedown(), Some(SITES), at(2))
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
        .attach("li", &draft.id, plain, at(2), &mut Seeded::new(3))
        .unwrap();
    let done = office.submit("li", &draft.id, at(2), &mut Seeded::new(4));
    if let Submitted::Waits { draft, .. } = done.unwrap() {
        office
            .release("wang", &draft, at(2), &mut Seeded::new(5))
            .unwrap();
    }
}

const NO_BODIES: &str = "UPDATE entries SET body = NULL";

#[test]
fn bodies_that_are_gone_or_forgotten_are_found() {
    let disk = Disk::new();
    assert_eq!(disk.found(), BTreeSet::new());
    let both = format!(
        "UPDATE contents SET bytes = zeroblob(length(bytes))
            WHERE hash IN (SELECT body FROM entries WHERE body IS NOT NULL); {NO_BODIES}"
    );
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

/// What an earlier change left where no channel looks.
const STRAYS: &str = "DELETE FROM desk_acts WHERE party = 1000;
    DELETE FROM desk_leaves WHERE party = 1000; DELETE FROM desk_marks WHERE log = 1000;
    DELETE FROM desk_dossiers WHERE them = 'c.example'";

/// Every column of every table of projections, but for the numbers of rows.
fn columns(disk: &Disk) -> Vec<(String, String)> {
    let db = rusqlite::Connection::open(disk.home.store()).unwrap();
    let sql = "SELECT tables.name, columns.name
        FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND tables.name LIKE 'desk_%' AND columns.name <> 'id'";
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
            "act_id" | "dossier" | "kind" | "said" | "reference" | "status" | "category"
            | "urgency" | "office" | "row" | "bad" => format!("coalesce({column}, '') || ' '"),
            _ => format!("{column} + 1"),
        };
        let keys = match table.as_str() {
            "desk_marks" => "log",
            "desk_dossiers" => "them, dossier",
            _ => "side, generation, entry",
        };
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
fn an_attachment_that_is_gone_is_found() {
    let roots = |disk: &Disk| disk.parts.roots().unwrap();
    let disk = Disk::new();
    assert_eq!(roots(&disk).len(), 3, "one list, and a file of each side");
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
