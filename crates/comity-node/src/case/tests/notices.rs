//! An act that breaks a rule of its case: void on both sides, and answered by the machine within the case.

use comity_peer::fixtures::Seeded;
use serde_json::json;

use super::support::{SITES, World, at, takedown};
use crate::channel::say::{Draft, Matter};

#[test]
fn a_notice_about_a_case_stands_in_the_case_and_changes_nothing() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    let case = said.case.clone().unwrap();
    // Only the side that asked may close; the office would not let it pass.
    let close = Draft {
        matter: Matter::Of(case.clone()),
        kind: "case.close".to_owned(),
        says: json!({"outcome": "settled"}).as_object().cloned().unwrap(),
        body: None,
        attachments: vec![],
        office: "D-17".to_owned(),
        duty: None,
    };
    let (a, b) = (&world.a, &world.b);
    let mut rng = Seeded::new(4);
    b.node.say(a.name(), close, at(4), &mut rng).unwrap();
    world.exchange(5);
    let office = world.office(a);
    let before = office.show_case(&case.to_string(), at(6)).unwrap();
    let closing = before.acts.last().unwrap();
    assert_eq!(
        (closing.kind.as_str(), closing.effect),
        ("case.close", "void")
    );
    assert_eq!(a.node.say_notices(b.name(), at(6), &mut rng).unwrap(), 1);
    world.exchange(7);
    for node in [a, b] {
        let view = world
            .office(node)
            .show_case(&case.to_string(), at(8))
            .unwrap();
        let notice = view.acts.last().unwrap();
        assert_eq!(
            (notice.kind.as_str(), notice.effect),
            ("notice", "on-the-side")
        );
        assert_eq!(view.status, before.status);
    }
    assert_eq!(b.node.say_notices(a.name(), at(9), &mut rng).unwrap(), 0);
}
