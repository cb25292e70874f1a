//! The record of a large house: cases that either side opens, each of some twenty acts, with subjects
//! and text in two languages, said by the real code with X25519 over the memory transport.
//!
//! It is made once and kept as [`crate::big`] keeps its store. A run that was cut off is gone on
//! with: the cases of its last batch stay open. Nine in ten are closed; the others stand at one of
//! four stages, so that both sides owe something.

use anyhow::Context as _;
use comity_core::{DossierId, Time};
use comity_node::channel::say::{Draft, Matter, SaidHere};
use comity_tlog::hash::sha256;
use serde_json::{Value, json};

use crate::{
    Scale,
    big::{Big, grown, wanted},
    side::{Pair, Side, draft, fields, start},
};

/// About how many entries a case has in both logs.
pub const ENTRIES: u64 = 20;
/// Cases that are opened in one transaction.
const BATCH: u64 = 250;
/// The time over which cases are spread, in seconds: 600 days.
const SPAN: u64 = 600 * 86_400;
/// Time from one phase of a batch to the next, in seconds.
const PHASE: i64 = 3_600;
/// One case in so many stays open.
const OPEN: u64 = 10;
/// The items that a request lists.
const ITEMS: u64 = 6;

/// The record of this scale, made now if it is not there.
///
/// # Errors
/// A node refuses, or the disk is full.
pub fn house(scale: Scale) -> anyhow::Result<Big> {
    let cases = wanted(scale, ENTRIES);
    grown(&name(cases), cases, batch)
}

fn name(cases: u64) -> String {
    let sources = [include_str!("course.rs"), include_str!("../side.rs")].concat();
    let hash = format!("{:?}", sha256(sources.as_bytes()));
    let short: String = hash.chars().take(12).collect();
    format!("house-{cases}-{short}")
}

/// How far a case comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Asked,
    Received,
    Begun,
    Answered,
    Closed,
}

/// How far the case of this number comes.
const fn stage(number: u64) -> Stage {
    if !number.is_multiple_of(OPEN) {
        return Stage::Closed;
    }
    match number / OPEN % 4 {
        0 => Stage::Asked,
        1 => Stage::Received,
        2 => Stage::Begun,
        _ => Stage::Answered,
    }
}

/// A case on its way.
struct Case {
    id: DossierId,
    stage: Stage,
}

/// Some cases from their requests as far as each comes; the sides take turns in asking.
fn batch(pair: &Pair, there: u64, cases: u64) -> anyhow::Result<()> {
    let many = BATCH.min(cases - there);
    let begin = start().plus(i64::try_from(SPAN / cases.max(1) * there)?);
    let (asker, answerer) = if (there / BATCH).is_multiple_of(2) {
        (&pair.a, &pair.b)
    } else {
        (&pair.b, &pair.a)
    };
    let mut clock = Phases {
        pair,
        now: begin,
        seed: there * 16,
    };
    let numbers = there..there + many;
    let asked = clock.say(asker, answerer, numbers.clone().map(request))?;
    let cases: Vec<Case> = asked
        .iter()
        .zip(numbers)
        .map(|(said, number)| {
            let id = said.dossier.clone().context("a request opens a case")?;
            let stage = stage(number);
            Ok(Case { id, stage })
        })
        .collect::<anyhow::Result<_>>()?;
    let from = |stage: Stage| cases.iter().filter(move |case| case.stage >= stage);

    clock.say(
        answerer,
        asker,
        from(Stage::Received).flat_map(|case| {
            [
                say(case, "request.ack", json!({})),
                say(case, "status.update", json!({"stage": "under_review"})),
            ]
        }),
    )?;
    clock.say(
        asker,
        answerer,
        from(Stage::Begun).map(|case| say(case, "remind", json!({"clock": "decision"}))),
    )?;
    let partial = clock.say(
        answerer,
        asker,
        from(Stage::Begun).flat_map(|case| {
            [
                say(case, "decision.accept", json!({})),
                say(case, "status.update", json!({"stage": "executing"})),
                say(case, "items.progress", fates(1)),
                answer(case, "answer.partial", 2),
            ]
        }),
    )?;
    clock.say(
        asker,
        answerer,
        from(Stage::Answered)
            .zip(of(&partial, 4, from(Stage::Begun), Stage::Answered))
            .flat_map(|(case, said)| {
                [
                    say(case, "feedback.quality", useful(said, "partial")),
                    say(case, "remind", json!({"clock": "final"})),
                ]
            }),
    )?;
    let more = clock.say(
        answerer,
        asker,
        from(Stage::Answered).flat_map(|case| {
            [
                say(case, "items.progress", fates(3)),
                say(case, "status.update", json!({"stage": "executing"})),
                answer(case, "answer.partial", 4),
            ]
        }),
    )?;
    clock.say(
        asker,
        answerer,
        from(Stage::Closed)
            .zip(of(&more, 3, from(Stage::Answered), Stage::Closed))
            .flat_map(|(case, said)| {
                [
                    say(case, "feedback.quality", useful(said, "partial")),
                    say(case, "remind", json!({"clock": "final"})),
                ]
            }),
    )?;
    let last = clock.say(
        answerer,
        asker,
        from(Stage::Closed).flat_map(|case| {
            [
                say(case, "items.progress", fates(4)),
                say(case, "status.update", json!({"stage": "executing"})),
                say(case, "items.progress", fates(5)),
                say(case, "status.update", json!({"stage": "executing"})),
                answer(case, "answer.final", ITEMS),
            ]
        }),
    )?;
    clock.say(
        asker,
        answerer,
        from(Stage::Closed)
            .zip(of(&last, 5, from(Stage::Closed), Stage::Closed))
            .flat_map(|(case, said)| {
                [
                    say(case, "feedback.quality", useful(said, "complete")),
                    say(case, "case.close", json!({"outcome": "settled"})),
                ]
            }),
    )?;
    Ok(())
}

