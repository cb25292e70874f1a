//! The act that opens a case of the history: a request from a theme, a query, or information that nobody asked for.

use comity_core::{
    Time,
    body::{Person, RequestBody, Texts},
    codes::{Language, PersonRole},
};
use comity_node::case::file::ActFile;
use serde_json::{Map, Value, json};

use super::{
    chance::Chance,
    course::one_language,
    hours::{DAY, HOUR},
    plan::{Case, Course, Party, Sort},
    texts::{Both, Fill, Texture, Theme},
};
use crate::{
    demo::people,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// An opening act, ready to be written as a draft.
#[derive(Debug, Clone)]
pub(super) struct Opening {
    pub(super) file: ActFile,
    /// The list of items, as CSV.
    pub(super) list: Option<String>,
    /// How many items it holds.
    pub(super) items: u64,
    /// What a promised translation holds: the same words in the other language.
    pub(super) translation: Option<RequestBody>,
}

/// The language in which a party's text is authoritative.
pub(super) const fn language(party: Party) -> Language {
    match party {
        Party::Cn => Language::ZhHans,
        Party::Us => Language::En,
    }
}

/// What opens a case, drawn from its seed.
///
/// # Errors
/// The demo's own texts are not of their form.
pub(super) fn opening(texture: &Texture, case: &Case, fill: &Fill) -> Outcome<Opening> {
    let mut chance = Chance::new(case.seed ^ 0x0a5c);
    match case.sort {
        Sort::Query => {
            let text = chance.of(&texture.query)?;
            Ok(plain("query", case, fill, text))
        }
        Sort::Spontaneous => {
            let text = chance.of(&texture.spontaneous)?;
            let mut opening = plain("spontaneous.report", case, fill, text);
            opening.list = Some(items("domain", fill.n, &mut chance));
            opening.items = u64::try_from(fill.n).unwrap_or_default();
            Ok(opening)
        }
        _ => {
            let theme = theme(texture, case, &mut chance)?;
            request(texture, case, fill, theme, &mut chance)
        }
    }
}

/// What a request is about: of its sort, and fit for its course.
fn theme<'a>(texture: &'a Texture, case: &Case, chance: &mut Chance) -> Outcome<&'a Theme> {
    let list = match case.sort {
        Sort::Technical => &texture.technical,
        Sort::Emergency => &texture.emergency,
        Sort::Formal => &texture.formal,
        _ => &texture.police,
    };
    let asks = |theme: &Theme, code: &str| theme.assistance.iter().any(|one| one == code);
    let fit: Vec<&Theme> = list
        .iter()
        .filter(|theme| match case.course {
            Course::InPart => asks(theme, "subscriber") && asks(theme, "traffic_stored"),
            Course::Preserved => asks(theme, "preserve"),
            _ => !asks(theme, "preserve"),
        })
        .collect();
    chance.of(&fit).copied()
}

fn plain(kind: &str, case: &Case, fill: &Fill, text: &Both) -> Opening {
    let mut file = ActFile::new(kind);
    file.language = language(case.asker);
    file.text = fill.texts(text);
    Opening {
        file,
        list: None,
        items: 0,
        translation: None,
    }
}

fn request(
    texture: &Texture,
    case: &Case,
    fill: &Fill,
    theme: &Theme,
    chance: &mut Chance,
) -> Outcome<Opening> {
    let now = Time::from_seconds(case.opens);
    let mut file = ActFile::new(comity_node::case::file::REQUEST);
    file.language = language(case.asker);
    file.says = says(case, theme, now, chance);
    let mut body = words(texture, case, fill, theme, chance)?;
    body.contacts = serde_json::from_value(json!([contact(case, chance)])).map_err(unfit)?;
    if case.sort != Sort::Technical {
        body.provisions = theme
            .offences
            .iter()
            .map(|offence| texture.law(case.asker, offence))
            .collect::<Outcome<_>>()?;
        body.legal_basis = vec![texture.law(case.asker, "measure")?];
        let sought = data_sought(texture, case, theme, now, chance)?;
        body.data_sought = serde_json::from_value(sought).map_err(unfit)?;
        file.persons = persons(theme);
    }
    let list = theme.items.as_deref();
    let list = list.map(|kind| items(kind, fill.n, chance));
    let translation = one_language(case).then(|| {
        file.says
            .insert("translation_by".to_owned(), json!(now.plus(DAY)));
        split(&mut body, file.language)
    });
    file.request = Some(body);
    Ok(Opening {
        file,
        items: list
            .as_ref()
            .map_or(0, |_| u64::try_from(fill.n).unwrap_or_default()),
        list,
        translation,
    })
}

