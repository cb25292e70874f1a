//! `channel`: both logs with a counterpart, what was signed for them, and what is wrong.

use comity_core::PartyName;
use comity_node::{
    channel::{left::LeftBehind, line::ChannelLine},
    desk::stalled::Stalled,
    people, trail,
};
use comity_store::Store as _;
use comity_text::render::{Block, Column, Document};

use super::{Env, inbox, party};
use crate::{
    args,
    exit::Exit,
    failure::{Failure, Outcome},
    wiring::{House, bell, house::STORE_LOST},
};

pub(crate) fn run(env: &Env, args: &args::Channel) -> Outcome {
    match args {
        args::Channel::List => list(env),
        args::Channel::Show { party } => show(env, party),
        args::Channel::Reopen { party, yes } => reopen(env, party, *yes),
    }
}

/// All channels of a house.
pub(crate) fn lines(house: &House) -> Outcome<Vec<ChannelLine>> {
    let held = house.counterparts()?.into_iter();
    let held = held.map(|them| line(house, &them));
    let lost = house.lost()?.into_iter();
    let lost = lost.map(|them| Ok(ChannelLine::lost(them, STORE_LOST)));
    held.chain(lost).collect()
}

/// The line of one channel; where its record was lost with the store, that is said.
fn line(house: &House, them: &PartyName) -> Outcome<ChannelLine> {
    house.channel(them)?;
    Ok(house.node.channel_line(them)?)
}

fn list(env: &Env) -> Outcome {
    let lines = lines(&env.house()?)?;
    env.screen.answer(&lines, |screen| {
        let words = screen.words();
        screen.document(
            &Document::new(words.locale(), words.plain("cli-channels")).with(table(env, &lines)),
        );
    });
    Ok(())
}

/// Channels as a table.
pub(crate) fn table(env: &Env, lines: &[ChannelLine]) -> Block {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let row = |line: &ChannelLine| {
        vec![
            line.party.to_string(),
            line.generation.to_string(),
            state(env, line),
            format!("{} / {}", line.ours_receipted, line.ours),
            format!("{} / {}", line.theirs_covered, line.theirs),
            line.fresh
                .map(|at| words.time(at, offset))
                .unwrap_or_default(),
        ]
    };
    let heads = [
        "cli-fact-party",
        "cli-col-generation",
        "cli-col-state",
        "cli-col-ours",
        "cli-col-theirs",
        "cli-col-fresh",
    ];
    Block::Table {
        caption: words.plain("cli-channels"),
        columns: heads.map(|head| Column::words(words.plain(head))).into(),
        rows: lines.iter().map(row).collect(),
    }
}

fn state(env: &Env, line: &ChannelLine) -> String {
    let words = env.screen.words();
    let told = |code: &str| {
        let args = comity_text::Args::new().with("party", line.party.to_string());
        words.explain(code, &args).what
    };
    match (&line.stands, line.frozen) {
        (_, Some(code)) => told(code),
        (Some(code), _) => told(code),
        _ if line.revoked.is_some() => {
            let serial = line.revoked.unwrap_or_default().to_string();
            words.text("cli-state-revoked", &super::naming("serial", serial))
        }
        _ if line.stalled.is_some() => words.plain("cli-inbox-stalled"),
        _ if line.clock_in_doubt => words.plain("cli-state-clock"),
        _ if line.in_force => words.plain("cli-state-in-force"),
        _ => words.plain("cli-state-waits"),
    }
}

fn show(env: &Env, name: &str) -> Outcome {
    let them = party(name)?;
    let line = line(&env.house()?, &them)?;
    env.screen.answer(&line, |screen| {
        let (words, offset) = (screen.words(), screen.offset());
        let mut paper = Document::new(words.locale(), line.party.to_string())
            .with(table(env, std::slice::from_ref(&line)));
        if let Some(because) = line.stalled.clone() {
            let them = line.party.clone();
            paper = paper.with(inbox::notice(env, &Stalled { them, because }));
        }
        for found in &line.evidence {
            let told = words.explain(&found.code, &comity_text::Args::new());
            let text = format!(
                "{}: {} {}",
                words.time(found.at, offset),
                told.what,
                told.why
            );
            paper = paper.with(Block::Notice(text));
        }
        for act in &line.left_behind {
            let args = comity_text::Args::new().with("act", called(env, act));
            paper = paper.with(Block::Notice(words.text("cli-left-behind", &args)));
        }
        screen.document(&paper);
    });
    Ok(())
}

/// An act by its kind, with the case or the id that finds it.
fn called(env: &Env, act: &LeftBehind) -> String {
    let case = act.case.as_ref().map(|case| case.id.to_string());
    let place = act.reference.clone().or(case);
    let place = place.unwrap_or_else(|| act.act.to_string());
    format!("{} {place}", env.screen.words().act_label(&act.kind))
}

/// Opens a new generation, which the administrators of both sides agreed on.
fn reopen(env: &Env, name: &str, agreed: bool) -> Outcome {
    let them = party(name)?;
    let house = env.house()?;
    house.channel(&them)?;
    let void = house.node.would_leave(&them)?;
    let acts: Vec<String> = void.iter().map(|act| called(env, act)).collect();
    if !agreed {
        let guard = Failure::new(Exit::Refused, "cli-reopen-guard");
        return Err(guard.with("acts", env.screen.words().list(&acts)));
    }
    let (who, now) = (env.who(), house.now());
    house
        .node
        .unfollowed()
        .read(|tx| people::must_administer(tx, &who))?;
    let generation = house.node.reopen(&them, now)?;
    let what = serde_json::json!({"generation": generation, "them": them});
    let noted = house
        .node
        .unfollowed()
        .write(move |tx| trail::note(tx, now, &who, "channel-reopened", what));
    noted?;
    bell::ring(&house.home, &them);
    let value = serde_json::json!({"party": them, "generation": generation, "void": void});
    env.screen.answer(&value, |screen| {
        let args = comity_text::Args::new()
            .with("party", them.to_string())
            .with("generation", generation.to_string());
        screen.say("cli-reopened", &args);
        for act in acts {
            screen.say(
                "cli-left-behind",
                &comity_text::Args::new().with("act", act),
            );
        }
    });
    Ok(())
}
