//! The desk: who is shown what, and what stands over it.

use comity_text::{Locale, catalogue};

use super::world::{World, people};

/// What stands between these two in the page.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).unwrap_or_default();
    rest.split(to).next().unwrap_or_default()
}

/// The line of the channels; empty where there is none.
fn channels(page: &str) -> &str {
    between(page, "<p class=\"small channels\">", "</p>")
}

#[tokio::test]
async fn the_health_of_channels_is_one_line_for_those_who_may_see_it_and_no_others() {
    let world = World::new();
    for locale in Locale::ALL {
        for who in people() {
            let desk = world.get(Some(who), "/", locale).await.body;
            let sees = !["translator", "newcomer"].contains(&who);
            assert_eq!(!channels(&desk).is_empty(), sees, "{who}: {desk}");
        }
    }
}

#[tokio::test]
async fn the_line_is_there_when_all_is_well_and_says_what_is_not() {
    let world = World::new();
    for (locale, well, silent) in [
        (
            Locale::En,
            "The channel with b.example is in order; last word from them",
            "b.example: No word from them for 2 d 23 h",
        ),
        (
            Locale::ZhHans,
            "与b.example的通道正常；",
            "b.example：已有3天没有对方动态",
        ),
    ] {
        let desk = world.get(Some("officer"), "/", locale).await.body;
        assert!(channels(&desk).contains(silent), "{desk}");
        assert!(channels(&desk).contains("class=\"soon\""), "{desk}");
        world.exchange();
        world.advance(1800);
        let desk = world.get(Some("officer"), "/", locale).await.body;
        assert!(channels(&desk).contains(well), "{desk}");
        assert!(channels(&desk).contains("class=\"quiet\""), "{desk}");
        world.advance(3 * 86_400 - 1800);
    }
}

#[tokio::test]
async fn what_is_owed_to_us_stands_under_what_they_owe() {
    let world = World::new();
    for locale in Locale::ALL {
        let words = catalogue(locale);
        let desk = world.get(Some("officer"), "/", locale).await.body;
        let owed = between(&desk, "id=\"owed\"", "</thead>");
        assert!(owed.contains(&words.plain("desk-owes")), "{owed}");
        assert!(!owed.contains(&words.plain("desk-what")), "{owed}");
        // What has no deadline stands under how long it waits.
        let desk = world.get(Some("releaser"), "/", locale).await.body;
        let caption = format!("<caption>{}", words.plain("desk-releases"));
        let waits = between(&desk, &caption, "</thead>");
        assert!(waits.contains(&words.plain("desk-waits")), "{waits}");
        assert!(!waits.contains(&words.plain("desk-due")), "{waits}");
    }
}

#[tokio::test]
async fn what_others_asked_for_stands_on_the_desk_of_whoever_confirms_it() {
    let world = World::new();
    let webhook = format!("/administration/webhooks/{}", world.webhook());
    let ask = "/administration/people/newcomer/roles";
    let asked = world.post(Some("administrator"), ask, "role=duty").await;
    assert!(asked.header("location").contains("asked"), "{asked:?}");
    for (locale, caption, role, hook) in [
        (
            Locale::En,
            "Waits for your confirmation",
            "Confirm the role: duty",
            "Confirm: that a webhook tells",
        ),
        (
            Locale::ZhHans,
            "待第二人确认",
            "确认授予角色：值班人员",
            "确认：启用事件推送",
        ),
    ] {
        let desk = world.get(Some("security"), "/", locale).await.body;
        for said in [
            caption,
            role,
            hook,
            &webhook,
            "/administration/people/newcomer",
        ] {
            assert!(desk.contains(said), "{said}: {desk}");
        }
        for who in people() {
            let desk = world.get(Some(who), "/", locale).await.body;
            assert_eq!(desk.contains(role), who == "security", "{who}: {desk}");
            assert_eq!(desk.contains(&webhook), who == "security", "{who}");
        }
    }
    let title = |page: &str| between(page, "<h1>", "</h1>").to_owned();
    let desk = world.get(Some("security"), "/", Locale::En).await.body;
    assert_eq!(title(&desk), "2 things need you");
    let confirm = "/administration/people/newcomer/roles/duty/confirm";
    world.post(Some("security"), confirm, "").await;
    let desk = world.get(Some("security"), "/", Locale::En).await.body;
    assert_eq!(title(&desk), "One thing needs you");
}

#[tokio::test]
async fn a_text_to_translate_stands_on_the_desk_of_whoever_may_and_should() {
    let world = World::new();
    let text = format!("/translations/{}", world.translated);
    for (locale, caption) in [
        (Locale::En, "Waits for your translation"),
        (Locale::ZhHans, "待翻译"),
    ] {
        for who in people() {
            let desk = world.get(Some(who), "/", locale).await.body;
            // Who asked waits for it, and others of the office are not asked.
            let waits = who == "translator";
            assert_eq!(desk.contains(&text), waits, "{who}: {desk}");
            assert_eq!(
                desk.contains(&format!("<caption>{caption}")),
                waits,
                "{who}"
            );
        }
    }
}
