//! The words about the house: people and their keys, offices and tokens, the trail, webhooks.

use clap::{Args, Subcommand};

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
