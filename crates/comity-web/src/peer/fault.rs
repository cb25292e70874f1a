//! What can be wrong with a request before anybody is asked what it means.

use hyper::StatusCode;

/// A request that this server does not pass on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Fault {
    /// No such endpoint.
    #[error("find the endpoint")]
    NotFound,
    /// The endpoint has no such method.
    #[error("find the method")]
    Method,
    /// A path, query or header that is not as the protocol has it.
    #[error("read the request")]
    Malformed,
    /// A body over the limit.
    #[error("take a body of this size")]
    TooLarge,
    /// A body that came slower than the pace.
    #[error("wait for the body")]
    TooSlow,
    /// A body that ended early.
    #[error("read the body to its end")]
    CutOff,
    /// More requests at one time, or in a time, than one counterpart has.
    #[error("take one more request")]
    TooMany,
    /// A key that was known when the connection began, and no longer is.
    #[error("know the caller")]
    UnknownCaller,
    /// A bug or a failed task on our side.
    #[error("answer")]
    Internal,
}

impl Fault {
    /// Every fault, for tests of codes and words.
    pub const ALL: [Self; 9] = [
        Self::NotFound,
        Self::Method,
        Self::Malformed,
        Self::TooLarge,
        Self::TooSlow,
        Self::CutOff,
        Self::TooMany,
        Self::UnknownCaller,
        Self::Internal,
    ];

    /// The stable code, which crosses the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "request-not-found",
            Self::Method => "request-method",
            Self::Malformed => "request-malformed",
            Self::TooLarge => "request-too-large",
            Self::TooSlow => "request-too-slow",
            Self::CutOff => "request-cut-off",
            Self::TooMany => "request-too-many",
            Self::UnknownCaller => "request-unknown-caller",
            Self::Internal => "request-failed",
        }
    }

    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Malformed | Self::CutOff => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::UnknownCaller => StatusCode::FORBIDDEN,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
