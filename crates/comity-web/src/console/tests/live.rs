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

use super::world::{HOST, World, signed};
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

#[tokio::test]
async fn who_looks_on_hears_that_something_came_and_nothing_else() {
    let world = World::new();
    let request = signed(Request::get("/events"), &world.session("analyst"));
    let request = request.header(header::HOST, HOST).body(Body::empty());
    let from = SocketAddr::from((Ipv4Addr::LOCALHOST, 40_000));
    let pages = router(Arc::clone(&world.site)).layer(Extension(from));
    let mut events = pages.oneshot(request.unwrap()).await.unwrap().into_body();
    world.news.send_replace(7);
    let heard = timeout(Duration::from_secs(1), events.frame()).await;
    let heard = heard.unwrap().unwrap().unwrap().into_data().unwrap();
    assert_eq!(heard, "event: act\ndata: 7\n\n");
    // The service ends, and the stream with it.
    drop(world.news);
    let ended = timeout(Duration::from_secs(1), events.frame()).await;
    assert!(ended.unwrap().is_none());
}
