//! From the fields of a form to a file.
//!
//! Only what a form holds is touched: a field of the file that was not shown
//! stays. Boxes that are not ticked send nothing, so a form says of each group
//! of them that it was there, by a field `has:` and its place.

use std::collections::{BTreeMap, BTreeSet};

use comity_core::{ActId, DossierId, Hash, codes::LISTS};
use serde_json::{Map, Value, json};

use super::{FormField, Holds, Need, place, time};
use crate::case::file::ActFile;

/// The longest line in characters.
const LINE: usize = 2000;
/// The highest number of a row of a form.
const ROWS: usize = 512;

/// What a form holds.
pub struct Given<'a> {
    /// Its fields by name.
    pub values: &'a BTreeMap<String, String>,
    /// Minutes east of UTC of the clock by which times are given.
    pub offset_minutes: i16,
    /// The case that a reference or id means.
    pub case_of: &'a dyn Fn(&str) -> Option<DossierId>,
}

/// A field that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its name in the form.
    pub path: String,
    /// What is wrong with it.
    pub wrong: Illegible,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Illegible {
    /// No code of its list.
    Code,
    /// No whole number within its bounds.
    Number,
    /// No point in time.
    Time,
    /// No label.
    Label,
    /// Longer than a line may be, or with control characters.
    Line,
    /// No fingerprint.
    Sha256,
    /// No case that we know.
    Case,
    /// No act or entry.
    Act,
    /// No hours of an office.
    OfficeHours,
    /// No distance from UTC.
    Offset,
    /// Nothing, where the row needs something.
    Empty,
    /// It does not go together with the rest.
    Whole,
}

impl Illegible {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Code => "form-code",
            Self::Number => "form-number",
            Self::Time => "form-time",
            Self::Label => "form-label",
            Self::Line => "form-line",
            Self::Sha256 => "form-sha256",
            Self::Case => "form-case",
            Self::Act => "form-act",
            Self::OfficeHours => "form-office-hours",
            Self::Offset => "form-offset",
            Self::Empty => "form-empty",
            Self::Whole => "form-whole",
        }
    }
}

/// The file with what a form says of these fields.
///
/// # Errors
/// Every field that could not be read.
pub fn fill(
    file: &ActFile,
    fields: &[&FormField],
    given: &Given<'_>,
) -> Result<ActFile, Vec<Unread>> {
    let mut form = Form {
        given,
        unread: Vec::new(),
    };
    let Value::Object(mut whole) = super::value(file) else {
        return Err(vec![unread("", Illegible::Whole)]);
    };
    for field in fields {
        if form.there(field) {
            form.field(&mut whole, field.path, field);
        }
    }
    if given.values.contains_key("language")
        && matches!(
            file.kind.as_str(),
            "request.submit" | "query" | "spontaneous.report"
        )
    {
        // Said once: the file's language is put into the envelope when it is completed.
        place::put(&mut whole, "says.language", None);
    }
    for part in ["office", "level"] {
        let lacks = whole
            .get("translator")
            .is_some_and(|translator| translator.get(part).is_none());
        if lacks {
            form.unread
                .push(unread(&format!("translator.{part}"), Illegible::Empty));
        }
    }
    if !form.unread.is_empty() {
        return Err(form.unread);
    }
    serde_json::from_value(Value::Object(whole)).map_err(|_| vec![unread("", Illegible::Whole)])
}

fn unread(path: &str, wrong: Illegible) -> Unread {
    Unread {
        path: path.to_owned(),
        wrong,
    }
}

struct Form<'a> {
    given: &'a Given<'a>,
    unread: Vec<Unread>,
}

