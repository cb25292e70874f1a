//! `/administration/people/{name}/…`: lets somebody in who has no key, and ends what others have open.

use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::Response,
};
use comity_node::{
    accounts::{
        AccessError, Permission, Secret,
        grant::{self, Matter},
        link, passkey, session, token,
    },
    rng::SystemRandom,
};

use super::{Fault, Nothing, Sent, Visit, address, back, person, roles::done};

/// `POST /administration/people/{name}/lost`: asks that somebody who lost the key be let in anew.
pub(crate) async fn ask(Path(name): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.when(lets_in).await?;
    let who = name.clone();
    done(&visit, move |tx, by, now| {
        grant::ask_access(tx, &who, by, now)
    })
    .await?;
    Ok(back(&address(&name), "lost"))
}

/// `POST /administration/people/{name}/lost/decline`
pub(crate) async fn decline(
    Path(name): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.when(lets_in).await?;
    let who = name.clone();
    done(&visit, move |tx, by, now| {
        grant::decline(tx, &who, Matter::Access, by, now)
    })
    .await?;
    Ok(back(&address(&name), "declined"))
}

/// `POST /administration/people/{name}/link`: a link for setting up, shown once.
pub(crate) async fn link(
    Path(name): Path<String>,
    headers: HeaderMap,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.when(lets_in).await?;
    let who = name.clone();
    let secret = done(&visit, move |tx, by, now| {
        link::issue(tx, &who, by, now, &mut SystemRandom)
    })
    .await?;
    let address = address_of(&headers, &secret);
    person::with_link(&visit, &name, address).await
}

/// `POST /administration/people/{name}/passkeys/{id}/remove`: a passkey that its owner lost.
pub(crate) async fn remove_passkey(
    Path((name, id)): Path<(String, String)>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::RevokeAccess).await?;
    must_be_another(&visit, &name)?;
    let who = name.clone();
    done(&visit, move |tx, by, now| {
        passkey::remove(tx, &who, &id, by, now)
    })
    .await?;
    Ok(back(&address(&name), "passkey-removed"))
}

/// `POST /administration/people/{name}/end`: ends every session and token of a person.
pub(crate) async fn end(Path(name): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::RevokeAccess).await?;
    must_be_another(&visit, &name)?;
    let who = name.clone();
    done(&visit, move |tx, by, now| {
        session::revoke_all(tx, &who, None, by, now)?;
        for one in token::list(&*tx, Some(&who))? {
            token::revoke(tx, &one.id, by, now)?;
        }
        Ok(())
    })
    .await?;
    Ok(back(&address(&name), "ended"))
}

/// What is one's own is ended on the page of one's own account, which asks who it is.
fn must_be_another(visit: &Visit, name: &str) -> Result<(), Fault> {
    if visit.caller.name == name {
        return Err(AccessError::OwnAccount.into());
    }
    Ok(())
}

fn lets_in(visit: &Visit) -> Result<(), Fault> {
    let manages = visit.may(Permission::ManagePeople);
    manages.or_else(|_| visit.may(Permission::RestoreAccess))
}

/// The whole address of a link.
pub(super) fn address_of(headers: &HeaderMap, secret: &Secret) -> String {
    format!("{}/sign-in/{}", origin(headers), secret.to_text())
}

/// Where the console is, as the browser that asks says it. It was compared with the host
/// names that we answer to before anybody came here.
fn origin(headers: &HeaderMap) -> String {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), _) if origin != "null" => origin.to_owned(),
        (_, Some(host)) => format!("https://{host}"),
        _ => String::new(),
    }
}
