//! One exchange with all that belongs to it: acts, then attachments, then the leaf that says that they arrived.
//!
//! Attachments never go before acts: a transfer breaks off when we say
//! something, and once a minute for what the counterpart says, and goes on
//! after the acts. How fast it is, the configuration limits.

use std::{
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

use comity_core::{PartyName, Time};
use comity_node::{
    attach::Throttle, channel::exchange::Outcome as Exchanged, clock::Clock, rng::SystemRandom,
};
use comity_peer::call::Transport;
use comity_store::parts::PartBytes;

use super::{
    attachments::{self, Moved},
    house::{House, OurNode},
};
use crate::failure::{Failure, Outcome};

/// Longest transfer without a look at the acts.
const ACTS: Duration = Duration::from_secs(60);
/// Longest single pause of a throttled transfer, after which it looks for acts again.
const PAUSE: Duration = Duration::from_millis(500);

/// What an exchange brought.
#[derive(Debug, Clone, Default)]
pub(crate) struct Brought {
    /// New entries of theirs.
    pub(crate) entries: u64,
    /// Entries of ours that they have receipted.
    pub(crate) receipted: u64,
    /// Attachments.
    pub(crate) moved: Moved,
}

/// All that an exchange goes over.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) node: &'a OurNode,
    pub(crate) parts: &'a dyn PartBytes,
    pub(crate) transport: &'a dyn Transport,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) throttle: &'a Throttle,
}

impl<'a> Line<'a> {
    /// From this house.
    pub(crate) fn of(house: &'a House, transport: &'a dyn Transport) -> Self {
        Self {
            node: &house.node,
            parts: &*house.parts,
            transport,
            clock: &*house.clock,
            throttle: &house.throttle,
        }
    }

    fn now(&self) -> Time {
        self.clock.now()
    }
}

/// Exchanges with a counterpart until nothing is left to say or to move; `progress` is told the bytes moved.
///
/// # Errors
/// The counterpart is not reached, refuses, or contradicts itself.
pub(crate) fn run(
    line: Line<'_>,
    them: &PartyName,
    progress: &mut dyn FnMut(u64),
) -> Outcome<Brought> {
    let mut brought = Brought::default();
    loop {
        acts(line, them, &mut brought)?;
        let mut pacer = Pacer::new(line, them)?;
        let before = brought.moved.bytes;
        let moved =
            attachments::settle(line.node, line.parts, line.transport, them, &mut |bytes| {
                progress(before.saturating_add(bytes));
                pacer.goes_on(bytes)
            })?;
        brought.moved.add(moved);
        if pacer.broke_off {
            continue;
        }
        if moved.fetched + moved.pushed > 0 {
            acts(line, them, &mut brought)?;
        }
        return Ok(brought);
    }
}

/// The acts alone; what of theirs is void is answered by notices, which leave at once.
///
/// # Errors
/// As [`run`].
pub(crate) fn acts(line: Line<'_>, them: &PartyName, brought: &mut Brought) -> Outcome {
    let once = || line.node.exchange(line.transport, them, line.now());
    take(brought, once()?)?;
    if notify(line.node, them, line.now())? > 0 {
        take(brought, once()?)?;
    }
    Ok(())
}

/// Says the technical notices that are due.
///
/// # Errors
/// The store fails.
pub(crate) fn notify(node: &OurNode, them: &PartyName, now: Time) -> Outcome<usize> {
    Ok(node.say_notices(them, now, &mut SystemRandom)?)
}

/// Says before each part whether the transfer goes on.
struct Pacer<'a> {
    line: Line<'a>,
    them: &'a PartyName,
    /// The end of our log when the acts were last exchanged.
    said: u64,
    started: Instant,
    moved: u64,
    broke_off: bool,
}

impl<'a> Pacer<'a> {
    fn new(line: Line<'a>, them: &'a PartyName) -> Outcome<Self> {
        Ok(Self {
            line,
            them,
            said: said(line, them)?,
            started: started(),
            moved: 0,
            broke_off: false,
        })
    }

    fn goes_on(&mut self, bytes: u64) -> bool {
        // Each attachment counts from 0.
        let new = bytes.checked_sub(self.moved).unwrap_or(bytes);
        self.moved = bytes;
        let mut wait = self.line.throttle.moved(new, since_start());
        loop {
            self.broke_off |= self.started.elapsed() >= ACTS
                || said(self.line, self.them).is_ok_and(|end| end != self.said);
            if self.broke_off || wait.is_zero() {
                return !self.broke_off;
            }
            let pause = wait.min(PAUSE);
            pause_for(pause);
            wait = wait.saturating_sub(pause);
        }
    }
}

fn said(line: Line<'_>, them: &PartyName) -> Outcome<u64> {
    Ok(line.node.channel(them)?.current.ours.head.size())
}

fn take(brought: &mut Brought, exchanged: Exchanged) -> Outcome {
    brought.entries = brought.entries.saturating_add(exchanged.brought);
    brought.receipted = brought.receipted.saturating_add(exchanged.receipted);
    match exchanged.misbehaved {
        Some(evidence) => Err(Failure::of(
            evidence.fork.code(),
            "the counterpart contradicts itself",
        )),
        None => Ok(()),
    }
}

/// Since a fixed moment of this process.
pub(crate) fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    started().saturating_duration_since(*START.get_or_init(started))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the speed of a transfer is measured, and nothing in the record depends on it"
)]
fn started() -> Instant {
    Instant::now()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a throttled transfer waits on its own thread"
)]
fn pause_for(pause: Duration) {
    thread::sleep(pause);
}
