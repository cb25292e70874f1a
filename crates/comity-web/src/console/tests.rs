//! The console over a house in memory: who gets which page, what every page keeps to, and what a
//! hostile visitor or counterpart can do.
//!
//! A new page needs a line in `tests/routes.rs`; a new part of an address (`{name}`) a
//! line in `World::fill`.

#[cfg(feature = "passkeys")]
mod authenticator;
mod case;
mod clearance;
mod desk;
mod documents;
mod guard;
mod hostile;
mod html;
mod limits;
mod live;
mod notices;
mod pages;
#[cfg(feature = "passkeys")]
mod passkeys;
mod registry;
mod reports;
mod roles;
mod routes;
mod sessions;
mod sources;
mod stretched;
mod templates;
mod times;
mod translations;
mod uploads;
mod weight;
mod world;
