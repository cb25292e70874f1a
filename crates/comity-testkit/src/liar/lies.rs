//! The lies, one after the other, each with what the honest side must then show.

use comity_core::{
    Leaf, PartyName, Time,
    codes::CaseStatus,
    envelope::AttachmentRef,
    id::{ActId, DossierKey},
    record::{Position, Side},
};
use comity_node::{
    channel::renew::Speaker,
    error::NodeError,
    prove::{Claim, Open},
};
use comity_peer::{
    act::SealedAct,
    channel::{Event, Notice, Standing},
    fixtures::{MemoryNode, Party, StandInSealer},
    proof::{ProofKind, verify},
    rng::array,
};
use comity_store::{Store, StoreError};
use comity_tlog::hash::sha256;
use serde_json::{Map, Value, json};

use super::{Answering, LATE, Liar, Line, Manner, NAME, violation};
use crate::{dice::Dice, house::House, watch::Violation};

impl Liar {
    pub(super) fn withholds_receipt(
        &mut self,
        house: &House,
        now: Time,
        dice: &mut Dice,
    ) -> Result<(), Violation> {
        let them = self.me()?;
        let before = house
            .node()
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
            house.node().exchange(&line, &them, now).ok();
        }
        let after = house.node().channel(&them).map(|state| {
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
        self.frozen_and_shown(house, code)?;
        self.goes_on(house, now)?;
        Ok(true)
    }

    /// The house froze the channel and proves it to a stranger.
    fn frozen_and_shown(&mut self, house: &House, code: &str) -> Result<(), Violation> {
        let lie = self.lie;
        let them = self.me()?;
        let state = house.node().channel(&them);
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
        self.shown_to_a_stranger(house, &proof.bytes)
    }

    /// Both open a new generation, and what is said in it is delivered.
    pub(super) fn goes_on(&mut self, house: &House, now: Time) -> Result<(), Violation> {
        let (lie, them) = (self.lie, self.me()?);
        let failed = |what: &str| violation(lie, format!("no new generation: {what}"));
        let reopened = house.node().reopen(&them, now);
        reopened.map_err(|error| failed(error.code()))?;
        let state = |_| house.node().channel(&them);
        let opened = state(()).map_err(|error| failed(error.code()))?;
        let previous = opened.current.opening.map(|opening| opening.previous);
        let node = self.node();
        node.now = now;
        node.reopen(previous.unwrap_or_default())
            .map_err(|error| failed(error.code()))?;
        self.talk(house, now).map_err(|code| failed(&code))?;
        let said = self.node().say("in the new generation");
        said.map_err(|error| failed(error.code()))?;
        self.talk(house, now).map_err(|code| failed(&code))?;
        let (ours, theirs) = (&self.node().state.current, state(()));
        let theirs = theirs.map_err(|error| failed(error.code()))?.current;
        let delivered = ours.ours.receipted() == ours.ours.head.size();
        if theirs.in_force() && delivered && theirs.theirs.head.size() == ours.ours.head.size() {
            Ok(())
        } else {
            Err(failed("nothing is delivered in it"))
        }
    }

    pub(super) fn forks(&mut self, house: &House, now: Time) -> Result<bool, Violation> {
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

    pub(super) fn wrong_seen(&mut self, house: &House, now: Time) -> Result<bool, Violation> {
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

    /// Two credentials of one serial: a person trusts the first, and the other comes as a file
    /// or, half of the time, with an act that issues it.
    pub(super) fn two_credentials(
        &mut self,
        house: &House,
        now: Time,
        dice: &mut Dice,
    ) -> Result<bool, Violation> {
        let (lie, seed) = (self.lie, self.seed);
        let party = &self.node().party;
        let [one, other] = [1, 2].map(|nth| party.rotated(seed.wrapping_add(nth)));
        let trusted = house.node().safety_number(&one.file);
        let trusted = trusted.and_then(|number| house.node().trust(&one.file, &number, now));
        trusted.map_err(|error| violation(lie, error.code()))?;
        let code = if dice.chance(500) {
            let held = house.node().hold_against(&other.file, now);
            held.err().map(|error| error.code().to_owned())
        } else {
            let start = self.start();
            let node = self.node();
            let act = node.issues(&other.file);
            node.append(&act)
                .map_err(|error| violation(lie, error.code()))?;
            let bytes = node.lying_pouch(start, now);
            self.hand_over(house, bytes, now)
        };
        self.expect(code.as_deref(), Some("fork-two-credentials"))?;
        self.frozen_and_shown(house, "fork-two-credentials")?;
        // Both sides go on under the one that a person has trusted.
        self.node().party = one;
        self.goes_on(house, now)?;
        Ok(true)
    }

    /// A leaf before its sender's last signature: evidence, without effect on state.
    pub(super) fn back_dates(&mut self, house: &House, now: Time) -> Result<(), Violation> {
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
            .node()
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

    /// A leaf dated before the one before it: void.
    pub(super) fn goes_back(
        &mut self,
        house: &House,
        now: Time,
        dice: &mut Dice,
    ) -> Result<(), Violation> {
        self.no_notice_waits(house, now, dice)?;
        let act = self.node().act("said earlier");
        let shown = self.act_with(house, now, act, |leaf, _| {
            leaf.at = Time::from_seconds(1_795_300_000);
        })?;
        self.expect(shown.void.as_deref(), Some("void-time-went-back"))?;
        self.noticed_once(house, now, dice)
    }

    /// A leaf of 2099: refused, and nothing is kept of it.
    pub(super) fn dates_2099(&mut self, house: &House, now: Time) -> Result<(), Violation> {
        let size = self.node().state.current.ours.head.size();
        let act = self.node().act("from the future");
        let shown = self.act_with(house, now, act, |leaf, _| {
            leaf.at = Time::from_seconds(4_080_000_000);
        })?;
        self.expect(shown.refused.as_deref(), Some("refuse-from-the-future"))?;
        let them = self.me()?;
        let held = house.node().channel(&them);
        let held = held.map_err(|error| violation(self.lie, error.code()))?;
        if held.current.theirs.head.size() > size {
            return Err(violation(self.lie, "it was kept"));
        }
        Ok(())
    }

    /// Half of the time a request without anything that a request must say, else a sound one
    /// that its own asker then accepts: void, without effect, and noticed once.
    pub(super) fn breaks_rules(
        &mut self,
        house: &House,
        now: Time,
        dice: &mut Dice,
    ) -> Result<(), Violation> {
        self.no_notice_waits(house, now, dice)?;
        let (act, wanted) = if dice.chance(500) {
            (self.node().act("no request at all"), CaseStatus::Void)
        } else {
            let key = DossierKey::new(array(dice));
            let node = self.node();
            let asked = node.act_in(None, key.clone(), "request.submit", sound(), "x", vec![]);
            let case = asked.said.dossier.clone();
            self.act_with(house, now, asked, |_, _| ())?;
            self.no_notice_waits(house, now, dice)?;
            let nothing = Map::new();
            let act = self
                .node()
                .act_in(case, key, "decision.accept", nothing, "x", vec![]);
            (act, CaseStatus::Submitted)
        };
        let case = act.said.dossier.clone();
        self.act_with(house, now, act, |_, _| ())?;
        let show = case.and_then(|case| house.office().show_case(&case.to_string(), now).ok());
        let status = show.map(|show| show.status);
        if status == Some(wanted) {
            return self.noticed_once(house, now, dice);
        }
        Err(violation(self.lie, format!("{status:?}, not {wanted:?}")))
    }

    /// A sealed act of another channel, or one that only its writer can open: called bad.
    pub(super) fn sealed_wrongly(
        &mut self,
        house: &House,
        now: Time,
        replayed: bool,
    ) -> Result<(), Violation> {
        let (name, seed) = (self.name, self.seed);
        // What was sealed to keys that are lost opens for nobody there.
        let opens = replayed && !house.node().has_lost_keys();
        if opens && let Some(stolen) = own_act(house) {
            // It opens for the house, who wrote it, and stands in the wrong log.
            let shown = self.act_with(house, now, stolen, |_, _| ())?;
            return self.expect(shown.void.as_deref(), Some("void-wrong-origin"));
        }
        let node = self.node();
        let act = if replayed {
            let [me, third] = [name, "third.example"].map(|name| Party::new(name, seed));
            let mut elsewhere = MemoryNode::new(me, &third, seed);
            elsewhere.now = now;
            elsewhere.act("meant for another")
        } else {
            let house = std::mem::replace(&mut node.them.1, node.party.file.clone());
            let act = node.act("for nobody");
            node.them.1 = house;
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
    pub(super) fn calls_good_bad(
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
        house.node().exchange(&line, &them, now).ok();
        let start = self.start();
        let node = self.node();
        node.lie_with(|leaf| Leaf {
            bad: vec![said.entry.index],
            ..leaf
        });
        let bytes = node.lying_pouch(start, now);
        let outcome = house
            .node()
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
        let proof =
            proof.map_err(|error| violation(self.lie, format!("no proof: {}", error.code())))?;
        self.shown_to_a_stranger(house, &proof.bytes)
    }

    /// Somebody with nothing but the two credentials checks a proof.
    fn shown_to_a_stranger(&mut self, house: &House, proof: &[u8]) -> Result<(), Violation> {
        let (lie, seed) = (self.lie, self.seed);
        let pinned = [
            house.at.credential().clone(),
            self.node().party.file.clone(),
        ];
        let stranger = StandInSealer::new("stranger.example", seed);
        verify(proof, &pinned, &stranger)
            .map_err(|error| violation(lie, format!("a stranger: {error}")))?;
        Ok(())
    }

    /// What was void before the lie has its notice.
    fn no_notice_waits(&self, house: &House, now: Time, dice: &mut Dice) -> Result<(), Violation> {
        let said = house.node().say_notices(&self.me()?, now, dice);
        said.map_err(|error| violation(self.lie, error.code()))?;
        Ok(())
    }

    /// The machine answers what is void with one notice, and says it once.
    fn noticed_once(&self, house: &House, now: Time, dice: &mut Dice) -> Result<(), Violation> {
        let them = self.me()?;
        for wanted in [1, 0] {
            let said = house.node().say_notices(&them, now, dice);
            let said = said.map_err(|error| violation(self.lie, error.code()))?;
            if said != wanted {
                let what = format!("{said} technical notices, not {wanted}");
                return Err(violation(self.lie, what));
            }
        }
        Ok(())
    }

    /// An attachment that is announced and never given: incomplete for good.
    pub(super) fn withholds_attachment(
        &mut self,
        house: &House,
        now: Time,
    ) -> Result<(), Violation> {
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
            .node()
            .fetch(&house.at.parts, &line, &them, &root, &mut |_| true);
        match fetched {
            Ok(done) if done.complete => Err(violation(self.lie, "it is complete")),
            _ => Ok(()),
        }
    }

    /// After a loss it hands back nothing: the house signs nothing more in that generation.
    pub(super) fn short_prefix(&mut self, house: &mut House, now: Time) -> Result<(), Violation> {
        let them = self.me()?;
        let before = house.at.store.snapshot();
        let empty = House::new("spare.example", self.seed, now);
        house.at.store.restore(&empty.at.store.snapshot());
        house.hire(now);
        let own = house.node().keep_own_credential(house.at.credential());
        own.and_then(|()| house.node().pin(&self.node().party.file))
            .map_err(|error| violation(self.lie, error.code()))?;
        let line = Line {
            node: &self.node,
            manner: Manner::Honest,
        };
        let recovered = house.node().recover(&line, &them, now);
        let standing = recovered.map(|recovered| recovered.standing);
        let exchanged = house.node().exchange(&line, &them, now);
        let reopened = house.node().reopen(&them, now);
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
    pub(super) fn stolen_key(
        &mut self,
        house: &House,
        now: Time,
        dice: &mut Dice,
    ) -> Result<(), Violation> {
        let revocation = self.node().party.revocation();
        let speaker = Speaker {
            office: "D-17".to_owned(),
            duty: None,
        };
        house
            .node()
            .record_revocation(&revocation, &speaker, now, dice)
            .map_err(|error| violation(self.lie, error.code()))?;
        self.node().say("the thief speaks").ok();
        let start = self.start();
        let bytes = self.node().lying_pouch(start, now);
        let code = self.hand_over(house, bytes, now);
        self.expect(code.as_deref(), Some("refuse-revoked"))
    }
}

/// A sealed act of the house in its log for somebody else, as it went over the wire.
fn own_act(house: &House) -> Option<SealedAct> {
    let start = Position {
        generation: 1,
        index: 0,
    };
    let of = |them: &PartyName| {
        let mut origin = house.node().channel(them).ok()?.our_origin();
        let side = match origin.sender < origin.reader {
            true => Side::First,
            false => Side::Second,
        };
        let read = house.node().store().read(|tx| {
            let Some(said) = tx.acts(them, side, start, 1)?.pop() else {
                return Ok(None);
            };
            origin.generation = said.position.generation;
            let index = said.position.index;
            let row = tx.entry(&origin, index)?;
            let body = match said.envelope.body {
                Some(body) => tx.sealed(&origin, index, &body.sha256)?,
                None => None,
            };
            let envelope = tx.sealed(&origin, index, &said.act)?;
            Ok::<_, NodeError>(Some((said, row, envelope, body)))
        });
        let (said, row, envelope, body) = read.ok()??;
        Some(SealedAct {
            act: said.act,
            re: Leaf::parse(&row?.leaf).ok()?.re?,
            envelope: envelope?,
            body,
            said: said.envelope,
        })
    };
    let others = house.node().channels().ok()?;
    let others = others
        .iter()
        .filter(|them| ![NAME, LATE].contains(&them.as_str()));
    others.into_iter().find_map(of)
}

/// What a sound request says.
fn sound() -> Map<String, Value> {
    let says = json!({
        "assistance": ["takedown"], "channel": "cert", "items": {"url": 2}, "language": "en",
        "handling": {"court_use": "none", "onward": "none", "pap": "amber", "tlp": "amber"},
        "profile": "technical", "status": "new", "urgency": "urgent",
    });
    says.as_object().cloned().unwrap_or_default()
}

/// An attachment that nobody has.
fn announced() -> AttachmentRef {
    AttachmentRef {
        root: sha256(b"parts of nothing"),
        size: 100,
    }
}
