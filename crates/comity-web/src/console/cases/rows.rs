//! Cases as lines of a table, alike in every list of them.

use comity_core::{Time, body::Texts, codes::Offence};
use comity_node::case::board::CaseListRow;

use crate::console::{Site, fault::Fault, page::Page};

/// The longest subject of a line, in characters.
const SUBJECT: usize = 140;

/// A case as a line.
pub(crate) struct Row {
    /// Our reference, or the id.
    pub(crate) name: String,
    /// What it is about.
    pub(crate) subject: String,
    /// Its offence or type of assistance.
    pub(crate) category: String,
    pub(crate) urgency: String,
    pub(crate) status: String,
    /// Who asked whom.
    pub(crate) between: String,
    /// The officer, else the office; of a case that nobody holds, that.
    pub(crate) holder: String,
    /// The office, where an officer stands above it.
    pub(crate) office: String,
    /// How many items have their end, of how many.
    pub(crate) items: String,
    /// Its next deadline, and that by both desks' clocks.
    pub(crate) due: Option<(Time, String)>,
    pub(crate) late: bool,
    pub(crate) exercise: bool,
}

/// Lines of a list, with what each case is about.
pub(crate) type Lines = Vec<(CaseListRow, Option<Texts>)>;

/// The subjects of these cases beside them.
pub(crate) fn with_subjects(site: &Site, rows: Vec<CaseListRow>) -> Result<Lines, Fault> {
    let cases: Vec<_> = rows
        .iter()
        .map(|row| (row.them.clone(), row.case.clone()))
        .collect();
    let subjects = site.office().subjects(&cases)?;
    Ok(rows.into_iter().zip(subjects).collect())
}

/// Lines for this page.
pub(crate) fn rows(lines: &Lines, page: &Page) -> Vec<Row> {
    let line = |(row, subject): &(CaseListRow, Option<Texts>)| of(row, subject.as_ref(), page);
    lines.iter().map(line).collect()
}

fn of(row: &CaseListRow, subject: Option<&Texts>, page: &Page) -> Row {
    let (holder, office) = match (&row.holding.officer, &row.holding.office) {
        (Some(officer), office) => (officer.clone(), office.clone().unwrap_or_default()),
        (None, Some(office)) => (office.clone(), String::new()),
        (None, None) => (page.t("registry-nobodys"), String::new()),
    };
    let between = if row.ours {
        "cases-asked-them"
    } else {
        "cases-asked-us"
    };
    let items = match row.items {
        0 => String::new(),
        items => format!("{} / {items}", row.items_ended),
    };
    Row {
        name: row
            .reference
            .clone()
            .unwrap_or_else(|| row.case.id.to_string()),
        subject: subject
            .map(|texts| short(&page.own(texts)))
            .unwrap_or_default(),
        category: category(&row.category, page),
        urgency: row
            .urgency
            .map(|urgency| page.label("urgency", urgency.code()))
            .unwrap_or_default(),
        status: page.label("case-status", row.status.code()),
        between: page.t1(between, "party", page.party(&row.them)),
        holder,
        office,
        items,
        due: row.next_due.map(|at| (at, page.both(at, &row.them))),
        late: row.next_due.is_some_and(|at| page.over(at)),
        exercise: row.exercise,
    }
}

/// An offence or a type of assistance, in words.
fn category(code: &str, page: &Page) -> String {
    if code.is_empty() {
        return String::new();
    }
    let offence = Offence::ALL.iter().any(|one| one.code() == code);
    page.label(if offence { "offence" } else { "assistance" }, code)
}

/// A text that fits into a line; one that was cut says so.
pub(crate) fn short(text: &str) -> String {
    let mut chars = text.chars();
    let mut cut: String = chars.by_ref().take(SUBJECT).collect();
    if chars.next().is_some() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_of_a_megabyte_is_a_line() {
        assert_eq!(short("钓鱼网站"), "钓鱼网站");
        let long = short(&"案".repeat(1 << 20));
        assert_eq!(long.chars().count(), SUBJECT + 1);
        assert!(long.ends_with('…'));
    }
}
