//! Acts: sealing what this party says, and opening what the other said.
//!
//! An act is an envelope and, mostly, a body, each padded and sealed apart to
//! the reader and to the sender (`docs/protocol.md`, sections 4.1 to 4.4).
//! [`seal_act`] makes what the leaf and the pouch carry. [`open_act`] gives the
//! *verdict* that a node must have before it covers an entry: good, or bad for
//! a reason that both sides can check with an opening. Bytes that are not the
//! ones that were fingerprinted are neither: they are *missing*.
//!
//! Out of scope: whether a readable act has an effect ([`crate::judge`] and
//! comity-core), attachments ([`crate::attachment`]).

use comity_core::{
    ActId, DossierId, Envelope, Hash, Leaf, Origin,
    canonical::{self, CanonicalError, V1},
    envelope::{AttachmentRef, BodyRef},
    id::DossierKey,
    mutant::{Mutant, broken},
};
use comity_tlog::hash::sha256;
use serde_json::{Map, Value};

use crate::seal::{FileKey, OpenError, Recipients, SealError, Sealer};

mod pad;
mod pouch;

pub use pad::{pad, unpad};
pub use pouch::open_pouch;

/// The longest body in bytes, before padding.
pub const BODY_LIMIT: usize = 1 << 20;
/// The longest sealed envelope in bytes.
pub const SEALED_ENVELOPE_LIMIT: usize = (64 + 4) << 10;
/// The longest sealed body in bytes.
pub const SEALED_BODY_LIMIT: usize = BODY_LIMIT + (4 << 10);
/// The most attachments of one act.
pub const ATTACHMENTS_LIMIT: usize = 64;

/// What a party is about to say: an envelope without what sealing adds, and a body.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// The attachments, sealed already.
    pub attachments: Vec<AttachmentRef>,
    /// The body's fields; origin, id and version are added here.
    pub body: Option<Map<String, Value>>,
    /// Fingerprint of the credential that the party speaks under.
    pub credential: Hash,
    /// The dossier that the act belongs to, or opens.
    pub dossier: Option<DossierId>,
    /// The duty number.
    pub duty: Option<String>,
    /// The act's id.
    pub id: ActId,
    /// The kind of act.
    pub kind: String,
    /// The office that speaks.
    pub office: String,
    /// The log that the act will stand in.
    pub origin: Origin,
    /// The version of the rules.
    pub rules: u32,
    /// Codes, numbers and dates.
    pub says: Map<String, Value>,
    /// What makes the leaf's tag.
    pub tag: Tag,
}

/// What the dossier tag of a leaf is made from.
#[derive(Debug, Clone)]
pub enum Tag {
    /// The key of a dossier; it goes into the envelope of the act that opens it.
    Key(DossierKey),
    /// Random bytes, for an act of no dossier.
    Random(Hash),
}

/// An act as it leaves: what its leaf names, and the sealed bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedAct {
    /// Fingerprint of the sealed envelope.
    pub act: Hash,
    /// The dossier tag.
    pub re: Hash,
    /// The sealed envelope.
    pub envelope: Vec<u8>,
    /// The sealed body.
    pub body: Option<Vec<u8>>,
    /// What the envelope says.
    pub said: Envelope,
}

/// Seals an act to its reader and to its sender.
///
/// # Errors
/// Envelope or body are over their limits or do not go together, or sealing failed.
pub fn seal_act(
    sealer: &dyn Sealer,
    to: &Recipients,
    act: Outgoing,
) -> Result<SealedAct, ActError> {
    if act.attachments.len() > ATTACHMENTS_LIMIT {
        return Err(ActError::Attachments(act.attachments.len()));
    }
    let body = act
        .body
        .map(|fields| seal_body(sealer, to, fields, &act.origin, act.id))
        .transpose()?;
    let opens = act
        .dossier
        .as_ref()
        .is_some_and(|dossier| dossier.id == act.id && dossier.by == act.origin.sender);
    let said = Envelope {
        attachments: act.attachments,
        body: body.as_ref().map(|(reference, _)| *reference),
        credential: act.credential,
        dossier: act.dossier,
        duty: act.duty,
        id: act.id,
        key: match &act.tag {
            Tag::Key(key) if opens => Some(key.clone()),
            _ => None,
        },
        kind: act.kind,
        office: act.office,
        origin: act.origin,
        rules: act.rules,
        says: act.says,
        v: V1,
    };
    let envelope = sealer.seal(to, &pad(said.to_bytes()?))?;
    let act_hash = sha256(&envelope);
    let re = match act.tag {
        Tag::Key(key) => key.tag(&act_hash),
        Tag::Random(bytes) => bytes,
    };
    Ok(SealedAct {
        act: act_hash,
        re,
        envelope,
        body: body.map(|(_, sealed)| sealed),
        said,
    })
}

