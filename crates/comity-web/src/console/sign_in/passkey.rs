//! `/sign-in/passkey`: signs in with a passkey, which says itself whose it is.
//!
//! The page asks for a challenge when its button is pressed, and sends the answer as a form. The
//! challenge belongs to the browser that asked for it: a cookie says which, so that nobody is
//! signed in by an answer that another browser got.

use std::sync::Arc;

use axum::{
    Extension, Form, Json,
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse as _, Response},
};
use comity_node::{
    accounts::{
        AccessError, Secret,
        passkey::{self, Use, Wrong},
        session::Opened,
        sign_in,
    },
    rng::SystemRandom,
};
use comity_store::Store as _;
use serde::Deserialize;
use webauthn_rs::prelude::PublicKeyCredential;

use super::{
    Fault, SESSION, Site, SocketAddr, agent, cookie, entered, language_of, ours, refused, visitor,
};
use crate::{
    console::passkeys::{Ceremony, Place, Waits, checked, key_of, taken},
    seats::seated,
};

/// The cookie of a challenge.
const CHALLENGE: &str = "__Host-comity-challenge";

/// `POST /sign-in/passkey/begin`
pub(crate) async fn begin(
    State(site): State<Arc<Site>>,
    Extension(from): Extension<SocketAddr>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let now = site.now();
    let from = visitor::address(&site.config.accounts, from.ip(), &headers);
    let wait = site.tries(|tries| tries.begun(from, now));
    if wait > 0 {
        return Err(AccessError::TooManyTries(wait).into());
    }
    let place = Place::from(&headers)?;
    let relying = place.relying(site.node.me().as_str())?;
    let (mut options, state) = relying
        .start_discoverable_authentication()
        .map_err(|_| Fault::bug())?;
    // The button was pressed: the browser is to ask at once.
    options.mediation = None;
    let secret = Secret::draw(&mut SystemRandom);
    let ceremony = Ceremony {
        place,
        waits: Waits::SignIn(state),
    };
    site.passkeys
        .ceremonies(|all| all.begin(secret.forms(), ceremony, now));
    let cookie = challenge(&secret.to_text(), 300);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(options)).into_response())
}

#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    answer: String,
    #[serde(default)]
    to: Option<String>,
}

/// `POST /sign-in/passkey`
pub(crate) async fn enter(
    State(site): State<Arc<Site>>,
    Extension(from): Extension<SocketAddr>,
    headers: HeaderMap,
    Form(entry): Form<Entry>,
) -> Result<Response, Fault> {
    let to = ours(entry.to.as_deref()).to_owned();
    let (house, asked) = (Arc::clone(&site), headers.clone());
    let done = seated(move || admit(&house, &asked, &entry.answer));
    let mut response = match done.await.map_err(|_| Fault::bug())? {
        Ok((opened, language)) => entered(&opened, language.as_deref(), &to),
        Err(fault) => refused(&site, &headers, from, to, String::new(), &fault)?,
    };
    if let Ok(gone) = challenge("", 0).parse() {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    Ok(response)
}

/// Looks at the answer, and opens the session of its key's owner.
fn admit(
    site: &Site,
    headers: &HeaderMap,
    answer: &str,
) -> Result<(Opened, Option<String>), Fault> {
    let now = site.now();
    let secret: Secret = cookie(headers, CHALLENGE)
        .and_then(|text| text.parse().ok())
        .ok_or(AccessError::Passkey)?;
    let (place, waits) = taken(site, &secret.forms())?;
    let Waits::SignIn(state) = waits else {
        return Err(AccessError::Passkey.into());
    };
    let answer: PublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| AccessError::Passkey)?;
    let relying = place.relying(site.node.me().as_str())?;
    let (handle, credential) = relying
        .identify_discoverable_authentication(&answer)
        .map_err(|_| AccessError::Passkey)?;
    let credential = credential.to_vec();
    let store = site.node.unfollowed();
    let (kept, owner) = store.read(|tx| {
        let kept = passkey::find(tx, &credential)?.ok_or(AccessError::Passkey)?;
        let owner = passkey::handle_of(tx, &kept.name)?;
        Ok::<_, AccessError>((kept, owner))
    })?;
    let failed = |why: Wrong| {
        let kept = kept.clone();
        store.write(move |tx| passkey::failed(tx, &kept, why, now))?;
        Err(Fault::from(AccessError::Passkey))
    };
    if owner != Some(*handle.as_bytes()) || kept.host != place.host {
        return failed(Wrong::Person);
    }
    let mut key = key_of(&kept)?;
    let result = relying.finish_discoverable_authentication_v2(&answer, state, &key);
    let next = match checked(result, &mut key) {
        Ok(next) => next,
        Err(why) => return failed(why),
    };
    let (used, agent) = (kept.clone(), agent(headers));
    let before: Option<Secret> = cookie(headers, SESSION).and_then(|text| text.parse().ok());
    let opened = store.write(move |tx| {
        passkey::used(tx, &credential, &used, next, Use::SignIn, now)?;
        let (before, random) = (before.as_ref(), &mut SystemRandom);
        sign_in::vouched(tx, &used, &agent, before, now, random)
    });
    let opened = match opened {
        Ok(opened) => opened,
        Err(AccessError::SignIn) => return failed(Wrong::Person),
        Err(error) => return Err(error.into()),
    };
    site.passkeys.confirm(&opened.session.id, now);
    let language = language_of(site, &opened.session.name)?;
    Ok((opened, language))
}

fn challenge(value: &str, age: u32) -> String {
    format!("{CHALLENGE}={value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={age}")
}
