//! What both sides said, act by act, and what is owed and was not said.

use comity_core::{case::Role, codes::Condition};
use comity_node::{
    accounts::Permission,
    case::{
        content::Content,
        show::{ActLine, AttachmentState, CaseShow, Delivery},
    },
    translate,
};
use comity_text::{
    Args,
    render::{Block, body},
};

use super::one::name_of;
use crate::console::page::Page;

/// An act as it is shown.
pub(crate) struct Act {
    /// Its id, to be linked to.
    pub(crate) id: String,
    pub(crate) ours: bool,
    pub(crate) void: bool,
    pub(crate) title: String,
    pub(crate) at: String,
    pub(crate) receipt: String,
    pub(crate) waits: bool,
    /// Why it has no effect.
    pub(crate) rule: Option<String>,
    /// Codes, numbers and dates that it says.
    pub(crate) says: Vec<(String, String)>,
    pub(crate) blocks: Vec<Block>,
    /// What is said of a body that is not open.
    pub(crate) closed: Option<String>,
    pub(crate) who: String,
    /// By which entry of the other side's log its time is borne out.
    pub(crate) proven: Option<String>,
    pub(crate) files: Vec<File>,
    /// Where its proof is, where there is one to be made by this reader.
    pub(crate) proof: Option<String>,
    pub(crate) entry: Entry,
    /// Whether its text stands in one language, and this reader may ask for the other.
    pub(crate) lacks: bool,
}

/// An entry of the record; a link where the reader may follow it.
pub(crate) struct Entry {
    pub(crate) words: String,
    pub(crate) address: Option<String>,
}

/// An attachment of an act.
pub(crate) struct File {
    pub(crate) words: String,
    /// Where it is saved from, when all of it is here and nothing speaks against it.
    pub(crate) address: Option<String>,
    pub(crate) state: Option<String>,
}

/// What is owed and was not said.
pub(crate) struct Silence {
    pub(crate) words: String,
    pub(crate) late: bool,
    pub(crate) entry: Entry,
    pub(crate) proof: Option<String>,
}

/// The conditions of a decision.
pub(crate) struct Conditions {
    pub(crate) at: String,
    pub(crate) list: Vec<String>,
    /// Whether there is an undertaking to them, in words.
    pub(crate) state: String,
}

/// The acts of a case, for this page.
pub(crate) fn acts(case: &CaseShow, page: &Page) -> Vec<Act> {
    case.acts.iter().map(|line| act(case, page, line)).collect()
}

fn act(case: &CaseShow, page: &Page, line: &ActLine) -> Act {
    let body = line.content.body();
    let who = match &line.duty {
        Some(duty) => format!("{} · {duty}", line.office),
        None => line.office.clone(),
    };
    let provable = line.delivery != Delivery::Pending && page.can(Permission::Prove);
    Act {
        id: line.act.to_string(),
        ours: line.ours,
        void: line.effect == "void",
        title: page.act(&line.kind),
        at: page.time(line.at),
        receipt: receipt(page, line),
        waits: line.delivery == Delivery::Pending,
        rule: line
            .rule
            .map(|rule| page.words.explain(rule, &Args::new()).what),
        says: page.said(&line.kind, &line.says, &case.them),
        blocks: body.map_or_else(Vec::new, |text| {
            // Of our own acts all that crossed, so that the author sees the translation too.
            let blocks = if line.ours { body::whole } else { body::blocks };
            blocks(text, page.words, page.offset)
        }),
        closed: closed(page, &line.content),
        who,
        proven: line.covered.map(|covered| {
            let args = Args::new()
                .with("at", page.time(covered.at))
                .with("entry", covered.by.index.to_string());
            page.words.text("case-act-proven", &args)
        }),
        files: files(case, page, line),
        proof: provable.then(|| format!("/cases/{}/acts/{}/proof", name_of(case), line.act)),
        entry: entry(case, page, line.ours, line.entry),
        lacks: !line.ours
            && page.can(Permission::Translate)
            && body.is_some_and(translate::lacks_language),
    }
}

fn entry(case: &CaseShow, page: &Page, ours: bool, place: comity_core::record::Position) -> Entry {
    let whose = if ours { "ours" } else { "theirs" };
    let address = || {
        format!(
            "/record/{}/{whose}/{}?generation={}",
            case.them, place.index, place.generation
        )
    };
    Entry {
        words: page.t1("case-page-entry", "entry", place.index),
        address: page.can(Permission::ReadRecord).then(address),
    }
}

