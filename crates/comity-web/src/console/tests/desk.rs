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
            "b.example：已有2天23小时没有对方动态",
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
