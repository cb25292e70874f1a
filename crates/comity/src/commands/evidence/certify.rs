//! `evidence certify`: a certification form for an exhibit, filled in from its custody; without an exhibit the empty form.
//!
//! A form names whom the custody names: that is what it is for. Each one that
//! is made stands in the trail.

use std::path::Path;

use comity_core::{case::ExhibitView, codes::CertificationForm};
use comity_node::case::disclose::Disclosure;
use comity_text::render::{
    Document,
    certify::{self, Certified},
};
use serde_json::{Map, Value, json};

use crate::{
    commands::{Env, case::act::code, naming, write_new},
    failure::{Failure, Outcome},
};

pub(crate) fn run(
    env: &Env,
    exhibit: Option<(&str, &str)>,
    form: Option<&str>,
    out: Option<&Path>,
) -> Outcome {
    let form = form.map(code::<CertificationForm>).transpose()?;
    match exhibit {
        Some((case, number)) => filled(env, case, number, form, out),
        None => {
            let form = form.ok_or_else(no_form)?;
            let (words, offset) = (env.screen.words(), env.screen.offset());
            let paper = certify::document(form, None, words, offset);
            answer(env, form, &paper, Map::new(), out)
        }
    }
}

fn no_form() -> Failure {
    Failure::usage("cli-no-form").with("codes", CertificationForm::CODES.join(", "))
}

fn filled(
    env: &Env,
    case: &str,
    number: &str,
    form: Option<CertificationForm>,
    out: Option<&Path>,
) -> Outcome {
    let house = env.house()?;
    let office = house.office();
    let shown = office.show_case(case, house.now())?;
    let view = office.case_view(case)?;
    let exhibits = view.exhibits();
    let exhibit = exhibits
        .iter()
        .find(|one| one.exhibit.number == number)
        .ok_or_else(|| no_exhibit(number, &exhibits))?;
    let form = form.or(exhibit.exhibit.certification).ok_or_else(no_form)?;
    let act = shown.acts.iter().find(|act| act.act == exhibit.transfer);
    let names = house.names(&shown.them)?;
    let certified = Certified {
        case: &view,
        reference: shown.reference.as_deref(),
        names: &names,
        exhibit,
        body: act.and_then(|act| act.content.body()),
    };
    let disclosed = Disclosure::Certificate {
        case: shown.case.clone(),
        transfer: exhibit.transfer,
        form,
    };
    office.disclose(&env.who(), &disclosed, house.now())?;
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let paper = certify::document(form, Some(&certified), words, offset);
    let value = [
        ("case", json!(shown.case)),
        ("custody", json!(certified.custody())),
        ("exhibit", json!(exhibit.exhibit)),
        ("open", json!(certified.body.is_some())),
        ("reference", json!(shown.reference)),
        ("transfer", json!(exhibit.transfer)),
    ];
    let value = value.map(|(name, value)| (name.to_owned(), value));
    let value = value.into_iter().collect();
    answer(env, form, &paper, value, out)
}

fn no_exhibit(number: &str, exhibits: &[ExhibitView]) -> Failure {
    let known: Vec<&str> = exhibits
        .iter()
        .map(|one| one.exhibit.number.as_str())
        .collect();
    Failure::usage("cli-no-exhibit")
        .with("number", number)
        .with(
            "known",
            if known.is_empty() {
                "–".to_owned()
            } else {
                known.join(", ")
            },
        )
}

/// Onto the screen, or into a new file: a page that prints well where its name ends with `.html`, else plain text.
fn answer(
    env: &Env,
    form: CertificationForm,
    paper: &Document,
    mut value: Map<String, Value>,
    out: Option<&Path>,
) -> Outcome {
    let text = || paper.to_text(crate::screen::COLUMNS);
    value.insert("form".to_owned(), json!(form));
    if let Some(path) = out {
        let page = path.extension().is_some_and(|end| end == "html");
        let bytes = if page { paper.to_html() } else { text() };
        write_new(path, bytes.as_bytes())?;
        value.insert("path".to_owned(), json!(path));
    } else {
        value.insert("text".to_owned(), json!(text()));
    }
    env.screen.answer(&value, |screen| match out {
        Some(path) => screen.say("cli-written", &naming("path", path.display())),
        None => screen.document(paper),
    });
    Ok(())
}
