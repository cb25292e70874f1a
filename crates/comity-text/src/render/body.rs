//! The body of an act as blocks of a document: texts, persons, custody, attachments.
//!
//! Shows what it is given: whoever may not see personal fields is given a
//! masked body (`comity_core::body`). The keys of attachments are never shown.

use comity_core::{
    Time,
    body::{
        Attachment, Body, Citation, Contact, ContactRole, CustodyEntry, DataSought, Identifier,
        IdentifierKind, Person, RequestBody, Texts, Translator,
    },
    codes::Language,
};

use crate::{
    args::Args,
    catalogue::Catalogue,
    format::{self, Offset},
    locale::Locale,
    render::doc::{Block, Column},
};

/// The parts of a body in the order of official papers.
#[must_use]
pub fn blocks(body: &Body, words: &Catalogue, offset: Offset) -> Vec<Block> {
    let shown = Shown {
        words,
        offset,
        authoritative: body.language,
        all: false,
    };
    shown.body(body)
}

/// The same with every text in every language that it is there in: what crosses, whole.
#[must_use]
pub fn whole(body: &Body, words: &Catalogue, offset: Offset) -> Vec<Block> {
    let shown = Shown {
        words,
        offset,
        authoritative: body.language,
        all: true,
    };
    shown.body(body)
}

/// The custody of exhibits before they were handed over, as a table; nothing when there is none.
pub(super) fn custody(list: &[&CustodyEntry], words: &Catalogue, offset: Offset) -> Option<Block> {
    let shown = Shown {
        words,
        offset,
        authoritative: Language::En,
        all: false,
    };
    shown.table("body-custody", CUSTODY, list, |entry| shown.custody(entry))
}

const CONTACTS: &[&str] = &["role", "office", "person", "reach", "hours", "file"];
const CITATIONS: &[&str] = &["law", "article"];
const DATA: &[&str] = &["class", "identifiers", "custodian", "from", "until"];
const PERSONS: &[&str] = &["reference", "role", "identity"];
const CUSTODY: &[&str] = &[
    "exhibit",
    "at",
    "by",
    "action",
    "place",
    "changes",
    "witnesses",
];
const ATTACHMENTS: &[&str] = &["name", "class", "size", "exhibit", "fingerprint"];

struct Shown<'a> {
    words: &'a Catalogue,
    offset: Offset,
    authoritative: Language,
    /// Every text in every language.
    all: bool,
}

