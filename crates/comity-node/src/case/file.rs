//! What an officer writes: a request, or any other act, as a TOML or JSON file.
//!
//! The form has one section for codes, numbers and dates (`says`, which go into
//! the envelope) and others for words and persons (which go into the body).
//! What most requests have alike may be left out: [`ActFile::complete`] puts it
//! in. TOML dates may be written with any offset.
//!
//! Out of scope: whether anything is missing (`check`), sealing, the list of
//! items in a file of its own.

use comity_core::{
    DossierId,
    body::{CustodyEntry, Person, RequestBody, Texts, Translator},
    codes::{Assistance, Language, Profile},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::strict::{self, Fault, Twice};

/// The commented form of a request, in English.
pub const TEMPLATE_EN: &str = include_str!("templates/request.en.toml");
/// The commented form of a request, in Simplified Chinese.
pub const TEMPLATE_ZH: &str = include_str!("templates/request.zh-Hans.toml");
/// The kind of act that a file is when it names none.
pub const REQUEST: &str = "request.submit";

/// The longest file that is read, in bytes; lists of items come in a CSV file of their own.
const LIMIT: usize = 4 << 20;

/// An act as an officer writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActFile {
    /// The kind of act.
    #[serde(default = "request")]
    pub kind: String,
    /// The case that it belongs to; none when it opens one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// The office that speaks; of the officer, when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The duty number of the officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
    /// The authoritative language.
    #[serde(default = "english")]
    pub language: Language,
    /// Codes, numbers and dates: the envelope.
    #[serde(default)]
    pub says: Map<String, Value>,
    /// Words of a request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestBody>,
    /// Words of any other act: reasons, conditions, answer, explanation.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub text: Texts,
    /// Persons concerned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<Person>,
    /// Custody of exhibits before they are handed over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custody: Vec<CustodyEntry>,
    /// Reference in another channel or on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Who translated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translator: Option<Translator>,
}

impl ActFile {
    /// What it is about, where it says so: acts that open a case do.
    #[must_use]
    pub fn subject(&self) -> Option<Texts> {
        let subject = self.request.as_ref().map(|request| &request.subject)?;
        (!subject.is_empty()).then(|| subject.clone())
    }
}

fn request() -> String {
    REQUEST.to_owned()
}

const fn english() -> Language {
    Language::En
}

/// Why a file is no act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Too long.
    #[error("read a request file of {0} bytes")]
    TooLong(usize),
    /// Not text.
    #[error("read a request file that is not UTF-8")]
    NotText,
    /// JSON that gives a name twice.
    #[error(transparent)]
    Twice(#[from] Twice),
    /// Neither TOML nor JSON, or not of this form; says where.
    #[error("read the request file: {0}")]
    Malformed(String),
}

impl FileError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "file-too-long",
            Self::NotText => "file-not-text",
            Self::Twice(twice) => twice.code(),
            Self::Malformed(_) => "file-malformed",
        }
    }
}

impl From<Fault> for FileError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Twice(twice) => twice.into(),
            Fault::Json(error) => Self::Malformed(error.to_string()),
        }
    }
}

