//! A counterpart that lies to the first house, and what that house must then hold.
//!
//! It has real keys and signs whatever it likes. Until [`Liar::lie`] it is honest, so that
//! there is something to lie about. Each lie names what the honest side must
//! show for it: a refusal, a void leaf, a verdict, evidence, or a promise not kept.

use comity_core::{
    Leaf, PartyName, Time,
    codes::CaseStatus,
    envelope::AttachmentRef,
    id::ActId,
    record::{Position, Side},
};
use comity_node::{
    channel::renew::Speaker,
    prove::{Claim, Open},
};
use comity_peer::{
    act::SealedAct,
    call::{Request, Response, Transport, TransportError},
    channel::{Event, Notice, Standing},
    fixtures::{MemoryNode, Party, StandInSealer},
    pouch::{Content, EntryBytes},
    proof::{ProofKind, verify},
};
use comity_store::{Store, StoreError};
use comity_tlog::hash::sha256;
use std::sync::{Mutex, PoisonError};

use crate::{dice::Dice, house::House, tally::Lie, watch::Violation};

/// Its name.
pub const NAME: &str = "liar.example";
const MANY: usize = usize::MAX;

/// The counterpart.
#[derive(Debug)]
pub struct Liar {
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
        Lie::Forks | Lie::WrongSeen => "a fork is found, frozen and proven",
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
        let seed = seed.wrapping_mul(31).wrapping_add(7);
        let (party, them) = (Party::new(NAME, seed), Party::new("a.example", seed));
        let mut node = MemoryNode::new(party, &them, seed);
        node.now = now;
        Self {
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
        let number = house.at.node.safety_number(file);
        let trusted = number.and_then(|number| house.at.node.trust(file, &number, now));
        trusted.map_err(|error| violation(lie, error.code()))?;
        self.talk(house, now).map_err(|code| violation(lie, code))
    }

    /// The house lost its store and pins the credential again.
    pub fn pinned_again(&mut self, house: &House) {
        house.at.node.pin(&self.node().party.file).ok();
    }

