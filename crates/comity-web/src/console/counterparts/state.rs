//! How a channel stands, in words.

use comity_node::channel::line::{ChannelLine, Health, LogEnd};
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
