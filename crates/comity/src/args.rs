//! The words of the command line: `comity --home DIR VERB …`.
//!
//! Only their shape is here. Help texts stand in the catalogues, in both
//! languages, under `help-<command path>` (see [`crate::help`]); what a command
//! does is in `commands/`, one file a verb.

mod case;
mod house;
mod record;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use case::{
    Attach, Case, CaseAct, CaseAssign, CaseLetIn, CaseList, CaseNew, CaseRefer, Evidence, Search,
    Sort, Translation,
};
pub(crate) use house::{Person, PersonKey, PersonOffice, PersonToken, Trail, TrailVerb, Webhook};
pub(crate) use record::{
    Channel, Credential, Exchange, Pouch, ProofKind, Receipt, ReceiptExport, Record, Recover,
    Report, ReportForm, Watch, Whose,
};

#[derive(Parser, Debug)]
#[command(
    name = "comity",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Args, Debug, Clone)]
pub(crate) struct Global {
    #[arg(long, env = "COMITY_HOME", value_name = "DIR", global = true)]
    pub(crate) home: Option<PathBuf>,
    #[arg(long = "as", env = "COMITY_AS", value_name = "NAME", global = true)]
    pub(crate) actor: Option<String>,
    #[arg(long, env = "COMITY_LANG", value_name = "LANG", global = true)]
    pub(crate) lang: Option<String>,
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[arg(
        long,
        env = "COMITY_PASSPHRASE_FILE",
        value_name = "FILE",
        global = true
    )]
    pub(crate) passphrase_file: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Init(Init),
    #[command(subcommand)]
    Credential(Credential),
    Serve(Serve),
    Exchange(Exchange),
    #[command(subcommand)]
    Pouch(Pouch),
    #[command(subcommand)]
    Record(Record),
    #[command(subcommand)]
    Case(Case),
    Attach(Attach),
    #[command(subcommand)]
    Evidence(Evidence),
    #[command(subcommand)]
    Person(Person),
    #[command(subcommand)]
    Translation(Translation),
    Search(Search),
    Inbox,
    Watch(Watch),
    Status,
    #[command(subcommand)]
    Channel(Channel),
    Trail(Trail),
    #[command(subcommand)]
    Webhook(Webhook),
    Report(Report),
    #[command(subcommand)]
    Receipt(Receipt),
    #[command(subcommand)]
    Part(Part),
    Audit(Audit),
    Recover(Recover),
    Backup(Backup),
    Restore(Restore),
    #[command(subcommand)]
    Identity(Identity),
    #[command(subcommand)]
    Config(Config),
    Demo(Demo),
    Completions(Completions),
    Man(Man),
}

#[derive(Args, Debug)]
pub(crate) struct Init {
    pub(crate) name: String,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) serial: u32,
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "age-hybrid,age-x25519"
    )]
    pub(crate) suite: Vec<String>,
    #[arg(long, value_name = "LABEL")]
    pub(crate) jurisdiction: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) short_en: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) long_en: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) short_zh: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) long_zh: Option<String>,
    #[arg(long, value_name = "CODE=EN/ZH")]
    pub(crate) office: Vec<String>,
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: Vec<String>,
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    pub(crate) rhythm: u32,
    #[arg(long)]
    pub(crate) no_passphrase: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Serve {
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) ops: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) console: Option<String>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Config {
    Check,
    Show,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Identity {
    Export {
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[arg(long)]
        i_understand: bool,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum Part {
    Erase(PartErase),
    Hold {
        case: String,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        #[arg(long)]
        lift: bool,
    },
}

#[derive(Args, Debug)]
pub(crate) struct PartErase {
    pub(crate) act: String,
    #[arg(long, value_name = "CODE")]
    pub(crate) ground: String,
    #[arg(long)]
    pub(crate) body: bool,
    #[arg(long, value_name = "N")]
    pub(crate) attachment: Vec<usize>,
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Audit {
    #[arg(long)]
    pub(crate) deep: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Backup {
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long)]
    pub(crate) keys: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Restore {
    pub(crate) file: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Demo {
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=10_000))]
    pub(crate) history: Option<u32>,
    #[arg(long)]
    pub(crate) serve: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Completions {
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Args, Debug)]
pub(crate) struct Man {
    pub(crate) dir: PathBuf,
}
