//! What people do: requests, and acts that the case permits them now.

use comity_core::{DossierId, PartyName, Time, id::ActId, record::Position};
use comity_node::case::{
    CaseError,
    file::ActFile,
    flow::{SaidView, Submitted},
};
use serde_json::{Map, Value, json};

use crate::{
    dice::Dice,
    house::{House, OFFICER, RELEASER},
};

/// An act as the world remembers it, whatever becomes of its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who said it, by number.
    pub by: usize,
    /// To whom.
    pub to: usize,
    /// Its dossier.
    pub case: DossierId,
    /// Its id.
    pub act: ActId,
    /// Its kind.
    pub kind: String,
    /// Its entry.
    pub entry: Position,
    /// The time that its leaf states.
    pub at: Time,
}

/// Items of the takedown requests.
pub const ITEMS: u64 = 3;

/// A request, and its list.
#[must_use]
pub fn request(dice: &mut Dice, canary: &str) -> (ActFile, Option<String>) {
    if dice.chance(600) {
        let list = format!(
            "kind,value\nurl,https://one.example/{canary}\nurl,https://two.example/\ndomain,three.example\n"
        );
        (takedown(canary), Some(list))
    } else {
        (police(canary), None)
    }
}

fn both(en: &str) -> Value {
    json!({"en": en, "zh-Hans": "请求"})
}

fn takedown(canary: &str) -> ActFile {
    file(json!({
        "says": {
            "assistance": ["takedown"],
            "observed": {"from": "2026-11-20T00:00:00Z", "until": "2026-11-21T00:00:00Z"},
        },
        "request": {
            "subject": both(canary), "asked": both("Take down"), "observed": both("Copies a bank"),
            "contacts": [{"role": "requesting", "office": "Duty desk", "hours": "00:00-24:00", "offset": "+00:00"}],
        },
    }))
}

fn police(canary: &str) -> ActFile {
    file(json!({
        "says": {
            "assistance": ["subscriber"], "data": ["subscriber"], "offences": ["ict_fraud"],
            "max_penalty_months": 84, "treaty": "mlaa_2000", "use_limitation": "purpose_only",
            "period": {"from": "2026-11-01T00:00:00Z", "until": "2026-11-20T00:00:00Z"},
        },
        "request": {
            "subject": both(canary), "facts": both("Facts"), "purpose": both("Investigation"),
            "relation": both("Same address"),
            "contacts": [{"role": "requesting", "office": "Unit 3", "hours": "08:30-17:30", "offset": "+08:00"}],
            "legal_basis": [{"law": "CPL", "article": "139"}],
            "provisions": [{"law": "CL", "article": "266"}],
            "data_sought": [{"class": "subscriber", "identifiers": [{"kind": "account", "value": "x@mail.example"}]}],
        },
    }))
}

fn file(value: Value) -> ActFile {
    serde_json::from_value(value).expect("an act file of ours")
}

/// What the act may say, and its list, for a kind that people of the world use.
fn saying(kind: &str, said: &[Said], dice: &mut Dice) -> Option<(Value, Option<String>)> {
    let last = |kinds: &[&str]| {
        let of = |one: &&Said| kinds.contains(&one.kind.as_str());
        said.iter().rev().find(of).map(|one| one.act)
    };
    let fates = |all: bool, dice: &mut Dice| {
        let mut list = "n,fate\n".to_owned();
        let count = if all { ITEMS } else { 1 + dice.below(ITEMS) };
        for number in 1..=count {
            let fate = dice.pick(&["done", "not_ours", "not_found"]);
            list.push_str(&format!("{number},{}\n", fate.unwrap_or(&"done")));
        }
        list
    };
    let answers = ["answer.partial", "answer.final"];
    Some(match kind {
        "request.ack" | "decision.accept" | "answer.nothing_found" | "remind" => (json!({}), None),
        "request.return" => (json!({"missing": ["asked"]}), None),
        "request.supplement" => match last(&["request.return"]) {
            Some(returns) => (json!({"fields": ["asked"], "returns": returns}), None),
            None => (json!({"fields": ["asked"]}), None),
        },
        "request.withdraw" => (json!({"reason": "no_longer_needed"}), None),
        "decision.accept_with_conditions" => (json!({"conditions": ["confidentiality"]}), None),
        "decision.decline" => (json!({"ground": "R17", "reasons": both("Not ours")}), None),
        "decision.postpone" => (json!({"ground": "R17"}), None),
        "condition.accept" => (
            json!({"decision": last(&["decision.accept_with_conditions"])?}),
            None,
        ),
        "status.update" => (json!({"stage": "executing"}), None),
        "answer.partial" => (json!({}), Some(fates(false, dice))),
        "answer.final" => (json!({}), Some(fates(true, dice))),
        "feedback.quality" => (
            json!({"answer": last(&answers)?, "quality": "partial", "useful": true}),
            None,
        ),
        "case.close" => (json!({"outcome": "settled"}), None),
        "case.reopen" => (json!({"reason": "new_facts"}), None),
        _ => return None,
    })
}

/// How often one kind is chosen among what is permitted.
fn weight(kind: &str) -> usize {
    match kind {
        "request.withdraw" | "decision.decline" | "decision.postpone" | "remind"
        | "case.reopen" => 1,
        "request.return" | "decision.accept_with_conditions" | "answer.nothing_found" => 2,
        _ => 6,
    }
}

/// An act that the house may say in this case, when it finds one.
#[must_use]
pub fn next(
    house: &House,
    case: &DossierId,
    said: &[Said],
    now: Time,
    dice: &mut Dice,
) -> Option<(ActFile, Option<String>)> {
    let show = house.office().show_case(&case.to_string(), now).ok()?;
    let items = !show.items.is_empty();
    let mut kinds = Vec::new();
    for kind in &show.permitted {
        kinds.extend(std::iter::repeat_n(*kind, weight(kind)));
    }
    let kind = dice.pick(&kinds)?;
    let (says, list) = saying(kind, said, dice)?;
    let Value::Object(says) = says else {
        return None;
    };
    Some((within(case, kind, says), list.filter(|_| items)))
}

fn within(case: &DossierId, kind: &str, says: Map<String, Value>) -> ActFile {
    ActFile {
        case: Some(case.clone()),
        says,
        ..ActFile::new(kind)
    }
}

/// Drafts, submits and, where the house asks for it, releases an act.
///
/// # Errors
/// The house or its rules refuse; nothing was said then, unless the disk failed after the fact.
pub fn say(
    house: &House,
    them: &PartyName,
    file: ActFile,
    list: Option<&str>,
    now: Time,
    dice: &mut Dice,
) -> Result<SaidView, CaseError> {
    let office = house.office();
    let draft = office.new_draft(OFFICER, them, file, list, now)?;
    match office.submit(OFFICER, &draft.id, now, dice)? {
        Submitted::Said(said) => Ok(said),
        Submitted::Waits { draft, .. } => office.release(RELEASER, &draft, now, dice),
    }
}
