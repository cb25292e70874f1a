//! `/drafts/{id}/items.csv`, `/drafts/{id}/attachments/{number}`: what a draft carries, as files, for
//! whoever looks at it before it crosses.

use axum::{extract::Path, response::Response};

use super::draft_of;
use crate::console::{cases::opened_attachment, download, fault::Fault, visit::Visit};

/// `GET /drafts/{id}/items.csv`: the list of items or answers that the node attaches.
pub(crate) async fn items(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    let draft = draft_of(&visit, &id).await?;
    if draft.list.is_empty() {
        return Err(Fault::absent());
    }
    let name = format!("{}-items.csv", draft.view.id);
    Ok(download::bytes(&name, draft.list.into_bytes()))
}

/// `GET /drafts/{id}/attachments/{number}`: one of its attachments, counted from 1.
pub(crate) async fn attachment(
    visit: Visit,
    Path((id, number)): Path<(String, usize)>,
) -> Result<Response, Fault> {
    let draft = draft_of(&visit, &id).await?;
    let place = number.checked_sub(1).ok_or_else(Fault::absent)?;
    let attachment = draft.body.attachments.get(place);
    let attachment = attachment.ok_or_else(Fault::absent)?.clone();
    // The house's scanner may take its time.
    let (name, size, file) = visit
        .waiting_work(move |site| opened_attachment(site, &attachment))
        .await?;
    Ok(download::file(&name, size, file))
}
