//! `evidence`: attachments of a case: listed, opened after their scan, carried on media, certified.

mod certify;

use std::path::Path;

use comity_core::{Hash, body::Attachment};
use comity_node::case::show::{ActLine, AttachmentState, CaseShow};
use comity_text::{
    Args,
    format::size,
    render::{Block, Column, Document},
};
use serde::Serialize;

use super::{Env, case::show::shown, naming};
use crate::{
    args::Evidence,
    exit::Exit,
    failure::{Failure, Outcome},
    wiring::House,
};

pub(crate) fn run(env: &Env, args: &Evidence) -> Outcome {
    match args {
        Evidence::List { case, unmask } => list(env, case, *unmask),
        Evidence::Open {
            case,
            attachment,
            out,
        } => open(env, case, attachment, out),
        Evidence::Export { case, to } => export(env, case, to),
        Evidence::Import { dir } => import(env, dir),
        Evidence::Certify {
            case,
            exhibit,
            form,
            out,
        } => {
            let exhibit = case.as_deref().zip(exhibit.as_deref());
            certify::run(env, exhibit, form.as_deref(), out.as_deref())
        }
    }
}

/// An attachment as it is listed.
#[derive(Debug, Serialize)]
struct Line {
    /// Its number in the case, from 1.
    number: usize,
    act: comity_core::ActId,
    kind: String,
    ours: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_class: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exhibit: Option<String>,
    state: AttachmentState,
    #[serde(skip)]
    attachment: Option<Attachment>,
}

fn lines(shown: &CaseShow) -> Vec<Line> {
    let of_act = |act: &ActLine| {
        let named: Vec<Attachment> = act
            .content
            .body()
            .map(|body| body.attachments.clone())
            .unwrap_or_default();
        let line = |state: &AttachmentState| {
            let attachment = named.iter().find(|one| one.root == state.root).cloned();
            Line {
                number: 0,
                act: act.act,
                kind: act.kind.clone(),
                ours: act.ours,
                name: attachment.as_ref().map(|one| one.name.clone()),
                data_class: attachment.as_ref().map(|one| one.data_class.code()),
                exhibit: attachment.as_ref().and_then(|one| one.exhibit.clone()),
                state: state.clone(),
                attachment,
            }
        };
        act.attachments.iter().map(line).collect::<Vec<_>>()
    };
    let mut lines: Vec<Line> = shown.acts.iter().flat_map(of_act).collect();
    for (number, line) in (1..).zip(&mut lines) {
        line.number = number;
    }
    lines
}

fn list(env: &Env, case: &str, unmask: bool) -> Outcome {
    let house = env.house()?;
    let lines = lines(&shown(env, &house, case, unmask)?);
    env.screen.answer(&lines, |screen| {
        let words = screen.words();
        let row = |line: &Line| {
            let class = line.data_class.map(|code| words.label("data-class", code));
            vec![
                line.number.to_string(),
                line.name.clone().unwrap_or_default(),
                words.act_label(&line.kind),
                class.unwrap_or_default(),
                size(line.state.size),
                format!("{} / {}", line.state.parts_held, line.state.parts),
            ]
        };
        let heads = [
            "cli-col-number",
            "cli-col-name",
            "case-col-act",
            "dossier-column-class",
            "case-col-size",
            "case-col-parts",
        ];
        let table = Block::Table {
            caption: words.plain("dossier-evidence"),
            columns: heads.map(|head| Column::words(words.plain(head))).into(),
            rows: lines.iter().map(row).collect(),
        };
        screen
            .document(&Document::new(words.locale(), words.plain("dossier-evidence")).with(table));
    });
    Ok(())
}

/// By number or by name.
fn open(env: &Env, case: &str, which: &str, out: &Path) -> Outcome {
    let house = env.house()?;
    let lines = lines(&house.office().show_case(case, house.now())?);
    let number: Option<usize> = which.parse().ok();
    let fits = |line: &&Line| number == Some(line.number) || line.name.as_deref() == Some(which);
    let found = lines
        .iter()
        .find(fits)
        .and_then(|line| line.attachment.as_ref());
    let attachment =
        found.ok_or_else(|| Failure::new(Exit::Usage, "cli-no-attachment").with("name", which))?;
    let office = house.office();
    house.node.open_file(
        office.parts,
        office.streams,
        attachment,
        &house.config.attachments.scan,
        out,
        house.now(),
    )?;
    let value = serde_json::json!({"name": attachment.name, "path": out, "sha256": attachment.sha256, "size": attachment.size});
    env.screen.answer(&value, |screen| {
        screen.say("cli-written", &naming("path", out.display()));
    });
    Ok(())
}

fn export(env: &Env, case: &str, to: &Path) -> Outcome {
    let house = env.house()?;
    let shown = house.office().show_case(case, house.now())?;
    let ours = |act: &&ActLine| act.ours;
    let roots: Vec<Hash> = shown
        .acts
        .iter()
        .filter(ours)
        .flat_map(|act| &act.attachments)
        .filter(|one| !one.erased)
        .map(|one| one.root)
        .collect();
    let progress = env.screen.progress("cli-copying");
    let mut so_far = 0;
    let done = house
        .node
        .export_media(&*house.parts, &shown.them, &roots, to, &mut |bytes| {
            so_far += bytes;
            progress.set(so_far);
        });
    progress.end();
    let manifest = done?;
    env.screen.answer(&manifest, |screen| {
        let args = Args::new()
            .with("path", to.display().to_string())
            .count("count", manifest.files.len() as u64);
        screen.say("cli-media-written", &args);
    });
    Ok(())
}

fn import(env: &Env, dir: &Path) -> Outcome {
    let house: House = env.house()?;
    let progress = env.screen.progress("cli-copying");
    let mut so_far = 0;
    let done = house.node.import_media(&*house.parts, dir, &mut |bytes| {
        so_far += bytes;
        progress.set(so_far);
    });
    progress.end();
    let complete = done?;
    env.screen
        .answer(&serde_json::json!({"complete": complete}), |screen| {
            screen.say(
                "cli-media-read",
                &Args::new().count("count", complete.len() as u64),
            );
        });
    Ok(())
}
