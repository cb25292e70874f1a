//! One exchange: we call, and both sides speak until neither has anything to say.
//!
//! The order of every round, on either side: take in what came and append what
//! covers it in one durable transaction; raise the high-water mark; sign; let
//! the pouch leave (`channel::sign`).

use comity_core::{PartyName, Time};
use comity_peer::{
    call::{Request, Response, Transport, TransportError},
    channel::{Came, ChannelState, Event, Evidence, NotAccepted, Refusal},
    exchange::{Exchange, Round, Step},
    pouch::{BYTES_LIMIT, read},
    statement::verify_receipt,
};
use comity_store::{Store, Tx, notes::NoteKind, parts::PartBytes};

use super::{
    append,
    chains::Chains,
    ingest::{self, Prepared, Taken},
    pack::{self, Packed},
    sign::{Intent, intend},
    state,
};
use crate::{
    error::NodeError,
    node::{Node, Party, Result},
};

/// What an exchange brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// New entries of their log.
    pub brought: u64,
    /// Entries of ours that they have receipted since the exchange began.
    pub receipted: u64,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// They contradict themselves: the channel is frozen.
    pub misbehaved: Option<Box<Evidence>>,
}

/// A transaction's result from which a pouch is made.
pub(super) struct Turn {
    intent: Intent,
    packed: Packed,
    state: ChannelState,
}

/// A pouch of theirs that was taken in, and our turn after it.
pub(super) struct Answered {
    pub(super) taken: Taken,
    turn: Option<Turn>,
    state: ChannelState,
}

impl<S: Store> Node<S> {
    /// Exchanges with a counterpart until neither side has anything to say.
    ///
    /// # Errors
    /// The counterpart cannot be reached or refuses, our own state forbids
    /// signing, or the store fails. What was taken in until then stays.
    pub fn exchange(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        now: Time,
    ) -> Result<Outcome> {
        let mut exchange = Exchange::new();
        let mut outcome = Outcome::default();
        loop {
            match exchange.step() {
                Step::AskReceipt => {
                    let (state, size) = self.ask_receipt(transport, them)?;
                    exchange.receipt_came(&state, size);
                }
                Step::Send { start } => {
                    let Some(round) = self.send(transport, them, start, now, &mut exchange)? else {
                        continue;
                    };
                    if !self.round(&mut exchange, &mut outcome, round) {
                        return Ok(outcome);
                    }
                }
                Step::Done => return Ok(outcome),
            }
        }
    }

    /// Notes what a round brought; `false` when the counterpart contradicts itself.
    #[expect(clippy::unused_self, reason = "reads as a step of the exchange")]
    fn round(&self, exchange: &mut Exchange, outcome: &mut Outcome, round: Sent) -> bool {
        match round.taken {
            Taken::Accepted {
                brought,
                events,
                more,
            } => {
                outcome.brought += brought;
                for event in &events {
                    if let Event::Receipted { size } = event {
                        outcome.receipted += size.saturating_sub(round.receipted);
                    }
                }
                outcome.events.extend(events);
                exchange.answered(&round.state, Round { brought, more });
                true
            }
            Taken::Misbehaved(evidence) => {
                outcome.misbehaved = Some(evidence);
                false
            }
        }
    }

    /// How much of our log they say that they hold.
    fn ask_receipt(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
    ) -> Result<(ChannelState, u64)> {
        let response = transport.call(them, Request::Receipt)?;
        self.record(|party, tx| {
            let (state, chains) = (state::load(tx, them)?, Chains::load(party, tx, them)?);
            let size = match response {
                Response::Receipt(note) => receipted_size(&state, &chains, &note)?,
                Response::Nothing => 0,
                Response::Refused { code } => return Err(NodeError::RefusedByThem(code)),
                _ => return Err(wrong_form("receipt")),
            };
            let held = state.current.ours.head.size();
            if size > held {
                return Err(NotAccepted::OwnLoss { held, seen: size }.into());
            }
            Ok((state, size))
        })
    }

