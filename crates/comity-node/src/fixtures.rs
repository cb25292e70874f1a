//! Nodes in memory for tests: real keys from a seed, the stand-in suite, and a transport that calls the other node.

use std::{
    io::{BufRead, Read, Write},
    sync::Arc,
};

use comity_core::{PartyName, Time};
use comity_peer::{
    call::{Request, Response, Transport, TransportError},
    credential::{CredentialFile, LongShort, Office, OfficeNames, PartyNames},
    fixtures::{Seeded, StandInSealer},
    seal::{FileKey, OpenError, Suite},
};
use comity_store::{MemoryStore, parts::MemoryParts};
use comity_tlog::hash::sha256;

use crate::{
    attach::Streams,
    keys::{
        Keyring, Marks, MemoryMarks, Pkcs8, Seed,
        issue::{Issue, Issued, Profile},
    },
    node::{Limits, Node, Secrets},
    sealing::stream::StreamError,
};

/// Attachments "sealed" by a mask of the seed: it protects nothing.
#[derive(Debug, Clone, Copy)]
pub struct Masked;

impl Streams for Masked {
    fn seal(
        &self,
        seed: &[u8; 32],
        plain: &mut dyn Read,
        sealed: &mut dyn Write,
    ) -> Result<String, StreamError> {
        let key = seed[0] | 1;
        let mut bytes = Vec::new();
        plain.read_to_end(&mut bytes)?;
        sealed.write_all(&bytes.iter().map(|byte| byte ^ key).collect::<Vec<_>>())?;
        Ok(format!("mask-{key}"))
    }

    fn open(
        &self,
        identity: &str,
        sealed: &mut dyn BufRead,
        plain: &mut dyn Write,
    ) -> Result<FileKey, StreamError> {
        let key: u8 = identity
            .strip_prefix("mask-")
            .and_then(|key| key.parse().ok())
            .ok_or(OpenError::NotForUs)?;
        let mut bytes = Vec::new();
        sealed.read_to_end(&mut bytes)?;
        plain.write_all(&bytes.iter().map(|byte| byte ^ key).collect::<Vec<_>>())?;
        Ok(FileKey::new([key; 16]))
    }
}

/// A node in memory with all that a test wants to reach.
#[derive(Debug)]
pub struct TestNode {
    /// The node.
    pub node: Node<MemoryStore>,
    /// Its disk.
    pub store: MemoryStore,
    /// Its high-water marks.
    pub marks: MemoryMarks,
    /// The bytes of its attachments.
    pub parts: MemoryParts,
    /// Its keys.
    pub keyring: Keyring,
    /// The seed of its credential key.
    pub seed: Seed,
    /// Its credential and the revocation.
    pub issued: Issued,
    /// The credentials before, oldest first.
    pub past: Vec<CredentialFile>,
}

/// What a test party says of itself.
#[must_use]
pub fn profile(name: &str) -> Profile {
    let label = || LongShort {
        long: name.to_owned(),
        short: name.to_owned(),
    };
    Profile {
        endpoints: vec![format!("https://{name}:7443")],
        jurisdiction: "EX".to_owned(),
        names: PartyNames {
            en: label(),
            zh_hans: label(),
        },
        offices: vec![Office {
            code: "D-17".to_owned(),
            names: OfficeNames {
                en: "Duty desk".to_owned(),
                zh_hans: "值班室".to_owned(),
            },
        }],
        rhythm: 3600,
        rules: vec![1],
    }
}

impl TestNode {
    /// The node of this party with keys of this seed; its credential is issued at `now`.
    ///
    /// # Panics
    /// When the name is no party name.
    #[must_use]
    pub fn new(name: &str, seed: u64, now: Time) -> Self {
        Self::with(name, seed, 1, &[Suite::StandIn], now)
    }

    /// The same with these suites, and with a credential of this serial: a later one than 1
    /// after a loss of all keys.
    ///
    /// # Panics
    /// When the name is no party name.
    #[must_use]
    pub fn with(name: &str, seed: u64, serial: u32, suites: &[Suite], now: Time) -> Self {
        Self::drawn(seed, serial, suites, &profile(name), name, now)
    }

