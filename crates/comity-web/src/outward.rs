//! What leaves for other places than counterparts: webhooks, mail, the local trail.
//!
//! - [`reach`]: which addresses may be dialled at all; calls to counterparts obey it too.
//! - [`trust`]: TLS by the authorities that the operator names.
//! - [`post`]: one webhook, over HTTPS.
//! - [`smtp`] and [`letter`]: one mail, handed in over TLS.
//! - [`syslog`]: entries of the trail, over TLS.
//!
//! Each is one connection for one errand, bounded in time and in what it reads. When to try
//! again is decided above. Nothing that is sent or read here is traced.

mod dial;
pub mod letter;
pub mod post;
pub mod reach;
pub mod smtp;
pub mod syslog;
#[cfg(test)]
mod testing;
pub mod trust;

pub(crate) use self::dial::connect;

/// Why an errand failed.
#[derive(Debug, thiserror::Error)]
pub enum OutwardError {
    /// No address has this name.
    #[error("find an address of the host")]
    Unresolved,
    /// Every address of the host is one that may not be dialled.
    #[error("dial an address that the rules of the house allow")]
    Refused,
    /// A stage took too long.
    #[error("wait for the other end any longer")]
    TimedOut,
    /// Nobody answers there, or the connection ended.
    #[error("use the connection: {0}")]
    Io(#[source] std::io::Error),
    /// The authorities, our certificate or our key cannot be read.
    #[error("read the certificates of TLS: {0}")]
    Authorities(String),
    /// The other end is not who it should be, or speaks no TLS that we speak.
    #[error("agree on TLS: {0}")]
    Tls(#[source] rustls::Error),
    /// The other end does not keep to the protocol.
    #[error("understand the other end")]
    WrongForm,
    /// The other end refuses, with this code of its protocol.
    #[error("have the other end take it: it answered {0}")]
    Answered(u16),
    /// The server of mail offers no TLS, or no way to sign in that we know.
    #[error("hand mail in with TLS and a password")]
    NoLogin,
}

impl OutwardError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unresolved => "outward-unresolved",
            Self::Refused => "outward-refused",
            Self::TimedOut => "outward-timed-out",
            Self::Io(_) => "outward-unreachable",
            Self::Authorities(_) => "outward-authorities",
            Self::Tls(_) => "outward-tls",
            Self::WrongForm => "outward-wrong-form",
            Self::Answered(_) => "outward-answered",
            Self::NoLogin => "outward-no-login",
        }
    }

    /// Sorts an error of a stream over TLS.
    pub(crate) fn of_io(error: std::io::Error) -> Self {
        let inner = error.get_ref();
        match inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(tls) => Self::Tls(tls.clone()),
            None if error.kind() == std::io::ErrorKind::TimedOut => Self::TimedOut,
            None => Self::Io(error),
        }
    }
}

/// Bounds a stage in time.
pub(crate) async fn in_time<T>(
    limit: std::time::Duration,
    work: impl Future<Output = Result<T, OutwardError>>,
) -> Result<T, OutwardError> {
    tokio::time::timeout(limit, work)
        .await
        .unwrap_or(Err(OutwardError::TimedOut))
}
