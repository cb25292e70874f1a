//! A channel in one line, and its health: how far both logs came, what waits, and what is wrong.

use comity_core::{
    ActId, DossierId, Hash, PartyName, Time,
    record::{Position, Side},
};
use comity_peer::channel::Mark;
use comity_store::{ReadTx, Store};
use serde::Serialize;

use super::{left::LeftBehind, state};
use crate::{
    case::rows,
    error::NodeError,
    node::{Node, Result},
};

/// The most unreceipted acts that are listed one by one.
const WAITING: usize = 100;

/// A channel as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChannelLine {
    /// The counterpart.
    pub party: PartyName,
    /// The generation that is spoken in; 0 where nothing of it is held.
    pub generation: u32,
    /// Whether both opening leaves are held and agree.
    pub in_force: bool,
    /// Entries of our log.
    pub ours: u64,
    /// Of these, under their receipt.
    pub ours_receipted: u64,
    /// Entries of their log that we hold.
    pub theirs: u64,
    /// Of these, covered by a leaf of ours.
    pub theirs_covered: u64,
    /// Their last fresh signature, by its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fresh: Option<Time>,
    /// The code of the fork for which nothing more is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen: Option<&'static str>,
    /// Whether our clock is in doubt.
    pub clock_in_doubt: bool,
    /// The serial of their newest credential, when it is revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked: Option<u64>,
    /// The code of why nothing may be signed, when the store stands elsewhere than we last signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands: Option<String>,
    /// The code of why lists and cases of this channel cannot be brought to the end of its record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stalled: Option<String>,
    /// Contradictions that were kept, in the order of finding.
    pub evidence: Vec<EvidenceLine>,
    /// Acts of ours that a new generation made void: to be said again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_behind: Vec<LeftBehind>,
}

/// A contradiction that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceLine {
    /// Which, as a code.
    pub code: String,
    /// When it was found, on our clock.
    pub at: Time,
}

/// A channel with the ends of both logs and what waits for a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Its line.
    #[serde(flatten)]
    pub line: ChannelLine,
    /// The end of our log.
    pub our_end: LogEnd,
    /// The end of their log as we hold it.
    pub their_end: LogEnd,
    /// The last time that something of theirs arrived here signed, by their words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_exchange: Option<Time>,
    /// Acts of ours that they have not receipted, oldest first; the first hundred.
    pub unreceipted: Vec<Unreceipted>,
}

/// The end of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LogEnd {
    /// Number of entries.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// The latest signature of its writer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<Mark>,
    /// The latest receipt of its reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipted: Option<Mark>,
}

/// An act of ours that waits for their receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unreceipted {
    /// The act.
    pub act: ActId,
    /// Its entry.
    pub entry: Position,
    /// When we said it.
    pub at: Time,
    /// The kind.
    pub kind: String,
    /// The case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// Our reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl ChannelLine {
    /// The line of a channel of which the store holds nothing any more, with the code of why.
    #[must_use]
    pub fn lost(party: PartyName, code: &str) -> Self {
        Self {
            party,
            generation: 0,
            in_force: false,
            ours: 0,
            ours_receipted: 0,
            theirs: 0,
            theirs_covered: 0,
            fresh: None,
            frozen: None,
            clock_in_doubt: false,
            revoked: None,
            stands: Some(code.to_owned()),
            stalled: None,
            evidence: Vec::new(),
            left_behind: Vec::new(),
        }
    }
}

