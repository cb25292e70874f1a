//! The joint status report on paper: two originals, each naming one side first, in both languages.
//!
//! The figures are the report's; nothing is computed here but sums of two
//! columns. What both sides sign is the canonical JSON, and the paper says so
//! and names its fingerprint.

mod clocks;
mod counts;

use comity_core::{
    canonical::CanonicalError,
    record::Side,
    report::{Report, Span, Suspended},
};

use crate::{
    args::Args,
    catalogue::{Catalogue, catalogue},
    format::Offset,
    locale::Locale,
    render::{
        doc::{Block, Column, Document, Place},
        names::Names,
    },
};

/// The original of one side: the report in both languages, that side named first in each.
///
/// The text in `leading` comes first; both are equally authentic.
///
/// # Errors
/// The report has no canonical JSON, and so no fingerprint; never for one that was built.
pub fn original(
    report: &Report,
    names: &Names,
    first: Side,
    leading: Locale,
) -> Result<[Document; 2], CanonicalError> {
    let of = |locale| document(report, names, first, catalogue(locale), Offset::UTC);
    Ok([of(leading)?, of(leading.other())?])
}

/// The report in one language, with this side named first.
///
/// # Errors
/// The report has no canonical JSON, and so no fingerprint; never for one that was built.
pub fn document(
    report: &Report,
    names: &Names,
    first: Side,
    words: &Catalogue,
    offset: Offset,
) -> Result<Document, CanonicalError> {
    let fingerprint = comity_tlog::hash::sha256(&report.to_bytes()?).to_string();
    let shown = Shown {
        report,
        names,
        order: [first, first.other()],
        words,
        offset,
    };
    let mut document = Document::new(words.locale(), words.plain("report-title"));
    document.blocks.extend(shown.head(&fingerprint));
    document.blocks.extend(shown.figures());
    document.blocks.extend(shown.signatures());
    Ok(document)
}

/// The figures of some cases, for somebody whom not all of them reach: nothing that is signed,
/// so with no original, no fingerprint and no places to sign.
#[must_use]
pub fn figures(
    report: &Report,
    names: &Names,
    first: Side,
    words: &Catalogue,
    offset: Offset,
) -> Vec<Block> {
    let shown = Shown {
        report,
        names,
        order: [first, first.other()],
        words,
        offset,
    };
    let as_of = words.time_exact(report.as_of, offset);
    let mut facts = vec![(shown.plain("report-as-of"), as_of)];
    if report.period != Span::default() {
        facts.push((shown.plain("report-period"), shown.period()));
    }
    let mut blocks = vec![Block::Facts(facts)];
    blocks.extend(shown.figures());
    blocks
}

struct Shown<'a> {
    report: &'a Report,
    names: &'a Names,
    order: [Side; 2],
    words: &'a Catalogue,
    offset: Offset,
}

impl Shown<'_> {
    fn figures(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        blocks.extend(counts::dossiers(self));
        blocks.extend(counts::items(self));
        blocks.extend(clocks::clocks(self));
        blocks.extend(clocks::overdue(self));
        blocks.extend(clocks::silent(self));
        blocks.extend(counts::quality(self));
        blocks.extend(counts::record(self));
        blocks.extend(self.suspended());
        blocks.extend(counts::exercises(self));
        blocks
    }

    fn head(&self, fingerprint: &str) -> Vec<Block> {
        let [first, second] = self
            .order
            .map(|side| self.names.long(side, self.words.locale()));
        let both = || Args::new().with("first", first).with("second", second);
        let fingerprint = Args::new().with("fingerprint", fingerprint);
        vec![
            Block::Text(self.words.text("report-between", &both())),
            Block::Text(self.words.text("report-original", &both())),
            Block::Notice(self.words.text("report-rendering", &fingerprint)),
            Block::Text(self.plain("report-computed")),
            Block::Heading(self.plain("report-basis")),
            Block::Facts(self.basis()),
        ]
    }

    fn basis(&self) -> Vec<(String, String)> {
        let report = self.report;
        let mut facts = vec![
            (
                self.plain("report-as-of"),
                self.words.time_exact(report.as_of, self.offset),
            ),
            (self.plain("report-period"), self.period()),
        ];
        facts.extend(self.order.into_iter().flat_map(|side| self.log(side)));
        facts.extend([
            (
                self.plain("report-generation"),
                report.cut.generation.to_string(),
            ),
            (self.plain("report-format"), report.format.to_string()),
            (self.plain("report-rules"), report.rules.to_string()),
        ]);
        facts
    }

    fn log(&self, side: Side) -> [(String, String); 2] {
        let log = self.report.cut.log(side);
        let name = |key| {
            self.words
                .text(key, &Args::new().with("party", self.short(side)))
        };
        let args = Args::new()
            .count("count", log.size)
            .with("last", self.words.time_exact(log.last, self.offset));
        [
            (
                name("report-log"),
                self.words.text("report-log-value", &args),
            ),
            (name("report-root"), log.root.to_string()),
        ]
    }

    fn period(&self) -> String {
        let time = |at| self.words.time(at, self.offset);
        match (
            self.report.period.from.map(time),
            self.report.period.until.map(time),
        ) {
            (None, None) => self.plain("report-period-all"),
            (Some(from), None) => self
                .words
                .text("report-period-from", &Args::new().with("from", from)),
            (None, Some(until)) => self
                .words
                .text("report-period-until", &Args::new().with("until", until)),
            (Some(from), Some(until)) => self.words.text(
                "report-period-span",
                &Args::new().with("from", from).with("until", until),
            ),
        }
    }

    fn suspended(&self) -> Vec<Block> {
        if self.report.suspended.is_empty() {
            return Vec::new();
        }
        let row = |one: &Suspended| {
            vec![
                self.party(&one.by),
                self.words.time(one.from, self.offset),
                one.to.map_or_else(
                    || self.plain("report-suspended-open"),
                    |to| self.words.time(to, self.offset),
                ),
                self.words.label("suspend-reason", &one.reason),
            ]
        };
        vec![
            Block::Heading(self.plain("report-suspended")),
            Block::Table {
                caption: self.plain("report-suspended-caption"),
                columns: ["party", "from", "to", "reason"]
                    .map(|name| self.column(name))
                    .into(),
                rows: self.report.suspended.iter().map(row).collect(),
            },
        ]
    }

    fn signatures(&self) -> [Block; 2] {
        let place = |side| {
            let whom = Args::new().with("party", self.short(side));
            Place {
                whom: self.words.text("report-sign-for", &whom),
                lines: ["name", "office", "date"]
                    .map(|line| self.plain(&format!("report-sign-{line}")))
                    .into(),
            }
        };
        [
            Block::Heading(self.plain("report-signatures")),
            Block::Signatures(self.order.map(place).into()),
        ]
    }

    fn plain(&self, key: &str) -> String {
        self.words.plain(key)
    }

    fn short(&self, side: Side) -> &str {
        self.names.short(side, self.words.locale())
    }

    /// The short name of a party of the cut.
    fn party(&self, party: &comity_core::PartyName) -> String {
        let side = self.report.cut.parties.side(party);
        side.map_or_else(|| party.to_string(), |side| self.short(side).to_owned())
    }

    fn column(&self, name: &str) -> Column {
        Column::words(self.plain(&format!("report-column-{name}")))
    }

    fn numbers(&self, name: &str) -> Column {
        Column::numbers(self.plain(&format!("report-column-{name}")))
    }
}
