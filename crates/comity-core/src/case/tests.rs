//! The case, read as its specification: the table of states and acts, stories, and properties.

mod musts;
pub(crate) mod properties;
mod stories;
mod table;
mod vectors;
mod versions;

use serde_json::{Value, json};

use crate::{fixtures::Script, id::ActId, record::Side};

/// The asker.
const A: Side = Side::First;
/// The answerer.
const B: Side = Side::Second;

/// What a sample of a kind says, with all its references at one act.
fn sample(code: &str, of: ActId) -> Value {
    let mut says = crate::act::tests::sample(code);
    for (name, value) in &mut says {
        let reference = matches!(
            name.as_str(),
            "decision" | "consultation" | "answer" | "ask" | "elsewhere" | "of" | "transfer"
        );
        if reference {
            *value = json!(of);
        }
    }
    Value::Object(says)
}

/// A case with a request for preservation and a takedown of three items.
fn opened() -> (Script, ActId) {
    let mut script = Script::new();
    let mut says = sample("request.submit", ActId::new(0, &[0; 10]));
    says["items"] = json!({"url": 3});
    let id = script.say(A, "request.submit", &says);
    (script, id)
}
