//! The doors of a demo node: for each person a host name of its own, a link that signs in once, and a token.
//!
//! Every host name ends in `.localhost`, which browsers lead to this machine. Each
//! person has another, so that sessions stay apart and one visitor can be
//! several people in several tabs.

use std::net::SocketAddr;

use comity_core::PartyName;
use comity_node::{
    accounts::{
        link,
        token::{self, Scope},
    },
    people::{self, Person, Role},
    rng::SystemRandom,
};
use comity_store::Store as _;
use serde::Serialize;

use crate::{
    failure::{Failure, Outcome},
    wiring::{House, serve::Listening},
};

/// How many days the tokens live.
const DAYS: u16 = 7;

/// Where a node of the demo is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Doors {
    pub(crate) party: PartyName,
    /// The folder of its home.
    pub(crate) home: String,
    /// The port for its counterpart.
    pub(crate) peer: u16,
    /// Where its health and numbers are read.
    pub(crate) operate: String,
    /// Where its console is, for whoever is signed in nowhere.
    pub(crate) console: String,
    /// Where programs ask.
    pub(crate) api: String,
    /// The people, each with a door.
    pub(crate) people: Vec<Door>,
}

/// The door of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Door {
    pub(crate) name: String,
    pub(crate) role: Role,
    /// The address that signs in, once.
    pub(crate) sign_in: String,
    /// A token of the interface; absent for a role that has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) token: Option<String>,
}

/// The host name of a role of a house: `officer.cn.localhost`.
fn host(party: &PartyName, role: Role) -> String {
    let side = party.as_str().split('.').nth(1).unwrap_or_default();
    format!("{}.{side}.localhost", role.name())
}

/// The host names that a house of the demo answers to.
pub(crate) fn hosts(party: &PartyName) -> Vec<String> {
    let roles = Role::ALL.into_iter().map(|role| host(party, role));
    roles.chain(["localhost".to_owned()]).collect()
}

impl Doors {
    /// The doors of a house that is open here; makes the links and tokens.
    pub(crate) fn of(house: &House, here: Listening) -> Outcome<Self> {
        let store = house.node.unfollowed();
        let people = store.read(people::list)?;
        let doors = people.iter().filter(|person| !person.disabled);
        let doors = doors.map(|person| door(house, person, here.console));
        Ok(Self {
            party: house.node.me().clone(),
            home: house.home.root().display().to_string(),
            peer: here.listen.port(),
            operate: format!("http://{}", here.operate),
            console: format!("http://localhost:{}/", here.console.port()),
            api: format!("http://localhost:{}/api/v1", here.console.port()),
            people: doors.collect::<Outcome<_>>()?,
        })
    }
}

fn door(house: &House, person: &Person, console: SocketAddr) -> Outcome<Door> {
    let role = person.roles.first().copied().unwrap_or(Role::Officer);
    let (name, now) = (person.name.clone(), house.now());
    let made = house.node.unfollowed().write(move |tx| {
        let secret = link::visit(tx, &name, now, &mut SystemRandom)?;
        let wanted = token::Wanted {
            name: &name,
            label: "demo",
            scopes: &Scope::ALL,
            days: DAYS,
        };
        let token = token::make(tx, &wanted, now, &mut SystemRandom);
        Ok::<_, comity_node::accounts::AccessError>((secret, token.ok().map(|(text, _)| text)))
    });
    let (secret, token) = made.map_err(Failure::from)?;
    let (host, port) = (host(house.node.me(), role), console.port());
    Ok(Door {
        name: person.name.clone(),
        role,
        sign_in: format!("http://{host}:{port}/sign-in/{}", secret.to_text()),
        token,
    })
}