impl<S: Store> Node<S> {
    /// A channel in one line.
    ///
    /// # Errors
    /// There is no such channel, or the store fails.
    pub fn channel_line(&self, them: &PartyName) -> Result<ChannelLine> {
        let current = self.channel(them)?.current;
        let (evidence, credentials) =
            self.record(|_, tx| Ok((tx.evidence(them)?, tx.credentials(them)?)))?;
        let stands = self.stands(them).err();
        let newest = credentials.iter().max_by_key(|row| row.serial);
        let revoked = newest.filter(|row| row.revocation.is_some());
        let (stalled, left_behind) = match self.left_behind(them) {
            Ok(left) => (None, left),
            Err(NodeError::DeskStalled(stalled)) => (Some(stalled.because), Vec::new()),
            Err(error) => return Err(error),
        };
        Ok(ChannelLine {
            party: them.clone(),
            generation: current.number,
            in_force: current.in_force(),
            ours: current.ours.head.size(),
            ours_receipted: current.ours.receipted(),
            theirs: current.theirs.head.size(),
            theirs_covered: current.ours.covered.size,
            fresh: current.theirs.checkpoint.map(|mark| mark.at),
            frozen: current.frozen.map(|fork| fork.code()),
            clock_in_doubt: current.clock_in_doubt,
            revoked: revoked.map(|row| row.serial),
            stands: stands.map(|error| error.code().to_owned()),
            evidence: evidence
                .into_iter()
                .map(|row| EvidenceLine {
                    code: row.code,
                    at: row.at,
                })
                .collect(),
            stalled,
            left_behind,
        })
    }

    /// The health of a channel.
    ///
    /// # Errors
    /// There is no such channel, or the store fails.
    pub fn channel_health(&self, them: &PartyName) -> Result<Health> {
        let line = self.channel_line(them)?;
        self.read(|party, tx| {
            let current = state::load(tx, them)?.current;
            let (ours, theirs) = (&current.ours, &current.theirs);
            let times = [ours.receipt, theirs.checkpoint];
            Ok(Health {
                our_end: LogEnd {
                    size: ours.head.size(),
                    root: ours.head.root(),
                    signed: ours.signed,
                    receipted: ours.receipt,
                },
                their_end: LogEnd {
                    size: theirs.head.size(),
                    root: theirs.head.root(),
                    signed: theirs.checkpoint,
                    receipted: theirs.receipted,
                },
                last_exchange: times.into_iter().flatten().map(|mark| mark.at).max(),
                unreceipted: unreceipted(
                    tx,
                    them,
                    side(&party.me, them),
                    Position {
                        generation: current.number,
                        index: ours.receipted(),
                    },
                )?,
                line,
            })
        })
    }
}

fn side(me: &PartyName, them: &PartyName) -> Side {
    if me < them { Side::First } else { Side::Second }
}

fn unreceipted(
    tx: &dyn ReadTx,
    them: &PartyName,
    side: Side,
    from: Position,
) -> Result<Vec<Unreceipted>> {
    let said = tx.acts(them, side, from, WAITING)?;
    let mut waiting = Vec::with_capacity(said.len());
    for said in said {
        let case = said.envelope.dossier;
        let reference = match &case {
            Some(case) => rows::known_reference(tx, case)?,
            None => None,
        };
        waiting.push(Unreceipted {
            act: said.envelope.id,
            entry: said.position,
            at: said.at,
            kind: said.envelope.kind,
            case,
            reference,
        });
    }
    Ok(waiting)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, exchange, pair, say};

    #[test]
    fn an_act_waits_in_the_health_of_its_channel_until_it_is_receipted() {
        let (a, b) = pair();
        exchange(&a, &b, 1);
        let said = say(&a, &b, "please", 2);
        let before = a.node.channel_health(b.name()).unwrap();
        assert_eq!(before.unreceipted.len(), 1);
        assert_eq!(before.unreceipted[0].entry, said.position);
        assert_eq!(before.unreceipted[0].at, at(2));
        exchange(&a, &b, 3);
        let after = a.node.channel_health(b.name()).unwrap();
        assert!(after.unreceipted.is_empty());
        assert_eq!(after.our_end.receipted.unwrap().size, after.our_end.size);
        assert_eq!(after.last_exchange, Some(at(3)));
        let theirs = b.node.channel_health(a.name()).unwrap();
        assert_eq!(theirs.their_end.root, after.our_end.root);
        assert_eq!(theirs.line.theirs, after.line.ours);
    }
}