/// The last act of each of these cases that came so far, of a phase in which each said so many.
fn of<'a>(
    said: &'a [SaidHere],
    each: usize,
    cases: impl Iterator<Item = &'a Case>,
    stage: Stage,
) -> impl Iterator<Item = &'a SaidHere> {
    let last = said.chunks(each).filter_map(<[SaidHere]>::last);
    cases
        .zip(last)
        .filter(move |(case, _)| case.stage >= stage)
        .map(|(_, said)| said)
}

/// The phases of a batch, an hour apart, each exchanged.
struct Phases<'a> {
    pair: &'a Pair,
    now: Time,
    seed: u64,
}

impl Phases<'_> {
    fn say(
        &mut self,
        from: &Side,
        to: &Side,
        drafts: impl Iterator<Item = Draft>,
    ) -> anyhow::Result<Vec<SaidHere>> {
        // Another batch may have come further before it was cut off.
        let latest = from.node.channel(to.node.me())?.current.ours.last_at;
        self.now = latest
            .map_or(self.now, |latest| self.now.max(latest))
            .plus(PHASE);
        self.seed += 1;
        let said = from.say(to.node.me(), drafts.collect(), self.now, self.seed)?;
        self.pair.exchange(self.now)?;
        Ok(said)
    }
}

fn say(case: &Case, kind: &str, says: Value) -> Draft {
    draft(Matter::Of(case.id.clone()), kind, fields(says), None)
}

fn fates(done: u64) -> Value {
    json!({"items": {"fates": {"done": done}}})
}

fn useful(answer: &SaidHere, quality: &str) -> Value {
    json!({"answer": answer.id, "quality": quality, "useful": true})
}

/// An answer with a sentence in each language.
fn answer(case: &Case, kind: &str, done: u64) -> Draft {
    let body = json!({
        "language": "en",
        "text": {
            "en": format!("{done} of {ITEMS} addresses do not answer any more; the operator was told."),
            "zh-Hans": format!("{ITEMS}个地址中已有{done}个停止响应，已通知运营者。"),
        },
    });
    let says = fields(fates(done));
    draft(Matter::Of(case.id.clone()), kind, says, Some(fields(body)))
}

