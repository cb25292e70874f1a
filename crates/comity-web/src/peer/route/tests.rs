//! The path parser against the table of section 7, and against noise.

use proptest::prelude::*;

use super::*;

const ROOT: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn check(method: Method, target: &str, expected: Result<Route, Fault>) {
    let (path, query) = target
        .split_once('?')
        .map_or((target, None), |(p, q)| (p, Some(q)));
    assert_eq!(
        Route::parse(&method, path, query),
        expected,
        "{method} {target}"
    );
}

#[test]
fn the_table_of_the_protocol_is_read() {
    let root = hash(ROOT).unwrap();
    check(Method::GET, "/peer/v1/receipt", Ok(Route::Receipt));
    check(Method::POST, "/peer/v1/pouch", Ok(Route::Pouch { wait: 0 }));
    check(
        Method::POST,
        "/peer/v1/pouch?wait=25",
        Ok(Route::Pouch { wait: 25 }),
    );
    check(
        Method::GET,
        &format!("/peer/v1/parts/{ROOT}"),
        Ok(Route::Held { root }),
    );
    let part = format!("/peer/v1/parts/{ROOT}/7");
    check(Method::GET, &part, Ok(Route::Part { root, index: 7 }));
    check(Method::PUT, &part, Ok(Route::PutPart { root, index: 7 }));
    let copy = Route::Copy {
        generation: 2,
        from: 0,
    };
    check(
        Method::GET,
        "/peer/v1/copy?generation=2&from=0",
        Ok(copy.clone()),
    );
    check(Method::GET, "/peer/v1/copy?from=0&generation=2", Ok(copy));
    check(Method::GET, "/peer/v1/credentials", Ok(Route::Credentials));
    for (log, whose) in [("caller", LogOf::Caller), ("answerer", LogOf::Answerer)] {
        let route = Route::Openings {
            whose,
            generation: 2,
            from: 1_000,
        };
        let target = format!("/peer/v1/openings?log={log}&generation=2&from=1000");
        check(Method::GET, &target, Ok(route));
    }
}

#[test]
fn another_spelling_is_refused() {
    for target in [
        "/peer/v1/receipt?x=1",
        "/peer/v1/receipt?",
        "/peer/v1/copy",
        "/peer/v1/copy?generation=0&from=1",
        "/peer/v1/credentials?x=1",
        "/peer/v1/openings",
        "/peer/v1/openings?generation=1&from=0",
        "/peer/v1/openings?log=mine&generation=1&from=0",
        "/peer/v1/openings?log=caller&from=0&generation=1",
        "/peer/v1/openings?log=caller&generation=0&from=0",
        "/peer/v1/openings?log=caller&generation=1&from=01",
        "/peer/v1/copy?generation=1&from=1&from=1",
        "/peer/v1/copy?generation=1&from=%31",
        "/peer/v1/copy?generation=+1&from=1",
        "/peer/v1/copy?generation=4294967296&from=1",
        "/peer/v1/copy?generation=1&from=18446744073709551616",
        "/peer/v1/parts/",
        "/peer/v1/parts/0011",
        &format!("/peer/v1/parts/{}", ROOT.to_uppercase()),
        &format!("/peer/v1/parts/sha256:{ROOT}"),
        &format!("/peer/v1/parts/{ROOT}/"),
        &format!("/peer/v1/parts/{ROOT}/-1"),
        &format!("/peer/v1/parts/{ROOT}/007"),
    ] {
        check(Method::GET, target, Err(Fault::Malformed));
    }
    for target in [
        "/peer/v1/pouch?",
        "/peer/v1/pouch?wait=",
        "/peer/v1/pouch?wait=1&wait=1",
    ] {
        check(Method::POST, target, Err(Fault::Malformed));
    }
}

#[test]
fn other_places_and_methods_are_not_there() {
    let deep = format!("/peer/v1/parts/{ROOT}/1/2");
    let places = [
        "",
        "/",
        "/peer/v1",
        "/peer/v1/",
        "/peer/v2/receipt",
        "/peer/v1/receipt/",
        &deep,
    ];
    for target in places {
        check(Method::GET, target, Err(Fault::NotFound));
    }
    check(Method::POST, "/peer/v1/receipt", Err(Fault::Method));
    check(Method::GET, "/peer/v1/pouch", Err(Fault::Method));
    check(
        Method::DELETE,
        &format!("/peer/v1/parts/{ROOT}/1"),
        Err(Fault::Method),
    );
    check(Method::HEAD, "/peer/v1/receipt", Err(Fault::Method));
}

fn routes() -> impl Strategy<Value = Route> {
    let root = || any::<[u8; 32]>().prop_map(Hash::new);
    prop_oneof![
        Just(Route::Receipt),
        any::<u32>().prop_map(|wait| Route::Pouch { wait }),
        root().prop_map(|root| Route::Held { root }),
        (root(), any::<u64>()).prop_map(|(root, index)| Route::Part { root, index }),
        (root(), any::<u64>()).prop_map(|(root, index)| Route::PutPart { root, index }),
        (1..=u32::MAX, any::<u64>())
            .prop_map(|(generation, from)| Route::Copy { generation, from }),
        (1..u32::MAX, any::<u64>()).prop_map(|(generation, from)| Route::Log { generation, from }),
    ]
}

proptest! {
    #[test]
    fn every_route_is_read_back_from_its_target(route in routes()) {
        check(route.method(), &route.target(), Ok(route.clone()));
    }

    #[test]
    fn whatever_is_read_has_one_spelling(
        path in "(/peer/v1/)?(receipt|pouch|copy|parts|[0-9a-f]{64}|[0-9]{1,21}|/|\\PC){0,8}",
        query in proptest::option::of("(wait=|generation=|from=|[0-9]{1,21}|&|=|\\PC){0,6}"),
        method in prop_oneof![Just(Method::GET), Just(Method::POST), Just(Method::PUT)],
    ) {
        if let Ok(route) = Route::parse(&method, &path, query.as_deref()) {
            prop_assert_eq!(route.method(), method);
            let target = route.target();
            prop_assert_eq!(target.split('?').next(), Some(path.as_str()));
        }
    }

    #[test]
    fn one_changed_byte_never_makes_the_same_route(
        route in routes(), at in any::<prop::sample::Index>(), byte in 0x21_u8..0x7f,
    ) {
        let mut target = route.target().into_bytes();
        let at = at.index(target.len());
        prop_assume!(target[at] != byte);
        target[at] = byte;
        let target = String::from_utf8(target).unwrap();
        let (path, query) = target.split_once('?').map_or((&*target, None), |(p, q)| (p, Some(q)));
        prop_assert_ne!(Route::parse(&route.method(), path, query), Ok(route));
    }
}
