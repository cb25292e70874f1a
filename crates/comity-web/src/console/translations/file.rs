//! `/translations/{translation}/xliff`: the text as a file for translators' tools, out and in.

use axum::{extract::Path, http::StatusCode, response::Response};
use comity_node::{
    accounts::Permission,
    translate::{Edge, TranslationView},
};
use comity_text::{Locale, translation};

use super::{
    show::{self, Extra},
    text_of,
};
use crate::console::{Site, download, fault::Fault, upload::Upload, visit::Visit};

/// The file of a text, with the words of whoever reads its translation.
pub(crate) fn xliff_of(site: &Site, view: &TranslationView) -> String {
    let words = (site.words)(Locale::of(view.line.target));
    view.to_xliff(&Edge {
        unit: &|place| translation::unit_name(words, place),
        terms: &translation::terms,
        notes: translation::notes(words, view.line.due),
        was: &|source| translation::was(words, source),
    })
}

/// `GET /translations/{translation}/xliff`
pub(crate) async fn export(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    visit.may(Permission::Translate)?;
    let view = text_of(&visit, &id).await?;
    let file = xliff_of(&visit.site, &view);
    Ok(download::bytes(&format!("{id}.xlf"), file.into_bytes()))
}

/// `POST /translations/{translation}/xliff`
pub(crate) async fn import(Path(id): Path<String>, sent: Upload) -> Result<Response, Fault> {
    let (visit, file) = sent.by(Permission::Translate).await?;
    let (who, sight, key) = (visit.caller.name.clone(), visit.sight.clone(), id.clone());
    let taken = visit
        .work(move |site| {
            let office = site.office();
            Ok(office.take_xliff(&who, &sight, &key, &file, site.now())?)
        })
        .await;
    let (status, extra) = match taken {
        Ok(taken) => (
            StatusCode::OK,
            Extra {
                taken: Some(taken),
                ..Extra::default()
            },
        ),
        Err(fault) if fault.can_be_mended() => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Extra {
                file: Some(fault),
                ..Extra::default()
            },
        ),
        Err(fault) => return Err(fault),
    };
    show::answer(&visit, &id, status, extra).await
}
