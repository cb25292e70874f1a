//! The content of acts: bodies and lists, opened when somebody looks, never kept open.

use comity_core::{
    DossierId,
    body::{Attachment, AttachmentPart, Body, mask, mask_fields},
    items::{FateList, ItemList},
    record::{Parties, Said, Side},
};
use comity_peer::{act::unpad, seal::Sealer};
use comity_store::{ReadTx, Store};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{CaseError, view};
use crate::{channel::openings, error::NodeError, office::Office};

/// The body of an act as this node has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Content {
    /// The act has none.
    None,
    /// It was opened.
    Open {
        /// What it says; printed without the identities of attachments, which are keys.
        #[serde(serialize_with = "without_identities")]
        body: Box<Body>,
    },
    /// It was opened, but is not of the form of these rules; shown as it is.
    Foreign {
        /// Its fields.
        fields: Map<String, Value>,
    },
    /// It was erased, with the ground.
    Erased {
        /// The tombstone.
        tombstone: Value,
    },
    /// It is held and does not open.
    Closed,
    /// It is not held.
    Absent,
}

/// Who is shown a case opens attachments through the house, never with a key from a screen.
fn without_identities<S: serde::Serializer>(body: &Body, serializer: S) -> Result<S::Ok, S::Error> {
    let mut shown = body.clone();
    for attachment in &mut shown.attachments {
        attachment.identity.clear();
    }
    shown.serialize(serializer)
}

impl Content {
    /// Takes the personal fields out; of a body of another form all that is not known to be impersonal.
    pub fn mask(&mut self) {
        match self {
            Self::Open { body } => mask(body),
            Self::Foreign { fields } => mask_fields(fields),
            Self::None | Self::Erased { .. } | Self::Closed | Self::Absent => {}
        }
    }

    /// The body, when it was opened.
    #[must_use]
    pub fn body(&self) -> Option<&Body> {
        match self {
            Self::Open { body } => Some(body),
            _ => None,
        }
    }
}

/// Opens the body of an act of a channel.
pub(crate) fn open(
    tx: &dyn ReadTx,
    sealer: &dyn Sealer,
    parties: &Parties,
    said: &Said,
) -> Result<Content, CaseError> {
    let Some(reference) = said.envelope.body else {
        return Ok(Content::None);
    };
    let (log, index) = (said.log(parties), said.position.index);
    let Some(sealed) = tx.sealed(&log, index, &reference.sha256)? else {
        return Ok(match tx.tombstone(&reference.sha256)? {
            Some(text) => Content::Erased {
                tombstone: serde_json::from_str(&text).unwrap_or_default(),
            },
            None => Content::Absent,
        });
    };
    let Ok(opened) = openings::open(tx, sealer, &sealed)? else {
        return Ok(Content::Closed);
    };
    let Some(text) = unpad(&opened.plain) else {
        return Ok(Content::Closed);
    };
    Ok(match Body::parse(text) {
        Ok(body) => Content::Open {
            body: Box::new(body),
        },
        Err(_) => serde_json::from_slice(text)
            .map_or(Content::Closed, |fields| Content::Foreign { fields }),
    })
}

impl<S: Store> Office<'_, S> {
    /// What became of the items of a case by our own last list; none when we gave none.
    pub(crate) fn fates_so_far(&self, dossier: &DossierId) -> Result<Option<FateList>, CaseError> {
        let (them, _) = self
            .node
            .store()
            .read(|tx| view::find(tx, &dossier.to_string()))?;
        let side = self
            .parties(&them)?
            .side(self.node.me())
            .unwrap_or(Side::First);
        let list = self.last_list(dossier, side, AttachmentPart::Fates)?;
        list.map(|bytes| FateList::from_csv(&bytes).map_err(CaseError::from))
            .transpose()
    }

    /// The items of a case in their order, as far as all their lists are held; numbers run from 1.
    ///
    /// # Errors
    /// No such case, or a list that cannot be opened or read.
    pub fn items(&self, case: &str) -> Result<Option<ItemList>, CaseError> {
        let (them, dossier) = self.node.store().read(|tx| view::find(tx, case))?;
        let asker = self
            .parties(&them)?
            .side(&dossier.by)
            .unwrap_or(Side::First);
        let mut items = Vec::new();
        for attachment in self.lists(&dossier, asker, AttachmentPart::Items)? {
            let bytes = self.open_list(&attachment)?;
            items.extend_from_slice(ItemList::from_csv(&bytes)?.items());
        }
        if items.is_empty() {
            Ok(None)
        } else {
            Ok(Some(ItemList::new(items)?))
        }
    }

    /// What became of the items of a case, by the answerer's last list.
    ///
    /// # Errors
    /// As [`Office::items`].
    pub fn fates(&self, case: &str) -> Result<Option<FateList>, CaseError> {
        let (them, dossier) = self.node.store().read(|tx| view::find(tx, case))?;
        let asker = self
            .parties(&them)?
            .side(&dossier.by)
            .unwrap_or(Side::First);
        let list = self.last_list(&dossier, asker.other(), AttachmentPart::Fates)?;
        list.map(|bytes| FateList::from_csv(&bytes).map_err(CaseError::from))
            .transpose()
    }

    fn last_list(
        &self,
        dossier: &DossierId,
        side: Side,
        part: AttachmentPart,
    ) -> Result<Option<Vec<u8>>, CaseError> {
        let lists = self.lists(dossier, side, part)?;
        lists
            .last()
            .map(|attachment| self.open_list(attachment))
            .transpose()
    }

    /// The lists of one kind that a side gave in a case, in the order of its log.
    fn lists(
        &self,
        dossier: &DossierId,
        side: Side,
        part: AttachmentPart,
    ) -> Result<Vec<Attachment>, CaseError> {
        let secrets = self.node.secrets();
        self.node.store().read(|tx| {
            let (them, dossier) = view::find(tx, &dossier.to_string())?;
            let parties = self.parties(&them)?;
            let acts = view::acts(tx, &them, &dossier)?;
            let case = comity_core::case::evaluate(&acts);
            let stands = |said: &&Said| said.side == side && case.find(said.envelope.id).is_some();
            let mut found = Vec::new();
            for said in acts.iter().filter(stands) {
                let content = open(tx, &*secrets.sealer, &parties, said)?;
                let all = content
                    .body()
                    .map(|body| body.attachments.clone())
                    .unwrap_or_default();
                found.extend(all.into_iter().filter(|one| one.part == Some(part)));
            }
            Ok(found)
        })
    }

    /// The bytes of a list.
    pub(crate) fn open_list(&self, attachment: &Attachment) -> Result<Vec<u8>, CaseError> {
        if attachment.size > self.attachment_limit(false) {
            let limit = self.attachment_limit(false);
            return Err(crate::attach::AttachError::TooLarge {
                size: attachment.size,
                limit,
            }
            .into());
        }
        let mut bytes = Vec::new();
        self.node
            .open_stream(self.parts, self.streams, attachment, &mut bytes)?;
        Ok(bytes)
    }
}

impl From<comity_core::canonical::CanonicalError> for CaseError {
    fn from(error: comity_core::canonical::CanonicalError) -> Self {
        NodeError::from(error).into()
    }
}
