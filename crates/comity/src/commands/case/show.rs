//! `case show`: status, clocks and the record of a case, with every text that opens; `case items`: its list.
//!
//! An officer reads whole texts on the screen. What leaves for programs goes
//! without its personal fields, unless they are asked for; then the trail says
//! who did.

use comity_core::{
    Time,
    items::{Item, ItemList},
};
use comity_node::case::{
    disclose::Disclosure,
    show::{ActLine, CaseShow, ClockLine, Delivery},
};
use comity_text::{
    Args,
    render::{Block, Column, Document, body, case as paper},
};
use serde::Serialize;

use crate::{commands::Env, failure::Outcome, wiring::House};

pub(crate) fn run(env: &Env, case: &str, unmask: bool) -> Outcome {
    let house = env.house()?;
    let shown = shown(env, &house, case, unmask)?;
    let view = house.office().case_view(case)?;
    let names = house.names(&shown.them)?;
    let value = CaseAnswer {
        case: &shown,
        masked: !unmask,
    };
    env.screen.answer(&value, |screen| {
        let (words, offset) = (screen.words(), screen.offset());
        let mut document = paper::document(&view, &names, words, offset);
        document.blocks.push(Block::Facts(now(env, &shown)));
        if !shown.clocks.is_empty() {
            document.blocks.push(clocks(env, &shown.clocks));
        }
        for act in &shown.acts {
            document.blocks.extend(content(env, act));
        }
        screen.document(&document);
    });
    Ok(())
}

/// A case for programs.
#[derive(Serialize)]
struct CaseAnswer<'a> {
    #[serde(flatten)]
    case: &'a CaseShow,
    /// Without its personal fields.
    masked: bool,
}

/// A case as it may be shown: to a program without its personal fields, unless they are asked for.
pub(crate) fn shown(env: &Env, house: &House, case: &str, unmask: bool) -> Outcome<CaseShow> {
    let mut shown = house.office().show_case(case, house.now())?;
    if unmask {
        let case = shown.case.clone();
        let what = Disclosure::Case { case };
        house.office().disclose(&env.who(), &what, house.now())?;
    } else if env.screen.json {
        shown.mask();
    }
    Ok(shown)
}

/// What the case means for us now: the next step and whose it is.
fn now(env: &Env, shown: &CaseShow) -> Vec<(String, String)> {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let permitted: Vec<String> = shown
        .permitted
        .iter()
        .map(|kind| (*kind).to_owned())
        .collect();
    let mut facts = vec![(words.plain("case-permitted"), permitted.join(", "))];
    if let Some(due) = shown.due.first() {
        let what = words.label("due", due.what.code());
        facts.push((
            words.plain("case-next-due"),
            words.text(
                "cli-pair",
                &Args::new()
                    .with("name", what)
                    .with("value", words.time(due.at, offset)),
            ),
        ));
    }
    let holder = super::holding::holder(env, &shown.holding);
    facts.push((words.plain("case-held-by"), holder));
    let let_in = [&shown.holding.offices_let_in, &shown.holding.persons_let_in];
    let let_in: Vec<&str> = let_in.into_iter().flatten().map(String::as_str).collect();
    if !let_in.is_empty() {
        facts.push((words.plain("case-let-in-too"), let_in.join(", ")));
    }
    if !shown.labels.is_empty() {
        facts.push((words.plain("case-labels"), shown.labels.join(", ")));
    }
    for note in &shown.notes {
        let by = Args::new()
            .with("name", words.plain("case-note"))
            .with("more", note.by.clone());
        let by = words.text("cli-with-more", &by);
        facts.push((by, note.text.clone()));
    }
    facts
}

fn clocks(env: &Env, clocks: &[ClockLine]) -> Block {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let row = |line: &ClockLine| {
        vec![
            words.label("clock", line.span.clock.code()),
            line.due
                .map(|at| words.time(at, offset))
                .unwrap_or_default(),
            words.label("verdict", line.measure.verdict.code()),
        ]
    };
    let heads = ["case-col-clock", "case-col-due", "case-col-verdict"];
    Block::Table {
        caption: words.plain("dossier-time-limits"),
        columns: heads.map(|head| Column::words(words.plain(head))).into(),
        rows: clocks.iter().map(row).collect(),
    }
}

/// The words of an act below its line in the record.
fn content(env: &Env, act: &ActLine) -> Vec<Block> {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let state = match act.delivery {
        Delivery::Pending => "state-pending",
        Delivery::Delivered => "state-delivered",
        Delivery::Complete => "state-complete",
        Delivery::Received => "case-received",
    };
    let args = Args::new()
        .with("act", words.act_label(&act.kind))
        .with("entry", act.entry.index.to_string())
        .with(
            "whose",
            words.plain(if act.ours { "side-ours" } else { "side-theirs" }),
        )
        .with("state", words.plain(state));
    let id = Args::new().with("id", act.act.to_string());
    let mut blocks = vec![
        Block::Heading(words.text("case-act-head", &args)),
        Block::Text(words.text("case-act-id", &id)),
    ];
    if let Some(text) = act.content.body() {
        blocks.extend(body::blocks(text, words, offset));
    }
    for one in &act.attachments {
        let args = Args::new()
            .count("number", one.number as u64)
            .with("size", comity_text::format::size(one.size))
            .count("held", one.parts_held)
            .count("parts", one.parts);
        let key = if one.erased {
            "case-attachment-erased"
        } else {
            "case-attachment"
        };
        blocks.push(Block::Text(words.text(key, &args)));
        if let Some(kind) = one.looks_like {
            let args = Args::new().with("kind", kind);
            blocks.push(Block::Text(words.text("case-draft-looks", &args)));
        }
    }
    blocks
}

#[derive(Serialize)]
struct Items {
    items: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    number: u32,
    kind: &'static str,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fate: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ground: Option<&'static str>,
}

/// The items of a case with what became of each.
pub(crate) fn items(env: &Env, case: &str) -> Outcome {
    let house = env.house()?;
    let office = house.office();
    let (items, fates) = (office.items(case)?, office.fates(case)?);
    let list = items.as_ref().map_or(&[][..], ItemList::items);
    let line = |(number, item): (u32, &Item)| {
        let answer = fates.as_ref().and_then(|fates| fates.get(number));
        Line {
            number,
            kind: item.kind.code(),
            value: item.value.clone(),
            port: item.port,
            at: item.at,
            fate: answer.map(|one| one.fate.code()),
            ground: answer
                .and_then(|one| one.ground)
                .map(|ground| ground.code()),
        }
    };
    let items = Items {
        items: (1..).zip(list).map(line).collect(),
    };
    env.screen.answer(&items, |screen| {
        let words = screen.words();
        let row = |line: &Line| {
            let fate = line.fate.map(|code| words.label("item-fate", code));
            vec![
                line.number.to_string(),
                words.label("item-kind", line.kind),
                line.value.clone(),
                fate.unwrap_or_else(|| words.plain("dossier-items-open")),
            ]
        };
        let heads = [
            "cli-col-number",
            "case-col-kind",
            "case-col-item",
            "dossier-column-item",
        ];
        let table = Block::Table {
            caption: words.plain("dossier-items"),
            columns: heads.map(|head| Column::words(words.plain(head))).into(),
            rows: items.items.iter().map(row).collect(),
        };
        screen.document(&Document::new(words.locale(), words.plain("dossier-items")).with(table));
    });
    Ok(())
}
