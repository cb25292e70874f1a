//! Whether the node can do its work: what operators and the health page are shown.
//!
//! A check names a part of the house or a counterpart, and never content.

use std::collections::BTreeSet;

use comity_core::{PartyName, Time};
use comity_store::Store;
use serde::Serialize;

use crate::{
    Node,
    people::{self, Role},
    trail,
};

/// Seconds after which a counterpart that signed nothing fresh has been silent for long.
pub const SILENT: i64 = 86_400;
/// Entries up to which the chain of the trail is walked each time.
const WALKED: u64 = 20_000;

/// What was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What, as a stable code.
    pub code: &'static str,
    /// With which counterpart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub them: Option<PartyName>,
    /// Whether it is in order.
    pub good: bool,
}

/// Codes of all checks.
pub const CODES: [&str; 6] = [
    "store-readable",
    "stands-at-high-water",
    "channel-open",
    "heard-lately",
    "trail-whole",
    "watched",
];

/// Whether the store can be read, and every channel stands where we last signed.
///
/// `known` are counterparts that the store may have lost.
pub fn signs<S: Store>(node: &Node<S>, known: &BTreeSet<PartyName>) -> Vec<Check> {
    let readable = node.unfollowed().read(|tx| tx.channels());
    let mut checks = vec![check("store-readable", None, readable.is_ok())];
    if readable.is_err() {
        checks.push(check("stands-at-high-water", None, false));
    }
    let channels: BTreeSet<PartyName> = readable
        .unwrap_or_default()
        .into_iter()
        .chain(known.iter().cloned())
        .collect();
    for them in channels {
        let stands = node.stands(&them).is_ok();
        checks.push(check("stands-at-high-water", Some(&them), stands));
    }
    checks
}

/// Everything that the page of health shows.
pub fn all<S: Store>(node: &Node<S>, now: Time) -> Vec<Check> {
    let mut checks = signs(node, &BTreeSet::new());
    let store = node.unfollowed();
    for them in store.read(|tx| tx.channels()).unwrap_or_default() {
        let Ok(state) = node.channel(&them) else {
            continue;
        };
        let open = state.current.frozen.is_none();
        checks.push(check("channel-open", Some(&them), open));
        let fresh = state.current.theirs.checkpoint;
        let heard = fresh.is_some_and(|mark| now.since(mark.at) < SILENT);
        checks.push(check("heard-lately", Some(&them), heard));
    }
    // A long chain is walked by who asks for it.
    let whole = store.read(|tx| match tx.trail_end()? {
        (entries, _) if entries > WALKED => Ok(None),
        _ => trail::check(tx).map(|check| Some(check.broken_at.is_none())),
    });
    if let Some(whole) = whole.unwrap_or(Some(false)) {
        checks.push(check("trail-whole", None, whole));
    }
    let watched = store.read(people::list).is_ok_and(|people| {
        let active = |role| {
            people
                .iter()
                .any(|person| !person.disabled && person.roles.contains(&role))
        };
        active(Role::Security) && active(Role::Auditor)
    });
    checks.push(check("watched", None, watched));
    checks
}

fn check(code: &'static str, them: Option<&PartyName>, good: bool) -> Check {
    Check {
        code,
        them: them.cloned(),
        good,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::TestNode;

    const NOW: Time = Time::from_seconds(1_800_000_000);

    fn pair() -> (TestNode, TestNode) {
        let (a, b) = (
            TestNode::new("a.example", 1, NOW),
            TestNode::new("b.example", 2, NOW),
        );
        a.trust(&b, NOW);
        b.trust(&a, NOW);
        let line = b.line(&a, NOW);
        a.node.exchange(&line, b.name(), NOW).unwrap();
        (a, b)
    }

    fn bad(checks: Vec<Check>) -> Vec<&'static str> {
        let bad = checks.into_iter().filter(|check| !check.good);
        bad.map(|check| check.code).collect()
    }

    #[test]
    fn a_new_house_lacks_nothing_but_who_watches_it() {
        let (a, _b) = pair();
        let checks = all(&a.node, NOW);
        let codes: Vec<_> = checks.iter().map(|check| check.code).collect();
        assert_eq!(codes, CODES);
        assert_eq!(bad(checks), ["watched"]);
    }

    #[test]
    fn a_counterpart_that_signs_nothing_for_a_day_is_named() {
        let (a, _b) = pair();
        assert_eq!(
            bad(all(&a.node, NOW.plus(SILENT))),
            ["heard-lately", "watched"]
        );
    }

    #[test]
    fn a_lost_store_stands_nowhere() {
        let (mut a, b) = pair();
        a.lose_store(&[&b]);
        let known = BTreeSet::from([b.name().clone()]);
        assert_eq!(bad(signs(&a.node, &known)), ["stands-at-high-water"]);
    }
}
