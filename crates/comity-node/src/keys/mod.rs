//! Keys: what the node holds, where it lies, and the guard that signs only what grows.

pub mod file;
pub mod high_water;
pub mod issue;
mod keyring;
mod seed;
mod signer;
#[cfg(test)]
mod tests;
pub mod tls;

pub use self::{
    high_water::{FolderMarks, HighWater, Mark, Marks, MemoryMarks, Statement},
    keyring::{IdentityLine, Keyring, Pkcs8, SeedPair, SpeakingKeys},
    seed::{NotASeed, Seed},
    signer::KeySigner,
};