    fn send(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        start: u64,
        now: Time,
        exchange: &mut Exchange,
    ) -> Result<Option<Sent>> {
        let turn = self.turn(them, Some(start), now)?;
        let receipted = turn.state.current.ours.receipted();
        let bytes = self.pouch_of(&turn)?;
        match transport.call(them, Request::Pouch { bytes, wait: 0 })? {
            Response::Pouch(bytes) => {
                let answered = self.take_in(them, &bytes, now, Came::Live, false)?;
                let (taken, state) = (answered.taken, answered.state);
                Ok(Some(Sent {
                    taken,
                    state,
                    receipted,
                }))
            }
            Response::Refused { code } if exchange.refused(&code) => Ok(None),
            Response::Refused { code } => Err(NodeError::RefusedByThem(code)),
            _ => Err(wrong_form("pouch")),
        }
    }

    /// Our turn: cover what is due, note what will be signed, read what goes out. Durable when it returns.
    pub(super) fn turn(&self, them: &PartyName, start: Option<u64>, now: Time) -> Result<Turn> {
        let them = them.clone();
        self.change_record(move |party, tx| {
            let (mut state, chains) =
                (state::load(&*tx, &them)?, Chains::load(party, &*tx, &them)?);
            append::cover(party, tx, &mut state, now)?;
            prepare_turn(party, tx, &mut state, &chains, start, now)
        })
    }

    /// Signs for a durable turn and writes its pouch.
    pub(super) fn pouch_of(&self, turn: &Turn) -> Result<Vec<u8>> {
        let signed = self.sign(&turn.intent)?;
        turn.packed.write(&signed)
    }

    /// Takes in the bytes of a pouch; with `answer`, our turn comes in the same transaction.
    pub(super) fn take_in(
        &self,
        them: &PartyName,
        bytes: &[u8],
        now: Time,
        came: Came,
        answer: bool,
    ) -> Result<Answered> {
        let pouch = read(bytes, BYTES_LIMIT)?;
        if pouch.header.from != *them {
            return Err(NotAccepted::from(Refusal::NotForUs).into());
        }
        let prepared = self.prepare(pouch, came)?;
        self.take_prepared(them, prepared, now, answer)
    }

    fn take_prepared(
        &self,
        them: &PartyName,
        prepared: Prepared,
        now: Time,
        answer: bool,
    ) -> Result<Answered> {
        let them = them.clone();
        self.change_record(move |party, tx| {
            let (mut state, mut chains) =
                (state::load(&*tx, &them)?, Chains::load(party, &*tx, &them)?);
            let taken = ingest::take(party, tx, &mut state, &mut chains, prepared, now)?;
            let accepted = matches!(taken, Taken::Accepted { .. });
            let turn = if answer && accepted {
                Some(prepare_turn(party, tx, &mut state, &chains, None, now)?)
            } else {
                state::save(tx, &state)?;
                None
            };
            Ok(Answered { taken, turn, state })
        })
    }

    /// Takes in a pouch that was carried as a file.
    pub(crate) fn take_file(&self, them: &PartyName, bytes: &[u8], now: Time) -> Result<Taken> {
        let pouch = read(bytes, u64::MAX - 1)?;
        let prepared = self.prepare(pouch, Came::AsFile)?;
        Ok(self.take_prepared(them, prepared, now, false)?.taken)
    }

    /// A pouch with all that they have not receipted, as it would be sent now.
    pub(crate) fn pack(&self, them: &PartyName, now: Time) -> Result<Vec<u8>> {
        let turn = self.turn(them, None, now)?;
        self.pouch_of(&turn)
    }

