//! A kind of act that is not known: which of those that may be said now were meant.

use comity_core::act::{KINDS, Opens, Scope, kind};

use crate::{
    failure::{Failure, Outcome},
    wiring::House,
};

/// How many kinds are offered.
const OFFERED: usize = 3;

/// Refuses a kind that there is not, with the closest ones that may be said now.
pub(super) fn check(house: &House, code: &str, case: Option<&str>) -> Outcome {
    if kind(code).is_some() {
        return Ok(());
    }
    let permitted = match case {
        Some(case) => house.office().show_case(case, house.now())?.permitted,
        None => outside_of_a_case(),
    };
    let known = |list: &[&str]| match list {
        [] => "–".to_owned(),
        list => list.join(", "),
    };
    Err(Failure::usage("cli-kind-unknown")
        .with("kind", code)
        .with("closest", known(&closest(code, &permitted)))
        .with("permitted", known(&permitted)))
}

/// Kinds that open a case, or belong to the channel; what the program says by itself is not offered.
fn outside_of_a_case() -> Vec<&'static str> {
    let open = KINDS.iter().filter(|kind| {
        kind.opens != Opens::No
            || (kind.scope != Scope::Dossier && !kind.code.starts_with("credential."))
    });
    open.map(|kind| kind.code).collect()
}

/// The closest codes of a list, the closest first; of equals the first of the list.
fn closest<'a>(code: &str, list: &[&'a str]) -> Vec<&'a str> {
    let mut ranked: Vec<(usize, &str)> = list
        .iter()
        .map(|known| (distance(code, known), *known))
        .collect();
    ranked.sort_by_key(|(distance, _)| *distance);
    let ranked = ranked.into_iter().map(|(_, known)| known);
    ranked.take(OFFERED).collect()
}

/// Changes, insertions and removals of letters between two texts; what a name leaves out before its dot costs nothing more than one.
fn distance(typed: &str, known: &str) -> usize {
    let last = known.rsplit('.').next().unwrap_or(known);
    let part = edits(typed, last).saturating_add(usize::from(last != known));
    edits(typed, known).min(part)
}

fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (from, ours) in (1..).zip(a.chars()) {
        let mut next = vec![from];
        for (column, theirs) in b.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let changed = at(&row, column).saturating_add(usize::from(ours != *theirs));
            let removed = at(&row, column.saturating_add(1)).saturating_add(1);
            let added = at(&next, column).saturating_add(1);
            next.push(changed.min(removed).min(added));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_of_all_kinds_is_the_one_that_was_meant() {
        let all: Vec<&str> = KINDS.iter().map(|kind| kind.code).collect();
        for (typed, meant) in [
            ("request.akc", "request.ack"),
            ("request-ack", "request.ack"),
            ("ack", "request.ack"),
            ("decline", "decision.decline"),
            ("desicion.acept", "decision.accept"),
            ("answer.finall", "answer.final"),
            ("channel.suspended", "channel.suspend"),
        ] {
            assert_eq!(closest(typed, &all).first(), Some(&meant), "{typed}");
        }
        assert_eq!(closest("x", &all).len(), OFFERED);
        assert!(closest("x", &[]).is_empty());
    }

    #[test]
    fn what_is_offered_outside_of_a_case_can_be_said_there() {
        let list = outside_of_a_case();
        assert!(list.contains(&"query") && list.contains(&"channel.suspend"));
        assert!(!list.contains(&"request.ack") && !list.contains(&"credential.issue"));
    }
}
