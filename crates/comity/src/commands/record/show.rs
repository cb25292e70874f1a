//! `record show`: one entry with its leaf as signed, its act, and the notes that cover it.

use comity_node::{
    access::Sight,
    record::{EntryLine, SignedNote, Whose},
};
use comity_text::render::{Block, Document, act as paper};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{
    args,
    commands::{Env, party},
    exit::Exit,
    failure::{Failure, Outcome},
};

#[derive(Serialize)]
struct Shown {
    log: comity_core::Origin,
    #[serde(flatten)]
    line: EntryLine,
    leaf_hash: comity_core::Hash,
    envelope: Option<comity_core::Envelope>,
    checkpoint: Option<String>,
    receipt: Option<String>,
}

pub(crate) fn run(
    env: &Env,
    name: &str,
    whose: args::Whose,
    entry: u64,
    generation: Option<u32>,
) -> Outcome {
    let them = party(name)?;
    let house = env.house()?;
    house.channel(&them)?;
    let whose = match whose {
        args::Whose::Ours => Whose::Ours,
        args::Whose::Theirs => Whose::Theirs,
    };
    let found = house
        .node
        .log_entry(&Sight::All, &them, whose, generation, entry)?;
    let found =
        found.ok_or_else(|| Failure::new(Exit::Usage, "cli-no-entry").with("entry", entry))?;
    let text = |note: SignedNote| note.text;
    let shown = Shown {
        line: found.line,
        leaf_hash: found.leaf_hash,
        envelope: found.envelope,
        checkpoint: found.checkpoint.map(text),
        receipt: found.receipt.map(text),
        log: found.log,
    };
    let leaf = String::from_utf8_lossy(&found.leaf).into_owned();
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
