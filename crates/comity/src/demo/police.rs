//! Scene 3: a police request: returned as incomplete, supplemented, accepted under a condition, answered late and in part, rated, closed.

use comity_core::{
    DossierId,
    codes::{Clock, DataClass, Verdict},
};
use comity_node::case::show::Delivery;
use comity_text::Args;
use serde_json::json;

use super::{
    data,
    side::{With, agreed, facts, id},
    stage::{DAY, HOUR, MINUTE, Stage},
};
use crate::failure::{Failure, Outcome};

pub(crate) fn play(stage: &mut Stage) -> Outcome<String> {
    stage.scene("police");
    stage.pass(DAY)?;
    let case = submit(stage)?;
    complete(stage, &case)?;
    agree(stage, &case)?;
    answer(stage, &case)?;
    close(stage, &case)?;
    stage.us()?.reference(&case)
}

fn submit(stage: &mut Stage) -> Outcome<DossierId> {
    let us = stage.us()?;
    let with = [
        With {
            name: "maastricht-university-ransomware.afb",
            media_type: "application/json",
            class: DataClass::None,
            exhibit: None,
            bytes: data::FLOW,
        },
        With {
            name: "wintego-helios.stix2.json",
            media_type: "application/json",
            class: DataClass::Indicator,
            exhibit: None,
            bytes: data::BUNDLE,
        },
    ];
    let file = data::police(us.house.now())?;
    let said = us.say(&stage.cn()?.party(), file, None, &with)?;
    let case = said
        .case
        .clone()
        .ok_or_else(|| Failure::of("case-unknown", "no case"))?;
    let args = Args::new()
        .with("officer", us.who.officer)
        .with("releaser", us.who.releaser);
    stage.step("submitted", true, &args, facts(&said))?;
    stage.exchange()?;
    // The attachments came, and the leaf that says so leaves with the next exchange.
    stage.exchange()?;
    let shown = stage.us()?.show(&case)?;
    let complete = shown
        .acts
        .first()
        .is_some_and(|act| act.delivery == Delivery::Complete);
    stage.step(
        "receipted",
        complete,
        &Args::new(),
        json!({"delivery": "complete"}),
    )?;
    Ok(case)
}

fn complete(stage: &mut Stage, case: &DossierId) -> Outcome {
    stage.pass(HOUR)?;
    let cn = stage.cn()?;
    cn.act(case, "request.ack", json!({}), None)?;
    let returned = cn.act(
        case,
        "request.return",
        json!({"missing": ["data_sought"]}),
        Some((
            "Please name the addresses at which the control server was reached, with times.",
            "请补充控制服务器被访问时的地址和时间。",
        )),
    )?;
    stage.exchange()?;
    let status = agreed(stage.cn()?, stage.us()?, case)?;
    stage.step(
        "returned",
        status == Some("returned"),
        &Args::new(),
        facts(&returned),
    )?;

    stage.pass(5 * HOUR)?;
    let said = stage.us()?.act(
        case,
        "request.supplement",
        json!({"fields": ["data_sought"], "returns": id(&returned)}),
        Some((
            "203.0.113.7, port 443, from the first day of the period on.",
            "203.0.113.7，端口443，自该期间首日起。",
        )),
    )?;
    stage.exchange()?;
    let status = agreed(stage.cn()?, stage.us()?, case)?;
    stage.step(
        "supplemented",
        status == Some("supplemented"),
        &Args::new(),
        facts(&said),
    )
}

fn agree(stage: &mut Stage, case: &DossierId) -> Outcome {
    stage.pass(2 * HOUR)?;
    let decision = stage.cn()?.act(
        case,
        "decision.accept_with_conditions",
        json!({"conditions": ["purpose_only"]}),
        Some((
            "The records serve this investigation and nothing else.",
            "所提供的记录仅用于本案侦查。",
        )),
    )?;
    stage.exchange()?;
    let status = agreed(stage.cn()?, stage.us()?, case)?;
    stage.step(
        "accepted",
        status == Some("accepted_conditional"),
        &Args::new(),
        facts(&decision),
    )?;

    stage.pass(3 * HOUR)?;
    let said = stage.us()?.act(
        case,
        "condition.accept",
        json!({"decision": id(&decision)}),
        Some(("We undertake so.", "我方保证遵守。")),
    )?;
    stage.exchange()?;
    let undertaken =
        agreed(stage.cn()?, stage.us()?, case)?.is_some() && stage.cn()?.show(case)?.owed.is_some();
    stage.step("undertaken", undertaken, &Args::new(), facts(&said))
}

