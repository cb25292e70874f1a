//! Registering somebody new, and moving somebody to another office.

use comity_core::Time;
use comity_peer::rng::Random;
use comity_store::Tx;

use super::{PeopleError, Person, Role, add, check_label, must_administer, named};
use crate::accounts::{
    AccessError, Secret,
    grant::{self, Asked, What},
    link,
};

/// What became of registering somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// Whether roles and the way in wait for a second person.
    pub waits: bool,
    /// The link of the first security officer.
    pub link: Option<Secret>,
}

/// Registers a new person and asks for the roles; where that takes two they wait for a second
/// person, and so does the link by which the person comes in.
///
/// The first security officer gets a link at once: from then on links take two, and nobody else
/// could be the second.
///
/// # Errors
/// Somebody of this name is there already, and what `add` and `accounts::grant::ask` refuse.
pub fn enrol(
    tx: &mut dyn Tx,
    person: &Person,
    by: &str,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Enrolled, AccessError> {
    match named(&*tx, &person.name) {
        Ok(_) => return Err(PeopleError::Taken(person.name.clone()).into()),
        Err(PeopleError::Unknown(_)) => {}
        Err(error) => return Err(error.into()),
    }
    super::must_be_apart(&*tx, &person.roles)?;
    let bare = Person {
        roles: vec![],
        ..person.clone()
    };
    add(tx, &bare, by, now)?;
    let watches = person.roles.contains(&Role::Security) && !grant::takes_two(&*tx)?;
    let link = match watches {
        true => Some(link::issue(tx, &person.name, by, now, rng)?),
        false => None,
    };
    let waits = grant::takes_two(&*tx)?;
    if waits {
        grant::ask_access(tx, &person.name, by, now)?;
    }
    for role in sorted(&person.roles) {
        grant::ask(tx, &person.name, role, by, now)?;
    }
    Ok(Enrolled { waits, link })
}

/// Security officers last: from then on, roles take two.
fn sorted(roles: &[Role]) -> Vec<Role> {
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// Moves a person to another office, or gives another duty number; roles stay as they are.
///
/// Who belongs to an office sees its cases. So where that takes two (`accounts::grant`), the
/// person stays until a second person confirms.
///
/// # Errors
/// Nobody of this name, and what `add` refuses.
pub fn move_to(
    tx: &mut dyn Tx,
    name: &str,
    office: &str,
    duty: Option<&str>,
    by: &str,
    now: Time,
) -> Result<Asked, AccessError> {
    must_administer(&*tx, by)?;
    check_label(office)?;
    let before = named(&*tx, name)?;
    let waits = office != before.office && grant::takes_two(&*tx)?;
    let mut person = before.clone();
    person.duty = duty.map(str::to_owned);
    if !waits {
        office.clone_into(&mut person.office);
    }
    if person != before {
        add(tx, &person, by, now)?;
    }
    if waits {
        grant::wait(tx, name, What::Move(office.to_owned()), by, now)?;
        return Ok(Asked::Waits);
    }
    Ok(Asked::Granted)
}

#[cfg(test)]
mod tests {
    use comity_peer::fixtures::Seeded;
    use comity_store::{MemoryStore, Store as _};

    use super::*;

    const NOW: Time = Time::from_seconds(1_800_000_000);

    fn person(name: &str, roles: &[Role]) -> Person {
        Person {
            name: name.to_owned(),
            office: "D-17".to_owned(),
            duty: None,
            roles: roles.to_vec(),
            disabled: false,
        }
    }

    fn house() -> MemoryStore {
        let store = MemoryStore::new();
        let first = person("admin", &[Role::Administrator]);
        store.write(move |tx| add(tx, &first, "root", NOW)).unwrap();
        store
    }

    fn enrolled(store: &MemoryStore, name: &str, roles: &[Role]) -> Result<Enrolled, String> {
        let person = person(name, roles);
        store
            .write(move |tx| enrol(tx, &person, "admin", NOW, &mut Seeded::new(1)))
            .map_err(|error| error.code().to_owned())
    }

    #[test]
    fn roles_are_given_at_once_until_a_security_officer_watches() {
        let store = house();
        let waits = |name, roles: &[Role]| enrolled(&store, name, roles).unwrap().waits;
        assert!(!waits("li", &[Role::Officer]));
        assert!(!waits("chen", &[Role::Security]));
        assert!(waits("wang", &[Role::Officer]));
        let roles = |name: &str| store.read(|tx| named(tx, name)).unwrap().roles;
        assert_eq!(roles("li"), [Role::Officer]);
        assert_eq!(roles("wang"), []);
        let asked = store.read(|tx| grant::list(tx, NOW)).unwrap();
        let asked: Vec<&What> = asked.iter().map(|grant| &grant.what).collect();
        assert_eq!(
            asked,
            [&What::Access, &What::Role(Role::Officer)],
            "how to come in, too"
        );
    }

    #[test]
    fn the_first_security_officer_can_come_in() {
        let store = house();
        let link = |name, roles: &[Role]| enrolled(&store, name, roles).unwrap().link;
        assert_eq!(link("li", &[Role::Officer]), None);
        let first = link("chen", &[Role::Security]).unwrap();
        let found = store.read(|tx| link::look(tx, &first, NOW)).unwrap();
        assert_eq!(found.name.as_deref(), Some("chen"));
        assert_eq!(link("sun", &[Role::Security]), None, "this one takes two");
    }

    #[test]
    fn nobody_is_replaced_by_registering_somebody_new() {
        let store = house();
        assert_eq!(
            enrolled(&store, "admin", &[Role::Officer]),
            Err("person-taken".to_owned())
        );
        assert_eq!(
            enrolled(&store, "li", &[Role::Auditor, Role::Security]),
            Err("person-roles-apart".to_owned())
        );
        assert!(store.read(|tx| named(tx, "li")).is_err(), "nothing is left");
    }

    #[test]
    fn who_moves_keeps_the_roles() {
        let store = house();
        store
            .write(|tx| move_to(tx, "admin", "D-18", Some("0042"), "admin", NOW))
            .unwrap();
        let moved = store.read(|tx| named(tx, "admin")).unwrap();
        assert_eq!(moved.office, "D-18");
        assert_eq!(moved.duty.as_deref(), Some("0042"));
        assert_eq!(moved.roles, [Role::Administrator]);
    }
}
