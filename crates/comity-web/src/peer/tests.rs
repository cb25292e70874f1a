//! Every request and response survives the way over HTTP; nothing else is taken for one.

use comity_core::Hash;
use comity_peer::call::{LogOf, Part};
use proptest::prelude::*;

use super::*;

fn root() -> Hash {
    Hash::new([0x5a; 32])
}

fn part() -> Part {
    Part {
        bytes: vec![1, 2, 3],
        proof: vec![Hash::new([1; 32]), Hash::new([2; 32])],
    }
}

fn requests() -> Vec<Request> {
    let lone = Part {
        bytes: vec![0],
        proof: Vec::new(),
    };
    vec![
        Request::Receipt,
        Request::Pouch {
            bytes: vec![1, 2],
            wait: 0,
        },
        Request::Pouch {
            bytes: Vec::new(),
            wait: 25,
        },
        Request::Held { root: root() },
        Request::Part {
            root: root(),
            index: 3,
        },
        Request::PutPart {
            root: root(),
            index: 4,
            part: part(),
        },
        Request::PutPart {
            root: root(),
            index: 0,
            part: lone,
        },
        Request::Log {
            generation: 3,
            from: 70_000,
        },
        Request::Copy {
            generation: 2,
            from: 417,
        },
        Request::Credentials,
        Request::Openings {
            whose: LogOf::Caller,
            generation: 2,
            from: 1_000,
        },
        Request::Openings {
            whose: LogOf::Answerer,
            generation: 1,
            from: 0,
        },
    ]
}

/// The answer that fits a request.
fn fitting(request: &Request) -> Response {
    match request {
        Request::Receipt => Response::Receipt(b"a note\n".to_vec()),
        Request::Pouch { .. } | Request::Copy { .. } | Request::Log { .. } => {
            Response::Pouch(vec![9; 700])
        }
        Request::Held { .. } => Response::Held(vec![(0, 3), (3, 4), (8, u64::MAX)]),
        Request::Part { .. } => Response::Part(part()),
        Request::PutPart { .. } => Response::Nothing,
        Request::Credentials => Response::Credentials(b"{}".to_vec()),
        Request::Openings { .. } => Response::Openings(vec![7; 900]),
    }
}

fn route_of(ask: &Ask) -> Route {
    Route::parse(ask.method(), ask.uri().path(), ask.uri().query()).unwrap()
}

#[test]
fn every_request_arrives_as_it_was_asked() {
    for request in requests() {
        let (route, ask) = ask(request.clone()).unwrap();
        assert_eq!(route_of(&ask), route);
        assert!(ask.body().len() <= request_limit(&route));
        let (head, body) = ask.into_parts();
        assert_eq!(accept(route, &head.headers, body), Ok(request));
    }
}

#[test]
fn every_response_is_heard_as_it_was_told() {
    let refused = Response::Refused {
        code: "refuse-gap".to_owned(),
    };
    for request in requests() {
        let (route, _) = ask(request.clone()).unwrap();
        for response in [fitting(&request), Response::Nothing, refused.clone()] {
            let told = tell(&route, response.clone());
            assert!(told.body().len() <= response_limit(&route, told.status()));
            assert_eq!(hear(&route, told), Ok(response));
        }
    }
}

#[test]
fn an_answer_to_another_question_is_our_fault() {
    let told = tell(&Route::Receipt, Response::Held(Vec::new()));
    let code = Fault::Internal.code().to_owned();
    assert_eq!(hear(&Route::Receipt, told), Ok(Response::Refused { code }));
}

#[test]
fn a_part_without_a_proper_proof_is_refused() {
    let hash = Hash::new([7; 32]).to_base64();
    let many = vec![hash.as_str(); 65].join(",");
    for proof in [
        None,
        Some("x"),
        Some(","),
        Some(&*many),
        Some(&*format!("{hash}, {hash}")),
    ] {
        let mut headers = HeaderMap::new();
        if let Some(proof) = proof {
            headers.insert("comity-proof", HeaderValue::try_from(proof).unwrap());
        }
        let route = Route::PutPart {
            root: root(),
            index: 0,
        };
        assert_eq!(
            accept(route, &headers, vec![1]),
            Err(Fault::Malformed),
            "{proof:?}"
        );
    }
    let mut twice = HeaderMap::new();
    twice.append("comity-proof", HeaderValue::from_static(""));
    twice.append("comity-proof", HeaderValue::from_static(""));
    let route = Route::PutPart {
        root: root(),
        index: 0,
    };
    assert_eq!(accept(route, &twice, vec![1]), Err(Fault::Malformed));
}

#[test]
fn a_list_of_held_parts_is_in_order_and_bounded() {
    let route = Route::Held { root: root() };
    for body in [
        r#"{"held":[[3,3]],"v":1}"#,
        r#"{"held":[[0,3],[2,4]],"v":1}"#,
        r#"{"held":[[5,6],[0,1]],"v":1}"#,
        r#"{"held":[],"v":2}"#,
        r#"{"held":[],"v":1,"more":1}"#,
        r#"{"held":[[0,-1]],"v":1}"#,
        "",
    ] {
        let told = content("application/json", body.as_bytes().to_vec());
        assert!(hear(&route, told).is_err(), "{body}");
    }
    let longest: Vec<_> = (0..20_000)
        .map(|n| (u64::MAX - 2 * (20_000 - n), u64::MAX - 2 * (20_000 - n) + 1))
        .collect();
    let told = tell(&route, Response::Held(longest.clone()));
    assert!(told.body().len() <= HELD_BYTES);
    let kept = longest[..crate::limits::HELD_RANGES].to_vec();
    assert_eq!(hear(&route, told), Ok(Response::Held(kept)));
}

#[test]
fn every_fault_crosses_with_its_code() {
    for each in Fault::ALL {
        let told = fault(each);
        assert!(told.status().is_client_error() || told.status().is_server_error());
        let code = each.code().to_owned();
        assert_eq!(hear(&Route::Receipt, told), Ok(Response::Refused { code }));
    }
}

#[test]
fn a_problem_without_a_proper_code_is_no_answer() {
    let long = "a".repeat(65);
    for code in [
        "",
        "Not Found",
        "refuse_gap",
        "-",
        "a--b",
        "\u{1b}[31m",
        &long,
    ] {
        let mut told = content(
            "application/problem+json",
            format!("{{\"code\":{code:?}}}").into_bytes(),
        );
        *told.status_mut() = StatusCode::CONFLICT;
        let wrong = TransportError::WrongForm("status-409".to_owned());
        assert_eq!(hear(&Route::Receipt, told), Err(wrong), "{code}");
    }
}

proptest! {
    #[test]
    fn no_bytes_and_status_make_the_caller_stumble(
        status in 200_u16..600,
        media in prop::sample::select(vec![
            "", "text/plain", "application/json", "application/x-tar",
            "application/octet-stream", "application/problem+json",
        ]),
        body in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        for request in requests() {
            let (route, _) = ask(request).unwrap();
            let mut told = content("text/plain", body.clone());
            *told.status_mut() = StatusCode::from_u16(status).unwrap();
            told.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media));
            let heard = hear(&route, told);
            prop_assert!(heard.is_err() || matches!(status, 200 | 204), "{heard:?}");
        }
    }
}
