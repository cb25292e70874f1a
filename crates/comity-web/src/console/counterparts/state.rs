//! How a channel stands, in words.

use comity_node::channel::{
    brief::{Brief, Stands},
    line::{ChannelLine, Health, LogEnd},
};
use comity_text::Args;

use crate::console::page::Page;

/// How a channel stands: its words, and whether they are bad news.
pub(crate) struct State {
    pub(crate) words: String,
    /// A class of the style, whose meaning the words say.
    pub(crate) class: &'static str,
}

/// The state of a channel.
pub(crate) fn of(line: &ChannelLine, page: &Page) -> State {
    let told = |code: &str| {
        let args = Args::new().with("party", page.party(&line.party));
        page.words.explain(code, &args).what
    };
    let bad = |words| State {
        words,
        class: "late",
    };
    let soon = |key: &str| State {
        words: page.t(key),
        class: "soon",
    };
    match (line.frozen, &line.stands, line.revoked) {
        (Some(_), ..) => bad(page.t1("counterparts-state-fork", "party", page.party(&line.party))),
        (_, Some(code), _) => bad(told(code)),
        (.., Some(serial)) => bad(page.t1("counterparts-state-revoked", "serial", serial)),
        _ if line.clock_in_doubt => soon("counterparts-state-clock"),
        _ if !line.in_force => soon("counterparts-state-waits"),
        _ => State {
            words: page.t("counterparts-state-in-force"),
            class: "good",
        },
    }
}

/// What is wrong with a channel, by its name; nothing where all is well.
pub(crate) fn in_brief(brief: &Brief, page: &Page) -> Option<State> {
    let party = page.party(&brief.them);
    let words = match &brief.stands {
        Stands::Well(_) => return None,
        // Its words name the party.
        Stands::Forked => {
            return Some(State {
                words: page.t1("counterparts-state-fork", "party", party),
                class: "late",
            });
        }
        Stands::Elsewhere(code) => {
            let args = Args::new().with("party", party.clone());
            page.words.explain(code, &args).what
        }
        Stands::Revoked(serial) => page.t1("counterparts-state-revoked", "serial", serial),
        Stands::Stalled => page.t("counterparts-state-stalled"),
        Stands::ClockInDoubt => page.t("counterparts-state-clock"),
        Stands::NotInForce => page.t("counterparts-state-waits"),
        Stands::Silent(since) => page.t1("counterparts-state-silent", "span", page.ago(since)),
    };
    let class = match brief.stands {
        Stands::ClockInDoubt | Stands::NotInForce | Stands::Silent(_) => "soon",
        _ => "late",
    };
    let args = Args::new().with("party", party).with("state", words);
    Some(State {
        words: page.words.text("desk-channel-wrong", &args),
        class,
    })
}

/// The end of one log, with what it is called.
pub(crate) struct End {
    /// As addresses name it.
    pub(crate) name: &'static str,
    pub(crate) title: String,
    pub(crate) end: LogEnd,
}

/// The ends of both logs, ours first.
pub(crate) fn ends(health: &Health, page: &Page) -> [End; 2] {
    let title = |key| page.t1(key, "party", page.party(&health.line.party));
    [
        End {
            name: "ours",
            title: title("record-log-ours"),
            end: health.our_end,
        },
        End {
            name: "theirs",
            title: title("record-log-theirs"),
            end: health.their_end,
        },
    ]
}