impl ActFile {
    /// An act of a kind with nothing in it.
    #[must_use]
    pub fn new(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            case: None,
            office: None,
            duty: None,
            language: Language::En,
            says: Map::new(),
            request: None,
            text: Texts::new(),
            persons: Vec::new(),
            custody: Vec::new(),
            reference: None,
            translator: None,
        }
    }

    /// Reads TOML or JSON; what begins with a brace is JSON.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn read(bytes: &[u8]) -> Result<Self, FileError> {
        if bytes.len() > LIMIT {
            return Err(FileError::TooLong(bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| FileError::NotText)?;
        let text = text.trim_start_matches('\u{feff}');
        let value = if text.trim_start().starts_with('{') {
            strict::read(text.as_bytes())?
        } else {
            let table: toml::Table =
                toml::from_str(text).map_err(|error| FileError::Malformed(error.to_string()))?;
            from_toml(toml::Value::Table(table))?
        };
        serde_json::from_value(value).map_err(|error| FileError::Malformed(error.to_string()))
    }

    /// The same as TOML, to be edited.
    ///
    /// # Errors
    /// A value that TOML cannot hold (a JSON null).
    pub fn to_toml(&self) -> Result<String, FileError> {
        toml::to_string_pretty(self).map_err(|error| FileError::Malformed(error.to_string()))
    }

    /// Puts in what acts of this kind have alike, where the file says nothing else.
    pub fn complete(&mut self) {
        match self.kind.as_str() {
            REQUEST => self.complete_request(),
            "query" => {
                self.common();
                self.default("urgency", json!("routine"));
            }
            "spontaneous.report" => self.common(),
            "evidence.transfer" => self.handling(),
            _ => {}
        }
    }

    fn complete_request(&mut self) {
        self.common();
        let asked = self.assistance();
        let profile = self.profile(&asked);
        let (channel, urgency) = match profile {
            Profile::Technical => ("cert", "routine"),
            Profile::Police => ("police", "routine"),
            Profile::Formal => ("mla", "formal"),
        };
        self.default("profile", json!(profile));
        self.default("channel", json!(channel));
        self.default("urgency", json!(urgency));
        self.default("status", json!("new"));
        self.says.entry("assistance").or_insert_with(|| json!([]));
        for list in ["assistance", "certification", "data", "offences"] {
            if let Some(Value::Array(codes)) = self.says.get_mut(list) {
                in_list_order(list, codes);
            }
        }
    }

    fn assistance(&self) -> Vec<Assistance> {
        let codes = self.says.get("assistance").cloned().unwrap_or_default();
        serde_json::from_value(codes).unwrap_or_default()
    }

    fn profile(&self, asked: &[Assistance]) -> Profile {
        let says =
            |field: &str, code: &str| self.says.get(field).and_then(Value::as_str) == Some(code);
        if says("channel", "mla") || says("urgency", "formal") {
            Profile::Formal
        } else if !asked.is_empty() && asked.iter().all(|kind| kind.technical()) {
            Profile::Technical
        } else {
            Profile::Police
        }
    }

    fn common(&mut self) {
        self.handling();
        self.default("language", json!(self.language));
    }

    /// Markings by field, so that a file may name one of them alone.
    fn handling(&mut self) {
        let entry = self.says.entry("handling").or_insert_with(|| json!({}));
        if let Value::Object(marks) = entry {
            for (name, code) in [
                ("tlp", "amber"),
                ("pap", "amber"),
                ("court_use", "with_consent"),
                ("onward", "none"),
            ] {
                marks.entry(name).or_insert_with(|| json!(code));
            }
        }
    }

    fn default(&mut self, field: &str, value: Value) {
        self.says.entry(field).or_insert(value);
    }
}

/// Codes in the order of their list, each once, as the envelope needs them; unknown ones stay last.
fn in_list_order(list: &str, codes: &mut Vec<Value>) {
    let name = match list {
        "data" => "data-class",
        "offences" => "offence",
        other => other,
    };
    let order = comity_core::codes::LISTS
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(&[][..], |(_, order)| order);
    let place = |code: &Value| {
        order
            .iter()
            .position(|known| code.as_str() == Some(known))
            .unwrap_or(usize::MAX)
    };
    codes.sort_by_key(place);
    codes.dedup();
}

/// TOML as JSON; a date with an offset becomes the same instant in UTC.
fn from_toml(value: toml::Value) -> Result<Value, FileError> {
    Ok(match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(date) => Value::String(instant(&date.to_string())?),
        toml::Value::Array(list) => {
            Value::Array(list.into_iter().map(from_toml).collect::<Result<_, _>>()?)
        }
        toml::Value::Table(table) => Value::Object(
            table
                .into_iter()
                .map(|(name, value)| Ok((name, from_toml(value)?)))
                .collect::<Result<_, FileError>>()?,
        ),
    })
}

fn instant(text: &str) -> Result<String, FileError> {
    let at: jiff::Timestamp = text
        .parse()
        .map_err(|_| FileError::Malformed(format!("date without time or offset: {text}")))?;
    Ok(comity_core::Time::from_seconds(at.as_second()).to_string())
}

#[cfg(test)]
mod tests;
