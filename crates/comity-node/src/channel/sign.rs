//! From a durable transaction to signatures, in that order and no other.
//!
//! 1. Inside the transaction that changes the channel, [`intend`] notes what
//!    is about to be signed: so a later leaf can never be dated before it.
//! 2. The transaction is committed and on disk. When the outcome of a commit
//!    is not known, nothing is signed: the next use case reads what is there.
//! 3. The signer raises the high-water mark and makes it durable.
//! 4. Only then it signs, and the signature leaves.
//!
//! Notes for a size that grew are kept afterwards, for proofs and evidence;
//! losing one to a crash loses nothing, since it can be signed again.

use std::sync::Arc;

use comity_core::{Origin, Time};
use comity_peer::{channel::ChannelState, signer::Signer};
use comity_store::{
    ReadTx, Store,
    notes::{NoteKind, NoteRow},
};
use comity_tlog::checkpoint::Checkpoint;

use super::{chains::Chains, state};
use crate::{
    error::NodeError,
    node::{Node, Party, Result},
};

/// What a durable transaction allows to be signed.
#[derive(Debug, Clone)]
pub(crate) struct Intent {
    serial: u32,
    checkpoint: Due,
    receipt: Option<Due>,
}

#[derive(Debug, Clone)]
struct Due {
    at: Time,
    checkpoint: Checkpoint,
    origin: Origin,
    /// Whether no note for this size is kept yet.
    grew: bool,
}

/// The signed notes of one exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) checkpoint: Vec<u8>,
    pub(crate) receipt: Option<Vec<u8>>,
}

/// Notes in the state what will be signed once this transaction is durable.
pub(crate) fn intend(
    party: &Party,
    tx: &dyn ReadTx,
    chains: &Chains,
    state: &mut ChannelState,
    now: Time,
) -> Result<Intent> {
    state::check_marks(tx, &*party.marks, state)?;
    let (checkpoint, at) = state.checkpoint_to_sign(now)?;
    let receipt = state.receipt_to_sign(now)?;
    state.signed(&checkpoint, at);
    if let Some((checkpoint, at)) = &receipt {
        state.receipted(checkpoint, *at);
    }
    let (ours, theirs) = (state.our_origin(), state.their_origin());
    let due = |origin: Origin, kind, checkpoint: Checkpoint, at| -> Result<Due> {
        let kept = tx.latest_note(&origin, kind)?;
        let grew = kept.is_none_or(|note| note.size < checkpoint.size);
        Ok(Due {
            at,
            checkpoint,
            origin,
            grew,
        })
    };
    Ok(Intent {
        serial: chains.signing(state).credential().serial,
        checkpoint: due(ours, NoteKind::OwnCheckpoint, checkpoint, at)?,
        receipt: receipt
            .map(|(checkpoint, at)| due(theirs, NoteKind::ReceiptByUs, checkpoint, at))
            .transpose()?,
    })
}

/// The receipt alone, for a counterpart that takes its own log back.
pub(crate) fn receipt_intent(
    party: &Party,
    tx: &dyn ReadTx,
    chains: &Chains,
    state: &mut ChannelState,
    now: Time,
) -> Result<ReceiptIntent> {
    state::check_marks(tx, &*party.marks, state)?;
    let due = state.receipt_to_sign(now)?;
    let (checkpoint, at) = due.ok_or(comity_peer::channel::AppendError::NotInForce)?;
    state.receipted(&checkpoint, at);
    Ok(ReceiptIntent {
        serial: chains.signing(state).credential().serial,
        checkpoint,
        at,
    })
}

/// A receipt that a durable transaction allows to be signed.
#[derive(Debug, Clone)]
pub(crate) struct ReceiptIntent {
    serial: u32,
    checkpoint: Checkpoint,
    at: Time,
}

impl<S: Store> Node<S> {
    /// Signs a receipt that a transaction, durable by now, has allowed.
    pub(crate) fn sign_receipt(&self, intent: &ReceiptIntent) -> Result<Vec<u8>> {
        let secrets = self.party.secrets();
        let signer = secrets
            .signers
            .get(&intent.serial)
            .ok_or(NodeError::NoKeys(intent.serial))?;
        Ok(signer.receipt(&intent.checkpoint, intent.at)?.encode())
    }

    /// Signs what a transaction, durable by now, has allowed.
    pub(crate) fn sign(&self, intent: &Intent) -> Result<Signed> {
        let secrets = self.party.secrets();
        let signer: &Arc<dyn Signer + Send + Sync> = secrets
            .signers
            .get(&intent.serial)
            .ok_or(NodeError::NoKeys(intent.serial))?;
        let own = &intent.checkpoint;
        let signed = match &intent.receipt {
            None => Signed {
                checkpoint: signer.checkpoint(&own.checkpoint, own.at)?.encode(),
                receipt: None,
            },
            Some(due) => {
                let theirs = (&due.checkpoint, due.at);
                let (checkpoint, receipt) = signer.turn((&own.checkpoint, own.at), theirs)?;
                Signed {
                    checkpoint: checkpoint.encode(),
                    receipt: Some(receipt.encode()),
                }
            }
        };
        self.keep_notes(intent, &signed)?;
        Ok(signed)
    }

    fn keep_notes(&self, intent: &Intent, signed: &Signed) -> Result<()> {
        let row = |due: &Due, bytes: &[u8]| NoteRow {
            size: due.checkpoint.size,
            time: due.at,
            bytes: bytes.to_vec(),
        };
        let own = &intent.checkpoint;
        let mut notes = Vec::new();
        if own.grew {
            notes.push((
                own.origin.clone(),
                NoteKind::OwnCheckpoint,
                row(own, &signed.checkpoint),
            ));
        }
        if let (Some(due), Some(bytes)) = (&intent.receipt, &signed.receipt)
            && due.grew
        {
            notes.push((due.origin.clone(), NoteKind::ReceiptByUs, row(due, bytes)));
        }
        if notes.is_empty() {
            return Ok(());
        }
        self.change_record(move |_, tx| {
            for (origin, kind, note) in &notes {
                tx.put_note(origin, *kind, note)?;
            }
            Ok(())
        })
    }
}
