//! The simulated world: nodes on one thread, driven from a seed, with every fault that a seed asks for.
//!
//! Nodes are the real ones ([`comity_node`]) over stores in memory; signing is
//! real, sealing is the stand-in that `comity-node` holds to the real one. A
//! [`world::World`] makes one step after the other: people work on cases, nodes
//! exchange, pouches are lost, doubled, delayed, cut or damaged, processes
//! crash at any write, disks fill, backups come back, clocks jump, a store or all
//! keys are lost, and a counterpart lies ([`liar`]). After every step [`check`]
//! looks whether an invariant of `ARCHITECTURE.md` is broken. Then the world is healed, and
//! honest sides must compute equal reports.
//!
//! What happens is a function of the seed alone. [`tally`] counts what did.

pub mod check;
pub mod dice;
pub mod house;
pub mod liar;
#[cfg(feature = "mutants")]
pub mod mutants;
pub mod tally;
pub mod watch;
pub mod wire;
pub mod work;
pub mod world;
