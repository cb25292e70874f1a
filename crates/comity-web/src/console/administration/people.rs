//! `/administration`: the people of the house, and what waits for a second person.

use askama::Template;
use axum::{extract::Query, response::Response};
use comity_node::{
    accounts::{
        AccessError, Permission,
        grant::{self, Grant, What},
    },
    people::{self, Person},
};
use comity_store::Store as _;

use super::{
    Done, Fault, Page, Room, Visit, Way, address, html, offices, role, role_list, said, ways,
};

#[derive(Template)]
#[template(path = "administration/people.html")]
struct PeoplePage {
    page: Page,
    ways: Vec<Way>,
    done: Option<String>,
    people: Vec<Person>,
    grants: Vec<Grant>,
}

impl PeoplePage {
    fn address(person: &Person) -> String {
        address(&person.name)
    }

    fn address_of(grant: &Grant) -> String {
        match grant.what {
            What::Under(_) => offices::HERE.to_owned(),
            _ => address(&grant.name),
        }
    }

    fn roles(&self, person: &Person) -> String {
        role_list(&self.page, &person.roles)
    }

    fn what(&self, grant: &Grant) -> String {
        match &grant.what {
            What::Role(one) => role(&self.page, *one),
            What::Access => self.page.t("house-let-in"),
            What::Move(office) => self.page.t1("house-move-to", "office", office),
            What::Under(office) => self.page.t1("house-under", "office", office),
        }
    }
}

/// `GET /administration`
pub(crate) async fn show(visit: Visit, Query(done): Query<Done>) -> Result<Response, Fault> {
    visit.may(Permission::ReadPeople)?;
    let (people, grants) =
        visit
            .work(move |site| {
                let now = site.now();
                let store = site.node.unfollowed();
                Ok(store
                    .read(|tx| Ok::<_, AccessError>((people::list(tx)?, grant::list(tx, now)?)))?)
            })
            .await?;
    let page = visit.page(Room::Administration, "");
    let title = match grants.len() {
        0 => page.tn("house-people-title", people.len()),
        count => page.tn("house-grants-title", count),
    };
    let page = Page { title, ..page };
    html(&PeoplePage {
        ways: ways(&page),
        done: said(&done, &page, &["enrolled", "enrolled-waits"]),
        people,
        grants,
        page,
    })
}
