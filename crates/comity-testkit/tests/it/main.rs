//! Properties of the source tree, and the simulated world as `./check` runs it.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod asvs;
mod seeds;
mod tidy;
