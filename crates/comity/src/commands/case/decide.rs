//! What others decide on a draft: `case preview` shows it as it will cross, `clear`, `release` and
//! `send-back` decide on it, with `--seen` on nothing but what was shown.

use comity_core::Time;
use comity_node::{
    access::Sight,
    case::{
        draft::{ClearanceLine, ClearanceStands, Did, Step},
        preview::Preview,
    },
    clearance::answer::Deciding,
    rng::SystemRandom,
};
use comity_text::{
    Args, Catalogue,
    render::{Block, Column, Document, act, body},
};
use serde_json::json;

use super::{draft, said};
use crate::{commands::Env, failure::Outcome};

/// On which draft, for which office, in which state.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decision<'a> {
    draft: &'a str,
    office: Option<&'a str>,
    seen: Option<&'a str>,
}

impl<'a> Decision<'a> {
    pub(super) const fn new(
        draft: &'a str,
        office: Option<&'a str>,
        seen: Option<&'a str>,
    ) -> Self {
        Self {
            draft,
            office,
            seen,
        }
    }

    const fn by<'b>(self, who: &'b str) -> Deciding<'b>
    where
        'a: 'b,
    {
        Deciding {
            who,
            draft: self.draft,
            office: self.office,
            seen: self.seen,
        }
    }
}

pub(super) fn clear(env: &Env, decision: Decision<'_>, remark: Option<&str>) -> Outcome {
    let (house, who) = (env.house()?, env.who());
    let view = house
        .office()
        .clear(&decision.by(&who), remark, house.now())?;
    draft::answer(env, &view);
    Ok(())
}

pub(super) fn release(env: &Env, decision: Decision<'_>) -> Outcome {
    let (house, who) = (env.house()?, env.who());
    let view =
        house
            .office()
            .release_as_seen(&decision.by(&who), house.now(), &mut SystemRandom)?;
    said::said(env, &house, &view);
    Ok(())
}

pub(super) fn send_back(env: &Env, decision: Decision<'_>, reason: &str) -> Outcome {
    let (house, who) = (env.house()?, env.who());
    let view = house
        .office()
        .send_back_as_seen(&decision.by(&who), reason, house.now())?;
    draft::answer(env, &view);
    Ok(())
}

/// All that will cross, what stays at home, and the name of the state that is shown.
pub(super) fn preview(env: &Env, draft: &str) -> Outcome {
    let house = env.house()?;
    let shown = house.office().preview(&env.who(), draft, &Sight::All)?;
    let value = json!({"draft": shown.view, "seen": shown.view.version});
    env.screen
        .answer(&value, |screen| screen.document(&paper(env, &shown)));
    Ok(())
}

fn paper(env: &Env, shown: &Preview) -> Document {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let view = &shown.view;
    let title = Args::new()
        .with("act", words.act_label(&view.file.kind))
        .with("party", view.them.to_string());
    let mut facts = vec![(
        words.plain("cli-col-state"),
        words.plain(&format!("case-state-{}", view.state)),
    )];
    facts.extend(act::said(&view.file.kind, &shown.says, words, offset));
    let mut paper = Document::new(words.locale(), words.text("case-preview-title", &title))
        .with(Block::Facts(facts));
    let mut bare = shown.body.clone();
    bare.attachments.clear();
    paper.blocks.extend(body::whole(&bare, words, offset));
    if !view.clearance.is_empty() {
        paper.blocks.push(offices(env, &view.clearance));
    }
    paper
        .blocks
        .push(Block::Heading(words.plain("case-preview-home")));
    let steps = view.steps.iter().map(|step| step_line(env, step));
    paper.blocks.extend(steps.map(Block::Text));
    let seen = Args::new().with("seen", view.version.clone());
    paper.with(Block::Notice(words.text("case-preview-seen", &seen)))
}

fn offices(env: &Env, lines: &[ClearanceLine]) -> Block {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let time = |at: Time| words.time(at, offset);
    let row = |line: &ClearanceLine| {
        let (state, at) = match &line.stands {
            ClearanceStands::Later => (words.plain("case-clear-later"), String::new()),
            ClearanceStands::Asked { due, .. } => (words.plain("case-clear-asked"), time(*due)),
            ClearanceStands::Cleared { who, at } => {
                let args = Args::new().with("who", who.clone());
                (words.text("case-clear-cleared", &args), time(*at))
            }
        };
        vec![line.step.to_string(), line.office.clone(), state, at]
    };
    let heads = [
        "case-clear-step",
        "case-office",
        "cli-col-state",
        "cli-col-time",
    ];
    Block::Table {
        caption: words.plain("case-clear-title"),
        columns: heads.map(|head| Column::words(words.plain(head))).into(),
        rows: lines.iter().map(row).collect(),
    }
}

/// Who did what with it.
fn step_line(env: &Env, step: &Step) -> String {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let mut did = words.plain(&format!("case-did-{}", name(step.did)));
    for more in [&step.office, &step.reason].into_iter().flatten() {
        did = pair(words, did, more.clone());
    }
    let who = pair(words, step.who.clone(), did);
    pair(words, words.time(step.at, offset), who)
}

const fn name(did: Did) -> &'static str {
    match did {
        Did::Made => "made",
        Did::Edited => "edited",
        Did::Submitted => "submitted",
        Did::Cleared => "cleared",
        Did::SentBack => "sent-back",
        Did::Translated => "translated",
    }
}

fn pair(words: &Catalogue, name: String, value: String) -> String {
    let args = Args::new().with("name", name).with("value", value);
    words.text("cli-pair", &args)
}
