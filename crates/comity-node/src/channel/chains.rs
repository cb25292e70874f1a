//! Which credentials govern a channel: ours and theirs, in the order in which they took effect.
//!
//! The store keeps the files; this keeps from where on each governs, and the
//! revocations that leaves have recorded (`docs/protocol.md`, section 10).
//! Everything here can be computed again from the opening leaves and the acts
//! `credential.issue` and `credential.revoked`.

use comity_core::{
    Hash, PartyName,
    canonical::{self, V1},
    mutant::{Mutant, broken},
    record::Position,
};
use comity_peer::{
    channel::ChannelState,
    credential::{self, Credential, CredentialChain, CredentialFile, Governs},
    revocation::RevocationFile,
};
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::node::{Party, Result};

/// The longest record that is read, in bytes.
const LIMIT: usize = 1 << 20;

/// Both parties' credentials in one channel.
#[derive(Debug, Clone)]
pub(crate) struct Chains {
    record: Record,
    pub(crate) ours: CredentialChain,
    pub(crate) theirs: CredentialChain,
}

/// What is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    ours: Vec<Link>,
    revoked: Vec<Revoked>,
    theirs: Vec<Link>,
    v: V1,
}

/// A credential and from where on it governs: an entry of its party's log, or a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<Position>,
    credential: Hash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<u32>,
}

impl Link {
    fn of(link: &credential::Link) -> Self {
        let (after, from) = link.governs.written();
        Self {
            after,
            credential: link.file.fingerprint(),
            from,
        }
    }
}

/// A revocation and the leaf of the other side that recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Revoked {
    /// The place is the counterpart's word alone: no act that is held stands there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    claimed: bool,
    credential: Hash,
    recorded: Position,
}

/// Whose credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Ours,
    Theirs,
}

impl Chains {
    /// The chains of a channel that opens with these two credentials.
    pub(crate) fn new(ours: CredentialFile, theirs: CredentialFile, generation: u32) -> Self {
        let link = |file: &CredentialFile| Link {
            after: None,
            credential: file.fingerprint(),
            from: Some(generation),
        };
        Self {
            record: Record {
                ours: vec![link(&ours)],
                revoked: vec![],
                theirs: vec![link(&theirs)],
                v: V1,
            },
            ours: CredentialChain::new(ours, generation),
            theirs: CredentialChain::new(theirs, generation),
        }
    }

    /// The chains of the channel with this counterpart.
    pub(crate) fn load(party: &Party, tx: &dyn ReadTx, them: &PartyName) -> Result<Self> {
        let stored = tx
            .setting(&key(them))?
            .ok_or_else(|| StoreError::NotFound {
                what: "credentials of the channel",
                key: them.to_string(),
            })?;
        let record: Record = canonical::from_bytes(stored.as_bytes(), LIMIT)?;
        let chains = Self {
            ours: build(party, tx, &record.ours)?,
            theirs: build(party, tx, &record.theirs)?,
            record,
        };
        for revoked in &chains.record.revoked {
            let row = tx.credential(&revoked.credential)?;
            let file = row.and_then(|row| row.revocation).unwrap_or_default();
            let revocation = RevocationFile::parse(&file)?;
            let chain = match revocation.revocation().party == party.me {
                true => &chains.ours,
                false => &chains.theirs,
            };
            chain.verify_revocation(&revocation)?;
        }
        Ok(chains)
    }

    /// Writes back from where on each governs.
    pub(crate) fn save(&self, tx: &mut dyn Tx, them: &PartyName) -> Result<()> {
        let bytes = canonical::to_bytes(&self.record)?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(tx.set_setting(&key(them), Some(&text))?)
    }

    /// Adds a credential that an act issued.
    pub(crate) fn issue(
        &mut self,
        whose: Whose,
        file: &CredentialFile,
        issued: Position,
    ) -> Result<()> {
        let (chain, links) = self.of(whose);
        chain.issue(file.clone(), issued)?;
        links.push(Link {
            after: Some(issued),
            credential: file.fingerprint(),
            from: None,
        });
        Ok(())
    }

