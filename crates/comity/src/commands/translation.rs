//! `translation`: what waits for its translation, and files for translators' tools.

use std::path::Path;

use comity_core::Time;
use comity_node::{
    access::Sight,
    translate::{About, Asked, Edge, Taken, TranslationLine, TranslationView, What},
};
use comity_store::access::Who;
use comity_text::{
    Args, Locale, catalogue,
    glossary::{self, Offer},
    render::{Block, Column, Document},
    translation,
};
use serde_json::json;

use super::{Env, naming, read, write_new};
use crate::{
    args::Translation,
    failure::{Failure, Outcome},
    wiring::House,
};

/// Acts that are looked at between two looks.
const STRETCH: usize = 1_000;

pub(crate) fn run(env: &Env, command: &Translation) -> Outcome {
    let house = env.house()?;
    while house.office().find_translations(STRETCH, house.now())? {}
    match command {
        Translation::List => list(env, &house),
        Translation::Show { id } => show(env, &house, id),
        Translation::Ask { id, of, due } => ask(env, &house, id, of.as_deref(), due.as_deref()),
        Translation::Export { id, out } => export(env, &house, id, out),
        Translation::Import { id, file } => import(env, &house, id, file),
        Translation::Done { id } => done(env, &house, id),
        Translation::Drop { id } => forget(env, &house, id),
    }
}

fn list(env: &Env, house: &House) -> Outcome {
    let lines = house.office().translations(&Sight::All)?;
    env.screen.answer(&lines, |screen| {
        let words = screen.words();
        let row = |line: &TranslationLine| {
            let due = line.due.map(|due| words.time(due, screen.offset()));
            let case = line.reference.clone();
            vec![
                line.id.clone(),
                due.unwrap_or_default(),
                words.plain(&format!("translation-what-{}", line.what.code())),
                words.act_label(&line.kind),
                line.them.to_string(),
                case.unwrap_or_default(),
                languages(env, line),
                progress(env, line),
            ]
        };
        let heads = [
            "translation-col-id",
            "translation-col-due",
            "translation-col-what",
            "translation-col-act",
            "cli-fact-party",
            "translation-col-case",
            "translation-col-languages",
            "translation-col-done",
        ];
        let count = Args::new().count("count", lines.len() as u64);
        let table = Block::Table {
            caption: words.text("translation-caption", &count),
            columns: heads.map(|head| Column::words(words.plain(head))).into(),
            rows: lines.iter().map(row).collect(),
        };
        let title = words.plain("translation-list");
        screen.document(&Document::new(words.locale(), title).with(table));
    });
    Ok(())
}

fn languages(env: &Env, line: &TranslationLine) -> String {
    let words = env.screen.words();
    let args = Args::new()
        .with("source", words.label("language", line.source.code()))
        .with("target", words.label("language", line.target.code()));
    words.text("translation-from-to", &args)
}

fn progress(env: &Env, line: &TranslationLine) -> String {
    let args = Args::new()
        .count("done", line.translated as u64)
        .count("all", line.segments as u64)
        .count("stale", line.stale as u64);
    let key = match line.stale {
        0 => "translation-of",
        _ => "translation-of-stale",
    };
    env.screen.words().text(key, &args)
}

fn show(env: &Env, house: &House, id: &str) -> Outcome {
    let view = house.office().translation(id, &Sight::All)?;
    env.screen.answer(&view, |screen| {
        let words = screen.words();
        let title = words.act_label(&view.line.kind);
        let facts = vec![
            (
                words.plain("translation-col-languages"),
                languages(env, &view.line),
            ),
            (
                words.plain("translation-col-done"),
                progress(env, &view.line),
            ),
        ];
        let mut paper = Document::new(words.locale(), title).with(Block::Facts(facts));
        for unit in &view.units {
            paper = paper.with(Block::Heading(translation::unit_name(words, &unit.id)));
            for segment in &unit.segments {
                paper = paper.with(Block::Facts(vec![pair(env, &view, segment)]));
            }
        }
        screen.document(&paper);
    });
    Ok(())
}

