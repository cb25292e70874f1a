//! What is due in a case, by when, and by whom: reminders for people and the order of the desk.
//!
//! Deadlines are shown on one's own clock, so two nodes may show a deadline some
//! seconds apart; nothing that both must compute alike reads them.

use crate::{
    act::Act,
    case::{CaseView, Entry, Role},
    clocks::{Standstill, spans},
    codes::{AskerStanding, Clock, DueKind},
    id::ActId,
    record::Side,
    terms::Terms,
    time::Time,
};

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// When, on the clock of the side that asks.
    pub at: Time,
    /// What.
    pub what: DueKind,
    /// Who owes it.
    pub by: Role,
    /// The act that began it.
    pub begun: ActId,
}

/// Everything that is still open with a time, earliest first, as a side sees it.
#[must_use]
pub fn open(view: &CaseView, terms: &Terms, standstills: &[Standstill], me: Side) -> Vec<Due> {
    let role = view.role(me);
    let mut dues = clock_dues(view, terms, standstills, role);
    if view.asker_standing() == AskerStanding::Open {
        dues.extend(promised(view));
    }
    dues.extend(preservation(view, terms, role));
    dues.extend(disposal(view));
    dues.sort();
    dues
}

/// What has become due by `now`: the reminders that people are to see.
#[must_use]
pub fn due(
    view: &CaseView,
    terms: &Terms,
    standstills: &[Standstill],
    me: Side,
    now: Time,
) -> Vec<Due> {
    let mut dues = open(view, terms, standstills, me);
    dues.retain(|due| due.at <= now);
    dues
}

/// The nearest deadline that is not a mere reminder: what a desk sorts its list by.
#[must_use]
pub fn next_deadline(
    view: &CaseView,
    terms: &Terms,
    standstills: &[Standstill],
    me: Side,
) -> Option<Due> {
    let dues = open(view, terms, standstills, me);
    dues.into_iter()
        .find(|due| due.what != DueKind::PreservationReminder)
}

fn clock_dues(view: &CaseView, terms: &Terms, standstills: &[Standstill], role: Role) -> Vec<Due> {
    spans(view, terms)
        .iter()
        .filter(|span| span.to.is_none())
        .filter_map(|span| {
            let at = span.due(role, standstills)?;
            let what = clock_due(span.clock);
            Some(Due {
                at,
                what,
                by: Role::Answerer,
                begun: span.begun.act,
            })
        })
        .collect()
}

const fn clock_due(clock: Clock) -> DueKind {
    match clock {
        Clock::Ack => DueKind::Ack,
        Clock::Decision => DueKind::Decision,
        Clock::Preserved => DueKind::Preserved,
        Clock::FirstUseful => DueKind::FirstUseful,
        Clock::Final => DueKind::Final,
    }
}

/// Times that the sides named themselves: translation, original, deadline, supplement, undertaking.
fn promised(view: &CaseView) -> Vec<Due> {
    let mut dues = Vec::new();
    let mut add = |at: Option<Time>, what, by, begun: ActId, done: bool| {
        if let Some(at) = at.filter(|_| !done) {
            dues.push(Due {
                at,
                what,
                by,
                begun,
            });
        }
    };
    if let Some(opening) = view.opening() {
        let id = opening.stamp.id;
        let translated = view
            .asker
            .iter()
            .any(|entry| matches!(&entry.act, Act::Translation(says) if says.of == id));
        let original = view
            .asker
            .iter()
            .any(|entry| matches!(&entry.act, Act::Original(says) if says.of == id));
        match &opening.act {
            Act::RequestSubmit(says) => {
                let answered = view.answerer.iter().any(|entry| {
                    matches!(entry.act, Act::AnswerFinal(_) | Act::AnswerNothingFound(_))
                });
                add(
                    says.translation_by,
                    DueKind::Translation,
                    Role::Asker,
                    id,
                    translated,
                );
                add(
                    says.original_by,
                    DueKind::Original,
                    Role::Asker,
                    id,
                    original,
                );
                add(
                    says.deadline,
                    DueKind::Deadline,
                    Role::Answerer,
                    id,
                    answered,
                );
            }
            Act::SpontaneousReport(says) => {
                add(
                    says.translation_by,
                    DueKind::Translation,
                    Role::Asker,
                    id,
                    translated,
                );
            }
            _ => {}
        }
    }
    let joint = view.joint();
    if let Some(Entry { stamp, act, .. }) = view
        .answerer
        .iter()
        .rev()
        .find(|entry| entry.act.kind().track)
    {
        match act {
            Act::RequestReturn(says) => add(
                says.by,
                DueKind::Completion,
                Role::Asker,
                stamp.id,
                joint.supplemented,
            ),
            Act::DecisionAcceptWithConditions(says) => add(
                says.by,
                DueKind::Undertaking,
                Role::Asker,
                stamp.id,
                joint.undertaken,
            ),
            _ => {}
        }
    }
    dues
}