    /// Adds a credential that was trusted anew for a generation.
    pub(crate) fn trust_anew(
        &mut self,
        whose: Whose,
        file: &CredentialFile,
        generation: u32,
    ) -> Result<()> {
        let (chain, links) = self.of(whose);
        chain.trust_anew(file.clone(), generation)?;
        links.push(Link {
            after: None,
            credential: file.fingerprint(),
            from: Some(generation),
        });
        Ok(())
    }

    /// Whether nothing governs yet but what was put there for this generation.
    pub(super) fn begin_at(&self, generation: u32) -> bool {
        let begins = |links: &[Link]| matches!(links, [one] if one.from == Some(generation));
        begins(&self.record.ours) && begins(&self.record.theirs)
    }

    /// Begins with what an opening leaf names; the revocations of these credentials stay known.
    pub(super) fn begin_with(
        &mut self,
        ours: CredentialFile,
        theirs: CredentialFile,
        generation: u32,
    ) {
        let begun = [ours.fingerprint(), theirs.fingerprint()];
        let mut revoked = std::mem::take(&mut self.record.revoked);
        revoked.retain(|revoked| begun.contains(&revoked.credential));
        *self = Self::new(ours, theirs, generation);
        self.record.revoked = revoked;
    }

    /// The chains that were handed over to us after a loss; the files are in the store already.
    pub(crate) fn handed_over(ours: CredentialChain, theirs: CredentialChain) -> Self {
        let links = |chain: &CredentialChain| chain.links().map(Link::of).collect();
        Self {
            record: Record {
                ours: links(&ours),
                revoked: vec![],
                theirs: links(&theirs),
                v: V1,
            },
            ours,
            theirs,
        }
    }

