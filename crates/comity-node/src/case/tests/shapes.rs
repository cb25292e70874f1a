//! The JSON that the command line prints: its shape is a promise, so it stands here in full.

use comity_core::codes::ItemFate;
use serde_json::{Value, json};

use super::support::{SITES, World, all, at, takedown, within};
use crate::access::Sight;

/// The form of a value: texts and numbers by kind, lists by their first element.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .map(|(name, value)| (name.clone(), shape(value)))
            .collect(),
        Value::Array(list) => list
            .first()
            .map_or(json!([]), |first| json!([shape(first)])),
        Value::String(_) => json!("text"),
        Value::Number(_) => json!(0),
        other => other.clone(),
    }
}

#[test]
fn what_is_printed_keeps_its_shape() {
    let world = World::new();
    let office = world.office(&world.a);
    let draft = office
        .new_draft("li", world.b.name(), takedown(), Some(SITES), at(2))
        .unwrap();
    let said = world.act(&world.a, takedown(), Some(SITES), 3);
    world.exchange(4);
    world.act(
        &world.b,
        within(&said, "answer.partial", json!({})),
        Some(&all(ItemFate::InProgress)),
        5,
    );
    world.exchange(6);
    let case = said.case.clone().unwrap().to_string();
    office.note("li", &case, "x", at(7)).unwrap();
    office.label("li", &case, "bank", true, at(7)).unwrap();
    let shown = serde_json::to_value(office.show_case(&case, at(8)).unwrap()).unwrap();
    let list = office
        .cases(&Default::default(), Default::default(), 1, 10)
        .unwrap();
    insta::assert_json_snapshot!("draft", shape(&serde_json::to_value(draft).unwrap()));
    insta::assert_json_snapshot!("said", shape(&serde_json::to_value(&said).unwrap()));
    insta::assert_json_snapshot!("case-show", shape(&shown));
    insta::assert_json_snapshot!("case-list", shape(&serde_json::to_value(list).unwrap()));
    insta::assert_json_snapshot!(
        "inbox",
        shape(&serde_json::to_value(office.inbox(at(8), &Sight::All).unwrap()).unwrap())
    );
    world.act(
        &world.a,
        within(
            &said,
            "request.withdraw",
            json!({"reason": "no_longer_needed"}),
        ),
        None,
        9,
    );
    world.a.node.reopen(world.b.name(), at(10)).unwrap();
    insta::assert_json_snapshot!(
        "inbox-say-again",
        shape(&serde_json::to_value(office.inbox(at(11), &Sight::All).unwrap()).unwrap())
    );
    let (watched, _) = office.watch(&Default::default(), &Sight::All, 10).unwrap();
    insta::assert_json_snapshot!("watch", shape(&serde_json::to_value(watched).unwrap()));
    let audit = office.audit(true, &mut |_, _| ()).unwrap();
    insta::assert_json_snapshot!("audit", shape(&serde_json::to_value(audit).unwrap()));
}
