//! `backup` and `restore`: what the counterparts do not hold, and the store, in one file.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use comity_node::{
    backup::{self, BackupError, Wanted},
    home::{Home, ServeLock},
};
use comity_store::{SqliteStore, Store as _, parts::PartFolder};
use comity_text::Args;

use super::{Env, naming};
use crate::{
    args,
    failure::{Failure, Outcome},
    wiring::house,
};

pub(crate) fn run(env: &Env, args: &args::Backup) -> Outcome {
    let house = env.house()?;
    let progress = env.screen.progress("cli-copying");
    let mut so_far = 0;
    let store = house.node.unfollowed();
    let who = env.who();
    let wanted = Wanted {
        home: &house.home,
        copy_store: &|to| store.back_up(to),
        keys: args.keys,
        who: &who,
        progress: &mut |bytes| {
            so_far += bytes;
            progress.set(so_far);
        },
    };
    let made = house.office().back_up(wanted, &args.out, house.now());
    progress.end();
    let manifest = made.map_err(|error| match error {
        BackupError::Io { path, source } if source.kind() == ErrorKind::AlreadyExists => {
            Failure::file(&path, source)
        }
        error => error.into(),
    })?;
    env.screen.answer(&manifest, |screen| {
        screen.say("cli-written", &naming("path", args.out.display()));
        let key = if manifest.keys {
            "cli-backup-with-keys"
        } else {
            "cli-backup-without-keys"
        };
        screen.say(key, &Args::new());
    });
    Ok(())
}

/// Into a home that has no store, or one without a channel; with keys of the backup, also into an empty folder.
pub(crate) fn restore(env: &Env, args: &args::Restore) -> Outcome {
    let root = house::named(env.global.home.as_ref())?;
    let home = match Home::open(&root) {
        Ok(home) => home,
        Err(_) => Home::create(&root)?,
    };
    let parts = PartFolder::open(home.parts())?;
    let blank = Blank::set_aside(&home)?;
    let progress = env.screen.progress("cli-copying");
    let mut so_far = 0;
    let restored = backup::restore(&args.file, &home, &parts, &mut |bytes| {
        so_far += bytes;
        progress.set(so_far);
    });
    progress.end();
    match (&restored, blank) {
        (Ok(_), Some(blank)) => blank.remove()?,
        (Err(_), Some(blank)) => blank.put_back()?,
        (_, None) => {}
    }
    let manifest = restored?;
    let house = env.house()?;
    let unsure = backup::require_recovery(&house.node, &house.home, house.now())?;
    let value = serde_json::json!({"manifest": manifest, "recover": unsure});
    env.screen.answer(&value, |screen| {
        screen.say("cli-restored", &Args::new());
        for them in &unsure {
            screen.say("cli-restored-unsure", &naming("party", them));
        }
    });
    Ok(())
}

/// A store without a channel, which a command made where the store was lost. It makes room for the
/// backup, and comes back when none was restored.
struct Blank {
    store: PathBuf,
    aside: PathBuf,
    /// No service may have the store open that is replaced.
    _lock: ServeLock,
}

impl Blank {
    fn set_aside(home: &Home) -> Outcome<Option<Self>> {
        let store = home.store();
        if !store.exists() {
            return Ok(None);
        }
        // A store that cannot be read may hold a channel.
        let held = SqliteStore::open(&store).and_then(|store| store.read(|tx| tx.channels()));
        if !held.is_ok_and(|channels| channels.is_empty()) {
            return Ok(None);
        }
        let lock = home.lock_for_serving()?;
        let aside = store.with_extension("db.blank");
        // All of it: a write-ahead log that stays would be taken for that of the restored store.
        rename(&store, &aside)?;
        Ok(Some(Self {
            store,
            aside,
            _lock: lock,
        }))
    }

    fn put_back(self) -> Outcome {
        rename(&self.aside, &self.store)
    }

    fn remove(self) -> Outcome {
        each_file(&self.aside, |path, _| fs::remove_file(path))
    }
}

/// Renames a store with its side files.
fn rename(from: &Path, to: &Path) -> Outcome {
    each_file(from, |path, side| fs::rename(path, beside(to, side)))
}

/// The database and what SQLite may have left beside it.
fn each_file(store: &Path, act: impl Fn(&Path, &str) -> io::Result<()>) -> Outcome {
    for side in ["", "-wal", "-shm"] {
        let path = beside(store, side);
        match act(&path, side) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Failure::file(&path, error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn beside(store: &Path, side: &str) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(side);
    name.into()
}
