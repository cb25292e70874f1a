//! Scene 6: one side loses its store and takes the record back from its counterpart.

use comity_text::Args;
use serde_json::json;

use super::stage::{HOUR, Stage};
use crate::failure::Outcome;

pub(crate) fn play(stage: &mut Stage) -> Outcome {
    stage.scene("lost");
    stage.pass(HOUR)?;
    let [before, _] = stage.reports()?;
    let us = stage.take_us()?;
    let size = us
        .house
        .node
        .channel(&stage.cn()?.party())?
        .current
        .ours
        .head
        .size();
    let us = us.after_the_loss(stage.clock.clone())?;
    let empty = us.house.counterparts()?.is_empty();
    stage.put_us(us);
    stage.step("lost", empty, &Args::new(), json!({"entries": size}))?;

    // The counterpart answers now: it opens its door.
    let them = stage.cn()?.party();
    stage.open_cn()?;
    let (entries, goes_on) = stage.us()?.recover(&them)?;
    let args = Args::new().count("entries", entries);
    let facts = json!({"entries": entries, "goes_on": goes_on});
    stage.step("recovered", goes_on && entries == size, &args, facts)?;

    let mut us = stage.take_us()?;
    us.serve()?;
    stage.put_us(us);
    stage.exchange()?;
    let [cn, us] = stage.reports()?;
    let same = cn == us && cn.sides == before.sides;
    stage.step("same", same, &Args::new(), json!({}))
}
