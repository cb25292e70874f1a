//! The time limits of a case: what is allowed, how long it took by each side's own words, pauses apart.

use comity_core::{
    case::{CaseView, Role},
    clocks::{Moment, Span},
    codes::{Clock, PauseReason, Verdict},
};

use crate::{
    args::Args,
    catalogue::Catalogue,
    render::{
        doc::{Block, Column},
        names::Names,
    },
};

/// The time limits of a case as of a moment, as a table; nothing when it has none.
#[must_use]
pub fn table(
    case: &CaseView,
    spans: &[Span],
    moment: &Moment<'_>,
    names: &Names,
    words: &Catalogue,
) -> Option<Block> {
    if spans.is_empty() {
        return None;
    }
    let by = |role| {
        let party = names.short(case.side(role), words.locale());
        Column::words(words.text("clock-by", &Args::new().with("party", party)))
    };
    let column = |key| Column::words(words.plain(key));
    Some(Block::Table {
        caption: words.plain("dossier-time-limits"),
        columns: vec![
            column("clock-column-clock"),
            column("clock-column-allowed"),
            by(Role::Answerer),
            by(Role::Asker),
            column("clock-column-result"),
            column("clock-column-pauses"),
        ],
        rows: spans.iter().map(|span| row(span, moment, words)).collect(),
    })
}

fn row(span: &Span, moment: &Moment<'_>, words: &Catalogue) -> Vec<String> {
    let measure = span.measure(moment);
    let length = |seconds: i64| words.duration(u64::try_from(seconds).unwrap_or_default());
    vec![
        words.label(Clock::LIST, span.clock.code()),
        length(span.allowed()),
        length(measure.by_answerer),
        length(measure.by_asker),
        words.label(Verdict::LIST, measure.verdict.code()),
        pauses(
            span,
            measure.paused_answerer.max(measure.paused_asker),
            words,
        ),
    ]
}

/// What was taken off and why, and whether the clock stands now.
fn pauses(span: &Span, paused: i64, words: &Catalogue) -> String {
    let reason = |reason: PauseReason| words.label(PauseReason::LIST, reason.code());
    if let Some(pause) = span.standing_pause().filter(|_| span.to.is_none()) {
        return words.text(
            "clock-stands",
            &Args::new().with("reason", reason(pause.reason)),
        );
    }
    match u64::try_from(paused) {
        Ok(seconds) if seconds > 0 => {
            let mut reasons: Vec<PauseReason> =
                span.pauses.iter().map(|pause| pause.reason).collect();
            if reasons.is_empty() {
                reasons.push(PauseReason::Suspended);
            }
            reasons.sort();
            reasons.dedup();
            let reasons: Vec<String> = reasons.into_iter().map(reason).collect();
            let args = Args::new()
                .with("span", words.duration(seconds))
                .with("reason", words.list(&reasons));
            words.text("clock-paused", &args)
        }
        _ => words.plain("format-list-none"),
    }
}
