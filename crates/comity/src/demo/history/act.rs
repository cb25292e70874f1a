//! What is said in a case after its request: codes, references to what was said before, and a text.

use std::collections::BTreeMap;

use comity_core::{
    ActId, DossierId, Time,
    body::{CustodyEntry, RequestBody, Translator},
    codes::{DataClass, Ground, ItemFate, TranslationLevel},
    record::Position,
};
use comity_node::case::{file::ActFile, list};
use serde_json::{Map, Value, json};

use super::{
    chance::Chance,
    course::Do,
    hours::{DAY, HOUR},
    plan::Case,
    request::language,
    texts::{Fill, Texture},
};
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// A case while it goes on: what later acts refer to.
#[derive(Debug, Clone)]
pub(super) struct Going {
    pub(super) dossier: DossierId,
    pub(super) fill: Fill,
    pub(super) items: u64,
    pub(super) translation: Option<RequestBody>,
    pub(super) chance: Chance,
    /// What was said last of each sort of step.
    pub(super) said: BTreeMap<Do, (ActId, Position)>,
}

/// An act, ready to be written as a draft.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    pub(super) file: ActFile,
    /// What became of the items, as CSV.
    pub(super) list: Option<String>,
    /// An exhibit that goes with it: its number, class and bytes.
    pub(super) exhibit: Option<(&'static str, DataClass, Vec<u8>)>,
}

/// The act of a step.
///
/// # Errors
/// It refers to what was not said, or the demo's texts are not of their form:
/// faults of the program.
pub(super) fn ready(
    texture: &Texture,
    case: &Case,
    going: &mut Going,
    does: Do,
    now: Time,
) -> Outcome<Ready> {
    let (kind, says) = says(going, does, now)?;
    let mut file = ActFile::new(kind);
    file.case = Some(going.dossier.clone());
    let by = if of_asker(does) {
        case.asker
    } else {
        case.asker.other()
    };
    file.language = language(by);
    file.says = says;
    if let Some(reply) = reply(does, knows(going)) {
        let drawn = texture.reply(reply, &mut going.chance)?;
        file.text = going.fill.texts(&drawn.text());
        if let Some(ground) = &drawn.ground {
            file.says.insert("ground".to_owned(), json!(ground));
        }
    }
    let mut ready = Ready {
        list: fates(going, does)?,
        exhibit: None,
        file,
    };
    match does {
        Do::Translate => translate(&mut ready.file, going),
        Do::HandOver => hand_over(&mut ready, now),
        Do::ClaimElsewhere => ready.file.reference = Some(format!("L-{}", going.fill.n)),
        _ => {}
    }
    Ok(ready)
}

