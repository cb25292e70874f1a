//! `case list` by the nearest deadline, with several filters, at the first page and far behind.

use comity_store::desk::{DossierFilter, DossierSort};

use crate::{
    Measured, Scale, Want,
    big::{big, office},
    clock::{ms, percentile, timed},
    side::Pair,
    system,
};

/// Cases on a page, as the command line has it.
const PAGE: u64 = 50;
/// The page far behind.
const FAR: u64 = 1_000;

/// Measures the rows: cold is the first list of a store that was just opened and dropped from the cache.
///
/// # Errors
/// A store fails.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let big = big(scale)?;
    let far = FAR.min(big.cases / PAGE).max(1);
    let mut rows = Vec::new();
    for page in [1, far] {
        let (mut cold, mut warm) = (Vec::new(), Vec::new());
        for filter in filters() {
            drop(big.open()?);
            system::cool(&big.home().join("store.db"))?;
            let pair = big.open()?;
            cold.push(list(&pair, &filter, page)?);
            for _ in 0..scale.pick(40, 20) {
                warm.push(list(&pair, &filter, page)?);
            }
        }
        for (which, times) in [("cold", cold), ("warm", warm)] {
            rows.push(Measured {
                what: format!("case list, p95, page {page}, {which}, {}", big.size()),
                ours: percentile(times, 95),
                beside: None,
                unit: "ms",
                want: Want::Below(50.0),
            });
        }
    }
    Ok(rows)
}

fn list(pair: &Pair, filter: &DossierFilter, page: u64) -> anyhow::Result<f64> {
    let size = usize::try_from(PAGE)?;
    let (listed, taken) = timed(|| {
        office(&pair.a, |office| {
            office.cases(filter, DossierSort::NextDue, page, size)
        })
    });
    anyhow::ensure!(listed?.total > 0, "a filter that nothing passes");
    Ok(ms(taken))
}

/// Filters that some case passes.
fn filters() -> Vec<DossierFilter> {
    let word = |word: &str| Some(word.to_owned());
    vec![
        DossierFilter::default(),
        DossierFilter {
            status: word("closed"),
            ..DossierFilter::default()
        },
        DossierFilter {
            status: word("answered_partial"),
            ..DossierFilter::default()
        },
        DossierFilter {
            urgency: word("routine"),
            ..DossierFilter::default()
        },
        DossierFilter {
            category: word("takedown"),
            ..DossierFilter::default()
        },
    ]
}
