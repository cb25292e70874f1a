//! `inbox`: what waits for people of this house.

use comity_node::{
    access::Sight,
    case::house::InboxRow,
    desk::stalled::Stalled,
    tasks::{Confirm, Matter},
};
use comity_text::{
    Args, Catalogue,
    render::{Block, Column, Document},
};

use super::Env;
use crate::{failure::Outcome, wiring::House};

/// The code of a channel whose desk cannot follow.
const DESK_STALLED: &str = "node-desk-stalled";

pub(crate) fn run(env: &Env) -> Outcome {
    let house = env.house()?;
    house.office().register(house.now())?;
    let rows = waiting(&house)?;
    env.screen.answer(&rows, |screen| {
        let words = screen.words();
        let paper = Document::new(words.locale(), words.plain("cli-inbox")).with(table(env, &rows));
        screen.document(&stalled(env, &rows).into_iter().fold(paper, Document::with));
    });
    Ok(())
}

/// All that waits for people of the house.
pub(crate) fn waiting(house: &House) -> Outcome<Vec<InboxRow>> {
    let (office, now) = (house.office(), house.now());
    let mut rows = office.inbox(now, &Sight::All)?;
    rows.append(&mut office.awaiting_confirmation(None, now)?);
    Ok(rows)
}

/// What to do about channels of which the inbox does not know all.
pub(crate) fn stalled(env: &Env, rows: &[InboxRow]) -> Vec<Block> {
    let stalled = rows.iter().filter_map(|row| match row {
        InboxRow::Stalled(stalled) => Some(notice(env, stalled)),
        _ => None,
    });
    stalled.collect()
}

/// The same of one channel.
pub(crate) fn notice(env: &Env, stalled: &Stalled) -> Block {
    Block::Notice(told(env, stalled))
}

/// The same as a line.
pub(crate) fn told(env: &Env, stalled: &Stalled) -> String {
    let args = Args::new()
        .with("party", stalled.them.to_string())
        .with("because", stalled.because.clone());
    let words = env.screen.words();
    let told = words.explain(DESK_STALLED, &args);
    let sentences = Args::new()
        .with("what", told.what)
        .with("why", told.why)
        .with("next", told.next);
    words.text("cli-what-why-next", &sentences)
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
        InboxRow::Stalled(Stalled { them, .. }) => {
            let what = words.plain("cli-inbox-stalled");
            return vec![String::new(), them.to_string(), what, String::new()];
        }
        InboxRow::Clear {
            draft,
            kind,
            office,
            until,
            them,
            ..
        } => {
            let args = Args::new()
                .with("office", office.clone())
                .with("act", words.act_label(kind));
            let what = words.text("cli-inbox-clear", &args);
            (draft.clone(), them, what, *until)
        }
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
        InboxRow::Returned {
            draft,
            kind,
            at,
            them,
            by,
            ..
        } => {
            let args = Args::new()
                .with("who", by.clone())
                .with("act", words.act_label(kind));
            let what = words.text("cli-inbox-returned", &args);
            (draft.clone(), them, what, *at)
        }
        InboxRow::Translate {
            translation,
            kind,
            them,
            case,
            reference,
            at,
            until,
            ..
        } => {
            let args = Args::new()
                .with("name", words.plain("cli-inbox-translate"))
                .with("value", words.act_label(kind));
            let what = words.text("cli-pair", &args);
            let case = case.as_ref().map(|case| called(case, reference));
            let case = case.unwrap_or_else(|| translation.clone());
            (case, them, what, until.unwrap_or(*at))
        }
        InboxRow::Confirm(Confirm { matter, at, .. }) => {
            let (whom, what) = to_confirm(words, matter);
            let args = Args::new()
                .with("name", words.plain("cli-inbox-confirm"))
                .with("value", what);
            let what = words.text("cli-pair", &args);
            return vec![whom, String::new(), what, words.time(*at, offset)];
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

/// Whom something is about that a second person is to confirm, and what it is.
fn to_confirm(words: &Catalogue, matter: &Matter) -> (String, String) {
    let with = |key, name, value: &str| {
        let args = Args::new().with(name, value.to_owned());
        words.text(key, &args)
    };
    match matter {
        Matter::Role { person, role } => {
            let role = words.plain(&format!("cli-role-{}", role.name()));
            (person.clone(), role)
        }
        Matter::Access { person } => (person.clone(), words.plain("house-let-in")),
        Matter::Move { person, office } => {
            (person.clone(), with("house-move-to", "office", office))
        }
        Matter::Under { office, above } => (office.clone(), with("house-under", "office", above)),
        Matter::Webhook { label, .. } => (label.clone(), words.plain("house-webhook-tells")),
    }
}
