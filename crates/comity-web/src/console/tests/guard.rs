//! Whom the console answers, and what a browser may do with the answer.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use comity_text::Locale;

use super::{
    routes::{Gives, OPEN_FORMS, ROUTES},
    world::{World, signed},
};

#[tokio::test]
async fn every_answer_carries_the_headers_of_safety() {
    let world = World::new();
    let paths: Vec<String> = ROUTES
        .iter()
        .map(|route| world.fill(route.pattern))
        .collect();
    for path in
        paths
            .iter()
            .map(String::as_str)
            .chain(["/nowhere", "/%00", "/cases/%FF", "/assets/none"])
    {
        for who in [None, Some("officer"), Some("administrator")] {
            for answer in [
                world.get(who, path, Locale::En).await,
                world.post(who, path, "").await,
            ] {
                let policy = answer.header("content-security-policy");
                assert!(
                    policy.starts_with("default-src 'none'"),
                    "{path}: {answer:?}"
                );
                assert!(!policy.contains("unsafe"), "{policy}");
                for part in [
                    "object-src 'none'",
                    "frame-ancestors 'none'",
                    "base-uri 'none'",
                    "form-action 'self'",
                    "script-src 'self'",
                    "style-src 'self'",
                ] {
                    assert!(policy.contains(part), "{part}: {policy}");
                }
                assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
                assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
                // No other origin may read it.
                let shared = answer.headers.get("access-control-allow-origin");
                assert_eq!(shared, None, "{path}");
                assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
                assert_eq!(
                    answer.header("cross-origin-opener-policy"),
                    "same-origin",
                    "{path}"
                );
                let kept = answer.header("cache-control");
                assert!(
                    kept == "no-store" || path.starts_with("/assets/") || kept == "no-cache",
                    "{path}: {kept}"
                );
            }
        }
    }
}

#[tokio::test]
async fn every_answer_says_what_it_is_and_in_which_characters() {
    let world = World::new();
    for route in ROUTES.iter().filter(|route| route.method() == "GET") {
        let path = world.fill(route.pattern);
        let answer = world.get(Some("officer"), &path, Locale::En).await;
        let media = answer.header("content-type");
        assert!(
            !media.is_empty() || answer.body.is_empty(),
            "{path}: {answer:?}"
        );
        // An event stream has UTF-8 by its definition.
        let spoken = media.starts_with("text/") && media != "text/event-stream";
        assert!(
            !spoken || media.ends_with("; charset=utf-8"),
            "{path}: {media}"
        );
    }
}

#[tokio::test]
async fn methods_that_nobody_needs_and_lists_of_files_are_not_there() {
    let world = World::new();
    for method in ["TRACE", "TRACK", "CONNECT", "PROPFIND"] {
        let request = signed(Request::get("/"), &world.session("officer")).method(method);
        let answer = world.call(request.body(Body::empty()).unwrap()).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED | StatusCode::FORBIDDEN
            ),
            "{method}: {answer:?}"
        );
    }
    for path in ["/assets", "/assets/", "/.git/config", "/static/"] {
        let answer = world.get(Some("officer"), path, Locale::En).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn another_host_name_is_not_answered() {
    let world = World::new();
    for host in [
        "evil.example",
        "a.localhost",
        "officer.a.localhost.evil.example",
        "[::1]",
    ] {
        let request =
            signed(Request::get("/"), &world.session("officer")).header(header::HOST, host);
        let answer = world.call(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert_eq!(answer.body, "");
    }
}

#[tokio::test]
async fn no_form_of_another_origin_is_taken_even_with_the_right_token() {
    let world = World::new();
    for route in ROUTES {
        let form = match (route.form(), route.gives) {
            (Some(form), _) => form,
            (None, Gives::Says(method)) if method != "HEAD" => "",
            _ => continue,
        };
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let session = world.session("officer");
            let (media, body) = route.body(&format!("csrf={}&{form}", session.forms()));
            let request = Request::builder().method(route.method());
            let request = signed(request.uri(world.fill(route.pattern)), &session)
                .header(header::CONTENT_TYPE, media)
                .header(name, value);
            let answer = world.call(request.body(Body::from(body)).unwrap()).await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{} {name}: {value}",
                route.pattern
            );
        }
    }
}

