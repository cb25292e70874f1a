//! `trail`: what people did here, whether the chain of hashes holds, and what is no longer kept.

use comity_node::trail::{self, TrailCheck, TrailRow, prune};
use comity_store::{Store as _, StoreError};
use comity_text::{
    Args,
    render::{Block, Column, Document},
};
use serde::Serialize;

use super::Env;
use crate::{
    args,
    exit::Exit,
    failure::{Failure, Outcome},
};

#[derive(Serialize)]
struct Trail {
    check: TrailCheck,
    rows: Vec<TrailRow>,
}

pub(crate) fn run(env: &Env, args: &args::Trail) -> Outcome {
    match args.verb {
        Some(args::TrailVerb::Prune { dry_run }) => prune(env, dry_run),
        None => show(env, args),
    }
}

/// Takes away what the rule of the house no longer keeps, or says what that is.
fn prune(env: &Env, dry_run: bool) -> Outcome {
    let house = env.house()?;
    let (config, now, who) = (house.config.clone(), house.now(), env.who());
    let store = house.node.unfollowed();
    let (pruned, key) = if dry_run {
        let plan = store.read(|tx| prune::plan(tx, &config, now))?;
        (plan, "cli-trail-would-prune")
    } else {
        let gone = store.write(move |tx| prune::prune(tx, &who, &config, now))?;
        (gone, "cli-trail-pruned")
    };
    env.screen.answer(&pruned, |screen| {
        let args = Args::new()
            .count("count", pruned.entries)
            .with("days", pruned.keep_days.to_string())
            .with("first", pruned.first.to_string());
        screen.say(key, &args);
        if pruned.held_back {
            screen.say("cli-trail-held-back", &Args::new());
        }
    });
    Ok(())
}

fn show(env: &Env, args: &args::Trail) -> Outcome {
    let limit = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let shown = env.house()?.node.unfollowed().read(|tx| {
        let check = trail::check(tx)?;
        let from = check.entries.saturating_sub(u64::from(args.limit));
        let rows = trail::list(tx, from, limit)?;
        Ok::<_, StoreError>(Trail { check, rows })
    })?;
    env.screen.answer(&shown, |screen| {
        let words = screen.words();
        let row = |row: &TrailRow| {
            vec![
                row.number.to_string(),
                words.time(row.at, screen.offset()),
                row.who.clone(),
                row.did.clone(),
                row.what.to_string(),
            ]
        };
        let heads = [
            "cli-col-number",
            "cli-col-time",
            "cli-col-who",
            "cli-col-did",
            "cli-col-what",
        ];
        let table = Block::Table {
            caption: words.text(
                "cli-trail-caption",
                &Args::new().count("count", shown.check.entries),
            ),
            columns: heads.map(|head| Column::words(words.plain(head))).into(),
            rows: shown.rows.iter().map(row).collect(),
        };
        let paper = Document::new(words.locale(), words.plain("cli-trail")).with(table);
        screen.document(&paper.with(Block::Facts(vec![(
            words.plain("cli-trail-link"),
            shown.check.link.to_string(),
        )])));
    });
    match shown.check.broken_at {
        Some(at) => Err(Failure::new(Exit::Contradiction, "trail-broken").with("number", at)),
        None => Ok(()),
    }
}
