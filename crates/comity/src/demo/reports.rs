//! Scene 7: both sides compute the report, and it is the same bytes.

use comity_text::Args;
use comity_tlog::hash::sha256;
use serde_json::json;

use super::stage::{Stage, leave};
use crate::failure::{Failure, Outcome};

/// `more` requests than those of the story were made.
pub(crate) fn play(stage: &mut Stage, more: u64) -> Outcome {
    stage.scene("reports");
    stage.clock.arrive();
    stage.exchange()?;
    let bytes = |report: &comity_core::report::Report| {
        report
            .to_bytes()
            .map_err(|error| Failure::of(error.code(), error))
    };
    let [cn, us] = stage.reports()?;
    let (ours, theirs) = (bytes(&cn)?, bytes(&us)?);
    leave(&stage.dir.join("report.json"), &ours)?;
    let cases: u64 = cn.sides.iter().map(|side| side.cases.all).sum();
    let fingerprint = sha256(&ours);
    let args = Args::new()
        .count("cases", cases)
        .count("bytes", ours.len() as u64)
        .with("fingerprint", fingerprint.to_string());
    let facts = json!({"cases": cases, "fingerprint": fingerprint, "bytes": ours.len()});
    stage.step("same", ours == theirs && cases == 3 + more, &args, facts)
}