fn seal_body(
    sealer: &dyn Sealer,
    to: &Recipients,
    mut fields: Map<String, Value>,
    origin: &Origin,
    id: ActId,
) -> Result<(BodyRef, Vec<u8>), ActError> {
    for (name, value) in [
        ("id", Value::from(id.to_string())),
        ("origin", Value::from(origin.to_string())),
        ("v", Value::from(1)),
    ] {
        fields.insert(name.to_owned(), value);
    }
    let text = canonical::to_bytes(&fields)?;
    if text.len() > BODY_LIMIT {
        return Err(CanonicalError::TooLong {
            size: text.len(),
            limit: BODY_LIMIT,
        }
        .into());
    }
    let sealed = match broken(Mutant::OpenBody) {
        true => text,
        false => sealer.seal(to, &pad(text))?,
    };
    let reference = BodyRef {
        sha256: sha256(&sealed),
        size: length(&sealed),
    };
    Ok((reference, sealed))
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// What a node finds when it opens an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Envelope and body open and match.
    Good(Box<OpenedAct>),
    /// They do not, and the next leaf says so.
    Bad(BadReason),
}

/// An act that opened.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedAct {
    /// What it says.
    pub envelope: Envelope,
    /// The file key of the envelope: an opening to give to a third party.
    pub envelope_key: FileKey,
    /// The body with its file key, when the act has one.
    pub body: Option<OpenedBody>,
}

/// A body that opened: person, text and language, which reducers never read.
#[derive(Clone, PartialEq)]
pub struct OpenedBody {
    /// Its fields, with origin, id and version.
    pub fields: Map<String, Value>,
    /// The file key of the body.
    pub key: FileKey,
}

impl std::fmt::Debug for OpenedBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedBody")
            .field("fields", &self.fields.len())
            .finish_non_exhaustive()
    }
}

/// Why an entry is called bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BadReason {
    /// The envelope does not open with our identities, or is damaged.
    EnvelopeClosed,
    /// The envelope is not padded as it must be.
    EnvelopePadding,
    /// The opened envelope is not the canonical JSON of an envelope, or over a limit.
    EnvelopeMalformed,
    /// The leaf or the envelope states another size than the sealed bytes have.
    Size,
    /// The body does not open, or is damaged.
    BodyClosed,
    /// The body is not padded as it must be.
    BodyPadding,
    /// The opened body is not canonical JSON.
    BodyMalformed,
    /// The body does not repeat origin and id of the envelope.
    BodyOfAnother,
}

impl BadReason {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EnvelopeClosed => "bad-envelope-closed",
            Self::EnvelopePadding => "bad-envelope-padding",
            Self::EnvelopeMalformed => "bad-envelope-malformed",
            Self::Size => "bad-size",
            Self::BodyClosed => "bad-body-closed",
            Self::BodyPadding => "bad-body-padding",
            Self::BodyMalformed => "bad-body-malformed",
            Self::BodyOfAnother => "bad-body-of-another",
        }
    }
}

/// Opens the act of a leaf and comes to a verdict.
///
/// The leaf must have an act. A body that the envelope does not name is ignored.
///
/// # Errors
/// [`OpenActError::Missing`] when bytes are absent or not the fingerprinted ones;
/// [`OpenActError::Fault`] when our own sealer failed, which is no verdict.
pub fn open_act(
    sealer: &dyn Sealer,
    leaf: &Leaf,
    envelope: Option<&[u8]>,
    body: Option<&[u8]>,
) -> Result<Verdict, OpenActError> {
    let sealed = envelope
        .filter(|bytes| Some(sha256(bytes)) == leaf.act)
        .ok_or(OpenActError::Missing(Missing::Envelope))?;
    if leaf.size != Some(length(sealed)) {
        return Ok(Verdict::Bad(BadReason::Size));
    }
    let (said, envelope_key) = match open_envelope(sealer, sealed)? {
        Ok(opened) => opened,
        Err(reason) => return Ok(Verdict::Bad(reason)),
    };
    let body = match said.body {
        None => Ok(None),
        Some(reference) => open_body(sealer, &said, &reference, body)?.map(Some),
    };
    Ok(match body {
        Ok(body) => Verdict::Good(Box::new(OpenedAct {
            envelope: said,
            envelope_key,
            body,
        })),
        Err(reason) => Verdict::Bad(reason),
    })
}

