//! Who is where and holds which key, and requests over HTTPS to them.
//!
//! The [`Book`] is read from the pinned credentials and answers from memory,
//! as the handshakes of `comity-web` need it.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use comity_core::{Hash, PartyName};
use comity_peer::credential::CredentialFile;
use comity_store::{Store as _, StoreError};
use comity_web::{
    client::{Directory, HttpsTransport, Patience},
    outward::reach::Reach,
    tls::TlsIdentity,
};
use tokio::runtime::Handle;

use super::house::{House, OurNode};
use crate::failure::Outcome;

/// Counterparts by name, as their credentials in force say.
#[derive(Debug, Default)]
pub(crate) struct Book(RwLock<BTreeMap<PartyName, Entry>>);

/// What the book says of one counterpart.
#[derive(Debug, Clone, Default)]
struct Entry {
    endpoints: Vec<String>,
    /// The key in force, and keys of earlier credentials that were not revoked.
    pins: Vec<Hash>,
    rhythm: u32,
}

impl Book {
    /// A book of the counterparts of this node.
    pub(crate) fn of(node: &OurNode) -> Outcome<Arc<Self>> {
        let book = Arc::new(Self::default());
        book.refresh(node)?;
        Ok(book)
    }

    /// Reads the credentials again.
    pub(crate) fn refresh(&self, node: &OurNode) -> Outcome {
        let entries = node.unfollowed().read(|tx| {
            let mut entries = BTreeMap::new();
            for them in tx.channels()? {
                let rows = tx.credentials(&them)?;
                let in_force = rows
                    .iter()
                    .rev()
                    .filter(|row| row.pinned && row.revocation.is_none())
                    .filter_map(|row| CredentialFile::parse(&row.file).ok());
                let mut entry = Entry::default();
                for (place, file) in in_force.enumerate() {
                    let credential = file.credential();
                    entry.pins.push(credential.tls);
                    if place == 0 {
                        entry.endpoints.clone_from(&credential.endpoints);
                        entry.rhythm = credential.rhythm;
                    }
                }
                entries.insert(them, entry);
            }
            Ok::<_, StoreError>(entries)
        })?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = entries;
        Ok(())
    }

    /// The counterpart that holds this TLS key.
    pub(crate) fn holder(&self, pin: &Hash) -> Option<PartyName> {
        let book = self.0.read().unwrap_or_else(PoisonError::into_inner);
        book.iter()
            .find(|(_, entry)| entry.pins.contains(pin))
            .map(|(party, _)| party.clone())
    }

    /// The counterparts, each with the rhythm in seconds that it promises.
    pub(crate) fn rhythms(&self) -> BTreeMap<PartyName, u32> {
        let book = self.0.read().unwrap_or_else(PoisonError::into_inner);
        book.iter()
            .map(|(party, entry)| (party.clone(), entry.rhythm))
            .collect()
    }

    fn get(&self, party: &PartyName) -> Entry {
        let book = self.0.read().unwrap_or_else(PoisonError::into_inner);
        book.get(party).cloned().unwrap_or_default()
    }
}

impl Directory for Book {
    fn endpoints(&self, party: &PartyName) -> Vec<String> {
        self.get(party).endpoints
    }

    fn pin(&self, party: &PartyName) -> Option<Hash> {
        self.get(party).pins.first().copied()
    }
}

/// Our end of every connection of this house.
pub(crate) fn identity(house: &House) -> Outcome<Arc<TlsIdentity>> {
    Ok(Arc::new(TlsIdentity::from_pkcs8(&house.keyring.tls.der())?))
}

/// Where counterparts of this house may be called.
pub(crate) fn reach(house: &House) -> Reach {
    Reach::new(house.config.network.private_endpoints.clone())
}

/// HTTPS to the counterparts of this house.
pub(crate) fn transport(house: &House, runtime: Handle) -> Outcome<HttpsTransport> {
    let book = Book::of(&house.node)?;
    Ok(HttpsTransport::new(
        runtime,
        identity(house)?,
        book,
        reach(house),
        Patience::default(),
    ))
}
