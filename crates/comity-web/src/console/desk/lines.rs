//! Lines of the desk: what to do, on what, until when; and the tables that they stand in.

use comity_core::{Time, body::Texts};
use comity_node::{
    case::{
        agenda::{AgendaLine, Waits},
        house::InboxRow,
    },
    clearance::asked::{Asked, Returned},
    tasks::{Confirm, Matter},
    translate::{TranslationLine, What},
};

use crate::console::{administration, cases::short, page::Page};

/// A line of the desk: what to do, on what, until when.
pub(super) struct Line {
    /// Where it is done.
    pub(super) address: String,
    /// What.
    pub(super) what: String,
    /// How many more deadlines the same case has.
    pub(super) more: u64,
    /// The matter: our reference, or the number of a draft.
    pub(super) matter: String,
    /// What it is about.
    pub(super) subject: String,
    /// Whose case or draft.
    pub(super) with: String,
    /// Its urgency, where it presses.
    pub(super) presses: Option<String>,
    /// Until when; of what has no deadline, since when.
    pub(super) at: Time,
    /// Whether `at` is a deadline.
    pub(super) due: bool,
    /// A deadline by the clocks that it concerns: an act's by both desks', an office's by ours.
    pub(super) when: Option<String>,
}

/// A table of lines, with what stands over each column.
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) heads: [String; 4],
    pub(super) lines: Vec<Line>,
    /// Whether there is more of it in a room of its own: its address and words.
    pub(super) all: Option<(&'static str, String)>,
}

impl Table {
    /// A table of lines that have a deadline, or some of them.
    pub(super) fn due(caption: &str, lines: Vec<Line>, page: &Page) -> Self {
        let heads = ["desk-due", "desk-what", "desk-matter", "desk-with"];
        Self::of(caption, heads, lines, page)
    }

    /// The same of what others do for us.
    pub(super) fn owed(lines: Vec<Line>, page: &Page) -> Self {
        let heads = ["desk-due", "desk-owes", "desk-matter", "desk-with"];
        Self::of("desk-owed", heads, lines, page)
    }

    /// A table of lines that wait and have no deadline.
    pub(super) fn waiting(caption: &str, lines: Vec<Line>, page: &Page) -> Self {
        let heads = ["desk-waits", "desk-what", "desk-matter", "desk-with"];
        Self::of(caption, heads, lines, page)
    }

    /// A table of what others asked for, which a second person confirms.
    pub(super) fn asked_for(lines: Vec<Line>, page: &Page) -> Self {
        let heads = ["desk-waits", "desk-what", "desk-whom", "desk-asked-by"];
        Self::of("desk-confirms", heads, lines, page)
    }

    /// A table of texts to translate, the first of all that there are.
    pub(super) fn to_translate(mut lines: Vec<Line>, most: usize, page: &Page) -> Self {
        let all = (lines.len() > most).then(|| ("/translations", page.t("desk-translations-all")));
        lines.truncate(most);
        Self {
            all,
            ..Self::due("desk-translations", lines, page)
        }
    }

    fn of(caption: &str, heads: [&str; 4], lines: Vec<Line>, page: &Page) -> Self {
        Self {
            caption: page.t(caption),
            heads: heads.map(|head| page.t(head)),
            lines,
            all: None,
        }
    }
}

/// What is next in a case.
pub(super) fn of_case(line: &AgendaLine, subject: Option<&Texts>, page: &Page) -> Line {
    let name = line
        .reference
        .clone()
        .unwrap_or_else(|| line.case.id.to_string());
    let presses = matches!(line.urgency.as_str(), "emergency" | "urgent");
    Line {
        address: format!("/cases/{name}"),
        what: match &line.what {
            Waits::Due { due } => page.label("due", due.code()),
            Waits::SayAgain { kind } => page.t1("desk-say-again", "act", page.act(kind)),
            Waits::Spoke { kind } => page.t1("desk-spoke", "act", page.act(kind)),
        },
        more: line.more,
        matter: name,
        subject: subject
            .map(|texts| short(&page.own(texts)))
            .unwrap_or_default(),
        with: page.party(&line.them),
        when: line.what.is_due().then(|| page.both(line.at, &line.them)),
        presses: presses.then(|| page.label("urgency", &line.urgency)),
        at: line.at,
        due: line.what.is_due(),
    }
}

