//! Two nodes on SQLite, each in a home of its own as the program lays it out, called directly.

use std::{fs, path::Path, sync::Arc, thread};

use comity_core::{PartyName, Time};
use comity_node::{
    channel::say::{Draft, Matter, SaidHere},
    fixtures::profile,
    home::Home,
    keys::{
        FolderMarks, Keyring, Marks,
        file::{self, Protection},
        issue::Issue,
        tls,
    },
    node::{Limits, Node, Secrets},
};
use comity_peer::{
    call::{Request, Response, Transport, TransportError},
    credential::CredentialFile,
    fixtures::{Seeded, StandInSealer},
    seal::{Recipients, Suite},
};
use comity_store::{SqliteStore, Store as _, parts::PartFolder};
use serde_json::{Map, Value, json};

use crate::counted::{CountedMarks, CountedStore, Counts};

/// One node: real keys in a home on disk, with the store and the marks that lie there.
#[derive(Debug)]
pub struct Side {
    /// Where it lies.
    pub home: Home,
    /// The node.
    pub node: Node<CountedStore>,
    /// Its keys.
    pub keyring: Keyring,
    /// Its credential.
    pub credential: CredentialFile,
    /// Its attachments.
    pub parts: PartFolder,
    /// What it made durable since it was opened.
    pub counts: Arc<Counts>,
}

/// Two sides whose channel is in force.
#[derive(Debug)]
pub struct Pair {
    /// The side that calls.
    pub a: Side,
    /// The side that is called.
    pub b: Side,
}

/// When it begins: in the past, so that a real clock is never before it.
///
/// # Panics
/// Never: the time is well-formed.
#[must_use]
pub fn start() -> Time {
    "2025-01-06T02:00:00Z".parse().expect("a time")
}

impl Side {
    /// The node in this folder, made if it is not there.
    ///
    /// # Errors
    /// The folder cannot be read or written.
    pub fn open(folder: &Path, name: &str, suite: Suite, seed: u64) -> anyhow::Result<Self> {
        let root = folder.join(name);
        let (home, keyring, credential) = match Home::open(&root) {
            Ok(home) => {
                let keyring = file::read(&home, None)?;
                let credential = CredentialFile::parse(&fs::read(home.credential(1))?)?;
                (home, keyring, credential)
            }
            Err(_) => make(&root, name, suite, seed)?,
        };
        let counts = Arc::new(Counts::default());
        let marks: Arc<dyn Marks> = Arc::new(CountedMarks {
            inner: FolderMarks::new(&home.high_water()),
            counts: Arc::clone(&counts),
        });
        let mut secrets = Secrets::of(&keyring, &marks)?;
        if suite == Suite::StandIn {
            secrets.sealer = Arc::new(StandInSealer::new(name, seed));
        }
        let store = CountedStore {
            inner: SqliteStore::open(&home.store())?,
            counts: Arc::clone(&counts),
        };
        let limits = Limits {
            attachment: u64::MAX,
            quota: u64::MAX,
            ..Limits::default()
        };
        let node = Node::new(keyring.party.clone(), store, secrets, marks, limits);
        if node
            .unfollowed()
            .read(|tx| tx.credentials(node.me()))?
            .is_empty()
        {
            node.keep_own_credential(&credential)?;
        }
        Ok(Self {
            parts: PartFolder::open(home.parts())?,
            home,
            node,
            keyring,
            credential,
            counts,
        })
    }

    fn trust(&self, other: &Self) -> anyhow::Result<()> {
        let number = self.node.safety_number(&other.credential)?;
        self.node.trust(&other.credential, &number, start())?;
        Ok(())
    }

    /// Recipients of an act from this side to the other.
    ///
    /// # Errors
    /// The two credentials have no suite in common.
    pub fn recipients(&self, to: &Self) -> anyhow::Result<Recipients> {
        let (own, theirs) = (self.credential.credential(), to.credential.credential());
        theirs
            .seal_to(own)
            .ok_or_else(|| anyhow::anyhow!("no suite in common"))
    }

