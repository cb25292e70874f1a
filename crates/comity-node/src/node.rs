//! The node: a store, the secrets, and the use cases on both.
//!
//! Every use case is a synchronous function of the store, `now` and a random
//! source. Nothing that a signature depends on lives in this value: head,
//! frontier and receipts are read inside the transaction that appends, so any
//! number of processes of one party may use one store (`ARCHITECTURE.md`,
//! *Invariants, as absences*).

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use comity_core::{Hash, PartyName};
use comity_peer::{credential::CredentialFile, seal::Sealer, signer::Signer};
use comity_store::{ReadTx, Store, StoreError, Tx};
use comity_tlog::tree::MemoryTree;

use crate::{
    case::subject::Subjects,
    desk::opened::Ahead,
    error::NodeError,
    keys::{KeySigner, Keyring, Marks},
    sealing::AgeSealer,
};

/// The result of every use case.
pub type Result<T> = std::result::Result<T, NodeError>;

/// A node of one party.
#[derive(Debug)]
pub struct Node<S> {
    pub(crate) store: S,
    pub(crate) party: Arc<Party>,
}

/// The party that a node speaks for: all but the store, shared with the transactions.
pub(crate) struct Party {
    pub(crate) me: PartyName,
    pub(crate) marks: Arc<dyn Marks>,
    pub(crate) limits: Limits,
    secrets: RwLock<Arc<Secrets>>,
    files: Mutex<BTreeMap<Hash, CredentialFile>>,
    /// The parts of the attachment that was last asked for, as a tree.
    pub(crate) parts: Mutex<Option<(Hash, Arc<MemoryTree>)>>,
    /// What was opened and is not on the desk yet.
    pub(crate) ahead: Ahead,
    /// Subjects of cases that were looked at.
    subjects: Mutex<Subjects>,
}

/// What seals, opens and signs.
#[derive(Clone)]
pub struct Secrets {
    /// Seals, and opens with all identities, current and old.
    pub sealer: Arc<dyn Sealer>,
    /// Signers by serial of the credential that certifies their keys.
    pub signers: BTreeMap<u32, Arc<dyn Signer + Send + Sync>>,
}

/// Limits that the operator chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes that one counterpart may store here.
    pub quota: u64,
    /// The most entries in one pouch.
    pub entries: usize,
    /// About how many bytes one pouch may have.
    pub pouch: u64,
    /// The largest attachment that is an exhibit, in sealed bytes; a larger one is declined.
    pub evidence: u64,
    /// The largest other attachment.
    pub attachment: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            quota: 100 << 30,
            entries: 10_000,
            pouch: 48 << 20,
            evidence: 2 << 40,
            attachment: 100 << 20,
        }
    }
}

impl Secrets {
    /// The secrets of a keyring: age, and one signer for each credential.
    ///
    /// # Errors
    /// The keyring is damaged.
    pub fn of(keyring: &Keyring, marks: &Arc<dyn Marks>) -> Result<Self> {
        let damaged = |_| NodeError::NoKeys(0);
        let mut signers: BTreeMap<u32, Arc<dyn Signer + Send + Sync>> = BTreeMap::new();
        for keys in &keyring.speaking {
            let signer = KeySigner::new(keyring.party.clone(), keys, Arc::clone(marks))?;
            signers.insert(keys.serial, Arc::new(signer));
        }
        Ok(Self {
            sealer: Arc::new(AgeSealer::new(keyring.identities().map_err(damaged)?)),
            signers,
        })
    }
}

impl<S: Store> Node<S> {
    /// The node of a party on its store.
    pub fn new(
        me: PartyName,
        store: S,
        secrets: Secrets,
        marks: Arc<dyn Marks>,
        limits: Limits,
    ) -> Self {
        let party = Party {
            me,
            marks,
            limits,
            secrets: RwLock::new(Arc::new(secrets)),
            files: Mutex::default(),
            parts: Mutex::default(),
            ahead: Ahead::default(),
            subjects: Mutex::default(),
        };
        Self {
            store,
            party: Arc::new(party),
        }
    }

    /// Our name.
    #[must_use]
    pub fn me(&self) -> &PartyName {
        &self.party.me
    }

    /// The store as it stands: its desk may be behind its logs.
    ///
    /// For those who look at no desk, or at nothing but the desk's own state.
    #[must_use]
    pub const fn unfollowed(&self) -> &S {
        &self.store
    }

    /// What seals, opens and signs now.
    #[must_use]
    pub fn secrets(&self) -> Arc<Secrets> {
        self.party.secrets()
    }

    /// Goes on with other secrets, after the keyring has changed.
    pub fn renew_secrets(&self, secrets: Secrets) {
        let mut held = self
            .party
            .secrets
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(secrets);
    }

    /// Changes the record in one durable transaction; its desk may be behind, before and after.
    pub(crate) fn change_record<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Party, &mut dyn Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let party = Arc::clone(&self.party);
        self.store.write(move |tx| work(&party, tx))
    }

    /// Runs work on one view of the record; its desk may be behind.
    pub(crate) fn record<T>(
        &self,
        work: impl FnOnce(&Party, &dyn ReadTx) -> Result<T>,
    ) -> Result<T> {
        self.store.read(|tx| work(&self.party, tx))
    }
}

impl Party {
    pub(crate) fn secrets(&self) -> Arc<Secrets> {
        let held = self.secrets.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&held)
    }

    /// Subjects of cases that were looked at.
    pub(crate) fn subjects(&self) -> MutexGuard<'_, Subjects> {
        self.subjects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The credential with this fingerprint; parsed and verified once.
    pub(crate) fn credential(&self, tx: &dyn ReadTx, fingerprint: &Hash) -> Result<CredentialFile> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = files.get(fingerprint) {
            return Ok(file.clone());
        }
        let row = tx
            .credential(fingerprint)?
            .ok_or_else(|| StoreError::NotFound {
                what: "credential",
                key: fingerprint.to_string(),
            })?;
        let file = CredentialFile::parse(&row.file)?;
        files.insert(*fingerprint, file.clone());
        Ok(file)
    }
}

impl fmt::Debug for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Party")
            .field("me", &self.me)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secrets")
            .field("serials", &self.signers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
