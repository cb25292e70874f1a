//! A counterpart that lies to the first house, and what that house must then hold.
//!
//! It has real keys and signs whatever it likes. Until [`Liar::lie`] it is honest, so that
//! there is something to lie about. Each lie names what the honest side must
//! show for it: a refusal, a void leaf, a verdict, evidence, or a promise not kept.

use std::sync::{Mutex, PoisonError};

use comity_core::{
    Leaf, PartyName, Time,
    record::{Position, Side},
};
use comity_node::error::NodeError;
use comity_peer::{
    act::SealedAct,
    call::{Request, Response, Transport, TransportError},
    fixtures::{MemoryNode, Party},
    pouch::{Content, EntryBytes},
};

use crate::{dice::Dice, house::House, tally::Lie, watch::Violation};

mod lies;

/// The name of the one who is there from the beginning.
pub const NAME: &str = "liar.example";
/// The name of the one who comes late, to a house that had lost something.
pub const LATE: &str = "late.example";
const MANY: usize = usize::MAX;

/// The counterpart.
#[derive(Debug)]
pub struct Liar {
    name: &'static str,
    node: Mutex<MemoryNode>,
    lie: Lie,
    seed: u64,
}

/// A lie that was told.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// Which.
    pub lie: Lie,
    /// Whether a fork was found and proven.
    pub fork: bool,
}

/// A line from the honest house to the liar, who answers as long as it wants to.
#[derive(Debug)]
struct Line<'a> {
    node: &'a Mutex<MemoryNode>,
    manner: Manner,
}

/// How the liar answers a pouch that it takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// As the protocol asks.
    Honest,
    /// With its log, and without a receipt.
    WithoutReceipt,
    /// Not at all; its log stays as it was.
    Silent,
}

impl Transport for Line<'_> {
    fn call(&self, _: &PartyName, request: Request) -> Result<Response, TransportError> {
        let mut node = self.node.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(match request {
            Request::Pouch { bytes, .. } => {
                let held = usize::try_from(node.state.current.ours.head.size());
                match node.take(&bytes) {
                    Ok(_) => answer(&mut node, self.manner, held.unwrap_or(usize::MAX)),
                    Err(error) => Response::Refused {
                        code: error.code().to_owned(),
                    },
                }
            }
            _ => Response::Nothing,
        })
    }
}

/// The answer to a pouch that was taken in when the log had `held` entries.
fn answer(node: &mut MemoryNode, manner: Manner, held: usize) -> Response {
    let start = node.state.current.ours.receipted();
    match manner {
        Manner::Honest => node
            .pouch(start, MANY)
            .map_or(Response::Nothing, Response::Pouch),
        Manner::WithoutReceipt => {
            let now = node.now;
            Response::Pouch(node.lying_pouch(start, now))
        }
        Manner::Silent => {
            node.rewind(held);
            Response::Nothing
        }
    }
}

fn violation(lie: Lie, what: impl Into<String>) -> Violation {
    let rule = match lie {
        Lie::Forks | Lie::WrongSeen | Lie::TwoCredentials => "a fork is found, frozen and proven",
        Lie::WithholdsReceipt => "nothing is delivered without a receipt",
        Lie::BackDates | Lie::GoesBack | Lie::Dates2099 => {
            "time is held to the signatures around it"
        }
        Lie::BreaksRules => "an act that breaks the rules has no effect",
        Lie::ReplaysCiphertext | Lie::SealsToOne => "what does not open or match is called bad",
        Lie::CallsGoodBad => "a wrong verdict is noticed",
        Lie::WithholdsAttachment => "complete means that all attachments are held",
        Lie::ShortPrefix => "nothing is signed after a short recovery",
        Lie::StolenKey => "a revoked key says nothing any more",
    };
    Violation::new(rule, format!("{lie:?}: {}", what.into()))
}

impl Liar {
    /// A liar with a lie of its own.
    #[must_use]
    pub fn new(seed: u64, dice: &mut Dice, now: Time) -> Self {
        let lie = *dice.pick(&Lie::ALL).unwrap_or(&Lie::Forks);
        Self::named(NAME, lie, seed.wrapping_mul(31).wrapping_add(7), now)
    }

