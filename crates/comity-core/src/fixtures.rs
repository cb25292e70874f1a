//! Scripts of acts for tests: two logs that see and cover each other, without seals and signatures.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a fixture that cannot be built fails its test"
)]

use serde_json::{Map, Value};

use crate::{
    act::{Act, Opens, kind},
    canonical::V1,
    envelope::Envelope,
    id::{ActId, DossierId, DossierKey},
    name::{Origin, PartyName},
    record::{Covered, Position, Said, Side},
    time::Time,
};

/// Two logs under way.
#[derive(Debug, Clone)]
pub struct Script {
    /// All acts said so far, in the order in which they were said.
    pub acts: Vec<Said>,
    /// The time that the next leaf states.
    pub now: Time,
    sizes: [u64; 2],
    seen: [u64; 2],
    dossier: Option<DossierId>,
    serial: u64,
}

impl Script {
    /// Two logs with their opening leaves, at 2026-11-23T02:00:00Z.
    #[must_use]
    pub fn new() -> Self {
        let now = "2026-11-23T02:00:00Z".parse().unwrap_or_default();
        Self {
            acts: vec![],
            now,
            sizes: [1, 1],
            seen: [1, 1],
            dossier: None,
            serial: 0,
        }
    }

    /// Lets time pass.
    pub fn wait(&mut self, seconds: i64) -> &mut Self {
        self.now = self.now.plus(seconds);
        self
    }

    /// A side says an act, having seen all of the other log. An opening kind opens the dossier of all that follows.
    pub fn say(&mut self, side: Side, code: &str, says: &Value) -> ActId {
        self.see(side);
        self.say_blind(side, code, says)
    }

    /// The same for a typed act.
    pub fn act(&mut self, side: Side, act: &Act) -> ActId {
        let says = act.says().expect("a sound act");
        self.say(side, act.code(), &Value::Object(says))
    }

    /// A side says an act without having read on.
    pub fn say_blind(&mut self, side: Side, code: &str, says: &Value) -> ActId {
        self.serial += 1;
        let id = ActId::new(
            u64::try_from(self.now.seconds()).unwrap_or_default() * 1000,
            &random(self.serial),
        );
        let opens =
            kind(code).is_some_and(|kind| kind.opens != Opens::No) && self.dossier.is_none();
        if opens {
            self.dossier = Some(DossierId {
                by: party(side),
                id,
            });
        }
        let envelope = Envelope {
            attachments: vec![],
            body: None,
            credential: comity_tlog::hash::sha256(b"credential"),
            dossier: self.dossier.clone(),
            duty: Some("07".to_owned()),
            id,
            key: opens.then(|| DossierKey::new([7; 32])),
            kind: code.to_owned(),
            office: "D-17".to_owned(),
            origin: origin(side),
            rules: crate::RULES,
            says: says.as_object().cloned().unwrap_or_else(Map::new),
            v: V1,
        };
        let position = self.append(side);
        self.acts.push(Said {
            side,
            position,
            act: comity_tlog::hash::sha256(&self.serial.to_be_bytes()),
            at: self.now,
            seen: place(self.seen[index(side)]),
            covered: None,
            void: None,
            envelope,
        });
        id
    }

    /// A side appends a receipt leaf that covers all of the other log.
    pub fn receipt(&mut self, side: Side) -> &mut Self {
        self.see(side);
        self.append(side);
        self
    }

    /// The last leaf of a side calls an act bad.
    pub fn call_bad(&mut self, act: ActId) -> &mut Self {
        for said in &mut self.acts {
            if said.envelope.id == act
                && let Some(covered) = &mut said.covered
            {
                covered.bad = true;
            }
        }
        self
    }

    /// The side's next leaf sees, and covers, all that the other has said.
    fn see(&mut self, side: Side) {
        let size = self.sizes[index(side.other())];
        self.seen[index(side)] = size;
    }

    fn append(&mut self, side: Side) -> Position {
        let by = place(self.sizes[index(side)]);
        self.sizes[index(side)] += 1;
        let (seen, now) = (place(self.seen[index(side)]), self.now);
        for said in &mut self.acts {
            if said.side != side && said.position < seen && said.covered.is_none() {
                said.covered = Some(Covered {
                    by,
                    at: now,
                    bad: false,
                });
            }
        }
        by
    }
}

impl Default for Script {
    fn default() -> Self {
        Self::new()
    }
}

/// The party on a side: `a.example` is first, `b.example` second.
#[must_use]
pub fn party(side: Side) -> PartyName {
    let name = match side {
        Side::First => "a.example",
        Side::Second => "b.example",
    };
    name.parse().unwrap()
}

/// The origin of a side's log.
#[must_use]
pub fn origin(side: Side) -> Origin {
    Origin {
        sender: party(side),
        reader: party(side.other()),
        generation: 1,
    }
}

const fn index(side: Side) -> usize {
    match side {
        Side::First => 0,
        Side::Second => 1,
    }
}

const fn place(index: u64) -> Position {
    Position {
        generation: 1,
        index,
    }
}

fn random(serial: u64) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&serial.to_be_bytes());
    bytes
}
