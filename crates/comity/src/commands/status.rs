//! `status`: what needs us now, and how the channels are.

use comity_node::{case::house::InboxRow, channel::line::ChannelLine};
use comity_text::{
    Args,
    render::{Block, Document},
};
use serde::Serialize;

use super::{Env, channel, inbox};
use crate::failure::Outcome;

#[derive(Serialize)]
struct Status {
    party: comity_core::PartyName,
    served: bool,
    channels: Vec<ChannelLine>,
    inbox: Vec<InboxRow>,
}

pub(crate) fn run(env: &Env) -> Outcome {
    let house = env.house()?;
    let status = Status {
        party: house.node.me().clone(),
        served: house.home.lock_for_serving().is_err(),
        channels: channel::lines(&house)?,
        inbox: inbox::waiting(&house)?,
    };
    env.screen.answer(&status, |screen| {
        let words = screen.words();
        let served = if status.served {
            "cli-status-served"
        } else {
            "cli-status-not-served"
        };
        let waiting = Args::new().count("count", status.inbox.len() as u64);
        let mut paper = Document::new(words.locale(), status.party.to_string())
            .with(Block::Text(words.plain(served)))
            .with(channel::table(env, &status.channels))
            .with(Block::Text(words.text("cli-status-waiting", &waiting)));
        if !status.inbox.is_empty() {
            paper = paper.with(inbox::table(env, &status.inbox));
            let stalled = inbox::stalled(env, &status.inbox);
            paper = stalled.into_iter().fold(paper, Document::with);
        }
        screen.document(&paper);
    });
    Ok(())
}
