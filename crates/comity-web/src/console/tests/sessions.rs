//! The way in and the way out: what a session is, and what it is not.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use comity_node::{
    accounts::{
        Secret, certificate,
        password::{self, Hashed},
        session,
    },
    rng::SystemRandom,
};
use comity_store::Store as _;

use super::world::{World, signed};
use crate::console::visit::SESSION;

/// The secret that an answer puts into the browser.
fn given(answer: &super::world::Answer) -> Secret {
    let cookie = answer.header("set-cookie");
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.split("; ").any(|one| one == part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
    assert_eq!(name, SESSION);
    value.parse().unwrap()
}

async fn desk(world: &World, session: &Secret) -> StatusCode {
    let request = signed(Request::get("/"), session);
    world
        .call(request.body(Body::empty()).unwrap())
        .await
        .status
}

#[tokio::test]
async fn a_secret_that_somebody_planted_opens_nothing_after_sign_in() {
    let world = World::new();
    // Somebody signs in and plants the cookie of this session in another browser.
    let planted = world.session("officer");
    let request = signed(Request::post(world.fill("/sign-in/{link}")), &planted)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = world.call(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let fresh = given(&answer);
    assert_ne!(fresh, planted);
    assert_eq!(desk(&world, &fresh).await, StatusCode::OK);
    assert_eq!(desk(&world, &planted).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn ways_in_are_changed_with_the_present_password_alone() {
    let world = World::new();
    let (now, old) = (world.site.now(), "correct horse battery");
    let hashed = Hashed::new("officer", old, None, &mut SystemRandom).unwrap();
    let codes = r#"{"secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAA=","taken":0}"#;
    let store = world.site.node.unfollowed();
    store
        .write(move |tx| {
            password::set(tx, "officer", &hashed, now)?;
            tx.keep("totp", "officer", codes)
        })
        .unwrap();
    let stands = |word: &'static str| {
        let stored = store.read(|tx| password::stored(tx, "officer")).unwrap();
        assert!(stored.is(word), "{word}");
        store
            .read(|tx| certificate::list(tx, "officer"))
            .unwrap()
            .len()
    };
    let new = "password=brilliant+light&again=brilliant+light&present=";
    let card = format!("label=card&certificate={}&present=", "ab".repeat(32));
    for (path, form) in [("/account/password", new), ("/account/certificates", &card)] {
        for wrong in ["", "correct+horse+batterY"] {
            let answer = world
                .post(Some("officer"), path, &format!("{form}{wrong}"))
                .await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{path}: {answer:?}"
            );
            assert_eq!(stands(old), 0);
        }
    }
    for (path, form, count) in [
        ("/account/certificates", &*card, 1),
        ("/account/password", new, 1),
    ] {
        // Failures made the name wait.
        world.advance(600);
        let answer = world
            .post(
                Some("officer"),
                path,
                &format!("{form}correct+horse+battery"),
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {answer:?}");
        let word = if path == "/account/password" {
            "brilliant light"
        } else {
            old
        };
        assert_eq!(stands(word), count);
    }
}

#[tokio::test]
async fn other_sessions_of_ones_own_end_by_the_present_password_alone() {
    let world = World::new();
    let now = world.site.now();
    let hashed = Hashed::new("officer", "correct horse battery", None, &mut SystemRandom).unwrap();
    let store = world.site.node.unfollowed();
    store
        .write(move |tx| password::set(tx, "officer", &hashed, now))
        .unwrap();
    let other = world.session("officer");
    let id = store
        .read(|tx| session::find(tx, &other, now))
        .unwrap()
        .unwrap()
        .id;
    let ends = [
        (format!("/account/sessions/{id}/end"), "session"),
        ("/account/sessions/end-others".to_owned(), "sessions"),
    ];
    for (path, _) in &ends {
        for wrong in ["", "present=", "present=correct+horse+batterY"] {
            let answer = world.post(Some("officer"), path, wrong).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(answer.body.contains("id=\"present-error\""), "{path}");
            assert_eq!(desk(&world, &other).await, StatusCode::OK, "{path} {wrong}");
        }
        // Failures made the name wait.
        world.advance(600);
    }
    for (path, done) in &ends {
        let other = world.session("officer");
        let now = world.site.now();
        let found = store.read(|tx| session::find(tx, &other, now));
        let path = path.replace(&id, &found.unwrap().unwrap().id);
        let form = "present=correct+horse+battery";
        let answer = world.post(Some("officer"), &path, form).await;
        assert_eq!(
            answer.header("location"),
            format!("/account?done={done}"),
            "{answer:?}"
        );
        assert_eq!(desk(&world, &other).await, StatusCode::SEE_OTHER, "{path}");
    }
    // The way out of the present one asks for nothing.
    let out = world.post(Some("officer"), "/sign-out", "").await;
    assert_eq!(out.header("location"), "/sign-in");
}

#[tokio::test]
async fn who_fails_behind_a_proxy_slows_nobody_else_down() {
    let mut world = World::new();
    let site = std::sync::Arc::get_mut(&mut world.site).unwrap();
    site.config.accounts.address_header = Some("X-Forwarded-For".to_owned());
    let now = world.site.now();
    for name in ["officer", "releaser"] {
        let hashed = Hashed::new(name, "correct horse battery", None, &mut SystemRandom).unwrap();
        let store = world.site.node.unfollowed();
        store
            .write(move |tx| password::set(tx, name, &hashed, now))
            .unwrap();
    }
    let ends = async |name: &str, from: &str, present: &str| {
        let session = world.session(name);
        let request = signed(Request::post("/account/sessions/end-others"), &session)
            .header("x-forwarded-for", from)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let form = format!("csrf={}&present={present}", session.forms());
        world
            .call(request.body(Body::from(form)).unwrap())
            .await
            .status
    };
    for _ in 0..12 {
        let wrong = ends("officer", "192.0.2.7", "wrong").await;
        assert_eq!(wrong, StatusCode::UNPROCESSABLE_ENTITY);
        // The name may try again.
        world.advance(300);
    }
    ends("officer", "192.0.2.7", "wrong").await;
    let right = "correct+horse+battery";
    let same = ends("releaser", "192.0.2.7", right).await;
    assert_eq!(same, StatusCode::UNPROCESSABLE_ENTITY, "it waits");
    assert_eq!(
        ends("releaser", "192.0.2.8", right).await,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn the_cookie_of_a_language_is_bound_to_this_host_too() {
    let world = World::new();
    let answer = world.post(None, "/language", "language=zh-Hans").await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-comity-language=zh-Hans; "),
        "{cookie}"
    );
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.split("; ").any(|one| one == part), "{cookie}");
    }
}

#[tokio::test]
async fn a_link_lets_in_once() {
    let world = World::new();
    let link = world.fill("/sign-in/{link}");
    for expected in [StatusCode::SEE_OTHER, StatusCode::FORBIDDEN] {
        let answer = world.post(None, &link, "").await;
        let again = answer.status.is_client_error() && expected == StatusCode::FORBIDDEN;
        assert!(answer.status == expected || again, "{answer:?}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let world = World::new();
    let session = world.session("officer");
    assert_eq!(desk(&world, &session).await, StatusCode::OK);
    let request = signed(Request::post("/sign-out"), &session)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let form = Body::from(format!("csrf={}", session.forms()));
    let answer = world.call(request.body(form).unwrap()).await;
    assert_eq!(answer.header("location"), "/sign-in");
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(desk(&world, &session).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_without_use() {
    let world = World::new();
    let session = world.session("officer");
    assert_eq!(desk(&world, &session).await, StatusCode::OK);
    world.advance(comity_node::accounts::session::IDLE + 1);
    assert_eq!(desk(&world, &session).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn guessing_is_slowed_down_and_says_nothing_of_who_there_is() {
    let world = World::new();
    let mut told = std::collections::BTreeSet::new();
    for name in ["officer", "nobody-of-this-name"] {
        let form = format!("name={name}&password=wrong&code=000000");
        let answer = world.post(None, "/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.header("set-cookie"), "");
        told.insert(answer.body.replace(name, ""));
    }
    assert_eq!(told.len(), 1, "{told:#?}");
}

#[tokio::test]
async fn passkeys_are_spoken_of_where_there_are_some() {
    let world = World::new();
    for (who, path) in [(None, "/sign-in"), (Some("officer"), "/account")] {
        let page = world.get(who, path, comity_text::Locale::En).await;
        let said = page.body.to_lowercase().contains("passkey");
        assert_eq!(said, cfg!(feature = "passkeys"), "{path}");
    }
}

#[tokio::test]
async fn cookies_that_are_no_session_are_nobody() {
    let world = World::new();
    for value in [
        "",
        "x",
        &"A".repeat(43),
        &"A".repeat(100_000),
        "..%2f",
        "\u{1}",
    ] {
        let request = Request::get("/cases").header(header::COOKIE, format!("{SESSION}={value}"));
        let Ok(request) = request.body(Body::empty()) else {
            continue;
        };
        assert_eq!(
            world.call(request).await.status,
            StatusCode::SEE_OTHER,
            "{value}"
        );
    }
    let sessions = world
        .site
        .node
        .unfollowed()
        .read(|tx| tx.kept_all("session", None, 100));
    assert_eq!(sessions.unwrap(), []);
}