/// Two days later, where a first useful answer was due within one.
fn answer(stage: &mut Stage, case: &DossierId) -> Outcome {
    stage.pass(2 * DAY)?;
    let cn = stage.cn()?;
    let partial = cn.act(
        case,
        "answer.partial",
        json!({"data": ["traffic"]}),
        Some((
            "Records of the last seventeen days; older ones are no longer held.",
            "现提供最近十七天的记录；更早的已不留存。",
        )),
    )?;
    let transfer = hand_over(stage, case)?;
    stage.exchange()?;
    stage.exchange()?;
    let shown = stage.us()?.show(case)?;
    let first = shown
        .clocks
        .iter()
        .find(|line| line.span.clock == Clock::FirstUseful);
    let late = first.is_some_and(|line| line.measure.verdict == Verdict::Late);
    let whole = shown
        .acts
        .iter()
        .find(|act| act.act == id(&transfer))
        .is_some_and(|act| {
            act.attachments
                .iter()
                .all(|one| one.parts_held == one.parts)
        });
    let args = Args::new();
    stage.step("answered-in-part", late && whole, &args, facts(&partial))?;
    sign_for(stage, case, &transfer)?;
    rate(stage, case, &partial)
}

fn hand_over(stage: &Stage, case: &DossierId) -> Outcome<comity_node::case::flow::SaidView> {
    let cn = stage.cn()?;
    let now = cn.house.now();
    let handling =
        json!({"tlp": "amber", "pap": "amber", "court_use": "with_consent", "onward": "none"});
    let exhibit = json!({
        "class": "traffic", "collected": now.plus(-HOUR), "medium": "attachment", "number": "E-1",
    });
    let says = json!({"exhibits": [exhibit], "handling": handling});
    let mut file = cn.act_file(case, "evidence.transfer", says, None);
    file.custody = vec![comity_core::body::CustodyEntry {
        action: "exported from the provider's store under order no. 41 (fictional)".to_owned(),
        at: now.plus(-HOUR),
        by: "CYBER-1/07".to_owned(),
        changes: None,
        exhibit: "E-1".to_owned(),
        method: Some("read-only export, SHA-256 noted at once".to_owned()),
        place: None,
        witnesses: vec![],
    }];
    let bytes = data::connections(now.plus(-17 * DAY));
    let with = With {
        name: "connections.csv",
        media_type: "text/csv",
        class: DataClass::Traffic,
        exhibit: Some("E-1"),
        bytes: &bytes,
    };
    cn.say(&stage.us()?.party(), file, None, &[with])
}

fn sign_for(
    stage: &mut Stage,
    case: &DossierId,
    transfer: &comity_node::case::flow::SaidView,
) -> Outcome {
    stage.pass(HOUR)?;
    let said = stage.us()?.act(
        case,
        "evidence.receipt",
        json!({"condition": "intact", "exhibits": ["E-1"], "transfer": id(transfer)}),
        None,
    )?;
    stage.exchange()?;
    let shown = stage.cn()?.show(case)?;
    let steps = shown
        .exhibits
        .first()
        .map_or(0, |exhibit| exhibit.steps.len());
    stage.step("signed-for", steps >= 1, &Args::new(), facts(&said))
}

fn rate(
    stage: &mut Stage,
    case: &DossierId,
    partial: &comity_node::case::flow::SaidView,
) -> Outcome {
    stage.pass(30 * MINUTE)?;
    let says = json!({"answer": id(partial), "outcome": "investigation", "quality": "partial", "useful": true});
    let said = stage.us()?.act(case, "feedback.quality", says, None)?;
    stage.exchange()?;
    stage.step("rated", true, &Args::new(), facts(&said))
}

fn close(stage: &mut Stage, case: &DossierId) -> Outcome {
    stage.pass(DAY)?;
    stage.cn()?.act(
        case,
        "answer.final",
        json!({}),
        Some(("Nothing more is held.", "没有其他留存记录。")),
    )?;
    stage.exchange()?;
    stage.pass(HOUR)?;
    let said = stage.us()?.act(
        case,
        "case.close",
        json!({"outcome": "settled_in_part"}),
        None,
    )?;
    stage.exchange()?;
    let status = agreed(stage.cn()?, stage.us()?, case)?;
    stage.step(
        "closed",
        status == Some("closed"),
        &Args::new(),
        facts(&said),
    )
}
