//! A call of an operation, and its answer.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    sync::{Arc, Mutex},
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderName, StatusCode},
};
use comity_core::{PartyName, Time};
use comity_node::{access::Sight, accounts::Caller};
use serde::{Serialize, de::DeserializeOwned};

use super::rate::Rates;
use crate::console::{Fault, Site};

/// What all calls share.
pub(crate) struct Desk {
    pub(super) rates: Rates,
    /// Requests with a name that are being done.
    pub(super) under_way: Mutex<BTreeSet<String>>,
}

impl Desk {
    /// A desk with this limit on calls of one token.
    pub(super) fn new(per_minute: u32) -> Self {
        Self {
            rates: Rates::new(per_minute),
            under_way: Mutex::default(),
        }
    }
}

/// A call: by whom, of what, with what. Its parameters were checked.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) caller: Arc<Caller>,
    /// The parameters of path and query.
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) body: Bytes,
    /// The media type that the body has, as the caller says.
    pub(crate) media: Option<String>,
    /// All headers, for operations that have some of their own.
    pub(crate) headers: HeaderMap,
    /// The state that the caller has seen, of what is changed.
    pub(crate) seen: Option<String>,
}

impl Call {
    /// Who calls.
    pub(crate) fn who(&self) -> &str {
        &self.caller.name
    }

    /// Which cases the caller may know of.
    pub(crate) fn sight(&self, site: &Site) -> Result<Sight, Fault> {
        site.sight(&self.caller)
    }

    /// A parameter of the path; they are always there.
    pub(crate) fn place(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }

    /// A parameter as text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// A parameter as text of its own.
    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.fields.get(name).cloned()
    }

    /// A parameter that is a time.
    pub(crate) fn time(&self, name: &str) -> Option<Time> {
        self.text(name)?.parse().ok()
    }

    /// A parameter that is a whole number.
    pub(crate) fn whole(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    /// A parameter that is yes or no.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.text(name)?.parse().ok()
    }

    /// A parameter that names a party.
    pub(crate) fn party(&self, name: &str) -> Option<PartyName> {
        self.text(name)?.parse().ok()
    }

    /// The party that the path names.
    pub(crate) fn them(&self) -> Result<PartyName, Fault> {
        self.party("party").ok_or_else(Fault::absent)
    }

    /// The body as JSON of a form.
    pub(crate) fn form<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let status = if error.is_data() {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::BAD_REQUEST
            };
            Fault::new(status, "api-body-unread").with("cause", error)
        })
    }
}

/// What a call is answered with.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Another status than the operation's own.
    pub(crate) status: Option<StatusCode>,
    /// Another media type than the operation's own.
    pub(crate) media: Option<String>,
    pub(crate) headers: Vec<(HeaderName, String)>,
    /// The state that it shows, for what can be edited.
    pub(crate) version: Option<String>,
    pub(crate) body: Content,
}

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum Content {
    /// Bytes.
    Bytes(Bytes),
    /// An opened file that has no name any more.
    File(File),
}

impl Answer {
    /// JSON.
    pub(crate) fn json(value: &impl Serialize) -> Result<Self, Fault> {
        let bytes = serde_json::to_vec(value).map_err(|_| Fault::bug())?;
        Ok(Self::bytes(bytes))
    }

    /// Bytes of the operation's media type.
    pub(crate) fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self {
            status: None,
            media: None,
            headers: Vec::new(),
            version: None,
            body: Content::Bytes(bytes.into()),
        }
    }

    /// Nothing: it is done.
    pub(crate) fn done() -> Self {
        Self::bytes(Bytes::new())
    }

    /// Nothing but these headers.
    pub(crate) fn told(headers: Vec<(HeaderName, String)>) -> Self {
        Self {
            headers,
            ..Self::done()
        }
    }

    /// Shows this state of what can be edited.
    pub(crate) fn at_version(mut self, version: &str) -> Self {
        self.version = Some(version.to_owned());
        self
    }

    /// With a header.
    pub(crate) fn with(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}