/// Reminders after 60, 75 and 85 days, and the end, of the latest confirmation or extension that stands.
fn preservation(view: &CaseView, terms: &Terms, role: Role) -> Vec<Due> {
    let held = view
        .answerer
        .iter()
        .fold(None, |held, entry| match &entry.act {
            Act::PreservationConfirm(says) => Some((entry, says.until)),
            Act::PreservationExtend(says) => Some((entry, says.until)),
            Act::PreservationRelease(_) => None,
            _ => held,
        });
    let released = view
        .asker
        .iter()
        .any(|entry| matches!(entry.act, Act::PreservationRelease(_)));
    let Some((entry, until)) = held.filter(|_| !released) else {
        return Vec::new();
    };
    let begun = entry.stamp.id;
    let from = crate::clocks::at(Role::Answerer, &entry.stamp).by(role);
    let end = Due {
        at: until,
        what: DueKind::PreservationEnds,
        by: Role::Answerer,
        begun,
    };
    let reminders = terms.preserve_remind.iter().filter_map(|after| {
        let at = from?.plus(*after);
        Some(Due {
            at,
            what: DueKind::PreservationReminder,
            by: Role::Asker,
            begun,
        })
    });
    reminders
        .filter(|due| due.at < until)
        .chain([end])
        .collect()
}

fn disposal(view: &CaseView) -> Vec<Due> {
    let of = |role: Role| {
        let done = move |ask: ActId| {
            view.track(role.other())
                .iter()
                .any(|entry| matches!(&entry.act, Act::DisposeDone(says) if says.ask == ask))
        };
        view.track(role)
            .iter()
            .filter_map(move |entry| match &entry.act {
                Act::DisposeAsk(says) if !done(entry.stamp.id) => Some(Due {
                    at: says.by?,
                    what: DueKind::Disposal,
                    by: role.other(),
                    begun: entry.stamp.id,
                }),
                _ => None,
            })
    };
    of(Role::Asker).chain(of(Role::Answerer)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        case::evaluate,
        fixtures::Script,
        terms::{DAY, HOUR},
    };
    use serde_json::json;

    const A: Side = Side::First;
    const B: Side = Side::Second;

    fn preserving() -> Script {
        let mut script = Script::new();
        script.say(A, "request.submit", &json!({
            "assistance": ["preserve"], "channel": "24-7", "language": "en", "deadline": "2026-11-30T00:00:00Z",
            "handling": {"court_use": "none", "onward": "none", "pap": "red", "tlp": "amber"},
            "profile": "police", "status": "new", "urgency": "urgent", "translation_by": "2026-11-26T00:00:00Z",
        }));
        script.receipt(B);
        script
    }

    fn kinds(script: &Script, me: Side, days: i64) -> Vec<(&'static str, Role)> {
        let start = script.acts[0].at;
        let view = evaluate(&script.acts);
        due(&view, &Terms::default(), &[], me, start.plus(days * DAY))
            .iter()
            .map(|due| (due.what.code(), due.by))
            .collect()
    }

    #[test]
    fn the_nearest_deadline_is_that_of_the_shortest_clock_that_waits() {
        let mut script = preserving();
        let next = |script: &Script| {
            next_deadline(&evaluate(&script.acts), &Terms::default(), &[], A).unwrap()
        };
        assert_eq!(
            (next(&script).what, next(&script).at),
            (DueKind::Ack, script.now.plus(2 * HOUR))
        );
        script.wait(HOUR).say(B, "request.ack", &json!({}));
        assert_eq!(next(&script).what, DueKind::Decision);
    }

    #[test]
    fn preservation_reminds_at_60_75_and_85_days_until_it_is_released() {
        let mut script = preserving();
        script.say(
            B,
            "preservation.confirm",
            &json!({"until": "2027-02-21T02:00:00Z"}),
        );
        script.receipt(A);
        let reminders = |script: &Script, days| {
            kinds(script, A, days)
                .iter()
                .filter(|one| one.0 == "preservation_reminder")
                .count()
        };
        assert_eq!(
            [59, 60, 75, 85].map(|days| reminders(&script, days)),
            [0, 1, 2, 3]
        );
        assert!(kinds(&script, A, 91).contains(&("preservation_ends", Role::Answerer)));
        script.say(B, "preservation.release", &json!({}));
        assert_eq!(reminders(&script, 85), 0);
    }

    #[test]
    fn what_a_side_promised_is_due_until_it_is_done() {
        let mut script = preserving();
        assert!(kinds(&script, B, 4).contains(&("translation", Role::Asker)));
        assert!(kinds(&script, B, 8).contains(&("deadline", Role::Answerer)));
        let request = script.acts[0].envelope.id;
        script.say(
            A,
            "translation",
            &json!({"language": "zh-Hans", "level": "certified", "of": request}),
        );
        assert!(!kinds(&script, B, 4).contains(&("translation", Role::Asker)));
    }

    #[test]
    fn nothing_is_due_from_the_answerer_while_it_waits_for_completion() {
        let mut script = preserving();
        script.say(
            B,
            "request.return",
            &json!({"by": "2026-11-25T00:00:00Z", "missing": ["facts"]}),
        );
        script.receipt(A);
        let due = kinds(&script, A, 3);
        assert!(due.contains(&("completion", Role::Asker)), "{due:?}");
        assert!(!due.iter().any(|one| one.0 == "decision"), "{due:?}");
    }
}