/// What was seen, in both languages.
const SEEN: [(&str, &str); 8] = [
    ("Phishing pages", "钓鱼页面"),
    ("Command server of a botnet", "僵尸网络控制服务器"),
    ("Fraudulent investment platform", "虚假投资平台"),
    ("Ransom demands by mail", "勒索邮件"),
    ("Stolen records for sale", "被盗数据售卖"),
    ("Denial of service", "拒绝服务攻击"),
    ("Malicious update of an app", "应用恶意更新"),
    ("Fake support hotline", "假冒客服热线"),
];
/// Whom it hit.
const WHOM: [(&str, &str); 10] = [
    ("Harbour Bank", "海港银行"),
    ("Northern Grid", "北方电网"),
    ("City Hospital", "市立医院"),
    ("River Port", "江河港务"),
    ("Lantern Pay", "灯笼支付"),
    ("Customs Office", "海关总署"),
    ("Union Rail", "联合铁路"),
    ("Polar Insurance", "极地保险"),
    ("Tea House Games", "茶馆游戏"),
    ("Blue Sky Airways", "蓝天航空"),
];
/// What is asked.
const ASSISTANCE: [&str; 4] = ["takedown", "preserve", "malware_analysis", "victim_notify"];
/// How urgent, as often as it happens.
const URGENCY: [&str; 6] = [
    "routine", "routine", "routine", "priority", "priority", "urgent",
];

/// The request that opens the case of this number.
#[expect(
    clippy::indexing_slicing,
    reason = "each place is within its list by the remainder"
)]
pub(crate) fn request(number: u64) -> Draft {
    let pick = |of: usize, step: u64| (number / step % of as u64) as usize;
    let (seen, whom) = (SEEN[pick(SEEN.len(), 1)], WHOM[pick(WHOM.len(), 8)]);
    let says = json!({
        "assistance": [ASSISTANCE[pick(ASSISTANCE.len(), 3)]],
        "channel": "cert",
        "handling": {"court_use": "none", "onward": "none", "pap": "clear", "tlp": "green"},
        "items": {"url": ITEMS},
        "language": "en",
        "observed": {"from": "2025-01-05T02:00:00Z", "until": "2025-01-06T02:00:00Z"},
        "profile": "technical",
        "status": "new",
        "urgency": URGENCY[pick(URGENCY.len(), 7)],
    });
    let body = json!({
        "language": "en",
        "request": {
            "subject": {
                "en": format!("{} against {}, file {number:06}", seen.0, whom.0),
                "zh-Hans": format!("{}：{}，案卷{number:06}", whom.1, seen.1),
            },
            "asked": {
                "en": format!("Please act on the {ITEMS} addresses of the list and tell us what became of each."),
                "zh-Hans": format!("请处置清单所列{ITEMS}个地址，并逐一告知结果。"),
            },
            "observed": {
                "en": format!("Customers of {} reported it; the pages were seen again after a day.", whom.0),
                "zh-Hans": format!("{}的用户报告了此事，一天后页面再次出现。", whom.1),
            },
        },
    });
    draft(
        Matter::Opens,
        "request.submit",
        fields(says),
        Some(fields(body)),
    )
}

#[cfg(test)]
mod tests {
    use comity_core::case::Effect;
    use comity_peer::seal::Suite;
    use comity_store::desk::{DossierFilter, DossierSort};

    use super::*;
    use crate::big::{count, office};

    #[test]
    fn every_act_of_a_large_house_has_an_effect_and_its_subject_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let pair = Pair::open(folder.path(), Suite::AgeX25519).unwrap();
        batch(&pair, 0, 40).unwrap();
        batch(&pair, BATCH, BATCH + 40).unwrap();
        assert_eq!(count(&pair).unwrap(), 80);
        office(&pair.b, |office| {
            let filter = DossierFilter::default();
            let list = office.cases(&filter, DossierSort::NextDue, 1, 80).unwrap();
            let cases: Vec<_> = list
                .rows
                .iter()
                .map(|row| (row.them.clone(), row.case.clone()))
                .collect();
            let subjects = office.subjects(&cases).unwrap();
            assert!(subjects.iter().all(Option::is_some));
            let mut acts = 0;
            for row in list.rows {
                let view = office.case_view(&row.case.to_string()).unwrap();
                acts += view.acts.len();
                for act in &view.acts {
                    assert!(
                        matches!(act.effect, Effect::Applied | Effect::OnTheSide),
                        "{} {:?}",
                        act.kind,
                        act.effect
                    );
                }
            }
            // Of forty cases, 36 are closed and one stands at each stage before.
            let each = 36 * 22 + 1 + 3 + 8 + 13;
            assert_eq!(acts, 2 * each);
        });
    }
}
