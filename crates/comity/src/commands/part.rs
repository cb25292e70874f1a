//! `part`: erases content for good, or holds it against that.

use comity_node::erase::{Erasure, Ground, Piece, What};
use comity_text::{
    Args,
    format::size,
    render::{Block, Column, Document},
};

use super::{Env, naming, receipt};
use crate::{
    args::{Part, PartErase},
    exit::Exit,
    failure::{Failure, Outcome},
};

pub(crate) fn run(env: &Env, args: &Part) -> Outcome {
    match args {
        Part::Erase(args) => erase(env, args),
        Part::Hold { case, reason, lift } => hold(env, case, reason.as_deref(), *lift),
    }
}

fn erase(env: &Env, args: &PartErase) -> Outcome {
    let act = receipt::act(&args.act)?;
    let all = !args.body && args.attachment.is_empty();
    let what = What {
        body: args.body || all,
        attachments: args.attachment.clone(),
        all_attachments: all,
    };
    let ground = Ground::from_name(&args.ground)
        .ok_or_else(|| Failure::new(Exit::Usage, "cli-ground").with("text", &args.ground))?;
    let house = env.house()?;
    let office = house.office();
    let erasure = if args.dry_run {
        office.erasure(act, &what)?
    } else {
        office.erase(&env.who(), act, &what, ground, house.now())?
    };
    env.screen.answer(&erasure, |screen| {
        screen.document(&paper(env, &erasure));
        let key = if args.dry_run {
            "cli-erase-dry"
        } else {
            "cli-erased"
        };
        screen.say(key, &Args::new());
    });
    Ok(())
}

fn paper(env: &Env, erasure: &Erasure) -> Document {
    let words = env.screen.words();
    let row = |(what, piece): (String, &Piece)| {
        vec![
            what,
            size(piece.size),
            words.plain(if piece.erased {
                "cli-erase-gone"
            } else {
                "cli-erase-there"
            }),
        ]
    };
    let body = erasure
        .body
        .iter()
        .map(|piece| (words.plain("cli-erase-body"), piece));
    let attachments = (1_u64..).zip(&erasure.attachments).map(|(number, piece)| {
        (
            words.text("cli-erase-attachment", &Args::new().count("number", number)),
            piece,
        )
    });
    let heads = ["cli-col-what", "case-col-size", "cli-col-state"];
    let table = Block::Table {
        caption: erasure.act.to_string(),
        columns: heads.map(|head| Column::words(words.plain(head))).into(),
        rows: body.chain(attachments).map(row).collect(),
    };
    let mut paper = Document::new(words.locale(), words.act_label(&erasure.kind)).with(table);
    if !erasure.drafts.is_empty() {
        let args = Args::new().with("drafts", words.list(&erasure.drafts));
        paper = paper.with(Block::Text(words.text("cli-erase-drafts", &args)));
    }
    if erasure.translation {
        paper = paper.with(Block::Text(words.plain("cli-erase-translation")));
    }
    if let Some(hold) = &erasure.hold {
        let args = Args::new()
            .with("by", hold.by.clone())
            .with("reason", hold.reason.clone());
        paper = paper.with(Block::Notice(words.text("cli-erase-hold", &args)));
    }
    paper
}

fn hold(env: &Env, case: &str, reason: Option<&str>, lift: bool) -> Outcome {
    if !lift && reason.is_none() {
        return Err(Failure::usage("cli-hold-reason"));
    }
    let house = env.house()?;
    let reason = reason.filter(|_| !lift);
    house
        .office()
        .set_hold(&env.who(), case, reason, house.now())?;
    let value = serde_json::json!({"case": case, "on": !lift});
    env.screen.answer(&value, |screen| {
        screen.say(
            if lift {
                "cli-hold-lifted"
            } else {
                "cli-hold-put"
            },
            &naming("case", case),
        );
    });
    Ok(())
}
