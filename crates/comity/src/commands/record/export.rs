//! `record export`: checkpoints, tiles and sealed bytes as files that stock tools read.
//!
//! ```text
//! <sender>/to/<reader>/<generation>/checkpoint     the sender's newest checkpoint
//!                                   receipt        the reader's newest receipt
//!                                   tile/…         tiles and entry bundles (tlog-tiles)
//!                                   envelope/N.age, body/N.age
//! ```

use std::{fs, path::Path};

use comity_core::Origin;
use comity_store::{ReadTx, Store as _, StoreError, logs::each_sealed_in, notes::NoteKind};
use comity_text::Args;
use comity_tlog::tile::{self, Content};

use crate::{
    commands::{Env, party},
    failure::{Failure, Outcome},
};

pub(crate) fn run(env: &Env, name: &str, to: &Path) -> Outcome {
    let them = party(name)?;
    if fs::read_dir(to).is_ok_and(|mut inside| inside.next().is_some()) {
        return Err(Failure::usage("cli-folder-not-empty").with("path", to.display()));
    }
    let house = env.house()?;
    let me = house.node.me().clone();
    let logs = house.node.unfollowed().read(|tx| tx.logs())?;
    let ours = |origin: &Origin| {
        (origin.sender == me && origin.reader == them)
            || (origin.sender == them && origin.reader == me)
    };
    let mut files = 0;
    for (origin, size) in logs.into_iter().filter(|(origin, _)| ours(origin)) {
        let folder = to.join(origin.to_string());
        let mine = origin.sender == me;
        let written = house
            .node
            .unfollowed()
            .read(|tx| collect(tx, &origin, size, mine))?;
        for (path, bytes) in &written {
            let path = folder.join(path);
            let made = path.parent().map_or(Ok(()), fs::create_dir_all);
            made.and_then(|()| fs::write(&path, bytes))
                .map_err(|error| Failure::file(&path, error))?;
        }
        files += written.len() as u64;
    }
    let value = serde_json::json!({"to": to, "files": files});
    env.screen.answer(&value, |screen| {
        let args = Args::new()
            .with("path", to.display().to_string())
            .count("count", files);
        screen.say("cli-record-written", &args);
    });
    Ok(())
}

type Files = Vec<(String, Vec<u8>)>;

fn collect(tx: &dyn ReadTx, origin: &Origin, size: u64, mine: bool) -> Result<Files, StoreError> {
    let mut files = Files::new();
    let (signs, holds) = match mine {
        true => (NoteKind::OwnCheckpoint, NoteKind::ReceiptFromThem),
        false => (NoteKind::TheirCheckpoint, NoteKind::ReceiptByUs),
    };
    for (name, kind) in [("checkpoint", signs), ("receipt", holds)] {
        if let Some(note) = tx.latest_note(origin, kind)? {
            files.push((name.to_owned(), note.bytes));
        }
    }
    tiles(tx, origin, size, &mut files)?;
    Ok(files)
}

fn tiles(tx: &dyn ReadTx, origin: &Origin, size: u64, files: &mut Files) -> Result<(), StoreError> {
    for path in tile::tiles_of(size) {
        let bytes = match path.content() {
            Content::Hashes(level) => {
                let hashes = tx.tile(origin, level, path.index())?;
                let filled = hashes.iter().take(usize::from(path.width()));
                filled.flat_map(|hash| *hash.as_bytes()).collect()
            }
            Content::Entries => {
                let from = path.index().saturating_mul(u64::from(tile::WIDTH));
                let to = from.saturating_add(path.width().into());
                let mut leaves = Vec::new();
                each_sealed_in(tx, origin, from..to, |index, entry| {
                    for (folder, sealed) in [("envelope", entry.envelope), ("body", entry.body)] {
                        if let Some(sealed) = sealed {
                            files.push((format!("{folder}/{index}.age"), sealed.to_vec()));
                        }
                    }
                    leaves.push(entry.row.leaf);
                    Ok::<_, StoreError>(())
                })?;
                let leaves = leaves.iter().map(Vec::as_slice);
                tile::encode_bundle(leaves).map_err(|_| StoreError::TooLarge("an entry"))?
            }
        };
        files.push((path.to_string(), bytes));
    }
    Ok(())
}
