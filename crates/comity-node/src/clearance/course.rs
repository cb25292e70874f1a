//! The way of one draft through the offices that must agree to it: a machine of values, without clock or store.
//!
//! Steps follow each other; the offices of one step answer at once, in any order. An office
//! answers for what the draft says ([`Plan::content`]): what it cleared holds for exactly that
//! and for nothing else, so that any change takes it back, and what comes again unchanged need
//! not be cleared twice. One office that does not agree ends the round: the draft goes back to
//! its author, and the next round begins at the first office that has not cleared it.
//!
//! Time is counted by the node's clock from when the turn of a step comes. Nothing happens by
//! itself when it runs out: it only lets the office's deputy answer in its place.

use comity_core::Time;
use comity_store::access::Who;
use serde::{Deserialize, Serialize};

use super::{ClearanceError, rule::Desk};

/// What an office says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It agrees.
    Cleared,
    /// It does not: the draft goes back.
    SentBack,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// When.
    pub at: Time,
    /// For which office.
    pub office: String,
    /// By whom.
    pub who: String,
    /// To what: the name of the content.
    pub content: String,
    /// What.
    pub verdict: Verdict,
}

/// Which offices are asked about what, since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The content that this round is about.
    pub content: String,
    /// When it was handed on.
    pub since: Time,
    /// The offices, step by step, as the home rules had it then.
    pub steps: Vec<Vec<Desk>>,
}

/// A plan with all answers so far, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The plan.
    pub plan: Plan,
    /// The answers, of rounds before too.
    pub answers: Vec<Answer>,
}

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker<'a> {
    /// By name.
    pub name: &'a str,
    /// The office that this person belongs to.
    pub office: &'a str,
}

/// Where an office stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands<'a> {
    /// Its turn has not come.
    Later,
    /// It is asked.
    Asked {
        /// Since when.
        since: Time,
        /// Until when it has time.
        due: Time,
    },
    /// It agreed to what the draft says now.
    Cleared(&'a Answer),
}

/// What follows from an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Others are still to answer.
    Waits(Course),
    /// All have cleared it: it waits for its release.
    Done(Course),
    /// It goes back to its author.
    Back(Course),
}

impl Course {
    /// Every office with its step, from 0, and where it stands.
    pub fn desks(&self) -> impl Iterator<Item = (usize, &Desk, Stands<'_>)> {
        let turn = self.turn();
        let steps = self.plan.steps.iter().enumerate();
        steps.flat_map(move |(number, step)| {
            step.iter()
                .map(move |desk| (number, desk, self.stands(number, desk, turn)))
        })
    }

    /// The offices whose turn it is, with where they stand.
    pub fn asked(&self) -> impl Iterator<Item = (&Desk, Time, Time)> {
        self.desks().filter_map(|(_, desk, stands)| match stands {
            Stands::Asked { since, due } => Some((desk, since, due)),
            Stands::Later | Stands::Cleared(_) => None,
        })
    }

    /// Whether every office has cleared what the draft says now.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.turn().is_none()
    }

    /// Whether this person has cleared it, for whichever office.
    #[must_use]
    pub fn was_cleared_by(&self, name: &str) -> bool {
        self.desks()
            .any(|(_, _, stands)| matches!(stands, Stands::Cleared(answer) if answer.who == name))
    }

    /// The offices that this person may answer for now.
    #[must_use]
    pub fn open_to(&self, asker: Asker<'_>, now: Time) -> Vec<&Desk> {
        let asked = self.asked();
        let open = asked.filter(|(desk, _, due)| may(desk, *due, asker, now).is_ok());
        open.map(|(desk, ..)| desk).collect()
    }

    /// Takes an answer, for the office named, or for the only one that this person may answer for.
    ///
    /// # Errors
    /// This person may not answer, or not yet, or did not say for which of several offices.
    pub fn answer(
        mut self,
        asker: Asker<'_>,
        office: Option<&str>,
        verdict: Verdict,
        now: Time,
    ) -> Result<Next, ClearanceError> {
        let office = self.which(asker, office, now)?;
        self.answers.push(Answer {
            at: now,
            office,
            who: asker.name.to_owned(),
            content: self.plan.content.clone(),
            verdict,
        });
        Ok(match verdict {
            Verdict::SentBack => Next::Back(self),
            Verdict::Cleared if self.is_done() => Next::Done(self),
            Verdict::Cleared => Next::Waits(self),
        })
    }

    fn which(
        &self,
        asker: Asker<'_>,
        office: Option<&str>,
        now: Time,
    ) -> Result<String, ClearanceError> {
        if let Some(office) = office {
            let mut asked = self.asked();
            let found = asked.find(|(desk, ..)| desk.office == office);
            let (desk, _, due) = found.ok_or(ClearanceError::NotAsked)?;
            return may(desk, due, asker, now).map(|()| office.to_owned());
        }
        let open = self.open_to(asker, now);
        match open.as_slice() {
            [] => {
                let early = self
                    .asked()
                    .filter_map(|(desk, _, due)| may(desk, due, asker, now).err())
                    .find(|error| matches!(error, ClearanceError::Early(_)));
                Err(early.unwrap_or(ClearanceError::NotAsked))
            }
            [one] => Ok(one.office.clone()),
            several => Err(ClearanceError::Which(
                several.iter().map(|desk| desk.office.clone()).collect(),
            )),
        }
    }

    /// The first step in which an office has not cleared it.
    fn turn(&self) -> Option<usize> {
        let open = |step: &Vec<Desk>| step.iter().any(|desk| self.cleared(desk).is_none());
        self.plan.steps.iter().position(open)
    }

    /// The answer by which an office cleared what the draft says now; what it said last counts.
    fn cleared(&self, desk: &Desk) -> Option<&Answer> {
        let of =
            |answer: &&Answer| answer.office == desk.office && answer.content == self.plan.content;
        let last = self.answers.iter().rev().find(of)?;
        (last.verdict == Verdict::Cleared).then_some(last)
    }

    fn stands(&self, number: usize, desk: &Desk, turn: Option<usize>) -> Stands<'_> {
        if let Some(answer) = self.cleared(desk) {
            return Stands::Cleared(answer);
        }
        if turn != Some(number) {
            return Stands::Later;
        }
        let since = self.begun(number);
        let due = since.plus(i64::from(desk.hours) * 3600);
        Stands::Asked { since, due }
    }

    /// When the turn of a step came: with the last answer before it, in this round at the earliest.
    fn begun(&self, number: usize) -> Time {
        let before = self.plan.steps.iter().take(number).flatten();
        let answers = before.filter_map(|desk| self.cleared(desk));
        let last = answers.map(|answer| answer.at).max();
        last.map_or(self.plan.since, |last| last.max(self.plan.since))
    }
}

/// Whether somebody may answer for an office that is asked.
fn may(desk: &Desk, due: Time, asker: Asker<'_>, now: Time) -> Result<(), ClearanceError> {
    if asker.office == desk.office {
        return Ok(());
    }
    let is_deputy = match desk.deputy() {
        Some(Who::Office(code)) => code == asker.office,
        Some(Who::Person(name)) => name == asker.name,
        Some(Who::Nobody) | None => false,
    };
    match (is_deputy, desk.deputy_at_once || now >= due) {
        (true, true) => Ok(()),
        (true, false) => Err(ClearanceError::Early(due)),
        (false, _) => Err(ClearanceError::NotAsked),
    }
}

#[cfg(test)]
mod tests;
