//! `inbox`: what waits for people of this house.

use comity_node::case::house::InboxRow;
use comity_text::{
    Args,
    render::{Block, Column, Document},
};

use super::Env;
use crate::failure::Outcome;

pub(crate) fn run(env: &Env) -> Outcome {
    let house = env.house()?;
    let rows = house.office().inbox(house.now())?;
    env.screen.answer(&rows, |screen| {
        let words = screen.words();
        screen.document(
            &Document::new(words.locale(), words.plain("cli-inbox")).with(table(env, &rows)),
        );
    });
    Ok(())
}

/// What waits, as a table.
pub(crate) fn table(env: &Env, rows: &[InboxRow]) -> Block {
    let words = env.screen.words();
    let heads = [
        "case-col-case",
        "cli-fact-party",
        "cli-col-what",
        "cli-col-time",
    ];
    Block::Table {
        caption: words.plain("cli-inbox"),
        columns: heads.map(|head| Column::words(words.plain(head))).into(),
        rows: rows.iter().map(|row| cells(env, row)).collect(),
    }
}

fn cells(env: &Env, row: &InboxRow) -> Vec<String> {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let called = |case: &comity_core::DossierId, reference: &Option<String>| {
        reference.clone().unwrap_or_else(|| case.id.to_string())
    };
    let (case, them, what, at) = match row {
        InboxRow::Release {
            draft,
            kind,
            at,
            them,
            ..
        } => {
            let args = Args::new()
                .with("name", words.plain("cli-inbox-release"))
                .with("value", words.act_label(kind));
            let what = words.text("cli-pair", &args);
            (draft.clone(), them, what, *at)
        }
        InboxRow::SayAgain {
            case,
            reference,
            them,
            kind,
            at,
            ..
        } => {
            let args = Args::new()
                .with("name", words.plain("cli-inbox-again"))
                .with("value", words.act_label(kind));
            let what = words.text("cli-pair", &args);
            (called(case, reference), them, what, *at)
        }
        InboxRow::New {
            case,
            reference,
            them,
            at,
            urgency,
        } => {
            let urgency = words.label("urgency", urgency);
            let args = Args::new()
                .with("name", words.plain("cli-inbox-new"))
                .with("more", urgency);
            let what = words.text("cli-with-more", &args);
            (called(case, reference), them, what, *at)
        }
        InboxRow::Due {
            case,
            reference,
            them,
            due,
        } => (
            called(case, reference),
            them,
            words.label("due", due.what.code()),
            due.at,
        ),
        InboxRow::Spoke {
            case,
            reference,
            them,
            kind,
            at,
        } => (called(case, reference), them, words.act_label(kind), *at),
    };
    vec![case, them.to_string(), what, words.time(at, offset)]
}
