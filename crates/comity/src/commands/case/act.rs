//! `case act`: says one act, from the words of the command line or from a file.

use std::str::FromStr;

use comity_core::codes::{DataClass, Ground, ItemFate, LISTS, Language, UnknownCode};
use comity_node::{
    attach::Plain,
    case::{CaseError, file::ActFile, find, list},
    rng::SystemRandom,
};
use serde_json::{Map, Value};

use super::{closest, draft, said};
use crate::{
    args::CaseAct,
    commands::{Env, party, plain_file, read},
    failure::{Failure, Outcome},
    wiring::House,
};

pub(crate) fn run(env: &Env, args: CaseAct) -> Outcome {
    let house = env.house()?;
    closest::check(&house, &args.kind, args.case.as_deref())?;
    let mut file = match &args.file {
        Some(path) => ActFile::read(&read(path)?).map_err(CaseError::from)?,
        None => ActFile::new(&args.kind),
    };
    file.kind.clone_from(&args.kind);
    let them = match (&args.case, &args.party) {
        (Some(case), _) => {
            let (them, dossier) = house.node.store().read(|tx| find(tx, case))?;
            file.case = Some(dossier);
            them
        }
        (None, Some(name)) => party(name)?,
        (None, None) => return Err(Failure::usage("cli-no-party")),
    };
    fill(&mut file, &args)?;
    if let Some(office) = &file.office {
        house.must_have_office(office)?;
    }
    let list = items(&house, &args)?;
    let (who, now) = (env.who(), house.now());
    let office = house.office();
    let view = office.new_draft(&who, &them, file, list.as_deref(), now)?;
    let done = attach_all(env, &house, &view.id, &args).and_then(|()| {
        if args.draft {
            let view = office.draft(&who, &view.id)?;
            draft::answer(env, &view);
            return Ok(());
        }
        let done = office.submit(&who, &view.id, now, &mut SystemRandom)?;
        said::submitted(env, &house, &done);
        Ok(())
    });
    if done.is_err() && !args.draft {
        // An act that could not be said leaves no draft that nobody asked for.
        office.discard(&who, &view.id, now).ok();
    }
    done
}

fn fill(file: &mut ActFile, args: &CaseAct) -> Outcome {
    for pair in &args.set {
        let (key, value) = pair
            .split_once('=')
            .ok_or_else(|| Failure::usage("cli-set").with("text", pair))?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
        set(&mut file.says, key, value);
    }
    for (language, text) in [
        (Language::En, &args.text_en),
        (Language::ZhHans, &args.text_zh),
    ] {
        if let Some(text) = text {
            file.text.insert(language, text.clone());
        }
    }
    if args.text_en.is_none() && args.text_zh.is_some() && args.file.is_none() {
        file.language = Language::ZhHans;
    }
    if args.office.is_some() {
        file.office.clone_from(&args.office);
    }
    if args.duty.is_some() {
        file.duty.clone_from(&args.duty);
    }
    Ok(())
}

/// A field, or one inside another: `handling.tlp`.
fn set(says: &mut Map<String, Value>, key: &str, value: Value) {
    let Some((outer, inner)) = key.split_once('.') else {
        says.insert(key.to_owned(), value);
        return;
    };
    let nested = says
        .entry(outer)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(nested) = nested {
        set(nested, inner, value);
    }
}

/// The list of items or fates: a CSV file, or one fate for many items.
fn items(house: &House, args: &CaseAct) -> Outcome<Option<String>> {
    if let Some(path) = &args.items {
        let text = String::from_utf8(read(path)?);
        return text
            .map(Some)
            .map_err(|error| Failure::of("file-not-text", error));
    }
    let Some(fate) = &args.fate else {
        return Ok(None);
    };
    let case = args.case.as_deref().unwrap_or_default();
    let total = house
        .office()
        .items(case)?
        .map_or(0, |list| list.items().len());
    let total = u64::try_from(total).unwrap_or(u64::MAX);
    let fate: ItemFate = code(fate)?;
    let which = args.which.as_deref();
    let which = which.ok_or_else(|| Failure::usage("cli-which"))?;
    let ground = args.ground.as_deref().map(code::<Ground>).transpose()?;
    Ok(Some(list::bulk(total, which, fate, ground)?))
}

/// A code of a list as it was typed.
pub(crate) fn code<T: FromStr<Err = UnknownCode>>(text: &str) -> Outcome<T> {
    text.parse().map_err(|error: UnknownCode| {
        let list = LISTS.iter().find(|(list, _)| *list == error.list);
        let known = list.map(|(_, codes)| codes.join(", ")).unwrap_or_default();
        Failure::of(error.code(), error)
            .with("text", text)
            .with("known", known)
    })
}

fn attach_all(env: &Env, house: &House, draft: &str, args: &CaseAct) -> Outcome {
    let class: DataClass = code(&args.data_class)?;
    for path in &args.attach {
        let one = Attaching {
            draft,
            path,
            class,
            media_type: None,
            exhibit: args.exhibit.clone(),
        };
        attach(env, house, &one)?;
    }
    Ok(())
}

/// A file on its way into a draft.
pub(crate) struct Attaching<'a> {
    pub(crate) draft: &'a str,
    pub(crate) path: &'a std::path::Path,
    pub(crate) class: DataClass,
    pub(crate) media_type: Option<String>,
    pub(crate) exhibit: Option<String>,
}

/// Seals a file into a draft.
pub(crate) fn attach(
    env: &Env,
    house: &House,
    one: &Attaching<'_>,
) -> Outcome<comity_node::case::draft::DraftView> {
    // What is sealed is what was named: a link may lead anywhere, and elsewhere tomorrow.
    if let Ok(target) = std::fs::read_link(one.path) {
        return Err(Failure::usage("cli-file-link")
            .with("path", one.path.display())
            .with("target", target.display()));
    }
    let file = plain_file(one.path)?;
    let mut watched = Watched {
        inner: file,
        so_far: 0,
        progress: env.screen.progress("cli-sealing"),
    };
    let name = one
        .path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let plain = Plain {
        media_type: one
            .media_type
            .clone()
            .unwrap_or_else(|| media_type(one.path)),
        name,
        data_class: one.class,
        exhibit: one.exhibit.clone(),
        part: None,
        limit: house.office().attachment_limit(one.exhibit.is_some()),
        bytes: &mut watched,
    };
    let (who, now) = (env.who(), house.now());
    let view = house
        .office()
        .attach(&who, one.draft, plain, now, &mut SystemRandom);
    watched.progress.end();
    Ok(view?)
}

/// What the end of a name says about a file.
fn media_type(path: &std::path::Path) -> String {
    let end = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let known = match end.as_str() {
        "json" | "afb" => "application/json",
        "txt" | "log" => "text/plain",
        "csv" => "text/csv",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "eml" => "message/rfc822",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    };
    known.to_owned()
}

/// Tells how much was read.
struct Watched {
    inner: std::fs::File,
    so_far: u64,
    progress: crate::screen::Progress,
}

impl std::io::Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.so_far = self.so_far.saturating_add(read as u64);
        self.progress.set(self.so_far);
        Ok(read)
    }
}
