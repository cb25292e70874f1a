//! What was just done, as the address after a form says it.

use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::page::Page;

/// What was just done, by a code; anybody can write one into an address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    pub(crate) done: String,
}

impl Done {
    /// Its words, where it is one of these codes; `key` is the name of the words of a code.
    pub(crate) fn said(
        &self,
        page: &Page,
        known: &[&str],
        key: impl FnOnce(&str) -> String,
    ) -> Option<String> {
        let known = known.contains(&self.done.as_str());
        known.then(|| page.t(&key(&self.done)))
    }
}

/// Back to a page, which says what was done.
pub(crate) fn back(to: &str, done: &str) -> Response {
    Redirect::to(&format!("{to}?done={done}")).into_response()
}
