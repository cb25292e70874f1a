//! Projections row by row, with what finds them: what an audit compares.

use std::fmt::Debug;

use comity_core::PartyName;

use super::{
    state::{Leaf, State},
    table::Table,
};

impl State {
    pub(super) fn desk_rows(&self, them: &PartyName, each: &mut dyn FnMut(&str)) {
        let mut row = |row: &dyn Debug| each(&format!("{row:?}"));
        for (origin, size) in self.projected.iter() {
            if [&origin.sender, &origin.reader].contains(&them) {
                row(&("projected", origin, size));
            }
        }
        for ((party, side, position), Leaf { row: leaf, cover }) in self.leaves.iter() {
            if party == them {
                row(&("leaf", side, position, leaf, cover));
            }
        }
        for ((party, ..), said) in self.acts.iter().filter(|((party, ..), _)| party == them) {
            row(&("act", party, said));
        }
        for ((party, dossier), known) in self.dossiers.iter() {
            if party == them {
                row(&("dossier", dossier, &known.row));
            }
        }
        keys(&self.covers, |key| &key.0, them, &mut row);
        keys(&self.acts_by_id, |key| &key.0, them, &mut row);
        keys(&self.acts_by_dossier, |key| &key.0, them, &mut row);
        keys(&self.acts_of_channel, |key| &key.0, them, &mut row);
    }
}

/// The keys of an index that are of this channel.
fn keys<K: Ord + Clone + Debug>(
    table: &Table<K, ()>,
    party: impl Fn(&K) -> &PartyName,
    them: &PartyName,
    row: &mut dyn FnMut(&dyn Debug),
) {
    for (key, ()) in table.iter().filter(|(key, _)| party(key) == them) {
        row(key);
    }
}
