//! The course of a case: who does what when, from the request to its end.
//!
//! Times follow the limits of its urgency, the rhythm of the channel and the
//! hours of both offices; what presses is done at any hour.

use comity_core::{
    codes::{Clock, Urgency},
    terms::Terms,
};

use super::{
    chance::Chance,
    hours::{DAY, HOUR, at_work, crossed},
    plan::{Case, Course, Move, Party, Sort},
};

/// Something that one side does in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Do {
    Ask,
    /// The translation that was promised with the request.
    Translate,
    Ack,
    /// A private note and a label, which never leave the house.
    Note,
    Return,
    Supplement,
    Consult,
    Agree,
    Accept,
    AcceptUnder,
    Undertake,
    AcceptPart,
    Postpone,
    Decline,
    AwaitCourt,
    Execute,
    Preserve,
    AskTime,
    GrantTime,
    AnswerPart,
    Answer,
    AnswerAgain,
    FindNothing,
    HandOver,
    SignFor,
    RateWell,
    RatePartly,
    RateBadly,
    Dispute,
    Remind,
    Escalate,
    ClaimElsewhere,
    ConfirmElsewhere,
    Withdraw,
    Reopen,
    CloseSettled,
    CloseInPart,
    CloseUnsettled,
    CloseElsewhere,
    AnswerQuery,
    /// The decision is written and handed on, and nobody has released it yet.
    DraftDecision,
}

/// The steps of a case.
pub(super) fn lay(place: usize, case: &Case, chance: &mut Chance) -> Vec<Move> {
    let mut line = Line::new(place, case, chance);
    match case.sort {
        Sort::Query => line.theirs(Do::AnswerQuery, 8, 300),
        Sort::Spontaneous => line.theirs(Do::Ack, 4, 60),
        _ => line.request(),
    }
    line.moves
}

/// The steps so far, and what the next is reckoned from.
struct Line<'a> {
    place: usize,
    case: &'a Case,
    chance: &'a mut Chance,
    moves: Vec<Move>,
}

impl<'a> Line<'a> {
    fn new(place: usize, case: &'a Case, chance: &'a mut Chance) -> Self {
        let asks = Move {
            at: case.opens,
            case: place,
            by: case.asker,
            does: Do::Ask,
        };
        Self {
            place,
            case,
            chance,
            moves: vec![asks],
        }
    }

    fn request(&mut self) {
        match self.case.course {
            Course::Untouched => {}
            Course::Incomplete | Course::AwaitsRelease => self.begun(),
            Course::Silent => self.silence(),
            Course::Late => self.late(),
            Course::Declined => self.declined(),
            Course::Withdrawn => {
                self.ack();
                self.ours(Do::Withdraw, 30, 300);
            }
            Course::Elsewhere => {
                self.ack();
                self.decide(Do::Accept);
                self.theirs(Do::ClaimElsewhere, 48, 400);
                self.ours(Do::ConfirmElsewhere, 8, 80);
                self.ours(Do::CloseElsewhere, 1, 30);
            }
            _ => self.served(),
        }
    }

    /// Cases that stand where they are.
    fn begun(&mut self) {
        self.ack();
        match self.case.course {
            Course::Incomplete => self.theirs(Do::Return, 2, 20),
            Course::AwaitsRelease => self.theirs(Do::DraftDecision, 4, 40),
            _ => {}
        }
    }

    fn silence(&mut self) {
        self.asker_due(Do::Remind, Clock::Ack, 140);
        self.asker_due(Do::Remind, Clock::Decision, 150);
        self.asker_due(Do::Escalate, Clock::Final, 60);
        self.asker_due(Do::Withdraw, Clock::Final, 260);
    }

    fn late(&mut self) {
        self.due(Do::Ack, Clock::Ack, 105, 240);
        self.due(Do::Accept, Clock::Decision, 105, 200);
        self.asker_due(Do::Remind, Clock::Final, 90);
        self.due(Do::Answer, Clock::Final, 105, 170);
        self.ours(Do::RatePartly, 10, 90);
        self.ours(Do::CloseInPart, 1, 60);
    }

    fn declined(&mut self) {
        self.ack();
        if self.chance.once_in(2) {
            self.theirs(Do::Consult, 8, 60);
            self.ours(Do::Agree, 20, 90);
        }
        self.decide(Do::Decline);
        self.ours(Do::CloseUnsettled, 20, 200);
    }

    /// Cases that come to an answer in good time, by whatever way.
    fn served(&mut self) {
        self.ack();
        self.decision();
        self.execution();
        let answer = match self.case.course {
            Course::Nothing => Do::FindNothing,
            _ => Do::Answer,
        };
        self.due(answer, self.useful(), 20, 80);
        self.end();
    }

    /// The time limit that a whole answer keeps: the first useful one, where the case is plain.
    const fn useful(&self) -> Clock {
        match (self.case.sort, self.case.course) {
            (Sort::Formal, _) => Clock::Final,
            (_, Course::Served | Course::Nothing | Course::Reopened) => Clock::FirstUseful,
            _ => Clock::Final,
        }
    }