fn open_envelope(
    sealer: &dyn Sealer,
    sealed: &[u8],
) -> Result<Result<(Envelope, FileKey), BadReason>, OpenActError> {
    let opened = match sealer.open(sealed) {
        Ok(opened) => opened,
        Err(OpenError::Fault(fault)) => return Err(OpenActError::Fault(fault)),
        Err(_) => return Ok(Err(BadReason::EnvelopeClosed)),
    };
    Ok(read_envelope(&opened.plain).map(|envelope| (envelope, opened.file_key)))
}

/// Reads an opened envelope, padding included, as a reader of the log and a verifier of a proof do.
///
/// # Errors
/// The reason for which the entry is bad.
pub fn read_envelope(plain: &[u8]) -> Result<Envelope, BadReason> {
    let text = unpad(plain).ok_or(BadReason::EnvelopePadding)?;
    Envelope::parse(text)
        .ok()
        .filter(|envelope| envelope.attachments.len() <= ATTACHMENTS_LIMIT)
        .ok_or(BadReason::EnvelopeMalformed)
}

fn open_body(
    sealer: &dyn Sealer,
    said: &Envelope,
    reference: &BodyRef,
    body: Option<&[u8]>,
) -> Result<Result<OpenedBody, BadReason>, OpenActError> {
    let sealed = body
        .filter(|bytes| sha256(bytes) == reference.sha256)
        .ok_or(OpenActError::Missing(Missing::Body))?;
    if reference.size != length(sealed) {
        return Ok(Err(BadReason::Size));
    }
    let opened = match sealer.open(sealed) {
        Ok(opened) => opened,
        Err(OpenError::Fault(fault)) => return Err(OpenActError::Fault(fault)),
        Err(_) => return Ok(Err(BadReason::BodyClosed)),
    };
    let fields = read_body(&opened.plain, said);
    Ok(fields.map(|fields| OpenedBody {
        fields,
        key: opened.file_key,
    }))
}

/// Reads the opened body of an envelope, padding included.
///
/// # Errors
/// The reason for which the entry is bad.
pub fn read_body(plain: &[u8], said: &Envelope) -> Result<Map<String, Value>, BadReason> {
    let text = unpad(plain).ok_or(BadReason::BodyPadding)?;
    let fields: Map<String, Value> =
        canonical::from_bytes(text, BODY_LIMIT).map_err(|_| BadReason::BodyMalformed)?;
    let repeats = |name, value: String| {
        fields
            .get(name)
            .and_then(Value::as_str)
            .is_some_and(|text| text == value)
    };
    if fields.get("v").and_then(Value::as_u64) != Some(1) {
        return Err(BadReason::BodyMalformed);
    }
    if repeats("origin", said.origin.to_string()) && repeats("id", said.id.to_string()) {
        Ok(fields)
    } else {
        Err(BadReason::BodyOfAnother)
    }
}

/// Why an act was not sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// Envelope or body cannot be written.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Too many attachments.
    #[error("say an act with {0} attachments")]
    Attachments(usize),
    /// The sealer refused or failed.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl ActError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Canonical(error) => error.code(),
            Self::Attachments(_) => "act-too-many-attachments",
            Self::Seal(error) => error.code(),
        }
    }
}

/// Why there is no verdict.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenActError {
    /// The bytes with the fingerprint are not there: ask for them again.
    #[error("find the sealed {0}")]
    Missing(Missing),
    /// Our sealer failed.
    #[error("open an act: {0}")]
    Fault(String),
}

/// Which bytes are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The envelope that the leaf names.
    Envelope,
    /// The body that the envelope names.
    Body,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Envelope => "envelope",
            Self::Body => "body",
        })
    }
}

#[cfg(test)]
mod tests;
