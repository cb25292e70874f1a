//! Attachments sent in pieces by a page's script: cut, slow, forged, too large.

use std::{io, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};
use comity_node::accounts::Secret;
use comity_text::Locale;
use data_encoding::BASE64;
use futures_util::{StreamExt as _, stream};

use super::world::{Answer, World, signed, takedown};

/// The officer, with a draft and a session.
struct Desk {
    world: Arc<World>,
    draft: String,
    session: Secret,
}

impl Desk {
    fn new() -> Self {
        let world = Arc::new(World::new());
        let office = world.site.office();
        let them = world.b.name();
        let draft = office.new_draft("officer", them, takedown("Sites"), None, world.site.now());
        Self {
            draft: draft.unwrap().id,
            session: world.session("officer"),
            world,
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path);
        signed(request, &self.session)
            .header("tus-resumable", "1.0.0")
            .header("x-csrf-token", self.session.forms())
    }

    async fn begin(&self, size: u64) -> Answer {
        let metadata = format!(
            "filename {},data_class {},modified {}",
            BASE64.encode("样本.img".as_bytes()),
            BASE64.encode(b"none"),
            BASE64.encode(b"1700000000123")
        );
        let request = self
            .request("POST", &format!("/drafts/{}/uploads", self.draft))
            .header("upload-length", size)
            .header("upload-metadata", metadata);
        self.world.call(request.body(Body::empty()).unwrap()).await
    }

    async fn send(&self, place: &str, offset: usize, body: Body) -> Answer {
        self.world.call(self.piece(place, offset, body)).await
    }

    fn piece(&self, place: &str, offset: usize, body: Body) -> Request<Body> {
        self.request("PATCH", place)
            .header("upload-offset", offset)
            .header(header::CONTENT_TYPE, crate::tus::PIECE)
            .body(body)
            .unwrap()
    }

    async fn look(&self, place: &str) -> Answer {
        let request = self.request("HEAD", place).body(Body::empty()).unwrap();
        self.world.call(request).await
    }

    async fn page(&self) -> String {
        let path = format!("/drafts/{}", self.draft);
        self.world
            .get(Some("officer"), &path, Locale::En)
            .await
            .body
    }
}

/// Bytes, and then the line is cut.
fn cut(bytes: &[u8]) -> Body {
    let piece = Ok(Bytes::copy_from_slice(bytes));
    let gone = Err(io::Error::from(io::ErrorKind::ConnectionReset));
    Body::from_stream(stream::iter([piece, gone]))
}

#[tokio::test]
async fn a_file_that_was_cut_off_is_gone_on_with_and_attached_whole() {
    let desk = Desk::new();
    let begun = desk.begin(11).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{begun:?}");
    assert_eq!(begun.header("tus-resumable"), "1.0.0");
    assert!(
        begun.header("upload-expires").ends_with(" GMT"),
        "{begun:?}"
    );
    let place = begun.header("location").to_owned();
    let first = desk.send(&place, 0, cut(b"hello ")).await;
    assert_eq!(
        (first.status, first.header("upload-offset")),
        (StatusCode::NO_CONTENT, "6")
    );
    let page = desk.page().await;
    assert!(page.contains("6 B of 11 B are here"), "{page}");
    assert!(
        page.contains("data-name=\"样本.img\" data-size=\"11\" data-modified=\"1700000000123\"")
    );
    let look = desk.look(&place).await;
    assert_eq!(look.status, StatusCode::OK);
    for (name, value) in [
        ("upload-offset", "6"),
        ("upload-length", "11"),
        ("cache-control", "no-store"),
        ("tus-resumable", "1.0.0"),
    ] {
        assert_eq!(look.header(name), value, "{name}");
    }
    let last = desk.send(&place, 6, Body::from("world")).await;
    assert_eq!(last.header("upload-offset"), "11", "{last:?}");
    let page = desk.page().await;
    assert!(page.contains("value=\"样本.img\""), "{page}");
    assert!(!page.contains("data-upload=\""), "{page}");
}

