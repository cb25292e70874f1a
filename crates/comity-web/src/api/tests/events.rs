//! The stream of events: what it says, and that nothing is missed after a break.

use std::time::Duration;

use axum::{body::Body, http::StatusCode};
use comity_node::accounts::token::{self, Scope};
use comity_store::{Store as _, Tx};
use http_body_util::BodyExt as _;
use tokio::time::timeout;

use super::world::{World, at};

/// The next piece of a stream; none when it has ended.
async fn next(body: &mut Body) -> Option<String> {
    let frame = timeout(Duration::from_secs(5), body.frame()).await;
    let frame = frame.expect("a stream that says something")?;
    let bytes = frame.unwrap().into_data().unwrap();
    Some(String::from_utf8(bytes.to_vec()).unwrap())
}

fn id(event: &str) -> String {
    let line = event.lines().find_map(|line| line.strip_prefix("id: "));
    line.unwrap().to_owned()
}

async fn follow(world: &World, token: &str, last: Option<&str>) -> Body {
    let headers: Vec<(&str, &str)> = last
        .map(|last| ("last-event-id", last))
        .into_iter()
        .collect();
    let response = world
        .open("GET", "/events", Some(token), &headers, Body::empty())
        .await;
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_that_arrives_is_told_without_its_content_and_once_after_a_break() {
    let world = World::new();
    let token = world.token("officer", &[Scope::Events]);
    let mut stream = follow(&world, &token, None).await;
    let begin = next(&mut stream).await.unwrap();
    assert!(begin.contains("event: begin"), "{begin}");
    let case = world.asked();
    let act = next(&mut stream).await.unwrap();
    assert!(act.contains("event: act") && act.contains(&case), "{act}");
    assert!(
        act.contains("request.submit") && !act.contains("Phishing"),
        "{act}"
    );
    drop(stream);
    // From where it was heard last nothing comes again, and what comes is told.
    let mut again = follow(&world, &token, Some(&id(&act))).await;
    assert_eq!(id(&next(&mut again).await.unwrap()), id(&act));
    let second = world.asked();
    let told = next(&mut again).await.unwrap();
    assert!(told.contains(&second) && !told.contains(&case), "{told}");
    // From the beginning of the break both are told.
    let mut late = follow(&world, &token, Some(&id(&begin))).await;
    let all = [
        next(&mut late).await,
        next(&mut late).await,
        next(&mut late).await,
    ];
    let all = all.map(Option::unwrap).concat();
    assert!(all.contains(&case) && all.contains(&second), "{all}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_no_longer_hear_hears_no_more() {
    let world = World::new();
    let token = world.token("officer", &[Scope::Events]);
    let mut stream = follow(&world, &token, None).await;
    next(&mut stream).await.unwrap();
    let end = |tx: &mut dyn Tx| {
        let mine = token::list(&*tx, Some("officer"))?;
        token::revoke(tx, &mine[0].id, "officer", at(60))
    };
    world.site.node.unfollowed().write(end).unwrap();
    world.asked();
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_none_is_refused() {
    let world = World::new();
    let token = world.token("officer", &[Scope::Events]);
    let got = world.get("/events?after=nowhere", &token).await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "watch-places")
    );
}
