//! `/drafts/{id}/uploads`: attachments that a page's script sends in pieces, as the tus protocol has them
//! ([`crate::tus`]). Without the script the form of the draft takes files in one go.
//!
//! A page of this session says so by the token of its forms in a header, which no other origin can
//! set; what is refused is a problem of RFC 9457 and no page, since a script reads it.

use std::io;

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use comity_node::{
    accounts::Permission,
    case::uploads::{Going, UploadError, UploadView},
    rng::SystemRandom,
};
use comity_text::{Args, format};

use super::draft_of;
use crate::{
    api::{Upload, problem, text},
    console::{
        fault::Fault,
        page::Page,
        visit::{Visit, locale},
    },
    tus,
};

/// The header in which a script says the token of forms.
const TOKEN: HeaderName = HeaderName::from_static("x-csrf-token");

type Visitor = Result<Visit, Fault>;

/// `POST /drafts/{id}/uploads`: an upload is begun.
pub(crate) async fn begin(visit: Visitor, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let done = async {
        let visit = admitted(visit, &headers)?;
        let draft = draft_of(&visit, &id).await?.view.id;
        let wanted = tus::wanted(&headers, &draft)?;
        let (who, sight) = (visit.caller.name.clone(), visit.sight.clone());
        let upload = visit
            .work(move |site| {
                let (office, now) = (site.office(), site.now());
                Ok(office.begin_upload(&who, &sight, wanted, now, &mut SystemRandom)?)
            })
            .await?;
        let place = format!("/drafts/{draft}/uploads/{}", upload.id);
        let place = HeaderValue::from_str(&place).map_err(|_| Fault::bug())?;
        let mut response = told(StatusCode::CREATED, &upload);
        response.headers_mut().insert(header::LOCATION, place);
        Ok(response)
    };
    answered(done.await, &headers)
}

/// `HEAD /drafts/{id}/uploads/{upload}`: how far it is.
pub(crate) async fn look(visit: Visitor, Path(place): Place, headers: HeaderMap) -> Response {
    let done = async {
        let visit = visit?;
        visit.may(Permission::Draft)?;
        tus::must_be_spoken(&headers)?;
        Ok(told(StatusCode::OK, &upload_of(&visit, &place).await?))
    };
    answered(done.await, &headers)
}

/// `PATCH /drafts/{id}/uploads/{upload}`: more of it; the last bytes attach it.
pub(crate) async fn go_on(
    visit: Visitor,
    Path(place): Place,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let done = async {
        let visit = admitted(visit, &headers)?;
        let upload = upload_of(&visit, &place).await?;
        let offset = tus::offset(&headers)?;
        let mut bytes = Upload::of(body);
        let (who, sight) = (visit.caller.name.clone(), visit.sight.clone());
        let upload = visit
            .waiting_work(move |site| {
                let at = Going {
                    who: &who,
                    sight: &sight,
                    id: &upload.id,
                    offset,
                };
                let (office, turns) = (site.office(), &site.uploads);
                let bytes: &mut dyn io::Read = &mut bytes;
                Ok(office.go_on_with_upload(turns, &at, bytes, site.now(), &mut SystemRandom)?)
            })
            .await?;
        Ok(told(StatusCode::NO_CONTENT, &upload))
    };
    answered(done.await, &headers)
}

/// `DELETE /drafts/{id}/uploads/{upload}`: it is thrown away.
pub(crate) async fn drop(visit: Visitor, Path(place): Place, headers: HeaderMap) -> Response {
    let done = async {
        let visit = admitted(visit, &headers)?;
        let upload = upload_of(&visit, &place).await?;
        let (who, sight) = (visit.caller.name.clone(), visit.sight.clone());
        visit
            .work(move |site| {
                let office = site.office();
                Ok(office.drop_upload(&site.uploads, &who, &sight, &upload.id)?)
            })
            .await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    };
    answered(done.await, &headers)
}

/// Draft and upload as an address names them.
type Place = Path<(String, String)>;

/// Who may send something, from a page of this session.
fn admitted(visit: Visitor, headers: &HeaderMap) -> Result<Visit, Fault> {
    let visit = visit?;
    visit.may(Permission::Draft)?;
    let token = text(headers, &TOKEN).unwrap_or_default();
    if !visit.secret.sent(token) {
        return Err(Fault::forged());
    }
    tus::must_be_spoken(headers)?;
    Ok(visit)
}

/// An upload of the visitor to this draft.
async fn upload_of(visit: &Visit, (draft, id): &(String, String)) -> Result<UploadView, Fault> {
    let (who, sight) = (visit.caller.name.clone(), visit.sight.clone());
    let (draft, id) = (draft.clone(), id.clone());
    visit
        .work(move |site| {
            let upload = site.office().upload(&who, &sight, &id)?;
            if upload.wanted.draft == draft {
                Ok(upload)
            } else {
                Err(UploadError::Unknown.into())
            }
        })
        .await
}

fn told(status: StatusCode, upload: &UploadView) -> Response {
    let mut response = status.into_response();
    for (name, value) in tus::told(upload) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A refusal becomes a problem in the reader's language.
fn answered(done: Result<Response, Fault>, headers: &HeaderMap) -> Response {
    done.unwrap_or_else(|fault| problem::write(&fault, locale(headers)))
}

/// An upload that is not whole, as the form of its draft shows it.
#[derive(Debug)]
pub(crate) struct Unfinished {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) size: u64,
    /// When the file was last changed, to find it again; empty where nobody said.
    pub(crate) modified: String,
    pub(crate) offset: u64,
    pub(crate) words: String,
}

impl Unfinished {
    pub(crate) fn of(page: &Page, upload: UploadView) -> Self {
        let args = Args::new()
            .with("here", format::size(upload.offset))
            .with("size", format::size(upload.wanted.size))
            .with("until", page.time(upload.expires));
        Self {
            id: upload.id,
            size: upload.wanted.size,
            modified: upload
                .wanted
                .modified
                .map_or_else(String::new, |at| at.to_string()),
            offset: upload.offset,
            words: page.words.text("draft-upload-unfinished", &args),
            name: upload.wanted.name,
        }
    }
}
