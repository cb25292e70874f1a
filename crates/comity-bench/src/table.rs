//! The table that a run prints.

use std::fmt::Write as _;

/// One row, as measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What was measured.
    pub what: String,
    /// Our figure.
    pub ours: f64,
    /// The peer's or the floor's, in the same unit; absent where the target is a figure.
    pub beside: Option<f64>,
    /// The unit of both.
    pub unit: &'static str,
    /// What is wanted.
    pub want: Want,
}

/// What is wanted of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Want {
    /// Ours over the other is at least this: rates.
    AtLeast(f64),
    /// Ours over the other is at most this: times.
    AtMost(f64),
    /// Ours is below this figure.
    Below(f64),
}

impl Measured {
    /// Ours over the peer's or the floor's, when there is one.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let beside = self.beside.filter(|beside| *beside > 0.0)?;
        Some(self.ours / beside)
    }

    /// Whether the target is met.
    #[must_use]
    pub fn met(&self) -> bool {
        match (self.want, self.ratio()) {
            (Want::AtLeast(least), Some(ratio)) => ratio >= least,
            (Want::AtMost(most), Some(ratio)) => ratio <= most,
            (Want::Below(limit), _) => self.ours < limit,
            (_, None) => false,
        }
    }
}

/// All rows as one Markdown table; a quick run says that it is one.
#[must_use]
pub fn table(rows: &[Measured], quick: bool) -> String {
    let mut out = String::new();
    if quick {
        out.push_str("Small scale (--quick): these figures are not to be quoted.\n\n");
    }
    out.push_str(
        "| what | ours | peer or floor | ratio | target | met |\n|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let met = if row.met() { "yes" } else { "no" };
        let beside = row
            .beside
            .map_or_else(|| "-".to_owned(), |figure| shown(figure, row.unit));
        let ratio = row
            .ratio()
            .map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"));
        let target = match row.want {
            Want::AtLeast(least) => format!("≥ {least:.2}"),
            Want::AtMost(most) => format!("≤ {most:.2}"),
            Want::Below(limit) => format!("< {}", shown(limit, row.unit)),
        };
        let ours = shown(row.ours, row.unit);
        let _written = writeln!(
            out,
            "| {} | {ours} | {beside} | {ratio} | {target} | {met} |",
            row.what
        );
    }
    out
}

fn shown(figure: f64, unit: &str) -> String {
    let decimals = usize::from(figure < 100.0);
    format!("{figure:.decimals$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ours: f64, beside: Option<f64>, want: Want) -> Measured {
        Measured {
            what: "x".to_owned(),
            ours,
            beside,
            unit: "ms",
            want,
        }
    }

    #[test]
    fn a_row_is_met_from_its_target_on() {
        for (ours, beside, want, met) in [
            (4.0, Some(2.0), Want::AtLeast(2.0), true),
            (3.9, Some(2.0), Want::AtLeast(2.0), false),
            (4.0, Some(2.0), Want::AtMost(2.0), true),
            (4.1, Some(2.0), Want::AtMost(2.0), false),
            (4.0, None, Want::Below(4.1), true),
            (4.1, None, Want::Below(4.1), false),
            // Nothing beside it is no success.
            (1.0, Some(0.0), Want::AtLeast(0.0), false),
            (1.0, None, Want::AtMost(2.0), false),
        ] {
            let row = row(ours, beside, want);
            assert_eq!(row.met(), met, "{row:?}");
        }
    }

    #[test]
    fn a_quick_table_says_so() {
        let rows = [
            row(400.0, Some(200.0), Want::AtLeast(2.0)),
            row(12.34, None, Want::Below(50.0)),
        ];
        assert!(table(&rows, true).starts_with("Small scale"));
        assert!(table(&rows, false).ends_with(
            "| x | 400 ms | 200 ms | 2.00 | ≥ 2.00 | yes |\n| x | 12.3 ms | - | - | < 50.0 ms | yes |\n"
        ));
    }
}
