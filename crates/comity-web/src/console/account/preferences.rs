//! `/account/preferences`: the language of pages and the offset that times are shown at.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use comity_node::accounts::{
    AccessError, Permission,
    preference::{self, Preference},
};
use comity_store::Store as _;
use comity_text::Locale;
use serde::Deserialize;

use super::{Fault, Sent, back, sign_in::spoken};

#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    language: String,
    zone: String,
}

/// `POST /account/preferences`: both hold from the next page on.
pub(crate) async fn set(sent: Sent<Chosen>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let language = match form.language.as_str() {
        "" => None,
        tag => Some(Locale::from_lang(tag).ok_or(AccessError::Preference)?),
    };
    let zone = form.zone.parse().map_err(|_| AccessError::Preference)?;
    let name = visit.caller.name.clone();
    visit
        .work(move |site| {
            let preference = Preference {
                language: language.map(|locale| locale.tag().to_owned()),
                zone: Some(zone),
            };
            let store = site.node.unfollowed();
            store.write(move |tx| preference::set(tx, &name, &preference))?;
            Ok(())
        })
        .await?;
    let cookie = [(header::SET_COOKIE, spoken(language))];
    Ok((cookie, back("/account", "preferences")).into_response())
}
