//! Two nodes on loopback: what crosses between them, and what a bad one can do.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod caller;
mod hostile;
mod ops;
mod pair;
mod stop;
mod support;
mod traces;
