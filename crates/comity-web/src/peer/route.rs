//! Paths of the exchange: method, path and query to an endpoint, and back.
//!
//! One spelling for each: no percent signs, no leading zeros, no capitals, no
//! parameter twice or unknown. So a path is a key for logs and limits, and two
//! implementations cannot read one path differently.

use std::str::FromStr;

use comity_core::Hash;
use comity_peer::call::LogOf;
use hyper::Method;

use super::fault::Fault;

const PREFIX: &str = "/peer/v1/";

/// An endpoint with what its path and query say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `GET /peer/v1/receipt`
    Receipt,
    /// `POST /peer/v1/pouch?wait=…`
    Pouch {
        /// Seconds to wait for something to say; 0 without the parameter.
        wait: u32,
    },
    /// `GET /peer/v1/parts/{root}`
    Held {
        /// Root over the parts.
        root: Hash,
    },
    /// `GET /peer/v1/parts/{root}/{index}`
    Part {
        /// Root over the parts.
        root: Hash,
        /// Which part.
        index: u64,
    },
    /// `PUT /peer/v1/parts/{root}/{index}`
    PutPart {
        /// Root over the parts.
        root: Hash,
        /// Which part.
        index: u64,
    },
    /// `GET /peer/v1/copy?generation=…&from=…`
    Copy {
        /// Generation of the caller's log, from 1.
        generation: u32,
        /// First entry that the caller lacks.
        from: u64,
    },
    /// `GET /peer/v1/log?generation=…&from=…`
    Log {
        /// Generation of the answerer's log, from 1.
        generation: u32,
        /// First entry that the caller lacks.
        from: u64,
    },
    /// `GET /peer/v1/credentials`
    Credentials,
    /// `GET /peer/v1/openings?log=…&generation=…&from=…`
    Openings {
        /// Whose log.
        whose: LogOf,
        /// Generation of the log, from 1.
        generation: u32,
        /// First entry.
        from: u64,
    },
}

impl Route {
    /// Reads method, path and query.
    ///
    /// # Errors
    /// [`Fault::NotFound`], [`Fault::Method`] or [`Fault::Malformed`].
    pub fn parse(method: &Method, path: &str, query: Option<&str>) -> Result<Self, Fault> {
        let mut parts = path.strip_prefix(PREFIX).ok_or(Fault::NotFound)?.split('/');
        let place = (parts.next(), parts.next(), parts.next(), parts.next());
        let (allowed, route): (&[Method], _) = match place {
            (Some("receipt"), None, ..) => (&[Method::GET], bare(query, Self::Receipt)),
            (Some("pouch"), None, ..) => (&[Method::POST], pouch(query)),
            (Some("copy"), None, ..) => (&[Method::GET], copy(query)),
            (Some("log"), None, ..) => (&[Method::GET], log(query)),
            (Some("credentials"), None, ..) => (&[Method::GET], bare(query, Self::Credentials)),
            (Some("openings"), None, ..) => (&[Method::GET], openings(query)),
            (Some("parts"), Some(root), None, _) => (&[Method::GET], held(root, query)),
            (Some("parts"), Some(root), Some(index), None) => (
                &[Method::GET, Method::PUT],
                part(method, root, index, query),
            ),
            _ => return Err(Fault::NotFound),
        };
        if allowed.contains(method) {
            route.ok_or(Fault::Malformed)
        } else {
            Err(Fault::Method)
        }
    }

    /// The method.
    #[must_use]
    pub const fn method(&self) -> Method {
        match self {
            Self::Pouch { .. } => Method::POST,
            Self::PutPart { .. } => Method::PUT,
            Self::Receipt
            | Self::Held { .. }
            | Self::Part { .. }
            | Self::Copy { .. }
            | Self::Log { .. }
            | Self::Credentials
            | Self::Openings { .. } => Method::GET,
        }
    }

