//! Scene 4: a request that nobody takes up, and the proof of that silence, which opens nothing of the other cases.

use comity_node::{
    prove::{Claim, Open},
    sealing::AgeSealer,
};
use comity_peer::proof::{self, Fact};
use comity_text::Args;
use serde_json::json;

use super::{
    data,
    side::facts,
    stage::{DAY, HOUR, Stage, leave},
};
use crate::failure::{Failure, Outcome};

pub(crate) fn play(stage: &mut Stage) -> Outcome<String> {
    stage.scene("silent");
    stage.pass(HOUR)?;
    let us = stage.us()?;
    let file = data::silent(us.house.now())?;
    let said = us.say(&stage.cn()?.party(), file, None, &[])?;
    let case = said
        .case
        .clone()
        .ok_or_else(|| Failure::of("case-unknown", "no case"))?;
    stage.exchange()?;
    let held = stage.cn()?.show(&case)?.acts.len() == 1;
    stage.step("submitted", held, &Args::new(), facts(&said))?;

    stage.pass(3 * DAY)?;
    let shown = stage.us()?.show(&case)?;
    let owed = shown.owed.is_some();
    let args = Args::new().count("days", 3);
    stage.step("overdue", owed, &args, json!({"owed": shown.owed}))?;

    let proven = stage.us()?.office().prove(
        &Claim::Silent {
            case: case.to_string(),
        },
        &Open::default(),
    )?;
    let bytes = proven.bytes;
    let path = stage.dir.join("silence.tar");
    leave(&path, &bytes)?;
    let args = Args::new().with("path", path.display().to_string());
    stage.step(
        "proven",
        true,
        &args,
        json!({"path": path, "bytes": bytes.len()}),
    )?;
    verify(stage, &bytes)?;
    stage.us()?.reference(&case)
}

/// A third person has the file and two credentials, and nothing else.
fn verify(stage: &mut Stage, bytes: &[u8]) -> Outcome {
    let pinned = [stage.cn()?.credential()?, stage.us()?.credential()?];
    let report = proof::verify(bytes, &pinned, &AgeSealer::new(Vec::new()))?;
    let silent = report.facts.iter().find_map(|fact| match fact {
        Fact::Silence { .. } => serde_json::to_value(fact).ok(),
        _ => None,
    });
    // What is open belongs to this one case; the others were carried on in the same logs.
    let opened = report
        .facts
        .iter()
        .filter(|fact| matches!(fact, Fact::OpenedEnvelope { .. }))
        .count();
    let ok = silent.is_some() && opened == 1;
    let args = Args::new().count("opened", opened as u64);
    stage.step("verified", ok, &args, json!({"silent": silent}))
}
