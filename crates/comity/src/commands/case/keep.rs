//! Private notes and labels: they never leave this house.

use serde_json::json;

use crate::{
    commands::{Env, naming},
    failure::Outcome,
};

pub(crate) fn note(env: &Env, case: &str, text: &str) -> Outcome {
    let house = env.house()?;
    house.office().note(&env.who(), case, text, house.now())?;
    env.screen
        .answer(&json!({"case": case, "noted": true}), |screen| {
            screen.say("case-noted", &naming("case", case));
        });
    Ok(())
}

pub(crate) fn label(env: &Env, case: &str, label: &str, on: bool) -> Outcome {
    let house = env.house()?;
    house
        .office()
        .label(&env.who(), case, label, on, house.now())?;
    let value = json!({"case": case, "label": label, "on": on});
    env.screen.answer(&value, |screen| {
        let key = if on {
            "case-labelled"
        } else {
            "case-unlabelled"
        };
        screen.say(key, &naming("label", label));
    });
    Ok(())
}
