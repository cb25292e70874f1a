//! The commands: one file a verb. Each opens what it needs, asks the node, and shows the answer.

mod attach;
mod audit;
mod backup;
mod case;
mod channel;
mod completions;
mod config;
mod credential;
mod evidence;
mod exchange;
mod identity;
mod inbox;
pub(crate) mod init;
mod man;
mod part;
mod person;
mod pouch;
mod receipt;
mod record;
mod recover;
mod report;
mod search;
pub(crate) mod serve;
mod status;
mod trail;
mod translation;
mod watch;
mod webhook;

use std::{path::Path, sync::Arc};

use comity_core::PartyName;
use comity_node::{
    clock::{Clock, SystemClock},
    config::Config,
};
use comity_text::Args;

use crate::{
    args::{Cli, Command, Global},
    failure::{Failure, Outcome},
    screen::Screen,
    wiring::{
        House,
        house::{self, STORE_LOST},
        passphrase::Passphrase,
    },
};

/// What every command has at hand.
pub(crate) struct Env {
    pub(crate) global: Global,
    pub(crate) screen: Screen,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Env {
    /// The house that the command line names; what was lost of it is told people.
    pub(crate) fn house(&self) -> Outcome<House> {
        let house = self.house_as_found()?;
        for them in house.lost()? {
            self.screen.warn(STORE_LOST, &naming("party", them));
        }
        Ok(house)
    }

    /// The same, for the command that mends it.
    pub(crate) fn house_as_found(&self) -> Outcome<House> {
        let home = house::find(self.global.home.as_ref())?;
        House::open(home, &self.passphrase(), Arc::clone(&self.clock))
    }

    /// The same without anything put back into its store.
    pub(crate) fn house_as_it_lies(&self) -> Outcome<House> {
        let home = house::find(self.global.home.as_ref())?;
        let config = Config::of(&home)?;
        let keyring = self.passphrase().unlock(&home, &config)?;
        House::as_it_lies(home, config, keyring, Arc::clone(&self.clock))
    }

    pub(crate) fn passphrase(&self) -> Passphrase {
        Passphrase::new(self.global.passphrase_file.clone(), self.screen)
    }

    /// Who gives the command: `--as`, else `COMITY_AS`, else the system user's name.
    pub(crate) fn who(&self) -> String {
        let system = || {
            ["USER", "LOGNAME"]
                .into_iter()
                .find_map(|name| std::env::var_os(name)?.into_string().ok())
        };
        let named = self.global.actor.clone().or_else(system);
        named
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "operator".to_owned())
    }
}

/// Runs one command.
pub(crate) fn run(cli: Cli, screen: Screen) -> Outcome {
    let env = Env {
        global: cli.global,
        screen,
        clock: Arc::new(SystemClock),
    };
    match cli.command {
        Command::Audit(args) => audit::run(&env, &args),
        Command::Backup(args) => backup::run(&env, &args),
        Command::Restore(args) => backup::restore(&env, &args),
        Command::Part(args) => part::run(&env, &args),
        Command::Pouch(args) => pouch::run(&env, &args),
        Command::Identity(args) => identity::run(&env, &args),
        Command::Attach(args) => attach::run(&env, &args),
        Command::Evidence(args) => evidence::run(&env, &args),
        Command::Search(args) => search::run(&env, &args),
        Command::Translation(args) => translation::run(&env, &args),
        Command::Inbox => inbox::run(&env),
        Command::Receipt(args) => receipt::run(&env, &args),
        Command::Record(args) => record::run(&env, &args),
        Command::Recover(args) => recover::run(&env, &args),
        Command::Report(args) => report::run(&env, &args),
        Command::Status => status::run(&env),
        Command::Watch(args) => watch::run(&env, &args),
        Command::Demo(args) => crate::demo::run(&env, &args),
        Command::Init(args) => init::run(&env, args),
        Command::Credential(args) => credential::run(&env, args),
        Command::Serve(args) => serve::run(&env, &args),
        Command::Exchange(args) => exchange::run(&env, &args),
        Command::Case(args) => case::run(&env, args),
        Command::Person(args) => person::run(&env, args),
        Command::Channel(args) => channel::run(&env, &args),
        Command::Trail(args) => trail::run(&env, &args),
        Command::Webhook(args) => webhook::run(&env, args),
        Command::Config(args) => config::run(&env, &args),
        Command::Completions(args) => completions::run(&env, &args),
        Command::Man(args) => man::run(&env, &args),
    }
}

/// A party as it was typed.
pub(crate) fn party(text: &str) -> Outcome<PartyName> {
    text.parse().map_err(|error: comity_core::name::NameError| {
        Failure::of(error.code(), error).with("name", text)
    })
}

/// The longest file that is read into memory, in bytes; each kind of file has a lower limit of its own.
const LONGEST: u64 = 1 << 30;

/// A file as it was named; `-` is standard input.
pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    use std::io::Read as _;
    let failed = |error| Failure::file(path, error);
    let too_long = || Failure::usage("cli-file-too-long").with("path", path.display());
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        let mut within = std::io::stdin().lock().take(LONGEST + 1);
        within.read_to_end(&mut bytes)
    } else {
        let file = plain_file(path)?;
        if file.metadata().map_err(failed)?.len() > LONGEST {
            return Err(too_long());
        }
        file.take(LONGEST + 1).read_to_end(&mut bytes)
    };
    if read.map_err(failed)? as u64 > LONGEST {
        return Err(too_long());
    }
    Ok(bytes)
}

/// Opens a file to read it, unless it is a pipe or a device, which may never end.
pub(crate) fn plain_file(path: &Path) -> Outcome<std::fs::File> {
    let failed = |error| Failure::file(path, error);
    // Before it is opened: opening a pipe waits for whoever writes to it.
    let kind = std::fs::metadata(path).map_err(failed)?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(Failure::usage("cli-file-not-plain").with("path", path.display()));
    }
    std::fs::File::open(path).map_err(failed)
}

/// Writes a new file; one that is there is never overwritten.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Outcome {
    use std::io::Write as _;
    let mut file = create_new(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| Failure::file(path, error))
}

/// A new file to write to; one that is there is never overwritten.
pub(crate) fn create_new(path: &Path) -> Outcome<std::fs::File> {
    let mut options = std::fs::File::options();
    let file = options.write(true).create_new(true).open(path);
    file.map_err(|error| Failure::file(path, error))
}

/// Values for a message that names one thing.
pub(crate) fn naming(name: &'static str, value: impl ToString) -> Args {
    Args::new().with(name, value.to_string())
}
