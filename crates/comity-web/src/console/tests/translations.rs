//! The translators' queue on pages: saving what was seen, stale segments, files, and who sees what.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use comity_core::codes::Language;
use comity_node::translate::{State, TranslationView};
use comity_text::Locale;

use super::world::{Answer, World, signed};

async fn get(world: &World, who: &str, path: &str) -> Answer {
    world.get(Some(who), path, Locale::En).await
}

fn page(world: &World) -> String {
    format!("/translations/{}", world.translated)
}

fn view(world: &World) -> TranslationView {
    let sight = comity_node::access::Sight::All;
    let office = world.site.office();
    office.translation(&world.translated, &sight).unwrap()
}

/// The form with these translations, as the page holds it.
fn form(world: &World, version: &str, targets: &[&str], then: &str) -> String {
    let view = view(world);
    let unit = &view.units[0];
    let fields = unit
        .segments
        .iter()
        .zip(targets)
        .map(|(segment, target)| format!("t%3A{}%3A{}={target}", unit.id, segment.id));
    let fields: Vec<String> = fields.collect();
    format!("version={version}&then={then}&{}", fields.join("&"))
}

async fn save(world: &World, who: &str, version: &str, targets: &[&str], then: &str) -> Answer {
    let form = form(world, version, targets, then);
    world.post(Some(who), &page(world), &form).await
}

#[tokio::test]
async fn a_translator_takes_a_text_from_the_queue_and_its_author_is_told() {
    let world = World::new();
    let queue = get(&world, "translator", "/translations").await;
    assert!(queue.body.contains(&page(&world)), "{}", queue.body);
    let version = view(&world).version;
    let half = save(&world, "translator", &version, &["%E4%B8%80", ""], "save").await;
    assert_eq!(half.header("location"), page(&world), "{half:?}");
    let version = view(&world).version;
    let whole = save(
        &world,
        "translator",
        &version,
        &["%E4%B8%80", "%E4%BA%8C"],
        "finish",
    )
    .await;
    let preview = format!("/drafts/{}/preview", world.translated);
    assert_eq!(whole.header("location"), preview, "{whole:?}");
    let drafts = get(&world, "officer", "/drafts").await;
    assert!(
        drafts.body.contains("Translated by translator"),
        "{}",
        drafts.body
    );
    let draft = world
        .site
        .office()
        .draft("officer", &world.translated)
        .unwrap();
    assert_eq!(draft.file.text.get(&Language::ZhHans).unwrap(), "一二");
    let queue = get(&world, "translator", "/translations").await;
    assert!(queue.body.contains("No text waits"), "{}", queue.body);
}

#[tokio::test]
async fn what_is_not_finished_is_kept_and_said() {
    let world = World::new();
    let version = view(&world).version;
    let answer = save(&world, "translator", &version, &["%E4%B8%80", ""], "finish").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("The translation is not finished"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("一</textarea>"));
    assert_eq!(view(&world).line.translated, 1);
}

#[tokio::test]
async fn who_comes_second_sees_both_and_nothing_is_overwritten() {
    let world = World::new();
    let seen = view(&world).version;
    save(&world, "translator", &seen, &["%E4%B8%80", ""], "save").await;
    let late = save(
        &world,
        "officer",
        &seen,
        &["%E7%94%B2", "%E4%B9%99"],
        "save",
    )
    .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "甲</textarea>",
        "乙</textarea>",
        "Saved by somebody else meanwhile: 一",
    ] {
        assert!(late.body.contains(kept), "{kept}: {}", late.body);
    }
    let view = view(&world);
    assert_eq!(view.units[0].segments[0].target, "一");
    let again = format!("value=\"{}\"", view.version);
    assert!(
        late.body.contains(&again),
        "the page is of what is there now"
    );
}

#[tokio::test]
async fn a_stale_segment_is_marked_with_its_old_source_until_it_fits() {
    let world = World::new();
    let version = view(&world).version;
    save(
        &world,
        "translator",
        &version,
        &["%E4%B8%80", "%E4%BA%8C"],
        "save",
    )
    .await;
    let office = world.site.office();
    let mut draft = office.draft("officer", &world.translated).unwrap();
    draft
        .file
        .text
        .insert(Language::En, "Phishing. Copied.".to_owned());
    let now = world.site.now();
    office
        .edit_draft("officer", &draft.id, Some(draft.file), None, now)
        .unwrap();
    let shown = get(&world, "translator", &page(&world)).await;
    assert!(
        shown.body.contains("one stale") && shown.body.contains("Copies.</del>"),
        "{}",
        shown.body
    );
    let view = view(&world);
    let stale = &view.units[0].segments[1];
    let fits = format!(
        "{}&fits%3Atext%3A{}=on",
        form(&world, &view.version, &["%E4%B8%80", "%E4%BA%8C"], "save"),
        stale.id
    );
    world.post(Some("translator"), &page(&world), &fits).await;
    let after = self::view(&world);
    assert_eq!(
        (after.line.stale, after.units[0].segments[1].state),
        (0, State::Translated)
    );
}

