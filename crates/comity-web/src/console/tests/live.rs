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
use comity_node::accounts::session::How;
use http_body_util::BodyExt as _;
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::world::{HOST, SITES, World, signed, takedown};
use crate::console::router;

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
