//! Trusting a counterpart: its credential, the safety number, and the opening of the channel.
//!
//! The safety number is computed over both fingerprints; two persons compare
//! it by voice, and only what was compared is trusted (`docs/protocol.md`,
//! section 2.1). Trusting opens our log; the channel is in force when the
//! counterpart has done the same.

use comity_core::{PartyName, Time};
use comity_peer::{
    channel::ChannelState,
    credential::{CredentialFile, safety_number},
};
use comity_store::{ReadTx, Store, Tx};

use super::{append, chains::Chains, ingest::put_credential, lost, returned, state};
use serde_json::json;

use crate::{
    error::NodeError,
    home::Home,
    node::{Node, Party, Result},
    trail,
};

/// Our own newest credential.
pub(crate) fn own(party: &Party, tx: &dyn ReadTx) -> Result<CredentialFile> {
    newest(party, tx, &party.me, false)?.ok_or(NodeError::NoKeys(1))
}

/// The credential of a party with the largest serial; of others only one that a person trusts and
/// that is not revoked.
pub(crate) fn newest(
    party: &Party,
    tx: &dyn ReadTx,
    of: &PartyName,
    pinned: bool,
) -> Result<Option<CredentialFile>> {
    let rows = tx.credentials(of)?;
    let newest = rows
        .iter()
        .rfind(|row| !pinned || (row.pinned && row.revocation.is_none()));
    newest
        .map(|row| party.credential(tx, &row.fingerprint))
        .transpose()
}

impl<S: Store> Node<S> {
    /// Keeps our own credential: at `init`, and after a rotation or a loss.
    ///
    /// # Errors
    /// It is of another party, or the store fails.
    pub fn keep_own_credential(&self, file: &CredentialFile) -> Result<()> {
        if file.credential().party != *self.me() {
            return Err(NodeError::NotTheirs(file.credential().party.clone()));
        }
        let file = file.clone();
        self.change_record(move |_, tx| put_credential(tx, &file, true))
    }

    /// Our newest credential.
    ///
    /// # Errors
    /// There is none yet, or the store fails.
    pub fn own_credential(&self) -> Result<CredentialFile> {
        self.record(own)
    }

    /// Keeps a credential that a person has trusted before, without opening anything: before a recovery.
    ///
    /// # Errors
    /// The store fails.
    pub fn pin(&self, theirs: &CredentialFile) -> Result<()> {
        let theirs = theirs.clone();
        self.change_record(move |_, tx| put_credential(tx, &theirs, true))
    }

    /// The credentials of a counterpart that count, newest first: a person has trusted them,
    /// or an act has issued them since. Whoever runs the node keeps them beside the keys, for
    /// the day on which the store is lost.
    ///
    /// # Errors
    /// The store fails.
    pub fn trusted_credentials(&self, them: &PartyName) -> Result<Vec<CredentialFile>> {
        self.record(|party, tx| returned::held(party, tx, them))
    }

    /// The newest credential of a counterpart that a person trusts, or that an act of theirs issued.
    ///
    /// # Errors
    /// The store fails.
    pub fn credential_of(&self, them: &PartyName) -> Result<Option<CredentialFile>> {
        self.record(|party, tx| {
            let rows = tx.credentials(them)?;
            let newest = rows.iter().rfind(|row| row.pinned);
            newest
                .map(|row| party.credential(tx, &row.fingerprint))
                .transpose()
        })
    }

    /// Trusts a credential as [`Node::trust`] does, keeps it beside the keys, and notes in the
    /// trail who compared the number.
    ///
    /// # Errors
    /// The same; or the home cannot be written.
    pub fn trust_for(
        &self,
        home: &Home,
        who: &str,
        theirs: &CredentialFile,
        compared: &str,
        now: Time,
    ) -> Result<()> {
        self.trust(theirs, compared, now)?;
        home.pin(theirs)?;
        let what = json!({"credential": theirs.fingerprint(), "party": theirs.credential().party});
        let who = who.to_owned();
        self.change_record(move |_, tx| Ok(trail::note(tx, now, &who, "credential-trusted", what)?))
    }

    /// The safety number over our credential and this one.
    ///
    /// # Errors
    /// The credential is our own party's, or the store fails.
    pub fn safety_number(&self, theirs: &CredentialFile) -> Result<String> {
        if theirs.credential().party == *self.me() {
            return Err(NodeError::NotTheirs(self.me().clone()));
        }
        let ours = self.own_credential()?;
        Ok(safety_number(&ours.fingerprint(), &theirs.fingerprint()))
    }

    /// Trusts a credential whose safety number a person has compared, and opens the channel.
    ///
    /// A credential of a party with which there is a channel already is kept
    /// for its next generation ([`Node::reopen`]). Where keys of an earlier credential of
    /// ours are lost nothing is opened: the past comes back first ([`Node::recover`]).
    ///
    /// # Errors
    /// Another number was compared, the file contradicts another or comes before one that is
    /// trusted ([`Node::hold_against`]), or the store fails.
    pub fn trust(&self, theirs: &CredentialFile, compared: &str, now: Time) -> Result<()> {
        let number = self.safety_number(theirs)?;
        self.hold_against(theirs, now)?;
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        if digits(compared) != digits(&number) {
            return Err(NodeError::SafetyNumber);
        }
        let theirs = theirs.clone();
        self.change_record(move |party, tx| {
            put_credential(tx, &theirs, true)?;
            let them = theirs.credential().party.clone();
            match state::find(&*tx, &them)? {
                Some(_) => Ok(()),
                // What was said with keys that are lost comes back first (`Node::recover`).
                None if lost::keys(party) => lost::blank(party, tx, &them),
                None => open(party, tx, theirs, now),
            }
        })
    }
}

fn open(party: &Party, tx: &mut dyn Tx, theirs: CredentialFile, now: Time) -> Result<()> {
    let (ours, them) = (own(party, &*tx)?, theirs.credential().party.clone());
    let mut state = ChannelState::blank(party.me.clone(), them.clone(), 1);
    state::check_marks(&*tx, &*party.marks, &state)?;
    let entry = state.open(ours.fingerprint(), theirs.fingerprint(), vec![], now)?;
    let chains = Chains::new(ours, theirs, 1);
    chains.save(tx, &them)?;
    append::write(tx, &state, &[entry])?;
    state::save(tx, &state)
}
