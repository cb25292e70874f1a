//! Passkeys: they are made, they sign in, they confirm; and what is not taken for one.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use comity_node::{
    accounts::{
        Caller, Secret, certificate,
        passkey::{self, Passkey},
        session::How,
    },
    people, trail,
};
use comity_store::{Store as _, Tx};
use comity_text::Locale;
use serde_json::{Value, json};

use super::{
    authenticator::Key,
    html,
    world::{Answer, HOST, World, at, signed},
};
use crate::console::visit::SESSION;

/// Sends a form as a page of ours does.
async fn send(world: &World, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let fields = fields.iter().map(|(name, value)| {
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{name}={value}")
    });
    let request = Request::post(path)
        .header(header::ORIGIN, format!("http://{HOST}"))
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = Body::from(fields.collect::<Vec<_>>().join("&"));
    world.call(request.body(body).unwrap()).await
}

/// Sends a form of this session.
async fn post(world: &World, session: &Secret, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = session.forms();
    let cookie = format!("{SESSION}={}", session.to_text());
    let fields: Vec<_> = [("csrf", csrf.as_str())]
        .into_iter()
        .chain(fields.iter().copied())
        .collect();
    send(world, path, &cookie, &fields).await
}

/// What the page asks the browser for, to make a key; who has one already just used it.
async fn asked_to_make(world: &World, session: &Secret) -> Value {
    let by = caller(world, session).unwrap().by;
    world.site.passkeys.confirm(&by, world.site.now());
    let page = post(world, session, "/account/passkeys", &[("label", "phone")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let tags = html::tags(&page.body);
    let mut options = tags.iter().filter_map(|tag| tag.get("data-options"));
    serde_json::from_str(options.next().unwrap()).unwrap()
}

/// A key of this person, made on the page.
async fn made(world: &World, name: &str) -> Key {
    let session = world.session(name);
    let mut key = Key::new(HOST);
    let answer = key.make(&asked_to_make(world, &session).await);
    let done = post(
        world,
        &session,
        "/account/passkeys/made",
        &[("answer", &answer)],
    )
    .await;
    assert_eq!(done.header("location"), "/account/passkeys?done=passkey");
    key
}

/// A challenge on the sign-in page, and the cookie that goes with it.
async fn challenged(world: &World) -> (Value, String) {
    let begun = send(world, "/sign-in/passkey/begin", "", &[]).await;
    assert_eq!(begun.status, StatusCode::OK, "{begun:?}");
    let cookie = begun.header("set-cookie").split(';').next().unwrap();
    assert!(begun.header("set-cookie").contains("HttpOnly"));
    let options: Value = serde_json::from_str(&begun.body).unwrap();
    assert_eq!(options["publicKey"]["allowCredentials"], json!([]));
    assert_eq!(options.get("mediation"), None);
    (options, cookie.to_owned())
}

async fn sign_in(world: &World, key: &mut Key) -> Answer {
    let (options, cookie) = challenged(world).await;
    let answer = key.answer(&options);
    answered(world, &cookie, &answer).await
}

async fn answered(world: &World, cookie: &str, answer: &str) -> Answer {
    send(
        world,
        "/sign-in/passkey",
        cookie,
        &[("answer", answer), ("to", "/cases")],
    )
    .await
}

/// The session that an answer opened, where it opened one.
fn opened(answer: &Answer) -> Option<Secret> {
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
    let mut pairs = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    let secret = pairs.find_map(|pair| pair.strip_prefix(SESSION)?.strip_prefix('='))?;
    secret.parse().ok()
}

fn caller(world: &World, session: &Secret) -> Option<Caller> {
    let now = world.site.now();
    let store = world.site.node.unfollowed();
    store.read(|tx| Caller::of_session(tx, session, now)).ok()
}

fn keys(world: &World, name: &str) -> Vec<Passkey> {
    let store = world.site.node.unfollowed();
    store.read(|tx| passkey::list(tx, name)).unwrap()
}

/// Why the last answer of a key was not taken, as the trail says it.
fn why(world: &World) -> String {
    let store = world.site.node.unfollowed();
    let rows = store.read(|tx| trail::list(tx, 0, 10_000)).unwrap();
    let mut failed = rows.iter().rev().filter(|row| row.did == "passkey-failed");
    failed.next().map_or(String::new(), |row| {
        row.what["why"].as_str().unwrap().to_owned()
    })
}

fn write(world: &World, work: impl FnOnce(&mut dyn Tx) + Send + 'static) {
    let store = world.site.node.unfollowed();
    store
        .write(|tx| {
            work(tx);
            Ok::<_, comity_store::StoreError>(())
        })
        .unwrap();
}

#[track_caller]
fn refused(answer: &Answer) {
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{answer:?}"
    );
    assert_eq!(opened(answer), None);
}

#[tokio::test]
async fn a_key_that_was_made_signs_in_until_it_is_removed() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    for _ in 0..2 {
        let entered = sign_in(&world, &mut key).await;
        assert_eq!(entered.header("location"), "/cases", "{entered:?}");
        let caller = caller(&world, &opened(&entered).unwrap()).unwrap();
        assert_eq!(
            (caller.name.as_str(), caller.how),
            ("officer", How::Passkey)
        );
    }
    let kept = keys(&world, "officer");
    assert_eq!(
        (kept[0].label.as_str(), kept[0].host.as_str()),
        ("phone", HOST)
    );
    assert!(kept[0].used.is_some());
    let session = world.session("officer");
    let path = format!("/account/passkeys/{}/remove", kept[0].id);
    let last = post(&world, &session, &path, &[]).await;
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
    let card = "ab".repeat(32).parse().unwrap();
    write(&world, move |tx| {
        certificate::add(tx, "officer", card, "card", "officer", at(1)).unwrap();
    });
    let gone = post(&world, &session, &path, &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    refused(&sign_in(&world, &mut key).await);
}

#[tokio::test]
async fn an_answer_counts_once_and_in_the_browser_that_was_asked() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    let (options, cookie) = challenged(&world).await;
    let (_, other) = challenged(&world).await;
    let answer = key.answer(&options);
    refused(&answered(&world, &other, &answer).await);
    refused(&answered(&world, "", &answer).await);
    assert!(opened(&answered(&world, &cookie, &answer).await).is_some());
    refused(&answered(&world, &cookie, &answer).await);
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_none() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    let (options, cookie) = challenged(&world).await;
    let answer = key.answer(&options);
    world.advance(301);
    refused(&answered(&world, &cookie, &answer).await);
    // The same holds for making one.
    let session = world.session("officer");
    let late = Key::new(HOST).make(&asked_to_make(&world, &session).await);
    world.advance(301);
    let done = post(
        &world,
        &session,
        "/account/passkeys/made",
        &[("answer", &late)],
    )
    .await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(keys(&world, "officer").len(), 1);
}

