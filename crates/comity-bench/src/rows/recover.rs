//! `recover` of a large store from the counterpart's copy, and its projections built anew.

use std::{fs, path::Path, thread, time::Duration};

use comity_peer::{channel::Standing, seal::Suite};
use comity_store::{Store as _, StoreError, logs::each_sealed_in};
use rusqlite::Connection;

use crate::{
    Measured, Scale, Want,
    big::{afterwards, big, office, without_store},
    clock::{rate, time, timed},
    side::{Pair, Side},
};

/// The tables that a recovery fills with what it was handed.
const TABLES: [&str; 4] = ["entries", "sealed", "tiles", "notes"];

/// Measures both rows.
///
/// Both logs come back over the memory transport. The first row is the record
/// alone, after which the node may sign and answer; the second is
/// [`comity_node::node::Node::rebuild_desk`]: the way that the desk goes afterwards.
///
/// # Errors
/// A node refuses, a store fails, or not all came back.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let big = big(scale)?;
    let folder = tempfile::tempdir_in(&big.folder)?;
    let whole = big.open()?;
    let floor = time(|| copied(&whole.a.home.store(), &folder.path().join("copy.db")))?;
    fs::remove_file(folder.path().join("copy.db"))?;
    let Pair { a: before, b } = whole;
    without_store(&big.home(), &folder.path().join("a.example"))?;
    let (credential, acts) = (before.credential.clone(), opened(&before)?);
    drop(before);
    let a = Side::open(folder.path(), "a.example", Suite::AgeX25519, 1)?;
    anyhow::ensure!(
        a.credential.fingerprint() == credential.fingerprint(),
        "other keys"
    );
    a.node.pin(&b.credential)?;
    let pair = Pair { a, b };
    let (me, now) = (pair.b.node.me().clone(), afterwards());
    let (back, taken) = timed(|| pair.a.node.recover_record(&pair.line(now), &me, &[], now));
    anyhow::ensure!(
        back?.standing == Standing::AtMark,
        "the generation does not go on"
    );
    let current = pair.a.node.channel(&me)?.current;
    let entries = current.ours.head.size() + current.theirs.head.size();
    anyhow::ensure!(entries >= big.entries, "only {entries} entries came back");
    let rebuilt = time(|| pair.a.node.rebuild_desk(&me))?;
    let cases = office(&pair.a, |office| {
        let filter = comity_store::desk::DossierFilter::default();
        office
            .node
            .unfollowed()
            .read(|tx| tx.count_dossiers(&filter))
    })?;
    anyhow::ensure!(cases == big.cases, "only {cases} cases came back");
    Ok(vec![
        Measured {
            what: format!(
                "recover, bytes proven, may sign, {}; floor: copying and inserting those bytes",
                big.size()
            ),
            ours: rate(entries, taken),
            beside: Some(rate(entries, floor)),
            unit: "entries/s",
            want: Want::AtLeast(0.5),
        },
        Measured {
            what: format!(
                "projections built anew, {}; floor: opening the envelopes alone, all cores",
                big.size()
            ),
            ours: rate(entries, rebuilt),
            beside: Some(rate(entries, acts)),
            unit: "entries/s",
            want: Want::AtLeast(0.6),
        },
    ])
}

/// Rows copied from one store to another of the same schema, a table a transaction.
fn copied(from: &Path, to: &Path) -> anyhow::Result<()> {
    drop(comity_store::SqliteStore::open(to)?);
    let db = Connection::open(to)?;
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", false)?;
    db.execute("ATTACH ?1 AS whole", [from.to_string_lossy()])?;
    for table in TABLES {
        db.execute_batch(&format!("INSERT INTO {table} SELECT * FROM whole.{table}"))?;
    }
    Ok(())
}

/// How long it takes to open every envelope on all cores, and nothing else.
fn opened(side: &Side) -> anyhow::Result<Duration> {
    let sealer = side.node.secrets().sealer.clone();
    let cores = thread::available_parallelism()?.get();
    let logs = side.node.unfollowed().read(|tx| tx.logs())?;
    let mut taken = Duration::ZERO;
    for (origin, size) in logs {
        let mut from = 0;
        while from < size {
            let mut sealed = Vec::new();
            from = side.node.unfollowed().read(|tx| {
                each_sealed_in(tx, &origin, from..from + 10_000, |_, entry| {
                    sealed.extend(entry.envelope.map(<[u8]>::to_vec));
                    Ok::<_, StoreError>(())
                })
            })?;
            let share = sealed.len().div_ceil(cores).max(1);
            taken += time(|| {
                thread::scope(|scope| {
                    let workers: Vec<_> = sealed
                        .chunks(share)
                        .map(|share| {
                            let open = |bytes: &Vec<u8>| sealer.open(bytes).map(drop);
                            scope.spawn(move || share.iter().try_for_each(open))
                        })
                        .collect();
                    workers.into_iter().try_for_each(|worker| {
                        let lost = |_| anyhow::anyhow!("a worker panicked");
                        Ok::<_, anyhow::Error>(worker.join().map_err(lost)??)
                    })
                })
            })?;
        }
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use comity_node::keys::file;

    use super::*;

    #[test]
    fn a_home_without_its_store_keeps_its_keys() {
        let folder = tempfile::tempdir().unwrap();
        let side = Side::open(folder.path(), "a.example", Suite::AgeX25519, 1).unwrap();
        let lost = folder.path().join("lost/a.example");
        without_store(side.home.root(), &lost).unwrap();
        assert!(!lost.join("store.db").exists());
        let again = Side::open(
            &folder.path().join("lost"),
            "a.example",
            Suite::AgeX25519,
            9,
        );
        let keys = |side: &Side| file::read(&side.home, None).unwrap().party;
        let again = again.unwrap();
        assert_eq!(keys(&again), keys(&side));
        assert_eq!(
            again.credential.fingerprint(),
            side.credential.fingerprint()
        );
    }
}
