//! Lists by who holds a case, saved views, search, and giving a case to others.

use std::sync::Arc;

use axum::http::StatusCode;
use comity_text::Locale;

use super::world::{Answer, World};

async fn get(world: &World, who: &str, path: &str) -> Answer {
    world.get(Some(who), path, Locale::En).await
}

async fn post(world: &World, who: &str, path: &str, form: &str) -> Answer {
    world.post(Some(who), path, form).await
}

#[tokio::test]
async fn lists_are_mine_my_offices_or_nobodys_with_what_each_is_about() {
    let world = World::new();
    for held in ["", "held=mine", "held=office"] {
        let list = get(&world, "officer", &format!("/cases?{held}")).await;
        assert!(list.body.contains("Copies"), "{held}: {}", list.body);
    }
    let none = get(&world, "officer", "/cases?held=mine&category=malware").await;
    assert!(!none.body.contains("Copies"));
    let nobodys = get(&world, "registry", "/cases?held=nobody").await;
    assert!(!nobodys.body.contains("Copies"));
    let free = format!("/cases/{}/assign", world.theirs);
    let answer = post(&world, "registry", &free, "office=&officer=&deputy=").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    let nobodys = get(&world, "registry", "/cases?held=nobody").await;
    assert!(nobodys.body.contains("Copies"));
    let unseen = get(&world, "officer", "/cases?held=nobody").await;
    assert!(!unseen.body.contains("Copies"));
}

#[tokio::test]
async fn a_view_is_kept_for_one_person_and_leads_nowhere_but_to_the_list() {
    let world = World::new();
    let form = "name=Now+%3Cb%3E&held=mine&status=%22%2F%2Fe.example";
    let answer = post(&world, "officer", "/cases/views", form).await;
    let to = "/cases?held=mine&status=%22%2F%2Fe.example";
    assert_eq!(answer.header("location"), to);
    let list = get(&world, "officer", "/cases").await.body;
    assert!(list.contains("Now &#60;b&#62;") && list.contains("/cases?held=mine&#38;status=%22"));
    assert!(
        !get(&world, "releaser", "/cases")
            .await
            .body
            .contains("Now ")
    );
    let refused = post(&world, "officer", "/cases/views", "name=+&held=mine").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"name-error\""));
    let form = "name=Now+%3Cb%3E";
    let answer = post(&world, "officer", "/cases/views/remove", form).await;
    assert_eq!(answer.header("location"), "/cases");
    assert!(!get(&world, "officer", "/cases").await.body.contains("Now "));
}

#[tokio::test]
async fn search_finds_parts_of_words_in_what_one_may_see() {
    let mut world = World::new();
    let found = get(&world, "officer", "/search?q=opie").await;
    assert!(found.body.contains("Copies"), "{}", found.body);
    let none = get(&world, "stranger", "/search?q=opie").await;
    assert!(!none.body.contains("Copies"));
    let short = get(&world, "officer", "/search?q=a").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("href=\"#q\"") && short.body.contains("value=\"a\""));
    let site = Arc::get_mut(&mut world.site).unwrap();
    site.config.search.index = false;
    for path in ["/search", "/search?q=opie", "/cases"] {
        let off = get(&world, "officer", path).await;
        assert_eq!(off.status, StatusCode::OK);
        assert!(off.body.contains("Search is switched off"), "{path}");
        assert!(!off.body.contains("type=\"search\""), "{path}");
    }
}

#[tokio::test]
async fn the_list_goes_out_as_files_without_text_of_acts() {
    let world = World::new();
    let csv = get(&world, "officer", "/cases.csv?held=mine").await;
    assert!(csv.header("content-disposition").contains("cases.csv"));
    assert!(csv.body.starts_with("reference,case,counterpart,"));
    assert!(csv.body.contains(&world.theirs) && !csv.body.contains("Copies"));
    let json = get(&world, "officer", "/cases.json").await;
    let json: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(json["more"], false);
    assert!(!json["rows"].as_array().unwrap().is_empty());
    let stranger = get(&world, "stranger", "/cases.csv").await;
    assert_eq!(stranger.body.lines().count(), 1, "{}", stranger.body);
}

#[tokio::test]
async fn a_case_is_referred_inside_the_house_and_a_refusal_keeps_what_was_typed() {
    let world = World::new();
    let (case, refer) = (
        format!("/cases/{}", world.theirs),
        format!("/cases/{}/refer", world.theirs),
    );
    assert!(!get(&world, "officer", &case).await.body.contains("/refer"));
    assert!(get(&world, "releaser", &case).await.body.contains("/refer"));
    for (form, field) in [
        ("office=&officer=&reason=Their+%3Cmatter", "refer-office"),
        ("office=D-17&officer=officer&reason=x", "refer-office"),
        ("office=D-99&officer=&reason=+", "refer-reason"),
        ("office=D-99&officer=no-one&reason=x", "refer-officer"),
    ] {
        let refused = post(&world, "releaser", &refer, form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let error = format!("id=\"{field}-error\"");
        assert!(refused.body.contains(&error), "{form}: {}", refused.body);
        assert!(refused.body.contains(&format!("href=\"#{field}\"")));
    }
    let kept = post(&world, "releaser", &refer, "reason=Their+%3Cmatter").await;
    assert!(kept.body.contains("Their &#60;matter</textarea>"));
    let form = "office=D-99&officer=stranger&reason=Theirs";
    let answer = post(&world, "releaser", &refer, form).await;
    assert!(
        answer.header("location").ends_with("#holding"),
        "{answer:?}"
    );
    assert!(get(&world, "stranger", &case).await.body.contains("Theirs"));
}

#[tokio::test]
async fn who_gives_a_case_away_and_sees_it_no_more_is_told_on_the_list() {
    let world = World::new();
    let at = |deed: &str| format!("/cases/{}/{deed}", world.theirs);
    let answer = post(&world, "releaser", &at("let-in"), "who=person:analyst").await;
    assert!(
        answer.header("location").ends_with("#holding"),
        "{answer:?}"
    );
    let nobody = post(&world, "releaser", &at("let-in"), "who=").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = "office=D-99&officer=&deputy=";
    let answer = post(&world, "releaser", &at("assign"), form).await;
    assert_eq!(answer.header("location"), "/cases?done=assigned");
    let list = get(&world, "releaser", "/cases?done=assigned").await.body;
    assert!(list.contains("The case is with others now") && !list.contains("Copies"));
    for deed in ["assign", "refer", "let-in", "shut-out"] {
        let answer = post(&world, "releaser", &at(deed), "office=D-17&reason=x").await;
        assert!(answer.status.is_client_error(), "{deed}: {answer:?}");
        assert!(!answer.body.contains("Copies"), "{deed}: {answer:?}");
        let denied = post(&world, "analyst", &at(deed), "office=D-17&reason=x").await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN, "{deed}");
    }
    let page = get(&world, "analyst", &format!("/cases/{}", world.theirs)).await;
    assert!(page.body.contains("Copies"), "let in before");
}
