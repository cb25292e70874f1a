//! Documents as plain text, with Chinese characters counted as two columns.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::render::doc::{Align, Block, Column, Document, Place};

/// Blank columns between the columns of a table and between places to sign.
const GAP: &str = "  ";

/// Punctuation that does not begin a line in Chinese.
const CLOSING: &str = "，。、；：？！）》」』”’〕】…";
/// Punctuation that does not end a line in Chinese.
const OPENING: &str = "（《「『“‘〔【";

pub(super) fn write(document: &Document, columns: usize) -> String {
    let mut lines = wrap(&document.title, columns);
    lines.push("=".repeat(document.title.width().min(columns)));
    for block in &document.blocks {
        lines.push(String::new());
        lines.extend(block_lines(block, columns));
    }
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    let mut text = trimmed.join("\n");
    text.push('\n');
    text
}

fn block_lines(block: &Block, columns: usize) -> Vec<String> {
    match block {
        Block::Heading(text) => vec![text.clone(), "-".repeat(text.width())],
        Block::Text(text) => wrap(text, columns),
        Block::Notice(text) => indent(wrap(text, columns.saturating_sub(2)), "| "),
        Block::Facts(facts) => fact_lines(facts),
        Block::Table {
            caption,
            columns: heads,
            rows,
        } => {
            let mut lines = wrap(caption, columns);
            lines.extend(table_lines(heads, rows));
            lines
        }
        Block::Signatures(places) => signature_lines(places),
    }
}

fn indent(lines: Vec<String>, with: &str) -> Vec<String> {
    lines
        .into_iter()
        .map(|line| format!("{with}{line}"))
        .collect()
}

fn fact_lines(facts: &[(String, String)]) -> Vec<String> {
    let widest = facts
        .iter()
        .map(|(name, _)| name.width())
        .max()
        .unwrap_or(0);
    facts
        .iter()
        .map(|(name, value)| format!("{}{GAP}{value}", padded(name, widest, Align::Start)))
        .collect()
}

fn table_lines(columns: &[Column], rows: &[Vec<String>]) -> Vec<String> {
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let cells = rows
                .iter()
                .filter_map(|row| row.get(index))
                .map(|cell| cell.width());
            cells.chain([column.head.width()]).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| -> String {
        let set = cells.zip(columns).zip(&widths);
        let cells: Vec<String> = set
            .map(|((cell, column), width)| padded(cell, *width, column.align))
            .collect();
        cells.join(GAP)
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut lines = vec![
        line(&mut columns.iter().map(|column| column.head.as_str())),
        rule.join(GAP),
    ];
    lines.extend(
        rows.iter()
            .map(|row| line(&mut row.iter().map(String::as_str))),
    );
    lines
}

fn signature_lines(places: &[Place]) -> Vec<String> {
    const PLACE: usize = 36;
    let row = |cells: &mut dyn Iterator<Item = String>| -> String {
        let cells: Vec<String> = cells
            .map(|cell| padded(&cell, PLACE, Align::Start))
            .collect();
        cells.join(GAP)
    };
    let rule = |label: &str| {
        format!(
            "{label}{}",
            "_".repeat(PLACE.saturating_sub(label.width() + 2))
        )
    };
    let deepest = places
        .iter()
        .map(|place| place.lines.len())
        .max()
        .unwrap_or(0);
    let mut lines = vec![row(&mut places.iter().map(|place| place.whom.clone()))];
    for index in 0..deepest {
        lines.push(String::new());
        let labels = places
            .iter()
            .map(|place| place.lines.get(index).map_or("", String::as_str));
        lines.push(row(&mut labels.map(rule)));
    }
    lines
}

/// The text filled up with blanks to a number of columns.
fn padded(text: &str, width: usize, align: Align) -> String {
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    match align {
        Align::Start => format!("{text}{blanks}"),
        Align::End => format!("{blanks}{text}"),
    }
}

/// Breaks a text into lines: English at blanks, Chinese between characters but not before closing or after opening punctuation, nor between a number and its measure.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if line.width() + piece.trim_end().width() > columns && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let begins = line.is_empty();
        line.push_str(if begins { piece.trim_start() } else { &piece });
    }
    lines.push(line);
    lines
}

/// The stretches of a text between which a line may break.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut previous = ' ';
    for c in text.chars() {
        let held = CLOSING.contains(c)
            || OPENING.contains(previous)
            || (previous.is_ascii_digit() && is_wide(c));
        let breaks = !held && ((previous == ' ' && c != ' ') || is_wide(c) || is_wide(previous));
        match pieces.last_mut() {
            Some(piece) if !breaks => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        previous = c;
    }
    pieces
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_breaks_at_blanks() {
        assert_eq!(
            wrap("one two three four", 9),
            ["one two ", "three ", "four"]
        );
        assert_eq!(wrap("unbreakable-word", 4), ["unbreakable-word"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn chinese_breaks_between_characters_and_keeps_punctuation() {
        assert_eq!(
            wrap("系统回执仅说明系统持有", 10),
            ["系统回执仅", "说明系统持", "有"]
        );
        assert_eq!(wrap("系统回执仅，说明", 10), ["系统回执", "仅，说明"]);
        assert_eq!(wrap("往来记录《第一卷》", 10), ["往来记录", "《第一卷》"]);
    }

    #[test]
    fn columns_line_up_in_both_scripts() {
        let columns = [Column::words("事项"), Column::numbers("件数")];
        let rows = [
            vec!["特急".to_owned(), "1,234".to_owned()],
            vec!["DoS".to_owned(), "7".to_owned()],
        ];
        assert_eq!(
            table_lines(&columns, &rows),
            ["事项   件数", "----  -----", "特急  1,234", "DoS       7"]
        );
    }
}
