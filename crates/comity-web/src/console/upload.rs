//! A form with a file in it, sent by a page of this session; read into memory, so for small files alone.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts as _, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};

use super::{Site, fault::Fault, visit::Visit};

/// A form with a file, and nothing else that was typed.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) visit: Visit,
    /// The bytes of the file; none where no file was chosen.
    pub(crate) file: Bytes,
}

impl FromRequest<Arc<Site>> for Upload {
    type Rejection = Fault;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Fault> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, site).await?;
        let request = Request::from_parts(parts, body);
        let mut form = Multipart::from_request(request, site)
            .await
            .map_err(|error| unread(error.status()))?;
        let broken = |error: MultipartError| unread(error.status());
        // The token comes first, and nothing of a forged form is read.
        let token = form.next_field().await.map_err(broken)?;
        let token = token.filter(|field| field.name() == Some("csrf"));
        let token = token.ok_or_else(Fault::forged)?.text().await;
        if !visit.secret.sent(&token.map_err(broken)?) {
            return Err(Fault::forged());
        }
        let file = form.next_field().await.map_err(broken)?;
        let file = file.filter(|field| field.name() == Some("file"));
        let file = file.ok_or_else(Fault::unread)?.bytes().await;
        Ok(Self {
            visit,
            file: file.map_err(broken)?,
        })
    }
}

fn unread(status: StatusCode) -> Fault {
    Fault::new(status, "console-form-unread")
}
