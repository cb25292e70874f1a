//! Who gets what: every address, called as every role and as nobody.

use std::collections::BTreeMap;

use comity_text::Locale;

use super::{
    routes::{Gives, ROUTES},
    world::{World, people},
};

#[tokio::test]
#[cfg_attr(
    not(feature = "passkeys"),
    ignore = "the list is of the whole console: build with the feature passkeys"
)]
async fn the_table_of_addresses_and_roles_is_reviewed() {
    let mut table: BTreeMap<(usize, u16), Vec<&str>> = BTreeMap::new();
    for who in [None].into_iter().chain(people().into_iter().map(Some)) {
        // What one role changed must not be seen by the next.
        let world = World::new();
        for (n, route) in ROUTES.iter().enumerate() {
            let path = world.fill(route.pattern);
            let answer = match (route.form(), route.gives) {
                (Some(form), _) => world.send(who, &path, form, route).await,
                (None, Gives::Says(method)) => world.say_as(who, method, &path).await,
                (None, _) => world.get(who, &path, Locale::En).await,
            };
            assert!(
                !answer.status.is_server_error(),
                "{who:?} {path}: {answer:?}"
            );
            let row = table.entry((n, answer.status.as_u16())).or_default();
            row.push(who.unwrap_or("nobody"));
        }
    }
    let mut lines = Vec::new();
    for (n, route) in ROUTES.iter().enumerate() {
        lines.push(format!("{} {}", route.method(), route.pattern));
        let rows = table.range((n, 0)..(n + 1, 0));
        lines.extend(rows.map(|((_, status), who)| format!("  {status}: {}", who.join(" "))));
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[tokio::test]
async fn who_may_not_is_told_so_whatever_the_form_holds() {
    let world = World::new();
    for route in ROUTES.iter().filter(|route| route.form().is_some()) {
        let path = world.fill(route.pattern);
        // Who has no role may do nothing but what concerns the own account.
        let own = ["/account", "/sign-", "/language"];
        if own.iter().any(|own| path.starts_with(own)) {
            continue;
        }
        for media in [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=part",
            "application/json",
        ] {
            let request = super::world::signed(
                axum::http::Request::post(&path).header("content-type", media),
                &world.session("newcomer"),
            );
            let body = axum::body::Body::from("%%% no form at all");
            let answer = world.call(request.body(body).unwrap()).await;
            assert_eq!(answer.status.as_u16(), 403, "{path} {media}: {answer:?}");
            assert!(!answer.body.contains("console-form-forged"), "{path}");
        }
    }
}

#[tokio::test]
async fn who_is_no_longer_registered_as_able_gets_nothing_with_an_old_session() {
    let world = World::new();
    let session = world.session("analyst");
    let now = world.site.now();
    let disable = move |tx: &mut dyn comity_store::Tx| {
        comity_node::people::disable(tx, "analyst", true, "administrator", now)
    };
    comity_store::Store::write(world.site.node.unfollowed(), disable).unwrap();
    let request = super::world::signed(axum::http::Request::get("/cases"), &session);
    let answer = world
        .call(request.body(axum::body::Body::empty()).unwrap())
        .await;
    assert!(!answer.status.is_success(), "{answer:?}");
}

#[tokio::test]
async fn who_need_not_know_of_a_case_sees_nothing_of_it_on_any_page() {
    let world = World::new();
    for route in ROUTES.iter().filter(|route| route.gives == Gives::Page) {
        let path = world.fill(route.pattern);
        for who in ["stranger", "newcomer", "administrator"] {
            let answer = world.get(Some(who), &path, Locale::En).await;
            let seen = answer.body.replace(&path, "");
            assert!(
                !seen.contains("Copies") && !seen.contains(&world.theirs),
                "{who} {path}: {seen}"
            );
        }
    }
    let page = world
        .get(Some("officer"), &world.fill("/cases/{case}"), Locale::En)
        .await;
    assert!(page.body.contains("Copies"));
}
