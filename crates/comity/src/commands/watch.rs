//! `watch`: acts as they come and go, one line each.

use std::{thread, time::Duration};

use comity_node::{
    access::Sight,
    case::watch::{WatchFrom, WatchRow},
    desk::stalled::Stalled,
};
use comity_text::Args;

use super::{Env, inbox};
use crate::{args, failure::Outcome};

/// How often the store is looked into.
const PAUSE: Duration = Duration::from_secs(1);
/// Acts of one look and one log, at most.
const LIMIT: usize = 1000;

pub(crate) fn run(env: &Env, args: &args::Watch) -> Outcome {
    let house = env.house()?;
    let office = house.office();
    let mut from = if args.all {
        WatchFrom::default()
    } else {
        office.watch_from_now()?
    };
    let mut known = Vec::new();
    loop {
        let (rows, next) = office.watch(&from, &Sight::All, LIMIT)?;
        let stalled = house.node.stalled()?;
        if stalled != known {
            stalled.iter().for_each(|one| say(env, one));
            known = stalled;
        }
        rows.iter().for_each(|row| show(env, row));
        let more = rows.len() >= LIMIT;
        from = next;
        if args.once && !more {
            return Ok(());
        }
        if !more {
            pause();
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a person watches; nothing below waits here"
)]
fn pause() {
    thread::sleep(PAUSE);
}

/// Says of which channel not all acts are shown.
fn say(env: &Env, stalled: &Stalled) {
    let value = serde_json::json!({"stalled": stalled});
    env.screen
        .answer(&value, |screen| screen.line(&inbox::told(env, stalled)));
}

fn show(env: &Env, row: &WatchRow) {
    env.screen.answer(row, |screen| {
        let words = screen.words();
        let case = row
            .reference
            .clone()
            .or_else(|| row.case.as_ref().map(|case| case.id.to_string()))
            .unwrap_or_default();
        let args = Args::new()
            .with("time", words.time(row.at, screen.offset()))
            .with("party", row.them.to_string())
            .with(
                "whose",
                words.plain(if row.ours { "side-ours" } else { "side-theirs" }),
            )
            .with("act", words.act_label(&row.kind))
            .with("case", case);
        screen.say("cli-watch-line", &args);
    });
}