impl Form<'_> {
    /// Reads one field, named `name` in the form, into its place in `target`.
    fn field(&mut self, target: &mut Map<String, Value>, name: &str, field: &FormField) {
        match field.holds {
            Holds::Texts => {
                for language in comity_core::codes::Language::CODES {
                    let name = format!("{name}.{language}");
                    let Some(text) = self.text(&name) else {
                        continue;
                    };
                    let text = text.replace("\r\n", "\n").trim_end().to_owned();
                    let path = format!("{}.{language}", field.path);
                    let text = (!text.is_empty()).then_some(Value::String(text));
                    place::put(target, &path, text);
                }
            }
            Holds::Parts => self.parts(target, name),
            Holds::Rows(columns) => {
                let mut rows = self.rows(name, columns);
                if field.path == "says.exhibits" {
                    rows.sort_by_key(|row| row.get("number").map(Value::to_string));
                }
                let empty = rows.is_empty() && field.path.contains('.');
                place::put(target, field.path, (!empty).then_some(Value::Array(rows)));
            }
            _ => {
                if let Some(value) = self.single(name, field.holds) {
                    place::put(target, field.path, value);
                }
            }
        }
    }

    /// The value of a field that is no group; `None` where the form has no such field or it is not legible.
    #[expect(
        clippy::option_option,
        reason = "not there, there and empty, there with a value"
    )]
    fn single(&mut self, name: &str, holds: Holds) -> Option<Option<Value>> {
        let ticked = |suffix: &str| {
            let name = format!("{name}:{suffix}");
            self.given.values.contains_key(&name)
        };
        match holds {
            Holds::Flag => {
                let set = self.given.values.contains_key(name);
                return Some(set.then_some(Value::Bool(true)));
            }
            Holds::Codes(list) => {
                let codes: Vec<&str> = codes_of(list)
                    .iter()
                    .copied()
                    .filter(|code| ticked(code))
                    .collect();
                return Some((!codes.is_empty()).then(|| json!(codes)));
            }
            Holds::Exhibits => {
                let start = format!("{name}:");
                let keys = self.given.values.keys();
                let numbers: BTreeSet<&str> =
                    keys.filter_map(|key| key.strip_prefix(&start)).collect();
                return Some((!numbers.is_empty()).then(|| json!(numbers)));
            }
            _ => {}
        }
        let text = self.text(name)?.trim().to_owned();
        if text.is_empty() {
            return Some(None);
        }
        match self.read(&text, holds) {
            Ok(value) => Some(Some(value)),
            Err(wrong) => {
                self.unread.push(unread(name, wrong));
                None
            }
        }
    }

    fn read(&self, text: &str, holds: Holds) -> Result<Value, Illegible> {
        match holds {
            Holds::Code(list) => one_of(text, codes_of(list)),
            Holds::Word(words) => one_of(text, words),
            Holds::Number(from, to) => {
                let number: u64 = text.parse().map_err(|_| Illegible::Number)?;
                if (from..=to).contains(&number) {
                    Ok(json!(number))
                } else {
                    Err(Illegible::Number)
                }
            }
            Holds::Hours => {
                let hours: u64 = text.parse().map_err(|_| Illegible::Number)?;
                let seconds = hours.checked_mul(3600).filter(|seconds| *seconds > 0);
                seconds
                    .map(|seconds| json!(seconds))
                    .ok_or(Illegible::Number)
            }
            Holds::OfficeHours => time::is_office_hours(text)
                .then(|| json!(text))
                .ok_or(Illegible::OfficeHours),
            Holds::Offset => {
                // Pages show the minus sign; the record has the hyphen.
                let text = text.replace('\u{2212}', "-");
                time::is_offset(&text)
                    .then(|| json!(text))
                    .ok_or(Illegible::Offset)
            }
            Holds::Time => time::from_local(text, self.given.offset_minutes)
                .map(|time| json!(time))
                .ok_or(Illegible::Time),
            Holds::Choice => match text {
                "yes" => Ok(json!(true)),
                "no" => Ok(json!(false)),
                _ => Err(Illegible::Code),
            },
            Holds::Label => {
                let sound = text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_graphic());
                sound.then(|| json!(text)).ok_or(Illegible::Label)
            }
            Holds::Lines => {
                let lines: Vec<&str> = text
                    .lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .collect();
                lines.iter().try_for_each(|text| line(text))?;
                Ok(json!(lines))
            }
            Holds::Sha256 => sha256(text)
                .map(|hash| json!(hash))
                .ok_or(Illegible::Sha256),
            Holds::Case => (self.given.case_of)(text)
                .map(|case| json!(case))
                .ok_or(Illegible::Case),
            Holds::Act(..) => {
                let act: ActId = text.parse().map_err(|_| Illegible::Act)?;
                Ok(json!(act))
            }
            Holds::Entry => {
                let (generation, index) = text.split_once(':').ok_or(Illegible::Act)?;
                let generation: u32 = generation.parse().map_err(|_| Illegible::Act)?;
                let index: u64 = index.parse().map_err(|_| Illegible::Act)?;
                Ok(json!({"generation": generation, "index": index}))
            }
            // Groups are read elsewhere; what is left is a line.
            _ => line(text).map(|()| json!(text)),
        }
    }

    /// What is given and what is declined, type by type.
    fn parts(&mut self, target: &mut Map<String, Value>, name: &str) {
        let (mut accepted, mut declined, mut there) = (Vec::new(), Vec::new(), false);
        for code in comity_core::codes::Assistance::CODES {
            let name = format!("{name}:{code}");
            let Some(text) = self.text(&name) else {
                continue;
            };
            there = true;
            match text {
                "" => {}
                "accept" => accepted.push(*code),
                ground if codes_of("ground").contains(&ground) => {
                    declined.push(json!({"assistance": code, "ground": ground}));
                }
                _ => self.unread.push(unread(&name, Illegible::Code)),
            }
        }
        if there {
            place::put(
                target,
                "says.accepted",
                (!accepted.is_empty()).then(|| json!(accepted)),
            );
            place::put(
                target,
                "says.declined",
                (!declined.is_empty()).then(|| json!(declined)),
            );
        }
    }

    /// The rows of a group in which anything stands.
    fn rows(&mut self, name: &str, columns: &[FormField]) -> Vec<Value> {
        let mut rows = Vec::new();
        for index in super::rows(self.given.values, name) {
            if index > ROWS {
                continue;
            }
            let mut row = Map::new();
            let before = self.unread.len();
            for column in columns {
                let name = format!("{name}.{index}.{}", column.path);
                self.field(&mut row, &name, column);
            }
            let said = |value: &Value| value != &json!([]);
            if row.values().any(said) || self.unread.len() > before {
                self.must(&row, &format!("{name}.{index}"), columns);
                rows.push(Value::Object(row));
            }
        }
        rows
    }

    fn must(&mut self, row: &Map<String, Value>, name: &str, columns: &[FormField]) {
        for column in columns {
            let path = format!("{name}.{}", column.path);
            let lacks = column.need == Need::Must && !row.contains_key(column.path);
            if lacks && self.unread.iter().all(|one| one.path != path) {
                self.unread.push(unread(&path, Illegible::Empty));
            }
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.given.values.get(name).map(String::as_str)
    }

    /// Whether the form holds a field. Of what may send nothing it says so; within a row all columns are there.
    fn there(&self, field: &FormField) -> bool {
        let silent = matches!(
            field.holds,
            Holds::Codes(_) | Holds::Exhibits | Holds::Flag | Holds::Rows(_)
        );
        let name = format!("has:{}", field.path);
        !silent || self.given.values.contains_key(&name)
    }
}

fn line(text: &str) -> Result<(), Illegible> {
    if text.chars().count() <= LINE && !text.chars().any(char::is_control) {
        Ok(())
    } else {
        Err(Illegible::Line)
    }
}

fn one_of(text: &str, codes: &[&str]) -> Result<Value, Illegible> {
    if codes.contains(&text) {
        Ok(json!(text))
    } else {
        Err(Illegible::Code)
    }
}

fn sha256(text: &str) -> Option<Hash> {
    let digits = text.strip_prefix("sha256:").unwrap_or(text);
    format!("sha256:{}", digits.to_ascii_lowercase())
        .parse()
        .ok()
}

fn codes_of(list: &str) -> &'static [&'static str] {
    LISTS
        .iter()
        .find(|(name, _)| *name == list)
        .map_or(&[], |(_, codes)| codes)
}
