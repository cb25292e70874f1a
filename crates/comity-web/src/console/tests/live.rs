//! Word of what is new: it comes at once, and says nothing of what it is.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    Extension,
    body::Body,
    http::{Request, header},
};
use comity_node::{accounts::session::How, config::Config};
use http_body_util::BodyExt as _;
use serde_json::json;
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::{
    routes::ROUTES,
    world::{HOST, SITES, World, file, people, police, signed, takedown},
};
use crate::{
    api::{BASE, endpoints},
    console::{router, stirred::DONE_AT},
};

#[tokio::test]
async fn who_came_to_set_up_a_key_or_has_no_role_hears_nothing() {
    let world = World::new();
    for session in [
        world.session_by("analyst", How::Link),
        world.session("newcomer"),
    ] {
        let request = signed(Request::get("/events"), &session);
        let answer = world.call(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status.as_u16(), 403, "{answer:?}");
        let request = signed(Request::get("/account"), &session);
        let page = world.call(request.body(Body::empty()).unwrap()).await.body;
        assert!(!page.contains("data-news"), "nor does its page ask");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_a_case_does_not_reach_hears_nothing_of_it() {
    let world = World::new();
    let (mut officer, mut stranger) = (
        follow(&world, "officer").await,
        follow(&world, "stranger").await,
    );
    // Something came, and nobody may see any of it.
    world.news.send_replace(6);
    world.say(true, takedown("Shop"), Some(SITES));
    world.news.send_replace(7);
    let heard = timeout(LONG, officer.frame()).await;
    let heard = heard.unwrap().unwrap().unwrap().into_data().unwrap();
    assert_eq!(
        heard, "event: act\ndata: new\n\n",
        "and no number of all acts"
    );
    // What was told is not told again. The service ends, and the streams with it: nothing
    // else was told before.
    world.news.send_replace(8);
    drop(world.news);
    for events in [&mut officer, &mut stranger] {
        assert!(timeout(LONG, events.frame()).await.unwrap().is_none());
    }
}

/// Whether this stream says something; it must not end.
async fn hears(events: &mut Body) -> bool {
    let heard = timeout(LONG, events.frame()).await;
    let heard = heard
        .unwrap()
        .map(|frame| frame.unwrap().into_data().unwrap());
    heard.is_some_and(|data| data == "event: act\ndata: new\n\n")
}

/// Does this as a person, while everybody listens, and says who hears of it.
async fn heard_of(world: World, who: &str, path: &str, form: &str) -> Vec<&'static str> {
    let mut streams = Vec::new();
    for name in people().into_iter().filter(|name| *name != "newcomer") {
        streams.push((name, follow(&world, name).await));
    }
    let done = world.post(Some(who), path, form).await;
    assert_eq!(done.status.as_u16(), 303, "{done:?}");
    // The service ends, so that who hears nothing does not wait for ever.
    drop(world.news);
    let mut heard = Vec::new();
    for (name, mut events) in streams {
        if hears(&mut events).await {
            heard.push(name);
        }
    }
    heard
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_release_hears_when_a_draft_comes_to_wait_and_nobody_else_does() {
    let world = World::new();
    let (office, now) = (world.site.office(), world.site.now());
    let draft = office.new_draft("officer", world.b.name(), police(), None, now);
    let path = format!("/drafts/{}/submit", draft.unwrap().id);
    assert_eq!(heard_of(world, "officer", &path, "").await, ["releaser"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_hears_when_a_draft_comes_to_wait_for_its_clearance() {
    let mut world = World::new();
    let rules = "[[clearance.rule]]\nsteps = [[{ office = \"D-99\", hours = 24 }]]";
    Arc::get_mut(&mut world.site).unwrap().config = Config::parse(rules).unwrap();
    let (office, now) = (world.site.office(), world.site.now());
    let draft = office.new_draft("officer", world.b.name(), police(), None, now);
    let path = format!("/drafts/{}/submit", draft.unwrap().id);
    assert_eq!(heard_of(world, "officer", &path, "").await, ["stranger"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_translator_hears_of_a_text_and_a_security_officer_of_a_role() {
    let world = World::new();
    let (office, now) = (world.site.office(), world.site.now());
    let query = file(json!({"kind": "query", "text": {"en": "Phishing."}}));
    let draft = office.new_draft("officer", world.b.name(), query, None, now);
    let form = format!("about={}", draft.unwrap().id);
    assert_eq!(
        heard_of(world, "officer", "/translations", &form).await,
        ["translator"]
    );
    let world = World::new();
    let path = "/administration/people/newcomer/roles";
    assert_eq!(
        heard_of(world, "administrator", path, "role=duty").await,
        ["security"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_nobody_work_is_told_to_nobody() {
    let world = World::new();
    let path = format!("/cases/{}/labels", world.theirs);
    assert!(
        heard_of(world, "officer", &path, "label=seen")
            .await
            .is_empty()
    );
    // Nor is what is done with.
    let world = World::new();
    let path = format!("/drafts/{}/discard", world.waits);
    assert!(heard_of(world, "officer", &path, "").await.is_empty());
}

#[test]
fn where_work_is_made_for_others_there_is_an_address() {
    for place in DONE_AT {
        let by_program = endpoints()
            .iter()
            .any(|one| one.method.name() != "GET" && format!("{BASE}{}", one.path) == place);
        let by_page = ROUTES
            .iter()
            .any(|route| route.method() == "POST" && route.pattern == place);
        assert!(by_page || by_program, "{place}");
    }
}

/// Time enough for an answer on a slow machine.
const LONG: Duration = Duration::from_secs(5);

/// The stream of this person.
async fn follow(world: &World, name: &str) -> Body {
    let request = signed(Request::get("/events"), &world.session(name));
    let request = request.header(header::HOST, HOST).body(Body::empty());
    let from = SocketAddr::from((Ipv4Addr::LOCALHOST, 40_000));
    let pages = router(Arc::clone(&world.site)).layer(Extension(from));
    pages.oneshot(request.unwrap()).await.unwrap().into_body()
}
