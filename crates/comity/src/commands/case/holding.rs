//! Who holds a case: assign, refer inside the house, let in.

use comity_node::access::{Assignment, Holding, Sight};
use comity_store::access::Who;
use comity_text::Args;

use crate::{
    args::{CaseAssign, CaseLetIn, CaseRefer},
    commands::Env,
    failure::Outcome,
};

pub(crate) fn assign(env: &Env, args: &CaseAssign) -> Outcome {
    let house = env.house()?;
    let to = Assignment {
        office: args.office.clone(),
        officer: args.officer.clone(),
        deputy: args.deputy.clone(),
    };
    let (office, who) = (house.office(), env.who());
    office.assign(&who, &Sight::All, &args.case, to, house.now())?;
    said(
        env,
        "case-assigned",
        &args.case,
        &office.holding(&args.case)?,
    )
}

pub(crate) fn refer(env: &Env, args: &CaseRefer) -> Outcome {
    let house = env.house()?;
    let to = Assignment {
        office: args.office.clone(),
        officer: args.officer.clone(),
        deputy: None,
    };
    let (office, who, now) = (house.office(), env.who(), house.now());
    office.refer(&who, &Sight::All, &args.case, to, &args.reason, now)?;
    said(
        env,
        "case-referred",
        &args.case,
        &office.holding(&args.case)?,
    )
}

pub(crate) fn let_in(env: &Env, args: &CaseLetIn) -> Outcome {
    let house = env.house()?;
    let (who, named) = match (&args.office, &args.person) {
        (Some(office), _) => (Who::Office(office.clone()), office.clone()),
        (None, person) => {
            let name = person.clone().unwrap_or_default();
            (Who::Person(name.clone()), name)
        }
    };
    let (office, by) = (house.office(), env.who());
    office.door(&by, &Sight::All, &args.case, who, !args.remove, house.now())?;
    let holding = office.holding(&args.case)?;
    env.screen.answer(&holding, |screen| {
        let words = Args::new()
            .with("case", args.case.clone())
            .with("who", named);
        let key = if args.remove {
            "case-shut-out"
        } else {
            "case-let-in"
        };
        screen.say(key, &words);
    });
    Ok(())
}

fn said(env: &Env, key: &str, case: &str, holding: &Holding) -> Outcome {
    env.screen.answer(holding, |screen| {
        let words = Args::new()
            .with("case", case.to_owned())
            .with("holder", holder(env, holding));
        screen.say(key, &words);
    });
    Ok(())
}

/// Who holds a case, in words.
pub(crate) fn holder(env: &Env, holding: &Holding) -> String {
    let words = env.screen.words();
    if holding.is_nobodys() {
        return words.plain("case-nobodys");
    }
    let named = |key: &str, value: &Option<String>| {
        let value = value.clone()?;
        let args = Args::new()
            .with("name", words.plain(key))
            .with("value", value);
        Some(words.text("cli-pair", &args))
    };
    let all = [
        named("case-office", &holding.office),
        named("case-officer", &holding.officer),
        named("case-deputy", &holding.deputy),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