#[tokio::test]
async fn the_glossary_is_offered_and_warns() {
    let world = World::new();
    let office = world.site.office();
    let mut draft = office.draft("officer", &world.translated).unwrap();
    draft
        .file
        .text
        .insert(Language::En, "The pouch came.".to_owned());
    let now = world.site.now();
    office
        .edit_draft("officer", &draft.id, Some(draft.file), None, now)
        .unwrap();
    let shown = get(&world, "translator", &page(&world)).await;
    assert!(shown.body.contains("交换包"), "{}", shown.body);
    let version = view(&world).version;
    save(
        &world,
        "translator",
        &version,
        &["%E9%82%AE%E8%A2%8B"],
        "save",
    )
    .await;
    let shown = get(&world, "translator", &page(&world)).await;
    assert!(shown.body.contains("rules out “邮袋”"), "{}", shown.body);
}

async fn upload(world: &World, who: &str, file: &[u8]) -> Answer {
    let session = world.session(who);
    let mut body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlf\"\r\n\r\n",
        session.forms()
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let request = signed(Request::post(format!("{}/xliff", page(world))), &session)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    world.call(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_file_goes_out_and_comes_back() {
    let world = World::new();
    let out = get(&world, "translator", &format!("{}/xliff", page(&world))).await;
    assert!(out.header("content-disposition").contains(".xlf"));
    assert!(out.body.contains("version=\"2.1\"") && out.body.contains("trgLang=\"zh-Hans\""));
    let back = out
        .body
        .replace(
            "<source>Phishing.</source>",
            "<source>Phishing.</source><target>一</target>",
        )
        .replace("Copies.", "Copies?");
    let answer = upload(&world, "translator", back.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    assert!(
        answer.body.contains("One segment was taken"),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("The file says another source"),
        "{}",
        answer.body
    );
    assert_eq!(view(&world).units[0].segments[0].target, "一");
    let hostile = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>";
    let refused = upload(&world, "translator", hostile).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("no sound XML") && !refused.body.contains("root:"));
}

#[tokio::test]
async fn who_need_not_know_sees_no_text_until_it_is_asked_of_them() {
    let world = World::new();
    let queue = get(&world, "stranger", "/translations").await;
    assert!(!queue.body.contains(&page(&world)));
    assert_eq!(
        get(&world, "stranger", &page(&world)).await.status,
        StatusCode::NOT_FOUND
    );
    let ask = format!(
        "about={}&of=office%3AD-99&due=2026-12-01T10:00",
        world.translated
    );
    let asked = world.post(Some("officer"), "/translations", &ask).await;
    assert_eq!(asked.header("location"), page(&world), "{asked:?}");
    let shown = get(&world, "stranger", &page(&world)).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(
        !shown.body.contains("/drop") && !shown.body.contains("/preview"),
        "{}",
        shown.body
    );
    let draft = get(&world, "stranger", &format!("/drafts/{}", world.translated)).await;
    assert_eq!(draft.status, StatusCode::NOT_FOUND);
    let drop = world
        .post(Some("stranger"), &format!("{}/drop", page(&world)), "")
        .await;
    assert_eq!(drop.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn hostile_text_is_shown_harmlessly() {
    let world = World::new();
    let office = world.site.office();
    let mut draft = office.draft("officer", &world.translated).unwrap();
    let hostile = "</textarea><script>alert(1)</script> \u{202e}evil.";
    draft.file.text.insert(Language::En, hostile.to_owned());
    let now = world.site.now();
    office
        .edit_draft("officer", &draft.id, Some(draft.file), None, now)
        .unwrap();
    let shown = get(&world, "translator", &page(&world)).await;
    assert!(!shown.body.contains("<script>alert"), "{}", shown.body);
    assert!(
        !shown.body.contains('\u{202e}'),
        "direction marks are named"
    );
}
