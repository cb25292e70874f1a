//! Pictures beside the figures: our own drawings, each with its table for those who read rather than look.
//!
//! Every drawing is 640 units wide, in whole units; colours are classes of the style.

use comity_core::{
    record::Side,
    report::{Report, SideReport, Sided},
};
use comity_node::report::trends::{CLASSES, SHARES, Trends};
use comity_text::{format, render::Names};

use crate::console::page::Page;

/// Width of a drawing.
const WIDTH: u64 = 640;
/// Where the figures begin from the left, and how wide they are.
const LEFT: u64 = 40;
const INNER: u64 = WIDTH - LEFT - 10;
/// Height of what stands upright.
const TALL: u64 = 180;
/// Room above it.
const TOP: u64 = 12;
/// Height of a lying bar with its gap.
const ROW: u64 = 18;

/// A drawing with its table.
#[derive(Debug, Default)]
pub(crate) struct Chart {
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) why: String,
    pub(crate) height: u64,
    pub(crate) grid: Vec<u64>,
    pub(crate) bars: Vec<Bar>,
    pub(crate) lines: Vec<Line>,
    pub(crate) labels: Vec<Label>,
    /// What the colours mean: ours, theirs.
    pub(crate) legend: [String; 2],
    pub(crate) heads: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// A bar.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) x: u64,
    pub(crate) y: u64,
    pub(crate) width: u64,
    pub(crate) height: u64,
    pub(crate) class: &'static str,
}

/// A line through points.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) points: String,
    pub(crate) class: &'static str,
}

/// Words in a drawing.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) x: u64,
    pub(crate) y: u64,
    pub(crate) anchor: &'static str,
    pub(crate) words: String,
}

/// All drawings of a report.
pub(crate) fn all(
    report: &Report,
    trends: &Trends,
    names: &Names,
    side: Side,
    page: &Page,
) -> Vec<Chart> {
    let draw = Draw {
        names,
        sides: [side, side.other()],
        page,
    };
    vec![
        draw.timeliness(trends),
        draw.backlog(trends),
        draw.parity(report),
    ]
}

struct Draw<'a> {
    names: &'a Names,
    /// Ours, theirs.
    sides: [Side; 2],
    page: &'a Page,
}

const CLASS: [&str; 2] = ["c-ours", "c-theirs"];

