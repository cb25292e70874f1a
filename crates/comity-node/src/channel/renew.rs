//! New credentials, revocations, and new generations: what keeps a channel alive when keys or logs end.
//!
//! `docs/protocol.md`, sections 3.2 and 10. A credential travels as an act and
//! governs our log beyond that entry; a revocation takes effect with the leaf
//! in which we record it; a new generation needs an administrator on each
//! side, who are asked by the caller.

use comity_core::{Hash, PartyName, Time, record::Position};
use comity_peer::{credential::CredentialFile, revocation::RevocationFile, rng::Random};
use comity_store::{Store, StoreError, Tx};
use serde_json::{Map, Value, json};

use super::{
    append,
    chains::{Chains, Whose},
    ingest::record_revocation,
    recover,
    say::{Draft, Matter, SaidHere},
    state, trust,
};
use crate::{
    desk,
    error::NodeError,
    node::{Node, Result},
};

/// The act that issues a credential.
pub(super) const ISSUE: &str = "credential.issue";
/// The act that records a revocation.
pub(super) const REVOKED: &str = "credential.revoked";

/// Who speaks for the house in these acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The office.
    pub office: String,
    /// The duty number.
    pub duty: Option<String>,
}

impl<S: Store> Node<S> {
    /// Tells a counterpart our newest credential, when its channel does not know it yet.
    ///
    /// The secrets of this node hold the keys of it already.
    ///
    /// # Errors
    /// There is no channel in force, or the store fails.
    pub fn announce_credential(
        &self,
        them: &PartyName,
        speaker: &Speaker,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<Option<SaidHere>> {
        let (newest, told) = self.record(|party, tx| {
            let told = Chains::load(party, tx, them)?
                .ours
                .last()
                .file
                .fingerprint();
            Ok((trust::own(party, tx)?, told))
        })?;
        if newest.fingerprint() == told {
            return Ok(None);
        }
        let (fingerprint, serial) = (newest.fingerprint(), newest.credential().serial);
        let draft = draft(ISSUE, &fingerprint, serial, newest.bytes(), speaker);
        self.say(them, draft, now, rng).map(Some)
    }

    /// Records that a credential of the counterpart is revoked.
    ///
    /// # Errors
    /// We know no such credential of it, the file is not signed by its key, or the channel is not in force.
    pub fn record_revocation(
        &self,
        file: &RevocationFile,
        speaker: &Speaker,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<SaidHere> {
        let revocation = file.revocation();
        let row = self.record(|_, tx| Ok(tx.credential(&revocation.credential)?))?;
        let row = row.ok_or_else(|| StoreError::NotFound {
            what: "credential",
            key: revocation.credential.to_string(),
        })?;
        file.verify(&CredentialFile::parse(&row.file)?)?;
        let (fingerprint, serial) = (revocation.credential, revocation.serial);
        let draft = draft(REVOKED, &fingerprint, serial, file.bytes(), speaker);
        self.say(&revocation.party, draft, now, rng)
    }

    /// Opens a new generation of a channel, under the newest credentials of both sides; gives its number.
    ///
    /// It is in force when the counterpart has done the same and both have exchanged.
    ///
    /// # Errors
    /// There is no such channel; [`NodeError::BehindMark`] when something was lost and
    /// [`Node::recover`] has not ended since; or the store fails.
    pub fn reopen(&self, them: &PartyName, now: Time) -> Result<u32> {
        let them = them.clone();
        self.change_record(move |party, tx| {
            let mut state = state::load(&*tx, &them)?;
            recover::may_reopen(party, tx, &state)?;
            let mut chains = Chains::load(party, &*tx, &them)?;
            let ours = trust::own(party, &*tx)?;
            let theirs = trust::newest(party, &*tx, &them, true)?
                .ok_or_else(|| NodeError::NoChannel(them.clone()))?;
            let previous = state.proposal();
            let (ours_now, theirs_now) = (ours.fingerprint(), theirs.fingerprint());
            let newest = party.marks.load(&them)?.newest_generation().unwrap_or(0);
            let entry = state.reopen_beyond(newest, ours_now, theirs_now, previous, now)?;
            let number = state.current.number;
            for (whose, file) in [(Whose::Ours, &ours), (Whose::Theirs, &theirs)] {
                if chains.last(whose).fingerprint() != file.fingerprint() {
                    chains.trust_anew(whose, file, number)?;
                }
            }
            chains.save(tx, &them)?;
            append::write(tx, &state, &[entry])?;
            state::save(tx, &state)?;
            // What had effect until now may be void from here on, and the other way round.
            desk::clear(tx, &them)?;
            Ok(number)
        })
    }
}

fn draft(kind: &str, credential: &Hash, serial: u32, file: &[u8], speaker: &Speaker) -> Draft {
    let fields = |value: Value| match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    Draft {
        matter: Matter::None,
        kind: kind.to_owned(),
        says: fields(json!({"credential": credential, "serial": serial})),
        body: Some(fields(json!({"credential": String::from_utf8_lossy(file)}))),
        attachments: vec![],
        office: speaker.office.clone(),
        duty: speaker.duty.clone(),
    }
}

/// The file that a draft of one of these acts carries.
pub(crate) fn carried(draft: &Draft) -> Option<(String, String)> {
    let text = draft.body.as_ref()?.get("credential")?.as_str()?;
    [ISSUE, REVOKED]
        .contains(&draft.kind.as_str())
        .then(|| (draft.kind.clone(), text.to_owned()))
}

/// Lets the chains follow an act of ours that issued a credential or recorded a revocation.
pub(crate) fn follow(
    tx: &mut dyn Tx,
    chains: &mut Chains,
    carried: &(String, String),
    position: Position,
) -> Result<()> {
    let (kind, text) = carried;
    if kind == ISSUE {
        return chains.issue(
            Whose::Ours,
            &CredentialFile::parse(text.as_bytes())?,
            position,
        );
    }
    let file = RevocationFile::parse(text.as_bytes())?;
    record_revocation(tx, chains, Whose::Theirs, &file, position)
}
