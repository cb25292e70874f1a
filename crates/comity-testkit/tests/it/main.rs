//! Properties of the source tree, and the simulated world as `./check` runs it.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests may read their environment and stop at the first surprise"
)]

mod tidy;