#[tokio::test]
async fn without_the_script_what_is_not_whole_can_be_discarded() {
    let desk = Desk::new();
    let place = desk.begin(11).await.header("location").to_owned();
    desk.send(&place, 0, cut(b"hello ")).await;
    let id = place.rsplit('/').next().unwrap();
    let boundary = "b";
    let field = |name: &str, value: &str| {
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    };
    let form = [
        field("csrf", &desk.session.forms()),
        field("drop", id),
        format!("--{boundary}--\r\n"),
    ];
    let path = format!("/drafts/{}", desk.draft);
    let request = signed(Request::post(&path), &desk.session)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    let answer = desk
        .world
        .call(request.body(Body::from(form.concat())).unwrap());
    let answer = answer.await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    assert_eq!(answer.header("location"), format!("{path}#attachments"));
    assert_eq!(desk.look(&place).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_is_taken_without_the_token_of_a_page_of_this_session() {
    let desk = Desk::new();
    let place = desk.begin(5).await.header("location").to_owned();
    let other = desk.world.session("releaser").forms();
    for token in ["", "AAAA", &other, &desk.session.to_text()] {
        for method in ["POST", "PATCH", "DELETE"] {
            let path = match method {
                "POST" => format!("/drafts/{}/uploads", desk.draft),
                _ => place.clone(),
            };
            let request = signed(Request::builder().method(method).uri(path), &desk.session)
                .header("tus-resumable", "1.0.0")
                .header("x-csrf-token", token)
                .header("upload-offset", 0)
                .header(header::CONTENT_TYPE, crate::tus::PIECE);
            let answer = desk
                .world
                .call(request.body(Body::from("hello")).unwrap())
                .await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {token}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
    }
    assert_eq!(desk.look(&place).await.header("upload-offset"), "0");
}

#[tokio::test]
async fn an_upload_is_there_for_nobody_else() {
    let desk = Desk::new();
    let place = desk.begin(5).await.header("location").to_owned();
    // Another of the same office, one who may not know of the draft, and nobody.
    for (who, status) in [
        (Some("duty"), StatusCode::NOT_FOUND),
        (Some("stranger"), StatusCode::NOT_FOUND),
        (Some("auditor"), StatusCode::FORBIDDEN),
        (None, StatusCode::UNAUTHORIZED),
    ] {
        for method in ["HEAD", "PATCH", "DELETE"] {
            let answer = desk.world.say_as(who, method, &place).await;
            assert_eq!(answer.status, status, "{who:?} {method}");
        }
    }
    let begin = format!("/drafts/{}/uploads", desk.draft);
    let answer = desk.world.say_as(Some("stranger"), "POST", &begin).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.look(&place).await.status, StatusCode::OK);
}

#[tokio::test]
async fn more_than_was_announced_or_than_may_be_is_refused() {
    let desk = Desk::new();
    let limit = desk.world.site.office().attachment_limit(false);
    let large = desk.begin(limit + 1).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE, "{large:?}");
    let place = desk.begin(5).await.header("location").to_owned();
    let endless = stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from(vec![0; 1 << 20])));
    let answer = desk.send(&place, 0, Body::from_stream(endless)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{answer:?}");
    assert!(answer.body.contains("upload-too-long"), "{answer:?}");
    assert_eq!(desk.look(&place).await.header("upload-offset"), "0");
    // More is refused once one person has as many under way as may be.
    let mut last = StatusCode::CREATED;
    for _ in 0..30 {
        last = desk.begin(1).await.status;
    }
    assert_eq!(last, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(start_paused = true)]
async fn of_a_sender_that_stalls_what_came_is_kept() {
    let desk = Desk::new();
    let place = desk.begin(11).await.header("location").to_owned();
    let hello = stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"hello "))]);
    let stalls = Body::from_stream(hello.chain(stream::pending()));
    let request = desk.piece(&place, 0, stalls);
    let world = Arc::clone(&desk.world);
    let call = tokio::spawn(async move { world.call(request).await });
    while !call.is_finished() {
        tokio::time::advance(Duration::from_secs(1)).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(call.await.unwrap().header("upload-offset"), "6");
    assert_eq!(desk.look(&place).await.header("upload-offset"), "6");
}

#[tokio::test]
async fn the_page_has_a_form_that_works_without_the_script_and_words_for_the_script() {
    let desk = Desk::new();
    let page = desk.page().await;
    let address = format!("data-uploads=\"/drafts/{}/uploads\"", desk.draft);
    assert!(page.contains(&address), "{page}");
    assert!(page.contains("enctype=\"multipart/form-data\""));
    // The script finds its places in its words.
    assert!(page.contains("{here}") && page.contains("{size}") && page.contains("{name}"));
    assert!(page.contains("/assets/upload-"));
}