/// A draft that the reader may clear, by the time that the office has.
pub(super) fn to_clear(one: &Asked, page: &Page) -> Line {
    Line {
        address: format!("/drafts/{}/preview", one.draft),
        what: page.t1("desk-clear", "act", page.act(&one.kind)),
        more: 0,
        matter: page.t1("desk-draft", "draft", &one.draft),
        subject: about(
            one.subject.as_ref(),
            page.t1("desk-by", "who", &one.by),
            page,
        ),
        with: page.party(&one.them),
        // Time that an office of this house has is no concern of the other desk.
        when: Some(page.time(one.due)),
        presses: None,
        at: one.due,
        due: true,
    }
}

/// A draft that the reader may release.
pub(super) fn to_release(row: &InboxRow, page: &Page) -> Option<Line> {
    let InboxRow::Release {
        draft,
        kind,
        subject,
        at,
        them,
        by,
    } = row
    else {
        return None;
    };
    Some(Line {
        address: format!("/drafts/{draft}"),
        what: page.t1("desk-release", "act", page.act(kind)),
        more: 0,
        matter: page.t1("desk-draft", "draft", draft),
        subject: about(subject.as_ref(), page.t1("desk-by", "who", by), page),
        with: page.party(them),
        when: None,
        presses: None,
        at: *at,
        due: false,
    })
}

/// A draft of the reader's that was sent back.
pub(super) fn to_mend(one: &Returned, page: &Page) -> Line {
    let by = page.t1("desk-sent-back", "who", &one.by);
    let why = format!("{by} · {}", page.foreign_line(&short(&one.reason)));
    Line {
        address: format!("/drafts/{}", one.draft),
        what: page.t1("desk-mend", "act", page.act(&one.kind)),
        more: 0,
        matter: page.t1("desk-draft", "draft", &one.draft),
        subject: about(one.subject.as_ref(), why, page),
        with: page.party(&one.them),
        when: None,
        presses: None,
        at: one.at,
        due: false,
    }
}

/// What a draft is about, where it says so, and by whom.
fn about(subject: Option<&Texts>, by: String, page: &Page) -> String {
    let subject = subject.map(|texts| short(&page.own(texts)));
    [subject, Some(by)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A text that the reader may translate.
pub(super) fn to_translate(line: &TranslationLine, page: &Page) -> Line {
    let case = line.case.as_ref().map(|case| case.id.to_string());
    let draft = match &line.what {
        What::Draft { draft } => Some(page.t1("desk-draft", "draft", draft)),
        What::Owed { .. } | What::House { .. } => None,
    };
    let by = line.asked_by.as_ref();
    Line {
        address: format!("/translations/{}", line.id),
        what: page.t1("desk-translate", "act", page.act(&line.kind)),
        more: 0,
        matter: line
            .reference
            .clone()
            .or(case)
            .or(draft)
            .unwrap_or_default(),
        subject: by.map_or_else(String::new, |who| page.t1("desk-asked", "who", who)),
        with: page.party(&line.them),
        when: line.due.map(|due| match line.what {
            What::Owed { .. } => page.both(due, &line.them),
            What::Draft { .. } | What::House { .. } => page.time(due),
        }),
        presses: None,
        at: line.due.unwrap_or(line.at),
        due: line.due.is_some(),
    }
}

/// Something that others asked for and the reader may confirm.
pub(super) fn to_confirm(confirm: &Confirm, page: &Page) -> Line {
    let what = |words: String| page.t1("desk-confirm", "what", words);
    let (address, what, whom) = match &confirm.matter {
        Matter::Role { person, role } => {
            let role = page.t(&format!("cli-role-{}", role.name()));
            let what = page.t1("desk-confirm-role", "role", role);
            (administration::address(person), what, person)
        }
        Matter::Access { person } => {
            let what = what(page.t("house-let-in"));
            (administration::address(person), what, person)
        }
        Matter::Move { person, office } => {
            let what = what(page.t1("house-move-to", "office", office));
            (administration::address(person), what, person)
        }
        Matter::Under { office, above } => {
            let what = what(page.t1("house-under", "office", above));
            (administration::OFFICES.to_owned(), what, office)
        }
        Matter::Webhook { webhook, label } => {
            let address = format!("/administration/webhooks/{webhook}");
            (address, what(page.t("house-webhook-tells")), label)
        }
    };
    Line {
        address,
        what,
        more: 0,
        matter: page.foreign_line(whom),
        subject: String::new(),
        with: confirm.by.clone(),
        when: None,
        presses: None,
        at: confirm.at,
        due: false,
    }
}
