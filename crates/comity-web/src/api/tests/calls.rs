//! Single calls: problems, states, repeats, uploads and what is taken out.

use axum::{body::Body, http::StatusCode};
use comity_node::{
    accounts::{
        grant,
        token::{self, Scope},
    },
    config::Config,
    people::Role,
};
use comity_store::{Store as _, Tx};
use serde_json::json;

use super::world::{SITES, World, at, takedown};

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_has_a_code_and_the_words_of_the_callers_language() {
    let world = World::new();
    let token = world.every("officer");
    for (language, title) in [("en", "There is no such case."), ("zh-CN", "没有该案件。")] {
        let headers = [("accept-language", language)];
        let path = "/cases/nowhere";
        let got = world
            .call("GET", path, Some(&token), &headers, Body::empty())
            .await;
        assert_eq!(got.status, StatusCode::NOT_FOUND);
        assert_eq!(got.header("content-type"), "application/problem+json");
        assert_eq!(got.json()["type"], "/api#case-unknown");
        assert_eq!(got.code(), "case-unknown");
        assert_eq!(got.json()["title"], title);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_that_is_missing_is_named_and_a_role_that_is_missing_is_not_made_up() {
    let world = World::new();
    let path = "/cases";
    let narrow = world.token("officer", &[Scope::Release]);
    let got = world.get(path, &narrow).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    assert_eq!(got.code(), "api-scope");
    assert_eq!(got.json()["scope"], "cases-read");
    assert!(got.json()["next"].as_str().unwrap().contains("cases-read"));
    // No scope would help who has not the role.
    let got = world.get(path, &world.every("administrator")).await;
    assert_eq!(got.code(), "access-denied");
    assert!(got.json().get("scope").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_reads_by_what_one_can_sign_in() {
    let world = World::new();
    let methods = async |world: &World| {
        let me = world.get("/me", &world.every("officer")).await.json();
        me["methods"].clone()
    };
    assert_eq!(methods(&world).await, json!([]));
    let add = |tx: &mut dyn Tx| {
        let print = comity_node::accounts::certificate::Fingerprint::of_der(b"a card");
        comity_node::accounts::certificate::add(tx, "officer", print, "card", "officer", at(1))
    };
    world.site.node.unfollowed().write(add).unwrap();
    assert_eq!(methods(&world).await, json!(["certificate"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_how_to_come_in() {
    let world = World::new();
    let got = world.call("GET", "/me", None, &[], Body::empty()).await;
    assert_eq!(got.status, StatusCode::UNAUTHORIZED);
    assert!(got.header("www-authenticate").starts_with("Bearer"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_opens_nothing_and_a_foreign_page_sends_nothing() {
    let world = World::new();
    let token = world.every("officer");
    let cookie = format!("__Host-comity={}", token.trim_start_matches("comity_"));
    let got = world
        .call("GET", "/me", None, &[("cookie", &cookie)], Body::empty())
        .await;
    assert_eq!(got.status, StatusCode::UNAUTHORIZED);
    let foreign = [("origin", "https://evil.example")];
    let path = "/counterparts/b.example/exchange";
    let got = world
        .call(
            "POST",
            path,
            Some(&world.every("duty")),
            &foreign,
            Body::empty(),
        )
        .await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    assert!(world.rung.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn parameters_that_are_unknown_twice_or_of_another_kind_are_refused() {
    let world = World::new();
    let token = world.every("officer");
    for (query, code, field) in [
        ("colour=red", "api-parameter-unknown", "colour"),
        ("limit=1&limit=2", "api-parameter", "limit"),
        ("limit=many", "api-parameter", "limit"),
        ("status=nice", "api-parameter", "status"),
        ("opened_from=today", "api-parameter", "opened_from"),
        ("reference=a%0d%0ab", "api-parameter", "reference"),
    ] {
        let got = world.get(&format!("/cases?{query}"), &token).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(
            (got.code().as_str(), &got.json()["field"]),
            (code, &json!(field))
        );
    }
    let got = world.get("/cases?after=e30", &token).await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "api-place")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_page_by_page_and_each_case_once() {
    let world = World::new();
    let mut made = vec![world.asked()];
    for _ in 0..4 {
        let draft = world.draft(takedown()).await.json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let token = world.every("officer");
        let got = world
            .send(
                "POST",
                &format!("/drafts/{draft}/submit"),
                &token,
                &[],
                &json!({}),
            )
            .await;
        made.push(got.json()["case"]["id"].as_str().unwrap().to_owned());
    }
    let token = world.every("officer");
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let got = world
            .get(&format!("/cases?sort=opened&limit=2{after}"), &token)
            .await
            .json();
        let rows = got["rows"].as_array().unwrap();
        assert!(rows.len() <= 2);
        found.extend(
            rows.iter()
                .map(|row| row["case"]["id"].as_str().unwrap().to_owned()),
        );
        match got["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    made.sort();
    found.sort();
    assert_eq!(found, made);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_changed_only_as_it_was_seen() {
    let world = World::new();
    let token = world.every("officer");
    let made = world.draft(takedown()).await;
    let path = format!("/drafts/{}", made.json()["id"].as_str().unwrap());
    let seen = made.header("etag").to_owned();
    assert_eq!(world.get(&path, &token).await.header("etag"), seen);
    let edit = json!({"act": takedown()});
    let blind = world.send("PUT", &path, &token, &[], &edit).await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    let headers = [("if-match", seen.as_str())];
    let first = world.send("PUT", &path, &token, &headers, &edit).await;
    assert_eq!(first.status, StatusCode::OK);
    assert_ne!(first.header("etag"), seen);
    // Somebody else saw the same state, and comes second.
    let late = world.send("PUT", &path, &token, &headers, &edit).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(late.code(), "draft-changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_comes_twice_is_done_once() {
    let world = World::new();
    let token = world.every("officer");
    let new = json!({"them": "b.example", "act": takedown(), "items": SITES});
    let key = [("idempotency-key", "k-1")];
    let first = world.send("POST", "/drafts", &token, &key, &new).await;
    let again = world.send("POST", "/drafts", &token, &key, &new).await;
    assert_eq!(
        (first.status, again.status),
        (StatusCode::CREATED, StatusCode::CREATED)
    );
    assert_eq!(first.bytes, again.bytes);
    assert_eq!(first.header("etag"), again.header("etag"));
    assert_eq!(
        (
            first.header("idempotency-replayed"),
            again.header("idempotency-replayed")
        ),
        ("", "true")
    );
    assert_eq!(
        world.get("/drafts", &token).await.json()["rows"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let other = json!({"them": "b.example", "act": {"kind": "query"}});
    let other = world.send("POST", "/drafts", &token, &key, &other).await;
    assert_eq!(
        (other.status, other.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "api-key-used")
    );
    // What sends is done once too: the draft is gone, and the answer is still there.
    let path = format!("/drafts/{}/submit", first.json()["id"].as_str().unwrap());
    let key = [("idempotency-key", "k-2")];
    let said = world.send("POST", &path, &token, &key, &json!({})).await;
    let again = world.send("POST", &path, &token, &key, &json!({})).await;
    assert_eq!(said.json()["outcome"], "said");
    assert_eq!(said.bytes, again.bytes);
    assert_eq!(world.rung.lock().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_is_drafted_sent_and_proven() {
    let world = World::new();
    let token = world.every("officer");
    let made = world.draft(takedown()).await.json();
    let draft = made["id"].as_str().unwrap();
    let check = world
        .get(&format!("/drafts/{draft}/check"), &token)
        .await
        .json();
    assert_eq!(check["ready"], json!(true), "{check}");
    let said = world
        .send(
            "POST",
            &format!("/drafts/{draft}/submit"),
            &token,
            &[],
            &json!({}),
        )
        .await;
    let case = said.json()["case"]["id"].as_str().unwrap().to_owned();
    world.exchange();
    let shown = world.get(&format!("/cases/{case}"), &token).await.json();
    assert_eq!(shown["acts"][0]["delivery"], "delivered");
    assert_eq!(
        (
            &shown["masked"],
            &shown["acts"][0]["content"]["body"]["request"]["subject"]["en"]
        ),
        (&json!(true), &json!("•••"))
    );
    let open = world
        .get(&format!("/cases/{case}?unmask=true"), &token)
        .await
        .json();
    assert_eq!(
        open["acts"][0]["content"]["body"]["request"]["subject"]["en"],
        "Phishing"
    );
    let trail = world.a.store.read(|tx| tx.trail(0, 1000)).unwrap();
    assert!(format!("{trail:?}").contains("case-unmasked"));
    let proof = world
        .get(
            &format!("/cases/{case}/acts/{case}/proof?kind=delivered"),
            &token,
        )
        .await;
    assert_eq!(
        (proof.status, proof.header("content-type")),
        (StatusCode::OK, "application/x-tar")
    );
    assert!(
        proof
            .header("content-disposition")
            .starts_with("attachment")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attachment_goes_in_and_comes_out() {
    let world = World::new();
    let token = world.every("officer");
    let made = world.draft(takedown()).await.json();
    let draft = made["id"].as_str().unwrap();
    let path = format!("/drafts/{draft}/attachments/log.txt?data_class=indicator");
    let headers = [("content-type", "text/plain")];
    let body = Body::from("<script>");
    let got = world.call("PUT", &path, Some(&token), &headers, body).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    assert_eq!(got.json()["attachments"][0]["name"], "log.txt");
    let said = world
        .send(
            "POST",
            &format!("/drafts/{draft}/submit"),
            &token,
            &[],
            &json!({}),
        )
        .await;
    let case = said.json()["case"]["id"].as_str().unwrap().to_owned();
    let path = format!("/cases/{case}/acts/{case}/attachments/1");
    let file = world.get(&path, &token).await;
    assert_eq!(
        (file.status, &*file.bytes),
        (StatusCode::OK, &b"<script>"[..])
    );
    // Nobody renders it.
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert_eq!(file.header("content-disposition"), "attachment");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    let left = std::fs::read_dir(world.site.home.opening()).unwrap();
    assert_eq!(left.count(), 0, "an opened file has no name any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_over_the_limit_leaves_nothing() {
    let world = World::new();
    let token = world.every("officer");
    let made = world.draft(takedown()).await.json();
    let path = format!(
        "/drafts/{}/attachments/big?data_class=none",
        made["id"].as_str().unwrap()
    );
    let piece = axum::body::Bytes::from(vec![0_u8; 1 << 20]);
    let pieces =
        futures_util::stream::iter((0..101).map(move |_| Ok::<_, std::io::Error>(piece.clone())));
    let got = world
        .call("PUT", &path, Some(&token), &[], Body::from_stream(pieces))
        .await;
    assert_eq!(got.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(got.code(), "attachment-too-large");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_slowly_keeps_nobody_else_waiting_and_has_few_places() {
    let world = World::new();
    let (slow, other) = (world.every("officer"), world.every("releaser"));
    let made = world.draft(takedown()).await.json();
    let path = |name: &str| {
        let draft = made["id"].as_str().unwrap();
        format!("/drafts/{draft}/attachments/{name}?data_class=none")
    };
    let never = || {
        let pieces = futures_util::stream::pending::<Result<axum::body::Bytes, std::io::Error>>();
        Body::from_stream(pieces)
    };
    let stalled = (0..8).map(|number| {
        let (path, token) = (path(&format!("slow-{number}")), Some(&*slow));
        let world = &world;
        async move { world.call("PUT", &path, token, &[], never()).await }
    });
    let stalled = std::pin::pin!(futures_util::future::join_all(stalled));
    let others = std::pin::pin!(async {
        // Until all eight are under way, one more may be taken.
        let refused = loop {
            let got = world
                .call("PUT", &path("more"), Some(&slow), &[], Body::from("x"))
                .await;
            if got.status == StatusCode::TOO_MANY_REQUESTS {
                break got;
            }
        };
        (refused.code(), world.get("/drafts", &other).await.status)
    });
    let ended = futures_util::future::select(stalled, others).await;
    let futures_util::future::Either::Right(((code, status), _)) = ended else {
        panic!("an upload that never ends has ended");
    };
    assert_eq!(code, "console-too-many-at-once");
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_found_by_words_and_handed_on() {
    let world = World::new();
    let (officer, releaser) = (world.every("officer"), world.every("releaser"));
    let made = world.draft(takedown()).await.json();
    let path = format!("/drafts/{}/submit", made["id"].as_str().unwrap());
    let said = world.send("POST", &path, &officer, &[], &json!({})).await;
    let case = said.json()["case"]["id"].as_str().unwrap().to_owned();
    let subject = made["file"]["request"]["subject"]["en"].as_str().unwrap();
    let word = subject.split(' ').next().unwrap();
    let found = world.get(&format!("/search?q={word}"), &officer).await;
    assert_eq!(found.json()["rows"][0]["case"]["id"], *case);
    let nothing = world.get("/search?q=zzzzzz", &officer).await;
    assert_eq!(nothing.json()["rows"], json!([]));
    let deed = async |deed: &str, body: serde_json::Value| {
        let path = format!("/cases/{case}/{deed}");
        let got = world.send("POST", &path, &releaser, &[], &body).await;
        if got.status.is_success() {
            "done".to_owned()
        } else {
            got.code()
        }
    };
    assert_eq!(deed("assign", json!({"officer": "officer"})).await, "done");
    let unable = json!({"officer": "auditor"});
    assert_eq!(deed("assign", unable).await, "access-cannot-read");
    assert_eq!(
        deed("let-in", json!({"who": "person:counsel"})).await,
        "done"
    );
    assert_eq!(
        deed("shut-out", json!({"who": "person:counsel"})).await,
        "done"
    );
    assert_eq!(
        deed("let-in", json!({"who": "counsel"})).await,
        "access-nobody"
    );
    let again = json!({"officer": "officer", "reason": "theirs"});
    assert_eq!(deed("refer", again).await, "access-same-holder");
    let on = json!({"officer": "counsel", "reason": "theirs"});
    assert_eq!(deed("refer", on).await, "done");
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_come_whole_in_pages_of_any_size_and_without_their_texts() {
    let world = World::new();
    let token = world.every("officer");
    for _ in 0..5 {
        world.draft(takedown()).await;
    }
    let whole = world.get("/drafts", &token).await.json();
    let whole = whole["rows"].as_array().unwrap().clone();
    assert_eq!(whole.len(), 5);
    assert_eq!(whole[0]["kind"], "request.submit");
    assert!(whole[0]["subject"]["en"].is_string());
    assert_eq!(whole[0].get("file"), None);
    for limit in [1, 2, 5] {
        let (mut rows, mut after) = (Vec::new(), String::new());
        loop {
            let path = format!("/drafts?limit={limit}{after}");
            let page = world.get(&path, &token).await.json();
            rows.extend(page["rows"].as_array().unwrap().clone());
            let Some(next) = page["next"].as_str() else {
                break;
            };
            after = format!("&after={next}");
        }
        assert_eq!(rows, whole, "{limit} a page");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_json_and_not_too_long() {
    let world = World::new();
    let token = world.every("officer");
    let call = async |media: &str, body: Vec<u8>| {
        let headers = [("content-type", media)];
        let got = world
            .call("POST", "/drafts", Some(&token), &headers, Body::from(body))
            .await;
        (got.status.as_u16(), got.code())
    };
    let json = "application/json";
    assert_eq!(
        call("text/plain", b"{}".to_vec()).await,
        (415, "api-media".to_owned())
    );
    assert_eq!(
        call(json, b"{".to_vec()).await,
        (400, "api-body-unread".to_owned())
    );
    assert_eq!(
        call(json, b"{}".to_vec()).await,
        (422, "api-body-unread".to_owned())
    );
    let long = vec![b' '; (4 << 20) + 1];
    assert_eq!(call(json, long).await, (413, "api-too-large".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_revoked_opens_nothing() {
    let world = World::new();
    let token = world.token("officer", &[Scope::CasesRead]);
    assert_eq!(world.get("/me", &token).await.status, StatusCode::OK);
    let end = |tx: &mut dyn Tx| {
        let mine = token::list(&*tx, Some("officer"))?;
        token::revoke(tx, &mine[0].id, "officer", at(60))
    };
    world.site.node.unfollowed().write(end).unwrap();
    assert_eq!(
        world.get("/me", &token).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_does_not_release_what_one_wrote_and_others_do() {
    let world = World::new();
    let both = |en: &str| json!({"en": en, "zh-Hans": "请求"});
    let police = json!({
        "says": {
            "assistance": ["subscriber"], "data": ["subscriber"], "offences": ["ict_fraud"],
            "max_penalty_months": 84, "treaty": "mlaa_2000", "use_limitation": "purpose_only",
            "period": {"from": "2026-11-01T00:00:00Z", "until": "2026-11-20T00:00:00Z"},
        },
        "request": {
            "subject": both("Fraud"), "facts": both("Facts"), "purpose": both("Investigation"),
            "relation": both("Same address"),
            "contacts": [{
                "role": "requesting", "office": "Unit 3", "hours": "08:30-17:30", "offset": "+08:00",
            }],
            "legal_basis": [{"law": "CPL", "article": "139"}],
            "provisions": [{"law": "CL", "article": "266"}],
            "data_sought": [{
                "class": "subscriber",
                "identifiers": [{"kind": "account", "value": "x@mail.example"}],
            }],
        },
    });
    let made = world.draft(police).await.json();
    let draft = made["id"].as_str().unwrap();
    let officer = world.every("officer");
    let releaser = world.every("releaser");
    let act = |name: &str| format!("/drafts/{draft}/{name}");
    let waits = world
        .send("POST", &act("submit"), &officer, &[], &json!({}))
        .await;
    assert_eq!(waits.json()["outcome"], "waits", "{waits:?}");
    let own = world
        .send("POST", &act("release"), &officer, &[], &json!({}))
        .await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    // What was looked at is named, or nothing is decided.
    let reason = json!({"reason": "name the account"});
    for (deed, form) in [("send-back", &reason), ("release", &json!({}))] {
        let blind: [&[(&str, &str)]; 3] = [&[], &[("if-match", "*")], &[("if-match", "\"*\"")]];
        for headers in blind {
            let blind = world
                .send("POST", &act(deed), &releaser, headers, form)
                .await;
            assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED, "{deed}");
            assert_eq!(blind.code(), "api-not-as-seen");
        }
    }
    let path = format!("/drafts/{draft}");
    let first = world.get(&path, &releaser).await.header("etag").to_owned();
    let seen = [("if-match", first.as_str())];
    let back = world
        .send("POST", &act("send-back"), &releaser, &seen, &reason)
        .await;
    assert_eq!(back.json()["state"], "draft");
    // The author changes it and hands it on, while somebody still has the first state before the eyes.
    world
        .send("POST", &act("submit"), &officer, &[], &json!({}))
        .await;
    for (deed, form) in [("send-back", &reason), ("release", &json!({}))] {
        for (language, title) in [
            ("en", "The draft is not as it was when you looked at it."),
            ("zh-CN", "文稿与查看时的内容已不一致。"),
        ] {
            let stale = [("if-match", first.as_str()), ("accept-language", language)];
            let late = world
                .send("POST", &act(deed), &releaser, &stale, form)
                .await;
            assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{deed}");
            assert_eq!(
                (late.code().as_str(), &late.json()["title"]),
                ("draft-changed", &json!(title))
            );
        }
    }
    let now = world.get(&path, &releaser).await.header("etag").to_owned();
    let seen = [("if-match", now.as_str())];
    let said = world
        .send("POST", &act("release"), &releaser, &seen, &json!({}))
        .await;
    assert_eq!(said.json()["outcome"], "said", "{said:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_clears_what_it_saw_and_another_does_not() {
    let rules = "[[clearance.rule]]\nsteps = [[{ office = \"D-17\", hours = 24 }]]";
    let world = World::with(Config::parse(rules).unwrap());
    let draft = world.draft(takedown()).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let act = |name: &str| format!("/drafts/{draft}/{name}");
    let (officer, counsel) = (world.every("officer"), world.every("counsel"));
    let waits = world
        .send("POST", &act("submit"), &officer, &[], &json!({}))
        .await;
    assert_eq!(waits.json()["because"], "clearance", "{waits:?}");
    assert_eq!(waits.json()["offices"], json!(["D-17"]));
    let inbox = world.get("/inbox", &counsel).await.json();
    let mut rows = inbox["rows"].as_array().unwrap().iter();
    assert!(rows.any(|row| row["what"] == "clear" && row["office"] == "D-17"));
    let seen = world
        .get(&format!("/drafts/{draft}"), &counsel)
        .await
        .header("etag")
        .to_owned();
    let any = [("if-match", "*")];
    let blind = world
        .send("POST", &act("clear"), &counsel, &any, &json!({}))
        .await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    let seen = [("if-match", seen.as_str())];
    let own = world
        .send("POST", &act("clear"), &officer, &seen, &json!({}))
        .await;
    assert_eq!(own.code(), "clearance-own");
    let other = json!({"office": "L-02"});
    let other = world
        .send("POST", &act("clear"), &counsel, &seen, &other)
        .await;
    assert_eq!(other.code(), "clearance-not-asked");
    let remark = json!({"remark": "cite the article"});
    let cleared = world
        .send("POST", &act("clear"), &counsel, &seen, &remark)
        .await
        .json();
    assert_eq!(cleared["state"], "submitted");
    assert_eq!(
        (
            &cleared["clearance"][0]["stands"],
            &cleared["clearance"][0]["who"]
        ),
        (&json!("cleared"), &json!("counsel"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_calls_too_often_waits_and_others_do_not() {
    let world = World::with_calls(2);
    let (eager, other) = (world.every("officer"), world.every("releaser"));
    for _ in 0..2 {
        assert_eq!(world.get("/me", &eager).await.status, StatusCode::OK);
    }
    let late = world.get("/me", &eager).await;
    assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(late.code(), "api-too-often");
    let wait: u64 = late.header("retry-after").parse().unwrap();
    assert!((1..=31).contains(&wait), "{wait}");
    assert_eq!(world.get("/me", &other).await.status, StatusCode::OK);
}

/// Calls about uploads, as the tus protocol has them.
async fn tus(
    world: &World,
    method: &str,
    path: &str,
    token: &str,
    own: &[(&str, &str)],
    body: Body,
) -> super::world::Got {
    let headers = [own, &[("tus-resumable", "1.0.0")]].concat();
    world.call(method, path, Some(token), &headers, body).await
}

/// `disk.img` of the class `none`.
const DISK: &str = "filename ZGlzay5pbWc=,data_class bm9uZQ==";

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_goes_on_where_it_was_cut_and_is_attached_at_its_end() {
    let world = World::new();
    let token = world.every("officer");
    let draft = world.draft(takedown()).await.json()["id"].clone();
    let all = format!("/drafts/{}/uploads", draft.as_str().unwrap());
    let options = world
        .call("OPTIONS", &all, Some(&token), &[], Body::empty())
        .await;
    assert_eq!(options.status, StatusCode::NO_CONTENT);
    assert_eq!(options.header("tus-version"), "1.0.0");
    assert_eq!(
        options.header("tus-extension"),
        "creation,expiration,termination"
    );
    // The SHA-256 of `hello world`, in hexadecimal.
    let sha256 = "sha256 Yjk0ZDI3Yjk5MzRkM2UwOGE1MmU1MmQ3ZGE3ZGFiZmFjNDg0ZWZlMzdhNTM4MGVlOTA4OGY3YWNlMmVmY2RlOQ==";
    let metadata = format!("{DISK},{sha256}");
    let new = [("upload-length", "11"), ("upload-metadata", &*metadata)];
    let begun = tus(&world, "POST", &all, &token, &new, Body::empty()).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{begun:?}");
    let place = begun.header("location").trim_start_matches("/api/v1");
    let piece = ("content-type", "application/offset+octet-stream");
    let cut = [
        Ok(axum::body::Bytes::from_static(b"hello ")),
        Err(std::io::Error::from(std::io::ErrorKind::BrokenPipe)),
    ];
    let cut = Body::from_stream(futures_util::stream::iter(cut));
    let at = [piece, ("upload-offset", "0")];
    let got = tus(&world, "PATCH", place, &token, &at, cut).await;
    assert_eq!(got.header("upload-offset"), "6", "{got:?}");
    // Whoever does not know that, asks.
    let got = tus(
        &world,
        "PATCH",
        place,
        &token,
        &at,
        Body::from("hello world"),
    )
    .await;
    assert_eq!(
        (got.status, &*got.code()),
        (StatusCode::CONFLICT, "upload-offset")
    );
    let look = tus(&world, "HEAD", place, &token, &[], Body::empty()).await;
    assert_eq!(
        (look.status, look.header("upload-offset")),
        (StatusCode::OK, "6")
    );
    assert_eq!(look.header("upload-metadata").split(',').count(), 4);
    let at = [piece, ("upload-offset", "6")];
    let got = tus(&world, "PATCH", place, &token, &at, Body::from("world")).await;
    assert_eq!(got.status, StatusCode::NO_CONTENT, "{got:?}");
    let draft = world
        .get(&format!("/drafts/{}", draft.as_str().unwrap()), &token)
        .await;
    assert_eq!(draft.json()["attachments"][0]["name"], "disk.img");
    assert_eq!(draft.json()["attachments"][0]["size"], 11);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_not_as_the_protocol_has_it_is_refused() {
    let world = World::new();
    let token = world.every("officer");
    let draft = world.draft(takedown()).await.json()["id"].clone();
    let all = format!("/drafts/{}/uploads", draft.as_str().unwrap());
    let new = [("upload-length", "5"), ("upload-metadata", DISK)];
    let unspoken = world
        .call("POST", &all, Some(&token), &new, Body::empty())
        .await;
    assert_eq!(unspoken.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(unspoken.code(), "upload-version");
    assert_eq!(unspoken.header("tus-version"), "1.0.0");
    let wrong = format!(
        "{DISK},sha256 {}",
        "ZTNiMGM0NDI5OGZjMWMxNDlhZmJmNGM4OTk2ZmI5MjQyN2FlNDFlNDY0OWI5MzRjYTQ5NTk5MWI3ODUyYjg1NQ=="
    );
    let new = [("upload-length", "5"), ("upload-metadata", &*wrong)];
    let begun = tus(&world, "POST", &all, &token, &new, Body::empty()).await;
    let place = begun
        .header("location")
        .trim_start_matches("/api/v1")
        .to_owned();
    let other = [("content-type", "text/plain"), ("upload-offset", "0")];
    let got = tus(&world, "PATCH", &place, &token, &other, Body::from("hello")).await;
    assert_eq!(got.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let piece = [
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", "0"),
    ];
    let got = tus(
        &world,
        "PATCH",
        &place,
        &token,
        &piece,
        Body::from("hello!"),
    )
    .await;
    assert_eq!(got.code(), "upload-too-long");
    // The bytes are not those whose fingerprint was announced: nothing is attached, nothing is kept.
    let got = tus(&world, "PATCH", &place, &token, &piece, Body::from("hello")).await;
    assert_eq!(got.code(), "attachment-other-hash");
    let gone = tus(&world, "DELETE", &place, &token, &[], Body::empty()).await;
    assert_eq!(
        (gone.status, &*gone.code()),
        (StatusCode::NOT_FOUND, "upload-unknown")
    );
    let path = format!("/drafts/{}", draft.as_str().unwrap());
    let draft = world.get(&path, &token).await.json();
    assert_eq!(draft["attachments"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_translation_is_saved_as_it_was_seen_and_goes_out_and_in_as_a_file() {
    let world = World::new();
    let made = world
        .draft(json!({"kind": "query", "text": {"en": "One. Two."}}))
        .await;
    let draft = made.json()["id"].as_str().unwrap().to_owned();
    let (officer, other) = (world.every("officer"), world.every("translator"));
    let ask = json!({"about": draft, "due": "2026-12-01T00:00:00Z"});
    let asked = world
        .send("POST", "/translations", &officer, &[], &ask)
        .await;
    assert_eq!(asked.status, StatusCode::OK, "{asked:?}");
    let queue = world.get("/translations?what=draft", &other).await;
    assert_eq!(
        queue.json()["rows"][0]["due"],
        "2026-12-01T00:00:00Z",
        "{queue:?}"
    );
    let path = format!("/translations/{draft}");
    let shown = world.get(&path, &other).await;
    let seen = shown.header("etag").to_owned();
    let segments = shown.json()["units"][0]["segments"].clone();
    let save = |target: &str| json!({"segments": [{"unit": "text", "segment": segments[0]["id"], "target": target}]});
    let headers = [("if-match", seen.as_str())];
    let saved = world
        .send("PUT", &path, &other, &headers, &save("一。"))
        .await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    let late = world
        .send("PUT", &path, &officer, &headers, &save("甲。"))
        .await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{late:?}");
    let early = world
        .call(
            "POST",
            &format!("{path}/finish"),
            Some(&other),
            &[],
            Body::empty(),
        )
        .await;
    assert_eq!(early.code(), "translation-unfinished");

    let file = world.get(&format!("{path}/xliff"), &other).await;
    assert_eq!(file.header("content-type"), "application/xliff+xml");
    let back = String::from_utf8(file.bytes).unwrap().replace(
        "<source>Two.</source>",
        "<source>Two.</source><target>二。</target>",
    );
    let taken = world
        .call(
            "PUT",
            &format!("{path}/xliff"),
            Some(&other),
            &[],
            Body::from(back),
        )
        .await;
    assert_eq!(taken.json()["taken"], 1, "{taken:?}");
    let done = world
        .call(
            "POST",
            &format!("{path}/finish"),
            Some(&other),
            &[],
            Body::empty(),
        )
        .await;
    assert_eq!(done.json()["done"]["by"], "translator", "{done:?}");
    let after = world.get(&format!("/drafts/{draft}"), &officer).await;
    assert_eq!(after.json()["file"]["text"]["zh-Hans"], "一。二。");
    let dropped = world
        .call("DELETE", &path, Some(&officer), &[], Body::empty())
        .await;
    assert_eq!(dropped.status, StatusCode::NO_CONTENT);
    assert_eq!(world.get(&path, &other).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_names_what_waits_for_a_second_person_to_those_who_confirm_it() {
    let world = World::new();
    let ask = |tx: &mut dyn Tx| grant::ask(tx, "analyst", Role::Duty, "administrator", at(1));
    world.site.node.unfollowed().write(ask).unwrap();
    let inbox = async |name: &str| world.get("/inbox", &world.every(name)).await.json();
    assert_eq!(
        inbox("security").await,
        json!({"rows": [{
            "what": "confirm", "is": "role", "person": "analyst", "role": "duty",
            "by": "administrator", "at": at(1),
        }]})
    );
    for name in ["administrator", "auditor", "officer"] {
        assert_eq!(inbox(name).await, json!({"rows": []}), "{name}");
    }
    let narrow = world.token("security", &[Scope::Counterparts]);
    let refused = world.get("/inbox", &narrow).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_names_texts_that_wait_for_their_translation() {
    let world = World::new();
    let query = json!({"kind": "query", "text": {"en": "Is it down?"}});
    let draft = world.draft(query).await.json();
    let id = draft["id"].as_str().unwrap();
    let token = world.every("officer");
    let asked = json!({"about": id, "of": "office:D-17"});
    let asked = world
        .send("POST", "/translations", &token, &[], &asked)
        .await;
    assert!(asked.status.is_success(), "{asked:?}");
    let inbox = world.get("/inbox", &token).await.json();
    let row = &inbox["rows"][0];
    assert_eq!(
        (&row["what"], &row["translation"], &row["text"]),
        (&json!("translate"), &json!(id), &json!("draft"))
    );
    assert_eq!(row["asked_of"], "office:D-17");
}

/// All rows of a list, page by page of so many.
async fn paged(world: &World, path: &str, token: &str, limit: usize) -> Vec<serde_json::Value> {
    let (mut rows, mut after) = (Vec::new(), String::new());
    loop {
        let page = world
            .get(&format!("{path}?limit={limit}{after}"), token)
            .await
            .json();
        rows.extend(page["rows"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return rows,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_and_the_queue_of_translations_come_whole_in_pages_of_any_size() {
    let world = World::new();
    let token = world.every("officer");
    for number in 0..5 {
        world.asked();
        let query = json!({"kind": "query", "text": {"en": format!("Is it down? {number}")}});
        let draft = world.draft(query).await.json();
        let asked = json!({"about": draft["id"], "due": at(600 - number)});
        let asked = world
            .send("POST", "/translations", &token, &[], &asked)
            .await;
        assert!(asked.status.is_success(), "{asked:?}");
    }
    for (path, least) in [("/inbox", 10), ("/translations", 5)] {
        let whole = paged(&world, path, &token, 500).await;
        assert!(whole.len() >= least, "{path}: {whole:?}");
        for limit in 1..7 {
            assert_eq!(paged(&world, path, &token, limit).await, whole, "{path}");
        }
        let wrong = world.get(&format!("{path}?after=nowhere"), &token).await;
        assert_eq!(wrong.code(), "api-place");
    }
}