/// Codes, numbers and dates.
fn says(case: &Case, theme: &Theme, now: Time, chance: &mut Chance) -> Map<String, Value> {
    // Whole days, as people write them.
    let today = now.plus(-now.seconds().rem_euclid(DAY));
    let before = |days: i64| today.plus(-days * DAY);
    let mut says = Map::new();
    let mut put = |name: &str, value: Value| says.insert(name.to_owned(), value);
    put("assistance", json!(theme.assistance));
    put("urgency", json!(case.urgency));
    if case.exercise {
        put("exercise", json!(true));
    }
    if chance.once_in(2) {
        put("to_office", json!(competent(case)));
    }
    let seen = json!({"from": before(chance.between(8, 40)), "until": before(1)});
    if case.sort == Sort::Technical {
        put("rsit", json!(theme.rsit));
        put("observed", seen);
        let tlp = chance.of(&["amber", "amber", "green", "clear"]).copied();
        put("handling", json!({"tlp": tlp.unwrap_or("amber")}));
        return says;
    }
    put("offences", json!(theme.offences));
    put("max_penalty_months", json!(theme.penalty));
    put("use_limitation", json!("purpose_only"));
    put("treaty", json!("mlaa_2000"));
    if !theme.data.is_empty() {
        put("data", json!(theme.data));
        put("period", seen);
    }
    if theme.necessity.is_some() {
        put("mla_intended", json!(true));
    }
    if case.asker == Party::Us && case.sort == Sort::Formal {
        put("certification", json!(["us_business_record"]));
    }
    if chance.once_in(3) {
        put("victims", json!(chance.between(1, 400)));
        let currency = match case.asker {
            Party::Cn => "CNY",
            Party::Us => "USD",
        };
        let amount = chance.between(4, 900) * 1_000;
        put("loss", json!({"amount": amount, "currency": currency}));
    }
    says
}

/// The office of the other side that such a request is for.
fn competent(case: &Case) -> &'static str {
    let who = case.asker.other().who();
    match case.sort {
        Sort::Technical => who.office(people::TECHNICAL),
        Sort::Formal => who.office(people::LEGAL),
        _ => who.office(people::CYBER),
    }
}

/// The words of a request.
fn words(
    texture: &Texture,
    case: &Case,
    fill: &Fill,
    theme: &Theme,
    chance: &mut Chance,
) -> Outcome<RequestBody> {
    let texts = |both: &Option<Both>| both.as_ref().map_or_else(Texts::new, |one| fill.texts(one));
    let mut body = RequestBody {
        subject: fill.texts(&theme.subject),
        asked: texts(&theme.asked),
        observed: texts(&theme.observed),
        purpose: texts(&theme.purpose),
        facts: texts(&theme.facts),
        relation: texts(&theme.relation),
        necessity: texts(&theme.necessity),
        urgency_reasons: texts(&theme.urgency),
        ..RequestBody::default()
    };
    if case.presses() && body.urgency_reasons.is_empty() {
        body.urgency_reasons = fill.texts(&texture.reply("urgency", chance)?.text());
    }
    if case.exercise {
        for (language, text) in &mut body.subject {
            let mark = match language {
                Language::En => "Exercise: ",
                Language::ZhHans => "推演：",
            };
            text.insert_str(0, mark);
        }
    }
    Ok(body)
}

