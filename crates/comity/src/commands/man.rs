//! `man`: one page a command, in the reader's language.

use clap::CommandFactory as _;

use super::{Env, naming};
use crate::{
    args,
    failure::{Failure, Outcome},
    help,
};

pub(crate) fn run(env: &Env, args: &args::Man) -> Outcome {
    let command = help::localised(args::Cli::command(), env.screen.words());
    let failed = |error| Failure::file(&args.dir, error);
    std::fs::create_dir_all(&args.dir).map_err(failed)?;
    clap_mangen::generate_to(command, &args.dir).map_err(failed)?;
    let value = serde_json::json!({"dir": args.dir});
    env.screen.answer(&value, |screen| {
        screen.say("cli-written", &naming("path", args.dir.display()));
    });
    Ok(())
}