    fn decision(&mut self) {
        match self.case.course {
            Course::Completed => {
                self.theirs(Do::Return, 2, 20);
                self.ours(Do::Supplement, 8, 120);
                self.theirs(Do::Accept, 2, 40);
            }
            Course::Conditional => {
                if self.case.sort == Sort::Formal {
                    self.theirs(Do::AwaitCourt, 20, 90);
                }
                self.decide(Do::AcceptUnder);
                self.ours(Do::Undertake, 8, 90);
            }
            Course::InPart => self.decide(Do::AcceptPart),
            Course::Postponed => {
                self.decide(Do::Postpone);
                self.theirs(Do::Accept, 300, 900);
            }
            _ => self.decide(Do::Accept),
        }
    }

    fn execution(&mut self) {
        match self.case.course {
            Course::Preserved => self.theirs(Do::Preserve, 1, 10),
            Course::Extended => {
                self.theirs(Do::Execute, 4, 60);
                self.theirs(Do::AskTime, 20, 200);
                self.ours(Do::GrantTime, 4, 40);
            }
            Course::Conditional => {
                self.theirs(Do::Execute, 4, 60);
                self.theirs(Do::HandOver, 20, 200);
                self.ours(Do::SignFor, 4, 40);
            }
            _ if self.chance.once_in(3) => {
                self.theirs(Do::Execute, 4, 60);
                self.due(Do::AnswerPart, Clock::FirstUseful, 30, 90);
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        match self.case.course {
            Course::Disputed => {
                self.ours(Do::RateBadly, 10, 90);
                self.theirs(Do::Dispute, 10, 90);
                if self.chance.once_in(2) {
                    self.theirs(Do::AnswerAgain, 40, 300);
                    self.ours(Do::CloseInPart, 10, 90);
                }
            }
            Course::Reopened => {
                self.ours(Do::RateWell, 10, 90);
                self.ours(Do::CloseSettled, 1, 60);
                self.ours(Do::Reopen, 200, 700);
                self.theirs(Do::AnswerAgain, 40, 300);
                self.ours(Do::CloseSettled, 10, 90);
            }
            Course::Nothing => self.ours(Do::CloseUnsettled, 10, 200),
            Course::InPart => {
                self.ours(Do::RatePartly, 10, 90);
                self.ours(Do::CloseInPart, 1, 60);
            }
            _ => {
                self.ours(Do::RateWell, 10, 90);
                self.ours(Do::CloseSettled, 1, 60);
            }
        }
    }

    fn ack(&mut self) {
        if self.one_language() {
            self.ours(Do::Translate, 4, 20);
        }
        self.due(Do::Ack, Clock::Ack, 10, 60);
        if self.chance.once_in(6) {
            self.theirs(Do::Note, 1, 8);
        }
    }

    /// What presses may go in one language first.
    fn one_language(&self) -> bool {
        one_language(self.case)
    }

    fn decide(&mut self, does: Do) {
        self.due(does, Clock::Decision, 20, 80);
    }

    /// The answerer acts when so much of a time limit is over, in per cent.
    fn due(&mut self, does: Do, clock: Clock, low: i64, high: i64) {
        let share = self.chance.between(low, high);
        let at = self.limit(clock, share);
        self.push(self.case.asker.other(), does, at);
    }

    /// The asker acts when so much of the other side's time limit is over, in per cent.
    fn asker_due(&mut self, does: Do, clock: Clock, share: i64) {
        let at = self.limit(clock, share);
        self.push(self.case.asker, does, at);
    }

    fn limit(&self, clock: Clock, share: i64) -> i64 {
        let begun = crossed(self.case.opens, self.case.presses());
        let terms = Terms::default();
        let target = terms.target(self.case.urgency, clock);
        begun + target.unwrap_or(10 * DAY) / 100 * share
    }

    /// The asker acts so many hours after the last step; sooner where it presses.
    fn ours(&mut self, does: Do, low: i64, high: i64) {
        self.after(self.case.asker, does, low, high);
    }

    /// The answerer acts so many hours after the last step; sooner where it presses.
    fn theirs(&mut self, does: Do, low: i64, high: i64) {
        self.after(self.case.asker.other(), does, low, high);
    }

    fn after(&mut self, by: Party, does: Do, low: i64, high: i64) {
        let seconds = self.chance.between(low * HOUR, high * HOUR);
        let haste = match self.case.urgency {
            Urgency::Emergency => 30,
            Urgency::Urgent => 8,
            _ => 1,
        };
        let at = self.earliest(by).saturating_add(seconds / haste);
        self.push(by, does, at);
    }

    /// Not before the other side's last word is here.
    fn earliest(&self, by: Party) -> i64 {
        let last = self.moves.last().map_or(self.case.opens, |step| step.at);
        let other = self.moves.iter().rfind(|step| step.by != by);
        let here = other.map_or(last, |step| crossed(step.at, self.case.presses()));
        last.max(here) + 5 * 60
    }

    fn push(&mut self, by: Party, does: Do, at: i64) {
        let at = at.max(self.earliest(by));
        let at = if self.case.presses() {
            at
        } else {
            at_work(at, by.offset())
        };
        self.moves.push(Move {
            at,
            case: self.place,
            by,
            does,
        });
    }
}

/// Whether the request goes in one language first, and its translation follows.
pub(super) const fn one_language(case: &Case) -> bool {
    case.presses() && case.seed.is_multiple_of(3)
}