    /// Exchanges as an honest side would.
    fn talk(&mut self, house: &House, now: Time) -> Result<(), String> {
        self.node().now = now;
        for _ in 0..2 {
            let line = Line {
                node: &self.node,
                manner: Manner::Honest,
            };
            let them = NAME.parse().map_err(|_| "a name".to_owned())?;
            house
                .at
                .node
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
        if !dice.chance(60) || house.losses > 0 || house.skew != 0 {
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
        if house.losses > 0 {
            // The house goes on with the others only: what it lost here is no matter of this lie.
            return told(false);
        }
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
            Lie::BackDates => self.back_dates(house, now),
            Lie::GoesBack => self.goes_back(house, now),
            Lie::Dates2099 => self.dates_2099(house, now),
            Lie::BreaksRules => self.breaks_rules(house, now),
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
        let them: PartyName = NAME.parse().ok()?;
        match house.at.node.answer(&them, request, &house.at.parts, now) {
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

    fn withholds_receipt(
        &mut self,
        house: &House,
        now: Time,
        dice: &mut Dice,
    ) -> Result<(), Violation> {
        let them = self.me()?;
        let before = house
            .at
            .node
            .channel(&them)
            .map(|state| state.current.ours.receipted());
        let (file, list) = crate::work::request(dice, "withheld");
        crate::work::say(house, &them, file, list.as_deref(), now, dice)
            .map_err(|error| violation(self.lie, error.code()))?;
        for _ in 0..3 {
            let line = Line {
                node: &self.node,
                manner: Manner::WithoutReceipt,
            };
            house.at.node.exchange(&line, &them, now).ok();
        }
        let after = house.at.node.channel(&them).map(|state| {
            (
                state.current.ours.receipted(),
                state.current.ours.head.size(),
            )
        });
        match (before, after) {
            (Ok(before), Ok((receipted, size))) if receipted == before && receipted < size => {
                Ok(())
            }
            other => Err(violation(self.lie, format!("{other:?}"))),
        }
    }

    /// The house froze the channel and proves it to a stranger; a new generation works.
    fn proven_fork(&mut self, house: &House, now: Time, code: &str) -> Result<bool, Violation> {
        let lie = self.lie;
        let them = self.me()?;
        let state = house.at.node.channel(&them);
        let frozen = state.ok().and_then(|state| state.current.frozen);
        self.expect(frozen.map(|fork| fork.code()), Some(code))?;
        let claim = Claim::Fork {
            them: them.clone(),
            number: 1,
        };
        let proof = house
            .office()
            .prove(&claim, &Open::default())
            .map_err(|error| violation(lie, format!("no proof: {}", error.code())))?;
        let pinned = [
            house.at.credential().clone(),
            self.node().party.file.clone(),
        ];
        verify(
            &proof,
            &pinned,
            &StandInSealer::new("stranger.example", self.seed),
        )
        .map_err(|error| violation(lie, format!("a stranger: {error}")))?;
        let reopened = house.at.node.reopen(&them, now);
        reopened.map_err(|error| violation(lie, format!("no new generation: {}", error.code())))?;
        Ok(true)
    }

    fn forks(&mut self, house: &House, now: Time) -> Result<bool, Violation> {
        let start = self.start();
        let node = self.node();
        let size = node.state.current.ours.head.size();
        let keep = usize::try_from(size.saturating_sub(1)).unwrap_or(0);
        let mut other = node.leaf();
        node.rewind(keep);
        other.at = node.now;
        node.lie(&other);
        let bytes = node.lying_pouch(start, now);
        let code = self.hand_over(house, bytes, now);
        self.expect(code.as_deref(), Some("fork-two-roots"))?;
        self.proven_fork(house, now, "fork-two-roots")
    }

    fn wrong_seen(&mut self, house: &House, now: Time) -> Result<bool, Violation> {
        let start = self.start();
        let node = self.node();
        let size = node.leaf().seen.size;
        node.lie_with(|leaf| Leaf {
            seen: comity_core::leaf::Seen {
                root: sha256(b"another log"),
                size,
            },
            ..leaf
        });
        let bytes = node.lying_pouch(start, now);
        let code = self.hand_over(house, bytes, now);
        self.expect(code.as_deref(), Some("fork-seen-root"))?;
        self.proven_fork(house, now, "fork-seen-root")
    }

    /// A leaf before its sender's last signature: evidence, without effect on state.
    fn back_dates(&mut self, house: &House, now: Time) -> Result<(), Violation> {
        let (start, lie) = (self.start(), self.lie);
        // It signs now, so that the leaf lies before a signature.
        let node = self.node();
        let quiet = node.lying_pouch(start, now);
        let refused = self.hand_over(house, quiet, now);
        self.expect(refused.as_deref(), None)?;
        let node = self.node();
        node.lie_with(|leaf| Leaf {
            at: now.plus(-5),
            ..leaf
        });
        let bytes = node.lying_pouch(start, now);
        let them = self.me()?;
        let line = Answering(bytes);
        let outcome = house
            .at
            .node
            .exchange(&line, &them, now)
            .map_err(|error| violation(lie, error.code()))?;
        let noticed = outcome.events.iter().any(|event| {
            matches!(
                event,
                Event::Notice {
                    notice: Notice::Backdated,
                    ..
                }
            )
        });
        if noticed {
            Ok(())
        } else {
            Err(violation(lie, format!("{:?}", outcome.events)))
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
        let state = house.at.node.channel(&them);
        let state = state.map_err(|error| violation(self.lie, error.code()))?;
        let position = Position {
            generation: state.current.number,
            index,
        };
        Ok((them, position))
    }

    fn me(&self) -> Result<PartyName, Violation> {
        NAME.parse().map_err(|_| violation(self.lie, "a name"))
    }

    /// Why the house shows an act of ours as void.
    fn void_at(&self, house: &House, index: u64) -> Result<Option<String>, Violation> {
        let (them, position) = self.position(house, index)?;
        let said = house
            .at
            .store
            .read(|tx| tx.act(&them, Side::Second, position));
        let said = said.map_err(|error: StoreError| violation(self.lie, error.code()))?;
        Ok(said
            .and_then(|said| said.void)
            .map(|void| void.code().to_owned()))
    }

    /// Whether the house has called an entry of ours bad.
    fn called_bad(&self, house: &House, index: u64) -> Result<bool, Violation> {
        let (them, position) = self.position(house, index)?;
        let covered = house
            .at
            .store
            .read(|tx| tx.covered(&them, Side::Second, position));
        let covered = covered.map_err(|error: StoreError| violation(self.lie, error.code()))?;
        Ok(covered.is_some_and(|covered| covered.bad))
    }

    /// A leaf dated before the one before it: void.
    fn goes_back(&mut self, house: &House, now: Time) -> Result<(), Violation> {
        let act = self.node().act("said earlier");
        let shown = self.act_with(house, now, act, |leaf, _| {
            leaf.at = Time::from_seconds(1_795_300_000);
        })?;
        self.expect(shown.void.as_deref(), Some("void-time-went-back"))
    }

    /// A leaf of 2099: refused, and nothing is kept of it.
    fn dates_2099(&mut self, house: &House, now: Time) -> Result<(), Violation> {
        let size = self.node().state.current.ours.head.size();
        let act = self.node().act("from the future");
        let shown = self.act_with(house, now, act, |leaf, _| {
            leaf.at = Time::from_seconds(4_080_000_000);
        })?;
        self.expect(shown.refused.as_deref(), Some("refuse-from-the-future"))?;
        let them = self.me()?;
        let held = house.at.node.channel(&them);
        let held = held.map_err(|error| violation(self.lie, error.code()))?;
        if held.current.theirs.head.size() > size {
            return Err(violation(self.lie, "it was kept"));
        }
        Ok(())
    }

    /// A request without anything that a request must say: shown as void, and without effect.
    fn breaks_rules(&mut self, house: &House, now: Time) -> Result<(), Violation> {
        let index = self.node().state.current.ours.head.size();
        let act = self.node().act("no request at all");
        let case = act.said.dossier.clone();
        self.act_with(house, now, act, |_, _| ())?;
        let show = case.and_then(|case| house.office().show_case(&case.to_string(), now).ok());
        let status = show.map(|show| show.status);
        if status == Some(CaseStatus::Void) {
            return Ok(());
        }
        Err(violation(self.lie, format!("entry {index} is {status:?}")))
    }

    /// A sealed act of another channel, or one that only its writer can open: called bad.
    fn sealed_wrongly(
        &mut self,
        house: &House,
        now: Time,
        replayed: bool,
    ) -> Result<(), Violation> {
        let seed = self.seed;
        let node = self.node();
        let act = if replayed {
            let [me, third] = [NAME, "third.example"].map(|name| Party::new(name, seed));
            let mut elsewhere = MemoryNode::new(me, &third, seed);
            elsewhere.now = now;
            elsewhere.act("meant for another")
        } else {
            let house = std::mem::replace(&mut node.them.0, node.party.name().clone());
            let act = node.act("for nobody");
            node.them.0 = house;
            act
        };
        let shown = self.act_with(house, now, act, |_, _| ())?;
        self.expect(shown.refused.as_deref(), None)?;
        if shown.bad {
            Ok(())
        } else {
            Err(violation(self.lie, "it was called good"))
        }
    }

    /// The verdict "bad" on an act that opens: the house is told, and can prove what it said.
    fn calls_good_bad(
        &mut self,
        house: &House,
        now: Time,
        dice: &mut Dice,
    ) -> Result<(), Violation> {
        let them = self.me()?;
        let (file, list) = crate::work::request(dice, "called-bad");
        let said = crate::work::say(house, &them, file, list.as_deref(), now, dice)
            .map_err(|error| violation(self.lie, error.code()))?;
        // The liar takes it in, and covers it with a verdict of its own making.
        let line = Line {
            node: &self.node,
            manner: Manner::Silent,
        };
        house.at.node.exchange(&line, &them, now).ok();
        let start = self.start();
        let node = self.node();
        node.lie_with(|leaf| Leaf {
            bad: vec![said.entry.index],
            ..leaf
        });
        let bytes = node.lying_pouch(start, now);
        let outcome = house
            .at
            .node
            .exchange(&Answering(bytes), &them, now)
            .map_err(|error| violation(self.lie, error.code()))?;
        let told = outcome.events.iter().any(
            |event| matches!(event, Event::CalledBad { ours, .. } if *ours == said.entry.index),
        );
        if !told {
            return Err(violation(self.lie, format!("{:?}", outcome.events)));
        }
        self.after_cover(house, now, said.act)
    }

    /// Whatever the verdict, what was said can be opened to a stranger.
    fn after_cover(&mut self, house: &House, now: Time, act: ActId) -> Result<(), Violation> {
        self.talk(house, now).ok();
        let claim = Claim::Act {
            act,
            kind: ProofKind::Opened,
        };
        let open = Open {
            envelope: true,
            body: true,
            unmask: true,
            ..Open::default()
        };
        let proof = house.office().prove(&claim, &open);
        match proof {
            Ok(_) => Ok(()),
            Err(error) => Err(violation(self.lie, format!("no proof: {}", error.code()))),
        }
    }

    /// An attachment that is announced and never given: incomplete for good.
    fn withholds_attachment(&mut self, house: &House, now: Time) -> Result<(), Violation> {
        let node = self.node();
        let act = node.act_of("see the attachment", vec![announced()]);
        self.act_with(house, now, act, |_, _| ())?;
        let them = self.me()?;
        let missing = house
            .at
            .store
            .read(|tx| tx.incomplete_attachments(None, 100));
        let missing = missing.map_err(|error: StoreError| violation(self.lie, error.code()))?;
        let root = announced().root;
        if !missing.iter().any(|row| row.root == root) {
            return Err(violation(self.lie, "nothing is missing"));
        }
        let line = Line {
            node: &self.node,
            manner: Manner::Honest,
        };
        let fetched = house
            .at
            .node
            .fetch(&house.at.parts, &line, &them, &root, &mut |_| true);
        match fetched {
            Ok(done) if done.complete => Err(violation(self.lie, "it is complete")),
            _ => Ok(()),
        }
    }

    /// After a loss it hands back nothing: the house signs nothing more in that generation.
    fn short_prefix(&mut self, house: &mut House, now: Time) -> Result<(), Violation> {
        let them = self.me()?;
        let before = house.at.store.snapshot();
        let empty = House::new("spare.example", self.seed, now);
        house.at.store.restore(&empty.at.store.snapshot());
        house.hire(now);
        let own = house.at.node.keep_own_credential(house.at.credential());
        own.and_then(|()| house.at.node.pin(&self.node().party.file))
            .map_err(|error| violation(self.lie, error.code()))?;
        let line = Line {
            node: &self.node,
            manner: Manner::Honest,
        };
        let recovered = house.at.node.recover(&line, &them, now);
        let standing = recovered.map(|recovered| recovered.standing);
        let exchanged = house.at.node.exchange(&line, &them, now);
        let reopened = house.at.node.reopen(&them, now);
        house.at.store.restore(&before);
        if !matches!(standing, Ok(Standing::Short)) {
            return Err(violation(self.lie, format!("{standing:?}")));
        }
        if exchanged.is_ok() {
            return Err(violation(self.lie, "it signed on"));
        }
        match reopened {
            Ok(_) => Ok(()),
            Err(error) => Err(violation(self.lie, error.code())),
        }
    }

    /// What comes under a revoked key after the revocation was recorded counts no more.
    fn stolen_key(&mut self, house: &House, now: Time, dice: &mut Dice) -> Result<(), Violation> {
        let revocation = self.node().party.revocation();
        let speaker = Speaker {
            office: "D-17".to_owned(),
            duty: None,
        };
        house
            .at
            .node
            .record_revocation(&revocation, &speaker, now, dice)
            .map_err(|error| violation(self.lie, error.code()))?;
        self.node().say("the thief speaks").ok();
        let start = self.start();
        let bytes = self.node().lying_pouch(start, now);
        let code = self.hand_over(house, bytes, now);
        self.expect(code.as_deref(), Some("refuse-revoked"))
    }
}

/// An attachment that nobody has.
fn announced() -> AttachmentRef {
    AttachmentRef {
        root: sha256(b"parts of nothing"),
        size: 100,
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