#[tokio::test]
async fn an_answer_from_another_origin_is_none() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    for origin in [
        "https://evil.example".to_owned(),
        format!("http://{HOST}:8080"),
        format!("https://{HOST}"),
        format!("http://a.{HOST}"),
    ] {
        key.origin = origin;
        refused(&sign_in(&world, &mut key).await);
        assert_eq!(why(&world), "answer");
    }
    let session = world.session("officer");
    let mut evil = Key::new(HOST);
    evil.origin = "https://evil.example".to_owned();
    let answer = evil.make(&asked_to_make(&world, &session).await);
    let done = post(
        &world,
        &session,
        "/account/passkeys/made",
        &[("answer", &answer)],
    )
    .await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_key_that_did_not_verify_its_holder_is_not_taken() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    key.verifies = false;
    refused(&sign_in(&world, &mut key).await);
    let session = world.session("officer");
    let mut touched = Key::new(HOST);
    touched.verifies = false;
    let answer = touched.make(&asked_to_make(&world, &session).await);
    let done = post(
        &world,
        &session,
        "/account/passkeys/made",
        &[("answer", &answer)],
    )
    .await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_copy_of_a_key_shows_by_its_counter() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    let mut copy = key.copied();
    for _ in 0..2 {
        assert!(opened(&sign_in(&world, &mut key).await).is_some());
    }
    refused(&sign_in(&world, &mut copy).await);
    assert_eq!(why(&world), "counter");
}

#[tokio::test]
async fn a_key_opens_the_account_of_its_owner_and_no_other() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    let releaser = made(&world, "releaser").await;
    key.handle = releaser.handle;
    refused(&sign_in(&world, &mut key).await);
    assert_eq!(why(&world), "person");
    // A key that nobody here has.
    let mut strange = Key::new(HOST);
    strange.handle = vec![7; 16];
    refused(&sign_in(&world, &mut strange).await);
    // Nor can a second person take it.
    let session = world.session("analyst");
    let mut taken = key.copied();
    let answer = taken.make(&asked_to_make(&world, &session).await);
    let done = post(
        &world,
        &session,
        "/account/passkeys/made",
        &[("answer", &answer)],
    )
    .await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(keys(&world, "analyst").is_empty());
}

#[tokio::test]
async fn who_may_no_longer_act_does_not_come_in() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    let now = world.site.now();
    write(&world, move |tx| {
        people::disable(tx, "officer", true, "administrator", now).unwrap();
    });
    refused(&sign_in(&world, &mut key).await);
    assert_eq!(why(&world), "person");
}

#[tokio::test]
async fn who_came_by_a_link_is_signed_in_by_the_new_key() {
    let world = World::new();
    let session = world.session_by("officer", How::Link);
    let cases = signed(Request::get("/cases"), &session);
    let cases = world.call(cases.body(Body::empty()).unwrap()).await;
    assert_eq!(cases.status, StatusCode::FORBIDDEN);
    let mut key = Key::new(HOST);
    let answer = key.make(&asked_to_make(&world, &session).await);
    let done = post(
        &world,
        &session,
        "/account/passkeys/made",
        &[("answer", &answer)],
    )
    .await;
    assert_eq!(done.header("location"), "/account?done=passkey");
    let whole = opened(&done).unwrap();
    assert_eq!(caller(&world, &whole).unwrap().how, How::Passkey);
    assert_eq!(caller(&world, &session), None, "the link led in once");
}

