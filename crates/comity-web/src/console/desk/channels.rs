//! The health of channels in one line, which is there also when all is well.

use comity_node::channel::brief::{Brief, Stands};
use comity_text::Args;

use crate::console::{
    counterparts::state::{self, State},
    page::Page,
};

/// Channels that are named one by one where something is wrong with them.
const NAMED: usize = 3;

/// The parts of the line: what is wrong by channel, then how the others stand.
pub(super) fn line(channels: &[Brief], page: &Page) -> Vec<State> {
    let mut wrong = Vec::new();
    let mut heard = Vec::new();
    for brief in channels {
        match &brief.stands {
            Stands::Well(at) => heard.push((*at, &brief.them)),
            _ => wrong.extend(state::in_brief(brief, page)),
        }
    }
    let others = !wrong.is_empty();
    let unnamed = wrong.len().saturating_sub(NAMED);
    wrong.truncate(NAMED);
    if unnamed > 0 {
        wrong.push(State {
            words: page.tn("desk-channels-more", unnamed),
            class: "late",
        });
    }
    // Of several, the one that was silent the longest.
    let count = heard.len();
    let Some((at, them)) = heard.into_iter().min() else {
        if !others {
            wrong.push(State {
                words: page.t("desk-channels-none"),
                class: "quiet",
            });
        }
        return wrong;
    };
    let args = Args::new()
        .count("count", count as u64)
        .with("party", page.party(them))
        .with("span", page.ago(at));
    let key = if others {
        "desk-channels-others"
    } else {
        "desk-channels-well"
    };
    wrong.push(State {
        words: page.words.text(key, &args),
        class: "quiet",
    });
    wrong
}
