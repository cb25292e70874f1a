//! A form with files: its fields first, then the files, each read as it comes and never kept whole.
//!
//! The token of the session stands first in such a form, so that nothing else
//! is read of one that no page of ours sent. A file goes part by part to a
//! thread that seals it; when the sender is cut off, the thread is told so and
//! nothing is attached.

use std::{
    io::{self, Read},
    sync::Arc,
};

use axum::{
    body::Bytes,
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
};
use comity_node::{accounts::Permission, case::form::Shown};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::console::{
    FORM, Site,
    fault::Fault,
    visit::{Visit, visited},
};

/// The most fields of a form.
const FIELDS: usize = 8192;
/// The most bytes that are read of a file that is not taken.
const PASSED: usize = 1 << 30;
/// Parts of a file that wait to be sealed.
const WAITING: usize = 8;

/// A form with files that a page of this session sent; as with `Sent`, nothing
/// of it is read before it is known that the sender may send it.
#[derive(Debug)]
pub(crate) struct WithFiles {
    visit: Visit,
    request: Request,
}

impl WithFiles {
    /// The form, of which only the token was read, where the visitor may do this.
    pub(crate) async fn by(self, permission: Permission) -> Result<(Visit, Multipart), Fault> {
        let Self { visit, request } = self;
        visit.may(permission)?;
        let mut form = Multipart::from_request(request, &visit.site)
            .await
            .map_err(|error| Fault::new(error.status(), "console-form-unread"))?;
        let first = form.next_field().await.map_err(|error| unread(&error))?;
        let first = first.filter(|field| field.name() == Some("csrf"));
        let mut token = String::new();
        if let Some(mut field) = first {
            token = text(&mut field, 256).await?;
        }
        if !visit.secret.sent(&token) {
            return Err(Fault::forged());
        }
        Ok((visit, form))
    }
}

impl FromRequest<Arc<Site>> for WithFiles {
    type Rejection = Fault;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Fault> {
        let (visit, request) = visited(request, site).await?;
        Ok(Self { visit, request })
    }
}

/// The fields that were read so far.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    pub(crate) values: Shown,
    bytes: usize,
}

impl Fields {
    /// Reads one more field.
    pub(crate) async fn take(&mut self, mut field: Field<'_>) -> Result<(), Fault> {
        let name = field.name().unwrap_or_default().to_owned();
        let left = FORM.saturating_sub(self.bytes);
        let value = text(&mut field, left).await?;
        self.bytes = self
            .bytes
            .saturating_add(name.len())
            .saturating_add(value.len());
        if self.bytes > FORM || self.values.len() >= FIELDS {
            return Err(too_long());
        }
        self.values.insert(name, value);
        Ok(())
    }

    /// A field; empty where there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }
}

/// Whether a field is a file that somebody chose.
pub(crate) fn is_file(field: &Field<'_>) -> bool {
    field.file_name().is_some_and(|name| !name.is_empty())
}

/// A text of at most so many bytes.
async fn text(field: &mut Field<'_>, limit: usize) -> Result<String, Fault> {
    let bytes = whole(field, limit).await?;
    String::from_utf8(bytes)
        .map_err(|_| Fault::new(axum::http::StatusCode::BAD_REQUEST, "console-form-unread"))
}

/// All bytes of a small file or field.
pub(crate) async fn whole(field: &mut Field<'_>, limit: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| unread(&error))? {
        if bytes.len().saturating_add(chunk.len()) > limit {
            return Err(too_long());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Reads a file to its end and keeps nothing, so that the page that refuses it is read; not without end.
pub(crate) async fn pass_over(field: &mut Field<'_>) -> Result<(), Fault> {
    let mut left = PASSED;
    while let Ok(Some(chunk)) = field.chunk().await {
        left = left.checked_sub(chunk.len()).ok_or_else(too_long)?;
    }
    Ok(())
}

pub(crate) fn unread(error: &MultipartError) -> Fault {
    Fault::new(error.status(), "console-form-unread")
}

fn too_long() -> Fault {
    Fault::new(
        axum::http::StatusCode::PAYLOAD_TOO_LARGE,
        "console-form-unread",
    )
}

/// The two ends of a file on its way to the thread that seals it.
pub(crate) fn pipe() -> (Feed, Reader) {
    let (sender, receiver) = channel(WAITING);
    let feed = Feed(sender);
    let reader = Reader {
        receiver,
        rest: Bytes::new(),
        over: false,
    };
    (feed, reader)
}

/// What is told to the thread.
#[derive(Debug)]
enum Told {
    Some(Bytes),
    End,
}

/// The end that is fed.
#[derive(Debug)]
pub(crate) struct Feed(Sender<Told>);

impl Feed {
    /// Feeds a file to its end; stops where the reader does.
    pub(crate) async fn run(self, field: &mut Field<'_>) -> Result<(), Fault> {
        while let Some(chunk) = field.chunk().await.map_err(|error| unread(&error))? {
            if self.0.send(Told::Some(chunk)).await.is_err() {
                return pass_over(field).await;
            }
        }
        // The reader may have stopped at its limit.
        self.0.send(Told::End).await.ok();
        Ok(())
    }
}

/// The end that is read; only what was fed to its end has an end.
#[derive(Debug)]
pub(crate) struct Reader {
    receiver: Receiver<Told>,
    rest: Bytes,
    over: bool,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() && !self.over {
            match self.receiver.blocking_recv() {
                Some(Told::Some(bytes)) => self.rest = bytes,
                Some(Told::End) => self.over = true,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let length = buffer.len().min(self.rest.len());
        let part = self.rest.split_to(length);
        if let Some(to) = buffer.get_mut(..length) {
            to.copy_from_slice(&part);
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(told: Vec<Told>) -> io::Result<Vec<u8>> {
        let (feed, mut reader) = pipe();
        let feeder = std::thread::spawn(move || {
            for one in told {
                feed.0.blocking_send(one).unwrap();
            }
        });
        let mut bytes = Vec::new();
        let done = reader.read_to_end(&mut bytes);
        feeder.join().unwrap();
        done.map(|_| bytes)
    }

    #[test]
    fn a_file_that_was_fed_to_its_end_is_read_whole() {
        let parts = ["ab", "", "c"].map(|part| Told::Some(Bytes::from_static(part.as_bytes())));
        let told = parts.into_iter().chain([Told::End]).collect();
        assert_eq!(read(told).unwrap(), b"abc");
    }

    #[test]
    fn a_file_that_was_cut_off_is_an_error_and_no_short_file() {
        let told = vec![Told::Some(Bytes::from_static(b"ab"))];
        let error = read(told).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }
}