    /// One with the same lie, who has not met the house yet.
    #[must_use]
    pub fn late(&self, now: Time) -> Self {
        Self::named(LATE, self.lie, self.seed.wrapping_add(1), now)
    }

    fn named(name: &'static str, lie: Lie, seed: u64, now: Time) -> Self {
        let (party, them) = (Party::new(name, seed), Party::new("a.example", seed));
        let mut node = MemoryNode::new(party, &them, seed);
        node.now = now;
        Self {
            name,
            node: Mutex::new(node),
            lie,
            seed,
        }
    }

    fn node(&mut self) -> &mut MemoryNode {
        self.node.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Both trust each other.
    ///
    /// # Errors
    /// The channel does not come in force.
    pub fn meet(&mut self, house: &House, now: Time) -> Result<(), Violation> {
        let lie = self.lie;
        let node = self.node();
        node.them = (house.name().clone(), house.at.credential().clone());
        node.open();
        let file = &node.party.file;
        let number = house.node().safety_number(file);
        let trusted = number.and_then(|number| house.node().trust(file, &number, now));
        trusted.map_err(|error| violation(lie, error.code()))?;
        if house.node().has_lost_keys() {
            // It cannot know that there is no past with this one: it asks first.
            let line = Line {
                node: &self.node,
                manner: Manner::Honest,
            };
            let them = self.me()?;
            let asked = house.node().recover(&line, &them, now);
            asked.map_err(|error| violation(lie, error.code()))?;
            return self.goes_on(house, now);
        }
        self.talk(house, now).map_err(|code| violation(lie, code))
    }

    /// Exchanges as an honest side would.
    fn talk(&mut self, house: &House, now: Time) -> Result<(), String> {
        self.node().now = now;
        for _ in 0..2 {
            let line = Line {
                node: &self.node,
                manner: Manner::Honest,
            };
            let them = self.name.parse().map_err(|_| "a name".to_owned())?;
            house
                .node()
                .exchange(&line, &them, now)
                .map_err(|error| error.code().to_owned())?;
        }
        Ok(())
    }

    /// Says something now and then, honestly.
    ///
    /// # Errors
    /// The honest side blames it for anything.
    pub fn small_talk(
        &mut self,
        house: &House,
        now: Time,
        dice: &mut Dice,
    ) -> Result<(), Violation> {
        if !dice.chance(60) || !house.is_as_it_was() || house.skew != 0 {
            return Ok(());
        }
        let lie = self.lie;
        self.node().now = now;
        self.node().say("please").ok();
        self.talk(house, now)
            .or_else(|code| {
                if code == "own-loss" || code == "own-clock" {
                    Ok(())
                } else {
                    Err(code)
                }
            })
            .map_err(|code| violation(lie, format!("before it lied: {code}")))
    }

    /// Tells its lie.
    ///
    /// # Errors
    /// The honest side does not hold what it must.
    pub fn lie(
        &mut self,
        house: &mut House,
        now: Time,
        dice: &mut Dice,
    ) -> Result<Told, Violation> {
        let lie = self.lie;
        let told = |fork| Ok(Told { lie, fork });
        self.node().now = now;
        self.node().say("something to lie about").ok();
        if let Err(code) = self.talk(house, now) {
            return Err(violation(lie, format!("before it lied: {code}")));
        }
        let now = now.plus(60);
        self.node().now = now;
        match lie {
            Lie::WithholdsReceipt => self.withholds_receipt(house, now, dice),
            Lie::Forks => return self.forks(house, now).and_then(told),
            Lie::WrongSeen => return self.wrong_seen(house, now).and_then(told),
            Lie::TwoCredentials => return self.two_credentials(house, now, dice).and_then(told),
            Lie::BackDates => self.back_dates(house, now),
            Lie::GoesBack => self.goes_back(house, now, dice),
            Lie::Dates2099 => self.dates_2099(house, now),
            Lie::BreaksRules => self.breaks_rules(house, now, dice),
            Lie::ReplaysCiphertext => self.sealed_wrongly(house, now, true),
            Lie::SealsToOne => self.sealed_wrongly(house, now, false),
            Lie::CallsGoodBad => self.calls_good_bad(house, now, dice),
            Lie::WithholdsAttachment => self.withholds_attachment(house, now),
            Lie::ShortPrefix => self.short_prefix(house, now),
            Lie::StolenKey => self.stolen_key(house, now, dice),
        }?;
        told(false)
    }

    /// What the house makes of a pouch of ours: the code when it refuses.
    fn hand_over(&self, house: &House, bytes: Vec<u8>, now: Time) -> Option<String> {
        let request = Request::Pouch { bytes, wait: 0 };
        let them: PartyName = self.name.parse().ok()?;
        match house.node().answer(&them, request, &house.at.parts, now) {
            Response::Refused { code } => Some(code),
            _ => None,
        }
    }

    fn start(&mut self) -> u64 {
        let node = self.node();
        node.state.current.ours.receipted()
    }

    fn expect(&self, found: Option<&str>, wanted: Option<&str>) -> Result<(), Violation> {
        if found == wanted {
            Ok(())
        } else {
            Err(violation(
                self.lie,
                format!("{found:?} instead of {wanted:?}"),
            ))
        }
    }

    /// Appends a sealed act under a leaf that is changed first, hands it over, and gives
    /// what the house shows of it.
    fn act_with(
        &mut self,
        house: &House,
        now: Time,
        act: SealedAct,
        change: impl FnOnce(&mut Leaf, &MemoryNode),
    ) -> Result<Shown, Violation> {
        let start = self.start();
        let node = self.node();
        let mut leaf = Leaf {
            act: Some(act.act),
            re: Some(act.re),
            size: u64::try_from(act.envelope.len()).ok(),
            ..node.leaf()
        };
        change(&mut leaf, node);
        let index = node.state.current.ours.head.size();
        let leaf = leaf
            .to_bytes()
            .map_err(|error| violation(self.lie, error.code()))?;
        let node = self.node();
        node.lie_entry(EntryBytes {
            leaf,
            envelope: Some(act.envelope),
            body: act.body.map(Content::Sealed),
        });
        let bytes = node.lying_pouch(start, now);
        let refused = self.hand_over(house, bytes, now);
        Ok(Shown {
            void: self.void_at(house, index)?,
            bad: self.called_bad(house, index)?,
            refused,
        })
    }

    /// The liar's place in the record between it and the house.
    fn position(&self, house: &House, index: u64) -> Result<(PartyName, Position), Violation> {
        let them = self.me()?;
        let state = house.node().channel(&them);
        let state = state.map_err(|error| violation(self.lie, error.code()))?;
        let position = Position {
            generation: state.current.number,
            index,
        };
        Ok((them, position))
    }

    fn me(&self) -> Result<PartyName, Violation> {
        self.name.parse().map_err(|_| violation(self.lie, "a name"))
    }

    /// Why the house shows an act of ours as void.
    fn void_at(&self, house: &House, index: u64) -> Result<Option<String>, Violation> {
        let (them, position) = self.position(house, index)?;
        let said = house
            .node()
            .store()
            .read(|tx| Ok(tx.act(&them, Side::Second, position)?));
        let said = said.map_err(|error: NodeError| violation(self.lie, error.code()))?;
        Ok(said
            .and_then(|said| said.void)
            .map(|void| void.code().to_owned()))
    }

    /// Whether the house has called an entry of ours bad.
    fn called_bad(&self, house: &House, index: u64) -> Result<bool, Violation> {
        let (them, position) = self.position(house, index)?;
        let covered = house
            .node()
            .store()
            .read(|tx| Ok(tx.covered(&them, Side::Second, position)?));
        let covered = covered.map_err(|error: NodeError| violation(self.lie, error.code()))?;
        Ok(covered.is_some_and(|covered| covered.bad))
    }
}

/// What the house shows of an entry.
#[derive(Debug)]
struct Shown {
    void: Option<String>,
    bad: bool,
    refused: Option<String>,
}

/// A line that answers every pouch with the one that was made before.
#[derive(Debug)]
struct Answering(Vec<u8>);

impl Transport for Answering {
    fn call(&self, _: &PartyName, request: Request) -> Result<Response, TransportError> {
        Ok(match request {
            Request::Pouch { .. } => Response::Pouch(self.0.clone()),
            _ => Response::Nothing,
        })
    }
}
