//! `/account/passkeys`: the passkeys that let one in. A new one takes two steps: a form with its
//! name, then the key itself.

use std::sync::Arc;

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    http::HeaderMap,
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};
use comity_node::{
    accounts::{
        AccessError, Caller, Permission,
        passkey::{self, Passkey, Use},
        session::{self, How, Opening},
        sign_in as accounts,
    },
    rng::SystemRandom,
};
use comity_store::Store as _;
use serde::Deserialize;
use webauthn_rs::prelude::{
    CreationChallengeResponse, PublicKeyCredential, RegisterPublicKeyCredential, Uuid,
};
use webauthn_rs_proto::ResidentKeyRequirement;

use super::{
    Done, Fault, Nothing, Page, Room, Sent, Site, Visit, Wrongs, again, back,
    confirmed::{Asks, asks, confirmed},
    html, said,
    sign_in::{agent, begun, ours},
};
use crate::console::passkeys::{Ceremony, Place, Waits, checked, key_of, taken};

const HERE: &str = "/account/passkeys";

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[
    ("console-present-password", "present"),
    ("access-too-many-tries", "present"),
    ("access-label", "label"),
];

#[derive(Template)]
#[template(path = "account/passkeys.html")]
struct PasskeysPage {
    page: Page,
    done: Option<String>,
    rows: Vec<Passkey>,
    /// The host name that a new key is for.
    host: String,
    asks: Asks,
    entry: Entry,
    wrong: Wrongs,
}

#[derive(Template)]
#[template(path = "account/passkey_make.html")]
struct MakePage {
    page: Page,
    /// What the browser is asked, as JSON.
    options: String,
    label: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Entry {
    label: String,
    #[serde(default)]
    present: String,
}

/// `GET /account/passkeys`
pub(crate) async fn show(
    visit: Visit,
    headers: HeaderMap,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    visit.may(Permission::OwnAccount)?;
    let mut page = page(&visit, &headers, Entry::default(), Wrongs::default()).await?;
    page.done = said(
        &done,
        &page.page,
        &["passkey", "passkey-removed", "confirmed"],
    );
    html(&page)
}

/// `POST /account/passkeys`: asks for a new key of this name.
pub(crate) async fn make(headers: HeaderMap, sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let place = Place::from(&headers)?;
    let (caller, from, entry) = (Arc::clone(&visit.caller), visit.from, form.clone());
    let asked = visit
        .work(move |site| {
            confirmed(site, &caller, &entry.present, from)?;
            ask(site, &caller, place, entry.label.trim())
        })
        .await;
    match asked {
        Ok(options) => {
            let page = visit.page(Room::None, "");
            let title = page.t("account-passkey-make");
            html(&MakePage {
                page: Page { title, ..page },
                options: serde_json::to_string(&options).map_err(|_| Fault::bug())?,
                label: form.label,
            })
        }
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::None, "").words;
            let wrong = Wrongs::of(&fault, words, FIELDS);
            again(&page(&visit, &headers, form, wrong).await?)
        }
        Err(fault) => Err(fault),
    }
}

/// Begins the making of a key.
fn ask(
    site: &Site,
    caller: &Caller,
    place: Place,
    label: &str,
) -> Result<CreationChallengeResponse, Fault> {
    passkey::check_label(label)?;
    let name = caller.name.clone();
    let store = site.node.unfollowed();
    let (handle, keys) = store.write(move |tx| {
        let handle = passkey::handle(tx, &name, &mut SystemRandom)?;
        Ok::<_, AccessError>((handle, passkey::list(&*tx, &name)?))
    })?;
    let known = keys.iter().filter(|key| key.host == place.host);
    let known = known.map(|key| Ok(key_of(key)?.cred_id().clone()));
    let known = known.collect::<Result<Vec<_>, Fault>>()?;
    let handle = Uuid::from_bytes(handle);
    let (mut options, state) = place
        .relying(site.node.me().as_str())?
        .start_passkey_registration(handle, &caller.name, &caller.name, Some(known))
        .map_err(|_| Fault::bug())?;
    // The key itself is to say whose it is: nobody types a name on the way in.
    let selection = options
        .public_key
        .authenticator_selection
        .get_or_insert_default();
    selection.resident_key = Some(ResidentKeyRequirement::Required);
    selection.require_resident_key = true;
    let ceremony = Ceremony {
        place,
        waits: Waits::Make {
            label: label.to_owned(),
            state,
        },
    };
    let now = site.now();
    site.passkeys
        .ceremonies(|all| all.begin(making(caller), ceremony, now));
    Ok(options)
}

#[derive(Debug, Deserialize)]
pub(crate) struct Answered {
    answer: String,
    #[serde(default)]
    to: Option<String>,
}

/// `POST /account/passkeys/made`: the new key. Who came by a link is signed in with it.
pub(crate) async fn made(headers: HeaderMap, sent: Sent<Answered>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let (guest, agent) = (visit.clone(), agent(&headers));
    let opened = visit
        .work(move |site| keep(site, &guest, &form.answer, &agent))
        .await?;
    match opened {
        Some(opened) => {
            let language = visit.caller.language.as_deref();
            let cookies = begun(&opened, language);
            Ok((AppendHeaders(cookies), back("/account", "passkey")).into_response())
        }
        None => Ok(back(HERE, "passkey")),
    }
}

