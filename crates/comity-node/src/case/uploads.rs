//! Attachments that come in pieces: what came is kept when the sender is cut off, and goes on there.
//!
//! A piece is sealed as it comes, to an identity of its own that only the house knows, so that
//! nothing of it lies in clear on the disk. When the last one is there, all are opened in their
//! order and sealed anew as the attachment; an upload is whole only when that was done. One that
//! nobody goes on with is thrown away after a day.
//!
//! One process takes the pieces of an upload one after the other ([`Turns`]). Where two do it at
//! once, the one that notes its piece first has it, and the other keeps nothing.
//!
//! Out of scope: how pieces come over HTTP (`comity-web`, tus).

mod error;
mod piece;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    io::Read,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

use comity_core::{Hash, Time, body::Attachment, codes::DataClass};
use comity_peer::rng::{Random, array};
use comity_store::{ReadTx, Store, StoreError, Tx, parts::PartFile};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use self::piece::{Came, Piece, Reading};
use super::{
    CaseError,
    draft::{Kept as KeptDraft, WRITING},
    drafting::sees,
};
use crate::{
    access::Sight,
    attach::{AttachError, Plain},
    kept,
    office::Office,
    people,
};

pub use error::UploadError;

const KIND: &str = "upload";
/// How long an upload is kept that nobody goes on with, in seconds.
const KEPT: i64 = 86_400;
/// The most pieces of one upload.
const PIECES: usize = 10_000;
/// The most uploads that one person has under way.
const MANY: usize = 20;

/// What is to be uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The draft that it is for.
    pub draft: String,
    /// Name of the file, without a path.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// What it is.
    pub data_class: DataClass,
    /// The number of the exhibit that it is.
    pub exhibit: Option<String>,
    /// Bytes in all.
    pub size: u64,
    /// SHA-256 of all bytes, where the sender knows it.
    pub sha256: Option<Hash>,
    /// When the file was last changed, as its sender says, in milliseconds; to find it again.
    pub modified: Option<u64>,
}

/// An upload as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Upload {
    /// Whose it is.
    by: String,
    draft: String,
    name: String,
    media_type: String,
    data_class: DataClass,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exhibit: Option<String>,
    size: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<Hash>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modified: Option<u64>,
    /// When it was begun, or last gone on with.
    at: Time,
    /// Whether it is attached; its pieces are gone then.
    whole: bool,
    pieces: Vec<Piece>,
    /// The file of a piece that is on its way, to be removed where nobody finished it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    under_way: Option<String>,
    /// Whether its draft was said or thrown away, or its pieces are lost: it goes with the next sweep.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    gone: bool,
}

impl Upload {
    fn offset(&self) -> u64 {
        if self.whole {
            self.size
        } else {
            self.pieces.iter().map(|piece| piece.plain).sum()
        }
    }

    const fn is_over(&self, now: Time) -> bool {
        self.gone || now.since(self.at) >= KEPT
    }

    /// The files that it has among the parts.
    fn files(&self) -> Vec<String> {
        let pieces = self.pieces.iter().map(|piece| piece.file.clone());
        pieces.chain(self.under_way.clone()).collect()
    }

    fn view(self, id: &str) -> UploadView {
        UploadView {
            id: id.to_owned(),
            offset: self.offset(),
            expires: self.at.plus(KEPT),
            whole: self.whole,
            wanted: Wanted {
                draft: self.draft,
                name: self.name,
                media_type: self.media_type,
                data_class: self.data_class,
                exhibit: self.exhibit,
                size: self.size,
                sha256: self.sha256,
                modified: self.modified,
            },
        }
    }
}

/// An upload as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadView {
    /// Its name in addresses.
    pub id: String,
    /// What it is of.
    pub wanted: Wanted,
    /// Bytes that are here.
    pub offset: u64,
    /// When it is thrown away, unless somebody goes on with it.
    pub expires: Time,
    /// Whether it is attached.
    pub whole: bool,
}

/// The uploads of which a piece is being taken, by this process.
#[derive(Debug, Default)]
pub struct Turns(Mutex<BTreeSet<String>>);

impl Turns {
    fn under_way(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, id: &str) -> Result<Turn<'_>, UploadError> {
        if self.under_way().insert(id.to_owned()) {
            let id = id.to_owned();
            Ok(Turn { turns: self, id })
        } else {
            Err(UploadError::Busy)
        }
    }
}

/// One piece of an upload at a time.
struct Turn<'a> {
    turns: &'a Turns,
    id: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.under_way().remove(&self.id);
    }
}

