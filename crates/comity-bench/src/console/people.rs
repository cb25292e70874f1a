//! The people of a large house: its offices, who belongs to them, and which cases each holds; and
//! the index of search.

use comity_core::{PartyName, Time};
use comity_node::{
    access::{self, Assignment, Sight},
    accounts::{
        AccessError, link,
        office::{self, OfficeRow},
    },
    case::CaseError,
    clock::{Clock as _, SystemClock},
    people::{self, Person, Role},
    rng::SystemRandom,
};
use comity_store::{Store as _, access::Who};

use crate::{big::office as office_of, side::Side};

/// Who sees all cases: an officer of the office above all others.
pub const HEAD: &str = "head";
/// Who sees those of one office in eight.
pub const OFFICER: &str = "officer-1-1";

const ADMINISTRATOR: &str = "administrator";
const HOUSE: &str = "house";
const OFFICES: u64 = 8;
/// Officers of an office.
const OFFICERS: u64 = 5;
/// Cases that are given out in one transaction.
const BATCH: usize = 1_000;
/// One case in so many is open to another office too.
const SHARED: u64 = 10;
/// Cases that come into the index at once.
const STRETCH: usize = 2_000;

/// Makes offices and people where there are none, gives out the cases that nobody holds, brings the
/// index of search to the end, and looks the counterpart's log through for what is void.
///
/// # Errors
/// The store, or somebody may not.
pub fn settle(side: &Side, them: &PartyName) -> anyhow::Result<()> {
    side.node
        .unfollowed()
        .write(|tx| register(tx, SystemClock.now()))?;
    let mut given = 0_usize;
    loop {
        let count = side
            .node
            .store()
            .write(|tx| give_out(tx, SystemClock.now()))?;
        given += count;
        if count > 0 && given.is_multiple_of(20 * BATCH) {
            eprintln!("  {given} cases given out");
        }
        if count < BATCH {
            break;
        }
    }
    let mut indexed = 0;
    loop {
        let done = office_of(side, |office| office.index(STRETCH))?;
        indexed += done.cases;
        if indexed.is_multiple_of(20_000) && done.cases > 0 {
            eprintln!("  {indexed} cases indexed");
        }
        if !done.behind {
            break;
        }
    }
    let notices = side
        .node
        .say_notices(them, SystemClock.now(), &mut SystemRandom)?;
    anyhow::ensure!(notices == 0, "{notices} acts of the house are void");
    Ok(())
}

/// A link that signs a person in, once.
///
/// # Errors
/// Nobody of this name.
pub fn link(side: &Side, name: &'static str) -> anyhow::Result<String> {
    let now = SystemClock.now();
    let store = side.node.unfollowed();
    let secret = store.write(move |tx| link::visit(tx, name, now, &mut SystemRandom))?;
    Ok(secret.to_text())
}

fn code(number: u64) -> String {
    format!("desk-{}", number % OFFICES + 1)
}

fn officer(office: u64, number: u64) -> String {
    format!("officer-{}-{}", office % OFFICES + 1, number % OFFICERS + 1)
}

fn register(tx: &mut dyn comity_store::Tx, now: Time) -> Result<(), AccessError> {
    if !tx.people()?.is_empty() {
        return Ok(());
    }
    let person = |name: &str, office: &str, role: Role| Person {
        name: name.to_owned(),
        office: office.to_owned(),
        duty: None,
        roles: vec![role],
        disabled: false,
    };
    let first = person(ADMINISTRATOR, HOUSE, Role::Administrator);
    people::add(tx, &first, ADMINISTRATOR, now)?;
    let office = |code: &str, parent: Option<&str>| OfficeRow {
        code: code.to_owned(),
        parent: parent.map(str::to_owned),
        en: format!("Office {code}"),
        zh_hans: format!("{code}室"),
    };
    let mut offices = vec![office(HOUSE, None)];
    offices.extend((0..OFFICES).map(|number| office(&code(number), Some(HOUSE))));
    for one in offices {
        office::put(tx, &one, ADMINISTRATOR, now)?;
    }
    let head = person(HEAD, HOUSE, Role::Officer);
    people::add(tx, &head, ADMINISTRATOR, now)?;
    for number in 0..OFFICES {
        for place in 0..OFFICERS {
            let one = person(&officer(number, place), &code(number), Role::Officer);
            people::add(tx, &one, ADMINISTRATOR, now)?;
        }
    }
    Ok(())
}

/// Gives some cases to offices and officers; how many.
fn give_out(tx: &mut dyn comity_store::Tx, now: Time) -> Result<usize, CaseError> {
    let new = tx.unregistered(BATCH)?;
    for (_, dossier) in &new {
        let bytes = dossier.id.as_bytes().iter().rev().take(4);
        let number = bytes.fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        let (case, place) = (dossier.to_string(), number / OFFICES);
        let to = Assignment {
            office: Some(code(number)),
            officer: Some(officer(number, place)),
            deputy: place.is_multiple_of(3).then(|| officer(number, place + 1)),
        };
        access::assign(tx, HEAD, &Sight::All, &case, &to, now)?;
        if (place / OFFICERS).is_multiple_of(SHARED) {
            let who = Who::Office(code(number + 1));
            access::let_in(tx, HEAD, &Sight::All, &case, &who, now)?;
        }
    }
    Ok(new.len())
}