/// The kind of act, and its codes.
fn says(going: &Going, does: Do, now: Time) -> Outcome<(&'static str, Map<String, Value>)> {
    let of = |steps: &[Do]| latest(going, steps);
    let (kind, says) = match does {
        Do::Translate => {
            return Ok(("translation", Map::new()));
        }
        Do::Ack => ("request.ack", json!({})),
        Do::Return => ("request.return", json!({"missing": ["data_sought"]})),
        Do::Supplement => (
            "request.supplement",
            json!({"fields": ["data_sought"], "returns": of(&[Do::Return])?}),
        ),
        Do::Consult => ("consult.open", json!({})),
        Do::Agree => (
            "consult.close",
            json!({"consultation": of(&[Do::Consult])?, "outcome": "not_agreed"}),
        ),
        Do::Accept | Do::DraftDecision => {
            ("decision.accept", json!({"expected": now.plus(14 * DAY)}))
        }
        Do::AcceptUnder => (
            "decision.accept_with_conditions",
            json!({"conditions": ["purpose_only"]}),
        ),
        Do::Undertake => (
            "condition.accept",
            json!({"decision": of(&[Do::AcceptUnder])?}),
        ),
        Do::AcceptPart => (
            "decision.accept_in_part",
            json!({
                "accepted": ["subscriber"],
                "declined": [{"assistance": "traffic_stored", "ground": "R10"}],
            }),
        ),
        Do::Postpone => (
            "decision.postpone",
            json!({"ground": "R12", "until": now.plus(42 * DAY)}),
        ),
        Do::Decline => ("decision.decline", json!({"reasons": "given"})),
        Do::AwaitCourt => (
            "status.update",
            json!({"stage": "awaiting_court", "expected": now.plus(20 * DAY)}),
        ),
        Do::Execute => ("status.update", json!({"stage": "executing"})),
        Do::Preserve => ("preservation.confirm", json!({"until": now.plus(90 * DAY)})),
        Do::AskTime => (
            "extension.ask",
            json!({"clock": "final", "seconds": 14 * DAY}),
        ),
        Do::GrantTime => ("extension.grant", json!({"ask": of(&[Do::AskTime])?})),
        Do::AnswerPart => ("answer.partial", json!({})),
        Do::Answer | Do::AnswerAgain => ("answer.final", json!({})),
        Do::FindNothing => ("answer.nothing_found", json!({})),
        Do::HandOver => ("evidence.transfer", exhibits(now)),
        Do::SignFor => (
            "evidence.receipt",
            json!({"condition": "intact", "exhibits": [EXHIBIT], "transfer": of(&[Do::HandOver])?}),
        ),
        Do::RateWell => ("feedback.quality", rated(going, "complete", true)?),
        Do::RatePartly => ("feedback.quality", rated(going, "partial", true)?),
        Do::RateBadly => ("feedback.quality", rated(going, "insufficient", false)?),
        Do::Dispute => (
            "dispute",
            json!({"claim": "quality", "entry": entry(going, Do::RateBadly)?}),
        ),
        Do::Remind => ("remind", json!({})),
        Do::Escalate => ("escalate", json!({"reason": "overdue"})),
        Do::ClaimElsewhere => (
            "elsewhere",
            json!({"channel": "diplomatic", "on": now.plus(-DAY)}),
        ),
        Do::ConfirmElsewhere => (
            "elsewhere.confirm",
            json!({"elsewhere": of(&[Do::ClaimElsewhere])?}),
        ),
        Do::Withdraw => ("request.withdraw", json!({"reason": "no_longer_needed"})),
        Do::Reopen => ("case.reopen", json!({"reason": "new_facts"})),
        Do::CloseSettled => ("case.close", json!({"outcome": "settled"})),
        Do::CloseInPart => ("case.close", json!({"outcome": "settled_in_part"})),
        Do::CloseUnsettled => ("case.close", json!({"outcome": "not_settled"})),
        Do::CloseElsewhere => ("case.close", json!({"outcome": "elsewhere"})),
        Do::AnswerQuery => {
            let known = if knows(going) { "yes" } else { "no" };
            ("query.answer", json!({"known": known}))
        }
        Do::Ask | Do::Note => return Err(astray("history-step")),
    };
    match says {
        Value::Object(says) => Ok((kind, says)),
        _ => Err(astray("history-says")),
    }
}

const fn of_asker(does: Do) -> bool {
    matches!(
        does,
        Do::Translate
            | Do::Supplement
            | Do::Agree
            | Do::Undertake
            | Do::GrantTime
            | Do::SignFor
            | Do::RateWell
            | Do::RatePartly
            | Do::RateBadly
            | Do::Remind
            | Do::Escalate
            | Do::ConfirmElsewhere
            | Do::Withdraw
            | Do::Reopen
            | Do::CloseSettled
            | Do::CloseInPart
            | Do::CloseUnsettled
            | Do::CloseElsewhere
    )
}

/// The kind of text that a step is said with.
const fn reply(does: Do, knows: bool) -> Option<&'static str> {
    Some(match does {
        Do::Return => "return",
        Do::Supplement => "supplement",
        Do::Consult => "consult",
        Do::AcceptUnder => "conditions",
        Do::Undertake => "undertaking",
        Do::AcceptPart => "part",
        Do::Postpone => "postpone",
        Do::Decline => "decline",
        Do::AwaitCourt => "court",
        Do::Execute => "status",
        Do::Preserve => "preserved",
        Do::AskTime => "extension",
        Do::GrantTime => "granted",
        Do::AnswerPart => "partial",
        Do::Answer => "final",
        Do::AnswerAgain => "again",
        Do::FindNothing => "nothing",
        Do::RateBadly => "insufficient",
        Do::Dispute => "dispute",
        Do::Remind => "remind",
        Do::Escalate => "escalate",
        Do::ClaimElsewhere => "elsewhere",
        Do::Withdraw => "withdraw",
        Do::Reopen => "reopen",
        Do::AnswerQuery if knows => "known",
        Do::AnswerQuery => "unknown",
        _ => return None,
    })
}

