//! A body that comes over the network, read by a thread that may wait.

use std::io::{self, Read};

use axum::body::{Body, Bytes};
use futures_util::StreamExt as _;
use tokio::sync::mpsc;

/// Pieces that wait to be read.
const AHEAD: usize = 4;

/// The bytes of a body, as they come.
pub(crate) struct Upload {
    pieces: mpsc::Receiver<io::Result<Bytes>>,
    piece: Bytes,
}

impl Upload {
    /// Reads this body from now on.
    pub(crate) fn of(body: Body) -> Self {
        let (sender, pieces) = mpsc::channel(AHEAD);
        let mut body = body.into_data_stream();
        tokio::spawn(async move {
            while let Some(piece) = body.next().await {
                // A body that breaks off is no shorter body.
                let piece = piece.map_err(io::Error::other);
                let broken = piece.is_err();
                if sender.send(piece).await.is_err() || broken {
                    return;
                }
            }
        });
        Self {
            pieces,
            piece: Bytes::new(),
        }
    }
}

impl Read for Upload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                Some(piece) => self.piece = piece?,
                None => return Ok(0),
            }
        }
        let count = self.piece.len().min(buffer.len());
        let taken = self.piece.split_to(count);
        if let Some(place) = buffer.get_mut(..count) {
            place.copy_from_slice(&taken);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    async fn read(pieces: Vec<io::Result<Bytes>>) -> io::Result<Vec<u8>> {
        let mut upload = Upload::of(Body::from_stream(stream::iter(pieces)));
        let reading = tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            upload.read_to_end(&mut bytes).map(|_| bytes)
        });
        reading.await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_body_is_read_whole_or_not_at_all() {
        let whole = vec![
            Ok(Bytes::from("ab")),
            Ok(Bytes::new()),
            Ok(Bytes::from("c")),
        ];
        assert_eq!(read(whole).await.unwrap(), b"abc");
        let broken = vec![Ok(Bytes::from("ab")), Err(io::Error::other("gone"))];
        assert!(read(broken).await.is_err());
    }
}