#[tokio::test]
async fn a_way_in_is_added_by_who_has_a_key_at_hand() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    let mut other = made(&world, "releaser").await;
    let session = world.session("officer");
    let certificate = "ab".repeat(32);
    let fields = [("label", "card"), ("certificate", certificate.as_str())];
    let add = || post(&world, &session, "/account/certificates", &fields);
    let begin = || post(&world, &session, "/account/passkeys/confirm/begin", &[]);
    let confirm = async |answer: &str| {
        let fields = [("answer", answer), ("to", "/account/certificates")];
        post(&world, &session, "/account/passkeys/confirm", &fields).await
    };
    let first = add().await;
    assert_eq!(first.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(first.body.contains("data-passkey"), "the page asks for it");
    // Neither the key of another person nor an answer that was given before confirms.
    let options: Value = serde_json::from_str(&begin().await.body).unwrap();
    let answer = other.answer(&options);
    assert_eq!(
        confirm(&answer).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let answer = key.answer(&options);
    assert_eq!(
        confirm(&answer).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(add().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let options: Value = serde_json::from_str(&begin().await.body).unwrap();
    let done = confirm(&key.answer(&options)).await;
    assert_eq!(done.header("location"), "/account/certificates");
    assert_eq!(add().await.status, StatusCode::SEE_OTHER);
    world.advance(301);
    assert_eq!(add().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nor does it confirm another session.
    let options: Value = serde_json::from_str(&begin().await.body).unwrap();
    confirm(&key.answer(&options)).await;
    let elsewhere = world.session("officer");
    let there = post(&world, &elsewhere, "/account/certificates", &fields).await;
    assert_eq!(there.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn nobody_ends_as_an_administrator_what_is_ones_own() {
    let world = World::new();
    made(&world, "security").await;
    let session = world.session("security");
    let of = |name: &str| format!("/administration/people/{name}");
    let key = &keys(&world, "security")[0].id;
    for act in [format!("passkeys/{key}/remove"), "end".to_owned()] {
        let path = format!("{}/{act}", of("security"));
        let refused = post(&world, &session, &path, &[]).await;
        assert!(refused.body.contains("access-own-account"), "{refused:?}");
        assert!(caller(&world, &session).is_some());
    }
    assert_eq!(keys(&world, "security").len(), 1);
    let page = world
        .get(Some("security"), &of("security"), Locale::En)
        .await;
    assert!(!page.body.contains("/end\""), "the page offers neither");
    let ended = post(&world, &session, &format!("{}/end", of("officer")), &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "of others it does");
}

#[tokio::test]
async fn sessions_are_ended_by_who_has_a_key_at_hand() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    let (session, other) = (world.session("officer"), world.session("officer"));
    let by = caller(&world, &other).unwrap().by;
    let ends = [
        format!("/account/sessions/{by}/end"),
        "/account/sessions/end-others".to_owned(),
    ];
    for path in &ends {
        let refused = post(&world, &session, path, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        let tags = html::tags(&refused.body);
        let asks = tags.iter().find(|tag| tag.get("data-begin").is_some());
        assert!(asks.is_some(), "the page asks for it: {path}");
        let to = tags.iter().find(|tag| tag.get("name") == Some("to"));
        assert_eq!(to.unwrap().get("value"), Some("/account"));
        assert!(caller(&world, &other).is_some(), "{path}");
    }
    let options = post(&world, &session, "/account/passkeys/confirm/begin", &[]).await;
    let answer = key.answer(&serde_json::from_str(&options.body).unwrap());
    let fields = [("answer", answer.as_str()), ("to", "/account")];
    post(&world, &session, "/account/passkeys/confirm", &fields).await;
    let done = post(&world, &session, &ends[0], &[]).await;
    assert_eq!(done.header("location"), "/account?done=session");
    assert!(caller(&world, &other).is_none());
    let third = world.session("officer");
    post(&world, &session, &ends[1], &[]).await;
    assert!(caller(&world, &third).is_none());
    assert!(caller(&world, &session).is_some(), "this one stays");
}

#[tokio::test]
async fn what_is_no_answer_is_refused_without_harm() {
    let world = World::new();
    made(&world, "officer").await;
    for answer in ["", "{}", "null", "[1]", &"[".repeat(10_000), "\u{0}"] {
        let (_, cookie) = challenged(&world).await;
        refused(&answered(&world, &cookie, answer).await);
        let session = world.session("officer");
        let done = post(
            &world,
            &session,
            "/account/passkeys/made",
            &[("answer", answer)],
        )
        .await;
        assert!(done.status.is_client_error(), "{answer}: {done:?}");
    }
}

#[tokio::test]
async fn who_asks_for_challenges_without_end_waits_a_minute() {
    let world = World::new();
    let mut key = made(&world, "officer").await;
    for _ in 0..30 {
        challenged(&world).await;
    }
    let more = send(&world, "/sign-in/passkey/begin", "", &[]).await;
    assert_eq!(more.status, StatusCode::TOO_MANY_REQUESTS, "{more:?}");
    world.advance(60);
    assert!(opened(&sign_in(&world, &mut key).await).is_some());
}
