//! The words about channels and what was said in them: credentials, exchange, both logs, proofs, reports.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

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

#[derive(Args, Debug)]
pub(crate) struct Watch {
    #[arg(long)]
    pub(crate) all: bool,
    #[arg(long)]
    pub(crate) once: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Recover {
    pub(crate) party: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) credential: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Exchange {
    pub(crate) party: String,
    #[arg(long, value_name = "DIR")]
    pub(crate) spool: Option<PathBuf>,
}