    /// Says acts in one transaction, in this order.
    ///
    /// # Errors
    /// The node refuses or the store fails.
    pub fn say(
        &self,
        to: &PartyName,
        drafts: Vec<Draft>,
        now: Time,
        seed: u64,
    ) -> anyhow::Result<Vec<SaidHere>> {
        Ok(self.node.say_all(to, drafts, now, &mut Seeded::new(seed))?)
    }
}

fn make(
    root: &Path,
    name: &str,
    suite: Suite,
    seed: u64,
) -> anyhow::Result<(Home, Keyring, CredentialFile)> {
    let home = Home::create(root)?;
    let party: PartyName = name.parse()?;
    let key = tls::draw()?;
    let pin = tls::pin(&key)?;
    let (keyring, secret) = Keyring::draw(party, &[suite], key, &mut Seeded::new(seed))?;
    let issued = Issue {
        keyring: &keyring,
        now: start(),
        profile: &profile(name),
        serial: 1,
        suites: &[suite],
        tls: pin,
    }
    .first(&secret)?;
    fs::write(home.credential(1), issued.credential.bytes())?;
    // The keyring last: with it, the home is one.
    file::write(&home, &keyring, &Protection::FileRights)?;
    Ok((home, keyring, issued.credential))
}

impl Pair {
    /// The two nodes below a folder, made if they are not there; in force.
    ///
    /// # Errors
    /// The folder cannot be read or written.
    pub fn open(folder: &Path, suite: Suite) -> anyhow::Result<Self> {
        let pair = Self {
            a: Side::open(folder, "a.example", suite, 1)?,
            b: Side::open(folder, "b.example", suite, 2)?,
        };
        if pair.a.node.channels()?.is_empty() || pair.b.node.channels()?.is_empty() {
            pair.a.trust(&pair.b)?;
            pair.b.trust(&pair.a)?;
            pair.exchange(start())?;
        }
        Ok(pair)
    }

    /// A exchanges with B; how much of A's log B has receipted.
    ///
    /// # Errors
    /// A node refuses or a store fails.
    pub fn exchange(&self, now: Time) -> anyhow::Result<u64> {
        self.exchange_over(&self.line(now), now)
    }

    /// The same over another transport.
    ///
    /// # Errors
    /// A node refuses or a store fails.
    pub fn exchange_over(&self, transport: &dyn Transport, now: Time) -> anyhow::Result<u64> {
        self.a.node.exchange(transport, self.b.node.me(), now)?;
        let state = self.a.node.channel(self.b.node.me())?;
        Ok(state.current.ours.receipted())
    }

    /// Calls of A to B in this process.
    #[must_use]
    pub fn line(&self, now: Time) -> Line<'_> {
        Line {
            caller: self.a.node.me(),
            to: &self.b,
            now,
        }
    }

    /// Calls of B to A in this process.
    #[must_use]
    pub fn line_back(&self, now: Time) -> Line<'_> {
        Line {
            caller: self.b.node.me(),
            to: &self.a,
            now,
        }
    }

    /// A says so many acts on the channel in one transaction; the index after the last one.
    ///
    /// # Errors
    /// The node refuses or the store fails.
    pub fn say(&self, count: u64, bytes: usize, seed: u64) -> anyhow::Result<u64> {
        self.say_drafts((0..count).map(|number| plain(number, bytes)), seed)
    }

    /// A asks B for so many takedowns, each a case of its own, in one transaction; the index after the last one.
    ///
    /// # Errors
    /// The node refuses or the store fails.
    pub fn ask(&self, count: u64, bytes: usize, seed: u64) -> anyhow::Result<u64> {
        self.say_drafts((0..count).map(|number| takedown(number, bytes)), seed)
    }

    /// Brings the desks of both to the ends of their logs, each on a thread of its own as they
    /// would be in two services.
    ///
    /// # Errors
    /// A store fails.
    pub fn follow_desks(&self) -> anyhow::Result<()> {
        let (a, b) = (&self.a.node, &self.b.node);
        thread::scope(|scope| {
            let theirs = scope.spawn(|| b.follow_desk(a.me()));
            a.follow_desk(b.me())?;
            let theirs = theirs
                .join()
                .map_err(|_| anyhow::anyhow!("a desk panicked"))?;
            theirs?;
            Ok(())
        })
    }

    fn say_drafts(&self, drafts: impl Iterator<Item = Draft>, seed: u64) -> anyhow::Result<u64> {
        let said = self
            .a
            .say(self.b.node.me(), drafts.collect(), start(), seed)?;
        Ok(said.last().map_or(0, |last| last.position.index + 1))
    }
}

