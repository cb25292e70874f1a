//! `pouch`: the exchange as a file, for when there is no network, or none that may be used.

use std::path::{Path, PathBuf};

use comity_core::PartyName;
use comity_node::channel::carry;
use comity_text::{
    Args,
    format::size,
    render::{Block, Document},
};
use serde::Serialize;

use super::{Env, naming, party, read, write_new};
use crate::{
    args::Pouch,
    exit::Exit,
    failure::{Failure, Outcome},
    wiring::exchange::notify,
};

pub(crate) fn run(env: &Env, args: &Pouch) -> Outcome {
    match args {
        Pouch::Export {
            party,
            out,
            max_size,
        } => export(env, party, out, *max_size),
        Pouch::Open { file } => open(env, file),
        Pouch::Inspect { file } => inspect(env, file),
    }
}

fn export(env: &Env, name: &str, out: &Path, max_size: Option<u64>) -> Outcome {
    let them = party(name)?;
    let house = env.house()?;
    let bytes = house.node.write_pouch(&them, house.now())?;
    let files = write(out, &bytes, max_size)?;
    let value = serde_json::json!({"files": files, "bytes": bytes.len()});
    env.screen.answer(&value, |screen| {
        for path in &files {
            screen.say("cli-written", &naming("path", path.display()));
        }
    });
    Ok(())
}

/// One file, or parts of at most so many bytes.
fn write(out: &Path, bytes: &[u8], max_size: Option<u64>) -> Outcome<Vec<PathBuf>> {
    let at_most = max_size.map_or(usize::MAX, |size| {
        usize::try_from(size).unwrap_or(usize::MAX)
    });
    let parts = carry::split(bytes, at_most);
    if let [whole] = parts.as_slice() {
        write_new(out, whole)?;
        return Ok(vec![out.to_owned()]);
    }
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let mut files = Vec::with_capacity(parts.len());
    for (number, part) in (1..).zip(&parts) {
        let path = out.with_file_name(carry::part_name(&name, number, parts.len()));
        write_new(&path, part)?;
        files.push(path);
    }
    Ok(files)
}

/// A pouch, or all parts of one when its first part is named.
fn read_all(file: &Path) -> Outcome<Vec<u8>> {
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let Some((stem, all)) = name
        .split_once(".part-001-of-")
        .and_then(|(stem, all)| Some((stem, all.parse::<usize>().ok()?)))
    else {
        return read(file);
    };
    let mut bytes = Vec::new();
    for number in 1..=all {
        bytes.extend(read(
            &file.with_file_name(carry::part_name(stem, number, all)),
        )?);
    }
    Ok(bytes)
}

#[derive(Serialize)]
struct Opened {
    from: PartyName,
    entries: u64,
}

fn open(env: &Env, file: &Path) -> Outcome {
    let bytes = read_all(file)?;
    let house = env.house()?;
    let opened = house.node.open_pouch(&bytes, house.now())?;
    if let Some(evidence) = opened.misbehaved {
        let code = evidence.fork.code();
        return Err(Failure::new(Exit::Contradiction, code));
    }
    notify(&house.node, &opened.from, house.now())?;
    let value = Opened {
        from: opened.from,
        entries: opened.brought,
    };
    env.screen.answer(&value, |screen| {
        let args = Args::new()
            .with("party", value.from.to_string())
            .count("entries", value.entries);
        screen.say("cli-pouch-opened", &args);
    });
    Ok(())
}

#[derive(Serialize)]
struct Inspected {
    from: PartyName,
    to: PartyName,
    generation: u32,
    start: u64,
    entries: u64,
    acts: u64,
    sealed_bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    log_size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipted: Option<u64>,
}

fn inspect(env: &Env, file: &Path) -> Outcome {
    let bytes = read_all(file)?;
    let summary = env.house()?.node.inspect_pouch(&bytes)?;
    let header = summary.header;
    let value = Inspected {
        from: header.from,
        to: header.to,
        generation: header.generation,
        start: header.start,
        entries: header.count,
        acts: summary.acts,
        sealed_bytes: summary.sealed_bytes,
        log_size: summary.checkpoint.map(|checkpoint| checkpoint.size),
        receipted: summary.receipt.map(|receipt| receipt.size),
    };
    env.screen.answer(&value, |screen| {
        let words = screen.words();
        let number = |number: Option<u64>| number.map(|size| size.to_string()).unwrap_or_default();
        let facts = [
            ("cli-pouch-from", value.from.to_string()),
            ("cli-pouch-to", value.to.to_string()),
            ("cli-col-generation", value.generation.to_string()),
            ("cli-pouch-start", value.start.to_string()),
            ("cli-pouch-entries", value.entries.to_string()),
            ("cli-pouch-acts", value.acts.to_string()),
            ("case-col-size", size(value.sealed_bytes)),
            ("cli-pouch-log", number(value.log_size)),
            ("cli-pouch-receipt", number(value.receipted)),
        ];
        let facts = facts.map(|(key, value)| (words.plain(key), value));
        let paper = Document::new(words.locale(), words.plain("cli-pouch-title"))
            .with(Block::Facts(facts.into()))
            .with(Block::Notice(words.plain("cli-pouch-unverified")));
        screen.document(&paper);
    });
    Ok(())
}
