//! `audit`: verifies the whole store again from its bytes, and says what does not fit.

use comity_node::audit::Finding;
use comity_text::{
    Args,
    render::{Block, Column, Document},
};

use super::Env;
use crate::{
    args,
    exit::Exit,
    failure::{Failure, Outcome},
};

pub(crate) fn run(env: &Env, args: &args::Audit) -> Outcome {
    let house = env.house_as_it_lies()?;
    let progress = env.screen.progress("cli-auditing");
    let done = house
        .office()
        .audit(args.deep, &mut |done, _| progress.set(done));
    progress.end();
    let audit = done?;
    env.screen.answer(&audit, |screen| {
        let words = screen.words();
        let facts = [
            ("cli-audit-entries", audit.entries),
            ("cli-audit-contents", audit.contents),
            ("cli-audit-erased", audit.erased),
            ("cli-audit-notes", audit.notes),
            ("cli-audit-credentials", audit.credentials),
            ("cli-audit-attachments", audit.attachments),
            ("cli-audit-found", audit.found),
        ];
        let fact =
            |(key, number): (&str, u64)| (words.plain(key), comity_text::format::number(number));
        let mut paper = Document::new(words.locale(), words.plain("cli-audit"))
            .with(Block::Facts(facts.map(fact).into()));
        if !audit.findings.is_empty() {
            paper = paper.with(findings(env, &audit.findings));
        }
        screen.document(&paper);
    });
    if audit.is_clean() {
        return Ok(());
    }
    let count = audit.found;
    Err(Failure::new(Exit::Contradiction, "cli-audit-found").with("count", count))
}

fn findings(env: &Env, findings: &[Finding]) -> Block {
    let words = env.screen.words();
    let row = |finding: &Finding| {
        vec![
            words.explain(finding.code, &Args::new()).what,
            finding.about.clone(),
            finding.at.map(|at| at.to_string()).unwrap_or_default(),
        ]
    };
    let heads = ["cli-col-what", "cli-col-about", "dossier-column-entry"];
    Block::Table {
        caption: words.plain("cli-audit-findings"),
        columns: heads.map(|head| Column::words(words.plain(head))).into(),
        rows: findings.iter().map(row).collect(),
    }
}
