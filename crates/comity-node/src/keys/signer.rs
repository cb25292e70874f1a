//! Signs with the keys of the keyring, and only what grows.
//!
//! Order, for every statement: check against the high-water mark, raise the
//! mark and make it durable, then sign. A crash between leaves a mark without
//! a signature, which costs nothing; the other way round would be a signature
//! that a restored store could contradict (`ARCHITECTURE.md`, invariant 3).
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

    /// Makes the marks of statements to one counterpart durable before any of them is signed.
    fn raise(&self, them: &PartyName, statements: &[Stated<'_>]) -> Result<(), SignerError> {
        self.marks
            .change(them, &mut |marks| {
                statements.iter().try_for_each(|stated| {
                    marks.raise(
                        stated.statement,
                        &stated.origin,
                        stated.checkpoint,
                        stated.at,
                    )
                })
            })
            .map_err(|error| match error {
                MarksError::Behind(behind) => behind,
                MarksError::Home(home) => SignerError::Mark(home.to_string()),
            })
    }

    fn own<'a>(&self, checkpoint: &'a Checkpoint, at: Time) -> Result<Stated<'a>, SignerError> {
        let stated = Stated::new(Statement::Checkpoint, checkpoint, at)?;
        if stated.origin.sender == self.party {
            Ok(stated)
        } else {
            Err(SignerError::Unfit("another party's log"))
        }
    }

    fn theirs<'a>(&self, checkpoint: &'a Checkpoint, at: Time) -> Result<Stated<'a>, SignerError> {
        let stated = Stated::new(Statement::Receipt, checkpoint, at)?;
        if stated.origin.reader == self.party {
            Ok(stated)
        } else {
            Err(SignerError::Unfit("a log that is not for us"))
        }
    }

    /// Signs a statement whose mark is durable.
    fn sign(&self, stated: &Stated<'_>) -> Result<SignedNote, SignerError> {
        let (checkpoint, at, origin) = (stated.checkpoint, stated.at, &stated.origin);
        let keys = &self.keys;
        match stated.statement {
            Statement::Checkpoint => {
                sign_checkpoint(checkpoint, at, origin, &keys.log, &keys.fresh)
            }
            Statement::Receipt => sign_receipt(checkpoint, at, origin, &keys.holds),
        }
        .map_err(failed)
    }
}

/// A statement that is about to be made.
struct Stated<'a> {
    statement: Statement,
    origin: Origin,
    checkpoint: &'a Checkpoint,
    at: Time,
}

impl<'a> Stated<'a> {
    fn new(
        statement: Statement,
        checkpoint: &'a Checkpoint,
        at: Time,
    ) -> Result<Self, SignerError> {
        Ok(Self {
            statement,
            origin: fit(checkpoint, at)?,
            checkpoint,
            at,
        })
    }
}

impl<M: Marks> Signer for KeySigner<M> {
    fn checkpoint(&self, checkpoint: &Checkpoint, at: Time) -> Result<SignedNote, SignerError> {
        let stated = self.own(checkpoint, at)?;
        self.raise(&stated.origin.reader, std::slice::from_ref(&stated))?;
        self.sign(&stated)
    }

    fn receipt(&self, checkpoint: &Checkpoint, at: Time) -> Result<SignedNote, SignerError> {
        let stated = self.theirs(checkpoint, at)?;
        self.raise(&stated.origin.sender, std::slice::from_ref(&stated))?;
        self.sign(&stated)
    }

    fn turn(
        &self,
        own: (&Checkpoint, Time),
        theirs: (&Checkpoint, Time),
    ) -> Result<(SignedNote, SignedNote), SignerError> {
        let both = [self.own(own.0, own.1)?, self.theirs(theirs.0, theirs.1)?];
        let [own, theirs] = &both;
        if own.origin.reader != theirs.origin.sender {
            return Err(SignerError::Unfit("statements to two counterparts"));
        }
        self.raise(&own.origin.reader, &both)?;
        Ok((self.sign(own)?, self.sign(theirs)?))
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
