//! HTTP for Comity: the exchange between nodes, and what operators watch.
//!
//! - [`tls`]: TLS 1.3 with both ends known by their pinned key.
//! - [`peer`]: the endpoints of `docs/protocol.md` section 7, one file each,
//!   as pure functions between `comity_peer::call` and HTTP messages.
//! - [`server`]: the accept loop that answers counterparts, with its limits.
//! - [`client`]: the [`Transport`](comity_peer::call::Transport) that asks them.
//! - [`ops`]: `/healthz` and `/metrics` on loopback.
//! - [`outward`]: what leaves for others than counterparts, and which addresses may be dialled.
//! - `console` (a feature, on by default): pages for the people of a house.
//!
//! This crate knows HTTP and nothing of SQL or keys. What a counterpart's
//! request means is answered by whoever implements [`server::PeerService`];
//! what a person may see and do by the use cases of `comity-node`.
//! No content of a pouch or a part is ever traced.

#[cfg(feature = "console")]
mod api;
mod body;
pub mod client;
#[cfg(feature = "console")]
pub mod console;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub mod limits;
pub mod ops;
pub mod outward;
pub mod peer;
#[cfg(feature = "console")]
mod seats;
pub mod server;
mod stall;
pub mod tls;
#[cfg(feature = "console")]
mod turnstile;
#[cfg(feature = "console")]
mod tus;

#[cfg(feature = "console")]
pub use turnstile::Turnstile;
