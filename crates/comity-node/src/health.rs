//! Whether the node can do its work: what operators and the health page are shown.
//!
//! A check names a part of the house or a counterpart, and never content.

use std::collections::BTreeSet;

use comity_core::{PartyName, Time};
use comity_store::{ReadTx, Store, StoreError};
use serde::Serialize;

use crate::{
    Node,
    config::Config,
    notices,
    people::{self, Role},
    trail::{self, leaving},
    webhooks::{self, State},
};

/// Seconds after which a counterpart that signed nothing fresh has been silent for long.
pub const SILENT: i64 = 86_400;
/// Seconds that something may wait to leave before it is told.
const WAITS: i64 = 900;
/// Tries in vain after which a receiver of webhooks counts as away.
const TRIES: usize = 3;
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
    /// How much waits, or is not in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Time>,
}

/// Codes of all checks.
pub const CODES: [&str; 10] = [
    "store-readable",
    "stands-at-high-water",
    "channel-open",
    "heard-lately",
    "trail-whole",
    "watched",
    "trail-leaves",
    "trail-stays",
    "mail-leaves",
    "webhooks-heard",
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
pub fn all<S: Store>(node: &Node<S>, config: &Config, now: Time) -> Vec<Check> {
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
    checks.extend(store.read(|tx| leaves(tx, config, now)).unwrap_or_default());
    checks
}

/// What leaves for others than counterparts: the trail, mail and webhooks, where there are any.
fn leaves(tx: &dyn ReadTx, config: &Config, now: Time) -> Result<Vec<Check>, StoreError> {
    let mut checks = Vec::new();
    let is_late = |since: Option<Time>| since.is_some_and(|since| now.since(since) > WAITS);
    let trail = leaving::state(tx)?;
    if config.syslog.server.is_some() {
        let (count, oldest) = leaving::waiting(tx)?;
        checks.push(Check {
            count: Some(count),
            since: oldest,
            ..check("trail-leaves", None, !is_late(oldest))
        });
    } else if let Some(before) = trail {
        // It left once: that it does not any more is never silent.
        checks.push(Check {
            since: before.taken,
            ..check("trail-stays", None, false)
        });
    }
    if config.mail.server.is_some() {
        let state = notices::mail_state(tx)?;
        checks.push(Check {
            since: state.failing,
            ..check("mail-leaves", None, !is_late(state.failing))
        });
    }
    let all = webhooks::list(tx)?;
    if !all.is_empty() {
        let ended = |one: &&webhooks::Webhook| matches!(one.state, State::Failed | State::Gone);
        let ended = all.iter().filter(ended).count();
        let tried = webhooks::queue::at_work(tx)?;
        let away = tried.iter().filter(|(_, tries)| *tries >= TRIES).count();
        checks.push(Check {
            count: u64::try_from(ended.saturating_add(away)).ok(),
            ..check("webhooks-heard", None, ended + away == 0)
        });
    }
    Ok(checks)
}

fn check(code: &'static str, them: Option<&PartyName>, good: bool) -> Check {
    Check {
        code,
        them: them.cloned(),
        good,
        count: None,
        since: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::TestNode;

    const NOW: Time = Time::from_seconds(1_800_000_000);
    const WHO: &str = "li";

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
        let checks = all(&a.node, &Config::default(), NOW);
        let codes: Vec<_> = checks.iter().map(|check| check.code).collect();
        assert_eq!(codes, CODES[..6]);
        assert_eq!(bad(checks), ["watched"]);
    }

    #[test]
    fn a_counterpart_that_signs_nothing_for_a_day_is_named() {
        let (a, _b) = pair();
        assert_eq!(
            bad(all(&a.node, &Config::default(), NOW.plus(SILENT))),
            ["heard-lately", "watched"]
        );
    }

    #[test]
    fn a_trail_that_should_leave_and_does_not_is_named_with_how_much_waits() {
        let (a, _b) = pair();
        let mut config = Config::default();
        config.syslog.server = Some("log.example:6514".to_owned());
        let find = |config: &Config, seconds: i64| {
            let checks = all(&a.node, config, NOW.plus(seconds));
            checks
                .into_iter()
                .find(|check| check.code.starts_with("trail-l") || check.code == "trail-stays")
        };
        assert!(
            find(&Config::default(), 0).is_none(),
            "it was never to leave"
        );
        a.store
            .write(|tx| trail::note(tx, NOW, WHO, "said", serde_json::json!({})))
            .unwrap();
        let entries = a.store.read(|tx| tx.trail_end()).unwrap().0;
        let fresh = find(&config, 0).unwrap();
        assert_eq!((fresh.code, fresh.good), ("trail-leaves", true));
        assert_eq!((fresh.count, fresh.since), (Some(entries), Some(NOW)));
        assert!(!find(&config, WAITS + 1).unwrap().good);
        a.store
            .write(move |tx| leaving::taken(tx, entries, NOW))
            .unwrap();
        let taken = find(&config, WAITS + 1).unwrap();
        assert_eq!((taken.good, taken.count), (true, Some(0)));
        let ended = find(&Config::default(), 0).unwrap();
        assert_eq!((ended.code, ended.good), ("trail-stays", false));
    }

    #[test]
    fn mail_that_nobody_takes_is_named() {
        let (a, _b) = pair();
        let mut config = Config::default();
        config.mail.server = Some("mail.example:587".to_owned());
        let good = |seconds| {
            let checks = all(&a.node, &config, NOW.plus(seconds));
            checks
                .iter()
                .find(|check| check.code == "mail-leaves")
                .map(|check| check.good)
        };
        assert_eq!(good(0), Some(true));
        a.store
            .write(|tx| notices::mail_went(tx, Some("outward-unreachable"), NOW))
            .unwrap();
        assert_eq!(good(WAITS), Some(true), "not yet");
        assert_eq!(good(WAITS + 1), Some(false));
        a.store
            .write(|tx| notices::mail_went(tx, None, NOW.plus(WAITS)))
            .unwrap();
        assert_eq!(good(WAITS + 1), Some(true));
    }

    #[test]
    fn a_lost_store_stands_nowhere() {
        let (mut a, b) = pair();
        a.lose_store(&[&b]);
        let known = BTreeSet::from([b.name().clone()]);
        assert_eq!(bad(signs(&a.node, &known)), ["stands-at-high-water"]);
    }
}
