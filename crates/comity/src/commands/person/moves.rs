//! `person move`: another office for a person, which takes two as a role does.

use comity_node::{
    accounts::{
        AccessError,
        grant::{self, Asked},
    },
    people,
};
use comity_store::Store as _;
use comity_text::Args;
use serde_json::json;

use crate::{commands::Env, failure::Outcome};

/// Moves a person to this office or asks for it; without one, confirms what another person asked for.
pub(super) fn run(env: &Env, name: &str, office: Option<&str>) -> Outcome {
    let house = env.house()?;
    if let Some(office) = office {
        house.must_have_office(office)?;
    }
    let (key, who, now) = (name.to_owned(), env.who(), house.now());
    let wanted = office.map(str::to_owned);
    let (office, asked) = house
        .node
        .unfollowed()
        .write(move |tx| -> Result<_, AccessError> {
            let Some(office) = wanted else {
                let office = grant::confirm_move(tx, &key, &who, now)?;
                return Ok((office, Asked::Granted));
            };
            let duty = people::named(&*tx, &key)?.duty;
            let asked = people::move_to(tx, &key, &office, duty.as_deref(), &who, now)?;
            Ok((office, asked))
        })?;
    let done = match asked {
        Asked::Waits => "cli-move-waits",
        Asked::Granted => "cli-person-moved",
    };
    let value = json!({"name": name, "office": office, "moved": asked == Asked::Granted});
    env.screen.answer(&value, |screen| {
        let args = Args::new()
            .with("name", name.to_owned())
            .with("office", office);
        screen.say(done, &args);
    });
    Ok(())
}
