//! Reading a message body into memory: bounded in size and in time.

use http_body_util::BodyExt as _;
use hyper::body::{Body, Bytes};
use tokio::time::{Instant, timeout_at};

use crate::limits::Pace;

/// Why a body was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// It is, or says that it is, larger than the limit.
    TooLarge,
    /// It came slower than the pace.
    TooSlow,
    /// The connection broke, or the framing is damaged.
    CutOff,
}

/// Reads all of a body, up to `limit` bytes.
///
/// The buffer grows with what has arrived, not with what was announced.
pub(crate) async fn read<B>(mut body: B, limit: usize, pace: &Pace) -> Result<Vec<u8>, BodyError>
where
    B: Body<Data = Bytes> + Unpin,
{
    let announced = body.size_hint().lower();
    if announced > u64::try_from(limit).unwrap_or(u64::MAX) {
        return Err(BodyError::TooLarge);
    }
    let start = Instant::now();
    let mut bytes = Vec::new();
    loop {
        let by_rate = start + pace.allowance(bytes.len());
        let deadline = by_rate.min(Instant::now() + pace.stall);
        let frame = timeout_at(deadline, body.frame()).await;
        match frame.map_err(|_| BodyError::TooSlow)? {
            None => return Ok(bytes),
            Some(Err(_)) => return Err(BodyError::CutOff),
            Some(Ok(frame)) => append(&mut bytes, frame.data_ref(), limit)?,
        }
    }
}

fn append(bytes: &mut Vec<u8>, piece: Option<&Bytes>, limit: usize) -> Result<(), BodyError> {
    let piece = piece.map_or(&[][..], |piece| piece);
    if piece.len() > limit.saturating_sub(bytes.len()) {
        return Err(BodyError::TooLarge);
    }
    bytes.extend_from_slice(piece);
    Ok(())
}
