//! `record`: the entries of both logs of a channel, and the files that stock tools check.

mod export;
mod show;

use comity_core::{Leaf, Origin, PartyName, Time};
use comity_node::{desk::stalled, error::NodeError};
use comity_peer::channel::ChannelState;
use comity_store::{Store as _, StoreError, logs::EntryRow};
use comity_text::{
    Args,
    render::{Block, Column, Document},
};
use serde::Serialize;

use super::{Env, party};
use crate::{
    args::{Record, Whose},
    failure::{Failure, Outcome},
    wiring::House,
};

pub(crate) fn run(env: &Env, args: &Record) -> Outcome {
    match args {
        Record::List {
            party,
            generation,
            from,
            limit,
        } => list(env, party, *generation, *from, *limit),
        Record::Show {
            party,
            side,
            entry,
            generation,
        } => show::run(env, party, *side, *entry, *generation),
        Record::Export { party, to } => export::run(env, party, to),
    }
}

/// An entry of a log, as it is listed.
#[derive(Debug, Serialize)]
struct EntryLine {
    index: u64,
    at: Time,
    /// Entries of the other log that its sender had seen.
    seen: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<comity_core::Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<comity_core::DossierId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bad: Vec<u64>,
    held: usize,
    opening: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    void: Option<&'static str>,
    /// Under the reader's receipt.
    receipted: bool,
}

#[derive(Debug, Serialize)]
struct LogPage {
    log: Origin,
    size: u64,
    receipted: u64,
    entries: Vec<EntryLine>,
}

fn list(env: &Env, name: &str, generation: Option<u32>, from: u64, limit: u64) -> Outcome {
    let them = party(name)?;
    let house = env.house()?;
    let state = house.channel(&them)?;
    let number = generation.unwrap_or(state.current.number);
    let pages = [Whose::Ours, Whose::Theirs]
        .map(|whose| page(&house, &state, &them, whose, number, from, limit));
    let [ours, theirs] = pages;
    let pages = [ours?, theirs?];
    env.screen.answer(&pages, |screen| {
        let words = screen.words();
        let mut paper = Document::new(words.locale(), words.plain("cli-record"));
        for page in &pages {
            paper = paper.with(table(env, page));
        }
        screen.document(&paper);
    });
    Ok(())
}

fn page(
    house: &House,
    state: &ChannelState,
    them: &PartyName,
    whose: Whose,
    generation: u32,
    from: u64,
    limit: u64,
) -> Outcome<LogPage> {
    let origin = origin(state, whose, generation);
    let receipted = receipted(state, whose, generation);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (size, rows) = house
        .node
        .unfollowed()
        .read(|tx| Ok::<_, StoreError>((tx.size(&origin)?, tx.entries(&origin, from, limit)?)))?;
    let entries = (from..)
        .zip(&rows)
        .map(|(index, row)| line(house, them, &origin, index, row, receipted))
        .collect::<Outcome<_>>()?;
    Ok(LogPage {
        log: origin,
        size,
        receipted,
        entries,
    })
}

/// The log of a side in a generation.
fn origin(state: &ChannelState, whose: Whose, generation: u32) -> Origin {
    let ours = Origin {
        generation,
        ..state.our_origin()
    };
    match whose {
        Whose::Ours => ours,
        Whose::Theirs => ours.opposite(),
    }
}

/// How many of its entries are under the receipt of its reader.
fn receipted(state: &ChannelState, whose: Whose, generation: u32) -> u64 {
    let Some(one) = state.generation(generation) else {
        return 0;
    };
    match whose {
        Whose::Ours => one.ours.receipted(),
        Whose::Theirs => one.theirs.receipted.map_or(0, |mark| mark.size),
    }
}

fn line(
    house: &House,
    them: &PartyName,
    origin: &Origin,
    index: u64,
    row: &EntryRow,
    receipted: u64,
) -> Outcome<EntryLine> {
    let leaf = Leaf::parse(&row.leaf).map_err(|error| Failure::of(error.code(), error))?;
    let said = said(house, them, origin, index)?;
    Ok(EntryLine {
        index,
        at: leaf.at,
        seen: leaf.seen.size,
        kind: said.as_ref().map(|said| said.envelope.kind.clone()),
        act: leaf.act,
        case: said.as_ref().and_then(|said| said.envelope.dossier.clone()),
        bad: leaf.bad.clone(),
        held: leaf.held.len(),
        opening: leaf.open.is_some(),
        void: said.and_then(|said| said.void).map(|void| void.code()),
        receipted: index < receipted,
    })
}

/// The act of an entry, as the desk holds it.
fn said(
    house: &House,
    them: &PartyName,
    origin: &Origin,
    index: u64,
) -> Outcome<Option<comity_core::record::Said>> {
    let parties = comity_core::record::Parties::new(house.node.me().clone(), them.clone());
    let Some(side) = parties.and_then(|parties| parties.side(&origin.sender)) else {
        return Ok(None);
    };
    let position = comity_core::record::Position {
        generation: origin.generation,
        index,
    };
    Ok(house.node.store().read(|tx| {
        stalled::must_follow(tx, them)?;
        Ok::<_, NodeError>(tx.act(them, side, position)?)
    })?)
}

fn table(env: &Env, page: &LogPage) -> Block {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let row = |line: &EntryLine| {
        let what = match (&line.kind, line.opening) {
            (Some(kind), _) => words.act_label(kind),
            (None, true) => words.plain("cli-entry-opening"),
            (None, false) if line.act.is_some() => words.plain("cli-entry-closed"),
            (None, false) => words.plain("cli-entry-receipt"),
        };
        let state = match line.void {
            Some(code) => {
                let rule = words.explain(code, &Args::new()).what;
                words.text("state-void", &Args::new().with("rule", rule))
            }
            None => words.plain(if line.receipted {
                "state-delivered"
            } else {
                "state-pending"
            }),
        };
        vec![
            line.index.to_string(),
            words.time(line.at, offset),
            what,
            line.seen.to_string(),
            state,
        ]
    };
    let heads = [
        "dossier-column-entry",
        "dossier-column-time",
        "case-col-act",
        "cli-col-seen",
        "cli-col-state",
    ];
    let caption = Args::new()
        .with("log", page.log.to_string())
        .count("size", page.size)
        .count("receipted", page.receipted);
    Block::Table {
        caption: words.text("cli-record-caption", &caption),
        columns: heads.map(|head| Column::words(words.plain(head))).into(),
        rows: page.entries.iter().map(row).collect(),
    }
}
