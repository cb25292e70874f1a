//! The stream of events: what it says, and that nothing is missed after a break.

use std::time::Duration;

use axum::{body::Body, http::StatusCode};
use comity_node::{
    access::{Assignment, Sight},
    accounts::{
        grant,
        token::{self, Scope},
    },
    people::{self, Person, Role},
};
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
    let begin_again = next(&mut again).await.unwrap();
    assert!(begin_again.contains("event: begin"), "{begin_again}");
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
    let mut stream = follow(&world, &token, None).await;
    let place = id(&next(&mut stream).await.unwrap());
    let first = if place.starts_with('A') { "B" } else { "A" };
    let altered = format!("{first}{}", &place[1..]);
    let in_clear = "b.example%3C1.7".to_owned();
    let other = World::new();
    let theirs = other.token("officer", &[Scope::Events]);
    let mut stream = follow(&other, &theirs, None).await;
    let of_other = id(&next(&mut stream).await.unwrap());
    let mut stream = follow(&world, &world.token("duty", &[Scope::Events]), None).await;
    let of_duty = id(&next(&mut stream).await.unwrap());
    for place in ["nowhere".to_owned(), altered, in_clear, of_other, of_duty] {
        let path = format!("/events?after={place}");
        let got = world.get(&path, &token).await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "events-place"),
            "{place}"
        );
        let next = got.json()["next"].as_str().unwrap().to_owned();
        assert!(next.starts_with("Begin anew"), "{next}");
    }
}

/// What an event says, without its place.
fn data(event: &str) -> String {
    let line = event.lines().find_map(|line| line.strip_prefix("data: "));
    line.unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_know_of_little_does_not_learn_how_much_there_is() {
    let world = World::new();
    let stranger = Person {
        name: "stranger".to_owned(),
        office: "D-99".to_owned(),
        duty: None,
        roles: vec![],
        disabled: false,
    };
    let add = move |tx: &mut dyn Tx| {
        people::add(tx, &stranger, "administrator", at(0))?;
        grant::ask(tx, "stranger", Role::Officer, "administrator", at(0))?;
        grant::confirm(tx, "stranger", Role::Officer, "security", at(0))
    };
    world.site.node.unfollowed().write(add).unwrap();
    let [officer, stranger] =
        ["officer", "stranger"].map(|name| world.token(name, &[Scope::Events]));
    let mut stream = follow(&world, &stranger, None).await;
    let begin = id(&next(&mut stream).await.unwrap());
    drop(stream);
    let mut all = follow(&world, &officer, None).await;
    next(&mut all).await.unwrap();
    let mut heard = Vec::new();
    for _ in 0..3 {
        world.asked();
        heard.push(next(&mut all).await.unwrap());
    }
    let case = world.asked();
    let to = Assignment {
        office: Some("D-99".to_owned()),
        ..Assignment::default()
    };
    let office = world.site.office();
    office
        .assign("registry", &Sight::All, &case, to, at(60))
        .unwrap();
    // Three that are not for this listener lie in between, and nothing shows it.
    let mut stream = follow(&world, &stranger, Some(&begin)).await;
    next(&mut stream).await.unwrap();
    let act = next(&mut stream).await.unwrap();
    assert!(data(&act).contains(&case), "{act}");
    let told: serde_json::Value = serde_json::from_str(&data(&act)).unwrap();
    let names: Vec<&String> = told.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        ["act", "at", "case", "kind", "ours", "reference", "them"]
    );
    for event in heard.iter().chain([&act]) {
        assert_eq!(id(event).len(), begin.len());
        assert!(!id(event).contains("example"), "{event}");
    }
    // And the place after it is as good as any.
    let mut again = follow(&world, &stranger, Some(&id(&act))).await;
    next(&mut again).await.unwrap();
    let second = world.asked();
    let to = Assignment {
        office: Some("D-99".to_owned()),
        ..Assignment::default()
    };
    drop(again);
    office
        .assign("registry", &Sight::All, &second, to, at(60))
        .unwrap();
    let mut again = follow(&world, &stranger, Some(&id(&act))).await;
    next(&mut again).await.unwrap();
    assert!(next(&mut again).await.unwrap().contains(&second));
}
