//! The report over all cases of a large store, by a process that was just begun: from their
//! rows, and again when one case changed.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::Context as _;
use comity_node::{
    channel::say::Matter,
    clock::{Clock as _, SystemClock},
};
use comity_store::{
    Store as _,
    desk::{DossierFilter, DossierSort, Page},
};
use serde_json::json;

use crate::{
    Measured, Scale, Want,
    big::{Big, big},
    clock::{median, ms, timed},
    side::{draft, fields},
    system,
};

/// Measures the rows: from the command to its last byte, projections built, the store in the cache.
///
/// # Errors
/// The program cannot be built, or refuses.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let big = big(scale)?;
    drop(big.open()?);
    let program = system::program()?;
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..scale.pick(5, 3) {
        forget(&big)?;
        first.push(report(&program, &big)?);
        change(&big)?;
        again.push(report(&program, &big)?);
    }
    let row = |what: &str, times, most| Measured {
        what: format!("{what}, {}", big.size()),
        ours: median(times),
        beside: None,
        unit: "ms",
        want: Want::Below(most),
    };
    Ok(vec![
        row("report by an empty process", first, 2_000.0),
        row("report again, one case changed", again, 100.0),
    ])
}

fn report(program: &Path, big: &Big) -> anyhow::Result<f64> {
    let mut command = Command::new(program);
    command
        .arg("--home")
        .arg(big.home())
        .args(["report", "b.example", "--form", "data"])
        .stdout(Stdio::null());
    let (done, taken) = timed(|| command.status());
    anyhow::ensure!(done?.success(), "there is no report");
    Ok(ms(taken))
}

/// Drops every sum that an earlier report has kept: a sum of another form is made anew.
fn forget(big: &Big) -> anyhow::Result<()> {
    let pair = big.open()?;
    let them = pair.b.node.me().clone();
    pair.a.node.unfollowed().write(move |tx| {
        for day in tx.days(&them, i64::MIN..=i64::MAX)? {
            tx.keep_sum(&them, day.day, day.changes, "")?;
        }
        Ok::<_, comity_store::StoreError>(())
    })?;
    Ok(())
}

/// Says something in one open case, both sides exchange, and our desk follows, as `serve` has it.
fn change(big: &Big) -> anyhow::Result<()> {
    let pair = big.open()?;
    let open = DossierFilter {
        status: Some("answered_partial".to_owned()),
        ..DossierFilter::default()
    };
    let one = Page {
        limit: 1,
        ..Page::default()
    };
    let store = pair.a.node.unfollowed();
    let found = store.read(|tx| tx.dossiers(&open, DossierSort::Opened, &one))?;
    let case = found.first().context("no case is open")?.dossier.clone();
    let latest = pair.a.node.channel(pair.b.node.me())?.current.ours.last_at;
    // The row of `serve` may have signed by the real clock.
    let now = latest
        .context("nothing was said")?
        .plus(1)
        .max(SystemClock.now());
    let remind = draft(Matter::Of(case), "remind", fields(json!({})), None);
    let seed = now.seconds().unsigned_abs();
    pair.a.say(pair.b.node.me(), vec![remind], now, seed)?;
    pair.exchange(now)?;
    pair.a.node.follow_desk(pair.b.node.me())?;
    Ok(())
}
