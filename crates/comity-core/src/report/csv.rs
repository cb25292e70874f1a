//! The cases of a report as CSV: one line a dossier, codes and whole seconds.

use std::borrow::Borrow;

use super::{ChannelFacts, Span, row::CaseRow};
use crate::{clocks::Moment, codes::Clock, record::Cut, time::Time};

/// The columns; for each clock of the list four more: `<clock>_allowed`, `_by_asker`, `_by_answerer`, `_verdict`.
pub const COLUMNS: &[&str] = &[
    "dossier",
    "case",
    "asked_by",
    "exercise",
    "status",
    "urgency",
    "profile",
    "channel",
    "assistance",
    "offences",
    "opened",
    "raised_in_round",
    "items",
    "items_ended",
    "escalated",
];

/// The cases of a period, by dossier: LF, UTF-8, quotes where they are needed.
#[must_use]
pub fn csv<R: Borrow<CaseRow>>(
    cut: &Cut,
    period: Span,
    as_of: Time,
    rows: impl IntoIterator<Item = R>,
    facts: &ChannelFacts,
) -> Vec<u8> {
    let mut rows: Vec<R> = rows
        .into_iter()
        .filter(|row| period.holds(row.borrow().opened))
        .collect();
    rows.sort_by(|a, b| a.borrow().dossier.cmp(&b.borrow().dossier));
    let mut writer = csv_writer();
    writer.write_record(header()).ok();
    for row in &rows {
        writer
            .write_record(line(cut, as_of, row.borrow(), facts))
            .ok();
    }
    writer.into_inner().unwrap_or_default()
}

fn csv_writer() -> ::csv::Writer<Vec<u8>> {
    ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new())
}

fn header() -> Vec<String> {
    let clocks = Clock::ALL.iter().flat_map(|clock| {
        ["allowed", "by_asker", "by_answerer", "verdict"].map(|part| format!("{clock}_{part}"))
    });
    COLUMNS
        .iter()
        .map(|column| (*column).to_owned())
        .chain(clocks)
        .collect()
}

fn line(cut: &Cut, as_of: Time, row: &CaseRow, facts: &ChannelFacts) -> Vec<String> {
    let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
    let mut fields = vec![
        row.dossier.to_string(),
        code(row.case.map(|one| one.code())),
        cut.parties.name(row.asker).to_string(),
        row.exercise.to_string(),
        row.status.code().to_owned(),
        code(row.urgency.map(|one| one.code())),
        code(row.profile.map(|one| one.code())),
        code(row.channel.map(|one| one.code())),
        row.assistance
            .iter()
            .map(|one| one.code())
            .collect::<Vec<_>>()
            .join(" "),
        row.offences
            .iter()
            .map(|one| one.code())
            .collect::<Vec<_>>()
            .join(" "),
        row.opened.to_string(),
        row.raised_in_round
            .map(|round| round.to_string())
            .unwrap_or_default(),
        row.items.values().sum::<u64>().to_string(),
        row.fates.ended().to_string(),
        row.escalated.to_string(),
    ];
    let standstills = facts.standstills(row.asker);
    let answerer_last = cut.log(row.asker.other()).last;
    let moment = Moment {
        as_of,
        answerer_last,
        standstills: &standstills,
    };
    for clock in Clock::ALL {
        fields.extend(clock_fields(row, *clock, &moment));
    }
    fields
}

/// The latest run of a clock.
fn clock_fields(row: &CaseRow, clock: Clock, moment: &Moment<'_>) -> [String; 4] {
    row.spans
        .iter()
        .rfind(|span| span.clock == clock)
        .map_or_else(Default::default, |span| {
            let measure = span.measure(moment);
            [
                span.allowed().to_string(),
                measure.by_asker.to_string(),
                measure.by_answerer.to_string(),
                measure.verdict.code().to_owned(),
            ]
        })
}
