//! Two nodes on SQLite with their marks on disk, called directly.

use std::{path::Path, sync::Arc};

use comity_core::{PartyName, Time};
use comity_node::{
    channel::say::{Draft, Matter},
    fixtures::profile,
    keys::{
        FolderMarks, Keyring, Marks, Pkcs8,
        issue::{Issue, Issued},
    },
    node::{Limits, Node, Secrets},
};
use comity_peer::{
    call::{Request, Response, Transport, TransportError},
    fixtures::{Seeded, StandInSealer},
    seal::{Recipients, Suite},
};
use comity_store::{SqliteStore, parts::MemoryParts};
use comity_tlog::hash::sha256;
use serde_json::{Map, json};

/// One node: real keys, a store in a file, high-water marks in a folder.
#[derive(Debug)]
pub struct Side {
    /// The node.
    pub node: Node<SqliteStore>,
    issued: Issued,
    parts: MemoryParts,
}

/// Two sides whose channel is in force.
#[derive(Debug)]
pub struct Pair {
    /// The side that speaks.
    pub a: Side,
    /// The side that reads.
    pub b: Side,
}

/// When all of it happens.
///
/// # Panics
/// Never: the time is well-formed.
#[must_use]
pub fn start() -> Time {
    "2026-11-23T02:00:00Z".parse().expect("a time")
}

impl Side {
    fn new(folder: &Path, name: &str, suite: Suite, seed: u64) -> anyhow::Result<Self> {
        let home = folder.join(name);
        let keys = home.join("keys");
        std::fs::create_dir_all(&keys)?;
        let party: PartyName = name.parse()?;
        let (keyring, secret) = Keyring::draw(
            party.clone(),
            &[suite],
            Pkcs8::new(name.as_bytes()),
            &mut Seeded::new(seed),
        )?;
        let issued = Issue {
            keyring: &keyring,
            now: start(),
            profile: &profile(name),
            serial: 1,
            suites: &[suite],
            tls: sha256(name.as_bytes()),
        }
        .first(&secret)?;
        let marks: Arc<dyn Marks> = Arc::new(FolderMarks::new(&keys));
        let mut secrets = Secrets::of(&keyring, &marks)?;
        if suite == Suite::StandIn {
            secrets.sealer = Arc::new(StandInSealer::new(name, seed));
        }
        let store = SqliteStore::open(&home.join("store.db"))?;
        let node = Node::new(party, store, secrets, marks, Limits::default());
        node.keep_own_credential(&issued.credential)?;
        Ok(Self {
            node,
            issued,
            parts: MemoryParts::default(),
        })
    }

    fn trust(&self, other: &Self) -> anyhow::Result<()> {
        let number = self.node.safety_number(&other.issued.credential)?;
        self.node
            .trust(&other.issued.credential, &number, start())?;
        Ok(())
    }
}

impl Pair {
    /// Two new nodes below a folder, in force.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn new(folder: &Path, suite: Suite) -> anyhow::Result<Self> {
        let pair = Self {
            a: Side::new(folder, "a.example", suite, 1)?,
            b: Side::new(folder, "b.example", suite, 2)?,
        };
        pair.a.trust(&pair.b)?;
        pair.b.trust(&pair.a)?;
        pair.exchange()?;
        Ok(pair)
    }

    /// A exchanges with B; how much of A's log B has receipted.
    ///
    /// # Errors
    /// A node refuses or a store fails.
    pub fn exchange(&self) -> anyhow::Result<u64> {
        let line = Line {
            caller: self.a.node.me(),
            to: &self.b,
        };
        self.a.node.exchange(&line, self.b.node.me(), start())?;
        Ok(self
            .a
            .node
            .channel(self.b.node.me())?
            .current
            .ours
            .receipted())
    }

    /// Recipients of an act from A to B.
    ///
    /// # Errors
    /// The two credentials have no suite in common.
    pub fn recipients(&self) -> anyhow::Result<Recipients> {
        let (own, theirs) = (
            self.a.issued.credential.credential(),
            self.b.issued.credential.credential(),
        );
        theirs
            .seal_to(own)
            .ok_or_else(|| anyhow::anyhow!("no suite in common"))
    }

    /// A says so many acts in one transaction; the index after the last one.
    ///
    /// # Errors
    /// The node refuses or the store fails.
    pub fn say(&self, count: u64, bytes: usize, seed: u64) -> anyhow::Result<u64> {
        let drafts = (0..count).map(|number| draft(number, bytes)).collect();
        let said =
            self.a
                .node
                .say_all(self.b.node.me(), drafts, start(), &mut Seeded::new(seed))?;
        Ok(said.last().map_or(0, |last| last.position.index + 1))
    }
}

/// An act of no matter whose body holds so many bytes of text.
fn draft(number: u64, bytes: usize) -> Draft {
    let mut body = Map::new();
    body.insert("text".to_owned(), json!(format!("{number:0>bytes$}")));
    Draft {
        matter: Matter::None,
        kind: "remark".to_owned(),
        says: Map::new(),
        body: Some(body),
        attachments: vec![],
        office: "D-17".to_owned(),
        duty: None,
    }
}

/// Calls the other side in this process.
struct Line<'a> {
    caller: &'a PartyName,
    to: &'a Side,
}

impl Transport for Line<'_> {
    fn call(&self, _to: &PartyName, request: Request) -> Result<Response, TransportError> {
        Ok(self
            .to
            .node
            .answer(self.caller, request, &self.to.parts, start()))
    }
}
