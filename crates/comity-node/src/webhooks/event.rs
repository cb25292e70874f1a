//! What webhooks tell of, and how it is said: what happened, in which channel and case, and when.
//!
//! Never anything of what an act says, not even its kind: who may read it asks for it.

use comity_core::{DossierId, PartyName, Time};
use comity_tlog::hash::sha256;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::WebhookError;
use crate::case::watch::WatchRow;

/// A kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// The counterpart said something.
    #[serde(rename = "act.received")]
    ActReceived,
    /// This side said something.
    #[serde(rename = "act.sent")]
    ActSent,
    /// The nearest deadline of a case ran out.
    #[serde(rename = "deadline.passed")]
    DeadlinePassed,
}

impl Kind {
    /// All kinds that a webhook may tell of.
    pub const ALL: [Self; 3] = [Self::ActReceived, Self::ActSent, Self::DeadlinePassed];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ActReceived => "act.received",
            Self::ActSent => "act.sent",
            Self::DeadlinePassed => "deadline.passed",
        }
    }

    /// The kind of this name.
    ///
    /// # Errors
    /// [`WebhookError::Kinds`].
    pub fn parse(text: &str) -> Result<Self, WebhookError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or(WebhookError::Kinds)
    }

    pub(super) const fn of(row: &WatchRow) -> Self {
        if row.ours {
            Self::ActSent
        } else {
            Self::ActReceived
        }
    }
}

/// The name of what is sent when somebody asks for a test.
const TEST: &str = "webhook.test";

/// Something to tell, as it waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The same however often it is tried again: `msg_` and 32 digits.
    pub id: String,
    /// Its kind, by its name.
    pub kind: String,
    /// The body that is signed and sent.
    pub body: String,
    /// The channel and the case that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<(PartyName, Option<DossierId>)>,
}

impl Event {
    /// An act that came or went; `deadline` is the nearest of its case.
    pub(super) fn of_act(webhook: &str, row: &WatchRow, deadline: Option<Time>) -> Self {
        let kind = Kind::of(row).name();
        let place = (row.entry.generation, row.entry.index);
        let name = format!("{webhook}\n{kind}\n{}\n{}.{}", row.them, place.0, place.1);
        let body = json!({
            "type": kind,
            "timestamp": row.at,
            "data": {
                "channel": row.them,
                "log": if row.ours { "ours" } else { "theirs" },
                "entry": {"generation": place.0, "index": place.1},
                "case": row.case,
                "reference": row.reference,
                "deadline": deadline,
            },
        });
        Self {
            id: id(&name),
            kind: kind.to_owned(),
            body: body.to_string(),
            about: Some((row.them.clone(), row.case.clone())),
        }
    }

    /// A deadline of a case that ran out.
    pub(super) fn of_deadline(
        webhook: &str,
        them: &PartyName,
        case: &DossierId,
        reference: Option<&str>,
        at: Time,
    ) -> Self {
        let kind = Kind::DeadlinePassed.name();
        let body = json!({
            "type": kind,
            "timestamp": at,
            "data": {
                "channel": them,
                "case": case,
                "reference": reference,
                "deadline": at,
            },
        });
        Self {
            id: id(&format!("{webhook}\n{kind}\n{them}\n{case}\n{at}")),
            kind: kind.to_owned(),
            body: body.to_string(),
            about: Some((them.clone(), Some(case.clone()))),
        }
    }

    /// A test: it says nothing but that it is one.
    pub(super) fn test(webhook: &str, at: Time) -> Self {
        let body = json!({"type": TEST, "timestamp": at, "data": {"webhook": webhook}});
        Self {
            id: id(&format!("{webhook}\n{TEST}\n{at}")),
            kind: TEST.to_owned(),
            body: body.to_string(),
            about: None,
        }
    }
}

/// The name of an event by what it is, so that it is the same after a restart. No full stop is in it.
fn id(text: &str) -> String {
    let hash = HEXLOWER.encode(sha256(text.as_bytes()).as_bytes());
    format!("msg_{}", hash.get(..32).unwrap_or(&hash))
}
