//! Two clocks and short names: what stands beside a deadline, and how parties are called.

use axum::http::StatusCode;
use comity_node::case::flow::Submitted;
use comity_peer::fixtures::Seeded;
use comity_text::Locale;

use super::world::{SITES, World, takedown};

#[tokio::test]
async fn the_other_desks_time_stands_beside_a_deadline_once_it_is_known() {
    let world = World::new();
    let draft = {
        let office = world.site.office();
        let them = world.b.name();
        let made = office.new_draft("officer", them, takedown("Sites"), None, world.site.now());
        made.unwrap().id
    };
    let case = format!("/cases/{}", world.theirs);
    let draft = format!("/drafts/{draft}");
    let shown = async |path: &str, locale| world.get(Some("officer"), path, locale).await.body;
    for path in ["/", "/cases", &case] {
        let page = shown(path, Locale::En).await;
        assert!(!page.contains("; b.example "), "{path}: {page}");
    }
    let form = shown(&draft, Locale::En).await;
    assert!(form.contains("By your clock, UTC."), "{form}");
    let set = world.post(
        Some("administrator"),
        "/counterparts/b.example/zone",
        "minutes=-300",
    );
    assert_eq!(set.await.status, StatusCode::SEE_OTHER);
    for (locale, beside) in [
        (Locale::En, "; b.example "),
        (Locale::ZhHans, "；b.example11月"),
    ] {
        for path in ["/", "/cases", &case] {
            let page = shown(path, locale).await;
            assert!(page.contains(beside), "{locale} {path}: {page}");
        }
    }
    let form = shown(&draft, Locale::En).await;
    assert!(
        form.contains("By your clock, UTC; b.example has UTC\u{2212}05:00."),
        "{form}"
    );
}

#[tokio::test]
async fn each_item_of_a_case_stands_on_a_page_with_what_became_of_it() {
    let world = World::new();
    let name = {
        let (office, now) = (world.site.office(), world.site.now());
        let file = takedown("Sites");
        let draft = office.new_draft("officer", world.b.name(), file, Some(SITES), now);
        let said = office.submit("officer", &draft.unwrap().id, now, &mut Seeded::new(21));
        let Ok(Submitted::Said(said)) = said else {
            panic!("a takedown needs no second person");
        };
        said.reference.unwrap()
    };
    let case = world
        .get(Some("officer"), &format!("/cases/{name}"), Locale::En)
        .await;
    assert!(
        case.body.contains("0 of 2 have their end."),
        "{}",
        case.body
    );
    let path = format!("/cases/{name}/items");
    assert!(case.body.contains(&path), "{}", case.body);
    let page = world.get(Some("officer"), &path, Locale::En).await;
    for text in ["https://one.example/", "two.example", "nothing yet"] {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    assert_eq!(
        world.get(Some("stranger"), &path, Locale::En).await.status,
        StatusCode::NOT_FOUND
    );
}
