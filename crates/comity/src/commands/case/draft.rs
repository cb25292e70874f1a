//! Drafts on their way through the house: new, edit, check, submit, discard, list.

use std::path::Path;

use comity_node::{
    access::Sight,
    case::{
        draft::{DraftView, MissingLine},
        file::{ActFile, REQUEST, TEMPLATE_EN, TEMPLATE_ZH},
        import, list,
    },
    rng::SystemRandom,
};
use comity_text::{
    Args, Catalogue, Locale,
    render::{Block, Column, Document},
};
use serde_json::json;

use super::{closest, said};
use crate::exit::Exit;
use crate::{
    args::CaseNew,
    commands::{Env, naming, party, read},
    failure::{Failure, FieldNote, Outcome},
    wiring::House,
};

/// A draft from a template, a file, or what people have at hand.
pub(crate) fn new(env: &Env, args: &CaseNew) -> Outcome {
    if args.template {
        env.screen.line(template(env.screen.locale).trim_end());
        return Ok(());
    }
    let them = args
        .party
        .as_deref()
        .ok_or_else(|| Failure::usage("cli-no-party"))?;
    let them = party(them)?;
    let mut file = match &args.file {
        Some(path) => ActFile::read(&read(path)?).map_err(comity_node::case::CaseError::from)?,
        None => ActFile::new(REQUEST),
    };
    let list = match &args.from {
        Some(path) => Some(items(env, path, &mut file)?),
        None => None,
    };
    let house = env.house()?;
    let view = house
        .office()
        .new_draft(&env.who(), &them, file, list.as_deref(), house.now())?;
    answer(env, &view);
    Ok(())
}

const fn template(locale: Locale) -> &'static str {
    match locale {
        Locale::En => TEMPLATE_EN,
        Locale::ZhHans => TEMPLATE_ZH,
    }
}

/// The items of a file as CSV; what was passed over is told.
fn items(env: &Env, path: &Path, file: &mut ActFile) -> Outcome<String> {
    let bytes = read(path)?;
    if path.extension().is_some_and(|end| end == "csv") {
        return String::from_utf8(bytes).map_err(|error| Failure::of("file-not-text", error));
    }
    let (_, mut found) = import::read(&bytes).map_err(comity_node::case::CaseError::from)?;
    let items = list::from_import(&mut found)?;
    if let Some((from, until)) = found.observed {
        let span = json!({"from": from, "until": until.plus(1)});
        file.says.entry("observed").or_insert(span);
    }
    for (reason, count) in &found.passed_over {
        let why = env
            .screen
            .words()
            .plain(&format!("case-passed-over-{reason}"));
        env.screen.say(
            "case-passed-over",
            &Args::new().count("count", *count).with("why", why),
        );
    }
    Ok(String::from_utf8_lossy(&items.to_csv()).into_owned())
}

pub(crate) fn edit(env: &Env, draft: &str, file: Option<&Path>, items: Option<&Path>) -> Outcome {
    let house = env.house()?;
    let file = match file {
        Some(path) => {
            Some(ActFile::read(&read(path)?).map_err(comity_node::case::CaseError::from)?)
        }
        None => None,
    };
    let list = match items {
        Some(path) => Some(
            String::from_utf8(read(path)?).map_err(|error| Failure::of("file-not-text", error))?,
        ),
        None => None,
    };
    let view = house
        .office()
        .edit_draft(&env.who(), draft, file, list.as_deref(), house.now())?;
    answer(env, &view);
    Ok(())
}

/// Says what a draft lacks; ends with a refusal when it could not be sent.
pub(crate) fn check(env: &Env, draft: &str) -> Outcome {
    let house = env.house()?;
    let view = house.office().draft(&env.who(), draft)?;
    if env.screen.json || view.missing.is_empty() {
        answer(env, &view);
    }
    kind_is_known(&house, &view)?;
    if !view.missing.is_empty() {
        let note = |line: &MissingLine| FieldNote {
            field: line.field.code(),
            why: line.why.code(),
        };
        let mut failure = Failure::new(Exit::Refused, "request-lacks-musts");
        failure.fields = view.missing.iter().map(note).collect();
        return Err(failure);
    }
    match view.refused {
        Some(code) => {
            let failure = Failure::new(Exit::of_code(&code), &code);
            Err(match &view.wrong {
                Some(wrong) => failure.about(wrong),
                None => failure,
            })
        }
        None => Ok(()),
    }
}