    /// Path and query.
    #[must_use]
    pub fn target(&self) -> String {
        let rest = match self {
            Self::Receipt => "receipt".to_owned(),
            Self::Pouch { wait: 0 } => "pouch".to_owned(),
            Self::Pouch { wait } => format!("pouch?wait={wait}"),
            Self::Held { root } => format!("parts/{root:?}"),
            Self::Part { root, index } | Self::PutPart { root, index } => {
                format!("parts/{root:?}/{index}")
            }
            Self::Copy { generation, from } => format!("copy?generation={generation}&from={from}"),
            Self::Log { generation, from } => format!("log?generation={generation}&from={from}"),
            Self::Credentials => "credentials".to_owned(),
            Self::Openings {
                whose,
                generation,
                from,
            } => {
                let log = match whose {
                    LogOf::Caller => "caller",
                    LogOf::Answerer => "answerer",
                };
                format!("openings?log={log}&generation={generation}&from={from}")
            }
        };
        format!("{PREFIX}{rest}")
    }

    /// The path with its variable parts named: for traces.
    #[must_use]
    pub const fn template(&self) -> &'static str {
        match self {
            Self::Receipt => "/peer/v1/receipt",
            Self::Pouch { .. } => "/peer/v1/pouch",
            Self::Held { .. } => "/peer/v1/parts/{root}",
            Self::Part { .. } | Self::PutPart { .. } => "/peer/v1/parts/{root}/{index}",
            Self::Copy { .. } => "/peer/v1/copy",
            Self::Log { .. } => "/peer/v1/log",
            Self::Credentials => "/peer/v1/credentials",
            Self::Openings { .. } => "/peer/v1/openings",
        }
    }
}

fn bare(query: Option<&str>, route: Route) -> Option<Route> {
    query.is_none().then_some(route)
}

fn pouch(query: Option<&str>) -> Option<Route> {
    let Some(query) = query else {
        return Some(Route::Pouch { wait: 0 });
    };
    let wait = number(query.strip_prefix("wait=")?)?;
    Some(Route::Pouch { wait })
}

fn copy(query: Option<&str>) -> Option<Route> {
    let (generation, from) = place(query)?;
    Some(Route::Copy { generation, from })
}

fn log(query: Option<&str>) -> Option<Route> {
    let (generation, from) = place(query)?;
    Some(Route::Log { generation, from })
}

fn openings(query: Option<&str>) -> Option<Route> {
    let (log, rest) = query?.split_once('&')?;
    let whose = match log {
        "log=caller" => LogOf::Caller,
        "log=answerer" => LogOf::Answerer,
        _ => return None,
    };
    let (generation, from) = place(Some(rest).filter(|rest| rest.starts_with("generation=")))?;
    Some(Route::Openings {
        whose,
        generation,
        from,
    })
}

/// A generation and an entry of it.
fn place(query: Option<&str>) -> Option<(u32, u64)> {
    let (mut generation, mut from) = (None, None);
    for pair in query?.split('&') {
        match pair.split_once('=')? {
            ("generation", text) if generation.is_none() => generation = Some(number(text)?),
            ("from", text) if from.is_none() => from = Some(number(text)?),
            _ => return None,
        }
    }
    let generation = generation.filter(|generation| *generation > 0)?;
    Some((generation, from?))
}

fn held(root: &str, query: Option<&str>) -> Option<Route> {
    bare(query, Route::Held { root: hash(root)? })
}

fn part(method: &Method, root: &str, index: &str, query: Option<&str>) -> Option<Route> {
    let (root, index) = (hash(root)?, number(index)?);
    let route = if *method == Method::PUT {
        Route::PutPart { root, index }
    } else {
        Route::Part { root, index }
    };
    bare(query, route)
}

fn hash(hex: &str) -> Option<Hash> {
    format!("sha256:{hex}").parse().ok()
}

/// A decimal number in its only spelling.
fn number<N: FromStr>(text: &str) -> Option<N> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'))
        && text.len() <= 20;
    is_plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
