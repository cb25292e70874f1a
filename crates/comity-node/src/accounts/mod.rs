//! Accounts: how people of the house prove who they are, and what each may then do.
//!
//! A *caller* is a person with the way in which he or she came in ([`caller`]). What a caller
//! may do is one table of roles and permissions ([`permit`]), denied by default. The ways in
//! are a session ([`session`]) that a passkey, a password with a one-time code ([`sign_in`]),
//! a certificate ([`certificate`]) or a link ([`link`]) opened, or a token ([`token`]).
//!
//! Every secret that lets somebody in is drawn here, shown once and stored as its SHA-256
//! ([`secret`]); passwords are stored by Argon2id. Everything that changes who may come in
//! or who may do what is in the trail.
//!
//! Out of scope: HTTP, cookies and ceremonies of passkeys (`comity-web`), words.

pub mod breached;
pub mod caller;
pub mod certificate;
mod error;
pub mod grant;
pub mod let_in;
pub mod link;
pub mod office;
pub mod passkey;
pub mod password;
pub mod permit;
pub mod preference;
pub mod recovery;
pub mod secret;
pub mod session;
pub mod sign_in;
pub mod throttle;
pub mod token;
pub mod totp;
mod watched;
pub mod ways;

#[cfg(test)]
mod tests;

pub use self::{caller::Caller, error::AccessError, permit::Permission, secret::Secret};
pub(crate) use self::{caller::must, error::label};