/// Refuses a draft of a kind that there is not, with the closest ones that may be said now.
fn kind_is_known(house: &House, view: &DraftView) -> Outcome {
    let case = view.case.as_ref().map(|case| case.id.to_string());
    closest::check(house, &view.file.kind, case.as_deref())
}

pub(crate) fn submit(env: &Env, draft: &str) -> Outcome {
    let house = env.house()?;
    kind_is_known(&house, &house.office().draft(&env.who(), draft)?)?;
    let done = house
        .office()
        .submit(&env.who(), draft, house.now(), &mut SystemRandom)?;
    said::submitted(env, &house, &done);
    Ok(())
}

pub(crate) fn discard(env: &Env, draft: &str) -> Outcome {
    let house = env.house()?;
    house.office().discard(&env.who(), draft, house.now())?;
    env.screen.answer(&json!({"discarded": draft}), |screen| {
        screen.say("case-discarded", &naming("draft", draft));
    });
    Ok(())
}

pub(crate) fn list(env: &Env) -> Outcome {
    let views = env.house()?.office().drafts(&env.who(), &Sight::All)?;
    env.screen.answer(&views, |screen| {
        let words = screen.words();
        let row = |view: &DraftView| {
            vec![
                view.id.clone(),
                words.act_label(&view.file.kind),
                view.them.to_string(),
                words.plain(&format!("case-state-{}", view.state)),
                view.by.clone(),
                words.time(view.at, screen.offset()),
            ]
        };
        let heads = [
            "case-col-draft",
            "case-col-act",
            "cli-fact-party",
            "cli-col-state",
            "cli-col-who",
            "cli-col-time",
        ];
        let table = Block::Table {
            caption: words.plain("case-drafts"),
            columns: heads.map(|head| Column::words(words.plain(head))).into(),
            rows: views.iter().map(row).collect(),
        };
        screen.document(&Document::new(words.locale(), words.plain("case-drafts")).with(table));
    });
    Ok(())
}

/// Why a draft that lacks nothing could not be said now, and what to do.
fn refused(view: &DraftView, words: &Catalogue) -> Vec<String> {
    let Some(code) = &view.refused else {
        return Vec::new();
    };
    let failure = Failure::new(Exit::of_code(code), code);
    let failure = match &view.wrong {
        Some(wrong) => failure.about(wrong),
        None => failure,
    };
    let told = words.explain(code, &failure.args(words));
    vec![
        words.text("case-draft-refused", &naming("what", told.what)),
        format!("  {}", told.next),
    ]
}

/// A draft as it stands.
pub(crate) fn answer(env: &Env, view: &DraftView) {
    env.screen.answer(view, |screen| {
        let words = screen.words();
        let args = Args::new()
            .with("draft", view.id.clone())
            .with("act", words.act_label(&view.file.kind))
            .with("party", view.them.to_string())
            .with("state", words.plain(&format!("case-state-{}", view.state)));
        screen.say("case-draft", &args);
        let items = view
            .items
            .values()
            .fold(0_u64, |sum, count| sum.saturating_add(*count));
        if items > 0 {
            screen.say("case-draft-items", &Args::new().count("count", items));
        }
        for one in &view.attachments {
            let class = words.label("data-class", one.data_class.code());
            let args = Args::new()
                .with("name", one.name.clone())
                .with("size", comity_text::format::size(one.size))
                .with("class", class);
            screen.say("case-draft-attachment", &args);
            if let Some(kind) = one.looks_like {
                screen.say("case-draft-looks", &naming("kind", kind));
            }
        }
        if view.missing.is_empty() && view.refused.is_none() {
            let key = if view.second_person.is_some() {
                "case-draft-second"
            } else {
                "case-draft-ready"
            };
            screen.say(key, &naming("draft", &view.id));
        } else if view.missing.is_empty() {
            for line in refused(view, words) {
                screen.line(&line);
            }
        } else {
            screen.line(&words.plain("missing-title"));
            for line in &view.missing {
                let args = Args::new()
                    .with("field", words.label("field", line.field.code()))
                    .with("key", line.field.code())
                    .with("must", words.label("must", line.why.code()));
                screen.line(&format!("  - {}", words.text("missing-line", &args)));
            }
        }
    });
}