#[tokio::test]
async fn no_form_is_taken_without_the_token_of_its_own_session() {
    let world = World::new();
    let other = world.session("releaser").forms();
    for route in ROUTES {
        let Some(form) = route.form() else { continue };
        if OPEN_FORMS.contains(&route.pattern) {
            continue;
        }
        for (token, expected) in [
            (
                String::new(),
                [StatusCode::FORBIDDEN, StatusCode::UNPROCESSABLE_ENTITY],
            ),
            ("csrf=&".to_owned(), [StatusCode::FORBIDDEN; 2]),
            ("csrf=AAAA&".to_owned(), [StatusCode::FORBIDDEN; 2]),
            // The token of another person's session, and the secret of one's own.
            (format!("csrf={other}&"), [StatusCode::FORBIDDEN; 2]),
            (
                format!("csrf={}&", world.session("officer").to_text()),
                [StatusCode::FORBIDDEN; 2],
            ),
        ] {
            let session = world.session("officer");
            let path = world.fill(route.pattern);
            let (media, body) = route.body(&format!("{token}{form}"));
            let request =
                signed(Request::post(&path), &session).header(header::CONTENT_TYPE, media);
            let answer = world.call(request.body(Body::from(body)).unwrap()).await;
            // One without a field that it needs is refused for that.
            assert!(
                expected.contains(&answer.status)
                    || answer.status == StatusCode::UNPROCESSABLE_ENTITY,
                "{path} {token}: {}",
                answer.status
            );
            let still = signed(Request::get("/"), &session)
                .body(Body::empty())
                .unwrap();
            assert_eq!(
                world.call(still).await.status,
                StatusCode::OK,
                "{path} did something"
            );
        }
    }
}

#[tokio::test]
async fn reading_changes_nothing() {
    let world = World::new();
    let link = world.fill("/sign-in/{link}");
    for _ in 0..2 {
        assert_eq!(
            world.get(None, &link, Locale::En).await.status,
            StatusCode::OK
        );
    }
    assert_eq!(
        world
            .get(Some("officer"), "/sign-out", Locale::En)
            .await
            .status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test]
async fn nobody_is_led_to_another_origin() {
    let world = World::new();
    for to in [
        "//evil.example",
        "https://evil.example",
        "/%5Cevil.example",
        "%2F%09%2Fevil.example",
        "javascript:alert(1)",
        "/%0d%0aset-cookie:%20a=b",
    ] {
        let page = world
            .get(None, &format!("/sign-in?to={to}"), Locale::En)
            .await;
        assert!(
            !page.body.contains("evil") && !page.body.contains("javascript"),
            "{to}: {}",
            page.body
        );
        let answer = world
            .post(
                Some("officer"),
                "/language",
                &format!("language=en&to={to}"),
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), "/", "{to}");
    }
}

#[tokio::test]
async fn no_value_of_a_request_becomes_a_header() {
    let world = World::new();
    let bad = "x%0d%0aset-cookie:%20__Host-comity=planted";
    for path in [
        format!("/cases?status={bad}&sort={bad}&page={bad}"),
        format!("/cases/{bad}"),
        format!("/sign-in/{bad}"),
        format!("/{bad}?{bad}"),
        format!("/assets/{bad}"),
    ] {
        for who in [None, Some("officer")] {
            let answer = world.get(who, &path, Locale::En).await;
            assert_eq!(answer.header("set-cookie"), "", "{path}");
            assert!(!answer.header("location").contains(['\r', '\n']), "{path}");
        }
    }
    for form in [
        format!("language={bad}"),
        format!("language=zh-Hans%0d%0aa:b&to={bad}"),
    ] {
        let answer = world.post(Some("officer"), "/language", &form).await;
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
        assert_eq!(cookies.len(), 1, "{cookies:?}");
        assert!(!format!("{cookies:?}").contains("planted"), "{cookies:?}");
    }
}

#[tokio::test]
async fn a_refusal_of_the_library_is_a_page_in_the_readers_language() {
    let world = World::new();
    for path in ["/cases?page=1&page=2", "/cases/%FF", "/sign-in?to=a&to=b"] {
        let answer = world.get(Some("officer"), path, Locale::ZhHans).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert!(
            answer.body.contains("<html lang=\"zh-Hans\">"),
            "{path}: {}",
            answer.body
        );
    }
    let answer = world.post(Some("officer"), "/cases", "").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.body.contains("<html lang="), "{}", answer.body);
}
