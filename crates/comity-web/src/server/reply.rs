//! The body of an answer: bytes in memory, and the place that they take up.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;

/// Bytes on their way to a counterpart.
///
/// The place in its share is given back when the last of them has been taken
/// over by the connection, or the connection is gone.
pub(super) struct Reply {
    bytes: Bytes,
    _place: Option<OwnedSemaphorePermit>,
}

/// Bytes handed to the connection at one time.
const PIECE: usize = 64 << 10;

impl Reply {
    pub(super) fn new(bytes: Vec<u8>, place: Option<OwnedSemaphorePermit>) -> Self {
        Self {
            bytes: bytes.into(),
            _place: place,
        }
    }
}

impl Body for Reply {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.bytes.is_empty() {
            return Poll::Ready(None);
        }
        let size = PIECE.min(self.bytes.len());
        let piece = self.bytes.split_to(size);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.bytes.len()).unwrap_or(u64::MAX))
    }
}
