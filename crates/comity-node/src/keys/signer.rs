//! Signs with the keys of the keyring, and only what grows.
//!
//! Order, for every statement: check against the high-water mark, raise the
//! mark and make it durable, then sign. A crash between leaves a mark without
//! a signature, which costs nothing; the other way round would be a signature
//! that a restored store could contradict (design invariant 3).
//!
//! Which lines a statement has is in `docs/protocol.md`, section 5.

use comity_core::{Origin, PartyName, Time};
use comity_peer::{
    role_signer::{RoleSigner, RoleSignerError},
    signer::{Signer, SignerError},
    statement::{sign_checkpoint, sign_receipt},
};
use comity_tlog::{
    checkpoint::Checkpoint,
    keys::SigningError,
    note::{KeyKind, SignedNote},
};

use super::{Marks, SpeakingKeys, Statement, high_water::MarksError};

/// Signs for one party under one credential.
#[derive(Debug)]
pub struct KeySigner<M> {
    party: PartyName,
    keys: RoleSigners,
    marks: M,
}

/// The signing keys of one credential, by role.
#[derive(Debug)]
pub(super) struct RoleSigners {
    pub(super) fresh: RoleSigner,
    pub(super) holds: RoleSigner,
    pub(super) log: RoleSigner,
}

impl RoleSigners {
    pub(super) fn new(keys: &SpeakingKeys) -> Result<Self, SigningError> {
        let cosigns = KeyKind::Ed25519Cosignature;
        Ok(Self {
            fresh: RoleSigner::from_seeds(cosigns, keys.fresh.bytes(), None)?,
            holds: keys.holds.signer(cosigns)?,
            log: keys.log.signer(KeyKind::Ed25519)?,
        })
    }
}

impl<M: Marks> KeySigner<M> {
    /// A signer with these keys that keeps its marks there.
    ///
    /// # Errors
    /// The library does not take a seed.
    pub fn new(party: PartyName, keys: &SpeakingKeys, marks: M) -> Result<Self, SignerError> {
        let keys = RoleSigners::new(keys).map_err(|error| SignerError::Key(error.to_string()))?;
        Ok(Self { party, keys, marks })
    }

    /// Makes the mark of a statement durable before the statement is signed.
    fn raise(
        &self,
        statement: Statement,
        them: &PartyName,
        origin: &Origin,
        checkpoint: &Checkpoint,
        at: Time,
    ) -> Result<(), SignerError> {
        self.marks
            .change(them, &mut |marks| {
                marks.raise(statement, origin, checkpoint, at)
            })
            .map_err(|error| match error {
                MarksError::Behind(behind) => behind,
                MarksError::Home(home) => SignerError::Mark(home.to_string()),
            })
    }
}

impl<M: Marks> Signer for KeySigner<M> {
    fn checkpoint(&self, checkpoint: &Checkpoint, at: Time) -> Result<SignedNote, SignerError> {
        let origin = fit(checkpoint, at)?;
        if origin.sender != self.party {
            return Err(SignerError::Unfit("another party's log"));
        }
        self.raise(
            Statement::Checkpoint,
            &origin.reader,
            &origin,
            checkpoint,
            at,
        )?;
        sign_checkpoint(checkpoint, at, &origin, &self.keys.log, &self.keys.fresh).map_err(failed)
    }

    fn receipt(&self, checkpoint: &Checkpoint, at: Time) -> Result<SignedNote, SignerError> {
        let origin = fit(checkpoint, at)?;
        if origin.reader != self.party {
            return Err(SignerError::Unfit("a log that is not for us"));
        }
        self.raise(Statement::Receipt, &origin.sender, &origin, checkpoint, at)?;
        sign_receipt(checkpoint, at, &origin, &self.keys.holds).map_err(failed)
    }
}

fn fit(checkpoint: &Checkpoint, at: Time) -> Result<Origin, SignerError> {
    if at.posix() == 0 {
        return Err(SignerError::Unfit("time"));
    }
    let origin = checkpoint.origin.parse();
    origin.map_err(|_| SignerError::Unfit("origin"))
}

fn failed(error: RoleSignerError) -> SignerError {
    SignerError::Key(error.to_string())
}