/// A dispute of the other side's opening entry: an act of the channel, of no case.
fn plain(number: u64, bytes: usize) -> Draft {
    let says = json!({"claim": "time", "entry": {"generation": 1, "index": 0}});
    draft(
        Matter::None,
        "dispute",
        fields(says),
        Some(text(number, bytes)),
    )
}

/// A request to take something down, which opens a case.
pub(crate) fn takedown(number: u64, bytes: usize) -> Draft {
    let says = json!({
        "assistance": ["takedown"],
        "channel": "cert",
        "handling": {"court_use": "none", "onward": "none", "pap": "clear", "tlp": "green"},
        "items": {"url": 2},
        "language": "en",
        "observed": {"from": "2025-01-05T02:00:00Z", "until": "2025-01-06T02:00:00Z"},
        "profile": "technical",
        "status": "new",
        "urgency": "routine",
    });
    draft(
        Matter::Opens,
        "request.submit",
        fields(says),
        Some(text(number, bytes)),
    )
}

/// A body whose text has so many bytes.
fn text(number: u64, bytes: usize) -> Map<String, Value> {
    fields(json!({"text": format!("{number:0>bytes$}")}))
}

pub(crate) fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// An act of the duty desk.
pub(crate) fn draft(
    matter: Matter,
    kind: &str,
    says: Map<String, Value>,
    body: Option<Map<String, Value>>,
) -> Draft {
    Draft {
        matter,
        kind: kind.to_owned(),
        says,
        body,
        attachments: vec![],
        office: "D-17".to_owned(),
        duty: None,
    }
}

/// Calls the other side in this process.
#[derive(Debug)]
pub struct Line<'a> {
    caller: &'a PartyName,
    to: &'a Side,
    now: Time,
}

impl Transport for Line<'_> {
    fn call(&self, _to: &PartyName, request: Request) -> Result<Response, TransportError> {
        Ok(self
            .to
            .node
            .answer(self.caller, request, &self.to.parts, self.now))
    }
}

#[cfg(test)]
mod tests {
    use comity_core::{
        case::{Effect, evaluate},
        channel,
        record::{Position, Said, Side},
    };
    use comity_node::error::NodeError;

    use super::*;

    #[test]
    fn what_is_measured_has_an_effect_on_the_other_side() {
        let folder = tempfile::tempdir().unwrap();
        let pair = Pair::open(folder.path(), Suite::StandIn).unwrap();
        pair.say(2, 512, 1).unwrap();
        let end = pair.ask(2, 512, 2).unwrap();
        assert_eq!(pair.exchange(start()).unwrap(), end);
        let from = Position {
            generation: 1,
            index: 0,
        };
        let acts: Vec<Said> = pair
            .b
            .node
            .store()
            .read(|tx| Ok::<_, NodeError>(tx.acts(pair.a.node.me(), Side::First, from, 10)?))
            .unwrap();
        assert_eq!(acts.len(), 4);
        let plain = channel::evaluate(&acts).acts;
        assert_eq!(plain.len(), 2);
        assert!(
            plain
                .iter()
                .all(|(_, _, effect)| *effect == Effect::OnTheSide)
        );
        for asked in acts.iter().filter(|said| said.envelope.dossier.is_some()) {
            let case = evaluate(std::slice::from_ref(asked));
            assert_eq!(case.acts[0].effect, Effect::Applied);
        }
    }
}
