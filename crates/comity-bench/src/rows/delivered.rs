//! One request between idle nodes, from submit to delivered, over HTTPS on loopback.

use std::sync::Arc;

use comity_peer::{
    call::{Request, Transport as _},
    seal::Suite,
};

use super::acts::{TEXT, files, one};
use crate::{
    Measured, Scale, Want,
    clock::{median, ms, percentile, time},
    floor,
    https::{Answering, Served, Silent},
    side::{Pair, start},
};

/// Measures the row: every request goes over a connection of its own, since the nodes were idle.
///
/// The floor is one TLS exchange by itself, sealing and opening of what the
/// act has, and the commits and marks that were counted, each the middle of
/// its times in the same run.
///
/// # Errors
/// A node or the network fails.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let pair = Pair::open(folder.path(), Suite::AgeX25519)?;
    let (to, files) = (pair.a.recipients(&pair.b)?, files(&pair)?);
    pair.exchange(start())?;
    let Pair { a, b } = pair;
    let (b, rounds) = (Arc::new(b), scale.pick(400, 40));
    let served = Served::start(&a, &b, Answering(Arc::clone(&b), start()))?;
    let silent = Served::start(&a, &b, Silent)?;
    let them = b.node.me();
    let (seal, open) = (
        a.node.secrets().sealer.clone(),
        b.node.secrets().sealer.clone(),
    );
    let (mut ours, mut tls, mut sealing) = (vec![], vec![], vec![]);
    let (mut commits, mut marks) = (vec![], vec![]);
    let size = |bytes: u64, of: u64| usize::try_from(bytes / of.max(1));
    let counted = || a.counts.now().and(b.counts.now());
    let (before, written) = (counted(), floor::written()?);
    let mut mark = 0;
    for round in 0..rounds {
        let transport = served.transport();
        let draft = crate::side::takedown(round, TEXT);
        ours.push(ms(time(|| -> anyhow::Result<()> {
            let said = a.say(them, vec![draft], start(), round)?;
            a.node.exchange(&transport, them, start())?;
            let receipted = a.node.channel(them)?.current.ours.receipted();
            let end = said.last().map_or(0, |last| last.position.index + 1);
            anyhow::ensure!(end > 0 && receipted >= end, "not delivered");
            Ok(())
        })?));
        mark = std::fs::metadata(a.home.high_water().join(format!("{them}.json")))?.len();
    }
    let (done, written) = (counted().since(before), floor::written()? - written);
    let (writes, raised) = (done.writes, done.marks);
    let commit = size(written.saturating_sub(raised * mark), writes)?;
    for _ in 0..rounds {
        let transport = silent.transport();
        tls.push(ms(time(|| transport.call(them, Request::Receipt))?));
        sealing.push(ms(time(|| one(&*seal, &*open, &to, &files))?));
        commits.push(ms(floor::commit(folder.path(), commit, 1)?));
        marks.push(ms(floor::replace(folder.path(), size(mark, 1)?, 1)?));
    }
    let each = |of: u64| of as f64 / rounds as f64;
    let floor = median(tls.clone())
        + median(sealing.clone())
        + each(writes) * median(commits.clone())
        + each(raised) * median(marks.clone());
    eprintln!(
        "  floor {floor:.2} ms: TLS {:.2}, sealing {:.2}, {:.1} commits of {:.3}, {:.1} marks of {:.3}; ours p50 {:.2}",
        median(tls),
        median(sealing),
        each(writes),
        median(commits),
        each(raised),
        median(marks),
        median(ours.clone()),
    );
    Ok(vec![Measured {
        what: "submit to delivered over HTTPS on loopback, X25519, p99; floor: one TLS exchange, sealing, fsyncs".to_owned(),
        ours: percentile(ours, 99),
        beside: Some(floor),
        unit: "ms",
        want: Want::AtMost(4.0),
    }])
}
