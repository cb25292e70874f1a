//! The invariants of `ARCHITECTURE.md`, looked at from outside after a step and at the end.

use std::collections::BTreeSet;

use comity_core::{
    PartyName,
    act::Act,
    record::{Position, Side},
};
use comity_node::{
    access::Sight,
    error::NodeError,
    report::{Ask, Made, ReportError},
};
use comity_store::{Store, StoreError};

use crate::{house::House, watch::Violation, work::Said};

/// After every step, for two houses that both speak the truth.
///
/// # Errors
/// One of them froze the channel, or counts as delivered what the other does not hold.
pub fn pair(a: &House, b: &House) -> Result<(), Violation> {
    for (one, other) in [(a, b), (b, a)] {
        let Ok(state) = one.node().channel(other.name()) else {
            continue;
        };
        if let Some(fork) = state.current.frozen {
            return Err(Violation::new(
                "no fault is ascribed to an honest side",
                format!("{} froze {}: {}", one.name(), other.name(), fork.code()),
            ));
        }
        let Ok(theirs) = other.node().channel(one.name()) else {
            continue;
        };
        let same = theirs.current.number == state.current.number;
        let held = theirs.current.theirs.head.size();
        let receipted = state.current.ours.receipted();
        if same && other.stands(one.name()) && held < receipted {
            return Err(Violation::new(
                "delivered means held",
                format!(
                    "{} holds {held} of {receipted} entries that {} counts as delivered",
                    other.name(),
                    one.name()
                ),
            ));
        }
    }
    Ok(())
}

/// The logs of a channel on both houses are the same, as far as both hold them.
///
/// # Errors
/// Two leaves at one place differ.
pub fn logs(a: &House, b: &House) -> Result<(), Violation> {
    for (writer, reader) in [(a, b), (b, a)] {
        let Ok(state) = writer.node().channel(reader.name()) else {
            continue;
        };
        let mut origin = state.our_origin();
        for generation in 1..=state.current.number {
            origin.generation = generation;
            let size = writer.holds(&origin).min(reader.holds(&origin));
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            let leaves = |house: &House| {
                let rows = house.at.store.read(|tx| tx.entries(&origin, 0, size));
                rows.map(|rows| rows.into_iter().map(|row| row.leaf).collect::<Vec<_>>())
            };
            let same = match (leaves(writer), leaves(reader)) {
                (Ok(one), Ok(other)) => one == other,
                (one, other) => {
                    let error: Option<StoreError> = one.err().or(other.err());
                    return Err(Violation::new("logs can be read", format!("{error:?}")));
                }
            };
            // After a loss, what the writer never got back may have been said anew in no generation.
            if !same {
                return Err(Violation::new("logs agree", origin.to_string()));
            }
        }
    }
    Ok(())
}

/// The store of a house verifies from its bytes, and its projections are those of a replay.
///
/// # Errors
/// A finding.
pub fn store(house: &House) -> Result<(), Violation> {
    let audit = house
        .office()
        .audit(true, &mut |_, _| ())
        .map_err(|error| Violation::new("a store can be audited", error.code().to_owned()))?;
    // A loss on the channel with the liar is never made good: it hands nothing back.
    let hostile = |about: &str| about == crate::liar::NAME && house.losses > 0;
    let finding = audit
        .findings
        .iter()
        .find(|one| !(one.code == "audit-behind-mark" && hostile(&one.about)));
    match finding {
        None => Ok(()),
        Some(finding) => Err(Violation::new(
            "projection equals replay, and every byte verifies",
            format!("{}: {finding:?}", house.name()),
        )),
    }
}

/// The report of a house on its channel with another.
fn report(house: &House, them: &PartyName, ask: &Ask) -> Result<Made, Violation> {
    let made = house.office().report(them, ask, &Sight::All);
    made.map_err(|error| no_report(house, them, &error))
}

fn no_report(house: &House, them: &PartyName, error: &ReportError) -> Violation {
    Violation::new(
        "a healed channel has a report",
        format!("{} on {them}: {}", house.name(), error.code()),
    )
}

/// What two equal reports count.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Cases met with owed silence.
    pub silent: u64,
    /// Void acts.
    pub void: u64,
    /// Technical notices.
    pub notices: u64,
}

