//! Scene 2: a takedown request with a hundred and twenty items, answered item by item.

use comity_core::{
    DossierId,
    codes::{Ground, ItemFate},
};
use comity_node::case::list;
use comity_text::Args;
use serde_json::json;

use super::{
    data,
    side::{agreed, facts},
    stage::{DAY, HOUR, Stage},
};
use crate::failure::{Failure, Outcome};

pub(crate) fn play(stage: &mut Stage) -> Outcome<String> {
    stage.scene("takedown");
    stage.pass(DAY)?;
    let (cn, us) = (stage.cn()?, stage.us()?);
    let file = data::takedown(cn.house.now())?;
    let said = cn.say(&us.party(), file, Some(&data::domains()), &[])?;
    let case = said
        .case
        .clone()
        .ok_or_else(|| Failure::of("case-unknown", "no case"))?;
    stage.exchange()?;
    let items = us_items(stage, &case)?;
    let args = Args::new().count("count", items as u64);
    stage.step("submitted", items == data::ITEMS, &args, facts(&said))?;

    stage.pass(6 * HOUR)?;
    let us = stage.us()?;
    us.act(&case, "request.ack", json!({"in_charge": "CYBER-2"}), None)?;
    let said = us.act(&case, "decision.accept", json!({}), None)?;
    stage.exchange()?;
    let status = agreed(stage.cn()?, stage.us()?, &case)?;
    stage.step(
        "accepted",
        status == Some("accepted"),
        &Args::new(),
        facts(&said),
    )?;

    stage.pass(2 * DAY)?;
    answer(stage, &case)?;
    let cn = stage.cn()?;
    let answer = last_answer(stage, &case)?;
    cn.act(
        &case,
        "feedback.quality",
        json!({"answer": answer, "quality": "complete", "useful": true}),
        None,
    )?;
    let said = cn.act(&case, "case.close", json!({"outcome": "settled"}), None)?;
    stage.exchange()?;
    let status = agreed(stage.cn()?, stage.us()?, &case)?;
    stage.step(
        "closed",
        status == Some("closed"),
        &Args::new(),
        facts(&said),
    )?;
    stage.cn()?.reference(&case)
}

fn us_items(stage: &Stage, case: &DossierId) -> Outcome<usize> {
    let items = stage.us()?.office().items(&case.to_string())?;
    Ok(items.map_or(0, |list| list.items().len()))
}

/// First most of them are done, a day later each has its end.
fn answer(stage: &mut Stage, case: &DossierId) -> Outcome {
    let total = data::ITEMS as u64;
    let us = stage.us()?;
    let fates = list::bulk(total, "1-90", ItemFate::Done, None)?;
    let file = us.act_file(case, "answer.partial", json!({}), None);
    let said = us.say(&us.other(case)?, file, Some(&fates), &[])?;
    stage.exchange()?;
    let seen = stage.cn()?.show(case)?.fates;
    let args = Args::new().count("ended", seen.ended()).count("all", total);
    stage.step("answered-in-part", seen.ended() == 90, &args, facts(&said))?;

    stage.pass(DAY)?;
    let us = stage.us()?;
    let rest = [
        list::bulk(total, "91-112", ItemFate::Done, None)?,
        list::bulk(total, "113-118", ItemFate::NotFound, None)?,
        list::bulk(total, "119-120", ItemFate::Declined, Some(Ground::R12))?,
    ];
    let file = us.act_file(
        case,
        "answer.final",
        json!({}),
        Some((
            "Two names are part of an inquiry of ours.",
            "其中两个域名属于我方正在办理的侦查。",
        )),
    );
    let said = us.say(&us.other(case)?, file, Some(&joined(&rest)), &[])?;
    stage.exchange()?;
    let seen = stage.cn()?.show(case)?.fates;
    let args = Args::new().count("all", total);
    stage.step("answered", seen.ended() == total, &args, facts(&said))
}

/// Lists of fates as one.
fn joined(lists: &[String]) -> String {
    let head = lists
        .first()
        .and_then(|list| list.lines().next())
        .unwrap_or_default();
    let rows = lists.iter().flat_map(|list| list.lines().skip(1));
    std::iter::once(head)
        .chain(rows)
        .map(|row| format!("{row}\n"))
        .collect()
}

fn last_answer(stage: &Stage, case: &DossierId) -> Outcome<comity_core::ActId> {
    let shown = stage.cn()?.show(case)?;
    let last = shown.acts.iter().rfind(|act| act.kind == "answer.final");
    last.map(|act| act.act)
        .ok_or_else(|| Failure::of("case-unknown", "no answer"))
}
