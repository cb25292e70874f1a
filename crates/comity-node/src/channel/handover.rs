//! The credentials of a channel, handed to a counterpart that came back after a loss, and taken from one.
//!
//! `docs/protocol.md`, section 9.1. The list says under which keys the past
//! was signed. It is taken only into a channel of which nothing is held, and
//! held against the logs as they come back ([`Chains::hold_against`]).

use comity_core::{Envelope, Hash, Leaf, PartyName, canonical::V1, record::Position};
use comity_peer::{
    call::{Request, Response, Transport},
    channel::ChannelState,
    credential::{CredentialChain, CredentialFile, Governs, Link},
    handover::{HandedLink, HandedRevocation, Handover, HandoverError},
};
use comity_store::{ReadTx, Store};

use super::{
    chains::{Chains, Whose},
    exchange::wrong_form,
    ingest::{claim_revocation, put_credential},
    lost, openings, state,
};
use crate::{
    desk,
    error::NodeError,
    node::{Node, Result},
};

impl<S: Store> Node<S> {
    /// Tells a counterpart the credentials of both sides, with what leaves have revoked.
    pub(crate) fn answer_credentials(&self, caller: &PartyName) -> Result<Response> {
        self.record(|party, tx| {
            if !holds_anything(&state::load(tx, caller)?) {
                // We have lost everything ourselves.
                return Ok(Response::Nothing);
            }
            let chains = Chains::load(party, tx, caller)?;
            let mut revoked = Vec::new();
            for (credential, recorded) in chains.revoked() {
                let file = tx.credential(&credential)?.and_then(|row| row.revocation);
                revoked.extend(file.map(|file| HandedRevocation {
                    file: String::from_utf8_lossy(&file).into_owned(),
                    recorded,
                }));
            }
            let list = Handover {
                answerer: links(&chains.ours),
                caller: links(&chains.theirs),
                revoked,
                v: V1,
            };
            Ok(Response::Credentials(list.to_bytes()?))
        })
    }

    /// Takes the credentials of a channel of which nothing is held, where it had more than the two newest.
    ///
    /// `known` are files of our own old credentials that were kept elsewhere: they must be
    /// among those of the channel, now or when it came back before.
    pub(super) fn take_credentials(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        known: &[CredentialFile],
    ) -> Result<()> {
        let Some((mut ours, theirs)) = self.record(|party, tx| needed(party, tx, them))? else {
            let chains = self.record(|party, tx| Chains::load(party, tx, them))?;
            return Ok(names_all(&chains.ours, known)?);
        };
        let bytes = match transport.call(them, Request::Credentials)? {
            Response::Credentials(bytes) => bytes,
            // It tells nothing; what comes back says it too, as far as our keys reach.
            Response::Nothing => return Ok(()),
            Response::Refused { code } => return Err(NodeError::RefusedByThem(code)),
            _ => return Err(wrong_form("credentials")),
        };
        let handed = Handover::parse(&bytes)?;
        let had = ours.clone();
        ours.extend_from_slice(known);
        let (caller, answerer) = handed.verify(&ours, &theirs)?;
        let strange: Vec<_> = caller
            .links()
            .map(|link| &link.file)
            .filter(|file| !had.contains(file))
            .cloned()
            .collect();
        self.agrees(&caller, known, &had, &strange)?;
        let revoked = handed
            .revoked
            .iter()
            .map(|revoked| Ok((revoked.parse()?, revoked.recorded)))
            .collect::<std::result::Result<Vec<_>, HandoverError>>()?;
        let them = them.clone();
        self.change_record(move |_, tx| {
            for link in caller.links() {
                put_credential(tx, &link.file, false)?;
            }
            // What follows a trusted one by its signature is as good as issued by an act.
            let mut follows = false;
            for link in answerer.links() {
                follows |= theirs.contains(&link.file);
                put_credential(tx, &link.file, follows)?;
            }
            let mut chains = Chains::handed_over(caller, answerer);
            for (file, recorded) in &revoked {
                let whose = match file.revocation().party == them {
                    true => Whose::Theirs,
                    false => Whose::Ours,
                };
                claim_revocation(tx, &mut chains, whose, file, *recorded)?;
            }
            // Other credentials may govern what is on it.
            desk::clear(tx, &them)?;
            chains.save(tx, &them)
        })
    }

    /// Whether the list agrees with what we have of our own.
    fn agrees(
        &self,
        caller: &CredentialChain,
        known: &[CredentialFile],
        had: &[CredentialFile],
        strange: &[CredentialFile],
    ) -> std::result::Result<(), HandoverError> {
        names_all(caller, known)?;
        // Where no keys are lost, there is no credential of ours that we have not.
        let newest = had.iter().map(|file| file.credential().serial).max();
        let later = |file: &&CredentialFile| Some(file.credential().serial) > newest;
        let wrong = match lost::keys(&self.party) {
            true => strange.iter().find(later),
            false => strange.first(),
        };
        wrong.map_or(Ok(()), |file| Err(not_ours(file)))
    }
}

