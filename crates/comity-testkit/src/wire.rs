//! The network between two houses, with what it does to requests and answers.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use comity_core::{PartyName, Time};
use comity_peer::call::{Request, Response, Transport, TransportError};

use crate::{
    dice::Dice,
    house::House,
    tally::{Fault, Tally},
    watch::{Violation, Watch},
};

/// A request that is under way long after its sender gave up.
#[derive(Debug)]
pub struct Late {
    /// Who sent it.
    pub from: usize,
    /// Who will get it.
    pub to: usize,
    /// The pouch.
    pub bytes: Vec<u8>,
    /// When it arrives.
    pub at: Time,
    /// As a file, or as a request.
    pub file: bool,
    /// How often its sender had lost anything when it was written.
    pub losses: u64,
}

/// The network.
#[derive(Debug)]
pub struct Network {
    /// Its choices.
    pub dice: Dice,
    /// Of a thousand requests or answers, so many meet each kind of fault.
    pub trouble: u64,
    /// Directions in which nothing passes.
    pub blocked: BTreeSet<(usize, usize)>,
    /// What is under way.
    pub late: Vec<Late>,
    /// What happened.
    pub tally: Tally,
    /// What was seen on the wire.
    pub watch: Watch,
    /// The first violation.
    pub violation: Option<Violation>,
}

impl Network {
    /// Notes the first violation.
    pub fn note(&mut self, found: Result<(), Violation>) {
        if let Err(violation) = found {
            self.violation.get_or_insert(violation);
        }
    }
}

/// A line from one house to another.
#[derive(Debug)]
pub struct Wire<'a> {
    /// Everyone.
    pub houses: &'a [House],
    /// Who calls.
    pub from: usize,
    /// Who answers.
    pub to: usize,
    /// The world's time.
    pub now: Time,
    /// The network.
    pub network: &'a Mutex<Network>,
}

/// Locks the network; a panic elsewhere in the world has been reported already.
pub fn lock(network: &Mutex<Network>) -> MutexGuard<'_, Network> {
    network.lock().unwrap_or_else(PoisonError::into_inner)
}

enum Way {
    Clean,
    Lost,
    Doubled,
}

impl Transport for Wire<'_> {
    fn call(&self, to: &PartyName, mut request: Request) -> Result<Response, TransportError> {
        let (Some(from), Some(house)) = (self.houses.get(self.from), self.houses.get(self.to))
        else {
            return Err(TransportError::WrongPeer);
        };
        if to != house.name() {
            return Err(TransportError::WrongPeer);
        }
        let way = self.out(from, &mut request)?;
        let answer = |request| {
            let now = house.clock(self.now);
            let response = house
                .node()
                .answer(from.name(), request, &house.at.parts, now);
            // The caller goes on with its own program.
            let _caller = from.node();
            if house.at.store.is_down() {
                lock(self.network).tally.crash_points += 1;
                house.settle();
                return Err(TransportError::Unreachable("it died".to_owned()));
            }
            Ok(response)
        };
        let mut response = match way {
            Way::Lost => return Err(TransportError::Unreachable("lost".to_owned())),
            Way::Doubled => {
                answer(request.clone()).ok();
                answer(request)?
            }
            Way::Clean => answer(request)?,
        };
        self.back(house, &mut response)?;
        Ok(response)
    }
}

impl Wire<'_> {
    /// What becomes of a request.
    fn out(&self, from: &House, request: &mut Request) -> Result<Way, TransportError> {
        let mut network = lock(self.network);
        if let Request::Pouch { bytes, .. } = &*request {
            let seen = network.watch.pouch(from, bytes);
            network.note(seen);
        }
        if network.blocked.contains(&(self.from, self.to)) {
            network.tally.fault(Fault::OneWay);
            return Err(TransportError::Unreachable("cut".to_owned()));
        }
        let trouble = network.trouble;
        if network.dice.chance(trouble) {
            network.tally.fault(Fault::Lost);
            return Ok(Way::Lost);
        }
        if network.dice.chance(trouble) {
            network.tally.fault(Fault::Doubled);
            return Ok(Way::Doubled);
        }
        let Request::Pouch { bytes, .. } = request else {
            return Ok(Way::Clean);
        };
        if network.dice.chance(trouble) {
            network.tally.fault(Fault::Late);
            let at = self.now.plus(60 * (1 + hours(&mut network.dice)));
            network.late.push(Late {
                from: self.from,
                to: self.to,
                bytes: bytes.clone(),
                at,
                file: false,
                losses: from.losses,
            });
            return Err(TransportError::TimedOut);
        }
        spoil(&mut network, bytes);
        Ok(Way::Clean)
    }

    /// What becomes of an answer.
    fn back(&self, house: &House, response: &mut Response) -> Result<(), TransportError> {
        let mut network = lock(self.network);
        if let Response::Pouch(bytes) = &*response {
            let seen = network.watch.pouch(house, bytes);
            network.note(seen);
        }
        if let Response::Part(part) = &*response {
            let seen = network.watch.sealed(&part.bytes);
            network.note(seen);
        }
        if network.blocked.contains(&(self.to, self.from)) {
            network.tally.fault(Fault::OneWay);
            return Err(TransportError::TimedOut);
        }
        let trouble = network.trouble;
        if network.dice.chance(trouble) {
            network.tally.fault(Fault::Lost);
            return Err(TransportError::TimedOut);
        }
        if let Response::Pouch(bytes) = response {
            spoil(&mut network, bytes);
        }
        Ok(())
    }
}

/// Minutes up to two days.
pub fn hours(dice: &mut Dice) -> i64 {
    i64::try_from(dice.below(2 * 24 * 60)).unwrap_or(0)
}

/// Cuts or damages bytes, sometimes.
pub fn spoil(network: &mut Network, bytes: &mut Vec<u8>) {
    let trouble = network.trouble;
    if network.dice.chance(trouble) {
        network.tally.fault(Fault::Cut);
        let end = network.dice.index(bytes.len());
        bytes.truncate(end);
    }
    if network.dice.chance(trouble) {
        network.tally.fault(Fault::Damaged);
        let place = network.dice.index(bytes.len());
        if let Some(byte) = bytes.get_mut(place) {
            *byte ^= 1 << network.dice.below(8);
        }
    }
}
