//! Every operation, called as each role and as nobody.

use axum::{body::Body, http::StatusCode};
use comity_node::{accounts::token::Scope, people::Role};

use super::world::World;
use crate::api::{
    endpoint::{Access, Endpoint, Takes},
    endpoints,
};

/// An address of this operation; a new place needs a line here.
fn address(endpoint: &Endpoint, case: &str) -> String {
    let mut address = endpoint.path.to_owned();
    for place in endpoint.places() {
        let value = match place.name {
            "case" => case,
            "act" => case,
            "draft" | "translation" => "d999",
            "party" => "b.example",
            "log" => "ours",
            "index" => "0",
            "number" => "1",
            "upload" => "u1",
            "label" | "name" | "webhook" => "x",
            other => panic!("say what stands for {{{other}}} in this test"),
        };
        address = address.replace(&format!("{{{}}}", place.name), value);
    }
    let must = endpoint.query.iter().filter(|field| field.required);
    let query: Vec<String> = must
        .map(|field| match field.name {
            "kind" => "kind=said".to_owned(),
            "data_class" => "data_class=none".to_owned(),
            "q" => "q=phishing".to_owned(),
            other => panic!("say what stands for {other} in this test"),
        })
        .collect();
    if query.is_empty() {
        address
    } else {
        format!("{address}?{}", query.join("&"))
    }
}

/// What the operation says to this token: what follows the check of permissions is all one here.
async fn says(world: &World, endpoint: &Endpoint, case: &str, token: Option<&str>) -> String {
    let headers: &[(&str, &str)] = match endpoint.takes {
        Takes::Json(_) => &[("content-type", "application/json"), ("if-match", "*")],
        _ => &[],
    };
    let path = address(endpoint, case);
    let body = match endpoint.takes {
        Takes::Json(_) => Body::from("{}"),
        _ => Body::empty(),
    };
    let method = endpoint.method.name();
    let response = world.open(method, &path, token, headers, body).await;
    assert!(!response.status().is_server_error(), "{method} {path}");
    match response.status() {
        StatusCode::UNAUTHORIZED => "401".to_owned(),
        StatusCode::FORBIDDEN => "-".to_owned(),
        _ => "yes".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_open_to_the_roles_of_this_table_and_to_nobody_else() {
    let world = World::new();
    let case = world.asked();
    let people = Role::ALL.map(Role::name);
    let tokens = people.map(|name| world.every(name));
    let mut lines = Vec::new();
    for endpoint in endpoints() {
        // Deny by default: nothing is open to nobody, or to a token that is none.
        assert_eq!(
            says(&world, &endpoint, &case, None).await,
            "401",
            "{}",
            endpoint.id
        );
        let unknown = says(&world, &endpoint, &case, Some("comity_x")).await;
        assert_eq!(unknown, "401", "{}", endpoint.id);
        let mut open = Vec::new();
        for (name, token) in people.iter().zip(&tokens) {
            if says(&world, &endpoint, &case, Some(token)).await == "yes" {
                open.push(*name);
            }
        }
        let (method, path) = (endpoint.method.name(), endpoint.path);
        lines.push(format!("{method:6} {path:50} {}", open.join(" ")));
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_does_nothing_beyond_its_scopes() {
    let world = World::new();
    let case = world.asked();
    let everybody = ["officer", "releaser", "duty", "administrator", "auditor"];
    for scope in Scope::ALL {
        let tokens = everybody.map(|name| world.token(name, &[scope]));
        for endpoint in endpoints() {
            let within = match endpoint.access {
                Access::Token => true,
                Access::Permission(_, needed) => needed == scope,
                Access::Either(ways) => ways.iter().any(|(_, needed)| *needed == scope),
            };
            let mut open = false;
            for token in &tokens {
                open |= says(&world, &endpoint, &case, Some(token)).await == "yes";
            }
            assert_eq!(open, within, "{} with {scope:?}", endpoint.id);
        }
    }
}
