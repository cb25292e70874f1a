//! `backup` and `restore`: what the counterparts do not hold, and the store, in one file.

use comity_node::{
    backup::{self, Wanted},
    home::Home,
};
use comity_store::parts::PartFolder;
use comity_text::Args;

use super::{Env, naming};
use crate::{args, failure::Outcome, wiring::house};

pub(crate) fn run(env: &Env, args: &args::Backup) -> Outcome {
    let house = env.house()?;
    let progress = env.screen.progress("cli-copying");
    let mut so_far = 0;
    let store = house.node.store();
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
    let manifest = made?;
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

/// Into a home that has no store; with keys of the backup, also into an empty folder.
pub(crate) fn restore(env: &Env, args: &args::Restore) -> Outcome {
    let root = house::named(env.global.home.as_ref())?;
    let home = match Home::open(&root) {
        Ok(home) => home,
        Err(_) => Home::create(&root)?,
    };
    let parts = PartFolder::open(home.parts())?;
    let progress = env.screen.progress("cli-copying");
    let mut so_far = 0;
    let restored = backup::restore(&args.file, &home, &parts, &mut |bytes| {
        so_far += bytes;
        progress.set(so_far);
    });
    progress.end();
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
