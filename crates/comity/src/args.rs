//! The words of the command line: `comity --home DIR VERB …`.
//!
//! Only their shape is here. Help texts stand in the catalogues, in both
//! languages, under `help-<command path>` (see [`crate::help`]); what a command
//! does is in `commands/`, one file a verb.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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

#[derive(Subcommand, Debug)]
pub(crate) enum Credential {
    Show {
        file: Option<PathBuf>,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    Trust {
        file: PathBuf,
        #[arg(long, value_name = "DIGITS")]
        safety_number: Option<String>,
        #[arg(long)]
        yes: bool,
    },
    Rotate {
        #[arg(long, value_name = "FILE")]
        seed: PathBuf,
        #[arg(long, value_name = "LIST", value_delimiter = ',')]
        suite: Option<Vec<String>>,
        #[arg(long, value_name = "URL")]
        endpoint: Vec<String>,
    },
    Revoke {
        file: PathBuf,
    },
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

#[derive(Args, Debug)]
pub(crate) struct Exchange {
    pub(crate) party: String,
    #[arg(long, value_name = "DIR")]
    pub(crate) spool: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Record {
    List {
        party: String,
        #[arg(long, value_name = "GENERATION")]
        generation: Option<u32>,
        #[arg(long, default_value_t = 0)]
        from: u64,
        #[arg(long, default_value_t = 100)]
        limit: u64,
    },
    Show {
        party: String,
        side: Whose,
        entry: u64,
        #[arg(long, value_name = "GENERATION")]
        generation: Option<u32>,
    },
    Export {
        party: String,
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Ours,
    Theirs,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Case {
    New(CaseNew),
    Edit {
        draft: String,
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        #[arg(long, value_name = "FILE")]
        items: Option<PathBuf>,
    },
    Check {
        draft: String,
    },
    Submit {
        draft: String,
    },
    Preview {
        draft: String,
    },
    Clear {
        draft: String,
        #[arg(long, value_name = "CODE")]
        office: Option<String>,
        #[arg(long, value_name = "TEXT")]
        remark: Option<String>,
        #[arg(long, value_name = "STATE")]
        seen: Option<String>,
    },
    Release {
        draft: String,
        #[arg(long, value_name = "STATE")]
        seen: Option<String>,
    },
    SendBack {
        draft: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[arg(long, value_name = "CODE")]
        office: Option<String>,
        #[arg(long, value_name = "STATE")]
        seen: Option<String>,
    },
    Discard {
        draft: String,
    },
    Drafts,
    List(CaseList),
    Show {
        case: String,
        #[arg(long)]
        unmask: bool,
    },
    Items {
        case: String,
    },
    Note {
        case: String,
        text: String,
    },
    Label {
        case: String,
        label: String,
        #[arg(long)]
        remove: bool,
    },
    Assign(CaseAssign),
    Refer(CaseRefer),
    LetIn(CaseLetIn),
    Act(Box<CaseAct>),
}

#[derive(Args, Debug)]
pub(crate) struct CaseAssign {
    pub(crate) case: String,
    #[arg(long, value_name = "CODE", required_unless_present_any = ["officer", "nobody"])]
    pub(crate) office: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) officer: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) deputy: Option<String>,
    #[arg(long, conflicts_with_all = ["office", "officer", "deputy"])]
    pub(crate) nobody: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CaseRefer {
    pub(crate) case: String,
    #[arg(long, value_name = "CODE", required_unless_present = "officer")]
    pub(crate) office: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) officer: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
}

#[derive(Args, Debug)]
pub(crate) struct CaseLetIn {
    pub(crate) case: String,
    #[arg(long, value_name = "CODE", required_unless_present = "person")]
    pub(crate) office: Option<String>,
    #[arg(long, value_name = "NAME", conflicts_with = "office")]
    pub(crate) person: Option<String>,
    #[arg(long)]
    pub(crate) remove: bool,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Translation {
    List,
    Show {
        id: String,
    },
    Ask {
        id: String,
        #[arg(long, value_name = "WHO")]
        of: Option<String>,
        #[arg(long, value_name = "TIME")]
        due: Option<String>,
    },
    Export {
        id: String,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    Import {
        id: String,
        file: PathBuf,
    },
    Done {
        id: String,
    },
    Drop {
        id: String,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Search {
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    #[arg(long, default_value_t = 1)]
    pub(crate) page: u32,
    #[arg(long, default_value_t = 20)]
    pub(crate) per_page: u32,
}

#[derive(Args, Debug)]
pub(crate) struct CaseNew {
    pub(crate) party: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    #[arg(long)]
    pub(crate) template: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CaseList {
    pub(crate) party: Option<String>,
    #[arg(long)]
    pub(crate) status: Option<String>,
    #[arg(long)]
    pub(crate) category: Option<String>,
    #[arg(long)]
    pub(crate) urgency: Option<String>,
    #[arg(long)]
    pub(crate) side: Option<Whose>,
    #[arg(long)]
    pub(crate) mine: bool,
    #[arg(long, value_name = "CODE", conflicts_with = "unassigned")]
    pub(crate) office: Option<String>,
    #[arg(long)]
    pub(crate) unassigned: bool,
    #[arg(long, value_enum, default_value_t = Sort::Deadline)]
    pub(crate) sort: Sort,
    #[arg(long, default_value_t = 1)]
    pub(crate) page: u32,
    #[arg(long, default_value_t = 50)]
    pub(crate) per_page: u32,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Deadline,
    Updated,
    Opened,
}

#[derive(Args, Debug)]
pub(crate) struct CaseAct {
    pub(crate) kind: String,
    pub(crate) case: Option<String>,
    #[arg(long, value_name = "PARTY")]
    pub(crate) party: Option<String>,
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) text_en: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) text_zh: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) attach: Vec<PathBuf>,
    #[arg(long, value_name = "CODE", default_value = "none")]
    pub(crate) data_class: String,
    #[arg(long, value_name = "NUMBER")]
    pub(crate) exhibit: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) items: Option<PathBuf>,
    #[arg(long, value_name = "CODE", conflicts_with = "items")]
    pub(crate) fate: Option<String>,
    #[arg(long, value_name = "NUMBERS", requires = "fate")]
    pub(crate) which: Option<String>,
    #[arg(long, value_name = "CODE", requires = "fate")]
    pub(crate) ground: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) office: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    pub(crate) duty: Option<String>,
    #[arg(long)]
    pub(crate) draft: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Attach {
    pub(crate) draft: String,
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "CODE", default_value = "none")]
    pub(crate) data_class: String,
    #[arg(long, value_name = "TYPE")]
    pub(crate) media_type: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    pub(crate) exhibit: Option<String>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Evidence {
    List {
        case: String,
        #[arg(long)]
        unmask: bool,
    },
    Open {
        case: String,
        attachment: String,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    Export {
        case: String,
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    Import {
        dir: PathBuf,
    },
    Certify {
        #[arg(requires = "exhibit")]
        case: Option<String>,
        exhibit: Option<String>,
        #[arg(long, value_name = "CODE")]
        form: Option<String>,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum Person {
    Add {
        name: String,
        #[arg(long, value_name = "CODE")]
        office: String,
        #[arg(long, value_name = "NUMBER")]
        duty: Option<String>,
        #[arg(long, value_delimiter = ',')]
        roles: Vec<String>,
    },
    List,
    Disable {
        name: String,
        #[arg(long)]
        enable: bool,
    },
    Ask {
        name: String,
        role: String,
    },
    Confirm {
        name: String,
        role: String,
    },
    Remove {
        name: String,
        role: String,
    },
    Move {
        name: String,
        #[arg(long, value_name = "CODE", required_unless_present = "confirm")]
        office: Option<String>,
        #[arg(long, conflicts_with = "office")]
        confirm: bool,
    },
    Lost {
        name: String,
    },
    Link {
        name: Option<String>,
    },
    #[command(subcommand)]
    Key(PersonKey),
    #[command(subcommand)]
    Office(PersonOffice),
    #[command(subcommand)]
    Token(PersonToken),
}

#[derive(Subcommand, Debug)]
pub(crate) enum PersonKey {
    List { name: String },
    Remove { name: String, id: String },
}

#[derive(Subcommand, Debug)]
pub(crate) enum PersonOffice {
    Add {
        code: String,
        #[arg(long, value_name = "CODE")]
        parent: Option<String>,
        #[arg(long, value_name = "TEXT")]
        en: String,
        #[arg(long, value_name = "TEXT")]
        zh: String,
    },
    Confirm {
        code: String,
    },
    List,
    Remove {
        code: String,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum PersonToken {
    New {
        label: String,
        #[arg(long, value_name = "LIST", value_delimiter = ',', required = true)]
        scopes: Vec<String>,
        #[arg(long, default_value_t = 90)]
        days: u16,
    },
    List,
    Revoke {
        id: String,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Watch {
    #[arg(long)]
    pub(crate) all: bool,
    #[arg(long)]
    pub(crate) once: bool,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Channel {
    List,
    Show {
        party: String,
    },
    Reopen {
        party: String,
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Trail {
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: u32,
    #[command(subcommand)]
    pub(crate) verb: Option<TrailVerb>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum TrailVerb {
    Prune {
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum Webhook {
    New {
        label: String,
        #[arg(long, value_name = "URL")]
        address: String,
        #[arg(long, value_name = "WHO")]
        owner: String,
        #[arg(long, value_name = "LIST", value_delimiter = ',', required = true)]
        kinds: Vec<String>,
    },
    List,
    Show {
        id: String,
    },
    Confirm {
        id: String,
    },
    Pause {
        id: String,
    },
    Resume {
        id: String,
    },
    Test {
        id: String,
    },
    Rotate {
        id: String,
    },
    Remove {
        id: String,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Report {
    pub(crate) party: String,
    #[arg(long, value_name = "A:B")]
    pub(crate) cut: Option<String>,
    #[arg(long, value_name = "TIME")]
    pub(crate) as_of: Option<String>,
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<String>,
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    #[arg(long, value_enum, default_value_t = ReportForm::Text)]
    pub(crate) form: ReportForm,
    #[arg(long, value_name = "PARTY")]
    pub(crate) first: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportForm {
    Text,
    Html,
    Csv,
    Data,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Receipt {
    Export(ReceiptExport),
    Verify {
        file: PathBuf,
        #[arg(long, value_name = "FILE", required = true)]
        credential: Vec<PathBuf>,
    },
}

#[derive(Args, Debug)]
pub(crate) struct ReceiptExport {
    pub(crate) what: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long, value_enum, default_value_t = ProofKind::Delivered)]
    pub(crate) kind: ProofKind,
    #[arg(long)]
    pub(crate) body: bool,
    #[arg(long)]
    pub(crate) unmask: bool,
    #[arg(long, value_name = "N|ROOT")]
    pub(crate) attachment: Vec<String>,
    #[arg(long)]
    pub(crate) beside: bool,
    #[arg(long)]
    pub(crate) closed: bool,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) number: usize,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProofKind {
    Said,
    Delivered,
    Complete,
    Opened,
    Silent,
    Timing,
    Fork,
    HandedBack,
}

#[derive(Args, Debug)]
pub(crate) struct Recover {
    pub(crate) party: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) credential: Vec<PathBuf>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Config {
    Check,
    Show,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Pouch {
    Export {
        party: String,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[arg(long, value_name = "BYTES")]
        max_size: Option<u64>,
    },
    Open {
        file: PathBuf,
    },
    Inspect {
        file: PathBuf,
    },
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