    /// The credentials that leaves have recorded as revoked, each with its leaf: acts that are
    /// held, and no place that was only claimed.
    pub(crate) fn revoked(&self) -> impl Iterator<Item = (Hash, Position)> + '_ {
        self.placed(false)
    }

    /// The credentials that a counterpart says were revoked, each with the leaf that it names.
    pub(super) fn claims(&self) -> impl Iterator<Item = (Hash, Position)> + '_ {
        self.placed(true)
    }

    fn placed(&self, claimed: bool) -> impl Iterator<Item = (Hash, Position)> + '_ {
        let revoked = self.record.revoked.iter();
        let revoked = revoked.filter(move |revoked| revoked.claimed == claimed);
        revoked.map(|revoked| (revoked.credential, revoked.recorded))
    }

    /// The last credential of a side.
    pub(crate) fn last(&self, whose: Whose) -> &CredentialFile {
        match whose {
            Whose::Ours => &self.ours.last().file,
            Whose::Theirs => &self.theirs.last().file,
        }
    }

    /// Records a revocation that stands in a leaf of the other side of its party. The first
    /// such leaf counts, and it counts before any place that was only claimed.
    pub(crate) fn revoke(
        &mut self,
        whose: Whose,
        file: &RevocationFile,
        recorded: Position,
    ) -> Result<()> {
        self.of(whose).0.verify_revocation(file)?;
        let credential = file.revocation().credential;
        let now = Revoked {
            claimed: false,
            credential,
            recorded,
        };
        let mut revoked = self.record.revoked.iter_mut();
        match revoked.find(|known| known.credential == credential) {
            Some(known) if known.claimed || recorded < known.recorded => *known = now,
            Some(_) => {}
            None => self.record.revoked.push(now),
        }
        Ok(())
    }

    /// Notes a revocation that was handed over. Its file shows that the credential is revoked,
    /// so that nothing more is taken under it; where that was recorded, the logs must show.
    pub(super) fn claim(
        &mut self,
        whose: Whose,
        file: &RevocationFile,
        recorded: Position,
    ) -> Result<()> {
        self.of(whose).0.verify_revocation(file)?;
        self.record.revoked.push(Revoked {
            claimed: true,
            credential: file.revocation().credential,
            recorded,
        });
        Ok(())
    }

    fn of(&mut self, whose: Whose) -> (&mut CredentialChain, &mut Vec<Link>) {
        match whose {
            Whose::Ours => (&mut self.ours, &mut self.record.ours),
            Whose::Theirs => (&mut self.theirs, &mut self.record.theirs),
        }
    }

    /// The credential that we speak under at the end of our log.
    pub(crate) fn own_now(&self, state: &ChannelState) -> &CredentialFile {
        let end = Position {
            generation: state.current.number,
            index: state.current.ours.head.size(),
        };
        self.ours.at(end).unwrap_or(&self.ours.last().file)
    }

    /// The credential that certifies the keys which sign for our log as it stands.
    pub(crate) fn signing(&self, state: &ChannelState) -> &CredentialFile {
        let size = state.current.ours.head.size();
        let signing = self.ours.for_size(state.current.number, size);
        signing.unwrap_or(&self.ours.last().file)
    }

    /// The credential that we seal to when our next leaf covers all that we hold.
    pub(crate) fn their_now(&self, state: &ChannelState) -> &CredentialFile {
        let seen = Position {
            generation: state.current.number,
            index: state.current.theirs.head.size(),
        };
        self.theirs.at(seen).unwrap_or(&self.theirs.last().file)
    }

    /// Whether a credential of theirs has been revoked by a leaf of ours.
    pub(crate) fn is_revoked(&self, credential: &Hash) -> bool {
        self.record
            .revoked
            .iter()
            .any(|revoked| revoked.credential == *credential)
            && !broken(Mutant::NoRevocation)
    }

    /// The credentials that they may speak under in a generation, newest first, and the revoked ones.
    pub(crate) fn speakers<'a>(
        &'a self,
        generation: u32,
        held: u64,
        coming: &'a [CredentialFile],
    ) -> (Vec<&'a Credential>, Vec<&'a Credential>) {
        // What they signed before they said more lies under the credential of the last entry.
        let next = self.theirs.at(Position {
            generation,
            index: held,
        });
        let last = self
            .theirs
            .for_size(generation, held)
            .filter(|last| Some(*last) != next);
        // After a loss the chain may be known further than their log is back.
        let links = self.theirs.links().rev().map(|link| &link.file);
        let ahead = links.take_while(|file| Some(*file) != next && next.is_some());
        let may = coming
            .iter()
            .rev()
            .chain(ahead)
            .chain(next)
            .chain(last)
            .filter(|file| !self.is_revoked(&file.fingerprint()))
            .map(CredentialFile::credential)
            .collect();
        let revoked = self
            .theirs
            .links()
            .filter(|link| self.is_revoked(&link.file.fingerprint()))
            .map(|link| link.file.credential())
            .collect();
        (may, revoked)
    }
}

fn key(them: &PartyName) -> String {
    format!("channel.credentials.{them}")
}

fn build(party: &Party, tx: &dyn ReadTx, links: &[Link]) -> Result<CredentialChain> {
    let mut chain: Option<CredentialChain> = None;
    for link in links {
        let file = party.credential(tx, &link.credential)?;
        let governs = match (link.after, link.from) {
            (Some(issued), _) => Governs::After(issued),
            (None, from) => Governs::From(from.unwrap_or(1)),
        };
        match (&mut chain, governs) {
            (None, Governs::From(generation)) => {
                chain = Some(CredentialChain::new(file, generation));
            }
            (None, Governs::After(issued)) => {
                chain = Some(CredentialChain::new(file, issued.generation));
            }
            (Some(chain), Governs::After(issued)) => chain.issue(file, issued)?,
            (Some(chain), Governs::From(generation)) => chain.trust_anew(file, generation)?,
        }
    }
    Ok(chain.ok_or_else(|| StoreError::NotFound {
        what: "credential",
        key: String::new(),
    })?)
}
