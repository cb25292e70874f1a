//! Many counterparts: what is dead, slow or hostile costs the others nothing.
//!
//! The calling half of a service, on the runtime that `serve` makes, with real
//! stores and keys on both ends. Only the line is a switchboard: it calls the
//! other node directly, holds calls up until a gate opens, or answers garbage.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Condvar, mpsc},
};

use comity_core::codes::Language;
use comity_node::{
    case::{file::ActFile, flow::Submitted},
    clock::SystemClock,
    config::Config,
    home::Home,
    keys::{file::Protection, issue::Profile},
};
use comity_peer::{
    credential::{LongShort, Office, OfficeNames, PartyNames},
    seal::Suite,
};
use serde_json::json;

use super::*;
use crate::{
    commands::init,
    wiring::{House, serve},
};

/// Counterparts of our node; the limit is 200 (`docs/operating.md`, section 19).
const COUNTERPARTS: usize = 20;
/// Longest wait for anything, so that a failure does not hang.
const PATIENCE: Duration = Duration::from_secs(120);

/// Holds calls up until it is opened.
#[derive(Debug, Default)]
struct Gate(Mutex<bool>, Condvar);

impl Gate {
    fn pass(&self) {
        let mut open = self.0.lock().unwrap();
        while !*open {
            open = self.1.wait(open).unwrap();
        }
    }

    fn open(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.1.notify_all();
    }
}

/// Opens the gate at the end of a test, also of one that fails: threads that wait would never end.
struct Opens(Arc<Gate>);

impl Drop for Opens {
    fn drop(&mut self) {
        self.0.open();
    }
}

/// How a counterpart behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Answers,
    /// It takes a call and says nothing.
    Dead,
    /// It gives its receipt and then says nothing.
    Slow,
    /// It answers with what is none.
    Garbage,
}

/// What was heard on a line: who, and how much of our log it holds after that.
type Heard = (PartyName, u64);

/// Lines to all counterparts.
struct Switchboard {
    caller: PartyName,
    ends: BTreeMap<PartyName, (House, Manner)>,
    gate: Arc<Gate>,
    heard: Mutex<mpsc::Sender<Heard>>,
}

impl Switchboard {
    fn tell(&self, party: &PartyName, held: u64) {
        // Nobody listens any more once a test is over.
        self.heard.lock().unwrap().send((party.clone(), held)).ok();
    }
}

impl Transport for Switchboard {
    fn call(&self, to: &PartyName, request: Request) -> Result<Response, TransportError> {
        let (house, manner) = &self.ends[to];
        let pouch = matches!(request, Request::Pouch { .. });
        if matches!(request, Request::Pouch { wait, .. } if wait > 0) {
            // A call that is kept open hears nothing before the end.
            self.gate.pass();
            return Err(TransportError::TimedOut);
        }
        match manner {
            Manner::Garbage => {
                self.tell(to, 0);
                let bytes = vec![0xff; 100_000];
                return Ok(match request {
                    Request::Receipt => Response::Receipt(bytes),
                    _ => Response::Pouch(bytes),
                });
            }
            Manner::Dead => self.gate.pass(),
            Manner::Slow if pouch => self.gate.pass(),
            Manner::Slow | Manner::Answers => {}
        }
        let answer = house
            .node
            .answer(&self.caller, request, &*house.parts, house.now());
        if pouch {
            self.tell(to, held(house, &self.caller));
        }
        Ok(answer)
    }
}

/// How much of a log this node holds.
fn held(house: &House, of: &PartyName) -> u64 {
    house.node.channel(of).unwrap().current.theirs.head.size()
}

fn house(dir: &Path, name: &str) -> House {
    let called = || LongShort {
        long: name.to_owned(),
        short: name.to_owned(),
    };
    let profile = Profile {
        endpoints: Vec::new(),
        jurisdiction: "EX".to_owned(),
        names: PartyNames {
            en: called(),
            zh_hans: called(),
        },
        offices: vec![Office {
            code: "D-1".to_owned(),
            names: OfficeNames {
                en: "Desk".to_owned(),
                zh_hans: "值班室".to_owned(),
            },
        }],
        // Nobody calls by the clock alone while a test runs.
        rhythm: 86_400,
        rules: vec![comity_core::RULES],
    };
    let (root, clock) = (dir.join(name), Arc::new(SystemClock));
    let suites = [Suite::AgeX25519];
    let (party, now) = (name.parse().unwrap(), clock.now());
    let new = init::make(
        &root,
        party,
        &suites,
        &profile,
        &Protection::FileRights,
        1,
        now,
    );
    let keyring = new.unwrap().keyring;
    let home = Home::open(&root).unwrap();
    let config = Config::of(&home).unwrap();
    House::with_keys(home, config, keyring, clock).unwrap()
}

fn trust(one: &House, other: &House) {
    let theirs = other.node.own_credential().unwrap();
    let number = one.node.safety_number(&theirs).unwrap();
    one.node.trust(&theirs, &number, one.now()).unwrap();
}

/// Says a query on a channel; so much of our log must be held for it to have arrived.
fn say(house: &House, them: &PartyName) -> u64 {
    let mut file = ActFile::new("query");
    file.office = Some("D-1".to_owned());
    file.says.insert("language".to_owned(), json!(Language::En));
    file.text = [Language::En, Language::ZhHans]
        .map(|language| (language, "?".to_owned()))
        .into();
    let (office, now) = (house.office(), house.now());
    let draft = office.new_draft("li", them, file, None, now).unwrap();
    let said = office.submit("li", &draft.id, now, &mut SystemRandom);
    match said.unwrap() {
        Submitted::Said(said) => said.entry.index + 1,
        Submitted::Waits { .. } => panic!("a query needs no second person"),
    }
}