/// Leaves the words in one language, and gives the others.
pub(super) fn split(body: &mut RequestBody, keep: Language) -> RequestBody {
    let mut other = RequestBody::default();
    let pairs = [
        (&mut body.asked, &mut other.asked),
        (&mut body.facts, &mut other.facts),
        (&mut body.necessity, &mut other.necessity),
        (&mut body.observed, &mut other.observed),
        (&mut body.purpose, &mut other.purpose),
        (&mut body.relation, &mut other.relation),
        (&mut body.subject, &mut other.subject),
        (&mut body.urgency_reasons, &mut other.urgency_reasons),
    ];
    for (mine, theirs) in pairs {
        let (kept, rest) = std::mem::take(mine)
            .into_iter()
            .partition(|(language, _)| *language == keep);
        *mine = kept;
        *theirs = rest;
    }
    other
}

fn contact(case: &Case, chance: &mut Chance) -> Value {
    let (office, hours, offset, email) = match case.asker {
        Party::Cn => (
            "网络处（Cyber desk）",
            "08:30-17:30",
            "+08:00",
            "desk@cyber.cn.example",
        ),
        Party::Us => (
            "Cyber division",
            "08:30-17:30",
            "-05:00",
            "desk@cyber.us.example",
        ),
    };
    let file = format!("{}-{}", chance.between(2, 9), chance.between(1_000, 9_999));
    json!({
        "role": "requesting", "office": office, "hours": hours, "offset": offset,
        "email": email, "file": file,
    })
}

fn data_sought(
    texture: &Texture,
    case: &Case,
    theme: &Theme,
    now: Time,
    chance: &mut Chance,
) -> Outcome<Value> {
    let custodian = chance.of(texture.parts.custodians.of(case.asker.other()))?;
    let kind = theme.identifier.as_deref().unwrap_or("account");
    let identifier = identifier(kind, now, chance);
    let sought = |class: &String| json!({"class": class, "custodian": custodian, "identifiers": [identifier]});
    Ok(theme.data.iter().map(sought).collect())
}

/// What data are found by: names and addresses that are kept for documentation.
fn identifier(kind: &str, now: Time, chance: &mut Chance) -> Value {
    let at = now.plus(-chance.between(2 * DAY, 20 * DAY) / HOUR * HOUR);
    let value = value(kind, chance.between(1, 9_999), chance);
    match kind {
        "address" => json!({"kind": kind, "value": value, "port": 443, "at": at}),
        _ => json!({"kind": kind, "value": value}),
    }
}

/// The list of items of a request.
fn items(kind: &str, count: i64, chance: &mut Chance) -> String {
    let first = chance.between(10, 200);
    let rows = (0..count).map(|n| format!("{kind},{}\n", value(kind, first + n, chance)));
    std::iter::once("kind,value\n".to_owned())
        .chain(rows)
        .collect()
}

fn value(kind: &str, n: i64, chance: &mut Chance) -> String {
    match kind {
        "address" if n % 5 == 0 => format!("2001:db8::{n:x}"),
        "address" => match n % 3 {
            0 => format!("192.0.2.{}", n % 254 + 1),
            1 => format!("198.51.100.{}", n % 254 + 1),
            _ => format!("203.0.113.{}", n % 254 + 1),
        },
        "domain" => format!("node-{n}.example"),
        "url" => format!("https://sign-in-{n}.example/account"),
        "hash" => (0..4)
            .map(|_| format!("{:016x}", chance.number()))
            .collect(),
        "wallet" => format!("example-wallet-{:016x}", chance.number()),
        _ => format!("user-{n}@mail.example"),
    }
}

/// Persons under the pseudonyms that the facts use.
fn persons(theme: &Theme) -> Vec<Person> {
    let facts = theme.facts.as_ref().map_or("", |facts| facts.en.as_str());
    [
        ("S-1", PersonRole::Suspect),
        ("V-1", PersonRole::Victim),
        ("W-1", PersonRole::Witness),
    ]
    .into_iter()
    .filter(|(reference, _)| facts.contains(reference))
    .map(|(reference, role)| Person::pseudonymous(role, false, reference.to_owned()))
    .collect()
}

fn unfit(error: serde_json::Error) -> Failure {
    Failure::new(Exit::Bug, "demo-step")
        .with("name", "history-request")
        .because(error)
}
