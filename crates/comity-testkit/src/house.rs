//! A house: an honest node with its people, its clock and its backups.

use comity_core::{
    PartyName, Time,
    versions::{RULES, TEST_RULES, run_as},
};
use comity_node::{
    channel::renew::Speaker,
    config::Config,
    fixtures::{Masked, TestNode},
    node::Node,
    office::Office,
    people::{self, Person, Role},
};
use comity_peer::{credential::CredentialFile, rng::Random};
use comity_store::{
    MemoryStore, Store, StoreError, Tx,
    memory::{Fault as DiskFault, FaultKind, Faults, Snapshot},
};

/// Who drafts.
pub const OFFICER: &str = "li";
/// Who releases.
pub const RELEASER: &str = "wang";

/// An honest node of the world.
#[derive(Debug)]
pub struct House {
    /// The node, its disk, its marks and its keys.
    pub at: TestNode,
    /// Seconds that its clock is ahead of the world's.
    pub skew: i64,
    /// The last backup.
    pub backup: Option<Snapshot>,
    /// How often it went back to a backup or lost its store.
    pub losses: u64,
    /// The newest rules that its program knows.
    pub program: u32,
    config: Config,
}

impl House {
    /// A new house.
    ///
    /// # Panics
    /// When a fresh store does not write.
    #[must_use]
    pub fn new(name: &str, seed: u64, now: Time) -> Self {
        let house = Self {
            at: TestNode::new(name, seed, now),
            skew: 0,
            backup: None,
            losses: 0,
            program: RULES,
            config: Config::default(),
        };
        house.hire(now);
        house
    }

    /// The name of its party.
    #[must_use]
    pub fn name(&self) -> &PartyName {
        self.at.name()
    }

    /// What its clock shows.
    #[must_use]
    pub const fn clock(&self, now: Time) -> Time {
        now.plus(self.skew)
    }

    /// Its node, at work: from here on this thread runs the program of this house.
    #[must_use]
    pub fn node(&self) -> &Node<MemoryStore> {
        run_as(self.program);
        &self.at.node
    }

    /// Installs the program that knows the next rules, and issues the credential that says so.
    pub fn upgrade(&mut self, seed: u64, now: Time) {
        self.program = TEST_RULES;
        self.at.rotate(vec![RULES, TEST_RULES], seed, now);
    }

    /// Tells a counterpart our newest credential, where it has not been told.
    pub fn tell_credential(&self, them: &PartyName, now: Time, rng: &mut dyn Random) {
        let speaker = Speaker {
            office: "D-17".to_owned(),
            duty: None,
        };
        self.node()
            .announce_credential(them, &speaker, now, rng)
            .ok();
    }

    /// Its office, at work.
    #[must_use]
    pub fn office(&self) -> Office<'_, MemoryStore> {
        run_as(self.program);
        Office {
            node: &self.at.node,
            parts: &self.at.parts,
            streams: &Masked,
            config: &self.config,
        }
    }

    /// Plans a fault for one of the next writes.
    pub fn plan(&self, ahead: u64, kind: FaultKind) {
        let write = self.at.store.writes() + ahead;
        self.at
            .store
            .set_faults(Faults(vec![DiskFault { write, kind }]));
    }

    /// Drops what was planned, and starts the process again when it died; whether it had.
    pub fn settle(&self) -> bool {
        self.at.store.set_faults(Faults::default());
        let died = self.at.store.is_down();
        self.at.store.restart();
        died
    }

    /// Loses its keys, its marks, its store and its backups, and draws new keys: it trusts
    /// nobody, and nobody trusts it.
    pub fn lose_keys(&mut self, seed: u64, now: Time) {
        let rules = (RULES..=self.program).collect();
        self.at.lose_keys(rules, seed, now);
        self.skew = 0;
        self.backup = None;
        self.losses += 1;
        self.hire(now);
    }

    /// Whether it has lost nothing and has the credential of the first meeting.
    #[must_use]
    pub const fn is_as_it_was(&self) -> bool {
        self.losses == 0 && self.at.past.is_empty()
    }

    /// Keeps a copy of everything.
    pub fn back_up(&mut self) {
        self.backup = Some(self.at.store.snapshot());
    }

    /// The credentials that it trusts, which lie beside its keys too and outlive its store.
    fn beside_keys(&self) -> Vec<CredentialFile> {
        let node = self.node();
        let them = node.channels().unwrap_or_default();
        let trusted = them.iter().map(|them| node.trusted_credentials(them));
        trusted.flat_map(Result::unwrap_or_default).collect()
    }

    /// Puts the credentials that lie beside the keys into a store that knows less.
    ///
    /// # Panics
    /// When a healthy store does not write.
    fn put_back(&self, beside_keys: &[CredentialFile]) {
        self.at.put_credentials_back();
        for file in beside_keys {
            self.at.node.pin(file).expect("a healthy store");
        }
    }

    /// Loses its store and its backups; what lies beside the keys is there.
    pub fn lose_store(&mut self, now: Time) {
        let beside_keys = self.beside_keys();
        self.at.lose_store(&[]);
        self.put_back(&beside_keys);
        self.backup = None;
        self.losses += 1;
        self.hire(now);
    }

    /// Goes back to the last backup; whether there was one.
    pub fn restore(&mut self) -> bool {
        let beside_keys = self.beside_keys();
        let Some(backup) = &self.backup else {
            return false;
        };
        self.at.store.restore(backup);
        self.put_back(&beside_keys);
        self.losses += 1;
        true
    }

    /// The people, where the store does not have them.
    ///
    /// # Panics
    /// When a healthy store does not write.
    pub fn hire(&self, now: Time) {
        let known = self.at.store.read(|tx| people::list(tx));
        if known.is_ok_and(|list| !list.is_empty()) {
            return;
        }
        for (name, roles) in [
            ("root", vec![Role::Administrator]),
            (OFFICER, vec![Role::Officer]),
            (RELEASER, vec![Role::Releaser, Role::Officer]),
        ] {
            let person = Person {
                name: name.to_owned(),
                office: "D-17".to_owned(),
                duty: Some("07".to_owned()),
                roles,
                disabled: false,
            };
            let add = move |tx: &mut dyn Tx| people::add(tx, &person, "root", now);
            self.at.store.write(add).expect("a healthy store");
        }
    }

    /// How many entries of a log this house holds.
    #[must_use]
    pub fn holds(&self, origin: &comity_core::Origin) -> u64 {
        let size: Result<u64, StoreError> = self.at.store.read(|tx| tx.size(origin));
        size.unwrap_or(0)
    }

    /// Whether it stands where it last signed, toward this counterpart.
    #[must_use]
    pub fn stands(&self, them: &PartyName) -> bool {
        self.node().stands(them).is_ok()
    }
}