/// What became of the items: first two thirds of them, in the end all.
fn fates(going: &Going, does: Do) -> Outcome<Option<String>> {
    let total = going.items;
    let most = total - total / 3;
    let list = match does {
        _ if total == 0 => return Ok(None),
        Do::AnswerPart => list::bulk(total, &format!("1-{most}"), ItemFate::Done, None)?,
        Do::Answer | Do::AnswerAgain => {
            let done = list::bulk(total, &format!("1-{most}"), ItemFate::Done, None)?;
            let rest = format!("{}-{total}", most + 1);
            let (fate, ground) = match going.fill.n % 3 {
                0 => (ItemFate::NotFound, None),
                1 => (ItemFate::Declined, Some(Ground::R12)),
                _ => (ItemFate::Done, None),
            };
            let rest = list::bulk(total, &rest, fate, ground)?;
            done + rest.split_once('\n').map_or("", |(_, rows)| rows)
        }
        _ => return Ok(None),
    };
    Ok(Some(list))
}

fn rated(going: &Going, quality: &str, useful: bool) -> Outcome<Value> {
    let answers = [Do::AnswerAgain, Do::Answer, Do::FindNothing];
    let answer = latest(going, &answers)?;
    Ok(json!({"answer": answer, "quality": quality, "useful": useful}))
}

/// The number of the exhibit.
const EXHIBIT: &str = "E-1";

fn exhibits(now: Time) -> Value {
    json!({
        "exhibits": [{
            "class": "traffic", "collected": now.plus(-HOUR), "medium": "attachment", "number": EXHIBIT,
        }],
    })
}

fn hand_over(ready: &mut Ready, now: Time) {
    ready.file.custody = vec![CustodyEntry {
        action: "exported from the provider's store (fictional)".to_owned(),
        at: now.plus(-HOUR),
        by: "07".to_owned(),
        changes: None,
        exhibit: EXHIBIT.to_owned(),
        method: Some("read-only export, SHA-256 noted at once".to_owned()),
        place: None,
        witnesses: vec![],
    }];
    let bytes = crate::demo::data::connections(now.plus(-20 * DAY));
    ready.exhibit = Some((EXHIBIT, DataClass::Traffic, bytes));
}

/// The words that the request left out.
fn translate(file: &mut ActFile, going: &mut Going) {
    let words = going.translation.take().unwrap_or_default();
    let other = words.subject.keys().next().copied();
    file.says = [
        ("language".to_owned(), json!(other)),
        ("level".to_owned(), json!("working")),
        (
            "of".to_owned(),
            json!(going.said.get(&Do::Ask).map(|(act, _)| act)),
        ),
    ]
    .into_iter()
    .collect();
    file.text.clone_from(&words.subject);
    file.request = Some(words);
    file.translator = Some(Translator {
        level: TranslationLevel::Working,
        office: "translation".to_owned(),
        statement: BTreeMap::new(),
    });
}

/// Whether the answerer of a query knows what it asks about.
const fn knows(going: &Going) -> bool {
    going.fill.n % 3 == 0
}

fn latest(going: &Going, steps: &[Do]) -> Outcome<ActId> {
    let found = steps.iter().find_map(|step| going.said.get(step));
    found
        .map(|(act, _)| *act)
        .ok_or_else(|| astray("history-reference"))
}

fn entry(going: &Going, step: Do) -> Outcome<Position> {
    let found = going.said.get(&step);
    found
        .map(|(_, entry)| *entry)
        .ok_or_else(|| astray("history-reference"))
}

fn astray(name: &str) -> Failure {
    Failure::new(Exit::Bug, "demo-step").with("name", name)
}
