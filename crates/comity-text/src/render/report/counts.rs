//! Tables of the report with one column a side and a total: cases, items, quality, the record, exercises.

use std::collections::BTreeMap;

use comity_core::{codes, record::Side, report::SideReport};

use super::Shown;
use crate::{
    args::Args,
    format,
    render::doc::{Block, Column},
};

type Counts = BTreeMap<String, u64>;

/// Codes in the order of their list, with the label of each.
type List = (&'static str, &'static [&'static str]);

pub(super) fn dossiers(shown: &Shown<'_>) -> Vec<Block> {
    let rows = vec![
        shown.row("report-requests", |side| side.cases.all),
        shown.row("report-escalated", |side| side.cases.escalated),
        shown.row("report-queries", |side| side.queries),
        shown.row("report-spontaneous", |side| side.spontaneous),
    ];
    let mut blocks = vec![
        Block::Heading(shown.plain("report-dossiers")),
        shown.table("report-dossiers-caption", "asked", rows),
    ];
    let list = |name, codes| (name, codes);
    blocks.extend(
        [
            shown.by(
                "report-by-status",
                list(codes::CaseStatus::LIST, codes::CaseStatus::CODES),
                |side| &side.cases.by_status,
            ),
            shown.by(
                "report-by-urgency",
                list(codes::Urgency::LIST, codes::Urgency::CODES),
                |side| &side.cases.by_urgency,
            ),
            shown.by(
                "report-by-assistance",
                list(codes::Assistance::LIST, codes::Assistance::CODES),
                |side| &side.cases.by_assistance,
            ),
            shown.by(
                "report-by-offence",
                list(codes::Offence::LIST, codes::Offence::CODES),
                |side| &side.cases.by_offence,
            ),
            shown.by(
                "report-by-channel",
                list(codes::Channel::LIST, codes::Channel::CODES),
                |side| &side.cases.by_channel,
            ),
        ]
        .into_iter()
        .flatten(),
    );
    blocks
}

pub(super) fn items(shown: &Shown<'_>) -> Vec<Block> {
    let [first, second] = &shown.report.sides;
    if first.items.sent + second.items.sent == 0 {
        return Vec::new();
    }
    let rows = vec![
        shown.row("report-items-sent", |side| side.items.sent),
        shown.row("report-items-ended", |side| side.items.ended),
    ];
    let mut blocks = vec![
        Block::Heading(shown.plain("report-items")),
        shown.table("report-items-caption", "asked", rows),
    ];
    blocks.extend(
        [
            shown.by(
                "report-items-by-kind",
                (codes::ItemKind::LIST, codes::ItemKind::CODES),
                |side| &side.items.by_kind,
            ),
            shown.by(
                "report-items-by-fate",
                (codes::ItemFate::LIST, codes::ItemFate::CODES),
                |side| &side.items.by_fate,
            ),
            shown.by(
                "report-items-by-ground",
                (codes::Ground::LIST, codes::Ground::CODES),
                |side| &side.items.by_ground,
            ),
        ]
        .into_iter()
        .flatten(),
    );
    blocks
}

pub(super) fn quality(shown: &Shown<'_>) -> Vec<Block> {
    let label = |code: codes::Quality| shown.words.label(codes::Quality::LIST, code.code());
    let rows = vec![
        shown.labelled(label(codes::Quality::Complete), |side| {
            side.quality.complete
        }),
        shown.labelled(label(codes::Quality::Partial), |side| side.quality.partial),
        shown.labelled(label(codes::Quality::Insufficient), |side| {
            side.quality.insufficient
        }),
        shown.row("report-quality-useful", |side| side.quality.useful),
        shown.row("report-quality-not-useful", |side| side.quality.not_useful),
        shown.row("report-quality-disputed", |side| side.quality.disputed),
    ];
    vec![
        Block::Heading(shown.plain("report-quality")),
        shown.table("report-quality-caption", "asked", rows),
    ]
}

pub(super) fn record(shown: &Shown<'_>) -> Vec<Block> {
    let void = |side: &SideReport| side.record.void.values().sum();
    let rows = vec![
        shown.row("report-record-bad", |side| side.record.bad),
        shown.row("report-record-void", void),
        shown.row("report-record-disputes", |side| side.record.disputes),
        shown.row("report-record-notices", |side| side.record.notices),
        shown.row("report-record-later", |side| side.record.later),
    ];
    let mut blocks = vec![
        Block::Heading(shown.plain("report-record")),
        shown.table("report-record-caption", "of", rows),
    ];
    blocks.extend(rules(shown));
    blocks
}

/// Void acts by the rule that they break, in words.
fn rules(shown: &Shown<'_>) -> Option<Block> {
    let [first, second] = &shown.report.sides;
    let mut rules: Vec<&String> = first
        .record
        .void
        .keys()
        .chain(second.record.void.keys())
        .collect();
    rules.sort();
    rules.dedup();
    if rules.is_empty() {
        return None;
    }
    let row = |rule: &&String| {
        let words = shown.words.explain(rule, &Args::new()).what;
        shown.labelled(words, |side| {
            side.record.void.get(*rule).copied().unwrap_or_default()
        })
    };
    Some(shown.table(
        "report-record-void-caption",
        "of",
        rules.iter().map(row).collect(),
    ))
}

pub(super) fn exercises(shown: &Shown<'_>) -> Vec<Block> {
    let exercises = &shown.report.exercises;
    if exercises.all == 0 {
        return Vec::new();
    }
    let count = Args::new().count("count", exercises.all);
    let rows = codes::CaseStatus::CODES.iter().filter_map(|code| {
        let count = exercises.by_status.get(*code)?;
        Some(vec![
            shown.words.label(codes::CaseStatus::LIST, code),
            format::number(*count),
        ])
    });
    vec![
        Block::Text(shown.words.text("report-exercises", &count)),
        Block::Table {
            caption: shown.plain("report-exercises-caption"),
            columns: vec![shown.column("code"), shown.numbers("total")],
            rows: rows.collect(),
        },
    ]
}

impl Shown<'_> {
    /// What a party asked for, or its log holds.
    const fn of(&self, side: Side) -> &SideReport {
        let [first, second] = &self.report.sides;
        match side {
            Side::First => first,
            Side::Second => second,
        }
    }

    fn row(&self, key: &str, count: impl Fn(&SideReport) -> u64) -> Vec<String> {
        self.labelled(self.plain(key), count)
    }

    fn labelled(&self, label: String, count: impl Fn(&SideReport) -> u64) -> Vec<String> {
        let [first, second] = self.order.map(|side| count(self.of(side)));
        let numbers = [first, second, first.saturating_add(second)].map(format::number);
        std::iter::once(label).chain(numbers).collect()
    }

    /// A table with a column for each side, headed `asked` or `of`, and the total.
    fn table(&self, caption: &str, head: &str, rows: Vec<Vec<String>>) -> Block {
        let side = |side| {
            let party = Args::new().with("party", self.short(side));
            Column::numbers(self.words.text(&format!("report-column-{head}"), &party))
        };
        let mut columns = vec![self.column("code")];
        columns.extend(self.order.map(side));
        columns.push(self.numbers("total"));
        Block::Table {
            caption: self.plain(caption),
            columns,
            rows,
        }
    }

    /// A table of the codes of a list that are counted at all; nothing when none is.
    fn by(
        &self,
        caption: &str,
        list: List,
        counts: impl Fn(&SideReport) -> &Counts,
    ) -> Option<Block> {
        let (name, codes) = list;
        let count =
            |side: &SideReport, code: &str| counts(side).get(code).copied().unwrap_or_default();
        let rows: Vec<Vec<String>> = codes
            .iter()
            .filter(|code| self.report.sides.iter().any(|side| count(side, code) > 0))
            .map(|code| self.labelled(self.words.label(name, code), |side| count(side, code)))
            .collect();
        if rows.is_empty() {
            None
        } else {
            Some(self.table(caption, "asked", rows))
        }
    }
}