impl Shown<'_> {
    fn body(&self, body: &Body) -> Vec<Block> {
        let mut blocks = vec![self.head(body)];
        if let Some(request) = &body.request {
            blocks.extend(self.request(request));
        }
        blocks.extend(self.texts("body-text", &body.text));
        if let Some(translator) = &body.translator {
            blocks.extend(self.translator(translator));
        }
        blocks.extend(
            self.table("body-persons", PERSONS, &body.persons, |person| {
                self.person(person)
            }),
        );
        blocks.extend(self.table("body-custody", CUSTODY, &body.custody, |entry| {
            self.custody(entry)
        }));
        blocks.extend(
            self.table("body-attachments", ATTACHMENTS, &body.attachments, |file| {
                self.attachment(file)
            }),
        );
        blocks
    }

    fn head(&self, body: &Body) -> Block {
        let language = self.words.label(Language::LIST, body.language.code());
        let mut facts = vec![(self.words.plain("body-authoritative"), language)];
        if let Some(reference) = &body.reference {
            facts.push((self.words.plain("body-reference"), reference.clone()));
        }
        Block::Facts(facts)
    }

    fn request(&self, request: &RequestBody) -> Vec<Block> {
        let field = |code: &str| format!("code-field-{code}");
        let text = |code: &str, texts: &Texts| self.texts(&field(code), texts);
        let mut blocks = text("subject", &request.subject);
        blocks.extend(
            self.table("body-contacts", CONTACTS, &request.contacts, |contact| {
                self.contact(contact)
            }),
        );
        blocks.extend(text("facts", &request.facts));
        blocks.extend(text("observed", &request.observed));
        blocks.extend(text("asked", &request.asked));
        blocks.extend(text("purpose", &request.purpose));
        let citations = |code: &str, list: &[Citation]| {
            self.table(&field(code), CITATIONS, list, |citation| {
                vec![citation.law.clone(), citation.article.clone()]
            })
        };
        blocks.extend(citations("legal-basis", &request.legal_basis));
        blocks.extend(citations("provisions", &request.provisions));
        blocks.extend(text("pledge", &request.pledge));
        blocks.extend(
            self.table(&field("data-sought"), DATA, &request.data_sought, |data| {
                self.data(data)
            }),
        );
        blocks.extend(text("relation", &request.relation));
        blocks.extend(text("necessity", &request.necessity));
        blocks.extend(text("urgency-reasons", &request.urgency_reasons));
        blocks.extend(text("confidentiality", &request.confidentiality));
        blocks.extend(text("special-procedure", &request.special_procedure));
        blocks
    }

    /// A heading and the text: in the reader's language where there is one, and always in the authoritative one.
    fn texts(&self, heading: &str, texts: &Texts) -> Vec<Block> {
        let wanted = match self.words.locale() {
            Locale::En => Language::En,
            Locale::ZhHans => Language::ZhHans,
        };
        let mut blocks = Vec::new();
        for (language, text) in texts {
            let shown = *language == wanted || *language == self.authoritative;
            if self.all || shown || texts.len() == 1 {
                let name = self.words.label(Language::LIST, language.code());
                let args = Args::new()
                    .with("name", self.words.plain(heading))
                    .with("language", name);
                blocks.push(Block::Heading(self.words.text("body-heading", &args)));
                blocks.extend(text.split("\n\n").map(|part| Block::Text(part.to_owned())));
            }
        }
        blocks
    }

    fn translator(&self, translator: &Translator) -> Vec<Block> {
        let level = self
            .words
            .label("translation-level", translator.level.code());
        let facts = vec![
            (
                self.words.plain("body-translator"),
                translator.office.clone(),
            ),
            (self.words.plain("says-level"), level),
        ];
        let mut blocks = vec![Block::Facts(facts)];
        blocks.extend(self.texts("body-translator", &translator.statement));
        blocks
    }

    /// A table with a row for each element, without columns that stay empty; nothing when there is no element.
    fn table<T>(
        &self,
        caption: &str,
        columns: &[&str],
        list: &[T],
        row: impl Fn(&T) -> Vec<String>,
    ) -> Option<Block> {
        if list.is_empty() {
            return None;
        }
        let rows: Vec<Vec<String>> = list.iter().map(row).collect();
        let filled = |at: usize| {
            rows.iter()
                .any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()))
        };
        let kept: Vec<usize> = (0..columns.len()).filter(|at| filled(*at)).collect();
        let only_kept =
            |row: &Vec<String>| kept.iter().filter_map(|at| row.get(*at).cloned()).collect();
        Some(Block::Table {
            caption: self.words.plain(caption),
            columns: kept
                .iter()
                .filter_map(|at| columns.get(*at))
                .map(|name| Column::words(self.words.plain(&format!("body-column-{name}"))))
                .collect(),
            rows: rows.iter().map(only_kept).collect(),
        })
    }

    fn contact(&self, contact: &Contact) -> Vec<String> {
        let role = match contact.role {
            ContactRole::Requesting => "body-contact-requesting",
            ContactRole::Confirmation => "body-contact-confirmation",
            ContactRole::Investigating => "body-contact-investigating",
            ContactRole::Judicial => "body-contact-judicial",
        };
        vec![
            self.words.plain(role),
            contact.office.clone(),
            or_empty(contact.person.as_ref()),
            joined(&[&contact.phone, &contact.email, &contact.address]),
            joined(&[&contact.hours, &contact.offset.as_deref().map(clock)]),
            or_empty(contact.file.as_ref()),
        ]
    }

    fn data(&self, data: &DataSought) -> Vec<String> {
        let identifiers: Vec<String> = data
            .identifiers
            .iter()
            .map(|one| self.identifier(one))
            .collect();
        vec![
            self.words.label("data-class", data.class.code()),
            self.words.parts(&identifiers),
            or_empty(data.custodian.as_ref()),
            self.time(data.from),
            self.time(data.until),
        ]
    }

    fn identifier(&self, identifier: &Identifier) -> String {
        let kind = match identifier.kind {
            IdentifierKind::Account => "code-item-kind-account",
            IdentifierKind::Address => "code-item-kind-address",
            IdentifierKind::Domain => "code-item-kind-domain",
            IdentifierKind::Url => "code-item-kind-url",
            IdentifierKind::Hash => "code-item-kind-hash",
            IdentifierKind::Wallet => "body-identifier-wallet",
        };
        let port = identifier
            .port
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        let args = Args::new()
            .with("name", self.words.plain(kind))
            .with("value", format!("{}{port}", identifier.value));
        let shown = self.words.text("value-pair", &args);
        match identifier.at {
            None => shown,
            Some(at) => {
                let args = Args::new()
                    .with("identifier", shown)
                    .with("time", self.words.time(at, self.offset));
                self.words.text("body-identifier-at", &args)
            }
        }
    }

    fn person(&self, person: &Person) -> Vec<String> {
        let role = self.words.label("person-role", person.role.code());
        let role = if person.minor {
            self.words
                .text("body-person-minor", &Args::new().with("role", role))
        } else {
            role
        };
        let identity = person.identity.as_ref().map_or_else(
            || self.words.plain("body-person-unnamed"),
            |known| {
                let parts = [
                    &known.name,
                    &known.born,
                    &known.nationality,
                    &known.document,
                    &known.location,
                ];
                joined(&parts)
            },
        );
        vec![person.reference.clone(), role, identity]
    }

    fn custody(&self, entry: &CustodyEntry) -> Vec<String> {
        vec![
            entry.exhibit.clone(),
            self.words.time(entry.at, self.offset),
            entry.by.clone(),
            entry.action.clone(),
            joined(&[&entry.place, &entry.method]),
            or_empty(entry.changes.as_ref()),
            entry.witnesses.join(", "),
        ]
    }

    fn attachment(&self, file: &Attachment) -> Vec<String> {
        vec![
            file.name.clone(),
            self.words.label("data-class", file.data_class.code()),
            format::size(file.size),
            or_empty(file.exhibit.as_ref()),
            file.sha256.to_string(),
        ]
    }

    fn time(&self, time: Option<Time>) -> String {
        time.map(|time| self.words.time(time, self.offset))
            .unwrap_or_default()
    }
}

fn or_empty(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

/// A distance from UTC as all are shown; as it was written where it is none.
fn clock(offset: &str) -> String {
    let known = offset.parse().map(|offset: Offset| offset.to_string());
    known.unwrap_or_else(|_| offset.to_owned())
}

/// What is there, separated by slashes: the parts are the parties' own words in either script.
fn joined(parts: &[&Option<String>]) -> String {
    let there: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
    there.join(" / ")
}
