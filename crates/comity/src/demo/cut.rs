//! Scene 5: the network is cut; an act crosses as a pouch in a file, and its receipt comes back the same way.

use comity_text::Args;
use serde_json::json;

use super::stage::{HOUR, Stage, leave};
use crate::failure::Outcome;

pub(crate) fn play(stage: &mut Stage, reference: &str) -> Outcome {
    stage.scene("cut");
    let mut us = stage.take_us()?;
    us.hang_up()?;
    stage.put_us(us);
    let refused = stage.exchange().err();
    let code = refused.map(|failure| failure.code).unwrap_or_default();
    stage.step(
        "cut",
        code == "transport-unreachable",
        &Args::new(),
        json!({"code": code}),
    )?;

    stage.pass(HOUR)?;
    let us = stage.us()?;
    let case = us.office().show_case(reference, us.house.now())?.case;
    us.act(&case, "remind", json!({"clock": "ack"}), None)?;
    let (cn, us) = (stage.cn()?, stage.us()?);
    let there = us.house.node.write_pouch(&cn.party(), us.house.now())?;
    let path = stage.dir.join("us-to-cn.pouch");
    leave(&path, &there)?;
    let opened = cn.house.node.open_pouch(&there, cn.house.now())?;
    let again = cn.house.node.open_pouch(&there, cn.house.now())?;
    let ok = opened.brought >= 1 && again.brought == 0;
    let facts = json!({"path": path, "brought": opened.brought, "again": again.brought});
    let args = Args::new().with("path", path.display().to_string());
    stage.step("carried", ok, &args, facts)?;

    stage.pass(HOUR)?;
    let (cn, us) = (stage.cn()?, stage.us()?);
    let back = cn.house.node.write_pouch(&us.party(), cn.house.now())?;
    us.house.node.open_pouch(&back, us.house.now())?;
    let ours = us.house.node.channel(&cn.party())?.current.ours;
    let delivered = ours.receipted() == ours.head.size()
        || ours.head.size().saturating_sub(ours.receipted()) == 1;
    stage.step(
        "delivered",
        delivered,
        &Args::new(),
        json!({"receipted": ours.receipted()}),
    )?;

    let mut us = stage.take_us()?;
    us.serve()?;
    stage.put_us(us);
    stage.exchange()?;
    stage.step("mended", true, &Args::new(), json!({}))
}