/// Both houses compute the same report, to the byte; what it counts.
///
/// # Errors
/// They do not, or silence is ascribed to a side whose turn it was not.
pub fn reports(
    a: &House,
    b: &House,
    said: &[Said],
    numbers: [usize; 2],
) -> Result<Found, Violation> {
    let ours = report(a, b.name(), &Ask::default())?;
    let ask = Ask {
        cut: Some((ours.cut.logs[0].size, ours.cut.logs[1].size)),
        as_of: Some(ours.report.as_of),
        ..Ask::default()
    };
    let theirs = report(b, a.name(), &ask)?;
    let bytes = |made: &Made| made.report.to_bytes().unwrap_or_default();
    let cases = |house: &House, them: &PartyName| {
        let cases = house.office().report_cases(them, &ask, &Sight::All);
        cases.map_err(|error| no_report(house, them, &error))
    };
    let listed = (cases(a, b.name())?, cases(b, a.name())?);
    for (one, other) in [(bytes(&ours), bytes(&theirs)), listed] {
        if one != other {
            return Err(Violation::new(
                "the same logs give the same answer to both",
                format!("{} and {}: {}", a.name(), b.name(), apart(&one, &other)),
            ));
        }
    }
    for silent in &ours.report.silent {
        let (answerer, number) = if silent.answerer == *a.name() {
            (a, numbers[0])
        } else {
            (b, numbers[1])
        };
        let asker = if std::ptr::eq(answerer, a) { b } else { a };
        let turn = Turn {
            answerer,
            asker,
            number,
        };
        turn.check(silent, said)?;
    }
    let records = || ours.report.sides.iter().map(|side| &side.record);
    Ok(Found {
        silent: ours.report.silent.len() as u64,
        void: records().flat_map(|record| record.void.values()).sum(),
        notices: records().map(|record| record.notices).sum(),
    })
}

/// The notices that a house said to another: each of an act of theirs that is no notice, and
/// at most one of each in the generations that count.
///
/// # Errors
/// One too many, or one of a notice.
pub fn notices(house: &House, them: &House) -> Result<(), Violation> {
    let rule = "a void act is answered by at most one notice, and a notice by none";
    let wrong = |what: String| Violation::new(rule, format!("{}: {what}", house.name()));
    let side = |first: bool| match first {
        true => Side::First,
        false => Side::Second,
    };
    let ours = side(house.name() < them.name());
    let start = Position {
        generation: 1,
        index: 0,
    };
    let acts = |side| {
        let acts = house
            .node()
            .store()
            .read(|tx| Ok(tx.acts(them.name(), side, start, usize::MAX)?));
        acts.map_err(|error: NodeError| wrong(error.code().to_owned()))
    };
    let theirs = acts(ours.other())?;
    let mut noticed = BTreeSet::new();
    for said in acts(ours)?.iter().filter(|said| said.void.is_none()) {
        let Ok(Act::Notice(notice)) = Act::read(&said.envelope) else {
            continue;
        };
        let of = theirs.iter().find(|act| act.position == notice.entry);
        if of.is_some_and(|act| act.envelope.kind == "notice") {
            return Err(wrong(format!("notice of a notice at {:?}", notice.entry)));
        }
        if !noticed.insert(notice.entry) {
            return Err(wrong(format!("two notices of {:?}", notice.entry)));
        }
    }
    Ok(())
}

/// Where two texts part, and how each goes on.
fn apart(one: &[u8], other: &[u8]) -> String {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(60);
    let part = |bytes: &[u8]| {
        let part: Vec<u8> = bytes.iter().skip(from).take(160).copied().collect();
        String::from_utf8_lossy(&part).into_owned()
    };
    format!("{:?} is not {:?}", part(one), part(other))
}

/// Whose silence is looked at.
struct Turn<'a> {
    answerer: &'a House,
    asker: &'a House,
    number: usize,
}

impl Turn<'_> {
    /// It held the entry that began the obligation, and has said nothing in the case since.
    fn check(&self, silent: &comity_core::report::Silent, said: &[Said]) -> Result<(), Violation> {
        let rule = "no silence is ascribed to a side whose turn it was not";
        let begun: Position = silent.owed.begun.entry;
        if let Ok(state) = self.answerer.node().channel(self.asker.name()) {
            let mut origin = state.their_origin();
            origin.generation = begun.generation;
            if self.answerer.holds(&origin) <= begun.index {
                return Err(Violation::new(
                    rule,
                    format!("{} never held {begun:?}", self.answerer.name()),
                ));
            }
        }
        let since = said.iter().find(|one| {
            one.by == self.number
                && one.case == silent.dossier
                && one.at > silent.owed.since
                && self.still_holds(one)
        });
        match since {
            None => Ok(()),
            Some(one) => Err(Violation::new(
                rule,
                format!("{} said {} at {}", self.answerer.name(), one.kind, one.at),
            )),
        }
    }

    /// Whether the asker holds what was said, so that the report can know of it.
    fn still_holds(&self, one: &Said) -> bool {
        let them = self.answerer.name();
        let held = self
            .asker
            .node()
            .store()
            .read(|tx| Ok::<_, NodeError>(tx.acts_with_id(them, one.act)?));
        held.is_ok_and(|acts: Vec<_>| acts.iter().any(|said| said.void.is_none()))
    }
}
