//! The words about cases: drafts, acts, lists, translations, attachments and evidence.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Whose;

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
