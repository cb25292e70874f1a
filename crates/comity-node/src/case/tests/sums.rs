//! Kept sums change no report: it is that of a desk built again, whatever was said in between.

use comity_core::{
    Time,
    codes::ItemFate,
    report::{Report, Span},
};
use comity_peer::fixtures::Seeded;
use comity_store::{Store as _, days::DayRow};
use proptest::prelude::*;
use serde_json::json;

use super::support::{SITES, World, all, at, file, takedown, within};
use crate::{
    access::Sight,
    case::{
        file::ActFile,
        flow::{SaidView, Submitted},
    },
    fixtures::TestNode,
    report::Ask,
};

/// What happens next: who does what in which case, how many minutes later, and whether the sides speak.
#[derive(Debug, Clone)]
struct Step {
    first: bool,
    what: usize,
    case: usize,
    minutes: i64,
    exchange: bool,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (
        any::<bool>(),
        0..KINDS.len() + 2,
        any::<usize>(),
        1..900_i64,
        prop::bool::weighted(0.4),
    );
    let step = step.prop_map(|(first, what, case, minutes, exchange)| Step {
        first,
        what,
        case,
        minutes,
        exchange,
    });
    prop::collection::vec(step, 6..14)
}

/// Acts in a case. A number beyond them opens one, or suspends or resumes the channel.
const KINDS: &[&str] = &[
    "request.ack",
    "decision.accept",
    "status.update",
    "answer.final",
    "case.close",
    "request.withdraw",
    "remind",
];

/// Two houses and their cases.
struct Story {
    world: World,
    cases: Vec<SaidView>,
    minutes: i64,
}

impl Story {
    fn new() -> Self {
        let mut story = Self {
            world: World::new(),
            cases: Vec::new(),
            minutes: 2,
        };
        story.say(true, KINDS.len(), 0);
        story.world.exchange(3);
        story
    }

    fn take(&mut self, step: &Step) {
        self.minutes += 10 + step.minutes;
        self.say(step.first, step.what, step.case);
        if step.exchange {
            self.world.exchange(self.minutes + 1);
        }
    }

    fn say(&mut self, first: bool, what: usize, case: usize) {
        let world = &self.world;
        let node = if first { &world.a } else { &world.b };
        match KINDS.get(what) {
            Some(kind) => {
                let says = match *kind {
                    "status.update" => json!({"stage": "executing"}),
                    "case.close" => json!({"outcome": "settled"}),
                    "request.withdraw" => json!({"reason": "made_in_error"}),
                    _ => json!({}),
                };
                let fates = all(ItemFate::Done);
                let list = (*kind == "answer.final").then_some(fates.as_str());
                let act = within(&self.cases[case % self.cases.len()], kind, says);
                self.try_say(node, act, list);
            }
            None if what == KINDS.len() => {
                let said = world.act(node, takedown(), Some(SITES), self.minutes);
                self.cases.push(said);
            }
            None if case.is_multiple_of(2) => {
                let says = json!({"reason": "agreed"});
                self.try_say(
                    node,
                    file(json!({"kind": "channel.suspend", "says": says})),
                    None,
                );
            }
            None => self.try_say(
                node,
                file(json!({"kind": "channel.resume", "says": {}})),
                None,
            ),
        }
    }

    /// Says an act, released where the house asks for it; nothing, where it may not be said.
    fn try_say(&self, node: &TestNode, act: ActFile, list: Option<&str>) {
        let said = self.world.try_act(node, act, list, self.minutes);
        if let Ok(Submitted::Waits { draft, .. }) = said {
            let (office, mut rng) = (self.world.office(node), Seeded::new(7));
            office
                .release("wang", &draft, at(self.minutes), &mut rng)
                .ok();
        }
    }

    /// What this house reports now is what it reports from a desk that was just built again.
    fn check(&self, node: &TestNode, ask: &Ask) -> Report {
        let them = if node.name() == self.world.a.name() {
            self.world.b.name()
        } else {
            self.world.a.name()
        };
        let report = || {
            self.world
                .office(node)
                .report(them, ask, &Sight::All)
                .unwrap()
                .report
        };
        let now = node.store.snapshot();
        node.node.rebuild_desk(them).unwrap();
        assert!(days(node).iter().all(|day| day.sum.is_none()));
        let expected = report();
        node.store.restore(&now);
        let found = report();
        assert_eq!(
            found.to_bytes().unwrap(),
            expected.to_bytes().unwrap(),
            "{ask:?}"
        );
        // And again, from what the first has kept.
        assert_eq!(report(), found);
        found
    }
}

fn days(node: &TestNode) -> Vec<DayRow> {
    let read = node.store.read(|tx| {
        let them = tx.channels()?.remove(0);
        tx.days(&them, i64::MIN..=i64::MAX)
    });
    read.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_report_from_kept_sums_is_the_report(steps in steps(), moments in prop::array::uniform3(0..20_000_i64)) {
        let mut story = Story::new();
        let mut cuts = Vec::new();
        for step in &steps {
            story.take(step);
            for node in [&story.world.a, &story.world.b] {
                let report = story.check(node, &Ask::default());
                cuts.push(report.cut.logs.map(|log| log.size));
            }
        }
        // All that was said comes to lie inside the cut, so that there is something to keep.
        story.world.exchange(story.minutes + 10);
        let [as_of, from, until]: [Time; 3] = moments.map(at);
        let period = Span { from: Some(from.min(until)), until: Some(from.max(until)) };
        let old = cuts.get(cuts.len() / 2).map(|[first, second]| (*first, *second));
        for node in [&story.world.a, &story.world.b] {
            for cut in [None, old] {
                for as_of in [None, Some(as_of)] {
                    for period in [Span::default(), period] {
                        story.check(node, &Ask { cut, as_of, period });
                    }
                }
            }
            prop_assert!(days(node).iter().any(|day| day.sum.is_some()));
        }
    }
}
