//! `/counterparts/trust`: a credential is trusted when two persons have compared its safety number by voice.
//!
//! First the file; then the number is shown, and the administrator types what the other
//! side read aloud. Nothing is kept between the two: the file goes along in the form.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use comity_node::{NodeError, accounts::Permission};
use comity_peer::credential::CredentialFile;
use comity_text::errors::Explained;
use serde::Deserialize;

use super::show::{called, keys};
use crate::console::{
    fault::Fault,
    page::{Page, Room},
    upload::Upload,
    visit::{Sent, Visit},
};

#[derive(Template)]
#[template(path = "counterparts/trust.html")]
struct TrustPage {
    page: Page,
    refused: Option<Explained>,
    offered: Option<Offered>,
}

/// A credential that waits for its number to be compared.
struct Offered {
    party: String,
    called: String,
    keys: Vec<(String, String)>,
    digits: Vec<String>,
    /// The file, for the next form.
    file: String,
    typed: String,
}

/// The number as the other side read it, with the file that it was computed over.
#[derive(Debug, Deserialize)]
pub(crate) struct Compared {
    credential: String,
    number: String,
}

/// `GET /counterparts/trust`
pub(crate) async fn ask(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::ManageChannels)?;
    answer(&visit, StatusCode::OK, None, None)
}

/// `POST /counterparts/trust`: shows what a file is and the number to compare.
pub(crate) async fn look(upload: Upload) -> Result<Response, Fault> {
    let (visit, file) = upload.by(Permission::ManageChannels).await?;
    let read = CredentialFile::parse(&file).map_err(NodeError::from);
    match read {
        Ok(file) => match number(&visit, &file).await {
            Ok(number) => {
                let offered = offered(&visit, &file, &number, String::new());
                answer(&visit, StatusCode::OK, None, Some(offered))
            }
            Err(fault) => refused(&visit, &fault, None),
        },
        Err(error) => refused(&visit, &error.into(), None),
    }
}

/// `POST /counterparts/trust/compared`
pub(crate) async fn compared(sent: Sent<Compared>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ManageChannels).await?;
    let bytes = STANDARD.decode(&form.credential);
    let bytes = bytes.map_err(|_| Fault::unread())?;
    let file = CredentialFile::parse(&bytes).map_err(NodeError::from)?;
    let them = file.credential().party.clone();
    let (given, who) = (file.clone(), visit.caller.name.clone());
    let typed = form.number.clone();
    let done = visit
        .work(move |site| {
            let trusted = site
                .node
                .trust_for(&site.home, &who, &given, &typed, site.now());
            trusted?;
            (site.ring)(&given.credential().party);
            Ok(())
        })
        .await;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/counterparts/{them}?done=trust")).into_response()),
        Err(fault) => {
            let number = number(&visit, &file).await?;
            let offered = offered(&visit, &file, &number, form.number);
            refused(&visit, &fault, Some(offered))
        }
    }
}

async fn number(visit: &Visit, file: &CredentialFile) -> Result<String, Fault> {
    let file = file.clone();
    visit
        .work(move |site| {
            let number = site.node.safety_number(&file)?;
            site.node.hold_against(&file, site.now())?;
            Ok(number)
        })
        .await
}

fn offered(visit: &Visit, file: &CredentialFile, number: &str, typed: String) -> Offered {
    let page = visit.page(Room::Counterparts, "");
    let party = &file.credential().party;
    Offered {
        called: called(Some(file), party, &page),
        party: party.to_string(),
        keys: keys(Some(file), &page),
        digits: number.split(' ').map(str::to_owned).collect(),
        file: STANDARD.encode(file.bytes()),
        typed,
    }
}

fn refused(visit: &Visit, fault: &Fault, offered: Option<Offered>) -> Result<Response, Fault> {
    let page = visit.page(Room::Counterparts, "");
    let told = fault.explained(page.words);
    answer(visit, StatusCode::UNPROCESSABLE_ENTITY, Some(told), offered)
}

fn answer(
    visit: &Visit,
    status: StatusCode,
    refused: Option<Explained>,
    offered: Option<Offered>,
) -> Result<Response, Fault> {
    let page = visit.page(Room::Counterparts, "");
    let title = match &offered {
        Some(offered) => page.t1("counterparts-trust-compare", "party", &offered.party),
        None => page.t("counterparts-trust-title"),
    };
    let page = TrustPage {
        page: Page { title, ..page },
        refused,
        offered,
    };
    let html = page.render().map_err(|_| Fault::bug())?;
    Ok((status, Html(html)).into_response())
}
