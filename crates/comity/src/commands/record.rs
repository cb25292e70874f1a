//! `record`: the entries of both logs of a channel, and the files that stock tools check.

mod export;
mod show;

use comity_node::{
    access::Sight,
    record::{self, EntryLine, LogPage},
};
use comity_text::{
    Args,
    render::{Block, Column, Document},
};

use super::{Env, party};
use crate::{args::Record, failure::Outcome};

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

fn list(env: &Env, name: &str, generation: Option<u32>, from: u64, limit: u64) -> Outcome {
    let them = party(name)?;
    let house = env.house()?;
    house.channel(&them)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let page = |whose| {
        house
            .node
            .log_page(&Sight::All, &them, whose, generation, from, limit)
    };
    let pages = [page(record::Whose::Ours), page(record::Whose::Theirs)];
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
