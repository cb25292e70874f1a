//! Webhooks under administration, and mail notices under one's own account.

use axum::http::StatusCode;
use comity_node::{notices, rng::SystemRandom, webhooks};
use comity_store::Store as _;
use comity_text::Locale;

use super::{
    html,
    world::{Answer, World},
};

const HERE: &str = "/administration/webhooks";
const FORM: &str = "label=Board&address=https%3A%2F%2Fboard.example%2Fhook&owner=office%3AD-17&kind-act.received=on";

async fn get(world: &World, who: &str, path: &str) -> Answer {
    world.get(Some(who), path, Locale::En).await
}

async fn post(world: &World, who: &str, path: &str, form: &str) -> Answer {
    world.post(Some(who), path, form).await
}

fn secret(page: &str) -> Option<&str> {
    let from = page.find("whsec_")?;
    page[from..].split('<').next()
}

#[tokio::test]
async fn the_owner_of_a_webhook_is_chosen_and_told_by_name() {
    let world = World::new();
    let form = get(&world, "administrator", HERE).await;
    let tags = html::tags(&form.body);
    let offered = |value: &str| {
        let mut options = tags.iter().filter(|tag| tag.name == "option");
        options.any(|tag| tag.get("value") == Some(value))
    };
    assert!(offered("office:D-17") && offered("office:D-99") && offered("person:officer"));
    assert!(!offered("office:D-98"));
    for (from, to) in [
        ("office%3AD-17", "office%3AD-98"),
        ("office%3AD-17", ""),
        ("&kind-act.received=on", ""),
    ] {
        let refused = post(&world, "administrator", HERE, &FORM.replace(from, to)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        let said = refused.body.split("role=\"alert\"").nth(1).unwrap();
        let said = said.split("</div>").next().unwrap();
        for code in ["office:", "person:", "act.received"] {
            assert!(!said.contains(code), "words, no codes: {said}");
        }
    }
    let one = world.webhook();
    for path in [HERE.to_owned(), format!("{HERE}/{one}")] {
        let page = get(&world, "security", &path).await;
        assert!(!page.body.contains(">office:D-17<"), "{path}");
        assert!(page.body.contains(">D-17<"), "{path}");
    }
}

#[tokio::test]
async fn a_webhook_is_made_by_one_confirmed_by_another_and_its_secret_seen_once() {
    let world = World::new();
    let made = post(&world, "administrator", HERE, FORM).await;
    assert_eq!(made.status, StatusCode::OK, "{made:?}");
    let first = secret(&made.body).unwrap().to_owned();
    let list = get(&world, "administrator", HERE).await;
    assert!(secret(&list.body).is_none() && list.body.contains("waits for a second person"));
    let id = world.webhook();
    let page = format!("{HERE}/{id}");
    let confirm = format!("{page}/confirm");
    assert!(
        !get(&world, "administrator", &page)
            .await
            .body
            .contains(&confirm)
    );
    let refused = post(&world, "administrator", &confirm, "").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(get(&world, "security", &page).await.body.contains(&confirm));
    let done = post(&world, "security", &confirm, "").await;
    assert_eq!(
        done.header("location"),
        format!("{page}?done=hook-confirmed")
    );
    let rotated = post(&world, "administrator", &format!("{page}/rotate"), "").await;
    let second = secret(&rotated.body).unwrap();
    assert_ne!(second, first);
    assert!(secret(&get(&world, "administrator", &page).await.body).is_none());
    let removed = post(&world, "security", &format!("{page}/remove"), "").await;
    assert_eq!(
        removed.header("location"),
        format!("{HERE}?done=hook-removed")
    );
    assert_eq!(
        get(&world, "administrator", &page).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_was_typed_stays_and_the_error_stands_at_its_field() {
    let world = World::new();
    for (form, field) in [
        (FORM.replace("https%3A", "http%3A"), "address"),
        (FORM.replace("board.example", "a%40b"), "address"),
        (FORM.replace("office%3AD-17", "D-17"), "owner"),
        (FORM.replace("office%3AD-17", "person%3Anobody"), "owner"),
        (FORM.replace("kind-act.received=on", ""), "kinds"),
        (FORM.replace("label=Board", "label="), "label"),
    ] {
        let answer = post(&world, "administrator", HERE, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(
            answer.body.contains(&format!("href=\"#{field}\"")),
            "{form}: {}",
            answer.body
        );
    }
    let none = world.site.node.unfollowed().read(webhooks::list).unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn an_address_for_notices_is_confirmed_by_its_code() {
    let world = World::new();
    let here = "/account/notices";
    let form = "address=officer%40house.example&hours=24&daily=yes&want-release=on";
    let kept = post(&world, "officer", here, form).await;
    assert_eq!(kept.header("location"), "/account/notices?done=notices");
    let page = get(&world, "officer", here).await;
    assert!(
        page.body
            .contains("A code was sent to officer@house.example"),
        "{}",
        page.body
    );
    let now = world.site.now();
    let store = world.site.node.unfollowed();
    let drawn = store
        .write(move |tx| notices::draw_code(tx, "officer", now, &mut SystemRandom))
        .unwrap();
    let (_, code) = drawn.unwrap();
    let confirm = "/account/notices/confirm";
    let wrong = post(&world, "officer", confirm, "code=x").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("id=\"code-error\"") && wrong.body.contains("officer@house.example")
    );
    let right = post(&world, "officer", confirm, &format!("code={code}")).await;
    assert_eq!(
        right.header("location"),
        "/account/notices?done=notices-confirmed"
    );
    let page = get(&world, "officer", here).await;
    assert!(page.body.contains("It is confirmed."), "{}", page.body);
    let other = get(&world, "releaser", here).await;
    assert!(!other.body.contains("officer@house.example"));
    let refused = post(&world, "officer", here, "address=x&hours=24").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"x\""), "what was typed stays");
}

#[tokio::test]
async fn health_says_in_numbers_what_does_not_leave() {
    let mut world = World::new();
    let site = std::sync::Arc::get_mut(&mut world.site).unwrap();
    site.config.syslog.server = Some("log.example:6514".to_owned());
    let page = get(&world, "auditor", "/administration/health").await;
    assert!(
        page.body
            .contains("entries of the audit trail wait to leave"),
        "{}",
        page.body
    );
}