/// Keeps a new key; the session that it opens, where a link led here.
fn keep(
    site: &Site,
    visit: &Visit,
    answer: &str,
    agent: &str,
) -> Result<Option<session::Opened>, Fault> {
    let (place, waits) = taken(site, &making(&visit.caller))?;
    let Waits::Make { label, state } = waits else {
        return Err(AccessError::Passkey.into());
    };
    let answer: RegisterPublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| AccessError::Passkey)?;
    let key = place
        .relying(site.node.me().as_str())?
        .finish_passkey_registration(&answer, &state)
        .map_err(|_| AccessError::Passkey)?;
    let new = passkey::New {
        credential: key.cred_id().clone(),
        label,
        host: place.host,
        key: serde_json::to_value(&key).map_err(|_| Fault::bug())?,
    };
    let by_link = visit.caller.how == How::Link;
    let (name, now, before) = (visit.caller.name.clone(), site.now(), visit.secret.clone());
    let agent = agent.to_owned();
    let opened = site.node.unfollowed().write(move |tx| {
        passkey::add(tx, &name, new, now)?;
        if !by_link {
            return Ok(None);
        }
        session::revoke_all(tx, &name, Some(&before), &name, now)?;
        let opening = Opening {
            name: &name,
            how: How::Passkey,
            agent: &agent,
            before: Some(&before),
        };
        accounts::with_key(tx, &opening, now, &mut SystemRandom).map(Some)
    })?;
    if let Some(opened) = &opened {
        site.passkeys.confirm(&opened.session.id, now);
    }
    Ok(opened)
}

/// `POST /account/passkeys/{id}/remove`
pub(crate) async fn remove(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::OwnAccount).await?;
    let name = visit.caller.name.clone();
    visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            store.write(move |tx| passkey::remove(tx, &name, &id, &name, now))?;
            Ok(())
        })
        .await?;
    Ok(back(HERE, "passkey-removed"))
}

/// `POST /account/passkeys/confirm/begin`: asks for a key of whoever is signed in.
pub(crate) async fn confirm_begin(
    headers: HeaderMap,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::OwnAccount).await?;
    let place = Place::from(&headers)?;
    let caller = Arc::clone(&visit.caller);
    let options = visit
        .work(move |site| {
            let store = site.node.unfollowed();
            let keys = store.read(|tx| passkey::list(tx, &caller.name))?;
            let keys = keys.iter().filter(|key| key.host == place.host);
            let keys = keys.map(key_of).collect::<Result<Vec<_>, Fault>>()?;
            if keys.is_empty() {
                return Err(AccessError::Passkey.into());
            }
            let (options, state) = place
                .relying(site.node.me().as_str())?
                .start_passkey_authentication(&keys)
                .map_err(|_| Fault::bug())?;
            let ceremony = Ceremony {
                place,
                waits: Waits::Confirm(state),
            };
            let now = site.now();
            site.passkeys
                .ceremonies(|all| all.begin(confirming(&caller), ceremony, now));
            Ok(options)
        })
        .await?;
    Ok(Json(options).into_response())
}

/// `POST /account/passkeys/confirm`: leads back to the page that asked.
pub(crate) async fn confirm(sent: Sent<Answered>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let to = ours(form.to.as_deref()).to_owned();
    let caller = Arc::clone(&visit.caller);
    visit
        .work(move |site| confirm_by(site, &caller, &form.answer))
        .await?;
    Ok(Redirect::to(&to).into_response())
}

fn confirm_by(site: &Site, caller: &Caller, answer: &str) -> Result<(), Fault> {
    let now = site.now();
    let (place, waits) = taken(site, &confirming(caller))?;
    let Waits::Confirm(state) = waits else {
        return Err(AccessError::Passkey.into());
    };
    let answer: PublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| AccessError::Passkey)?;
    let credential = answer.get_credential_id().to_vec();
    let store = site.node.unfollowed();
    let kept = store.read(|tx| passkey::find(tx, &credential))?;
    let kept = kept.filter(|kept| kept.name == caller.name);
    let kept = kept.ok_or(AccessError::Passkey)?;
    let mut key = key_of(&kept)?;
    let result = place
        .relying(site.node.me().as_str())?
        .finish_passkey_authentication(&answer, &state);
    match checked(result, &mut key) {
        Ok(next) => {
            store
                .write(move |tx| passkey::used(tx, &credential, &kept, next, Use::Confirm, now))?;
            site.passkeys.confirm(&caller.by, now);
            Ok(())
        }
        Err(why) => {
            store.write(move |tx| passkey::failed(tx, &kept, why, now))?;
            Err(AccessError::Passkey.into())
        }
    }
}

/// Who may end the making of a key.
fn making(caller: &Caller) -> String {
    format!("make/{}", caller.by)
}

/// Who may end a confirmation.
fn confirming(caller: &Caller) -> String {
    format!("confirm/{}", caller.by)
}

async fn page(
    visit: &Visit,
    headers: &HeaderMap,
    entry: Entry,
    wrong: Wrongs,
) -> Result<PasskeysPage, Fault> {
    let caller = Arc::clone(&visit.caller);
    let (rows, asks) = visit
        .work(move |site| {
            let store = site.node.unfollowed();
            let rows = store.read(|tx| passkey::list(tx, &caller.name))?;
            Ok((rows, asks(site, &caller)?))
        })
        .await?;
    let host = headers.get(axum::http::header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let page = visit.page(Room::None, "");
    let title = page.tn("account-passkeys-title", rows.len());
    Ok(PasskeysPage {
        page: Page { title, ..page },
        done: None,
        rows,
        host: host.split(':').next().unwrap_or_default().to_owned(),
        asks,
        entry,
        wrong,
    })
}