    /// Answers a request of a counterpart that the transport has authenticated.
    #[must_use]
    pub fn answer(
        &self,
        caller: &PartyName,
        request: Request,
        parts: &dyn PartBytes,
        now: Time,
    ) -> Response {
        let answered = match request {
            Request::Receipt => self.answer_receipt(caller),
            Request::Pouch { bytes, .. } => self.answer_pouch(caller, &bytes, now),
            Request::Copy { generation, from } => self.answer_copy(caller, generation, from, now),
            Request::Log { generation, from } => self.answer_log(caller, generation, from, now),
            Request::Credentials => self.answer_credentials(caller),
            Request::Openings {
                whose,
                generation,
                from,
            } => self.answer_openings(caller, whose, generation, from),
            Request::Held { .. } | Request::Part { .. } | Request::PutPart { .. } => {
                return self.answer_part(caller, request, parts);
            }
        };
        answered.unwrap_or_else(|error| Response::Refused {
            code: error.code().to_owned(),
        })
    }

    fn answer_part(&self, caller: &PartyName, request: Request, parts: &dyn PartBytes) -> Response {
        let answered = match request {
            Request::Held { root } => self.held_parts(&root).map(Response::Held),
            Request::Part { root, index } => self.part(parts, &root, index).map(Response::Part),
            Request::PutPart { root, index, part } => self
                .take_part(parts, caller, &root, index, &part)
                .map(|_| Response::Nothing),
            _ => Ok(Response::Nothing),
        };
        answered.unwrap_or_else(|error| Response::Refused {
            code: error.code().to_owned(),
        })
    }

    fn answer_receipt(&self, caller: &PartyName) -> Result<Response> {
        self.record(|_, tx| {
            let state = state::load(tx, caller)?;
            let note = tx.latest_note(&state.their_origin(), NoteKind::ReceiptByUs)?;
            Ok(note.map_or(Response::Nothing, |note| Response::Receipt(note.bytes)))
        })
    }

    fn answer_pouch(&self, caller: &PartyName, bytes: &[u8], now: Time) -> Result<Response> {
        let answered = self.take_in(caller, bytes, now, Came::Live, true)?;
        match (answered.taken, answered.turn) {
            (Taken::Misbehaved(evidence), _) => Ok(Response::Refused {
                code: evidence.fork.code().to_owned(),
            }),
            (_, Some(turn)) => Ok(Response::Pouch(self.pouch_of(&turn)?)),
            (_, None) => Ok(Response::Nothing),
        }
    }
}

/// A round as the calling side saw it.
struct Sent {
    taken: Taken,
    state: ChannelState,
    receipted: u64,
}

fn prepare_turn(
    party: &Party,
    tx: &mut dyn Tx,
    state: &mut ChannelState,
    chains: &Chains,
    start: Option<u64>,
    now: Time,
) -> Result<Turn> {
    let intent = intend(party, &*tx, chains, state, now)?;
    let start = start.unwrap_or_else(|| state.current.ours.receipted());
    let packed = pack::ours(&*tx, &party.limits, state, chains, start)?;
    state::save(tx, state)?;
    Ok(Turn {
        intent,
        packed,
        state: state.clone(),
    })
}

/// The size under a receipt of theirs for our log, once its signatures hold.
fn receipted_size(state: &ChannelState, chains: &Chains, note: &[u8]) -> Result<u64> {
    let held = state.current.theirs.head.size();
    let (may, _) = chains.speakers(state.current.number, held, &[]);
    let origin = state.our_origin();
    let mut last = None;
    for credential in may {
        match verify_receipt(note, credential, &origin) {
            Ok(checked) => return Ok(checked.size),
            Err(error) => last = Some(error),
        }
    }
    // Signed under a credential that is on its way to us: the pouch will bring it.
    match last {
        Some(comity_peer::statement::StatementError::Origin { .. }) | None => Ok(0),
        Some(_) => Ok(state.current.ours.receipted()),
    }
}

pub(crate) fn wrong_form(what: &str) -> NodeError {
    TransportError::WrongForm(what.to_owned()).into()
}