/// A segment: its id and state, and below each other source, translation and terms.
fn pair(
    env: &Env,
    view: &TranslationView,
    segment: &comity_node::translate::SegmentView,
) -> (String, String) {
    let words = env.screen.words();
    let state = words.plain(&format!("translation-state-{}", segment.state.name()));
    let args = Args::new()
        .with("id", segment.id.clone())
        .with("state", state);
    let mut lines = vec![segment.source.clone()];
    if let Some(was) = &segment.was {
        lines.push(words.text("translation-was", &naming("text", was)));
    }
    if !segment.target.is_empty() {
        lines.push(segment.target.clone());
    }
    let term = |offer: Offer| {
        let args = Args::new()
            .with("term", offer.term)
            .with("translation", offer.translation);
        words.text("translation-term", &args)
    };
    lines.extend(
        glossary::offers(&segment.source, view.line.source)
            .into_iter()
            .map(term),
    );
    (words.text("translation-segment", &args), lines.join("\n"))
}

fn ask(env: &Env, house: &House, id: &str, of: Option<&str>, due: Option<&str>) -> Outcome {
    let of: Option<Who> = of
        .map(|text| text.parse().map_err(|_| Failure::usage("access-nobody")))
        .transpose()?;
    let due: Option<Time> = due
        .map(|text| {
            text.parse()
                .map_err(|_| Failure::usage("time-malformed").with("text", text))
        })
        .transpose()?;
    let about = About::of_id(id);
    let line = house.office().ask_translation(
        &env.who(),
        &Sight::All,
        &about,
        Asked { of, due },
        house.now(),
    )?;
    env.screen.answer(&line, |screen| {
        let args = Args::new()
            .with("id", line.id.clone())
            .count("count", line.segments as u64);
        screen.say("translation-asked", &args);
    });
    Ok(())
}

fn export(env: &Env, house: &House, id: &str, out: &Path) -> Outcome {
    let view = house.office().translation(id, &Sight::All)?;
    let words = catalogue(Locale::of(view.line.target));
    let file = view.to_xliff(&Edge {
        unit: &|place| translation::unit_name(words, place),
        terms: &translation::terms,
        notes: translation::notes(words, view.line.due),
        was: &|source| translation::was(words, source),
    });
    write_new(out, file.as_bytes())?;
    let path = out.display().to_string();
    env.screen
        .answer(&json!({"translation": id, "out": path}), |screen| {
            screen.say("translation-written", &naming("path", &path));
        });
    Ok(())
}

fn import(env: &Env, house: &House, id: &str, file: &Path) -> Outcome {
    let bytes = read(file)?;
    let (office, who) = (house.office(), env.who());
    let taken: Taken = office.take_xliff(&who, &Sight::All, id, &bytes, house.now())?;
    env.screen.answer(&taken, |screen| {
        let args = Args::new()
            .count("taken", taken.taken as u64)
            .count("unchanged", taken.unchanged as u64)
            .count("refused", taken.refused.len() as u64);
        screen.say("translation-taken", &args);
        for one in &taken.refused {
            let why = screen
                .words()
                .plain(&format!("translation-refused-{}", one.why.code()));
            let args = Args::new()
                .with("source", one.source.clone())
                .with("why", why);
            screen.say("translation-refused", &args);
        }
    });
    Ok(())
}

fn done(env: &Env, house: &House, id: &str) -> Outcome {
    let (office, now) = (house.office(), house.now());
    let line = office.finish_translation(&env.who(), &Sight::All, id, None, now)?;
    env.screen.answer(&line, |screen| {
        let made = line.done.as_ref().and_then(|done| done.draft.clone());
        let draft = match &line.what {
            What::Draft { draft } => draft.clone(),
            What::Owed { .. } | What::House { .. } => made.unwrap_or_default(),
        };
        let args = Args::new().with("id", line.id.clone()).with("draft", draft);
        screen.say(&format!("translation-finished-{}", line.what.code()), &args);
    });
    Ok(())
}

fn forget(env: &Env, house: &House, id: &str) -> Outcome {
    let (office, now) = (house.office(), house.now());
    office.drop_translation(&env.who(), &Sight::All, id, now)?;
    env.screen.answer(&json!({"dropped": id}), |screen| {
        screen.say("translation-dropped", &naming("id", id));
    });
    Ok(())
}