    fn drawn(
        seed: u64,
        serial: u32,
        suites: &[Suite],
        profile: &Profile,
        name: &str,
        now: Time,
    ) -> Self {
        let party: PartyName = name.parse().expect("a fixture names a party");
        let tls = Pkcs8::new(name.as_bytes());
        let mut rng = Seeded::new(seed);
        let (keyring, credential_seed) =
            Keyring::draw_for(serial, party, suites, tls, &mut rng).expect("a keyring is drawn");
        let issue = Issue {
            keyring: &keyring,
            now,
            profile,
            serial,
            suites,
            tls: sha256(name.as_bytes()),
        };
        let issued = issue
            .first(&credential_seed)
            .expect("a credential is issued");
        let (store, marks) = (MemoryStore::new(), MemoryMarks::default());
        let node = node_of(&keyring, &store, &marks, seed);
        node.keep_own_credential(&issued.credential)
            .expect("a fresh store writes");
        Self {
            node,
            store,
            marks,
            parts: MemoryParts::default(),
            keyring,
            seed: credential_seed,
            issued,
            past: Vec::new(),
        }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &PartyName {
        self.node.me()
    }

    /// The credential.
    #[must_use]
    pub const fn credential(&self) -> &CredentialFile {
        &self.issued.credential
    }

    /// Trusts another node's credential, as two persons on the telephone do.
    ///
    /// # Panics
    /// When the store fails.
    pub fn trust(&self, other: &Self, now: Time) {
        let number = self
            .node
            .safety_number(other.credential())
            .expect("two parties");
        self.node
            .trust(other.credential(), &number, now)
            .expect("a sound credential");
    }

    /// Draws new keys from this seed and issues the next credential, which lists these
    /// versions of the rules; the counterparts hear of it by an act.
    ///
    /// # Panics
    /// When keys or credential are unsound, or the store fails.
    pub fn rotate(&mut self, rules: Vec<u32>, seed: u64, now: Time) {
        let suites = [Suite::StandIn];
        let before = self.credential().clone();
        let serial = before.credential().serial + 1;
        self.keyring
            .renew(serial, &suites, &mut Seeded::new(seed))
            .expect("keys are drawn");
        let mut profile = profile(self.name().as_str());
        profile.rules = rules;
        let issue = Issue {
            keyring: &self.keyring,
            now,
            profile: &profile,
            serial,
            suites: &suites,
            tls: before.credential().tls,
        };
        self.issued = issue
            .next(&before, &self.seed, &self.seed)
            .expect("a credential is issued");
        self.past.push(before);
        self.renew();
    }

    /// The credential that others have trusted by its safety number.
    #[must_use]
    pub fn first_credential(&self) -> &CredentialFile {
        self.past.first().unwrap_or(self.credential())
    }

    /// Goes on with the keyring and the credential as they stand, after a rotation.
    ///
    /// # Panics
    /// When the store fails.
    pub fn renew(&self) {
        let kept: Arc<dyn Marks> = Arc::new(self.marks.clone());
        let mut secrets = Secrets::of(&self.keyring, &kept).expect("a sound keyring");
        secrets.sealer = Arc::new(StandInSealer::new(&self.keyring.stand_in(), 98));
        self.node.renew_secrets(secrets);
        self.node
            .keep_own_credential(self.credential())
            .expect("a store that writes");
    }

    /// Puts our own credentials into a store that came from a backup, as a program does when it starts.
    ///
    /// # Panics
    /// When the store fails.
    pub fn put_credentials_back(&self) {
        for own in self.past.iter().chain([self.credential()]) {
            self.node
                .keep_own_credential(own)
                .expect("a store that writes");
        }
    }

    /// The same node over an empty store: all that is left is the keys, our credentials, the
    /// credentials that a person had trusted, and the marks.
    ///
    /// # Panics
    /// When the store fails.
    pub fn lose_store(&mut self, counterparts: &[&Self]) {
        self.store = MemoryStore::new();
        self.node = node_of(&self.keyring, &self.store, &self.marks, 99);
        self.put_credentials_back();
        for other in counterparts {
            self.node
                .pin(other.first_credential())
                .expect("a fresh store writes");
        }
    }

    /// The high-water marks are gone too, as when the folder of keys came from a copy; after [`Self::lose_store`].
    ///
    /// # Panics
    /// When the store fails.
    pub fn lose_marks(&mut self) {
        self.marks = MemoryMarks::default();
        self.node = node_of(&self.keyring, &self.store, &self.marks, 98);
    }

    /// Keys, marks and store are gone: what comes after them has keys of this seed, under a
    /// credential of the next serial that names none before it and lists these versions of the
    /// rules. The attachments lay elsewhere.
    ///
    /// # Panics
    /// When a fresh store does not write.
    pub fn lose_keys(&mut self, rules: Vec<u32>, seed: u64, now: Time) {
        let (name, serial) = (
            self.name().to_string(),
            self.credential().credential().serial,
        );
        let profile = Profile {
            rules,
            ..profile(&name)
        };
        let fresh = Self::drawn(seed, serial + 1, &[Suite::StandIn], &profile, &name, now);
        *self = Self {
            parts: std::mem::take(&mut self.parts),
            ..fresh
        };
    }

    /// Goes on with other limits.
    ///
    /// # Panics
    /// Never: the keyring is sound.
    pub fn limit(&mut self, limits: Limits) {
        let kept: Arc<dyn Marks> = Arc::new(self.marks.clone());
        let mut secrets = Secrets::of(&self.keyring, &kept).expect("a sound keyring");
        secrets.sealer = Arc::new(StandInSealer::new(&self.keyring.stand_in(), 97));
        let party = self.keyring.party.clone();
        self.node = Node::new(party, self.store.clone(), secrets, kept, limits);
    }

    /// Calls of `caller` to this node at this time.
    #[must_use]
    pub fn line<'a>(&'a self, caller: &Self, now: Time) -> Line<'a> {
        Line {
            caller: caller.name().clone(),
            to: self,
            now,
        }
    }
}

fn node_of(
    keyring: &Keyring,
    store: &MemoryStore,
    marks: &MemoryMarks,
    seed: u64,
) -> Node<MemoryStore> {
    let kept: Arc<dyn Marks> = Arc::new(marks.clone());
    let mut secrets = Secrets::of(keyring, &kept).expect("a sound keyring");
    if keyring.identities.is_empty() {
        secrets.sealer = Arc::new(StandInSealer::new(&keyring.stand_in(), seed));
    }
    Node::new(
        keyring.party.clone(),
        store.clone(),
        secrets,
        kept,
        Limits::default(),
    )
}

/// A transport that calls one node directly.
#[derive(Debug)]
pub struct Line<'a> {
    caller: PartyName,
    to: &'a TestNode,
    now: Time,
}

impl Transport for Line<'_> {
    fn call(&self, to: &PartyName, request: Request) -> Result<Response, TransportError> {
        if to != self.to.name() {
            return Err(TransportError::WrongPeer);
        }
        Ok(self
            .to
            .node
            .answer(&self.caller, request, &self.to.parts, self.now))
    }
}