/// Waits until each of these holds so much of our log.
fn until(heard: &mpsc::Receiver<Heard>, mut wanted: BTreeMap<PartyName, u64>) {
    while !wanted.is_empty() {
        let (party, held) = heard
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|_| panic!("nothing reaches {:?}", wanted.keys()));
        if wanted.get(&party).is_some_and(|wanted| held >= *wanted) {
            wanted.remove(&party);
        }
    }
}

/// The calling half of a service for our house over these lines, as `serve` puts it together.
fn scheduler(us: &House, lines: Arc<Switchboard>) -> Arc<Scheduler> {
    let book = Book::of(&us.node).unwrap();
    Arc::new(Scheduler {
        answering: Answering::new(us, Arc::clone(&book)),
        book,
        parts: Arc::clone(&us.parts),
        clock: Arc::clone(&us.clock),
        spools: BTreeMap::new(),
        throttle: Arc::clone(&us.throttle),
        transport: lines,
        dials: true,
        // So that a call is kept open to each of them besides: the most threads that wait.
        unreachable: true,
        bells: Mutex::default(),
    })
}

/// The first ones are dead, slow or send garbage by turns; all others are reached twice in the meantime.
fn others_are_reached_beside(bad: usize) {
    let dir = tempfile::tempdir().unwrap();
    let us = house(dir.path(), "us.example");
    let manner = |number: usize| match number {
        _ if number >= bad => Manner::Answers,
        _ if number.is_multiple_of(3) => Manner::Dead,
        _ if number % 3 == 1 => Manner::Slow,
        _ => Manner::Garbage,
    };
    let (gate, opened) = (Arc::new(Gate::default()), Arc::new(Gate::default()));
    opened.open();
    let (tell, heard) = mpsc::channel();
    let board = |ends, gate| Switchboard {
        caller: us.node.me().clone(),
        ends,
        gate,
        heard: Mutex::new(tell.clone()),
    };
    let mut ends = BTreeMap::new();
    for number in 0..COUNTERPARTS {
        let them = house(dir.path(), &format!("p{number}.example"));
        trust(&us, &them);
        trust(&them, &us);
        ends.insert(them.node.me().clone(), (them, Manner::Answers));
    }
    // Every channel comes in force while everybody still behaves.
    let mut board = board(ends, opened);
    for party in us.counterparts().unwrap() {
        us.node.exchange(&board, &party, us.now()).unwrap();
    }
    let names: Vec<PartyName> = (0..COUNTERPARTS)
        .map(|number| format!("p{number}.example").parse().unwrap())
        .collect();
    for (number, name) in names.iter().enumerate() {
        board.ends.get_mut(name).unwrap().1 = manner(number);
    }
    board.gate = Arc::clone(&gate);
    let board = Arc::new(board);
    let of = |wanted: &[Manner]| -> BTreeSet<PartyName> {
        let mut found = BTreeSet::new();
        for (number, name) in names.iter().enumerate() {
            if wanted.contains(&manner(number)) {
                found.insert(name.clone());
            }
        }
        found
    };
    let good = of(&[Manner::Answers]);
    assert_eq!(good.len(), COUNTERPARTS - bad);

    let runtime = serve::runtime().unwrap();
    // Dropped before the runtime, which waits for its threads.
    let _opens = Opens(Arc::clone(&gate));
    let (ring, rings) = tokio::sync::mpsc::unbounded_channel();
    let (stop, stopped) = watch::channel(false);
    let mut first: BTreeMap<PartyName, u64> = BTreeMap::new();
    for name in &names {
        first.insert(name.clone(), say(&us, name));
    }
    let running = runtime.spawn(scheduler(&us, Arc::clone(&board)).run(rings, stopped));
    // Those that send garbage are called, too, and hold nothing.
    let mut wanted = first.clone();
    wanted.retain(|name, _| good.contains(name));
    wanted.extend(of(&[Manner::Garbage]).into_iter().map(|name| (name, 0)));
    until(&heard, wanted);
    // And again, after a ring: nobody waits for the end of a call to another.
    let again = good.iter().map(|name| (name.clone(), say(&us, name)));
    let again: BTreeMap<PartyName, u64> = again.collect();
    for name in &names {
        ring.send(name.clone()).unwrap();
    }
    until(&heard, again);
    for (number, name) in names.iter().enumerate() {
        let (them, manner) = (&board.ends[name].0, manner(number));
        let arrived = held(them, us.node.me()) >= first[name];
        assert_eq!(arrived, manner == Manner::Answers, "{name}: {manner:?}");
        let frozen = us.node.channel(name).unwrap().current.frozen.is_some();
        assert!(!frozen, "{name}: garbage proves nothing");
    }
    // What held a call up and answers at last is exchanged with.
    gate.open();
    let mut late = first;
    let waited = of(&[Manner::Dead, Manner::Slow]);
    late.retain(|name, _| waited.contains(name));
    until(&heard, late);
    stop.send_replace(true);
    runtime.block_on(running).unwrap();
    serve::end(runtime);
}

#[test]
fn a_dead_a_slow_and_a_hostile_counterpart_cost_the_others_nothing() {
    others_are_reached_beside(3);
}

#[test]
fn one_counterpart_is_reached_when_all_others_are_dead_slow_or_hostile() {
    others_are_reached_beside(COUNTERPARTS - 1);
}