impl Draw<'_> {
    fn chart(&self, id: &'static str, [title, why]: [&str; 2], height: u64) -> Chart {
        Chart {
            id,
            title: self.page.t(title),
            why: self.page.t(why),
            height,
            ..Chart::default()
        }
    }

    fn short(&self, side: Side) -> String {
        let locale = self.page.words.locale();
        self.names.short(side, locale).to_owned()
    }

    /// How much of the allowed time answers took, by who answered.
    fn timeliness(&self, trends: &Trends) -> Chart {
        let mut chart = self.chart(
            "timeliness",
            ["reports-chart-timeliness", "reports-chart-timeliness-why"],
            TOP + TALL + 24,
        );
        // Of the answers of a side, the other side was the one that asked.
        let counts = self.sides.map(|side| *trends.shares.of(side.other()));
        let most = counts.iter().flatten().copied().max().unwrap_or(0);
        let slot = INNER / CLASSES as u64;
        let names: Vec<String> = (0..CLASSES).map(|class| self.class(class)).collect();
        for (class, name) in names.iter().enumerate() {
            let x = LEFT + slot * class as u64;
            for (which, of) in counts.iter().enumerate() {
                let count = of.get(class).copied().unwrap_or_default();
                chart.bars.extend(upright(
                    count,
                    most,
                    x + 8 + (slot / 2 - 10) * which as u64,
                    slot / 2 - 12,
                    which,
                ));
            }
            chart
                .labels
                .push(label(x + slot / 2, TOP + TALL + 18, "middle", name.clone()));
        }
        self.scale(&mut chart, most);
        chart.legend = self
            .sides
            .map(|side| self.page.t1("reports-by", "party", self.short(side)));
        chart.heads = self.heads("reports-share", &chart.legend);
        chart.rows = names
            .into_iter()
            .enumerate()
            .map(|(class, name)| {
                let of = |of: [u64; CLASSES]| of.get(class).copied().unwrap_or_default();
                let [ours, theirs] = counts.map(of).map(format::number);
                vec![name, ours, theirs]
            })
            .collect();
        chart
    }

    /// Up to which share of the allowed time, in words.
    fn class(&self, class: usize) -> String {
        match (SHARES.get(class), SHARES.last()) {
            (Some(share), _) => self.page.t1("reports-share-up-to", "share", share),
            (None, Some(last)) => self.page.t1("reports-share-over", "share", last),
            (None, None) => String::new(),
        }
    }

    /// Open requests over time, by who has to answer.
    fn backlog(&self, trends: &Trends) -> Chart {
        let mut chart = self.chart(
            "backlog",
            ["reports-chart-backlog", "reports-chart-backlog-why"],
            TOP + TALL + 24,
        );
        let points = &trends.backlog;
        let open = |which: usize, open: &Sided<u64>| {
            let side = self.sides.get(which).copied().unwrap_or(Side::First);
            *open.of(side.other())
        };
        let most = points
            .iter()
            .map(|point| open(0, &point.open).max(open(1, &point.open)))
            .max();
        let most = most.unwrap_or(0);
        let steps = points.len().saturating_sub(1).max(1) as u64;
        for (which, class) in CLASS.iter().enumerate() {
            let at = points.iter().enumerate().map(|(step, point)| {
                let x = LEFT + INNER * step as u64 / steps;
                let y = TOP + TALL - height(open(which, &point.open), most);
                format!("{x},{y}")
            });
            let at: Vec<String> = at.collect();
            chart.lines.push(Line {
                points: at.join(" "),
                class,
            });
        }
        let day = |at| self.page.words.date(at, self.page.offset);
        if let (Some(first), Some(last)) = (points.first(), points.last()) {
            chart
                .labels
                .push(label(LEFT, TOP + TALL + 18, "start", day(first.at)));
            chart
                .labels
                .push(label(LEFT + INNER, TOP + TALL + 18, "end", day(last.at)));
        }
        self.scale(&mut chart, most);
        chart.legend = self
            .sides
            .map(|side| self.page.t1("reports-with", "party", self.short(side)));
        chart.heads = self.heads("reports-day", &chart.legend);
        chart.rows = points
            .iter()
            .map(|point| {
                let [ours, theirs] = [0, 1].map(|which| format::number(open(which, &point.open)));
                vec![day(point.at), ours, theirs]
            })
            .collect();
        chart
    }

    /// What each side asked for and gave.
    fn parity(&self, report: &Report) -> Chart {
        let asked = |side: Side| {
            let [first, second] = &report.sides;
            match side {
                Side::First => first,
                Side::Second => second,
            }
        };
        let answered = |side: Side| asked(side.other());
        let final_in_time = |of: &SideReport| {
            let tally = of.clocks.get(&comity_core::codes::Clock::Final);
            tally.map_or(0, |tally| tally.verdicts.in_time)
        };
        let rows: [(&str, [u64; 2]); 6] = [
            (
                "reports-parity-requests",
                self.sides.map(|side| asked(side).cases.all),
            ),
            (
                "reports-parity-in-time",
                self.sides.map(|side| final_in_time(answered(side))),
            ),
            (
                "reports-parity-items-asked",
                self.sides.map(|side| asked(side).items.sent),
            ),
            (
                "reports-parity-items-given",
                self.sides.map(|side| answered(side).items.ended),
            ),
            (
                "reports-parity-spontaneous",
                self.sides.map(|side| asked(side).spontaneous),
            ),
            (
                "reports-parity-useful",
                self.sides.map(|side| answered(side).quality.useful),
            ),
        ];
        let mut chart = self.chart(
            "parity",
            ["reports-chart-parity", "reports-chart-parity-why"],
            rows.len() as u64 * (2 * ROW + 26) + 6,
        );
        for (place, (key, values)) in rows.iter().enumerate() {
            let y = place as u64 * (2 * ROW + 26) + 16;
            let what = self.page.t(key);
            chart.labels.push(label(0, y, "start", what.clone()));
            let most = values.iter().copied().max().unwrap_or(0);
            for (which, value) in values.iter().enumerate() {
                let y = y + 8 + ROW * which as u64;
                let width = (WIDTH - 70) * value / most.max(1);
                chart.bars.push(Bar {
                    x: 0,
                    y,
                    width: width.max(1),
                    height: ROW - 4,
                    class: CLASS.get(which).copied().unwrap_or_default(),
                });
                chart.labels.push(label(
                    width + 6,
                    y + ROW - 6,
                    "start",
                    format::number(*value),
                ));
            }
            let [ours, theirs] = values.map(format::number);
            chart.rows.push(vec![what, ours, theirs]);
        }
        chart.legend = self.sides.map(|side| self.short(side));
        chart.heads = self.heads("reports-parity-what", &chart.legend);
        chart
    }

    fn heads(&self, first: &str, legend: &[String; 2]) -> Vec<String> {
        let [ours, theirs] = legend;
        vec![self.page.t(first), ours.clone(), theirs.clone()]
    }

    /// Lines across at nothing, half and all.
    fn scale(&self, chart: &mut Chart, most: u64) {
        let mut marks = vec![0, most / 2, most];
        marks.dedup();
        for mark in marks {
            let y = TOP + TALL - height(mark, most);
            chart.grid.push(y);
            chart
                .labels
                .push(label(LEFT - 6, y + 4, "end", format::number(mark)));
        }
    }
}

fn height(count: u64, most: u64) -> u64 {
    TALL * count / most.max(1)
}

/// An upright bar; none where there is nothing to show.
fn upright(count: u64, most: u64, x: u64, width: u64, which: usize) -> Option<Bar> {
    let height = height(count, most);
    (count > 0).then(|| Bar {
        x,
        y: TOP + TALL - height.max(1),
        width,
        height: height.max(1),
        class: CLASS.get(which).copied().unwrap_or_default(),
    })
}

const fn label(x: u64, y: u64, anchor: &'static str, words: String) -> Label {
    Label {
        x,
        y,
        anchor,
        words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_bar_fills_the_drawing_and_nothing_has_no_bar() {
        let bar = upright(4, 4, 10, 20, 1).unwrap();
        assert_eq!((bar.y, bar.height, bar.class), (TOP, TALL, "c-theirs"));
        assert_eq!(upright(0, 4, 10, 20, 0), None);
        let least = upright(1, 1_000_000, 10, 20, 0).unwrap();
        assert_eq!(least.height, 1);
    }
}
