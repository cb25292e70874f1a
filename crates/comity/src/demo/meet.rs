//! Scene 1: two strangers exchange credentials, compare the safety number, and the channel is in force.

use comity_text::Args;
use serde_json::json;

use super::{
    people,
    side::Side,
    stage::{MINUTE, Stage, leave},
};
use crate::failure::Outcome;

pub(crate) fn play(stage: &mut Stage) -> Outcome {
    stage.scene("meet");
    let handle = stage.runtime.handle().clone();
    let cn = Side::new(&stage.dir, &people::CN, stage.clock.clone(), handle.clone())?;
    let us = Side::new(&stage.dir, &people::US, stage.clock.clone(), handle)?;
    let (theirs, ours) = (us.credential()?, cn.credential()?);
    for side in [&cn, &us] {
        let path = stage.dir.join(format!("{}.credential", side.who.party));
        leave(&path, side.credential()?.bytes())?;
    }
    stage.enter(cn, us);
    let args = Args::new()
        .with("cn", people::CN.party)
        .with("us", people::US.party);
    let facts = json!({"cn": ours.fingerprint(), "us": theirs.fingerprint()});
    stage.step("made", true, &args, facts)?;

    stage.pass(5 * MINUTE)?;
    let read_out = stage.us()?.house.node.safety_number(&ours)?;
    let compared = stage.cn()?.house.node.safety_number(&theirs)?;
    stage.cn()?.trust(&theirs, &read_out)?;
    stage.us()?.trust(&ours, &compared)?;
    let same = read_out == compared && read_out.chars().filter(char::is_ascii_digit).count() >= 40;
    let args = Args::new().with("number", compared.clone());
    stage.step("trusted", same, &args, json!({"safety_number": compared}))?;

    let mut us = stage.take_us()?;
    us.serve()?;
    stage.put_us(us);
    stage.pass(MINUTE)?;
    stage.exchange()?;
    let (cn, us) = (stage.cn()?, stage.us()?);
    let ours = cn.house.node.channel(&us.party())?.current;
    let theirs = us.house.node.channel(&cn.party())?.current;
    let in_force = ours.in_force() && theirs.in_force();
    let suite = us
        .credential()?
        .credential()
        .suite_for(cn.credential()?.credential())
        .map(|suite| suite.name());
    let args = Args::new().with("suite", suite.unwrap_or_default());
    stage.step("in-force", in_force, &args, json!({"suite": suite}))
}