fn not_ours(file: &CredentialFile) -> HandoverError {
    HandoverError::NotOurs {
        serial: file.credential().serial,
    }
}

/// Whether a chain of ours has all files that were kept elsewhere.
fn names_all(
    caller: &CredentialChain,
    known: &[CredentialFile],
) -> std::result::Result<(), HandoverError> {
    let listed = |file: &&CredentialFile| caller.links().any(|link| link.file == **file);
    let missing = known.iter().find(|file| !listed(file));
    missing.map_or(Ok(()), |file| Err(not_ours(file)))
}

fn holds_anything(state: &ChannelState) -> bool {
    let current = &state.current;
    !state.old.is_empty() || current.ours.head.size() > 0 || current.theirs.head.size() > 0
}

/// Our own and the counterpart's trusted credentials, when the list is needed.
fn needed(
    party: &crate::node::Party,
    tx: &dyn ReadTx,
    them: &PartyName,
) -> Result<Option<(Vec<CredentialFile>, Vec<CredentialFile>)>> {
    if holds_anything(&state::load(tx, them)?) {
        return Ok(None);
    }
    let files = |of, pinned: bool| -> Result<Vec<CredentialFile>> {
        let rows = tx.credentials(of)?;
        let rows = rows.iter().filter(|row| row.pinned || !pinned);
        rows.map(|row| party.credential(tx, &row.fingerprint))
            .collect()
    };
    let (ours, theirs) = (files(&party.me, false)?, files(them, true)?);
    let later = |file: &CredentialFile| file.credential().serial > 1;
    let more = ours.iter().chain(&theirs).any(later);
    Ok(more.then_some((ours, theirs)))
}

fn links(chain: &CredentialChain) -> Vec<HandedLink> {
    let link = |link: &Link| {
        let (after, from) = link.governs.written();
        HandedLink {
            after,
            file: String::from_utf8_lossy(link.file.bytes()).into_owned(),
            from,
        }
    };
    chain.links().map(link).collect()
}

impl Chains {
    /// Holds an entry that came back against the credentials: an opening leaf names those in
    /// force, and a credential governs after just the entry that issued it.
    ///
    /// What does not open (`envelope` is absent though the leaf has an act) shows nothing.
    ///
    /// # Errors
    /// [`HandoverError::NotAsSaid`].
    pub(super) fn hold_against(
        &self,
        whose: Whose,
        position: Position,
        leaf: &Leaf,
        envelope: Option<&Envelope>,
    ) -> std::result::Result<(), HandoverError> {
        let named = |chain: &CredentialChain| -> Option<Hash> {
            let at = Position {
                index: 0,
                ..position
            };
            chain.at(at).map(CredentialFile::fingerprint)
        };
        let opens = leaf.open.as_ref().is_none_or(|open| {
            [&self.ours, &self.theirs].into_iter().all(|chain| {
                let party = chain.party();
                let told = open.credentials.iter().find(|one| one.party == *party);
                told.map(|told| told.credential) == named(chain)
            })
        });
        let chain = match whose {
            Whose::Ours => &self.ours,
            Whose::Theirs => &self.theirs,
        };
        let mut later = chain.links();
        let governs = later.find(|link| link.governs == Governs::After(position));
        let governs = governs.map(|link| link.file.fingerprint());
        let issued = envelope.and_then(openings::issued);
        let closed = leaf.act.is_some() && envelope.is_none();
        self.hold_revocations_against(whose, position, leaf, envelope)?;
        if opens && (closed || governs.is_none() || governs == issued) {
            Ok(())
        } else {
            let (generation, index) = (position.generation, position.index);
            Err(HandoverError::NotAsSaid { generation, index })
        }
    }

    /// Holds an entry that came back against the places that the list gives to revocations:
    /// an entry of `log` at such a place is an act that records this one.
    ///
    /// What does not open shows nothing; the place stays a claim then.
    ///
    /// # Errors
    /// [`HandoverError::NotAsSaid`].
    pub(super) fn hold_revocations_against(
        &self,
        log: Whose,
        position: Position,
        leaf: &Leaf,
        envelope: Option<&Envelope>,
    ) -> std::result::Result<(), HandoverError> {
        if leaf.act.is_some() && envelope.is_none() {
            return Ok(());
        }
        // The log of one side records what the other has revoked.
        let of = match log {
            Whose::Ours => &self.theirs,
            Whose::Theirs => &self.ours,
        };
        let told = envelope.and_then(openings::revoked);
        let mut claims = self.claims().filter(|(credential, place)| {
            let mut links = of.links();
            *place == position && links.any(|link| link.file.fingerprint() == *credential)
        });
        if claims.all(|(credential, _)| told == Some(credential)) {
            Ok(())
        } else {
            let (generation, index) = (position.generation, position.index);
            Err(HandoverError::NotAsSaid { generation, index })
        }
    }
}
