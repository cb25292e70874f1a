//! `record show`: one entry with its leaf as signed, its act, and the notes that cover it.

use comity_store::{Store as _, StoreError, notes::NoteKind};
use comity_text::render::{Block, Document, act as paper};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{line, origin, receipted, said};
use crate::{
    args::Whose,
    commands::{Env, party},
    exit::Exit,
    failure::{Failure, Outcome},
};

#[derive(Serialize)]
struct Shown {
    log: comity_core::Origin,
    #[serde(flatten)]
    line: super::EntryLine,
    leaf_hash: comity_core::Hash,
    envelope: Option<comity_core::Envelope>,
    checkpoint: Option<String>,
    receipt: Option<String>,
}

pub(crate) fn run(
    env: &Env,
    name: &str,
    whose: Whose,
    entry: u64,
    generation: Option<u32>,
) -> Outcome {
    let them = party(name)?;
    let house = env.house()?;
    let state = house.channel(&them)?;
    let number = generation.unwrap_or(state.current.number);
    let origin = origin(&state, whose, number);
    let (signs, holds) = match whose {
        Whose::Ours => (NoteKind::OwnCheckpoint, NoteKind::ReceiptFromThem),
        Whose::Theirs => (NoteKind::TheirCheckpoint, NoteKind::ReceiptByUs),
    };
    let (row, checkpoint, receipt) = house.node.unfollowed().read(|tx| {
        Ok::<_, StoreError>((
            tx.entry(&origin, entry)?,
            tx.first_note_covering(&origin, signs, entry)?,
            tx.first_note_covering(&origin, holds, entry)?,
        ))
    })?;
    let row = row.ok_or_else(|| Failure::new(Exit::Usage, "cli-no-entry").with("entry", entry))?;
    let text =
        |note: comity_store::notes::NoteRow| String::from_utf8_lossy(&note.bytes).into_owned();
    let shown = Shown {
        line: line(
            &house,
            &them,
            &origin,
            entry,
            &row,
            receipted(&state, whose, number),
        )?,
        leaf_hash: row.leaf_hash,
        envelope: said(&house, &them, &origin, entry)?.map(|said| said.envelope),
        checkpoint: checkpoint.map(text),
        receipt: receipt.map(text),
        log: origin,
    };
    let leaf = String::from_utf8_lossy(&row.leaf).into_owned();
    if env.screen.json {
        env.screen.value(&with_leaf(&shown, leaf)?);
        return Ok(());
    }
    env.screen.document(&document(env, &shown, leaf));
    Ok(())
}

/// The leaf stands in the answer byte by byte as it was signed.
fn with_leaf(shown: &Shown, leaf: String) -> Outcome<serde_json::Value> {
    let raw = RawValue::from_string(leaf).map_err(|error| Failure::of("json-malformed", error))?;
    let mut value = serde_json::to_value(shown).unwrap_or_default();
    if let serde_json::Value::Object(fields) = &mut value {
        fields.insert(
            "leaf".to_owned(),
            serde_json::Value::String(raw.get().to_owned()),
        );
    }
    Ok(value)
}

fn document(env: &Env, shown: &Shown, leaf: String) -> Document {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let title = format!("{} #{}", shown.log, shown.line.index);
    let mut paper = Document::new(words.locale(), title)
        .with(Block::Facts(vec![(words.plain("cli-leaf"), leaf)]));
    if let Some(envelope) = &shown.envelope {
        let mut facts = vec![(words.plain("cli-act-id"), envelope.id.to_string())];
        facts.extend(paper::says(envelope, words, offset));
        paper = paper
            .with(Block::Heading(words.act_label(&envelope.kind)))
            .with(Block::Facts(facts));
    }
    for (key, note) in [
        ("cli-checkpoint", &shown.checkpoint),
        ("cli-receipt", &shown.receipt),
    ] {
        if let Some(note) = note {
            paper = paper
                .with(Block::Heading(words.plain(key)))
                .with(Block::Text(note.trim_end().to_owned()));
        }
    }
    paper
}
