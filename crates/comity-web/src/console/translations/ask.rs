//! `POST /translations`: a translation is asked for, or handed to others.

use axum::response::{IntoResponse as _, Redirect, Response};
use comity_node::{
    accounts::Permission,
    case::form::from_local,
    translate::{About, Asked},
};
use serde::Deserialize;

use crate::console::{fault::Fault, visit::Sent};

#[derive(Debug, Deserialize)]
pub(crate) struct Form {
    /// The draft or act.
    about: String,
    /// Of whom: `office:CODE`, `person:NAME`, or nobody in particular.
    #[serde(default)]
    of: String,
    /// By when, at the reader's offset.
    #[serde(default)]
    due: String,
}

/// `POST /translations`
pub(crate) async fn ask(sent: Sent<Form>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Translate).await?;
    let offset = visit.caller.zone_minutes.unwrap_or_default();
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let due = some(&form.due)
        .map(|text| from_local(&text, offset).ok_or_else(|| Fault::unread_time(&text)))
        .transpose()?;
    let of = some(&form.of)
        .map(|text| text.parse().map_err(|_| Fault::unread()))
        .transpose()?;
    let about = About::of_id(form.about.trim());
    let (who, sight) = (visit.caller.name.clone(), visit.sight.clone());
    let line = visit
        .work(move |site| {
            let (office, asked) = (site.office(), Asked { of, due });
            Ok(office.ask_translation(&who, &sight, &about, asked, site.now())?)
        })
        .await?;
    Ok(Redirect::to(&format!("/translations/{}", line.id)).into_response())
}