impl<S: Store> Office<'_, S> {
    /// Begins an upload to a draft; an empty file is attached at once.
    ///
    /// # Errors
    /// No such draft that may be seen, or one that waits for release; a file that may not be
    /// attached; or too much of this person is under way.
    pub fn begin_upload(
        &self,
        who: &str,
        sight: &Sight,
        wanted: Wanted,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<UploadView, UploadError> {
        self.forget_uploads(now)?;
        let limit = self.attachment_limit(wanted.exhibit.is_some());
        if wanted.size > limit {
            let size = wanted.size;
            return Err(AttachError::TooLarge { size, limit }.into());
        }
        fits(&wanted)?;
        let id = HEXLOWER.encode(&array::<16>(rng));
        let upload = Upload {
            by: who.to_owned(),
            draft: wanted.draft,
            name: wanted.name,
            media_type: wanted.media_type,
            data_class: wanted.data_class,
            exhibit: wanted.exhibit,
            size: wanted.size,
            sha256: wanted.sha256,
            modified: wanted.modified,
            at: now,
            whole: false,
            pieces: Vec::new(),
            under_way: None,
            gone: false,
        };
        let quota = self.config.attachments.upload_bytes;
        let (key, new, sight) = (id.clone(), upload.clone(), sight.clone());
        self.node.store().write(move |tx| {
            may_go_on(&*tx, &new, &sight)?;
            let all = kept::all::<Upload>(&*tx, KIND)?.into_iter();
            let mine = all.filter(|(_, one)| one.by == new.by && !one.whole && !one.gone);
            let (count, bytes) = mine.fold((0, 0_u64), |(count, bytes), (_, one)| {
                (count + 1_usize, bytes.saturating_add(one.size))
            });
            let bytes = bytes.saturating_add(new.size);
            if count >= MANY || bytes > quota {
                return Err(UploadError::Quota { bytes, quota });
            }
            Ok(kept::put(tx, KIND, &key, &new)?)
        })?;
        if upload.size == 0 {
            self.finish(&id, &upload, now, rng)?;
        }
        self.node
            .store()
            .read(|tx| Ok(own(tx, who, &Sight::All, &id)?.view(&id)))
    }

    /// An upload of this person.
    ///
    /// # Errors
    /// There is none, or its draft may not be seen any more.
    pub fn upload(&self, who: &str, sight: &Sight, id: &str) -> Result<UploadView, UploadError> {
        self.node
            .store()
            .read(|tx| Ok(own(tx, who, sight, id)?.view(id)))
    }

    /// The uploads of this person to a draft that are not whole, by name.
    ///
    /// # Errors
    /// The store.
    pub fn uploads_to(
        &self,
        who: &str,
        draft: &str,
        now: Time,
    ) -> Result<Vec<UploadView>, UploadError> {
        let all = self.all_uploads()?;
        let open =
            |one: &Upload| one.by == who && one.draft == draft && !one.whole && !one.is_over(now);
        let mut open: Vec<UploadView> = all
            .into_iter()
            .filter(|(_, one)| open(one))
            .map(|(id, one)| one.view(&id))
            .collect();
        open.sort_by(|a, b| a.wanted.name.cmp(&b.wanted.name));
        Ok(open)
    }

    /// Takes more bytes of an upload, from this offset on; as far as they come. The last ones attach it.
    ///
    /// # Errors
    /// There is no such upload; it stands elsewhere; another piece is on its way; there are more
    /// bytes than it has; it is not what its sender's fingerprint says; or it cannot be attached.
    pub fn go_on_with_upload(
        &self,
        turns: &Turns,
        at: &Going<'_>,
        bytes: &mut dyn Read,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<UploadView, UploadError> {
        let _turn = turns.take(at.id)?;
        let file = format!("up-{}", HEXLOWER.encode(&array::<16>(rng)));
        let upload = self.set_out(at, &file, now)?;
        if upload.whole {
            return Ok(upload.view(at.id));
        }
        let seed: [u8; 32] = array(rng);
        let left = upload.size.saturating_sub(at.offset);
        let came = Came::new(bytes, left);
        let piece = piece::write(self.parts, self.streams, &seed, &file, came);
        let piece = match piece {
            Ok(Some(piece)) => piece,
            Ok(None) => {
                self.give_up(at.id, &file)?;
                return self.upload(at.who, at.sight, at.id);
            }
            Err(error) => {
                self.give_up(at.id, &file)?;
                return Err(error);
            }
        };
        let mut with = upload;
        with.pieces.push(piece);
        if with.offset() == with.size
            && let Err(error) = self.finish(at.id, &with, now, rng)
        {
            self.give_up(at.id, &file)?;
            return Err(error);
        }
        if with.offset() < with.size
            && let Err(error) = self.keep_piece(at, with, now)
        {
            // Nothing leads to this file any more where its upload is gone.
            self.give_up(at.id, &file)?;
            return Err(error);
        }
        self.upload(at.who, at.sight, at.id)
    }

    /// Throws an upload away.
    ///
    /// # Errors
    /// There is none, or a piece of it is on its way.
    pub fn drop_upload(
        &self,
        turns: &Turns,
        who: &str,
        sight: &Sight,
        id: &str,
    ) -> Result<(), UploadError> {
        let _turn = turns.take(id)?;
        let upload = self.node.store().read(|tx| own(tx, who, sight, id))?;
        self.throw_away(id, &upload)
    }

    /// Throws away what nobody went on with.
    ///
    /// # Errors
    /// The store, or the disk.
    pub fn forget_uploads(&self, now: Time) -> Result<(), UploadError> {
        for (id, upload) in self.all_uploads()? {
            if !upload.is_over(now) {
                continue;
            }
            self.throw_away(&id, &upload)?;
        }
        Ok(())
    }

    fn all_uploads(&self) -> Result<Vec<(String, Upload)>, UploadError> {
        let store = self.node.store();
        store.read(|tx| Ok::<_, UploadError>(kept::all(tx, KIND)?))
    }

    /// The files go first: a row that is left leads to them again.
    fn throw_away(&self, id: &str, upload: &Upload) -> Result<(), UploadError> {
        self.remove(upload.files())?;
        let id = id.to_owned();
        self.node.store().write(move |tx| Ok(tx.unkeep(KIND, &id)?))
    }

    /// Notes that a piece comes, before its first byte is written; the upload as it stands.
    fn set_out(&self, at: &Going<'_>, file: &str, now: Time) -> Result<Upload, UploadError> {
        let (who, sight, id) = (at.who.to_owned(), at.sight.clone(), at.id.to_owned());
        let (offset, file) = (at.offset, file.to_owned());
        let (upload, left) = self.node.store().write(move |tx| {
            let mut upload = own(&*tx, &who, &sight, &id)?;
            if upload.is_over(now) {
                return Err(UploadError::Unknown);
            }
            if upload.offset() != offset {
                return Err(UploadError::Offset {
                    at: upload.offset(),
                });
            }
            if upload.whole {
                return Ok((upload, None));
            }
            may_go_on(&*tx, &upload, &sight)?;
            if upload.pieces.len() >= PIECES {
                return Err(UploadError::Pieces);
            }
            upload.at = now;
            let left = upload.under_way.replace(file);
            kept::put(tx, KIND, &id, &upload)?;
            Ok((upload, left))
        })?;
        self.remove(left)?;
        Ok(upload)
    }

    /// Nothing came of a piece.
    fn give_up(&self, id: &str, file: &str) -> Result<(), UploadError> {
        self.remove([file.to_owned()])?;
        let (id, file) = (id.to_owned(), file.to_owned());
        self.node.store().write(move |tx| {
            if let Some(mut upload) = kept::get::<Upload>(&*tx, KIND, &id)?
                && upload.under_way.as_ref() == Some(&file)
            {
                upload.under_way = None;
                kept::put(tx, KIND, &id, &upload)?;
            }
            Ok(())
        })
    }

    /// Keeps a piece, where the upload still stands where it stood.
    fn keep_piece(&self, at: &Going<'_>, with: Upload, now: Time) -> Result<(), UploadError> {
        let (id, offset) = (at.id.to_owned(), at.offset);
        self.node.store().write(move |tx| {
            let before = kept::get::<Upload>(&*tx, KIND, &id)?.ok_or(UploadError::Unknown)?;
            if before.is_over(now) {
                return Err(UploadError::Unknown);
            }
            if before.under_way != with.under_way || before.offset() != offset {
                return Err(UploadError::Offset {
                    at: before.offset(),
                });
            }
            let noted = Upload {
                at: now,
                under_way: None,
                ..with
            };
            Ok(kept::put(tx, KIND, &id, &noted)?)
        })
    }

    /// Attaches what came, and forgets its pieces. The upload stays for a day, as whole: a sender
    /// that did not hear of it asks.
    fn finish(
        &self,
        id: &str,
        upload: &Upload,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<(), UploadError> {
        let done = thread::scope(|scope| {
            let mut bytes = Reading::start(scope, self.parts, self.streams, &upload.pieces)?;
            let plain = Plain {
                name: upload.name.clone(),
                media_type: upload.media_type.clone(),
                data_class: upload.data_class,
                exhibit: upload.exhibit.clone(),
                part: None,
                limit: self.attachment_limit(upload.exhibit.is_some()),
                bytes: &mut bytes,
            };
            let fits = upload.sha256;
            self.attach_as(&upload.by, &upload.draft, plain, fits, now, rng)
        });
        match done {
            Ok(_) => {}
            // More of the same does not make it fit.
            Err(CaseError::Attach(error)) if matches!(*error, AttachError::OtherHash) => {
                self.throw_away(id, upload)?;
                return Err(CaseError::Attach(error).into());
            }
            Err(error) => return Err(error.into()),
        }
        self.remove(upload.files())?;
        let whole = Upload {
            whole: true,
            pieces: Vec::new(),
            under_way: None,
            at: now,
            ..upload.clone()
        };
        let id = id.to_owned();
        self.node
            .store()
            .write(move |tx| Ok(kept::put(tx, KIND, &id, &whole)?))
    }

    fn remove(&self, files: impl IntoIterator<Item = String>) -> Result<(), UploadError> {
        for file in files {
            self.parts.remove(PartFile::Draft(&file))?;
        }
        Ok(())
    }
}

/// Where a sender goes on.
#[derive(Debug, Clone, Copy)]
pub struct Going<'a> {
    /// Who.
    pub who: &'a str,
    /// Which cases that person may know of.
    pub sight: &'a Sight,
    /// The upload.
    pub id: &'a str,
    /// Bytes that are here already, as the sender believes.
    pub offset: u64,
}

/// Forgets the unfinished uploads to a draft, with the draft. Nobody sees them from now on; their
/// pieces go with the next sweep ([`Office::forget_uploads`]), which finds them by the rows.
///
/// # Errors
/// The store.
pub(crate) fn forget_of(tx: &mut dyn Tx, draft: &str) -> Result<(), StoreError> {
    forget(tx, |upload| upload.draft == draft)
}

/// Forgets all unfinished uploads, as after a restored backup: their pieces were not in it.
///
/// # Errors
/// The store.
pub(crate) fn forget_all(tx: &mut dyn Tx) -> Result<(), StoreError> {
    forget(tx, |_| true)
}

fn forget(tx: &mut dyn Tx, meant: impl Fn(&Upload) -> bool) -> Result<(), StoreError> {
    for (id, mut upload) in kept::all::<Upload>(&*tx, KIND)? {
        if !upload.whole && meant(&upload) {
            upload.gone = true;
            kept::put(tx, KIND, &id, &upload)?;
        }
    }
    Ok(())
}

/// Whether a file may be attached at all: asked before anybody sends it.
fn fits(wanted: &Wanted) -> Result<(), UploadError> {
    let attachment = Attachment {
        data_class: wanted.data_class,
        exhibit: wanted.exhibit.clone(),
        identity: String::new(),
        media_type: wanted.media_type.clone(),
        name: wanted.name.clone(),
        part: None,
        root: Hash::from_bytes([0; 32]),
        sha256: Hash::from_bytes([0; 32]),
        size: wanted.size,
    };
    Ok(attachment.check().map_err(AttachError::from)?)
}

/// Whether its draft is there, may be seen, and is being written.
fn may_go_on(tx: &dyn ReadTx, upload: &Upload, sight: &Sight) -> Result<(), UploadError> {
    people::actor(tx, &upload.by)
        .and_then(|actor| actor.must_write())
        .map_err(CaseError::from)?;
    let draft = KeptDraft::find(tx, &upload.draft)?;
    if !sees(tx, sight, &draft.row)? {
        return Err(CaseError::NoDraft(upload.draft.clone()).into());
    }
    Ok(draft.must_be(WRITING)?)
}

/// An upload of this person; that of another, or to a draft that may not be seen, is none.
fn own(tx: &dyn ReadTx, who: &str, sight: &Sight, id: &str) -> Result<Upload, UploadError> {
    let upload: Option<Upload> = kept::get(tx, KIND, id)?;
    let upload = upload.filter(|upload| upload.by == who && !upload.gone);
    let upload = upload.ok_or(UploadError::Unknown)?;
    match tx.draft(&upload.draft)? {
        Some(row) if !sees(tx, sight, &row)? => Err(UploadError::Unknown),
        // Of a draft that was said or thrown away, its own sender may still hear.
        _ => Ok(upload),
    }
}
