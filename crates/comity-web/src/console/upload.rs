//! A form with a file in it, sent by a page of this session; read into memory, so for small files alone.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use comity_node::accounts::Permission;

use super::{
    Site,
    drafts::incoming::{WithFiles, unread, whole},
    fault::Fault,
    visit::Visit,
};

/// A form with a file, and nothing else that was typed.
#[derive(Debug)]
pub(crate) struct Upload(WithFiles);

impl Upload {
    /// The bytes of the file, where the visitor may do this; none where no file was chosen.
    pub(crate) async fn by(self, permission: Permission) -> Result<(Visit, Bytes), Fault> {
        let (visit, mut form) = self.0.by(permission).await?;
        let file = form.next_field().await.map_err(|error| unread(&error))?;
        let file = file.filter(|field| field.name() == Some("file"));
        // The address has its own limit on the whole body.
        let bytes = whole(&mut file.ok_or_else(Fault::unread)?, usize::MAX).await?;
        drop(form);
        Ok((visit, bytes.into()))
    }
}

impl FromRequest<Arc<Site>> for Upload {
    type Rejection = Fault;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Fault> {
        WithFiles::from_request(request, site).await.map(Self)
    }
}
