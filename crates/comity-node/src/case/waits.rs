//! What waits in a case, for us and for the counterpart: one line each, kept with the row on the desk.

use comity_core::{
    case::{CaseView, Role},
    clocks::Standstill,
    codes::{CaseStatus, DueKind},
    due::{self, Due},
    record::{Said, Side},
    terms::Terms,
};
use comity_store::waiting::Waiting;

use super::house;

/// What waits for us, and what for the counterpart; nothing in a case that is over.
pub(super) fn of(
    case: &CaseView,
    acts: &[Said],
    terms: &Terms,
    standstills: &[Standstill],
    side: Side,
    status: CaseStatus,
) -> [Option<Waiting>; 2] {
    if house::ends(status.code()) {
        return [None, None];
    }
    let role = case.role(side);
    let open = due::open(case, terms, standstills, side);
    let of = |wanted: Role| {
        let reminds = |due: &Due| due.what == DueKind::PreservationReminder;
        let theirs = open.iter().filter(move |due| due.by == wanted);
        nearest(theirs.filter(|due| wanted == role || !reminds(due)))
    };
    [
        of(role).or_else(|| spoke(case, acts, side)),
        of(role.other()),
    ]
}

fn nearest<'a>(mut dues: impl Iterator<Item = &'a Due>) -> Option<Waiting> {
    let first = dues.next()?;
    Some(Waiting {
        at: first.at,
        due: true,
        more: dues.count() as u64,
        what: first.what.code().to_owned(),
    })
}

/// Their last act, where it came after ours.
fn spoke(case: &CaseView, acts: &[Said], side: Side) -> Option<Waiting> {
    let ours = case.last_said(side).map(|(_, at)| at);
    let theirs = acts
        .iter()
        .filter(|said| said.side != side && house::track(&said.envelope.kind))
        .max_by_key(|said| said.position)?;
    if ours.is_some_and(|ours| theirs.at <= ours) {
        return None;
    }
    Some(Waiting {
        at: theirs.at,
        due: false,
        more: 0,
        what: theirs.envelope.kind.clone(),
    })
}
