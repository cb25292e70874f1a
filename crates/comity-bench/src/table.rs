//! The table that a run prints.

use std::fmt::Write as _;

/// One row, as measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What was measured.
    pub what: String,
    /// Our figure.
    pub ours: f64,
    /// The peer's or the floor's, in the same unit.
    pub beside: f64,
    /// The unit of both.
    pub unit: &'static str,
    /// The least ratio of ours to theirs that is wanted.
    pub target: f64,
}

impl Measured {
    /// Ours over the peer's or the floor's.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        if self.beside > 0.0 {
            self.ours / self.beside
        } else {
            0.0
        }
    }

    /// Whether the ratio reaches the target.
    #[must_use]
    pub fn met(&self) -> bool {
        self.ratio() >= self.target
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
        let _written = writeln!(
            out,
            "| {} | {:.0} {unit} | {:.0} {unit} | {:.2} | {:.2} | {met} |",
            row.what,
            row.ours,
            row.beside,
            row.ratio(),
            row.target,
            unit = row.unit,
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ours: f64, beside: f64) -> Measured {
        Measured {
            what: "x".to_owned(),
            ours,
            beside,
            unit: "/s",
            target: 2.0,
        }
    }

    #[test]
    fn a_row_is_met_from_its_target_on() {
        assert!(row(4.0, 2.0).met());
        assert!(!row(3.9, 2.0).met());
        assert!(!row(1.0, 0.0).met(), "nothing beside it is no success");
    }

    #[test]
    fn a_quick_table_says_so() {
        assert!(table(&[row(4.0, 2.0)], true).starts_with("Small scale"));
        assert!(
            table(&[row(4.0, 2.0)], false).ends_with("| x | 4 /s | 2 /s | 2.00 | 2.00 | yes |\n")
        );
    }
}
