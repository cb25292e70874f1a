//! What the program that people use does not contain.

use comity_core::mutant::{COMPILED, Mutant};

/// Names of mutants that stand nowhere else in the program.
const NAMES: [Mutant; 2] = [Mutant::SaidIsDelivered, Mutant::StaleDesk];

#[test]
fn no_rule_can_be_broken_on_purpose() {
    const {
        assert!(
            !COMPILED,
            "the feature `mutants` is for the simulated world alone"
        )
    };
    let program = std::fs::read(env!("CARGO_BIN_EXE_comity")).unwrap();
    for mutant in NAMES {
        let name = mutant.code().as_bytes();
        let found = program
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == name[0])
            .any(|(at, _)| program[at..].starts_with(name));
        assert!(!found, "{}", mutant.code());
    }
}
