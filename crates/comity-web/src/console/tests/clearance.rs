//! Drafts on their way through other offices, and the release of what was looked at.

use std::sync::Arc;

use axum::http::StatusCode;
use comity_core::codes::Language;
use comity_node::{case::file::ActFile, config::Config};
use comity_text::Locale;

use super::world::{Answer, World, police};

/// The stranger's office, which has nothing to do with the cases, is asked.
const RULES: &str = "[[clearance.rule]]\nsteps = [[{ office = \"D-99\", hours = 24, deputy = \"person:counsel\" }]]";

fn house() -> World {
    let mut world = World::new();
    let site = Arc::get_mut(&mut world.site).unwrap();
    site.config = Config::parse(RULES).unwrap();
    world
}

async fn get(world: &World, who: &str, path: &str) -> Answer {
    world.get(Some(who), path, Locale::En).await
}

/// The state that a page shows, as its forms carry it.
fn seen(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("name=\"version\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn decide(world: &World, who: &str, draft: &str, deed: &str, form: &str) -> Answer {
    let path = format!("/drafts/{draft}/{deed}");
    world.post(Some(who), &path, form).await
}

fn preview(draft: &str) -> String {
    format!("/drafts/{draft}/preview")
}

/// The same request with another purpose.
fn changed() -> ActFile {
    let mut file = police();
    let request = file.request.as_mut().unwrap();
    let purpose = "Prosecution".to_owned();
    request.purpose.insert(Language::En, purpose);
    file
}

#[tokio::test]
async fn an_office_that_is_asked_finds_the_draft_on_its_desk_and_clears_it() {
    let world = house();
    let draft = world.wait(police());
    let desk = get(&world, "stranger", "/").await;
    assert!(
        desk.body.contains("Waits for your clearance"),
        "{}",
        desk.body
    );
    assert!(desk.body.contains(&preview(&draft)));
    assert!(
        !get(&world, "newcomer", "/")
            .await
            .body
            .contains(&preview(&draft))
    );
    let list = get(&world, "stranger", "/drafts").await;
    assert!(list.body.contains("One draft waits for your clearance"));
    assert!(list.body.contains("1. D-99: asked, in "), "{}", list.body);
    // The office sees its clock; others of the house see whose turn it is and no form.
    let page = get(&world, "stranger", &preview(&draft)).await;
    assert!(
        page.body.contains("in 1 d") || page.body.contains("in 24 h"),
        "{}",
        page.body
    );
    let others = get(&world, "releaser", &preview(&draft)).await;
    assert!(others.body.contains("It waits for the offices above"));
    assert!(!others.body.contains("/release"));
    let form = format!(
        "version={}&office=D-99&remark=Cite+%3Carticle%3E",
        seen(&page)
    );
    let refused = decide(&world, "releaser", &draft, "clear", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = decide(&world, "stranger", &draft, "clear", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    let page = get(&world, "releaser", &preview(&draft)).await;
    assert!(page.body.contains("cleared by stranger"));
    assert!(page.body.contains("Cite &#60;article&#62;"));
    let form = format!("version={}", seen(&page));
    let done = decide(&world, "releaser", &draft, "release", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    assert_eq!(
        get(&world, "stranger", &preview(&draft)).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_overdue_office_is_marked_and_its_deputy_may_answer() {
    let world = house();
    let draft = world.wait(police());
    let form = |page: &Answer| format!("version={}&office=D-99", seen(page));
    let page = get(&world, "stranger", &preview(&draft)).await;
    let early = decide(&world, "counsel", &draft, "clear", &form(&page)).await;
    assert!(
        early.body.contains("deputy’s turn has not come"),
        "{}",
        early.body
    );
    world.advance(25 * 3600);
    let late = get(&world, "counsel", &preview(&draft)).await;
    assert!(late.body.contains("class=\"overdue\"") && late.body.contains("late by"));
    let done = decide(&world, "counsel", &draft, "clear", &form(&late)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
}

#[tokio::test]
async fn what_is_new_since_it_was_sent_back_is_shown_field_by_field() {
    let world = house();
    let draft = world.wait(police());
    let page = get(&world, "stranger", &preview(&draft)).await;
    assert!(!page.body.contains("What is new"));
    let form = format!(
        "version={}&office=D-99&reason=Name+the+purpose",
        seen(&page)
    );
    let empty = form.replace("Name+the+purpose", "+");
    let refused = decide(&world, "stranger", &draft, "send-back", &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = decide(&world, "stranger", &draft, "send-back", &form).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{back:?}");
    let edit = get(&world, "officer", &format!("/drafts/{draft}")).await;
    assert!(edit.body.contains("Name the purpose"));
    let (office, now) = (world.site.office(), world.site.now());
    office
        .edit_draft("officer", &draft, Some(changed()), None, now)
        .unwrap();
    let done = decide(&world, "officer", &draft, "submit", "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    let page = get(&world, "stranger", &preview(&draft)).await.body;
    assert!(
        page.contains("What is new since stranger sent it back"),
        "{page}"
    );
    assert!(page.contains("<del class=\"was\">Phishing</del>"), "{page}");
    assert!(page.contains("<ins class=\"is\">Prosecution</ins>"));
    let zh = world
        .get(Some("stranger"), &preview(&draft), Locale::ZhHans)
        .await;
    assert!(zh.body.contains("之后的变化"), "{}", zh.body);
}

#[tokio::test]
async fn a_release_is_of_what_the_page_showed() {
    let world = World::new();
    let draft = world.waits.clone();
    let form = format!(
        "version={}",
        seen(&get(&world, "releaser", &preview(&draft)).await)
    );
    let (office, now) = (world.site.office(), world.site.now());
    office.send_back("releaser", &draft, "again", now).unwrap();
    office
        .edit_draft("officer", &draft, Some(changed()), None, now)
        .unwrap();
    let mut rng = comity_peer::fixtures::Seeded::new(77);
    office.submit("officer", &draft, now, &mut rng).unwrap();
    let late = decide(&world, "releaser", &draft, "release", &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{late:?}");
    assert!(
        late.body
            .contains("The draft is not as it was when you looked at it.")
    );
    // The page that says so shows what there is now, and releases that.
    let now = format!("version={}", seen(&late));
    assert_ne!(now, form);
    let blind = decide(&world, "releaser", &draft, "release", "").await;
    assert_eq!(
        blind.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a form without a state"
    );
    let done = decide(&world, "releaser", &draft, "release", &now).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
}

#[tokio::test]
async fn who_is_asked_looks_at_the_case_and_changes_nothing_of_it() {
    let world = house();
    let case = format!("/cases/{}", world.theirs);
    assert_eq!(
        get(&world, "stranger", &case).await.status,
        StatusCode::NOT_FOUND
    );
    let office = world.site.office();
    let found = world
        .site
        .node
        .store()
        .read(|tx| comity_node::case::find(tx, &world.theirs));
    let (them, dossier) = found.unwrap();
    let mut file = comity_node::case::file::ActFile::new("decision.accept");
    file.case = Some(dossier);
    let now = world.site.now();
    let draft = office
        .new_draft("officer", &them, file, None, now)
        .unwrap()
        .id;
    let mut rng = comity_peer::fixtures::Seeded::new(78);
    office.submit("officer", &draft, now, &mut rng).unwrap();
    let page = get(&world, "stranger", &case).await;
    assert!(page.body.contains("Copies"), "{}", page.body);
    assert!(
        page.body
            .contains("because your office is asked to clear a draft of it")
    );
    for form in ["/notes", "/labels", "/assign", "/acts/"] {
        let there = page.body.contains(&format!("action=\"{case}{form}"));
        assert!(
            !there && !page.body.contains(&format!("href=\"{case}{form}\"")),
            "{form}"
        );
    }
    for (path, form) in [("notes", "text=x"), ("labels", "label=x")] {
        let answer = world
            .post(Some("stranger"), &format!("{case}/{path}"), form)
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/cases", "/search?q=opies"] {
        assert!(
            !get(&world, "stranger", path).await.body.contains("Copies"),
            "{path}"
        );
    }
    let discard = decide(&world, "stranger", &draft, "discard", "").await;
    assert_eq!(discard.status, StatusCode::NOT_FOUND);
    let edit = get(&world, "stranger", &format!("/drafts/{draft}")).await;
    assert_eq!(edit.header("location"), preview(&draft));
}
