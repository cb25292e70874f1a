//! How slow a form may come: a body that stalls, or trickles, ends with an error.
//!
//! The HTTP library bounds how long it waits for the head of a request and not how
//! long for its body. Without this, whoever sends a byte now and then holds a place.

use std::{
    future::Future as _,
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::limits::Pace;

/// Bounds how slowly the body of a request may come.
pub(crate) async fn keep(request: Request, next: Next) -> Response {
    let paced = request.map(|body| {
        if body.is_end_stream() {
            body
        } else {
            Body::new(Paced::new(body, Pace::default()))
        }
    });
    next.run(paced).await
}

/// The same for who is not signed in: their forms are short.
pub(crate) async fn keep_short(request: Request, next: Next) -> Response {
    const SHORT: Pace = Pace {
        stall: Duration::from_secs(5),
        grace: Duration::from_secs(10),
        bytes_per_second: 4 << 10,
    };
    next.run(request.map(|body| Body::new(Paced::new(body, SHORT))))
        .await
}

/// A body that keeps a pace.
struct Paced {
    body: Body,
    pace: Pace,
    start: Instant,
    read: usize,
    deadline: Pin<Box<Sleep>>,
}

impl Paced {
    fn new(body: Body, pace: Pace) -> Self {
        let start = Instant::now();
        let first = start + pace.stall.min(pace.allowance(0));
        Self {
            body,
            pace,
            start,
            read: 0,
            deadline: Box::pin(sleep_until(first)),
        }
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) else {
            ready!(self.deadline.as_mut().poll(cx));
            return Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::TimedOut).into())));
        };
        if let Some(Ok(frame)) = &frame {
            self.read += frame.data_ref().map_or(0, Bytes::len);
            let by_rate = self.start + self.pace.allowance(self.read);
            let next = by_rate.min(Instant::now() + self.pace.stall);
            self.deadline.as_mut().reset(next);
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::stream;
    use http_body_util::BodyExt as _;
    use tokio::time::sleep;

    use super::*;

    /// A body of this many pieces of as many bytes, each after a pause.
    fn pieces(count: usize, bytes: usize, pause: Duration) -> Body {
        Body::from_stream(stream::unfold(0, move |n| async move {
            (n < count).then_some(())?;
            sleep(pause).await;
            Some((Ok::<_, Infallible>(Bytes::from(vec![b'a'; bytes])), n + 1))
        }))
    }

    async fn read(body: Body) -> Option<usize> {
        let paced = Paced::new(body, Pace::default());
        Some(paced.collect().await.ok()?.to_bytes().len())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stalls_or_trickles_ends_and_a_slow_one_does_not() {
        assert_eq!(read(pieces(1, 1, Duration::from_secs(31))).await, None);
        assert_eq!(read(pieces(1000, 1, Duration::from_secs(20))).await, None);
        let slow = pieces(20, 100 << 10, Duration::from_secs(20));
        assert_eq!(read(slow).await, Some(20 * (100 << 10)));
    }
}
