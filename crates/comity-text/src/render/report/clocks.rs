//! Time limits in the report: results and time taken by each side's own words, what is overdue, what is owed and unanswered.

use comity_core::{
    case::Role,
    codes::{Clock, Verdict},
    record::Side,
    report::{ClockTally, Overdue, Quantiles, Silent},
};

use super::Shown;
use crate::{
    args::Args,
    format,
    render::{act, doc::Block},
};

pub(super) fn clocks(shown: &Shown<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(shown.plain("report-clocks")),
        Block::Text(shown.plain("report-clocks-note")),
    ];
    for answerer in shown.order {
        if !shown.clocks_of(answerer).is_empty() {
            blocks.push(shown.results(answerer));
            blocks.push(shown.times(answerer));
        }
    }
    blocks
}

pub(super) fn overdue(shown: &Shown<'_>) -> Vec<Block> {
    let rows: Vec<_> = shown
        .report
        .overdue
        .iter()
        .map(|one| shown.overdue_row(one))
        .collect();
    let names = ["case", "clock", "owes", "allowed"].map(|name| shown.column(name));
    let words = [Role::Answerer, Role::Asker].map(|role| shown.words_of(role));
    let mut columns = Vec::from(names);
    columns.extend(words.map(crate::render::Column::words));
    columns.push(shown.column("result"));
    listed(shown, "report-overdue", columns, rows)
}

pub(super) fn silent(shown: &Shown<'_>) -> Vec<Block> {
    let rows: Vec<_> = shown
        .report
        .silent
        .iter()
        .map(|one| shown.silent_row(one))
        .collect();
    let names = ["case", "clock", "owes", "since", "begun", "result"];
    listed(
        shown,
        "report-silent",
        names.map(|name| shown.column(name)).into(),
        rows,
    )
}

/// A heading with a table, or with the word for none.
fn listed(
    shown: &Shown<'_>,
    key: &str,
    columns: Vec<crate::render::Column>,
    rows: Vec<Vec<String>>,
) -> Vec<Block> {
    let heading = Block::Heading(shown.plain(key));
    if rows.is_empty() {
        return vec![heading, Block::Text(shown.plain("report-none"))];
    }
    let caption = shown.plain(&format!("{key}-caption"));
    vec![
        heading,
        Block::Table {
            caption,
            columns,
            rows,
        },
    ]
}

impl Shown<'_> {
    /// The clocks of what a side has to answer, in the order of the list.
    fn clocks_of(&self, answerer: Side) -> Vec<(Clock, &ClockTally)> {
        let [first, second] = &self.report.sides;
        let asked = match answerer {
            Side::First => second,
            Side::Second => first,
        };
        asked
            .clocks
            .iter()
            .map(|(clock, tally)| (*clock, tally))
            .collect()
    }

    fn results(&self, answerer: Side) -> Block {
        let row = |(clock, tally): (Clock, &ClockTally)| {
            let verdicts = &tally.verdicts;
            vec![
                self.clock(clock),
                self.share(verdicts.in_time, tally.share_in_time),
                self.share(verdicts.late, tally.share_late),
                self.share(verdicts.contested, tally.share_contested),
                format::number(verdicts.running),
                format::number(verdicts.ended),
            ]
        };
        let mut columns = vec![self.column("clock")];
        columns.extend(
            ["in-time", "late", "contested", "running", "ended"].map(|name| self.numbers(name)),
        );
        Block::Table {
            caption: self.of_party("report-clocks-caption", answerer),
            columns,
            rows: self.clocks_of(answerer).into_iter().map(row).collect(),
        }
    }

    /// Two rows a clock: by the words of the one side, and by those of the other.
    fn times(&self, answerer: Side) -> Block {
        let row = |clock: Clock, side: Side, quantiles: Option<Quantiles>, paused: i64| {
            let span = |of: fn(&Quantiles) -> i64| {
                quantiles
                    .as_ref()
                    .map_or_else(|| self.plain("format-list-none"), |all| self.span(of(all)))
            };
            vec![
                self.clock(clock),
                self.short(side).to_owned(),
                span(|all| all.median),
                span(|all| all.p90),
                self.span(paused),
            ]
        };
        let rows = self
            .clocks_of(answerer)
            .into_iter()
            .flat_map(|(clock, tally)| {
                [
                    row(clock, answerer, tally.by_answerer, tally.paused_answerer),
                    row(clock, answerer.other(), tally.by_asker, tally.paused_asker),
                ]
            });
        let mut columns = vec![self.column("clock"), self.column("words")];
        columns.extend(["median", "p90", "paused"].map(|name| self.numbers(name)));
        Block::Table {
            caption: self.of_party("report-clocks-times", answerer),
            columns,
            rows: rows.collect(),
        }
    }

    fn overdue_row(&self, one: &Overdue) -> Vec<String> {
        vec![
            one.dossier.to_string(),
            self.clock(one.clock),
            self.party(&one.answerer),
            self.span(one.allowed),
            self.span(one.by_answerer),
            self.span(one.by_asker),
            self.verdict(one.verdict),
        ]
    }

    fn silent_row(&self, one: &Silent) -> Vec<String> {
        let answerer = self
            .report
            .cut
            .parties
            .side(&one.answerer)
            .unwrap_or(Side::First);
        let begun = one.owed.begun;
        let by = match begun.by {
            Role::Asker => answerer.other(),
            Role::Answerer => answerer,
        };
        let entry = Args::new()
            .with("entry", act::position(begun.entry, self.words))
            .with("party", self.short(by));
        vec![
            one.dossier.to_string(),
            self.clock(one.owed.clock),
            self.short(answerer).to_owned(),
            self.words.time(one.owed.since, self.offset),
            self.words.text("report-begun", &entry),
            self.verdict(one.owed.measure.verdict),
        ]
    }

    fn clock(&self, clock: Clock) -> String {
        self.words.label(Clock::LIST, clock.code())
    }

    fn verdict(&self, verdict: Verdict) -> String {
        self.words.label(Verdict::LIST, verdict.code())
    }

    fn words_of(&self, role: Role) -> String {
        self.plain(match role {
            Role::Answerer => "clock-by-answerer",
            Role::Asker => "clock-by-requester",
        })
    }

    fn of_party(&self, key: &str, side: Side) -> String {
        self.words
            .text(key, &Args::new().with("party", self.short(side)))
    }

    fn share(&self, count: u64, per_mille: u64) -> String {
        let share = format::share(u32::try_from(per_mille).unwrap_or(1000));
        self.words.text(
            "report-count-share",
            &Args::new().count("count", count).with("share", share),
        )
    }

    /// A span of a report is never negative but where a party's own times contradict each other; then it is nothing.
    fn span(&self, seconds: i64) -> String {
        self.words
            .duration(u64::try_from(seconds).unwrap_or_default())
    }
}
