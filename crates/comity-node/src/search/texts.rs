//! What is text of a case: its reference, what is in the bodies that open, our notes and labels.
//!
//! Left out are keys, fingerprints, times and codes: nobody looks for them by words, and the identity
//! of an attachment opens it.

use comity_core::{
    DossierId, PartyName,
    body::{Attachment, AttachmentPart},
};
use comity_store::{ReadTx, Store};
use serde_json::Value;

use crate::{
    case::{
        CaseError,
        content::{self, Content},
        file::REQUEST,
        rows, subject, view,
    },
    office::Office,
    translate,
};

/// Bytes of text of a case that are looked at.
const MOST: usize = 2 << 20;

/// Fields whose values are no words.
const NO_WORDS: [&str; 22] = [
    "at",
    "class",
    "credential",
    "data_class",
    "exhibit",
    "from",
    "hours",
    "id",
    "kind",
    "language",
    "level",
    "media_type",
    "offset",
    "origin",
    "part",
    "port",
    "role",
    "root",
    "seed",
    "sha256",
    "until",
    "v",
];

/// All text of a case, the lists of items that belong to it, and its subject.
pub(crate) struct Texts {
    pub(crate) all: Vec<String>,
    pub(crate) lists: Vec<Attachment>,
    /// The subject of the request, as lists show it.
    pub(crate) subject: Option<comity_core::body::Texts>,
}

/// The text of a case as it is held now.
pub(crate) fn of_case<S: Store>(
    tx: &dyn ReadTx,
    office: Office<'_, S>,
    them: &PartyName,
    dossier: &DossierId,
) -> Result<Texts, CaseError> {
    let (secrets, parties) = (office.node.secrets(), office.parties(them)?);
    let mut texts = Texts {
        all: rows::known_reference(tx, dossier)?.into_iter().collect(),
        lists: Vec::new(),
        subject: None,
    };
    let mut asked = false;
    for said in view::acts(tx, them, dossier)? {
        let content = content::open(tx, &*secrets.sealer, &parties, &said)?;
        if let Some(body) = content.body() {
            let lists = body.attachments.iter();
            let lists = lists.filter(|one| one.part == Some(AttachmentPart::Items));
            texts.lists.extend(lists.cloned());
        }
        if !asked && said.envelope.kind == REQUEST {
            asked = true;
            texts.subject = subject::of(&content);
        }
        words(&content, &mut texts.all);
        if let Some(own) = translate::of_act(tx, office, said.envelope.id)? {
            texts
                .all
                .extend(own.texts.into_iter().map(|(_, text)| text));
        }
    }
    if !asked {
        texts.subject = Some(comity_core::body::Texts::new());
    }
    for note in tx.private_notes(them, dossier)? {
        texts.all.push(note.text);
    }
    texts.all.extend(tx.labels(them, dossier)?);
    let mut left = MOST;
    for text in &mut texts.all {
        cut(text, &mut left);
    }
    Ok(texts)
}

/// What the first act of a case says in words.
pub(crate) fn asked<S: Store>(
    tx: &dyn ReadTx,
    office: Office<'_, S>,
    them: &PartyName,
    dossier: &DossierId,
) -> Result<Vec<String>, CaseError> {
    let (secrets, parties) = (office.node.secrets(), office.parties(them)?);
    let acts = view::acts(tx, them, dossier)?;
    let mut all = Vec::new();
    for said in acts.iter().filter(|said| said.envelope.opens()) {
        words(
            &content::open(tx, &*secrets.sealer, &parties, said)?,
            &mut all,
        );
    }
    Ok(all)
}

fn words(content: &Content, all: &mut Vec<String>) {
    match content {
        Content::Open { body } => {
            collect(&serde_json::to_value(body).unwrap_or_default(), all);
        }
        Content::Foreign { fields } => fields
            .iter()
            .for_each(|(key, value)| field(key, value, all)),
        Content::None | Content::Erased { .. } | Content::Closed | Content::Absent => {}
    }
}

fn collect(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| collect(value, all)),
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| field(key, value, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn field(key: &str, value: &Value, all: &mut Vec<String>) {
    // Of a person it is who that is; of an attachment, the key that opens it.
    let is_key = key == "identity" && value.is_string();
    if !is_key && !NO_WORDS.contains(&key) {
        collect(value, all);
    }
}

/// Cuts a text to what is left, at a character.
fn cut(text: &mut String, left: &mut usize) {
    let end = text.floor_char_boundary(*left);
    text.truncate(end);
    *left = left.saturating_sub(end);
}