fn receipt(page: &Page, line: &ActLine) -> String {
    page.t(match line.delivery {
        Delivery::Pending => "case-page-pending",
        Delivery::Delivered => "case-page-delivered",
        Delivery::Complete if line.attachments.is_empty() => "case-page-delivered",
        Delivery::Complete => "case-page-complete",
        Delivery::Received => "case-page-received",
    })
}

fn closed(page: &Page, content: &Content) -> Option<String> {
    let key = match content {
        Content::None | Content::Open { .. } => return None,
        Content::Foreign { .. } => "case-page-foreign",
        Content::Erased { .. } => "case-page-erased",
        Content::Closed => "case-page-closed",
        Content::Absent => "case-page-absent",
    };
    Some(page.t(key))
}

fn files(case: &CaseShow, page: &Page, line: &ActLine) -> Vec<File> {
    let described = line.content.body().map(|body| body.attachments.as_slice());
    let described = described.unwrap_or_default();
    let file = |state: &AttachmentState| {
        let said = described.get(state.number.wrapping_sub(1));
        let (name, size) = match said {
            Some(said) => (said.name.clone(), said.size),
            None => (
                page.t1("case-file-unnamed", "number", state.number),
                state.size,
            ),
        };
        let args = Args::new()
            .with("name", name)
            .with("size", comity_text::format::size(size));
        let here = state.parts_held == state.parts;
        let sound = here && !state.erased && state.clean != Some(false) && said.is_some();
        let address = || {
            format!(
                "/cases/{}/acts/{}/attachments/{}",
                name_of(case),
                line.act,
                state.number
            )
        };
        File {
            words: page.words.text("case-file", &args),
            address: sound.then(address),
            state: file_state(page, state, here),
        }
    };
    line.attachments.iter().map(file).collect()
}

fn file_state(page: &Page, state: &AttachmentState, here: bool) -> Option<String> {
    if state.erased {
        return Some(page.t("case-file-erased"));
    }
    if !here {
        let args = Args::new()
            .count("held", state.parts_held)
            .count("parts", state.parts);
        return Some(page.words.text("case-file-parts", &args));
    }
    let scanned = state.clean.map(|clean| {
        let key = match clean {
            true => "case-file-clean",
            false => "case-file-unclean",
        };
        page.t(key)
    });
    let looks = state
        .looks_like
        .map(|kind| page.t1("case-file-looks", "kind", kind));
    let words: Vec<String> = scanned.into_iter().chain(looks).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

/// What the side that answers owes and has not said.
pub(crate) fn silence(case: &CaseShow, page: &Page) -> Option<Silence> {
    let owed = case.owed.as_ref().filter(|owed| owed.silent)?;
    let theirs = case.role == Role::Asker;
    let late = owed.measure.by_answerer.max(owed.measure.by_asker) > owed.allowed;
    let since = page.now.since(owed.since).unsigned_abs();
    let key = match (theirs, late) {
        (true, true) => "case-silence-theirs-late",
        (true, false) => "case-silence-theirs",
        (false, true) => "case-silence-ours-late",
        (false, false) => "case-silence-ours",
    };
    let args = Args::new()
        .with("party", page.party(&case.them))
        .with("what", page.label("clock", owed.clock.code()))
        .with("span", page.words.duration(since));
    let provable = theirs && page.can(Permission::Prove);
    Some(Silence {
        words: page.words.text(key, &args),
        late,
        entry: entry(
            case,
            page,
            (owed.begun.by == Role::Asker) == theirs,
            owed.begun.entry,
        ),
        proof: provable.then(|| format!("/cases/{}/silence", name_of(case))),
    })
}

/// The conditions that decisions of the case made, the latest last.
pub(crate) fn conditions(case: &CaseShow, page: &Page) -> Vec<Conditions> {
    let mut found: Vec<Conditions> = Vec::new();
    for line in case.acts.iter().filter(|line| line.effect == "applied") {
        let key = match line.kind.as_str() {
            "decision.accept_with_conditions" => {
                let codes = line.says.get("conditions").and_then(|list| list.as_array());
                let codes = codes.into_iter().flatten().filter_map(|code| code.as_str());
                found.push(Conditions {
                    at: page.time(line.at),
                    list: codes
                        .map(|code| page.label(Condition::LIST, code))
                        .collect(),
                    state: page.t("case-conditions-open"),
                });
                continue;
            }
            "condition.accept" => "case-conditions-undertaken",
            "decision.accept" => "case-conditions-waived",
            _ => continue,
        };
        if let Some(last) = found.last_mut() {
            last.state = page.t1(key, "at", page.time(line.at));
        }
    }
    found
}
